"""How is a copy saved outside the vault: as it is, or locked with a passphrase?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.fields import Choice, RadioField, TextField
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from youthcase.domain.ids import PersonId
    from youthcase.ui.frame import Frame

_PLAIN, _LOCKED = "plain", "locked"


class SaveDialog(ConfirmDialog):
    """A warning that the file leaves the vault, and the offer to lock it.

    The passphrase is offered, may be changed, is shown here once and is never kept.
    """

    def __init__(self, parent: QWidget, frame: Frame, person: PersonId, file_name: str) -> None:
        super().__init__(
            parent,
            _("Save outside the vault?"),
            _(
                "The file will lie outside the vault, unencrypted unless you lock it. Whoever "
                "can open that folder can read it. It will be called {name}, which gives "
                "nothing away."
            ).format(name=file_name),
            verb=_("Choose where"),
        )
        self._frame, self._person = frame, person
        self._good = ""  # the passphrase that was judged last and will do
        self.lock = RadioField(
            "lock",
            _("How is it saved?"),
            (
                Choice(_PLAIN, _("As it is")),
                Choice(_LOCKED, _("Locked with a passphrase (AES-256)")),
            ),
        )
        self.lock.set_value(_PLAIN)
        self.locking = self._make_locking()
        self.body.addWidget(self.lock)
        self.body.addWidget(self.locking)
        self.do.clicked.disconnect()
        self.do.clicked.connect(self._go_on)
        self.lock.changed.connect(self._show_locking)
        self._show_locking()

    @property
    def passphrase(self) -> str:
        """The passphrase that the file is to be locked with; nothing when it is not."""
        return self._good if self.lock.value() == _LOCKED else ""

    def _make_locking(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap=8)
        self.words = TextField(
            "file_passphrase",
            _("Passphrase of this file"),
            hint=_("Write it down now. It is shown this once and kept nowhere."),
            required=True,
            missing=_("Enter a passphrase, or let others be suggested"),
            longest=120,
        )
        self.other = link(_("Suggest others"), "refresh-cw")
        self.other.setObjectName("file_passphrase.other")
        self.other.clicked.connect(self._offer)
        inner.addWidget(self.words)
        inner.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        for sentence in (
            _(
                "Tell it by phone or face to face, to somebody whose voice you know. Never "
                "send it the way the file goes, such as in the same e-mail."
            ),
            _(
                "Screen readers can read a locked file. It is not PDF/A, as no locked file can "
                "be: for an archive, save it as it is."
            ),
        ):
            inner.addWidget(label(sentence, "cap", tone="muted", wrap=True))
        return holder

    def _show_locking(self) -> None:
        is_locked = self.lock.value() == _LOCKED
        self.locking.setVisible(is_locked)
        if is_locked and self.words.is_empty():
            self._offer()
        self.adjustSize()

    def _offer(self) -> None:
        locks = self._frame.services.copies.locks
        self._frame.background.run(self, locks.passphrase, done=self._show, failed=_raised)

    def _show(self, phrase: str) -> None:
        self.words.show_error(None)
        self.words.set_value(phrase)

    def _go_on(self) -> None:
        """Saving goes on at once without a lock, and with one when the words will do."""
        if self.lock.value() != _LOCKED:
            self.accept()
            return
        if self.words.check():
            self.words.focus_first()
            return
        phrase, person = str(self.words.value()), self._person
        locks = self._frame.services.copies.locks
        self.do.setEnabled(False)
        self._frame.background.run(
            self,
            lambda: (phrase, locks.judge(phrase, person)),
            done=self._judged,
            failed=self._failed,
        )

    def _judged(self, answer: tuple[str, str]) -> None:
        phrase, why_not = answer
        self.do.setEnabled(True)
        if why_not:
            self.words.show_error(why_not)
            self.words.focus_first()
            return
        self._good = phrase
        self.accept()

    def _failed(self, problem: Exception) -> None:
        self.do.setEnabled(True)
        if not isinstance(problem, Refusal):
            raise problem
        self.words.show_error(str(problem))


def _raised(problem: Exception) -> None:
    raise problem
