"""How do words of any script come onto paper? A paragraph with the manners of `words.Text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from youthcase.domain.phrases import ENGLISH, phrases
from youthcase.reports.icons import draw_icon
from youthcase.reports.scripts.faces import LATIN, alphabet_of, is_latin
from youthcase.reports.scripts.isolating import MARKS
from youthcase.reports.scripts.lines import Laid, Line, Look
from youthcase.reports.scripts.painting import Painter
from youthcase.reports.tagging import (
    Element,
    Leads,
    Reading,
    begin,
    ornament,
    painted,
    tagged,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.styles import ParagraphStyle

    from youthcase.reports.tagging import TaggedCanvas

_UNMARKED = str.maketrans(dict.fromkeys(MARKS))


class ScriptText(Flowable):
    """Words of one role in any script; the style says the language and the page's side."""

    role = "P"
    bookmark: str | None = None
    icon: str | None = None
    leads: Leads | None = None  # where all of the words lead to

    def __init__(
        self,
        runs: Sequence[tuple[str, Look]],
        style: ParagraphStyle,
        *,
        bullet: str | None = None,
    ) -> None:
        super().__init__()
        self.style = style
        self.bullet = bullet
        self.runs = list(runs)
        self.keepWithNext = getattr(style, "keepWithNext", 0)
        self.leftward = bool(getattr(style, "leftward", False))
        self.language = str(getattr(style, "language", ENGLISH))
        self._paragraphs = [
            Laid(part, self.language, leftward=self.leftward) for part in _by_line(self.runs)
        ]
        self.reading = Reading("")
        self._lines: list[Line] = []
        self._width = -1.0

    @property
    def words(self) -> str:
        """What is read of it, without the marks that only say a direction."""
        said = "".join(words for words, _ in self.runs)
        return said.translate(_UNMARKED).replace("\n", " ")

    def identity(self, maxLen: int | None = None) -> str:  # noqa: ARG002, N803
        """What the library may quote in an error: never the words."""
        return f"<{type(self).__name__} {self.role}>"

    def minWidth(self) -> float:  # noqa: N802
        """The width of the longest word."""
        widest = max(paragraph.least() for paragraph in self._paragraphs)
        return widest * self.style.fontSize / 1000 + self._indents

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """All the width, and a leading for each line."""
        if aW != self._width:
            room = (aW - self._indents) * 1000 / self.style.fontSize
            self._lines = [line for one in self._paragraphs for line in one.lines(room)]
            self._width = aW
        self.width = aW
        self.height = len(self._lines) * self.style.leading
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Two halves, neither of them a single line; the first keeps bullet and bookmark."""
        self.wrap(aW, aH)
        count = len(self._lines)
        kept = int(aH // self.style.leading)
        if kept >= count:
            return [self]
        kept = min(kept, count - 2)
        if kept < 2:
            return []
        return [self._part(0, kept), self._part(kept, count)]

    def draw(self) -> None:
        """Paint the picture, the bullet and the lines, and set the bookmark."""
        canvas, style = tagged(self.canv), self.style
        if self.bookmark:
            key = f"mark-{canvas.getPageNumber()}-{canvas.absolutePosition(0, 0)[1]:.0f}"
            canvas.bookmarkHorizontal(key, 0, self.height + 8)
            canvas.addOutlineEntry(self.bookmark, key, 0)
        if not self.reading.is_begun:
            self._begin(canvas.tree.current)
        y = self.height - pdfmetrics.getAscent(style.fontName, style.fontSize)
        canvas.saveState()
        if self.icon:
            self._draw_icon(self.icon)
        if self.bullet:
            with painted(canvas, self.reading.label or self.reading.element):
                self._bullet(self._painter(canvas), y)
        with painted(canvas, self.reading.element):
            painter = self._painter(canvas)
            for line in self._lines:
                painter.line(line, self._begin_of(line), y)
                y -= style.leading
        if self.leads is not None:
            canvas.add_link(self.leads.element, self._box(), self.leads.address, self.words)
        canvas.restoreState()

    def _begin(self, current: Element) -> None:
        """Make the element; it says its words, since they are not written in their order."""
        begin(self.reading, self.role, self.bullet, current)
        element = self.reading.element
        if self.leads is not None:
            self.leads.element.parent = element
            element = self.reading.element = self.leads.element
        elif element is current:
            element = self.reading.element = Element("Span", parent=current)
        element.actual_text = self.words
        # English words on a page of another alphabet are read aloud as English ones.
        if alphabet_of(phrases(self.language).name) != LATIN and is_latin(self.words):
            element.language = "en-GB"

    def _box(self) -> tuple[float, float, float, float]:
        """Around all of the words."""
        wide = max((line.width for line in self._lines), default=0.0)
        left = min((self._begin_of(line) for line in self._lines), default=0.0)
        return left, 0.0, left + wide * self.style.fontSize / 1000, self.height

    def _painter(self, canvas: TaggedCanvas) -> Painter:
        return Painter(canvas, self.style.fontSize, page_leftward=self.leftward)

    def _draw_icon(self, icon: str) -> None:
        """Paint a picture in the indent."""
        size = self.style.leading * 0.9
        x = self.width - size if self.leftward else 0.0
        y = self.height - size - self.style.leading * 0.08
        with ornament(self.canv):
            draw_icon(self.canv, icon, x, y, size, self.runs[0][1].colour, 2.2)

    @property
    def _indents(self) -> float:
        return float(self.style.leftIndent + self.style.rightIndent)

    def _part(self, first: int, last: int) -> ScriptText:
        """Some of the lines; they stay as they are, since the width stays."""
        made = type(self)((), self.style)
        made.role, made.runs, made.leftward = self.role, self.runs, self.leftward
        made._paragraphs = self._paragraphs  # noqa: SLF001 - a part of the same
        made._lines = self._lines[first:last]  # noqa: SLF001
        made._width = self._width  # noqa: SLF001
        made.reading, made.leads = self.reading, self.leads
        if not first:
            made.bullet, made.bookmark, made.icon = self.bullet, self.bookmark, self.icon
        made.width, made.height = self.width, (last - first) * self.style.leading
        return made

    def _begin_of(self, line: Line) -> float:
        """Where a line begins, so that it stands at its side of the page."""
        style, one = self.style, self.style.fontSize / 1000
        left, right = style.leftIndent, style.rightIndent
        if self.leftward:
            left, right = right, left
        room = self.width - left - right - line.width * one
        shift = line.trailing * one if line.leftward else 0
        if style.alignment == TA_CENTER:
            return left + room / 2 - shift
        at_right = (style.alignment == TA_RIGHT) != self.leftward
        return left + (room if at_right else 0) - shift

    def _bullet(self, painter: Painter, y: float) -> None:
        style = self.style
        look = Look(bold=True, colour=style.textColor)
        laid = Laid([(self.bullet or "", look)], "en", leftward=False)
        line = next(laid.lines(1e6))
        width = line.width * style.fontSize / 1000
        x = self.width - style.bulletIndent - width if self.leftward else style.bulletIndent
        painter.line(line, x, y)


def _by_line(runs: Sequence[tuple[str, Look]]) -> list[list[tuple[str, Look]]]:
    """The runs of each line that was broken on purpose; a space keeps its words apart."""
    found: list[list[tuple[str, Look]]] = [[]]
    for words, look in runs:
        first, *more = words.split("\n")
        found[-1].append((first, look))
        for line in more:
            found[-1].append((" ", look))
            found.append([(line, look)])
    return found
