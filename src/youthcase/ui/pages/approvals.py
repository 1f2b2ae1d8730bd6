"""What waits for a supervisor: plans to approve, and reviews that are overdue?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.domain.caseload import CaseLine, Step
from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.copies import INTERIM_HOURS
from youthcase.services.people import Wanted
from youthcase.services.plans import Waiting
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.chips import Chip, initials_of
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import ROW_HEIGHT, Tone
from youthcase.ui.pages.plan_words import at

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.changes import Changes

_MOST_ROWS, _EMPTY_ROWS, _HEAD = 8, 3, 40


class ApprovalsPage(Page):
    """The queue, the longest waiting first, and below it the plans whose review is late."""

    room = Room.APPROVALS

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("approvals")
        self._waiting: tuple[Waiting, ...] = ()
        holder = QWidget()
        inner = column(holder, gap=12, margins=(24, 18, 24, 16))
        self.copies = quiet(_("Copies in the team"), "copy")
        self.copies.setObjectName("to_team_copies")
        self.copies.clicked.connect(self._go_to_copies)
        self.head = PageHeader(_("Approvals"), " ", [self.copies], narrow=480)
        inner.addWidget(self.head)
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.setObjectName("trouble")
        self.trouble.hide()
        inner.addWidget(self.trouble)
        self._add_queue(inner)
        self._add_reviews(inner)
        inner.addStretch(1)
        outer = column(self)
        outer.addWidget(Scrolled(holder))
        frame.privacy_changed.connect(self._show_names)
        theme.current().changed.connect(self._size)

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one queue
        """Look at both lists."""
        self.look()

    def refresh(self, changes: Changes) -> None:  # noqa: ARG002 - anybody's may be waiting
        """Look again."""
        self.look()

    def first_focus(self) -> QWidget:
        """The queue."""
        return self.queue

    def _go_to_copies(self) -> None:
        self.frame.go.emit(Place(Room.COPIES, "team"))

    def look(self) -> None:
        """Read the queue on the worker, since it opens a record for each plan."""
        self.overdue.refresh()
        self._size()
        plans = self.services.plans
        self.frame.background.run(self, plans.waiting, done=self._show, failed=self._fail)

    def _add_queue(self, inner: QVBoxLayout) -> None:
        inner.addWidget(heading(_("Plans to approve"), 2))
        columns = (
            Column[Waiting]("name", _("Young person"), self._who, 190, stretches=True),
            Column[Waiting]("version", _("Version"), _version, 90, folds=2),
            Column[Waiting]("by", _("Written by"), _author, 150, folds=1),
            Column[Waiting]("since", _("Waiting since"), _since, 150),
            Column[Waiting]("due", "", self._due, 190),
        )
        self.lines = PagedTable[Waiting](
            columns, self._count, self._page, row_name=self._spoken, parent=self
        )
        self.queue = DataTable(_("Plans to approve"), self.lines)
        self.queue.setObjectName("queue")
        self.queue.opened.connect(self._open_plan)
        empty = EmptyState(
            "badge-check",
            _("Nothing is waiting for you."),
            _("When a colleague sends a plan for approval, it stands here."),
        )
        self.queue.set_empty(empty)
        inner.addWidget(self.queue)

    def _add_reviews(self, inner: QVBoxLayout) -> None:
        inner.addSpacing(theme.em(8))
        inner.addWidget(heading(_("Reviews overdue"), 2))
        words = _("Plans in force whose day for looking at them again has passed.")
        inner.addWidget(label(words, tone="muted", wrap=True))
        columns = (
            Column[CaseLine]("name", _("Young person"), self._whose, 190, stretches=True),
            Column[CaseLine]("worker", _("Worker"), _worker, 170, folds=1),
            Column[CaseLine]("due", _("Review was due"), self._late, 250),
        )
        self.overdue = PagedTable[CaseLine](
            columns, self._count_overdue, self._page_overdue, parent=self
        )
        self.reviews = DataTable(_("Reviews overdue"), self.overdue)
        self.reviews.setObjectName("reviews")
        self.reviews.opened.connect(self._open_file)
        empty = EmptyState("calendar-check", _("No review is overdue."))
        self.reviews.set_empty(empty)
        inner.addWidget(self.reviews)

    def _show(self, waiting: tuple[Waiting, ...]) -> None:
        self._waiting = waiting
        self.trouble.hide()
        self.lines.refresh()
        mine = sum(not w.own for w in waiting)
        own = len(waiting) - mine
        words = plural("{n} plan waits for you", "{n} plans wait for you", mine)
        if own:
            words += "  ·  " + plural(
                "{n} of your own waits for somebody else",
                "{n} of your own wait for somebody else",
                own,
            )
        self.head.say_about(words if waiting else _("Nothing is waiting for you."))
        self._size()

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.trouble.say(str(problem))
        self.trouble.show()

    def _size(self) -> None:
        """Both tables are as high as their rows, so that the page scrolls as one."""
        for table, lines in ((self.queue, self.lines), (self.reviews, self.overdue)):
            rows = min(_MOST_ROWS, lines.rowCount()) or _EMPTY_ROWS
            # An empty table has nothing to stop at.
            policy = Qt.FocusPolicy.StrongFocus if lines.rowCount() else Qt.FocusPolicy.NoFocus
            table.setFocusPolicy(policy)
            table.setFixedHeight(theme.em(_HEAD) + rows * theme.em(ROW_HEIGHT) + 4)

    def _show_names(self) -> None:
        if self.isVisible():
            self.lines.refresh()
            self.overdue.refresh()

    def _count(self) -> int:
        return len(self._waiting)

    def _page(self, offset: int, limit: int) -> tuple[Waiting, ...]:
        return self._waiting[offset : offset + limit]

    def _wanted(self) -> Wanted:
        return Wanted(steps=(Step.REVIEW_PLAN,), due_before=self.services.sitting.today)

    def _count_overdue(self) -> int:
        return self.services.people.count(self._wanted())

    def _page_overdue(self, offset: int, limit: int) -> tuple[CaseLine, ...]:
        return self.services.people.page(self._wanted(), offset=offset, limit=limit)

    def _who(self, waiting: Waiting) -> Cell:
        name = self.frame.name_shown(waiting.name)
        return Cell(name, waiting.ref, initials=initials_of(waiting.name), strong=True)

    def _whose(self, line: CaseLine) -> Cell:
        name = self.frame.name_shown(line.name)
        return Cell(name, line.ref, initials=initials_of(line.name), strong=True)

    def _spoken(self, waiting: Waiting) -> str:
        return f"{self.frame.name_shown(waiting.name)}, {waiting.ref}"

    def _due(self, waiting: Waiting) -> Cell:
        """Late after 72 hours, when the plan may not be used unapproved any longer."""
        if waiting.own:
            return Cell(chips=(Chip(_("Somebody else decides"), Tone.NEUTRAL, "users"),))
        if waiting.since is None:
            return Cell()
        return Cell(chips=(_due_chip(waiting.since, self.services.sitting.now),))

    def _late(self, line: CaseLine) -> Cell:
        if line.due is None:
            return Cell()
        days = (self.services.sitting.today - line.due).days
        words = plural("{n} day overdue", "{n} days overdue", days)
        return Cell(plain(line.due), chips=(Chip(words, Tone.DANGER, "calendar-x"),))

    def _open_plan(self, waiting: object) -> None:
        if isinstance(waiting, Waiting):
            self.frame.go.emit(Place(Room.PLAN, waiting.version.id))

    def _open_file(self, line: object) -> None:
        if isinstance(line, CaseLine):
            self.frame.go.emit(Place(Room.FILE, line.person))


def _version(waiting: Waiting) -> Cell:
    return Cell(_("Version {n}").format(n=waiting.version.number))


def _author(waiting: Waiting) -> Cell:
    return Cell(waiting.written_by)


def _since(waiting: Waiting) -> Cell:
    return Cell(at(waiting.since) if waiting.since else "")


def _worker(line: CaseLine) -> Cell:
    return Cell(line.worker_name or _("Nobody yet"), muted=line.worker_name is None)


def _due_chip(since: datetime, now: datetime) -> Chip:
    until = since + timedelta(hours=INTERIM_HOURS)
    if now > until:
        words = _("Over {hours} hours").format(hours=INTERIM_HOURS)
        return Chip(words, Tone.DANGER, "triangle-alert", outlined=True)
    return Chip(_("By {when}").format(when=at(until)), Tone.WARN, "clock")
