"""Which tables are in this folder or workbook?"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.importing.csv_table import Cells, Tick, csv_table
from youthcase.importing.layout import BY_NAME, GUIDE_SHEETS, SHEETS, plain_name
from youthcase.importing.problems import Torn
from youthcase.importing.workbook import Workbook, WorkbookSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILES_AT_MOST = 1_000


class Table(Protocol):
    """One sheet of the layout, wherever it is kept; `size` is in bytes."""

    @property
    def name(self) -> str:
        """The sheet's name in the layout."""
        ...

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        ...

    def rows(self, tick: Tick) -> Iterator[tuple[int, Cells]]:
        """Each row's number and its filled cells, by column counted from nought."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """The tables of the layout that are there, in its order, and what else there is.

    `others` are sentences about sheets and files that are not in the layout, each with what
    to do about it.
    """

    tables: tuple[Table, ...]
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """A sheet of a workbook that is one sheet of the layout."""

    name: str
    size: int
    _workbook: Workbook
    _sheet: WorkbookSheet

    def rows(self, tick: Tick) -> Iterator[tuple[int, Cells]]:
        """Each row's number and its filled cells; `tick` is told how many bytes are read."""
        for row in self._workbook.rows(self._sheet):
            if isinstance(row, int):
                tick(row)
            else:
                yield row


def open_source(path: Path) -> Source:
    """The tables in a folder of CSV files or in one .xlsx workbook.

    Raises: Refusal for anything else, and for a file that is not safe to read.
    """
    try:
        if path.is_dir():
            return _folder(path)
        if not path.exists():
            raise Refusal(
                _("There is no such file or folder. Check the path; nothing was imported.")
            )
    except OSError:
        raise Refusal(
            _("This path cannot be read. Check it and who may open it; nothing was imported.")
        ) from None
    return _file(path)


def _file(path: Path) -> Source:
    kind = path.suffix.casefold()
    if kind == ".xlsx":
        return _workbook(path)
    if kind == ".csv":
        raise Refusal(
            _(
                "This is one CSV file. Nothing was imported. Put it into a folder, named as "
                "its sheet (people.csv, episodes.csv and so on), and choose the folder."
            )
        )
    if kind in {".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".numbers"}:
        raise Refusal(
            _(
                "Only .xlsx workbooks are read, without macros. Nothing was imported. Save "
                "this one as .xlsx in the spreadsheet program and try again."
            )
        )
    raise Refusal(
        _(
            "This is neither a folder of CSV files nor an .xlsx workbook. Nothing was "
            "imported. The template shows the layout that can be imported."
        )
    )


def _folder(path: Path) -> Source:
    files = [f for f in path.iterdir() if f.suffix.casefold() == ".csv"]
    if len(files) > FILES_AT_MOST:
        raise Refusal(
            _(
                "There are too many CSV files in this folder. Nothing was imported; choose "
                "the one that holds people.csv."
            )
        )
    named = [(plain_name(f.stem), f) for f in sorted(files)]
    _refuse_doubles([name for name, _file in named], "CSV")
    tables = {name: csv_table(name, f) for name, f in named if name in BY_NAME}
    strange = [
        name for name, _file in named if name not in BY_NAME and name not in GUIDE_SHEETS
    ]
    others: list[tuple[str, str]] = []
    if strange:
        others.append(
            (
                plural(
                    "{n} CSV file in the folder is not a sheet of the layout.",
                    "{n} CSV files in the folder are not sheets of the layout.",
                    len(strange),
                ),
                _meant(strange),
            )
        )
    return _source(tables, others)


def _workbook(path: Path) -> Source:
    workbook = Workbook(path)
    named = [(plain_name(sheet.title), sheet) for sheet in workbook.sheets]
    _refuse_doubles([name for name, _sheet in named if name in BY_NAME], "xlsx")
    tables = {
        name: WorkbookTable(name, sheet.size, workbook, sheet)
        for name, sheet in named
        if name in BY_NAME
    }
    others = [
        (
            _("Sheet number {n} of the workbook is not a sheet of the layout.").format(n=place),
            _meant([name]),
        )
        for place, (name, sheet) in enumerate(named, start=1)
        if name not in BY_NAME and name not in GUIDE_SHEETS and _is_filled(workbook, sheet)
    ]
    return _source(tables, others)


def _source(tables: Mapping[str, Table], others: list[tuple[str, str]]) -> Source:
    if not tables:
        raise Refusal(
            _(
                "None of the sheets {names} is here. Nothing was imported. The template shows "
                "the layout that can be imported."
            ).format(names=", ".join(sheet.name for sheet in SHEETS))
        )
    return Source(tuple(tables[s.name] for s in SHEETS if s.name in tables), tuple(others))


def _refuse_doubles(names: list[str], kind: str) -> None:
    doubled = sorted({name for name in names if name in BY_NAME and names.count(name) > 1})
    if doubled:
        what = _("files") if kind == "CSV" else _("sheets")
        raise Refusal(
            _(
                "Two {what} are named {name}. Nothing was imported; rename or remove one."
            ).format(what=what, name=doubled[0])
        )


def _is_filled(workbook: Workbook, sheet: WorkbookSheet) -> bool:
    try:
        return any(not isinstance(row, int) for row in workbook.rows(sheet))
    except Torn:
        return True


def _meant(names: list[str]) -> str:
    """What to do about strange names; one that is nearly right is named."""
    for name in names:
        for near in get_close_matches(name[:40], list(BY_NAME), n=1, cutoff=0.7):
            return _("Is “{name}” meant? Then name it so; else remove it.").format(name=near)
    return _("Name it as in the template, remove it, or import with unknown columns ignored.")
