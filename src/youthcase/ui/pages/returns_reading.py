"""What does the returns page read from the vault, and who stands behind each figure?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import periods
from youthcase.domain.benefit import Count, Funnel, Verdict
from youthcase.domain.ids import PersonId
from youthcase.domain.periods import Period
from youthcase.services.people import Wanted
from youthcase.services.returns import Headline
from youthcase.services.settings import PLAN_SPAN

if TYPE_CHECKING:
    from youthcase.services.house import Services

EVERYBODY, COUNTED, NOT_COUNTED = "everybody", "counted", "not_counted"
NEW, YEAR, PLAN, WITHOUT_PLAN = "new", "year", "plan", "without_plan"
STAGES = tuple(f.name for f in fields(Funnel))
_ALL = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Named:
    """Who a reference is; the name stays out of any log line."""

    person: PersonId
    name: str

    def __repr__(self) -> str:
        return "Named()"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of people: who, and whether and why they count."""

    verdict: Verdict
    who: Named | None

    @property
    def ref(self) -> str:
        """Their reference."""
        return self.verdict.ref

    @property
    def name(self) -> str:
        """Their name, or the reference while there is none."""
        return self.who.name if self.who else self.verdict.ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One count with everything that the page shows of it."""

    headline: Headline
    year: Count
    plan: Count | None
    names: Mapping[str, Named]

    @property
    def count(self) -> Count:
        """The count of the chosen period."""
        return self.headline.count

    def rows(self, key: str) -> tuple[Row, ...]:
        """The people behind the figure of that name, by reference."""
        return tuple(Row(v, self.names.get(v.ref)) for v in self._verdicts(key))

    def _verdicts(self, key: str) -> tuple[Verdict, ...]:
        count = self.count
        match key:
            case "everybody":
                return count.verdicts
            case "counted":
                return tuple(v for v in count.verdicts if v.counts)
            case "not_counted":
                return tuple(v for v in count.verdicts if not v.counts)
            case "new":
                return tuple(v for v in count.verdicts if v.is_new_this_year)
            case "year":
                return tuple(v for v in self.year.verdicts if v.counts)
            case "plan":
                return tuple(v for v in self.plan.verdicts if v.counts) if self.plan else ()
            case _:
                refs = frozenset(_refs(count, key))
                return tuple(v for v in count.verdicts if v.ref in refs)


def _refs(count: Count, key: str) -> tuple[str, ...]:
    kind, _dot, number = key.partition(".")
    if kind == "stage":
        return count.came_to(STAGES.index(number) + 1)
    if kind == "contacts":
        return count.with_contacts(int(number))
    return count.without_plan


def stage_key(stage: str) -> str:
    """The name of the list behind a stage of the funnel."""
    return f"stage.{stage}"


def contacts_key(number: int) -> str:
    """The name of the list behind one number of the sensitivity line."""
    return f"contacts.{number}"


@dataclass(frozen=True, slots=True)
class Question:
    """Which count is asked for; `note` writes into the audit that names were looked at."""

    period: Period
    as_at: date
    note: bool = False


def read(services: Services, question: Question) -> Figures:
    """Count on the worker; answers with plain values only."""
    returns, period, as_at = services.returns, question.period, question.as_at
    headline = returns.headline(period, as_at)
    year = periods.financial_year_of(min(as_at, period.last))
    so_far = (
        headline.count
        if year.code == period.code
        else returns.headline(year, min(as_at, period.last)).count
    )
    span = services.settings.value(PLAN_SPAN)
    plan = returns.headline(periods.parse(span), as_at).count if span else None
    if question.note:
        returns.trace(period, as_at)
    lines = services.people.page(Wanted(order="ref"), offset=0, limit=_ALL)
    return Figures(
        headline=headline,
        year=so_far,
        plan=plan,
        names={line.ref: Named(line.person, line.name) for line in lines},
    )
