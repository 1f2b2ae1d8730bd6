"""What is shown of a backup before it is restored, and of what came back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.measure import column, fit, row, space
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import backups_words as words
from youthcase.ui.pages.door import DoorPage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from youthcase.services.restoring import Look, Rescued, Restored


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
        self._panel = progress_panel(_("Restoring"), self)
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


def progress_panel(title: str, step: DoorPage) -> ProgressPanel:
    """How far the work of a step is, with the keyboard at its Cancel."""
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
