"""Is there a good copy of this vault, and how does it come back?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.domain.staff import Role
from youthcase.errors import Damaged, NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.services.settings import TRAINING, Settings
from youthcase.store import cases, restored
from youthcase.vault import backup, container, copying, damage, erasures
from youthcase.vault import rescue as rescues
from youthcase.vault import restore as restores
from youthcase.vault.copying import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.services.desk import Desk
    from youthcase.vault.damage import Trouble

SECOND_PLACE = "second_place"  # the setting: a folder on another disk
PUT_OFF = "second_place_put_off"  # the setting: the day on which somebody said "later"
ASK_AGAIN = timedelta(days=14)

Progress = Callable[[int, int], None] | None
Cancelled = Callable[[], bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One backup that lies in a folder: `kind` is daily, hand, migration or rotation.

    `is_whole` tells that nothing is missing at its beginning or its end; what lies between
    is looked at by `verify`.
    """

    file: Path
    at: datetime
    kind: str
    megabytes: float
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How things stand with backups. `advice` says in words what is missing, if anything."""

    copies: tuple[Copy, ...]
    is_due: bool
    second_place: str
    second_copies: tuple[Copy, ...]
    is_second_there: bool
    is_erasure_open: bool  # restored, and what was erased since could not be read
    asks_second_place: bool  # none was chosen, somebody could choose, and it is worth asking
    advice: str

    @property
    def last(self) -> Copy | None:
        """The newest copy in the vault's own folder."""
        return self.copies[0] if self.copies else None

    @property
    def is_second_lost(self) -> bool:
        """Whether a second place was chosen that is not there now."""
        return bool(self.second_place) and not self.is_second_there

    @property
    def is_carry_due(self) -> bool:
        """Whether the newest whole copy is still missing in the second place."""
        whole = next((copy for copy in self.copies if copy.is_whole), None)
        there = {copy.file.name for copy in self.second_copies if copy.is_whole}
        return self.is_second_there and whole is not None and whole.file.name not in there


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that has passed its checks; `problem` says what did not work besides."""

    file: Path
    second_file: Path | None
    counts: dict[str, int]
    problem: str = ""


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
        return _counted({name: read for name, read, _lost in self.tables})

    @property
    def lost(self) -> dict[str, int | None]:
        """How much was lost, by its name in plain words; only what was, None for unknown."""
        named, found = _names(), dict[str, int | None]()
        for table, _read, lost in self.tables:
            name = named.get(table, _("other entries"))
            before = found.get(name, 0)
            found[name] = None if before is None or lost is None else before + lost
        return {name: lost for name, lost in found.items() if lost != 0}


class Backups:
    """The copies of the vault that is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def folder(self) -> Path:
        """Where this vault keeps its own copies."""
        return self._desk.vault.backups

    def status(self) -> Status:
        """Which copies there are, and whether it is time for another."""
        desk = self._desk
        copies = _copies(desk.vault.backups, desk.vault.id)
        last = next((copy.at for copy in copies if copy.is_whole), None)
        with desk.vault.read() as db:
            second = self._setting(db, SECOND_PLACE)
            put_off = self._setting(db, PUT_OFF)
            is_training = bool(self._setting(db, TRAINING))
            has_people = db.execute("SELECT EXISTS (SELECT 1 FROM person)").fetchone()[0]
        is_there = bool(second) and Path(second).is_dir()
        is_erasure_open = desk.vault.restored_from() is not None
        return Status(
            copies=copies,
            is_due=backup.is_due(last, desk.now),
            second_place=second,
            second_copies=_copies(Path(second), desk.vault.id) if is_there else (),
            is_second_there=is_there,
            is_erasure_open=is_erasure_open,
            asks_second_place=(
                not second
                and desk.supervises
                and bool(has_people)
                and not is_training
                and _is_over(put_off, desk.today)
            ),
            advice=self._advice(second, is_there=is_there, is_erasure_open=is_erasure_open),
        )

    def make(self, progress: Progress = None, cancelled: Cancelled = None) -> Made:
        """Make and prove a copy, put it in the second place too, and let old ones go.

        Raises:
            Damaged: the vault is harmed, so that no good copy can be made of it.
            Refusal: the disk is full, or it was stopped; all older copies are there.
        """
        desk = self._desk
        vault = desk.vault
        watch = Watch(progress=progress, cancelled=cancelled)
        second = self._second_place()
        share = 70 if second else 100
        target = backup.file_for(vault.backups, vault.id, "daily", desk.now)
        made = vault.backup(
            target,
            kind="daily",
            by=desk.pen.signature,
            now=desk.now,
            watch=watch.within(0, share, 100),
        )
        backup.prune(vault.backups, vault.id)
        problem = "" if made.has_counts else _counts_left_out()
        second_file = None
        if second:
            try:
                second_file = self._carry(made.file, Path(second), watch.within(70, 30, 100))
            except Refusal as refusal:
                words = _("The copy in the second place was not made.")
                problem = f"{problem} {words} {refusal}".strip()
        return Made(
            file=made.file,
            second_file=second_file,
            counts=_counted(made.measure.rows),
            problem=problem,
        )

    def carry(self, progress: Progress = None, cancelled: Cancelled = None) -> Path:
        """Bring the newest whole copy to the second place, which is there again.

        Raises: Refusal when there is none, or it cannot be written there.
        """
        second = self._second_place()
        copies = _copies(self._desk.vault.backups, self._desk.vault.id)
        newest = next((copy for copy in copies if copy.is_whole), None)
        if not second or newest is None:
            raise Refusal(_("There is no copy to bring there yet. Make a backup."))
        watch = Watch(progress=progress, cancelled=cancelled)
        return self._carry(newest.file, Path(second), watch)

    def put_off_second_place(self) -> Changes:
        """Ask again for a second place in a fortnight.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        return Settings(self._desk).choose(PUT_OFF, self._desk.today.isoformat())

    def when_harmed(self, tell: Callable[[Damaged], None]) -> None:
        """Have `tell` called, on whichever thread, when any work in the vault meets harm."""
        self._desk.vault.when_harmed(tell)

    def troubles(self, said: Refusal | None) -> tuple[Trouble, ...]:
        """What is wrong with the open vault, given what was `said`, and the ways out."""
        found = damage.troubles(self._desk.vault.folder, said)
        return tuple(trouble for trouble in found if trouble.is_serious) or found

    def save_to(
        self, file: Path, progress: Progress = None, cancelled: Cancelled = None
    ) -> Made:
        """Make and prove a copy in a file of the person's choosing.

        Raises: as for `make`; Refusal when there is a file of that name.
        """
        desk = self._desk
        made = desk.vault.backup(
            file,
            by=desk.pen.signature,
            now=desk.now,
            watch=Watch(progress=progress, cancelled=cancelled),
        )
        return Made(
            file=made.file,
            second_file=None,
            counts=_counted(made.measure.rows),
            problem="" if made.has_counts else _counts_left_out(),
        )

    def choose_second_place(self, folder: str) -> Changes:
        """Keep copies in a folder on another disk as well; empty for none.

        Raises: NotAllowed for caseworkers, Refusal for a place that will not do.
        """
        desk = self._desk
        desk.require_supervisor()
        if folder:
            place = Path(folder).absolute()
            if not place.is_dir():
                raise Refusal(
                    _("This folder is not there. Connect the drive, or choose another."),
                    field="second_place",
                )
            if place.is_relative_to(desk.vault.folder):
                raise Refusal(
                    _("This folder lies inside the vault. Choose one on another disk."),
                    field="second_place",
                )
            if not os.access(place, os.W_OK):
                raise Refusal(
                    _("You may not write in this folder. Choose another."),
                    field="second_place",
                )
            folder = str(place)
        return Settings(desk).choose(SECOND_PLACE, folder)

    def restore(
        self,
        file: Path,
        to: Path,
        *,
        user: str,
        password: str,
        progress: Progress = None,
        cancelled: Cancelled = None,
    ) -> Restored:
        """Bring a backup back into a new place, beside the vault that is open.

        Raises: as for the function `restore`.
        """
        vault = self._desk.vault
        with vault.read() as db:
            before = _counted(copying.rows_by_table(db))
        found = restore(
            file,
            to,
            user=user,
            password=password,
            lists=(vault.backups,),
            progress=progress,
            cancelled=cancelled,
        )
        return replace(found, before=before)

    def _second_place(self) -> str:
        with self._desk.vault.read() as db:
            return self._setting(db, SECOND_PLACE)

    @staticmethod
    def _setting(db: Connection, name: str) -> str:
        found = cases.setting(db, name)
        return found.value if found else ""

    def _advice(self, second: str, *, is_there: bool, is_erasure_open: bool) -> str:
        vault = self._desk.vault
        if is_erasure_open:
            return _(
                "This vault was restored, and the list of what was erased since could not be "
                "read. Erased records may be back. Bring the list, then sign in again."
            )
        is_same = False
        if not second:
            return _(
                "Copies on this disk do not survive a lost laptop. Choose a second place: a "
                "drive that is kept elsewhere, or a network folder."
            )
        if not is_there:
            return _("The second place is not there. Connect the drive, then make a backup.")
        with suppress(OSError):  # taken away this very moment: the next look tells
            is_same = Path(second).stat().st_dev == vault.folder.stat().st_dev
        if is_same:
            return _("The second place is on the same disk as the vault. Choose another disk.")
        return ""

    def _carry(self, file: Path, second: Path, watch: Watch) -> Path:
        vault = self._desk.vault
        if not second.is_dir():
            raise Refusal(_("It is not there. Connect the drive, then make a backup."))
        target = second / file.name
        copying.sweep_unfinished(second, vault.id)
        container.duplicate(file, target, watch)
        with copying.disk_faults():
            erasures.carry(vault.backups, second, vault.id)
        backup.prune(second, vault.id)
        return target


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
            after = _counted(proof.measure.rows)
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
        after=_counted(proof.measure.rows),
        may_replace=proof.role == Role.SUPERVISOR.name.lower(),
    )


def verify(
    copies: Sequence[Copy], progress: Progress = None, cancelled: Cancelled = None
) -> tuple[tuple[Copy, str], ...]:
    """Read copies to their ends; each with what is wrong with it, empty if it is whole.

    Raises: Refusal when it was stopped.
    """
    watch = Watch(progress=progress, cancelled=cancelled)
    found: list[tuple[Copy, str]] = []
    for number, copy in enumerate(copies):
        part = watch.within(100 * number, 100, 100 * len(copies))
        try:
            container.verify(copy.file, part)
        except copying.Stopped:
            raise
        except Refusal as refusal:
            found.append((copy, str(refusal)))
        else:
            found.append((copy, ""))
    return tuple(found)


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


def folder_of(vault: Path) -> Path:
    """Where a vault that may not open keeps its own copies."""
    return backup.folder_of(vault)


def is_torn(folder: Path) -> bool:
    """Whether one of the two key files is harmed and the other one whole."""
    found = damage.troubles(folder)
    return any(trouble.is_keys for trouble in found if not trouble.is_serious)


def copies_of(status: Status) -> tuple[Copy, ...]:
    """The copies of both places, the newest first."""
    found = (*status.copies, *status.second_copies)
    return tuple(sorted(found, key=lambda copy: copy.at, reverse=True))


def copies_beside(folder: Path) -> tuple[Copy, ...]:
    """The backups in the folder of a vault that does not open, the newest first."""
    return _copies(backup.folder_of(folder), None)


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


def _copies(folder: Path, vault: str | None) -> tuple[Copy, ...]:
    return tuple(
        Copy(
            file=one.file,
            at=one.at,
            kind=one.kind,
            megabytes=_megabytes(one.file),
            is_whole=backup.is_whole(one.file),
        )
        for one in backup.kept(folder, vault)
    )


def _is_over(put_off: str, today: date) -> bool:
    try:
        return not put_off or abs(today - date.fromisoformat(put_off)) >= ASK_AGAIN
    except ValueError:
        return True


def _megabytes(file: Path) -> float:
    try:
        return file.stat().st_size / 1_000_000
    except OSError:
        return 0.0


def _counted(rows: dict[str, int]) -> dict[str, int]:
    """What a person counts when they compare two copies, by its name in plain words."""
    return {words: rows.get(table, 0) for table, words in _names().items()}


def _names() -> dict[str, str]:
    return {
        "person": _("young people"),
        "episode": _("episodes"),
        "contact": _("contacts"),
        "plan_version": _("safety plans"),
        "score": _("scores"),
        "staff": _("colleagues"),
        "audit": _("acts in the audit"),
    }


def _look(folder: Path, user: str, password: str) -> dict[str, int] | None:
    try:
        return _counted(restores.proved(folder, user, password).measure.rows)
    except Refusal:
        return None


def _supervisors_only() -> NotAllowed:
    return NotAllowed(
        _(
            "Only a supervisor puts a backup in the place of a vault. Nothing was changed. "
            "Restore it into a new folder, or ask a supervisor."
        )
    )


def _counts_left_out() -> str:
    return _(
        "The counting facts could not be read and are not in this backup. The case files are. "
        "Check the vault."
    )
