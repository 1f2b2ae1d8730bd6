"""What is missing, for how many, and for whom?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _, plural
from youthcase.ui.kit.chips import initials_of
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import SideBySide
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tasklist import Task, TaskList
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages import returns_words as words_of
from youthcase.ui.pages.returns_reading import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.domain.benefit import Gap, Reason
    from youthcase.ui.frame import Frame
    from youthcase.ui.pages.returns_reading import Figures


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a group: what it is about, and what would put it right."""

    row: Row
    about: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Everything of one kind that is missing."""

    key: str
    title: str
    status: str
    sentence: str
    lines: tuple[Line, ...]


class GroupsView(QWidget):
    """Groups on one side, whom one of them is about on the other; Enter opens the file."""

    opened = Signal(object)  # Row

    def __init__(
        self,
        frame: Frame,
        name: str,
        title: str,
        nothing: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._frame = frame
        self._groups: dict[str, Group] = {}
        self._lines: tuple[Line, ...] = ()
        self.list = TaskList(title, [])
        self.list.setObjectName(f"{name}.groups")
        self.list.chosen.connect(self._show_group)
        outer = column(self)
        self.nothing = EmptyState("circle-check", *nothing)
        self._nothing_area = Scrolled(self.nothing)
        self._nothing_area.hide()
        outer.addWidget(self._nothing_area)
        self.sides = SideBySide(
            self._make_main(name), self.list, narrow=720, side_width=300, side_first=True,
            main_height=260,
        )  # fmt: skip
        outer.addWidget(self.sides, 1)

    @property
    def number(self) -> int:
        """How many lines there are in all groups."""
        return sum(len(group.lines) for group in self._groups.values())

    def show_groups(self, groups: Iterable[Group]) -> None:
        """Show other groups, the largest first, staying at the one that was chosen."""
        ordered = sorted(groups, key=lambda g: (-len(g.lines), g.title))
        kept = self.list.current_key()
        self._groups = {group.key: group for group in ordered}
        self.list.set_tasks([Task(g.key, g.title, g.status, "users") for g in ordered])
        key = kept if kept in self._groups else next(iter(self._groups), "")
        self.list.set_current(key)
        self._nothing_area.setVisible(not ordered)
        self.sides.setVisible(bool(ordered))
        self._show_group(key)

    def look_again(self) -> None:
        """Write names or initials, as the window now wants it."""
        self.lines.refresh()

    def _make_main(self, name: str) -> QWidget:
        main = QWidget()
        stack = column(main, gap=8)
        self.title = heading("", 3, wrap=True)
        self.sentence = label("", tone="muted", wrap=True)
        stack.addWidget(self.title)
        stack.addWidget(self.sentence)
        self.lines = PagedTable[Line](
            (
                Column("name", _("Young person"), self._name_cell, 200, stretches=True),
                Column("about", _("What about"), _about_cell, 420, folds=1),
            ),
            self._count,
            self._page,
            row_name=self._shown_name,
            parent=self,
        )
        self.table = DataTable(_("Whom this is about"), self.lines)
        self.table.setObjectName(f"{name}.table")
        self.table.opened.connect(self._open)
        stack.addWidget(self.table, 1)
        return main

    def _show_group(self, key: str) -> None:
        group = self._groups.get(key)
        self._lines = group.lines if group else ()
        self.title.setText(group.title if group else "")
        self.sentence.setText(group.sentence if group else "")
        self.lines.refresh()
        self.table.go_to_row(0)

    def _count(self) -> int:
        return len(self._lines)

    def _page(self, offset: int, limit: int) -> Sequence[Line]:
        return self._lines[offset : offset + limit]

    def _open(self, line: object) -> None:
        if isinstance(line, Line):
            self.opened.emit(line.row)

    def _shown_name(self, line: Line) -> str:
        return self._frame.name_shown(line.row.name)

    def _name_cell(self, line: Line) -> Cell:
        return Cell(
            words=self._shown_name(line),
            second=line.row.ref,
            initials=initials_of(line.row.name),
            strong=True,
        )


def near_misses(figures: Figures) -> list[Group]:
    """Who lacks exactly one thing, by the thing."""
    rows = {row.ref: row for row in figures.rows("everybody")}
    found: dict[Reason, list[Line]] = {}
    for miss in figures.count.near_misses:
        line = Line(rows[miss.ref], miss.sentence, miss.remedy)
        found.setdefault(miss.reason, []).append(line)
    return [
        Group(
            reason.value,
            words_of.near_miss_group(reason, len(lines)),
            words_of.hint(reason),
            _("Everything else holds on at least one day of the period. Enter opens the file."),
            tuple(lines),
        )
        for reason, lines in found.items()
    ]


def gaps(figures: Figures) -> list[Group]:
    """What the record lacks, by kind."""
    rows = {row.ref: row for row in figures.rows("everybody")}
    found: dict[Gap, list[Line]] = {}
    for warned in figures.count.warnings:
        line = Line(rows[warned.ref], words_of.warned_about(warned))
        found.setdefault(warned.gap, []).append(line)
    return [
        Group(
            gap.value,
            words_of.gap_title(gap),
            plural("{n} to look at", "{n} to look at", len(lines)),
            gap.sentence,
            tuple(lines),
        )
        for gap, lines in found.items()
    ]


def _about_cell(line: Line) -> Cell:
    return Cell(words=line.about, second=line.remedy)
