"""How is a picture drawn beside words? Lucide outlines as PDF paths."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from reportlab.pdfgen.pathobject import PDFPathObject

from youthcase import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

GRID = 24  # every Lucide picture is drawn on a square of this side
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

Point = tuple[float, float]


def draw_icon(
    canvas: Canvas, name: str, x: float, y: float, size: float, colour: Color, stroke: float = 2
) -> None:
    """Draw the picture `name` in a square with its lower left corner at x, y."""
    canvas.saveState()
    canvas.transform(size / GRID, 0, 0, -size / GRID, x, y + size)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(stroke)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.drawPath(outline(name), stroke=1, fill=0)
    canvas.restoreState()


@cache
def outline(name: str) -> PDFPathObject:
    """The path of `resources/icons/<name>.svg`, read once.

    Raises: FileNotFoundError when there is no such picture.
    """
    pen = _Pen()
    # Our own files, so nothing untrusted is parsed.
    drawing = ElementTree.fromstring(resources.text("icons", f"{name}.svg"))  # noqa: S314
    for element in drawing:
        pen.follow(_path_data(element.tag.rpartition("}")[2], element.attrib))
    return pen.path


def _path_data(shape: str, at: dict[str, str]) -> str:
    number = {key: float(v) for key, v in at.items() if re.fullmatch(r"-?[\d.]+", v)}
    if shape == "path":
        return at["d"]
    if shape == "circle":
        x, y, r = number["cx"], number["cy"], number["r"]
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    if shape == "line":
        return f"M{at['x1']} {at['y1']}L{at['x2']} {at['y2']}"
    if shape == "rect":
        return _rounded(number)
    if shape in {"polyline", "polygon"}:
        return f"M{at['points']}" + ("z" if shape == "polygon" else "")
    raise ValueError(shape)


def _rounded(at: dict[str, float]) -> str:
    r = at.get("rx", at.get("ry", 0.0))
    across, down = at["width"] - 2 * r, at["height"] - 2 * r
    corner = f"a{r} {r} 0 0 1"
    return (
        f"M{at.get('x', 0.0) + r} {at.get('y', 0.0)}h{across}{corner} {r} {r}v{down}"
        f"{corner} {-r} {r}h{-across}{corner} {-r} {-r}v{-down}{corner} {r} {-r}z"
    )


class _Pen:
    """Follows SVG path data and leaves a PDF path."""

    def __init__(self) -> None:
        self.path = PDFPathObject()
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.control: Point | None = None  # of the last curve, for a smooth next one

    def follow(self, data: str) -> None:
        self.at = self.start = (0.0, 0.0)
        for command, numbers in _commands(data):
            self._step(command, numbers)

    def _step(self, command: str, n: list[float]) -> None:
        kind = command.upper()
        x, y = self.at if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self.path.close()
            self.at = self.start
        elif kind == "A":
            self._arc(n, (n[5] + x, n[6] + y))
        elif kind in "CSQT":
            self._curve(kind, [(n[i] + x, n[i + 1] + y) for i in range(0, len(n), 2)])
            return
        else:
            here = self.at
            end = {
                "H": lambda: (n[0] + x, here[1]),
                "V": lambda: (here[0], n[0] + y),
            }.get(kind, lambda: (n[0] + x, n[1] + y))()
            (self.path.moveTo if kind == "M" else self.path.lineTo)(*end)
            self.at = end
            self.start = end if kind == "M" else self.start
        self.control = None

    def _curve(self, kind: str, points: list[Point]) -> None:
        if kind in "ST":
            back = self.control or self.at
            points = [(2 * self.at[0] - back[0], 2 * self.at[1] - back[1]), *points]
        *controls, end = points
        self.control = controls[-1]
        if kind in "QT":
            (q,) = controls
            controls = [
                (p[0] + 2 / 3 * (q[0] - p[0]), p[1] + 2 / 3 * (q[1] - p[1]))
                for p in (self.at, end)
            ]
        self.path.curveTo(*controls[0], *controls[1], *end)
        self.at = end

    def _arc(self, n: list[float], end: Point) -> None:
        for one, two, to in _arc_curves(self.at, end, n):
            self.path.curveTo(*one, *two, *to)
        self.at = end


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a repeated M goes on as L."""
    position = 0
    command: str = ""
    while position < len(data):
        if data[position] in " ,\t\n":
            position += 1
            continue
        if data[position].isalpha():
            command = data[position]
            position += 1
        numbers: list[float] = []
        while len(numbers) < _COUNT[command.upper()]:
            flag = command in "aA" and len(numbers) in (3, 4)
            position, value = _number(data, position, flag=flag)
            numbers.append(value)
        yield command, numbers
        if command in "Mm":
            command = "L" if command == "M" else "l"


def _number(data: str, position: int, *, flag: bool) -> tuple[int, float]:
    while data[position] in " ,\t\n":
        position += 1
    if flag:  # flags may stand without a space between them
        return position + 1, float(data[position])
    found = _TOKEN.match(data, position)
    if found is None:
        raise ValueError(data[position:])
    return found.end(), float(found.group())


def _arc_curves(
    start: Point, end: Point, n: list[float]
) -> Iterator[tuple[Point, Point, Point]]:
    """An SVG arc as Bezier curves of a quarter turn at most.

    Source: SVG 2, appendix B.2.4 (from end points to centre).
    """
    rx, ry, turn = abs(n[0]), abs(n[1]), math.radians(n[2])
    if start == end:
        return
    if not rx or not ry:
        yield start, end, end
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    square = (px / rx) ** 2 + (py / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / square - 1)) * (-1 if bool(n[3]) == bool(n[4]) else 1)
    cx, cy = factor * rx * py / ry, -factor * ry * px / rx
    first = math.atan2((py - cy) / ry, (px - cx) / rx)
    sweep = math.atan2((-py - cy) / ry, (-px - cx) / rx) - first
    if n[4] and sweep < 0:
        sweep += 2 * math.pi
    elif not n[4] and sweep > 0:
        sweep -= 2 * math.pi
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)

    def place(x: float, y: float) -> Point:
        x, y = rx * x + cx, ry * y + cy
        return cos * x - sin * y + middle[0], sin * x + cos * y + middle[1]

    pieces = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / pieces
    k = 4 / 3 * math.tan(step / 4)
    for i in range(pieces):
        a, b = first + i * step, first + (i + 1) * step
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        yield place(ca - k * sa, sa + k * ca), place(cb + k * sb, sb - k * cb), place(cb, sb)
