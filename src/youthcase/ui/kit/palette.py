"""How does a person get to anyone and anything by a few letters?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QStyleOptionViewItem, QWidget

from youthcase.i18n import _, plural
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_hovered,
    is_selected,
    paint_line,
    rect_of,
)
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.text import label
from youthcase.ui.kit.text_fields import IconField
from youthcase.ui.kit.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

_WIDTH, _ROW, _SECTION, _MOST_HIGH = 600, 38, 28, 420


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `payload` goes back to the program when it is chosen."""

    section: str
    icon: str
    title: str
    subtitle: str = ""
    payload: object = None


class CommandPalette(QFrame):
    """A box over the window: type, Up and Down, Enter to go, Escape to leave."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        provider: Callable[[str], Sequence[Hit]],
        *,
        placeholder: str = "",
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setProperty("role", "palette")
        self.setAccessibleName(_("Search and commands"))
        self._provider = provider
        self._before: QWidget | None = None
        layout = column(self, gap=4, margins=(8, 8, 8, 8))
        name = placeholder or _("Search people, notes and actions")
        self.field = IconField("search", name, placeholder=name)
        fit(self.field, height=44)
        layout.addWidget(self.field)
        self.hits = ListModel[Hit](_spoken, parent=self)
        self.list = PaintedList(_("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.hits)
        self.list.setItemDelegate(HitDelegate(self.list))
        layout.addWidget(self.list)
        self._nothing = label(_("Nothing found. Try fewer letters."), tone="muted")
        self._nothing.setContentsMargins(10, 6, 10, 8)
        layout.addWidget(self._nothing)
        fit(self, width=_WIDTH)
        self._cast_shadow()
        self.field.changed.connect(self._search)
        self.field.edit.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._say)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come up with an empty box and take the keyboard."""
        app_focus = self.window().focusWidget()
        self._before = app_focus if app_focus is not self.field.edit else None
        self.field.edit.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go away and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        kind = event.type()
        if watched is self.field.edit:
            if kind == QEvent.Type.KeyPress:
                return self._key(event)  # pyright: ignore[reportArgumentType]
            if kind == QEvent.Type.FocusOut and self.isVisible():
                QTimer.singleShot(0, self, self._leave_if_lost)
        elif watched is self.parent() and kind == QEvent.Type.Resize:
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        match event.key():
            case keys.Key_Down | keys.Key_Tab:
                self._move(1)
            case keys.Key_Up | keys.Key_Backtab:
                self._move(-1)
            case keys.Key_Return | keys.Key_Enter:
                self._choose(self.list.currentIndex())
            case keys.Key_Escape:
                self.leave()
            case _:
                return False
        return True

    def _leave_if_lost(self) -> None:
        if not self.field.edit.hasFocus():
            self._before = None
            self.leave()

    def _move(self, step: int) -> None:
        count = self.hits.rowCount()
        if count:
            at = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.hits.index(at))

    def _search(self, typed: str) -> None:
        quiet = self.list.selectionModel().blockSignals(True)
        self.hits.set_items(tuple(self._provider(typed.strip())))
        self.list.setCurrentIndex(self.hits.index(0))
        self.list.selectionModel().blockSignals(quiet)
        found = self.hits.rowCount()
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._place()
        if typed and self.isVisible():
            announce(plural("{n} result", "{n} results", found), source=self.field.edit)

    def _say(self, index: QModelIndex) -> None:
        if index.isValid():
            announce(_spoken(self.hits.item(index)), source=self.field.edit)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            payload = self.hits.item(index).payload
            self.leave()
            self.chosen.emit(payload)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        fit(self, width=min(_WIDTH, round((window.width() - 32) / theme.current().scale)))
        titles = {hit.section for hit in self.hits.items}
        wanted = theme.em(_ROW) * self.hits.rowCount() + theme.em(_SECTION) * len(titles)
        room = window.height() - theme.em(180)
        self.list.setFixedHeight(max(theme.em(_ROW), min(wanted, theme.em(_MOST_HIGH), room)))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, min(theme.em(84), window.height() // 8))

    def _cast_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)


class HitDelegate(PaintedDelegate):
    """Paints one thing found, with its section's name above the first."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(100), theme.em(_ROW) + _section_height(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        hit: Hit = index.data(ITEM)
        frame = rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = _section_height(index)
        if above:
            middle = frame.y() + above - theme.em(11)
            paint_line(
                painter,
                hit.section,
                frame.x() + theme.em(10),
                middle,
                frame.width(),
                kind="cap",
                weight=QFont.Weight.DemiBold,
                colour="text2",
            )
        row = frame.adjusted(0, above + 1, 0, -1)
        here = is_selected(option)
        if here or is_hovered(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if here else "hover"))
            painter.drawRoundedRect(row, theme.em(RADIUS), theme.em(RADIUS))
        self._words(painter, hit, row.x(), row.center().y(), row.right(), here=here)
        painter.restore()

    def _words(
        self, painter: QPainter, hit: Hit, x: float, middle: float, right: float, *, here: bool
    ) -> None:
        size = theme.em(18)
        left = x + theme.em(12)
        painter.drawPixmap(
            QPointF(left, round(middle - size / 2)), icons.pixmap(hit.icon, "text2", 18)
        )
        left += size + theme.em(12)
        cue = _("Enter to open") if here else ""
        cue_width = QFontMetricsF(theme.font("cap")).horizontalAdvance(cue)
        room = right - left - cue_width - theme.em(24)
        left += paint_line(
            painter, hit.title, left, middle, room, weight=QFont.Weight.DemiBold
        ) + theme.em(12)
        room = right - left - cue_width - theme.em(20)
        paint_line(painter, hit.subtitle, left, middle, room, kind="cap", colour="text2")
        if cue:
            place = right - cue_width - theme.em(10)
            paint_line(painter, cue, place, middle, cue_width + 2, kind="cap", colour="text2")


def _section_height(index: Index) -> int:
    above = index.model().index(index.row() - 1, 0).data(ITEM)
    hit: Hit = index.data(ITEM)
    same = isinstance(above, Hit) and above.section == hit.section
    return 0 if same or not hit.section else theme.em(_SECTION)


def _spoken(hit: Hit) -> str:
    return ", ".join(part for part in (hit.title, hit.subtitle, hit.section) if part)
