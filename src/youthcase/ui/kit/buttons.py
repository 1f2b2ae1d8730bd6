"""Which buttons can a person press, and how loud is each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.tokens import RADIUS

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

_INK = {
    "primary": "on_primary",
    "danger": "on_danger",
    "quiet": "link",
    "link": "link",
    "problem": "danger",
    "undo": "surface",
}
_FILLED = {"primary", "danger"}


class Button(QPushButton):
    """A button with words, perhaps an icon, and a focus ring that shows on every ground."""

    def __init__(
        self, words: str, role: str = "secondary", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.follow(self._dress)

    @property
    def role(self) -> str:
        """How loud the button is."""
        return str(self.property("role"))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the keyboard, never a dialog's other one."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self, filled=self.role in _FILLED, colour=self._ring())

    def _ring(self) -> str:
        return "surface" if self.role == "undo" else "focus"

    def _dress(self) -> None:
        if not self._icon:
            return
        gap = 8 if self.text() else 0
        self.setIcon(icons.icon(self._icon, _INK.get(self.role, "text2"), gap=gap))
        self.setIconSize(QSize(theme.em(18) + theme.em(gap), theme.em(18)))


def primary(words: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """The one thing to do here."""
    return Button(words, "primary", icon, parent)


def secondary(words: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Something else one may do here."""
    return Button(words, "secondary", icon, parent)


def quiet(words: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """A button without a frame, for use beside others."""
    return Button(words, "quiet", icon, parent)


def link(words: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """A button that reads as a link within words."""
    return Button(words, "link", icon, parent)


def danger(words: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Something that cannot simply be taken back."""
    return Button(words, "danger", icon, parent)


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> Button:
    """A square button of one icon; `name` is what it does, spoken and shown on hover."""
    made = Button("", "icon", icon, parent)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def paint_ring(
    widget: QWidget, *, filled: bool = False, colour: str = "focus", radius: int = RADIUS
) -> None:
    """Paint the focus ring; a filled shape gets a light gap so that the ring stands off."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bend = theme.em(radius)
    frame = QRectF(widget.rect()).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(QColor(theme.colour(colour)), 2))
    painter.drawRoundedRect(frame, bend - 1, bend - 1)
    if filled:
        painter.setPen(QPen(QColor(theme.colour("surface")), 1.5))
        painter.drawRoundedRect(
            frame.adjusted(1.75, 1.75, -1.75, -1.75), bend - 2.5, bend - 2.5
        )
    painter.end()
