"""What do the counting facts hold of one young person? Coded values and days, and no more.

They are what a manager's key opens: enough for the rule with any period, as-at day and
number of contacts, and for every breakdown. No reference, name, date of birth or text.
Source: vault.md (keys, counting facts) and returns.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.clauses import birthday
from youthcase.domain.history import History

if TYPE_CHECKING:
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
