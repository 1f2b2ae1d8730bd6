"""How do words stand on a page: headings, body, captions?"""

from __future__ import annotations

from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QLabel, QSizePolicy, QWidget

L = TypeVar("L", bound=QLabel)
_LEVELS = {1: "h1", 2: "h2", 3: "h3"}


def label(
    words: str = "",
    role: str = "body",
    *,
    tone: str = "",
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Words on a page. Roles: body, note, strong, cap, caps, key. Tones: muted, danger, ..."""
    return _dressed(QLabel(words, parent), role, tone, wrap=wrap)


def heading(
    words: str, level: int = 1, *, wrap: bool = False, parent: QWidget | None = None
) -> Heading:
    """A heading that assistive technology knows as one."""
    return _dressed(Heading(words, parent), _LEVELS[level], "", wrap=wrap)


class Heading(QLabel):
    """A label announced as a heading."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        _install_factory()

    def setText(self, words: str) -> None:  # noqa: N802
        """Show other words, and say them."""
        super().setText(words)
        self.setAccessibleName(words)


class Rule(QFrame):
    """A thin line between two parts of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rule")
        self.setFixedHeight(1)


def set_tone(words: QLabel, tone: str) -> None:
    """Give shown words another meaning of colour."""
    words.setProperty("tone", tone)
    repolish(words)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _dressed(made: L, role: str, tone: str, *, wrap: bool) -> L:
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


# Qt owns an interface until its widget dies, yet Python would free it with the last
# reference: what was given is kept for as long as Qt has it.
_given: list[QAccessibleInterface] = []
_installed: list[bool] = []


def _install_factory() -> None:
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Heading):
        return None
    made = QAccessibleWidget(thing, QAccessible.Role.Heading)
    _given[:] = [*(kept for kept in _given if shiboken6.isValid(kept)), made]
    return made
