"""What is a person told when something goes wrong that nobody foresaw?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.dialogs import Dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FaultDialog(Dialog):
    """Says that something went wrong, and that what was saved is safe."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Something went wrong"),
            _(
                "What you saved is safe. Try again; if it happens again, lock and unlock. "
                "Only the place of the fault was written down, no words of yours."
            ),
        )
        self.setObjectName("fault")
        close = primary(_("Go on"))
        close.setObjectName("go_on")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.buttons.addStretch()
        close.setDefault(True)
