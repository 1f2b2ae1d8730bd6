"""How do the figures of one table stand: words to the left, numbers to the right?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from youthcase.domain.return_paper import PaperLine, PaperTable
from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import paint_line
from youthcase.ui.kit.measure import fit
from youthcase.ui.kit.table import Cell, CellDelegate, Column, DataTable, PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LABEL, _LEAST, _MOST = 160, 60, 170
_AROUND = 30  # of the words in a column
_ROW, _HEAD = 34, 42


class Lines(PagedTable[PaperLine]):
    """The lines of one table of a return."""

    def __init__(self, table: PaperTable, parent: QWidget | None = None) -> None:
        self._lines = table.lines
        figures = [
            Column(f"figure.{at}", head, _figure(at), _wide(table, at))
            for at, head in enumerate(table.heads[1:])
        ]
        label = Column[PaperLine]("label", table.heads[0], _label, _LABEL, stretches=True)
        super().__init__(
            (label, *figures), self._number, self._some, row_name=_name, parent=parent
        )

    def headerData(  # noqa: N802, D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return super().headerData(section, orientation, role)

    def _number(self) -> int:
        return len(self._lines)

    def _some(self, offset: int, limit: int) -> Sequence[PaperLine]:
        return self._lines[offset : offset + limit]


class _Right(CellDelegate):
    """Paints figures so that their units stand below each other."""

    def _paint_words(
        self, painter: QPainter, cell: Cell, left: float, middle: float, right: float
    ) -> float:
        weight = QFont.Weight.DemiBold if cell.strong else QFont.Weight.Normal
        wide = QFontMetricsF(theme.font("body", weight)).horizontalAdvance(cell.words)
        x = max(left, right - wide - theme.em(4))
        paint_line(painter, cell.words, x, middle, right - x + 2, weight=weight)
        return right


class FiguresTable(DataTable):
    """One table of a return, as high as its lines; wide ones scroll sideways."""

    def __init__(self, table: PaperTable, parent: QWidget | None = None) -> None:
        super().__init__(
            table.title,
            Lines(table),
            row_height=_ROW,
            ground="surface",
            parent=parent,
        )
        self.table.setParent(self)
        self.setObjectName("release_table")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = _Right(self)
        for at in range(1, len(table.heads)):
            self.setItemDelegateForColumn(at, right)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.clearSelection()
        self._wide = _LABEL + sum(_wide(table, at) for at in range(len(table.heads) - 1))
        self._lines = len(table.lines)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """As high as the lines are, with room to scroll sideways where that is needed."""
        is_wide = theme.em(self._wide) > self.viewport().width()
        fit(self, min_height=_ROW * self._lines + _HEAD + (20 if is_wide else 4))


def _wide(table: PaperTable, at: int) -> int:
    """How wide a column of figures is for its heading and its longest figure, at 100 %."""
    metrics = QFontMetricsF(theme.font("body", QFont.Weight.DemiBold))
    figures = (line.shown[at] for line in table.lines if at < len(line.shown))
    widest = max(metrics.horizontalAdvance(w) for w in (table.heads[at + 1], *figures))
    return round(min(_MOST, max(_LEAST, widest / theme.current().scale + _AROUND)))


def _name(line: PaperLine) -> str:
    return line.label


def _label(line: PaperLine) -> Cell:
    return Cell(words=line.label, strong=line.is_total)


def _figure(at: int) -> Callable[[PaperLine], Cell]:
    def cell(line: PaperLine) -> Cell:
        words = line.shown[at] if at < len(line.shown) else ""
        return Cell(words=words, strong=line.is_total)

    return cell
