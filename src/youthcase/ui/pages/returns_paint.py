"""How are figures drawn: a number that opens its list, the way to the target?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import paint_ring
from youthcase.ui.kit.lists import (
    line_height,
    paint_line,
    wrapped,
)
from youthcase.ui.kit.tokens import RADIUS_CARD

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


_PAD, _NOTE_LINES = 16, 3
_HUGE = 2.1  # the headline beside a heading of the first level


class Figure(QPushButton):
    """A number with its words; pressing it opens the list of that length."""

    wanted = Signal(str)

    def __init__(
        self,
        key: str,
        words: str,
        note: str = "",
        *,
        huge: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key, self.words, self.note, self._huge = key, words, note, huge
        self.number = 0
        self.setObjectName(f"figure.{key}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policies = QSizePolicy.Policy
        self.setSizePolicy(policies.Expanding, policies.Minimum if huge else policies.Fixed)
        self.clicked.connect(self._open)
        theme.current().changed.connect(self.updateGeometry)
        self.show_number(0)

    def show_number(self, number: int, words: str = "") -> None:
        """Show another number, perhaps with other words."""
        self.number, self.words = number, words or self.words
        said = _("{number}: {words}. Open the list")
        self.setAccessibleName(said.format(number=number, words=self.words))
        self.setAccessibleDescription(self.note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        beside = QFontMetricsF(theme.font("h3", QFont.Weight.DemiBold)) if self._huge else None
        wide = beside.horizontalAdvance(self.words) / 2 if beside else theme.em(170)
        return QSize(round(self._number_width() + wide) + theme.em(2 * _PAD), self._high())

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(170), self._high())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "edge" if self.underMouse() else "line"
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour("hover" if self.isDown() else "surface"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.em(RADIUS_CARD), theme.em(RADIUS_CARD))
        if self._huge:
            self._paint_beside(painter)
        else:
            self._paint_below(painter)
        painter.end()
        if self.hasFocus():
            paint_ring(self, radius=RADIUS_CARD)

    def _paint_beside(self, painter: QPainter) -> None:
        left, middle = theme.em(_PAD + 4), self.height() / 2
        face = self._face()
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(theme.colour("primary"))
        base = middle + metrics.capHeight() / 2
        painter.drawText(round(left), round(base), str(self.number))
        left += round(self._number_width()) + theme.em(18)
        room = self.width() - left - theme.em(_PAD)
        # Measured as regular words, painted heavier: leave room for the difference.
        lines = wrapped(self.words, "h3", room * 0.92, 4)
        notes = wrapped(self.note, "cap", room, 2) if self.note else ()
        high = len(lines) * line_height("h3") + len(notes) * line_height("cap")
        top = middle - high / 2
        for line in lines:
            paint_line(
                painter, line, left, top + line_height("h3") / 2, room + 4, kind="h3",
                weight=QFont.Weight.DemiBold,
            )  # fmt: skip
            top += line_height("h3")
        for line in notes:
            at = top + line_height("cap") / 2
            paint_line(painter, line, left, at, room + 4, kind="cap", colour="text2")
            top += line_height("cap")

    def _paint_below(self, painter: QPainter) -> None:
        left, top = theme.em(_PAD), float(theme.em(12))
        room = self.width() - 2 * left
        bold = QFont.Weight.Bold
        middle = top + line_height("h2") / 2
        wide = paint_line(painter, str(self.number), left, middle, room, kind="h2", weight=bold)
        paint_line(
            painter,
            self.words,
            left + wide + theme.em(10),
            middle + theme.em(1),
            room - wide - theme.em(10),
            weight=QFont.Weight.DemiBold,
        )
        top += line_height("h2") + theme.em(3)
        for line in wrapped(self.note, "cap", room, _NOTE_LINES):
            at = top + line_height("cap") / 2
            paint_line(painter, line, left, at, room + 4, kind="cap", colour="text2")
            top += line_height("cap")

    def _face(self) -> QFont:
        face = theme.font("h1", QFont.Weight.Bold)
        face.setPointSizeF(face.pointSizeF() * (_HUGE if self._huge else 1))
        return face

    def _number_width(self) -> float:
        return QFontMetricsF(self._face()).horizontalAdvance(str(self.number))

    def _high(self) -> int:
        if self._huge:
            return max(theme.em(112), 4 * line_height("h3") + theme.em(20))
        return line_height("h2") + _NOTE_LINES * line_height("cap") + theme.em(28)

    def _open(self) -> None:
        self.wanted.emit(self.key)


class TargetBar(QWidget):
    """How far it is to the year's target: counted so far, and what remains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.so_far, self.target = 0, 1
        self.setObjectName("target_bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def show_progress(self, so_far: int, target: int, words: str) -> None:
        """Show other figures; `words` say the same."""
        self.so_far, self.target = so_far, max(1, target)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(220), theme.em(22))

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.em(120), theme.em(22))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.em(14)
        frame = QRectF(0.5, (self.height() - high) / 2, self.width() - 1.0, high)
        scale = max(self.so_far, self.target)
        paint_bar(painter, frame, self.so_far / scale)
        # A mark where the target is: at the end, or before it once it is passed.
        at = frame.x() + frame.width() * self.target / scale
        painter.setPen(QPen(theme.colour("text"), 2))
        x = min(at, frame.right() - 1)
        painter.drawLine(round(x), 1, round(x), self.height() - 2)
        painter.end()


def paint_bar(painter: QPainter, track: QRectF, share: float) -> None:
    """Paint a track and how much of it is filled, told apart by an edge too."""
    bend = track.height() / 2
    painter.setPen(QPen(theme.colour("edge_soft"), 1))
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(track, bend, bend)
    if share > 0:
        full = QRectF(track)
        full.setWidth(max(track.height(), track.width() * min(1.0, share)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(full, bend, bend)
