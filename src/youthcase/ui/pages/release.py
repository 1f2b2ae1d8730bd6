"""How does a supervisor make a return that can leave, and look at the earlier ones?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.pages.release_check import CheckView
from youthcase.ui.pages.release_desk import ReleaseDesk
from youthcase.ui.pages.release_earlier import EarlierView
from youthcase.ui.pages.release_make import MakeView
from youthcase.ui.pages.release_stack import Steps
from youthcase.ui.pages.release_token import TokenView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from youthcase.domain.changes import Changes

MAKE, EARLIER, CHECK, TOKEN = "make", "earlier", "check", "token"
PARTS = (MAKE, EARLIER, CHECK, TOKEN)


class ReleasePage(Page):
    """Making a return, the earlier ones, the check of a folder, and whose token it is."""

    room = Room.RELEASE

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("release")
        desk = ReleaseDesk(
            releasing=self.services.releasing,
            background=frame.background,
            say=frame.said.emit,
            frame=frame,
        )
        outer = column(self, gap=10, margins=(24, 16, 24, 12))
        about = _("Figures that can leave: nobody can be found in them.")
        self.header = PageHeader(_("Make a return"), about)
        outer.addWidget(self.header)
        words = (
            _("Make a return"),
            _("Earlier releases"),
            _("Check a folder"),
            _("Whose token?"),
        )
        self.tabs = Tabs(_("Returns that can leave"), list(zip(PARTS, words, strict=True)))
        self.tabs.setObjectName("release_parts")
        self.tabs.chosen.connect(self.turn_to)
        outer.addWidget(self.tabs)
        self.make = MakeView(desk)
        self.make.list_wanted.connect(self._open_list)
        self.make.deepened.connect(self._make_room)
        self.earlier = EarlierView(desk)
        self.check = CheckView(desk)
        self.token = TokenView(frame)
        self.stack = Steps()
        for part in (self.make, self.earlier, self.check, self.token):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)

    def open(self, place: Place) -> None:
        """Show a part; refused to caseworkers, whose people these are not all."""
        self.services.releasing()
        self.turn_to(place.part if place.part in PARTS else self.tabs.current_key() or MAKE)

    def refresh(self, changes: Changes) -> None:
        """Nothing here shows single people: a draft is of the moment that it was made."""

    def leave(self) -> None:
        """Leave no name behind."""
        self.token.forget()

    def first_focus(self) -> QWidget:
        """Where the part shown begins."""
        views = (self.make, self.earlier, self.check, self.token)
        return views[self.stack.currentIndex()].first_focus()

    def turn_to(self, part: str) -> None:
        """Show one of the parts."""
        self.tabs.set_current(part)
        self.stack.setCurrentIndex(PARTS.index(part))
        if part == MAKE:
            self.make.open()
        elif part == EARLIER:
            self.earlier.open()

    def _make_room(self, deep: bool) -> None:
        """A return that is looked at has the page to itself."""
        self.header.setVisible(not deep)
        self.tabs.setVisible(not deep)

    def _open_list(self, part: str) -> None:
        self.frame.go.emit(Place(Room.RETURNS, part=part))
