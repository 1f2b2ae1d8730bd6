"""How does a page warn, alert, inform, or say that it is only training?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import Button, quiet
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import row
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import RADIUS, Tone

_ICONS = {
    Tone.DANGER: "circle-alert",
    Tone.WARN: "triangle-alert",
    Tone.CARE: "shield-alert",
    Tone.INFO: "info",
    Tone.OK: "circle-check",
    Tone.NEUTRAL: "info",
    Tone.PLAIN: "info",
}


class Banner(QFrame):
    """A line of words that must be seen: `lead` in bold, then the rest, perhaps an action.

    A safeguarding alert is CARE, outlined; a warning within a form is WARN with a bar.
    """

    def __init__(
        self,
        tone: Tone,
        words: str,
        *,
        lead: str = "",
        icon: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tone = tone
        line = row(self, gap=10, margins=(14, 9, 8 if action else 14, 9))
        line.addWidget(Icon(icon or _ICONS[tone], tone.value))
        self.words = label("", wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        line.addWidget(self.words, 1)
        self.action: Button | None = None
        if action:
            self.action = quiet(action)
            line.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(words, lead=lead)
        theme.current().changed.connect(self.update)

    def say(self, words: str, *, lead: str = "") -> None:
        """Show other words."""
        bold = f"<b>{_escaped(lead)}</b>" if lead else ""
        self.words.setText(" ".join(part for part in (bold, _escaped(words)) if part))
        self.words.setAccessibleName(" ".join(part for part in (lead, words) if part))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bend = theme.em(RADIUS)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outlined = self.tone in {Tone.CARE, Tone.DANGER} or tokens.is_outlined
        ink = theme.colour(tokens.ink(self.tone))
        painter.setPen(QPen(ink, 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tokens.wash(self.tone)))
        painter.drawRoundedRect(frame, bend, bend)
        if not outlined:
            painter.setClipRect(QRectF(0, 0, theme.em(4), self.height()))
            painter.setBrush(ink)
            painter.drawRoundedRect(frame, bend, bend)
        painter.end()


class TrainingBand(QFrame):
    """A band across the window that says everybody in it is invented."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = row(self, gap=8, margins=(16, 4, 16, 4))
        line.addStretch()
        line.addWidget(Icon("graduation-cap", "warn", 16))
        line.addWidget(label(words, "caps", tone="warn"))
        line.addStretch()
        theme.current().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("warn_bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("warn"))
        painter.end()


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
