"""What does a caseworker or supervisor do at the window, in their own words?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from hands import Hands, lines_of
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

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

    def unlock(self, name: str, passphrase: str, *, stay: Room | None = None) -> None:
        """Unlock the vault as somebody, who goes to the caseload unless they `stay`."""
        self.fill("user", name)
        self.fill("password", passphrase)
        self.press("Return")
        self.until(lambda: self.window.main, "the rooms")
        self.until(lambda: self.main.place is not None, "a room")
        here = self.main.place.room if self.main.place is not None else Room.CASELOAD
        self.in_room(here)
        if stay is None and here is not Room.CASELOAD:
            self.go(Room.CASELOAD)
        self.in_room(stay or Room.CASELOAD)

    def unlock_first(self, name: str, given: str, own: str) -> None:
        """Unlock with a passphrase for one use, and choose one that nobody else knows."""
        self.fill("user", name)
        self.fill("password", given)
        self.press("Return")
        self.until(lambda: self.shows("first_passphrase_page"), "to be asked for a passphrase")
        self.fill("new", own)
        self.fill("again", own)
        self.press("Return")
        self.until(lambda: self.window.main, "the rooms")
        self.in_room(Room.CASELOAD)

    def lock(self) -> None:
        """Lock with the keys that do it anywhere."""
        self.press("Ctrl+L")
        self.until(lambda: self.shows("unlock_page"), "the lock screen")

    # From room to room

    def in_room(self, room: Room) -> None:
        """Wait until a room is open and the keyboard has arrived in it."""

        def arrived() -> bool:
            here = self.main.place is not None and self.main.place.room is room
            focus = QApplication.focusWidget()
            return here and focus is not None and self.main.isAncestorOf(focus)

        self.until(arrived, room.value)

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

    # Setting up

    def bring_in(self, source: Path) -> str:
        """Import a workbook or folder; answer what the page says came in."""
        self.go(Room.IMPORTING)
        self.fill("source", str(source))
        self.press("Return")
        self.until(lambda: self.shows("import"), "the report of the dry run")
        self.push("import")
        return self.find("came_in", QLabel).text()

    def let_in(self, name: str) -> str:
        """Let a caseworker of the staff list sign in; answer the passphrase offered."""
        self.go(Room.COLLEAGUES)
        self.push("let_in_button")
        self.choose("who", name)
        self.until(lambda: self.find("phrase", QLabel).text(), "a passphrase to be offered")
        passphrase = self.find("phrase", QLabel).text()
        self.push("let_in.submit")
        self.see(f"{name} can sign in now", passphrase)
        self.push("hand_over.done")
        return passphrase

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
        return lines_of(self.find("young_people", DataTable))

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

    def note(self, words: str) -> None:
        """Begin a quick note on the timeline and make it a call."""
        self.fill("quick_note", words)
        self.push("quick_call")
        self.until(lambda: self.shows("summary"), "the contact form")
        self.press("Ctrl+Return")
        self.told("Contact saved")

    def look_for_somebody(self, first: str, last: str, phone: str) -> None:
        """Search before adding a young person, and find them there already."""
        self.go(Room.CASELOAD)
        self.push("add_person")
        self.in_room(Room.NEW_PERSON)
        self.fill("first_name", first)
        self.fill("last_name", last)
        self.fill("phone", phone)
        self.press("Return")
        self.until(lambda: self.shows("match_0"), "the one who is here already")

    # A safety plan

    def begin_plan(self) -> None:
        """From the file to the editor."""
        self.push("open_plan")
        self.push("write_plan")
        self.in_room(Room.PLAN_EDITOR)

    def write_section(self, number: int, *words: str) -> None:
        """Go on to a section and write in its boxes, one after the other."""
        self._go_on_to(f"section_{number}")
        for at, part in enumerate(words):
            if at:
                self._press("Tab")
            self.type(part)

    def agree_plan(self, took_part: str, carry: str) -> None:
        """Say how it was agreed today and what may be carried."""
        self._go_on_to("section_16")
        self.pick("participation", took_part)
        self.push("agreed_on.today")
        self.pick("carry_decision", carry)
        self.fill("carry_kept", "In a coat pocket")

    def submit_plan(self) -> None:
        """Take the last look and send it to a supervisor."""
        self._go_on_to("check")
        assert not self.shows("missing"), self.words()
        self.press("Ctrl+Return")
        self.in_room(Room.FILE)
        self.told("Plan sent for approval")

    def _go_on_to(self, body: str) -> None:
        for _step in range(20):
            if self.shows(body):
                return
            self.press("Ctrl+Return")
        message = f"Ctrl+Enter does not lead to {body}: {self.words()}"
        raise AssertionError(message)

    # A supervisor's work

    def open_first_waiting(self, name: str) -> None:
        """Open the plan that waits longest, which must be this young person's."""
        table = self.find("queue", DataTable)
        self.until(table.model().rowCount, "a plan in the queue")
        assert name in lines_of(table)[0]
        self.go_to("queue")
        self.press("Return")
        self.in_room(Room.PLAN)

    def approve(self) -> None:
        """Approve the plan that is shown, after the second question."""
        self.push("approve")
        self.press("Return")
        self.told("Plan approved")

    def save_copy(self, copy: str, file: Path) -> Path:
        """Save a copy of the plan that is shown as a file."""
        self.push("copy")
        self.in_room(Room.COPIES)
        self.pick("form", copy)
        self.push("save")
        self.push("do")
        self.until(lambda: self.shows("save_dialog"), "to be asked where")
        self.type(str(file))
        self.press("Return")
        self.until(file.exists, "the file")
        self.until(lambda: self.shows("done"), "to be told that it is saved")
        return file

    def headline(self) -> int:
        """The number of young people who benefited, as it stands on the page."""
        self.go(Room.RETURNS)
        self.until(lambda: self.shows("figure.counted"), "the figures")
        return int(self.find("figure.counted").accessibleName().split(":")[0])

    def why_counted(self, letters: str) -> list[str]:
        """What the trace says to each condition for somebody behind the headline."""
        self.push("figure.counted")
        self.fill("people.filter", letters)
        clauses = [self.find(f"clause.{n}") for n in range(1, 7)]
        return [" ".join(w.text() for w in c.findChildren(QLabel)).strip() for c in clauses]
