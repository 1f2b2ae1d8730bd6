"""How are figures compared: bars with their numbers, each of which opens its list?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import (
    ITEM,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_hovered,
    paint_focus,
    paint_line,
    rect_of,
)
from youthcase.ui.kit.tokens import RADIUS
from youthcase.ui.pages.returns_paint import paint_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from youthcase.ui.kit.lists import Index

_ROW = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart: the list it opens, its words, number and share of the whole."""

    key: str
    words: str
    number: int
    share: float
    about: str = ""
    strong: bool = False


class Bars(PaintedList):
    """Horizontal bars with their numbers; Enter or a click opens the list behind one."""

    wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.bars = ListModel[Bar](_spoken, tip=_about, parent=self)
        self.setModel(self.bars)
        self.setItemDelegate(_BarDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        theme.current().changed.connect(self._grow)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars, staying at the same line."""
        at = max(0, self.currentIndex().row())
        self.bars.set_items(tuple(bars))
        if bars:
            self.setCurrentIndex(self.bars.index(min(at, len(bars) - 1)))
        self._grow()

    def words_width(self) -> float:
        """How wide the longest words are."""
        metrics = QFontMetricsF(theme.font("body", QFont.Weight.DemiBold))
        return max((metrics.horizontalAdvance(b.words) for b in self.bars.items), default=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(240), theme.em(_ROW) * max(1, len(self.bars.items)) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(200), self.sizeHint().height())

    def _grow(self) -> None:
        self.updateGeometry()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(self.bars.item(index).key)


class _BarDelegate(PaintedDelegate):
    """Paints one bar: words, bar, number."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(theme.em(200), theme.em(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bar: Bar = index.data(ITEM)
        frame = rect_of(option).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_hovered(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(frame, theme.em(RADIUS), theme.em(RADIUS))
        self._paint_parts(painter, frame, bar)
        if is_focused(option, index):
            paint_focus(painter, frame)
        painter.restore()

    def _paint_parts(self, painter: QPainter, frame: QRectF, bar: Bar) -> None:
        view = self.parent()
        longest = view.words_width() if isinstance(view, Bars) else 0
        left, middle = frame.x() + theme.em(8), frame.center().y()
        words = min(longest + theme.em(14), frame.width() * 0.5)
        number = theme.em(52)
        weight = QFont.Weight.DemiBold if bar.strong else QFont.Weight.Normal
        paint_line(painter, bar.words, left, middle, words - theme.em(8), weight=weight)
        room = frame.right() - theme.em(8) - number - left - words
        high = theme.em(12)
        track = QRectF(left + words, middle - high / 2, max(8.0, room), high)
        paint_bar(painter, track, bar.share)
        face = QFontMetricsF(theme.font("body", QFont.Weight.DemiBold))
        x = frame.right() - theme.em(10) - face.horizontalAdvance(str(bar.number))
        paint_line(painter, str(bar.number), x, middle, number, weight=QFont.Weight.DemiBold)


def _spoken(bar: Bar) -> str:
    return _("{words}: {number}").format(words=bar.words, number=bar.number)


def _about(bar: Bar) -> str:
    return bar.about
