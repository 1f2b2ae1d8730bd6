"""Who is on a caseload, in which order, and how many are there?

`case_line` holds one row a young person, made from the records, so that a key pressed in
the filter costs one indexed look at a small table instead of a walk over all of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from youthcase.domain.caseload import (
    CaseLine,
    Due,
    PlanState,
    State,
    Step,
    current_episode,
    plan_state,
    state_of,
    steps,
)
from youthcase.domain.episodes import Episode
from youthcase.domain.ids import StaffId
from youthcase.domain.people import Person, folded, search_words
from youthcase.domain.plans import PlanVersion
from youthcase.store import plans, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from youthcase.domain.ids import PersonId

CHUNK = 500
_Facts = tuple[Episode | None, date | None, date | None, PlanVersion | None, PlanVersion | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines: words typed, whose, in which states, due from and before which day."""

    text: str = ""
    worker: StaffId | None = None
    states: tuple[State, ...] = ()
    due_from: date | None = None
    due_before: date | None = None
    steps: tuple[Step, ...] = ()
    unallocated: bool = False
    order: str = "due"
    descending: bool = False


_ORDERS = {
    "due": "l.due IS NULL, l.due, l.name, l.person",
    "name": "l.name, l.person",
    "last_contact": "l.last_contact IS NOT NULL, l.last_contact, l.name, l.person",
    "ref": "p.ref",
}
_DOWNWARDS = {
    "due": "l.due IS NULL, l.due DESC, l.name, l.person",
    "name": "l.name DESC, l.person",
    "last_contact": "l.last_contact DESC, l.name, l.person",
    "ref": "p.ref DESC",
}


def count(db: Connection, wanted: Wanted) -> int:
    """How many lines are wanted."""
    where, values = _where(wanted)
    return db.execute(f"SELECT count(*) FROM case_line l WHERE {where}", values).fetchone()[0]


def page(db: Connection, wanted: Wanted, *, offset: int, limit: int) -> tuple[CaseLine, ...]:
    """The wanted lines from `offset` on, at most `limit`."""
    where, values = _where(wanted)
    order = (_DOWNWARDS if wanted.descending else _ORDERS)[wanted.order]
    sql = f"""
        SELECT l.*, p.ref, p.first_name, p.last_name, p.known_as, p.dob, p.safe_contact,
               s.name AS worker_name
        FROM case_line l JOIN person p ON p.id = l.person LEFT JOIN staff s ON s.id = l.worker
        WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"""
    return tuple(_line(row) for row in db.execute(sql, (*values, limit, offset)))


def refresh(db: Connection, people: Iterable[PersonId] | None = None) -> None:
    """Make the lines of `people` (all if None) anew."""
    if people is None:
        people = [row[0] for row in db.execute("SELECT id FROM person")]
    wanted = list(people)
    for start in range(0, len(wanted), CHUNK):
        _refresh(db, wanted[start : start + CHUNK])


def dues_of(db: Connection, person: PersonId) -> tuple[Due, ...]:
    """Everything that is due for one young person, the earliest first."""
    return _dues(db, [person])[person]


def _refresh(db: Connection, people: list[PersonId]) -> None:
    found = _facts(db, people)
    everyone = _in(db, Person, "id", people)
    rows: list[tuple[Any, ...]] = []
    for person in everyone:
        episode, last, attended, latest, force = found[person.id]
        due = steps(
            episode,
            last_contact=last,
            last_attended=attended,
            latest=latest,
            in_force=force,
        )
        first = due[0] if due else Due(Step.NOTHING, None)
        rows.append(
            (
                person.id,
                search_words(person),
                folded(f"{person.last_name} {person.first_name}"),
                _worker(person, episode),
                state_of(episode).name,
                episode.primary_risk if episode else None,
                first.step.name,
                first.on.isoformat() if first.on else None,
                last.isoformat() if last else None,
                plan_state(latest, force).name,
                force.review_due.isoformat() if force and force.review_due else None,
            )
        )
    db.executemany(
        "INSERT OR REPLACE INTO case_line (person, search, name, worker, state, risk, "
        "next_step, due, last_contact, plan, review_due) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _worker(person: Person, episode: Episode | None) -> StaffId | None:
    """Whose line this is: the lead worker's, else of whoever wrote the referral down."""
    if episode is None:
        return person.recorded_by
    return episode.lead_worker


def _dues(db: Connection, people: list[PersonId]) -> dict[PersonId, tuple[Due, ...]]:
    return {
        person: steps(
            episode, last_contact=last, last_attended=attended, latest=latest, in_force=force
        )
        for person, (episode, last, attended, latest, force) in _facts(db, people).items()
    }


def _facts(db: Connection, people: list[PersonId]) -> dict[PersonId, _Facts]:
    """Per person: current episode, last contact, last attended, latest plan, plan in force."""
    episodes: dict[str, list[Episode]] = defaultdict(list)
    for episode in _in(db, Episode, "person", people):
        episodes[episode.person].append(episode)
    versions: dict[str, list[PlanVersion]] = defaultdict(list)
    for version in _in(db, PlanVersion, "person", people):
        versions[version.person].append(version)
    contacts = _last_contacts(db, people)
    approved = plans.approved_among(db, people)
    found: dict[PersonId, _Facts] = {}
    for person in people:
        current = current_episode(episodes[person])
        own = sorted(
            (v for v in versions[person] if current and v.episode == current.id),
            key=lambda v: v.number,
        )
        force = [v for v in own if v.id in approved and v.status == "ACTIVE" and not v.ended_on]
        last, attended = contacts.get(current.id, (None, None)) if current else (None, None)
        found[person] = (
            current,
            last,
            attended,
            own[-1] if own else None,
            force[-1] if force else None,
        )
    return found


def _last_contacts(
    db: Connection, people: list[PersonId]
) -> dict[str, tuple[date | None, date | None]]:
    marks = ", ".join("?" * len(people))
    sql = f"""
        SELECT episode, max(day), max(CASE WHEN attended = 'ATTENDED' THEN day END)
        FROM contact WHERE withdrawn_on IS NULL AND person IN ({marks}) GROUP BY episode"""
    return {
        episode: (date.fromisoformat(last), date.fromisoformat(seen) if seen else None)
        for episode, last, seen in db.execute(sql, people)
    }


def _in(db: Connection, kind: type[Any], column: str, people: list[PersonId]) -> Any:
    marks = ", ".join("?" * len(people))
    return tables.several(db, kind, f"{column} IN ({marks})", tuple(people))


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    clauses, values = ["1"], list[Any]()
    for word in folded(wanted.text).split():
        clauses.append("l.search LIKE ?")
        values.append(f"%{word}%")
    if wanted.worker:
        clauses.append("l.worker = ?")
        values.append(wanted.worker)
    if wanted.unallocated:
        clauses.append("l.worker IS NULL")
    for column, chosen in (("state", wanted.states), ("next_step", wanted.steps)):
        if chosen:
            clauses.append(f"l.{column} IN ({', '.join('?' * len(chosen))})")
            values += [item.name for item in chosen]
    if wanted.due_from:
        clauses.append("l.due >= ?")
        values.append(wanted.due_from.isoformat())
    if wanted.due_before:
        clauses.append("l.due < ?")
        values.append(wanted.due_before.isoformat())
    return " AND ".join(clauses), values


def _line(row: Any) -> CaseLine:
    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    return CaseLine(
        person=row["person"],
        ref=row["ref"],
        name=f"{row['first_name']} {row['last_name']}",
        called=row["known_as"] or row["first_name"],
        dob=day(row["dob"]),
        worker=row["worker"],
        worker_name=row["worker_name"],
        state=State[row["state"]],
        risk=row["risk"],
        next_step=Step[row["next_step"]],
        due=day(row["due"]),
        last_contact=day(row["last_contact"]),
        plan=PlanState[row["plan"]],
        review_due=day(row["review_due"]),
        alert=bool(row["safe_contact"]),
    )
