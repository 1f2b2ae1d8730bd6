"""How does one line of the caseload look, and what does it say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.caseload import CaseLine, PlanState, State, Step
from youthcase.domain.codes import code_list
from youthcase.domain.dates import age_on, plain, short
from youthcase.i18n import _, plural
from youthcase.ui.kit.chips import Chip, initials_of
from youthcase.ui.kit.paged import Cell, Column
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from youthcase.ui.frame import Frame

_NEAR_DAYS = 300  # beyond, a day without its year would mislead


class Rows:
    """The columns of the caseload for one person at one window."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @property
    def today(self) -> date:
        """The day in London."""
        return self._frame.services.sitting.today

    def columns(self) -> tuple[Column[CaseLine], ...]:
        """Columns from left to right; supervisors also see whose case it is."""
        both = (
            self._column("name", _("Young person"), self.person, 200, stretches=True),
            self._column("state", _("State"), self.state, 104, folds=7),
            self._column("step", _("Next step"), self.step, 182, folds=1),
            self._column("due", _("Due"), self.due, 150),
            self._column("risk", _("Main risk"), self.risk, 162, folds=4),
            self._column("plan", _("Safety plan"), self.plan, 142, folds=3),
            self._column("last_contact", _("Last contact"), self.last_contact, 114, folds=5),
        )
        if not self._frame.services.sitting.supervises:
            return both
        return (*both, self._column("worker", _("Worker"), self.worker, 120, folds=6))

    def spoken(self, line: CaseLine) -> str:
        """What a screen reader calls the row."""
        return self._frame.name_shown(line.name)

    def person(self, line: CaseLine) -> Cell:
        """Initials, name, age and reference."""
        age = ""
        if line.dob is not None and not self._frame.is_private:
            age = plural("{n} year", "{n} years", age_on(line.dob, self.today))
        return Cell(
            words=self._frame.name_shown(line.name),
            second="  ·  ".join(part for part in (age, line.ref) if part),
            initials=initials_of(line.name),
            strong=True,
        )

    def state(self, line: CaseLine) -> Cell:
        """Only what needs somebody gets a colour."""
        if line.state is State.NEW:
            return Cell(chips=(Chip(line.state.value, Tone.INFO),))
        return Cell(line.state.value, muted=line.state is not State.OPEN)

    def step(self, line: CaseLine) -> Cell:
        """What has to be done next."""
        return Cell(line.next_step.value, muted=line.next_step is Step.NOTHING)

    def due(self, line: CaseLine) -> Cell:
        """By when, in words that can be acted on."""
        if line.due is None:
            return Cell(spoken=_("no day set"))
        days = (line.due - self.today).days
        if days < 0:
            words = plural("{n} day overdue", "{n} days overdue", -days)
            return Cell(chips=(Chip(words, Tone.DANGER, "triangle-alert", outlined=True),))
        if days == 0:
            return Cell(chips=(Chip(_("Today"), Tone.WARN, "clock", outlined=True),))
        if days == 1:
            return Cell(_("Tomorrow"))
        return Cell(self._day(line.due), spoken=plain(line.due))

    def risk(self, line: CaseLine) -> Cell:
        """The main risk of the current referral."""
        return Cell(code_list("primary_risk").label(line.risk) if line.risk else "")

    def plan(self, line: CaseLine) -> Cell:
        """How the safety plan stands today."""
        plan = line.plan
        late = line.review_due is not None and line.review_due < self.today
        if plan is PlanState.CURRENT and late:
            plan = PlanState.LAPSED
        if plan in {PlanState.LAPSED, PlanState.RETURNED}:
            return Cell(chips=(Chip(plan.value, Tone.WARN, "clipboard-list"),))
        return Cell(plan.value, muted=plan in {PlanState.NONE, PlanState.ENDED})

    def last_contact(self, line: CaseLine) -> Cell:
        """When somebody last spoke with them or tried to."""
        if line.last_contact is None:
            return Cell(_("Never"), muted=True)
        return Cell(self._day(line.last_contact), muted=True, spoken=plain(line.last_contact))

    def worker(self, line: CaseLine) -> Cell:
        """Whose case it is."""
        if line.worker_name is None:
            return Cell(_("Nobody yet"), tone=Tone.WARN)
        return Cell(line.worker_name, muted=True)

    def _day(self, day: date) -> str:
        return short(day) if abs((day - self.today).days) < _NEAR_DAYS else plain(day)

    def _column(
        self,
        key: str,
        title: str,
        cell: Callable[[CaseLine], Cell],
        width: int,
        *,
        stretches: bool = False,
        folds: int = 0,
    ) -> Column[CaseLine]:
        sortable = key in {"name", "due", "last_contact"}
        return Column(key, title, cell, width, stretches, sortable, folds)
