"""How does one number of a summary become a filter one can switch on?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.buttons import paint_ring
from youthcase.ui.kit.lists import paint_line
from youthcase.ui.kit.tokens import RADIUS_CARD, Tone

_PAD, _ICON = 14, 20


class StatTile(QPushButton):
    """An icon, a number and its words; pressed, it filters. Painted, so read out once."""

    def __init__(
        self,
        icon: str,
        words: str,
        number: int = 0,
        tone: Tone = Tone.PLAIN,
        *,
        toggles: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "stat")
        self._icon, self._words, self._tone = icon, words, tone
        self._number = 0
        self.setCheckable(toggles)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_number(number)
        theme.current().changed.connect(self.updateGeometry)

    @property
    def number(self) -> int:
        """The number shown."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        said = f"{number} {self._words[:1].lower()}{self._words[1:]}"
        self.setAccessibleName(
            _("{said}, filter").format(said=said) if self.isCheckable() else said
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        wide = self._number_width() + self._words_width() + theme.em(2 * _PAD + _ICON + 22)
        return QSize(round(wide), theme.em(46))

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        wide = self._number_width() + theme.em(2 * _PAD + _ICON + 22 + 40)
        return QSize(round(wide), theme.em(46))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        ground = "selected" if on else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(theme.colour("primary" if on else "line"), 2 if on else 1))
        painter.setBrush(theme.colour(ground))
        inset = 1.0 if on else 0.5
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, theme.em(RADIUS_CARD), theme.em(RADIUS_CARD))
        self._content(painter)
        painter.end()
        if self.hasFocus():
            paint_ring(self, radius=RADIUS_CARD)

    def _content(self, painter: QPainter) -> None:
        ink = theme.tokens().ink(self._tone)
        middle, left, size = self.height() / 2, float(theme.em(_PAD)), theme.em(_ICON)
        picture = icons.pixmap(self._icon, ink, _ICON)
        painter.drawPixmap(QPointF(left, round(middle - size / 2)), picture)
        left += size + theme.em(12)
        colour = "text" if self._tone in {Tone.PLAIN, Tone.NEUTRAL} or not self._number else ink
        left += paint_line(
            painter,
            str(self._number),
            left,
            middle,
            self.width(),
            kind="h2",
            weight=QFont.Weight.Bold,
            colour=colour,
        )
        left += theme.em(10)
        paint_line(
            painter,
            self._words,
            left,
            middle,
            self.width() - left - theme.em(8),
            weight=QFont.Weight.Medium,
            colour="text2",
        )

    def _number_width(self) -> float:
        face = theme.font("h2", QFont.Weight.Bold)
        return QFontMetricsF(face).horizontalAdvance(str(self._number))

    def _words_width(self) -> float:
        face = theme.font("body", QFont.Weight.Medium)
        return QFontMetricsF(face).horizontalAdvance(self._words)
