"""What stands around the words: bands, feet, and the file's own properties?"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from youthcase.domain.phrases import ENGLISH
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports.icons import draw_icon
from youthcase.reports.letters import NO_BREAK_SPACE, unmarked
from youthcase.reports.tagging import (
    Properties,
    TaggedCanvas,
    ornament,
    part_of_ornament,
    tagged,
    within,
)
from youthcase.reports.type import (
    BOTTOM,
    INK,
    REGULAR,
    RULE,
    SIDE,
    TOP,
    WHITE,
    Styles,
)
from youthcase.reports.voice import mirrored, say, spoken
from youthcase.reports.words import Bold, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

WIDTH = A4[0] - 2 * SIDE
_PAGE_NUMBER_WIDTH = 110.0
_BAND_ROOM = 34.0
_SEEN_AHEAD = 64  # blocks; those that keep with the next must be among them
_HIGHEST_FOOT = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a copy that is not simply in force says on every page."""

    icon: str
    word: str
    meaning: str


def make_pdf(
    story: Iterable[Flowable],
    styles: Styles,
    properties: Properties,
    *,
    foot: str,
    band: Band | None = None,
) -> bytes:
    """The file's bytes: `story` on A4, with `foot` and page numbers below and `band` above.

    The same story and properties give the same bytes. A long story may come as an iterator:
    each block is let go when it is painted.

    Raises: Refusal when something cannot be put on any page.
    """
    around = _Around(styles, foot, band)
    properties = _in_its_language(properties)
    out = BytesIO()
    document = _Document(
        out, pagesize=A4, invariant=1, initialFontName=REGULAR, pageCompression=1
    )
    frame = Frame(
        SIDE,
        around.bottom,
        WIDTH,
        A4[1] - around.bottom - around.top,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate("page", [frame], onPage=around.draw))
    try:
        document.tell(story, partial(_Paper, properties=properties, around=around))
    except LayoutError:
        # The error quotes the text that does not fit, so it may not travel on.
        raise Refusal(
            _(
                "A name or a heading in this copy is too long for the page. Nothing was "
                "printed and the plan is unchanged. Shorten it and print again."
            )
        ) from None
    return out.getvalue()


def paint_pdf(
    properties: Properties, size: tuple[float, float], paint: Callable[[TaggedCanvas], None]
) -> bytes:
    """The bytes of a file whose pages `paint` lays out itself, each ended by `showPage`."""
    out = BytesIO()
    canvas = TaggedCanvas(
        out,
        properties=_in_its_language(properties),
        pagesize=size,
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
    )
    paint(canvas)
    canvas.save()
    return out.getvalue()


def _in_its_language(properties: Properties) -> Properties:
    table = spoken()
    if table.tag == ENGLISH:
        return properties
    return replace(
        properties,
        title=unmarked(properties.title),
        language=table.tag,
        right_to_left=table.leftward,
    )


class _Document(BaseDocTemplate):
    """A document that takes its blocks as they come."""

    def tell(self, story: Iterable[Flowable], canvasmaker: Callable[..., TaggedCanvas]) -> None:
        """Lay out all of `story`."""
        self._coming = iter(story)
        self._near = list(islice(self._coming, _SEEN_AHEAD))
        self.build(self._near, canvasmaker=canvasmaker)

    def filterFlowables(self, flowables: list[Flowable]) -> None:  # noqa: N802
        """Called before each block is laid out: fetch as many as are to be seen ahead."""
        if flowables is self._near:
            flowables.extend(islice(self._coming, max(0, _SEEN_AHEAD - len(flowables))))


class _Around:
    """Draws band and foot; the number of pages is filled in when it is known."""

    def __init__(self, styles: Styles, foot: str, band: Band | None) -> None:
        self.styles = styles
        self.foot = text(styles.footer, foot)
        self.foot_height = self.foot.wrap(WIDTH - _PAGE_NUMBER_WIDTH, 1e6)[1]
        if self.foot_height > _HIGHEST_FOOT:
            raise Refusal(
                _(
                    "What stands at the foot of the page is too long: the service, the "
                    "reference or whom the copy is for. Nothing was printed. Shorten it and "
                    "print again."
                )
            )
        self.bottom = max(BOTTOM, self.foot_height + 34)
        self.top = TOP + (_BAND_ROOM if band else 0)
        self.band = band

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        top = self.bottom - 10
        with ornament(canvas):
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.line(SIDE, top, SIDE + WIDTH, top)
        # What comes again on every page is read once: the band first, the foot last.
        is_first = document.page == 1
        last = tagged(canvas).tree.last
        with within(canvas, last) if is_first else ornament(canvas, "Footer"):
            left = SIDE + mirrored(0, WIDTH - _PAGE_NUMBER_WIDTH, WIDTH)
            self.foot.drawOn(canvas, left, top - 5 - self.foot_height)
        with ornament(canvas, "Footer"):
            side = mirrored(WIDTH - _PAGE_NUMBER_WIDTH, _PAGE_NUMBER_WIDTH, WIDTH)
            canvas.translate(SIDE + side, top - 5 - self.styles.footer.leading)
            canvas.doForm(f"page-{document.page}")
        if self.band:
            with nullcontext() if is_first else ornament(canvas, "Header"):
                self._draw_band(canvas, self.band)

    def number_pages(self, canvas: Canvas, count: int) -> None:
        """Fill in the forms that the pages refer to, since now the last page is known."""
        with part_of_ornament(canvas):
            for page in range(1, count + 1):
                words = say("Page {page} of {count}").format(page=page, count=count)
                line = text(self.styles.page_number, words)
                line.wrap(_PAGE_NUMBER_WIDTH, 1e6)
                canvas.beginForm(f"page-{page}", 0, -4, _PAGE_NUMBER_WIDTH, line.height + 4)
                line.drawOn(canvas, 0, 0)
                canvas.endForm()

    def _draw_band(self, canvas: Canvas, band: Band) -> None:
        """Word, picture and a double frame, so that it survives a grey copier."""
        word, meaning = say(band.word), say(band.meaning)
        words = text(self.styles.band, Bold(word), 2 * NO_BREAK_SPACE, " " + meaning)
        height = words.wrap(WIDTH - 50, 1e6)[1] + 10
        y = A4[1] - TOP - height + 12
        with ornament(canvas):
            canvas.setFillColor(WHITE)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.4)
            canvas.rect(SIDE, y, WIDTH, height, stroke=1, fill=1)
            canvas.setFillColor(INK)
            canvas.rect(SIDE + mirrored(0, 32, WIDTH), y, 32, height, stroke=0, fill=1)
            left = SIDE + mirrored(8, 16, WIDTH)
            draw_icon(canvas, band.icon, left, y + height / 2 - 8, 16, WHITE, 2.2)
        words.drawOn(canvas, SIDE + mirrored(42, WIDTH - 50, WIDTH), y + 5)


class _Paper(TaggedCanvas):
    """A canvas that numbers its pages when it is saved."""

    def __init__(
        self,
        filename: str | IO[bytes],
        *,
        properties: Properties,
        around: _Around,
        **settings: Any,
    ) -> None:
        super().__init__(filename, properties=properties, **settings)
        self._around = around

    def save(self) -> None:
        """Number the pages and write the file."""
        self._around.number_pages(self, self.getPageNumber() - 1)
        super().save()
