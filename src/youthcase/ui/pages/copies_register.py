"""Who has which copy of one young person's plan, what became of each, what changed since?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.plan_copy import Form
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import Button, primary, quiet, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.chips import Chip
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.fields import DateField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_leave import write_file
from youthcase.ui.pages.copies_rehearse import Rehearsing
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_editor_register import copy_block
from youthcase.ui.pages.plan_reading import Reading, change_blocks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.ids import PlanVersionId
    from youthcase.domain.plans import PlanCopyGiven
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

_WIDEST = 860
_OUTCOMES = ("RETURNED", "SHREDDED", "LOST")


def readable() -> tuple[QWidget, QVBoxLayout]:
    """A page for a scroll area, no wider than can be read, and the column in it."""
    holder, page = QWidget(), QWidget()
    line = row(holder, margins=(0, 0, 4, 8))
    line.addWidget(fit(page, max_width=_WIDEST), 20)
    line.addStretch(1)
    return holder, column(page, gap=12)


class RegisterView(QWidget):
    """The register of one case: copies, what became of them, and what was practised."""

    refused = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register_view")
        self._frame = frame
        self._file: CaseFile | None = None
        self._copies: tuple[PlanCopyGiven, ...] = ()
        self._outcome = ""
        holder, inner = readable()
        column(self).addWidget(Scrolled(holder))
        inner.addWidget(self._given())
        inner.addWidget(self._since())
        self.rehearsing = Rehearsing(frame)
        self.rehearsing.refused.connect(self.refused)
        inner.addWidget(self.rehearsing)
        inner.addStretch(1)

    def show_file(self, file: CaseFile, version: PlanVersionId | None) -> None:
        """Show the register of one young person, the copies that are old marked as such."""
        self._file = file
        register = self._frame.services.copies.register
        self._copies = register.of(file.person.id)
        old = {holder.copy.id for holder in register.holders(file.person.id)}
        self.list.show_blocks([_block(c, file, is_old=c.id in old) for c in self._copies])
        self.list.setVisible(bool(self._copies))
        self.none.setVisible(not self._copies)
        words = plural(
            "{n} copy of a version that is no longer in force may still be out. Ask for it.",
            "{n} copies of versions no longer in force may still be out. Ask for them.",
            len(old),
        )
        self.old.setText(words if old else "")
        self.old.setVisible(bool(old))
        self._choose()
        self.rehearsing.show_case(file, version)

    def first_focus(self) -> QWidget:
        """The copies, or recording a practice where there are none."""
        return self.list if self._copies else self.rehearsing.record

    def _given(self) -> Card:
        card = Card(_("Copies that were given"), gap=8)
        self.none = label(_("None so far."), tone="muted")
        self.none.setObjectName("no_copies")
        self.old = label("", tone="warn", wrap=True)
        self.old.setObjectName("old_copies")
        self.list = Reading(_("Copies that were given"), grows=True, side=6)
        self.list.setObjectName("copies_list")
        self.list.selectionModel().currentChanged.connect(self._move)
        foot = QWidget()
        flow = Flow(foot, gap=6)
        self.acts: dict[str, Button] = {}
        for code in _OUTCOMES:
            made = secondary(code_list("copy_outcome").label(code))
            made.setObjectName(f"outcome_{code.lower()}")
            made.setToolTip(code_list("copy_outcome").get(code).meaning)
            self.acts[code] = made
            flow.addWidget(made)
        self.acts["RETURNED"].clicked.connect(self._came_back)
        self.acts["SHREDDED"].clicked.connect(self._shredded)
        self.acts["LOST"].clicked.connect(self._lost)
        self.compare = quiet(_("What changed since?"), "history")
        self.compare.setObjectName("changed_since")
        self.compare.clicked.connect(self._compare)
        flow.addWidget(self.compare)
        today = self._frame.services.sitting
        self.day = DateField("outcome_on", _("Since when?"), today=lambda: today.today)
        self.note = primary("")
        self.note.setObjectName("note_outcome")
        self.note.clicked.connect(self._note)
        self.what = label("", "strong", wrap=True)
        self.what.setObjectName("chosen_copy")
        # Above the list, so that a long register does not push them out of sight.
        for part in (self.none, self.old, self.what, foot, self.day):
            card.body.addWidget(part)
        card.body.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.list)
        self._foot = foot
        return card

    def _since(self) -> Card:
        self.since = Card(_("What changed since this copy"), gap=6)
        self.since.setObjectName("since")
        self.since_words = label(
            _("Short enough to read out. It says only what a copy of that kind may show."),
            "cap",
            tone="muted",
            wrap=True,
        )
        self.changes = Reading(_("What changed since this copy"), grows=True, side=6)
        self.changes.setObjectName("since_list")
        self.save_changes = secondary(_("Save this list as PDF …"), "download")
        self.save_changes.setObjectName("save_changes")
        self.save_changes.clicked.connect(self._warn)
        self.since.body.addWidget(self.since_words)
        self.since.body.addWidget(self.changes)
        self.since.body.addWidget(self.save_changes, 0, Qt.AlignmentFlag.AlignLeft)
        self.since.hide()
        return self.since

    def _chosen(self) -> PlanCopyGiven | None:
        at = self.list.currentIndex().row()
        return self._copies[at] if 0 <= at < len(self._copies) else None

    def _move(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._choose()

    def _choose(self) -> None:
        """What can be done with the copy that is chosen."""
        copy = self._chosen()
        self._foot.setVisible(copy is not None)
        self.what.setVisible(copy is not None)
        self.day.hide()
        self.note.hide()
        self.since.hide()
        if copy is None:
            return
        if self._file is not None:
            chosen = copy_block(copy, self._file).text
            self.what.setText(_("Chosen: {copy}").format(copy=chosen))
        for code, button in self.acts.items():
            button.setVisible(copy.is_out and copy.outcome != code)
        self.compare.setVisible(copy.form != Form.BLANK.value)

    def _came_back(self) -> None:
        self._ask("RETURNED")

    def _shredded(self) -> None:
        self._ask("SHREDDED")

    def _lost(self) -> None:
        self._ask("LOST")

    def _ask(self, outcome: str) -> None:
        self._outcome = outcome
        words = code_list("copy_outcome").label(outcome)
        self.note.setText(_("Note in the register: {words}").format(words=words.lower()))
        self.day.set_value(self._frame.services.sitting.today)
        self.day.show_error(None)
        self.day.show()
        self.note.show()
        self.note.setFocus()

    def _note(self) -> None:
        copy, day = self._chosen(), self.day.value()
        if copy is None or self.day.check() or day is None:
            return
        try:
            changes = self._frame.services.copies.register.note(copy.id, self._outcome, day)
        except Refusal as refusal:
            if refusal.field == "outcome_on":
                self.day.show_error(str(refusal))
                self.day.focus_first()
            else:
                self.refused.emit(str(refusal))
            return
        self._frame.announce(changes, _("Noted in the register"))

    def _compare(self) -> None:
        copy = self._chosen()
        if copy is None:
            return
        try:
            found = self._frame.services.copies.register.changed_since(copy.id)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        self.changes.show_blocks(change_blocks(found))
        self.since.show()
        self.changes.setFocus()
        announce(
            plural("{n} line has changed", "{n} lines have changed", len(found)), source=self
        )

    def save_to(self, path: Path) -> None:
        """Write what changed since the chosen copy to a file outside the vault."""
        copy = self._chosen()
        if copy is None:
            return
        register = self._frame.services.copies.register

        def work() -> None:
            write_file(path, register.changes_paper(copy.id))

        self._frame.background.run(self, work, done=self._saved, failed=self._fail)

    def _warn(self) -> None:
        """Saving takes the list out of the vault: say so before."""
        asked = ConfirmDialog(
            self.window(),
            _("Save outside the vault?"),
            _(
                "The file will lie outside the vault, unencrypted. It holds no name, but "
                "words of the plan."
            ),
            verb=_("Choose where"),
            is_dangerous=False,
        )
        asked.accepted.connect(self._choose_file)
        asked.open()

    def _choose_file(self) -> None:
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self.window(), _("Save the list"), folder)
        dialog.setObjectName("changes_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF file (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_("changes.pdf"))
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, name: str) -> None:
        self.save_to(Path(name))

    def _saved(self, _nothing: None) -> None:
        self._frame.said.emit(_("The list is saved"))

    def _fail(self, problem: Exception) -> None:
        if isinstance(problem, OSError):
            self.refused.emit(_("The file could not be written there."))
        elif isinstance(problem, Refusal):
            self.refused.emit(str(problem))
        else:
            raise problem


def _block(copy: PlanCopyGiven, file: CaseFile, *, is_old: bool) -> Block:
    plain_block = copy_block(copy, file)
    chips: list[Chip] = []
    if copy.outcome:
        tone = Tone.DANGER if copy.outcome == "LOST" else Tone.NEUTRAL
        words = code_list("copy_outcome").label(copy.outcome)
        day = plain(copy.outcome_on) if copy.outcome_on else ""
        who = file.staff.get(copy.outcome_by, "") if copy.outcome_by else ""
        chips.append(Chip(" \N{MIDDLE DOT} ".join(p for p in (words, day, who) if p), tone))
    elif is_old:
        chips.append(Chip(_("Old version, still out"), Tone.WARN, "history"))
    else:
        chips.append(Chip(_("Out"), Tone.OK))
    note = (
        _("Above the carry decision: {reason}").format(reason=copy.override_reason)
        if copy.override_reason
        else ""
    )
    return Block(
        plain_block.text,
        more=plain_block.more,
        note=note,
        chips=tuple(chips),
        is_strong=True,
    )
