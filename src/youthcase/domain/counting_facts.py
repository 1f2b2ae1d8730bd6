"""What do the counting facts hold of one young person? Coded values and days, and no more.

They are what a manager's key opens: enough for the rule with any period, as-at day and
number of contacts, and for every breakdown. No reference, name, date of birth or text.
Source: vault.md (keys, counting facts) and returns.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.clauses import birthday
from youthcase.domain.history import Episode, History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.rule import Rule

UNKNOWN = frozenset({"NK", "U", "NFA_UNKNOWN", ""})
FAR = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A category of one variable, and the day on which it was recorded (None: from the first).

    For an age band it is the day from which the band is known to hold.
    """

    since: date | None
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something done that is counted apart from people: when, what, how many minutes."""

    day: date
    kind: str
    minutes: int = 0
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingFacts:
    """The counting facts of one person.

    `history` carries no reference, and a stand-in for the date of birth that decides the
    rule's ages as the true one does. `person` holds what is known of the person, variable
    by variable; `episodes` the same by the number of the episode; `outcomes`, by number,
    how a closed case ended for each part of life, in the code list's order.
    """

    history: History
    person: Mapping[str, tuple[Known, ...]]
    episodes: Mapping[int, Mapping[str, tuple[Known, ...]]]
    outcomes: Mapping[int, tuple[str, ...]]
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What several laptops hold of one person, as one, and where they do not agree.

    `conflicts` names variables of which they know different things.
    """

    facts: CountingFacts
    conflicts: tuple[str, ...] = ()


def joined(parts: Sequence[CountingFacts]) -> Joined:
    """One person out of what each laptop holds; the order of the laptops cannot matter.

    A case that stands on both, word for word, is one case; other cases stay side by side.
    """
    if len(parts) == 1:
        return Joined(facts=parts[0])
    cases = sorted({_case(part, e) for part in parts for e in part.history.episodes}, key=repr)
    variables = sorted({name for part in parts for name in part.person})
    known = {name: _known(parts, name) for name in variables}
    born = {part.history.date_of_birth for part in parts if part.history.date_of_birth}
    conflicts = [name for name in variables if len(_latest(parts, name)) > 1]
    if len({day.year for day in born}) > 1:
        conflicts.append("date_of_birth")
    numbered = list(enumerate(cases, 1))
    deeds: Counter[Deed] = Counter()
    for part in parts:
        deeds |= Counter(part.deeds)
    return Joined(
        facts=CountingFacts(
            history=History(
                ref="",
                date_of_birth=max(born, default=None),
                episodes=tuple(replace(case.episode, number=n) for n, case in numbered),
            ),
            person=known,
            episodes={n: dict(case.known) for n, case in numbered},
            outcomes={n: case.outcomes for n, case in numbered},
            deeds=tuple(sorted(deeds.elements(), key=repr)),
        ),
        conflicts=tuple(conflicts),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """One case without its number, which is only its place on one laptop."""

    episode: Episode
    known: tuple[tuple[str, tuple[Known, ...]], ...]
    outcomes: tuple[str, ...]


def _case(part: CountingFacts, episode: Episode) -> _Case:
    known = part.episodes.get(episode.number, {})
    return _Case(
        replace(episode, number=0),
        tuple(sorted(known.items())),
        part.outcomes.get(episode.number, ()),
    )


def _known(parts: Sequence[CountingFacts], name: str) -> tuple[Known, ...]:
    found = {k for part in parts for k in part.person.get(name, ())}
    return tuple(sorted(found, key=lambda k: (k.since or date.min, k.category)))


def _latest(parts: Sequence[CountingFacts], name: str) -> set[str]:
    """What each laptop knows last; for an age band, only what the same day says."""
    if name == "age_band":
        return set()
    last = {part.person[name][-1].category for part in parts if part.person.get(name)}
    return last - UNKNOWN


def held(known: tuple[Known, ...], day: date, as_at: date) -> str:
    """The category that held on `day`, or what was found out about it by `as_at`.

    What is recorded later changes nothing about an earlier day, unless nothing was known
    then: a form that was filled in a week late should not stand as "not known" for ever.
    """
    before = [k.category for k in known if k.since is None or k.since <= day]
    held_then = before[-1] if before else ""
    if held_then not in UNKNOWN:
        return held_then
    after = (k for k in known if k.since is not None and day < k.since <= as_at)
    found_out = next((k.category for k in after if k.category not in UNKNOWN), "")
    return found_out or held_then or "NK"


def without_birthday(history: History, today: date, rule: Rule) -> History:
    """The same history with a stand-in for the date of birth: its year's first day.

    Where the true day decides whether somebody is of the rule's ages, between the first
    thing that was recorded and a year from `today`, it has to stay.
    """
    born = history.date_of_birth
    if born is None:
        return history
    days = [*_days(history), today]
    first, last = min(days), max(days) + FAR
    stand_in = date(born.year, 1, 1)
    ages = (rule.min_age, rule.max_age + 1)
    decided = [_passed(born, age, first, last) for age in ages]
    if None in decided or decided != [_passed(stand_in, age, first, last) for age in ages]:
        return history
    return replace(history, date_of_birth=stand_in)


def days_to_know_the_age(history: History) -> list[date]:
    """The days, in order, on which somebody could first count: contacts and agreed plans."""
    days = {c.day for e in history.episodes for c in e.contacts}
    days |= {p.agreed_on for e in history.episodes for p in e.plans if p.agreed_on}
    return sorted(days)


def _passed(born: date, age: int, first: date, last: date) -> bool | None:
    """Whether that birthday lies before all of the days, after them (False), or between."""
    edge = birthday(born, age)
    return True if edge <= first else False if edge > last else None


def _days(history: History) -> list[date]:
    found: list[date | None] = [*days_to_know_the_age(history)]
    for episode in history.episodes:
        found += [episode.referral_received, episode.start, episode.decided_on]
    return [day for day in found if day is not None]
