"""How do words come onto paper? Every letter on a page is drawn by a `Text`.

A `Text` has a role, which is how the file tags it: H1, H2, H3, P; LI for an item of a list
(items that follow each other are one list); TH, TD, Lbl and LBody for the words of the cell
that they stand in. What is not text is drawn inside `ornament`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from youthcase.reports.breaking import broken, is_simple
from youthcase.reports.icons import draw_icon
from youthcase.reports.letters import clean, is_plain, unmarked
from youthcase.reports.scripts.lines import Look
from youthcase.reports.scripts.paragraph import ScriptText
from youthcase.reports.tagging import (
    Leads,
    Lines,
    Reading,
    begin,
    ornament,
    tagged,
)
from youthcase.reports.type import MUTED, REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle


class Bold(str):
    """A run of words in the heavier weight."""

    __slots__ = ()


class Regular(str):
    """A run of words in the lighter weight, within heavier ones."""

    __slots__ = ()


class Soft(str):
    """A run of words in the quieter colour."""

    __slots__ = ()


class Link(Bold):
    """A run of words that leads to an address, such as `tel:999`."""

    __slots__ = ("address",)

    def __new__(cls, words: str, address: str) -> Link:  # noqa: D102
        made = super().__new__(cls, words)
        made.address = address
        return made


_WEIGHTS: dict[type[str], str] = {Bold: SEMIBOLD, Link: SEMIBOLD, Regular: REGULAR}


class Text(Paragraph):
    """Words of one role. Mark-up in them is only text: they never meet a parser."""

    role = "P"
    bookmark: str | None = None
    reading: Reading
    blPara: Any  # noqa: N815
    measured: float | None = None  # the width that the lines are broken for

    def identity(self, maxLen: int | None = None) -> str:  # noqa: ARG002, N803
        """What the library may quote in an error: never the words."""
        return f"<{type(self).__name__} {self.role}>"

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Both halves are one element; the first one keeps the bookmark."""
        parts = cast("list[Text]", super().split(aW, aH))
        for part in parts:
            part.role, part.reading = self.role, self.reading
        if parts:
            parts[0].bookmark = self.bookmark
        return list[Flowable](parts)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """All the width, and the height of the lines, which are broken once for a width."""
        if aW != self.measured or "blPara" not in vars(self):
            self.measured = aW
            super().wrap(aW, aH)
        return self.width, self.height

    def breakLines(self, width: Any) -> Any:  # noqa: N802
        """The words in lines; the short way where all of them look alike."""
        if is_simple(self.frags, self.style, self.bulletText):
            frag = self.frags[0]
            lines = broken(frag, width, self.style)
            if lines:
                up, down = pdfmetrics.getAscentDescent(frag.fontName, frag.fontSize)
                return frag.clone(
                    kind=0, lines=lines, ascent=up, descent=down, fontSize=frag.fontSize
                )
        return super().breakLines(width)

    def beginText(self, x: float, y: float) -> Lines:  # noqa: N802
        """A text object that keeps words apart where lines end."""
        lines = Lines(self.canv, x, y, self.reading)
        drawn = self.blPara
        if drawn.kind == 0 and drawn.link:
            right: float = self.width - min(line[0] for line in drawn.lines)
            lines.all_is(drawn.link[0][1], (self.style.leftIndent, 0, right, self.height))
        return lines

    def draw(self) -> None:
        """Paint the words and set the bookmark where they begin."""
        canvas = tagged(self.canv)
        if self.bookmark:
            key = f"mark-{canvas.getPageNumber()}-{canvas.absolutePosition(0, 0)[1]:.0f}"
            canvas.bookmarkHorizontal(key, 0, self.height + 8)
            canvas.addOutlineEntry(self.bookmark, key, 0)
        if not self.reading.is_begun:
            begin(self.reading, self.role, self.bulletText, canvas.tree.current)
        with canvas.labels(self.reading.label):
            super().draw()


Words = Text | ScriptText


def text(
    style: ParagraphStyle,
    *runs: str,
    role: str = "P",
    bullet: str | None = None,
    bookmark: str | None = None,
    colour: Color | None = None,
) -> Words:
    """The words of `runs` one after another; a line break in them is a line break on paper.

    Latin words on a page that runs to the right are laid out the quick way.
    """
    if getattr(style, "leftward", False) or not all(is_plain(run) for run in runs):
        return _in_scripts(style, runs, role, bullet, bookmark, colour)
    pieces = [piece for n, run in enumerate(runs) for piece in _pieces(n, run, style, colour)]
    made = Text("", style, bulletText=bullet, frags=pieces)
    made.role = role
    made.reading = Reading("".join(_read(piece) for piece in pieces))
    made.bookmark = unmarked(bookmark) if bookmark else None
    return made


def _in_scripts(
    style: ParagraphStyle,
    runs: tuple[str, ...],
    role: str,
    bullet: str | None,
    bookmark: str | None,
    colour: Color | None,
) -> ScriptText:
    looks = [
        Look(_WEIGHTS.get(type(run), style.fontName) == SEMIBOLD, _colour(run, style, colour))
        for run in runs
    ]
    cleaned = [clean(run) for run in runs]
    made = ScriptText(list(zip(cleaned, looks, strict=True)), style, bullet=bullet)
    made.role = role
    if len(runs) == 1 and isinstance(runs[0], Link):
        made.leads = Leads(runs[0].address, made.words)
    made.bookmark = unmarked(bookmark) if bookmark else None
    return made


def _colour(run: str, style: ParagraphStyle, colour: Color | None) -> Color:
    return colour or (MUTED if isinstance(run, Soft) else style.textColor)


def _read(piece: ParaFrag) -> str:
    return "\n" if hasattr(piece, "lineBreak") else piece.text


def _pieces(
    number: int, run: str, style: ParagraphStyle, colour: Color | None
) -> Iterator[ParaFrag]:
    cleaned = unmarked(run)
    link = [(number, Leads(run.address, cleaned))] if isinstance(run, Link) else []
    frag = partial(
        ParaFrag,
        fontName=_WEIGHTS.get(type(run), style.fontName),
        fontSize=style.fontSize,
        textColor=_colour(run, style, colour),
        rise=0,
        greek=0,
        bold=0,
        italic=0,
        link=link,
        us_lines=[],
    )
    for n, line in enumerate(cleaned.split("\n")):
        if n:
            yield frag(text="", lineBreak=True)
        if line:
            yield frag(text=line)


class Marked(Text):
    """Words after a small picture, in the colour of a tone."""

    icon: str | None = None
    ink: Color | None = None

    @classmethod
    def like(cls, words: Words, icon: str) -> Words:
        """The same words with a picture before them."""
        if isinstance(words, ScriptText):
            words.icon = icon
            return words
        made = cls("", words.style, frags=words.frags)
        made.role, made.icon, made.reading = words.role, icon, words.reading
        made.ink = words.frags[0].textColor if words.frags else words.style.textColor
        return made

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The picture stays with the first half."""
        parts = super().split(aW, aH)
        if parts:
            first = cast("Marked", parts[0])
            first.icon, first.ink = self.icon, self.ink
        return parts

    def draw(self) -> None:
        """Paint the picture in the indent, then the words."""
        if self.icon and self.ink:
            canvas = self.canv
            with ornament(canvas):
                size = self.style.leading * 0.9
                y = self.height - size - self.style.leading * 0.08
                draw_icon(canvas, self.icon, 0, y, size, self.ink, 2.2)
        super().draw()
