"""Is every part of a vault whole, and if not, which part, how, and since when?"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    copying,
    database,
    header,
    key_files,
    keys,
    opening,
    place,
    roster,
)
from youthcase.vault.copying import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header
    from youthcase.vault.keys import Secrets

    _Way = Callable[[Path, bytearray], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the vault, and what is wrong with it; empty if nothing is.

    `since` is the time of the last sound entry of a log before its fault, as it stands there.
    """

    about: str
    problem: str = ""
    note: str = ""
    since: str | None = None

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong with this part."""
        return not self.problem


def findings(folder: Path, known: Header, secrets: Secrets) -> list[Finding]:
    """One finding for each part of the vault, in the order in which they matter."""
    parts = Parts(folder, known, secrets)
    return [
        *_key_files(folder, known, secrets),
        *_inside(parts, _connected),
    ]


def log(
    folder: Path,
    known: Header,
    secrets: Secrets,
    tell: Callable[[int], None] | None = None,
) -> list[Finding]:
    """The findings about both chains of the audit alone; `tell` as in `audit.examined`."""
    return _chains(Parts(folder, known, secrets), _connected, tell)


class Closed:
    """A vault that does not open, held, and looked at without changing a byte of it."""

    def __init__(self, parts: Parts, role: str) -> None:
        self._parts = parts
        self.role = role

    @staticmethod
    @contextmanager
    def held(folder: Path, user: str, password: str) -> Generator[Closed]:
        """The vault behind a name and a password, whatever is wrong with its files.

        Raises:
            WrongPassword: the name and password do not belong together.
            Damaged: not even the keys can be had. Refusal: it is open somewhere.
        """
        folder = folder.absolute()
        secret = keys.of_password(password)
        lock = place.Lock.take(folder)
        try:
            entered = opening.enter(folder, lambda h: header.slot_id(h.vault, user), secret)
            known, slot, secrets = entered
            try:
                yield Closed(Parts(folder, known, secrets), slot.role)
            finally:
                secrets.wipe()
        finally:
            keys.wipe(secret)
            lock.withdraw()

    def findings(self) -> list[Finding]:
        """As the findings about an open vault."""
        known, secrets = self._parts.header, self._parts.secrets
        return [
            *_key_files(self._parts.folder, known, secrets),
            _last_changes(_("Log of the last changes"), self._parts.case_file),
            _last_changes(_("Log of the counts file"), self._parts.counts_file),
            *_inside(self._parts, database.look),
        ]

    @contextmanager
    def read(self) -> Generator[Connection]:
        """The case file as it is.

        Raises:
            Damaged: it is not what the keys wrote.
        """
        with database.look(self._parts.case_file, self._parts.secrets.case_file) as db:
            yield db


def _inside(parts: Parts, way: _Way) -> list[Finding]:
    """The findings about both databases."""
    known, secrets = parts.header, parts.secrets
    case = parts.case_file, secrets.case_file, way
    counts = parts.counts_file, secrets.counts_file, way
    chain, other_chain = _chains(parts, way)
    return [
        replace(_part(_("Key slots"), *case, lambda db: _slots(db, known)), note=_cost(known)),
        *_file(_("Case file"), *case),
        chain,
        _rows(_("Rows"), *case),
        _beginning(_("Counts file, beginning"), parts.counts_file, secrets.counts_file),
        *_file(_("Counts file"), *counts),
        other_chain,
    ]


def _chains(
    parts: Parts, way: _Way, tell: Callable[[int], None] | None = None
) -> list[Finding]:
    def case(db: Connection) -> Finding:
        return _chain(_("Audit chain"), db, parts.header.audit, tell)

    def counts(db: Connection) -> Finding:
        return _chain(_("Audit chain of the counts file"), db)

    return [
        _look(_("Audit chain"), parts.case_file, parts.secrets.case_file, way, case),
        _look(
            _("Audit chain of the counts file"),
            parts.counts_file,
            parts.secrets.counts_file,
            way,
            counts,
        ),
    ]


def _chain(
    about: str,
    db: Connection,
    end: tuple[int, bytes] = (0, audit.START),
    tell: Callable[[int], None] | None = None,
) -> Finding:
    """Whether a chain is whole in itself, holds `end`, and is found again in its index."""
    chain = audit.examined(db, tell)
    if chain.problem:
        return Finding(about, chain.problem, since=chain.last_sound)
    if not audit.holds(db, *end):
        return _not_an_ancestor(about, chain, end[0])
    lost = _lost_from_index(db)
    if lost is None:
        return Finding(about)
    before = db.execute("SELECT at FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1", (lost,))
    row = before.fetchone()
    words = _("The entries are whole, but their index leaves some out, from number {n} on.")
    return Finding(about, words.format(n=lost), since=row[0] if row else None)


def _not_an_ancestor(about: str, chain: audit.Examined, length: int) -> Finding:
    if chain.sound < length:
        words = _(
            "It ends with entry {n}, but the key file knows {length}: an older copy was put "
            "back, or the end was cut off."
        ).format(n=chain.sound, length=length)
        return Finding(about, words, since=chain.last_sound)
    words = _(
        "It is another chain than the one whose end the key file keeps: entries were written "
        "anew by somebody with the key. Only a signed seal can show since when."
    )
    return Finding(about, words)


def _lost_from_index(db: Connection) -> int | None:
    """The first entry that an index does not hold: one old page of it hides what was done."""
    found = db.execute("PRAGMA integrity_check(audit)").fetchall()
    rows = [re.match(r"row (\d+) ", str(line[0])) for line in found]
    numbers = [int(row[1]) for row in rows if row]
    if numbers:
        return min(numbers)
    return None if [line[0] for line in found] == ["ok"] else 1


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


def _file(about: str, file: Path, key: bytearray, way: _Way) -> list[Finding]:
    # A file that may not be written cannot have its log folded.
    seals = _seals if way is _connected else _broken_seals
    return [
        _part(_("{file}, seals").format(file=about), file, key, way, seals),
        _part(_("{file}, structure").format(file=about), file, key, way, _structure),
        _part(_("{file}, references").format(file=about), file, key, way, _references),
    ]


def _beginning(about: str, file: Path, key: bytearray) -> Finding:
    """The salt in front of the first page, which no seal covers; the keys hold their own.

    That this closes the file drops the locks of other connections to it in this process. The
    lock on the folder keeps other programs out all the same.
    """
    try:
        is_ours = place.belongs(file, key)
    except Refusal as refusal:
        return Finding(about, str(refusal))
    harm = _("Its first bytes were changed. Nothing reads them, so nothing else is harmed.")
    return Finding(about, "" if is_ours else harm)


def _last_changes(about: str, file: Path) -> Finding:
    """Whether a log that a crash has left ends where writing ended."""
    try:
        opening.refuse_harmed_log(file)
    except Refusal:
        return Finding(about, _("It is harmed: what was saved last cannot be read."))
    return Finding(about)


def _seals(db: Connection) -> list[str]:
    # cipher_integrity_check does not look into the log, so the log is folded first.
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        return [_("The file is in use; check again when nothing else is being done.")]
    return _broken_seals(db)


def _broken_seals(db: Connection) -> list[str]:
    broken = len(db.execute("PRAGMA cipher_integrity_check").fetchall())
    return [_("{n} pages are damaged.").format(n=broken)] if broken else []


def _structure(db: Connection) -> list[str]:
    rows = db.execute("PRAGMA integrity_check").fetchall()
    is_whole = [row[0] for row in rows] == ["ok"]
    return [] if is_whole else [_("{n} faults in its tables.").format(n=len(rows))]


def _references(db: Connection) -> list[str]:
    loose = len(db.execute("PRAGMA foreign_key_check").fetchall())
    return [_("{n} rows point at nothing.").format(n=loose)] if loose else []


def _rows(about: str, file: Path, key: bytearray, way: _Way) -> Finding:
    def count(db: Connection) -> Finding:
        counted = copying.rows_by_table(db).items()
        return Finding(about, note=", ".join(f"{name} {count}" for name, count in counted))

    return _look(about, file, key, way, count)


def _part(
    about: str,
    file: Path,
    key: bytearray,
    way: _Way,
    look: Callable[[Connection], list[str]],
) -> Finding:
    return _look(about, file, key, way, lambda db: Finding(about, " ".join(look(db))))


def _look(
    about: str, file: Path, key: bytearray, way: _Way, look: Callable[[Connection], Finding]
) -> Finding:
    try:
        with way(file, key) as db:
            return look(db)
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
