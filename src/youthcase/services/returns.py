"""How many young people have benefited, who are they, and who is one step short?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.domain import benefit, periods
from youthcase.domain.benefit import Count, Rule
from youthcase.domain.ids import PersonId
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import return_tokens
from youthcase.services.settings import COUNTED_BY, PLAN_SPAN, TARGET
from youthcase.store import cases, counts, histories

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.people import Person
    from youthcase.domain.periods import Period
    from youthcase.services.desk import Desk

RULE = Rule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figures of a period, true and internal, beside the year's target."""

    count: Count
    target: int
    year_to_date: int
    definition: tuple[str, ...]


class Returns:
    """Counts by the rule of the headline measure. Figures are internal: nothing leaves here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def periods(self) -> tuple[Period, ...]:
        """The periods to choose from: this financial year, its quarters so far, last year."""
        today = self._desk.today
        this = periods.financial_year_of(today)
        last = periods.parse(f"{this.first.year - 1}-{this.first.year % 100:02d}")
        begun = tuple(q for q in this.quarters() if q.first <= today)
        return (this, *reversed(begun), last, *reversed(last.quarters()))

    def headline(self, period: Period, as_at: date) -> Headline:
        """The figures of `period` as known on `as_at`.

        Raises: NotAllowed for caseworkers.
        """
        desk = self._desk
        desk.require_supervisor()
        with desk.vault.read() as db:
            everybody = histories.everybody(db)
            span = cases.setting(db, PLAN_SPAN)
            target = cases.setting(db, TARGET)
        plan = periods.parse(span.value) if span and span.value else None
        found = benefit.count(everybody, period, as_at, RULE, plan)
        year = periods.financial_year_of(min(as_at, period.last))
        so_far = (
            found
            if year.code == period.code
            else benefit.count(everybody, year, min(as_at, period.last), RULE)
        )
        return Headline(
            count=found,
            target=int(target.value) if target else 200,
            year_to_date=so_far.headline,
            definition=RULE.definition(),
        )

    def trace(self, period: Period, as_at: date) -> Count:
        """The count with a verdict for everybody, and a line in the audit that it was read.

        Raises: NotAllowed for caseworkers.
        """
        found = self.headline(period, as_at).count
        with self._desk.vault.write() as db:
            self._desk.note(db, "return.trace", period.code)
        return found

    def person(self, ref: str) -> Person | None:
        """Who stands behind a reference of the trace."""
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return cases.person_by_ref(db, ref)

    def person_id(self, ref: str) -> PersonId | None:
        """Whose file to open for a reference of the trace."""
        found = self.person(ref)
        return found.id if found else None

    def by_token(self, words: str) -> tuple[Person, ...]:
        """Whose token a manager asks about; it is written down that somebody looked.

        Raises: NotAllowed for caseworkers, Refusal when too little of it is given.
        """
        desk = self._desk
        desk.require_supervisor()
        wanted = return_tokens.typed(words)
        if len(wanted) < return_tokens.LEAST:
            raise Refusal(
                _("Type the token as the manager sees it, such as 3fa2-91bc."), field="token"
            )
        with desk.vault.read() as db, desk.vault.counts_read() as known:
            if counts.step(known).day is None:  # then nobody has a token yet
                return ()
            kept = cases.setting(db, COUNTED_BY)
            basis = kept.value if kept and kept.value else counts.BY_REFERENCE
            names = counts.tokens(db, counts.token_key(known), basis)
            ids = [PersonId(i) for i, token in names.items() if token.hex().startswith(wanted)]
            found = tuple(p for i in ids if (p := cases.person(db, i)))
        with desk.vault.write() as db:
            for person in found:
                desk.note(db, "return.trace", f"person/{person.id}")
        return found
