"""Who makes the backups while people work, and how does the window learn how it went?

A backup may take minutes on a slow second drive, so it has a lane of its own: what pages
ask of the window's worker does not wait behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from youthcase.domain.dates import clock, local_time
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services import backup_copies
from youthcase.ui.kit.background import Background, Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from youthcase.services.backup_copies import Copy
    from youthcase.services.backups import Made, Status
    from youthcase.services.house import Services

Tell = Callable[[int, int], None]
Stop = Callable[[], bool]

_LOOK_AGAIN_SECONDS = 60  # while the second place is not there
_TIDY_SECONDS = 3.0  # that a lock waits for a copy under way to leave no half file


class Keeper(QObject):
    """Makes copies when due or asked for, one at a time, and knows how things stand."""

    changed = Signal()  # what is known, or what is under way
    progressed = Signal(int, int)
    said = Signal(str)  # a quiet sentence: it went well, or was stopped
    harm_met = Signal(object)  # Refusal: work in the vault has met harm

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status: Status | None = None
        self.under_way = ""  # what, in words; empty when nothing is
        self.problem = ""  # why the last copy was not made
        self.told = ""  # what was repaired without asking
        self.harm: Refusal | None = None
        self.answers: dict[Path, str] = {}  # what a reading to the end found; empty is whole
        self._services = services
        self._lane: Background | None = None
        self._job: Job[Any] | None = None
        self._is_over = False
        self._is_carrying = False  # the newest copy to the second place, and nothing else
        self._is_carrying_vain = False  # it was tried in this sitting, and failed
        self._is_counted = False  # the counting facts were brought up to date
        self._again = QTimer(self)
        self._again.setInterval(1000 * _LOOK_AGAIN_SECONDS)
        self._again.timeout.connect(self.look)
        # Met on whichever thread, told on the window's.
        self.harm_met.connect(self._note_harm, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being made, carried or read."""
        return bool(self.under_way)

    def begin(self) -> None:
        """Look how things stand, and make a copy if one is due."""
        self._look(self._begun)

    def look(self) -> None:
        """Look again how things stand; a second place that is there again gets its copy."""
        self._look(self._looked)

    def back_up(self) -> None:
        """Make a copy now, and carry it to the second place."""
        make = self._services.backups.make
        self._run(_("Backing up"), make, self._made)

    def save_to(self, file: Path) -> None:
        """Make a copy in a file of somebody's choosing."""
        save = self._services.backups.save_to

        def work(tell: Tell, stop: Stop) -> Made:
            return save(file, tell, stop)

        self._run(_("Saving a copy"), work, self._saved)

    def verify(self, copies: Sequence[Copy]) -> None:
        """Read copies to their ends."""

        def work(tell: Tell, stop: Stop) -> tuple[tuple[Copy, str], ...]:
            return backup_copies.verify(copies, tell, stop)

        self._run(_("Reading the copies to their ends"), work, self._verified)

    def tell(self, words: str) -> None:
        """Have something said that was repaired without asking."""
        self.told = words
        self.changed.emit()

    def meet(self, harm: Refusal) -> None:
        """Take note of harm that somebody else has found, such as the check."""
        self._note_harm(harm)

    def cancel(self) -> None:
        """Stop what is under way; older copies stay as they are."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Stop for good, before the vault closes; nothing half written stays."""
        self._is_over = True
        self._again.stop()
        if self._lane is not None:
            self._lane.give_up(self._job, _TIDY_SECONDS)

    def _background(self) -> Background:
        if self._lane is None:
            self._lane = Background(self)
        return self._lane

    def _bring_counts_up(self) -> None:
        """Once a sitting, when the copy of the day is safe: what a manager's key opens."""
        if not self._is_counted:
            self._is_counted = True
            self._background().run(
                self, self._keep_counts, done=self._counted, failed=self._not_counted
            )

    def _keep_counts(self) -> int:
        return self._services.keep_counts(None, self._is_asked_to_stop)

    def _is_asked_to_stop(self) -> bool:
        return self._is_over

    def _counted(self, _people: int) -> None:
        """Nothing is said: whoever makes a return sees of which day the counts are."""

    def _not_counted(self, error: Exception) -> None:
        if not isinstance(error, Refusal):  # a harmed counts file: the check tells of it
            raise error

    def _look(self, done: Callable[[Status], None]) -> None:
        if not self._is_over:
            read = self._services.backups.status
            self._background().run(self, read, done=done, failed=self._not_looked)

    def _begun(self, status: Status) -> None:
        self._looked(status)
        if status.is_due and not self.is_busy:
            self.back_up()

    def _looked(self, status: Status) -> None:
        if self._is_over:
            return
        self.status = status
        if status.is_second_lost:
            self._again.start()
            self._is_carrying_vain = False
        else:
            self._again.stop()
        self.changed.emit()
        if not status.is_due:
            self._bring_counts_up()
        is_wanted = status.is_carry_due and not status.is_due and not self._is_carrying_vain
        if is_wanted and not self.is_busy:
            self._is_carrying = True
            self._run(
                _("Copying to the second place"), self._services.backups.carry, self._carried
            )

    def _not_looked(self, error: Exception) -> None:
        if self._is_over:
            return
        if not isinstance(error, Refusal):
            raise error
        self.problem = str(error)
        self.changed.emit()

    def _run(
        self, words: str, work: Callable[[Tell, Stop], Any], done: Callable[[Any], None]
    ) -> None:
        if self.is_busy or self._is_over:
            return

        def in_lane(job: Job[Any]) -> Any:
            def stop() -> bool:
                return job.is_cancelled

            return work(_Percent(job).tell, stop)

        self.under_way = words
        self._job = self._background().run_long(
            self,
            in_lane,
            done=done,
            failed=self._failed,
            progress=self._progress,
            cancelled=self._stopped,
        )
        self.changed.emit()

    def _progress(self, done: int, total: int, _words: str) -> None:
        if self.is_busy:
            self.progressed.emit(done, total)

    def _ended(self) -> bool:
        """Nothing is under way any more; whether anybody is left to tell."""
        self.under_way, self._job = "", None
        return not self._is_over

    def _made(self, made: Made) -> None:
        if self._ended():
            self.problem = "" if made.second_file is None and _lost(self) else made.problem
            where = _("Backed up to this computer, {time}")
            if made.second_file is not None:
                where = _("Backed up to this computer and the second place, {time}")
            self._say_when(where)
            self._is_carrying_vain = bool(made.problem)
            self.look()

    def _saved(self, made: Made) -> None:
        if self._ended():
            self.problem = made.problem
            self.said.emit(_("The copy is made and has passed its checks."))
            self.look()

    def _carried(self, _file: Path) -> None:
        self._is_carrying = False
        if self._ended():
            self.problem = ""
            self._say_when(_("Copied to the second place, {time}"))
            self.look()

    def _verified(self, found: tuple[tuple[Copy, str], ...]) -> None:
        if self._ended():
            self.answers.update((copy.file, words) for copy, words in found)
            wrong = sum(bool(words) for _copy, words in found)
            if not wrong:
                self.said.emit(_("Read to the end: whole."))
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        was_stopped = self._job is not None and self._job.is_cancelled
        was_carrying, self._is_carrying = self._is_carrying, False
        if not self._ended():
            return
        if not isinstance(error, Refusal):
            self.changed.emit()
            raise error
        if was_stopped:
            self._stopped()
            return
        self.problem = str(error)
        self._is_carrying_vain = self._is_carrying_vain or was_carrying
        if isinstance(error, Damaged) and not was_carrying:
            self._note_harm(error)
        self.changed.emit()
        if not was_carrying:
            self.look()

    def _stopped(self) -> None:
        self._is_carrying = False
        if self._ended():
            self._is_carrying_vain = True
            self.said.emit(_("Stopped. Older copies are as they were."))
            self.changed.emit()

    def _say_when(self, words: str) -> None:
        now = local_time(self._services.sitting.now)
        self.said.emit(words.format(time=clock(now.time())))

    def _note_harm(self, refusal: Refusal) -> None:
        if not self._is_over and self.harm is None:
            self.harm = refusal
            self.changed.emit()


class _Percent:
    """Tells a job how far it is, once for each hundredth."""

    def __init__(self, job: Job[Any]) -> None:
        self._job, self._at = job, -1

    def tell(self, done: int, total: int) -> None:
        at = 100 * done // max(total, 1)
        if at != self._at and not self._job.is_cancelled:
            self._at = at
            self._job.at(at, 100)


def _lost(keeper: Keeper) -> bool:
    return keeper.status is not None and keeper.status.is_second_lost
