"""What has to be done next for each young person, and by when?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain.ids import PersonId, StaffId
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from youthcase.domain.episodes import Episode
    from youthcase.domain.plans import PlanVersion

FIRST_CONTACT_DAYS = 7
FIRST_PLAN_DAYS = 28
APPROVE_WITHIN_DAYS = 3  # an interim plan may run 72 hours without approval: domain, 2.5
CONTACT_EVERY_DAYS = 28  # where nothing was agreed: 20 working days, domain 1.5


class State(Enum):
    """Where a young person stands with the service."""

    NEW = _("New referral")
    OPEN = _("Open")
    CLOSED = _("Closed")
    NOT_ACCEPTED = _("Not accepted")


class Step(Enum):
    """What the record says has to be done."""

    DECIDE = _("Decide on the referral")
    ALLOCATE = _("Give the case a lead worker")
    FIRST_CONTACT = _("First contact")
    NEXT_CONTACT = _("Next contact")
    WRITE_PLAN = _("Write a safety plan")
    MEND_PLAN = _("Work on the returned plan")
    APPROVE_PLAN = _("Plan waits for approval")
    REVIEW_PLAN = _("Review the safety plan")
    NOTHING = _("Nothing due")


class PlanState(Enum):
    """How the young person's plan stands."""

    NONE = _("No plan")
    WAITING = _("Awaiting approval")
    RETURNED = _("Returned")
    CURRENT = _("In force")
    LAPSED = _("Review overdue")
    ENDED = _("Ended")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do and its day; None when no day is set."""

    step: Step
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One row of the caseload."""

    person: PersonId
    ref: str
    name: str = field(repr=False)
    called: str = field(repr=False)
    dob: date | None = field(repr=False)
    worker: StaffId | None
    worker_name: str | None = field(repr=False)
    state: State
    risk: str | None
    next_step: Step
    due: date | None
    last_contact: date | None
    plan: PlanState
    review_due: date | None
    alert: bool


def current_episode(episodes: Iterable[Episode]) -> Episode | None:
    """The open episode, else the referral that waits, else the latest of all."""
    ordered = sorted(episodes, key=lambda e: e.number, reverse=True)
    living = [e for e in ordered if e.is_open] + [e for e in ordered if e.is_pending]
    return next(iter(living + ordered), None)


def state_of(episode: Episode | None) -> State:
    """How to call the state of a young person whose current episode this is."""
    if episode is None or episode.is_pending:
        return State.NEW
    if episode.is_open:
        return State.OPEN
    return State.CLOSED if episode.is_accepted else State.NOT_ACCEPTED


def plan_state(latest: PlanVersion | None, in_force: PlanVersion | None) -> PlanState:
    """How the plan stands, whatever the day: an overdue review is judged by the reader."""
    if in_force is not None:
        return PlanState.CURRENT
    if latest is None:
        return PlanState.NONE
    if latest.status in {"SUBMITTED", "AGREED_YP"}:
        return PlanState.WAITING
    if latest.status == "RETURNED":
        return PlanState.RETURNED
    return PlanState.ENDED if latest.status in {"ENDED", "SUPERSEDED"} else PlanState.NONE


def steps(
    episode: Episode | None,
    *,
    last_contact: date | None,
    last_attended: date | None,
    latest: PlanVersion | None,
    in_force: PlanVersion | None,
) -> tuple[Due, ...]:
    """What is due for a young person, the earliest first."""
    if episode is None:
        return ()
    if episode.is_pending:
        return (Due(Step.DECIDE, episode.decide_by),)
    if not episode.is_open or episode.start is None:
        return ()
    found = [*_contact_steps(episode, episode.start, last_contact, last_attended)]
    found += _plan_steps(episode.start, latest, in_force)
    if episode.lead_worker is None:
        found.append(Due(Step.ALLOCATE, episode.start))
    return tuple(sorted(found, key=lambda d: d.on or date.max))


def _contact_steps(
    episode: Episode, start: date, last_contact: date | None, last_attended: date | None
) -> Iterable[Due]:
    if last_attended is None or last_attended < start:
        yield Due(Step.FIRST_CONTACT, start + timedelta(days=FIRST_CONTACT_DAYS))
        return
    every = episode.contact_frequency_days or CONTACT_EVERY_DAYS
    yield Due(Step.NEXT_CONTACT, (last_contact or last_attended) + timedelta(days=every))


def _plan_steps(
    start: date, latest: PlanVersion | None, in_force: PlanVersion | None
) -> Iterable[Due]:
    if latest is not None and latest.status in {"SUBMITTED", "AGREED_YP"}:
        since = latest.submitted_at.date() if latest.submitted_at else latest.agreed_on
        by = since + timedelta(days=APPROVE_WITHIN_DAYS) if since else None
        yield Due(Step.APPROVE_PLAN, by)
    elif latest is not None and latest.status == "RETURNED":
        yield Due(Step.MEND_PLAN, latest.review_due if in_force else None)
    if in_force is not None:
        yield Due(Step.REVIEW_PLAN, in_force.review_due)
    elif latest is None:
        yield Due(Step.WRITE_PLAN, start + timedelta(days=FIRST_PLAN_DAYS))
