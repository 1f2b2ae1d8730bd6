"""Who works here, who can sign in, and how is somebody let in, helped or removed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.caseload import State
from youthcase.domain.codes import code_list
from youthcase.domain.staff import Role
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.people import Wanted
from youthcase.services.staff import Colleague
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.chips import Chip, initials_of
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone
from youthcase.ui.pages.colleagues_chosen import Chosen
from youthcase.ui.pages.colleagues_form import HandOver, LetInForm
from youthcase.ui.pages.colleagues_keys import KeyErrands
from youthcase.ui.pages.colleagues_leave import Errand, Leaver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import StaffId
    from youthcase.services.house import Services


@dataclass(frozen=True, slots=True)
class Line:
    """A colleague and how many open cases they have."""

    colleague: Colleague
    cases: int


class ColleaguesPage(Page):
    """Four faces: the list, the questions, a passphrase to hand over, an errand with keys."""

    room = Room.COLLEAGUES

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("colleagues")
        self._lines: tuple[Line, ...] = ()
        self._asked: tuple[str, Role, str] | None = None
        self._marked = ""
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        self.let_in = primary(_("Let a colleague sign in"), "user-plus")
        self.let_in.setObjectName("let_in_button")
        self.let_in.clicked.connect(self.begin)
        self.let_in.setEnabled(False)  # until it is known who cannot sign in yet
        self.renew = secondary(_("Renew the keys"), "refresh-cw")
        self.renew.setObjectName("renew_keys")
        self.renew.clicked.connect(self._begin_renewal)
        self.new_code = secondary(_("New recovery code"), "file-text")
        self.new_code.setObjectName("new_recovery_code")
        self.new_code.clicked.connect(self._begin_code)
        self._actions = (self.renew, self.new_code, self.let_in)
        self.top = PageHeader(_("Colleagues"), " ", self._actions)
        outer.addWidget(self.top)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self._list_face = self._make_list()
        self.stack.addWidget(self._list_face)
        self.form = LetInForm()
        self.form.phrase_wanted.connect(self._offer_phrase)
        self.form.submitted.connect(self._let_in)
        self.form.left.connect(self._show_list)
        self._form_face = self._scrolled(self.form)
        self.hand_over = HandOver()
        self.hand_over.done.connect(self._show_list)
        self._done_face = self._scrolled(self.hand_over)
        self.errands = KeyErrands(frame)
        self.errands.left.connect(self._show_list)
        self.errands.done.connect(self._keys_changed)
        self.errands.cases_wanted.connect(self._show_cases_of)
        self._keys_face = self._scrolled(self.errands)
        for face in (self._form_face, self._done_face, self._keys_face):
            self.stack.addWidget(face)

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
        shown = self.stack.currentWidget()
        if self._asked is None and shown is self._form_face:
            self._show_list()
        if shown is self._keys_face and not self.errands.is_under_way:
            self._show_list()

    def first_focus(self) -> QWidget:
        """The list, or the question or button that shows."""
        shown = self.stack.currentWidget()
        if shown is self._form_face:
            return self.form.first_focus()
        if shown is self._keys_face:
            return self.errands.first_focus()
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

    def _begin_renewal(self) -> None:
        self._begin_errand(Errand())

    def _begin_code(self) -> None:
        self._begin_errand(Errand(turns=False, needs_code=True))

    def _begin_removal(self) -> None:
        line = self._line()
        if line is not None:
            who = line.colleague
            knows = who.role is Role.SUPERVISOR
            leaver = Leaver(id=who.id, name=who.name, cases=line.cases, knows_code=knows)
            self._begin_errand(Errand(leaver=leaver, needs_code=knows))

    def _begin_errand(self, errand: Errand) -> None:
        self.errands.begin(errand)
        self._show(self._keys_face)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _keys_changed(self, changes: Changes, sentence: str) -> None:
        self.frame.announce(changes, sentence)
        self.look()

    def _ask_reset(self) -> None:
        line = self._line()
        if line is None:
            return
        words = _(
            "A passphrase is made that they use once: you hand it over, and they choose their "
            "own with it, which you do not learn. Their old one opens nothing from now on."
        )
        title = _("Has {name} forgotten their passphrase?").format(name=line.colleague.name)
        dialog = ConfirmDialog(self, title, words, verb=_("Make a passphrase for one use"))
        dialog.accepted.connect(self._reset)
        dialog.open()

    def _reset(self) -> None:
        line = self._line()
        if line is not None:
            self._asked = (line.colleague.name, line.colleague.role, "")
            self.chosen.setEnabled(False)
            self.frame.background.run(
                self,
                _Reset(self.services, line.colleague.name),
                done=self._has_reset,
                failed=self._has_not_reset,
            )

    def _has_reset(self, phrase: str) -> None:
        asked, self._asked = self._asked, None
        self.chosen.setEnabled(True)
        if asked is not None:
            self.hand_over.show_once(asked[0], phrase)
            self._show(self._done_face)
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_not_reset(self, error: Exception) -> None:
        self._asked = None
        self.chosen.setEnabled(True)
        self._failed_to_look(error)

    def _show_cases(self) -> None:
        line = self._line()
        if line is not None:
            self._show_cases_of(line.colleague.id)

    def _show_cases_of(self, worker: StaffId) -> None:
        self._show_list()
        self.frame.go.emit(Place(Room.CASELOAD, worker))

    def _line(self) -> Line | None:
        """The line that is marked."""
        return next((x for x in self._lines if x.colleague.name == self._marked), None)

    def _mark(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._lines):
            self._marked = self._lines[index.row()].colleague.name
        self._offer_actions()

    def _offer_actions(self) -> None:
        line = self._line()
        me = self.services.sitting.name
        self.chosen.show_colleague(
            line.colleague if line else None,
            line.cases if line else 0,
            is_me=line is not None and line.colleague.name == me,
        )

    def _make_list(self) -> QWidget:
        face = QWidget()
        inner = column(face, gap=14, margins=(2, 2, 4, 2))
        inner.addWidget(self._make_table(), 1)
        self.chosen = Chosen()
        self.chosen.cases_wanted.connect(self._show_cases)
        self.chosen.reset_wanted.connect(self._ask_reset)
        self.chosen.removal_wanted.connect(self._begin_removal)
        inner.addWidget(self.chosen)
        self.table.selectionModel().currentChanged.connect(self._mark)
        return Scrolled(face)

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
        # The limit stands here: a column further in would be measured at the page's width.
        holder = fit(Tall(), max_width=MEASURE_WIDTH + 16)
        inner = column(holder, margins=(2, 2, 14, 8))
        inner.addWidget(content)
        inner.addStretch()
        return Scrolled(holder)

    def _looked(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.lines.refresh()
        self._mark(self.table.currentIndex())
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
            _LetIn(self.services, name, role, password, once=self.form.is_offered),
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
        self.errands.forget()
        self._show(self._list_face)

    def _show(self, face: QWidget) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentWidget(face)
        for action in self._actions:
            action.setVisible(face is self._list_face)
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

    def __init__(
        self, services: Services, name: str, role: Role, password: str, *, once: bool
    ) -> None:
        self._services, self._name = services, name
        self._role, self._password, self._once = role, password, once

    def __call__(self) -> Changes:
        colleagues = self._services.colleagues
        return colleagues.let_in(self._name, self._role, self._password, once=self._once)


class _Reset:
    """The slow work of making a passphrase for one use, holding no widget."""

    def __init__(self, services: Services, name: str) -> None:
        self._services, self._name = services, name

    def __call__(self) -> str:
        return self._services.colleagues.reset(self._name)


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
