"""Who stands behind a figure, and condition by condition why do they count or not?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.i18n import _, plural
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.chips import Chip, initials_of
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.reflow import SideBySide
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.text_fields import IconField
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import returns_reading as reading
from youthcase.ui.pages import returns_words as words_of
from youthcase.ui.pages.returns_reading import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.benefit import ClauseResult
    from youthcase.ui.frame import Frame
    from youthcase.ui.pages.returns_reading import Figures

_ALWAYS = (reading.EVERYBODY, reading.COUNTED, reading.NOT_COUNTED)


class PeopleView(QWidget):
    """The table of everybody, narrowed to the list behind a figure, and one trace beside it."""

    opened = Signal(object)  # Row

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._figures: Figures | None = None
        self._keys = list(_ALWAYS)
        self._rows: Sequence[Row] = ()
        self._order, self._downwards = "name", False
        outer = column(self, gap=10)
        self._add_filters(outer)
        self.trace = TraceCard()
        self.trace.opened.connect(self.opened)
        main = QWidget()
        column(main).addWidget(self._make_table())
        sides = SideBySide(main, self.trace, narrow=720, side_width=316, main_height=250)
        outer.addWidget(sides, 1)

    def show_figures(self, figures: Figures) -> None:
        """Show another count, keeping list and filter."""
        self._figures = figures
        kept = self.key
        self._offer(kept if kept != reading.PLAN or figures.plan else reading.EVERYBODY)
        self._look()

    @property
    def key(self) -> str:
        """The name of the list shown."""
        return self._keys[max(0, self.which.currentIndex())]

    def show_list(self, key: str) -> None:
        """Show the whole list behind a figure."""
        quiet = self.filter.blockSignals(True)
        self.filter.edit.clear()
        self.filter.blockSignals(quiet)
        self._offer(key)
        self._look()
        self.table.go_to_row(0)
        announce(self.found.text(), source=self.table)

    def look_again(self) -> None:
        """Write names or initials, as the window now wants it."""
        self._look()

    def _add_filters(self, outer: object) -> None:
        holder = QWidget()
        line = row(holder, gap=8)
        self.filter = IconField(
            "list-filter",
            _("Filter by name or reference"),
            placeholder=_("Name or reference"),
        )
        self.filter.edit.setObjectName("people.filter")
        self.filter.edit.setClearButtonEnabled(True)
        fit(self.filter, height=36, min_width=120, max_width=300)
        self.filter.changed.connect(self._look)
        line.addWidget(self.filter, 2)
        self.which = Combo(_("Which list"))
        self.which.setObjectName("people.which")
        fit(self.which, max_width=320)
        self.which.currentIndexChanged.connect(self._look)
        line.addWidget(self.which, 2)
        line.addStretch(1)
        self.found = label("", "cap", tone="muted")
        self.found.setObjectName("people.found")
        line.addWidget(self.found)
        outer.addWidget(holder)  # pyright: ignore

    def _make_table(self) -> DataTable:
        self.lines = PagedTable[Row](
            (
                Column("name", _("Young person"), self._name_cell, 190, stretches=True,
                       sortable=True),
                Column("counted", _("Counts since"), _counted_cell, 150, sortable=True,
                       folds=1),
                Column("met", _("Conditions met"), _met_cell, 230, sortable=True, folds=2),
            ),
            self._count,
            self._page,
            row_name=self._shown_name,
            sorter=self._sort,
            parent=self,
        )  # fmt: skip
        self.lines.mark_sorted("name")
        self.table = DataTable(_("People and whether they count"), self.lines)
        self.table.setObjectName("people.table")
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentChanged.connect(self._show_trace)
        self.lines.modelReset.connect(self._show_trace)
        empty = EmptyState("users", _("Nobody is on this list"))
        self.table.set_empty(empty)
        return self.table

    def _offer(self, key: str) -> None:
        """The three lists that are always there, and the one that a figure opened."""
        if self._figures is None:
            return
        self._keys = [*_ALWAYS, *([key] if key not in _ALWAYS else [])]
        quiet = self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems([words_of.list_title(k, self._figures) for k in self._keys])
        self.which.setCurrentIndex(self._keys.index(key))
        self.which.blockSignals(quiet)

    def _look(self) -> None:
        if self._figures is None:
            return
        typed = " ".join(self.filter.text().casefold().split())
        found = [r for r in self._figures.rows(self.key) if _fits(r, typed)]
        self._rows = found
        self._arrange()
        self.lines.refresh()
        self.found.setText(plural("{n} young person", "{n} young people", len(found)))

    def _arrange(self) -> None:
        self._rows = sorted(self._rows, key=self._place, reverse=self._downwards)

    def _place(self, row: Row) -> tuple[str, str]:
        """What a row is sorted by, as words: dates and numbers written so that they sort."""
        match self._order:
            case "name":
                words = row.name.casefold()
            case "counted":
                words = (row.verdict.count_date or date.max).isoformat()
            case _:
                words = str(sum(not c.met for c in row.verdict.clauses))
        return words, row.ref

    def _sort(self, key: str, downwards: bool) -> None:
        self._order, self._downwards = key, downwards
        self._arrange()

    def _count(self) -> int:
        return len(self._rows)

    def _page(self, offset: int, limit: int) -> Sequence[Row]:
        return self._rows[offset : offset + limit]

    def _shown_name(self, row: Row) -> str:
        return self._frame.name_shown(row.name)

    def _name_cell(self, row: Row) -> Cell:
        return Cell(
            words=self._shown_name(row),
            second=row.ref,
            initials=initials_of(row.name),
            strong=True,
        )

    def _show_trace(self) -> None:
        chosen = self.table.current_record()
        row = chosen if isinstance(chosen, Row) else None
        self.trace.show_row(row, self._shown_name(row) if row else "")


class TraceCard(Card):
    """The six conditions for one person: met or not, by which record, on which date."""

    opened = Signal(object)  # Row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=10, parent=parent)
        self.setObjectName("trace")
        self._row: Row | None = None
        self.name = heading("", 3, wrap=True)
        self.name.setObjectName("trace.name")
        self.answer = label("", wrap=True, tone="muted")
        self.answer.setObjectName("trace.answer")
        top = column(gap=2)
        top.addWidget(self.name)
        top.addWidget(self.answer)
        self.body.addLayout(top)
        self.clauses = [_Clause(number) for number in range(1, 7)]
        for clause in self.clauses:
            self.body.addWidget(clause)
        self.file = secondary(_("Open file"), "folder-heart")
        self.file.setObjectName("trace.open")
        self.file.clicked.connect(self._open)
        self.body.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.show_row(None, "")

    def show_row(self, row: Row | None, name: str) -> None:
        """Show why one person counts or does not."""
        self._row = row
        self.name.setText(name or _("Nobody is chosen"))
        for part in (*self.clauses, self.file, self.answer):
            part.setVisible(row is not None)
        if row is None:
            return
        verdict = row.verdict
        answer = (
            _("Counts since {day}.").format(day=plain(verdict.count_date))
            if verdict.count_date
            else _("Does not count in the period.")
        )
        if verdict.episode is not None:
            answer += " " + _("Told for episode {number}.").format(number=verdict.episode)
        self.answer.setText(answer)
        for part, found in zip(self.clauses, verdict.clauses, strict=True):
            part.show_result(found)
        self.file.setEnabled(row.who is not None)
        self.file.setAccessibleName(_("Open the file of {name}").format(name=name))

    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row)


class _Clause(QWidget):
    """One condition: a mark, its name with the answer, the sentence."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"clause.{number}")
        self._title = words_of.CLAUSES[number - 1]
        line = row(self, gap=8)
        self._icon = Icon("circle", "text2", 18)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        self.title = label("", "strong", wrap=True)
        self.sentence = label("", "cap", tone="muted", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        line.addLayout(words, 1)

    def show_result(self, found: ClauseResult) -> None:
        """Show whether it holds, since when, and by which record."""
        self._icon.show_icon(
            "circle-check" if found.met else "x", "ok" if found.met else "warn"
        )
        self.title.setText(f"{found.clause}. {self._title}")
        since = _("Met on {day}.").format(day=plain(found.day)) if found.day else _("Not met.")
        self.sentence.setText(f"{since} {found.sentence}")


def _fits(row: Row, typed: str) -> bool:
    return all(
        part in row.name.casefold() or part in row.ref.casefold() for part in typed.split()
    )


def _counted_cell(row: Row) -> Cell:
    day = row.verdict.count_date
    if day is None:
        return Cell(words=_("Not counted"), muted=True)
    return Cell(words=plain(day))


def _met_cell(row: Row) -> Cell:
    words, lacks = words_of.clauses_met(row.verdict), words_of.lacking(row.verdict)
    if row.verdict.counts:
        return Cell(chips=(Chip(words, Tone.OK, "check"),), spoken=words)
    return Cell(words=words, second=lacks, muted=True)
