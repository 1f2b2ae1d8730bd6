"""What do all painted lists share: a model of values, a delegate's brushes, a focus ring?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from youthcase.ui.kit import theme
from youthcase.ui.kit.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ITEM = Qt.ItemDataRole.UserRole


class ListModel(QAbstractListModel, Generic[T]):
    """Values in a list, each with the words that stand for it when read out."""

    def __init__(
        self,
        spoken: Callable[[T], str],
        *,
        tip: Callable[[T], str] | None = None,
        usable: Callable[[T], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._spoken, self._tip, self._usable = spoken, tip, usable
        self._items: Sequence[T] = ()

    @property
    def items(self) -> Sequence[T]:
        """What the list holds."""
        return self._items

    def set_items(self, items: Sequence[T]) -> None:
        """Show other values."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, index: Index) -> T:
        """The value at an index."""
        return self._items[index.row()]

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802, D102
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return item
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(item)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(item) if self._tip else None
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        flags = super().flags(index)
        if index.isValid() and self._usable and not self._usable(self.item(index)):
            return flags & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return flags


class PaintedList(QListView):
    """A list whose delegate paints it: one current item, smooth scrolling, no editing."""

    def __init__(self, name: str, *, flat: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if flat:
            self.setProperty("role", "flat")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        theme.current().changed.connect(self.lay_out_again)

    def lay_out_again(self) -> None:
        """Measure all items again, as after a change of text size."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Show where the keyboard is also while there is no item that it could be at."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.viewport().rect()))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class PaintedDelegate(QStyledItemDelegate):
    """Brushes shared by all delegates."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802, D102
        super().initStyleOption(option, index)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the item is chosen."""
    return bool(_state(option) & QStyle.StateFlag.State_Selected)


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Whether the mouse is over the item."""
    return bool(_state(option) & QStyle.StateFlag.State_MouseOver)


def is_focused(option: QStyleOptionViewItem, index: Index) -> bool:
    """Whether the keyboard is at the item."""
    view = _view(option)
    return view is not None and view.hasFocus() and view.currentIndex() == index


def rect_of(option: QStyleOptionViewItem) -> QRectF:
    """Where the item is painted."""
    return QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType]


def width_of(option: QStyleOptionViewItem) -> int:
    """How wide an item of the view is."""
    view = _view(option)
    return view.viewport().width() if view is not None else 600


def paint_focus(painter: QPainter, frame: QRectF, radius: int = RADIUS) -> None:
    """Paint the ring around the item that has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 2))
    inner = frame.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inner, theme.em(radius), theme.em(radius))


def paint_marker(painter: QPainter, frame: QRectF) -> None:
    """Paint the short bar that marks the chosen item besides its colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("primary"))
    high = frame.height() * 0.52
    bar = QRectF(frame.x(), frame.center().y() - high / 2, 3, high)
    painter.drawRoundedRect(bar, 1.5, 1.5)


def paint_line(
    painter: QPainter,
    words: str,
    x: float,
    middle: float,
    room: float,
    *,
    kind: str = "body",
    weight: QFont.Weight = QFont.Weight.Normal,
    colour: str = "text",
) -> float:
    """Paint words around the height `middle`, shortened to fit; answer their width."""
    face = theme.font(kind, weight)
    metrics = QFontMetricsF(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room))
    painter.setFont(face)
    painter.setPen(theme.colour(colour))
    base = middle + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(round(x), round(base), shown)
    return metrics.horizontalAdvance(shown)


def wrapped(words: str, kind: str, width: float, most: int) -> tuple[str, ...]:
    """`words` broken into at most `most` lines; the last one ends in an ellipsis if cut."""
    return _wrapped(
        words, kind, round(width), most, theme.current().scale, theme.current().family
    )


@lru_cache(maxsize=2048)
def _wrapped(
    words: str, kind: str, width: int, most: int, _scale: float, _family: str
) -> tuple[str, ...]:
    face = theme.font(kind)
    metrics = QFontMetricsF(face)
    lines: list[str] = []
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, face)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            start, end = line.textStart(), line.textStart() + line.textLength()
            if len(lines) == most:
                rest = f"{lines[-1]} …"
                lines[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
                return tuple(lines)
            lines.append(paragraph[start:end].rstrip())
        layout.endLayout()
    return tuple(lines)


def line_height(kind: str = "body") -> int:
    """How high one line of that kind is."""
    return round(QFontMetricsF(theme.font(kind)).height())


def _view(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    widget = option.widget  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
    return widget if isinstance(widget, QAbstractItemView) else None


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
