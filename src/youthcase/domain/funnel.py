"""How many were referred, accepted, engaged, worked with, planned with, helped?

Each stage counts people with a day in the period on which, in one episode, the clauses of
that stage hold, so every stage is a part of the one before. Source: domain.md 7.4, and 3.5
for the pairing of scores.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from youthcase.domain.clauses import known, later, within
from youthcase.domain.history import STRUCK_OUT, Episode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from youthcase.domain.clauses import EpisodeDays, Span
    from youthcase.domain.history import GoalScore, History
    from youthcase.domain.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """People at each stage; the last three are those counted whose case closed in the period.

    `closed` had a benefit day in the period in an episode that ended in it; `paired` of
    them have a first and a last score for at least one goal; `improved` of these have a
    goal whose last score is above its first.
    """

    referred: int = 0
    accepted: int = 0
    engaged: int = 0
    casework: int = 0
    plan_in_force: int = 0
    benefited: int = 0
    closed: int = 0
    paired: int = 0
    improved: int = 0

    @classmethod
    def of(cls, stages: Sequence[int]) -> Funnel:
        """The funnel of people who each reached the stage of that number (0 is none)."""
        names = [f.name for f in fields(cls)]
        return cls(**{n: sum(s >= i for s in stages) for i, n in enumerate(names, start=1)})


def stage(
    history: History, episodes: Sequence[EpisodeDays], window: Span, as_at: date, rule: Rule
) -> int:
    """How far one person came in `window`: 0 not even referred, 1 referred, ... 9 improved."""
    worked = [d for d in episodes if within(d.benefit_days, window)]
    if worked:
        return 6 + _outcome(worked, window, as_at, rule)
    reached = max((_stage_of_episode(d, window) for d in episodes), default=0)
    if reached == 0:
        return int(any(_received(e, window, as_at) for e in history.episodes))
    return reached


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCase:
    """A case that closed in a period after it had helped: how its goals' scores moved.

    `improved` is None where no goal was scored at the start and again at the end.
    """

    episode: Episode
    improved: bool | None


def closed_cases(
    episodes: Sequence[EpisodeDays], window: Span, as_at: date, rule: Rule
) -> tuple[ClosedCase, ...]:
    """The cases that closed in `window` with a benefit day behind them, whenever that was."""
    found: list[ClosedCase] = []
    for days in episodes:
        if not days.benefit_days:
            continue
        end = days.clauses[0][0][1]
        if window[0] <= end <= window[1]:
            pairs = _pairs(days.episode, end, as_at, rule)
            improved = any(last > first for first, last in pairs) if pairs else None
            found.append(ClosedCase(episode=days.episode, improved=improved))
    return tuple(found)


def has_casework(episodes: Sequence[EpisodeDays], window: Span) -> bool:
    """Whether clauses 1 to 4 hold together on a day of `window`, with a plan or without."""
    return any(d.common((1, 2, 3, 4), window) for d in episodes)


def _stage_of_episode(days: EpisodeDays, window: Span) -> int:
    opened = days.common((1,), window)
    if not opened:
        return 0
    if not days.contact_days or days.contact_days[0] > opened[-1][1]:
        return 2
    if not days.common((1, 4), window):
        return 3
    return 5 if days.common((1, 4, 5), window) else 4


def _received(episode: Episode, window: Span, as_at: date) -> bool:
    day = episode.referral_received
    return (
        day is not None
        and window[0] <= day <= window[1]
        and known(episode.recorded_on, as_at)
        and episode.closure_reason not in STRUCK_OUT
    )


def _outcome(worked: Sequence[EpisodeDays], window: Span, as_at: date, rule: Rule) -> int:
    """0 still open, 1 closed, 2 closed with a pair of scores, 3 and improved."""
    ended = [(d.episode, d.clauses[0][0][1]) for d in worked]
    closed = [(episode, end) for episode, end in ended if window[0] <= end <= window[1]]
    if not closed:
        return 0
    pairs = [p for episode, end in closed for p in _pairs(episode, end, as_at, rule)]
    if not pairs:
        return 1
    return 3 if any(last > first for first, last in pairs) else 2


def _pairs(episode: Episode, end: date, as_at: date, rule: Rule) -> list[tuple[float, float]]:
    """First and last score of each goal that has both, by date, not by occasion."""
    goals: defaultdict[str, list[GoalScore]] = defaultdict(list)
    for goal in episode.goals:
        if goal.day <= as_at and known(goal.recorded_on, as_at):
            goals[goal.item].append(goal)
    pairs = (_pair(scores, episode, end, rule) for scores in goals.values())
    return [pair for pair in pairs if pair is not None]


def _pair(
    scores: Sequence[GoalScore], episode: Episode, end: date, rule: Rule
) -> tuple[float, float] | None:
    """The pair of one goal; of two scores on one day, those that claim least."""
    if episode.start is None:
        return None
    reach = rule.goal_start_days
    earliest, latest = later(episode.start, -reach), later(episode.start, reach)
    first = min((s.day for s in scores if earliest <= s.day <= latest), default=None)
    if first is None:
        return None
    from_day, to_day = later(first, rule.goal_gap_days), later(end, rule.goal_end_days)
    last = max((s.day for s in scores if from_day <= s.day <= to_day), default=None)
    if last is None:
        return None
    return (
        max(s.value for s in scores if s.day == first),
        min(s.value for s in scores if s.day == last),
    )
