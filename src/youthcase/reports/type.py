"""How do letters and colours look on paper?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from youthcase import resources
from youthcase.domain.phrases import phrases
from youthcase.reports.tagging.typeface import Typeface
from youthcase.reports.voice import spoken

# Plain compressed streams: the default adds a quarter to the size for seven-bit mail.
rl_config.useA85 = 0
rl_config.shapeChecking = 0

REGULAR = "Lexend-Regular"
SEMIBOLD = "Lexend-SemiBold"

# Contrast on white, or of the second on the first of a pair. Source: print, 6.
INK = HexColor("#1B2A38")  # 14.6:1
TEAL = HexColor("#0A5A60")  # 7.9:1
MUTED = HexColor("#48596A")  # 7.2:1
RULE = HexColor("#A9BDC1")  # decoration only
SOFT = HexColor("#E8F2F2")
SAND = HexColor("#FBF6EC")
WHITE = white


@dataclass(frozen=True, slots=True)
class Tone:
    """A pale ground and the dark colour that is read on it."""

    ground: Color
    ink: Color


CALM = Tone(SOFT, TEAL)
GREEN = Tone(HexColor("#E6F3EA"), HexColor("#1D6B3A"))
AMBER = Tone(HexColor("#FDF1DC"), HexColor("#8A5200"))
RED = Tone(HexColor("#FBE9E7"), HexColor("#A12A1C"))
OWN_WORDS = Tone(SAND, HexColor("#8A5200"))

SIDE = 18 * mm
TOP = 16 * mm
BOTTOM = 20 * mm


@dataclass(frozen=True, slots=True)
class Styles:
    """The kinds of text on one form of copy, shared by all copies of that form."""

    title: ParagraphStyle
    lead: ParagraphStyle
    heading: ParagraphStyle
    subheading: ParagraphStyle
    body: ParagraphStyle
    quote: ParagraphStyle
    item: ParagraphStyle
    numbered: ParagraphStyle
    cell: ParagraphStyle
    row_heading: ParagraphStyle
    column: ParagraphStyle
    call_heading: ParagraphStyle
    call: ParagraphStyle
    number: ParagraphStyle
    status: ParagraphStyle
    idea: ParagraphStyle
    band: ParagraphStyle
    footer: ParagraphStyle
    page_number: ParagraphStyle


def professional() -> Styles:
    """The type of the full copy, in the language of the moment."""
    return _professional(spoken().tag)


def carried() -> Styles:
    """The type of a young person's copy: nothing on it is smaller than 14 points but the foot.

    Source: domain, 2.4 (14 points and more); print, 6 (18 points; a foot of 12).
    """
    return _carried(spoken().tag)


@cache
def _professional(tag: str) -> Styles:
    return _styles(tag, body=11, leading=16.5, cell=10.5, title=24.5, heading=14.5, footer=8.5)


@cache
def _carried(tag: str) -> Styles:
    return _styles(tag, body=17, leading=24.5, cell=15, title=30, heading=20, footer=12)


@cache
def glyphs() -> frozenset[int]:
    """The code points that both weights can draw; registers the fonts when first asked."""
    drawn: list[frozenset[int]] = []
    for name in (REGULAR, SEMIBOLD):
        font = Typeface(name, str(resources.path("fonts", "lexend", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        drawn.append(frozenset(font.face.charToGlyph))
    regular, semibold = drawn
    return regular & semibold


def width_of(words: str, style: ParagraphStyle) -> float:
    """How many points `words` take on one line."""
    return pdfmetrics.stringWidth(words, style.fontName, style.fontSize)


def _styles(
    tag: str,
    *,
    body: float,
    leading: float,
    cell: float,
    title: float,
    heading: float,
    footer: float,
) -> Styles:
    glyphs()
    plain = ParagraphStyle(
        "body",
        fontName=REGULAR,
        bulletFontName=SEMIBOLD,
        bulletFontSize=body,
        fontSize=body,
        leading=leading,
        textColor=INK,
        spaceAfter=4,
        allowWidows=0,
        allowOrphans=0,
        shaping=0,
        language=tag,
        leftward=phrases(tag).leftward,
    )

    def made(
        name: str,
        size: float,
        lead: float,
        *,
        bold: bool = False,
        colour: Color = INK,
        space: tuple[float, float] = (0, 0),
        indent: float = 0,
        right: bool = False,
    ) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            parent=plain,
            fontName=SEMIBOLD if bold else REGULAR,
            fontSize=size,
            bulletFontSize=size,
            leading=lead,
            textColor=colour,
            spaceBefore=space[0],
            spaceAfter=space[1],
            leftIndent=indent,
            bulletIndent=1 if indent else 0,
            alignment=TA_RIGHT if right else TA_LEFT,
        )

    small = cell * 1.4
    large = body + 2
    return Styles(
        title=made("title", title, title * 1.22, bold=True, colour=TEAL, space=(0, 4)),
        lead=made("lead", cell, small, colour=MUTED),
        heading=made("heading", heading, heading * 1.31, bold=True, colour=TEAL),
        subheading=made("subheading", body + 0.5, leading, bold=True, space=(3, 2)),
        body=plain,
        quote=made("quote", large, large * 1.52),
        item=made("item", body, leading, indent=body * 1.25, space=(0, 3)),
        numbered=made("numbered", body, leading, indent=22, space=(0, 5)),
        cell=made("cell", cell, small),
        row_heading=made("row heading", cell, small, bold=True),
        column=made("column", cell, small, bold=True, colour=WHITE),
        call_heading=made("call heading", large, leading + 2, bold=True, colour=WHITE),
        call=made("call", cell, small, colour=WHITE),
        number=made("number", body + 6, (body + 6) * 1.26, bold=True, colour=WHITE),
        status=made("status", cell, small, indent=cell * 1.6),
        idea=made("idea", body, leading),
        band=made("band", cell, small),
        footer=made("footer", footer, footer * 1.35, colour=MUTED),
        page_number=made("page number", footer, footer * 1.35, colour=MUTED, right=True),
    )
