"""How is a state said in a few words on a coloured ground, in a delegate or alone?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.tokens import Tone

_PAD, _ICON = 9, 14


@dataclass(frozen=True, slots=True)
class Chip:
    """Words in a tone, perhaps with an icon; `outlined` for what needs action now."""

    words: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    outlined: bool = False


def chip_size(chip: Chip) -> tuple[float, float]:
    """Width and height of a chip."""
    metrics = QFontMetricsF(theme.font("cap", QFont.Weight.DemiBold))
    extra = theme.em(_ICON + 5) if chip.icon else 0
    return metrics.horizontalAdvance(chip.words) + 2 * theme.em(_PAD) + extra, (
        metrics.height() + theme.em(6)
    )


def paint_chip(painter: QPainter, x: float, middle: float, chip: Chip) -> float:
    """Paint a chip with its left at `x` around the height `middle`; answer its width."""
    wide, high = chip_size(chip)
    tokens = theme.tokens()
    ink = theme.colour(tokens.ink(chip.tone))
    pill = QRectF(x, round(middle - high / 2), wide, high).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edged = chip.outlined or tokens.is_outlined
    painter.setPen(QPen(ink, 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tokens.wash(chip.tone)))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    left = x + theme.em(_PAD)
    if chip.icon:
        size = theme.em(_ICON)
        picture = icons.pixmap(chip.icon, ink.name(), _ICON)
        painter.drawPixmap(QPointF(left - 1, round(pill.center().y() - size / 2)), picture)
        left += size + theme.em(5) - 1
    painter.setPen(ink)
    painter.setFont(theme.font("cap", QFont.Weight.DemiBold))
    room = QRectF(left, pill.y(), wide, pill.height())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), chip.words)
    painter.restore()
    return wide


def paint_avatar(painter: QPainter, circle: QRectF, initials: str, kind: str = "cap") -> None:
    """Paint a person's initials on a calm round ground, the same for everybody."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edged = theme.tokens().is_outlined
    painter.setPen(QPen(theme.colour("text"), 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("selected"))
    painter.drawEllipse(circle)
    painter.setPen(theme.colour("primary"))
    painter.setFont(theme.font(kind, QFont.Weight.Bold))
    painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials)
    painter.restore()


def initials_of(name: str) -> str:
    """At most two initials of a name."""
    words = name.split()
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in picked)


class ChipLabel(QWidget):
    """A chip standing alone on a page."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)
        theme.current().changed.connect(self.updateGeometry)

    def show_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(chip.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        wide, high = chip_size(self._chip)
        return QSize(round(wide + 1), round(high + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        paint_chip(painter, 0, self.height() / 2, self._chip)
        painter.end()


class Avatar(QWidget):
    """A person's initials beside their name."""

    def __init__(self, name: str = "", px: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = px
        self._initials = initials_of(name)
        theme.follow(self._resize)

    def show_name(self, name: str) -> None:
        """Show another person's initials."""
        self._initials = initials_of(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_avatar(painter, frame, self._initials, "h3" if self._px > 40 else "cap")
        painter.end()

    def _resize(self) -> None:
        self.setFixedSize(theme.em(self._px), theme.em(self._px))
