"""What is asked of a supervisor who comes in again by the printed code?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import Choice, RadioField, TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.pages.door import DoorPage
from youthcase.ui.pages.first_run_code import ShownCode, TypedCode
from youthcase.ui.pages.passphrase_form import Advice, PassphraseForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.errors import Refusal
    from youthcase.ui.kit.background import Background

_WIDE = 560


class _Step(DoorPage):
    """One card with something to send and a way back to the lock screen."""

    left = Signal()

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(width=_WIDE, parent=parent)
        self.setObjectName(name)

    def _add_foot(self, submit: str) -> None:
        self._words = submit
        foot = QWidget()
        line = Flow(foot, gap=10)
        self.submit = primary(submit)
        self.submit.setObjectName("submit")
        self.cancel = secondary(_("Back to the lock screen"))
        self.cancel.setObjectName("leave")
        self.cancel.clicked.connect(self.left)
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        self.body.addWidget(foot)


class TypeCodeStep(_Step):
    """The code from the paper."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("type_code_step", parent=parent)
        self.field = TextField(
            "code",
            _("Recovery code"),
            hint=_(
                "Eight groups of four letters and digits. Blanks, dashes and small letters do "
                "not matter."
            ),
            required=True,
            missing=_("Type the recovery code from the paper"),
        )
        self.form = Form(
            [self.field],
            title=_("Use the recovery code"),
            hint=_(
                "For supervisors who have forgotten their passphrase. You choose a new one, "
                "and the code is replaced. That it was used stands in the log. Caseworkers "
                "ask a supervisor instead: it is quicker, and nothing has to be printed."
            ),
            step=_("Step 1 of 3"),
        )
        self.body.addWidget(self.form)
        self._add_foot(_("Continue"))
        self.submit.clicked.connect(self.send)
        self.field.edit.returnPressed.connect(self.send)

    def first_focus(self) -> QWidget:
        """The box for the code."""
        return self.field.edit

    def send(self) -> None:
        """Go on when something was typed."""
        if self.submit.isEnabled() and self.form.check():
            self.submitted.emit(str(self.field.value()))

    def set_busy(self, *, busy: bool) -> None:
        """Show that the code is being tried."""
        self.submit.setText(_("Opening…") if busy else self._words)
        for part in (self.submit, self.cancel, self.form):
            part.setEnabled(not busy)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say at the box what is wrong."""
        self.form.clear_problems()
        self.field.show_error(str(refusal))
        self.field.focus_first()

    def forget(self) -> None:
        """Take the code off the page."""
        self.field.set_value(None)


class WhoStep(_Step):
    """Which supervisor, and with which passphrase from now on."""

    submitted = Signal(str, str)  # name, passphrase

    def __init__(
        self,
        supervisors: Sequence[str],
        background: Background,
        advice: Advice,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("who_step", parent=parent)
        self.who: RadioField | TextField
        if supervisors:
            choices = tuple(Choice(name, name) for name in supervisors)
            self.who = RadioField(
                "user", _("Which supervisor are you?"), choices, required=True
            )
            if len(supervisors) == 1:
                self.who.set_value(supervisors[0])
        else:
            self.who = TextField(
                "user",
                _("Your name"),
                hint=_("The list of users was lost. You become the supervisor."),
                required=True,
                missing=_("Enter your name"),
            )
        self.form = PassphraseForm(
            background,
            advice,
            [self.who],
            title=_("Choose a new passphrase"),
            hint=_("Your old one opens nothing once this is done. Nothing is changed yet."),
            step=_("Step 2 of 3"),
        )
        self.form.submitted.connect(self._send)
        self.body.addWidget(self.form)
        self._add_foot(_("Continue"))
        self.submit.clicked.connect(self.form.send)

    @property
    def user(self) -> str:
        """Who they say they are."""
        return str(self.who.value() or "")

    def first_focus(self) -> QWidget:
        """The question who they are, or the passphrase when there is nothing to choose."""
        return self.form.password if self.user else self.who

    def _send(self, password: str) -> None:
        self.submitted.emit(self.user, password)


class NewCodeStep(_Step):
    """The code that comes in the place of the one that was used."""

    written = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__("new_code_step", parent=parent)
        self.shown = ShownCode(
            code,
            title=_("Write down the new recovery code"),
            words=_(
                "It replaces the code that you have used, as soon as you have typed it in "
                "once. It is shown this once and kept nowhere. Write it on paper, lock the "
                "paper away, and destroy the old one."
            ),
            step=_("Step 3 of 3"),
            leave=_("Back to the lock screen"),
        )
        self.shown.written.connect(self.written)
        self.shown.left.connect(self.left)
        self.body.addWidget(self.shown)

    def first_focus(self) -> QWidget:
        """The button."""
        return self.shown.first_focus()


class CheckCodeStep(_Step):
    """The new code typed back in."""

    confirmed = Signal()
    went_back = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__("check_code_step", parent=parent)
        self.typed = TypedCode(code, submit=_("Finish and sign in"), step=_("Step 3 of 3"))
        self.typed.confirmed.connect(self.confirmed)
        self.typed.went_back.connect(self.went_back)
        self.body.addWidget(self.typed)

    def first_focus(self) -> QWidget:
        """The box for the code."""
        return self.typed.first_focus()
