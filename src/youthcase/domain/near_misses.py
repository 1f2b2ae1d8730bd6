"""Who lacks exactly one thing, and what would put it right?

Lacking one thing means: on some day of the period, in one episode, every clause but one
holds, or all six would if one entry missing from a plan were made. Source:
domain.md 7.3, "on track (one step short, and which step)".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import reasons
from youthcase.domain.clauses import days_of, within
from youthcase.domain.reasons import Evidence, Reason
from youthcase.domain.trace import CLAUSES, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from youthcase.domain.clauses import EpisodeDays, Span
    from youthcase.domain.history import History, PlanVersion
    from youthcase.domain.rule import Rule

# What a service can most easily put right comes first when a person lacks one thing on one
# day and another on the next: paper, agreement, work, and last what nobody can change.
_EASIEST_FIRST = (5, 3, 6, 4, 1, 2)
_PLAN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A person who would count if `clause` held too on `day`, and why it does not."""

    ref: str
    episode: int
    clause: int
    day: date
    reason: Reason
    evidence: tuple[Evidence, ...]

    @property
    def sentence(self) -> str:
        """What is missing, in plain English."""
        return reasons.sentence(self.reason, self.evidence)

    @property
    def remedy(self) -> str:
        """What would put it right."""
        return reasons.remedy(self.reason, self.evidence)


def near_miss(
    history: History, episodes: Sequence[EpisodeDays], window: Span, as_at: date, rule: Rule
) -> NearMiss | None:
    """The one thing that a person who does not count lacks in `window`, if it is only one.

    `episodes` come with the one to speak of first, and none has a benefit day in `window`.
    """
    return _one_paper_short(history, episodes, window, as_at, rule) or _one_clause_short(
        history, episodes, window, rule
    )


def _one_paper_short(
    history: History, episodes: Sequence[EpisodeDays], window: Span, as_at: date, rule: Rule
) -> NearMiss | None:
    """A plan that lacks one entry, above all its approval, with which the person would count.

    Asked by supposing the entry made: the day the plan was agreed is itself a day on which
    something was done, so two clauses may wait for the one entry.
    """
    for days in episodes:
        for reason, version, mended in _mended(days, as_at, rule):
            others = (v for v in days.episode.plans if v is not version)
            episode = replace(days.episode, plans=(*others, mended))
            counted = within(days_of(history, episode, as_at, rule).benefit_days, window)
            if counted:
                return NearMiss(
                    ref=history.ref,
                    episode=episode.number,
                    clause=_PLAN,
                    day=counted[0],
                    reason=reason,
                    evidence=(Evidence("plan", version.number),),
                )
    return None


def _mended(
    days: EpisodeDays, as_at: date, rule: Rule
) -> Iterator[tuple[Reason, PlanVersion, PlanVersion]]:
    """Each agreed version with one entry filled in that it lacks, the newest version first."""
    for plan in reversed(days.plans):
        version = plan.version
        if version.agreed_on is None:
            continue
        if not plan.approved:
            approved = replace(version, approved_on=as_at, approval_recorded_on=None)
            yield Reason.NOT_APPROVED, version, approved
        if version.participation is None:
            took_part = replace(version, participation=rule.participation[0])
            yield Reason.DID_NOT_TAKE_PART, version, took_part
        if version.review_due is None:
            yield Reason.NO_REVIEW_DATE, version, replace(version, review_due=as_at)
        if plan.closed_undated:
            yield Reason.ENDING_UNDATED, version, replace(version, status="ACTIVE")


def _one_clause_short(
    history: History, episodes: Sequence[EpisodeDays], window: Span, rule: Rule
) -> NearMiss | None:
    """A day on which every clause but one holds, and why that one does not."""
    for clause in _EASIEST_FIRST:
        others = [c for c in CLAUSES if c != clause]
        for days in episodes:
            spans = days.common(others, window)
            if spans:
                day = spans[0][0]
                # Of the plan, what the period's end shows says more than that day did.
                span = (day, window[1] if clause == _PLAN else day)
                reason, evidence = why_not(history, days, clause, span, rule)
                return NearMiss(
                    ref=history.ref,
                    episode=days.episode.number,
                    clause=clause,
                    day=day,
                    reason=reason,
                    evidence=evidence,
                )
    return None
