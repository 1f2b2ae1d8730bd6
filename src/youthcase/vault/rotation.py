"""How does a vault get new keys, so that somebody who left cannot read what comes later?

The files are copied under new keys into a new generation, the copies are proved, and then
the header names them: its rename is the one moment at which the old generation ends. It
protects later data only: whoever kept an old copy and knows its password can read that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    copying,
    key_files,
    keys,
    migrations,
    place,
    recovery,
    roster,
    slots,
)
from youthcase.vault.audit import Act
from youthcase.vault.copying import Parts, Watch
from youthcase.vault.header import Header, Slot
from youthcase.vault.keys import Secrets

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.audit import Signature

_GENERATIONS = re.compile(r"(?:vault|counts)-([0-9]+)\.db(?:-wal|-shm|-journal)?")


def what_it_protects() -> str:
    """The honest words for somebody who is about to change the keys."""
    return _(
        "New keys protect what is written from now on. Copies and backups made until today "
        "still open with the passwords of their day: collect them, or delete those that you "
        "no longer need."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be different besides the keys: whose slot goes, which recovery code comes."""

    leaver: str | None = None
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Turned:
    """The next generation, on disk and proved, but not in force: its header is not written."""

    header: Header
    secrets: Secrets = field(repr=False)


def prepare(parts: Parts, wish: Wish, by: Signature, watch: Watch) -> Turned:
    """Copy both files under new keys into the next generation, with the slots as wished.

    Nobody may write meanwhile, since what they wrote would be missing.

    Raises:
        Damaged: a file is harmed. Stopped, Refusal: the old generation stays in force and
        nothing is left of the new one.
    """
    copying.refuse_no_room(parts.folder, 2 * parts.size)
    copying.refuse_strangers(parts)
    gone = {wish.leaver}
    if wish.code is not None:
        gone.add(slots.paper(parts.header.vault).slot)
    kept = [slot for slot in parts.header.slots if slot.id not in gone]
    known = replace(parts.header, generation=parts.header.generation + 1)
    fresh, secrets = copying.fresh(known, kept, parts.secrets)
    printed = None if wish.code is None else _printed(fresh, wish.code, secrets)
    if printed is not None:
        fresh = fresh.with_slot(printed)
    new = Parts(parts.folder, fresh, secrets)
    forget(new)
    try:
        with copying.disk_faults():
            head = _copied(parts, new, _Door(wish.leaver, printed), by, watch)
            key_files.flush_folder(parts.folder)
    except BaseException:
        forget(new)
        secrets.wipe()
        raise
    schema = len(migrations.steps())
    return Turned(replace(fresh, audit=head, schema=schema), secrets)


def _printed(fresh: Header, code: str, secrets: Secrets) -> Slot:
    secret = recovery.secret_of(code)
    try:
        return slots.make(fresh, slots.paper(fresh.vault), secret, None, secrets)
    finally:
        keys.wipe(secret)


@dataclass(frozen=True, slots=True)
class _Door:
    """Who is let out of the record, and which paper comes into it."""

    leaver: str | None
    printed: Slot | None

    def close(self, db: Connection) -> list[Act]:
        """Change the record inside the copy; what the audit says about it."""
        now = audit.stamp(datetime.now(UTC))
        acts: list[Act] = []
        if self.leaver is not None:
            roster.strike_all(db, self.leaver, now)
            acts.append(Act("slot.removed", f"slot/{self.leaver}"))
        if self.printed is not None:
            roster.strike_all(db, self.printed.id, now)
            roster.record(db, self.printed, recovery.name(), now)
            acts.append(slots.act("recovery.renewed", self.printed))
        return acts


def _copied(
    parts: Parts, new: Parts, door: _Door, by: Signature, watch: Watch
) -> tuple[int, bytes]:
    rotated = Act("keys.rotated", f"generation/{new.header.generation}")

    def close_the_door(db: Connection) -> None:
        audit.append(db, by, [*door.close(db), rotated])

    def note(db: Connection) -> None:
        audit.append(db, by, [rotated])

    measure = copying.copy(
        parts.case_file,
        parts.secrets.case_file,
        new.case_file,
        new.secrets.case_file,
        alter=close_the_door,
        watch=watch.within(0, 90, 100),
    )
    copying.copy(
        parts.counts_file,
        parts.secrets.counts_file,
        new.counts_file,
        new.secrets.counts_file,
        alter=note,
        watch=watch.within(90, 10, 100),
    )
    return measure.audit


def forget(parts: Parts) -> None:
    """Remove the files of one generation."""
    copying.remove([parts.case_file, parts.counts_file])


def is_in_force(folder: Path, generation: int) -> bool:
    """Whether a copy of the header on disk names this generation."""
    return generation in _generations(folder)


def is_behind(folder: Path, generation: int) -> bool:
    """Whether a copy of the header still names an older generation, or cannot be read."""
    return any(number is None or number < generation for number in _generations(folder))


def is_settled(folder: Path, generation: int) -> bool:
    """Whether both copies of the header name this generation."""
    return _generations(folder) == [generation, generation]


def _generations(folder: Path) -> list[int | None]:
    return [
        None if isinstance(copy, Refusal) else copy.generation
        for copy in key_files.copies(folder)
    ]


def sweep(folder: Path, generation: int) -> None:
    """Remove the files of other generations, once neither copy of the header names one.

    While a copy still names an older one, its file stays: if the other copy is harmed, an
    old vault is better than none.
    """
    if not is_settled(folder, generation):
        return
    try:
        matches = [_GENERATIONS.fullmatch(file.name) for file in folder.iterdir()]
    except OSError:
        return  # the keys are in force all the same; the next unlock sweeps
    numbers = {int(match[1]) for match in matches if match} - {generation}
    for number in numbers:
        copying.remove([place.case_file(folder, number), place.counts_file(folder, number)])
