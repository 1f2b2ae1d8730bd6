"""What is inside an open vault, and how is one unit of work done in it?"""

from __future__ import annotations

import secrets as randomness
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, NotAllowed
from youthcase.i18n import _
from youthcase.vault import audit, database
from youthcase.vault.audit import Act, Signature
from youthcase.vault.copying import Parts, Watch
from youthcase.vault.gate import Gate
from youthcase.vault.keyring import Keyring

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.keys import Secrets
    from youthcase.vault.opening import Unlocked
    from youthcase.vault.place import Lock


class Interior:
    """The header, keys and connections of an open vault, for the verbs that work in it.

    Each unit of work has its own connection, so any thread may do one.
    """

    def __init__(self, folder: Path, unlocked: Unlocked, lock: Lock) -> None:
        self.folder = folder
        self.id = unlocked.header.vault
        self.role = unlocked.slot.role
        self.user = unlocked.user
        self.slot = unlocked.slot.id
        self.secrets = unlocked.secrets
        self.keys = Keyring(folder, unlocked.header, unlocked.secrets, self.write)
        self.gate = Gate(lock.release)
        self.one_copy = threading.RLock()  # taken before the keyring's, and before a unit
        self.tell_harm: Callable[[Damaged], None] = _nobody
        self._sitting = randomness.token_hex(8)
        self._begun = audit.Clocks.now()
        # While one connection is idle, closing another does not fold the log each time.
        self._anchor = database.anchor(self.parts.case_file, self.secrets.case_file)

    @property
    def signature(self) -> Signature:
        """This user in this sitting, for the audit."""
        return Signature(self.user, self._sitting)

    @property
    def parts(self) -> Parts:
        """Where the files of this generation lie, with their header and keys."""
        return Parts(self.folder, self.keys.header, self.secrets)

    @property
    def must_change_password(self) -> bool:
        """Whether this user's password was given by someone else."""
        slot = self.keys.header.slot(self.slot)
        return slot is not None and slot.once

    def refuse_unless_administering(self) -> None:
        """Go on only for somebody who gives and takes keys.

        Raises:
            NotAllowed: this user does not.
        """
        if self.role != "supervisor":
            raise NotAllowed(_("Only a supervisor gives and resets passwords."))

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A connection to the case file that sees one moment and cannot write."""
        with self._unit(self._case, only_read=True) as db:
            yield db

    @contextmanager
    def write(self) -> Generator[Connection]:
        """A connection to the case file inside one transaction, for any line of the vault's."""
        with self._unit(self._case) as db:
            yield db

    @contextmanager
    def counts_read(self) -> Generator[Connection]:
        """As `read`, in the counts file."""
        with self._unit(self._counts, only_read=True) as db:
            yield db

    @contextmanager
    def counts_write(self) -> Generator[Connection]:
        """As `write`, in the counts file."""
        with self._unit(self._counts) as db:
            yield db

    def watch(self, watch: Watch | None) -> Watch:
        """`watch`, which also stops once the vault is locked."""
        given = watch or Watch()
        asked = given.cancelled or (lambda: False)
        return Watch(progress=given.progress, cancelled=lambda: self.gate.is_closed or asked())

    def move(self, secrets: Secrets, anchor: Connection) -> None:
        """Work with the next generation's keys from now on; the old ones are zeroed."""
        old_anchor, old_secrets = self._anchor, self.secrets
        self._anchor, self.secrets = anchor, secrets
        old_anchor.close()
        old_secrets.wipe()

    def close(self) -> None:
        """Fold the log, write the header with the audit's head, zero the keys."""
        self.gate.close(self._sign_off, self._shut)

    def abandon(self) -> None:
        """Let go of a vault that could not be entered, without writing a word into it."""
        self.gate.close(lambda: None, self._shut)

    def _shut(self) -> None:
        self._anchor.close()
        self.secrets.wipe()

    def _sign_off(self) -> None:
        with database.faults():
            db = database.connect(*self._case())
            try:
                acts = [Act("vault.closed", f"slot/{self.slot}")]
                if moved := audit.Clocks.now().moved(self._begun):
                    acts.insert(0, Act("clock.moved", f"seconds/{moved}"))
                with database.transaction(db):
                    audit.append(db, self.signature, acts)
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                head = audit.head(db)
            finally:
                db.close()
        self.keys.save(head)

    def _case(self) -> tuple[Path, bytearray]:
        return self.parts.case_file, self.secrets.case_file

    def _counts(self) -> tuple[Path, bytearray]:
        return self.parts.counts_file, self.secrets.counts_file

    @contextmanager
    def _unit(
        self, which: Callable[[], tuple[Path, bytearray]], *, only_read: bool = False
    ) -> Generator[Connection]:
        with self.gate.at_work():
            file, key = which()  # asked only now: a rotation may just have ended
            try:
                db = database.connect(file, key, only_read=only_read)
                try:
                    with database.faults(), database.transaction(db, only_read=only_read):
                        yield db
                finally:
                    db.close()
            except Damaged as harm:
                self.tell_harm(harm)
                raise


def _nobody(_harm: Damaged) -> None:
    """Nobody has asked to be told."""
