"""Which record lives in which table, and how is one looked up?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from youthcase.domain.assessments import Score
from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.people import Person
from youthcase.domain.plans import (
    LinePassed,
    PlanCopyGiven,
    PlanDecision,
    PlanItem,
    PlanPlace,
    PlanVersion,
    Rehearsal,
)
from youthcase.domain.staff import Setting, Staff
from youthcase.store import mapping

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.records import Record

T = TypeVar("T")

# In the order in which rows can be written: each kind after those that it refers to.
TABLES: dict[type, str] = {
    Staff: "staff",
    Setting: "setting",
    Person: "person",
    Episode: "episode",
    Agreement: "agreement",
    Contact: "contact",
    Addendum: "addendum",
    Score: "score",
    PlanVersion: "plan_version",
    PlanItem: "plan_item",
    PlanPlace: "plan_place",
    PlanDecision: "plan_decision",
    PlanCopyGiven: "plan_copy_given",
    LinePassed: "plan_line_passed",
    Rehearsal: "plan_rehearsal",
}
KINDS = {table: kind for kind, table in TABLES.items()}
# Lines of a plan version: they are written with it, once, and have no history of their own.
PARTS: dict[str, type[PlanItem | PlanPlace]] = {"plan_item": PlanItem, "plan_place": PlanPlace}
IMPLIED = ("person", "version")  # columns of a part that its version gives


def key(record: Record) -> str:
    """The name of a record in journal and audit: `contact/0198...`."""
    return f"{TABLES[type(record)]}/{record.id}"


def columns(kind: type) -> str:
    """The quoted columns of `kind`, in order."""
    return ", ".join(f'"{name}"' for name in mapping.names(kind))


def insert_sql(kind: type) -> str:
    """The statement that inserts a new row of `kind` by position."""
    marks = ", ".join("?" * len(mapping.names(kind)))
    return f"INSERT INTO {TABLES[kind]} ({columns(kind)}) VALUES ({marks})"


def update_sql(kind: type) -> str:
    """The statement that sets every column of the row whose id comes last."""
    sets = ", ".join(f'"{name}" = ?' for name in mapping.names(kind))
    return f"UPDATE {TABLES[kind]} SET {sets} WHERE id = ?"


def get(db: Connection, kind: type[T], id_: str) -> T | None:
    """The record of `kind` with this id."""
    return one(db, kind, "id = ?", (id_,))


def one(db: Connection, kind: type[T], where: str, values: tuple[Any, ...]) -> T | None:
    """The first record of `kind` for which `where` holds."""
    return next(iter(several(db, kind, f"{where} LIMIT 1", values)), None)


def several(
    db: Connection, kind: type[T], where: str = "1", values: tuple[Any, ...] = ()
) -> tuple[T, ...]:
    """All records of `kind` for which `where` (with its order and limit) holds."""
    sql = f"SELECT {columns(kind)} FROM {TABLES[kind]} WHERE {where}"
    return tuple(mapping.read(kind, row) for row in db.execute(sql, values))
