"""How does a list or table get round corners, although its rows are square?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.tokens import RADIUS_CARD


class RoundEdge(QWidget):
    """Lies over a view: paints the ground outside the round corners, then the border."""

    def __init__(self, view: QWidget, ground: str = "canvas") -> None:
        super().__init__(view)
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.installEventFilter(self)
        self.setGeometry(view.rect())
        self.raise_()
        theme.current().changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bend = theme.em(RADIUS_CARD)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside.addRoundedRect(frame, bend, bend)
        painter.fillPath(outside.subtracted(inside), theme.colour(self._ground))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(inside)
        painter.end()
