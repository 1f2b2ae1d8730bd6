"""What is on one young person's file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.assessments import Score
from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.people import Person, folded
from youthcase.domain.staff import Setting, Staff
from youthcase.store import tables

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.ids import PersonId, StaffId


def person(db: Connection, id_: PersonId) -> Person | None:
    """The young person with this id."""
    return tables.get(db, Person, id_)


def person_by_ref(db: Connection, ref: str) -> Person | None:
    """The young person with this reference."""
    return tables.one(db, Person, "ref = ?", (ref,))


def refs(db: Connection) -> frozenset[str]:
    """Every reference in the vault."""
    return frozenset(row[0] for row in db.execute("SELECT ref FROM person"))


def episodes(db: Connection, of: PersonId) -> tuple[Episode, ...]:
    """A young person's episodes, the newest first."""
    return tables.several(db, Episode, "person = ? ORDER BY number DESC", (of,))


def agreements(db: Connection, of: PersonId) -> tuple[Agreement, ...]:
    """What a young person has said to working with us, the newest first."""
    return tables.several(db, Agreement, "person = ? ORDER BY recorded_at DESC", (of,))


def contacts(db: Connection, of: PersonId) -> tuple[Contact, ...]:
    """A young person's contacts, the newest first; those without a time close their day."""
    return tables.several(
        db, Contact, "person = ? ORDER BY day DESC, at DESC, recorded_at DESC", (of,)
    )


def addenda(db: Connection, of: PersonId) -> tuple[Addendum, ...]:
    """The additions to a young person's contacts, the oldest first."""
    return tables.several(db, Addendum, "person = ? ORDER BY recorded_at", (of,))


def scores(db: Connection, of: PersonId) -> tuple[Score, ...]:
    """A young person's scores, the oldest first."""
    return tables.several(db, Score, "person = ? ORDER BY day, recorded_at", (of,))


def staff(db: Connection) -> tuple[Staff, ...]:
    """Everybody who works here, by name."""
    return tables.several(db, Staff, "1 ORDER BY name COLLATE NOCASE")


def staff_named(db: Connection, name: str) -> Staff | None:
    """The colleague of this name, whatever its case, accents and spaces."""
    wanted = folded(name)
    return next((s for s in staff(db) if folded(s.name) == wanted), None)


def staff_names(db: Connection) -> dict[StaffId, str]:
    """The names of all colleagues by id."""
    return {s.id: s.name for s in staff(db)}


def setting(db: Connection, name: str) -> Setting | None:
    """One choice of the service."""
    return tables.get(db, Setting, name)


def people_alike(db: Connection, words: str) -> tuple[Person, ...]:
    """Young people of whom any of the folded `words` is part; candidates, not matches."""
    parts = [w for w in folded(words).split() if len(w) >= 3]
    if not parts:
        return ()
    where = " OR ".join("search LIKE ?" for _ in parts)
    sql = f"id IN (SELECT person FROM case_line WHERE {where}) LIMIT 200"
    return tables.several(db, Person, sql, tuple(f"%{w}%" for w in parts))
