"""How does a release look in a spreadsheet? One sheet of values, and nothing behind it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from youthcase.i18n import _
from youthcase.returns import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from youthcase.returns.released import Release

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip file can say
_WIDTHS = (46, 46, 16, 10)
_HEAD = PatternFill("solid", fgColor="0A5A60")
# openpyxl puts the moment of saving and its own name there: this says nothing.
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def workbook(release: Release, lead: Sequence[str]) -> bytes:
    """The release as .xlsx: titles, categories and figures as people read them.

    `lead` stands above the tables: the period, how to read the figures, the definition.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Return")
    for column, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    row = _lead(sheet, lead)
    for name in release.tables():
        row = _table(sheet, release, name, row + 1)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return _without_traces(out.getvalue())


def _lead(sheet: Worksheet, lead: Sequence[str]) -> int:
    for at, words in enumerate(lead, 1):
        cell = sheet.cell(at, 1, words)
        cell.font = Font(bold=at == 1, size=14 if at == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=4)
        sheet.row_dimensions[at].height = 22 if at == 1 else 15 * (1 + len(words) // 110)
    return len(lead)


def _table(sheet: Worksheet, release: Release, name: str, row: int) -> int:
    """One table under its title; the last row that it takes."""
    row += 1
    sheet.cell(row, 1, wording.table_title(name)).font = Font(bold=True, size=12)
    lines = release.table(name)
    row += 1
    heads = (
        wording.dimension(lines[0].dimension_1) or _("Category"),
        wording.dimension(lines[0].dimension_2),
        _("Figure"),
        _("Sign"),
    )
    for column, words in enumerate(heads, 1):
        cell = sheet.cell(row, column, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
    for line in lines:
        row += 1
        sheet.cell(row, 1, wording.category(line.dimension_1, line.category_1))
        if line.dimension_2:
            sheet.cell(row, 2, wording.category(line.dimension_2, line.category_2))
        if line.value is not None:
            sheet.cell(row, 3, line.value)
        if line.marker:
            sheet.cell(row, 4, line.marker)
    return row


def _without_traces(content: bytes) -> bytes:
    """The same workbook without times, names and the order of the day."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = _CORE.encode() if name == "docProps/core.xml" else old.read(name)
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
    return out.getvalue()
