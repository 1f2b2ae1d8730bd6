"""How does a vault come back: from a backup, or out of a harmed one?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.domain.staff import Role
from youthcase.errors import Damaged, NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.services.backup_copies import counted, names
from youthcase.store import restored
from youthcase.vault import backup, damage
from youthcase.vault import rescue as rescues
from youthcase.vault import restore as restores
from youthcase.vault.copying import Watch

if TYPE_CHECKING:
    from youthcase.services.backup_copies import Cancelled, Progress
    from youthcase.services.desk import Desk
    from youthcase.vault.damage import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A vault that came back: where it is, of when, and how much is in it.

    `before` is what the vault it replaces, or the open one, holds; None where that cannot
    be read. `after` is None when no password was given to look with.
    """

    folder: Path
    made: datetime
    replaced: Path | None
    before: dict[str, int] | None
    after: dict[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a backup holds, and what the vault that it would replace holds.

    `before` is None where that vault cannot be read, or not with this password.
    """

    file: Path
    made: datetime
    before: Mapping[str, int] | None
    after: Mapping[str, int]
    may_replace: bool  # whoever looks was a supervisor on that day


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What could still be read of a harmed vault: rows read and rows lost, by table.

    A lost number of None means that nobody can tell.
    """

    folder: Path
    tables: tuple[tuple[str, int, int | None], ...]

    @property
    def read(self) -> dict[str, int]:
        """How much was read, by its name in plain words."""
        return counted({name: read for name, read, _lost in self.tables})

    @property
    def lost(self) -> dict[str, int | None]:
        """How much was lost, by its name in plain words; only what was, None for unknown."""
        named, found = names(), dict[str, int | None]()
        for table, _read, lost in self.tables:
            name = named.get(table, _("other entries"))
            before = found.get(name, 0)
            found[name] = None if before is None or lost is None else before + lost
        return {name: lost for name, lost in found.items() if lost != 0}


def restore(
    file: Path,
    to: Path,
    *,
    user: str | None = None,
    password: str = "",
    replacing: bool = False,
    lists: tuple[Path, ...] = (),
    progress: Progress = None,
    cancelled: Cancelled = None,
) -> Restored:
    """Bring a backup back into a new place, or, if so chosen, into that of another vault.

    With a name and password of the day of the backup, it is opened and counted before it
    gets its place. What it replaces is kept beside it.

    Raises:
        WrongPassword: not of that day. NotAllowed: only a supervisor replaces a vault.
        Damaged, Refusal: the backup is not whole or the place will not do; everything is as
        it was.
    """
    after: dict[str, int] | None = None
    before = _look(to, user, password) if replacing and user else None

    def check(folder: Path) -> None:
        nonlocal after
        if user:
            proof = restores.proved(folder, user, password)
            after = counted(proof.measure.rows)
            if replacing and proof.role != Role.SUPERVISOR.name.lower():
                raise _supervisors_only()

    own = (backup.folder_of(to),) if replacing else ()
    done = restores.restore(
        file,
        to,
        replace=replacing,
        lists=(*lists, *own),
        check=check,
        watch=Watch(progress=progress, cancelled=cancelled),
    )
    return Restored(
        folder=done.folder,
        made=done.made,
        replaced=done.replaced,
        before=before,
        after=after,
    )


def look(
    file: Path,
    to: Path,
    *,
    user: str,
    password: str,
    progress: Progress = None,
    cancelled: Cancelled = None,
) -> Look:
    """Open a backup with a name and password of its day and count it; `to` stays as it is.

    What is in `to` is counted too, if it is a vault that the same password opens.

    Raises:
        WrongPassword: not of that day. Damaged, Refusal: it is not whole, or no room.
    """
    watch = Watch(progress=progress, cancelled=cancelled)
    made, proof = restores.looked(file, to, user, password, watch)
    watch.refuse_stopped()
    before = _look(to, user, password) if to.is_dir() else None
    return Look(
        file=file,
        made=made,
        before=before,
        after=counted(proof.measure.rows),
        may_replace=proof.role == Role.SUPERVISOR.name.lower(),
    )


def rescue(
    folder: Path,
    to: Path,
    *,
    user: str,
    password: str,
    progress: Progress = None,
    cancelled: Cancelled = None,
) -> Rescued:
    """Copy what can still be read of a harmed vault into a new one; the old is not touched.

    A backup is better: try to restore one first.

    Raises:
        WrongPassword: they do not belong together. Damaged, Refusal: nothing can be read,
        or the place will not do.
    """
    watch = Watch(progress=progress, cancelled=cancelled)
    found = rescues.rescue(folder, to, user=user, password=password, watch=watch)
    return Rescued(
        folder=to, tables=tuple((table.name, table.read, table.lost) for table in found)
    )


def troubles(folder: Path, said: Refusal | None = None) -> tuple[Trouble, ...]:
    """What is wrong with a vault, given what opening it `said`, and the ways out."""
    return damage.troubles(folder, said)


def is_torn(folder: Path) -> bool:
    """Whether one of the two key files is harmed and the other one whole."""
    found = damage.troubles(folder)
    return any(trouble.is_keys for trouble in found if not trouble.is_serious)


def settled(desk: Desk) -> Desk:
    """The desk, once a vault that came back from a backup has been set right.

    The device gets a new lane, what was erased since the backup is erased again, and rows
    that a rescue could not read are made anew from the journal where that is whole.
    """
    vault = desk.vault
    origin = vault.restored_from()
    if origin is None:
        return desk
    try:
        is_erased = vault.erased()
    except Damaged:
        is_erased = None  # status() says so, and the next unlock tries again
    signature = desk.pen.signature
    with vault.settling(signature, whole=is_erased is not None) as db:
        lane = restored.renew_lane(db)
        if origin == rescues.ORIGIN and (count := restored.mend(db)):
            desk.note(db, "rescue.mended", f"rows/{count}")
        if is_erased is not None and (count := restored.erase_again(db, is_erased)):
            desk.note(db, "erasures.applied", f"entries/{count}")
    return replace(desk, lane=lane)


def _look(folder: Path, user: str, password: str) -> dict[str, int] | None:
    try:
        return counted(restores.proved(folder, user, password).measure.rows)
    except Refusal:
        return None


def _supervisors_only() -> NotAllowed:
    return NotAllowed(
        _(
            "Only a supervisor puts a backup in the place of a vault. Nothing was changed. "
            "Restore it into a new folder, or ask a supervisor."
        )
    )
