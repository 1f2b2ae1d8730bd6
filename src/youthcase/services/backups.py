"""Is there a good copy of the vault that is open, and in which places?"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services.backup_copies import Copy, copies_in, counted
from youthcase.services.settings import TRAINING, Settings
from youthcase.store import cases
from youthcase.vault import backup, container, copying, damage, erasures
from youthcase.vault.copying import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.services.backup_copies import Cancelled, Progress
    from youthcase.services.desk import Desk
    from youthcase.vault.damage import Trouble

SECOND_PLACE = "second_place"  # the setting: a folder on another disk
PUT_OFF = "second_place_put_off"  # the setting: the day on which somebody said "later"
ASK_AGAIN = timedelta(days=14)


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
    def everywhere(self) -> tuple[Copy, ...]:
        """The copies of both places, the newest first."""
        found = (*self.copies, *self.second_copies)
        return tuple(sorted(found, key=lambda copy: copy.at, reverse=True))

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
        copies = copies_in(desk.vault.backups, desk.vault.id)
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
            second_copies=copies_in(Path(second), desk.vault.id) if is_there else (),
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
            counts=counted(made.measure.rows),
            problem=problem,
        )

    def carry(self, progress: Progress = None, cancelled: Cancelled = None) -> Path:
        """Bring the newest whole copy to the second place, which is there again.

        Raises: Refusal when there is none, or it cannot be written there.
        """
        second = self._second_place()
        copies = copies_in(self._desk.vault.backups, self._desk.vault.id)
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
            counts=counted(made.measure.rows),
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


def _is_over(put_off: str, today: date) -> bool:
    try:
        return not put_off or abs(today - date.fromisoformat(put_off)) >= ASK_AGAIN
    except ValueError:
        return True


def _counts_left_out() -> str:
    return _(
        "The counting facts could not be read and are not in this backup. The case files are. "
        "Check the vault."
    )
