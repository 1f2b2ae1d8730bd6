"""How does a manager choose a passphrase of their own?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import PasswordField
from youthcase.ui.kit.measure import column, row
from youthcase.ui.pages.door import DoorPage
from youthcase.ui.pages.passphrase_form import Advice, PassphraseForm

if TYPE_CHECKING:
    from youthcase.services.managing import ManagersServices
    from youthcase.ui.kit.background import Background

_WIDE = 560


class OwnPassphrase(QWidget):
    """The present passphrase, then a new one; with what it opens it is changed at once."""

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        services: ManagersServices,
        background: Background,
        *,
        once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sitting, self._background, self._once = services.sitting, background, once
        given = _("The passphrase that was given to you")
        self.old = PasswordField(
            "old",
            given if once else _("Your present passphrase"),
            missing=_("Enter the passphrase with which you signed in"),
        )
        hint = (
            _(
                "You have signed in with a passphrase that was made for one use. Choose your "
                "own now: only you will know it, and you type it every time you unlock."
            )
            if once
            else _("You type it every time you unlock. Nobody else can look it up.")
        )
        self.form = PassphraseForm(
            background,
            Advice(self._sitting.passphrase, self._sitting.judge),
            [self.old],
            title=_("Choose your passphrase") if once else _("Change my passphrase"),
            hint=hint,
        )
        self.form.submitted.connect(self._change)
        self.old.submitted.connect(self.form.password.focus_first)
        outer = column(self, gap=14)
        outer.addWidget(self.form)
        line = row(gap=10)
        self.submit = primary(self._verb(), "key-round")
        self.submit.setObjectName("choose")
        self.submit.clicked.connect(self.form.send)
        line.addWidget(self.submit)
        if once:
            self.cancel = secondary(_("Not now: lock"))
            self.cancel.setObjectName("not_now")
            self.cancel.clicked.connect(self.left)
            line.addWidget(self.cancel)
        line.addStretch()
        outer.addLayout(line)

    def begin(self) -> None:
        """Ask afresh."""
        self.old.clear()
        self._set_busy(busy=False)
        self.form.begin()

    def first_focus(self) -> QWidget:
        """The box for the present passphrase."""
        return self.old

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.old.clear()
        self.form.forget()

    def _verb(self) -> str:
        return _("Keep this passphrase") if self._once else _("Change my passphrase")

    def _change(self, new: str) -> None:
        self._set_busy(busy=True)
        old, sitting = str(self.old.value()), self._sitting

        def change() -> None:
            sitting.change_password(old, new)

        self._background.run(self, change, done=self._done, failed=self._failed)

    def _done(self, _nothing: None) -> None:
        self._set_busy(busy=False)
        self.forget()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        if isinstance(error, WrongPassword):
            words = _("This is not the passphrase you signed in with. Nothing was changed.")
            error = Refusal(words, field="old")
        self.form.show_refusal(error)

    def _set_busy(self, *, busy: bool) -> None:
        words = _("Making a new key…") if busy else self._verb()
        self.submit.setText(words)
        self.submit.setEnabled(not busy)
        self.form.setEnabled(not busy)
        if busy:
            announce(words, source=self)


class FirstFiguresPassphrase(DoorPage):
    """The whole page before a manager sees anything: a passphrase that nobody else knows."""

    chosen = Signal(object)  # ManagersServices
    left = Signal()

    def __init__(
        self, services: ManagersServices, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(width=_WIDE, parent=parent)
        self.setObjectName("first_passphrase_page")
        self.services: ManagersServices | None = services
        self.own = OwnPassphrase(services, background, once=True)
        self.own.changed.connect(self._go_in)
        self.own.left.connect(self.left)
        self.body.addWidget(self.own)
        self.own.begin()

    def first_focus(self) -> QWidget:
        """The first box."""
        return self.own.old

    def leave(self) -> None:
        """Close the figures, unless somebody has gone in to them."""
        self.own.forget()
        services, self.services = self.services, None
        if services is not None:
            services.sitting.lock()

    def _go_in(self) -> None:
        services, self.services = self.services, None
        if services is not None:
            self.chosen.emit(services)
