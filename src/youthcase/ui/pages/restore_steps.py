"""What is asked before a backup becomes a vault again, or a harmed one is read?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.choice_fields import Choice, RadioField
from youthcase.ui.kit.text_fields import PasswordField, TextField
from youthcase.ui.pages import backups_words as words
from youthcase.ui.pages.first_run_folder import FolderField
from youthcase.ui.pages.first_run_steps import FormStep
from youthcase.ui.pages.restore_file import FileField
from youthcase.ui.pages.restore_look import progress_panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from youthcase.services.backup_copies import Copy
    from youthcase.ui.kit.progress import ProgressPanel

_MOST_OFFERED = 6
_ANOTHER, _IN_PLACE, _ELSEWHERE = "another", "in-place", "elsewhere"


class WhichStep(FormStep):
    """Which backup: one that lies beside the vault, or a file?"""

    def __init__(self, copies: Sequence[Copy], chosen: Path | None, start: Path | None) -> None:
        offered = [copy for copy in copies if copy.is_whole][:_MOST_OFFERED]
        self.copies = RadioField(
            "copy",
            _("Backup"),
            [
                *(
                    Choice(
                        copy.file,
                        _("{when}, {kind}, {size}").format(
                            when=words.moment_of(copy.at),
                            kind=words.kind(copy).lower(),
                            size=words.size(copy.megabytes),
                        ),
                    )
                    for copy in offered
                ),
                Choice(_ANOTHER, _("Another file, such as one in the second place")),
            ],
            required=True,
        )
        self.file = FileField(
            "file",
            _("File of the backup"),
            hint=_("Its name ends in .backup. Look on the drive that is kept elsewhere."),
            start=start,
        )
        super().__init__(
            [self.copies, self.file],
            name="which_step",
            title=_("Restore from a backup"),
            hint=_(
                "Nothing is overwritten, and nothing changes before you have seen what the "
                "backup holds."
            ),
            submit=_("Continue"),
            step=_("Step 1 of 3"),
        )
        self.copies.changed.connect(self._turn)
        self.file.edit.returnPressed.connect(self.send)
        known = [copy.file for copy in offered]
        self.copies.setVisible(bool(offered))
        if chosen is not None and chosen not in known:
            self.file.set_value(chosen)
        first = chosen if chosen in known else _ANOTHER if chosen or not known else known[0]
        self.copies.set_value(first)
        self._turn()

    def first_focus(self) -> QWidget:
        """The chosen answer, or the file."""
        return next((r for r in self.copies.radios if r.isChecked()), self.file)

    def chosen(self) -> Path:
        """The file that was chosen."""
        value = self.copies.value()
        return value if isinstance(value, Path) else self.file.value() or Path()

    def send(self) -> None:
        """Go on when there is such a file."""
        if not self.form.check():
            return
        if not self.chosen().is_file():
            sentence = _("There is no file of this name. Choose the file of a backup.")
            self.form.show_refusal(Refusal(sentence, field="file"))
            return
        self.submitted.emit()

    def _turn(self) -> None:
        self.file.setVisible(self.copies.value() == _ANOTHER)


class WhereStep(FormStep):
    """Who looks, with the passphrase of that day, and where shall it go?"""

    def __init__(self, vault: Path | None, user: str, start: Path) -> None:
        self._vault = vault
        name = vault.name if vault is not None else ""
        self.where = RadioField(
            "where",
            _("Where shall it go?"),
            [
                Choice(
                    _IN_PLACE,
                    _("In place of “{name}”, which is kept beside it").format(name=name),
                ),
                Choice(_ELSEWHERE, _("Into a new folder; “{name}” stays").format(name=name)),
            ],
            required=True,
        )
        self.folder = FolderField(
            "folder",
            _("New folder"),
            hint=_("An empty or new folder on this computer, not on a network drive."),
            start=start,
        )
        self.user = TextField(
            "user",
            _("Your name"),
            required=True,
            missing=_("Enter your name"),
        )
        self.password = PasswordField(
            "password",
            _("Passphrase of that day"),
            hint=_("The one that you had when the backup was made."),
            missing=_("Enter your passphrase"),
        )
        super().__init__(
            [self.user, self.password, self.where, self.folder],
            name="where_step",
            title=_("Look at the backup"),
            submit=_("Look at it"),
            step=_("Step 2 of 3"),
        )
        self.user.set_value(user or None)
        self.user.edit.returnPressed.connect(self.password.focus_first)
        self.password.submitted.connect(self.send)
        self.where.changed.connect(self._turn)
        self.where.setVisible(vault is not None)
        self.where.set_value(_IN_PLACE if vault is not None else _ELSEWHERE)
        self._turn()

    def first_focus(self) -> QWidget:
        """The first empty box."""
        return self.password if self.user.value() else self.user

    @property
    def is_in_place(self) -> bool:
        """Whether it is to take the place of the vault that is there."""
        return self.where.value() == _IN_PLACE

    def target(self) -> Path:
        """The folder that the vault will lie in."""
        if self.is_in_place and self._vault is not None:
            return self._vault
        return self.folder.value() or Path()

    def _turn(self) -> None:
        self.folder.setVisible(not self.is_in_place)


class RescueStep(FormStep):
    """Where shall go what can still be read, and who reads it?"""

    cancelled = Signal()

    def __init__(self, user: str, start: Path) -> None:
        self.folder = FolderField(
            "folder",
            _("New folder"),
            hint=_("An empty or new folder on this computer, not on a network drive."),
            start=start,
        )
        self.user = TextField(
            "user",
            _("Your name"),
            required=True,
            missing=_("Enter your name"),
        )
        self.password = PasswordField(
            "password", _("Passphrase"), missing=_("Enter your passphrase")
        )
        super().__init__(
            [self.user, self.password, self.folder],
            name="rescue_step",
            title=_("Read what can still be read"),
            hint=_(
                "A new vault is made of it, for the same people. The harmed one is read and "
                "never touched. A backup is better, if there is one that is new enough."
            ),
            submit=_("Read what can be read"),
        )
        self._panel: ProgressPanel | None = None
        self.user.set_value(user or None)
        self.user.edit.returnPressed.connect(self.password.focus_first)
        self.password.submitted.connect(self.send)

    def first_focus(self) -> QWidget:
        """The first empty box."""
        return self.password if self.user.value() else self.user

    def begin(self) -> None:
        """Show that it is being done, and let it be stopped."""
        self.form.clear_problems()
        self.set_busy(_("Reading…"))
        self._panel = progress_panel(_("Reading what can still be read"), self)
        self._panel.cancelled.connect(self.cancelled)

    def show_progress(self, done: int, total: int, _words: str) -> None:
        """Show how far it is."""
        if self._panel is not None:
            self._panel.show_progress(
                done,
                total,
                _("Table {n} of {total}").format(n=min(done + 1, total), total=total),
            )

    def end(self) -> None:
        """Show that nothing is being done any more."""
        self.set_busy()
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
