"""Which button leads to another place of the window?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from youthcase.ui.kit.buttons import Button

if TYPE_CHECKING:
    from youthcase.ui.frame import Place


class Leading(Button):
    """A button that says where it leads when pressed."""

    gone = Signal(object)  # Place

    def __init__(
        self, words: str, place: Place, *, role: str = "link", icon: str = "", name: str = ""
    ) -> None:
        super().__init__(words, role, icon)
        self.setObjectName(name)
        self._place = place
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self.gone.emit(self._place)
