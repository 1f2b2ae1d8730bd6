"""How do words come onto paper? Every letter on a page is drawn by a `Text`.

A `Text` has a role (H1, H2, H3, P, LI, TH, TD); what is not text is drawn inside `ornament`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from youthcase.reports.icons import draw_icon
from youthcase.reports.letters import clean
from youthcase.reports.type import MUTED, REGULAR, SEMIBOLD

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from reportlab.lib.colors import Color
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas


class Bold(str):
    """A run of words in the heavier weight."""

    __slots__ = ()


class Regular(str):
    """A run of words in the lighter weight, within heavier ones."""

    __slots__ = ()


class Soft(str):
    """A run of words in the quieter colour."""

    __slots__ = ()


_WEIGHTS: dict[type[str], str] = {Bold: SEMIBOLD, Regular: REGULAR}


@contextmanager
def ornament(canvas: Canvas) -> Generator[None]:
    """Draw what only the eye needs; the canvas is afterwards as it was."""
    canvas.saveState()
    yield
    canvas.restoreState()


class Text(Paragraph):
    """Words of one role. Mark-up in them is only text: they never meet a parser."""

    role = "P"
    bookmark: str | None = None

    def identity(self, maxLen: int | None = None) -> str:  # noqa: ARG002, N803
        """What the library may quote in an error: never the words."""
        return f"<{type(self).__name__} {self.role}>"

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Both halves keep the role; the first one keeps the bookmark."""
        parts = cast("list[Text]", super().split(aW, aH))
        for part in parts:
            part.role = self.role
        if parts:
            parts[0].bookmark = self.bookmark
        return list[Flowable](parts)

    def draw(self) -> None:
        """Paint the words and set the bookmark where they begin."""
        if self.bookmark:
            canvas = self.canv
            key = f"mark-{canvas.getPageNumber()}-{canvas.absolutePosition(0, 0)[1]:.0f}"
            canvas.bookmarkHorizontal(key, 0, self.height + 8)
            canvas.addOutlineEntry(self.bookmark, key, 0)
        super().draw()


def text(
    style: ParagraphStyle,
    *runs: str,
    role: str = "P",
    bullet: str | None = None,
    bookmark: str | None = None,
    colour: Color | None = None,
) -> Text:
    """The words of `runs` one after another; a line break in them is a line break on paper."""
    pieces = [piece for run in runs for piece in _pieces(run, style, colour)]
    made = Text("", style, bulletText=bullet, frags=pieces)
    made.role = role
    made.bookmark = clean(bookmark) if bookmark else None
    return made


def _pieces(run: str, style: ParagraphStyle, colour: Color | None) -> Iterator[ParaFrag]:
    for n, line in enumerate(clean(run).split("\n")):
        if n:
            yield _piece("", run, style, colour, breaks=True)
        if line:
            yield _piece(line, run, style, colour)


def _piece(
    line: str, run: str, style: ParagraphStyle, colour: Color | None, *, breaks: bool = False
) -> ParaFrag:
    more = {"lineBreak": True} if breaks else {}
    return ParaFrag(
        text=line,
        fontName=_WEIGHTS.get(type(run), style.fontName),
        fontSize=style.fontSize,
        textColor=colour or (MUTED if isinstance(run, Soft) else style.textColor),
        rise=0,
        greek=0,
        bold=0,
        italic=0,
        link=[],
        us_lines=[],
        **more,
    )


class Marked(Text):
    """Words after a small picture, in the colour of a tone."""

    icon: str | None = None

    @classmethod
    def like(cls, words: Text, icon: str) -> Marked:
        """The same words with a picture before them."""
        made = cls("", words.style, frags=words.frags)
        made.role, made.icon = words.role, icon
        return made

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The picture stays with the first half."""
        parts = super().split(aW, aH)
        if parts:
            cast("Marked", parts[0]).icon = self.icon
        return parts

    def draw(self) -> None:
        """Paint the picture in the indent, then the words."""
        if self.icon:
            canvas = self.canv
            with ornament(canvas):
                size = self.style.leading * 0.9
                y = self.height - size - self.style.leading * 0.08
                draw_icon(canvas, self.icon, 0, y, size, self.frags[0].textColor, 2.2)
        super().draw()
