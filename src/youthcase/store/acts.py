"""Which acts stand in the audit: by whom, of which kind, when, about whom, and is it sound?"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from youthcase.domain.ids import PersonId
from youthcase.i18n import _, plural
from youthcase.store import journal, mapping, tables
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection


class Kind(Enum):
    """What sort of act it was."""

    LOOKED = "LOOKED"
    CHANGED = "CHANGED"
    PRINTED = "PRINTED"
    SIGNED_IN = "SIGNED_IN"
    KEYS = "KEYS"
    COPIES = "COPIES"
    CHECKS = "CHECKS"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which acts: whose (as the audit names them), of which kinds, from and before when.

    With `people`, only those upon what is on their files.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str = ""
    before: str = ""
    people: tuple[PersonId, ...] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the audit; `at` in UTC as it stands there."""

    seq: int
    at: str
    actor: str
    action: str
    object: str

    @property
    def kind(self) -> Kind:
        """What sort of act it was."""
        return kind_of(self.action)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written, and when the last sound entry was made."""

    sentence: str
    last_sound: str | None


_MOST_LOOKED_AT = 20  # of the records that differ: each costs a walk through the audit
_LOOKED = (
    *("person.view", "person.refused", "plan_version.view", "return.trace"),
    *("audit.read", "search.opened", "names.shown"),
)
_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.LOOKED: _LOOKED,
    Kind.PRINTED: ("plan_copy_given.*", "return.saved"),
    Kind.CHANGED: (*(f"{table}.*" for table in tables.KINDS), "return.*"),
    Kind.SIGNED_IN: ("vault.opened", "vault.closed", "unlock.failed", "recovery.used"),
    Kind.KEYS: ("slot.*", "password.*", "keys.*"),
    Kind.COPIES: ("backup.*", "vault.restored", "vault.rescued", "rescue.*", "erasures.*"),
    Kind.CHECKS: ("audit.checked", "vault.checked", "audit.sealed"),
}
_OF_PERSON = tuple(
    table for table, kind in tables.KINDS.items() if "person" in mapping.names(kind)
)


def kind_of(action: str) -> Kind:
    """What sort of act has this name."""
    found = (kind for kind, patterns in _KINDS.items() if _matches(action, patterns))
    return next(found, Kind.OTHER)


def count(db: Connection, wanted: Wanted) -> int:
    """How many acts are wanted."""
    where, values = _where(wanted)
    return db.execute(f"SELECT count(*) FROM audit WHERE {where}", values).fetchone()[0]


def numbers(db: Connection, wanted: Wanted) -> Sequence[int]:
    """The numbers of all acts that are wanted, the newest first."""
    if wanted.is_everything:
        found = db.execute("SELECT min(seq), max(seq), count(*) FROM audit").fetchone()
        first, last, many = found
        if many and last - first + 1 == many:
            return range(last, first - 1, -1)
    where, values = _where(wanted)
    sql = f"SELECT seq FROM audit WHERE {where} ORDER BY seq DESC"
    return array("q", (row[0] for row in db.execute(sql, values)))


def rows(db: Connection, of: Iterable[int]) -> tuple[Row, ...]:
    """The acts of these numbers, in the order of the numbers; one that is gone is left out."""
    wanted = tuple(of)
    found = {
        row[0]: Row(seq=row[0], at=row[1], actor=row[2], action=row[3], object=row[4])
        for row in db.execute(
            "SELECT seq, at, actor, action, object FROM audit"
            " WHERE seq IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    }
    return tuple(found[number] for number in wanted if number in found)


def page(db: Connection, wanted: Wanted, *, offset: int, limit: int) -> tuple[Row, ...]:
    """The acts that are wanted, the newest first."""
    where, values = _where(wanted)
    sql = f"SELECT seq FROM audit WHERE {where} ORDER BY seq DESC LIMIT ? OFFSET ?"
    found = db.execute(sql, (*values, limit, offset))
    return rows(db, [row[0] for row in found])


def people_of(db: Connection, objects: Iterable[str]) -> dict[str, str]:
    """The young person that each object is about, where it is about one."""
    found: dict[str, str] = {}
    for object_ in set(objects):
        table, _slash, id_ = object_.partition("/")
        if table == "person":
            found[object_] = id_
        elif table in _OF_PERSON:
            row = db.execute(f"SELECT person FROM {table} WHERE id = ?", (id_,)).fetchone()
            if row is not None:
                found[object_] = row[0]
    return found


def names_of(db: Connection, people: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Reference and name of each of these young people."""
    sql = (
        "SELECT id, ref, first_name || ' ' || last_name FROM person"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    found = db.execute(sql, (json.dumps(sorted(set(people))),))
    return {row[0]: (row[1], row[2]) for row in found}


def ways_of(db: Connection, objects: Iterable[str]) -> dict[str, str]:
    """How each copy of a plan among the objects left: `printed` or `saved`."""
    copies = [object_ for object_ in objects if object_.startswith("plan_copy_given/")]
    sql = (
        "SELECT 'plan_copy_given/' || id, how FROM plan_copy_given"
        " WHERE 'plan_copy_given/' || id IN (SELECT value FROM json_each(?))"
    )
    return dict(db.execute(sql, (json.dumps(copies),)).fetchall()) if copies else {}


def by_kind(db: Connection, since: str, before: str) -> dict[Kind, int]:
    """How many acts of each kind there are from `since` to before `before`."""
    found: dict[Kind, int] = {}
    sql = "SELECT action, count(*) FROM audit WHERE at >= ? AND at < ? GROUP BY action"
    for action, many in db.execute(sql, (since, before)):
        kind = kind_of(action)
        found[kind] = found.get(kind, 0) + many
    return {kind: found[kind] for kind in Kind if kind in found}


def end_before(db: Connection, before: str) -> tuple[int, bytes, str]:
    """Length, head and time of the chain's last entry before `before`."""
    sql = "SELECT seq, hash, at FROM audit WHERE at < ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(sql, (before,)).fetchone()
    return (0, audit.START, "") if row is None else (row[0], row[1], row[2])


def first_time(db: Connection) -> str:
    """The time of the first entry."""
    row = db.execute("SELECT at FROM audit ORDER BY seq LIMIT 1").fetchone()
    return row[0] if row else ""


def of_action(
    db: Connection, *actions: str, since: str = "", before: str = "~"
) -> tuple[Row, ...]:
    """The acts of these names from `since` to before `before`, the oldest first."""
    sql = (
        "SELECT seq FROM audit WHERE action IN (SELECT value FROM json_each(?))"
        " AND at >= ? AND at < ? ORDER BY seq"
    )
    found = db.execute(sql, (json.dumps(actions), since, before)).fetchall()
    return rows(db, [row[0] for row in found])


def head_at(db: Connection, length: int) -> str:
    """The hash of the entry of this number, in hexadecimal digits; nothing if it is gone."""
    row = db.execute("SELECT hash FROM audit WHERE seq = ?", (length,)).fetchone()
    return row[0].hex() if row else ""


def with_head(db: Connection, digits: str) -> tuple[int, str, str] | None:
    """Number, time and actor of the entry whose hash begins with these digits."""
    whole = digits[: len(digits) // 2 * 2]
    sql = (
        "SELECT seq, at, actor, hash FROM audit WHERE substr(hash, 1, ?) = ? ORDER BY seq DESC"
    )
    for row in db.execute(sql, (len(whole) // 2, bytes.fromhex(whole))):
        if row[3].hex().startswith(digits):
            return row[0], row[1], row[2]
    return None


def record_faults(db: Connection) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """What is wrong with the journal, in itself and beside the audit; and with the tables.

    Of a journal that is torn no tables can be made: then nothing is known about them.
    """
    torn = [place for place, _stream, _seq in journal.broken(db)]
    found = _journal_faults(db, torn)
    if torn:
        return tuple(found), ()
    if journal.clock_is_behind(db):
        words = _("The journal's clock on this computer stands before its last entry.")
        found.append(Fault(words, None))
    return tuple(found), tuple(_table_faults(db))


def _journal_faults(db: Connection, places: list[int]) -> list[Fault]:
    found: list[Fault] = []
    if places:
        sql = "SELECT id FROM journal WHERE place < ? ORDER BY place DESC LIMIT 1"
        row = db.execute(sql, (min(places),)).fetchone()
        words = plural(
            "One entry of the journal is not as it was written.",
            "{n} entries of the journal are not as they were written.",
            len(places),
        )
        since = None if row is None else _at(db, "entry = ?", row[0])
        found.append(Fault(words, since))
    missing = db.execute(
        "SELECT min(seq), count(*) FROM audit WHERE entry IS NOT NULL"
        " AND entry NOT IN (SELECT id FROM journal)"
    ).fetchone()
    if missing[1]:
        words = plural(
            "One entry of the journal is gone that the audit names.",
            "{n} entries of the journal are gone that the audit names.",
            missing[1],
        )
        found.append(Fault(words, _at(db, "seq < ?", missing[0])))
    row = db.execute(
        "SELECT min(place), count(*) FROM journal"
        " WHERE id NOT IN (SELECT entry FROM audit WHERE entry IS NOT NULL)"
    ).fetchone()
    if row[1]:
        words = plural(
            "One entry of the journal was made without a word in the audit.",
            "{n} entries of the journal were made without a word in the audit.",
            row[1],
        )
        sql = "SELECT id FROM journal WHERE place < ? ORDER BY place DESC LIMIT 1"
        before = db.execute(sql, (row[0],)).fetchone()
        since = None if before is None else _at(db, "entry = ?", before[0])
        found.append(Fault(words, since))
    return found


def _table_faults(db: Connection) -> list[Fault]:
    found: list[Fault] = []
    for table, rows in journal.differing(db).items():
        name, at = table, mapping.names(tables.KINDS[table]).index("id")
        if table in tables.PARTS:  # the lines of a version are audited with it
            name = "plan_version"
            at = mapping.names(tables.KINDS[table]).index("version")
        ids = sorted({str(row[at]) for row in rows})
        times = [_at(db, "object = ?", f"{name}/{id_}") for id_ in ids[:_MOST_LOOKED_AT]]
        known = [time for time in times if time is not None]
        words = plural("one record is", "{n} records are", len(ids))
        sentence = _("In the table {table}, {rows} not what the journal says.")
        since = min(known) if known else None
        found.append(Fault(sentence.format(table=table, rows=words), since))
    return found


def _at(db: Connection, where: str, value: Any) -> str | None:
    sql = f"SELECT at FROM audit WHERE {where} ORDER BY seq DESC LIMIT 1"
    row = db.execute(sql, (value,)).fetchone()
    return None if row is None else row[0]


def _matches(action: str, patterns: tuple[str, ...]) -> bool:
    return any(
        action == pattern or (pattern.endswith("*") and action.startswith(pattern[:-1]))
        for pattern in patterns
    )


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = ["1"], list[Any]()
    if wanted.actors:
        parts.append(f"actor IN ({', '.join('?' * len(wanted.actors))})")
        values += wanted.actors
    if wanted.kinds:
        each = [_of_kind(kind) for kind in wanted.kinds]
        parts.append(f"({' OR '.join(sql for sql, _values in each)})")
        values += [value for _sql, own in each for value in own]
    if wanted.since:
        parts.append("at >= ?")
        values.append(wanted.since)
    if wanted.before:
        parts.append("at < ?")
        values.append(wanted.before)
    if wanted.people is not None:
        chosen = "(SELECT value FROM json_each(?))"
        several = [
            f"SELECT '{table}/' || id FROM {table} WHERE person IN {chosen}"
            for table in _OF_PERSON
        ]
        several.append("SELECT 'person/' || value FROM json_each(?)")
        parts.append(f"object IN ({' UNION ALL '.join(several)})")
        values += [json.dumps(wanted.people)] * len(several)
    return " AND ".join(parts), values


def _of_kind(kind: Kind) -> tuple[str, list[str]]:
    """The condition for one kind: its own patterns, but none of a kind that comes before."""
    kinds = list(_KINDS)
    earlier = kinds if kind is Kind.OTHER else kinds[: kinds.index(kind)]
    never = [pattern for other in earlier for pattern in _KINDS[other]]
    own = _KINDS.get(kind, ("*",))
    sql = f"({' OR '.join(['action GLOB ?'] * len(own))})"
    if never:
        sql = f"({sql} AND NOT ({' OR '.join(['action GLOB ?'] * len(never))}))"
    return sql, [*own, *never]
