"""How is a line of glyphs written into a page?

What an accent or another mark adds to a letter is drawn as an outline, and the letter stands
for both of them: as a glyph of its own, off its line, a mark would be read as a line or a
word of its own by most programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from youthcase.reports.scripts.embedding import embedded, figure
from youthcase.reports.scripts.isolating import NO_BREAK_SPACE
from youthcase.reports.scripts.reading import in_writing_order
from youthcase.reports.tagging import spelled

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

    from youthcase.reports.scripts.faces import Face, Glyph
    from youthcase.reports.scripts.lines import Line, Piece, Shape

_NOTHING_MORE = "\N{WORD JOINER}"  # what the second glyph of a syllable stands for
_UNSEEN = 0.05  # thousandths of the type size
_JUMP = 150.0  # a wider step onward begins anew, so that nobody takes it for a space


class Painter:
    """Writes the lines of one paragraph."""

    def __init__(self, canvas: Canvas, size: float, *, page_leftward: bool) -> None:
        self._canvas = canvas
        self._document = cast("Any", canvas)._doc  # noqa: SLF001 - no other way in
        self._size = size
        self._page_leftward = page_leftward
        self._font = ""
        self._piece: Piece | None = None
        self._colour: Color | None = None
        self._shown: list[str] = []
        self._at = (0.0, 0.0)
        self._pen = 0.0
        self._outlines: list[tuple[Color, Face, int, float, float]] = []

    def line(self, line: Line, x: float, y: float) -> None:
        """Write a line that begins at x, its letters standing on y."""
        self._put("BT")
        self._font = ""
        self._piece = None
        self._outlines = []
        for shape in in_writing_order(line, page_leftward=self._page_leftward):
            self._shape(shape, x, y)
        self._flush()
        self._put("ET")
        for colour, face, number, left, low in self._outlines:
            self._paint(colour)
            one = figure(self._size / 1000)
            self._put(f"q {one} 0 0 {one} {figure(left)} {figure(low)} cm")
            self._put(f"{face.outline(number)} f Q")

    def _shape(self, shape: Shape, x: float, y: float) -> None:
        self._use(shape)
        spaced = [glyph for glyph in shape.glyphs if glyph.advance] or shape.glyphs[:1]
        seen = shape.letters.replace(NO_BREAK_SPACE, " ")
        seen = seen[::-1] if shape.piece.leftward else seen
        if len(spaced) > 1:
            self._flush()
            self._put(spelled(seen))
        pen = shape.at
        for glyph in shape.glyphs:
            if glyph in spaced:
                self._glyph(glyph, seen, x, y, pen)
                seen = _NOTHING_MORE
            else:
                self._mark(shape, glyph, x, y, pen)
            pen += glyph.advance
        if len(spaced) > 1:
            self._flush()
            self._put("EMC")

    def _mark(self, shape: Shape, glyph: Glyph, x: float, y: float, pen: float) -> None:
        one, piece = self._size / 1000, shape.piece
        left, low = x + (pen + glyph.x) * one, y + glyph.y * one
        if piece.face.outline(glyph.number):
            self._outlines.append((piece.look.colour, piece.face, glyph.number, left, low))

    def _glyph(self, glyph: Glyph, letters: str, x: float, y: float, pen: float) -> None:
        """Keep one glyph to be shown with those before it, or begin anew."""
        one = self._size / 1000
        at = pen + glyph.x
        number = f"<{self._embedded.number(glyph.number, letters):04X}>"
        back = self._pen - at
        if self._shown and (glyph.y or -back > _JUMP):
            self._flush()
        if not self._shown:
            self._at = (x + at * one, y + glyph.y * one)
        elif abs(back) > _UNSEEN:
            self._shown.append(figure(back))
        self._shown.append(number)
        self._pen = at + self._embedded.face.width_of(glyph.number)
        if glyph.y:
            self._flush()

    def _use(self, shape: Shape) -> None:
        piece = shape.piece
        if piece is self._piece:
            return
        self._piece = piece
        self._embedded = embedded(self._document, piece.face)
        if self._embedded.name != self._font:
            self._flush()
            self._font = self._embedded.name
            self._put(f"/{self._font} {figure(self._size)} Tf")
        if piece.look.colour is not self._colour:
            self._flush()
            self._paint(piece.look.colour)

    def _paint(self, colour: Color) -> None:
        if colour is not self._colour:
            self._colour = colour
            self._canvas.setFillColor(colour)

    def _flush(self) -> None:
        if self._shown:
            x, y = self._at
            shown = "".join(self._shown)
            self._put(f"1 0 0 1 {figure(x)} {figure(y)} Tm [{shown}] TJ")
            self._shown = []

    def _put(self, operators: str) -> None:
        self._canvas.addLiteral(operators)
