"""How does a page say that something must be put right before it can go on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import heading, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLayout


class ErrorSummary(QFrame):
    """All problems of a page at its top, each a link to its field.

    Source: GOV.UK Design System, error summary: same words as at the field, focus on it.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errors")
        self.setProperty("role", "errors")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._outer = column(self, gap=4, margins=(14, 12, 16, 12))
        title = row(margins=(4, 0, 0, 0))
        title.addWidget(heading(_("There is a problem"), 3))
        self._outer.addLayout(title)
        self._list = column(gap=2)
        self._outer.addLayout(self._list)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str | None, str]]) -> None:
        """Show (field name or None, sentence) pairs; none hides the summary."""
        _empty(self._list)
        for name, sentence in problems:
            self._list.addWidget(self._line(name, sentence))
        self.setVisible(bool(problems))
        words = ". ".join(
            [_("There is a problem"), *(sentence for _name, sentence in problems)]
        )
        self.setAccessibleName(words)
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(words, assertive=True, source=self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("danger"), 2))
            inner = QRectF(self.rect()).adjusted(5, 5, -5, -5)
            painter.drawRoundedRect(inner, theme.em(6), theme.em(6))
            painter.end()

    def _line(self, name: str | None, sentence: str) -> QWidget:
        if name is None:
            return label(sentence, "strong", tone="danger", wrap=True)
        button = Problem(name, sentence)
        button.chosen.connect(self.chosen)
        return button


class Problem(Button):
    """One problem of the summary: its words lead to the field."""

    chosen = Signal(str)

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence.replace("&", "&&"), "problem")
        self._name = name
        self.setObjectName(f"{name}.problem")
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._name)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
