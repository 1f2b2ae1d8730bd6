"""Is every part of an open vault whole, and if not, which part and how?"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.vault import audit, copying, database, key_files, keys, place, roster

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header
    from youthcase.vault.keys import Secrets


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the vault, and what is wrong with it; empty if nothing is."""

    about: str
    problem: str = ""
    note: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong with this part."""
        return not self.problem

    @property
    def line(self) -> str:
        """The finding as one line."""
        answer = self.problem or _("ok")
        return f"{self.about}: {answer}{f' ({self.note})' if self.note else ''}"


def findings(folder: Path, known: Header, secrets: Secrets) -> list[Finding]:
    """One finding for each part of the vault, in the order in which they matter."""
    case = place.case_file(folder, known.generation), secrets.case_file
    counts = place.counts_file(folder, known.generation), secrets.counts_file
    return [
        *_key_files(folder, known, secrets),
        replace(_part(_("Key slots"), *case, lambda db: _slots(db, known)), note=_cost(known)),
        *_file(_("Case file"), *case),
        _part(_("Audit chain"), *case, lambda db: _chain(db, known)),
        _rows(_("Rows"), *case),
        *_file(_("Counts file"), *counts),
        _part(_("Audit chain of the counts file"), *counts, audit.verify),
    ]


def _key_files(folder: Path, known: Header, secrets: Secrets) -> list[Finding]:
    found: list[Finding] = []
    for name, copy in zip(key_files.COPIES, key_files.copies(folder), strict=True):
        problem = ""
        if isinstance(copy, Refusal):
            problem = str(copy)
        elif not copy.is_authentic(secrets.header):
            problem = _("It was altered by something other than Youthcase.")
        elif copy.sequence != known.sequence:
            problem = _("It is not the newest; the next change of a password renews it.")
        found.append(Finding(_("Key file {name}").format(name=name), problem))
    return found


def _slots(db: Connection, known: Header) -> list[str]:
    problems: list[str] = []
    if roster.strangers(db, known):
        problems.append(_("The key file lists a slot that the vault does not know."))
    if any(known.slot(user.slot) is None for user in roster.users(db)):
        problems.append(_("A user has no key slot; give them a new password."))
    return problems


def _cost(known: Header) -> str:
    light = any(slot.kdf is not None and slot.kdf.is_below(keys.FLOOR) for slot in known.slots)
    return _("passwords are cheap to guess at: for training only") if light else ""


def _file(about: str, file: Path, key: bytearray) -> list[Finding]:
    return [
        _part(_("{file}, seals").format(file=about), file, key, _seals),
        _part(_("{file}, structure").format(file=about), file, key, _structure),
        _part(_("{file}, references").format(file=about), file, key, _references),
    ]


def _seals(db: Connection) -> list[str]:
    # cipher_integrity_check does not look into the log, so the log is folded first.
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        return [_("The file is in use; check again when nothing else is being done.")]
    broken = len(db.execute("PRAGMA cipher_integrity_check").fetchall())
    return [_("{n} pages are damaged.").format(n=broken)] if broken else []


def _structure(db: Connection) -> list[str]:
    rows = db.execute("PRAGMA integrity_check").fetchall()
    is_whole = [row[0] for row in rows] == ["ok"]
    return [] if is_whole else [_("{n} faults in its tables.").format(n=len(rows))]


def _references(db: Connection) -> list[str]:
    loose = len(db.execute("PRAGMA foreign_key_check").fetchall())
    return [_("{n} rows point at nothing.").format(n=loose)] if loose else []


def _chain(db: Connection, known: Header) -> list[str]:
    problems = audit.verify(db)
    if not audit.holds(db, *known.audit):
        problems.append(_("It does not hold what the key file says was its end."))
    return problems


def _rows(about: str, file: Path, key: bytearray) -> Finding:
    try:
        with _connected(file, key) as db:
            counted = copying.rows_by_table(db).items()
    except Refusal as refusal:
        return Finding(about, str(refusal))
    return Finding(about, note=", ".join(f"{name} {count}" for name, count in counted))


def _part(
    about: str, file: Path, key: bytearray, look: Callable[[Connection], list[str]]
) -> Finding:
    try:
        with _connected(file, key) as db:
            return Finding(about, " ".join(look(db)))
    except Refusal as refusal:
        return Finding(about, str(refusal))


@contextmanager
def _connected(file: Path, key: bytearray) -> Generator[Connection]:
    """A connection of its own: one page with a broken seal spoils a connection for good."""
    db = database.connect(file, key)
    try:
        with database.faults():
            yield db
    finally:
        db.close()
