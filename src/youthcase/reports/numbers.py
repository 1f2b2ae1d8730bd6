"""How does the slip of numbers stand on paper?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports import letters
from youthcase.reports.icons import draw_icon
from youthcase.reports.page import Properties, paint_pdf
from youthcase.reports.small_type import LARGEST, said_number, small, stack, tall
from youthcase.reports.tagging import ornament
from youthcase.reports.type import MUTED
from youthcase.reports.voice import say
from youthcase.reports.words import text

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import NumbersCopy
    from youthcase.reports.tagging import TaggedCanvas

_WIDE, _MARGIN, _PADDING = 74 * mm, 15 * mm, 7 * mm


def paper(copy: NumbersCopy) -> bytes:
    """The file of one slip, cut out along the dashes.

    Raises: Refusal for characters that cannot be drawn, and for more numbers than fit.
    """
    letters.check(copy.call)
    style = small(LARGEST)
    blocks: list[Flowable] = [text(style.heading, say("Numbers"), role="H1")]
    for who in copy.call:
        blocks.append(text(style.name, who.name))
        blocks.append(text(style.number, said_number(who)))
    blocks.append(text(style.note, say("Version {n}").format(n=copy.version)))
    high = tall(blocks, _WIDE - 2 * _PADDING) + 2 * _PADDING
    if high > A4[1] - 2 * _MARGIN:
        raise Refusal(_("There are too many numbers for one slip. Tick fewer for the card."))

    def paint(canvas: TaggedCanvas) -> None:
        top = A4[1] - _MARGIN
        with ornament(canvas):
            canvas.setStrokeColor(MUTED)
            canvas.setLineWidth(0.7)
            canvas.setDash(5, 3)
            canvas.rect(_MARGIN, top - high, _WIDE, high, stroke=1, fill=0)
            canvas.setDash()
            draw_icon(canvas, "scissors", _MARGIN + _WIDE + 4, top - 5.5, 11, MUTED)
        stack(blocks, canvas, _MARGIN + _PADDING, top - _PADDING, _WIDE - 2 * _PADDING)
        canvas.showPage()

    return paint_pdf(Properties(title=say("Numbers"), made_at=copy.made_at), A4, paint)
