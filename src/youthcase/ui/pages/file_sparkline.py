"""How have scores moved, item by item, and how is that seen and said?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    line_height,
    paint_focus,
    paint_line,
    rect_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

_ROW, _NUMBER, _CHANGE, _SPARK = 40, 64, 118, 150


@dataclass(frozen=True, slots=True)
class Movement:
    """The scores of one item, the oldest first, between the ends of its scale."""

    item: str = field(repr=False)
    values: tuple[int, ...] = field(repr=False)
    lowest: int
    highest: int
    is_up_better: bool

    @property
    def change(self) -> int | None:
        """The last score less the first; None with only one."""
        return self.values[-1] - self.values[0] if len(self.values) > 1 else None

    @property
    def change_words(self) -> str:
        """`+3, better`."""
        match self.change:
            case None:
                return _("once so far")
            case 0:
                return _("no change")
            case change:
                sign = f"+{change}" if change > 0 else f"−{-change}"  # noqa: RUF001
                better = (change > 0) == self.is_up_better
                return f"{sign}, {_('better') if better else _('worse')}"

    @property
    def spoken(self) -> str:
        """All of it in words."""
        scores = ", ".join(map(str, self.values))
        return _("{item}: first {first}, last {last}, {change}. Scores: {scores}").format(
            item=self.item,
            first=self.values[0],
            last=self.values[-1],
            change=self.change_words,
            scores=scores,
        )


class Movements(PaintedList):
    """A small calm table: item, first, last, change, and a line of how it went."""

    def __init__(
        self, name: str, movements: Sequence[Movement], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self._model = ListModel[Movement](_spoken, tip=_spoken, parent=self)
        self._model.set_items(tuple(movements))
        self.setModel(self._model)
        self.setItemDelegate(MovementDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCurrentIndex(self._model.index(0))
        theme.follow(self._size)

    def _size(self) -> None:
        self.setFixedHeight(_row_height() * len(self._model.items) + 4)


class MovementDelegate(PaintedDelegate):
    """Paints one item."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(200), _row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        movement: Movement = index.data(ITEM)
        frame = rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(frame.topLeft(), frame.topRight())
        middle = frame.center().y()
        right = self._spark(painter, frame, movement)
        right -= theme.em(_CHANGE)
        paint_line(
            painter,
            movement.change_words,
            right,
            middle,
            theme.em(_CHANGE),
            colour=_ink(movement),
        )
        strong = QFont.Weight.DemiBold
        last = "—" if movement.change is None else movement.values[-1]
        first = movement.values[0]
        for value, weight in ((last, strong), (first, QFont.Weight.Normal)):
            right -= theme.em(_NUMBER)
            paint_line(painter, str(value), right, middle, theme.em(_NUMBER), weight=weight)
        room = right - frame.x() - theme.em(14)
        paint_line(painter, movement.item, frame.x() + theme.em(8), middle, room)
        if is_focused(option, index):
            paint_focus(painter, frame)
        painter.restore()

    def _spark(self, painter: QPainter, frame: QRectF, movement: Movement) -> float:
        """Paint the line of scores at the right; answer where it begins."""
        wide = min(theme.em(_SPARK), frame.width() * 0.22)
        left = frame.right() - wide
        box = QRectF(left, frame.y(), wide, frame.height()).adjusted(
            theme.em(8), theme.em(9), -theme.em(12), -theme.em(9)
        )
        paint_spark(painter, box, movement)
        return left


def paint_spark(painter: QPainter, box: QRectF, movement: Movement) -> None:
    """Paint scores between the ends of their scale, the last one as a dot."""
    span = max(1, movement.highest - movement.lowest)
    steps = max(1, len(movement.values) - 1)
    points = [
        QPointF(
            box.x() + box.width() * (at / steps if len(movement.values) > 1 else 1),
            box.bottom() - box.height() * (value - movement.lowest) / span,
        )
        for at, value in enumerate(movement.values)
    ]
    painter.setPen(QPen(theme.colour("edge_soft"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.drawLine(box.topLeft(), box.topRight())
    painter.setPen(QPen(theme.colour("primary"), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("primary"))
    painter.drawEllipse(points[-1], theme.em(3), theme.em(3))


def header(painter: QPainter, frame: QRectF) -> None:
    """Paint the words above the columns."""
    middle = frame.center().y()
    right = frame.right() - min(theme.em(_SPARK), frame.width() * 0.22)
    for words, wide in (
        (_("Change"), _CHANGE),
        (_("Last"), _NUMBER),
        (_("First"), _NUMBER),
    ):
        right -= theme.em(wide)
        paint_line(painter, words, right, middle, theme.em(wide), kind="cap", colour="text2")


def _row_height() -> int:
    return max(theme.em(_ROW), line_height() + theme.em(12))


def _ink(movement: Movement) -> str:
    if not movement.change:
        return "text2"
    return "ok" if (movement.change > 0) == movement.is_up_better else "text"


def _spoken(movement: Movement) -> str:
    return movement.spoken
