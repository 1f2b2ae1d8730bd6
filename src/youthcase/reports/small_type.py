"""How do words stand on small paper, as large as they can be and never too small to read?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports.type import MUTED, carried
from youthcase.reports.voice import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import Caller

SMALLEST, LARGEST = 9.5, 13.0  # points; print, 6, rule 13
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Small:
    """The kinds of text on small paper, in one size."""

    title: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    item: ParagraphStyle
    numbered: ParagraphStyle
    name: ParagraphStyle
    number: ParagraphStyle
    note: ParagraphStyle


def small(size: float) -> Small:
    """The styles whose plain words are `size` points high."""
    return _small(size, spoken().tag)


@cache
def _small(size: float, tag: str) -> Small:
    del tag  # the styles are those of the moment
    styles = carried()
    bold = styles.heading

    def made(
        name: str,
        parent: ParagraphStyle,
        high: float,
        line: float,
        *,
        space: float = 0,
        indent: float = 0,
        colour: Color | None = None,
    ) -> ParagraphStyle:
        return ParagraphStyle(
            f"small {name}",
            parent=parent,
            fontSize=high,
            bulletFontSize=high,
            leading=high * line,
            keepWithNext=0,
            spaceBefore=0,
            spaceAfter=space,
            leftIndent=indent,
            textColor=colour or parent.textColor,
        )

    return Small(
        title=made("title", styles.title, size * 1.65, 1.2, space=4),
        heading=made("heading", bold, size * 1.15, 1.25, space=size * 0.4),
        body=made("body", styles.body, size, 1.38, space=size * 0.3),
        item=made("item", styles.body, size, 1.38, space=size * 0.3, indent=size * 1.15),
        numbered=made("numbered", styles.body, size, 1.38, space=size * 0.3, indent=size * 1.6),
        name=made("name", styles.body, size, 1.3, colour=MUTED),
        number=made("number", bold, size * 1.25, 1.25, space=size * 0.55),
        note=made("note", styles.body, SMALLEST, 1.3, colour=MUTED),
    )


def tall(blocks: Sequence[Flowable], width: float) -> float:
    """How high `blocks` stand above each other in a column of `width`."""
    return sum(block.wrap(width, 1e6)[1] + _gap(blocks, n) for n, block in enumerate(blocks))


def stack(
    blocks: Sequence[Flowable], canvas: Canvas, x: float, top: float, width: float
) -> None:
    """Draw `blocks` below each other in a column of `width`, from `top` down."""
    y = top
    for n, block in enumerate(blocks):
        y -= _gap(blocks, n) + block.wrap(width, 1e6)[1]
        block.drawOn(canvas, x, y)


def largest(
    pages: Callable[[Small], Sequence[Sequence[Flowable]]],
    width: float,
    height: float,
    most: float = LARGEST,
) -> Sequence[Sequence[Flowable]]:
    """The blocks of each page, in the largest size in which all pages fit.

    Raises: Refusal when they do not fit even in the smallest.
    """
    size = most
    while size >= SMALLEST:
        made = pages(small(size))
        if all(tall(blocks, width) <= height for blocks in made):
            return made
        size -= _STEP
    raise Refusal(
        _(
            "There are too many words for a card that can still be read. Nothing was made. "
            "Tick fewer lines for the card, or make them shorter."
        )
    )


def said_number(who: Caller) -> str:
    """The number of somebody to call, with a word before it where it takes messages."""
    number = who.number or ""
    return say("Text {number}").format(number=number) if who.by_text else number


def _gap(blocks: Sequence[Flowable], n: int) -> float:
    if not n:
        return 0.0
    return max(blocks[n - 1].getSpaceAfter(), blocks[n].getSpaceBefore())
