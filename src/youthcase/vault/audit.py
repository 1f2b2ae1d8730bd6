"""Who did what, when, and has anything been changed, dropped or put back since?

Each row holds the hash of the row before it, so a change made without the key, or by
putting an old page back, breaks the chain. It proves nothing against someone who has
the key, and a whole folder put back to last month looks whole: that is why length and
head are also kept in the header of the vault.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from youthcase import __version__
from youthcase.errors import Damaged
from youthcase.i18n import _
from youthcase.vault.database import faults
from youthcase.vault.hashes import encoded, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

START = bytes(32)

_TELL_EVERY = 2000
_DRIFT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Signature:
    """Who, and in which sitting (from one unlock to the next lock)."""

    actor: str
    sitting: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: to which object, its state afterwards, the journal entry that did it.

    `action` and `object` are words of the program and ids, never the text of a record.
    `state` is a fingerprint of the object as it now stands, `entry` the journal entry's id.
    """

    action: str
    object: str = ""
    state: bytes | None = None
    entry: bytes | None = None


@dataclass(frozen=True, slots=True)
class Clocks:
    """The computer's clock, which can be set, and a steady one, which cannot; in seconds."""

    wall: float
    steady: float

    @staticmethod
    def now() -> Clocks:
        """Both at this moment; the steady one goes on while the computer sleeps, if it can."""
        asleep_too = getattr(time, "CLOCK_BOOTTIME", None)  # none on Windows, where it does
        steady = time.monotonic() if asleep_too is None else time.clock_gettime(asleep_too)
        return Clocks(time.time(), steady)

    def moved(self, since: Clocks) -> int:
        """By how many seconds the clock was set since then; 0 for what it drifts by itself."""
        seconds = round((self.wall - since.wall) - (self.steady - since.steady))
        return seconds if abs(seconds) > _DRIFT_SECONDS else 0


def stamp(moment: datetime) -> str:
    """`moment` in UTC to the millisecond, as it stands in the audit and the slots."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def head(db: Connection) -> tuple[int, bytes]:
    """The length of the chain and the hash of its last row; (0, 32 zero bytes) if empty."""
    row = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, START) if row is None else (row[0], row[1])


def append(
    db: Connection, by: Signature, acts: Sequence[Act], *, now: datetime | None = None
) -> bytes:
    """Add one row per act, in order, inside the caller's transaction; the new head."""
    at = stamp(now or datetime.now(UTC))
    shared = (at, time.monotonic_ns(), by.actor, by.sitting, __version__)
    # What is the same for all of them is hashed once: an import writes 60,000 at a time.
    start = hashlib.sha256(encoded(shared))
    sequence, previous = head(db)
    rows: list[tuple[object, ...]] = []
    for act in acts:
        sequence += 1
        row_hash = start.copy()
        row_hash.update(
            encoded((act.action, act.object, act.state, act.entry, sequence, previous))
        )
        digest = row_hash.digest()
        rows.append(
            (sequence, *shared, act.action, act.object, act.state, act.entry, previous, digest)
        )
        previous = digest
    db.executemany("INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    return previous


@dataclass(frozen=True, slots=True)
class Examined:
    """How far the chain is sound: entries, when the last sound one was made, what is wrong."""

    sound: int
    last_sound: str | None
    problem: str = ""


def examined(db: Connection, tell: Callable[[int], None] | None = None) -> Examined:
    """Walk along the chain to its end, or to the first entry that is not as written.

    `tell` is called now and then with the number of entries that are sound so far; what it
    raises stops the walk.
    """
    expected, last = START, None
    rows = db.execute(
        "SELECT at, monotonic, actor, sitting, program, action, object, state, entry,"
        " seq, previous, hash FROM audit ORDER BY seq"
    )
    number = 0
    try:
        with faults():
            for number, row in enumerate(rows, start=1):
                *fields, previous, digest = tuple(row)
                if (
                    problem := _problem(number, expected, fields, previous, digest)
                ) is not None:
                    return Examined(number - 1, last, problem)
                expected, last = digest, fields[0]
                if tell is not None and number % _TELL_EVERY == 0:
                    tell(number)
    except Damaged as damage:
        return Examined(number, last, str(damage))
    return Examined(number, last)


def _problem(
    number: int, expected: bytes, fields: Sequence[Any], previous: Any, digest: Any
) -> str | None:
    """What is wrong with the entry that should be of this number and follow `expected`."""
    if fields[-1] != number:
        return _("Audit entries are missing before number {n}.").format(n=fields[-1])
    if previous != expected:
        return _("Audit entry {n} does not follow the one before it.").format(n=number)
    try:
        is_as_written = fingerprint(*fields, previous) == digest
    except TypeError:  # a page of another table in this place holds what no entry of ours has
        is_as_written = False
    return None if is_as_written else _("Audit entry {n} has been changed.").format(n=number)


def holds(db: Connection, length: int, digest: bytes) -> bool:
    """Whether the chain, when it had `length` rows, ended in `digest`."""
    if length == 0:
        return digest == START
    row = db.execute("SELECT hash FROM audit WHERE seq = ?", (length,)).fetchone()
    return row is not None and row[0] == digest


def last_state(db: Connection, object_id: str) -> bytes | None:
    """The state hash of the last act upon an object that named one."""
    row = db.execute(
        "SELECT state FROM audit WHERE object = ? AND state IS NOT NULL"
        " ORDER BY seq DESC LIMIT 1",
        (object_id,),
    ).fetchone()
    return None if row is None else row[0]
