"""How do the records of a file read as one line of time?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from youthcase.domain.chronology import Entry, Happening
from youthcase.domain.codes import code_list
from youthcase.domain.dates import local_day, plain
from youthcase.i18n import _
from youthcase.store import cases, plans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from sqlite3 import Connection

    from youthcase.domain.assessments import Score
    from youthcase.domain.contacts import Addendum, Contact
    from youthcase.domain.episodes import Agreement, Episode
    from youthcase.domain.ids import PersonId, StaffId
    from youthcase.domain.plans import PlanCopyGiven, PlanDecision, PlanVersion

Names = dict["StaffId", str]

_MODE_ICONS = {
    "F2F_HOME": "house",
    "F2F_SCHOOL": "school",
    "F2F_COMMUNITY": "footprints",
    "F2F_OFFICE": "building-2",
    "F2F_CUSTODY": "gavel",
    "F2F_HOSPITAL": "hospital",
    "VIDEO": "video",
    "PHONE": "phone",
    "TEXT_MSG": "message-circle",
    "EMAIL_LETTER": "mail",
    "GROUP": "users",
}


def of(db: Connection, person: PersonId) -> tuple[Entry, ...]:
    """Everything that has happened on a file, the newest first."""
    names = cases.staff_names(db)
    who = cases.person(db, person)
    called = who.called if who else ""
    found = [
        *_contacts(cases.contacts(db, person), cases.addenda(db, person), names, called),
        *_episodes(cases.episodes(db, person), names),
        *_agreements(cases.agreements(db, person), names),
        *_plans(plans.versions(db, person), plans.decisions(db, person), names),
        *_copies(plans.copies_given(db, person), names),
        *_scores(cases.scores(db, person), names),
    ]
    return tuple(sorted(found, key=_when, reverse=True))


def _when(entry: Entry) -> tuple[date, str, str]:
    return entry.day, entry.at.isoformat() if entry.at else "", entry.record


def _contacts(
    contacts: tuple[Contact, ...], addenda: tuple[Addendum, ...], names: Names, called: str
) -> Iterator[Entry]:
    added: dict[str, list[str]] = defaultdict(list)
    for addendum in addenda:
        stamp = plain(local_day(addendum.recorded_at))
        added[addendum.contact].append(_("Added {date}: ").format(date=stamp) + addendum.text)
    for contact in contacts:
        text = [contact.summary or ""]
        if contact.their_words:
            text.append(f"“{contact.their_words}”")
        if contact.withdrawn_on:
            text = [_("Withdrawn: {reason}").format(reason=contact.withdrawn_reason or "")]
        yield Entry(
            kind=Happening.CONTACT,
            record=contact.id,
            day=contact.day,
            at=contact.at,
            title=_contact_title(contact, called),
            text="\n".join([t for t in text if t] + added[contact.id]),
            by=names.get(contact.written_by, "") if contact.written_by else "",
            icon=_MODE_ICONS.get(contact.mode, "message-circle"),
            tone=_contact_tone(contact),
            mark=_contact_mark(contact),
            significant=contact.significant,
        )


def _contact_title(contact: Contact, called: str) -> str:
    mode = code_list("contact_mode").label(contact.mode)
    if contact.is_attended:
        met = [called if w == "YP" else _in_a_sentence(w) for w in contact.with_whom]
        return _("{how}, with {whom}").format(how=mode, whom=_listed(met)) if met else mode
    return f"{mode}: {code_list('attendance').label(contact.attended)}"


def _in_a_sentence(code: str) -> str:
    label = code_list("contact_with").label(code)
    return label[:1].lower() + label[1:]


def _listed(parts: list[str]) -> str:
    """`Dapo`, `Dapo and a parent`, `Dapo, a parent and a professional`."""
    if len(parts) == 1:
        return parts[0]
    return _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def _contact_tone(contact: Contact) -> str:
    if contact.significant and not contact.withdrawn_on:
        return "danger"
    return "ok" if contact.is_attended and "YP" in contact.with_whom else ""


def _contact_mark(contact: Contact) -> str:
    if contact.withdrawn_on:
        return _("Withdrawn")
    if contact.significant:
        return _("Significant")
    return _("Late entry") if contact.is_late_entry else ""


def _episodes(episodes: tuple[Episode, ...], names: Names) -> Iterator[Entry]:
    for episode in episodes:
        source = code_list("referral_source").label(episode.referral_source)
        yield Entry(
            kind=Happening.REFERRAL,
            record=episode.id,
            day=episode.referral_received,
            title=_("Referral {number} received from {source}").format(
                number=episode.number, source=source
            ),
            text=episode.reason or "",
            by=names.get(episode.recorded_by, "") if episode.recorded_by else "",
            icon="file-plus",
            tone="info",
        )
        if not episode.is_pending and episode.decision_date:
            yield Entry(
                kind=Happening.DECISION,
                record=episode.id,
                day=episode.decision_date,
                title=_("Referral {number}: {decision}").format(
                    number=episode.number,
                    decision=code_list("referral_decision").label(episode.decision),
                ),
                text=episode.decision_reason or "",
                icon="clipboard-list",
            )
        if episode.end:
            reason = episode.closure_reason
            yield Entry(
                kind=Happening.CLOSING,
                record=episode.id,
                day=episode.end,
                title=_("Case closed: {reason}").format(
                    reason=code_list("closure_reason").label(reason)
                    if reason
                    else _("no reason")
                ),
                text=episode.closure_note or "",
                icon="log-out",
            )


def _agreements(agreements: tuple[Agreement, ...], names: Names) -> Iterator[Entry]:
    for agreement in agreements:
        yield Entry(
            kind=Happening.AGREEMENT,
            record=agreement.id,
            day=agreement.agreed_on or local_day(agreement.recorded_at),
            title=_("Agreement to work with us: {answer}").format(
                answer=code_list("agreement_answer").label(agreement.answer)
            ),
            text=agreement.note or "",
            by=names.get(agreement.recorded_by, "") if agreement.recorded_by else "",
            icon="hand-heart" if agreement.answer == "Y" else "ban",
        )


def _plans(
    versions: tuple[PlanVersion, ...], decisions: tuple[PlanDecision, ...], names: Names
) -> Iterator[Entry]:
    numbers = {v.id: v.number for v in versions}
    for version in versions:
        part = version.participation
        yield Entry(
            kind=Happening.PLAN,
            record=version.id,
            day=version.agreed_on or local_day(version.submitted_at or version.recorded_at),
            title=_("Safety plan, version {number}: {part}").format(
                number=version.number,
                part=code_list("participation").label(part) if part else _("written"),
            ),
            text=_("Review due {date}.").format(date=plain(version.review_due))
            if version.review_due
            else "",
            by=names.get(version.written_by, "") if version.written_by else "",
            icon="shield",
            tone="info",
        )
    for decision in decisions:
        yield Entry(
            kind=Happening.PLAN,
            record=decision.version,
            day=decision.decided_on,
            title=_("Safety plan, version {number}: {decision}").format(
                number=numbers.get(decision.version, 0),
                decision=code_list("plan_decision").label(decision.decision),
            ),
            text=decision.comment or "",
            by=names.get(decision.decided_by, "") if decision.decided_by else "",
            icon="shield-check" if decision.decision == "APPROVED" else "corner-up-left",
            tone="ok" if decision.decision == "APPROVED" else "warn",
        )


def _copies(copies: tuple[PlanCopyGiven, ...], names: Names) -> Iterator[Entry]:
    for copy in copies:
        yield Entry(
            kind=Happening.COPY,
            record=copy.id,
            day=copy.given_on,
            title=_("Copy {number} of the plan: {how}").format(
                number=copy.number, how=copy.how
            ),
            text=_("For {whom}").format(whom=copy.for_whom) if copy.for_whom else "",
            by=names.get(copy.given_by, "") if copy.given_by else "",
            icon="printer",
        )


def _scores(scores: tuple[Score, ...], names: Names) -> Iterator[Entry]:
    """One entry a day and scale: what was scored together reads together."""
    together: dict[tuple[date, str], list[Score]] = defaultdict(list)
    for score in scores:
        together[score.day, score.tool].append(score)
    for (day, tool), found in together.items():
        by = next((names.get(s.scored_by, "") for s in found if s.scored_by), "")
        yield Entry(
            kind=Happening.SCORE,
            record=found[0].id,
            day=day,
            title=code_list("score_tool").label(tool),
            text="; ".join(f"{_item(s)} {s.value}" for s in found),
            by=by,
            icon="trending-up",
        )


def _item(score: Score) -> str:
    if score.goal:
        return score.goal
    items = code_list("score_item")
    return items.label(score.item) if score.item and items.has(score.item) else score.item or ""
