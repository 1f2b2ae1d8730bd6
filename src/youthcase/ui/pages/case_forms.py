"""How does a part of the file ask its questions, save the answers and go back?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.drafting import Drafting, FormKeeper
from youthcase.ui.kit.form import Form, QuestionPage
from youthcase.ui.pages.contact_sheet import ask_to_leave

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import PersonId
    from youthcase.ui.frame import Frame


class Ask(QuestionPage):
    """A question page within the file; `done` when it was saved or left.

    A subclass fills the form, calls `begin()` and says in `save()` what is done.
    """

    done = Signal()
    saved_words = ""
    draft_kind = ""  # what its draft is kept as

    def __init__(self, frame: Frame, form: Form, *, submit: str) -> None:
        super().__init__(form, submit=submit, back=_("Cancel"))
        self.frame = frame
        self._before: dict[str, object] = {}
        self._drafting: Drafting | None = None
        self.submitted.connect(self._save)
        self.went_back.connect(self.leave)

    def begin(self, focus: str = "", *, about: PersonId | None = None) -> None:
        """Remember the answers it starts with; `focus` names the first question.

        What is written from now on is kept as a draft about that young person.
        """
        self._before = self.form.values()
        if self.draft_kind:
            drafts = self.frame.services.drafts
            keeper = FormKeeper(drafts, self.draft_kind, about, self.form, self)
            self._drafting = Drafting(keeper, self.form.body)
            self._drafting.resumed.connect(self.resumed)
        self._focus = focus or next(iter(self._before), "")

    def first_focus(self) -> QWidget | None:
        """The first question."""
        return self.form.field(self._focus) if self._focus else None

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.form.values() != self._before

    def save(self) -> Changes:
        """Do what was asked.

        Raises: Refusal, shown at its field.
        """
        raise NotImplementedError

    def today(self) -> date:
        """The day in London."""
        return self.frame.services.sitting.today

    def resume(self) -> None:
        """Go on with what was left unfinished, without asking again."""
        if self._drafting is not None:
            self._drafting.go_on()

    def resumed(self) -> None:
        """What was left unfinished stands in the form again."""
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def leave(self) -> None:
        """Go back, but ask first when something would be lost."""
        if not self.is_touched:
            self._throw_away()
            return
        asked = ask_to_leave(self)
        asked.accepted.connect(self._throw_away)
        asked.open()

    def _throw_away(self) -> None:
        self._forget()
        self.done.emit()

    def _forget(self) -> None:
        if self._drafting is not None:
            self._drafting.keeper.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        keys, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
        if event.key() == keys.Key_Escape:
            self.leave()
        elif event.key() in {keys.Key_Return, keys.Key_Enter} and event.modifiers() & control:
            self.submit.click()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        try:
            changes = self.save()
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            self.area.ensureWidgetVisible(self.form.errors)
            return
        self._forget()
        self.done.emit()
        self.frame.announce(changes, self.saved_words)
