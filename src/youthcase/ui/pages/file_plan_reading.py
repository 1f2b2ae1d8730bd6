"""How is a safety plan read on the screen, section by section, with who may see what?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.chips import Chip, chip_size, paint_chip
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    line_height,
    paint_line,
    rect_of,
    width_of,
    wrapped,
)
from youthcase.ui.kit.tokens import RADIUS_CARD, Tone
from youthcase.ui.pages.file_fields import code_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace

PLACES = 11
_PAD, _GAP, _MOST = 16, 10, 40


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a section, what is said beside it, and for whom."""

    text: str = field(repr=False)
    about: str = field(default="", repr=False)
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """One section; `shared` is its audience when all lines have the same."""

    title: str
    lines: tuple[Said, ...] = field(repr=False)

    @property
    def shared(self) -> tuple[str, ...] | None:
        """The audience of every line, if it is one."""
        kinds = {line.audience for line in self.lines}
        return next(iter(kinds)) if len(kinds) == 1 else None

    @property
    def spoken(self) -> str:
        """All of it in words."""
        lines = [
            ". ".join(p for p in (line.text, line.about, _seen_by(line.audience)) if p)
            for line in self.lines
        ]
        return f"{self.title}. " + ". ".join(lines)


def read_of(content: PlanContent, parts: Sequence[PlanSection]) -> tuple[Read, ...]:
    """The sections that hold something, in order."""
    found: list[Read] = []
    for section in parts:
        if section.number == PLACES:
            lines = [_place(p) for p in content.places]
        else:
            lines = [_item(i) for i in content.in_section(section.number)]
        if lines:
            found.append(Read(f"{section.number}  {section.title}", tuple(lines)))
    return tuple(found)


class PlanReading(PaintedList):
    """The sections as cards one below the other, as high as they need."""

    def __init__(
        self,
        name: str,
        content: PlanContent,
        parts: Sequence[PlanSection],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self._model = ListModel[Read](_spoken, parent=self)
        self._model.set_items(read_of(content, parts))
        self.setModel(self._model)
        self.setItemDelegate(ReadDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCurrentIndex(self._model.index(0))
        theme.follow(self._size)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._size()

    def _size(self) -> None:
        wide = max(200, self.viewport().width())
        need = sum(_height(read, wide) for read in self._model.items) + 4
        if need != self.height():
            self.setFixedHeight(need)


class ReadDelegate(PaintedDelegate):
    """Paints one section."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, D102
        read: Read = index.data(ITEM)
        return QSize(width_of(option), _height(read, width_of(option)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        read: Read = index.data(ITEM)
        focused = is_focused(option, index)
        card = rect_of(option).adjusted(1, 1, -1, -theme.em(_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if focused else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if focused else 1))
        painter.setBrush(theme.colour("surface"))
        bend = theme.em(RADIUS_CARD)
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), bend, bend)
        self._words(painter, card, read)
        painter.restore()

    def _words(self, painter: QPainter, card: QRectF, read: Read) -> None:
        left, room = card.x() + theme.em(_PAD), card.width() - 2 * theme.em(_PAD)
        top = card.y() + theme.em(12)
        bold = QFont.Weight.Bold
        paint_line(painter, read.title, left, top + line_height() / 2, room, weight=bold)
        top += line_height() + theme.em(6)
        if read.shared is not None:
            top = _paint_chips(painter, left, top, room, read.shared)
        for line in read.lines:
            for words in wrapped(line.text, "body", room, _MOST):
                paint_line(painter, words, left, top + line_height() / 2, room + 4)
                top += line_height()
            for words in wrapped(line.about, "cap", room, _MOST) if line.about else ():
                middle = top + line_height("cap") / 2
                paint_line(painter, words, left, middle, room + 4, kind="cap", colour="text2")
                top += line_height("cap")
            if read.shared is None:
                top = _paint_chips(painter, left, top + theme.em(3), room, line.audience)
            top += theme.em(6)


def chips_of(audience: tuple[str, ...]) -> tuple[Chip, ...]:
    """Who may see it, as chips; without anybody it stays on the professional copy."""
    if not audience:
        return (Chip(_("Professionals only"), Tone.NEUTRAL, "lock"),)
    codes = [c.code for c in code_list("plan_audience").codes]
    ordered = sorted(audience, key=lambda a: codes.index(a) if a in codes else len(codes))
    return tuple(Chip(code_label("plan_audience", a), Tone.INFO, "eye") for a in ordered)


def _paint_chips(
    painter: QPainter, left: float, top: float, room: float, audience: tuple[str, ...]
) -> float:
    """Paint chips in as many rows as they need; answer the height below them."""
    x, high = left, chip_size(chips_of(audience)[0])[1]
    for chip in chips_of(audience):
        wide = chip_size(chip)[0]
        if x > left and x + wide > left + room:
            x, top = left, top + high + theme.em(4)
        x += paint_chip(painter, x, top + high / 2, chip) + theme.em(6)
    return top + high + theme.em(6)


def _chips_height(audience: tuple[str, ...], room: float) -> float:
    x, rows, high = 0.0, 1, chip_size(chips_of(audience)[0])[1]
    for chip in chips_of(audience):
        wide = chip_size(chip)[0]
        if x > 0 and x + wide > room:
            x, rows = 0.0, rows + 1
        x += wide + theme.em(6)
    return rows * high + (rows - 1) * theme.em(4) + theme.em(6)


def _height(read: Read, wide: float) -> int:
    room = wide - 2 - 2 * theme.em(_PAD)
    high = theme.em(12) + line_height() + theme.em(6)
    if read.shared is not None:
        high += _chips_height(read.shared, room)
    for line in read.lines:
        high += len(wrapped(line.text, "body", room, _MOST)) * line_height()
        if line.about:
            high += len(wrapped(line.about, "cap", room, _MOST)) * line_height("cap")
        if read.shared is None:
            high += theme.em(3) + _chips_height(line.audience, room)
        high += theme.em(6)
    return round(high + theme.em(8) + theme.em(_GAP))


def _item(item: PlanItem) -> Said:
    about = [
        item.detail or "",
        code_label("plan_context", item.context),
        _("By {who}").format(who=item.owner) if item.owner else "",
        _("until {date}").format(date=plain(item.due)) if item.due else "",
    ]
    return Said(item.text, "  ·  ".join(p for p in about if p), item.audience)


def _place(place: PlanPlace) -> Said:
    about = (code_label("place_status", place.status), place.days_times, place.reason)
    return Said(place.name, "  ·  ".join(p for p in about if p), place.audience)


def _seen_by(audience: tuple[str, ...]) -> str:
    who = ", ".join(chip.words for chip in chips_of(audience))
    return _("Seen by: {who}").format(who=who)


def _spoken(read: Read) -> str:
    return read.spoken
