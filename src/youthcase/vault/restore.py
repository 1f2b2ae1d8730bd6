"""How does a backup become a vault again, in a new place and over nothing?

It is unpacked beside its place, looked at, and renamed into it. What stood there before is
kept under another name. The rest (the device's new lane, what was erased since) is done by
whoever unlocks it first.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import (
    backup,
    container,
    copying,
    database,
    erasures,
    failures,
    header,
    key_files,
    keys,
    opening,
    place,
)
from youthcase.vault.copying import Measure, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Where the vault is now, of which moment it is, and where what it replaced is kept."""

    folder: Path
    made: datetime
    replaced: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a look with a password found: the rows by table, and those said to be there."""

    measure: Measure
    promised: dict[str, int]
    role: str


def restore(
    file: Path,
    to: Path,
    *,
    replace: bool = False,
    lists: Sequence[Path] = (),
    check: Callable[[Path], None] | None = None,
    watch: Watch | None = None,
) -> Restored:
    """Unpack a backup into a new place. `check` looks at it before it gets its name.

    `lists` are further folders with lists of what was erased; the backup's own is one.

    Raises:
        Damaged, Refusal: the backup is not whole, or the place will not do; the place is as
        it was.
    """
    to = to.absolute()
    watch = watch or Watch()
    found = container.envelope(file)
    place.refuse_network(to)
    is_taken = to.exists() and (not to.is_dir() or any(to.iterdir()))
    if is_taken and not replace:
        raise Refusal(
            _(
                "There is something in this place already, and a restore never overwrites. "
                "Nothing was changed. Choose a new or an empty folder."
            ),
            field="to",
        )
    fresh = to.with_name(f".{to.name}.restoring")
    try:
        with copying.disk_faults():
            fresh.parent.mkdir(parents=True, exist_ok=True)
            copying.refuse_no_room(fresh.parent, 2 * found.size)
            if fresh.exists():
                shutil.rmtree(fresh)
            fresh.mkdir(mode=0o700)
            container.unpack(file, fresh, watch)
            for source in (file.absolute().parent, *lists):
                erasures.carry(source, backup.folder_of(fresh), found.vault)
        if check is not None:
            check(fresh)
        with copying.disk_faults():
            replaced = _put(fresh, to) if is_taken else _take_place(fresh, to)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(fresh)
        raise
    return Restored(folder=to, made=datetime.fromisoformat(found.made), replaced=replaced)


def looked(
    file: Path, near: Path, user: str, password: str, watch: Watch | None = None
) -> tuple[datetime, Proof]:
    """Open a backup, look at all of it and count it; of when it is. Nothing is left of it.

    It is unpacked, still encrypted, into a folder beside `near` that goes again.

    Raises:
        WrongPassword: not of that day. Damaged, Refusal: it is not whole, or no room.
    """
    near = near.absolute()
    found = container.envelope(file)
    fresh = near.with_name(f".{near.name}.looking")
    try:
        with copying.disk_faults():
            fresh.parent.mkdir(parents=True, exist_ok=True)
            copying.refuse_no_room(fresh.parent, 2 * found.size)
            if fresh.exists():
                shutil.rmtree(fresh)
            fresh.mkdir(mode=0o700)
            container.unpack(file, fresh, watch or Watch())
        return datetime.fromisoformat(found.made), proved(fresh, user, password)
    finally:
        with suppress(OSError):
            shutil.rmtree(fresh)


def _take_place(fresh: Path, to: Path) -> None:
    if to.exists():
        to.rmdir()
    fresh.rename(to)
    key_files.flush_folder(to.parent)


def _put(fresh: Path, to: Path) -> Path:
    """Put a vault in the place of another, which is kept beside it."""
    if to.is_dir():
        place.Lock.take(to).withdraw()  # nobody may have it open
    stamp = f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S}"
    aside = to.with_name(f"{to.name} before the restore {stamp}")
    to.rename(aside)
    try:
        fresh.rename(to)
    except BaseException:
        aside.rename(to)
        raise
    key_files.flush_folder(to.parent)
    return aside


def proved(folder: Path, user: str, password: str) -> Proof:
    """Unlock a vault without changing a byte, look at all of it, and count it.

    Raises:
        WrongPassword: the name and password were not of this vault on that day.
        Damaged, Refusal: it is not whole.
    """
    secret = keys.of_password(password)
    try:
        unlocked = opening.unlock(
            folder, lambda known: header.slot_id(known.vault, user), secret
        )
    finally:
        keys.wipe(secret)
        failures.forget(folder)
    try:
        file = place.case_file(folder, unlocked.header.generation)
        with database.look(file, unlocked.secrets.case_file) as db:
            measure = copying.measured(db)
            promised = about(db).get("rows", {})
        copying.prove(file, unlocked.secrets.case_file, measure)
    finally:
        unlocked.secrets.wipe()
    rows = dict(measure.rows)
    if promised:
        rows["vault_meta"] -= 1  # the mark itself
    if promised and rows != promised:
        raise Damaged(
            _(
                "The backup opens but does not hold what was in it when it was made. Nothing "
                "was changed. Choose another backup."
            )
        )
    return Proof(
        measure=Measure(rows=rows, audit=measure.audit),
        promised=promised or rows,
        role=unlocked.slot.role,
    )


def about(db: Connection) -> dict[str, Any]:
    """What the backup says of itself that this vault was restored from; empty for none."""
    row = db.execute("SELECT value FROM vault_meta WHERE key = ?", (backup.MARK,)).fetchone()
    return {} if row is None else json.loads(row[0])


def forget_mark(db: Connection) -> None:
    """Let a restored vault be an ordinary one again."""
    db.execute("DELETE FROM vault_meta WHERE key = ?", (backup.MARK,))
