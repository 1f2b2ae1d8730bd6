"""How is a plan read from top to bottom, by eye, by keyboard or by ear?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    paint_focus,
    rect_of,
    width_of,
)
from youthcase.ui.pages.plan_blocks import Block, block_height, paint_block
from youthcase.ui.pages.plan_words import PLACES, difference_block, item_block, place_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from youthcase.domain.plan_diff import Difference
    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanContent

_SIDE, _PAD = 14, 7


class Reading(PaintedList):
    """Blocks below each other; one widget however long the plan is.

    With `grows` it is as high as its blocks and leaves scrolling to the page.
    """

    def __init__(
        self,
        name: str,
        *,
        grows: bool = False,
        side: int = _SIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent=parent)
        self._grows, self.side = grows, side
        self._blocks = ListModel[Block](_spoken, parent=self)
        self.setModel(self._blocks)
        self.setItemDelegate(ReadingDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            theme.current().changed.connect(self._grow)

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown."""
        return self._blocks.items

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show other blocks, from the top."""
        self._blocks.set_items(tuple(blocks))
        self.scrollToTop()
        if blocks:
            self.setCurrentIndex(self._blocks.index(0))
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(320), self._height() if self._grows else theme.em(400))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(180), theme.em(40))

    def _height(self) -> int:
        width = self.viewport().width() - 2 * theme.em(self.side)
        return sum(_high(block, width) for block in self._blocks.items) + 4

    def _grow(self) -> None:
        if self._grows:
            self.setFixedHeight(self._height())


class ReadingDelegate(PaintedDelegate):
    """Paints one block."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, D102
        width = width_of(option)
        return QSize(theme.em(120), _high(index.data(ITEM), width - 2 * self._side()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        block: Block = index.data(ITEM)
        frame = rect_of(option)
        painter.save()
        side = self._side()
        top = frame.y() + _above(block)
        paint_block(painter, block, frame.x() + side, top, frame.width() - 2 * side)
        if is_focused(option, index):
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            paint_focus(painter, frame.adjusted(1, 1, -1, -1))
        painter.restore()

    def _side(self) -> int:
        view = self.parent()
        return theme.em(view.side if isinstance(view, Reading) else _SIDE)


def plan_blocks(content: PlanContent, parts: Sequence[PlanSection]) -> list[Block]:
    """A whole plan: each section's title, then its lines with who may see them."""
    made: list[Block] = []
    for part in parts:
        lines = [item_block(item) for item in content.in_section(part.number)]
        if part.number == PLACES:
            lines = [*(place_block(place) for place in content.places), *lines]
        if lines:
            title = f"{part.number}  {part.title}"
            made += [Block(title, kind="h3", is_strong=True), *lines]
    return made or [Block(_("Nothing is written in this version."))]


def change_blocks(found: Sequence[Difference]) -> list[Block]:
    """What was added, changed and removed, in the order of the plan."""
    return [difference_block(one) for one in found] or [Block(_("Nothing has changed."))]


def _above(block: Block) -> int:
    return theme.em(18) if block.kind == "h3" else theme.em(_PAD)


def _high(block: Block, width: int) -> int:
    return block_height(block, max(theme.em(80), width)) + _above(block) + theme.em(_PAD)


def _spoken(block: Block) -> str:
    return block.spoken()
