"""How is one line of a plan drawn: its words, what goes with them, who may see it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.buttons import paint_ring
from youthcase.ui.kit.chips import Chip, chip_size, paint_chip
from youthcase.ui.kit.lists import line_height, paint_line, wrapped
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

_MOST_LINES, _GAP, _CHIP_GAP, _ICON = 60, 3, 6, 18
_BOLD = 0.93  # `wrapped` measures the normal weight; bold words need so much less room


@dataclass(frozen=True, slots=True)
class Block:
    """Words with what stands above and below them, perhaps an icon in a tone before them.

    `lead` is a caption above, `more` are quieter lines below, `note` a last caption.
    """

    text: str = field(repr=False)
    lead: str = field(default="", repr=False)
    more: tuple[str, ...] = field(default=(), repr=False)
    note: str = ""
    chips: tuple[Chip, ...] = ()
    icon: str = ""
    tone: Tone = Tone.PLAIN
    kind: str = "body"
    is_strong: bool = False
    is_struck: bool = False

    def spoken(self) -> str:
        """All of it in one line, for a screen reader."""
        chips = (chip.words for chip in self.chips)
        return ", ".join(p for p in (self.lead, self.text, *self.more, *chips, self.note) if p)


def block_height(block: Block, width: float) -> int:
    """How high `block` is when it is `width` wide."""
    room = width - _indent(block)
    high = sum(_height(kind) for _line, kind, _c, _w in _lines(block, room))
    rows = _chip_rows(block.chips, room)
    if rows:
        high += theme.em(_GAP + 1) + sum(theme.em(4) + _chip_height() for _row in rows)
    return round(high)


def paint_block(painter: QPainter, block: Block, x: float, y: float, width: float) -> None:
    """Paint `block` with its top left at (x, y)."""
    if block.icon:
        ink = theme.tokens().ink(block.tone)
        top = y + (line_height(block.kind) - theme.em(_ICON)) / 2
        if block.lead:
            top += line_height("cap")
        painter.drawPixmap(QPointF(x, round(top)), icons.pixmap(block.icon, ink, _ICON))
    room = width - _indent(block)
    x += _indent(block)
    for words, kind, colour, weight in _lines(block, room):
        high = _height(kind)
        wide = paint_line(
            painter, words, x, y + high / 2, room, kind=kind, weight=weight, colour=colour
        )
        if block.is_struck and kind == block.kind:
            painter.setPen(QPen(theme.colour(colour), max(1, theme.em(1))))
            painter.drawLine(QPointF(x, y + high / 2 + 1), QPointF(x + wide, y + high / 2 + 1))
        y += high
    y += theme.em(_GAP + 1)
    for chips in _chip_rows(block.chips, room):
        left, middle = x, y + theme.em(4) + _chip_height() / 2
        for chip in chips:
            left += paint_chip(painter, left, middle, chip) + theme.em(_CHIP_GAP)
        y += theme.em(4) + _chip_height()


def _lines(block: Block, room: float) -> Iterator[tuple[str, str, str, QFont.Weight]]:
    """Each line with its kind, colour and weight."""
    weights = QFont.Weight
    if block.lead:
        yield block.lead, "cap", "text2", weights.DemiBold
    weight = weights.DemiBold if block.is_strong else weights.Normal
    share = _BOLD if block.is_strong else 1.0
    colour = "text2" if block.is_struck else "text"
    for line in wrapped(block.text, block.kind, room * share, _MOST_LINES):
        yield line, block.kind, colour, weight
    for words in block.more:
        for line in wrapped(words, "body", room, _MOST_LINES):
            yield line, "body", "text2", weights.Normal
    if block.note:
        for line in wrapped(block.note, "cap", room, _MOST_LINES):
            yield line, "cap", "text2", weights.Normal


def _height(kind: str) -> float:
    return line_height(kind) + theme.em(_GAP)


def _chip_height() -> float:
    return QFontMetricsF(theme.font("cap", QFont.Weight.DemiBold)).height() + theme.em(6)


def _chip_rows(chips: Sequence[Chip], room: float) -> list[list[Chip]]:
    rows: list[list[Chip]] = []
    left = 0.0
    for chip in chips:
        wide = chip_size(chip)[0]
        if not rows or left + wide > room:
            rows.append([])
            left = 0.0
        rows[-1].append(chip)
        left += wide + theme.em(_CHIP_GAP)
    return rows


def _indent(block: Block) -> float:
    return theme.em(_ICON + 10) if block.icon else 0


class BlockButton(QAbstractButton):
    """A block that can be pressed: the whole of it is the target."""

    def __init__(
        self, block: Block, *, role: str = "card", says: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role, self.block = role, block
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(says or block.spoken())
        theme.current().changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, D102
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return block_height(self.block, width - 2 * self._side()) + 2 * self._pad()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        wide = max(theme.em(240), self.width())
        return QSize(theme.em(240), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(160), self.heightForWidth(max(theme.em(160), self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.underMouse() or self.isDown()
        ground = "hover" if lit else "sunken" if self._role == "quote" else "surface"
        flat = self._role == "idea" and not lit and not theme.tokens().is_outlined
        painter.setPen(Qt.PenStyle.NoPen if flat else QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if flat else theme.colour(ground))
        painter.drawRoundedRect(edge, theme.em(8), theme.em(8))
        if self._role == "quote":
            bar = QRectF(1, theme.em(10), theme.em(3), self.height() - theme.em(20))
            painter.fillRect(bar, theme.colour("primary"))
        width = self.width() - 2 * self._side()
        paint_block(painter, self.block, self._side(), self._pad(), width)
        painter.end()
        if self.hasFocus():
            paint_ring(self)

    def _side(self) -> int:
        return theme.em(8 if self._role == "idea" else 14)

    def _pad(self) -> int:
        return theme.em(5 if self._role == "idea" else 9)
