"""How is a contact recorded in less than a minute?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.drafting import Drafting, FormKeeper
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, primary, quiet, secondary
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.contact_form import ContactForm
from youthcase.ui.pages.contact_sheet import Sheet
from youthcase.ui.pages.file_fields import answered

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from youthcase.domain.contacts import Contact
    from youthcase.domain.ids import PersonId
    from youthcase.ui.frame import Frame

WIDTH = 784
KIND, CORRECTION = "contact", "correction"


class ContactDialog(Sheet):
    """One screen from Ctrl+N to a saved contact; show it with `open()`.

    `mode` starts it as a call, a visit or a session, `text` with what was typed elsewhere;
    with `contact` it corrects that one instead of adding another.
    """

    def __init__(
        self,
        frame: Frame,
        person: PersonId,
        parent: QWidget,
        mode: str | None = None,
        *,
        text: str = "",
        contact: Contact | None = None,
    ) -> None:
        title = _("Correct a contact") if contact else _("Record a contact")
        super().__init__(parent, title, width=WIDTH)
        self.setObjectName("contact_dialog")
        self._frame = frame
        self._corrects = contact is not None
        self.form: ContactForm | None = None
        try:
            file = frame.services.people.file(person)
            start = contact or frame.services.contacts.blank(person)
        except Refusal as refusal:
            self._explain(refusal)
            return
        self._contact = replace(start, mode=mode) if mode else start
        who = f"{frame.name_shown(file.person.name)}  ·  {file.person.ref}"
        self.body.addWidget(label(who, tone="muted", wrap=True))
        self.form = ContactForm(self._contact, file, self._today)
        self.form.grown.connect(self.grow)
        self._before = self.form.values()
        kind = f"{CORRECTION}/{contact.id}" if contact else KIND
        self._keeper = FormKeeper(frame.services.drafts, kind, person, self.form, self)
        self._drafting = Drafting(self._keeper, self.sheet)
        self._drafting.resumed.connect(self._resumed)
        self._drafting.grown.connect(self.grow)
        if text:
            self.form.field("summary").set_value(text)
        self.sheet.addWidget(self.form)
        self.sheet.addStretch()
        self.place_sheet()
        self._add_buttons()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        if self.form is not None:
            # One may go on writing at once, after what was typed elsewhere.
            self.form.summary.focus_first()
            self.form.summary.edit.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self.save()
        else:
            super().keyPressEvent(event)

    @property
    def is_touched(self) -> bool:
        """Whether something was written that is not saved."""
        return self.form is not None and self.form.values() != self._before

    def save(self) -> None:
        """Save and close, or say at the field what is in the way."""
        if self.form is None or not self.form.check():
            return
        contact = answered(self._contact, self.form.values())
        contacts = self._frame.services.contacts
        try:
            changes = (contacts.correct if self._corrects else contacts.record)(contact)
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return
        said = _("Correction saved") if self._corrects else _("Contact saved")
        self._frame.announce(changes, said)
        self.accept()

    def resume(self) -> None:
        """Go on with what was left unfinished, without asking again."""
        if self.form is not None:
            self._drafting.go_on()

    def done(self, result: int) -> None:
        """Close: it was saved, or is not wanted, so no draft of it is left."""
        if self.form is not None:
            self._keeper.forget()
        super().done(result)

    def _resumed(self) -> None:
        if self.form is not None:
            self.form.unfold_used()
            self.form.summary.focus_first()

    def _today(self) -> date:
        return self._frame.services.sitting.today

    def _missed(self) -> None:
        """They did not come: nothing else needs to be said."""
        self._save_as("DNA")

    def _visited_in_vain(self) -> None:
        """Nobody was seen; it was a visit, whatever the last contact was."""
        if self.form and not str(self.form.field("mode").value()).startswith("F2F"):
            self.form.field("mode").set_value("F2F_HOME")
        self._save_as("UNSUCCESSFUL_VISIT")

    def _save_as(self, attended: str) -> None:
        if self.form is not None:
            self.form.field("attended").set_value(attended)
            self.save()

    def _explain(self, refusal: Refusal) -> None:
        """Say why no contact can be recorded here."""
        self.body.addWidget(Banner(Tone.INFO, str(refusal)))
        shut = primary(_("Close"))
        shut.setObjectName("close")
        shut.setDefault(True)
        shut.clicked.connect(self.reject)
        self.buttons.addWidget(shut)
        self.buttons.addStretch()

    def _add_buttons(self) -> None:
        made = (
            (primary(_("Save contact")), "save", _("Ctrl+Enter"), self.save),
            (secondary(_("Cancel")), "cancel", _("Esc"), self.reject),
        )
        holder = QWidget()
        flow = Flow(holder, gap=10)
        for button, name, tip, slot in made:
            button.setObjectName(name)
            button.setToolTip(tip)
            button.clicked.connect(slot)
            flow.addWidget(button)
        made[0][0].setDefault(True)
        if not self._corrects:
            for button, name, tip, slot in self._shortcuts():
                button.setObjectName(name)
                button.setToolTip(tip)
                button.clicked.connect(slot)
                flow.addWidget(button)
        self.buttons.addWidget(holder, 1)

    def _shortcuts(self) -> tuple[tuple[Button, str, str, Callable[[], None]], ...]:
        tip = _("Saves at once; no words are needed")
        return (
            (quiet(_("Did not attend"), "calendar-x"), "did_not_attend", tip, self._missed),
            (
                quiet(_("Unsuccessful visit"), "footprints"),
                "unsuccessful_visit",
                tip,
                self._visited_in_vain,
            ),
        )
