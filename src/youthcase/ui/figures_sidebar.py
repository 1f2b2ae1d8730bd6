"""What stands at the left of a manager's pages: where to go, and who is signed in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import icon_button
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.nav import NavItem, NavList
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import SIDEBAR_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW = 66


class FiguresSidebar(QFrame):
    """The left edge of a manager's window; only icons when there is little room."""

    went = Signal(str)  # a page's key
    locked = Signal()
    helped = Signal()

    def __init__(
        self, items: Sequence[NavItem], name: str, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setObjectName("sidebar")
        self.nav = NavList(_("Main menu"), items)
        self.nav.setObjectName("nav")
        self.nav.chosen.connect(self.went)
        holder = QWidget()
        inner = column(holder)
        inner.addWidget(self.nav)
        inner.addStretch()
        area = Scrolled(holder)
        area.setMinimumHeight(0)
        outer = column(self, gap=10, margins=(12, 14, 12, 12))
        outer.addWidget(self._brand())
        outer.addWidget(area, 1)
        outer.addWidget(self._card(name, role))
        fit(self, width=SIDEBAR_WIDTH)

    def set_collapsed(self, collapsed: bool) -> None:
        """Show only icons."""
        if collapsed == self.nav.collapsed:
            return
        self.nav.set_collapsed(collapsed)
        fit(self, width=_NARROW if collapsed else SIDEBAR_WIDTH)
        for part in (self._name, self._who, self.help):
            part.setVisible(not collapsed)

    def _brand(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=9, margins=(4, 0, 0, 0))
        line.addWidget(Icon("folder-heart", "primary", 26))
        self._name = label("Youthcase", "h3")
        line.addWidget(self._name, 1)
        line.addStretch()
        return holder

    def _card(self, name: str, role: str) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        outer = column(card, gap=4, margins=(4, 6, 4, 4))
        self._who = QWidget()
        words = column(self._who, gap=0, margins=(7, 2, 4, 0))
        signed_in = label(name, "strong", wrap=True)
        signed_in.setObjectName("signed_in")
        words.addWidget(signed_in)
        words.addWidget(label(role, "cap", tone="muted"))
        outer.addWidget(self._who)
        line = row(gap=2)
        self.lock = icon_button("lock", _("Lock (Ctrl+L)"))
        self.help = icon_button("circle-question-mark", _("Keyboard shortcuts (Ctrl+/)"))
        for button, object_name, signal in (
            (self.lock, "lock", self.locked),
            (self.help, "help", self.helped),
        ):
            button.setObjectName(object_name)
            button.clicked.connect(signal)
            line.addWidget(button)
        line.addStretch()
        outer.addLayout(line)
        return card
