"""Whose key slots does the vault itself know?

The header lists slots where anyone with a file manager can reach them. Those of record
stand in the encrypted case file, and only they count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.vault.header import Header, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone with a key slot of record; `added` is UTC as in the audit."""

    slot: str
    name: str
    role: str
    added: str


def users(db: Connection) -> list[User]:
    """Everyone with a key slot of record, by name; the recovery code is no user."""
    rows = db.execute(
        "SELECT slot, user, role, min(added) FROM key_slot"
        " WHERE removed IS NULL AND kind = 'password'"
        " GROUP BY slot ORDER BY user COLLATE NOCASE"
    )
    return [User(slot=row[0], name=row[1], role=row[2], added=row[3]) for row in rows]


def record(db: Connection, slot: Slot, user: str, at: str) -> None:
    """Make a slot one of record, before it enters the header."""
    db.execute(
        "INSERT INTO key_slot (slot, public_key, user, role, kind, added)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (slot.id, slot.public, user, slot.role, slot.kind, at),
    )


def strike(db: Connection, slot: Slot, at: str) -> None:
    """Take one slot off the record; its row stays."""
    db.execute(
        "UPDATE key_slot SET removed = ? WHERE slot = ? AND public_key = ?",
        (at, slot.id, slot.public),
    )


def strike_others(db: Connection, slot: Slot, at: str) -> None:
    """Take off the record what the user's slot was before it was made anew."""
    db.execute(
        "UPDATE key_slot SET removed = ?"
        " WHERE slot = ? AND public_key <> ? AND removed IS NULL",
        (at, slot.id, slot.public),
    )


def strike_all(db: Connection, slot_id: str, at: str) -> None:
    """Take somebody who left off the record; their rows stay, with the day."""
    db.execute(
        "UPDATE key_slot SET removed = ? WHERE slot = ? AND removed IS NULL", (at, slot_id)
    )


def strangers(db: Connection, found: Header) -> list[Slot]:
    """The header's slots that are not of record as they stand."""
    rows = db.execute("SELECT slot, public_key, role, kind FROM key_slot WHERE removed IS NULL")
    of_record = {tuple(row) for row in rows}
    return [
        slot
        for slot in found.slots
        if (slot.id, slot.public, slot.role, slot.kind) not in of_record
    ]


def name_of(db: Connection, slot: Slot) -> str:
    """The name of record of a slot that is no stranger."""
    (name,) = db.execute(
        "SELECT user FROM key_slot WHERE slot = ? AND public_key = ?", (slot.id, slot.public)
    ).fetchone()
    return name


def names(db: Connection) -> dict[str, str]:
    """Whose slot it is or was, by its id: also of those who have left."""
    rows = db.execute("SELECT slot, user FROM key_slot ORDER BY added")
    return {row[0]: row[1] for row in rows}
