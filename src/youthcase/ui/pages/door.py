"""What do the pages before unlocking have in common: one card in the middle of the window?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import label

CARD_WIDTH = 440


class DoorPage(QWidget):
    """A card of at most `width` in the middle; it scrolls when the window is small."""

    def __init__(self, *, width: int = CARD_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self)
        middle = Tall()
        around = row(middle, margins=(16, 16, 16, 16))
        holder = QWidget()
        fit(holder, max_width=width)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = column(holder, gap=14)
        self._column.addStretch(1)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.body: QVBoxLayout = column(self.card, gap=14, margins=(32, 26, 32, 28))
        self.body.addWidget(brand())
        self._column.addWidget(self.card)
        self._column.addWidget(offline())
        self._column.addStretch(1)
        around.addStretch(1)
        around.addWidget(holder, 100)
        around.addStretch(1)
        self.area = Scrolled(middle)
        outer.addWidget(self.area)


def brand() -> QWidget:
    """The program's sign and name."""
    holder = QWidget()
    line = row(holder, gap=11)
    line.addWidget(Icon("folder-heart", "primary", 30))
    line.addWidget(label("Youthcase", "h2"))
    line.addStretch()
    return holder


def offline() -> QWidget:
    """Says that nothing leaves this computer."""
    holder = QWidget()
    line = row(holder, gap=8)
    line.addStretch()
    line.addWidget(Icon("wifi-off", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
    words = label(
        _("Works offline. Nothing leaves this computer unless you export it."),
        "cap",
        tone="muted",
    )
    line.addWidget(words)
    line.addStretch()
    return holder
