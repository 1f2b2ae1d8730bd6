"""How do the cards for a wallet stand on their sheet?

Ten faces of 85.6 by 54 mm on A4: five cards, each folded once along the middle, front and
back. Every one of the five is a section of its own. Source: domain, 2.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from youthcase.reports import letters
from youthcase.reports.icons import draw_icon
from youthcase.reports.letters import NO_BREAK_SPACE
from youthcase.reports.page import Properties, paint_pdf
from youthcase.reports.small_type import Small, largest, said_number, stack
from youthcase.reports.tables import side_by_side
from youthcase.reports.tagging import Element, ornament, within
from youthcase.reports.type import MUTED, RULE, SOFT, TEAL
from youthcase.reports.voice import say, together
from youthcase.reports.words import Bold, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import Caller, WalletCopy
    from youthcase.reports.tagging import TaggedCanvas

WIDE, HIGH, ROWS = 85.6 * mm, 54 * mm, 5
_SIDE, _TOP = 6 * mm, 3.5 * mm
_NUMBER = 8.4  # the widest number, in its own size
_LEFT, _FOOT = (A4[0] - 2 * WIDE) / 2, (A4[1] - ROWS * HIGH) / 2


def paper(copy: WalletCopy) -> bytes:
    """The file of one sheet of cards.

    Raises: Refusal for characters that cannot be drawn, and for more words than fit.
    """
    letters.check(copy.title, copy.who, copy.helps, copy.people, copy.call)
    room = WIDE - 2 * _SIDE, HIGH - 2 * _TOP

    def paint(canvas: TaggedCanvas) -> None:
        for row in range(ROWS):
            faces = (
                *largest(lambda style: [_front(copy, style)], *room),
                *largest(lambda style: [_back(copy, style)], *room),
            )
            _paint_card(canvas, _FOOT + (ROWS - 1 - row) * HIGH, faces)
        _paint_cuts(canvas)
        canvas.showPage()

    title = letters.clean(copy.title)
    return paint_pdf(Properties(title=title, made_at=copy.made_at), A4, paint)


def _front(copy: WalletCopy, style: Small) -> list[Flowable]:
    version = say("Version {n}").format(n=copy.version)
    head = text(style.heading, copy.title, role="H1")
    who = text(style.note, together([copy.who, version]))
    return [head, *_rows(style, copy.people), who]


def _back(copy: WalletCopy, style: Small) -> list[Flowable]:
    """The numbers one after another, since what helps needs the room."""
    head = text(style.heading, say("Free help, any time"), role="H2")
    runs = [run for who in copy.call for run in (*_unbroken(who), " \N{MIDDLE DOT} ")]
    helps = [text(style.item, line, role="LI", bullet="•") for line in copy.helps]
    return [head, *([text(style.body, *runs[:-1])] if runs else ()), *helps]


def _unbroken(who: Caller) -> tuple[str, str]:
    """Name and number, which are not parted at the end of a line."""
    name = f"{who.name} ".replace(" ", NO_BREAK_SPACE)
    return name, Bold(said_number(who).replace(" ", NO_BREAK_SPACE))


def _rows(style: Small, people: Sequence[Caller]) -> list[Flowable]:
    """Each number beside its name; a name has all the room that the number leaves."""
    wide = WIDE - 2 * _SIDE
    rows = [
        (
            text(style.body, who.name, role="Lbl"),
            text(style.number, said_number(who), role="LBody"),
        )
        for who in people
    ]
    number = style.number.fontSize * _NUMBER
    return [side_by_side(rows, wide - number, wide)] if rows else []


def _paint_card(
    canvas: TaggedCanvas, bottom: float, faces: Sequence[Sequence[Flowable]]
) -> None:
    for n, blocks in enumerate(faces):
        left = _LEFT + n * WIDE
        with ornament(canvas):
            if n == 0:
                canvas.setFillColor(SOFT)
                canvas.rect(left, bottom, WIDE, HIGH, stroke=0, fill=1)
            canvas.setFillColor(TEAL)
            canvas.rect(left if n == 0 else left + WIDE - 4, bottom, 4, HIGH, stroke=0, fill=1)
        canvas.saveState()
        canvas.translate(left, bottom)
        with within(canvas, Element("Sect")):
            stack(blocks, canvas, _SIDE, HIGH - _TOP, WIDE - 2 * _SIDE)
        canvas.restoreState()


def _paint_cuts(canvas: TaggedCanvas) -> None:
    """Dashes where it is cut, dots where it is folded."""
    with ornament(canvas):
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(MUTED)
        canvas.setDash(4, 3)
        for row in range(ROWS + 1):
            y = _FOOT + row * HIGH
            canvas.line(_LEFT, y, _LEFT + 2 * WIDE, y)
        for x in (_LEFT, _LEFT + 2 * WIDE):
            canvas.line(x, _FOOT, x, _FOOT + ROWS * HIGH)
        canvas.setStrokeColor(RULE)
        canvas.setDash(1, 4)
        canvas.line(_LEFT + WIDE, _FOOT, _LEFT + WIDE, _FOOT + ROWS * HIGH)
        canvas.setDash()
        draw_icon(canvas, "scissors", _LEFT - 14, _FOOT + ROWS * HIGH - 5.5, 11, MUTED)
