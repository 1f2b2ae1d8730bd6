"""What is next for this young person, what do they want, and what has been agreed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.caseload import Due, Step
from youthcase.domain.dates import plain
from youthcase.i18n import _
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.chips import Chip, ChipLabel
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import file_words
from youthcase.ui.pages.file_columns import clear
from youthcase.ui.pages.file_fields import code_label, said

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.plans import PlanVersion
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

AGREEMENT_LOOKS = {"Y": (Tone.OK, "check"), "N": (Tone.WARN, "ban"), "": (Tone.PLAIN, "circle")}


class SideColumn(QWidget):
    """Next actions, the young person's own words, the plan in force, the agreement."""

    step_wanted = Signal(object)  # Step

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._stack = column(self, gap=12, margins=(0, 0, 12, 0))

    def show_file(self, file: CaseFile) -> None:
        """Say it anew."""
        clear(self._stack)
        today = self._frame.services.sitting.today
        self._stack.addWidget(self._actions(file, today))
        if file.words:
            self._stack.addWidget(self._wants(file, file.words))
        self._stack.addWidget(_plan(file, today))
        self._stack.addWidget(_agreement(file))
        self._stack.addStretch()

    def _actions(self, file: CaseFile, today: date) -> Card:
        made = Card(_("Next actions"), gap=2)
        made.setObjectName("next_actions")
        if not file.due:
            made.body.addWidget(label(_("Nothing is due."), tone="muted", wrap=True))
        for due in file.due:
            button = StepButton(due)
            button.chosen.connect(self.step_wanted)
            chip = file_words.due_chip(due, today)
            button.setAccessibleName(f"{button.text()}: {chip.words}")
            made.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            made.body.addWidget(_when(chip))
        return made

    def _wants(self, file: CaseFile, words: str) -> Card:
        name = self._frame.name_shown(file.person.called)
        made = Card(_("What {name} wants").format(name=name))
        made.setObjectName("wants")
        made.body.addWidget(label(f"“{words}”", "note", wrap=True))
        made.body.addWidget(
            label(_("In their own words, from the safety plan"), "cap", tone="muted", wrap=True)
        )
        return made


class StepButton(Button):
    """One thing to do; pressed, it leads to where it is done."""

    chosen = Signal(object)

    def __init__(self, due: Due) -> None:
        super().__init__(_(due.step.value), "link")
        self.setObjectName(f"step_{due.step.name.lower()}")
        self._step: Step = due.step
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._step)


def in_force(file: CaseFile) -> PlanVersion | None:
    """The version to follow."""
    return next((v for v in file.versions if v.status == "ACTIVE"), None)


def _when(chip: Chip) -> QWidget:
    """Coloured where it presses, else a quiet line."""
    if chip.tone is Tone.PLAIN:
        quiet = label(chip.words, "cap", tone="muted")
        quiet.setContentsMargins(4, 0, 0, 8)
        return quiet
    holder = QWidget()
    line = column(holder, margins=(2, 0, 0, 8))
    line.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignLeft)
    return holder


def _plan(file: CaseFile, today: date) -> Card:
    made = Card(_("Plan in force"), gap=6)
    made.setObjectName("plan_in_force")
    plan = in_force(file)
    if plan is None:
        made.body.addWidget(label(_("No plan is in force."), tone="muted", wrap=True))
        return made
    made.body.addWidget(label(_("Version {number}").format(number=plan.number), "strong"))
    if plan.review_due:
        due = Due(Step.REVIEW_PLAN, plan.review_due)
        chip = file_words.due_chip(due, today)
        review = _("Review due {date}").format(date=plain(plan.review_due))
        made.body.addWidget(label(review, tone="muted", wrap=True))
        if chip.tone is not Tone.PLAIN:
            made.body.addWidget(_when(chip))
    if plan.carry_decision:
        carry = _("To carry: {what}").format(what=code_label("carry", plan.carry_decision))
        made.body.addWidget(label(carry, tone="muted", wrap=True))
    return made


def _agreement(file: CaseFile) -> Card:
    made = Card(_("Agreement to work with us"), gap=6)
    made.setObjectName("agreement")
    given = file_words.agreement_of(file)
    if given is None:
        made.body.addWidget(
            label(_("Not asked yet, or not recorded."), tone="muted", wrap=True)
        )
        return made
    tone, icon = AGREEMENT_LOOKS.get(given.answer, (Tone.WARN, "ban"))
    chip = ChipLabel(Chip(said(given, "answer"), tone, icon))
    made.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
    day = plain(given.agreed_on) if given.agreed_on else _("Day not recorded")
    made.body.addWidget(label(day, "cap", tone="muted"))
    return made
