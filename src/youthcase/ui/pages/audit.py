"""What was done in this vault, by whom and when, and is the log of it sound?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain import seals
from youthcase.domain.changes import Changes
from youthcase.domain.dates import clock, short
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.services.audit_log import Filter, Line
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.audit_check import LogCheck
from youthcase.ui.pages.audit_days import ICONS
from youthcase.ui.pages.audit_filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from youthcase.services.house import Services
    from youthcase.ui.pages.audit_seal import SealFace

SEAL = "seal"
_ROW = 42
_LEAST_TABLE = 260

_Found = tuple[int, Filter, "Sequence[int]", "str | None", tuple[str, ...]]


class AuditPage(Page):
    """The whole log with its filters, its check, and the monthly seal. For supervisors."""

    room = Room.AUDIT

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("audit")
        self._found: Sequence[int] = ()
        self._asked = 0  # the newest look; answers of older ones are dropped
        outer = column(self)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        self._log = Scrolled(self._make_log())
        self.stack.addWidget(self._log)
        self._seal: SealFace | None = None
        frame.privacy_changed.connect(self._show_names)

    @property
    def seal(self) -> SealFace:
        """The face with the monthly seal, built when it is first wanted."""
        if self._seal is None:
            from youthcase.ui.pages.audit_seal import SealFace  # noqa: PLC0415  only paper

            self._seal = SealFace(self.frame)
            self._seal.went_back.connect(self.show_log)
            self._seal.sealed.connect(self._sealed)
            self.stack.addWidget(self._seal)
        return self._seal

    def open(self, place: Place) -> None:
        """Show the log, or the seal of a month; written down as an act of its own.

        Raises: NotAllowed for caseworkers.
        """
        self.services.audit_log.opened()
        if place.part == SEAL:
            self.show_seal()
        else:
            self.show_log()

    def refresh(self, changes: Changes) -> None:  # noqa: ARG002 - anything done is an act
        """Look again."""
        self._look()

    def leave(self) -> None:
        """Forget the paper that was shown; a check goes on, and its answer waits."""
        if self._seal is not None:
            self._seal.leave()

    def first_focus(self) -> QWidget:
        """The log, or the month to seal."""
        return (
            self.table if self.stack.currentWidget() is self._log else self.seal.first_focus()
        )

    def show_log(self) -> None:
        """Show the log, read anew."""
        self.leave()
        self._turn(self._log)
        self._look()

    def show_seal(self) -> None:
        """Show the seal of last month, or of the month that was chosen."""
        self._turn(self.seal)
        self.seal.start()

    def _turn(self, face: QWidget) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentWidget(face)
        if self.isVisible() and had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_log(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap=12, margins=(24, 18, 24, 16))
        self.check = secondary(_("Check the log"), "shield-check")
        self.check.setObjectName("check_log")
        self.to_seal = secondary(_("Monthly seal"), "printer")
        self.to_seal.setObjectName("to_seal")
        self.to_seal.clicked.connect(self.show_seal)
        self.head = PageHeader(_("Audit"), " ", [self.check, self.to_seal])
        inner.addWidget(self.head)
        self.due = Banner(Tone.INFO, "", action=_("Show it"))
        self.due.setObjectName("seal_due")
        if self.due.action is not None:
            self.due.action.setObjectName("seal_due.act")
            self.due.action.clicked.connect(self.show_seal)
        self.due.hide()
        inner.addWidget(self.due)
        self.checking = LogCheck(self.frame.background, self.services.audit_log)
        self.checking.ended.connect(self._checked)
        self.check.clicked.connect(self._check)
        inner.addWidget(self.checking)
        self.filters = Filters(self._today)
        self.filters.changed.connect(self._look)
        inner.addWidget(self.filters)
        self.table = self._make_table()
        fit(self.table, min_height=_LEAST_TABLE)
        inner.addWidget(self.table, 1)
        return holder

    def _make_table(self) -> DataTable:
        columns = (
            Column[Line]("when", _("When"), self._when, 148),
            Column[Line]("what", _("What was done"), _what, 320, stretches=True),
            Column[Line]("about", _("Whose file"), self._about, 250, folds=1),
        )
        self.lines = PagedTable[Line](
            columns, self._count, self._page, row_name=_spoken, parent=self
        )
        made = DataTable(_("The log"), self.lines, row_height=_ROW)
        made.setObjectName("log")
        made.opened.connect(self._open_file)
        self.empty = EmptyState("list-filter", _("Looking…"))
        made.set_empty(self.empty)
        return made

    def _look(self) -> None:
        """Find the acts on the worker: a filter may have to read the whole log."""
        self._asked += 1
        asked, chosen, services = self._asked, self.filters.chosen(), self.services

        def find() -> _Found:
            return asked, chosen, services.audit_log.find(chosen), *_around(services)

        self.frame.background.run(self, find, done=self._show, failed=self._fail)

    def _show(self, answer: _Found) -> None:
        asked, chosen, found, due, names = answer
        if asked != self._asked:
            return
        self._found = found
        self.filters.offer(names)
        self.lines.refresh()
        self.table.go_to_row(0)
        number = f"{len(found):,}"
        if chosen == Filter():
            words = _("{n} acts, the newest first").format(n=number)
        else:
            words = _("{n} fit the filters, the newest first").format(n=number)
        self.head.say_about(words)
        self.empty.say(_("Nothing fits"), _("Clear a filter to see more."))
        self.due.setVisible(due is not None)
        if due is not None:
            said = _("The seal of {month} has not been printed and signed yet.")
            self.due.say(said.format(month=seals.named(due)))
        announce(words, source=self)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self._found = ()
        self.lines.refresh()
        self.empty.say(_("The log cannot be shown"), str(problem))
        self.head.say_about(str(problem))

    def _check(self) -> None:
        self.check.setEnabled(False)
        self.checking.begin()
        announce(_("Checking the log"), source=self)

    def _checked(self) -> None:
        """The answer is shown, and the check stands in the log itself."""
        self.check.setEnabled(not self.checking.is_busy)
        if self.stack.currentWidget() is self._log:
            self._log.verticalScrollBar().setValue(0)
            self._look()

    def _sealed(self) -> None:
        """The room's number in the menu has changed with it."""
        self.frame.announce(Changes())

    def _show_names(self) -> None:
        if self.isVisible():
            self.lines.refresh()

    def _today(self) -> date:
        return self.services.sitting.today

    def _count(self) -> int:
        return len(self._found)

    def _page(self, offset: int, limit: int) -> tuple[Line, ...]:
        return self.services.audit_log.lines(self._found[offset : offset + limit])

    def _when(self, line: Line) -> Cell:
        day = line.at.date()
        words = short(day)
        if day.year != self._today().year:
            words = f"{day.day} {day:%b} {day.year}"
        return Cell(f"{words}, {clock(line.at.time())}")

    def _about(self, line: Line) -> Cell:
        if line.person is None:
            return Cell()
        return Cell(f"{self.frame.name_shown(line.name)}  ·  {line.ref}", muted=True)

    def _open_file(self, line: object) -> None:
        if isinstance(line, Line) and line.person is not None:
            self.frame.go.emit(Place(Room.FILE, line.person))


def _around(services: Services) -> tuple[str | None, tuple[str, ...]]:
    """Which seal is missing, and whose names the filter offers."""
    return services.sealing.due(), tuple(services.colleagues.names().values())


def _what(line: Line) -> Cell:
    spoken = f"{line.sentence} {audit_words.KINDS[line.kind]}"
    return Cell(line.sentence, icon=ICONS[line.kind], spoken=spoken)


def _spoken(line: Line) -> str:
    return line.sentence
