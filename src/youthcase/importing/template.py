"""How does the empty workbook look that can be filled in and imported?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from youthcase.domain.codes import code_list
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.importing.layout import SHEETS, Column, Kind, Sheet
from youthcase.importing.sheet_rows import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


LAST_ROW = 20_000  # down to which drop-downs and formats reach
TEXT_FORMAT = "@"
DAY_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = 'yyyy-mm-dd"T"hh:mm'
NARROWEST, WIDEST = 12, 44  # characters

CodePlaces = dict[str, str]


def write_template(path: Path) -> None:
    """Write the empty workbook of the import layout to `path`.

    Raises: Refusal when there is a file already, or it cannot be written.
    """
    book = Workbook()
    first = book.worksheets[0]
    first.title = "read_me"
    _fill_guide(first)
    sheets = {sheet.name: book.create_sheet(sheet.name) for sheet in SHEETS}
    places = _fill_codes(book)
    for sheet in SHEETS:
        _fill_sheet(sheets[sheet.name], sheet, places)
    _save(book, path)


def _save(book: Workbook, path: Path) -> None:
    try:
        with path.open("xb") as file:
            book.save(file)
    except FileExistsError:
        raise Refusal(
            _("There is a file of that name already. Choose another name; it was left alone.")
        ) from None
    except OSError:
        raise Refusal(
            _("The template cannot be written there. Choose another folder; nothing changed.")
        ) from None


def _fill_guide(page: Worksheet) -> None:

    lines = [
        _("Fill in one row for each record. Nothing here is imported until it is checked."),
        _("Columns in bold must be filled in every row. An empty cell means: not known."),
        _("Dates: 2026-07-06. Date and time: 2026-07-06T15:30, in local time."),
        _("Several codes in one cell have a semicolon between them."),
        _("The drop-downs offer the codes; the sheet “codes” says what each one means."),
        _("References and phone numbers are text, so that no zero is lost."),
        "",
        *(f"{sheet.name}: {sheet.means}" for sheet in SHEETS),
    ]
    for row, line in enumerate(lines, start=1):
        cell = page.cell(row=row, column=1, value=line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page["A1"].font = Font(bold=True)
    page.column_dimensions["A"].width = 96


def _fill_codes(book: Workbook) -> CodePlaces:
    """Write every list that a column uses; the answer says in which cells its codes stand."""
    page = book.create_sheet("codes")
    page.append([_("List"), _("Code"), _("Words"), _("Meaning")])
    for cell in page[1]:
        cell.font = Font(bold=True)
    places: CodePlaces = {}
    for name in dict.fromkeys(c.codes for s in SHEETS for c in s.columns if c.codes):
        codes = code_list(name)
        first = page.max_row + 1
        for code in codes.codes:
            page.append([codes.title, code.code, code.label, code.meaning])
        places[name] = f"codes!$B${first}:$B${page.max_row}"
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = TEXT_FORMAT
    for letter, width in {"A": 28, "B": 24, "C": 34, "D": 100}.items():
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    return places


def _fill_sheet(page: Worksheet, sheet: Sheet, places: CodePlaces) -> None:
    for number, column in enumerate(sheet.columns):
        _fill_heading(page, number, column)
        _offer(page, number, column, places)
    page.freeze_panes = "B2"


def _fill_heading(page: Worksheet, number: int, column: Column) -> None:

    cell = page.cell(row=1, column=number + 1, value=column.name)
    cell.font = Font(bold=column.must)
    cell.fill = PatternFill("solid", fgColor="E4ECE7")
    must = _("Must be filled. ") if column.must else ""
    cell.comment = Comment(f"{must}{column.means}", "Youthcase", height=90, width=260)
    dimension = page.column_dimensions[column_letters(number)]
    dimension.width = (
        WIDEST if column.kind is Kind.TEXT else max(NARROWEST, len(column.name) + 4)
    )
    dimension.number_format = _FORMATS.get(column.kind, TEXT_FORMAT)


_FORMATS: Mapping[Kind, str] = {
    Kind.WHOLE: "General",
    Kind.BORN: DAY_FORMAT,
    Kind.PAST: DAY_FORMAT,
    Kind.DAY: DAY_FORMAT,
    Kind.MOMENT: MOMENT_FORMAT,
}


def _offer(page: Worksheet, number: int, column: Column, places: CodePlaces) -> None:
    """Give the cells of a column their drop-down, or the bounds of their number."""
    if column.kind in {Kind.CODE, Kind.CODES}:
        rule = DataValidation(type="list", formula1=places[column.codes], allow_blank=True)
        # Several codes in a cell, and codes that the service adds, are not in the list.
        rule.showErrorMessage = column.kind is Kind.CODE and not column.open
    elif column.kind is Kind.YES_NO:
        rule = DataValidation(type="list", formula1='"Y,N"', allow_blank=True)
        rule.showErrorMessage = True
    elif column.kind is Kind.WHOLE:
        rule = DataValidation(
            type="whole",
            operator="between",
            formula1=str(column.low),
            formula2=str(column.high),
            allow_blank=True,
        )
        rule.showErrorMessage = True
    else:
        return
    rule.errorTitle = column.name
    rule.error = column.means
    letters = column_letters(number)
    rule.add(f"{letters}2:{letters}{LAST_ROW}")
    page.add_data_validation(rule)
