"""What may the returns know of a young person?

Codes of the code lists, whole numbers, and a token that says nothing: no name, reference,
date of birth or word of text can be put into these types, for every value is checked when
it is made. This is the wall around `returns`: nothing else comes in.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain.periods import Period, parse
from youthcase.returns.variables import activities, of_closures, of_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.returns.variables import Variable

TOKEN_BYTES = 16
COUNTED_STAGE = 6
LAST_STAGE = 9
MOST_CONTACTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """A counted person's categories, as valid on the first count date of the financial year.

    Each is a category of the variable of its name (`variables.of_people`); a priority theme
    follows from the main risk. Raises: ValueError for anything that is no such category.
    """

    age_band: str
    sex: str
    ethnicity_group: str
    disability: str
    send: str
    care_status: str
    ward: str
    referral_source: str
    primary_risk: str

    def __post_init__(self) -> None:
        for item in fields(self):
            _must_be_one_of(getattr(self, item.name), of_people()[item.name])

    def category(self, variable: str) -> str:
        """The category in a variable, derived ones included."""
        finer = of_people()[variable].of
        if finer:
            return of_people()[variable].category(getattr(self, finer))
        return getattr(self, variable)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPerson:
    """One person of the period, counted or not.

    `token` is keyed outside (16 bytes), the same for the same person in every return.
    `stage` and `reach` are those of `domain.benefit.Count` (0 to 9, 0 to 6); from stage 6
    on the person counts, and then has `attributes`. `is_new` is H2 (first count date of the
    financial year in the period), `over_plan` H3, `casework_only` M1b.
    """

    token: bytes
    stage: int
    reach: int = 0
    is_new: bool = False
    over_plan: bool = False
    casework_only: bool = False
    attributes: Attributes | None = None

    def __post_init__(self) -> None:
        _must_be_token(self.token)
        _must_be_number(self.stage, LAST_STAGE)
        _must_be_number(self.reach, MOST_CONTACTS)
        for flag in (self.is_new, self.over_plan, self.casework_only):
            _must(flag is True or flag is False)
        if self.counts:
            _must(type(self.attributes) is Attributes)
            _must(not self.casework_only)
        else:
            _must(self.attributes is None)
            _must(not self.is_new)

    @property
    def counts(self) -> bool:
        """Whether the person is one of the headline."""
        return self.stage >= COUNTED_STAGE

    def category(self, variable: str) -> str:
        """The category in a variable, derived ones included. Raises: ValueError uncounted."""
        if self.attributes is None:
            raise ValueError("only people who count have categories")
        return self.attributes.category(variable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """One case that closed in the period, of somebody who had benefited in it by then.

    It belongs to the one period in which it closed, so quarters add up. `outcomes` follow
    the order of the code list `closure_domain`; `token` is keyed outside, one for each case.
    """

    token: bytes
    reason: str
    goals: str
    outcomes: tuple[str, ...]

    def __post_init__(self) -> None:
        _must_be_token(self.token)
        _must(type(self.outcomes) is tuple)
        values = (self.reason, self.goals, *self.outcomes)
        _must(len(values) == len(of_closures()))
        for value, variable in zip(values, of_closures().values(), strict=True):
            _must_be_one_of(value, variable)

    def category(self, variable: str) -> str:
        """The category in one of `variables.of_closures`."""
        values = (self.reason, self.goals, *self.outcomes)
        return values[tuple(of_closures()).index(variable)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How often something was done in the period: a kind of `activity.toml` and a number."""

    kind: str
    number: int

    def __post_init__(self) -> None:
        _must(type(self.kind) is str and self.kind in activities())
        _must_be_number(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a return is made from.

    `cohort` numbers the funder whose people these are (0 is everybody; the name stays
    outside). `contacts_asked` is the rule's number of contacts in clause 4.
    """

    period: Period
    as_at: date
    rule_version: int = 1
    contacts_asked: int = 2
    cohort: int = 0
    plan_span: Period | None = None
    people: tuple[CodedPerson, ...] = ()
    closures: tuple[Closure, ...] = ()
    activity: tuple[Activity, ...] = ()

    def __post_init__(self) -> None:
        for period in (self.period, *([self.plan_span] if self.plan_span else [])):
            _must(type(period) is Period and parse(period.code) == period)
        _must(type(self.as_at) is date)
        _must_be_number(self.rule_version)
        _must_be_number(self.contacts_asked, MOST_CONTACTS)
        _must_be_number(self.cohort)
        for values, kind in (
            (self.people, CodedPerson),
            (self.closures, Closure),
            (self.activity, Activity),
        ):
            _must(type(values) is tuple and all(type(v) is kind for v in values))
        for rows in (self.people, self.closures):
            _must(len({row.token for row in rows}) == len(rows))
        _must(len({a.kind for a in self.activity}) == len(self.activity))

    @property
    def headline(self) -> int:
        """H1: how many people count."""
        return sum(person.counts for person in self.people)

    def digest(self) -> str:
        """The sha256 of everything here, whatever the order in which people were given."""
        made = json.dumps(self.as_values(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(made.encode()).hexdigest()

    def as_values(self) -> Mapping[str, object]:
        """Plain values for the digest, people and cases in the order of their tokens."""
        return {
            "period": self.period.code,
            "as_at": self.as_at.isoformat(),
            "rule": [self.rule_version, self.contacts_asked],
            "cohort": self.cohort,
            "plan": self.plan_span.code if self.plan_span else None,
            "people": [_person(p) for p in sorted(self.people, key=lambda p: p.token)],
            "closures": [
                [c.token.hex(), c.reason, c.goals, *c.outcomes]
                for c in sorted(self.closures, key=lambda c: c.token)
            ],
            "activity": sorted([a.kind, a.number] for a in self.activity),
        }


def _person(person: CodedPerson) -> list[object]:
    own = person.attributes
    return [
        person.token.hex(),
        person.stage,
        person.reach,
        person.is_new,
        person.over_plan,
        person.casework_only,
        [getattr(own, item.name) for item in fields(own)] if own else None,
    ]


def _must(holds: bool) -> None:
    """Stop what is no fact, without repeating it: it might be the very thing to keep out."""
    if not holds:
        raise ValueError("not a coded fact: only codes, whole numbers and tokens may enter")


def _must_be_token(token: object) -> None:
    _must(type(token) is bytes and len(token) == TOKEN_BYTES)


def _must_be_number(number: object, most: int | None = None) -> None:
    _must(type(number) is int and number >= 0 and (most is None or number <= most))


def _must_be_one_of(value: object, variable: Variable) -> None:
    _must(type(value) is str and value in variable.categories)
