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
    backup,
    checkup,
    copying,
    creation,
    database,
    erasures,
    failures,
    header,
    key_files,
    keys,
    migrations,
    opening,
    passwords,
    place,
    recovery,
    restore,
    roster,
    rotation,
)
from youthcase.vault.audit import Act, Signature
from youthcase.vault.copying import Parts, Watch
from youthcase.vault.keyring import Errand, Keyring
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.backup import Made
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
        self._keys = Keyring(folder, unlocked.header, unlocked.secrets, self._own_write)
        self._lock = lock
        self._units = 0
        self._is_alone = False
        self._one_copy = threading.RLock()  # taken before the keyring's, and before a unit
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
        with self._unit(self._case, only_read=True) as db:
            yield db

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A connection inside one transaction: all of it happens, or none.

        Raises:
            NotAllowed: this user's password was given by someone else and stands to be changed.
        """
        if self.must_change_password:
            raise NotAllowed(
                _(
                    "This password was given to you to sign in once. Choose a password of your "
                    "own, then go on."
                ),
                field="password",
            )
        with self._own_write() as db:
            yield db

    @contextmanager
    def _own_write(self) -> Generator[Connection]:
        """As `write`, for what the vault itself writes about who came and went."""
        with self._unit(self._case) as db:
            yield db

    @contextmanager
    def counts_read(self) -> Generator[Connection]:
        """As `read`, in the database of counting facts."""
        with self._unit(self._counts, only_read=True) as db:
            yield db

    @contextmanager
    def counts_write(self) -> Generator[Connection]:
        """As `write`, in the database of counting facts."""
        with self._unit(self._counts) as db:
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
        # A name of record without a slot in the header is what a crash left half done.
        has_slot = self._keys.header.slot(slot_id) is not None
        if has_slot and any(known.slot == slot_id for known in self.users()):
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

    def backup(
        self,
        file: Path,
        *,
        kind: str = "hand",
        by: Signature | None = None,
        now: datetime | None = None,
        watch: Watch | None = None,
    ) -> Made:
        """Copy the vault into one file, prove the copy, then give it its name.

        Work may go on meanwhile; the copy is of the moment at which it began.

        Raises:
            Damaged: the case file is harmed, so no good copy can be made of it.
            Refusal: the place will not do, the disk is full, or it was stopped.
        """
        now = now or datetime.now(UTC)
        with self._one_copy:
            with self._keys.still(), self._at_work():
                made = backup.make(self._parts, file, kind, now, self._watch(watch))
            with self._own_write() as db:
                act = Act("backup.made", f"backup/{made.id}")
                audit.append(db, by or self.signature, [act])
                head = audit.head(db)
            self._keys.save(head)
        return made

    @property
    def backups(self) -> Path:
        """The folder with this vault's own backups."""
        return backup.folder_of(self.folder)

    def rotate(
        self,
        *,
        remove: str | None = None,
        by: Signature | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Give the vault new keys, and somebody who left none of them.

        A backup is made first. It protects what is written from now on: whoever kept a copy
        of the files and knows a password of its day can read that copy.

        Raises:
            NotAllowed: only a supervisor changes the keys.
            Damaged: a file is harmed. Refusal: no such user, no room, busy, or stopped; the
            old keys stay in force.
        """
        self._administer()
        leaver = None if remove is None else self._leaver(remove)
        watch = self._watch(watch)
        by = by or self.signature
        now = datetime.now(UTC)
        with self._one_copy:
            file = backup.file_for(self.backups, self.id, "rotation", now)
            self.backup(file, kind="rotation", by=by, now=now, watch=watch.within(0, 50, 100))
            with self._keys.still(), self._alone():
                self._turn(leaver, by, watch.within(50, 50, 100))

    def restored_from(self) -> str | None:
        """The id of the backup that this vault was restored from and is not settled since."""
        with self.read() as db:
            return restore.about(db).get("id")

    @contextmanager
    def settling(self, by: Signature, *, whole: bool = True) -> Generator[Connection]:
        """One transaction in which a restored vault becomes an ordinary one.

        Unless it is `whole`, the vault goes on saying that it was restored, so that what is
        left to do is done at a later unlock.
        """
        with self._own_write() as db:
            id_ = restore.about(db).get("id")
            yield db
            if whole:
                restore.forget_mark(db)
            audit.append(db, by, [Act("vault.restored", f"backup/{id_}")])

    def erased(self) -> Callable[[str, bytes], bool]:
        """Whether a `case` or an `entry` of this id is on the list of what was erased.

        Raises:
            Damaged: the list is not what this vault wrote.
        """
        with self._at_work():
            marks = erasures.read(self.backups, self.id, self._secrets.witness)
            mark = erasures.marker(self._secrets.witness)
        return lambda kind, id_: bool(marks) and mark(kind, id_) in marks

    def note_erased(self, objects: Iterable[tuple[str, bytes]]) -> None:
        """Put what was erased, each a kind and an id, on the list beside the backups.

        Raises:
            Damaged: the list that is there is not ours. Refusal: it cannot be written.
        """
        with self._at_work():
            mark = erasures.marker(self._secrets.witness)
            marks = [mark(kind, id_) for kind, id_ in objects]
            erasures.add(self.backups, self.id, self._secrets.witness, marks)

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
            self._is_closed = True  # a copy under way sees it and stops
            self._gate.wait_for(
                lambda: self._units == 0 and not self._is_alone, timeout=_CLOSE_SECONDS
            )
            try:
                if not self._is_alone:
                    self._sign_off()
            finally:
                self._anchor.close()
                self._secrets.wipe()
                self._is_left_open = self._units > 0 or self._is_alone
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
    def _parts(self) -> Parts:
        return Parts(self.folder, self._keys.header, self._secrets)

    @property
    def _case_file(self) -> Path:
        return place.case_file(self.folder, self._keys.header.generation)

    @property
    def _counts_file(self) -> Path:
        return place.counts_file(self.folder, self._keys.header.generation)

    def _case(self) -> tuple[Path, bytearray]:
        return self._case_file, self._secrets.case_file

    def _counts(self) -> tuple[Path, bytearray]:
        return self._counts_file, self._secrets.counts_file

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
            vault._arrive(failures.waiting(folder), recovered=unlocked.slot.kind == "recovery")
        except BaseException:
            vault._abandon()
            raise
        failures.forget(folder)
        return vault

    @contextmanager
    def _at_work(self) -> Generator[None]:
        """Keep the vault open for as long as this lasts."""
        with self._gate:
            self._gate.wait_for(lambda: not self._is_alone)
            self._refuse_closed()
            self._units += 1
        try:
            yield
        finally:
            with self._gate:
                self._units -= 1
                self._gate.notify_all()
                self._let_go_at_last()

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Let work under way end and none begin for as long as this lasts.

        Raises:
            Refusal: something is at work for too long, or the vault is closed.
        """
        with self._gate:
            self._refuse_closed()
            is_busy = self._is_alone
            self._is_alone = True
            if is_busy or not self._gate.wait_for(lambda: self._units == 0, _CLOSE_SECONDS):
                self._is_alone = is_busy
                self._gate.notify_all()
                raise Refusal(
                    _("The vault is busy with other work. Nothing was changed. Try again.")
                )
        try:
            yield
        finally:
            with self._gate:
                self._is_alone = False
                self._gate.notify_all()
                self._let_go_at_last()

    def _let_go_at_last(self) -> None:
        if self._is_left_open and self._units == 0 and not self._is_alone:
            self._is_left_open = False
            self._lock.release()

    def _watch(self, watch: Watch | None) -> Watch:
        """`watch`, which also stops once the vault is locked."""
        given = watch or Watch()
        asked = given.cancelled or (lambda: False)
        return Watch(progress=given.progress, cancelled=lambda: self._is_closed or asked())

    @contextmanager
    def _unit(
        self, which: Callable[[], tuple[Path, bytearray]], *, only_read: bool = False
    ) -> Generator[Connection]:
        with self._at_work():
            file, key = which()  # asked only now: a rotation may just have ended
            db = database.connect(file, key, only_read=only_read)
            try:
                with database.faults(), database.transaction(db, only_read=only_read):
                    yield db
            finally:
                db.close()

    def _arrive(self, failed: Sequence[Failure], *, recovered: bool) -> None:
        """Take the steps that are new since last time and write down who came in."""
        with self._at_work():
            copying.sweep(self.backups)
            self._migrate()
        with self._own_write() as db:
            for failure in failed:
                audit.append(
                    db,
                    Signature("", self.sitting),
                    [Act("unlock.failed", f"slot/{failure.slot}")],
                    now=failure.at,
                )
            last = db.execute("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()[0]
            acts = [Act("vault.opened", f"slot/{self.slot}")]
            if recovered:
                acts.append(Act("recovery.used", f"slot/{self.slot}"))
            if last > audit.stamp(datetime.now(UTC)):
                acts.insert(0, Act("clock.went-back", f"time/{last}"))
            audit.append(db, self.signature, acts)
            head = audit.head(db)
        generation = self._keys.header.generation
        if rotation.is_behind(self.folder, generation):
            with suppress(Refusal):  # the next change of the header tries again
                self._keys.save(head)
        rotation.sweep(self.folder, generation)

    def _migrate(self) -> None:
        """Bring both files to this version's shape, after a backup of what they were."""
        parts = self._parts
        known = migrations.steps()
        with self._unit(self._case, only_read=True) as db:
            is_old = migrations.version(db) < len(known)
        copy = None
        if is_old:
            now = datetime.now(UTC)
            file = backup.file_for(self.backups, self.id, "migration", now)
            copy = backup.make(parts, file, "migration", now, Watch())
        try:
            _migrate(parts.case_file, parts.secrets.case_file, known)
        except BaseException:
            if copy is not None:  # nothing was changed, so there is nothing to go back to
                copy.file.unlink(missing_ok=True)
                with suppress(OSError):
                    self.backups.rmdir()  # it stays if it holds anything
            raise
        # A harmed counts file must not keep anyone from a safety plan; check() tells.
        with suppress(Refusal):
            _migrate(parts.counts_file, parts.secrets.counts_file, migrations.steps("counts"))

    def _leaver(self, name: str) -> str:
        """The slot of somebody who may be removed."""
        slot_id = header.slot_id(self.id, name)
        users = self.users()
        if not any(user.slot == slot_id for user in users):
            raise Refusal(_("There is no user of this name in this vault."), field="user")
        if slot_id == self.slot:
            raise Refusal(
                _("You cannot remove yourself. Another supervisor can."), field="user"
            )
        if not any(u.role == "supervisor" and u.slot != slot_id for u in users):
            raise Refusal(
                _("This is the only supervisor. Give another user that role first."),
                field="user",
            )
        return slot_id

    def _turn(self, leaver: str | None, by: Signature, watch: Watch) -> None:
        """Make the next generation and put it in force; nobody else is at work."""
        old = self._parts
        turned = rotation.prepare(old, leaver, by, watch)
        new = Parts(self.folder, turned.header, turned.secrets)
        try:
            anchor = database.anchor(new.case_file, new.secrets.case_file)
        except BaseException:
            rotation.forget(new)
            new.secrets.wipe()
            raise
        try:
            watch.tell(1, 1)  # the last moment at which it can be stopped
            self._keys.take_over(turned.header, turned.secrets)
        except BaseException:
            anchor.close()
            if rotation.is_in_force(self.folder, turned.header.generation):
                self._is_closed = True  # cut short in the one moment between: open it again
            else:
                rotation.forget(new)
            new.secrets.wipe()
            raise
        old_anchor, self._anchor, self._secrets = self._anchor, anchor, turned.secrets
        old_anchor.close()
        old.secrets.wipe()
        rotation.sweep(self.folder, turned.header.generation)

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
