"""What must be said otherwise than the library says it, for the file to be valid?"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, cast

from reportlab.pdfbase import pdfdoc

from youthcase.reports.tagging import colour, metadata, writing
from youthcase.reports.tagging.quick import number

if TYPE_CHECKING:
    from youthcase.reports.tagging.metadata import Properties
    from youthcase.reports.tagging.tree import Tree

_MAPPED = re.compile(r"<(\w{2})> <(\w{4,})>")
_MOST_IN_A_BLOCK = 100  # Source: Adobe technical note 5014, 4.2


class _Stream(pdfdoc.PDFStream):
    """A stream that ends as PDF/A wants it and names a filter only where it has one."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        entries = pdfdoc.PDFDictionary(dict(self.dictionary.dict))
        content = self.content
        if isinstance(content, str):
            content = content.encode("latin-1")
        filters = self.filters or ()
        for one in reversed(filters):
            content = one.encode(content)
        if filters:
            entries["Filter"] = pdfdoc.PDFArray([pdfdoc.PDFName(f.pdfname) for f in filters])
        entries["Length"] = len(content)
        # After a carriage return, a line feed alone would count as half of the line's end.
        end = b"\r\nendstream\n" if content.endswith(b"\r") else b"\nendstream\n"
        return entries.format(document) + b"\nstream\n" + content + end


class _Image(pdfdoc.PDFImageXObject):
    """A picture of pixels, its stream ended like all others."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        content = cast("bytes", self.streamContent)
        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Image"),
            "Width": self.width,
            "Height": self.height,
            "BitsPerComponent": 8,
            "ColorSpace": pdfdoc.PDFName("DeviceRGB"),
            "Filter": pdfdoc.PDFName("FlateDecode"),
        }
        return _Stream(pdfdoc.PDFDictionary(entries), content).format(document)


class _Page(pdfdoc.PDFPage):
    """A page whose content belongs to elements."""

    StructParents: int
    Tabs: object
    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # noqa: RUF012


class _Catalog(pdfdoc.PDFCatalog):
    """The document's root with its intent for colours."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012


def _packed(operators: str) -> _Stream:
    """A finished page's content, compressed now: hundreds of pages would lie about in full."""
    stream = _Stream(content=zlib.compress(operators.encode("latin-1")))
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream


class TaggedFile(pdfdoc.PDFDocument):
    """A file without the library's name, with the tree of what is painted."""

    Catalog: Any
    idToObject: dict[str, Any]  # noqa: N815

    def begin(self, properties: Properties, tree: Tree) -> None:
        """Say of the file what `properties` say; `tree` grows meanwhile."""
        self._properties = properties
        self._tree = tree
        self.info = metadata.Entries(properties)
        self.Catalog.__class__ = _Catalog

    def Reference(  # noqa: N802
        self, obj: object, name: str | None = None
    ) -> pdfdoc.PDFObjectReference:
        """Every object comes by here on its way into the file: amend it."""
        if type(obj) is pdfdoc.PDFStream:
            obj.__class__ = _Stream
            if name and name.startswith("toUnicodeCMap:"):
                obj.content = _letters_of_codes(obj.content, name.partition(":")[2])
        elif type(obj) is pdfdoc.PDFImageXObject:
            obj.__class__ = _Image
        elif isinstance(obj, pdfdoc.PDFFormXObject) and obj.Contents is None:
            obj.Contents = _Stream(content=obj.stream)
        elif isinstance(obj, pdfdoc.PDFTrueTypeFont):
            font: Any = obj
            if isinstance(font.Widths, pdfdoc.PDFArray):
                font.Widths = f"[{' '.join(map(number, font.Widths.sequence))}]"
        elif type(obj) is pdfdoc.PDFPage:
            obj.__class__ = _Page
            page = cast("_Page", obj)
            page.StructParents = self.pageCounter - 1
            page.Tabs = pdfdoc.PDFName("S")
            page.Contents = _packed(page.stream)
            page.stream = None
        return cast("pdfdoc.PDFObjectReference", super().Reference(obj, name))

    def finish(self) -> None:
        """Add tree, packet and colours; nothing is painted after it."""
        while len(self._tree.pages) >= self.pageCounter:
            self._tree.pages.pop()
        for n, (name, _element) in enumerate(self._tree.noted):
            note = self.idToObject[self.annotationName(name)]
            note["StructParent"] = len(self._tree.pages) + n
        catalog = self.Catalog
        catalog.StructTreeRoot = writing.write(self._tree, self)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        catalog.Metadata = _Stream(
            pdfdoc.PDFDictionary(kind), metadata.packet(self._properties)
        )
        catalog.OutputIntents = pdfdoc.PDFArray([self._intent()])

    def _intent(self) -> pdfdoc.PDFDictionary:
        profile = _Stream(pdfdoc.PDFDictionary({"N": 3}), colour.srgb(), [pdfdoc.PDFZCompress])
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("OutputIntent"),
                "S": pdfdoc.PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
                "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                "DestOutputProfile": self.Reference(profile),
            }
        )

    def ID(self) -> bytes:  # noqa: N802
        """The file's fingerprint, without the remark that follows it."""
        return super().ID().partition(b"%")[0]

    def format(self) -> bytes:
        """The bytes of the file."""
        named = b" ReportLab Generated PDF document (opensource)\n"
        # Same length, since the table of offsets is already made.
        return super().format().replace(named, b" " * (len(named) - 1) + b"\n", 1)


def _letters_of_codes(made: str, name: str) -> str:
    """The map from codes to letters, without unused codes, in blocks that are allowed."""
    pairs = [(code, int(letter, 16)) for code, letter in _MAPPED.findall(made)]
    entries = [
        f"<{code}> <{chr(letter).encode('utf-16-be').hex().upper()}>"
        for code, letter in pairs
        if letter
    ]
    blocks = [
        entries[n : n + _MOST_IN_A_BLOCK] for n in range(0, len(entries), _MOST_IN_A_BLOCK)
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(
                "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))
                for block in blocks
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
