"""How does a backup become a vault again, or a harmed one a readable one, before unlocking?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.services import backup_copies, restoring
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.measure import column
from youthcase.ui.pages.restore_look import CompareStep, DoneStep
from youthcase.ui.pages.restore_steps import RescueStep, WhereStep, WhichStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.restoring import Look, Rescued, Restored
    from youthcase.ui.kit.background import Background, Job

Step = WhichStep | WhereStep | CompareStep | DoneStep | RescueStep


class _Steps(QWidget):
    """Steps of which one is shown, and work that can be stopped."""

    left = Signal()
    finished = Signal(object)  # the folder of the vault that is there now

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._job: Job[Any] | None = None
        self._folder = Path()
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.done_step = DoneStep()
        self.done_step.went_on.connect(self._finish)

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the page comes up."""
        shown = self.stack.currentWidget()
        return shown.first_focus() if isinstance(shown, Step) else self

    def leave(self) -> None:
        """Stop what is under way; nothing half made stays."""
        self.stop()

    def stop(self) -> None:
        """Stop what is under way."""
        if self._job is not None:
            self._job.cancel()

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        step.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.finished.emit(self._folder)

    def _run(
        self,
        work: Callable[[Job[Any]], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        step: CompareStep | RescueStep | None = None,
    ) -> None:
        self._job = self._background.run_long(
            self,
            work,
            done=done,
            failed=failed,
            progress=step.show_progress if step is not None else _unseen,
            cancelled=self._stopped,
        )

    def _stopped(self) -> None:
        """Nothing was changed; the step that was shown goes on."""
        self._job = None


class RestorePage(_Steps):
    """Which backup, a look at it, what would change, done; nothing is ever overwritten."""

    def __init__(
        self,
        background: Background,
        *,
        vault: Path | None = None,
        file: Path | None = None,
        user: str = "",
    ) -> None:
        super().__init__(background)
        self.setObjectName("restore_page")
        self._vault = vault if vault is not None and _holds_anything(vault) else None
        beside = backup_copies.copies_beside(vault) if vault is not None else ()
        self.which = WhichStep(beside, file, vault)
        self.where = WhereStep(self._vault, user, _free_place(vault))
        self.compare = CompareStep()
        for step in (self.which, self.where, self.compare, self.done_step):
            self.stack.addWidget(step)
        self.which.submitted.connect(self._ask_where)
        self.which.went_back.connect(self.left)
        self.where.submitted.connect(self._look)
        self.where.went_back.connect(self._ask_which)
        self.compare.restored.connect(self._restore)
        self.compare.went_back.connect(self._ask_where)
        self.compare.cancelled.connect(self.stop)
        if file is not None:
            self._ask_where()

    def _ask_which(self) -> None:
        self._show(self.which)

    def _ask_where(self) -> None:
        self._show(self.where)

    def _who(self) -> tuple[str, str]:
        return str(self.where.user.value()), str(self.where.password.value())

    def _look(self) -> None:
        file, target = self.which.chosen(), self.where.target()
        user, password = self._who()

        def work(job: Job[Any]) -> Look:
            return restoring.look(
                file,
                target,
                user=user,
                password=password,
                cancelled=lambda: job.is_cancelled,
            )

        self.where.form.clear_problems()
        self.where.set_busy(_("Looking…"))
        self._run(work, done=self._looked, failed=self._not_looked)

    def _looked(self, look: Look) -> None:
        self._stopped()
        self.where.set_busy()
        if self.where.is_in_place and not look.may_replace:
            words = _(
                "Only a supervisor puts a backup in the place of a vault. Restore it into a "
                "new folder, or ask a supervisor."
            )
            self.where.form.show_refusal(Refusal(words, field="where"))
            return
        self.compare.show_look(look, self.where.target(), in_place=self.where.is_in_place)
        self._show(self.compare)

    def _not_looked(self, error: Exception) -> None:
        self._stopped()
        self.where.set_busy()
        if not isinstance(error, Refusal):
            raise error
        field = "password" if isinstance(error, WrongPassword) else error.field
        if field == "to":
            field = "folder"
        self.where.form.show_refusal(Refusal(str(error), field=field))
        announce(str(error), assertive=True, source=self.where)

    def _restore(self) -> None:
        file, target = self.which.chosen(), self.where.target()
        user, password = self._who()
        in_place = self.where.is_in_place
        beside = (backup_copies.folder_of(self._vault),) if self._vault is not None else ()

        def work(job: Job[Any]) -> Restored:
            return restoring.restore(
                file,
                target,
                user=user,
                password=password,
                replacing=in_place,
                lists=beside,
                progress=job.at,
                cancelled=lambda: job.is_cancelled,
            )

        self.compare.show_problem("")
        self.compare.begin()
        self._run(work, done=self._restored, failed=self._not_restored, step=self.compare)

    def _restored(self, done: Restored) -> None:
        self._stopped()
        self.where.password.clear()
        self._folder = done.folder
        self.done_step.show_restored(done)
        self._show(self.done_step)
        announce(_("The vault is restored"), source=self)

    def _not_restored(self, error: Exception) -> None:
        self._stopped()
        if not isinstance(error, Refusal):
            raise error
        self.compare.show_problem(str(error))
        announce(str(error), assertive=True, source=self.compare)

    def _stopped(self) -> None:
        super()._stopped()
        self.compare.end()
        self.where.set_busy()


class RescuePage(_Steps):
    """Where to and who, then what was read and what was lost."""

    def __init__(self, background: Background, vault: Path, *, user: str = "") -> None:
        super().__init__(background)
        self.setObjectName("rescue_page")
        self._vault = vault
        self.ask = RescueStep(user, _free_place(vault, _("rescued")))
        self.stack.addWidget(self.ask)
        self.stack.addWidget(self.done_step)
        self.ask.submitted.connect(self._rescue)
        self.ask.went_back.connect(self.left)
        self.ask.cancelled.connect(self.stop)

    def _rescue(self) -> None:
        ask, vault = self.ask, self._vault
        target = ask.folder.value() or Path()
        user, password = str(ask.user.value()), str(ask.password.value())

        def work(job: Job[Any]) -> Rescued:
            return restoring.rescue(
                vault,
                target,
                user=user,
                password=password,
                progress=job.at,
                cancelled=lambda: job.is_cancelled,
            )

        ask.begin()
        self._run(work, done=self._rescued, failed=self._refused, step=ask)

    def _rescued(self, done: Rescued) -> None:
        self._stopped()
        self.ask.password.clear()
        self._folder = done.folder
        self.done_step.show_rescued(done)
        self._show(self.done_step)

    def _refused(self, error: Exception) -> None:
        self._stopped()
        if not isinstance(error, Refusal):
            raise error
        field = "password" if isinstance(error, WrongPassword) else error.field
        self.ask.form.show_refusal(Refusal(str(error), field=field))
        announce(str(error), assertive=True, source=self.ask)

    def _stopped(self) -> None:
        super()._stopped()
        self.ask.end()


def _holds_anything(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _free_place(vault: Path | None, words: str = "") -> Path:
    """A folder that is not there yet, beside the vault or in the usual place."""
    usual = Path(platformdirs.user_data_dir("youthcase", appauthor=False)) / "vault"
    near = vault.absolute() if vault is not None else usual
    words = words or _("restored")
    place = near if vault is None else near.with_name(f"{near.name} {words}")
    number = 1
    while place.exists():
        number += 1
        place = near.with_name(f"{near.name} {words} {number}")
    return place


def _unseen(_done: int, _total: int, _words: str) -> None:
    """A look is over too soon to be measured."""
