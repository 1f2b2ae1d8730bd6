"""Which steps lead to an open vault: open one, make one, or try the training vault?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import trainees
from youthcase.ui.kit.buttons import Button, link, primary, secondary
from youthcase.ui.kit.fields import PasswordField, TextField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages.door import DoorPage
from youthcase.ui.pages.first_run_folder import FolderField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.kit.field import Field

_WIDE = 560


class StartStep(DoorPage):
    """Three cards, one of which fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=620, parent=parent)
        self.setObjectName("start_step")
        self.body.addWidget(heading(_("Welcome"), wrap=True))
        hint = _("Youthcase keeps case files in an encrypted vault on this computer.")
        self.body.addWidget(label(hint, tone="muted", wrap=True))
        self.training = primary(_("Try it out"))
        self.open = secondary(_("Open a vault"))
        self.make = secondary(_("Make a vault"))
        for button, name in (
            (self.training, "start.training"),
            (self.open, "start.open"),
            (self.make, "start.make"),
        ):
            button.setObjectName(name)
        cards = (
            (
                "graduation-cap",
                _("Try the training vault"),
                _("Sixty invented young people to look round with. Nothing can go wrong."),
                self.training,
            ),
            (
                "lock-open",
                _("Open an existing vault"),
                _("Somebody has made a vault on this computer and given you a name in it."),
                self.open,
            ),
            (
                "shield-check",
                _("Make a new vault"),
                _("For a supervisor who sets up the service. It takes five minutes."),
                self.make,
            ),
        )
        for card in cards:
            self.body.addWidget(_Way(*card))
        self.restore = link(_("Restore a vault from a backup…"))
        self.restore.setObjectName("start.restore")
        self.body.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)

    def first_focus(self) -> QWidget:
        """The first of the three."""
        return self.training


class _Way(QFrame):
    """One way to begin."""

    def __init__(self, icon: str, title: str, words: str, button: Button) -> None:
        super().__init__()
        self.setProperty("role", "quote")
        line = row(self, gap=14, margins=(16, 12, 16, 12))
        line.addWidget(Icon(icon, "primary", 28), 0, Qt.AlignmentFlag.AlignTop)
        said = column(gap=3)
        said.addWidget(heading(title, 3, wrap=True))
        said.addWidget(label(words, tone="muted", wrap=True))
        said.addSpacing(4)
        said.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(said, 1)


class FormStep(DoorPage):
    """Questions with a button to go on and one to go back."""

    submitted = Signal()
    went_back = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        name: str,
        title: str,
        submit: str,
        hint: str = "",
        step: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(width=_WIDE, parent=parent)
        self.setObjectName(name)
        self.form = Form(fields, title=title, hint=hint, step=step)
        self.body.addWidget(self.form)
        self.foot = row(gap=10)
        self._words = submit
        self.submit = primary(submit)
        self.submit.setObjectName(f"{name}.submit")
        self.back = secondary(_("Back"))
        self.back.setObjectName(f"{name}.back")
        self.foot.addWidget(self.submit)
        self.foot.addWidget(self.back)
        self.foot.addStretch()
        self.body.addLayout(self.foot)
        self.submit.clicked.connect(self.send)
        self.back.clicked.connect(self.went_back)
        self._first = fields[0]

    def first_focus(self) -> QWidget:
        """The first question."""
        return self._first

    def send(self) -> None:
        """Go on when every answer will do."""
        if self.form.check():
            self.submitted.emit()

    def set_busy(self, words: str = "") -> None:
        """Say that it is being done, or with no words that it may be sent again."""
        self.submit.setText(words or self._words)
        for part in (self.submit, self.back, self.form):
            part.setEnabled(not words)


class OpenStep(FormStep):
    """Where is the vault?"""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.folder = FolderField(
            "folder",
            _("Folder of the vault"),
            hint=_("The folder that holds the file vault.keys."),
        )
        super().__init__(
            [self.folder],
            name="open_step",
            title=_("Open an existing vault"),
            submit=_("Continue"),
            parent=parent,
        )
        self.folder.edit.returnPressed.connect(self.send)


class VaultStep(FormStep):
    """Where shall the vault lie, whose is it, and who makes it?"""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.folder = FolderField(
            "folder",
            _("Where shall it lie?"),
            hint=_("An empty or new folder on this computer, not on a network drive."),
            start=Path(platformdirs.user_data_dir("youthcase", appauthor=False)) / "vault",
        )
        self.service = TextField(
            "service", _("Name of the service"), hint=_("It is printed on plans and returns.")
        )
        self.user = TextField(
            "user",
            _("Your name"),
            hint=_("As colleagues know it. You will be the first supervisor."),
            required=True,
            missing=_("Enter your name"),
        )
        super().__init__(
            [self.service, self.user, self.folder],
            name="vault_step",
            title=_("Make a new vault"),
            submit=_("Continue"),
            step=_("Step 1 of 3"),
            parent=parent,
        )


class PassphraseStep(FormStep):
    """With which passphrase? Words are offered, one's own will do."""

    offer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.password = PasswordField(
            "password",
            _("Your passphrase"),
            hint=_("Type the words above, or a passphrase of your own."),
            missing=_("Enter a passphrase"),
        )
        self.again = PasswordField(
            "again", _("The same once more"), missing=_("Enter the passphrase once more")
        )
        super().__init__(
            [self.password, self.again],
            name="passphrase_step",
            title=_("Choose your passphrase"),
            hint=_("You will type it every time you unlock. Nobody can look it up for you."),
            submit=_("Make the vault"),
            step=_("Step 2 of 3"),
            parent=parent,
        )
        self.password.submitted.connect(self.again.focus_first)
        self.again.submitted.connect(self.send)
        self._add_offer()

    def offer(self, words: str) -> None:
        """Show words that nobody else has."""
        self._offer.setText(words)
        self._offer.setAccessibleName(_("We suggest: {words}").format(words=words))

    def send(self) -> None:
        """Go on when both are the same."""
        if not self.form.check():
            return
        if self.password.value() != self.again.value():
            words = _("The two passphrases differ. Type the same one in both boxes.")
            self.form.show_refusal(Refusal(words, field="again"))
            return
        self.submitted.emit()

    def _add_offer(self) -> None:
        card = QFrame()
        card.setProperty("role", "quote")
        inner = column(card, gap=4, margins=(16, 10, 16, 8))
        inner.addWidget(label(_("We suggest these words"), "cap", tone="muted"))
        self._offer = label("", "h3", wrap=True)
        self._offer.setObjectName("offer")
        inner.addWidget(self._offer)
        self.other = link(_("Suggest others"), "refresh-cw")
        self.other.setObjectName("offer.other")
        self.other.clicked.connect(self.offer_wanted)
        inner.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.body.insertWidget(2, card)


class TrainingStep(FormStep):
    """Where shall the training vault lie? It is made with its progress in sight."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.folder = FolderField(
            "folder", _("Where shall it lie?"), start=trainees.usual_folder()
        )
        super().__init__(
            [self.folder],
            name="training_step",
            title=_("Try the training vault"),
            hint=_(
                "Everybody in it is invented. You can add, change and print what you like, "
                "and throw the folder away afterwards."
            ),
            submit=_("Make the training vault"),
            parent=parent,
        )
        self._panel: ProgressPanel | None = None
        self.folder.edit.returnPressed.connect(self.send)

    def begin(self) -> None:
        """Show that work goes on."""
        self.form.clear_problems()
        self.set_busy(_("Making it…"))
        self._panel = ProgressPanel(_("Inventing young people and their case histories"))
        self._panel.setObjectName("progress")
        self._panel.cancelled.connect(self.cancelled)
        self.body.addWidget(self._panel)
        self._panel.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far it is."""
        if self._panel is not None:
            self._panel.show_progress(done, total, words)

    def end(self) -> None:
        """Show that no work goes on any more."""
        self.set_busy()
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
