"""What can be done for the colleague whose line is marked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.codes import code_list
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import heading, label

if TYPE_CHECKING:
    from youthcase.services.staff import Colleague


class Chosen(Card):
    """Name, role and cases in a line, and the buttons that fit."""

    cases_wanted = Signal()
    reset_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self.setObjectName("chosen")
        self.name = heading("", 3, wrap=True)
        self.about = label("", tone="muted", wrap=True)
        self.about.setObjectName("chosen.about")
        self.body.addWidget(self.name)
        self.body.addWidget(self.about)
        foot = QWidget()
        line = Flow(foot, gap=10)
        self.cases = secondary(_("Show their cases"), "users")
        self.reset = secondary(_("Passphrase forgotten"), "key-round")
        self.remove = secondary(_("Remove from the vault"), "ban")
        for button, name, signal in (
            (self.cases, "show_cases", self.cases_wanted),
            (self.reset, "reset", self.reset_wanted),
            (self.remove, "remove", self.removal_wanted),
        ):
            button.setObjectName(f"chosen.{name}")
            button.clicked.connect(signal)
            line.addWidget(button)
        self.body.addWidget(foot)
        self.hide()

    def show_colleague(self, colleague: Colleague | None, cases: int, *, is_me: bool) -> None:
        """Offer what can be done for somebody; nobody hides the card."""
        self.setVisible(colleague is not None)
        if colleague is None:
            return
        self.name.setText(colleague.name)
        role = code_list("role").label(colleague.role.value)
        signs_in = _("can sign in") if colleague.signs_in else _("cannot sign in")
        words = plural("{n} open case", "{n} open cases", cases)
        line = f"{role}, {signs_in}, {words}."
        if is_me:
            line += " " + _("This is you: change your passphrase with the key on the left.")
        self.about.setText(line)
        self.cases.setEnabled(cases > 0)
        for button in (self.reset, self.remove):
            button.setVisible(colleague.signs_in and not is_me)
