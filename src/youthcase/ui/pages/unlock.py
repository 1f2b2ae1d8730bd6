"""Who sits down at the vault, and with which passphrase?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services import trainees
from youthcase.ui.handover import Handover
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, link, primary
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import Rule, heading, label
from youthcase.ui.kit.text_fields import PasswordField, TextField
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.door import DoorPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from youthcase.services.house import Services
    from youthcase.services.managing import ManagersServices
    from youthcase.services.session import Session
    from youthcase.services.trainees import Trainee
    from youthcase.ui.kit.background import Background


class UnlockPage(DoorPage):
    """Name and passphrase; in a training vault also one button for each training user."""

    unlocked = Signal(object)  # Services, or ManagersServices for a manager
    another = Signal()  # another vault is wanted
    restore_wanted = Signal()  # from a backup
    recovery_wanted = Signal()  # with the printed code
    harmed = Signal(object)  # Damaged: this vault cannot be opened

    def __init__(
        self,
        folder: Path,
        session: Callable[[], Session],
        background: Background,
        *,
        user: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName("unlock_page")
        self.folder = folder
        self._session, self._background = session, background
        self._handover = Handover()
        self._buttons: list[Button] = []
        self._add_top()
        self._add_trainees(trainees.read(folder))
        self._add_fields()
        self.user.set_value(user)

    def first_focus(self) -> QWidget:
        """Where the keyboard is when the page comes up."""
        if self._buttons:
            return self._buttons[0]
        return self.password if self.user.value() else self.user

    def leave(self) -> None:
        """Wait for no answer any more; a vault that opens later is locked at once."""
        self._handover.end()

    def tell_lost(self) -> None:
        """Say that what was being written last is not all there."""
        words = _(
            "What you were writing last could not all be kept before the lock: the disk was "
            "full, or the vault was busy. What had been kept before is offered to you once you "
            "have unlocked."
        )
        banner = Banner(Tone.DANGER, words)
        banner.setObjectName("draft_lost")
        self.body.insertWidget(1, banner)
        announce(words, assertive=True, source=self)

    def unlock(self) -> None:
        """Ask the vault to open, away from the window's thread."""
        fields = (self.user, self.password)
        wrong = [field for field in fields if field.check()]
        if wrong:
            wrong[0].focus_first()
            announce(str(wrong[0].error), assertive=True, source=wrong[0])
            return
        self._begin(str(self.user.value()), str(self.password.value()))

    def sign_in(self, trainee: Trainee) -> None:
        """Sit down as a training user."""
        self._begin(trainee.name, trainee.password)

    def _begin(self, user: str, password: str) -> None:
        self._set_busy(busy=True)
        folder, session, handover = self.folder, self._session, self._handover

        def work() -> Services | ManagersServices:
            door = session()
            opens = door.open_figures if door.is_managers(folder, user) else door.unlock
            services = opens(folder, user, password)
            handover.give(services)
            return services

        self._background.run(self, work, done=self._done, failed=self._failed)

    def _done(self, services: Services | ManagersServices) -> None:
        self._handover.take()
        self.password.clear()
        self.unlocked.emit(services)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, Refusal):
            self.password.clear()
            raise error
        if isinstance(error, Damaged):
            self.password.clear()
            self.harmed.emit(error)
            return
        self.password.show_error(str(error))
        self.password.edit.selectAll()
        self.password.focus_first()
        announce(str(error), assertive=True, source=self.password.edit)

    def _set_busy(self, *, busy: bool) -> None:
        self.go.setText(_("Unlocking…") if busy else _("Unlock"))
        for part in (
            self.go,
            self.user,
            self.password,
            self.other,
            self.recover,
            self.restore,
            *self._buttons,
        ):
            part.setEnabled(not busy)
        if busy:
            announce(_("Unlocking"), source=self)

    def _add_top(self) -> None:
        top = column(gap=4)
        top.addWidget(heading(_("Unlock your case files"), wrap=True))
        where = label(
            _("Vault “{name}”").format(name=self.folder.name), tone="muted", wrap=True
        )
        where.setToolTip(str(self.folder))
        top.addWidget(where)
        self.body.addLayout(top)

    def _add_trainees(self, users: tuple[Trainee, ...]) -> None:
        if not users:
            return
        words = _("Everybody in this vault is invented.")
        self.body.addWidget(
            Banner(Tone.WARN, words, lead=_("Training."), icon="graduation-cap")
        )
        for user in users:
            self.body.addWidget(self._trainee_button(user))
        self.body.addWidget(Rule())

    def _trainee_button(self, user: Trainee) -> Button:
        from youthcase.domain.codes import code_list  # noqa: PLC0415  not for a real vault

        role = code_list("role").label(user.role).lower()
        words = _("Sign in as {name} ({role})").format(name=user.name, role=role)
        button = TraineeButton(user, words)
        button.setObjectName(f"trainee.{len(self._buttons)}")
        button.chosen.connect(self.sign_in)
        self._buttons.append(button)
        return button

    def _add_fields(self) -> None:
        self.user = TextField("user", _("Your name"), missing=_("Enter your name"))
        self.user.required = True
        self.password = PasswordField(
            "password", _("Passphrase"), required=False, missing=_("Enter your passphrase")
        )
        self.password.required = True
        self.user.edit.returnPressed.connect(self.password.focus_first)
        self.password.submitted.connect(self.unlock)
        self.go = primary(_("Unlock"))
        self.go.setObjectName("unlock")
        self.go.clicked.connect(self.unlock)
        self.other = link(_("Open another vault…"))
        self.other.setObjectName("another")
        self.other.clicked.connect(self.another)
        self.body.addWidget(self.user)
        self.body.addWidget(self.password)
        self.body.addWidget(self.go)
        self.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.recover = link(_("Use the recovery code…"))
        self.recover.setObjectName("recover")
        self.recover.clicked.connect(self.recovery_wanted)
        self.body.addWidget(self.recover, 0, Qt.AlignmentFlag.AlignLeft)
        self.restore = link(_("Restore from a backup…"))
        self.restore.setObjectName("restore")
        self.restore.clicked.connect(self.restore_wanted)
        self.body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)


class TraineeButton(Button):
    """One training user to sign in as."""

    chosen = Signal(object)

    def __init__(self, user: Trainee, words: str) -> None:
        super().__init__(words, "secondary", "user")
        self._user = user
        self.setToolTip(_("Password: {password}").format(password=user.password))
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._user)
