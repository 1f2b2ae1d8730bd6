"""What happens between a secret at the door and the first unit of work?"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.vault import (
    audit,
    backup,
    copying,
    database,
    failures,
    key_files,
    migrations,
    opening,
    place,
    rotation,
)
from youthcase.vault.audit import Act, Signature
from youthcase.vault.copying import Watch
from youthcase.vault.interior import Interior

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from youthcase.vault.failures import Failure
    from youthcase.vault.header import Header


def enter(
    folder: Path,
    which: Callable[[Header], str],
    secret: bytearray,
    wait: Callable[[float], None] | None,
) -> Interior:
    """Open the vault in `folder` by the slot that `which` names, and write down who came in.

    Raises:
        WrongPassword, Damaged, Refusal: it cannot be opened; its files are as they were.
    """
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
        inside = Interior(folder, unlocked, lock)
    except BaseException:
        unlocked.secrets.wipe()
        lock.release()
        raise
    try:
        _arrive(inside, failures.waiting(folder), recovered=unlocked.slot.kind == "recovery")
    except BaseException:
        inside.abandon()
        raise
    failures.forget(folder)
    return inside


def _arrive(inside: Interior, failed: Sequence[Failure], *, recovered: bool) -> None:
    """Take the steps that are new since last time and write down who came in."""
    with inside.gate.at_work():
        copying.sweep(backup.folder_of(inside.folder))
        _migrate(inside)
    head = _note(inside, failed, recovered=recovered)
    generation = inside.keys.header.generation
    if rotation.is_behind(inside.folder, generation):
        with suppress(Refusal):  # the next change of the header tries again
            inside.keys.save(head)
    rotation.sweep(inside.folder, generation)


def _note(inside: Interior, failed: Sequence[Failure], *, recovered: bool) -> tuple[int, bytes]:
    nobody = Signature("", inside.signature.sitting)
    with inside.write() as db:
        for failure in failed:
            act = Act("unlock.failed", f"slot/{failure.slot}")
            audit.append(db, nobody, [act], now=failure.at)
        last = db.execute("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()[0]
        acts = [Act("vault.opened", f"slot/{inside.slot}")]
        if recovered:
            acts.append(Act("recovery.used", f"slot/{inside.slot}"))
        if last > audit.stamp(datetime.now(UTC)):
            acts.insert(0, Act("clock.went-back", f"time/{last}"))
        audit.append(db, inside.signature, acts)
        return audit.head(db)


def _migrate(inside: Interior) -> None:
    """Bring both files to this version's shape, after a backup of what they were."""
    parts = inside.parts
    known = migrations.steps()
    with inside.read() as db:
        is_old = migrations.version(db) < len(known)
    copy = None
    copies = backup.folder_of(inside.folder)
    if is_old:
        now = datetime.now(UTC)
        file = backup.file_for(copies, inside.id, "migration", now)
        copy = backup.make(parts, file, "migration", now, Watch())
    try:
        _take_steps(parts.case_file, parts.secrets.case_file, known)
    except BaseException:
        if copy is not None:  # nothing was changed, so there is nothing to go back to
            copy.file.unlink(missing_ok=True)
            with suppress(OSError):
                copies.rmdir()  # it stays if it holds anything
        raise
    # A harmed counts file must not keep anyone from a safety plan; check() tells.
    with suppress(Refusal):
        opening.refuse_harmed_log(parts.counts_file)
        _take_steps(parts.counts_file, parts.secrets.counts_file, migrations.steps("counts"))


def _take_steps(file: Path, key: bytearray, steps: tuple[str, ...]) -> None:
    with database.faults():
        db = database.connect(file, key)
        try:
            migrations.migrate(db, steps)
        finally:
            db.close()
