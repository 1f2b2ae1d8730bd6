"""What is still missing in a plan, and what does it change, before it is sent?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.fields import label_of
from youthcase.domain.plans import PlanVersion
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.errors import ErrorSummary
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_stopped import hit_block
from youthcase.ui.pages.plan_editor_draft import problems_of
from youthcase.ui.pages.plan_reading import Reading, change_blocks
from youthcase.ui.pages.plan_words import day_or, extent, label_or

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from youthcase.domain.carried_check import Hit
    from youthcase.domain.plan_diff import Difference
    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanContent


class CheckBody(QWidget):
    """The last look: what is missing as links, then what has changed."""

    chosen = Signal(str)  # the field that a problem is about

    def __init__(
        self,
        content: PlanContent,
        found: Sequence[Difference],
        hits: Sequence[Hit],
        today: date,
        parts: Sequence[PlanSection],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = column(self, gap=16)
        self.errors = ErrorSummary()
        self.errors.setObjectName("missing")
        self.errors.chosen.connect(self.chosen)
        outer.addWidget(self.errors)
        self._problems = problems_of(content, today, parts)
        if not self._problems:
            ready = _("A supervisor will read it and approve it, or send it back with words.")
            outer.addWidget(Banner(Tone.OK, ready, lead=_("Nothing is missing.")))
        outer.addWidget(_agreed(content))
        self.hits: Reading | None = None
        if hits:
            outer.addWidget(self._stopped(hits))
        title = (
            _("What changed since the version before")
            if content.version.number > 1
            else _("Everything in it is new")
        )
        card = Card(title)
        self.changes = Reading(title, grows=True)
        self.changes.setObjectName("changes")
        self.changes.show_blocks(change_blocks(found))
        card.body.addWidget(self.changes)
        outer.addWidget(card)

    def _stopped(self, hits: Sequence[Hit]) -> Card:
        """The lines that would stay off a copy although they are ticked for it."""
        title = _("The safety check would stop these lines")
        card = Card(title)
        words = _(
            "They stay off the copies that they are ticked for. Change them now: once the plan "
            "is sent, that takes the next version."
        )
        card.body.addWidget(label(words, tone="muted", wrap=True))
        self.hits = Reading(title, grows=True)
        self.hits.setObjectName("would_stop")
        self.hits.show_blocks([hit_block(hit) for hit in hits])
        card.body.addWidget(self.hits)
        return card

    def focus_first(self) -> None:
        """Say what is missing, or go to what has changed."""
        if self._problems:
            self.errors.show_problems(self._problems)
        else:
            self.changes.setFocus()

    def show_problem(self, field: str | None, sentence: str) -> None:
        """Show why it could not be sent."""
        self._problems = [(field or "", sentence)]
        self.errors.show_problems([(field, sentence)])

    def sentence_of(self, field: str) -> str:
        """What was said about a field."""
        return next((words for name, words in self._problems if name == field), "")


def _agreed(content: PlanContent) -> Card:
    version, none = content.version, _("Not yet said")
    card = Card(_("This version"))
    facts = [
        (_("Written"), extent(content)),
        (
            label_of(PlanVersion, "participation"),
            label_or("participation", version.participation, none),
        ),
        (label_of(PlanVersion, "agreed_on"), day_or(version.agreed_on, none)),
        (label_of(PlanVersion, "review_due"), day_or(version.review_due, none)),
        (_("Safe to carry"), label_or("carry", version.carry_decision, none)),
    ]
    card.body.addWidget(Facts(facts))
    return card
