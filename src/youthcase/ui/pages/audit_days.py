"""How are acts read like a diary: by day, the newest first, one plain sentence each?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter

from youthcase.domain.dates import clock, with_weekday
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.services.audit_log import Kind, Line
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_selected,
    line_height,
    paint_focus,
    paint_line,
    rect_of,
    width_of,
    wrapped,
)
from youthcase.ui.kit.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

ICONS = {
    Kind.LOOKED: "eye",
    Kind.CHANGED: "pencil-line",
    Kind.PRINTED: "printer",
    Kind.SIGNED_IN: "lock-open",
    Kind.KEYS: "key-round",
    Kind.COPIES: "hard-drive-upload",
    Kind.CHECKS: "shield-check",
    Kind.OTHER: "clock",
}
_PAD, _TIME, _ICON, _GAP, _MOST_LINES = 14, 52, 16, 10, 4
_HEADING, _FIRST_HEADING = 46, 34


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the list; the first of a `day` stands below its heading."""

    number: int
    day: str
    time: str
    sentence: str
    kind: Kind


def acts_of(lines: Sequence[Line], today: date) -> list[Act]:
    """The lines as they stand in the list; the same done again within a minute is one."""
    found: list[Act] = []
    times = 1
    for line in lines:
        act = Act(
            line.number,
            _day(line.at.date(), today),
            clock(line.at.time()),
            line.sentence,
            line.kind,
        )
        before = found[-1] if found else None
        if before and (before.day, before.time) == (act.day, act.time) and _same(before, act):
            times += 1
            said = _("{sentence} {n} times.").format(sentence=act.sentence, n=times)
            found[-1] = replace(before, sentence=said)
        else:
            times = 1
            found.append(act)
    return found


def _same(before: Act, act: Act) -> bool:
    """Whether an act, perhaps said several times already, was done once more."""
    return before.sentence == act.sentence or before.sentence.startswith(f"{act.sentence} ")


class Days(PaintedList):
    """Acts below the day on which they were done; arrows move."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.acts = ListModel[Act](_spoken, parent=self)
        self.setModel(self.acts)
        self.setItemDelegate(ActDelegate(self))
        self.setUniformItemSizes(False)

    def set_acts(self, acts: Sequence[Act]) -> None:
        """Show other acts, staying at the one that was current if it is still there."""
        at = self.currentIndex()
        kept = self.acts.item(at).number if at.isValid() else None
        place = self.verticalScrollBar().value()
        self.acts.set_items(tuple(acts))
        rows = [row for row, act in enumerate(acts) if act.number == kept]
        if acts:
            self.setCurrentIndex(self.acts.index(rows[0] if rows else 0))
        if rows:
            self.verticalScrollBar().setValue(place)


class ActDelegate(PaintedDelegate):
    """Paints one act: the time, a picture of its kind, and the sentence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, D102
        width = width_of(option)
        lines = len(_lines(index.data(ITEM), width))
        high = lines * line_height() + theme.em(2 * _GAP)
        return QSize(width, _above(index) + high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        act: Act = index.data(ITEM)
        above = _above(index)
        whole = rect_of(option)
        frame = whole.adjusted(0, above, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if above:
            middle = frame.y() - theme.em(13)
            left = frame.x() + theme.em(_PAD)
            weight = QFont.Weight.Bold
            paint_line(painter, act.day, left, middle, frame.width(), weight=weight)
        shown = is_selected(option) and is_focused(option, index)
        painter.fillRect(frame, theme.colour("selected" if shown else "surface"))
        rule = QRectF(frame.x(), frame.bottom() - 1, frame.width(), 1)
        painter.fillRect(rule, theme.colour("line"))
        if above:
            painter.fillRect(rule.translated(0, 1 - frame.height()), theme.colour("line"))
        self._words(painter, frame, act)
        if shown:
            paint_focus(painter, frame.adjusted(1, 1, -1, -1), RADIUS)
        painter.restore()

    def _words(self, painter: QPainter, frame: QRectF, act: Act) -> None:
        high = line_height()
        middle = frame.y() + theme.em(_GAP) + high / 2
        left = frame.x() + theme.em(_PAD)
        paint_line(painter, act.time, left, middle, theme.em(_TIME), colour="text2")
        left += theme.em(_TIME)
        size = theme.em(_ICON)
        picture = icons.pixmap(ICONS[act.kind], "text2", _ICON)
        painter.drawPixmap(QPointF(left, round(middle - size / 2)), picture)
        left += size + theme.em(_GAP)
        for line in _lines(act, round(frame.width())):
            paint_line(painter, line, left, middle, frame.right() - left)
            middle += high


def _lines(act: Act, width: int) -> tuple[str, ...]:
    room = width - theme.em(2 * _PAD + _TIME + _ICON + _GAP)
    return wrapped(act.sentence, "body", room, _MOST_LINES)


def _above(index: Index) -> int:
    """The height of the day's heading, which only its first act has."""
    act: Act = index.data(ITEM)
    before = index.model().index(index.row() - 1, 0).data(ITEM)
    if isinstance(before, Act) and before.day == act.day:
        return 0
    return theme.em(_FIRST_HEADING if index.row() == 0 else _HEADING)


def _day(day: date, today: date) -> str:
    words = with_weekday(day)
    return _("Today, {day}").format(day=words) if day == today else words


def _spoken(act: Act) -> str:
    return f"{act.day}, {act.time}. {act.sentence} {audit_words.KINDS[act.kind]}"
