"""What would the counting rule need that a history does not have?

History comes in as it was: each of these is told, and imported. Source: interfaces, workbook
layout; domain, 7.4, settled readings.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.people import folded
from youthcase.domain.plans import TOOK_PART
from youthcase.domain.rule import Rule
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from youthcase.domain.contacts import Contact
    from youthcase.importing.build import EpisodeHistory, PersonHistory, PlanHistory
    from youthcase.importing.problems import Report
    from youthcase.importing.rows import Row

CALLS = frozenset({"PHONE", "VIDEO"})
FACE_TO_FACE = "F2F_"

Lack = tuple[str, str, str]  # column, sentence, remedy


def report_lacks(person: PersonHistory, today: date, report: Report) -> None:
    """Add a warning for everything that keeps this person's work from being counted."""
    if person.record.dob is None:
        _warn(report, "people", person.row, _dob_unknown())
    for episode in person.episodes:
        for lack in _of_episode(episode):
            _warn(report, "episodes", episode.row, lack)
        seen: dict[object, int] = {}
        for row, contact in episode.contacts:
            for lack in _of_contact(contact, episode, row, seen):
                _warn(report, "contacts", row, lack)
        for plan in episode.plans:
            for lack in _of_plan(plan, episode, today):
                _warn(report, "plans", plan.row, lack)
        _report_score_doubles(episode, report)


def report_doubles(people: list[PersonHistory], report: Report) -> None:
    """Add a warning where two references seem to be one young person."""
    seen: defaultdict[object, list[PersonHistory]] = defaultdict(list)
    for person in people:
        record = person.record
        if record.dob:
            seen[folded(f"{record.first_name} {record.last_name}"), record.dob].append(person)
        if record.nhs_number:
            seen[record.nhs_number].append(person)
    for alike in seen.values():
        for person in alike[1:]:
            sentence = _("This may be the same young person as in row {n}.")
            lack = (
                "ref",
                sentence.format(n=alike[0].row.number),
                _("If so, bring both histories under one reference before importing."),
            )
            _warn(report, "people", person.row, lack)


def _warn(report: Report, sheet: str, row: Row, lack: Lack) -> None:
    column, sentence, remedy = lack
    report.warning(sheet, row.number, column, sentence, remedy)


def _dob_unknown() -> Lack:
    return (
        "dob",
        _("The date of birth is not known."),
        _("They count with the age unknown; ask for it, or the year at least."),
    )


def _of_episode(episode: EpisodeHistory) -> Iterator[Lack]:
    record, row = episode.record, episode.row
    if record.end and not record.closure_reason:
        yield "closure_reason", _("The work ended and no reason is given."), _("Fill it in.")
    if record.decision_date and record.decision_date < record.referral_received:
        yield (
            "decision_date",
            _("The decision was made before the referral arrived."),
            _("Check both dates."),
        )
    if row.has("agreement_date") and not row.has("agreement_to_engage"):
        yield (
            "agreement_to_engage",
            _("An agreement has a date and no answer; no agreement is imported."),
            _("Write Y or N beside the date."),
        )
    if record.is_accepted:
        yield from _of_work(episode)
    elif record.start or any(_was_met(contact) for _row, contact in episode.contacts):
        yield (
            "decision",
            _("There was work, and the referral is not marked accepted: it never counts."),
            _("Write ACCEPTED if there was a case."),
        )


def _was_met(contact: Contact) -> bool:
    return contact.is_attended and "YP" in contact.with_whom


def _of_work(episode: EpisodeHistory) -> Iterator[Lack]:
    record, row = episode.record, episode.row
    if record.referral_type != "INTERVENTION":
        yield (
            "referral_type",
            _(
                "A referral for intelligence or consultation is marked accepted: it never "
                "counts."
            ),
            _("Correct its kind if there was work with the young person."),
        )
    if record.start is None:
        yield (
            "start",
            _("The referral was accepted and has no start: nothing in it counts."),
            _("Fill in the first day of the work."),
        )
    if row.flag("agreement_to_engage") is not True and record.lawful_basis in {None, "CONSENT"}:
        yield (
            "agreement_to_engage",
            _("No agreement to engage is recorded, nor a lawful basis other than consent."),
            _("Fill in one of them, with its date."),
        )


def _of_contact(
    contact: Contact, episode: EpisodeHistory, row: Row, seen: dict[object, int]
) -> Iterator[Lack]:
    work = episode.record
    if work.is_accepted and work.start and not work.covers(contact.day):
        yield (
            "started_at",
            _("This contact lies outside the dates of its episode: it never counts."),
            _("Check its date and its episode, or the start and end of the episode."),
        )
    if contact.is_attended:
        could_count = contact.mode.startswith(FACE_TO_FACE) or contact.mode in CALLS
        if could_count and not contact.with_whom:
            yield (
                "with",
                _("It is not said who was met: this contact does not count."),
                _("Write YP if it was the young person."),
            )
        if (
            contact.mode in CALLS
            and "YP" in contact.with_whom
            and contact.duration_minutes is None
        ):
            yield (
                "duration_minutes",
                _("This call has no duration: it does not count."),
                _("Fill in the minutes."),
            )
    same = contact.day, contact.at, contact.mode, contact.attended, contact.summary
    first = seen.setdefault(same, row.number)
    if first != row.number and contact.at:
        yield (
            "started_at",
            _("The same contact stands in row {n}.").format(n=first),
            _("Remove one of the two if it was entered twice."),
        )


def _of_plan(plan: PlanHistory, episode: EpisodeHistory, today: date) -> Iterator[Lack]:
    record = plan.record
    if record.agreed_on is None:
        yield (
            "agreed_date",
            _("It is not said when this plan was agreed: it never counts."),
            _("Fill in the day it was agreed with the young person."),
        )
    if record.participation is None:
        yield (
            "participation",
            _("It is not said whether the young person took part: this plan never counts."),
            _("Fill in the young person's part in it."),
        )
    yield from _of_approval(plan)
    yield from _of_ending(plan, episode, today)


def _of_approval(plan: PlanHistory) -> Iterator[Lack]:
    agreed = plan.record.agreed_on
    if plan.approved_on is None:
        yield (
            "approved_date",
            _("This plan was never approved: it does not count."),
            _("Fill in when a supervisor approved it, and who did."),
        )
    elif not plan.row.has("approved_by"):
        yield (
            "approved_by",
            _("It is not said who approved this plan."),
            _("Fill in the supervisor's name."),
        )
    if plan.approved_on and agreed and plan.approved_on < agreed:
        yield (
            "approved_date",
            _("This plan was approved before it was agreed."),
            _("Check both dates."),
        )


def _of_ending(plan: PlanHistory, episode: EpisodeHistory, today: date) -> Iterator[Lack]:
    record = plan.record
    successors = [
        p.record.agreed_on or date.max
        for p in episode.plans
        if p.approved_on and p.record.number > record.number
    ]
    if record.status in {"ENDED", "SUPERSEDED"} and not record.ended_on and not successors:
        yield (
            "ended_date",
            _("This plan is marked ended or superseded, without a date: it never counts."),
            _("Fill in the day from which it was no longer in force."),
        )
    if record.agreed_on and episode.record.end and record.agreed_on > episode.record.end:
        yield (
            "agreed_date",
            _("This plan was agreed after its episode ended: it never counts."),
            _("Check both dates."),
        )
    if record.review_due is None:
        yield (
            "review_due",
            _("This plan has no review date: it is never in force."),
            _("Fill in the day by which it was to be looked at again."),
        )
        return
    if record.agreed_on and record.review_due < record.agreed_on:
        yield (
            "review_due",
            _("The review was due before the plan was agreed."),
            _("Check both dates."),
        )
    elif plan.approved_on and record.participation in TOOK_PART:
        until = min(
            record.ended_on or date.max, episode.record.end or date.max, today, *successors
        )
        if record.review_due + timedelta(days=Rule().grace_days) < until:
            yield (
                "review_due",
                _("The review of this plan lapsed: from then on it does not count."),
                _("Fill in the next version, if there was one, or review it in the program."),
            )


def _report_score_doubles(episode: EpisodeHistory, report: Report) -> None:
    seen: dict[object, int] = {}
    for row, score in episode.scores:
        first = seen.setdefault((score.day, score.tool, score.item), row.number)
        if first != row.number:
            lack = (
                "date",
                _("The same scale was scored on the same day in row {n}.").format(n=first),
                _("Remove one of the two, or say which goal or question each is about."),
            )
            _warn(report, "scores", row, lack)
