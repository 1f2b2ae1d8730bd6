"""How does the card stand on its sheet, so that one cut and five folds make a booklet?

A4 across, eight pages of A7. The upper row stands on its head, from the left 7 6 5 4; the
lower row is 8 1 2 3. The middle fold is cut between the outer columns. Pages are painted
in their own order, so that the file reads from the cover on. Source: print, 6, rule 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from youthcase.reports import letters
from youthcase.reports.icons import draw_icon
from youthcase.reports.page import Properties, paint_pdf
from youthcase.reports.small_type import Small, largest, said_number, stack
from youthcase.reports.tagging import Element, ornament, within
from youthcase.reports.type import MUTED, RULE, SAND, SOFT, TEAL, WHITE
from youthcase.reports.voice import is_leftward, mirrored, say
from youthcase.reports.words import text
from youthcase.reports.writing_room import Room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import Caller, CardCopy
    from youthcase.reports.tagging import TaggedCanvas

_SHEET = landscape(A4)
_WIDE, _HIGH = _SHEET[0] / 4, _SHEET[1] / 2
_SIDE, _TOP, _BOTTOM = 8 * mm, 8 * mm, 8 * mm
_DISC = 13.0
_HEAD = 2 * _DISC + 9  # the picture and the space under it
_CLEAR = 5 * mm  # what no printer reaches: print, 6, rule 13
_ROOM = _HIGH - _TOP - _BOTTOM - _HEAD
# Column and row of each page; pages of row 1 stand on their heads.
_PLACES = {
    1: (1, 0),
    2: (2, 0),
    3: (3, 0),
    4: (3, 1),
    5: (2, 1),
    6: (1, 1),
    7: (0, 1),
    8: (0, 0),
}


@dataclass(frozen=True, slots=True)
class _Page:
    icon: str
    ground: Color | None = None


_PAGES = {
    1: _Page("star", SOFT),
    2: _Page("message-circle"),
    3: _Page("headphones"),
    4: _Page("users"),
    5: _Page("map-pin"),
    6: _Page("smile"),
    7: _Page("phone"),
    8: _Page("heart", SAND),
}


def paper(copy: CardCopy) -> bytes:
    """The file of one card.

    Raises: Refusal for characters that cannot be drawn, and for more words than fit.
    """
    letters.check(copy.title, copy.who, copy.words, copy.helps, copy.people, copy.places)
    letters.check(copy.worker, copy.call)
    pages = largest(lambda style: _pages(copy, style), _WIDE - 2 * _SIDE, _ROOM)

    def paint(canvas: TaggedCanvas) -> None:
        for number, blocks in enumerate(pages, start=1):
            _paint_page(canvas, number, blocks)
        _paint_folds(canvas)
        canvas.showPage()

    title = letters.clean(copy.title)
    return paint_pdf(Properties(title=title, made_at=copy.made_at), _SHEET, paint)


def _pages(copy: CardCopy, style: Small) -> list[list[Flowable]]:
    return [
        [
            Spacer(1, 26),
            text(style.title, copy.title, role="H1"),
            text(style.body, copy.who),
            text(style.note, say("Version {n}").format(n=copy.version)),
        ],
        _said(style, copy.words),
        _listed(style, say("What I can do"), copy.helps, numbered=True),
        _called(style, say("People I can ask"), copy.people, rows=3),
        _listed(style, say("Places I can go"), copy.places),
        _called(style, say("Somebody who knows me"), (copy.worker,) if copy.worker else (), 2),
        _called(style, say("Free help, any time"), copy.call),
        [
            Spacer(1, 26),
            text(style.body, say("It is all right to ask for help, and to ask again.")),
            text(style.body, say("I can change what stands here whenever I like.")),
        ],
    ]


def _said(style: Small, words: str | None) -> list[Flowable]:
    heading = text(style.heading, say("What matters to me"), role="H2")
    return [heading, text(style.body, f"“{words}”") if words else Room(4)]


def _listed(
    style: Small, title: str, lines: Sequence[str], *, numbered: bool = False
) -> list[Flowable]:
    made: list[Flowable] = [text(style.heading, title, role="H2")]
    kind = style.numbered if numbered else style.item
    for n, line in enumerate(lines, start=1):
        made.append(text(kind, line, role="LI", bullet=f"{n}." if numbered else "•"))
    return made if lines else [*made, Room(4)]


def _called(
    style: Small, title: str, people: Sequence[Caller], rows: int = 3
) -> list[Flowable]:
    made: list[Flowable] = [text(style.heading, title, role="H2")]
    for who in people:
        if who.number:
            made.append(text(style.name, who.name))
            made.append(text(style.number, said_number(who)))
        else:
            made.append(text(style.body, who.name))
    return made if people else [*made, Room(rows)]


def _paint_page(canvas: TaggedCanvas, number: int, blocks: Sequence[Flowable]) -> None:
    column, row = _PLACES[number]
    # A booklet that is read from the right is folded the other way round.
    column = 3 - column if is_leftward() else column
    page = _PAGES[number]
    canvas.saveState()
    canvas.translate(column * _WIDE, row * _HIGH)
    if row:
        canvas.translate(_WIDE, _HIGH)
        canvas.rotate(180)
    with ornament(canvas):
        if page.ground is not None:
            _paint_ground(canvas, column, page.ground)
        top = _HIGH - _TOP - _DISC
        canvas.setFillColor(TEAL)
        middle = mirrored(_SIDE, 2 * _DISC, _WIDE) + _DISC
        canvas.circle(middle, top, _DISC, stroke=0, fill=1)
        draw_icon(canvas, page.icon, middle - 7.5, top - 7.5, 15, WHITE, 2.2)
    with within(canvas, Element("Sect")):
        stack(blocks, canvas, _SIDE, _HIGH - _TOP - _HEAD, _WIDE - 2 * _SIDE)
    canvas.restoreState()


def _paint_ground(canvas: TaggedCanvas, column: int, colour: Color) -> None:
    """The ground ends where no printer reaches, so that it has the same edge everywhere."""
    left = _CLEAR if column == 0 else 0.0
    canvas.setFillColor(colour)
    canvas.rect(left, _CLEAR, _WIDE - left, _HIGH - _CLEAR, stroke=0, fill=1)


def _paint_folds(canvas: TaggedCanvas) -> None:
    """Dots where it is folded, dashes and scissors where it is cut."""
    wide, middle = _SHEET[0], _HIGH
    with ornament(canvas):
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.setDash(1, 4)
        for column in (1, 2, 3):
            canvas.line(column * _WIDE, _CLEAR, column * _WIDE, _SHEET[1] - _CLEAR)
        canvas.line(_CLEAR, middle, _WIDE, middle)
        canvas.line(3 * _WIDE, middle, wide - _CLEAR, middle)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.9)
        canvas.setDash(5, 3)
        canvas.line(_WIDE + 16, middle, 3 * _WIDE, middle)
        canvas.setDash()
        draw_icon(canvas, "scissors", _WIDE + 3, middle - 5.5, 11, MUTED)
