"""How are keys changed: read, write down a code, watch it being done, see what is left?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from youthcase.domain.changes import Changes
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.dialogs import Dialog
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.pages.colleagues_leave import Errand, Explanation, Narrow, Outcome
from youthcase.ui.pages.first_run_code import ShownCode, TypedCode

if TYPE_CHECKING:
    from youthcase.services.house import Services
    from youthcase.ui.frame import Frame
    from youthcase.ui.kit.background import Job

Face = Explanation | Outcome | ShownCode | TypedCode


class KeyErrands(QWidget):
    """One errand with the keys at a time, from its explanation to what is left to do."""

    left = Signal()
    done = Signal(object, str)  # Changes, a sentence
    cases_wanted = Signal(object)  # StaffId

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key_errands")
        self._frame = frame
        self._errand = Errand()
        self._code: str | None = None
        self._job: Job[Changes] | None = None
        self._dialog: WorkDialog | None = None
        self._shown: Face | None = None
        self._body = column(self)
        self._protects = frame.services.colleagues.what_new_keys_protect()

    @property
    def is_under_way(self) -> bool:
        """Whether a code has been shown or keys are being made."""
        return self._code is not None or self._job is not None

    def begin(self, errand: Errand) -> None:
        """Explain what is to be done."""
        self.forget()
        self._errand = errand
        self._explain()

    def forget(self) -> None:
        """Take away the page and the code on it."""
        self._code = None
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def first_focus(self) -> QWidget:
        """Where the keyboard is on what is shown."""
        return self._shown.first_focus() if self._shown is not None else self

    def _explain(self, problem: str = "") -> None:
        face = Explanation(self._errand, self._protects)
        face.agreed.connect(self._agreed)
        face.left.connect(self.left)
        if problem:
            face.show_problem(problem)
        self._show(face)

    def _agreed(self, brings_code: bool) -> None:
        if not brings_code:
            self._work()
            return
        self._code = self._frame.services.colleagues.recovery_code()
        self._show_code()

    def _show_code(self) -> None:
        if self._code is None:
            return
        words = _(
            "It takes the place of the present one once it is typed in and the work is done. "
            "It is shown this once and kept nowhere. Write it on paper and lock the paper away."
        )
        face = ShownCode(
            self._code,
            title=_("Write down the new recovery code"),
            words=words,
            leave=_("Cancel"),
        )
        face.written.connect(self._ask_code)
        face.left.connect(self.left)
        self._show(face)

    def _ask_code(self) -> None:
        if self._code is not None:
            face = TypedCode(self._code, submit=self._verb())
            face.confirmed.connect(self._work)
            face.went_back.connect(self._show_code)
            self._show(face)

    def _verb(self) -> str:
        leaver = self._errand.leaver
        if leaver is not None:
            return _("Remove {name}").format(name=leaver.name)
        return _("Renew the keys") if self._errand.turns else _("Replace the code")

    def _work(self) -> None:
        if not self._errand.turns:
            self._frame.background.run(
                self,
                _Replace(self._frame.services, self._code or ""),
                done=self._finished,
                failed=self._failed,
            )
            return
        leaver = self._errand.leaver
        work = _Turn(self._frame.services, leaver.name if leaver else None, self._code)
        # Nobody can write while keys are made, so nothing else may be begun meanwhile.
        self._dialog = WorkDialog(self)
        self._dialog.cancelled.connect(self._stop)
        self._job = self._frame.background.run_long(
            self,
            work,
            done=self._finished,
            failed=self._failed,
            progress=self._dialog.panel.show_progress,
            cancelled=self._stopped,
        )
        self._dialog.open()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> bool:
        """No work goes on any more; whether a new code had been written down."""
        dialog, self._dialog, self._job = self._dialog, None, None
        if dialog is not None:
            dialog.end()
        had_code, self._code = self._code is not None, None
        return had_code

    def _finished(self, changes: Changes) -> None:
        new_code = self._end()
        face = Outcome(self._errand, self._protects, new_code=new_code)
        face.left.connect(self.left)
        face.cases_wanted.connect(self.cases_wanted)
        self._show(face)
        self.done.emit(changes, _said(self._errand))

    def _failed(self, error: Exception) -> None:
        had_code = self._end()
        if not isinstance(error, Refusal):
            raise error
        self._explain_again(str(error), had_code=had_code)

    def _stopped(self) -> None:
        words = _("Stopped. Everything is as it was before.")
        self._explain_again(words, had_code=self._end())

    def _explain_again(self, words: str, *, had_code: bool) -> None:
        if had_code:
            words += " " + _("The old recovery code still holds: destroy the new paper.")
        self._explain(words)
        announce(words, assertive=True, source=self)

    def _show(self, face: Face) -> None:
        before, self._shown = self._shown, face
        shown: QWidget = face
        if isinstance(face, ShownCode | TypedCode):
            shown = Narrow("code_face")
            shown.body.addWidget(face)
        while self._body.count():
            item = self._body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._body.addWidget(shown)
        shown.show()  # else it would come up with the next turn, after the keyboard is given
        if before is not None:
            face.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)


class WorkDialog(Dialog):
    """How far the new keys are, over everything else; Escape stops it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window(), _("New keys"))
        self.setObjectName("key_work")
        words = _("A backup, then new keys. Nothing else can be done meanwhile.")
        self.panel = ProgressPanel(words)
        self.panel.setObjectName("key_work.progress")
        self.panel.cancelled.connect(self.cancelled)
        self.body.addWidget(self.panel)
        self.panel.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Escape asks to stop; the dialog goes when the work has ended."""
        self.panel.cancel.click()

    def end(self) -> None:
        """The work has ended."""
        QDialog.reject(self)


class _Turn:
    """The slow work of making new keys, holding no widget."""

    def __init__(self, services: Services, leaver: str | None, code: str | None) -> None:
        self._services, self._leaver, self._code = services, leaver, code

    def __call__(self, job: Job[Changes]) -> Changes:
        return self._services.colleagues.renew_keys(
            job.at, lambda: job.is_cancelled, remove=self._leaver, code=self._code
        )


class _Replace:
    """The work of putting another code in force, holding no widget."""

    def __init__(self, services: Services, code: str) -> None:
        self._services, self._code = services, code

    def __call__(self) -> Changes:
        self._services.colleagues.replace_recovery_code(self._code)
        return Changes()


def _said(errand: Errand) -> str:
    if errand.leaver is not None:
        return _("{name} is removed").format(name=errand.leaver.name)
    return _("The keys are renewed") if errand.turns else _("The recovery code is replaced")
