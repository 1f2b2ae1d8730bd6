"""Which passphrase does somebody choose who has signed in with one for one use?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.measure import row
from youthcase.ui.pages.door import DoorPage
from youthcase.ui.pages.passphrase_form import Advice, PassphraseForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from youthcase.services.house import Services
    from youthcase.ui.kit.background import Background

_WIDE = 560


class FirstPassphrasePage(DoorPage):
    """The whole page before anything else is seen: a passphrase that nobody else knows."""

    chosen = Signal(object)  # Services
    left = Signal()  # lock again; the code for one use still holds

    def __init__(
        self, services: Services, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(width=_WIDE, parent=parent)
        self.setObjectName("first_passphrase_page")
        self.services: Services | None = services
        self._background = background
        colleagues = services.colleagues
        self.form = PassphraseForm(
            background,
            Advice(colleagues.passphrase, colleagues.judge),
            title=_("Choose your passphrase"),
            hint=_(
                "You have signed in with a passphrase that was made for one use. Choose your "
                "own now: only you will know it, and you type it every time you unlock."
            ),
        )
        self.form.submitted.connect(self._choose)
        self.body.addWidget(self.form)
        line = row(gap=10)
        self.submit = primary(_("Keep this passphrase"), "key-round")
        self.submit.setObjectName("choose")
        self.submit.clicked.connect(self.form.send)
        self.cancel = secondary(_("Not now: lock"))
        self.cancel.setObjectName("not_now")
        self.cancel.clicked.connect(self.left)
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        line.addStretch()
        self.body.addLayout(line)
        self.form.begin()

    def first_focus(self) -> QWidget:
        """The box for the passphrase."""
        return self.form.first_focus()

    def leave(self) -> None:
        """Close the vault, unless somebody has gone into it."""
        self.form.forget()
        services, self.services = self.services, None
        if services is not None:
            services.sitting.lock()

    def _choose(self, password: str) -> None:
        services = self.services
        if services is None:
            return
        self._set_busy(busy=True)
        self._background.run(
            self,
            lambda: services.colleagues.choose_password(password),
            done=self._chosen,
            failed=self._failed,
        )

    def _chosen(self, _nothing: object) -> None:
        services, self.services = self.services, None
        self.form.forget()
        if services is not None:
            self.chosen.emit(services)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        self.form.show_refusal(error)

    def _set_busy(self, *, busy: bool) -> None:
        words = _("Keeping it…") if busy else _("Keep this passphrase")
        self.submit.setText(words)
        for part in (self.submit, self.cancel, self.form):
            part.setEnabled(not busy)
        if busy:
            announce(words, source=self)
