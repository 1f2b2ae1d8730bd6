"""How are figures drawn: a number that opens its list, the way to the target, bars?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import paint_ring
from youthcase.ui.kit.lists import (
    ITEM,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_hovered,
    line_height,
    paint_focus,
    paint_line,
    rect_of,
    wrapped,
)
from youthcase.ui.kit.tokens import RADIUS, RADIUS_CARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from youthcase.ui.kit.lists import Index

_PAD, _ROW, _NOTE_LINES = 16, 34, 3
_HUGE = 2.1  # the headline beside a heading of the first level


class Figure(QPushButton):
    """A number with its words; pressing it opens the list of that length."""

    wanted = Signal(str)

    def __init__(
        self,
        key: str,
        words: str,
        note: str = "",
        *,
        huge: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key, self.words, self.note, self._huge = key, words, note, huge
        self.number = 0
        self.setObjectName(f"figure.{key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policies = QSizePolicy.Policy
        self.setSizePolicy(policies.Expanding, policies.Minimum if huge else policies.Fixed)
        self.clicked.connect(self._open)
        theme.current().changed.connect(self.updateGeometry)
        self.show_number(0)

    def show_number(self, number: int, words: str = "") -> None:
        """Show another number, perhaps with other words."""
        self.number, self.words = number, words or self.words
        said = _("{number}: {words}. Open the list")
        self.setAccessibleName(said.format(number=number, words=self.words))
        self.setAccessibleDescription(self.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        beside = QFontMetricsF(theme.font("h3", QFont.Weight.DemiBold)) if self._huge else None
        wide = beside.horizontalAdvance(self.words) / 2 if beside else theme.em(170)
        return QSize(round(self._number_width() + wide) + theme.em(2 * _PAD), self._high())

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(170), self._high())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "edge" if self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour("hover" if self.isDown() else "surface"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.em(RADIUS_CARD), theme.em(RADIUS_CARD))
        if self._huge:
            self._paint_beside(painter)
        else:
            self._paint_below(painter)
        painter.end()
        if self.hasFocus():
            paint_ring(self, radius=RADIUS_CARD)

    def _paint_beside(self, painter: QPainter) -> None:
        left, middle = theme.em(_PAD + 4), self.height() / 2
        face = self._face()
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(theme.colour("primary"))
        base = middle + metrics.capHeight() / 2
        painter.drawText(round(left), round(base), str(self.number))
        left += round(self._number_width()) + theme.em(18)
        room = self.width() - left - theme.em(_PAD)
        # Measured as regular words, painted heavier: leave room for the difference.
        lines = wrapped(self.words, "h3", room * 0.92, 4)
        notes = wrapped(self.note, "cap", room, 2) if self.note else ()
        high = len(lines) * line_height("h3") + len(notes) * line_height("cap")
        top = middle - high / 2
        for line in lines:
            paint_line(
                painter, line, left, top + line_height("h3") / 2, room + 4, kind="h3",
                weight=QFont.Weight.DemiBold,
            )  # fmt: skip
            top += line_height("h3")
        for line in notes:
            at = top + line_height("cap") / 2
            paint_line(painter, line, left, at, room + 4, kind="cap", colour="text2")
            top += line_height("cap")

    def _paint_below(self, painter: QPainter) -> None:
        left, top = theme.em(_PAD), float(theme.em(12))
        room = self.width() - 2 * left
        bold = QFont.Weight.Bold
        middle = top + line_height("h2") / 2
        wide = paint_line(painter, str(self.number), left, middle, room, kind="h2", weight=bold)
        paint_line(
            painter,
            self.words,
            left + wide + theme.em(10),
            middle + theme.em(1),
            room - wide - theme.em(10),
            weight=QFont.Weight.DemiBold,
        )
        top += line_height("h2") + theme.em(3)
        for line in wrapped(self.note, "cap", room, _NOTE_LINES):
            at = top + line_height("cap") / 2
            paint_line(painter, line, left, at, room + 4, kind="cap", colour="text2")
            top += line_height("cap")

    def _face(self) -> QFont:
        face = theme.font("h1", QFont.Weight.Bold)
        face.setPointSizeF(face.pointSizeF() * (_HUGE if self._huge else 1))
        return face

    def _number_width(self) -> float:
        return QFontMetricsF(self._face()).horizontalAdvance(str(self.number))

    def _high(self) -> int:
        if self._huge:
            return max(theme.em(112), 4 * line_height("h3") + theme.em(20))
        return line_height("h2") + _NOTE_LINES * line_height("cap") + theme.em(28)

    def _open(self) -> None:
        self.wanted.emit(self.key)


class TargetBar(QWidget):
    """How far it is to the year's target: counted so far, and what remains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.so_far, self.target = 0, 1
        self.setObjectName("target_bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def show_progress(self, so_far: int, target: int, words: str) -> None:
        """Show other figures; `words` say the same."""
        self.so_far, self.target = so_far, max(1, target)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(220), theme.em(22))

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(120), theme.em(22))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.em(14)
        frame = QRectF(0.5, (self.height() - high) / 2, self.width() - 1.0, high)
        scale = max(self.so_far, self.target)
        paint_bar(painter, frame, self.so_far / scale)
        # A mark where the target is: at the end, or before it once it is passed.
        at = frame.x() + frame.width() * self.target / scale
        painter.setPen(QPen(theme.colour("text"), 2))
        x = min(at, frame.right() - 1)
        painter.drawLine(round(x), 1, round(x), self.height() - 2)
        painter.end()


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


def paint_bar(painter: QPainter, track: QRectF, share: float) -> None:
    """Paint a track and how much of it is filled, told apart by an edge too."""
    bend = track.height() / 2
    painter.setPen(QPen(theme.colour("edge_soft"), 1))
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(track, bend, bend)
    if share > 0:
        full = QRectF(track)
        full.setWidth(max(track.height(), track.width() * min(1.0, share)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(full, bend, bend)


def _spoken(bar: Bar) -> str:
    return _("{words}: {number}").format(words=bar.words, number=bar.number)


def _about(bar: Bar) -> str:
    return bar.about
