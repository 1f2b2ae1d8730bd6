"""In which order are the shapes of a line written, so that readers find its words?

Where a shape stands is one thing, when it is written another. Poppler goes by the place.
PDFium, which draws paper for Chrome and for us, goes by the place between fonts, and within
one by the order: it cuts a line into stretches of one kind, and on a line, or in a document,
that runs to the left it reads them from the last to the first and right-to-left letters
backwards. We write in the order that this turns into the words. Source: CFX_BidiString and
CPDF_TextPage of PDFium, and tests/reports/test_scripts_reading.py.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from youthcase.reports.scripts.bidi_classes import bidi_class
from youthcase.reports.scripts.isolating import NO_BREAK_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from youthcase.reports.scripts.lines import Line, Shape

_WEAK = frozenset({"AN", "EN", "NSM", "CS", "ES", "ET", "BN"})


def in_writing_order(line: Line, *, page_leftward: bool) -> list[Shape]:
    """The shapes of a line in the order in which they are written."""
    shapes = sorted(line.shapes(), key=_place)
    if not page_leftward and not any(shape.piece.leftward for shape in shapes):
        return shapes
    leftward = page_leftward or _reads_leftward(line.text)
    stretches = list(_stretches(shapes, leftward=leftward))
    if leftward:
        stretches.reverse()
    return [shape for stretch in stretches for shape in stretch]


def _stretches(shapes: Sequence[Shape], *, leftward: bool) -> Iterator[list[Shape]]:
    for kind, together in groupby(shapes, lambda shape: _kind(shape.letters[0])):
        leftward = kind == "R" or (leftward and kind != "L")
        stretch = list(together)
        yield stretch[::-1] if leftward and kind in "RN" else stretch


def _reads_leftward(text: str) -> bool:
    """Whether PDFium takes a line to run to the left: most of its stretches do."""
    kinds = [kind for kind, _ in groupby(text, _kind)]
    return 0 < kinds.count("R") >= kinds.count("L")


def _kind(character: str) -> str:
    name = "WS" if character == NO_BREAK_SPACE else bidi_class(character)
    if name in {"R", "AL"}:
        return "R"
    return "L" if name == "L" else "W" if name in _WEAK else "N"


def _place(shape: Shape) -> int:
    return shape.place
