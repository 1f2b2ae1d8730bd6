"""How does a supervisor who forgot their passphrase come in by the printed recovery code?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.handover import Handover
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.measure import column
from youthcase.ui.pages.passphrase_form import Advice
from youthcase.ui.pages.recovery_steps import (
    CheckCodeStep,
    NewCodeStep,
    TypeCodeStep,
    WhoStep,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from youthcase.services.house import Services
    from youthcase.services.recovering import Recovery
    from youthcase.services.session import Session
    from youthcase.ui.kit.background import Background

Step = TypeCodeStep | WhoStep | NewCodeStep | CheckCodeStep


class RecoveryPage(QWidget):
    """The code, who one is and a new passphrase, the new code: then both are in force."""

    opened = Signal()  # the code was right: the vault stands open until this page is left
    entered = Signal(object)  # Services
    left = Signal()

    def __init__(
        self,
        folder: Path,
        session: Callable[[], Session],
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_page")
        self._folder, self._session, self._background = folder, session, background
        self._recovery: Recovery | None = None
        self._chosen = ("", "")
        self._handover = Handover()
        self._coming = Coming()
        self.stack = QStackedWidget()
        column(self).addWidget(self.stack)
        self.code_step = TypeCodeStep()
        self.code_step.submitted.connect(self._open)
        self.code_step.left.connect(self.left)
        self.stack.addWidget(self.code_step)

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the page comes up."""
        return self.code_step.first_focus()

    def leave(self) -> None:
        """Close the vault unless it was entered; nothing is changed then."""
        self._chosen = ("", "")
        self.code_step.forget()
        if self._recovery is not None:
            self.who_step.form.forget()
        self._handover.end()
        self._coming.end()
        recovery, self._recovery = self._recovery, None
        if recovery is not None:
            recovery.close()

    def _open(self, code: str) -> None:
        self.code_step.set_busy(busy=True)
        self._background.run(
            self,
            partial(self._coming.open, self._session, self._folder, code),
            done=self._has_opened,
            failed=self._not_opened,
        )

    def _has_opened(self, recovery: Recovery) -> None:
        self._coming.take()
        self.code_step.forget()
        self._recovery = recovery
        advice = Advice(recovery.phrase, recovery.judge)
        self.who_step = WhoStep(recovery.supervisors, self._background, advice)
        self.new_code_step = NewCodeStep(recovery.new_code)
        self.check_step = CheckCodeStep(recovery.new_code)
        for step in (self.who_step, self.new_code_step, self.check_step):
            step.left.connect(self.left)
            self.stack.addWidget(step)
        self.who_step.submitted.connect(self._judge)
        self.new_code_step.written.connect(self._ask_code)
        self.check_step.went_back.connect(self._show_code)
        self.check_step.confirmed.connect(self._finish)
        self._show(self.who_step)
        self.who_step.form.offer_another()
        self.opened.emit()

    def _not_opened(self, error: Exception) -> None:
        self.code_step.set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        self.code_step.show_refusal(error)
        announce(str(error), assertive=True, source=self.code_step.field.edit)

    def _judge(self, user: str, password: str) -> None:
        """Refuse a weak passphrase now, not after the code has been written down."""
        if self._recovery is not None:
            self._chosen = (user, password)
            self._background.run(
                self,
                partial(self._recovery.refuse_weak, user, password),
                done=self._show_code,
                failed=self._not_good,
            )

    def _not_good(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._show(self.who_step)
        self.who_step.form.show_refusal(error)

    def _show_code(self, _nothing: object = None) -> None:
        self._show(self.new_code_step)

    def _ask_code(self) -> None:
        self._show(self.check_step)

    def _finish(self) -> None:
        recovery = self._recovery
        if recovery is None:
            return
        self.check_step.typed.set_busy(_("Making new keys…"))
        self._background.run(
            self,
            partial(_finish, recovery, *self._chosen, self._handover),
            done=self._finished,
            failed=self._not_finished,
        )

    def _finished(self, services: Services) -> None:
        self._handover.take()
        self._recovery = None
        self._chosen = ("", "")
        self.who_step.form.forget()
        self.entered.emit(services)

    def _not_finished(self, error: Exception) -> None:
        self.check_step.typed.set_busy()
        if not isinstance(error, Refusal):
            raise error
        if error.field in {"password", "user"}:
            self._not_good(error)
        else:
            self.check_step.typed.form.show_refusal(Refusal(str(error), field="code"))

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        step.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)


class Coming:
    """A recovery on its way from the worker to the page; none is lost open on the way."""

    def __init__(self) -> None:
        self._waiting: Recovery | None = None
        self._is_over = False

    def open(self, session: Callable[[], Session], folder: Path, code: str) -> Recovery:
        """Open the vault; called on the worker."""
        opened = session().recover(folder, code)
        self._waiting = opened
        if self._is_over:
            opened.close()
        return opened

    def take(self) -> None:
        """It has arrived."""
        self._waiting = None

    def end(self) -> None:
        """Wait no longer: close what lies here or comes later."""
        self._is_over = True
        left, self._waiting = self._waiting, None
        if left is not None:
            left.close()


def _finish(recovery: Recovery, user: str, password: str, handover: Handover) -> Services:
    services = recovery.finish(user, password)
    handover.give(services)
    return services
