"""What has been typed and not yet saved?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.domain.ids import DraftId, PersonId, StaffId
from youthcase.store import mapping
from youthcase.vault.hashes import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from sqlite3 import Connection

_SEAL = "drafts"  # the row of `vault_meta` that holds what all drafts add up to
_COLUMNS = "id, kind, person, author, saved_at, content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unfinished writing, as JSON text; outside the journal, never counted or printed."""

    id: DraftId
    kind: str
    person: PersonId | None
    author: StaffId
    saved_at: datetime
    content: str = field(repr=False)


def put(db: Connection, draft: Draft) -> None:
    """Keep `draft`, in place of what stood under its id."""
    row = mapping.plain(draft)
    _seal(db, gone=_rows(db, "id = ?", row["id"]), new=[row])
    db.execute(
        f"INSERT OR REPLACE INTO draft ({_COLUMNS}) "
        "VALUES (:id, :kind, :person, :author, :saved_at, :content)",
        row,
    )


def find(
    db: Connection, *, kind: str, person: PersonId | None, author: StaffId
) -> Draft | None:
    """The latest draft of this kind by this author about this young person."""
    row = db.execute(
        "SELECT * FROM draft WHERE kind = ? AND person IS ? AND author = ? "
        "ORDER BY saved_at DESC LIMIT 1",
        (kind, person, author),
    ).fetchone()
    return mapping.read(Draft, row) if row else None


def by_author(db: Connection, author: StaffId, kind: str) -> tuple[Draft, ...]:
    """All drafts of this author whose kind begins with `kind`, the latest first."""
    rows = db.execute(
        "SELECT * FROM draft WHERE author = ? AND substr(kind, 1, ?) = ? "
        "ORDER BY saved_at DESC, id DESC",
        (author, len(kind), kind),
    ).fetchall()
    return tuple(mapping.read(Draft, row) for row in rows)


def drop(db: Connection, id_: DraftId) -> None:
    """Forget a draft: it was saved for good, or its author threw it away."""
    _seal(db, gone=_rows(db, "id = ?", id_))
    db.execute("DELETE FROM draft WHERE id = ?", (id_,))


def forget(db: Connection, person: str) -> None:
    """Forget whatever anybody was writing about a young person."""
    _seal(db, gone=_rows(db, "person = ?", person))
    db.execute("DELETE FROM draft WHERE person = ?", (person,))


def seal_anew(db: Connection) -> None:
    """Take the drafts as they stand for whole, once a rescue has brought what it could."""
    _set(db, _added(0, _rows(db)))


def are_whole(db: Connection) -> bool:
    """Whether the drafts are those that were kept: none older than the rest, none gone.

    They stand outside the journal and its chains, so that keeping one costs little. What they
    add up to stands on another page and changes with each of them, in one transaction.
    """
    known = _known(db)
    return known is None or known == _added(0, _rows(db))


def _rows(
    db: Connection, where: str = "1", *values: str | PersonId | DraftId
) -> list[Mapping[str, str | None]]:
    query = f"SELECT {_COLUMNS} FROM draft WHERE {where}"
    return db.execute(query, values).fetchall()


def _seal(
    db: Connection,
    *,
    gone: Iterable[Mapping[str, str | None]],
    new: Iterable[Mapping[str, str | None]] = (),
) -> None:
    known = _known(db)
    total = _added(0, _rows(db)) if known is None else known
    _set(db, _added(_added(total, gone, sign=-1), new))


def _added(total: int, rows: Iterable[Mapping[str, str | None]], *, sign: int = 1) -> int:
    """`total` and the fingerprints of rows, as one number of 256 bits, in any order."""
    for row in rows:
        digest = fingerprint(*(row[name] for name in _COLUMNS.split(", ")))
        total += sign * int.from_bytes(digest, "big")
    return total % (1 << 256)


def _known(db: Connection) -> int | None:
    row = db.execute("SELECT value FROM vault_meta WHERE key = ?", (_SEAL,)).fetchone()
    return int(row[0], 16) if row else None


def _set(db: Connection, total: int) -> None:
    row = _SEAL, f"{total:064x}"
    db.execute("INSERT OR REPLACE INTO vault_meta VALUES (?, ?)", row)
