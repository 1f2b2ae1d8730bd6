"""The only door: who may open the vault, and how is it read and written once open?"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from youthcase.errors import Damaged, NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.vault import (
    arrival,
    backup,
    checkup,
    creation,
    header,
    keys,
    members,
    passwords,
    place,
    recovering,
    recovery,
    restore,
    rotation,
    upkeep,
)
from youthcase.vault.interior import Interior

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.audit import Signature
    from youthcase.vault.backup import Made
    from youthcase.vault.checkup import Finding
    from youthcase.vault.copying import Watch
    from youthcase.vault.keys import Kdf
    from youthcase.vault.roster import User


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, open, and the recovery code that is shown once."""

    vault: Vault
    recovery_code: str


class Vault:
    """An open vault. Each unit of work has its own connection, so any thread may use it."""

    def __init__(self, inside: Interior) -> None:
        self.folder = inside.folder
        self.id = inside.id
        self.role = inside.role
        self.user = inside.user
        self.slot = inside.slot
        self._inside = inside

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
        user = members.clean_name(user)
        if role != "supervisor":
            raise Refusal(_("The first user of a vault is a supervisor."), field="role")
        passwords.refuse_weak(password, known=[user])
        was_there = creation.make_folder(folder)
        try:
            lock = place.Lock.take(folder)
            try:
                unlocked, code = creation.make(folder, user=user, password=password, kdf=kdf)
                return Created(Vault(Interior(folder, unlocked, lock)), code)
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
            inside = arrival.enter(
                folder, lambda found: header.slot_id(found.vault, user), secret, wait
            )
        finally:
            keys.wipe(secret)
        with suppress(Refusal):  # it opens as before; the next unlock tries again
            members.strengthen(inside, password)
        return Vault(inside)

    @staticmethod
    def open_with_recovery_code(
        folder: Path, code: str, *, wait: Callable[[float], None] | None = time.sleep
    ) -> Vault:
        """Open a vault by its printed recovery code, for `recover` and nothing else.

        Raises:
            Refusal: a typing slip in the code, or as for `open`.
            WrongPassword: the code is whole, but of another vault.
        """
        secret = recovery.secret_of(code)
        try:
            return Vault(
                arrival.enter(
                    folder, lambda found: header.recovery_slot_id(found.vault), secret, wait
                )
            )
        finally:
            keys.wipe(secret)

    @property
    def signature(self) -> Signature:
        """This user in this sitting, for the audit."""
        return self._inside.signature

    @property
    def must_change_password(self) -> bool:
        """Whether this user's password was given by someone else."""
        return self._inside.must_change_password

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for queries that sees one moment and cannot write."""
        return self._inside.read()

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A connection inside one transaction: all of it happens, or none.

        Raises:
            NotAllowed: this user's password was given by someone else and stands to be
                changed, or the recovery code was used.
        """
        if self.role == "recovery":
            raise NotAllowed(_("The recovery code only lets a supervisor in again."))
        if self.must_change_password:
            raise NotAllowed(
                _(
                    "This password was given to you to sign in once. Choose a password of your "
                    "own, then go on."
                ),
                field="password",
            )
        with self._inside.write() as db:
            yield db

    def counts_read(self) -> AbstractContextManager[Connection]:
        """As `read`, in the database of counting facts."""
        return self._inside.counts_read()

    def counts_write(self) -> AbstractContextManager[Connection]:
        """As `write`, in the database of counting facts."""
        return self._inside.counts_write()

    def users(self) -> list[User]:
        """Everyone with a key slot of record, by name; the recovery code is no user."""
        return members.users(self._inside)

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
        members.add(
            self._inside, user=user, role=role, password=password, by=by, kdf=kdf, once=once
        )

    def reset_password(
        self, *, user: str, by: Signature | None = None, kdf: Kdf | None = None
    ) -> str:
        """Give someone a new one-time password, returned once, to be changed at first use.

        Raises:
            NotAllowed: only a supervisor resets passwords.
            Refusal: there is no such user, or the disk is full.
        """
        return members.reset_password(self._inside, user=user, by=by, kdf=kdf)

    def change_password(
        self, *, old: str, new: str, by: Signature | None = None, kdf: Kdf | None = None
    ) -> None:
        """Replace this user's own password.

        Raises:
            WrongPassword: `old` is not the password.
            Refusal: the new one is too weak or the same, or the disk is full.
        """
        members.change_password(self._inside, old=old, new=new, by=by, kdf=kdf)

    def choose_password(
        self, *, new: str, by: Signature | None = None, kdf: Kdf | None = None
    ) -> None:
        """Take this user's own password in place of one for one use.

        Raises:
            NotAllowed: the password that opened the vault was not for one use.
            Refusal: the new one is too weak or the same, or the disk is full.
        """
        members.choose_password(self._inside, new=new, by=by, kdf=kdf)

    def supervisors(self) -> tuple[str, ...]:
        """Who may take the recovery code's place, by name."""
        return recovering.supervisors(self._inside)

    def recover(self, *, user: str, password: str, code: str, kdf: Kdf | None = None) -> None:
        """Give a supervisor a new password and the vault a new recovery code, or neither.

        Raises:
            NotAllowed: the vault was not opened by its recovery code.
            Refusal: no such supervisor, a weak password, a slip in the code, a full disk.
        """
        recovering.recover(self._inside, user=user, password=password, code=code, kdf=kdf)

    def replace_recovery_code(self, code: str, *, by: Signature | None = None) -> None:
        """Put `code` in the place of the printed one, which opens nothing more.

        Raises:
            NotAllowed: only a supervisor does so. Refusal: a slip in it, or a full disk.
        """
        recovering.replace_code(self._inside, code, by or self.signature)

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
        inside, by, now = self._inside, by or self.signature, now or datetime.now(UTC)
        return upkeep.copy(inside, file, kind, by, now, inside.watch(watch))

    @property
    def backups(self) -> Path:
        """The folder with this vault's own backups."""
        return backup.folder_of(self.folder)

    def rotate(
        self,
        *,
        remove: str | None = None,
        code: str | None = None,
        by: Signature | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Give the vault new keys, and somebody who left none of them.

        A backup is made first. It protects what is written from now on: whoever kept a copy
        of the files and knows a password of its day can read that copy. `code` is the
        recovery code from then on; without one the present code stays, which cannot be when
        a supervisor leaves, who may know it.

        Raises:
            NotAllowed: only a supervisor changes the keys.
            Damaged: a file is harmed. Refusal: no such user, no room, busy, or stopped; the
            old keys stay in force.
        """
        inside = self._inside
        inside.refuse_unless_administering()
        leaver = None if remove is None else members.leaver(inside, remove, code)
        wish = rotation.Wish(leaver=leaver, code=code)
        upkeep.rotate(inside, wish, by or self.signature, inside.watch(watch))

    def when_harmed(self, tell: Callable[[Damaged], None]) -> None:
        """Have `tell` called, on whichever thread, when a unit of work meets harm."""
        self._inside.tell_harm = tell

    def restored_from(self) -> str | None:
        """The id of the backup that this vault was restored from and is not settled since."""
        with self.read() as db:
            return restore.about(db).get("id")

    def settling(
        self, by: Signature, *, whole: bool = True
    ) -> AbstractContextManager[Connection]:
        """One transaction in which a restored vault becomes an ordinary one.

        Unless it is `whole`, the vault goes on saying that it was restored, so that what is
        left to do is done at a later unlock.
        """
        return upkeep.settling(self._inside, by, whole=whole)

    def erased(self) -> Callable[[str, bytes], bool]:
        """Whether a `case` or an `entry` of this id is on the list of what was erased.

        Raises:
            Damaged: the list is not what this vault wrote.
        """
        return upkeep.erased(self._inside)

    def note_erased(self, objects: Iterable[tuple[str, bytes]]) -> None:
        """Put what was erased, each a kind and an id, on the list beside the backups.

        Raises:
            Damaged: the list that is there is not ours. Refusal: it cannot be written.
        """
        upkeep.note_erased(self._inside, objects)

    def check(self) -> list[Finding]:
        """One finding for each part of the vault: whole, or what is wrong with it."""
        inside = self._inside
        with inside.gate.at_work():
            return checkup.findings(self.folder, inside.keys.header, inside.secrets)

    def check_log(self, tell: Callable[[int], None] | None = None) -> list[Finding]:
        """The findings about both chains of the audit; `tell` hears how far the first is."""
        inside = self._inside
        with inside.gate.at_work():
            return checkup.log(self.folder, inside.keys.header, inside.secrets, tell)

    def close(self) -> None:
        """Finish: fold the log, write the header with the audit's head, zero the keys.

        Work under way is waited for; what still holds a connection after that keeps the
        vault locked against other programs until it ends.
        """
        self._inside.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
