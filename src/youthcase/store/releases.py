"""Which returns were released, with which files, and what is published so far?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from youthcase.errors import Damaged
from youthcase.returns import ledger as ledgers
from youthcase.returns.ledger import Ledger
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection, Row

_COLUMNS = "number, at, by_role, period, as_at, audience, profile, headline, restates, facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One release: what it was; its files are read apart. `headline` is as published."""

    number: int
    at: datetime
    by_role: str
    period: str
    as_at: date
    audience: str
    profile: str
    headline: int | None
    restates: int | None
    facts_digest: str

    @property
    def name(self) -> str:
        """What other releases call it."""
        return f"{self.number}: {self.period}, {self.as_at.isoformat()}, {self.audience}"


def every(counts: Connection) -> tuple[Released, ...]:
    """All releases, the newest first."""
    rows = counts.execute(f"SELECT {_COLUMNS} FROM release ORDER BY number DESC")
    return tuple(_released(row) for row in rows)


def files_of(counts: Connection, number: int) -> dict[str, bytes]:
    """The files of a release, byte by byte as they were released; none for no such release."""
    rows = counts.execute(
        "SELECT name, content FROM release_file WHERE release = ? ORDER BY name", (number,)
    )
    return {name: bytes(content) for name, content in rows}


def add(counts: Connection, released: Released, files: Mapping[str, bytes]) -> None:
    """Keep a release and its files."""
    counts.execute(
        f"INSERT INTO release ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            released.number,
            audit.stamp(released.at),
            released.by_role,
            released.period,
            released.as_at.isoformat(),
            released.audience,
            released.profile,
            released.headline,
            released.restates,
            released.facts_digest,
        ),
    )
    rows = [(released.number, name, content) for name, content in files.items()]
    counts.executemany("INSERT INTO release_file VALUES (?, ?, ?)", rows)


def ledger(counts: Connection, key: bytes) -> Ledger:
    """Everything published so far; empty before the first release.

    Raises:
        Damaged: it is missing, older than the releases, or not what was written: then no
            return is made, since it could be compared with the earlier ones.
    """
    (number,) = counts.execute("SELECT count(*) FROM release").fetchone()
    row = counts.execute("SELECT releases, body FROM ledger").fetchone()
    if row is None:
        if number:
            raise Damaged(ledgers.missing())
        return Ledger()
    found = ledgers.from_bytes(bytes(row["body"]), key)
    if row["releases"] != number or len(found.entries) > number:
        raise Damaged(ledgers.altered())
    return found


def keep_ledger(counts: Connection, kept: Ledger, key: bytes) -> None:
    """Put the ledger in the place of the earlier one, after its release was added."""
    (number,) = counts.execute("SELECT count(*) FROM release").fetchone()
    counts.execute(
        "INSERT OR REPLACE INTO ledger (only_row, releases, body) VALUES (1, ?, ?)",
        (number, kept.to_bytes(key)),
    )


def _released(row: Row) -> Released:
    return Released(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        by_role=row["by_role"],
        period=row["period"],
        as_at=date.fromisoformat(row["as_at"]),
        audience=row["audience"],
        profile=row["profile"],
        headline=row["headline"],
        restates=row["restates"],
        facts_digest=row["facts"],
    )
