"""How does a released return stand on paper? A value goes in, the file comes out.

Every chart is a picture with its figures in words, and the table that it is drawn from
stands under it. Bars are told apart by their words, never by colour.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from youthcase.domain.dates import plain
from youthcase.i18n import _
from youthcase.reports import letters
from youthcase.reports.blocks import IconHeading, Panel
from youthcase.reports.page import WIDTH, Properties, make_pdf
from youthcase.reports.tables import facts, table
from youthcase.reports.tagging import figure
from youthcase.reports.type import (
    CALM,
    INK,
    REGULAR,
    RULE,
    SEMIBOLD,
    TEAL,
    professional,
    width_of,
)
from youthcase.reports.words import Bold, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from youthcase.domain.return_paper import PaperLine, PaperTable, ReturnPaper

_ICONS = {
    "headline": "users",
    "funnel": "list-checks",
    "outcomes": "log-out",
    "activity": "clock",
}
_BAR, _GAP = 13.0, 6.0
_LABELS = 0.42  # of the width
_FIGURES = 44.0
_FIGURE_SHARE = 0.26  # of the width, for one column of figures
_KEPT_TOGETHER = 12
_ROOM_TO_BEGIN = 150


class Bars(Flowable):
    """A bar for each line, its words before it and its figure behind it."""

    def __init__(self, lines: Sequence[PaperLine], alt: str) -> None:
        super().__init__()
        self._lines = lines
        self._alt = alt
        self._most = max((line.number or 0 for line in lines), default=0) or 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """As wide as there is room, a row for each line."""
        self.width = aW
        self.height = len(self._lines) * (_BAR + _GAP) + 4
        return self.width, self.height

    def draw(self) -> None:
        """Paint the words, the bars and the figures as one picture."""
        canvas = self.canv
        canvas.saveState()
        with figure(canvas, self._alt, self.width, self.height):
            start = self.width * _LABELS
            room = self.width - start - _FIGURES
            for at, line in enumerate(self._lines):
                y = self.height - (at + 1) * (_BAR + _GAP) + _GAP / 2
                canvas.setFillColor(INK)
                canvas.setFont(REGULAR, 9.5)
                words = _fitting(line.label, start - 10)
                canvas.drawRightString(start - 8, y + 3.4, words)
                long = room * (line.number or 0) / self._most
                canvas.setFillColor(TEAL)
                if long:
                    canvas.roundRect(start, y, max(long, 2.0), _BAR, 2, stroke=0, fill=1)
                canvas.setFillColor(INK)
                canvas.setFont(SEMIBOLD, 9.5)
                canvas.drawString(start + long + 6, y + 3.4, line.shown[0])
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.8)
            canvas.line(start, 0, start, self.height)
        canvas.restoreState()


def render(paper: ReturnPaper) -> bytes:
    """The PDF of a released return; the same value gives the same bytes.

    Raises: Refusal for a name of the service that cannot be drawn.
    """
    letters.check(paper)
    return make_pdf(
        list(_story(paper)),
        professional(),
        Properties(
            title=paper.title,
            made_at=datetime.combine(paper.as_at, time(12), UTC),
            author=paper.service or None,
            program="Youthcase",
        ),
        foot=paper.foot,
        band=None,
    )


def _story(paper: ReturnPaper) -> Iterator[Flowable]:
    styles = professional()
    yield text(styles.title, paper.title, role="H1")
    pairs = [
        (_("Service"), paper.service),
        (_("Period"), paper.period),
        (_("As known on"), plain(paper.as_at)),
        (_("Made for"), paper.audience),
    ]
    yield facts(styles, [(name, value) for name, value in pairs if value], WIDTH)
    first, *others = paper.reading
    told = [text(styles.quote, Bold(first)), *(text(styles.body, words) for words in others)]
    yield Panel(told, CALM)
    yield Spacer(0, 6)
    for part in paper.tables:
        yield from _table(part)
    yield from _listed(_("Signs and checks"), (*paper.signs, *paper.notes), "checks")
    yield from _listed(_("How it was counted"), paper.definition, "definition")


def _table(part: PaperTable) -> Iterator[Flowable]:
    styles = professional()
    figures = ParagraphStyle("figures", parent=styles.cell, alignment=TA_RIGHT)
    rows = [
        [
            text(styles.row_heading, line.label, role="TH"),
            *(text(figures, Bold(s) if line.is_total else s, role="TD") for s in line.shown),
        ]
        for line in part.lines
    ]
    count = len(part.heads) - 1
    own = 1 - min(_FIGURE_SHARE, 0.66 / count) * count
    above = ParagraphStyle("above", parent=styles.column, alignment=TA_RIGHT)
    heads = [part.heads[0], *(text(above, head, role="TH") for head in part.heads[1:])]
    made = table(styles, heads, rows, (own, *[(1 - own) / count] * count), WIDTH)
    made.setStyle([("VALIGN", (0, 0), (-1, 0), "BOTTOM")])
    chart = list(_chart(part))
    if len(part.lines) <= _KEPT_TOGETHER:
        yield KeepTogether([*_heading(part.title, part.name), *chart, made])
    else:
        room = sum(_height(block) for block in chart) + _ROOM_TO_BEGIN
        yield from (*_heading(part.title, part.name, room), *chart, made)


def _chart(part: PaperTable) -> Iterator[Flowable]:
    shown = [line for line in part.lines if not line.is_total]
    if part.sentence and len(shown) > 1:
        yield Bars(shown, f"{part.title}. {part.sentence}")
        yield Spacer(0, 8)


def _height(block: Flowable) -> float:
    return block.wrap(WIDTH, 0)[1]


def _heading(words: str, name: str, room: float = _ROOM_TO_BEGIN) -> Iterator[Flowable]:
    made = text(professional().heading, words, role="H2", bookmark=words)
    icon = _ICONS.get(name, "chart-column")
    yield CondPageBreak(room)
    yield IconHeading(made, icon)


def _listed(title: str, said: Sequence[str], name: str) -> Iterator[Flowable]:
    if said:
        yield from _heading(title, name)
        for words in said:
            yield text(professional().body, words)


def _fitting(words: str, room: float) -> str:
    """`words`, cut where they do not fit; the table under the picture has them whole."""
    style = professional().cell
    while words and width_of(words, style) * 9.5 / style.fontSize > room:
        words = words[:-2].rstrip() + "…"
    return words
