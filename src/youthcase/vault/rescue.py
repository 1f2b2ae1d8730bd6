"""What can still be read of a harmed vault, and how does it get into a new one?

Only for when there is no good backup. The harmed vault is read and never touched: table by
table, and where a page cannot be read, row by row around it. A vault of the same users
comes out, with what was readable and a count of what was not.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    backup,
    copying,
    creation,
    database,
    failures,
    header,
    key_files,
    keys,
    migrations,
    place,
    roster,
    slots,
)
from youthcase.vault.audit import Act, Signature
from youthcase.vault.copying import Parts, Watch
from youthcase.vault.keys import Secrets

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header, Slot

ORIGIN = "rescue"  # what a rescued vault says it was restored from

_CHUNK = 2000
_LEAST_ROW_BYTES = 20


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows that were read, and rows that were lost; None if nobody can tell."""

    name: str
    read: int
    lost: int | None


def rescue(
    folder: Path, to: Path, *, user: str, password: str, watch: Watch | None = None
) -> tuple[Table, ...]:
    """Copy what can be read of a harmed vault into a new folder; what was read and lost.

    Raises:
        WrongPassword: the name and password do not belong together.
        Damaged: not even the first page can be read: only a backup helps.
        Refusal: the new place will not do, or it was stopped; nothing is left there.
    """
    watch = watch or Watch()
    folder, to = folder.absolute(), to.absolute()
    was_there = creation.make_folder(to)
    try:
        with place_held(folder):
            return _rescued(folder, to, user, password, watch)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(to)
            if was_there:
                to.mkdir(mode=0o700)
        raise


@contextmanager
def place_held(folder: Path) -> Generator[None]:
    """Hold the harmed vault, so that nobody opens it meanwhile; no lock file is left."""
    lock = place.Lock.take(folder)
    try:
        yield
    finally:
        lock.withdraw()


def _rescued(
    folder: Path, to: Path, user: str, password: str, watch: Watch
) -> tuple[Table, ...]:
    known, own, secrets = _keys(folder, user, password)
    try:
        old = Parts(folder, known, secrets)
        copying.refuse_no_room(to, old.size)
        source = _Source(old.case_file, secrets.case_file)
        kept, users = _slots(source, known, own, user)
        next_one = replace(known, generation=known.generation + 1)
        fresh, new_secrets = copying.fresh(next_one, kept, secrets)
        try:
            new = Parts(to, fresh, new_secrets)
            with copying.disk_faults():
                tables = _case_file(source, new, users, watch)
                _counts_file(old, new)
                head = _head(new, user)
                schema = len(migrations.steps())
                whole = replace(fresh, audit=head, schema=schema)
                key_files.write(to, whole, new_secrets.header)
        finally:
            new_secrets.wipe()
    finally:
        secrets.wipe()
    return tables


def _keys(folder: Path, user: str, password: str) -> tuple[Header, Slot, Secrets]:
    """The newest true header and the keys that the password gives, whatever the files are."""
    found = key_files.read(folder)
    slot_id = header.slot_id(found[0].vault, user)
    secret = keys.of_password(password)
    try:
        for copy in found:
            with suppress(Damaged):
                opened = slots.open_slot(copy, slot_id, secret)
                if not opened.vault_key:
                    raise Refusal(_("This name opens the figures only, not the case files."))
                witness = opened.content[keys.KEY :]
                keys.wipe(opened.content)
                secrets = Secrets.of(
                    opened.vault_key,
                    opened.counts_key,
                    witness,
                    generation=copy.generation,
                    salt=copy.salt,
                )
                if copy.is_authentic(secrets.header):
                    return copy, opened.slot, secrets
                secrets.wipe()
    except WrongPassword:
        failures.note(folder, slot_id)
        raise
    finally:
        keys.wipe(secret)
    raise _hopeless()


class _Source:
    """The harmed file: each fault spoils a connection, so another one takes its place."""

    def __init__(self, file: Path, key: bytearray) -> None:
        self.file = file
        self._key = key

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The whole answer.

        Raises:
            Damaged: a page that it needs cannot be read.
        """
        with database.look(self.file, self._key) as db:
            return [tuple(row) for row in db.execute(query, values)]

    @property
    def most_rows(self) -> int:
        """More rows than a table of this file can hold."""
        return self.file.stat().st_size // _LEAST_ROW_BYTES


def _slots(
    source: _Source, known: Header, own: Slot, user: str
) -> tuple[list[Slot], list[tuple[Slot, str]]]:
    """The slots that the new vault has, and the names of their holders.

    Where the names of record cannot be read, only whoever rescues and the recovery code
    are let in: a slot that may have been planted gets no key.
    """
    try:
        record = source.rows(
            "SELECT slot, public_key, role, kind, user FROM key_slot WHERE removed IS NULL"
        )
        names = {tuple(row[:4]): row[4] for row in record}
    except Refusal:
        names = {(own.id, own.public, own.role, own.kind): user}
        recovery = known.slot(header.recovery_slot_id(known.vault))
        if recovery is not None:
            mark = (recovery.id, recovery.public, recovery.role, recovery.kind)
            names[mark] = _("Recovery code")
    kept = [
        slot for slot in known.slots if (slot.id, slot.public, slot.role, slot.kind) in names
    ]
    return kept, [(slot, names[slot.id, slot.public, slot.role, slot.kind]) for slot in kept]


def _case_file(
    source: _Source, new: Parts, users: list[tuple[Slot, str]], watch: Watch
) -> tuple[Table, ...]:
    steps = migrations.steps()
    try:
        version = source.rows("PRAGMA user_version")[0][0]
    except Refusal as error:
        raise _hopeless() from error
    migrations.refuse_newer(version, steps)
    place.create_empty(new.case_file)
    with database.faults():
        db = database.blank(new.case_file, new.secrets.case_file)
        try:
            migrations.migrate(db, steps[:version])
            found = tuple(_tables(source, db, watch))
            _let_in(db, users, new.header.vault)
            migrations.migrate(db, steps)
        finally:
            db.close()
    copying.flush(new.case_file)
    return found


def _tables(source: _Source, db: Connection, watch: Watch) -> Iterator[Table]:
    """Fill every table as far as its rows can be read; triggers stand aside meanwhile."""
    names = sorted(copying.rows_by_table(db))
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    aside = triggers.fetchall()
    for name, _sql in aside:
        db.execute(f'DROP TRIGGER "{name}"')
    for number, name in enumerate(names):
        watch.tell(number, len(names))
        with database.transaction(db):
            yield _table(source, db, name, watch)
    for _name, sql in aside:
        db.execute(sql)
    watch.tell(len(names), len(names))


def _table(source: _Source, db: Connection, name: str, watch: Watch) -> Table:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    insert = f'INSERT OR REPLACE INTO "{name}" ({listed}) VALUES ({marks})'  # noqa: S608
    if not _has_rowid(db, name):
        try:
            rows = source.rows(f'SELECT {listed} FROM "{name}"')  # noqa: S608
        except Refusal:
            return Table(name, 0, None)
        db.executemany(insert, rows)
        return Table(name, len(rows), 0)
    insert = f'INSERT INTO "{name}" (rowid, {listed}) VALUES (?, {marks})'  # noqa: S608
    query = f'SELECT rowid, {listed} FROM "{name}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608
    last, is_known = _last_rowid(source, db, name)
    if last > _CHUNK // 2 and not any(_reads(source, query, n) for n in _sample(last)):
        return Table(name, 0, last if is_known else None)
    read = lost = 0
    for low in range(1, last + 1, _CHUNK):
        watch.refuse_stopped()
        before = read
        for rows, missing in _around(source, query, low, min(low + _CHUNK - 1, last)):
            db.executemany(insert, rows)
            read += len(rows)
            lost += missing
        if read == before and not is_known:
            break  # past the end, or all that follows is lost
    return Table(name, read, lost if is_known or not lost else None)


def _around(
    source: _Source, query: str, low: int, high: int
) -> Iterator[tuple[list[tuple[Any, ...]], int]]:
    """The rows from `low` to `high`, halving what cannot be read down to single rows."""
    try:
        yield source.rows(query, low, high), 0
    except Refusal:
        if low == high:
            yield [], 1
            return
        middle = (low + high) // 2
        yield from _around(source, query, low, middle)
        yield from _around(source, query, middle + 1, high)


def _sample(last: int) -> range:
    return range(1, last + 1, max(last // 16, 1))


def _reads(source: _Source, query: str, rowid: int) -> bool:
    """Whether the way to a row can be walked; none of a table whose first page is harmed."""
    try:
        source.rows(query, rowid, rowid)
    except Refusal:
        return False
    return True


def _last_rowid(source: _Source, db: Connection, name: str) -> tuple[int, bool]:
    """The last row number of a table, from the table or an index; and whether it is known."""
    indexes = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", (name,)
    )
    for by in ("", *(f'INDEXED BY "{index}"' for (index,) in indexes.fetchall())):
        with suppress(Refusal):
            (row,) = source.rows(f'SELECT max(rowid) FROM "{name}" {by}')  # noqa: S608
            return row[0] or 0, True
    return source.most_rows, False


def _has_rowid(db: Connection, name: str) -> bool:
    rows = db.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (name,)).fetchall()
    return not rows[0][0]


def _let_in(db: Connection, users: list[tuple[Slot, str]], vault: str) -> None:
    """Make sure that the vault knows itself and the users whose slots it has."""
    with database.transaction(db):
        mark = json.dumps({"id": ORIGIN})  # so that the device gets a new lane
        facts = (("vault", vault), (backup.MARK, mark))
        db.executemany("INSERT OR REPLACE INTO vault_meta VALUES (?, ?)", facts)
        at = audit.stamp(datetime.now(UTC))
        known = {tuple(row) for row in db.execute("SELECT slot, public_key FROM key_slot")}
        for slot, name in users:
            if (slot.id, slot.public) not in known:
                roster.record(db, slot, name, at)


def _counts_file(old: Parts, new: Parts) -> None:
    """Bring the counting facts along if they are whole; else begin them anew."""
    try:
        copying.copy(
            old.counts_file,
            old.secrets.counts_file,
            new.counts_file,
            new.secrets.counts_file,
            watch=Watch(),
        )
    except Damaged:
        copying.remove([new.counts_file])
        creation.counts_file(new.folder, new.secrets, new.header, "")


def _head(new: Parts, user: str) -> tuple[int, bytes]:
    """Write down what was done, and prove that the new file can be opened."""
    with database.faults():
        db = database.anchor(new.case_file, new.secrets.case_file)
        try:
            with database.transaction(db):
                audit.append(db, Signature(user, "rescue"), [Act("vault.rescued")])
            measure = copying.measured(db)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.close()
    copying.flush(new.case_file)
    copying.prove(new.case_file, new.secrets.case_file, measure)
    return measure.audit


def _hopeless() -> Damaged:
    return Damaged(
        _(
            "Nothing can be read of this vault any more: its beginning or its keys are harmed. "
            "It was not touched. Restore a backup."
        )
    )
