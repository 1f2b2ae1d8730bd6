"""What has to be set right in a vault that came back from a backup?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import UUID

from youthcase.store import caseload, drafts, journal, mapping, tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection


def renew_lane(db: Connection) -> bytes:
    """Give this device a new lane: else two histories would share their numbers."""
    lane = os.urandom(16)
    db.execute("UPDATE device SET lane = ?", (lane,))
    return lane


def erase_again(db: Connection, is_erased: Callable[[str, bytes], bool]) -> int:
    """Erase what was erased after the backup was made; the number of entries.

    `is_erased` is asked for every `case` (a stream) and every `entry` of the journal.
    """
    cases = [row[0] for row in db.execute("SELECT DISTINCT stream FROM journal")]
    gone = [(case,) for case in cases if is_erased("case", case)]
    whole = "SELECT count(*) FROM journal WHERE body IS NOT NULL"
    before = db.execute(whole).fetchone()[0]
    db.executemany("UPDATE journal SET salt = NULL, body = NULL WHERE stream = ?", gone)
    left = db.execute("SELECT id FROM journal WHERE body IS NOT NULL").fetchall()
    entries = [(row[0],) for row in left if is_erased("entry", row[0])]
    db.executemany("UPDATE journal SET salt = NULL, body = NULL WHERE id = ?", entries)
    if gone or entries:
        for (case,) in gone:
            drafts.forget(db, str(UUID(bytes=case)))
        journal.rebuild(db)
        caseload.refresh(db)
    return before - db.execute(whole).fetchone()[0]


def mend(db: Connection) -> int:
    """Make rows that a rescue could not read anew from the journal; how many.

    Only where the journal is whole and knows every row that is there: what it does not
    know must not be lost a second time.
    """
    drafts.seal_anew(db)
    if any(True for _entry in journal.broken(db)):
        return 0
    missing = 0
    for table, rows in journal.differing(db).items():
        at = mapping.names(tables.KINDS[table]).index("id")
        live = {row[0] for row in db.execute(f"SELECT id FROM {table}")}
        if any(row[at] in live for row in rows):
            return 0
        missing += len(rows)
    if missing:
        journal.rebuild(db)
    caseload.refresh(db)
    return missing
