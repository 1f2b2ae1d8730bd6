"""How are many records looked through, by keyboard first?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.chips import chip_size, paint_avatar, paint_chip
from youthcase.ui.kit.edge import RoundEdge
from youthcase.ui.kit.lists import Index, PaintedDelegate, is_selected, paint_line, rect_of
from youthcase.ui.kit.paged import CELL, Cell, Column, PagedTable
from youthcase.ui.kit.tokens import ROW_HEIGHT, Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from youthcase.ui.kit.empty import EmptyState

_PAD, _AVATAR, _LEAST_STRETCH = 12, 34, 150

__all__ = ["Cell", "CellDelegate", "Column", "DataTable", "PagedTable"]


class DataTable(QTableView):
    """A table of records: arrows move by row, Enter or a double click opens.

    `opened` carries the record. Narrow tables fold columns into the first one's second line.
    """

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        table: PagedTable[Any],
        *,
        row_height: int = ROW_HEIGHT,
        ground: str = "canvas",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.hovered_row = -1
        self._row_height = row_height
        self._kept_row = 0
        self._empty: EmptyState | None = None
        self._set_habits()
        self._set_headers()
        self.setModel(table)
        self.table = table
        self.setItemDelegate(CellDelegate(self))
        self._edge = RoundEdge(self, ground)
        table.modelAboutToBeReset.connect(self._keep_row)
        table.modelReset.connect(self._restore_row)
        self.doubleClicked.connect(self._open)
        theme.follow(self._size)
        self._restore_row()

    def current_record(self) -> Any:
        """The record at the keyboard, or None."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def set_empty(self, empty: EmptyState) -> None:
        """What to show when there is no record."""
        empty.setParent(self.viewport())
        self._empty = empty
        self._show_empty()

    def folded(self) -> list[Column[Any]]:
        """The columns that have gone into the first one's second line."""
        return [c for at, c in enumerate(self.table.columns) if self.isColumnHidden(at)]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        keys = Qt.Key
        if event.key() in {keys.Key_Return, keys.Key_Enter}:
            self._open(self.currentIndex())
        elif event.key() == keys.Key_Home:
            self.go_to_row(0)
        elif event.key() == keys.Key_End:
            self.go_to_row(self.table.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:  # noqa: N802
        """Typing letters finds nothing here: it would fetch every page; filters do that."""

    def go_to_row(self, row: int) -> None:
        """Move to a row and bring it into sight."""
        if 0 <= row < self.table.rowCount():
            self.setCurrentIndex(self.table.index(row, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()
        self._show_empty()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        if not self.hasFocus():
            return
        index = self.currentIndex()
        frame = QRectF(self.viewport().rect())  # while there is no row, all of it
        if index.isValid():
            top, high = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
            frame = QRectF(0, top, self.viewport().width(), high)
        frame.adjust(2, 1, -2, -2)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(frame, theme.em(7), theme.em(7))
        painter.end()

    def _set_habits(self) -> None:
        view = QAbstractItemView
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(view.SelectionBehavior.SelectRows)
        self.setSelectionMode(view.SelectionMode.SingleSelection)
        self.setEditTriggers(view.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)

    def _set_headers(self) -> None:
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.sectionClicked.connect(self._sort)

    def _size(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(theme.em(self._row_height))
        rows.setDefaultSectionSize(theme.em(self._row_height))
        self._fold()
        self.viewport().update()

    def _fold(self) -> None:
        """Hide what does not fit, then share out the width."""
        columns = self.table.columns if hasattr(self, "table") else ()
        room = self.viewport().width()
        shown = list(range(len(columns)))
        for at in sorted(shown, key=lambda i: -columns[i].folds):
            if columns[at].folds and sum(_least(columns[i]) for i in shown) > room:
                shown.remove(at)
        spare = max(0, room - sum(_least(columns[i]) for i in shown))
        stretching = [i for i in shown if columns[i].stretches] or shown[:1]
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at not in shown)
            extra = spare // len(stretching) if at in stretching else 0
            if at in shown:
                self.setColumnWidth(at, _least(column) + extra)

    def _sort(self, column: int) -> None:
        self.table.sort(column)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(index.data(Qt.ItemDataRole.UserRole))

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _keep_row(self) -> None:
        self._kept_row = max(0, self.currentIndex().row())

    def _restore_row(self) -> None:
        self._show_empty()
        self.go_to_row(min(self._kept_row, self.table.rowCount() - 1))

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self.table.rowCount() == 0)


class CellDelegate(PaintedDelegate):
    """Paints a cell: avatar, one or two lines, chips."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(80), theme.em(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        frame = rect_of(option)
        view = self.parent()
        hovered = isinstance(view, DataTable) and view.hovered_row == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if is_selected(option) else "hover" if hovered else "surface"
        painter.fillRect(frame, theme.colour(ground))
        painter.fillRect(
            QRectF(frame.x(), frame.bottom() - 1, frame.width(), 1), theme.colour("line")
        )
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            self._paint_cell(painter, frame, _with_folded(cell, view, index))
        painter.restore()

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole of a cell's words on hover, only when they were cut short."""
        cell = index.data(CELL)
        if isinstance(cell, Cell) and _width(cell) > rect_of(option).width():
            QToolTip.showText(event.globalPos(), cell.plain(), view)
            return True
        QToolTip.hideText()
        return True

    def _paint_cell(self, painter: QPainter, frame: QRectF, cell: Cell) -> None:
        left = frame.x() + theme.em(_PAD)
        middle = frame.center().y() - 0.5
        if cell.initials:
            size = theme.em(_AVATAR)
            paint_avatar(
                painter, QRectF(left, round(middle - size / 2), size, size), cell.initials
            )
            left += size + theme.em(12)
        if cell.icon:
            ink = theme.tokens().ink(cell.tone)
            picture = icons.pixmap(cell.icon, ink, 16)
            painter.drawPixmap(QPointF(left, round(middle - theme.em(16) / 2)), picture)
            left += theme.em(22)
        left = self._paint_words(painter, cell, left, middle, frame.right() - theme.em(6))
        for chip in cell.chips:
            if left + chip_size(chip)[0] > frame.right() - 2:
                paint_line(painter, "…", left, middle, theme.em(16), colour="text2")
                break
            left += paint_chip(painter, left, middle, chip) + theme.em(6)

    def _paint_words(
        self, painter: QPainter, cell: Cell, left: float, middle: float, right: float
    ) -> float:
        if not cell.words:
            return left
        room = right - left
        colour = "text2" if cell.muted else "text"
        if cell.tone is not Tone.PLAIN:
            colour = theme.tokens().ink(cell.tone)
        weight = QFont.Weight.DemiBold if cell.strong else QFont.Weight.Normal
        first = middle - theme.em(9) if cell.second else middle
        wide = paint_line(painter, cell.words, left, first, room, weight=weight, colour=colour)
        if cell.second:
            below = middle + theme.em(10)
            paint_line(painter, cell.second, left, below, room, kind="cap", colour="text2")
        return left + wide + theme.em(8)


def _with_folded(cell: Cell, view: object, index: Index) -> Cell:
    """The first column also says what its folded neighbours would."""
    if index.column() != 0 or not isinstance(view, DataTable) or not view.folded():
        return cell
    record = index.data(Qt.ItemDataRole.UserRole)
    others = [column.cell(record).plain() for column in view.folded()]
    second = "  ·  ".join(p for p in (cell.second, *others) if p)
    return Cell(
        words=cell.words,
        second=second,
        chips=cell.chips,
        initials=cell.initials,
        icon=cell.icon,
        tone=cell.tone,
        strong=cell.strong,
        muted=cell.muted,
    )


def _least(column: Column[Any]) -> int:
    return theme.em(max(column.width, _LEAST_STRETCH) if column.stretches else column.width)


def _width(cell: Cell) -> float:
    strong = QFont.Weight.DemiBold if cell.strong else QFont.Weight.Normal
    words = QFontMetricsF(theme.font("body", strong)).horizontalAdvance(cell.words)
    second = QFontMetricsF(theme.font("cap")).horizontalAdvance(cell.second)
    chips = sum(chip_size(chip)[0] + theme.em(6) for chip in cell.chips)
    before = theme.em(_AVATAR + 12) if cell.initials else 0
    before += theme.em(22) if cell.icon else 0
    return max(words, second) + chips + before + theme.em(_PAD + 6)
