"""How are the counting facts kept, and how do they keep in step with the case files?

They lie in a database of their own under a key that managers hold as well. The casework
side writes them from the journal's place where it stopped last; a manager only reads them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from youthcase.domain.counting_facts import CountingFacts, joined
from youthcase.domain.people import folded
from youthcase.store import coded, histories, journal, values

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from sqlite3 import Connection

TOKEN = 16
BY_REFERENCE, BY_NAME = "REFERENCE", "NAME"
# What a manager's page shows, and when it locks.
TOLD = ("service_name", "target", "plan_span", "training", "idle_minutes")
FORMAT = 2  # of a fact's body; another one means that all are written anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the facts have come: the journal's last place, and the day it was reached."""

    place: int = 0
    day: date | None = None
    format: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The facts of one person under their token.

    `basis` says what the token was made of, `conflicts` of what laptops know differently.
    """

    token: bytes
    basis: str
    facts: CountingFacts
    conflicts: tuple[str, ...] = ()


def everybody(counts: Connection) -> tuple[Fact, ...]:
    """All counting facts, this laptop's and its guests' as one, in the order of tokens."""
    rows = counts.execute(
        "SELECT token, basis, body FROM fact UNION ALL SELECT token, basis, body FROM guest"
    )
    parts: dict[bytes, list[Fact]] = {}
    for token, basis, body in rows:
        one = Fact(token=token, basis=basis, facts=values.made(CountingFacts, body))
        parts.setdefault(token, []).append(one)
    return tuple(_one(parts[token]) for token in sorted(parts))


def _one(parts: Sequence[Fact]) -> Fact:
    whole = joined([part.facts for part in parts])
    return replace(parts[0], facts=whole.facts, conflicts=whole.conflicts)


def step(counts: Connection) -> Step:
    """How far the facts have come."""
    kept = _meta(counts, "step")
    return values.made(Step, kept) if kept else Step()


def last_place(db: Connection) -> int:
    """The journal's last place."""
    return db.execute("SELECT coalesce(max(place), 0) FROM journal").fetchone()[0]


@dataclass(frozen=True, slots=True)
class ToDo:
    """What brings the facts up to date: the people to write, and how far that takes them."""

    people: tuple[str, ...]
    is_whole: bool
    to: Step


def to_do(db: Connection, counts: Connection, today: date, basis: str) -> ToDo:
    """Whose facts are behind: those whose file has changed, or everybody.

    Everybody is written anew on another day (the coming year decides about ages), in
    another shape, under other tokens, and when a backup was put back.
    """
    before, now = step(counts), last_place(db)
    is_whole = (
        before.format != FORMAT
        or before.day != today
        or before.place > now
        or _meta(counts, "basis") != basis
    )
    if is_whole:
        people = tuple(row[0] for row in db.execute("SELECT id FROM person ORDER BY id"))
    else:
        people = tuple(sorted(_changed(db, before.place)))
    return ToDo(people, is_whole, Step(place=now, day=today, format=FORMAT))


def write(
    db: Connection, counts: Connection, people: Collection[str], to: Step, basis: str
) -> None:
    """Write the facts of some people anew; `counts` is in a transaction."""
    if to.day is None:
        raise ValueError("facts are of a day")
    names = tokens(db, token_key(counts), basis, people)
    found = coded.facts(db, to.day, people)
    counts.executemany(
        "INSERT OR REPLACE INTO fact (token, basis, body) VALUES (?, ?, ?)",
        [(names[person], basis, values.text(facts)) for person, facts in found.items()],
    )


def finish(db: Connection, counts: Connection, done: ToDo, basis: str) -> None:
    """Say how far the facts have come, once all of them are written."""
    if done.is_whole:
        known = set(tokens(db, token_key(counts), basis).values())
        gone = [t for (t,) in counts.execute("SELECT token FROM fact") if bytes(t) not in known]
        counts.executemany("DELETE FROM fact WHERE token = ?", [(token,) for token in gone])
    _keep(counts, "basis", basis)
    for name in TOLD:
        row = db.execute("SELECT value FROM setting WHERE id = ?", (name,)).fetchone()
        _keep(counts, f"setting/{name}", row[0] if row else "")
    _keep(counts, "step", values.text(done.to).decode())


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


def take_key(counts: Connection, key: bytes) -> None:
    """Make tokens with the team's key: every fact has to be written anew."""
    _keep(counts, "token-key", key.hex())
    _keep(counts, "step", values.text(Step()).decode())


def check(token: bytes, body: bytes) -> None:
    """Take a fact that came from elsewhere.

    Raises: ValueError, TypeError, KeyError for what is none.
    """
    facts = values.made(CountingFacts, body)
    if len(token) != TOKEN or facts.history.ref or values.text(facts) != body:
        raise ValueError("not a counting fact")


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
