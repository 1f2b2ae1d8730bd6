"""What does the record lack that the counting rule would need?

A gap is a code, a reference and a number: who can see the person sees who it is. Source:
domain.md 7.4, the settled readings, and interfaces.md, the import.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain.clauses import known, later, open_days
from youthcase.domain.history import CALLS, FACE_TO_FACE, INTERVENTION, STRUCK_OUT
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from youthcase.domain.clauses import EpisodeDays, PlanDays, Span
    from youthcase.domain.history import Contact, History
    from youthcase.domain.rule import Rule


class Gap(Enum):
    """What is missing, or contradicts itself."""

    DATE_OF_BIRTH_UNKNOWN = "date_of_birth_unknown"
    ACCEPTED_NOT_INTERVENTION = "accepted_not_intervention"
    ACCEPTED_WITHOUT_START = "accepted_without_start"
    ENDED_BEFORE_START = "ended_before_start"
    NO_AGREEMENT = "no_agreement"
    CONTACT_OUTSIDE_EPISODE = "contact_outside_episode"
    CALL_WITHOUT_MINUTES = "call_without_minutes"
    CONTACT_WITH_NOBODY = "contact_with_nobody"
    PLAN_WITHOUT_AGREED_DATE = "plan_without_agreed_date"
    PLAN_WITHOUT_PARTICIPATION = "plan_without_participation"
    PLAN_NOT_APPROVED = "plan_not_approved"
    PLAN_WITHOUT_REVIEW_DATE = "plan_without_review_date"
    PLAN_ENDED_WITHOUT_DATE = "plan_ended_without_date"
    PLAN_LAPSED = "plan_lapsed"

    @property
    def sentence(self) -> str:
        """What it means and what puts it right, in plain English."""
        return _sentences()[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One gap: whose, in which episode, of which plan version or contact day."""

    gap: Gap
    ref: str
    episode: int | None = None
    plan: int | None = None
    day: date | None = None


def gaps(
    history: History, episodes: tuple[EpisodeDays, ...], window: Span, as_at: date, rule: Rule
) -> Iterator[Warned]:
    """Every gap that can bear on the count in `window`; `episodes` are those of `history`."""
    if history.date_of_birth is None and any(_touches(d, window, as_at) for d in episodes):
        yield Warned(gap=Gap.DATE_OF_BIRTH_UNKNOWN, ref=history.ref)
    for days in episodes:
        if days.episode.closure_reason in STRUCK_OUT:
            continue
        is_touched = _touches(days, window, as_at)
        yield from _contacts_outside(history.ref, days, window, as_at, touched=is_touched)
        if is_touched:
            yield from _of_episode(history.ref, days, window, as_at)
            yield from _of_contacts(history.ref, days, window, as_at)
            for plan in days.plans:
                gap = _of_plan(plan, days, window, rule)
                if gap is not None:
                    yield _plan_gap(history.ref, days, plan, gap)


def _touches(days: EpisodeDays, window: Span, as_at: date) -> bool:
    """Whether an episode was open in `window`, or nobody can say when it was."""
    bounds = open_days(days.episode, as_at)
    if bounds is None:
        return True
    return bounds[0] <= window[1] and bounds[1] >= window[0]


def _of_episode(ref: str, days: EpisodeDays, window: Span, as_at: date) -> Iterator[Warned]:
    episode = days.episode
    number = episode.number
    if episode.referral_type != INTERVENTION:
        yield Warned(gap=Gap.ACCEPTED_NOT_INTERVENTION, ref=ref, episode=number)
    if episode.start is None:
        yield Warned(gap=Gap.ACCEPTED_WITHOUT_START, ref=ref, episode=number)
    elif open_days(episode, as_at) is None:
        yield Warned(gap=Gap.ENDED_BEFORE_START, ref=ref, episode=number)
    if not days.common((3,), window):
        yield Warned(gap=Gap.NO_AGREEMENT, ref=ref, episode=number)


def _contacts_outside(
    ref: str, days: EpisodeDays, window: Span, as_at: date, *, touched: bool
) -> Iterator[Warned]:
    """Contacts before the start or after the end, in the period or bearing on it."""
    bounds = open_days(days.episode, as_at)
    if bounds is None:
        return
    since = date.min if touched else window[0]
    outside = {
        c.day
        for c in days.episode.contacts
        if known(c.recorded_on, as_at)
        and since <= c.day <= window[1]
        and not bounds[0] <= c.day <= bounds[1]
    }
    for day in sorted(outside):
        yield Warned(
            gap=Gap.CONTACT_OUTSIDE_EPISODE, ref=ref, episode=days.episode.number, day=day
        )


def _of_contacts(ref: str, days: EpisodeDays, window: Span, as_at: date) -> Iterator[Warned]:
    """Contacts that would qualify if one field were filled in."""
    bounds = open_days(days.episode, as_at)
    if bounds is None:
        return
    found: set[tuple[date, str]] = set()
    for contact in days.episode.contacts:
        gap = _of_contact(contact)
        last = min(bounds[1], window[1])
        if gap and bounds[0] <= contact.day <= last and known(contact.recorded_on, as_at):
            found.add((contact.day, gap.value))
    for day, code in sorted(found):
        yield Warned(gap=Gap(code), ref=ref, episode=days.episode.number, day=day)


def _of_contact(contact: Contact) -> Gap | None:
    if not contact.attended:
        return None
    if not contact.with_known:
        could = contact.mode.startswith(FACE_TO_FACE) or contact.mode in CALLS
        return Gap.CONTACT_WITH_NOBODY if could else None
    if contact.with_young_person and contact.mode in CALLS and contact.minutes is None:
        return Gap.CALL_WITHOUT_MINUTES
    return None


def _of_plan(plan: PlanDays, days: EpisodeDays, window: Span, rule: Rule) -> Gap | None:
    """The first thing that keeps a version of this period out of force, if anything."""
    version, agreed = plan.version, plan.version.agreed_on
    bounds = days.clauses[0]
    until = min(window[1], bounds[0][1]) if bounds else window[1]
    if plan.ends is not None and plan.ends <= window[0]:
        return None
    if agreed is None:
        return Gap.PLAN_WITHOUT_AGREED_DATE if plan.approved else None
    if agreed > until:
        return None
    if version.participation is None:
        return Gap.PLAN_WITHOUT_PARTICIPATION
    if version.participation not in rule.participation:
        return None
    if not plan.approved:
        newest = max(p.version.number for p in days.plans if p.version.agreed_on)
        return Gap.PLAN_NOT_APPROVED if version.number == newest else None
    if plan.closed_undated:
        return Gap.PLAN_ENDED_WITHOUT_DATE
    if version.review_due is None:
        return Gap.PLAN_WITHOUT_REVIEW_DATE
    ended = plan.ends is not None and plan.ends <= until
    lapsed = later(version.review_due, rule.grace_days) < until
    return Gap.PLAN_LAPSED if lapsed and not ended else None


def _plan_gap(ref: str, days: EpisodeDays, plan: PlanDays, gap: Gap) -> Warned:
    day = plan.version.review_due if gap is Gap.PLAN_LAPSED else plan.version.agreed_on
    return Warned(
        gap=gap, ref=ref, episode=days.episode.number, plan=plan.version.number, day=day
    )


def _sentences() -> dict[Gap, str]:
    return {
        Gap.DATE_OF_BIRTH_UNKNOWN: _(
            "The date of birth is not known. They count, with the age unknown; ask for it."
        ),
        Gap.ACCEPTED_NOT_INTERVENTION: _(
            "A referral for intelligence or consultation is marked accepted. It never "
            "counts; correct its kind if there was work with the young person."
        ),
        Gap.ACCEPTED_WITHOUT_START: _(
            "An accepted referral has no start, so nothing in it counts. Fill in the start."
        ),
        Gap.ENDED_BEFORE_START: _(
            "An episode ends before it starts, so nothing in it counts. Correct the dates."
        ),
        Gap.NO_AGREEMENT: _(
            "No agreement to take part and no lawful basis other than consent is recorded. "
            "Record one of them, with its date."
        ),
        Gap.CONTACT_OUTSIDE_EPISODE: _(
            "A contact is dated outside its episode and does not qualify. Check its date, "
            "or the start and end of the episode."
        ),
        Gap.CALL_WITHOUT_MINUTES: _(
            "A call has no duration and does not qualify. Fill in the minutes."
        ),
        Gap.CONTACT_WITH_NOBODY: _(
            "A contact does not say who was met and does not qualify. Fill in with whom."
        ),
        Gap.PLAN_WITHOUT_AGREED_DATE: _(
            "An approved plan has no day on which it was agreed. Fill it in."
        ),
        Gap.PLAN_WITHOUT_PARTICIPATION: _(
            "A plan does not say whether the young person took part. Fill it in."
        ),
        Gap.PLAN_NOT_APPROVED: _(
            "A plan agreed with the young person was not approved by the as-at date. A "
            "supervisor decides on it."
        ),
        Gap.PLAN_WITHOUT_REVIEW_DATE: _(
            "A plan has no review date, so it is not in force. Fill it in."
        ),
        Gap.PLAN_ENDED_WITHOUT_DATE: _(
            "A plan is marked ended or superseded without a date, so it is not in force at "
            "all. Fill in since when."
        ),
        Gap.PLAN_LAPSED: _(
            "The review of a plan is overdue beyond the days of grace, so it is no longer "
            "in force. One review with the young person puts it right."
        ),
    }
