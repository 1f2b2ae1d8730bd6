"""Is this young person here already, and if not, how are they added?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.i18n import _
from youthcase.ui.drafting import DraftOffer, were_writing, words_of
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages.new_person_form import Newcomer
from youthcase.ui.pages.new_person_search import Looked, LookFirst

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes


class NewPersonPage(Page):
    """Search first; only then the form, with what was typed already in it."""

    room = Room.NEW_PERSON

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("new_person_page")
        self._offer: DraftOffer | None = None
        outer = self._outer = column(self, gap=4, margins=(24, 18, 12, 12))
        outer.addWidget(heading(_("Add a young person")))
        self._lead = label("", tone="muted", wrap=True)
        outer.addWidget(self._lead)
        outer.addSpacing(10)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.look = LookFirst(frame)
        self.look.add_wanted.connect(self._add)
        self.stack.addWidget(self.look)
        self.form: Newcomer | None = None
        self._search()

    def open(self, place: Place) -> None:  # noqa: ARG002, D102
        # A form that is being filled in waits for its author; a search begins anew.
        if self.form is None:
            self.look.start_again()
            self._search()
            self._offer_draft()

    def go_on(self, kind: str = Newcomer.draft_kind) -> bool:
        """Go on with the form that was left unfinished."""
        if kind != Newcomer.draft_kind:
            return False
        self._drop_offer()
        self._add(Looked("", "", None, ""))
        if self.form is not None:
            self.form.resume()
        return True

    def refresh(self, changes: Changes) -> None:
        """Nothing shown here follows what others change; the search is repeated on saving."""

    def first_focus(self) -> QWidget | None:  # noqa: D102
        shown = self.form or self.look
        return shown.first_focus()

    def _search(self) -> None:
        words = _("First see whether they are here already: one young person, one file.")
        self._lead.setText(words)
        self.stack.setCurrentWidget(self.look)

    def _add(self, looked: Looked) -> None:
        self._drop_offer()
        self._drop_form()
        self._lead.setText(_("The young person and their referral are saved together."))
        self.form = Newcomer(self.frame, looked)
        self.form.done.connect(self._left)
        self.form.added.connect(self._added)
        self.stack.addWidget(self.form)
        self.stack.setCurrentWidget(self.form)
        first = self.form.first_focus()
        if first:
            first.setFocus()

    def _offer_draft(self) -> None:
        """Offer what was left unfinished, so that nobody has to search first."""
        self._drop_offer()
        kept = self.services.drafts.find(Newcomer.draft_kind, None)
        if kept is not None:
            self._offer = DraftOffer(were_writing(words_of(kept.kind), kept.saved_at))
            self._offer.go_on.clicked.connect(self._go_on)
            self._offer.throw_away.clicked.connect(self._throw_away)
            self._outer.insertWidget(2, self._offer)

    def _go_on(self) -> None:
        self.go_on()

    def _throw_away(self) -> None:
        self._drop_offer()
        kept = self.services.drafts.find(Newcomer.draft_kind, None)
        if kept is not None:
            self.services.drafts.drop(kept.id)

    def _drop_offer(self) -> None:
        offer, self._offer = self._offer, None
        if offer is not None:
            self._outer.removeWidget(offer)
            offer.hide()
            offer.deleteLater()

    def _left(self) -> None:
        self._drop_form()
        self._search()

    def _added(self, person: str) -> None:
        self._drop_form()
        self.look.start_again()
        self._search()
        self.frame.go.emit(Place(Room.FILE, person))

    def _drop_form(self) -> None:
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
