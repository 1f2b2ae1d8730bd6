"""Who in the whole team still holds an old copy, and how are many copies made in one go?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from youthcase.domain.dates import plain
from youthcase.domain.plan_copy import Form
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.background import Cancelled
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, ChoiceField, TextField
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_leave import write_file
from youthcase.ui.pages.copies_register import readable
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from youthcase.services.copies_paper import Batch, Paper
    from youthcase.services.copies_register import Holder
    from youthcase.services.house import Services
    from youthcase.ui.frame import Frame
    from youthcase.ui.kit.background import Job

REGISTER = "register:"
_MOST_TOLD = 8
_TOGETHER = (Form.FULL, Form.CARD, Form.WALLET, Form.NUMBERS, Form.YOUNG_PERSON, Form.EASY_READ)


class TeamView(QWidget):
    """For supervisors: old copies that are out, and copies of all plans in force."""

    refused = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("team_view")
        self._frame = frame
        self._holders: tuple[Holder, ...] = ()
        self._job: Job[Batch] | None = None
        holder, inner = readable()
        column(self).addWidget(Scrolled(holder))
        inner.addWidget(self._old())
        inner.addWidget(self._many())
        inner.addStretch(1)
        self._panel: ProgressPanel | None = None

    def look(self) -> None:
        """Read the register of everybody on the worker."""
        register = self._frame.services.copies.register
        self._frame.background.run(
            self, register.team_holders, done=self._show, failed=self._fail
        )

    def first_focus(self) -> QWidget:
        """The list, or the copies to make where it is empty."""
        return self.list if self._holders else self.form

    def _old(self) -> Card:
        card = Card(_("Old copies that may still be out"), gap=8)
        self.words = label(" ", tone="muted", wrap=True)
        self.words.setObjectName("team_words")
        self.list = Reading(_("Old copies that may still be out"), grows=True, side=6)
        self.list.setObjectName("team_holders")
        self.list.hide()
        self.open_one = secondary(_("Open the register"), "folder-heart")
        self.open_one.setObjectName("open_register")
        self.open_one.clicked.connect(self._open)
        self.open_one.hide()
        self.list.activated.connect(self._activate)
        card.body.addWidget(self.words)
        card.body.addWidget(self.list)
        card.body.addWidget(self.open_one, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _many(self) -> Card:
        card = Card(_("Copies of all plans in force"), gap=10)
        words = _(
            "One file for each plan, in a folder outside the vault and unencrypted. Each is "
            "numbered and registered as it is written; a copy above its carry decision is not "
            "made."
        )
        card.body.addWidget(label(words, tone="muted", wrap=True))
        self.form = ChoiceField(
            "many_form",
            _("Which copy?"),
            [Choice(f, f.label) for f in _TOGETHER],
            required=True,
            missing=_("Choose which copy"),
        )
        self.whom = TextField("many_whom", _("For whom?"), longest=80)
        self.go = primary(_("Save to a folder …"), "download")
        self.go.setObjectName("save_many")
        self.go.clicked.connect(self._choose_folder)
        self.done = Banner(Tone.OK, "")
        self.done.setObjectName("many_done")
        self.done.hide()
        self.not_made = Reading(_("Copies that were not made"), grows=True, side=6)
        self.not_made.setObjectName("many_refused")
        self.not_made.hide()
        card.body.addWidget(self.form)
        card.body.addWidget(self.whom)
        card.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.done)
        card.body.addWidget(self.not_made)
        self._card = card
        return card

    def save_to(self, folder: Path) -> None:
        """Make a copy of every plan in force, each a file in `folder`."""
        form = self.form.value()
        if not isinstance(form, Form) or self._job is not None:
            return
        self.done.hide()
        self.not_made.hide()
        self.go.setEnabled(False)
        panel = ProgressPanel(_("Making copies"))
        panel.setObjectName("many_progress")
        panel.cancelled.connect(self._cancel)
        self._panel = panel
        self._card.body.addWidget(panel)
        work = _Many(self._frame.services, form, self.whom.value(), folder)
        self._job = self._frame.background.run_long(
            self,
            work,
            done=self._made,
            failed=self._fail,
            progress=panel.show_progress,
            cancelled=self._end,
        )

    def _choose_folder(self) -> None:
        if self.form.check():
            self.form.focus_first()
            return
        places = QStandardPaths.StandardLocation
        start = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self.window(), _("Folder for the copies"), start)
        dialog.setObjectName("many_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, name: str) -> None:
        self.save_to(Path(name))

    def _show(self, holders: tuple[Holder, ...]) -> None:
        self._holders = holders
        self.list.show_blocks([self._block(one) for one in holders])
        self.list.setVisible(bool(holders))
        self.open_one.setVisible(bool(holders))
        words = plural(
            "{n} copy says what is no longer agreed. Ask for it, then note that it came back.",
            "{n} copies say what is no longer agreed. Ask for them, then note what came back.",
            len(holders),
        )
        self.words.setText(words if holders else _("None: everybody has the newest version."))

    def _block(self, holder: Holder) -> Block:
        form = next((f.label for f in Form if f.value == holder.copy.form), holder.copy.form)
        whom = holder.copy.for_whom or _("the young person")
        current = (
            _("version {n} is in force").format(n=holder.current)
            if holder.current
            else _("no plan is in force")
        )
        told = [
            _("{form}, version {version}, for {whom}, given {day}").format(
                form=form, version=holder.version, whom=whom, day=plain(holder.copy.given_on)
            ),
            current,
        ]
        name = self._frame.name_shown(holder.name)
        return Block(
            f"{name}  \N{MIDDLE DOT}  {holder.ref}",
            more=tuple(told),
            icon="history",
            tone=Tone.WARN,
            is_strong=True,
        )

    def _activate(self, _index: QModelIndex) -> None:
        self._open()

    def _open(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._holders):
            person = self._holders[at].copy.person
            self._frame.go.emit(Place(Room.COPIES, f"{REGISTER}{person}"))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _made(self, batch: Batch) -> None:
        self._end()
        words = plural("{n} copy was saved.", "{n} copies were saved.", batch.made)
        if batch.is_cancelled:
            words += " " + _("You stopped it: the others were not made.")
        if batch.refused:
            words += " " + plural("{n} was not made.", "{n} were not made.", len(batch.refused))
        self.done.say(words)
        self.done.show()
        blocks = [Block(ref, more=(why,)) for ref, why in batch.refused[:_MOST_TOLD]]
        if (more := len(batch.refused) - _MOST_TOLD) > 0:
            blocks.append(Block(_("and {n} more").format(n=more)))
        self.not_made.show_blocks(blocks)
        self.not_made.setVisible(bool(blocks))
        self._frame.announce(batch.changes, words)

    def _fail(self, problem: Exception) -> None:
        self._end()
        if isinstance(problem, OSError):
            self.refused.emit(
                _("That folder cannot be written. Copies made before are registered.")
            )
        elif isinstance(problem, Refusal):
            self.refused.emit(str(problem))
        else:
            raise problem

    def _end(self) -> None:
        self._job = None
        self.go.setEnabled(True)
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None


class _Many:
    """The work: every plan in force, one after the other, until somebody says stop."""

    def __init__(self, services: Services, form: Form, whom: str | None, folder: Path) -> None:
        self._services, self._form, self._whom = services, form, whom
        self._folder, self._number = folder, 0

    def __call__(self, job: Job[Batch]) -> Batch:
        """Make them; a stop between two leaves what was made and registered."""
        copies = self._services.copies
        versions = [version.id for version in copies.in_force()]

        def tell(done: int, total: int) -> None:
            with suppress(Cancelled):  # it stops between two copies, not within one
                job.at(done, total)

        return copies.issue_many(
            versions,
            self._form,
            self._whom,
            "saved",
            self._hand,
            progress=tell,
            cancelled=lambda: job.is_cancelled,
        )

    def _hand(self, paper: Paper) -> None:
        """Write one file under the next number that is free: no name, no reference."""
        stem = Path(paper.file_name).stem.partition("-")[0]
        while True:
            self._number += 1
            path = self._folder / f"{stem}-{self._number:03}.pdf"
            if not path.exists():
                write_file(path, paper.pdf)
                return
