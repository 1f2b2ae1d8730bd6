"""How does a table stand on paper, and go on over pages?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from reportlab.platypus import Flowable

from youthcase.reports.tagging import Pairs, Rows, TaggedTable, figure
from youthcase.reports.type import INK, REGULAR, RULE, TEAL
from youthcase.reports.voice import is_leftward, say
from youthcase.reports.words import Bold, Soft, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.reports.type import Styles

T = TypeVar("T")

# Cells hold only blocks, yet a table names its font, and the default one is not in the file.
_FONT = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
_SIGN_PADDING = 10  # makes a row of at least 34 points to write in


class TickBox(Flowable):
    """An empty square to tick by hand."""

    size = 13.0

    def __init__(self, meaning: str = "Empty box to tick when done") -> None:
        super().__init__()
        self.meaning = say(meaning)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """A small square."""
        self.width = self.height = self.size
        return self.size, self.size

    def draw(self) -> None:
        """Paint the outline in ink, since it is written on."""
        canvas = self.canv
        canvas.saveState()
        with figure(canvas, self.meaning, self.size, self.size):
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.1)
            canvas.roundRect(0.6, 0.6, self.size - 1.2, self.size - 1.2, 2.2, stroke=1, fill=0)
        canvas.restoreState()


def table(
    styles: Styles,
    columns: Sequence[str | Flowable],
    rows: Sequence[Sequence[Flowable]],
    shares: Sequence[float],
    width: float,
) -> TaggedTable:
    """Rows under a heading row that comes again on each page; `shares` divide `width`."""
    heading = [
        name if isinstance(name, Flowable) else text(styles.column, name, role="TH")
        for name in columns
    ]
    whole = sum(shares)
    cells = [_in_order(row) for row in (heading, *rows)]
    return TaggedTable(
        cells,
        renderCB=Rows(cells, right_to_left=is_leftward()),
        colWidths=_in_order([width * share / whole for share in shares]),
        style=[
            _FONT,
            ("BACKGROUND", (0, 0), (-1, 0), TEAL),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 1), (-1, -1), 0.6, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 6.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
            *_sides(8),
        ],
        cornerRadii=[5, 5, 0, 0],
        repeatRows=1,
        splitInRow=1,
        spaceBefore=0,
        spaceAfter=8,
    )


def sign_rows(styles: Styles, names: Sequence[str], width: float) -> TaggedTable:
    """A row for each name, tall enough to sign and date."""
    rows = [
        [
            text(styles.row_heading, name, role="TH"),
            text(styles.cell, role="TD"),
            text(styles.cell, role="TD"),
        ]
        for name in names
    ]
    made = table(
        styles, (say("Name"), say("Signature"), say("Date")), rows, (0.34, 0.44, 0.22), width
    )
    made.setStyle(
        [
            ("TOPPADDING", (0, 1), (-1, -1), _SIGN_PADDING),
            ("BOTTOMPADDING", (0, 1), (-1, -1), _SIGN_PADDING + 1),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
            ("LINEAFTER", (0, 1), (1, -1), 0.6, RULE),
            ("LINEBELOW", (0, 1), (-1, -1), 0.8, INK),
        ]
    )
    return made


def facts(styles: Styles, pairs: Sequence[tuple[str, str]], width: float) -> TaggedTable:
    """What is known, each under its name: a table of two columns without a heading row."""
    rows = [
        (text(styles.cell, Soft(name), role="TH"), text(styles.cell, Bold(value), role="TD"))
        for name, value in pairs
    ]
    return _two_columns(rows, width * 0.3, width, is_table=True)


def side_by_side(
    rows: Sequence[tuple[Flowable, Flowable]], first: float, width: float
) -> TaggedTable:
    """A list: what each item is stands on the left, `first` points wide, without lines.

    The words have the roles Lbl and LBody.
    """
    return _two_columns(rows, first, width, is_table=False)


def _two_columns(
    rows: Sequence[tuple[Flowable, Flowable]], first: float, width: float, *, is_table: bool
) -> TaggedTable:
    cells = [_in_order(row) for row in rows]
    leftward = is_leftward()
    return TaggedTable(
        cells,
        renderCB=Rows(cells, headings=0, right_to_left=leftward)
        if is_table
        else Pairs(cells, right_to_left=leftward),
        colWidths=_in_order([first, width - first]),
        style=[
            _FONT,
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            *_sides(0),
        ],
        hAlign="RIGHT" if leftward else "LEFT",
        splitInRow=1,
        spaceBefore=2,
        spaceAfter=6,
    )


def _in_order(row: Sequence[T]) -> list[T]:
    """The columns of a row from left to right: the first one stands where a page begins."""
    return list(reversed(row)) if is_leftward() else list(row)


def _sides(before: float) -> list[tuple[str, tuple[int, int], tuple[int, int], object]]:
    """The padding before and after the words of each cell, and the side they stand at."""
    begin, end = ("RIGHT", "LEFT") if is_leftward() else ("LEFT", "RIGHT")
    every = (0, 0), (-1, -1)
    padding = ((f"{begin}PADDING", *every, before), (f"{end}PADDING", *every, 6))
    return [*padding, ("ALIGN", *every, begin)]
