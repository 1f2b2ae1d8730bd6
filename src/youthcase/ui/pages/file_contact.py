"""What stands in one contact, and how is it corrected, added to or withdrawn?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import clock, local_day, plain, with_weekday
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.drafting import Drafting, FormKeeper
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, danger, primary, quiet, secondary
from youthcase.ui.kit.cards import Facts, QuoteCard
from youthcase.ui.kit.fields import LongText
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.text import Rule, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.contact_sheet import Sheet
from youthcase.ui.pages.file_fields import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent

    from youthcase.domain.ids import ContactId, StaffId
    from youthcase.ui.frame import Frame

WIDTH = 620
ADDITION, WITHDRAWAL = "addition", "withdrawal"


class ContactReader(Sheet):
    """One contact to read; `correct` asks for the form that changes it."""

    correct = Signal(object)  # Contact

    def __init__(
        self,
        frame: Frame,
        contact: ContactId,
        staff: Mapping[StaffId, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, _("Contact"), width=WIDTH)
        self.setObjectName("contact_reader")
        self._frame, self._staff = frame, staff
        self.contact = frame.services.contacts.get(contact)
        self._fill()
        self._drafting: dict[str, Drafting] = {}
        self._addition = self._asking(
            "text", _("What do you want to add?"), _("The contact itself stays as it is.")
        )
        self._keep_draft(ADDITION, self._addition)
        self._reason = self._asking(
            "reason",
            _("Why is this contact withdrawn?"),
            _("It stays readable on the file and is no longer counted."),
        )
        self._keep_draft(WITHDRAWAL, self._reason)
        self.sheet.addStretch()
        self.place_sheet()
        self._add_buttons()
        self._show_asking(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self._shut.setFocus()

    @property
    def is_touched(self) -> bool:
        """Whether an addition or a reason was begun and is not saved."""
        asked = ((self._addition, "text"), (self._reason, "reason"))
        return any(not form.isHidden() and form.field(name).value() for form, name in asked)

    def done(self, result: int) -> None:
        """Close: what was begun is saved or not wanted, so no draft of it is left."""
        for drafting in self._drafting.values():
            drafting.keeper.forget()
        super().done(result)

    def resume(self, kind: str) -> None:
        """Go on with an addition or a withdrawal that was left unfinished."""
        begin = self._begin_addition if kind == ADDITION else self._begin_withdrawal
        begin()
        self._drafting[kind].go_on()

    def _keep_draft(self, kind: str, form: Form) -> None:
        about = f"{kind}/{self.contact.id}"
        drafts = self._frame.services.drafts
        keeper = FormKeeper(drafts, about, self.contact.person, form, self)
        self._drafting[kind] = Drafting(keeper, form.body)
        self._drafting[kind].grown.connect(self.grow)

    def _fill(self) -> None:
        contact, inner = self.contact, self.sheet
        if contact.withdrawn_on:
            lead = _("Withdrawn {date}.").format(date=plain(contact.withdrawn_on))
            inner.addWidget(Banner(Tone.NEUTRAL, contact.withdrawn_reason or "", lead=lead))
        elif contact.significant:
            inner.addWidget(Banner(Tone.DANGER, "", lead=_("Significant event"), icon="star"))
        inner.addWidget(Facts(self._facts()))
        if contact.summary:
            words = label(contact.summary, "note", wrap=True)
            words.setObjectName("summary_shown")
            inner.addWidget(words)
        if contact.their_words:
            inner.addWidget(QuoteCard(contact.their_words, _("In the young person's words")))
        for added in self._frame.services.contacts.additions(contact):
            by = self._staff.get(added.written_by, "") if added.written_by else ""
            stamp = plain(local_day(added.recorded_at))
            line = _("Added {date} by {name}").format(date=stamp, name=by)
            inner.addWidget(Rule())
            inner.addWidget(label(line, "cap", tone="muted"))
            inner.addWidget(label(added.text, "note", wrap=True))

    def _facts(self) -> list[tuple[str, str]]:
        contact = self.contact
        at = f", {clock(contact.at)}" if contact.at else ""
        minutes = contact.duration_minutes
        by = self._staff.get(contact.written_by, "") if contact.written_by else ""
        written = plain(local_day(contact.recorded_at))
        found = [
            (_("When"), f"{with_weekday(contact.day)}{at}"),
            (_("Kind of contact"), said(contact, "mode")),
            (_("Did it happen?"), said(contact, "attended")),
            (_("With whom"), said(contact, "with_whom")),
            (_("Minutes"), "" if minutes is None else str(minutes)),
            (_("What for"), said(contact, "purpose")),
            (
                _("Written"),
                _("{date} by {name}").format(date=written, name=by) if by else written,
            ),
        ]
        return [(name, value) for name, value in found if value]

    def _asking(self, name: str, words: str, hint: str) -> Form:
        form = Form([LongText(name, words, hint=hint)])
        self.sheet.addWidget(form)
        return form

    def _add_buttons(self) -> None:
        holder = QWidget()
        flow = Flow(holder, gap=10)
        self._shut = primary(_("Close"))
        reads: list[tuple[Button, str, Callable[[], None]]] = [
            (self._shut, "close", self.reject)
        ]
        if self._frame.services.contacts.may_correct(self.contact):
            reads.append((secondary(_("Correct"), "pencil"), "correct", self._correct))
        reads.append((secondary(_("Add to it"), "plus"), "add_to_it", self._begin_addition))
        if self.contact.withdrawn_on is None:
            reads.append((quiet(_("Withdraw"), "ban"), "withdraw", self._begin_withdrawal))
        self._reading = [self._placed(flow, *made) for made in reads]
        self._adding = [
            self._placed(flow, primary(_("Save addition")), "save_addition", self._add),
            self._placed(flow, secondary(_("Go back")), "back_from_addition", self._go_back),
        ]
        self._withdrawing = [
            self._placed(
                flow, danger(_("Withdraw contact")), "save_withdrawal", self._withdraw
            ),
            self._placed(flow, secondary(_("Go back")), "back_from_withdrawal", self._go_back),
        ]
        self.buttons.addWidget(holder, 1)

    def _placed(
        self, flow: Flow, button: Button, name: str, slot: Callable[[], None]
    ) -> Button:
        button.setObjectName(name)
        button.clicked.connect(slot)
        flow.addWidget(button)
        return button

    def _show_asking(self, form: Form | None) -> None:
        for asked, buttons in (
            (self._addition, self._adding),
            (self._reason, self._withdrawing),
        ):
            asked.setVisible(form is asked)
            for button in buttons:
                button.setVisible(form is asked)
        for button in self._reading:
            button.setVisible(form is None)
        self.grow()

    def _begin_addition(self) -> None:
        self._show_asking(self._addition)
        self._addition.go_to("text")

    def _begin_withdrawal(self) -> None:
        self._show_asking(self._reason)
        self._reason.go_to("reason")

    def _go_back(self) -> None:
        self._show_asking(None)
        self._shut.setFocus()

    def _correct(self) -> None:
        self.accept()
        self.correct.emit(self.contact)

    def _add(self) -> None:
        words = str(self._addition.field("text").value() or "")
        try:
            changes = self._frame.services.contacts.add_to(self.contact, words)
        except Refusal as refusal:
            self._addition.show_refusal(refusal)
            return
        self._frame.announce(changes, _("Addition saved"))
        self.accept()

    def _withdraw(self) -> None:
        words = str(self._reason.field("reason").value() or "")
        try:
            changes = self._frame.services.contacts.withdraw(self.contact, words)
        except Refusal as refusal:
            self._reason.show_refusal(refusal)
            return
        self._frame.announce(changes, _("Contact withdrawn"))
        self.accept()
