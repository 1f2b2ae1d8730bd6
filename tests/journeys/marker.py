"""Is a young person's name, number or story in these bytes, in whatever clothes?"""

from __future__ import annotations

import base64
import re
import secrets
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LETTERS = "bcdfghjklmnpqrstvwxz"
_STREAM = re.compile(rb"stream\r?\n")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_ZIPPED = re.compile(rb"PK\x03\x04")
_LONGEST_STREAM = 8_000_000


@dataclass(frozen=True, slots=True)
class Marker:
    """Words that stand nowhere else in the world: a name, a phone number, a story."""

    name: str
    phone: str
    words: str

    @classmethod
    def new(cls) -> Marker:
        """Others at every run, so that nothing left over can be mistaken for them."""
        name = "Zq" + "".join(secrets.choice(_LETTERS) for _n in range(9))
        story = "vx" + "".join(secrets.choice(_LETTERS) for _n in range(9))
        number = secrets.randbelow(700) + 300
        return cls(name, f"07700 900{number}", story)

    @property
    def parts(self) -> tuple[str, ...]:
        """What no file outside the vault may hold."""
        return self.name, self.words, self.phone, self.phone.replace(" ", "")

    def forms(self) -> dict[bytes, str]:
        """Every way in which a part could be written down, and what to call it."""
        found: dict[bytes, str] = {}
        for part in self.parts:
            for text in (part, part.lower(), part.upper()):
                for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
                    raw = text.encode(code)
                    found[raw] = code
                    found[raw.hex().encode()] = f"hex of {code}"
                    found[raw.hex().upper().encode()] = f"hex of {code}"
                    found.update((b, f"base64 of {code}") for b in _base64(raw))
        return found

    def finds(self, content: bytes) -> set[str]:
        """The forms in which the marker stands in `content`, or in a stream packed in it."""
        forms = self.forms()
        looked = [("", content), *(("packed ", s) for s in _unpacked(content))]
        return {
            packed + name
            for packed, raw in looked
            for form, name in forms.items()
            if form in raw
        }


def _base64(raw: bytes) -> Iterator[bytes]:
    """The letters that stay the same wherever in a text the bytes stand."""
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw)
        yield coded[-(-shift * 8 // 6) : len(coded) - 4]


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What is deflated in a PDF, in a workbook or on its own."""
    if content.startswith(b"%PDF"):
        yield _read_out(content)
    view = memoryview(content)
    for found in _ZLIB.finditer(content):
        yield _inflate(view[found.start() :], zlib.MAX_WBITS)
    for found in _STREAM.finditer(content):
        # A PDF may write its deflated streams down in letters.
        end = content.find(b"~>", found.end(), found.end() + _LONGEST_STREAM)
        if end > 0:
            yield _inflate(_from_letters(content[found.end() : end]), zlib.MAX_WBITS)
    for found in _ZIPPED.finditer(content):
        names = struct.unpack_from("<HH", content.ljust(found.end() + 30), found.start() + 26)
        yield _inflate(view[found.start() + 30 + sum(names) :], -zlib.MAX_WBITS)


def _read_out(paper: bytes) -> bytes:
    """The words of a PDF; its fonts number their letters as they please."""
    try:
        pages = list(pypdfium2.PdfDocument(paper))
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages).encode()
    except pypdfium2.PdfiumError:
        return b""


def _from_letters(raw: bytes) -> bytes:
    try:
        return base64.a85decode(raw.strip())
    except ValueError:
        return b""


def _inflate(raw: bytes | memoryview, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(raw, _LONGEST_STREAM)
    except zlib.error:
        return b""


def files_with(marker: Marker, *folders: Path) -> dict[Path, set[str]]:
    """Every file below `folders` that holds the marker, and in which forms."""
    found: dict[Path, set[str]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                hits = marker.finds(path.read_bytes())
                if any(form in str(path).encode() for form in marker.forms()):
                    hits.add("its name")
                if hits:
                    found[path] = hits
    return found
