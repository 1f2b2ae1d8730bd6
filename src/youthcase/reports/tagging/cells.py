"""How do rows and cells become elements, when a table goes on over pages?

A row that is cut at the end of a page goes on as the same row. A heading row that comes
again on the next page is there for the eye only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableRenderCB

from youthcase.reports.tagging.canvas import ornament, tagged
from youthcase.reports.tagging.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from youthcase.reports.tagging.canvas import TaggedCanvas
    from youthcase.reports.tagging.tree import Tree

_HEADER = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"


class Rows(TableRenderCB):
    """The elements of one table, shared by its parts; `headings` rows stand first.

    Cells that begin with words of the role TH are headings of their row. With
    `right_to_left` the columns are handed over reversed, and are read reversed again.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[object]],
        *,
        headings: int = 1,
        right_to_left: bool = False,
    ) -> None:
        self._number: dict[Flowable, int] = {}
        for n, row in enumerate(rows):
            self._number.update(dict.fromkeys(_blocks(row), n))
        self._headings = headings
        self._right_to_left = right_to_left
        self._table = Element("Table")
        self._group: Element | None = None
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], Element] = {}
        self._outer = self._table
        self._row: int | None = None

    def halved(self, whole: object, halves: Sequence[object]) -> None:
        """Both halves of a cell belong to the row of the whole."""
        number = self._row_of((whole,))
        if number is not None:
            self._number.update(dict.fromkeys(_blocks(halves), number))

    def _row_of(self, row: Sequence[object]) -> int | None:
        return next((self._number[b] for b in _blocks(row) if b in self._number), None)

    def startTable(self, T: Table) -> None:  # noqa: N802, N803
        """Begin, or go on, below the element that is current."""
        tree = _tree(T)
        self._outer = tree.current
        if self._table.parent is None and not tree.inside:
            self._table.parent = tree.current

    def startBG(self, T: Table) -> None:  # noqa: N802, N803
        """What is painted behind the cells is an ornament."""
        _canvas(T).begin_marked("/Artifact BMC")

    def endBG(self, T: Table) -> None:  # noqa: N802, N803
        """The cells follow."""
        _canvas(T).end_marked()

    def startRow(self, T: Table, rowNo: int) -> None:  # noqa: N802, N803
        """Begin a row, or go on with one; a heading that comes again is an ornament."""
        values: Any = T
        self._row = self._row_of(values._cellvalues[rowNo])  # noqa: SLF001
        tree = _tree(T)
        again = self._row in self._rows and self._row < self._headings
        if self._row is None or again:
            self._row = None
            _canvas(T).begin_marked(_HEADER)
        elif not tree.inside:
            if self._row not in self._rows:
                self._rows[self._row] = self._new_row(self._row)
                tree.place(self._rows[self._row])
            tree.current = self._rows[self._row]

    def startCell(  # noqa: N802
        self,
        T: Table,  # noqa: N803
        rowNo: int,  # noqa: N803
        colNo: int,  # noqa: N803
        cellval: object,
        cellstyle: object,
        pos: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        """Begin a cell, or go on with one."""
        del cellstyle, pos, size
        tree = _tree(T)
        if self._row is None or tree.inside:
            return
        key = self._row, colNo
        if key not in self._cells:
            self._cells[key] = self._new_cell(key, _span(T, rowNo, colNo), cellval)
            tree.place(self._cells[key])
        tree.current = self._cells[key]

    def endCell(self, T: Table) -> None:  # noqa: N802, N803
        """Back to the row."""
        tree = _tree(T)
        if self._row is not None and not tree.inside:
            tree.current = self._rows[self._row]

    def endRow(self, T: Table) -> None:  # noqa: N802, N803
        """The row is read from its right end where that is where it begins."""
        if self._row is None:
            _canvas(T).end_marked()
            return
        tree = _tree(T)
        if self._right_to_left and not tree.inside:
            self._rows[self._row].kids.sort(key=self._from_right)
        tree.current = self._outer

    def _from_right(self, cell: object) -> int:
        return -next((col for (_, col), c in self._cells.items() if c is cell), 0)

    def startLines(self, T: Table) -> None:  # noqa: N802, N803
        """Lines are ornaments."""
        self.startBG(T)

    def endLines(self, T: Table) -> None:  # noqa: N802, N803
        """Nothing follows but the end."""
        self.endBG(T)

    def endTable(self, T: Table) -> None:  # noqa: N802, N803
        """The rows have gone back to where the table stands."""

    def _new_row(self, number: int) -> Element:
        if not self._headings:
            return Element("TR", parent=self._table)
        role = "THead" if number < self._headings else "TBody"
        if self._group is None or self._group.role != role:
            self._group = Element(role, parent=self._table)
        return Element("TR", parent=self._group)

    def _new_cell(self, key: tuple[int, int], span: str, value: object) -> Element:
        row, _ = key
        is_column = row < self._headings
        first = next(_blocks((value,)), None)
        is_heading = is_column or getattr(first, "role", "") == "TH"
        said = ("/Scope/Column" if is_column else "/Scope/Row") if is_heading else ""
        said += span
        return Element(
            "TH" if is_heading else "TD",
            parent=self._rows[row],
            attributes=(f"/O/Table{said}",) if said else (),
        )


class Pairs(Rows):
    """Rows of two that are no table: each is an item of a list, the first cell its label."""

    def __init__(
        self, rows: Sequence[Sequence[object]], *, right_to_left: bool = False
    ) -> None:
        super().__init__(rows, headings=0, right_to_left=right_to_left)

    def _new_row(self, number: int) -> Element:
        del number
        return Element("LI", attributes=("/O/List/ListNumbering/None",))

    def _new_cell(self, key: tuple[int, int], span: str, value: object) -> Element:
        del span, value
        row, column = key
        is_label = bool(column) == self._right_to_left
        return Element("Lbl" if is_label else "LBody", parent=self._rows[row])


class TaggedTable(Table):
    """A table whose `renderCB` is told which halves belong together."""

    _renderCB: Rows  # noqa: N815

    def _splitCell(  # noqa: N802
        self,
        value: object,
        style: object,
        oldHeight: float,  # noqa: N803
        newHeight: float,  # noqa: N803
        width: float,
    ) -> Sequence[object]:
        made: Any = super()
        halves: Sequence[object] = made._splitCell(value, style, oldHeight, newHeight, width)  # noqa: SLF001
        self._renderCB.halved(value, halves)
        return halves

    def _restoreRoundingObscuredLines(self) -> None:  # noqa: N802
        with ornament(self.canv):
            made: Any = super()
            made._restoreRoundingObscuredLines()  # noqa: SLF001


def _span(table: Table, row: int, column: int) -> str:
    """Over how many columns and rows a cell goes, where that is more than one."""
    spans: dict[tuple[int, int], tuple[int, int, int, int] | None]
    spans = getattr(table, "_spanRanges", {})
    left, top, right, bottom = spans.get((column, row)) or (column, row, column, row)
    wide = f"/ColSpan {right - left + 1}" if right > left else ""
    return wide + (f"/RowSpan {bottom - top + 1}" if bottom > top else "")


def _blocks(values: Sequence[object]) -> Iterator[Flowable]:
    for value in values:
        if isinstance(value, Flowable):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _blocks(value)  # pyright: ignore[reportUnknownArgumentType]


def _canvas(table: Table) -> TaggedCanvas:
    return tagged(table.canv)


def _tree(table: Table) -> Tree:
    return _canvas(table).tree
