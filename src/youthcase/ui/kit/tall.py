"""How high must a column of wrapping words be, at the width that it has?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Tall(QWidget):
    """Content of a scrolled area that ends where its words end.

    A layout tells its least height for its least width, at which words wrap most: a scroll
    area would believe it and go on scrolling below the last word.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high as it needs to be at this width."""
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth() or self.width() < least.width():
            return least
        return QSize(least.width(), layout.minimumHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
