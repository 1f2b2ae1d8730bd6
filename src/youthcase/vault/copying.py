"""How is a database copied under new keys, and is the copy what it was made from?

Backups and rotations share this. Nothing is ever re-encrypted in place: SQLCipher's rekey
ignores a failed commit, and on a full disk it left a file that neither key opens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import audit, database, key_files, keys, place, roster, slots
from youthcase.vault.header import Header
from youthcase.vault.keys import Secrets

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from sqlite3 import Connection

    from youthcase.vault.header import Slot

_STEP = 256  # pages: a megabyte between two looks at whether to go on
_OPCODES = 5_000  # steps of a query between two such looks, well below a millisecond


class Stopped(Refusal):
    """Somebody asked to stop, or the vault was locked meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who is told how far long work is, and who may stop it."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def tell(self, done: int, total: int) -> None:
        """Say how far it is.

        Raises:
            Stopped: somebody asked to stop.
        """
        self.refuse_stopped()
        if self.progress is not None:
            self.progress(done, total)

    def refuse_stopped(self) -> None:
        """Go on unless somebody asked to stop.

        Raises:
            Stopped: somebody did.
        """
        if self.cancelled is not None and self.cancelled():
            raise Stopped(_("Stopped. Everything is as it was before."))

    def within(self, begin: int, share: int, whole: int) -> Watch:
        """A watch over a part of the work that is `share` of `whole` and starts at `begin`."""

        def tell(done: int, total: int) -> None:
            if self.progress is not None:
                self.progress(begin + share * done // max(total, 1), whole)

        return Watch(progress=tell, cancelled=self.cancelled)


@dataclass(frozen=True, slots=True)
class Parts:
    """An open vault as its own parts see it: where it lies, its header, its keys."""

    folder: Path
    header: Header
    secrets: Secrets = field(repr=False)

    @property
    def case_file(self) -> Path:
        """The file with the case records."""
        return place.case_file(self.folder, self.header.generation)

    @property
    def counts_file(self) -> Path:
        """The file with the counting facts."""
        return place.counts_file(self.folder, self.header.generation)

    @property
    def size(self) -> int:
        """The bytes that a copy of both files takes, with what still stands in their logs."""
        files = [self.case_file, self.counts_file]
        logs = [file.with_name(f"{file.name}-wal") for file in files]
        return sum(file.stat().st_size for file in (*files, *logs) if file.exists())


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What two copies of a database have to agree in: rows by table, the audit's end."""

    rows: dict[str, int]
    audit: tuple[int, bytes]


def measured(db: Connection) -> Measure:
    """The rows of every table and the end of the audit, as `db` sees them."""
    return Measure(rows=rows_by_table(db), audit=audit.head(db))


def rows_by_table(db: Connection) -> dict[str, int]:
    """How many rows each ordinary table has, by name."""
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND sql LIKE 'CREATE TABLE%' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {
        name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  ours
        for (name,) in tables
    }


def copy(
    source: Path,
    key: bytearray,
    target: Path,
    new_key: bytearray,
    *,
    alter: Callable[[Connection], None] | None = None,
    watch: Watch,
) -> Measure:
    """Copy a database into a new file under another key, flushed and proved; its measure.

    Others may write meanwhile: the copy is of one moment. `alter` changes the copy, in one
    transaction, before it is proved.

    Raises:
        Damaged: a page of the source is harmed, or the copy is not what was copied.
        Stopped, Refusal: the copy is not to be used.
    """
    before = _filled(source, key, target, new_key, watch)
    after = before
    with database.faults():
        db = database.connect(target, new_key)
        try:
            with database.transaction(db):
                if measured(db) != before:
                    raise _differs()
                if alter is not None:
                    alter(db)
                    after = measured(db)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.close()
    flush(target)
    prove(target, new_key, after, watch=watch)
    return after


def _filled(
    source: Path, key: bytearray, target: Path, new_key: bytearray, watch: Watch
) -> Measure:
    from_db = database.connect(source, key, only_read=True)
    try:
        # The read that comes first pins the moment: later writes do not restart the copy.
        with database.faults(), database.transaction(from_db, only_read=True):
            before = measured(from_db)
            place.create_empty(target)
            to_db = database.blank(target, new_key)
            try:
                from_db.backup(
                    to_db,
                    pages=_STEP,
                    progress=lambda _status, left, total: watch.tell(total - left, total),
                )
            finally:
                to_db.close()
        return before
    finally:
        from_db.close()


def prove(file: Path, key: bytearray, expected: Measure, *, watch: Watch | None = None) -> None:
    """Open a copy as if for the first time and look at all of it, changing nothing.

    Raises:
        Damaged: a seal is broken, its tables are faulty, or it holds something else.
        Stopped: somebody asked to stop.
    """
    with database.look(file, key) as db, _stoppable(db, watch or Watch()):
        if db.execute("PRAGMA cipher_integrity_check").fetchall():
            raise _differs()
        if [row[0] for row in db.execute("PRAGMA quick_check")] != ["ok"]:
            raise _differs()
        if measured(db) != expected:
            raise _differs()


@contextmanager
def _stoppable(db: Connection, watch: Watch) -> Generator[None]:
    """Let long queries of `db` end early once somebody asks to stop."""
    if watch.cancelled is None:
        yield
        return
    watch.refuse_stopped()
    db.set_progress_handler(watch.cancelled, _OPCODES)
    try:
        yield
    except Refusal:
        raise
    except Exception:
        watch.refuse_stopped()  # a query that was interrupted says so in its own way
        raise
    finally:
        db.set_progress_handler(None, 0)


def fresh(known: Header, kept: Iterable[Slot], secrets: Secrets) -> tuple[Header, Secrets]:
    """A header like `known` with new keys, sealed to the slots that are kept; those keys.

    No password is needed: keys are sealed to public keys. The witness stays, since it can
    only be given anew to someone who unlocks.
    """
    header = replace(known, salt=os.urandom(len(known.salt)), audit=(0, audit.START))
    made = Secrets.of(
        bytearray(os.urandom(keys.KEY)),
        bytearray(os.urandom(keys.KEY)),
        bytearray(secrets.witness),
        generation=header.generation,
        salt=header.salt,
    )
    header = replace(header, slots=tuple(slots.resealed(header, slot, made) for slot in kept))
    return header, made


def refuse_strangers(parts: Parts) -> None:
    """Seal keys to none but slots of record.

    Raises:
        Damaged: the header holds a slot that the vault does not know.
    """
    db = database.connect(parts.case_file, parts.secrets.case_file, only_read=True)
    try:
        with database.faults():
            strangers = roster.strangers(db, parts.header)
    finally:
        db.close()
    if strangers:
        raise Damaged(
            _(
                "The key file of this vault lists a slot that the vault does not know, so no "
                "key was sealed to it. Nothing was changed. Tell your supervisor."
            )
        )


def refuse_no_room(folder: Path, size: int) -> None:
    """Go on only where `size` bytes are free.

    Raises:
        Refusal: there is less.
    """
    if shutil.disk_usage(folder).free < size:
        megabytes = -(-size // 1_000_000)
        raise Refusal(
            _(
                "This needs {n} MB of free space, and there is less. Nothing was changed. Make "
                "room on the disk, then try again."
            ).format(n=megabytes)
        )


def flush(file: Path) -> None:
    """Make the content of a file durable; no connection to it may be open here."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_faults() -> Generator[None]:
    """Turn what the disk refuses while a copy is made into a sentence."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            _(
                "The copy could not be written: the disk is full, failing or not writable. The "
                "vault is as it was. Make room, then try again."
            )
        ) from error


@contextmanager
def scratch(folder: Path) -> Generator[Path]:
    """A folder for copies in the making, gone afterwards whatever happens."""
    made = folder / SCRATCH
    sweep(folder)
    made.mkdir(mode=0o700, parents=True)
    try:
        yield made
    finally:
        sweep(folder)


SCRATCH = "being-made"


def sweep(folder: Path) -> None:
    """Remove what a copy that was cut short has left in `folder`."""
    if (folder / SCRATCH).is_dir():
        with suppress(OSError):
            shutil.rmtree(folder / SCRATCH)
    sweep_unfinished(folder)


def sweep_unfinished(folder: Path, vault: str = "") -> None:
    """Remove half-written backups of a vault (of any, without a name) from `folder`.

    Nobody else may be writing one of that vault there.
    """
    for file in folder.glob(f"youthcase-{vault[:12]}*.backup.tmp"):
        with suppress(OSError):
            file.unlink()


def remove(files: Iterable[Path]) -> None:
    """Remove database files with their logs, as far as the system lets us."""
    for file in files:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
            with suppress(OSError):
                file.with_name(name).unlink(missing_ok=True)
    for folder in {file.parent for file in files}:
        with suppress(OSError):
            key_files.flush_folder(folder)


def _differs() -> Damaged:
    return Damaged(
        _(
            "The copy that was made is not the same as the vault, so it was thrown away. The "
            "vault is as it was. Check the vault, and look whether the disk is failing."
        )
    )
