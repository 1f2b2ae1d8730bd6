"""What happened, when, with whom and how?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from youthcase.domain.dates import end_of_next_working_day, local_day, local_time
from youthcase.domain.fields import shown
from youthcase.domain.ids import AddendumId, ContactId, EpisodeId, PersonId, StaffId
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from youthcase.domain.episodes import Episode

LATE_AFTER_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with, or about, a young person; attempts are contacts too."""

    id: ContactId
    person: PersonId
    episode: EpisodeId
    day: date = shown(_("Date"))
    at: time | None = shown(_("Time"), default=None)
    duration_minutes: int | None = shown(_("Minutes"), default=None)
    mode: str = shown(_("How"), codes="contact_mode")
    attended: str = shown(_("Did it happen?"), codes="attendance")
    with_whom: tuple[str, ...] = shown(_("With whom"), default=(), codes="contact_with")
    purpose: tuple[str, ...] = shown(_("What for"), default=(), codes="contact_purpose")
    summary: str | None = shown(_("What happened"), default=None, long=True)
    their_words: str | None = shown(_("In the young person's words"), default=None, long=True)
    significant: bool = shown(_("Significant event"), default=False)
    written_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime
    imported: bool = False
    withdrawn_on: date | None = field(default=None, repr=False)
    withdrawn_reason: str | None = field(default=None, repr=False)

    @property
    def is_attended(self) -> bool:
        """Whether the contact took place."""
        return self.attended == "ATTENDED"

    @property
    def is_late_entry(self) -> bool:
        """Whether it was written more than two days after it happened."""
        written = local_day(self.recorded_at)
        return not self.imported and (written - self.day).days > LATE_AFTER_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    """What its author adds to a contact whose time for corrections is over."""

    id: AddendumId
    person: PersonId
    contact: ContactId
    text: str = shown(_("Addition"), long=True)
    written_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime


def check(contact: Contact, episode: Episode, now: datetime) -> None:
    """Raise a `Refusal` for a contact that cannot have been, at `now` (aware)."""
    moment = local_time(now)
    if contact.day > moment.date() or (
        contact.day == moment.date() and contact.at and contact.at > moment.time()
    ):
        raise Refusal(
            _(
                "A contact cannot be in the future. Check the date and time; "
                "what you wrote is still here."
            ),
            field="day",
        )
    if contact.duration_minutes is not None and not 0 <= contact.duration_minutes <= 24 * 60:
        raise Refusal(_("Minutes must lie between 0 and 1,440."), field="duration_minutes")
    if contact.is_attended and not (contact.summary or "").strip():
        raise Refusal(_("Write a line about what happened."), field="summary")
    if episode.is_accepted and not episode.covers(contact.day):
        raise Refusal(
            _(
                "On that day this case was not open. Check the date, "
                "or choose the case that the contact belongs to."
            ),
            field="day",
        )
    if not episode.is_accepted and contact.day < episode.referral_received:
        raise Refusal(
            _("That day lies before the referral arrived. Check the date."), field="day"
        )


def check_correction(contact: Contact, by: StaffId, now: datetime) -> None:
    """Raise a `Refusal` unless its author may still correct `contact` at `now`.

    The author has until the end of the next working day; then only additions, for
    everybody. Source: acceptance, row C3.
    """
    if contact.withdrawn_on:
        raise Refusal(_("This contact was withdrawn and can no longer be changed."))
    if contact.imported or contact.written_by != by:
        raise NotAllowed(_("Only its author can correct a contact. You can add to it instead."))
    if local_day(now) > end_of_next_working_day(local_day(contact.recorded_at)):
        raise Refusal(
            _(
                "The time to correct this contact is over (end of the next working day). "
                "It is safe as it is; write an addition to it instead."
            )
        )
