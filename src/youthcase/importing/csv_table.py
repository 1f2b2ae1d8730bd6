"""What stands in one CSV file, row by row?"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.importing.cells import Raw
from youthcase.importing.layout import BY_NAME, plain_name
from youthcase.importing.problems import Torn

FILE_AT_MOST = 200_000_000  # bytes
SEPARATORS = (",", ";", "\t")
ROWS_BETWEEN_TICKS = 1_000

Cells = dict[int, Raw]
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file that is one sheet of the layout."""

    name: str
    path: Path
    size: int

    def rows(self, tick: Tick) -> Iterator[tuple[int, Cells]]:
        """Each row's number, counted as a spreadsheet shows it, and its filled cells.

        `tick` is told from time to time how many bytes are read.

        Raises: Torn where the file cannot be read further.
        """
        self._refuse_utf16()
        number = 0
        try:
            with (
                self.path.open("rb") as file,
                TextIOWrapper(file, encoding="utf-8-sig", newline="") as text,
            ):
                lines = csv.reader(text, delimiter=self._separator(), strict=True)
                for number, row in enumerate(lines, start=1):
                    if number % ROWS_BETWEEN_TICKS == 0:
                        tick(file.tell())
                    yield number, {i: c for i, c in enumerate(row) if c and not c.isspace()}
        except UnicodeDecodeError:
            raise self._not_utf8() from None
        except csv.Error:
            raise Torn(
                number + 1,
                _("The file cannot be read from this row on."),
                _("Look for a quotation mark that is opened and not closed, or doubled."),
            ) from None

    def _separator(self) -> str:
        """The separator with which the first row has the most known column names."""
        with self.path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            first = file.readline(50_000)
        known = {column.name for column in BY_NAME[self.name].columns}
        return max(SEPARATORS, key=lambda s: len(known & {*_names(first, s)}))

    def _refuse_utf16(self) -> None:
        with self.path.open("rb") as file:
            start = file.read(400)
        if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start:
            raise Torn(
                None,
                _("The file is saved as UTF-16, or is no text, and not as UTF-8."),
                _save_as(),
            )

    def _not_utf8(self) -> Torn:
        """Where the first letter stands that is not UTF-8."""
        with self.path.open("rb") as file:
            row = next((n for n, line in enumerate(file, start=1) if not _is_utf8(line)), None)
        return Torn(
            row,
            _("The file is not saved as UTF-8; the first letter that shows it is in this row."),
            _save_as(),
        )


def csv_table(name: str, path: Path) -> CsvTable:
    """The table in the file at `path`.

    Raises: Refusal for what is no plain file, or is larger than any caseload.
    """
    if path.is_symlink() or not path.is_file():
        raise Refusal(
            _("{name}.csv is a folder or a link, not a file. Nothing was imported.").format(
                name=name
            )
        )
    size = path.stat().st_size
    if size > FILE_AT_MOST:
        raise Refusal(
            _(
                "{name}.csv is larger than {n} million bytes, which no caseload is. Nothing "
                "was imported; check the file, or split it by young people."
            ).format(name=name, n=FILE_AT_MOST // 1_000_000)
        )
    _check_readable(name, path)
    return CsvTable(name, path, size)


def _check_readable(name: str, path: Path) -> None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        raise Refusal(
            _("{name}.csv cannot be read. Close it in other programs and try again.").format(
                name=name
            )
        ) from None


def _names(line: str, separator: str) -> list[str]:
    return [plain_name(re.sub('["\r\n]', "", cell)) for cell in line.split(separator)]


def _save_as() -> str:
    return _("In the spreadsheet choose “Save as”, then “CSV UTF-8”, and try again.")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
