"""Who counts as having benefited, since when, and why not?

The headline measure: young people who benefited from specialist casework support and
safety planning. Source: domain.md 7.4, every clause and settled reading of it. Withheld
names and texts never enter: the rule reads `History` values, and answers with references.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable  # noqa: TC003 - part of the public signatures
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain.clauses import EpisodeDays, Span, days_of, is_episode, within
from youthcase.domain.completeness import Gap, Warned, gaps
from youthcase.domain.funnel import ClosedCase, Funnel, closed_cases, has_casework, stage
from youthcase.domain.history import (
    Agreement,
    Contact,
    Episode,
    GoalScore,
    History,
    PlanVersion,
)
from youthcase.domain.near_misses import NearMiss, near_miss
from youthcase.domain.periods import Period, year_start
from youthcase.domain.reasons import Evidence, Reason
from youthcase.domain.rule import Rule
from youthcase.domain.trace import ClauseResult, Verdict, explain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Agreement",
    "ClauseResult",
    "ClosedCase",
    "Contact",
    "Count",
    "Episode",
    "Evidence",
    "Funnel",
    "Gap",
    "GoalScore",
    "History",
    "NearMiss",
    "PlanVersion",
    "Reason",
    "Rule",
    "Verdict",
    "Warned",
    "closures",
    "count",
    "judge",
]

SENSITIVITY = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The figures of one period as at one day, true and for internal eyes.

    `verdicts` holds every person once, in order of reference. `headline` is H1, `new` H2
    (None where the period crosses financial years, so that "first" has no one year),
    `over_plan` H3 (None without a plan's span; `in_plan_span` are its references),
    `casework_only` M1b. `sensitivity` pairs
    each number of contacts asked for with the headline it would give. `stages` and
    `reaches` say for each of `verdicts` which stage of the funnel it came to (0 none) and
    with how many contacts asked for it would still count: the lists behind the figures.
    """

    period: Period
    as_at: date
    rule: Rule
    plan_span: Period | None
    verdicts: tuple[Verdict, ...]
    headline: int
    new: int | None
    over_plan: int | None
    in_plan_span: tuple[str, ...]
    casework_only: int
    funnel: Funnel
    near_misses: tuple[NearMiss, ...]
    sensitivity: tuple[tuple[int, int], ...]
    warnings: tuple[Warned, ...]
    stages: tuple[int, ...]
    reaches: tuple[int, ...]
    without_plan: tuple[str, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The references of those who count."""
        return tuple(v.ref for v in self.verdicts if v.counts)

    def came_to(self, stage: int) -> tuple[str, ...]:
        """The references of those who came to a stage of the funnel, 1 (referred) to 9."""
        pairs = zip(self.verdicts, self.stages, strict=True)
        return tuple(v.ref for v, reached in pairs if reached >= stage)

    def with_contacts(self, number: int) -> tuple[str, ...]:
        """The references of those who would count if so many contacts were asked for."""
        pairs = zip(self.verdicts, self.reaches, strict=True)
        return tuple(v.ref for v, reached in pairs if reached >= number)

    def as_trace(self) -> dict[str, object]:
        """The trace in the shape that `youthcase return trace --json` prints."""
        return {
            "period": self.period.code,
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "as_at": self.as_at.isoformat(),
            "headline": self.headline,
            "people": [_person(verdict) for verdict in self.verdicts],
        }


def judge(history: History, period: Period, as_at: date, rule: Rule | None = None) -> Verdict:
    """Whether one person counts in `period` as known on `as_at`, and clause by clause why."""
    rule = rule or Rule()
    return _verdict(history, _episodes(history, as_at, rule), period, as_at, rule)


def closures(
    history: History, period: Period, as_at: date, rule: Rule | None = None
) -> tuple[ClosedCase, ...]:
    """The cases of one person that closed in `period` after they had helped."""
    rule = rule or Rule()
    window = period.known_by(as_at)
    if window is None:
        return ()
    return closed_cases(_episodes(history, as_at, rule), window, as_at, rule)


def count(
    histories: Iterable[History],
    period: Period,
    as_at: date,
    rule: Rule | None = None,
    plan_span: Period | None = None,
) -> Count:
    """All figures of `period` as known on `as_at`, from one history for each person."""
    rule = rule or Rule()
    people = sorted(histories, key=lambda h: h.ref)
    if len({h.ref for h in people}) != len(people):
        raise ValueError("the same reference twice: a person has one history")
    window = period.known_by(as_at)
    plan_window = plan_span.known_by(as_at) if plan_span else None
    verdicts: list[Verdict] = []
    stages: list[int] = []
    reaches: list[int] = []
    missed: list[NearMiss] = []
    warned: list[Warned] = []
    in_plan_span: list[str] = []
    without_plan: list[str] = []
    for history in people:
        episodes = _episodes(history, as_at, rule)
        verdict = _verdict(history, episodes, period, as_at, rule)
        verdicts.append(verdict)
        if any(within(d.benefit_days, plan_window) for d in episodes):
            in_plan_span.append(history.ref)
        if window is None:
            stages.append(0)
            reaches.append(0)
            continue
        stages.append(stage(history, episodes, window, as_at, rule))
        reaches.append(_contacts_reached(episodes, window, rule))
        warned.extend(gaps(history, episodes, window, as_at, rule))
        if not verdict.counts:
            if has_casework(episodes, window):
                without_plan.append(history.ref)
            miss = near_miss(history, episodes, window, as_at, rule)
            missed.extend([miss] if miss else [])
    return Count(
        period=period,
        as_at=as_at,
        rule=rule,
        plan_span=plan_span,
        verdicts=tuple(verdicts),
        headline=sum(v.counts for v in verdicts),
        new=_new(verdicts, period),
        over_plan=len(in_plan_span) if plan_span else None,
        in_plan_span=tuple(in_plan_span),
        casework_only=len(without_plan),
        funnel=Funnel.of(stages),
        near_misses=tuple(missed),
        sensitivity=tuple((n, sum(r >= n for r in reaches)) for n in SENSITIVITY),
        warnings=tuple(warned),
        stages=tuple(stages),
        reaches=tuple(reaches),
        without_plan=tuple(without_plan),
    )


def _episodes(history: History, as_at: date, rule: Rule) -> tuple[EpisodeDays, ...]:
    """The days of each episode, the latest first: that is the one people still work in."""
    found = [days_of(history, e, as_at, rule) for e in history.episodes if is_episode(e, as_at)]
    found.sort(key=lambda d: (d.episode.start or date.min, d.episode.number), reverse=True)
    return tuple(found)


def _verdict(
    history: History, episodes: Sequence[EpisodeDays], period: Period, as_at: date, rule: Rule
) -> Verdict:
    window = period.known_by(as_at)
    found = [(days[0], d) for d in episodes if (days := within(d.benefit_days, window))]
    if found:
        count_date, shown = min(found, key=lambda f: (f[0], f[1].episode.number))
        first_of_year = _first_of_year(episodes, count_date)
    else:
        count_date = first_of_year = None
        shown = max(episodes, key=lambda d: _clauses_met(d, window), default=None)
    return Verdict(
        ref=history.ref,
        count_date=count_date,
        first_of_year=first_of_year,
        episode=shown.episode.number if shown else None,
        clauses=explain(history, shown, window, rule),
    )


def _first_of_year(episodes: Iterable[EpisodeDays], count_date: date) -> date:
    year = (year_start(count_date), count_date)
    return min(days[0] for d in episodes if (days := within(d.benefit_days, year)))


def _clauses_met(days: EpisodeDays, window: Span | None) -> tuple[int, bool]:
    """How many clauses hold on some day, and, between equals, whether it was open."""
    met = [days.first_in(c, window) is not None for c in range(1, 7)]
    return sum(met), met[0]


def _contacts_reached(episodes: Iterable[EpisodeDays], window: Span, rule: Rule) -> int:
    """The highest number of contacts with which a person would still count in `window`."""
    reached = 0
    for days in episodes:
        candidates = within(days.candidates, window)
        if candidates:
            last = candidates[-1]
            if bisect_right(days.face_days, last) >= rule.min_face_to_face:
                reached = max(reached, bisect_right(days.contact_days, last))
    return reached


def _new(verdicts: Iterable[Verdict], period: Period) -> int | None:
    if not period.is_within_one_financial_year:
        return None
    return sum(v.is_new_this_year for v in verdicts)


def _person(verdict: Verdict) -> dict[str, object]:
    return {
        "ref": verdict.ref,
        "count_date": verdict.count_date.isoformat() if verdict.count_date else None,
        "clauses": [
            {"clause": c.clause, "met": c.met, "date": c.day.isoformat() if c.day else None}
            for c in verdict.clauses
        ],
    }
