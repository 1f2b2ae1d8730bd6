"""How does somebody exchange their own passphrase for another?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.errors import Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import PasswordField
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone
from youthcase.ui.pages.passphrase_form import Advice, PassphraseForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PassphrasePage(Page):
    """The present passphrase, then a new one."""

    room = Room.OWN_KEY

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("passphrase")
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        words = _("You type it every time you unlock. Nobody else can look it up.")
        outer.addWidget(PageHeader(_("Change my passphrase"), words, []))
        holder = Tall()
        inner = column(holder, gap=16, margins=(2, 2, 14, 8))
        colleagues = self.services.colleagues
        self.old = PasswordField(
            "old", _("Your present passphrase"), missing=_("Enter your present passphrase")
        )
        self.form = PassphraseForm(
            frame.background, Advice(colleagues.passphrase, colleagues.judge), [self.old]
        )
        self.form.submitted.connect(self._change)
        self.old.submitted.connect(self.form.password.focus_first)
        inner.addWidget(self.form)
        self.advice = Banner(
            Tone.INFO,
            _(
                "Copies and backups of before still open with the old one. If somebody may "
                "know it, tell a supervisor: they can renew the keys of the vault as well."
            ),
        )
        fit(self.advice, max_width=MEASURE_WIDTH)
        inner.addWidget(self.advice)
        line = row(gap=10)
        self.submit = primary(_("Change my passphrase"), "key-round")
        self.submit.setObjectName("passphrase.submit")
        self.submit.clicked.connect(self.form.send)
        self.cancel = secondary(_("Cancel"))
        self.cancel.setObjectName("passphrase.cancel")
        self.cancel.clicked.connect(self._go_away)
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        line.addStretch()
        inner.addLayout(line)
        inner.addStretch()
        outer.addWidget(Scrolled(holder), 1)

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one form
        """Ask afresh."""
        self.old.clear()
        self._set_busy(busy=False)
        self.form.begin()

    def leave(self) -> None:
        """Keep nothing of what was typed."""
        self.old.clear()
        self.form.forget()

    def first_focus(self) -> QWidget:
        """The box for the present passphrase."""
        return self.old

    def _change(self, new: str) -> None:
        self._set_busy(busy=True)
        old, colleagues = str(self.old.value()), self.services.colleagues
        self.frame.background.run(
            self,
            lambda: colleagues.change_password(old, new),
            done=self._changed,
            failed=self._failed,
        )

    def _changed(self, _nothing: object) -> None:
        self._set_busy(busy=False)
        self._go_away()
        self.frame.said.emit(_("Your passphrase is changed"))

    def _go_away(self) -> None:
        self.frame.go.emit(Place(Room.CASELOAD))

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        if isinstance(error, WrongPassword):
            words = _("This is not your present passphrase. Nothing was changed. Try again.")
            error = Refusal(words, field="old")
        self.form.show_refusal(error)

    def _set_busy(self, *, busy: bool) -> None:
        words = _("Making a new key…") if busy else _("Change my passphrase")
        self.submit.setText(words)
        for part in (self.submit, self.cancel, self.form):
            part.setEnabled(not busy)
