"""Who lacks exactly one thing, and what would put it right?

Lacking one thing means: on some day of the period, in one episode, every clause but one
holds. Source: domain.md 7.3, "on track (one step short, and which step)".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import reasons
from youthcase.domain.reasons import Evidence, Reason
from youthcase.domain.trace import CLAUSES, why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.clauses import EpisodeDays, Span
    from youthcase.domain.history import History
    from youthcase.domain.rule import Rule

# What a service can most easily put right comes first when a person lacks one thing on one
# day and another on the next: paper, agreement, work, and last what nobody can change.
_EASIEST_FIRST = (5, 3, 6, 4, 1, 2)


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
    history: History, episodes: Sequence[EpisodeDays], window: Span, rule: Rule
) -> NearMiss | None:
    """The one thing that a person who does not count lacks in `window`, if it is only one.

    `episodes` come with the one to speak of first, and none has a benefit day in `window`.
    """
    for clause in _EASIEST_FIRST:
        others = [c for c in CLAUSES if c != clause]
        for days in episodes:
            spans = days.common(others, window)
            if spans:
                day = spans[0][0]
                reason, evidence = why_not(history, days, clause, (day, day), rule)
                return NearMiss(
                    ref=history.ref,
                    episode=days.episode.number,
                    clause=clause,
                    day=day,
                    reason=reason,
                    evidence=evidence,
                )
    return None
