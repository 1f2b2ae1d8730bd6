"""How does somebody begin who has no vault on this computer yet?"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import trainees
from youthcase.ui.handover import Handover
from youthcase.ui.kit.measure import column
from youthcase.ui.pages.first_run_code import CodeStep, ConfirmStep
from youthcase.ui.pages.first_run_steps import (
    FormStep,
    OpenStep,
    PassphraseStep,
    StartStep,
    TrainingStep,
    VaultStep,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.house import Services
    from youthcase.services.session import Made, Session
    from youthcase.ui.kit.background import Background, Job

Step = StartStep | FormStep | CodeStep | ConfirmStep


class FirstRunPage(QWidget):
    """Three cards; behind each, a few steps to an open vault or its lock screen."""

    chose = Signal(object)  # the folder of a vault to unlock
    created = Signal(object)  # the folder of a vault that has just been made
    restore_wanted = Signal()  # from a backup of a vault that was on another computer
    made = Signal(object, object)  # its folder and the Services at it, code confirmed

    def __init__(
        self,
        session: Callable[[], Session],
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first_run_page")
        self._session, self._background = session, background
        self._job: Job[Path] | None = None
        self._services: Services | None = None
        self._handover = Handover()
        self._folder = Path()
        outer = column(self)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        self.start = StartStep()
        self.open_step, self.vault_step = OpenStep(), VaultStep()
        self.passphrase_step, self.training_step = PassphraseStep(), TrainingStep()
        self._steps: list[Step] = [
            self.start,
            self.open_step,
            self.vault_step,
            self.passphrase_step,
            self.training_step,
        ]
        for step in self._steps:
            self.stack.addWidget(step)
        self._connect()

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the page comes up."""
        return self.start.first_focus()

    def leave(self) -> None:
        """Close the vault that was made, if nobody has gone into it yet."""
        if self._job is not None:
            self._job.cancel()
        self._handover.end()
        if self._services is not None:
            self._services.sitting.lock()
            self._services = None

    def make_training(self, folder: Path) -> None:
        """Make a training vault in `folder`, or go to the one that is there."""
        self.training_step.folder.set_value(folder)
        self._show(self.training_step)
        self._train()

    def _connect(self) -> None:
        self.start.training.clicked.connect(self._ask_training)
        self.start.open.clicked.connect(self._ask_open)
        self.start.make.clicked.connect(self._ask_vault)
        self.start.restore.clicked.connect(self.restore_wanted)
        for step in (self.open_step, self.vault_step, self.training_step):
            step.went_back.connect(self._begin_again)
        self.passphrase_step.went_back.connect(self._ask_vault)
        self.open_step.submitted.connect(self._open)
        self.vault_step.submitted.connect(self._ask_passphrase)
        self.passphrase_step.offer_wanted.connect(self._offer)
        self.passphrase_step.submitted.connect(self._make)
        self.training_step.submitted.connect(self._train)
        self.training_step.cancelled.connect(self._stop_training)

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        step.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_again(self) -> None:
        self._show(self.start)

    def _ask_training(self) -> None:
        self._show(self.training_step)

    def _ask_open(self) -> None:
        self._show(self.open_step)

    def _ask_vault(self) -> None:
        self._show(self.vault_step)

    def _ask_passphrase(self) -> None:
        self._show(self.passphrase_step)
        self._offer()

    def _offer(self) -> None:
        self._background.run(
            self, self._passphrase, done=self.passphrase_step.offer, failed=_raise
        )

    def _passphrase(self) -> str:
        return self._session().passphrase()

    def _open(self) -> None:
        folder = self.open_step.folder.value()
        if folder is None or not folder.is_dir():
            words = _("There is no folder of this name. Choose the folder of your vault.")
            self.open_step.form.show_refusal(Refusal(words, field="folder"))
            return
        self.chose.emit(folder)

    def _make(self) -> None:
        step, ask = self.vault_step, self.passphrase_step
        folder = step.folder.value() or Path()
        user, service = str(step.user.value()), str(step.service.value() or "")
        password = str(ask.password.value())
        session, handover = self._session, self._handover

        def work() -> Made:
            made = session().create(folder, user, password, service)
            handover.give(made.services)
            return made

        self._folder = folder
        ask.set_busy(_("Making the vault…"))
        self._background.run(self, work, done=self._show_code, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self.passphrase_step.set_busy()
        if not isinstance(error, Refusal):
            raise error
        step = self.passphrase_step
        if error.field in {"folder", "user", "service"}:
            step = self.vault_step
            self._show(step)
        step.form.show_refusal(error)

    def _show_code(self, made: Made) -> None:
        self._handover.take()
        self._services = made.services
        for field in (self.passphrase_step.password, self.passphrase_step.again):
            field.clear()
        self.created.emit(self._folder)
        self.code_step = CodeStep(made.recovery_code)
        self.confirm_step = ConfirmStep(made.recovery_code)
        self.code_step.written.connect(self._ask_code)
        self.confirm_step.went_back.connect(self._show_code_again)
        self.confirm_step.confirmed.connect(self._enter)
        self.stack.addWidget(self.code_step)
        self.stack.addWidget(self.confirm_step)
        self._show(self.code_step)

    def _ask_code(self) -> None:
        self._show(self.confirm_step)

    def _show_code_again(self) -> None:
        self._show(self.code_step)

    def _enter(self) -> None:
        services, self._services = self._services, None
        if services is not None:
            self.made.emit(self._folder, services)

    def _train(self) -> None:
        folder = self.training_step.folder.value() or trainees.usual_folder()
        if trainees.read(folder):
            self.chose.emit(folder)
            return
        session = self._session

        def work(job: Job[Path]) -> Path:
            return _train_in(folder, session(), job)

        self.training_step.begin()
        self._job = self._background.run_long(
            self,
            work,
            done=self._trained,
            failed=self._not_trained,
            progress=self.training_step.show_progress,
            cancelled=self._training_stopped,
        )

    def _stop_training(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _trained(self, folder: Path) -> None:
        self._training_stopped()
        self.chose.emit(folder)

    def _not_trained(self, error: Exception) -> None:
        self._training_stopped()
        if not isinstance(error, Refusal):
            raise error
        self.training_step.form.show_refusal(error)

    def _training_stopped(self) -> None:
        self._job = None
        self.training_step.end()


def _train_in(folder: Path, session: Session, job: Job[Path]) -> Path:
    """Make the training vault; a half-made one is taken away again."""
    from youthcase.services import training  # noqa: PLC0415  only for those who ask for it

    was_there = folder.exists()

    def tell(done: int, total: int) -> None:
        job.at(done, total)

    try:
        training.make(folder, session, progress=tell)
    except BaseException:
        if not was_there:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _raise(error: Exception) -> None:
    raise error
