"""How far has the year come, where would it end, and who is one step short?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from youthcase.i18n import _
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.returns_paint import TargetBar

if TYPE_CHECKING:
    from youthcase.services.return_progress import SoFar
    from youthcase.ui.pages.release_desk import ReleaseDesk


class ProgressCard(Card):
    """The way to the year's target: true figures, for whoever sits here."""

    def __init__(self, desk: ReleaseDesk) -> None:
        super().__init__(gap=8)
        self.setObjectName("release_progress")
        self._desk = desk
        self.title = heading(_("This year so far"), 3, wrap=True)
        self.bar = TargetBar()
        self.words = label(_("Counting …"), wrap=True)
        self.words.setObjectName("release_progress.words")
        self.pace = label("", "cap", tone="muted", wrap=True)
        self.pace.setObjectName("release_progress.pace")
        self.ask = label("", "cap", tone="muted", wrap=True)
        self.ask.setObjectName("release_progress.ask")
        self.short = link("")
        self.short.setObjectName("release_short")
        self.short.clicked.connect(self._open)
        for part in (self.title, self.bar, self.words, self.pace):
            self.body.addWidget(part)
        self.body.addWidget(self.short, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.ask)
        self.body.addWidget(
            label(
                _("True, internal figures: not to be quoted."), "cap", tone="muted", wrap=True
            )
        )
        for part in (self.short, self.ask):
            part.hide()

    def show_so_far(self, so_far: SoFar) -> None:
        """Show how far it is."""
        self.title.setText(_("Target for {year}").format(year=so_far.year.code))
        words = words_of.progress(so_far)
        self.words.setText(words)
        self.bar.show_progress(so_far.counted, so_far.target, words)
        self.pace.setText(words_of.projection(so_far))
        self.short.setText(words_of.short(so_far.short))
        self.short.setVisible(so_far.short > 0 and self._desk.frame is not None)
        self.ask.setText(
            _("{short}: a supervisor sees who.").format(short=words_of.short(so_far.short))
        )
        self.ask.setVisible(so_far.short > 0 and self._desk.frame is None)

    def say(self, words: str) -> None:
        """Say why it cannot be told."""
        self.words.setText(words)

    def _open(self) -> None:
        if self._desk.frame is not None:
            self._desk.frame.go.emit(Place(Room.RETURNS, part="short"))
