"""What does the counting rule need to know of a person?

Coded values and dates: no name, no text. `recorded_on` and its kin are the local day on
which the record was made in the program; None is imported history, which counts by its
own dates. Every day is a local day (Europe/London). Source: domain.md 7.1 and 7.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ATTENDED = "ATTENDED"
YOUNG_PERSON = "YP"
INTERVENTION = "INTERVENTION"
ACCEPTED = "ACCEPTED"
STRUCK_OUT = frozenset({"DUPLICATE", "ERROR"})
CLOSED_PLAN = frozenset({"ENDED", "SUPERSEDED"})
FACE_TO_FACE = "F2F_"
CALLS = frozenset({"VIDEO", "PHONE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact: on which day, with the young person or not, how and how long.

    `attended` is the code ATTENDED, `with_young_person` that YP is among those met;
    `with_known` is False where nobody was filled in. A withdrawn contact is not given to
    the rule, whenever it was withdrawn: like an episode closed as an error, it never counts.
    """

    day: date
    attended: bool
    with_young_person: bool
    mode: str
    minutes: int | None = None
    with_known: bool = True
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The young person's answer to taking part, Y or N; a withdrawal is an N from its day."""

    answer: str
    day: date | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a safety plan.

    `recorded_on` is the day its agreement was recorded, `ended_recorded_on` the day its
    end (the status ENDED or SUPERSEDED, and `ended_on`) was.
    """

    number: int
    status: str = "ACTIVE"
    agreed_on: date | None = None
    participation: str | None = None
    approved_on: date | None = None
    review_due: date | None = None
    ended_on: date | None = None
    recorded_on: date | None = None
    approval_recorded_on: date | None = None
    ended_recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalScore:
    """One goal-based outcome (tool GBO): which goal, when, 0 to 10."""

    item: str
    day: date
    value: float
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One referral row and, where it was accepted, the episode of work that followed."""

    number: int
    referral_type: str
    decision: str
    referral_received: date | None = None
    decided_on: date | None = None
    start: date | None = None
    end: date | None = None
    closure_reason: str | None = None
    agreements: tuple[Agreement, ...] = ()
    lawful_basis: str | None = None
    contacts: tuple[Contact, ...] = ()
    plans: tuple[PlanVersion, ...] = ()
    goals: tuple[GoalScore, ...] = ()
    recorded_on: date | None = None
    decision_recorded_on: date | None = None
    end_recorded_on: date | None = None
    basis_recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything the rule may know of one canonical person (merged people are one)."""

    ref: str
    date_of_birth: date | None = field(default=None, repr=False)
    episodes: tuple[Episode, ...] = ()
