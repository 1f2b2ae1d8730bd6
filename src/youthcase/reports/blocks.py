"""Of which blocks is a page made? Panels, columns, headings and pictured lines.

Blocks are given in the order in which they are read and tagged; their words are `Words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reportlab.platypus import Flowable

from youthcase.reports.icons import draw_icon
from youthcase.reports.tagging import Element, figure, ornament, within
from youthcase.reports.type import CALM, TEAL, WHITE, Tone
from youthcase.reports.voice import mirrored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from youthcase.reports.words import Words

_RADIUS = 6
_MOST_OF_A_PAGE = 480
_PICTURE = 29  # a picture in a panel and the space after it
_LEAST_BESIDE_PICTURE = 24


class Panel(Flowable):
    """Blocks on a coloured ground, with a picture; goes on on the next page.

    The picture stands before all of them, or, where a card is narrow, before the first.
    With a heading it is a section of the document, without one a group.
    """

    def __init__(
        self,
        blocks: Sequence[Flowable],
        tone: Tone,
        *,
        icon: str | None = None,
        padding: float = 12,
        bar: bool = False,
        narrow: bool = False,
    ) -> None:
        super().__init__()
        self.blocks = list(blocks)
        self.tone = tone
        self.icon = icon
        self.padding = padding
        self.bar = bar
        self.narrow = narrow
        self.least = 0.0
        self.heights: list[float] = []
        self.indent = 0.0
        self.spaceBefore = self.spaceAfter = 8.0
        has_heading = any(getattr(b, "role", "").startswith("H") for b in self.blocks)
        self.element = Element("Sect" if has_heading else "Div")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """All the width, and the height of its blocks."""
        self.width = aW
        self.heights = [b.wrap(self._inner(n), 1e6)[1] for n, b in enumerate(self.blocks)]
        tall = sum(self._gap(n) + height for n, height in enumerate(self.heights))
        self.height = max(tall + 2 * self.padding, self.least)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803
        """The blocks that fit into this page, and a panel with the rest."""
        room = aH - 2 * self.padding
        kept = 0
        while kept < len(self.blocks) and room >= self._gap(kept) + self.heights[kept]:
            room -= self._gap(kept) + self.heights[kept]
            kept += 1
        first, rest = self.blocks[:kept], self.blocks[kept:]
        halves = rest[0].split(self._inner(kept), room - self._gap(kept)) if rest else []
        if len(halves) > 1:
            first, rest = [*first, halves[0]], [*halves[1:], *rest[1:]]
        if not rest or not first or first[-1].getKeepWithNext():
            return []
        above = Panel(
            first,
            self.tone,
            icon=self.icon,
            padding=self.padding,
            bar=self.bar,
            narrow=self.narrow,
        )
        above.indent = self.indent
        below = Panel(rest, self.tone, padding=self.padding, bar=self.bar)
        below.indent = self._left(1) - below._left(1)
        below.spaceBefore = 0
        above.element = below.element = self.element
        return [above, below]

    def draw(self) -> None:
        """Paint the ground, the picture, then the blocks in order."""
        canvas = self.canv
        with ornament(canvas):
            canvas.setFillColor(self.tone.ground)
            canvas.roundRect(0, 0, self.width, self.height, _RADIUS, stroke=0, fill=1)
            if self.bar:
                self._draw_bar(canvas)
            if self.icon:
                top = self.height - self.padding - 20
                left = mirrored(self._left(0) - _PICTURE, 19, self.width)
                draw_icon(canvas, self.icon, left, top, 19, self.tone.ink)
        y = self.height - self.padding
        with within(canvas, self.element):
            for n, (block, height) in enumerate(zip(self.blocks, self.heights, strict=True)):
                y -= self._gap(n) + height
                left = mirrored(self._left(n), self._inner(n), self.width)
                block.drawOn(canvas, left, y)

    def _draw_bar(self, canvas: Canvas) -> None:
        edge = canvas.beginPath()
        edge.roundRect(0, 0, self.width, self.height, _RADIUS)
        canvas.clipPath(edge, stroke=0, fill=0)
        canvas.setFillColor(self.tone.ink)
        canvas.rect(mirrored(0, 4.5, self.width), 0, 4.5, self.height, stroke=0, fill=1)

    def _left(self, n: int) -> float:
        """Where block n begins."""
        pictured = self.icon and not (self.narrow and n)
        return self.padding + self.indent + 4 * self.bar + (_PICTURE if pictured else 0)

    def _inner(self, n: int) -> float:
        return self.width - self._left(n) - self.padding

    def _gap(self, n: int) -> float:
        """The space above block n."""
        if not n:
            return 0.0
        gap = max(self.blocks[n - 1].getSpaceAfter(), self.blocks[n].getSpaceBefore())
        beside = self.icon and self.narrow and n == 1
        return max(gap, _LEAST_BESIDE_PICTURE - self.heights[0]) if beside else gap


class Columns(Flowable):
    """Panels or stacks side by side, equally tall, for short text only."""

    def __init__(self, cells: Sequence[Panel], count: int, gap: float = 8) -> None:
        super().__init__()
        self.cells = list(cells)
        self.count = count
        self.gap = gap
        self.spaceBefore = self.spaceAfter = 8.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """All the width, and the height of the tallest."""
        self.width = aW
        self.column = (aW - self.gap * (self.count - 1)) / self.count
        for cell in self.cells:
            cell.least = 0
        self.height = max(cell.wrap(self.column, aH)[1] for cell in self.cells)
        for cell in self.cells:
            cell.least = self.height
            cell.wrap(self.column, aH)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """One under another when even a page of its own would be too small."""
        del aW
        return list[Flowable](self.cells) if aH > _MOST_OF_A_PAGE else []

    def draw(self) -> None:
        """Paint them one beside the other, from where the page begins."""
        for n, cell in enumerate(self.cells):
            left = mirrored(n * (self.column + self.gap), self.column, self.width)
            cell.drawOn(self.canv, left, 0)


class IconHeading(Flowable):
    """A heading with its picture in a disc."""

    def __init__(self, words: Words, icon: str) -> None:
        super().__init__()
        self.words = words
        self.icon = icon
        self.disc = max(24.0, words.style.leading * 1.25)
        self.spaceBefore, self.spaceAfter = 13.0, 5.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """As tall as the disc or the words, whichever is more."""
        self.tall = self.words.wrap(aW - self.disc - 8, aH)[1]
        self.width, self.height = aW, max(self.tall, self.disc)
        return self.width, self.height

    def draw(self) -> None:
        """Paint the disc, then the words beside it."""
        canvas = self.canv
        half = self.disc / 2
        with ornament(canvas):
            canvas.setFillColor(TEAL)
            left = mirrored(0, self.disc, self.width)
            canvas.circle(left + half, self.height - half, half, stroke=0, fill=1)
            inset = self.disc * 0.23
            y = self.height - self.disc + inset
            draw_icon(canvas, self.icon, left + inset, y, self.disc - 2 * inset, WHITE, 2.2)
        beside = mirrored(self.disc + 8, self.width - self.disc - 8, self.width)
        self.words.drawOn(canvas, beside, (self.height - self.tall) / 2)


class Pictured(Flowable):
    """Words with a picture on a tile before them: one idea of an easy copy."""

    tile = 46.0

    def __init__(self, words: Words, icon: str | None, tone: Tone = CALM) -> None:
        super().__init__()
        self.words = words
        self.icon = icon
        self.tone = tone
        self.spaceAfter = 9.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """As tall as the tile or the words, whichever is more."""
        self.tall = self.words.wrap(aW - self.tile - 16, aH)[1]
        self.width, self.height = aW, max(self.tall, self.tile if self.icon else 0)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Long words go on on the next page, without a second picture."""
        if aH < self.tile:
            return []
        halves = [cast("Words", half) for half in self.words.split(aW - self.tile - 16, aH)]
        icons = [self.icon, *[None] * len(halves)]
        return [Pictured(w, i, self.tone) for w, i in zip(halves, icons, strict=False)]

    def draw(self) -> None:
        """Paint the tile, then the words beside it."""
        canvas = self.canv
        if self.icon:
            with ornament(canvas):
                left, y = mirrored(0, self.tile, self.width), self.height - self.tile
                canvas.setFillColor(self.tone.ground)
                canvas.roundRect(left, y, self.tile, self.tile, 8, stroke=0, fill=1)
                draw_icon(canvas, self.icon, left + 11, y + 11, self.tile - 22, self.tone.ink)
        lift = max(0.0, (self.height - self.tall) / 2)
        before = self.tile + 16
        beside = mirrored(before, self.width - before, self.width)
        self.words.drawOn(canvas, beside, self.height - self.tall - lift)


class Figure(Flowable):
    """A block that is seen as one picture, such as a chart, and read as one sentence."""

    def __init__(self, block: Flowable, alt: str) -> None:
        super().__init__()
        self.block = block
        self.alt = alt
        self.spaceBefore, self.spaceAfter = block.getSpaceBefore(), block.getSpaceAfter()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """As large as the block."""
        self.width, self.height = self.block.wrap(aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Paint the block."""
        with figure(self.canv, self.alt, self.width, self.height):
            self.block.drawOn(self.canv, 0, 0)
