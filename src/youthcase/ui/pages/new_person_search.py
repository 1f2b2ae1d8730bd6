"""Who in the vault may be the same young person?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.domain.fields import label_of
from youthcase.domain.people import Person
from youthcase.i18n import _
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.chips import Avatar, Chip, ChipLabel
from youthcase.ui.kit.fields import TextField
from youthcase.ui.kit.form import Form, Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone
from youthcase.ui.pages import file_words
from youthcase.ui.pages.file_columns import beside, clear
from youthcase.ui.pages.file_fields import ask
from youthcase.ui.pages.file_links import Leading

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from youthcase.services.people import Match
    from youthcase.ui.frame import Frame


@dataclass(frozen=True, slots=True)
class Looked:
    """What was searched for: it goes into the form, so nobody types it twice."""

    first: str = field(repr=False)
    last: str = field(repr=False)
    dob: date | None = field(repr=False)
    phone: str = field(repr=False)


class LookFirst(QWidget):
    """Name, date of birth and phone; then everybody who is like that."""

    add_wanted = Signal(object)  # Looked

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._looked: Looked | None = None
        self.form = Form([])
        first = TextField(
            "first_name",
            label_of(Person, "first_name"),
            required=True,
            missing=_("Enter a first name to search for"),
        )
        last = TextField(
            "last_name",
            label_of(Person, "last_name"),
            required=True,
            missing=_("Enter a last name to search for"),
        )
        beside(self.form, first, last)
        phone = TextField("phone", label_of(Person, "phone"), width=200)
        beside(self.form, ask(Person, "dob", self._today), phone, fold_below=560)
        self.form.changed.connect(self._retyped)
        self.search = primary(_("Search"), "search")
        self.search.setObjectName("search")
        self.search.clicked.connect(self.run)
        line = row()
        line.addWidget(self.search)
        line.addStretch()
        self.form.body.addLayout(line)
        self._results = QWidget()
        fit(self._results, max_width=MEASURE_WIDTH)
        self._found = column(self._results, gap=10)
        holder = QWidget()
        stack = column(holder, gap=20, margins=(2, 0, 14, 24))
        stack.addWidget(self.form)
        stack.addWidget(self._results)
        stack.addStretch()
        column(self).addWidget(Scrolled(holder))

    def start_again(self) -> None:
        """Forget the search before."""
        self._looked = None
        blank = {"first_name": None, "last_name": None, "dob": None, "phone": None}
        self.form.set_values(blank)
        self.form.clear_problems()
        clear(self._found)

    def first_focus(self) -> QWidget:
        """The first name."""
        return self.form.field("first_name")

    def run(self) -> None:
        """Search, and show who may be the same."""
        if not self.form.check():
            return
        self._looked = looked = self._typed()
        people = self._frame.services.people
        self._frame.services.audit_log.searched()  # it shows who is on colleagues' files
        self._show(people.similar(looked.first, looked.last, looked.dob, looked.phone))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> Looked:
        answers = self.form.values()
        return Looked(
            str(answers["first_name"] or ""),
            str(answers["last_name"] or ""),
            cast("date | None", answers["dob"]),
            str(answers["phone"] or ""),
        )

    def _retyped(self) -> None:
        """What was found belongs to what was typed then: another name, another search."""
        if self._looked is not None and self._looked != self._typed():
            self._looked = None
            clear(self._found)

    def _today(self) -> date:
        return self._frame.services.sitting.today

    def _show(self, matches: tuple[Match, ...]) -> None:
        clear(self._found)
        if matches:
            title = _("Is it one of these?")
        else:
            title = _("Nobody in this vault is like that")
        self._found.addWidget(heading(title, 2, wrap=True))
        for at, match in enumerate(matches):
            self._found.addWidget(self._match(match, at))
        words = _("None of these: add a new young person")
        add = secondary(words if matches else _("Add a new young person"), "user-plus")
        add.setObjectName("add_new")
        add.clicked.connect(self._add)
        line = row()
        line.addWidget(add)
        line.addStretch()
        self._found.addLayout(line)
        if not matches:
            add.setFocus()
        said = _("{n} young people may be the same").format(n=len(matches))
        announce(said if matches else title, source=self)

    def _match(self, match: Match, at: int) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setObjectName(f"match_{at}")
        line = row(card, gap=12, margins=(14, 10, 12, 10))
        line.addWidget(Avatar(match.name, 40), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        top = row(gap=8)
        top.addWidget(label(self._frame.name_shown(match.name), "strong"))
        top.addWidget(ChipLabel(Chip(_(match.state.value), Tone.NEUTRAL)))
        top.addStretch()
        words.addLayout(top)
        born = file_words.born(match.dob, self._today())
        words.addWidget(label(f"{born}  ·  {match.ref}", "cap", tone="muted", wrap=True))
        words.addWidget(label(_why(match), "cap", wrap=True))
        line.addLayout(words, 1)
        if match.may_open:
            open_ = Leading(
                _("Open"), Place(Room.FILE, match.person), role="secondary", name=f"open_{at}"
            )
            open_.setAccessibleName(_("Open the file {ref}").format(ref=match.ref))
            open_.gone.connect(self._frame.go)
            line.addWidget(open_, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _add(self) -> None:
        """Only after this search: that is what keeps one file to one young person."""
        if self._looked is not None:
            self.add_wanted.emit(self._looked)


def _why(match: Match) -> str:
    if match.may_open:
        return match.why
    whom = match.worker_name or _("a supervisor")
    return _("{why}. Exists: ask {name}").format(why=match.why, name=whom)
