"""What does the file say that carried paper must not? Gathered for the safety check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.carried_check import Hit, Known, check
from youthcase.services.settings import SERVICE_NAME
from youthcase.store import cases, plans

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.ids import PersonId
    from youthcase.domain.people import Person
    from youthcase.domain.plan_copy import Form
    from youthcase.domain.plans import PlanContent
    from youthcase.services.desk import Desk


def hits_in(db: Connection, desk: Desk, content: PlanContent, form: Form) -> tuple[Hit, ...]:
    """What the safety check meets in the lines of a copy, and what of it may stand."""
    if not (form.is_carried or form.is_shared):
        return ()
    passed = {(p.line, p.rule) for p in plans.passed(db, content.version.id)}
    person = desk.require_case(db, content.version.person)
    return check(content, form, _known(db, desk, person), passed)


def _known(db: Connection, desk: Desk, person: Person) -> Known:
    service = cases.setting(db, SERVICE_NAME)
    return Known(
        surname=person.last_name,
        first_names=tuple(n for n in (person.first_name, person.known_as) if n),
        dob=person.dob,
        postcode=person.postcode or "",
        phone=person.phone or "",
        nhs_number=person.nhs_number or "",
        reference=person.ref,
        service=service.value if service else "",
        staff=tuple(cases.staff_names(db).values()),
        records=_records(db, person.id),
        others=_others(db, desk, person.id),
    )


def _records(db: Connection, person: PersonId) -> tuple[str, ...]:
    """What was written about danger or anything else: referrals, contacts, additions."""
    said = [e.reason for e in cases.episodes(db, person)]
    said += [t for c in cases.contacts(db, person) for t in (c.summary, c.their_words)]
    said += [a.text for a in cases.addenda(db, person)]
    return tuple(words for words in said if words)


def _others(db: Connection, desk: Desk, person: PersonId) -> tuple[str, ...]:
    """The full names of the other young people whose files may be opened at this desk.

    Of no others: the check must not tell anybody who else the service knows.
    """
    sql = "SELECT id, first_name || ' ' || last_name FROM person WHERE id <> ?"
    if not desk.supervises:
        sql += (
            " AND id IN (SELECT person FROM episode WHERE lead_worker = ?2"
            " OR (lead_worker IS NULL AND recorded_by = ?2))"
        )
        rows = db.execute(sql.replace("<> ?", "<> ?1"), (person, desk.staff.id))
    else:
        rows = db.execute(sql, (person,))
    return tuple(row[1] for row in rows)
