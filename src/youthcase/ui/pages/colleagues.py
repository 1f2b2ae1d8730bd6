"""Who works here, who can sign in, and how is somebody let in?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.caseload import State
from youthcase.domain.codes import code_list
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.people import Wanted
from youthcase.services.staff import Colleague
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.chips import Chip, initials_of
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.colleagues_form import HandOver, LetInForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.changes import Changes
    from youthcase.domain.staff import Role
    from youthcase.services.house import Services


@dataclass(frozen=True, slots=True)
class Line:
    """A colleague and how many open cases they have."""

    colleague: Colleague
    cases: int


class ColleaguesPage(Page):
    """Three faces: the list, the questions, the passphrase to hand over."""

    room = Room.COLLEAGUES

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("colleagues")
        self._lines: tuple[Line, ...] = ()
        self._asked: tuple[str, Role, str] | None = None
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        self.let_in = primary(_("Let a colleague sign in"), "user-plus")
        self.let_in.setObjectName("let_in_button")
        self.let_in.clicked.connect(self.begin)
        self.let_in.setEnabled(False)  # until it is known who cannot sign in yet
        self.top = PageHeader(_("Colleagues"), " ", [self.let_in])
        outer.addWidget(self.top)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.stack.addWidget(self._make_table())
        self.form = LetInForm()
        self.form.phrase_wanted.connect(self._offer_phrase)
        self.form.submitted.connect(self._let_in)
        self.form.left.connect(self._show_list)
        self._form_face = self._scrolled(self.form)
        self.hand_over = HandOver()
        self.hand_over.done.connect(self._show_list)
        self._done_face = self._scrolled(self.hand_over)
        self.stack.addWidget(self._form_face)
        self.stack.addWidget(self._done_face)

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one list
        """Look again."""
        if not self.services.sitting.supervises:
            raise Refusal(_("Only supervisors look after who may sign in."))
        self.look()

    def refresh(self, changes: Changes) -> None:  # noqa: ARG002 - any case may change hands
        """Look again."""
        self.look()

    def leave(self) -> None:
        """Forget a form half filled; a passphrase stays until it is handed over."""
        if self._asked is None and self.stack.currentWidget() is self._form_face:
            self._show_list()

    def first_focus(self) -> QWidget:
        """The list, or the question or button that shows."""
        shown = self.stack.currentWidget()
        if shown is self._form_face:
            return self.form.first_focus()
        return self.hand_over.finish if shown is self._done_face else self.table

    def look(self) -> None:
        """Read the staff list and the open cases on the worker."""
        self.frame.background.run(
            self, _Look(self.services), done=self._looked, failed=self._failed_to_look
        )

    def begin(self) -> None:
        """Ask who is let in."""
        self.form.begin([x.colleague.name for x in self._lines if not x.colleague.signs_in])
        self._show(self._form_face)

    def _make_table(self) -> DataTable:
        self.lines = PagedTable[Line](
            (
                Column("name", _("Name"), _name, 200, stretches=True),
                Column("role", _("Role"), _role, 140, folds=1),
                Column("signs_in", _("Signs in"), _signs_in, 160),
                Column("cases", _("Open cases"), _cases, 110),
            ),
            self._count,
            self._page,
            row_name=_spoken,
            parent=self,
        )
        self.table = DataTable(_("Colleagues"), self.lines)
        self.table.setObjectName("colleagues.table")
        return self.table

    def _scrolled(self, content: QWidget) -> Scrolled:
        holder = Tall()
        inner = column(holder, margins=(2, 2, 14, 8))
        inner.addWidget(content)
        inner.addStretch()
        return Scrolled(holder)

    def _looked(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.lines.refresh()
        self.let_in.setEnabled(True)
        users = sum(x.colleague.signs_in for x in lines)
        everybody = plural("{n} colleague", "{n} colleagues", len(lines))
        able = plural("{n} can sign in", "{n} can sign in", users)
        self.top.say_about(f"{everybody}  ·  {able}")

    def _failed_to_look(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.top.say_about(str(error))

    def _offer_phrase(self) -> None:
        """Choose words on the worker: judging them takes a moment the first time."""
        self.frame.background.run(
            self,
            self.services.colleagues.passphrase,
            done=self.form.show_phrase,
            failed=self._failed_to_look,
        )

    def _let_in(self, name: str, role: Role, password: str) -> None:
        self._asked = (name, role, password if self.form.is_offered else "")
        self.form.set_busy(busy=True)
        self.frame.background.run(
            self,
            _LetIn(self.services, name, role, password),
            done=self._has_let_in,
            failed=self._has_refused,
        )

    def _has_let_in(self, changes: Changes) -> None:
        asked, self._asked = self._asked, None
        self.form.set_busy(busy=False)
        self.form.forget()
        if asked is not None:
            self.hand_over.show_key(*asked)
            self._show(self._done_face)
            words = _("{name} can sign in now").format(name=asked[0])
            self.frame.announce(changes, words)
        self.look()

    def _has_refused(self, error: Exception) -> None:
        self._asked = None
        self.form.set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        self.form.show_refusal(error)

    def _show_list(self) -> None:
        self.form.forget()
        self.hand_over.forget()
        self._show(self.table)

    def _show(self, face: QWidget) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentWidget(face)
        self.let_in.setVisible(face is self.table)
        if self.isVisible() and had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> int:
        return len(self._lines)

    def _page(self, offset: int, limit: int) -> Sequence[Line]:
        return self._lines[offset : offset + limit]


class _Look:
    """The work of reading the list, holding no widget."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def __call__(self) -> tuple[Line, ...]:
        people = self._services.people
        return tuple(
            Line(x, people.count(Wanted(worker=x.id, states=(State.OPEN,))))
            for x in self._services.colleagues.everybody()
        )


class _LetIn:
    """The slow work of making a key, holding no widget."""

    def __init__(self, services: Services, name: str, role: Role, password: str) -> None:
        self._services, self._name = services, name
        self._role, self._password = role, password

    def __call__(self) -> Changes:
        return self._services.colleagues.let_in(self._name, self._role, self._password)


def _name(line: Line) -> Cell:
    name = line.colleague.name
    return Cell(words=name, initials=initials_of(name), strong=True)


def _role(line: Line) -> Cell:
    return Cell(words=code_list("role").label(line.colleague.role.value))


def _signs_in(line: Line) -> Cell:
    if line.colleague.signs_in:
        return Cell(chips=(Chip(_("Can sign in"), Tone.OK, "key-round"),))
    return Cell(words=_("On the list only"), muted=True)


def _cases(line: Line) -> Cell:
    return Cell(words=str(line.cases), muted=line.cases == 0)


def _spoken(line: Line) -> str:
    return line.colleague.name
