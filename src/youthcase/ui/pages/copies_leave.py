"""How does a copy leave the vault, registered exactly when it does?

The bytes are made in memory and registered in one go, then handed over. When handing over
fails, the register holds a copy that was not made: that is said, and the same bytes, with
the same number, can be handed over again without another entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from youthcase.domain.changes import Changes
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.copies_paper import Paper
from youthcase.services.copy_locks import LOCKED
from youthcase.ui import printing
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.choice_fields import Choice, ChoiceField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_save import SaveDialog

if TYPE_CHECKING:
    from youthcase.domain.ids import PlanVersionId
    from youthcase.services.copies_make import Order
    from youthcase.ui.frame import Frame

Wanted = tuple["PlanVersionId", "Order"]
HandOver = Callable[["Paper"], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A copy that is registered, and why it could not be handed over, if so."""

    paper: Paper = field(repr=False)
    changes: Changes | None
    problem: str = ""


class Leaving(Card):
    """Print and save, with what happened."""

    refused = Signal(str)
    left = Signal()

    def __init__(
        self, frame: Frame, wanted: Callable[[], Wanted | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(gap=10, parent=parent)
        self.setObjectName("leaving")
        self._frame, self._wanted = frame, wanted
        self._file_name = ""
        self._waits: tuple[Paper, HandOver, str] | None = None
        self._is_busy = False
        self._asked: SaveDialog | None = None
        self._passphrase = ""  # of the file that is about to be saved, until it is
        self.printer = ChoiceField("printer", _("Printer"), [])
        self.no_printer = label(
            _("This computer has no printer that can be seen. Save the copy instead."),
            tone="muted",
            wrap=True,
        )
        self.no_printer.setObjectName("no_printer")
        self.print = primary(_("Print"), "printer")
        self.print.setObjectName("print")
        self.save = secondary(_("Save as PDF …"), "download")
        self.save.setObjectName("save")
        self.look_only = label(
            _("A draft can be looked at. Send it for approval, then it can be given."),
            tone="muted",
            wrap=True,
        )
        self.done = Banner(Tone.OK, "")
        self.done.setObjectName("done")
        self.failed = Banner(Tone.WARN, "")
        self.failed.setObjectName("failed")
        self.again = secondary(_("Try again with the same copy"), "refresh-cw")
        self.again.setObjectName("again")
        foot = QWidget()
        flow = Flow(foot, gap=8)
        flow.addWidget(self.print)
        flow.addWidget(self.save)
        parts = (self.look_only, self.printer, self.no_printer, foot)
        for part in (*parts, self.done, self.failed, self.again):
            self.body.addWidget(part)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._warn)
        self.again.clicked.connect(self._try_again)
        self._asks: tuple[QWidget, ...] = (self.print, self.save)
        self.start(may_leave=False)

    def start(self, *, may_leave: bool) -> None:
        """Begin with another version; a draft may not leave."""
        self.forget()
        self.look_only.setVisible(not may_leave)
        for part in self._asks:
            part.setVisible(may_leave)
        self.printer.setVisible(may_leave)
        self.no_printer.hide()
        self.print.setEnabled(False)
        self.save.setEnabled(False)

    def forget(self) -> None:
        """Take away what was said about the copy before."""
        self._waits = None
        for part in (self.done, self.failed, self.again):
            part.hide()

    def forget_done(self) -> None:
        """Another copy is looked at; one that could not be handed over can still be."""
        self.done.hide()

    def offer(self, found: tuple[printing.Printer, ...]) -> None:
        """The printers, the usual one chosen; without any, only saving is offered."""
        may_leave = not self.save.isHidden()
        self.printer.set_choices([Choice(p.name, p.name) for p in found])
        if found:
            self.printer.set_value(found[0].name)
        self.printer.setVisible(bool(found) and may_leave)
        self.no_printer.setVisible(not found and may_leave)
        self.print.setVisible(bool(found) and may_leave)
        self.print.setEnabled(bool(found) and bool(self._file_name))

    def name(self, file_name: str) -> None:
        """The preview is there: what its file would be called, and that it may leave."""
        self._file_name = file_name
        self.save.setEnabled(True)
        self.print.setEnabled(self.printer.value() is not None)

    def save_to(self, path: Path, passphrase: str = "") -> None:
        """Register a copy and write it to a file outside the vault, locked with any words."""
        locks = self._frame.services.copies.locks

        def write(paper: Paper) -> None:
            write_file(path, locks.locked(paper, passphrase) if passphrase else paper.pdf)

        if passphrase:
            said = _("Saved outside the vault as {name}, locked").format(name=path.name)
            self._hand_over(LOCKED, write, said)
        else:
            said = _("Saved outside the vault as {name}").format(name=path.name)
            self._hand_over("saved", write, said)

    def _print(self) -> None:
        printer = self.printer.value()
        if not isinstance(printer, str):
            return

        def send(paper: Paper) -> None:
            printing.send(paper.pdf, printer, Path(paper.file_name).stem)

        self._hand_over("printed", send, _("Sent to {printer}").format(printer=printer))

    def _warn(self) -> None:
        """Saving takes the copy out of the vault: say so before."""
        wanted = self._wanted()
        if self._is_busy or wanted is None:
            return
        person = self._frame.services.plans.content(wanted[0]).version.person
        self._asked = SaveDialog(self.window(), self._frame, person, self._file_name)
        self._asked.accepted.connect(self._choose_file)
        self._asked.open()

    def _choose_file(self) -> None:
        self._passphrase = self._asked.passphrase if self._asked else ""
        self._asked = None
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self.window(), _("Save the copy"), folder)
        dialog.setObjectName("save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF file (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name)
        dialog.fileSelected.connect(self._save_to)
        dialog.rejected.connect(self._forget_passphrase)
        dialog.open()

    def _save_to(self, name: str) -> None:
        passphrase = self._passphrase
        self._forget_passphrase()
        self.save_to(Path(name), passphrase)

    def _forget_passphrase(self) -> None:
        self._passphrase = ""

    def _hand_over(self, how: str, hand: HandOver, said: str) -> None:
        wanted = self._wanted()
        if wanted is None or self._is_busy:
            return
        self.forget()
        self._busy(is_busy=True)
        copies = self._frame.services.copies
        version, order = wanted
        self._waits = None

        def leave() -> _Outcome:
            paper, changes = copies.issue(
                version,
                order.form,
                order.for_whom,
                how,
                without=order.without,
                language=order.language,
                override=order.override,
            )
            return _Outcome(paper, changes, _try(hand, paper))

        self._hand, self._said = hand, said
        self._frame.background.run(self, leave, done=self._tell, failed=self._refuse)

    def _try_again(self) -> None:
        if self._waits is None or self._is_busy:
            return
        paper, hand, said = self._waits
        self._hand, self._said = hand, said
        self._busy(is_busy=True)

        def leave() -> _Outcome:
            return _Outcome(paper, None, _try(hand, paper))

        self._frame.background.run(self, leave, done=self._tell, failed=self._refuse)

    def _tell(self, outcome: _Outcome) -> None:
        """Say what happened; the register is told of once, whatever the printer did."""
        self._busy(is_busy=False)
        if outcome.problem:
            self._waits = (outcome.paper, self._hand, self._said)
            words = _(
                "{problem} The register already holds this copy, although there is none yet. "
                "Try again: it stays the same copy, with the same number."
            ).format(problem=outcome.problem)
            self.failed.say(words)
            self.failed.show()
            self.again.show()
            announce(words, assertive=True, source=self)
        else:
            self.forget()
            words = _("{said}. The copy is in the register.").format(said=self._said)
            self.done.say(words)
            self.done.show()
        if outcome.changes is not None:
            said = "" if outcome.problem else self._said
            self._frame.announce(outcome.changes, said)
        if not outcome.problem:
            self.left.emit()

    def _refuse(self, problem: Exception) -> None:
        self._busy(is_busy=False)
        if not isinstance(problem, Refusal):
            raise problem
        self.refused.emit(
            _("{problem} Nothing left the vault, and nothing was registered.").format(
                problem=problem
            )
        )

    def _busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.again.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy)
        self.print.setEnabled(not is_busy and self.printer.value() is not None)


def write_file(path: Path, pdf: bytes) -> None:
    """Write a file; half of one is not left behind."""
    with path.open("wb") as file:
        try:
            file.write(pdf)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _try(hand: HandOver, paper: Paper) -> str:
    """Hand a copy over; the sentence that says why it did not work, or nothing."""
    try:
        hand(paper)
    except Refusal as refusal:
        return str(refusal)
    except OSError:
        return _("The file could not be written there.")
    return ""
