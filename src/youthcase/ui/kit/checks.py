"""How do check boxes and radio buttons look, so that long words wrap and the mark is clear?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.buttons import paint_ring

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent

_MARK, _GAP, _PAD = 20, 10, 4
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class Check(QCheckBox):
    """A check box; as a chip it has a frame of its own."""

    def __init__(
        self, words: str, *, chip: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self.is_chip = chip
        _prepare(self)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return _size(self, chip=self.is_chip)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(90), _size(self, chip=self.is_chip).height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802, D102
        return not self.is_chip

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return _height(self, width)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802, D102
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_chip:
            _paint_frame(painter, self)
        box = _mark_rect(self, chip=self.is_chip)
        painter.setPen(QPen(theme.colour("primary" if self.isChecked() else "edge"), 1.5))
        painter.setBrush(theme.colour("primary" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, theme.em(4), theme.em(4))
        if self.isChecked():
            tick = icons.pixmap("check", "on_primary", _MARK - 4)
            inset = (box.width() - theme.em(_MARK - 4)) / 2
            painter.drawPixmap(QPointF(box.x() + inset, box.y() + inset), tick)
        _paint_words(painter, self, chip=self.is_chip)
        painter.end()
        if self.hasFocus():
            paint_ring(self)


class Radio(QRadioButton):
    """A radio button."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        _prepare(self)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return _size(self, chip=False)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(90), _size(self, chip=False).height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802, D102
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, D102
        return _height(self, width)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802, D102
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = _mark_rect(self, chip=False)
        painter.setPen(QPen(theme.colour("primary" if self.isChecked() else "edge"), 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary"))
            dot = ring.width() * 0.24
            painter.drawEllipse(ring.adjusted(dot, dot, -dot, -dot))
        _paint_words(painter, self, chip=False)
        painter.end()
        if self.hasFocus():
            paint_ring(self)


def _prepare(button: QAbstractButton) -> None:
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(button.hasHeightForWidth())
    button.setSizePolicy(policy)
    theme.current().changed.connect(button.updateGeometry)


def _metrics() -> QFontMetrics:
    # Measured in the heavier weight, so that ticking a chip never changes its size.
    return QFontMetrics(theme.font("body", QFont.Weight.Medium))


def _side(*, chip: bool) -> int:
    return theme.em(10 if chip else _PAD)


def _size(button: QAbstractButton, *, chip: bool) -> QSize:
    words = _metrics().horizontalAdvance(button.text()) + 2
    side = _side(chip=chip)
    wide = side + theme.em(_MARK) + theme.em(_GAP) + words + side + (theme.em(2) if chip else 0)
    return QSize(wide, max(theme.em(36 if chip else 32), _metrics().height() + theme.em(8)))


def _height(button: QAbstractButton, width: int) -> int:
    room = width - 2 * _side(chip=False) - theme.em(_MARK) - theme.em(_GAP)
    words = _metrics().boundingRect(QRect(0, 0, max(1, room), 9999), _WRAP, button.text())
    return max(theme.em(32), words.height() + theme.em(10))


def _mark_rect(button: QAbstractButton, *, chip: bool) -> QRectF:
    size = theme.em(_MARK)
    top = (button.height() - size) / 2 if chip else (theme.em(32) - size) / 2
    return QRectF(_side(chip=chip), round(top), size, size).adjusted(0.75, 0.75, -0.75, -0.75)


def _paint_frame(painter: QPainter, button: QAbstractButton) -> None:
    on = button.isChecked()
    ground = "selected" if on else "hover" if button.underMouse() else "surface"
    painter.setPen(QPen(theme.colour("primary" if on else "edge"), 1))
    painter.setBrush(theme.colour(ground))
    bend = theme.em(8)
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5), bend, bend)


def _paint_words(painter: QPainter, button: QAbstractButton, *, chip: bool) -> None:
    weight = QFont.Weight.Medium if chip else QFont.Weight.Normal
    painter.setFont(theme.font("body", weight))
    painter.setPen(theme.colour("text" if button.isEnabled() else "text3"))
    left = _side(chip=chip) + theme.em(_MARK) + theme.em(_GAP)
    room = QRectF(left, 0, button.width() - left - _side(chip=False), button.height())
    painter.drawText(room, int(_WRAP | Qt.AlignmentFlag.AlignVCenter), button.text())
