"""What may a page ask of the window around it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from youthcase.ui.keeping import Keeper
from youthcase.ui.kit.chips import initials_of

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes
    from youthcase.services.house import Services
    from youthcase.ui.kit.background import Background


class Room(Enum):
    """The pages of the window."""

    CASELOAD = "caseload"
    NEW_PERSON = "new-person"
    FILE = "file"
    PLAN_EDITOR = "plan-editor"
    PLAN = "plan"
    COPIES = "copies"
    APPROVALS = "approvals"
    RETURNS = "returns"
    RELEASE = "release"
    IMPORTING = "importing"
    COLLEAGUES = "colleagues"
    AUDIT = "audit"
    BACKUPS = "backups"
    SETTINGS = "settings"
    OWN_KEY = "passphrase"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: a room, whose case or which version there, and which part of it."""

    room: Room
    id: str = ""
    part: str = ""


class Frame(QObject):
    """The services, the worker thread, and the three things that a page can say.

    Connect bound methods to the signals, never lambdas that hold a page.
    """

    changed = Signal(object)  # Changes: what a command touched, for every open view
    go = Signal(object)  # Place
    said = Signal(str)  # a sentence for a toast: "Contact saved"
    privacy_changed = Signal()  # names are to be shown, or no longer
    restore_wanted = Signal(object)  # a backup's Path, or None to choose one: lock, then there
    rescue_wanted = Signal()  # lock, then read what can still be read

    def __init__(
        self, services: Services, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.services = services
        self.background = background
        self.keeper = Keeper(services, self)
        self.is_private = False

    def name_shown(self, name: str) -> str:
        """A young person's name for lists and titles: only initials in privacy mode."""
        return initials_of(name) if self.is_private else name

    def set_private(self, wanted: bool) -> None:
        """Show initials instead of names, or names again."""
        self.is_private = wanted
        self.privacy_changed.emit()

    def announce(self, changes: Changes, sentence: str = "") -> None:
        """Tell every open view what has changed, and the person that it was saved."""
        self.changed.emit(changes)
        if sentence:
            self.said.emit(sentence)


class Page(QWidget):
    """One screen. It reads when shown, and keeps nothing that it cannot read again."""

    room: Room

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self.services = frame.services

    def open(self, place: Place) -> None:
        """Show what `place` names; called whenever the page is gone to."""

    def refresh(self, changes: Changes) -> None:
        """Look again if `changes` touched what is shown; called while the page is visible."""

    def leave(self) -> None:
        """Keep what is unfinished; called before another page is shown, and on locking."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard should be when the page is shown."""
        return None
