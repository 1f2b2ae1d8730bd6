"""How does a person move between the sections of one file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import paint_focus

if TYPE_CHECKING:
    from collections.abc import Sequence


class Tabs(QTabBar):
    """Sections side by side: (key, words); `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(
        self, name: str, sections: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = [key for key, _words in sections]
        for key, words in sections:
            at = self.addTab(words.replace("&", "&&"))
            self.setTabData(at, key)
        self.currentChanged.connect(self._moved)

    def current_key(self) -> str:
        """The key of the section shown."""
        return self._keys[self.currentIndex()]

    def set_current(self, key: str) -> None:
        """Show a section as chosen, without telling."""
        quiet = self.blockSignals(True)
        self.setCurrentIndex(self._keys.index(key))
        self.blockSignals(quiet)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex() >= 0:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.tabRect(self.currentIndex()))
            paint_focus(painter, frame.adjusted(0, 1, -theme.em(14), -5))
            painter.end()

    def _moved(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.chosen.emit(self._keys[at])
