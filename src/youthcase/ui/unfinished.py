"""What was being written when the program locked or ended, offered once it is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.ui.drafting import DraftOffer, is_open, were_writing, words_of
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.measure import column

if TYPE_CHECKING:
    from youthcase.services.drafts import Drafts, Kept


class Unfinished(QWidget):
    """A line above the pages; not there when nothing was left unfinished."""

    wanted = Signal(object)  # Kept: its form is to be opened again

    def __init__(self, drafts: Drafts, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("unfinished")
        self._drafts, self._window = drafts, window
        self._kept = drafts.latest()
        if self._kept is None:
            self.hide()
            return
        words = were_writing(words_of(self._kept.kind), self._kept.saved_at)
        offer = DraftOffer(words)
        offer.go_on.clicked.connect(self._go_on)
        offer.throw_away.clicked.connect(self._throw_away)
        column(self, margins=(24, 14, 24, 8)).addWidget(offer)
        announce(words, source=window)

    def _go_on(self) -> None:
        if kept := self._take():
            self.wanted.emit(kept)

    def _throw_away(self) -> None:
        kept = self._take()
        if kept is not None and not is_open(self._window, kept):
            self._drafts.drop(kept.id)
            announce(_("Thrown away"), source=self._window)

    def _take(self) -> Kept | None:
        """What was offered; it is offered no longer."""
        kept, self._kept = self._kept, None
        self.hide()
        return kept
