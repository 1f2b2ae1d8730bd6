"""On which days does each clause of the counting rule hold?

An episode's days are worked out once as spans, free of any period, so that the people of
a year are exactly the people of its quarters; a period only looks at the part inside it.
Source: domain.md 7.4.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from youthcase.domain.history import (
    ACCEPTED,
    CALLS,
    CLOSED_PLAN,
    FACE_TO_FACE,
    INTERVENTION,
    STRUCK_OUT,
    Episode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.domain.history import Contact, History, PlanVersion
    from youthcase.domain.rule import Rule

Span = tuple[date, date]
Spans = tuple[Span, ...]
ALWAYS: Span = (date.min, date.max)
_ONE_DAY = timedelta(days=1)


class PlanDays(NamedTuple):
    """A version usable as at the day asked about, and the days on which it is in force."""

    version: PlanVersion
    approved: bool
    ends: date | None
    closed_undated: bool
    in_force: Span | None


@dataclass(frozen=True, slots=True)
class EpisodeDays:
    """What one episode contributes: for each clause, the days on which it holds.

    `contact_days` and `face_days` are the different days with a qualifying contact, in
    order; `candidates` the days on which all clauses but the fourth hold, whether or not
    the fourth does; `benefit_days` those on which all six hold.
    """

    episode: Episode
    clauses: tuple[Spans, Spans, Spans, Spans, Spans, Spans]
    contact_days: tuple[date, ...]
    face_days: tuple[date, ...]
    plans: tuple[PlanDays, ...]
    candidates: tuple[date, ...]
    benefit_days: tuple[date, ...]

    def first_in(self, clause: int, window: Span | None) -> date | None:
        """The first day of `window` on which clause 1 to 6 holds."""
        if window is None:
            return None
        return first_day(self.clauses[clause - 1], window)

    def common(self, clauses: Iterable[int], window: Span) -> Spans:
        """The days of `window` on which all of `clauses` hold."""
        spans: Spans = (window,)
        for clause in clauses:
            spans = _meet(spans, self.clauses[clause - 1])
            if not spans:
                break
        return spans


def days_of(history: History, episode: Episode, as_at: date, rule: Rule) -> EpisodeDays:
    """Work out the days of `episode` from what was dated and recorded by `as_at`."""
    bounds = open_days(episode, as_at)
    contacts = [c for c in episode.contacts if qualifies(c, bounds, as_at, rule)]
    contact_days = tuple(sorted({c.day for c in contacts}))
    face_days = tuple(sorted({c.day for c in contacts if c.mode.startswith(FACE_TO_FACE)}))
    plans = plan_days(episode.plans, as_at, rule)
    in_force = tuple(sorted(p.in_force for p in plans if p.in_force))
    acted = _acted(contact_days, plans)
    aged = aged_days(history.date_of_birth, rule)
    opened = (bounds,) if bounds and may_count(episode, as_at) else ()
    agreed = _agreed(episode, as_at)
    casework = _casework(contact_days, face_days, rule)
    lasting = _meet(_meet(opened, aged), _meet(agreed, in_force))
    candidates = tuple(d for d in acted if _within(d, lasting))
    return EpisodeDays(
        episode,
        (opened, aged, agreed, casework, in_force, tuple((d, d) for d in acted)),
        contact_days,
        face_days,
        plans,
        candidates,
        candidates[bisect_left(candidates, casework[0][0]) :] if casework else (),
    )


def known(recorded_on: date | None, as_at: date) -> bool:
    """Whether a record may be used as at `as_at`; imported history (None) always may."""
    return recorded_on is None or recorded_on <= as_at


def is_episode(episode: Episode, as_at: date) -> bool:
    """Whether the referral had been accepted, and so became an episode, by `as_at`."""
    return (
        episode.decision == ACCEPTED
        and (episode.decided_on is None or episode.decided_on <= as_at)
        and known(episode.decision_recorded_on, as_at)
    )


def may_count(episode: Episode, as_at: date) -> bool:
    """Clause 1 without its dates: an accepted intervention that was not struck out."""
    return (
        is_episode(episode, as_at)
        and episode.referral_type == INTERVENTION
        and episode.closure_reason not in STRUCK_OUT
    )


def open_days(episode: Episode, as_at: date) -> Span | None:
    """From the start to the end, as far as the end is known by `as_at`."""
    if episode.start is None:
        return None
    end = episode.end
    if end is None or end > as_at or not known(episode.end_recorded_on, as_at):
        return (episode.start, date.max)
    return (episode.start, end) if episode.start <= end else None


def qualifies(contact: Contact, bounds: Span | None, as_at: date, rule: Rule) -> bool:
    """Whether a contact counts towards clauses 4 and 6, in an episode open on `bounds`."""
    if bounds is None or not (contact.attended and contact.with_young_person):
        return False
    if not (bounds[0] <= contact.day <= bounds[1] and contact.day <= as_at):
        return False
    if not known(contact.recorded_on, as_at):
        return False
    if contact.mode.startswith(FACE_TO_FACE):
        return True
    return (
        contact.mode in CALLS
        and contact.minutes is not None
        and contact.minutes >= rule.min_minutes
    )


def aged_days(born: date | None, rule: Rule) -> Spans:
    """Clause 2: from one birthday to the day before another; unknown excludes nobody."""
    if born is None:
        return (ALWAYS,)
    return ((birthday(born, rule.min_age), birthday(born, rule.max_age + 1) - _ONE_DAY),)


def birthday(born: date, age: int) -> date:
    """The first day of that age; born on 29 February, in common years on 1 March."""
    year = born.year + age
    if year > MAXYEAR:
        return date.max
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def plan_days(versions: Sequence[PlanVersion], as_at: date, rule: Rule) -> tuple[PlanDays, ...]:
    """Clause 5 for each version: whether approved, from when ended, and when in force."""
    usable = [v for v in versions if known(v.recorded_on, as_at)]
    usable.sort(key=lambda v: v.number)
    approved = [v for v in usable if is_approved(v, as_at)]
    found: list[PlanDays] = []
    for version in usable:
        ends = _ends(version, approved, as_at)
        passed = is_approved(version, as_at)
        in_force = _in_force(version, ends, as_at, rule) if passed else None
        undated = ends is None and _is_closed_undated(version, as_at)
        found.append(PlanDays(version, passed, ends, undated, in_force))
    return tuple(found)


def is_approved(version: PlanVersion, as_at: date) -> bool:
    """Whether a supervisor's approval is dated and recorded by `as_at`, whatever the status."""
    return (
        version.approved_on is not None
        and version.approved_on <= as_at
        and known(version.approval_recorded_on, as_at)
    )


def first_day(spans: Spans, window: Span) -> date | None:
    """The first day of `window` that lies in one of the ordered `spans`."""
    for first, last in spans:
        day = max(first, window[0])
        if day <= last and day <= window[1]:
            return day
    return None


def within(days: Sequence[date], window: Span | None) -> Sequence[date]:
    """Those of the ordered `days` that lie in `window`."""
    if window is None:
        return ()
    return days[bisect_left(days, window[0]) : bisect_right(days, window[1])]


def later(day: date, days: int) -> date:
    """`day` moved by `days`, stopping where the calendar does."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _ends(version: PlanVersion, approved: Iterable[PlanVersion], as_at: date) -> date | None:
    """The day from which a version is no longer in force, by its own end or a successor."""
    ends = [
        w.agreed_on for w in approved if w.number > version.number and w.agreed_on is not None
    ]
    if version.ended_on is not None and known(version.ended_recorded_on, as_at):
        ends.append(version.ended_on)
    return min(ends, default=None)


def _is_closed_undated(version: PlanVersion, as_at: date) -> bool:
    return (
        version.status in CLOSED_PLAN
        and version.ended_on is None
        and known(version.ended_recorded_on, as_at)
    )


def _in_force(version: PlanVersion, ends: date | None, as_at: date, rule: Rule) -> Span | None:
    """The days of an approved version, before anything is asked about the episode."""
    agreed, review = version.agreed_on, version.review_due
    if agreed is None or agreed > as_at or review is None:
        return None
    if version.participation not in rule.participation:
        return None
    if ends is None and _is_closed_undated(version, as_at):
        return None
    last = later(review, rule.grace_days)
    if ends is not None:
        if ends <= agreed:
            return None
        last = min(last, ends - _ONE_DAY)
    return (agreed, last) if agreed <= last else None


def _acted(contact_days: tuple[date, ...], plans: Iterable[PlanDays]) -> tuple[date, ...]:
    agreed = {p.in_force[0] for p in plans if p.in_force}
    return tuple(sorted(agreed.union(contact_days))) if agreed else contact_days


def _casework(days: tuple[date, ...], face: tuple[date, ...], rule: Rule) -> Spans:
    need, faces = rule.min_contacts, rule.min_face_to_face
    if len(days) < need or len(face) < faces:
        return ()
    return ((max(days[need - 1], face[faces - 1]) if faces else days[need - 1], date.max),)


def _agreed(episode: Episode, as_at: date) -> Spans:
    """Clause 3: a lawful basis other than consent, or from each yes to the next no."""
    basis = episode.lawful_basis
    if basis and basis != "CONSENT" and known(episode.basis_recorded_on, as_at):
        return (ALWAYS,)
    spans: list[Span] = []
    since: date | None = None
    for day, answer in _answers(episode, as_at):
        if answer == "Y":
            since = day if since is None else since
        elif since is not None:
            if since < day:
                spans.append((since, day - _ONE_DAY))
            since = None
    if since is not None:
        spans.append((since, date.max))
    return tuple(spans)


def _answers(episode: Episode, as_at: date) -> list[tuple[date, str]]:
    """Yes and no by date; on one day the one recorded last, and between equals no, prevails.

    An undated yes is from the start of the episode; an undated no says that there had
    been none until somebody recorded a yes.
    """
    found: list[tuple[date, date, bool, str]] = []
    for agreement in episode.agreements:
        answer, day = agreement.answer, agreement.day
        if answer not in {"Y", "N"} or not known(agreement.recorded_on, as_at):
            continue
        if day is None:
            day = episode.start if answer == "Y" else date.min
        if day is not None and day <= as_at:
            found.append((day, agreement.recorded_on or date.min, answer == "N", answer))
    last_of_day = {day: answer for day, _recorded, _no, answer in sorted(found)}
    return sorted(last_of_day.items())


def _meet(ones: Spans, others: Spans) -> Spans:
    """The days in both of two ordered sets of spans."""
    if len(ones) == 1 and ones[0] == ALWAYS:
        return others
    if len(others) == 1 and others[0] == ALWAYS:
        return ones
    both = [
        (max(a, c), min(b, d)) for a, b in ones for c, d in others if max(a, c) <= min(b, d)
    ]
    return tuple(sorted(both))


def _within(day: date, spans: Spans) -> bool:
    return any(first <= day <= last for first, last in spans)
