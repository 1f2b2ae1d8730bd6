"""What has been typed and not yet saved?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.domain.ids import DraftId, PersonId, StaffId
from youthcase.store import mapping

if TYPE_CHECKING:
    from sqlite3 import Connection


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
    db.execute(
        "INSERT OR REPLACE INTO draft (id, kind, person, author, saved_at, content) "
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
    db.execute("DELETE FROM draft WHERE id = ?", (id_,))
