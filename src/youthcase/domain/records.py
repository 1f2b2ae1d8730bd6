"""Which records come in together? What an import or the training vault brings at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from youthcase.domain.assessments import Score
from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.people import Person
from youthcase.domain.plans import (
    LinePassed,
    PlanCopyGiven,
    PlanDecision,
    PlanItem,
    PlanPlace,
    PlanVersion,
    Rehearsal,
)
from youthcase.domain.staff import Setting, Staff

if TYPE_CHECKING:
    from collections.abc import Iterator

Record = (
    Staff
    | Setting
    | Person
    | Episode
    | Agreement
    | Contact
    | Addendum
    | Score
    | PlanVersion
    | PlanItem
    | PlanPlace
    | PlanDecision
    | PlanCopyGiven
    | LinePassed
    | Rehearsal
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Whole case histories, kind by kind, each kind after those that it refers to."""

    staff: tuple[Staff, ...] = ()
    people: tuple[Person, ...] = ()
    episodes: tuple[Episode, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    scores: tuple[Score, ...] = ()
    plan_versions: tuple[PlanVersion, ...] = ()
    plan_items: tuple[PlanItem, ...] = ()
    plan_places: tuple[PlanPlace, ...] = ()
    plan_decisions: tuple[PlanDecision, ...] = ()

    def by_kind(self) -> Iterator[tuple[Record, ...]]:
        """The records of each kind in turn, in the order in which they can be saved."""
        return (getattr(self, f.name) for f in fields(self))

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {f.name: len(getattr(self, f.name)) for f in fields(self)}
