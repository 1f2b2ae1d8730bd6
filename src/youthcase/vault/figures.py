"""The manager's own door: what does a key open that is sealed the counting facts only?

Nothing here holds the vault key or names the case file: a manager is kept out of the case
files by cryptography. The slots of record stand in the case file, so that a manager's
public key stays what it is when the password changes; a supervisor's reset makes a new one.
"""

from __future__ import annotations

import secrets as randomness
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from youthcase.errors import Damaged, NotAllowed, Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    database,
    failures,
    key_files,
    keys,
    migrations,
    passwords,
    place,
    slots,
)
from youthcase.vault import header as headers
from youthcase.vault.audit import Act, Signature
from youthcase.vault.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header, Slot
    from youthcase.vault.keys import Kdf

ROLE = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """What a manager's slot gives: the counts file's key, and the header's signature."""

    counts_file: bytearray = field(repr=False)
    header: bytearray = field(repr=False)

    def wipe(self) -> None:
        keys.wipe(self.counts_file, self.header)


def is_for(folder: Path, user: str) -> bool:
    """Whether the slot of that name opens the figures only; False for any other name."""
    try:
        newest = key_files.read(folder.absolute())[0]
    except Refusal:
        return False
    slot = newest.slot(headers.slot_id(newest.vault, user))
    return slot is not None and slot.role == ROLE


class Figures:
    """The counting facts, open. Each unit of work has its own connection, as in a vault."""

    def __init__(self, folder: Path, found: Header, slot: Slot, user: str, held: _Keys) -> None:
        self.folder = folder
        self.id = found.vault
        self.user = user
        self.slot = slot.id
        self._header = found
        self._keys = held
        self._file = place.counts_file(folder, found.generation)
        self._sitting = randomness.token_hex(8)
        self._gate = Gate(lambda: None)
        self._anchor = database.anchor(self._file, held.counts_file)

    @staticmethod
    def open(
        folder: Path,
        *,
        user: str,
        password: str,
        wait: Callable[[float], None] | None = time.sleep,
    ) -> Figures:
        """Open the counting facts by name and password.

        Raises:
            WrongPassword: the name and password do not belong together.
            NotAllowed: the name opens the case files, or only as a colleague who may.
            Damaged, Refusal: the figures cannot be opened; the files are as they were.
        """
        folder = folder.absolute()
        place.refuse_unsuitable(folder)
        key_files.read(folder)
        failures.pause(folder, wait)
        lock = place.Lock.take(folder)
        try:
            found, slot, held = _unlock(folder, user, keys.of_password(password))
        except BaseException:
            lock.withdraw()
            raise
        try:
            figures = Figures(folder, found, slot, " ".join(user.split()), held)
        except BaseException:
            held.wipe()
            lock.release()
            raise
        figures._gate = Gate(lock.release)
        try:
            figures._arrive()
        except BaseException:
            figures._gate.close(lambda: None, figures._shut)
            raise
        failures.forget(folder)
        return figures

    @property
    def signature(self) -> Signature:
        """This manager in this sitting, for the audit of the counts file."""
        return Signature(self.user, self._sitting)

    @property
    def must_change_password(self) -> bool:
        """Whether the password was given by somebody else."""
        slot = self._header.slot(self.slot)
        return slot is not None and slot.once

    @contextmanager
    def counts_read(self) -> Generator[Connection]:
        """A connection for queries that sees one moment and cannot write."""
        with self._unit(only_read=True) as db:
            yield db

    @contextmanager
    def counts_write(self) -> Generator[Connection]:
        """A connection inside one transaction.

        Raises:
            NotAllowed: the password was given by somebody else and stands to be changed.
        """
        if self.must_change_password:
            raise NotAllowed(
                _(
                    "This password was given to you to sign in once. Choose a password of your "
                    "own, then go on."
                ),
                field="password",
            )
        with self._unit() as db:
            yield db

    def change_password(self, *, old: str, new: str, kdf: Kdf | None = None) -> None:
        """Replace this manager's own password.

        Raises:
            WrongPassword: `old` is not the password.
            Refusal: the new one is too weak or the same, or the disk is full.
        """
        if old == new:
            raise Refusal(_("The new password is the old one. Choose another."), field="new")
        passwords.refuse_weak(new, known=[self.user])
        with self._gate.at_work():
            opened = slots.open_slot(self._header, self.slot, keys.of_password(old))
            try:
                fresh = slots.rewrapped(
                    self._header,
                    replace(opened.slot, once=False),
                    opened.content,
                    keys.of_password(new),
                    kdf or keys.calibrated(),
                )
            finally:
                keys.wipe(opened.content, opened.vault_key, opened.counts_key)
            changed = self._header.with_slot(fresh)
            self._header = key_files.write(self.folder, changed, self._keys.header)
            with self._unit() as db:
                audit.append(db, self.signature, [slots.act("password.changed", fresh)])

    def check(self) -> str:
        """What is wrong with the audit chain of the counts file; empty if nothing."""
        with self._unit(only_read=True) as db:
            return audit.examined(db).problem or ""

    def close(self) -> None:
        """Fold the log, write down who left, zero the keys."""
        self._gate.close(self._sign_off, self._shut)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _arrive(self) -> None:
        """Take the steps that are new since last time and write down who came in."""
        with self._unit() as db:
            old = migrations.version(db) < len(migrations.steps("counts"))
        if old:
            with database.faults():
                db = database.connect(self._file, self._keys.counts_file)
                try:
                    migrations.migrate(db, migrations.steps("counts"))
                finally:
                    db.close()
        nobody = Signature("", self.signature.sitting)
        with self._unit() as db:
            for failure in failures.waiting(self.folder):
                act = Act("unlock.failed", f"slot/{failure.slot}")
                audit.append(db, nobody, [act], now=failure.at)
            audit.append(db, self.signature, [Act("figures.opened", f"slot/{self.slot}")])

    def _sign_off(self) -> None:
        with database.faults():
            db = database.connect(self._file, self._keys.counts_file)
            try:
                with database.transaction(db):
                    closed = Act("figures.closed", f"slot/{self.slot}")
                    audit.append(db, self.signature, [closed], now=datetime.now(UTC))
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                db.close()

    def _shut(self) -> None:
        self._anchor.close()
        self._keys.wipe()

    @contextmanager
    def _unit(self, *, only_read: bool = False) -> Generator[Connection]:
        with self._gate.at_work():
            db = database.connect(self._file, self._keys.counts_file, only_read=only_read)
            try:
                with database.faults(), database.transaction(db, only_read=only_read):
                    yield db
            finally:
                db.close()


def _unlock(folder: Path, user: str, secret: bytearray) -> tuple[Header, Slot, _Keys]:
    found = key_files.read(folder)
    newest = found[0]
    slot_id = headers.slot_id(newest.vault, user)
    try:
        opened = slots.open_slot(newest, slot_id, secret)
    except WrongPassword:
        failures.note(folder, slot_id)
        raise
    finally:
        keys.wipe(secret)
    witness = opened.content[keys.KEY :]
    opens_the_case_file = bool(opened.vault_key)
    key = keys.header_key(opened.counts_key, witness)
    keys.wipe(opened.content, opened.vault_key, witness)
    try:
        if opens_the_case_file:
            _refuse_casework()
        header, slot = _authentic(found, slot_id, key)
        counts_file = _counts_file_key(folder, header, opened.counts_key)
    except BaseException:
        keys.wipe(key)
        raise
    finally:
        keys.wipe(opened.counts_key)
    return header, slot, _Keys(counts_file=counts_file, header=key)


def _counts_file_key(folder: Path, header: Header, counts_key: bytearray) -> bytearray:
    made = keys.counts_file_key(counts_key, header.generation, header.salt)
    if not place.belongs(place.counts_file(folder, header.generation), made):
        keys.wipe(made)
        raise Damaged(
            _(
                "The file of the counting facts does not belong to its key file. Nothing was "
                "changed. A supervisor who unlocks the vault can put it back."
            )
        )
    return made


def _refuse_casework() -> None:
    raise NotAllowed(_("This name opens the case files: sign in to those."))


def _authentic(found: list[Header], slot_id: str, key: bytearray) -> tuple[Header, Slot]:
    for header in found:
        slot = header.slot(slot_id)
        if slot is not None and header.is_authentic(key):
            return header, slot
    raise Damaged(
        _(
            "The key file of this vault was altered by something other than Youthcase. "
            "Nothing was changed. Tell a supervisor, who can put it back from a backup."
        )
    )
