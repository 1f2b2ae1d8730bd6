"""What is asked about a new young person and their referral, on one page?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.people import Person
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.fields import CheckField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import Rule, heading, label
from youthcase.ui.pages.case_forms import Ask
from youthcase.ui.pages.case_forms_work import add_referral
from youthcase.ui.pages.file_columns import beside
from youthcase.ui.pages.file_fields import answered, ask

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes
    from youthcase.ui.frame import Frame
    from youthcase.ui.kit.field import Field
    from youthcase.ui.pages.new_person_search import Looked

OWN = ("first_name", "last_name", "known_as", "pronouns", "dob", "phone", "safe_contact")
NO_DOB = "dob_not_known"


class Newcomer(Ask):
    """The young person, then the referral; both are saved together or not at all."""

    added = Signal(str)  # PersonId
    saved_words = _("Young person added")
    draft_kind = "new-person"

    def __init__(self, frame: Frame, looked: Looked) -> None:
        super().__init__(frame, Form([]), submit=_("Save and open the file"))
        start = replace(
            frame.services.people.blank(),
            first_name=looked.first,
            last_name=looked.last,
            dob=looked.dob,
            phone=looked.phone or None,
        )
        self._person = start
        self._episode = frame.services.episodes.blank(start.id)
        self._add_person(start)
        self._add_part(_("The referral"))
        add_referral(frame, self.form, self._episode, self.today())
        legend = label(_("Boxes marked * must be filled in."), "cap", tone="muted")
        self.form.add_widget(legend)
        self.begin("known_as")

    def save(self) -> Changes:  # noqa: D102
        answers = self.form.values()
        no_dob = bool(answers.pop(NO_DOB))
        if answers["dob"] is None and not no_dob:
            raise Refusal(
                _("Enter the date of birth, or tick that it is not known."), field="dob"
            )
        own = {name: answers.pop(name) for name in OWN}
        person = answered(self._person, own)
        if no_dob:
            person = replace(person, dob=None, dob_quality="UNKNOWN")
        episode = answered(self._episode, answers)
        changes = self.frame.services.episodes.refer(episode, person)
        self._saved = True
        return changes

    def _save(self) -> None:
        self._saved = False
        super()._save()
        if self._saved:
            self.added.emit(self._person.id)

    def _add_person(self, start: Person) -> None:
        self._add_part(_("The young person"), is_first=True)

        def asked(name: str, *, required: bool = False) -> Field:
            kept = getattr(start, name)
            return ask(Person, name, self.today, kept=kept, required=required)

        beside(self.form, asked("first_name", required=True), asked("last_name", required=True))
        beside(self.form, asked("known_as"), asked("pronouns"))
        self.form.add(asked("dob"))
        self.form.add(CheckField(NO_DOB, _("Date of birth is not known")))
        self.form.add(asked("phone"))
        self.form.add(asked("safe_contact"))

    def _add_part(self, title: str, *, is_first: bool = False) -> None:
        holder = QWidget()
        stack = column(holder, gap=10)
        if not is_first:
            stack.addWidget(Rule())
        stack.addWidget(heading(title, 2))
        self.form.add_widget(holder)
