"""Is there a good copy of this vault, where is it, and what can be done with it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from youthcase.domain.dates import local_time
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import backups_words as words
from youthcase.ui.pages.backups_parts import Copies, Places

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes
    from youthcase.services.backup_copies import Copy

_WIDEST = 880


class BackupsPage(Page):
    """The last copy, a new one now, the places, the list; restoring for supervisors."""

    room = Room.BACKUPS

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("backups")
        self.keeper = frame.keeper
        self._panel: ProgressPanel | None = None
        self._banner: Banner | None = None
        self._wanted: Copy | None = None
        supervises = self.services.sitting.supervises
        outer = column(self, gap=14, margins=(24, 18, 24, 16))
        self.make = primary(_("Back up now"), "hard-drive-upload")
        self.make.setObjectName("back_up")
        self.make.clicked.connect(self.keeper.back_up)
        self.save = secondary(_("Save a copy to…"))
        self.save.setObjectName("save_copy")
        self.save.clicked.connect(self._ask_where)
        self.top = PageHeader(_("Backups"), " ", [self.make, self.save])
        outer.addWidget(self.top)
        holder = fit(Tall(), max_width=_WIDEST)
        self._inner = column(holder, gap=16, margins=(2, 2, 14, 8))
        self.places = Places(supervises=supervises)
        self.places.choose_wanted.connect(self._ask_place)
        self.places.stop_wanted.connect(self._stop_second)
        self.copies = Copies(supervises=supervises)
        self.copies.restore_wanted.connect(self._ask_restore)
        self.copies.verify_wanted.connect(self.keeper.verify)
        self._inner.addWidget(self.places)
        self._inner.addWidget(self.copies)
        self._inner.addStretch()
        outer.addWidget(Scrolled(holder), 1)
        self.keeper.changed.connect(self._show)
        self.keeper.progressed.connect(self._progress)

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one page of backups
        """Look how things stand."""
        self._show()
        self.keeper.look()

    def refresh(self, changes: Changes) -> None:
        """Nothing here follows from a case; the keeper tells what changes."""

    def first_focus(self) -> QWidget:
        """The button that makes a copy."""
        return self.make if self.make.isEnabled() else self.copies.table

    def choose_place(self, folder: str) -> None:
        """Keep copies in `folder` as well, or say why not; empty for none."""
        choose = self.services.backups.choose_second_place

        def work() -> tuple[Changes, str]:  # a network folder may take its time to answer
            return choose(folder), folder

        self.frame.background.run(self, work, done=self._place_chosen, failed=self._not_chosen)

    def _place_chosen(self, answer: tuple[Changes, str]) -> None:
        changes, folder = answer
        self.frame.announce(
            changes,
            _("Copies go to the second place too") if folder else _("No second place any more"),
        )
        self.keeper.look()

    def _not_chosen(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._say(Tone.DANGER, "", str(error))
        announce(str(error), assertive=True, source=self)

    def _show(self) -> None:
        """Show what the keeper knows."""
        status, busy = self.keeper.status, self.keeper.is_busy
        for button in (self.make, self.save):
            button.setEnabled(not busy)
        self._show_panel()
        self._show_banner()
        if status is None:
            self.top.say_about(_("Looking…"))
            return
        today = local_time(self.services.sitting.now).date()
        self.top.say_about(words.last(status, today))
        self.places.show_status(status, str(self.services.backups.folder))
        self.copies.show_copies(status, self.keeper.answers, today, is_busy=busy)

    def _show_panel(self) -> None:
        title = self.keeper.under_way
        if self._panel is not None and self._panel.bar.accessibleName() != title:
            had_focus = self._panel.cancel.hasFocus()
            self._inner.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            if had_focus:
                self.make.setFocus(Qt.FocusReason.OtherFocusReason)
        if title and self._panel is None:
            self._panel = ProgressPanel(title)
            self._panel.setObjectName("backup_progress")
            self._panel.cancelled.connect(self.keeper.cancel)
            self._inner.insertWidget(0, self._panel)
            self._panel.show()

    def _progress(self, done: int, total: int) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, _("{n} %").format(n=100 * done // total))

    def _show_banner(self) -> None:
        keeper, status = self.keeper, self.keeper.status
        wrong = next(filter(None, keeper.answers.values()), "")
        if keeper.harm is not None:
            lead = _("Part of this vault cannot be read, so no good copy can be made of it.")
            self._say(Tone.DANGER, lead, _("Older copies are kept."), _("What to do"))
        elif keeper.problem:
            self._say(
                Tone.WARN, _("The last copy was not made, or not everywhere."), keeper.problem
            )
        elif wrong:
            self._say(Tone.DANGER, _("A copy is not whole."), wrong)
        elif status is not None and status.is_erasure_open:
            self._say(Tone.WARN, "", status.advice)
        else:
            self._say(Tone.PLAIN, "", "")

    def _say(self, tone: Tone, lead: str, said: str, action: str = "") -> None:
        if self._banner is not None:
            self._inner.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        if lead or said:
            self._banner = Banner(tone, said, lead=lead, action=action)
            self._banner.setObjectName("backup_banner")
            if self._banner.action is not None:
                self._banner.action.setObjectName("backup_banner.act")
                self._banner.action.clicked.connect(self._go_to_damage)
            self._inner.insertWidget(1 if self._panel is not None else 0, self._banner)
            self._banner.show()

    def _go_to_damage(self) -> None:
        self.frame.go.emit(Place(Room.DAMAGE))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("Save a copy of this vault"))
        dialog.setObjectName("save_copy.dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("backup")
        dialog.setNameFilters([_("Backups (*.backup)"), _("All files (*)")])
        day = local_time(self.services.sitting.now).date().isoformat()
        dialog.selectFile(_("Youthcase {day}.backup").format(day=day))
        dialog.fileSelected.connect(self.save_copy)
        dialog.open()

    def save_copy(self, file: str) -> None:
        """Make a copy in a file of the person's choosing."""
        self.keeper.save_to(Path(file))

    def _ask_place(self) -> None:
        dialog = QFileDialog(self, _("Choose a second place for backups"))
        dialog.setObjectName("second_place.dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_place)
        dialog.open()

    def _stop_second(self) -> None:
        self.choose_place("")

    def _ask_restore(self, copy: Copy) -> None:
        self._wanted = copy
        made = words.moment_of(copy.at)
        dialog = ConfirmDialog(
            self.window(),
            _("Restore the copy of {when}?").format(when=made),
            _(
                "The vault is locked first. Then you give a name and the passphrase of that "
                "day, and see what the copy holds and what would be lost. Nothing changes "
                "before you say so there."
            ),
            verb=_("Lock and look at the copy"),
            keep=_("Stay here"),
        )
        dialog.accepted.connect(self._restore)
        dialog.open()

    def _restore(self) -> None:
        if self._wanted is not None:
            self.frame.restore_wanted.emit(self._wanted.file)
