"""Which record met a clause of the counting rule on which day, or why did none?

Source: domain.md 7.4, the trace.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import reasons
from youthcase.domain.clauses import aged_days, first_day
from youthcase.domain.dates import age_on
from youthcase.domain.history import INTERVENTION, STRUCK_OUT
from youthcase.domain.reasons import Evidence, Reason

if TYPE_CHECKING:
    from youthcase.domain.clauses import EpisodeDays, PlanDays, Span
    from youthcase.domain.history import History
    from youthcase.domain.rule import Rule

Answer = tuple[Reason, tuple[Evidence, ...]]
CLAUSES = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """Whether a clause holds on a day of the period, first on which, by which record."""

    clause: int
    day: date | None
    reason: Reason
    evidence: tuple[Evidence, ...] = ()

    @property
    def met(self) -> bool:
        """Whether there is such a day."""
        return self.day is not None

    @property
    def sentence(self) -> str:
        """The answer in plain English."""
        return reasons.sentence(self.reason, self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one person counts in a period, from which day, and clause by clause why.

    `episode` is the number of the episode that the clauses are told for: that of the
    count date, else the one that meets most. `first_of_year` is the first count date of
    the financial year of `count_date`: whoever breaks figures down takes what was true of
    the person on that day.
    """

    ref: str
    count_date: date | None
    first_of_year: date | None
    episode: int | None
    clauses: tuple[ClauseResult, ...]

    @property
    def counts(self) -> bool:
        """Whether the person is one of the headline."""
        return self.count_date is not None

    @property
    def is_new_this_year(self) -> bool:
        """Whether no earlier day of the financial year counted already."""
        return self.counts and self.count_date == self.first_of_year


def explain(
    history: History, days: EpisodeDays | None, window: Span | None, rule: Rule
) -> tuple[ClauseResult, ...]:
    """The trace of clauses 1 to 6 in `window`, for one episode, or for none."""
    if window is None:
        return tuple(ClauseResult(c, None, Reason.NOT_YET) for c in CLAUSES)
    if days is None:
        return tuple(_without_episode(history, c, window, rule) for c in CLAUSES)
    found: list[ClauseResult] = []
    for clause in CLAUSES:
        day = days.first_in(clause, window)
        answer = (
            why_not(history, days, clause, window, rule)
            if day is None
            else _why(history, days, clause, day, rule)
        )
        found.append(ClauseResult(clause, day, *answer))
    return tuple(found)


def why_not(
    history: History, days: EpisodeDays, clause: int, window: Span, rule: Rule
) -> Answer:
    """Why a clause holds on no day of `window`, with the records nearest to meeting it."""
    match clause:
        case 1:
            return _why_not_open(days)
        case 2:
            return _why_not_aged(history, window, rule)
        case 3:
            return Reason.NO_AGREEMENT, ()
        case 4:
            return _why_too_few(days, window, rule)
        case 5:
            return _why_no_plan(days, window, rule)
        case _:
            return Reason.NOTHING_DONE, ()


def _why(history: History, days: EpisodeDays, clause: int, day: date, rule: Rule) -> Answer:
    match clause:
        case 1:
            return Reason.OPEN, (Evidence("episode", days.episode.number, days.episode.start),)
        case 2:
            return _why_aged(history, day)
        case 3:
            return _why_agreed(days, day)
        case 4:
            chosen = {
                *days.contact_days[: rule.min_contacts],
                *days.face_days[: rule.min_face_to_face],
            }
            contacts = tuple(Evidence("contact", day=d) for d in sorted(chosen))
            return Reason.ENOUGH_CONTACTS, contacts
        case 5:
            return Reason.IN_FORCE, (_version_on(days, day),)
        case _:
            if day in days.contact_days:
                return Reason.CONTACT_THAT_DAY, (Evidence("contact", day=day),)
            return Reason.PLAN_THAT_DAY, (_version_on(days, day),)


def _without_episode(history: History, clause: int, window: Span, rule: Rule) -> ClauseResult:
    """Age is a fact about the person; everything else needs an episode."""
    if clause == 2:  # the clause on age
        day = first_day(aged_days(history.date_of_birth, rule), window)
        if day is not None:
            return ClauseResult(clause, day, *_why_aged(history, day))
        return ClauseResult(clause, None, *_why_not_aged(history, window, rule))
    return ClauseResult(clause, None, Reason.NO_EPISODE)


def _why_aged(history: History, day: date) -> Answer:
    if history.date_of_birth is None:
        return Reason.AGE_UNKNOWN, ()
    return Reason.AGED, (Evidence("age", age_on(history.date_of_birth, day)),)


def _why_not_aged(history: History, window: Span, rule: Rule) -> Answer:
    born = history.date_of_birth
    age = None if born is None else age_on(born, window[1])
    young = age is not None and age < rule.min_age
    return Reason.TOO_YOUNG if young else Reason.TOO_OLD, (Evidence("age", age),)


def _why_agreed(days: EpisodeDays, day: date) -> Answer:
    first = next(a for a, b in days.clauses[2] if a <= day <= b)
    if first == date.min:
        return Reason.OTHER_BASIS, ()
    return Reason.AGREED, (Evidence("agreement", day=first),)


def _why_not_open(days: EpisodeDays) -> Answer:
    episode = days.episode
    if episode.closure_reason in STRUCK_OUT:
        reason = Reason.STRUCK_OUT
    elif episode.referral_type != INTERVENTION:
        reason = Reason.NOT_INTERVENTION
    elif episode.start is None:
        reason = Reason.NO_START
    else:
        reason = Reason.NOT_OPEN
    return reason, (Evidence("episode", episode.number, episode.end),)


def _why_too_few(days: EpisodeDays, window: Span, rule: Rule) -> Answer:
    by_then = days.contact_days[: bisect_right(days.contact_days, window[1])]
    contacts = tuple(Evidence("contact", day=d) for d in by_then)
    enough = len(by_then) >= rule.min_contacts
    return Reason.NO_FACE_TO_FACE if enough else Reason.TOO_FEW_CONTACTS, contacts


def _version_on(days: EpisodeDays, day: date) -> Evidence:
    """The version in force on `day`; of two under one number, the one agreed last."""
    plans = [p for p in days.plans if p.in_force and p.in_force[0] <= day <= p.in_force[1]]
    version = max((p.version.number, p.in_force or (day, day)) for p in plans)
    return Evidence("plan", version[0], version[1][0])


def _why_no_plan(days: EpisodeDays, window: Span, rule: Rule) -> Answer:
    """The newest version agreed by then speaks for the others: it is the one to put right."""
    dated = sorted(
        ((p.version.number, p.version.agreed_on, p) for p in days.plans if p.version.agreed_on),
        key=lambda found: found[:2],
    )
    by_then = [p for _number, agreed, p in dated if agreed <= window[1]]
    if by_then:
        return _why_not_in_force(by_then[-1], window, rule)
    if dated:
        number, agreed, _plan = dated[0]
        return Reason.PLAN_LATER, (Evidence("plan", number, agreed),)
    if days.plans:
        number = max(p.version.number for p in days.plans)
        return Reason.PLAN_NOT_AGREED, (Evidence("plan", number),)
    return Reason.NO_PLAN, ()


def _why_not_in_force(plan: PlanDays, window: Span, rule: Rule) -> Answer:
    version = plan.version
    day = None
    if version.participation not in rule.participation:
        reason = Reason.DID_NOT_TAKE_PART
    elif not plan.approved:
        reason = Reason.NOT_APPROVED
    elif plan.closed_undated:
        reason = Reason.ENDING_UNDATED
    elif version.review_due is None:
        reason = Reason.NO_REVIEW_DATE
    elif plan.in_force and plan.in_force[0] > window[0]:
        reason, day = Reason.PLAN_LATER, version.agreed_on
    elif plan.ends is not None and plan.ends <= window[1]:
        reason, day = Reason.PLAN_ENDED, plan.ends
    else:
        reason, day = Reason.PLAN_LAPSED, version.review_due
    return reason, (Evidence("plan", version.number, day),)
