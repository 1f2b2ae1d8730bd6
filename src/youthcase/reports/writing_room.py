"""Where can somebody write by hand?"""

from __future__ import annotations

from reportlab.platypus import Flowable

from youthcase.reports.tagging import ornament
from youthcase.reports.type import INK


class Room(Flowable):
    """Lines to write on; nobody has to hear of them."""

    def __init__(self, rows: int, apart: float = 24.0) -> None:
        super().__init__()
        self.rows, self.apart = rows, apart
        self.spaceBefore, self.spaceAfter = 2.0, 8.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """All the width, and as high as its rows."""
        self.width, self.height = aW, self.rows * self.apart
        return self.width, self.height

    def draw(self) -> None:
        """Paint the lines in ink, since they are written on."""
        canvas = self.canv
        with ornament(canvas):
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.7)
            for row in range(self.rows):
                canvas.line(0, row * self.apart + 1, self.width, row * self.apart + 1)
