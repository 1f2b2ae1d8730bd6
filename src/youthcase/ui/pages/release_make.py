"""How does a return come about: asked for, looked at, approved, saved?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.pages.release_ask import AskView
from youthcase.ui.pages.release_done import DoneView
from youthcase.ui.pages.release_look import LookView
from youthcase.ui.pages.release_stack import Steps
from youthcase.ui.pages.release_work import Drafted, Drafting, Freezing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.services.releasing import Released, Wish
    from youthcase.ui.kit.background import Job
    from youthcase.ui.pages.release_desk import ReleaseDesk


class MakeView(QWidget):
    """The way of one return, a step at a time; nothing is written before the last."""

    list_wanted = Signal(str)
    deepened = Signal(bool)  # a return is being looked at: the window may make room

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_make")
        self._desk = desk
        self._job: Job[Drafted] | None = None
        self._is_begun = False
        self.ask = AskView(desk)
        self.look = LookView(desk)
        self.done = DoneView(desk, _("Make another return"))
        self.ask.wanted.connect(self._draft)
        self.look.left.connect(self._ask_again)
        self.look.approved.connect(self._freeze)
        self.look.checks.list_wanted.connect(self.list_wanted)
        self.done.left.connect(self.begin)
        self.waiting = QWidget()
        self._wait_column = column(self.waiting, margins=(2, 2, 14, 2))
        self._wait_column.addStretch()
        self.panel: ProgressPanel | None = None
        self.stack = Steps()
        for part in (self.ask, self.waiting, self.look, self.done):
            self.stack.addWidget(part)
        column(self).addWidget(self.stack)

    def open(self) -> None:
        """Ask, unless a return is already being looked at."""
        if not self._is_begun:
            self.begin()
        elif self.stack.currentWidget() is self.ask:
            self.ask.begin()

    def begin(self) -> None:
        """Ask for a return."""
        self._is_begun = True
        self.look.forget()
        self.done.forget()
        self.ask.begin()
        self._show(self.ask)

    def first_focus(self) -> QWidget:
        """The first question, or what the step is about."""
        if self.stack.currentWidget() is self.look:
            return self.look.first_focus()
        if self.stack.currentWidget() is self.done:
            return self.done.save
        return self.ask.period

    def _draft(self, wish: Wish) -> None:
        self._end_panel()
        self.panel = ProgressPanel(_("Making the return, so that nobody can be found in it"))
        self.panel.setObjectName("release_progress_panel")
        self.panel.cancelled.connect(self._cancel)
        self._wait_column.insertWidget(0, self.panel)
        self._show(self.waiting)
        self.panel.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._job = self._desk.background.run_long(
            self,
            Drafting(self._desk, wish),
            done=self._drafted,
            failed=self._refused,
            progress=self.panel.show_progress,
            cancelled=self._ask_again,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _drafted(self, drafted: Drafted) -> None:
        self._job = None
        self.look.show_draft(drafted)
        self._show(self.look)
        announce(self.look.title.text(), source=self)

    def _refused(self, error: Exception) -> None:
        self._job = None
        self._ask_again()
        if not isinstance(error, Refusal):
            raise error
        self.ask.show_refusal(error)

    def _ask_again(self) -> None:
        self._job = None
        self._show(self.ask)
        self.ask.begin()

    def _freeze(self, drafted: Drafted) -> None:
        self._desk.background.run(
            self,
            Freezing(self._desk, drafted.draft),
            done=self._frozen,
            failed=self._not_frozen,
        )

    def _frozen(self, answer: tuple[Released, Mapping[str, bytes]]) -> None:
        released, made = answer
        self.look.forget()
        self.done.show_release(released, made, new=True)
        self._show(self.done)
        announce(self.done.title.text(), source=self)

    def _not_frozen(self, error: Exception) -> None:
        self.look.set_busy(busy=False)
        if not isinstance(error, Refusal):
            raise error
        self.look.show_refusal(str(error))

    def _show(self, part: QWidget) -> None:
        had = self.isAncestorOf(self.focusWidget() or self) and self.isVisible()
        if part is not self.waiting:
            self._end_panel()
        self.stack.setCurrentWidget(part)
        self.deepened.emit(part is self.look)
        if had and part is not self.waiting:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_panel(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()
