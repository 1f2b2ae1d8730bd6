"""On what does a group of facts stand?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.measure import column, space
from youthcase.ui.kit.text import heading, label


class Card(QFrame):
    """A surface with an optional heading; add to `body`."""

    def __init__(self, title: str = "", *, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = column(self, gap=gap, margins=(16, 14, 16, 16))
        if title:
            self.body.addWidget(heading(title, 3, wrap=True))


class QuoteCard(QFrame):
    """A young person's own words, kept apart from what others wrote."""

    def __init__(self, words: str, source: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quote")
        layout = column(self, gap=6, margins=(16, 12, 16, 12))
        self._words = label("", "note", wrap=True)
        self._source = label("", "cap", tone="muted", wrap=True)
        layout.addWidget(self._words)
        layout.addWidget(self._source)
        self.show_words(words, source)

    def show_words(self, words: str, source: str = "") -> None:
        """Quote other words."""
        self._words.setText(f"“{words}”")
        self._source.setText(source)
        self._source.setVisible(bool(source))


class Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self, facts: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = space(QGridLayout(self), gap=6)
        grid.setColumnMinimumWidth(1, theme.em(6))
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, value) in enumerate(facts):
            said = label(value, wrap=True)
            said.setAccessibleName(f"{name}: {value}")
            grid.addWidget(label(name, tone="muted"), at, 0, top)
            grid.addWidget(said, at, 2)
