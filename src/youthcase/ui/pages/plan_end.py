"""From which day is a plan no longer in force?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from youthcase.domain.fields import label_of
from youthcase.domain.plans import PlanVersion
from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import DateField
from youthcase.ui.kit.measure import row
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from youthcase.errors import Refusal


class EndPanel(Card):
    """Asks for the day, and says what ending means."""

    ended = Signal(object)  # date

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(_("End this plan"), parent=parent)
        self.setObjectName("ending")
        self._today = today
        words = _(
            "It stays on the file and can always be read. "
            "Until another plan is approved, this young person has none in force."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.day = DateField(
            "ended_on", label_of(PlanVersion, "ended_on"), required=True, today=today
        )
        self.body.addWidget(self.day)
        line = row(gap=10)
        self.do = primary(_("End the plan"))
        self.do.setObjectName("end_now")
        self.keep = secondary(_("Keep it in force"))
        self.keep.setObjectName("keep_plan")
        line.addWidget(self.do)
        line.addWidget(self.keep)
        line.addStretch(1)
        self.body.addLayout(line)
        self.do.clicked.connect(self._do)
        self.keep.clicked.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Show the question, with today as the answer."""
        self.day.set_value(self._today())
        self.day.show_error(None)
        self.show()
        self.day.focus_first()

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why the day cannot be."""
        self.day.show_error(str(refusal))
        self.day.focus_first()

    def _do(self) -> None:
        if not self.day.check():
            self.ended.emit(self.day.value())
