"""How is anything saved? One entry in the journal, and the tables follow from it.

An entry's header holds nothing secret: format, stream (the case), lane (the device), its
number there, the hash of the entry before it and a commitment to the body. The id is the
hash of the header, so the chain still holds when a body has been erased.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from youthcase.domain.ids import PlanVersionId, StaffId
from youthcase.domain.people import Person
from youthcase.domain.plans import PlanItem, PlanPlace, PlanVersion
from youthcase.domain.staff import Setting, Staff
from youthcase.store import mapping, tables
from youthcase.vault import audit, hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from sqlite3 import Connection

    from youthcase.domain.records import Record

FORMAT = 1
BODY = 1
SERVICE_STREAM = bytes(16)  # staff and settings belong to no case
NOTHING_BEFORE = bytes(32)
Part = PlanItem | PlanPlace
Lines = dict[str, list[dict[str, Any]]]
_IS_BEHIND = (
    "SELECT max(json_extract(CAST(body AS TEXT), '$.clock')) > (SELECT clock FROM device) "
    "FROM journal WHERE lane = (SELECT lane FROM device) AND body IS NOT NULL"
)
_HEADER = struct.Struct(">3sB16s16sQ32s32s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Who writes, in which sitting, on which device, by which clock."""

    staff: StaffId
    sitting: str
    lane: bytes
    now: Callable[[], datetime]

    @property
    def signature(self) -> audit.Signature:
        """How the audit names the writer."""
        return audit.Signature(actor=self.staff, sitting=self.sitting)


@dataclass(frozen=True, slots=True)
class Value:
    """One version of a field: its value, when it was written, and the name of the version."""

    value: Any
    clock: int
    version: str


def add(
    db: Connection,
    pen: Pen,
    records: Sequence[Record],
    *,
    verb: str = "add",
    parts: Mapping[PlanVersionId, Sequence[Part]] | None = None,
) -> None:
    """Save new records: one journal entry, one row and one line of audit each.

    `parts` are the lines of each plan version, by its id; they go into its entry.
    """
    if not records:
        return
    kind = type(records[0])
    rows = [mapping.plain(record) for record in records]
    lines = [_lines((parts or {}).get(PlanVersionId(record.id), ())) for record in records]
    bodies = [
        (tables.key(record), stream_of(record), _fields(row) + _part_fields(own))
        for record, row, own in zip(records, rows, lines, strict=True)
    ]
    entries = _append(db, pen, bodies)
    values = [tuple(row.values()) for row in rows]
    db.executemany(tables.insert_sql(kind), values)
    for part, part_kind in tables.PARTS.items():
        found = [tuple(line.values()) for own in lines for line in own[part]]
        db.executemany(tables.insert_sql(part_kind), found)
    name = tables.TABLES[kind]
    acts = [
        audit.Act(f"{name}.{verb}", key, _state(row, own), entry)
        for (key, _, _), row, own, entry in zip(bodies, values, lines, entries, strict=True)
    ]
    audit.append(db, pen.signature, acts, now=pen.now())


def change(db: Connection, pen: Pen, record: Record, *, verb: str = "change") -> bool:
    """Save what differs in `record` from what is live; False when nothing does."""
    key, row = tables.key(record), mapping.plain(record)
    live = live_fields(db, key)
    written = [
        [name, value, *(v.version for v in live.get(name, ()))]
        for name, value in row.items()
        if name != "id" and [v.value for v in live.get(name, ())] != [value]
    ]
    if not written:
        return False
    (entry,) = _append(db, pen, [(key, stream_of(record), written)])
    values = tuple(row.values())
    db.execute(tables.update_sql(type(record)), (*values, row["id"]))
    own = _kept_lines(db, record.id) if isinstance(record, PlanVersion) else _lines(())
    act = audit.Act(f"{tables.TABLES[type(record)]}.{verb}", key, _state(values, own), entry)
    audit.append(db, pen.signature, [act], now=pen.now())
    return True


def live_fields(db: Connection, record: str) -> dict[str, list[Value]]:
    """The versions of each field of `record` that no later entry covers."""
    bodies = db.execute(
        "SELECT lane, seq, body FROM journal WHERE record = ? AND body IS NOT NULL "
        "ORDER BY place",
        (record,),
    )
    return _merged((f"{lane.hex()}:{seq}", json.loads(body)) for lane, seq, body in bodies)


def history(db: Connection, record: str) -> list[dict[str, Any]]:
    """The bodies written about `record`, oldest first."""
    rows = db.execute("SELECT body FROM journal WHERE record = ? ORDER BY place", (record,))
    return [json.loads(body) for (body,) in rows if body is not None]


def projected(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table as the journal alone gives them, by table name."""
    bodies: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    sql = "SELECT record, lane, seq, body FROM journal WHERE body IS NOT NULL ORDER BY place"
    for record, lane, seq, body in db.execute(sql):
        bodies.setdefault(record, []).append((f"{lane.hex()}:{seq}", json.loads(body)))
    found: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables.KINDS}
    for record, written in bodies.items():
        table, _, id_ = record.partition("/")
        shown = {"id": id_} | {n: _shown(v) for n, v in _merged(written).items()}
        columns = mapping.names(tables.KINDS[table])
        found[table].append(tuple(shown.get(name) for name in columns))
        for part, kind in tables.PARTS.items():
            implied = {"person": shown.get("person"), "version": id_}
            found[part] += [
                tuple((line | implied).get(name) for name in mapping.names(kind))
                for line in shown.get(part, ())
            ]
    return found


def rebuild(db: Connection) -> None:
    """Make every table anew from the journal, inside the transaction that `db` is in."""
    fixed = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    db.execute("PRAGMA defer_foreign_keys = ON")
    rows = projected(db)
    for name, _sql in fixed:
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("DELETE FROM case_line")
    for table in reversed(list(tables.KINDS)):
        db.execute(f"DELETE FROM {table}")
    for table, kind in tables.KINDS.items():
        db.executemany(tables.insert_sql(kind), rows[table])
    for _name, sql in fixed:
        db.execute(sql)


def verify(db: Connection) -> list[str]:
    """What is wrong with the journal's chain or with the tables beside it; empty if nothing."""
    problems = [
        f"journal entry {seq} of case {stream.hex()[:8]} is not as written"
        for _place, stream, seq in broken(db)
    ]
    if problems:
        return problems  # of entries that are not as written no tables can be made
    if clock_is_behind(db):
        problems.append("the clock of this device stands before its last entry")
    problems += [
        f"table {table}: {len(rows)} rows differ from the journal"
        for table, rows in differing(db).items()
    ]
    return problems


def clock_is_behind(db: Connection) -> bool:
    """Whether the clock of this device stands before its last entry: somebody put it back."""
    return bool(db.execute(_IS_BEHIND).fetchone()[0])


def broken(db: Connection) -> Iterator[tuple[int, bytes, int]]:
    """The entries that are not as written or do not follow: place, stream, number there."""
    before: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
    # A page of another time can hold rows with values that no row of ours has.
    sql = (
        "SELECT place, id, CAST(coalesce(stream, '') AS BLOB), lane,"
        " CAST(coalesce(seq, 0) AS INTEGER), prev,"
        " commitment, salt, body FROM journal ORDER BY place"
    )
    for place, id_, stream, lane, seq, prev, commitment, salt, body in db.execute(sql):
        last_seq, last_id = before.get((stream, lane), (0, NOTHING_BEFORE))
        sound = seq == last_seq + 1 and prev == last_id
        whole = _is_as_written((stream, lane, seq, prev, commitment), id_, salt, body)
        if not (sound and whole):
            yield place, stream, seq
        before[stream, lane] = (seq, id_)


def differing(db: Connection) -> dict[str, set[tuple[Any, ...]]]:
    """The rows, by table, that stand in the tables or in the journal but not in both."""
    expected = projected(db)
    found: dict[str, set[tuple[Any, ...]]] = {}
    for table, kind in tables.KINDS.items():
        live = db.execute(f"SELECT {tables.columns(kind)} FROM {table}")
        rows: set[tuple[Any, ...]] = {tuple(row) for row in live}
        if rows := rows ^ set(expected[table]):
            found[table] = rows
    return found


def _is_as_written(fields: tuple[Any, ...], id_: Any, salt: Any, body: Any) -> bool:
    """Whether id and commitment of an entry are those of what stands in it."""
    try:
        header = _HEADER.pack(b"YCJ", FORMAT, *fields)
        bound = body is None or hashes.commitment(salt, body) == fields[-1]
    except (struct.error, TypeError, ValueError):
        return False
    return bound and hashes.digest(header) == id_


def stream_of(record: Record) -> bytes:
    """The case that a record belongs to, as the 16 bytes of its id."""
    if isinstance(record, Staff | Setting):
        return SERVICE_STREAM
    return UUID(record.id if isinstance(record, Person) else record.person).bytes


def new_lane(db: Connection) -> bytes:
    """Give this device its lane in the journal; called once, when a vault is made."""
    lane = os.urandom(16)
    db.execute("INSERT INTO device (only_row, lane, clock) VALUES (1, ?, 0)", (lane,))
    return lane


def lane(db: Connection) -> bytes | None:
    """The lane of this device; None in a vault whose making was cut short."""
    row = db.execute("SELECT lane FROM device").fetchone()
    return row[0] if row else None


def _fields(row: dict[str, Any]) -> list[list[Any]]:
    return [[name, value] for name, value in row.items() if name != "id"]


def _lines(parts: Sequence[Part]) -> Lines:
    """The rows of the parts of one version, by table."""
    return {
        table: [mapping.plain(part) for part in parts if type(part) is kind]
        for table, kind in tables.PARTS.items()
    }


def _kept_lines(db: Connection, version: str) -> Lines:
    return _lines(
        [
            part
            for kind in tables.PARTS.values()
            for part in tables.several(db, kind, "version = ? ORDER BY id", (version,))
        ]
    )


def _part_fields(lines: Lines) -> list[list[Any]]:
    """The fields that hold a version's lines, without what the version says already."""
    return [
        [table, [{n: v for n, v in row.items() if n not in tables.IMPLIED} for row in rows]]
        for table, rows in lines.items()
        if rows
    ]


def _state(row: tuple[Any, ...], lines: Lines) -> bytes:
    """The fingerprint of a record as it stands, with the lines that belong to it."""
    own = sorted(tuple(line.values()) for rows in lines.values() for line in rows)
    return hashes.fingerprint(*row, *(value for line in own for value in line))


def _append(
    db: Connection, pen: Pen, bodies: Sequence[tuple[str, bytes, list[list[Any]]]]
) -> list[bytes]:
    """Append one entry per (record, stream, fields); give back their ids."""
    salts = os.urandom(16 * len(bodies))
    clock = _next_clock(db, pen, len(bodies))
    heads: dict[bytes, tuple[int, bytes]] = {}
    rows: list[tuple[Any, ...]] = []
    ids: list[bytes] = []
    for n, (record, stream, written) in enumerate(bodies):
        body = _canonical(
            {"v": BODY, "clock": clock + n, "user": pen.staff, "record": record, "set": written}
        )
        salt = salts[16 * n : 16 * n + 16]
        seq, prev = heads.get(stream) or _head(db, stream, pen.lane)
        commitment = hashes.commitment(salt, body)
        header = _HEADER.pack(b"YCJ", FORMAT, stream, pen.lane, seq + 1, prev, commitment)
        id_ = hashes.digest(header)
        heads[stream] = (seq + 1, id_)
        ids.append(id_)
        rows.append(
            (id_, FORMAT, stream, pen.lane, seq + 1, prev, commitment, salt, body, None, record)
        )
    db.executemany(
        "INSERT INTO journal (id, format, stream, lane, seq, prev, commitment, salt, body, "
        "signature, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return ids


def _head(db: Connection, stream: bytes, lane_: bytes) -> tuple[int, bytes]:
    row = db.execute(
        "SELECT seq, id FROM journal WHERE stream = ? AND lane = ? ORDER BY seq DESC LIMIT 1",
        (stream, lane_),
    ).fetchone()
    return (row[0], row[1]) if row else (0, NOTHING_BEFORE)


def _next_clock(db: Connection, pen: Pen, count: int) -> int:
    """Reserve `count` ticks of the hybrid logical clock: 48 bits of ms, 16 of counter."""
    (last,) = db.execute("SELECT clock FROM device").fetchone()
    first = max(int(pen.now().timestamp() * 1000) << 16, last + 1)
    db.execute("UPDATE device SET clock = ?", (first + count - 1,))
    return first


def _merged(bodies: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[Value]]:
    """What is shown: versions written minus versions covered."""
    live: dict[str, list[Value]] = {}
    covered: set[tuple[str, str]] = set()
    for version, body in bodies:
        for name, value, *covers in body["set"]:
            covered.update((name, v) for v in covers)
            live.setdefault(name, []).append(Value(value, body["clock"], version))
    return {
        name: [v for v in values if (name, v.version) not in covered]
        for name, values in live.items()
    }


def _shown(values: list[Value]) -> Any:
    """Of versions written without sight of each other, the latest."""
    return max(values, key=lambda v: (v.clock, v.version)).value


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
