"""How does a side column scroll beside a page, and grow where it stands above or below?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize

from youthcase.ui.kit import theme
from youthcase.ui.kit.form import Scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class SideColumn(Scrolled):
    """Scrolls by itself while it is `width` wide at 100 % text; as high as its content else.

    A page that folds stretches its side column across, and then scrolls as one.
    """

    def __init__(self, content: QWidget, width: int, parent: QWidget | None = None) -> None:
        self._width, self._content = width, content
        super().__init__(content, parent)
        content.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        least = super().minimumSizeHint()
        if self.width() <= theme.em(self._width) + 8:
            return least
        layout = self._content.layout()
        high = layout.totalHeightForWidth(self.viewport().width()) if layout else -1
        high = high if high > 0 else self._content.sizeHint().height()
        return QSize(least.width(), high + 4)

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
