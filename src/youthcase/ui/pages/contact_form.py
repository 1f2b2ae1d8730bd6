"""Which few questions make a contact?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.contacts import Contact
from youthcase.domain.fields import label_of
from youthcase.i18n import _
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.fields import Choice, ChoiceField, LongText, NumberField, TimeField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, fit, space
from youthcase.ui.kit.text import Rule
from youthcase.ui.pages.file_columns import beside
from youthcase.ui.pages.file_fields import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from youthcase.services.people import CaseFile
    from youthcase.ui.kit.field import Field

MORE = ("purpose", "their_words", "significant")


class ContactForm(Form):
    """When, how, with whom, how long and what happened; the rest is folded away."""

    grown = Signal()

    def __init__(self, contact: Contact, file: CaseFile, today: Callable[[], date]) -> None:
        super().__init__([])
        self._today, self._contact = today, contact
        space(self.body, gap=14)
        time = TimeField("at", label_of(Contact, "at"))
        time.set_value(contact.at)
        minutes = NumberField("duration_minutes", label_of(Contact, "duration_minutes"))
        minutes.set_value(contact.duration_minutes)
        beside(self, self._asked("day", required=True), time, minutes, fold_below=500)
        beside(self, self._asked("mode", required=True), self._asked("attended", required=True))
        self.add(self._asked("with_whom"))
        self.summary = LongText("summary", label_of(Contact, "summary"))
        self.summary.set_value(contact.summary)
        self.add(self.summary)
        self._add_more(contact, file)

    def _asked(self, name: str, *, required: bool = False) -> Field:
        kept = getattr(self._contact, name)
        return ask(Contact, name, self._today, kept=kept, required=required)

    def _add_more(self, contact: Contact, file: CaseFile) -> None:
        """What is not asked every time; open when something stands there already."""
        self.more = link(_("More: what for, their own words, significant"), "chevron-right")
        self.more.setObjectName("more")
        self.more.setCheckable(True)
        self.add_widget(self.more)
        self._rest = QWidget()
        rest = column(self._rest, gap=14)
        rest.addWidget(Rule())
        questions = [self._asked(name) for name in MORE]
        if case := _case_question(contact, file):
            questions.append(case)
        for question in questions:
            self.add(question)
            self.body.removeWidget(question)
            rest.addWidget(question)
        self.add_widget(self._rest)
        is_used = any(getattr(contact, name) for name in MORE)
        self.more.setChecked(is_used)
        self._rest.setVisible(is_used)
        self.more.toggled.connect(self._unfold)

    def unfold_used(self) -> None:
        """Open what is folded away when something stands in it."""
        if any(self.field(name).value() for name in MORE):
            self.more.setChecked(True)

    def _unfold(self, shown: bool) -> None:
        self._rest.setVisible(shown)
        self.more.set_icon("chevron-down" if shown else "chevron-right")
        self.grown.emit()


def _case_question(contact: Contact, file: CaseFile) -> ChoiceField | None:
    """Which case it belongs to, asked only where there are several."""
    cases = [e for e in file.episodes if e.is_accepted or e.is_pending]
    if len(cases) < 2:
        return None
    offered = [
        Choice(e.id, _("Referral {number}").format(number=e.number))
        for e in sorted(cases, key=lambda e: -e.number)
    ]
    made = ChoiceField("episode", _("Which case?"), offered, required=True)
    made.set_value(contact.episode)
    return fit(made, max_width=360)
