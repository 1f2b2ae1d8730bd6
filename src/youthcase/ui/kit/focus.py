"""How does F6 carry the keyboard from one part of the window to the next?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from youthcase.ui.kit.announce import announce

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class _Region:
    name: str
    widget: QWidget


class Regions(QObject):
    """The named parts of a window, in order; F6 goes on, Shift+F6 goes back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._regions: list[_Region] = []
        for keys, slot in (("F6", self.forward), ("Shift+F6", self.back)):
            QShortcut(QKeySequence(keys), window).activated.connect(slot)

    def add(self, name: str, widget: QWidget) -> None:
        """Name a part of the window and put it last."""
        self._regions.append(_Region(name, widget))

    def forward(self) -> None:
        """Go to the next part that can take the keyboard."""
        self._step(1)

    def back(self) -> None:
        """Go to the part before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        usable = [r for r in self._regions if _is_usable(r.widget)]
        if not usable:
            return
        at = self._current(usable)
        start = at + step if at is not None else (0 if step > 0 else -1)
        region = usable[start % len(usable)]
        target = first_stop(region.widget)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            announce(region.name, source=target)

    def _current(self, usable: list[_Region]) -> int | None:
        focus = QApplication.focusWidget()
        held = [
            at
            for at, region in enumerate(usable)
            if focus is not None
            and (region.widget is focus or region.widget.isAncestorOf(focus))
        ]
        return held[-1] if held else None


def first_stop(widget: QWidget) -> QWidget | None:
    """The first place within `widget`, itself included, that Tab would stop at."""
    return next((w for w in _chain(widget) if _takes_tab(w)), None)


def _chain(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    step = widget.nextInFocusChain()
    while step is not None and step is not widget:
        if widget.isAncestorOf(step):
            yield step
        step = step.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    tabs = (policy & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return tabs and widget.isVisible() and widget.isEnabled()


def _is_usable(widget: QWidget) -> bool:
    return shiboken6.isValid(widget) and widget.isVisible() and first_stop(widget) is not None
