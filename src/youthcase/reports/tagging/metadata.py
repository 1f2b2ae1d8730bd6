"""What does a file say of itself, in its entries and in its XMP packet?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself; None leaves the entry out."""

    title: str
    made_at: datetime
    author: str | None = None
    program: str | None = None
    language: str = "en-GB"
    right_to_left: bool = False


class Entries(pdfdoc.PDFInfo):
    """The information entries that are set, and none that the library would put in."""

    def __init__(self, properties: Properties) -> None:
        super().__init__()
        self._properties = properties

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The dictionary as it stands in the file."""
        own = self._properties
        moment = pdfdoc.PDFString(f"D:{own.made_at.astimezone(UTC):%Y%m%d%H%M%S}+00'00'")
        entries = {"Title": pdfdoc.PDFString(own.title), "CreationDate": moment}
        entries["ModDate"] = moment
        if own.author:
            entries["Author"] = pdfdoc.PDFString(own.author)
        if own.program:
            entries["Creator"] = entries["Producer"] = pdfdoc.PDFString(own.program)
        return pdfdoc.PDFDictionary(entries).format(document)


def packet(own: Properties) -> bytes:
    """The same as XMP, with the claims to be PDF/UA-1 and PDF/A-2a.

    Source: ISO 14289-1, 5; ISO 19005-2, 6.6.4 and, for the schema of the UA claim, 6.6.2.3.
    """
    moment = f"{own.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
    said = [
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title><rdf:Alt>{_default(own.title)}</rdf:Alt></dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{own.language}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    ]
    if own.author:
        one = f"<rdf:li>{escape(own.author)}</rdf:li>"
        said.append(f"<dc:creator><rdf:Seq>{one}</rdf:Seq></dc:creator>")
    if own.program:
        program = escape(own.program)
        said.append(f"<xmp:CreatorTool>{program}</xmp:CreatorTool>")
        said.append(f"<pdf:Producer>{program}</pdf:Producer>")
    return _PACKET.format(said="\n".join(said), schema=_schema()).encode()


def _default(words: str) -> str:
    return f'<rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'


def _schema() -> str:
    """PDF/A wants to be told of every property that it does not know."""
    described = (
        "<pdfaProperty:name>part</pdfaProperty:name>"
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    )
    item = '<rdf:li rdf:parseType="Resource">'
    return (
        f"<pdfaExtension:schemas><rdf:Bag>{item}"
        "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{item}{described}</rdf:li></rdf:Seq>"
        "</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    )


_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    f' xmlns:pdfuaid="{_UA}" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
    "{said}\n</rdf:Description>\n"
    f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}extension/"'
    f' xmlns:pdfaSchema="{_EXTENSION}schema#" xmlns:pdfaProperty="{_EXTENSION}property#">\n'
    "{schema}\n</rdf:Description>\n"
    '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)
