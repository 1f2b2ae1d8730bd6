"""Which ways of the library, often gone, can be made shorter?

The operators are the library's own, to the digit; a report of hundreds of pages is made in
two thirds of the time.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib import rl_accel
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from youthcase.reports.tagging.typeface import Typeface, escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfbase.pdfdoc import PDFDocument

_NAMES: tuple[str, ...] = tuple(Canvas.STATE_ATTRIBUTES)
_state_of = cast("Callable[[dict[str, object]], tuple[object, ...]]", itemgetter(*_NAMES))


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A number as it stands in a page's content."""
    return str(rl_accel.fp_str(value))


@lru_cache(maxsize=256)
def _red_green_blue(colour: Color) -> str:
    return str(rl_accel.fp_str((colour.red, colour.green, colour.blue)))


class QuickCanvas(Canvas):
    """A canvas that moves, colours and remembers its state in fewer steps."""

    _code: list[str]
    _currentMatrix: tuple[float, float, float, float, float, float]  # noqa: N815
    _extgstate: Any
    _fillColorObj: Any  # noqa: N815
    state_stack: list[tuple[object, ...]]

    def push_state_stack(self) -> None:
        """Remember the state."""
        self.state_stack.append(_state_of(self.__dict__))
        self._extgstate = self._extgstate.pushCopy()

    def pop_state_stack(self) -> None:
        """Go back to the state that was remembered last."""
        self.__dict__.update(zip(_NAMES, self.state_stack.pop(), strict=True))

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin."""
        if self._code and self._code[-1].endswith(" cm"):
            super().translate(dx, dy)
            return
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {number(dx)} {number(dy)} cm")

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803
        """Fill with a colour from now on."""
        is_plain = type(aColor) is Color and aColor.alpha == 1 and alpha is None
        if is_plain and not self._extgstate._c:  # noqa: SLF001  nothing is transparent
            self._fillColorObj = aColor
            self._code.append(f"{_red_green_blue(aColor)} rg")
        else:
            super().setFillColor(aColor, alpha)

    def _escape(self, s: bytes | str) -> str:
        return escaped(s)


class QuickText(PDFTextObject):
    """A text object that writes words of one subset in one step."""

    _code: list[str]
    _doc: PDFDocument
    _fontname: str
    _fontsize: float
    _leading: float
    _curSubset: int  # noqa: N815

    def setTextOrigin(self, x: float, y: float) -> None:  # noqa: N802
        """Begin at x, y."""
        self._code.append(f"1 0 0 1 {number(x)} {number(y)} Tm")
        self._x0 = self._x = x
        self._y0 = self._y = y

    def _formatText(self, text: str) -> str:  # noqa: N802
        font = pdfmetrics.getFont(self._fontname)
        is_ours = isinstance(font, Typeface)
        pieces = font.splitString(text, self._doc) if is_ours else ()
        if not is_ours or len(pieces) != 1:
            above: Any = super()
            return str(above._formatText(text))  # noqa: SLF001
        subset, codes = pieces[0]
        shown = f"({escaped(codes)}) Tj"
        if subset == self._curSubset:
            return shown
        self._curSubset = subset
        name = str(font.getSubsetInternalName(subset, self._doc))
        return f"{name} {number(self._fontsize)} Tf {number(self._leading)} TL {shown}"
