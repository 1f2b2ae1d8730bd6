"""How does a person move between the main parts of the program?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_hovered,
    is_selected,
    paint_focus,
    paint_line,
    paint_marker,
    rect_of,
)
from youthcase.ui.kit.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

ROW = 40


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go: a key for the program, an icon and words, perhaps a count."""

    key: str
    icon: str
    words: str
    count: int = 0
    shortcut: str = ""


class NavList(PaintedList):
    """The places to go, one below the other; only icons when `collapsed`.

    Arrow keys move and go at once, as does a click; `chosen` carries the item's key.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, items: Sequence[NavItem], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.collapsed = False
        self._pressed_here = False
        self._model = ListModel[NavItem](_spoken, tip=self._tip, parent=self)
        self.setModel(self._model)
        self.setItemDelegate(NavDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_items(items)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.follow(self._size)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Offer other places, keeping the chosen one where it still is."""
        kept = self.current_key()
        self._model.set_items(tuple(items))
        if kept:
            self.set_current(kept)
        self._size()

    def current_key(self) -> str:
        """The key of the chosen place, or nothing."""
        index = self.currentIndex()
        return self._model.item(index).key if index.isValid() else ""

    def set_current(self, key: str) -> None:
        """Mark a place as the one shown, without going there; an unknown key unmarks all."""
        rows = (at for at, item in enumerate(self._model.items) if item.key == key)
        index = self._model.index(next(rows, -1))
        quiet = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()
        self.selectionModel().blockSignals(quiet)
        self.viewport().update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show only the icons, with their words on hover."""
        self.collapsed = collapsed
        self._size()
        self.lay_out_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        here = self.indexAt(event.position().toPoint())
        self._pressed_here = here.isValid() and here == self.currentIndex()
        super().mousePressEvent(event)

    def _moved(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self._model.item(index).key)

    def _clicked(self, index: Index) -> None:
        """A click on the place already shown goes there again, to its start."""
        if self._pressed_here:
            self.chosen.emit(self._model.item(index).key)

    def _tip(self, item: NavItem) -> str:
        keys = f" ({item.shortcut})" if item.shortcut else ""
        return f"{item.words}{keys}" if self.collapsed or keys else ""

    def _size(self) -> None:
        self.setFixedHeight(theme.em(ROW) * len(self._model.items) + 2)


class NavDelegate(PaintedDelegate):
    """Paints one place to go."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(48), theme.em(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        item: NavItem = index.data(ITEM)
        here = is_selected(option)
        frame = rect_of(option).adjusted(1, 2, -1, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "marked" if here else "hover" if is_hovered(option) else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(frame, theme.em(RADIUS), theme.em(RADIUS))
        if here:
            paint_marker(painter, frame)
        size = theme.em(20)
        picture = icons.pixmap(item.icon, "primary" if here else "text2", 20)
        left = frame.x() + theme.em(11)
        painter.drawPixmap(QPointF(left, round(frame.center().y() - size / 2)), picture)
        view = self.parent()
        if not (isinstance(view, NavList) and view.collapsed):
            self._words(painter, item, QRectF(frame), left + size + theme.em(12), here=here)
        if is_focused(option, index):
            paint_focus(painter, frame)
        painter.restore()

    def _words(
        self, painter: QPainter, item: NavItem, frame: QRectF, left: float, *, here: bool
    ) -> None:
        room = frame.right() - left - theme.em(8)
        if item.count:
            metrics = QFontMetricsF(theme.font("cap", QFont.Weight.DemiBold))
            wide = metrics.horizontalAdvance(str(item.count))
            place = frame.right() - wide - theme.em(12)
            paint_line(
                painter,
                str(item.count),
                place,
                frame.center().y(),
                wide + 4,
                kind="cap",
                weight=QFont.Weight.DemiBold,
                colour="text2",
            )
            room -= wide + theme.em(12)
        paint_line(
            painter,
            item.words,
            left,
            frame.center().y(),
            room,
            weight=QFont.Weight.DemiBold if here else QFont.Weight.Medium,
            colour="text" if here else "text2",
        )


def _spoken(item: NavItem) -> str:
    return f"{item.words}, {item.count}" if item.count else item.words
