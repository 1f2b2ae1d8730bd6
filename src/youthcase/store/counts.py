"""How are the counting facts kept, and how do they keep in step with the case files?

They lie in a database of their own under a key that managers hold as well. The casework
side writes them from the journal's place where it stopped last; a manager only reads them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from youthcase.domain.counting_facts import CountingFacts
from youthcase.domain.people import folded
from youthcase.store import coded, histories, journal, values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from sqlite3 import Connection

TOKEN = 16
BY_REFERENCE, BY_NAME = "REFERENCE", "NAME"
TOLD = ("service_name", "target", "plan_span", "training")  # what a manager's page shows
FORMAT = 1  # of a fact's body; another one means that all are written anew
MANY = 300  # people; above that, everybody is looked at in one scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the facts have come: the journal's last place, and the day it was reached."""

    place: int = 0
    day: date | None = None
    format: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The facts of one person under their token; `basis` says what the token was made of."""

    token: bytes
    basis: str
    facts: CountingFacts


def everybody(counts: Connection) -> tuple[Fact, ...]:
    """All counting facts, in the order of their tokens."""
    rows = counts.execute("SELECT token, basis, body FROM fact ORDER BY token")
    return tuple(
        Fact(token=token, basis=basis, facts=values.made(CountingFacts, body))
        for token, basis, body in rows
    )


def step(counts: Connection) -> Step:
    """How far the facts have come."""
    kept = _meta(counts, "step")
    return values.made(Step, kept) if kept else Step()


def last_place(db: Connection) -> int:
    """The journal's last place."""
    return db.execute("SELECT coalesce(max(place), 0) FROM journal").fetchone()[0]


def keep_in_step(
    db: Connection,
    counts: Connection,
    today: date,
    basis: str,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Write the facts of everybody whose file has changed; how many there were.

    `db` reads the case file, `counts` is in a transaction of the counts file. Everything
    is written anew when the day, the shape of the facts or the making of tokens changed.
    """
    before, now = step(counts), last_place(db)
    is_whole = (
        before.format != FORMAT
        or before.day != today  # ages that the coming year decides
        or before.place > now  # a backup was put back
        or _meta(counts, "basis") != basis
    )
    chosen = None if is_whole else _changed(db, before.place)
    if chosen is not None and len(chosen) > MANY:
        chosen = None
    key = token_key(counts)
    if chosen is None:
        counts.execute("DELETE FROM fact")
    found = coded.facts(db, today, chosen) if chosen is None or chosen else {}
    names = tokens(db, key, basis, chosen)
    for done, (person, facts) in enumerate(found.items(), 1):
        kept = (names[person], basis, values.text(facts))
        counts.execute(
            "INSERT OR REPLACE INTO fact (token, basis, body) VALUES (?, ?, ?)", kept
        )
        tell(done, len(found))
    _keep(counts, "basis", basis)
    for name in TOLD:
        row = db.execute("SELECT value FROM setting WHERE id = ?", (name,)).fetchone()
        _keep(counts, f"setting/{name}", row[0] if row else "")
    _keep(counts, "step", values.text(Step(place=now, day=today, format=FORMAT)).decode())
    return len(found)


def tokens(
    db: Connection, key: bytes, basis: str, chosen: Collection[str] | None = None
) -> dict[str, bytes]:
    """The token of each person by the person's id.

    REFERENCE is the team's shared case reference; NAME, for a team without one, is the
    name and the date of birth, and is marked, since a misspelling makes two people.
    """
    whose, ids = histories.of(chosen, "id")
    rows = db.execute(
        f"SELECT id, ref, first_name, last_name, dob FROM person WHERE {whose}", ids
    )
    return {
        row["id"]: token_of(
            key,
            basis,
            row["ref"]
            if basis == BY_REFERENCE
            else f"{row['first_name']} {row['last_name']} {row['dob'] or ''}",
        )
        for row in rows
    }


def token_of(key: bytes, basis: str, words: str) -> bytes:
    """The token of a reference, or of a name with a date of birth, 16 bytes."""
    said = f"{basis}|{folded(words).replace(' ', '')}".encode()
    return hmac.new(key, said, hashlib.sha256).digest()[:TOKEN]


def setting(counts: Connection, name: str) -> str:
    """A choice of the service as it was when the facts were written."""
    return _meta(counts, f"setting/{name}")


def token_key(counts: Connection) -> bytes:
    """The key of the tokens; made with the first fact, and the same in every generation."""
    return _secret(counts, "token-key")


def mirror_key(counts: Connection) -> bytes:
    """The key of the returns' randomness; it never leaves the counts file."""
    return _secret(counts, "mirror-key")


def has_keys(counts: Connection) -> bool:
    """Whether the keys of tokens and randomness were made."""
    return bool(_meta(counts, "token-key") and _meta(counts, "mirror-key"))


def _secret(counts: Connection, name: str) -> bytes:
    kept = _meta(counts, name)
    if kept:
        return bytes.fromhex(kept)
    made = os.urandom(32)
    _keep(counts, name, made.hex())
    return made


def _changed(db: Connection, place: int) -> frozenset[str]:
    """The people about whom something was written after a place of the journal."""
    rows = db.execute("SELECT DISTINCT stream FROM journal WHERE place > ?", (place,))
    return frozenset(
        str(UUID(bytes=stream)) for (stream,) in rows if stream != journal.SERVICE_STREAM
    )


def _meta(counts: Connection, name: str) -> str:
    row = counts.execute("SELECT value FROM counts_meta WHERE key = ?", (name,)).fetchone()
    return row[0] if row else ""


def _keep(counts: Connection, name: str, value: str) -> None:
    counts.execute(
        "INSERT OR REPLACE INTO counts_meta (key, value) VALUES (?, ?)", (name, value)
    )
