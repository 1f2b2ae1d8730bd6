"""How does a person confirm what cannot simply be taken back?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import Button, secondary
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import heading, label


class Dialog(QDialog):
    """A dialog with a heading, a body to fill, and a row of buttons that say what they do.

    Shown with `open()`, never `exec()`; connect `accepted` or `finished`.
    """

    def __init__(
        self, parent: QWidget, title: str, words: str = "", *, width: int = 460
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, min_width=width)
        outer = column(self, gap=16, margins=(24, 20, 24, 20))
        self.body = column(gap=12)
        self.body.addWidget(heading(title, 2, wrap=True))
        if words:
            self.body.addWidget(label(words, wrap=True))
        outer.addLayout(self.body)
        outer.addStretch()
        self.buttons = row(gap=10)
        outer.addLayout(self.buttons)
        self.setAccessibleDescription(words)


class ConfirmDialog(Dialog):
    """A question whose buttons are verbs; Escape and the safe button change nothing."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        *,
        verb: str,
        keep: str = "",
        is_dangerous: bool = False,
    ) -> None:
        super().__init__(parent, title, words)
        self.setObjectName("confirm")
        self.do = Button(verb, "danger" if is_dangerous else "primary")
        self.do.setObjectName("do")
        self.keep = secondary(keep or _("Cancel"))
        self.keep.setObjectName("keep")
        self.do.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self.buttons.addWidget(self.do)
        self.buttons.addWidget(self.keep)
        self.buttons.addStretch()
        safe = self.keep if is_dangerous else self.do
        safe.setDefault(True)
        safe.setFocus(Qt.FocusReason.OtherFocusReason)
