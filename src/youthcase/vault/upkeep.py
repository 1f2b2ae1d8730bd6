"""How does an open vault make its copies, change its keys and keep its list of erasures?"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.vault import audit, backup, database, erasures, restore, rotation
from youthcase.vault.audit import Act
from youthcase.vault.copying import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.audit import Signature
    from youthcase.vault.backup import Made
    from youthcase.vault.copying import Watch
    from youthcase.vault.interior import Interior
    from youthcase.vault.rotation import Wish


def copy(
    inside: Interior, file: Path, kind: str, by: Signature, now: datetime, watch: Watch
) -> Made:
    """Copy the vault into one file, prove the copy, name it, and write that down.

    Raises:
        Damaged: the case file is harmed, so no good copy can be made of it.
        Refusal: the place will not do, the disk is full, or it was stopped.
    """
    with inside.one_copy:
        with inside.keys.still(), inside.gate.at_work():
            made = backup.make(inside.parts, file, kind, now, watch)
        with inside.write() as db:
            audit.append(db, by, [Act("backup.made", f"backup/{made.id}")])
            head = audit.head(db)
        inside.keys.save(head)
    return made


def rotate(inside: Interior, wish: Wish, by: Signature, watch: Watch) -> None:
    """Make a backup, then the next generation of both files, and put it in force.

    Raises:
        Damaged: a file is harmed. Refusal: no room, busy, or stopped; the old keys stay in
        force.
    """
    now = datetime.now(UTC)
    with inside.one_copy:
        file = backup.file_for(backup.folder_of(inside.folder), inside.id, "rotation", now)
        copy(inside, file, "rotation", by, now, watch.within(0, 50, 100))
        with inside.keys.still(), inside.gate.alone():
            _turn(inside, wish, by, watch.within(50, 50, 100))


def _turn(inside: Interior, wish: Wish, by: Signature, watch: Watch) -> None:
    """Make the next generation and put it in force; nobody else is at work."""
    turned = rotation.prepare(inside.parts, wish, by, watch)
    new = Parts(inside.folder, turned.header, turned.secrets)
    try:
        anchor = database.anchor(new.case_file, new.secrets.case_file)
    except BaseException:
        rotation.forget(new)
        new.secrets.wipe()
        raise
    try:
        watch.tell(1, 1)  # the last moment at which it can be stopped
        inside.keys.take_over(turned.header, turned.secrets)
    except BaseException:
        anchor.close()
        if rotation.is_in_force(inside.folder, turned.header.generation):
            # Cut short in the one moment between: it has to be opened again.
            inside.gate.is_closed = True
        else:
            rotation.forget(new)
        new.secrets.wipe()
        raise
    inside.move(turned.secrets, anchor)
    rotation.sweep(inside.folder, turned.header.generation)


@contextmanager
def settling(inside: Interior, by: Signature, *, whole: bool) -> Generator[Connection]:
    """One transaction in which a restored vault becomes an ordinary one, if it is `whole`."""
    with inside.write() as db:
        id_ = restore.about(db).get("id")
        yield db
        if whole:
            restore.forget_mark(db)
        audit.append(db, by, [Act("vault.restored", f"backup/{id_}")])


def erased(inside: Interior) -> Callable[[str, bytes], bool]:
    """Whether an object of a kind and an id is on the list of what was erased.

    Raises:
        Damaged: the list is not what this vault wrote.
    """
    with inside.gate.at_work():
        witness = inside.secrets.witness
        marks = erasures.read(backup.folder_of(inside.folder), inside.id, witness)
        mark = erasures.marker(witness)
    return lambda kind, id_: bool(marks) and mark(kind, id_) in marks


def note_erased(inside: Interior, objects: Iterable[tuple[str, bytes]]) -> None:
    """Put what was erased, each a kind and an id, on the list beside the backups.

    Raises:
        Damaged: the list that is there is not ours. Refusal: it cannot be written.
    """
    with inside.gate.at_work():
        witness = inside.secrets.witness
        mark = erasures.marker(witness)
        marks = [mark(kind, id_) for kind, id_ in objects]
        erasures.add(backup.folder_of(inside.folder), inside.id, witness, marks)
