"""Which acts stand in the audit: by whom, of which kind, when, about whom, and is it sound?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from youthcase.domain.ids import PersonId
from youthcase.i18n import _, plural
from youthcase.store import journal, mapping, tables
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection


class Kind(Enum):
    """What sort of act it was."""

    LOOKED = "LOOKED"
    CHANGED = "CHANGED"
    PRINTED = "PRINTED"
    SIGNED_IN = "SIGNED_IN"
    KEYS = "KEYS"
    COPIES = "COPIES"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which acts: whose (as the audit names them), of which kinds, from and before when."""

    actors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str = ""
    before: str = ""
    person: PersonId | None = None


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
        found = (kind for kind, patterns in _KINDS.items() if _matches(self.action, patterns))
        return next(found, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written, and when the last sound entry was made."""

    sentence: str
    last_sound: str | None


_MOST_LOOKED_AT = 20  # of the rows that differ: each costs a walk through the audit
_LOOKED = ("person.view", "return.trace")
_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.LOOKED: _LOOKED,
    Kind.PRINTED: ("plan_copy_given.*",),
    Kind.CHANGED: tuple(f"{table}.*" for table in tables.KINDS),
    Kind.SIGNED_IN: ("vault.opened", "vault.closed", "unlock.failed", "recovery.used"),
    Kind.KEYS: ("slot.*", "password.*", "keys.*"),
    Kind.COPIES: ("backup.*", "vault.restored", "vault.rescued", "rescue.*", "erasures.*"),
}
_OF_PERSON = tuple(
    table for table, kind in tables.KINDS.items() if "person" in mapping.names(kind)
)


def count(db: Connection, wanted: Wanted) -> int:
    """How many acts are wanted."""
    where, values = _where(wanted)
    return db.execute(f"SELECT count(*) FROM audit WHERE {where}", values).fetchone()[0]


def page(db: Connection, wanted: Wanted, *, offset: int, limit: int) -> tuple[Row, ...]:
    """The acts that are wanted, the newest first."""
    where, values = _where(wanted)
    sql = (
        f"SELECT seq, at, actor, action, object FROM audit WHERE {where}"
        " ORDER BY seq DESC LIMIT ? OFFSET ?"
    )
    rows = db.execute(sql, (*values, limit, offset))
    return tuple(
        Row(seq=row[0], at=row[1], actor=row[2], action=row[3], object=row[4]) for row in rows
    )


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


def until(db: Connection, since: str, before: str) -> tuple[int, int, bytes]:
    """The acts from `since` to before `before`; the chain's length and head at that end."""
    sql = "SELECT count(*) FROM audit WHERE at >= ? AND at < ?"
    within = db.execute(sql, (since, before)).fetchone()[0]
    sql = "SELECT seq, hash FROM audit WHERE at < ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(sql, (before,)).fetchone()
    return (within, 0, audit.START) if row is None else (within, row[0], row[1])


def chain_faults(
    db: Connection, tell: Callable[[int], None] | None = None
) -> tuple[Fault, ...]:
    """What is wrong with the audit in itself."""
    chain = audit.examined(db, tell)
    return (Fault(chain.problem, chain.last_sound),) if chain.problem else ()


def record_faults(db: Connection) -> tuple[Fault, ...]:
    """What is wrong with journal and tables, held against each other and the audit."""
    found = _journal_faults(db)
    if any(True for _entry in journal.broken(db)):
        return tuple(found)  # of entries that are not as written no tables can be made
    if journal.clock_is_behind(db):
        words = _("The journal's clock on this computer stands before its last entry.")
        found.append(Fault(words, None))
    return (*found, *_table_faults(db))


def _journal_faults(db: Connection) -> list[Fault]:
    found: list[Fault] = []
    places = [place for place, _stream, _seq in journal.broken(db)]
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
        ids = sorted({str(row[at]) for row in rows})[:_MOST_LOOKED_AT]
        times = [_at(db, "object = ?", f"{name}/{id_}") for id_ in ids]
        known = [time for time in times if time is not None]
        words = plural("one row is", "{n} rows are", len(rows))
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
    if wanted.person is not None:
        several = [f"SELECT '{t}/' || id FROM {t} WHERE person = ?" for t in _OF_PERSON]
        parts.append(
            f"object IN (SELECT 'person/' || ? UNION ALL {' UNION ALL '.join(several)})"
        )
        values += [wanted.person] * (len(_OF_PERSON) + 1)
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
