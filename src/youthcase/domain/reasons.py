"""In which words does the counting rule say why, and what would put it right?

Reasons are codes; their words are made only when somebody reads them. No evidence holds
a name, a date of birth or a word of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from youthcase.domain.dates import plain
from youthcase.i18n import _, plural


class Reason(Enum):
    """Why a clause of the rule is met, or is not."""

    OPEN = "open"
    NO_EPISODE = "no_episode"
    NOT_INTERVENTION = "not_intervention"
    STRUCK_OUT = "struck_out"
    NO_START = "no_start"
    NOT_OPEN = "not_open"
    AGED = "aged"
    AGE_UNKNOWN = "age_unknown"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    AGREED = "agreed"
    OTHER_BASIS = "other_basis"
    NO_AGREEMENT = "no_agreement"
    ENOUGH_CONTACTS = "enough_contacts"
    TOO_FEW_CONTACTS = "too_few_contacts"
    NO_FACE_TO_FACE = "no_face_to_face"
    IN_FORCE = "in_force"
    NO_PLAN = "no_plan"
    PLAN_LATER = "plan_later"
    PLAN_NOT_AGREED = "plan_not_agreed"
    DID_NOT_TAKE_PART = "did_not_take_part"
    NOT_APPROVED = "not_approved"
    NO_REVIEW_DATE = "no_review_date"
    ENDING_UNDATED = "ending_undated"
    PLAN_ENDED = "plan_ended"
    PLAN_LAPSED = "plan_lapsed"
    CONTACT_THAT_DAY = "contact_that_day"
    PLAN_THAT_DAY = "plan_that_day"
    NOTHING_DONE = "nothing_done"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind an answer: its kind, its number where it has one, its day.

    Kinds: `episode` and `plan` (number), `contact` and `agreement` (day), `age` (years).
    """

    kind: str
    number: int | None = None
    day: date | None = None


def sentence(reason: Reason, evidence: tuple[Evidence, ...]) -> str:
    """What was found, in plain English."""
    if reason in {Reason.ENOUGH_CONTACTS, Reason.TOO_FEW_CONTACTS}:
        return _contacts(reason, evidence)
    return _found(reason).format(**_details(evidence))


def remedy(reason: Reason, evidence: tuple[Evidence, ...]) -> str:
    """What would put it right; says so where nothing can."""
    return _put_right(reason).format(**_details(evidence))


def _details(evidence: tuple[Evidence, ...]) -> dict[str, object]:
    first = evidence[0] if evidence else Evidence("none")
    return {"number": first.number, "day": plain(first.day) if first.day else _("(no date)")}


def _contacts(reason: Reason, evidence: tuple[Evidence, ...]) -> str:
    days = ", ".join(plain(e.day) for e in evidence if e.day)
    if reason is Reason.ENOUGH_CONTACTS:
        return _("Qualifying contacts on {days}.").format(days=days)
    if not evidence:
        return _("No qualifying contact.")
    number = plural(
        "Too few: qualifying contacts on {n} day",
        "Too few: qualifying contacts on {n} days",
        len(evidence),
    )
    return _("{number} ({days}).").format(number=number, days=days)


def _found(reason: Reason) -> str:
    return {
        Reason.OPEN: _("Episode {number} was open."),
        Reason.NO_EPISODE: _("No referral was accepted."),
        Reason.NOT_INTERVENTION: _("The referral was not for intervention."),
        Reason.STRUCK_OUT: _("The episode was closed as a duplicate or an error."),
        Reason.NO_START: _("The episode has no start date."),
        Reason.NOT_OPEN: _("Episode {number} was not open."),
        Reason.AGED: _("Aged {number}."),
        Reason.AGE_UNKNOWN: _("The date of birth is not known, which excludes nobody."),
        Reason.TOO_YOUNG: _("Too young: aged {number}."),
        Reason.TOO_OLD: _("Too old: aged {number}."),
        Reason.AGREED: _("Agreed to take part on {day}."),
        Reason.OTHER_BASIS: _("A lawful basis other than consent is recorded."),
        Reason.NO_AGREEMENT: _("No agreement to take part was in place."),
        Reason.NO_FACE_TO_FACE: _("Enough contacts, too few of them face to face."),
        Reason.IN_FORCE: _("Plan version {number}, agreed on {day}, was in force."),
        Reason.NO_PLAN: _("No safety plan in this episode."),
        Reason.PLAN_LATER: _("Plan version {number} was agreed later, on {day}."),
        Reason.PLAN_NOT_AGREED: _("Plan version {number} has no day on which it was agreed."),
        Reason.DID_NOT_TAKE_PART: _(
            "For plan version {number} it is not recorded that the young person took part."
        ),
        Reason.NOT_APPROVED: _("Plan version {number} was not approved by the as-at date."),
        Reason.NO_REVIEW_DATE: _("Plan version {number} has no review date."),
        Reason.ENDING_UNDATED: _("Plan version {number} is marked ended, without a date."),
        Reason.PLAN_ENDED: _("Plan version {number} ended on {day}."),
        Reason.PLAN_LAPSED: _("The review of plan version {number} was due on {day}."),
        Reason.CONTACT_THAT_DAY: _("A qualifying contact on {day}."),
        Reason.PLAN_THAT_DAY: _("Plan version {number} was agreed on {day}."),
        Reason.NOTHING_DONE: _("No qualifying contact and no plan agreed on such a day."),
        Reason.NOT_YET: _("The as-at date lies before the period."),
    }[reason]


def _put_right(reason: Reason) -> str:
    return {
        Reason.NO_START: _("Fill in the day on which the work started."),
        Reason.NO_AGREEMENT: _("Record when they agreed to take part, or the lawful basis."),
        Reason.TOO_FEW_CONTACTS: _(
            "Another qualifying contact on a different day; check that calls have minutes."
        ),
        Reason.NO_FACE_TO_FACE: _("See them face to face."),
        Reason.NO_PLAN: _("Make a safety plan with them, if they want one and it is safe."),
        Reason.PLAN_LATER: _(
            "Nothing: what was done before the plan was agreed does not count."
        ),
        Reason.PLAN_NOT_AGREED: _("Fill in when plan version {number} was agreed with them."),
        Reason.DID_NOT_TAKE_PART: _("Record their part in it, or go through it with them."),
        Reason.NOT_APPROVED: _("A supervisor approves plan version {number}."),
        Reason.NO_REVIEW_DATE: _("Fill in when plan version {number} was to be reviewed."),
        Reason.ENDING_UNDATED: _("Fill in when plan version {number} ended."),
        Reason.PLAN_ENDED: _("Agree a new version with them."),
        Reason.PLAN_LAPSED: _("Review the plan with them and agree a new version."),
        Reason.NOTHING_DONE: _("See or call them while the plan is in force."),
    }.get(reason, _("Nothing: the rule leaves this out on purpose."))
