"""How small may a page be of which one step is shown at a time?"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

PREVIEW_LEAST = 120  # a paper scrolls, however low it stands


class Steps(QStackedWidget):
    """Steps of which one is shown: only that one says how small the page may be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._changed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        least, chosen = shown.minimumSizeHint(), shown.minimumHeight()
        return QSize(least.width(), chosen) if chosen else least

    def _changed(self) -> None:
        self.updateGeometry()
