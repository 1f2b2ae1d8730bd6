"""How does a dialog grow with what it asks, up to the height of the screen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.dialogs import Dialog
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QVBoxLayout

_AROUND = 190  # title, buttons, margins and the window's own frame
_BESIDE = 66  # margins and scroll bar


class Sheet(Dialog):
    """A dialog whose middle scrolls once the screen is full; fill `sheet`, then `grow()`."""

    def __init__(self, parent: QWidget, title: str, *, width: int) -> None:
        super().__init__(parent, title, width=width)
        self._width = width
        self._holder = QWidget()
        self.sheet: QVBoxLayout = column(self._holder, gap=12, margins=(2, 0, 12, 4))
        self._area = Scrolled(self._holder)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self.grow()
        # Only once it is painted are the heights of wrapped words certain.
        QTimer.singleShot(0, self, self.grow)

    def place_sheet(self) -> None:
        """Put the scrolling middle below what stands in the dialog already."""
        self.body.addWidget(self._area, 1)

    def grow(self) -> None:
        """As high as the middle needs, and no higher or wider than the screen."""
        screen = self.screen().availableGeometry()
        scale = theme.current().scale
        wide = min(self._width, round((screen.width() - 24) / scale))
        fit(self, min_width=wide)
        need = self.sheet.totalHeightForWidth(theme.em(wide - _BESIDE))
        room = screen.height() - theme.em(_AROUND)
        self._area.setMinimumHeight(max(theme.em(80), min(need + 2, room)))
        self.adjustSize()
