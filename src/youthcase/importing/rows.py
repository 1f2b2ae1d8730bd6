"""What do the rows of a sheet say, column by column?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from youthcase.i18n import _
from youthcase.importing.cells import Clock, Doubtful, Raw, Reader, reader_of
from youthcase.importing.code_cells import Unlisted
from youthcase.importing.layout import BY_NAME, Column, Sheet, plain_name
from youthcase.importing.problems import Report, Torn, Unreadable
from youthcase.importing.sheet_rows import column_letters

if TYPE_CHECKING:
    from datetime import date, time

    from youthcase.importing.csv_table import Cells, Tick
    from youthcase.importing.source import Table

HEADING_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One row whose cells are read; `is_whole` when none of them was refused."""

    number: int
    is_whole: bool
    _values: Mapping[str, object] = field(repr=False)

    def has(self, name: str) -> bool:
        """Whether the cell is filled."""
        return name in self._values

    def text(self, name: str) -> str | None:
        """The text, code or name in a cell."""
        return cast("str | None", self._values.get(name))

    def must(self, name: str) -> str:
        """The text or code in a cell that is filled in every whole row."""
        return cast("str", self._values[name])

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes in a cell."""
        return cast("tuple[str, ...]", self._values.get(name, ()))

    def day(self, name: str) -> date | None:
        """The date in a cell."""
        return cast("date | None", self._values.get(name))

    def moment(self, name: str) -> tuple[date, time | None]:
        """The day and, where it is given, the time in a cell that is filled."""
        return cast("tuple[date, time | None]", self._values[name])

    def whole(self, name: str) -> int | None:
        """The whole number in a cell."""
        return cast("int | None", self._values.get(name))

    def flag(self, name: str) -> bool | None:
        """Y is true, N is false, an empty cell neither."""
        return cast("bool | None", self._values.get(name))


def read_rows(
    table: Table, clock: Clock, report: Report, *, ignore_unknown: bool, tick: Tick
) -> list[Row]:
    """The filled rows of a table, with its problems added to `report`."""
    sheet = BY_NAME[table.name]
    rows: list[Row] = []
    readers: _Readers | None = None
    try:
        for number, cells in table.rows(tick):
            if readers is None:
                readers = _header(sheet, number, cells, report, clock, ignore_unknown)
                if not readers.columns:
                    return []
            elif cells:
                row = _row(sheet.name, number, cells, readers, report)
                if row is not None:
                    rows.append(row)
    except Torn as torn:
        report.error(sheet.name, torn.row, None, torn.sentence, torn.remedy)
    return rows


@dataclass(frozen=True, slots=True)
class _Readers:
    """How the cells of each column are read, and which columns are passed over.

    It is complete when every column is there that must be filled.
    """

    columns: Mapping[int, tuple[Column, Reader]]
    ignored: frozenset[int]
    must: tuple[Column, ...]
    is_complete: bool


_NONE = _Readers({}, frozenset(), (), is_complete=False)


def _header(
    sheet: Sheet,
    number: int,
    cells: Cells,
    report: Report,
    clock: Clock,
    ignore_unknown: bool,
) -> _Readers:
    """What the first row says about the columns."""
    known = {column.name: column for column in sheet.columns}
    names = {i: plain_name(c) if isinstance(c, str) else "" for i, c in cells.items()}
    found = set(names.values()) & known.keys()
    if number != 1 or not found:
        report.error(
            sheet.name,
            1,
            None,
            _("The first row does not hold the column names."),
            _(
                "Put the names of the template into row 1, one to a cell; in a CSV file with "
                "commas, semicolons or tabs between them."
            ),
        )
        return _NONE
    columns: dict[int, tuple[Column, Reader]] = {}
    ignored: set[int] = set()
    seen: set[str] = set()
    has_must = sheet.columns[0].name in found
    for i, name in sorted(names.items()):
        if name in seen and name in known:
            ignored.add(i)
            _report_doubled(sheet.name, name, report)
        elif name in known:
            columns[i] = known[name], reader_of(known[name], clock)
        else:
            ignored.add(i)
            heading = _heading(cells[i]) if has_must else column_letters(i)
            _report_unknown(sheet.name, heading, report, ignore_unknown)
        seen.add(name)
    must = tuple(c for c in sheet.columns if c.must)
    for column in must:
        if column.name not in found:
            _report_absent(sheet.name, column.name, report)
    filled = tuple(c for c in must if c.name in found)
    return _Readers(columns, frozenset(ignored), filled, is_complete=filled == must)


def _heading(raw: Raw) -> str:
    text = str(raw) if isinstance(raw, str | int | float) else ""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:HEADING_AT_MOST]


def _report_doubled(sheet: str, name: str, report: Report) -> None:
    report.error(
        sheet,
        1,
        name,
        _("This column is there twice."),
        _("Remove or rename one of the two."),
    )


def _report_unknown(sheet: str, heading: str, report: Report, ignore_unknown: bool) -> None:
    if ignore_unknown:
        report.warning(
            sheet,
            1,
            heading,
            _("This column is not in the layout and was not read."),
            _("Nothing, if nothing in it is needed."),
        )
    else:
        report.error(
            sheet,
            1,
            heading,
            _("This column is not in the layout."),
            _("Name it as in the template, remove it, or import with unknown columns ignored."),
        )


def _report_absent(sheet: str, name: str, report: Report) -> None:
    report.error(
        sheet,
        1,
        name,
        _("This column is missing, and it must be filled."),
        _("Add the column and fill it in."),
    )


def _row(
    sheet: str, number: int, cells: Cells, readers: _Readers, report: Report
) -> Row | None:
    values: dict[str, object] = {}
    is_whole = readers.is_complete
    strays = False
    for i, raw in cells.items():
        found = readers.columns.get(i)
        if found is None:
            strays = strays or i not in readers.ignored
            continue
        column, reader = found
        try:
            value = reader(raw)
        except Unreadable as fault:
            report.error(sheet, number, column.name, fault.sentence, fault.remedy)
            is_whole = False
            values[column.name] = None
            continue
        if isinstance(value, Doubtful | Unlisted):
            value = _doubted(sheet, number, column.name, value, report)
        if value is not None and value != ():
            values[column.name] = value
    if strays:
        is_whole = False
        _report_strays(sheet, number, report)
    if not values and not strays:
        return None
    for column in readers.must:
        if column.name not in values:
            is_whole = False
            _report_empty(sheet, number, column.name, report)
    return Row(number, is_whole, values)


def _doubted(
    sheet: str, number: int, column: str, found: Doubtful | Unlisted, report: Report
) -> object:
    if isinstance(found, Doubtful):
        report.warning(sheet, number, column, found.sentence, found.remedy)
        return found.value
    left_out = _("{sentence} The cell was left out.").format(sentence=found.sentence)
    report.warning(sheet, number, column, left_out, found.remedy)
    return None


def _report_strays(sheet: str, number: int, report: Report) -> None:
    report.error(
        sheet,
        number,
        None,
        _("This row has filled cells where no column has a name."),
        _(
            "Name the column or empty the cells; in a CSV file, put a text with commas in "
            "quotes."
        ),
    )


def _report_empty(sheet: str, number: int, column: str, report: Report) -> None:
    report.error(
        sheet,
        number,
        column,
        _("This cell is empty, and it must be filled."),
        _("Fill it in; where nobody knows, the code for “not known” will do."),
    )
