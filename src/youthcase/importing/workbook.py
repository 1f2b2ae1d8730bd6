"""Which sheets has a workbook, and where are its texts and its dates?"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.importing.package import End, Start, check_workbook, opened, read_xml
from youthcase.importing.sheet_rows import CELL_AT_MOST, Cells, Meanings, rows_of, unescaped

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path

STRINGS_AT_MOST = 300_000_000  # characters

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's dates have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of a workbook: its name, its place and its part in the file."""

    title: str
    part: str
    size: int


class Workbook:
    """An .xlsx workbook, opened only while it is read."""

    def __init__(self, path: Path) -> None:
        """Raises: Refusal for what is no workbook, or none that is safe to read."""
        check_workbook(path)
        self.path = path
        with opened(path) as archive:
            self._book = _main_part(archive)
            self.sheets, self._epoch = _sheets(archive, self._book)
        self._meanings: Meanings | None = None

    def rows(self, sheet: WorkbookSheet) -> Iterator[tuple[int, Cells] | int]:
        """The rows of `sheet` and, between them, the bytes read so far."""
        with opened(self.path) as archive:
            if self._meanings is None:
                self._meanings = _meanings(archive, self._book, self._epoch)
            yield from rows_of(archive, sheet.part, self._meanings)


def _main_part(archive: zipfile.ZipFile) -> str:
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument":
            return target
    raise ValueError("no workbook in the package")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The kind and the target of each relation of `part`, by its id."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            found[attributes["Id"]] = kind, target.lstrip("/")

    _read_whole(archive, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _sheets(archive: zipfile.ZipFile, book: str) -> tuple[tuple[WorkbookSheet, ...], datetime]:
    relations = _relations(archive, book)
    found: list[WorkbookSheet] = []
    epoch = _EPOCH

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal epoch
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = _EPOCH_1904
        if tag == "sheet":
            key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            kind, part = relations[key]
            if kind == "worksheet":
                found.append(WorkbookSheet(attributes["name"], part, _size(archive, part)))

    _read_whole(archive, book, start)
    return tuple(found), epoch


def _size(archive: zipfile.ZipFile, part: str) -> int:
    return archive.getinfo(part).file_size


def _meanings(archive: zipfile.ZipFile, book: str, epoch: datetime) -> Meanings:
    by_kind = dict(_relations(archive, book).values())
    strings = _strings(archive, by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
    dates = (
        _date_styles(archive, by_kind["styles"]) if "styles" in by_kind else frozenset[str]()
    )
    return Meanings(strings, dates, epoch)


def _strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The shared texts, in order; the reading aids of Japanese texts are left out."""
    strings: list[str] = []
    pieces: list[str] = []
    inside = aids = False
    length = total = 0

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside, aids
        inside = tag == "t"
        aids = aids or tag == "rPh"

    def end(tag: str) -> None:
        nonlocal inside, aids, length
        inside = False
        if tag == "rPh":
            aids = False
        elif tag == "si":
            strings.append(unescaped("".join(pieces)))
            pieces.clear()
            length = 0

    def text(piece: str) -> None:
        nonlocal length, total
        if inside and not aids:
            total += len(piece)
            if total > STRINGS_AT_MOST:
                raise ValueError("more text than any caseload")
            if length <= CELL_AT_MOST:
                pieces.append(piece)
                length += len(piece)

    for _unpacked in read_xml(archive, part, start, end, text):
        pass
    return strings


def _date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a date or a time."""
    formats: dict[str, bool] = {str(n): True for n in _BUILT_IN_DATES}
    styles: list[bool] = []
    in_cells = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal in_cells
        if tag == "numFmt" and "numFmtId" in attributes:
            formats[attributes["numFmtId"]] = _is_date(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            in_cells = True
        elif tag == "xf" and in_cells:
            styles.append(formats.get(attributes.get("numFmtId", "0"), False))

    def end(tag: str) -> None:
        nonlocal in_cells
        in_cells = in_cells and tag != "cellXfs"

    _read_whole(archive, part, start, end)
    return frozenset(str(n) for n, is_date in enumerate(styles) if is_date)


def _is_date(code: str) -> bool:
    """Whether a number format such as `dd/mm/yyyy` shows days; `[h]:mm` and `0.0` do not."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\[[^\]]*\]', "", code.partition(";")[0]).lower()
    return any(letter in bare for letter in "dmyhs") and "general" not in bare


def _read_whole(
    archive: zipfile.ZipFile, part: str, start: Start, end: End = lambda _tag: None
) -> None:
    for _unpacked in read_xml(archive, part, start, end, lambda _text: None):
        pass
