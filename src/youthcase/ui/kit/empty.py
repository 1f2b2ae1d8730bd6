"""What does a page show when there is nothing yet?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import heading, label


class EmptyState(QWidget):
    """An icon, what is not here, why that is well, and one thing to do about it."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        words: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = column(self, gap=8, margins=(24, 24, 24, 24))
        layout.addStretch()
        layout.addWidget(Icon(icon, "text3", 36), 0, centre)
        self._title = heading(title, 3)
        self._title.setAlignment(centre)
        self._words = label(words, tone="muted", wrap=True)
        self._words.setAlignment(centre)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        self._words.setVisible(bool(words))
        if action:
            self.button = secondary(action)
            self.button.clicked.connect(self.acted)
            layout.addSpacing(4)
            layout.addWidget(self.button, 0, centre)
        layout.addStretch()

    def say(self, title: str, words: str = "") -> None:
        """Say something else, such as that a filter finds nobody."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
