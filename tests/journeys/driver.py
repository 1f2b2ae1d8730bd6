"""What does a caseworker or supervisor do at the window, in their own words?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from hands import Hands
from PySide6.QtWidgets import QLabel, QLineEdit

from youthcase.ui import rooms
from youthcase.ui.frame import Room
from youthcase.ui.kit.table import DataTable
from youthcase.ui.kit.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from youthcase.app import Window
    from youthcase.services.house import Services
    from youthcase.ui.kit.palette import CommandPalette
    from youthcase.ui.main_window import MainWindow


class Driver(Hands):
    """Somebody at the window, working by keyboard."""

    window: Window

    @property
    def main(self) -> MainWindow:
        """The rooms behind the lock screen."""
        assert self.window.main is not None, "the vault is locked"
        return self.window.main

    @property
    def services(self) -> Services:
        """What lies behind the window, to look at and never to act with."""
        return self.main.services

    # The front door

    def make_vault(self, folder: Path, service: str, name: str, passphrase: str) -> str:
        """Make a vault on the page of the first start; answer its recovery code."""
        self.push("start.make")
        self.fill("service", service)
        self.fill("user", name)
        self.fill("folder", str(folder))
        self.push("vault_step.submit")
        self.until(lambda: self.find("offer", QLabel).text(), "a passphrase to be offered")
        self.fill("password", passphrase)
        self.fill("again", passphrase)
        self.press("Return")
        self.until(lambda: self.shows("code_step"), "the recovery code")
        code = "-".join(self.find(f"group.{at}", QLabel).text() for at in range(1, 9))
        self.push("written")
        self.fill("code", code.lower())
        self.press("Return")
        self.until(lambda: self.window.main, "the rooms")
        return code

    def unlock(self, name: str, passphrase: str) -> None:
        """Unlock the vault as somebody."""
        self.fill("user", name)
        self.fill("password", passphrase)
        self.press("Return")
        self.until(lambda: self.window.main, "the rooms")
        self.in_room(Room.CASELOAD)

    def lock(self) -> None:
        """Lock with the keys that do it anywhere."""
        self.press("Ctrl+L")
        self.until(lambda: self.shows("unlock_page"), "the lock screen")

    # From room to room

    def in_room(self, room: Room) -> None:
        """Wait until a room is open."""
        self.until(lambda: self.main.place and self.main.place.room is room, room.value)

    def go(self, room: Room) -> None:
        """Go to a room by the keys that its door shows."""
        supervises = self.services.sitting.supervises
        offered = [door.room for door in rooms.doors(supervises=supervises)]
        self.press(f"Ctrl+{offered.index(room) + 1}")
        self.in_room(room)

    def told(self, sentence: str) -> None:
        """Wait for a toast with this sentence."""

        def said() -> bool:
            toasts = self.window.findChildren(Toast)
            labels = [w for t in toasts for w in t.findChildren(QLabel) if t.isVisible()]
            return any(sentence in w.text() for w in labels)

        self.until(said, f"to be told “{sentence}”")

    # The caseload

    def find_person(self, letters: str) -> str:
        """Open a file by Ctrl+K and a few letters; answer whose it is."""
        self.press("Ctrl+K")
        self.until(lambda: self.shows("palette"), "the search box")
        self.type(letters)
        palette = cast("CommandPalette", self.find("palette"))
        self.until(palette.hits.rowCount, "somebody to be found")
        name = palette.hits.items[0].title
        self.press("Return")
        self.in_room(Room.FILE)
        return name

    def filter_caseload(self, letters: str) -> list[str]:
        """Type into the filter of the caseload; answer what each line says."""
        self.fill("filter", letters)
        table = self.find("young_people", DataTable)
        model = table.model()
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]

    def record_contact(self, words: str, minutes: int | None = None) -> None:
        """From Ctrl+N anywhere to a saved contact."""
        self.press("Ctrl+N")
        self.until(lambda: self.shows("summary"), "the contact form")
        self.type(words)
        if minutes is not None:
            self.acts += 1
            self.find("duration_minutes", QLineEdit).setFocus()
            self.type(str(minutes))
        self.press("Ctrl+Return")
        self.until(lambda: not self.shows("contact_dialog"), "the form to close")
        self.told("Contact saved")
