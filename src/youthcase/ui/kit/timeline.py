"""How is what happened shown, newest first, so that it can be read like a diary?"""

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
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.chips import Chip, chip_size, paint_chip
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_hovered,
    is_selected,
    line_height,
    paint_line,
    rect_of,
    width_of,
    wrapped,
)
from youthcase.ui.kit.tokens import RADIUS_CARD, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

_RAIL, _DOT, _PAD, _GAP = 48, 32, 16, 10
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; the first of a `section` stands below its heading."""

    key: str
    title: str
    when: str
    by: str = ""
    body: str = ""
    icon: str = "file-text"
    tone: Tone = Tone.PLAIN
    section: str = ""
    chips: tuple[Chip, ...] = ()


class Timeline(PaintedList):
    """Entries as cards along a line; Enter or a double click opens, with the entry's key."""

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.entries = ListModel[Entry](_spoken, parent=self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self))
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(self._open)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, staying at the one that was current if it is still there."""
        kept = self.current_key()
        self.entries.set_items(tuple(entries))
        rows = [at for at, entry in enumerate(entries) if entry.key == kept]
        if entries:
            self.setCurrentIndex(self.entries.index(rows[0] if rows else 0))

    def current_key(self) -> str:
        """The key of the entry at the keyboard, or nothing."""
        index = self.currentIndex()
        return self.entries.item(index).key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.entries.item(index).key)


class EntryDelegate(PaintedDelegate):
    """Paints one entry: a dot with its icon on the line, and a card."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, D102
        entry: Entry = index.data(ITEM)
        width = width_of(option)
        high = _section_height(index) + _card_height(entry, _words_width(width))
        return QSize(width, high + theme.em(_GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        entry: Entry = index.data(ITEM)
        frame = rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = _section_height(index)
        if above:
            middle = frame.y() + above - theme.em(16)
            weight = QFont.Weight.Bold
            paint_line(
                painter,
                entry.section,
                frame.x() + 4,
                middle,
                frame.width(),
                kind="cap",
                weight=weight,
                colour="text2",
            )
        card = frame.adjusted(theme.em(_RAIL), above, -4, -theme.em(_GAP))
        self._rail(painter, frame, card, entry, last=_is_last(index))
        self._card(painter, card, option, index)
        self._words(painter, card, entry)
        painter.restore()

    def _rail(
        self, painter: QPainter, frame: QRectF, card: QRectF, entry: Entry, *, last: bool
    ) -> None:
        tokens = theme.tokens()
        size = theme.em(_DOT)
        dot = QRectF(frame.x() + 4, card.y() + theme.em(3), size, size)
        if not last:
            painter.setPen(QPen(theme.colour("edge_soft"), 2))
            painter.drawLine(
                QPointF(dot.center().x(), dot.bottom()),
                QPointF(dot.center().x(), frame.bottom() + 4),
            )
        plain = entry.tone is Tone.PLAIN
        ink = "edge_soft" if plain else tokens.ink(entry.tone)
        painter.setPen(QPen(theme.colour(ink), 1.5))
        painter.setBrush(theme.colour(tokens.wash(entry.tone)))
        painter.drawEllipse(dot)
        inset = (size - theme.em(18)) / 2
        picture = icons.pixmap(entry.icon, tokens.ink(entry.tone), 18)
        painter.drawPixmap(QPointF(dot.x() + inset, dot.y() + inset), picture)

    def _card(
        self, painter: QPainter, card: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        focused = is_focused(option, index)
        chosen, hovered = is_selected(option), is_hovered(option)
        edge = "focus" if focused else "edge" if chosen or hovered else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if focused else 1))
        painter.setBrush(theme.colour("surface"))
        inset = 1.0 if focused else 0.5
        bend = theme.em(RADIUS_CARD)
        painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), bend, bend)

    def _words(self, painter: QPainter, card: QRectF, entry: Entry) -> None:
        left, width = card.x() + theme.em(_PAD), card.width() - 2 * theme.em(_PAD)
        top = card.y() + theme.em(12)
        middle = top + line_height() / 2
        about = "  ·  ".join(p for p in (entry.when, entry.by) if p)
        wide = QFontMetricsF(theme.font("cap")).horizontalAdvance(about)
        below = wide > width * 0.55
        room = width if below else width - wide - theme.em(16)
        paint_line(painter, entry.title, left, middle, room, weight=QFont.Weight.DemiBold)
        if below:
            middle += line_height("cap") / 2 + line_height() / 2
            paint_line(painter, about, left, middle, width, kind="cap", colour="text2")
            top += line_height("cap")
        else:
            place = card.right() - theme.em(_PAD) - wide
            paint_line(painter, about, place, middle, wide + 2, kind="cap", colour="text2")
        top += line_height() + theme.em(6)
        for line in wrapped(entry.body, "note", width, MOST_LINES) if entry.body else ():
            paint_line(painter, line, left, top + _leading() / 2, width + 4, kind="note")
            top += _leading()
        _paint_chips(painter, entry, left, top)


def _paint_chips(painter: QPainter, entry: Entry, left: float, top: float) -> None:
    for chip in entry.chips:
        middle = top + theme.em(6) + chip_size(chip)[1] / 2
        left += paint_chip(painter, left, middle, chip) + theme.em(6)


def _words_width(view_width: int) -> float:
    return view_width - theme.em(_RAIL) - 4 - 2 * theme.em(_PAD)


def _card_height(entry: Entry, width: float) -> int:
    high = theme.em(12) + line_height() + theme.em(12)
    about = "  ·  ".join(p for p in (entry.when, entry.by) if p)
    if QFontMetricsF(theme.font("cap")).horizontalAdvance(about) > width * 0.55:
        high += line_height("cap")
    if entry.body:
        lines = wrapped(entry.body, "note", width, MOST_LINES)
        high += theme.em(6) + len(lines) * _leading()
    if entry.chips:
        high += theme.em(8) + round(chip_size(entry.chips[0])[1])
    return high


def _leading() -> int:
    """The distance from line to line of a body, a little more open than the font's own."""
    return line_height("note") + theme.em(1)


def _section_height(index: Index) -> int:
    entry: Entry = index.data(ITEM)
    above = index.model().index(index.row() - 1, 0).data(ITEM)
    if not entry.section or (isinstance(above, Entry) and above.section == entry.section):
        return 0
    return theme.em(32 if index.row() == 0 else 40)


def _is_last(index: Index) -> bool:
    entry: Entry = index.data(ITEM)
    after = index.model().index(index.row() + 1, 0).data(ITEM)
    return not isinstance(after, Entry) or after.section != entry.section


def _spoken(entry: Entry) -> str:
    about = " by ".join(p for p in (entry.when, entry.by) if p)
    chips = ", ".join(chip.words for chip in entry.chips)
    parts = (entry.title, about, entry.body, chips, entry.section)
    return ". ".join(part for part in parts if part)
