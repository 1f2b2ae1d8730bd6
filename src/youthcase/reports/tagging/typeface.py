"""How is a typeface measured and encoded quickly, where the library counts letter by letter?

The answers are the library's own; only the ways to them are shorter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib import rl_accel
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfbase.ttfonts import TTFontFace

_ESCAPED = {code: str(rl_accel.escapePDF(bytes((code,)))) for code in range(256)}


class _Widths(dict[str, float]):
    """The width of each letter in thousandths, looked up in the face when first asked."""

    def __init__(self, face: TTFontFace) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> float:
        width = self._face.charWidths.get(ord(letter), self._face.defaultWidth)
        self[letter] = width
        return width


class Typeface(TTFont):
    """A TrueType font that measures a word, and finds its codes, in one sweep."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename, shapable=False)
        self._width_of = _Widths(self.face).__getitem__

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802
        """The width of `text` in points."""
        return 0.001 * size * sum(map(self._width_of, text))

    def splitString(  # noqa: N802
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The codes of `text`, in one piece when all its letters are in the first subset."""
        state: Any = self.state.get(doc)
        if state and text:
            known = state.assignments.__getitem__
            try:
                return [(0, bytes(map(known, map(ord, text.replace("\xa0", " ")))))]
            except (KeyError, ValueError):
                pass  # a letter that is new, or that lies in a later subset
        return super().splitString(text, doc, encoding)


def escaped(codes: bytes | str) -> str:
    """`codes` as they stand between brackets in a page's content."""
    return (codes if isinstance(codes, str) else codes.decode("latin-1")).translate(_ESCAPED)
