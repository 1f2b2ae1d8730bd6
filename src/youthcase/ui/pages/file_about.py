"""What do we know about the young person, and how is it put right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.fields import label_of
from youthcase.domain.people import Person
from youthcase.i18n import _
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.form import Form, Scrolled
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages.case_forms import Ask
from youthcase.ui.pages.file_columns import Columns, beside, clear
from youthcase.ui.pages.file_fields import answered, ask, said

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

# Hand laid out: fields of one line stand beside each other in the form.
GROUPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        _("Name and age"),
        (
            ("first_name", "last_name"),
            ("known_as", "pronouns"),
            ("dob",),
            ("dob_quality",),
        ),
    ),
    (_("How to reach them"), (("safe_contact",), ("phone", "postcode"), ("ward",))),
    (
        _("Who they are"),
        (
            ("sex", "gender"),
            ("ethnicity",),
            ("first_language", "interpreter_needed"),
            ("reading_support",),
        ),
    ),
    (
        _("Needs and other services"),
        (("disability",), ("send_status", "care_status"), ("yj_status", "nhs_number")),
    ),
)
NEEDED = {"first_name", "last_name"}


class AboutTab(QStackedWidget):
    """The fields by group, to read or to change."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._person: Person | None = None
        holder = QWidget()
        self._cards = column(holder, gap=14, margins=(2, 0, 14, 20))
        self._read = QWidget()
        column(self._read, margins=(24, 14, 12, 0)).addWidget(Scrolled(holder))
        self.addWidget(self._read)
        self._form: Change | None = None

    def show_file(self, file: CaseFile) -> None:
        """Show what is known; a form that is being filled in stays open."""
        if self._person is None or self._person.id != file.person.id:
            self._close_form()
        self._person = file.person
        clear(self._cards)
        top = row(gap=10)
        lead = _("What is not known yet is left empty; nothing here is asked for twice.")
        top.addWidget(label(lead, tone="muted", wrap=True), 1)
        change = secondary(_("Change"), "pencil")
        change.setObjectName("change_person")
        change.setAccessibleName(_("Change what is known about them"))
        change.clicked.connect(self.change)
        top.addWidget(change)
        self._cards.addLayout(top)
        for at in range(0, len(GROUPS), 2):
            pair = Columns(fold_below=720, gap=14)
            for title, lines in GROUPS[at : at + 2]:
                pair.add(_group(file.person, title, lines), 1)
            self._cards.addWidget(pair)
        self._cards.addStretch()

    def change(self) -> None:
        """Ask about every field."""
        if self._person is None:
            return
        self._close_form()
        self._form = Change(self._frame, self._person)
        self._form.setContentsMargins(24, 14, 12, 12)
        self._form.done.connect(self._close_form)
        self.addWidget(self._form)
        self.setCurrentWidget(self._form)
        first = self._form.first_focus()
        if first:
            first.setFocus()

    def go_on(self, kind: str) -> bool:
        """Open the form whose draft is of this kind, filled."""
        if kind != Change.draft_kind:
            return False
        self.change()
        if self._form is not None:
            self._form.resume()
        return self._form is not None

    def _close_form(self) -> None:
        self.setCurrentWidget(self._read)
        if self._form is not None:
            self.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None


class Change(Ask):
    """Every field of a young person, group by group."""

    saved_words = _("Changes saved")
    draft_kind = "about"

    def __init__(self, frame: Frame, person: Person) -> None:
        super().__init__(
            frame, Form([], title=_("What we know about them")), submit=_("Save changes")
        )
        self._person = person
        for title, lines in GROUPS:
            self.form.add_widget(heading(title, 3))
            for names in lines:
                asked = [
                    ask(
                        Person,
                        name,
                        self.today,
                        kept=getattr(person, name),
                        required=name in NEEDED,
                    )
                    for name in names
                ]
                if len(asked) > 1:
                    beside(self.form, *asked)
                else:
                    self.form.add(asked[0])
        self.begin(about=person.id)

    def save(self) -> Changes:  # noqa: D102
        return self.frame.services.people.change(answered(self._person, self.form.values()))


def _group(person: Person, title: str, lines: tuple[tuple[str, ...], ...]) -> Card:
    made = Card(title)
    facts = [
        (label_of(Person, name), said(person, name) or "—") for names in lines for name in names
    ]
    made.body.addWidget(Facts(facts))
    made.body.addStretch()
    return made
