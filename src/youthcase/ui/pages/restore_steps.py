"""What is asked before a backup becomes a vault again, and what is shown of it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button, link, primary, secondary
from youthcase.ui.kit.choice_fields import Choice, RadioField
from youthcase.ui.kit.field import Field
from youthcase.ui.kit.measure import column, fit, row, space
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.text_fields import PasswordField, TextField
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import backups_words as words
from youthcase.ui.pages.door import DoorPage
from youthcase.ui.pages.first_run_folder import FolderField
from youthcase.ui.pages.first_run_steps import FormStep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from youthcase.services.backup_copies import Copy
    from youthcase.services.restoring import Look, Rescued, Restored

_MOST_OFFERED = 6
_ANOTHER, _IN_PLACE, _ELSEWHERE = "another", "in-place", "elsewhere"


class FileField(Field):
    """A file to type, with a button that lets one look for it."""

    def __init__(
        self, name: str, said: str, *, hint: str = "", start: Path | None = None
    ) -> None:
        super().__init__(
            name,
            said,
            hint=hint,
            required=True,
            missing=_("Choose a file, or type where it is"),
        )
        self._start = start
        self.edit = QLineEdit()
        self.choose = secondary(_("Choose…"))
        self.choose.setObjectName(f"{name}.choose")
        self.choose.setAccessibleName(_("Choose a file for {label}").format(label=said))
        self._put_beside(self.edit, self.choose)
        self.choose.clicked.connect(self._look)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Path | None:
        """The file, or None while nothing is typed."""
        typed = self.edit.text().strip()
        return Path(typed).expanduser().absolute() if typed else None

    def set_value(self, value: object) -> None:
        """Show a file."""
        self.edit.setText("" if value is None else str(value))

    def _look(self) -> None:
        dialog = QFileDialog(self, self.words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Backups (*.backup)"), _("All files (*)")])
        here = self.value() or self._start
        if here is not None:
            near = next((p for p in (here, *here.parents) if p.is_dir()), here)
            dialog.setDirectory(str(near))
        dialog.fileSelected.connect(self.set_value)
        dialog.open()


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


class CompareStep(DoorPage):
    """What is in the vault now, what is in the backup, and what would be lost?"""

    restored = Signal()
    went_back = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(width=560)
        self.setObjectName("compare_step")
        self.body.addWidget(label(_("Step 3 of 3"), "caps", tone="muted"))
        self.body.addWidget(heading(_("This is what the backup holds"), 2, wrap=True))
        self._of = label("", wrap=True)
        self._of.setObjectName("compare.of")
        self.body.addWidget(self._of)
        self._holder = column()
        self.body.addLayout(self._holder)
        self._table: QWidget | None = None
        self._lost = Banner(Tone.WARN, "")
        self._lost.setObjectName("compare.lost")
        self.body.addWidget(self._lost)
        self._kept = label("", tone="muted", wrap=True)
        self._kept.setObjectName("compare.kept")
        self.body.addWidget(self._kept)
        self._problem = Banner(Tone.DANGER, "")
        self._problem.setObjectName("compare.problem")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._foot = row(gap=10)
        self.do = primary("")
        self.do.setObjectName("compare.do")
        self.do.clicked.connect(self.restored)
        self.back = secondary(_("Back"))
        self.back.setObjectName("compare.back")
        self.back.clicked.connect(self.went_back)
        self._foot.addWidget(self.do)
        self._foot.addWidget(self.back)
        self._foot.addStretch()
        self.body.addLayout(self._foot)
        self._panel: ProgressPanel | None = None

    def first_focus(self) -> QWidget:
        """The button that changes nothing."""
        return self.back

    def show_look(self, look: Look, target: Path, *, in_place: bool) -> None:
        """Show the counts of both, and in words what will happen."""
        made = words.moment_of(look.made)
        self._of.setText(
            _("The backup is of {when}. What was written later is not in it.").format(when=made)
        )
        if self._table is not None:
            self._holder.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = _counts(look.before if in_place else None, look.after)
        self._holder.addWidget(self._table)
        self._lost.say(words.what_is_lost(look.before, look.after))
        self._lost.setVisible(in_place)
        if in_place:
            self._kept.setText(
                _(
                    "“{name}” is not erased: it is kept beside the restored one, under its "
                    "name and “before the restore”."
                ).format(name=target.name)
            )
            self.do.setText(_("Replace the vault with this backup"))
        else:
            self._kept.setText(_("It goes into {folder}.").format(folder=target))
            self.do.setText(_("Restore into the new folder"))
        self._problem.hide()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self._problem.say(sentence)
        self._problem.setVisible(bool(sentence))

    def begin(self) -> None:
        """Show that it is being done, and let it be stopped."""
        self._panel = _panel(_("Restoring"), self)
        self._panel.cancelled.connect(self.cancelled)
        self._set_busy(busy=True)

    def show_progress(self, done: int, total: int, _words: str) -> None:
        """Show how far it is."""
        if self._panel is not None:
            self._panel.show_progress(done, total, _("{n} %").format(n=100 * done // total))

    def end(self) -> None:
        """Show that nothing is being done any more."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.do, self.back):
            button.setEnabled(not busy)
        (self._panel.cancel if self._panel else self.back).setFocus(
            Qt.FocusReason.OtherFocusReason
        )


class DoneStep(DoorPage):
    """It is done: what came back, and what is kept."""

    went_on = Signal()

    def __init__(self) -> None:
        super().__init__(width=560)
        self.setObjectName("done_step")
        self._title = heading("", 2, wrap=True)
        self.body.addWidget(self._title)
        self._said = label("", wrap=True)
        self._said.setObjectName("done.said")
        self.body.addWidget(self._said)
        self._holder = column()
        self.body.addLayout(self._holder)
        self._kept = label("", tone="muted", wrap=True)
        self._kept.setObjectName("done.kept")
        self.body.addWidget(self._kept)
        self.go = primary(_("Go to the lock screen"))
        self.go.setObjectName("done.go")
        self.go.clicked.connect(self.went_on)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    def first_focus(self) -> QWidget:
        """The one button."""
        return self.go

    def show_restored(self, done: Restored) -> None:
        """Say what came back."""
        self._title.setText(_("The vault is restored"))
        self._said.setText(
            _(
                "It is as it was on {when}. Unlock it with a passphrase of that day; what was "
                "erased since is erased again then."
            ).format(when=words.moment_of(done.made))
        )
        if done.after is not None:
            self._holder.addWidget(_counts(done.before, done.after))
        kept = ""
        if done.replaced is not None:
            kept = _("What it replaced is kept in {folder}.").format(folder=done.replaced)
        self._kept.setText(kept)
        self._kept.setVisible(bool(kept))

    def show_rescued(self, done: Rescued) -> None:
        """Say what could be read and what not."""
        self._title.setText(_("This could still be read"))
        lost = done.lost
        if not lost:
            self._said.setText(_("Every row could be read into the new vault."))
        else:
            listed = ", ".join(
                words.counted(name, n)
                if n is not None
                else _("{name}: nobody can tell how many").format(name=name)
                for name, n in lost.items()
            )
            self._said.setText(
                _(
                    "Lost: {what}. Where the journal is whole, lost rows are made anew from it "
                    "when you unlock."
                ).format(what=listed)
            )
        self._holder.addWidget(_counts(None, done.read))
        self._kept.setText(
            _("The new vault is in {folder}. The harmed one was not touched.").format(
                folder=done.folder
            )
        )


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
        self._panel = _panel(_("Reading what can still be read"), self)
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


def leaving(said: str) -> Button:
    """A quiet way back to where one came from."""
    button = link(said)
    button.setObjectName("restore.leave")
    return button


def _panel(title: str, step: DoorPage) -> ProgressPanel:
    panel = ProgressPanel(title)
    panel.setObjectName("progress")
    step.body.addWidget(panel)
    panel.show()
    panel.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
    return panel


def _counts(before: Mapping[str, int] | None, after: Mapping[str, int]) -> QWidget:
    """Names and numbers in columns: what is there now, if known, and what is in the copy."""
    holder = QWidget()
    holder.setObjectName("counts")
    grid = space(QGridLayout(holder), gap=7)
    grid.setColumnStretch(3, 1)
    if before is not None:
        grid.addWidget(_figure(_("Now"), "caps", tone="muted"), 0, 1)
        grid.addWidget(_figure(_("In the copy"), "caps", tone="muted"), 0, 2)
    for at, name in enumerate(words.COMPARED, 1):
        grid.addWidget(label(name[0].upper() + name[1:]), at, 0)
        then = after.get(name, 0)
        text = _("{name}: {then:,} in the copy").format(name=name, then=then)
        if before is not None:
            now = before.get(name, 0)
            grid.addWidget(_figure(f"{now:,}", tone="muted"), at, 1)
            text = _("{name}: {now:,} now, {then:,} in the copy").format(
                name=name, now=now, then=then
            )
        figure = _figure(f"{then:,}", "strong")
        figure.setObjectName(f"count.{at}")
        figure.setAccessibleName(text)
        grid.addWidget(figure, at, 2)
    return holder


def _figure(said: str, role: str = "body", *, tone: str = "") -> QLabel:
    made = fit(label(said, role, tone=tone), min_width=96)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
