"""Where does a choice in a search box lead: to a page, to a new contact, to a command?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from youthcase.i18n import _
from youthcase.ui.commands import Command
from youthcase.ui.frame import Place
from youthcase.ui.kit.palette import CommandPalette
from youthcase.ui.search import NewContact, Recents, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from youthcase.ui.frame import Frame


class Finder(QObject):
    """Two boxes over the window: one for everything, one that asks with whom a contact was."""

    contact_wanted = Signal(str)  # the young person's id

    def __init__(
        self, window: QWidget, frame: Frame, recents: Recents, commands: Sequence[Command]
    ) -> None:
        super().__init__(window)
        self._frame = frame
        search = Search(frame, recents, commands)
        self.everything = CommandPalette(
            window,
            search.everything,
            placeholder=_("Search by name, reference or phone number"),
        )
        self.people = CommandPalette(
            window, search.people, placeholder=_("Who was the contact with?")
        )
        self.people.setObjectName("palette_people")
        self.everything.chosen.connect(self._chosen)
        self.people.chosen.connect(self._chosen)

    def look_for(self) -> None:
        """Open the box for everything."""
        self.people.leave()
        self.everything.open()

    def ask_with_whom(self) -> None:
        """Open the box that only finds people, to record a contact."""
        self.everything.leave()
        self.people.open()

    def _chosen(self, payload: object) -> None:
        match payload:
            case Place():
                self._frame.go.emit(payload)
            case NewContact():
                self.contact_wanted.emit(payload.person)
            case Command():
                payload.act()
            case _:
                raise TypeError(type(payload).__name__)
