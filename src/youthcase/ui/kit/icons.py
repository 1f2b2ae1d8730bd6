"""Which picture belongs to a name, in the colour and sharpness needed now?"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from youthcase import resources
from youthcase.ui.kit import theme

STROKE = "1.9"


def known() -> frozenset[str]:
    """The names of all icons on disk."""
    return frozenset(p.stem for p in resources.path("icons").glob("*.svg"))


def pixmap(name: str, colour: str, px: int = 18, *, gap: int = 0) -> QPixmap:
    """The icon at `px` for 100 % text, in a token or `#RRGGBB` colour.

    `gap` is empty room on the right: a style sheet cannot set icon and words apart.
    """
    ratio = _screen_ratio()
    shade = theme.colour(colour).name()
    return _drawn(name, shade, theme.em(px), theme.em(gap), ratio)


def icon(name: str, colour: str, px: int = 18, *, gap: int = 0) -> QIcon:
    """The icon as a QIcon, the same when disabled."""
    made = QIcon()
    picture = pixmap(name, colour, px, gap=gap)
    made.addPixmap(picture, QIcon.Mode.Normal)
    made.addPixmap(picture, QIcon.Mode.Disabled)
    return made


class Icon(QLabel):
    """An icon beside words; it says nothing itself, so a screen reader passes it by."""

    def __init__(
        self, name: str, colour: str = "text2", px: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._colour, self._px = name, colour, px
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.follow(self._draw)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another picture."""
        self._name, self._colour = name, colour
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._colour, self._px))
        self.setFixedSize(QSize(theme.em(self._px) + 2, theme.em(self._px) + 2))


def _screen_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


@lru_cache(maxsize=512)
def _drawn(name: str, shade: str, size: int, gap: int, ratio: float) -> QPixmap:
    words = _source(name).replace("currentColor", shade)
    words = words.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    drawn = QPixmap(round((size + gap) * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(words.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
