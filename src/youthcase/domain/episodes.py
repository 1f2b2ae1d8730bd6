"""From a referral to its closing: one spell of work with a young person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.fields import shown
from youthcase.domain.ids import AgreementId, EpisodeId, PersonId, StaffId
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

DECIDE_WITHIN_DAYS = 7  # London Gang Exit: decision or first appointment within 7 days


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A referral, what was decided about it and, once accepted, the work that followed.

    Both halves are one record because a referral has at most one episode and both carry
    the same number; `is_accepted` tells whether there is any work to count.
    """

    id: EpisodeId
    person: PersonId
    number: int
    referral_received: date = shown(_("Referral received"))
    referral_source: str = shown(_("Referred by"), codes="referral_source")
    referral_type: str = shown(_("Kind of referral"), codes="referral_type")
    referrer: str | None = shown(_("Referrer's name and role"), default=None)
    reason: str | None = shown(_("Why they were referred"), default=None, long=True)
    decision: str = shown(_("Decision"), default="PENDING", codes="referral_decision")
    decision_date: date | None = shown(_("Date of the decision"), default=None)
    decision_reason: str | None = shown(_("Reason for the decision"), default=None, long=True)
    start: date | None = shown(_("Work started"), default=None)
    end: date | None = shown(_("Work ended"), default=None)
    closure_reason: str | None = shown(
        _("Reason for closing"), default=None, codes="closure_reason"
    )
    closure_note: str | None = shown(_("Note on closing"), default=None, long=True)
    lead_worker: StaffId | None = shown(_("Lead worker"), default=None)
    priority: str | None = shown(_("Priority"), default=None, codes="priority")
    primary_risk: str = shown(_("Main risk"), default="NK", codes="primary_risk")
    lawful_basis: str | None = shown(
        _("Lawful basis for the record"), default=None, codes="lawful_basis"
    )
    contact_frequency_days: int | None = shown(_("Agreed contact, in days"), default=None)
    recorded_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime
    imported: bool = False
    closure_outcomes: tuple[str, ...] | None = shown(
        _("How it ended for each part of life"), default=None
    )

    @property
    def is_accepted(self) -> bool:
        """Whether there is work, or was."""
        return self.decision == "ACCEPTED"

    @property
    def is_open(self) -> bool:
        """Accepted, started and not ended."""
        return self.is_accepted and self.start is not None and self.end is None

    @property
    def is_pending(self) -> bool:
        """Received and not decided."""
        return self.decision == "PENDING"

    @property
    def decide_by(self) -> date:
        """The day by which a decision is due."""
        return self.referral_received + timedelta(days=DECIDE_WITHIN_DAYS)

    def covers(self, day: date) -> bool:
        """Whether work was under way on `day`."""
        return (
            self.is_accepted
            and self.start is not None
            and self.start <= day
            and (self.end is None or day <= self.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the young person said to working with us; a withdrawal is a record of its own."""

    id: AgreementId
    person: PersonId
    episode: EpisodeId
    answer: str = shown(_("Do they agree to work with us?"), codes="agreement_answer")
    agreed_on: date | None = shown(_("Date"), default=None)
    note: str | None = shown(_("Note"), default=None, long=True)
    recorded_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime
    imported: bool = False


def outcomes_of(episode: Episode) -> dict[str, str]:
    """How each part of life stood at closing: closure_domain to closure_outcome codes."""
    pairs = (said.partition(":") for said in episode.closure_outcomes or ())
    return {part: outcome for part, _colon, outcome in pairs}


def as_outcomes(said: Mapping[str, str | None]) -> tuple[str, ...] | None:
    """The same as the record keeps it; what nobody answered is left out."""
    return tuple(f"{part}:{outcome}" for part, outcome in said.items() if outcome) or None


def check(episode: Episode, others: tuple[Episode, ...], today: date) -> None:
    """Raise a `Refusal` for an episode that cannot be, beside its person's `others`."""
    if episode.referral_received > today:
        raise Refusal(
            _("A referral cannot arrive in the future. Check the date; nothing was saved yet."),
            field="referral_received",
        )
    if episode.decision_date and episode.decision_date > today:
        raise Refusal(
            _("The decision is dated in the future. Check the date; nothing was saved yet."),
            field="decision_date",
        )
    if episode.is_accepted:
        _check_work(episode, others, today)
    elif episode.is_pending and any(e.is_pending for e in others):
        raise Refusal(
            _("A referral is already waiting for a decision. Decide that one first."),
            field="referral_received",
        )


def _check_work(episode: Episode, others: tuple[Episode, ...], today: date) -> None:
    if episode.start is None:
        raise Refusal(_("Say on which day the work starts, then save again."), field="start")
    if episode.start > today:
        raise Refusal(
            _("Work cannot start in the future. Accept the referral on the day it starts."),
            field="start",
        )
    if episode.end and episode.end < episode.start:
        raise Refusal(_("The work would end before it started. Check both dates."), field="end")
    if episode.end and episode.end > today:
        raise Refusal(
            _("A case cannot be closed in the future. Close it on the day the work ends."),
            field="end",
        )
    if episode.end and not episode.closure_reason:
        raise Refusal(_("Choose why the case is being closed."), field="closure_reason")
    if episode.is_open and any(e.is_open for e in others):
        raise Refusal(
            _("This young person already has an open case. Close that one, or work in it."),
            field="start",
        )
    if any(_overlap(episode, other) for other in others):
        raise Refusal(
            _("These dates overlap an earlier case of this young person. Check the start."),
            field="start",
        )


def _overlap(one: Episode, other: Episode) -> bool:
    """Whether both were under way on one day; a case may open on the day another closed."""
    if not (one.is_accepted and other.is_accepted and one.start and other.start):
        return False
    first, second = (one, other) if one.start <= other.start else (other, one)
    if second.start is None or first.end is None:
        return True
    return second.start < first.end
