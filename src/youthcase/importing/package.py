"""Is this file a workbook that is safe to read, and what is in its parts?

A workbook is a zip file of XML, and may come from anybody: sizes are checked before
anything is unpacked and while it is unpacked, and no XML may declare a document type, so
that no entity can grow.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers import expat

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

FILE_AT_MOST = 100_000_000  # bytes, packed
PART_AT_MOST = 600_000_000  # bytes, unpacked: a million formatted blank rows need some 400
ALL_AT_MOST = 1_500_000_000
PARTS_AT_MOST = 2_000
# A sheet packs 10 to 30 times smaller, one of equal blank rows more; a bomb 1,000 times.
RATIO_AT_MOST = 200
RATIO_MATTERS_FROM = 20_000_000
CHUNK = 1 << 16

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def check_workbook(path: Path) -> None:
    """Raise a `Refusal` unless the file at `path` is a workbook that is safe to unpack."""
    if not path.is_file():
        raise Refusal(_("This is not a file that can be read. Nothing was imported."))
    with opened(path) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        if len(parts) > PARTS_AT_MOST or len(set(names)) != len(names):
            raise _unsafe()
        if sum(part.file_size for part in parts) > ALL_AT_MOST:
            raise _unsafe()
        for part in parts:
            _check_part(part)
        if any(name.casefold().endswith("vbaproject.bin") for name in names):
            raise _macros()


def _check_part(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise _locked()
    if part.compress_type not in _PLAIN_METHODS or part.file_size > PART_AT_MOST:
        raise _unsafe()
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_MATTERS_FROM and ratio > RATIO_AT_MOST:
        raise _unsafe()


@contextmanager
def opened(path: Path) -> Generator[zipfile.ZipFile]:
    """The zip file at `path`; whatever turns out to be broken in it becomes a `Refusal`."""
    try:
        if path.stat().st_size > FILE_AT_MOST:
            raise _too_large()
        with path.open("rb") as file:
            if file.read(4) == _OLE:
                file.seek(0)
                raise _locked() if _ENCRYPTED_PACKAGE in file.read(2_000_000) else _old_excel()
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _BROKEN as fault:
        raise _damaged() from fault


def read_xml(
    archive: zipfile.ZipFile, part: str, start: Start, end: End, text: Text
) -> Iterator[int]:
    """Feed a part to three callbacks; the bytes unpacked so far are given after each piece.

    Names come without the prefix that the root has.
    """
    parser = _safe_parser(start, end, text)
    unpacked = 0
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            unpacked += len(piece)
            if unpacked > PART_AT_MOST:
                raise _unsafe()
            parser.Parse(piece, False)
            yield unpacked
        parser.Parse(b"", True)
        yield unpacked


def _safe_parser(start: Start, end: End, text: Text) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def first(name: str, attributes: dict[str, str]) -> None:
        """The root shows whether the names have a prefix; mostly they have none."""
        prefix, colon, _name = name.rpartition(":")
        length = len(prefix + colon)
        if length:
            parser.StartElementHandler = lambda tag, given: start(tag[length:], given)
            parser.EndElementHandler = lambda tag: end(tag[length:])
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        start(name[length:], attributes)

    def forbid(*_declaration: object) -> None:
        raise _unsafe()

    parser.buffer_text = True
    parser.StartElementHandler = first
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    return parser


def _unsafe() -> Refusal:
    return Refusal(
        _(
            "This workbook unpacks to far more than any caseload, or is built in a way no "
            "spreadsheet program builds one. Nothing was imported. Open it in the spreadsheet "
            "program, copy the sheets into the template and import that."
        )
    )


def _too_large() -> Refusal:
    return Refusal(
        _(
            "This workbook is larger than {n} million bytes, which no caseload is. Nothing was "
            "imported; remove pictures and unused sheets, or split it by young people."
        ).format(n=FILE_AT_MOST // 1_000_000)
    )


def _damaged() -> Refusal:
    return Refusal(
        _(
            "This workbook is damaged, or is not an .xlsx workbook. Nothing was imported. Open "
            "it in the spreadsheet program, save it again as .xlsx and try again."
        )
    )


def _locked() -> Refusal:
    return Refusal(
        _(
            "This workbook is protected by a password. Nothing was imported. Remove the "
            "password in the spreadsheet program, save it and try again."
        )
    )


def _old_excel() -> Refusal:
    return Refusal(
        _(
            "This is a workbook of an old kind (.xls). Nothing was imported. Save it as .xlsx "
            "in the spreadsheet program and try again."
        )
    )


def _macros() -> Refusal:
    return Refusal(
        _(
            "This workbook holds macros. Nothing was imported. Save it as .xlsx without macros "
            "and try again."
        )
    )
