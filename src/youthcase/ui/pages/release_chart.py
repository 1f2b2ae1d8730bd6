"""How is one table of a return seen at a glance?

Bars are told apart by their words and lengths alone, so the picture says the same in grey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import paint_line
from youthcase.ui.pages.returns_paint import paint_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from youthcase.domain.return_paper import PaperLine

_ROW, _HIGH = 26, 12
_MOST_WORDS = 0.45  # of the width


class ReleaseChart(QWidget):
    """A picture of figures; its sentence is its name for whoever cannot see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_chart")
        self._lines: Sequence[PaperLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def show_lines(self, lines: Sequence[PaperLine], sentence: str) -> None:
        """Show other figures."""
        self._lines = tuple(lines)
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(320), theme.em(_ROW) * max(1, len(self._lines)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(220), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QFontMetricsF(theme.font("body"))
        bold = QFontMetricsF(theme.font("body", QFont.Weight.DemiBold))
        longest = max((face.horizontalAdvance(line.label) for line in self._lines), default=0)
        words = min(longest + theme.em(12), self.width() * _MOST_WORDS)
        figures = max((bold.horizontalAdvance(_shown(ln)) for ln in self._lines), default=0)
        room = self.width() - words - figures - theme.em(12)
        most = max((line.number or 0 for line in self._lines), default=0) or 1
        for at, line in enumerate(self._lines):
            middle = (at + 0.5) * theme.em(_ROW)
            paint_line(painter, line.label, 0, middle, words - theme.em(8))
            high = theme.em(_HIGH)
            track = QRectF(words, middle - high / 2, max(8.0, room), high)
            paint_bar(painter, track, (line.number or 0) / most)
            shown = _shown(line)
            x = self.width() - bold.horizontalAdvance(shown) - 1
            paint_line(painter, shown, x, middle, figures + 4, weight=QFont.Weight.DemiBold)
        painter.end()


def _shown(line: PaperLine) -> str:
    return line.shown[0] if line.shown else ""
