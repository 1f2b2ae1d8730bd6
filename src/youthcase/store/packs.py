"""Which other laptops have brought their counting facts, and what was in them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.store import counts as facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

Row = tuple[bytes, str, bytes]  # token, basis, body


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Another laptop's vault, by its id, and when it made the pack that was taken in."""

    vault: str
    made: str
    people: int


def own(counts: Connection) -> list[Row]:
    """This laptop's own facts, as they travel."""
    rows = counts.execute("SELECT token, basis, body FROM fact ORDER BY token")
    return [(bytes(token), basis, bytes(body)) for token, basis, body in rows]


def guests(counts: Connection) -> tuple[Guest, ...]:
    """The laptops whose facts were taken in."""
    rows = counts.execute(
        "SELECT vault, made, (SELECT count(*) FROM guest WHERE guest.vault = pack.vault) AS n"
        " FROM pack ORDER BY vault"
    )
    return tuple(Guest(vault=r["vault"], made=r["made"], people=r["n"]) for r in rows)


def brought(counts: Connection, vault: str) -> dict[bytes, bytes]:
    """What a laptop brought last: bodies by token."""
    rows = counts.execute("SELECT token, body FROM guest WHERE vault = ?", (vault,))
    return {bytes(token): bytes(body) for token, body in rows}


def take_in(counts: Connection, vault: str, made: str, rows: Sequence[Row]) -> None:
    """Put a laptop's facts in the place of those that it brought before."""
    counts.execute("DELETE FROM guest WHERE vault = ?", (vault,))
    counts.execute("INSERT OR REPLACE INTO pack (vault, made) VALUES (?, ?)", (vault, made))
    counts.executemany(
        "INSERT INTO guest (vault, token, basis, body) VALUES (?, ?, ?, ?)",
        [(vault, *row) for row in rows],
    )


def conflicts(counts: Connection) -> tuple[tuple[bytes, tuple[str, ...]], ...]:
    """The people of whom laptops know different things, by token, with the variables."""
    return tuple((f.token, f.conflicts) for f in facts.everybody(counts) if f.conflicts)
