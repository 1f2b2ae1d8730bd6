"""The only door: who may open the vault, and how is it read and written once open?"""

from __future__ import annotations

import secrets as randomness
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    checkup,
    creation,
    database,
    failures,
    header,
    key_files,
    keys,
    migrations,
    opening,
    passwords,
    place,
    recovery,
    roster,
)
from youthcase.vault.audit import Act, Signature
from youthcase.vault.keyring import Errand, Keyring
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.checkup import Finding
    from youthcase.vault.failures import Failure
    from youthcase.vault.header import Header
    from youthcase.vault.keys import Kdf
    from youthcase.vault.opening import Unlocked
    from youthcase.vault.place import Lock
    from youthcase.vault.roster import User

GIVEN_ROLES = ("caseworker", "supervisor")

_ADMINISTER = ("supervisor", "recovery")
_LONGEST_NAME = 100
_CLOSE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, open, and the recovery code that is shown once."""

    vault: Vault
    recovery_code: str


class Vault:
    """An open vault. Each unit of work has its own connection, so any thread may use it."""

    def __init__(self, folder: Path, unlocked: Unlocked, lock: Lock) -> None:
        self.folder = folder
        self.id = unlocked.header.vault
        self.role = unlocked.slot.role
        self.user = unlocked.user
        self.slot = unlocked.slot.id
        self.sitting = randomness.token_hex(8)
        self._secrets = unlocked.secrets
        self._keys = Keyring(folder, unlocked.header, unlocked.secrets, self.write)
        self._lock = lock
        self._units = 0
        self._is_closed = False
        self._is_left_open = False
        self._gate = threading.Condition()
        # While one connection is idle, closing another does not fold the log each time.
        self._anchor = database.anchor(self._case_file, self._secrets.case_file)

    @staticmethod
    def create(
        folder: Path,
        *,
        user: str,
        password: str,
        role: str = "supervisor",
        kdf: Kdf | None = None,
    ) -> Created:
        """Make a vault in a folder that is new or empty, with its first user.

        Raises:
            Refusal: the folder is not empty, not writable or on a network, the name or
                password will not do, or the disk is full; nothing is left behind.
        """
        folder = folder.absolute()
        user = _name(user)
        if role != "supervisor":
            raise Refusal(_("The first user of a vault is a supervisor."), field="role")
        passwords.refuse_weak(password, known=[user])
        was_there = creation.make_folder(folder)
        try:
            lock = place.Lock.take(folder)
            try:
                unlocked, code = creation.make(folder, user=user, password=password, kdf=kdf)
                return Created(Vault(folder, unlocked, lock), code)
            except BaseException:
                lock.release()
                raise
        except BaseException:
            creation.empty(folder, remove=not was_there)
            raise

    @staticmethod
    def open(
        folder: Path,
        *,
        user: str,
        password: str,
        wait: Callable[[float], None] | None = time.sleep,
    ) -> Vault:
        """Open a vault by name and password; `wait` passes the delay after several failures.

        Raises:
            WrongPassword: the name and password do not belong together.
            Damaged, Refusal: this vault cannot be opened; its files are as they were.
        """
        secret = keys.of_password(password)
        try:
            vault = Vault._open(
                folder, lambda found: header.slot_id(found.vault, user), secret, wait
            )
        finally:
            keys.wipe(secret)
        with suppress(Refusal):  # it opens as before; the next unlock tries again
            vault._strengthen(password)  # noqa: SLF001  its own class
        return vault

    @staticmethod
    def open_with_recovery_code(
        folder: Path, code: str, *, wait: Callable[[float], None] | None = time.sleep
    ) -> Vault:
        """Open a vault by its printed recovery code, to give someone a new password.

        Raises:
            Refusal: a typing slip in the code, or as for `open`.
            WrongPassword: the code is whole, but of another vault.
        """
        secret = recovery.secret_of(code)
        try:
            return Vault._open(
                folder, lambda found: header.recovery_slot_id(found.vault), secret, wait
            )
        finally:
            keys.wipe(secret)

    @property
    def signature(self) -> Signature:
        """This user in this sitting, for the audit."""
        return Signature(self.user, self.sitting)

    @property
    def must_change_password(self) -> bool:
        """Whether this user's password was given by someone else."""
        slot = self._keys.header.slot(self.slot)
        return slot is not None and slot.once

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A connection for queries that sees one moment and cannot write."""
        with self._unit(self._case_file, self._secrets.case_file, only_read=True) as db:
            yield db

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A connection inside one transaction: all of it happens, or none."""
        with self._unit(self._case_file, self._secrets.case_file) as db:
            yield db

    @contextmanager
    def counts_read(self) -> Generator[Connection]:
        """As `read`, in the database of counting facts."""
        with self._unit(self._counts_file, self._secrets.counts_file, only_read=True) as db:
            yield db

    @contextmanager
    def counts_write(self) -> Generator[Connection]:
        """As `write`, in the database of counting facts."""
        with self._unit(self._counts_file, self._secrets.counts_file) as db:
            yield db

    def users(self) -> list[User]:
        """Everyone with a key slot of record, by name; the recovery code is no user."""
        with self.read() as db:
            return roster.users(db)

    def add_user(
        self,
        *,
        user: str,
        role: str,
        password: str,
        by: Signature | None = None,
        kdf: Kdf | None = None,
        once: bool = False,
    ) -> None:
        """Give someone a key slot; with `once` they are to change the password at first use.

        Raises:
            NotAllowed: only a supervisor adds users.
            Refusal: the name is taken, the role unknown, the password weak, the disk full.
        """
        self._administer()
        user = _name(user)
        if role not in GIVEN_ROLES:
            raise Refusal(_("A user is a caseworker or a supervisor."), field="role")
        slot_id = header.slot_id(self.id, user)
        if any(known.slot == slot_id for known in self.users()):
            raise Refusal(_("There is a user of this name. Choose another name."), field="user")
        if len(self._keys.header.slots) >= header.MOST_SLOTS:
            raise Refusal(_("This vault has as many users as it can hold."))
        self._refuse_weak(password, user)
        person = Person(slot=slot_id, role=role, once=once)
        errand = Errand(act="slot.added", by=by or self.signature, kdf=kdf)
        self._keys.put(person, user, password, errand)

    def reset_password(
        self, *, user: str, by: Signature | None = None, kdf: Kdf | None = None
    ) -> str:
        """Give someone a new one-time password, returned once, to be changed at first use.

        Raises:
            NotAllowed: only a supervisor, or the recovery code, resets passwords.
            Refusal: there is no such user, or the disk is full.
        """
        self._administer()
        slot_id = header.slot_id(self.id, user)
        known = next((known for known in self.users() if known.slot == slot_id), None)
        if known is None:
            raise Refusal(_("There is no user of this name in this vault."), field="user")
        password = passwords.passphrase()
        person = Person(slot=slot_id, role=known.role, once=True)
        errand = Errand(act="password.reset", by=by or self.signature, kdf=kdf)
        self._keys.put(person, known.name, password, errand)
        return password

    def change_password(
        self, *, old: str, new: str, by: Signature | None = None, kdf: Kdf | None = None
    ) -> None:
        """Replace this user's own password.

        Raises:
            WrongPassword: `old` is not the password.
            Refusal: the new one is too weak or the same, or the disk is full.
        """
        if old == new:
            raise Refusal(_("The new password is the old one. Choose another."), field="new")
        self._refuse_weak(new, self.user)
        errand = Errand(act="password.changed", by=by or self.signature, kdf=kdf)
        self._keys.rewrap(self.slot, old, new, errand)

    def check(self) -> list[Finding]:
        """One finding for each part of the vault: whole, or what is wrong with it."""
        with self._at_work():
            return checkup.findings(self.folder, self._keys.header, self._secrets)

    def close(self) -> None:
        """Finish: fold the log, write the header with the audit's head, zero the keys.

        Work under way is waited for; what still holds a connection after that keeps the
        vault locked against other programs until it ends.
        """
        with self._gate:
            if self._is_closed:
                return
            self._is_closed = True
            self._gate.wait_for(lambda: self._units == 0, timeout=_CLOSE_SECONDS)
            try:
                self._sign_off()
            finally:
                self._anchor.close()
                self._secrets.wipe()
                self._is_left_open = self._units > 0
                if not self._is_left_open:
                    self._lock.release()

    def _abandon(self) -> None:
        """Let go of a vault that could not be entered, without writing a word into it."""
        with self._gate:
            self._is_closed = True
            self._anchor.close()
            self._secrets.wipe()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def _case_file(self) -> Path:
        return place.case_file(self.folder, self._keys.header.generation)

    @property
    def _counts_file(self) -> Path:
        return place.counts_file(self.folder, self._keys.header.generation)

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise Refusal(_("The vault is locked. Unlock it to go on."))

    @staticmethod
    def _open(
        folder: Path,
        which: Callable[[Header], str],
        secret: bytearray,
        wait: Callable[[float], None] | None,
    ) -> Vault:
        folder = folder.absolute()
        place.refuse_unsuitable(folder)
        key_files.read(folder)  # a folder without a vault gets no lock file either
        failures.pause(folder, wait)
        lock = place.Lock.take(folder)
        try:
            unlocked = opening.unlock(folder, which, secret)
        except BaseException:
            lock.withdraw()
            raise
        try:
            vault = Vault(folder, unlocked, lock)
        except BaseException:
            unlocked.secrets.wipe()
            lock.release()
            raise
        try:
            vault._arrive(failures.waiting(folder))
        except BaseException:
            vault._abandon()
            raise
        failures.forget(folder)
        return vault

    @contextmanager
    def _at_work(self) -> Generator[None]:
        """Keep the vault open for as long as this lasts."""
        with self._gate:
            self._refuse_closed()
            self._units += 1
        try:
            yield
        finally:
            with self._gate:
                self._units -= 1
                self._gate.notify_all()
                if self._is_left_open and self._units == 0:
                    self._lock.release()

    @contextmanager
    def _unit(
        self, file: Path, key: bytearray, *, only_read: bool = False
    ) -> Generator[Connection]:
        with self._at_work():
            db = database.connect(file, key, only_read=only_read)
            try:
                with database.faults(), database.transaction(db, only_read=only_read):
                    yield db
            finally:
                db.close()

    def _arrive(self, failed: Sequence[Failure]) -> None:
        """Take the steps that are new since last time and write down who came in."""
        with self._at_work():
            _migrate(self._case_file, self._secrets.case_file, migrations.steps())
            # A harmed counts file must not keep anyone from a safety plan; check() tells.
            with suppress(Refusal):
                steps = migrations.steps("counts")
                _migrate(self._counts_file, self._secrets.counts_file, steps)
        with self.write() as db:
            for failure in failed:
                audit.append(
                    db,
                    Signature("", self.sitting),
                    [Act("unlock.failed", f"slot/{failure.slot}")],
                    now=failure.at,
                )
            last = db.execute("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()[0]
            acts = [Act("vault.opened", f"slot/{self.slot}")]
            if last > audit.stamp(datetime.now(UTC)):
                acts.insert(0, Act("clock.went-back", f"time/{last}"))
            audit.append(db, self.signature, acts)

    def _sign_off(self) -> None:
        with database.faults():
            db = database.connect(self._case_file, self._secrets.case_file)
            try:
                with database.transaction(db):
                    audit.append(db, self.signature, [Act("vault.closed", f"slot/{self.slot}")])
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                head = audit.head(db)
            finally:
                db.close()
        self._keys.save(head)

    def _administer(self) -> None:
        if self.role not in _ADMINISTER:
            raise NotAllowed(_("Only a supervisor gives and resets passwords."))

    def _refuse_weak(self, password: str, *names: str) -> None:
        known = [*names, *(user.name for user in self.users())]
        passwords.refuse_weak(password, known=known)

    def _strengthen(self, password: str) -> None:
        """Renew a slot that is cheaper to guess at than this version's floor."""
        slot = self._keys.header.slot(self.slot)
        if slot is None or slot.kdf is None or not slot.kdf.is_below(keys.FLOOR):
            return
        with self.read() as db:
            query = "SELECT value FROM vault_meta WHERE key = 'keys'"
            is_light = db.execute(query).fetchone() is not None
        if not is_light:
            errand = Errand(act="slot.strengthened", by=self.signature)
            self._keys.rewrap(self.slot, password, password, errand)


def _migrate(file: Path, key: bytearray, steps: tuple[str, ...]) -> None:
    with database.faults():
        db = database.connect(file, key)
        try:
            migrations.migrate(db, steps)
        finally:
            db.close()


def _name(user: str) -> str:
    name = " ".join(user.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Refusal(_("Give the user's name, on one line."), field="user")
    return name
