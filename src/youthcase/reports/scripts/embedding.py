"""How do the glyphs of a typeface get into a PDF, each saying which letters it stands for?

A composite font with a number of its own for each pair of glyph and letters: one shape may
stand for different letters in different words, and every reader still gets the right ones.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFStream

from youthcase.reports.scripts.faces import Face, hb

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES_IN_A_BLOCK = 100  # the most that a character map may hold in one block
_LEFT_OUT = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap")
_SYMBOLIC = 4
_HEAD_OF_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_FOOT_OF_MAP = "endcmap CMapName currentdict /CMap defineresource pop end end"


class Embedded:
    """A typeface in one document: only the glyphs that were drawn go into the file."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._numbers: dict[tuple[int, str], int] = {}

    def number(self, glyph: int, letters: str) -> int:
        """The number that draws `glyph` and reads as `letters`."""
        return self._numbers.setdefault((glyph, letters), len(self._numbers) + 1)

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """Put the font into the file; the library asks when the last page is drawn."""
        name = f"/{self._tag()}+{self.face.name}"
        pairs = list(self._numbers)
        data, places = _subset(self.face, {glyph for glyph, _ in pairs})
        mapped = b"".join(
            struct.pack(">H", places[glyph]) for glyph in (0, *(g for g, _ in pairs))
        )
        widths = " ".join(figure(self.face.width_of(g)) for g in (0, *(g for g, _ in pairs)))
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
                "FontDescriptor": document.Reference(
                    _descriptor(document, self.face, name, data)
                ),
                "W": f"[0[{widths}]]",
                "DW": 0,
                "CIDToGIDMap": document.Reference(_stream(mapped)),
            }
        )
        fonts = cast("Any", document).idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(
            PDFDictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": name,
                    "Encoding": "/Identity-H",
                    "DescendantFonts": PDFArray([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(_stream(_map(pairs))),
                }
            )
        )

    def _tag(self) -> str:
        """Six letters that tell this choice of glyphs from others."""
        return "".join(chr(65 + zlib.crc32(self.face.name.encode(), n) % 26) for n in range(6))


def embedded(document: pdfdoc.PDFDocument, face: Face) -> Embedded:
    """The font of `face` in `document`, made when it is first drawn with."""
    waiting = cast("list[object]", cast("Any", document).delayedFonts)
    ours = [font for font in waiting if isinstance(font, Embedded)]
    found = next((font for font in ours if font.face is face), None)
    if found is None:
        found = Embedded(face, f"S{len(ours) + 1}")
        waiting.append(found)
    return found


def figure(value: float) -> str:
    """A number as a page writes it, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """The font file with those glyphs alone, and where each of them now is."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs | {0})
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in _LEFT_OUT})
    plan = hb.SubsetPlan(face.face, wanted)
    data = bytes(plan.execute().blob.data)
    return data, dict(plan.old_to_new_glyph_mapping)


def _descriptor(
    document: pdfdoc.PDFDocument, face: Face, name: str, data: bytes
) -> PDFDictionary:
    box = [n * face.scale for n in struct.unpack(">4h", face.table("head")[36:44])]
    ascent, descent = struct.unpack(">2h", face.table("hhea")[4:8])
    (capitals,) = struct.unpack(">h", face.table("OS/2")[88:90])
    file = _stream(data, {"Length1": len(data)})
    return PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray([round(n) for n in box]),
            "ItalicAngle": 0,
            "Ascent": round(ascent * face.scale),
            "Descent": round(descent * face.scale),
            "CapHeight": round(capitals * face.scale),
            "StemV": 80,
            "FontFile2": document.Reference(file),
        }
    )


def _map(pairs: Sequence[tuple[int, str]]) -> bytes:
    """Which letters each number stands for."""
    lines = [
        f"<{n:04X}> <{letters.encode('utf-16-be').hex().upper()}>"
        for n, (_, letters) in enumerate(pairs, start=1)
    ]
    made = [_HEAD_OF_MAP]
    for first in range(0, len(lines), _LINES_IN_A_BLOCK):
        block = lines[first : first + _LINES_IN_A_BLOCK]
        made += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*made, _FOOT_OF_MAP]).encode()


def _stream(data: bytes, more: dict[str, object] | None = None) -> PDFStream:
    stream = PDFStream(PDFDictionary(more or {}), data)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream
