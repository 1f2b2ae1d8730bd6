"""How does a person who has unlocked the vault get from room to room?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.ids import PersonId
from youthcase.domain.plans import PlanDecision, PlanVersion
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.ui import rooms
from youthcase.ui.commands import Command, ShortcutSheet, bind
from youthcase.ui.drafting import GoesOn, keep_all
from youthcase.ui.finder import Finder
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import TrainingBand
from youthcase.ui.kit.focus import Regions
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.toast import Toast, toast
from youthcase.ui.pages.backups_notice import BackupNotice
from youthcase.ui.search import Recents
from youthcase.ui.sidebar import Sidebar
from youthcase.ui.unfinished import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from youthcase.domain.changes import Changes
    from youthcase.services.drafts import Kept
    from youthcase.services.house import Services
    from youthcase.ui.kit.background import Background

LOCK_KEYS, HIDE_KEYS = "Ctrl+L", "Ctrl+Shift+H"
_WIDE = 1000  # below, at 100 % text, the sidebar shows only icons
_MOST_BACK = 30
_ABOUT_SOMEBODY = {Room.FILE, Room.PLAN_EDITOR}
_STILL_ABOUT_THEM = {Room.PLAN, Room.COPIES}
_GONE_BACK_TO = set(Room) - {Room.CASELOAD, Room.DAMAGE, Room.OWN_KEY, Room.NEW_PERSON}


class MainWindow(QWidget):
    """Sidebar, pages, search and toasts, from unlocking to locking."""

    lock_wanted = Signal()
    hide_wanted = Signal()  # out of sight at once, and locked

    def __init__(
        self,
        services: Services,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.services = services
        self.frame = Frame(services, background, self)
        self.frame.go.connect(self.go)
        self.frame.changed.connect(self._changed)
        self.frame.said.connect(self._say)
        self.frame.privacy_changed.connect(self._show_names)
        self.keeper = self.frame.keeper
        self.keeper.said.connect(self._say_quietly)
        self.keeper.harm_met.connect(self.show_harm, Qt.ConnectionType.QueuedConnection)
        services.backups.when_harmed(self.keeper.harm_met.emit)
        self.place: Place | None = None
        self.person: PersonId | None = None
        self._pages: dict[Room, Page] = {}
        self._back: list[Place] = []
        self._recents = Recents()
        self._harm_shown = False
        self._to_say = ""
        self._doors = rooms.doors(supervises=services.sitting.supervises)
        self.commands = self._commands()
        bind(self, self.commands)
        self._build()
        self._count_waiting()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, place: Place) -> None:
        """Leave the page that is shown and open another; a refusal leaves all as it was."""
        before = self.place
        if self._open(place) and before is not None and before != place:
            self._back = [*self._back, before][-_MOST_BACK:]

    def arrive(self) -> None:
        """Go to where this colleague was when the program locked, else to the caseload."""
        left = self.services.drafts.take_place()
        self.go(Place(Room.CASELOAD))
        if left is not None and left[0] in {room.value for room in _GONE_BACK_TO}:
            self.go(Place(Room(left[0]), *left[1:]))

    def keep_place(self) -> None:
        """Keep where this colleague is, in the vault, for when they are back from a lock.

        It is lost where it cannot be written: it is not worth a word.
        """
        if self.place is not None and self.place.room in _GONE_BACK_TO:
            with suppress(Refusal, OSError):
                place = self.place
                is_theirs = place.room in _ABOUT_SOMEBODY | _STILL_ABOUT_THEM
                self.services.drafts.keep_place(
                    (place.room.value, place.id, place.part), self.person if is_theirs else None
                )

    def leave(self) -> None:
        """Let the page that is shown, and every half-filled form, keep what is unfinished."""
        keep_all(self)
        if self.page is not None:
            self.page.leave()

    def _leave_for(self, place: Place) -> None:
        """Leave the page that is shown; harm keeps nobody from the page that explains it."""
        try:
            self.leave()
        except Damaged:
            if place.room is not Room.DAMAGE:
                raise

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()

    def _open(self, place: Place) -> bool:
        page = self._pages.get(place.room) or self._build_page(place.room)
        self._leave_for(place)
        try:
            page.open(place)
        except Refusal as refusal:
            self._say(str(refusal))
            return False
        self.place = place
        self._remember(place)
        from_menu = self.sidebar.nav.hasFocus()
        self.stack.setCurrentWidget(page)
        self._mark(place.room)
        self.backup_notice.at(place.room)
        if not from_menu:
            (page.first_focus() or page).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _mark(self, room: Room) -> None:
        """Mark in the sidebar where one is; a young person's pages belong to the caseload."""
        nav = self.sidebar.nav
        if any(door.room is room for door in self._doors):
            nav.set_current(room.value)
        elif not (nav.current_key() == Room.APPROVALS.value and room in _STILL_ABOUT_THEM):
            nav.set_current(Room.CASELOAD.value)

    def _build_page(self, room: Room) -> Page:
        page = rooms.build(room, self.frame)
        page.room = room
        self._pages[room] = page
        self.stack.addWidget(page)
        return page

    def _remember(self, place: Place) -> None:
        """Whose case the keys are about, and who was seen last."""
        if place.room in _ABOUT_SOMEBODY:
            self.person = PersonId(place.id)
        elif place.room not in _STILL_ABOUT_THEM:
            self.person = None
        if place.room is Room.FILE:
            self._remember_name(PersonId(place.id))

    def _remember_name(self, person: PersonId) -> None:
        try:
            name = self.services.people.file(person).person.name
        except Refusal:  # the page itself says why
            self.person = None
            return
        self._recents.add(person, name)
        self._show_recents()

    def _build(self) -> None:
        sitting = self.services.sitting
        outer = column(self)
        if sitting.is_training:
            words = _("Training: everybody in this vault is invented")
            outer.addWidget(TrainingBand(words))
        self.sidebar = Sidebar(
            rooms.items(self._doors),
            sitting.name,
            code_list("role").label(sitting.role.value),
        )
        self.stack = QStackedWidget()
        inner = row()
        inner.addWidget(self.sidebar)
        pages = QWidget()
        beside = column(pages)
        unfinished = Unfinished(self.services.drafts, self)
        unfinished.wanted.connect(self._go_on)
        beside.addWidget(unfinished)
        beside.addWidget(self.stack, 1)
        self.backup_notice = BackupNotice(self.frame, self)
        self.backup_notice.go.connect(self.go)
        beside.addWidget(self.backup_notice)
        inner.addWidget(pages, 1)
        outer.addLayout(inner, 1)
        self._connect_sidebar()
        self.finder = Finder(self, self.frame, self._recents, self.commands)
        self.finder.contact_wanted.connect(self._record_contact)
        regions = Regions(self)
        regions.add(_("Main menu"), self.sidebar)
        regions.add(_("Page"), self.stack)
        theme.current().changed.connect(self._fold)

    def _connect_sidebar(self) -> None:
        self.sidebar.went.connect(self._go_to_room)
        self.sidebar.asked_for.connect(self._go_to_file)
        self.sidebar.searched.connect(self.look_for)
        self.sidebar.locked.connect(self.lock_wanted)
        self.sidebar.hid.connect(self.toggle_privacy)
        self.sidebar.helped.connect(self.show_shortcuts)
        self.sidebar.passphrase_wanted.connect(self._change_passphrase)

    def _commands(self) -> tuple[Command, ...]:
        rooms_of = tuple(
            Command(
                _("Go to {room}").format(room=door.words),
                f"Ctrl+{at}",
                _Go(self, door.room),
                door.icon,
            )
            for at, door in enumerate(self._doors, 1)
        )
        return (
            Command(_("Search"), "Ctrl+K", self.look_for, "search", offered=False),
            Command(_("Record a contact"), "Ctrl+N", self.new_contact, "pencil-line"),
            Command(_("Add a young person"), "", _Go(self, Room.NEW_PERSON), "user-plus"),
            *rooms_of,
            Command(_("Go back"), "Alt+Left", self.go_back, "arrow-left", offered=False),
            Command(_("Lock"), LOCK_KEYS, self.lock_wanted.emit, "lock"),
            Command(_("Hide at once and lock"), HIDE_KEYS, self.hide_wanted.emit, "eye-off"),
            Command(_("Change my passphrase"), "", _Go(self, Room.OWN_KEY), "key-round"),
            Command(_("Hide or show names"), "Ctrl+Shift+P", self.toggle_privacy, "eye-off"),
            Command(_("Larger text"), "Ctrl++  Ctrl+=", self.larger, "plus"),
            Command(_("Smaller text"), "Ctrl+-", self.smaller, "search"),
            Command(_("Normal text size"), "Ctrl+0", self.normal, "refresh-cw"),
            Command(
                _("Keyboard shortcuts"),
                "Ctrl+/",
                self.show_shortcuts,
                "circle-question-mark",
            ),
        )

    def look_for(self) -> None:
        """Open the search box."""
        self._write_down(self.services.audit_log.searched)
        self.finder.look_for()

    def new_contact(self) -> None:
        """Record a contact with whoever's file is open, else ask with whom it was."""
        if self.person is not None:
            self._record_contact(self.person)
        else:
            self._write_down(self.services.audit_log.searched)
            self.finder.ask_with_whom()

    def go_back(self) -> None:
        """Go to the page before."""
        if self._back and self._open(self._back[-1]):
            self._back.pop()

    def toggle_privacy(self) -> None:
        """Show initials instead of names, or names again."""
        self.frame.set_private(not self.frame.is_private)
        if not self.frame.is_private:
            self._write_down(self.services.audit_log.showed_names)
        hidden = _("Only initials are shown")
        announce(hidden if self.frame.is_private else _("Names are shown"), source=self)

    def show_shortcuts(self) -> None:
        """Show all keys."""
        ShortcutSheet(self, (*self.commands, *_WINDOW_KEYS)).open()

    def larger(self) -> None:
        """Make all text larger."""
        theme.current().larger()
        self._say_percent()

    def smaller(self) -> None:
        """Make all text smaller."""
        theme.current().smaller()
        self._say_percent()

    def normal(self) -> None:
        """Give all text its normal size."""
        theme.current().set_percent(theme.NORMAL)
        self._say_percent()

    def _say_percent(self) -> None:
        percent = theme.current().percent
        announce(_("Text size {percent} %").format(percent=percent), source=self)

    def _go_on(self, kept: Kept) -> None:
        """Open the form that was being filled in, with what was written."""
        try:
            opened = self._open_draft(kept)
        except Refusal as refusal:
            self._say(str(refusal))
            return
        if not opened:
            self._say(_("This form is no longer asked for. What you wrote is still kept."))

    def _open_draft(self, kept: Kept) -> bool:
        if kept.person is None:
            self.go(Place(Room.NEW_PERSON))
        else:
            self.go(Place(Room.FILE, kept.person))
        page = self.page
        return isinstance(page, GoesOn) and page.go_on(kept.kind)

    def _go_to_room(self, key: str) -> None:
        self.go(Place(Room(key)))

    def _change_passphrase(self) -> None:
        self.go(Place(Room.OWN_KEY))

    def _go_to_file(self, person: str) -> None:
        self.go(Place(Room.FILE, person))

    def _record_contact(self, person: str) -> None:
        from youthcase.ui.pages.contact import ContactDialog  # noqa: PLC0415  when first asked

        ContactDialog(self.frame, PersonId(person), self).open()

    def _changed(self, changes: Changes) -> None:
        if self.page is not None:
            self.page.refresh(changes)
        if changes.touch(PlanVersion, PlanDecision) or not changes.touched:
            self._count_waiting()

    def _count_waiting(self) -> None:
        """Count plans that wait and months without a seal, where somebody sees the number."""
        if any(door.room is Room.APPROVALS for door in self._doors):
            self.frame.background.run(
                self,
                _Counts(self.services),
                done=self._show_waiting,
                failed=self._failed,
            )

    def _show_waiting(self, counts: tuple[int, int]) -> None:
        waiting, unsealed = counts
        self.sidebar.set_items(rooms.items(self._doors, waiting=waiting, unsealed=unsealed))

    def _write_down(self, act: Callable[[], None]) -> None:
        """Let the audit have an act of the window itself, on the worker."""
        self.frame.background.run(self, act, done=_done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error

    def _say(self, sentence: str) -> None:
        toast(self, sentence)

    def _say_quietly(self, sentence: str) -> None:
        """Say it once nothing else is being said: it may be the answer to what was done."""
        before = self.findChild(Toast, "toast")
        if before is None:
            toast(self, sentence)
        else:
            self._to_say = sentence
            before.gone.connect(self._say_at_last)

    def _say_at_last(self) -> None:
        sentence, self._to_say = self._to_say, ""
        if sentence:
            toast(self, sentence)

    def show_harm(self) -> None:
        """Say what harm means instead of a raw refusal: once, then a line stays at the foot."""
        if not self._harm_shown:
            self._harm_shown = True
            self.go(Place(Room.DAMAGE))

    def _show_names(self) -> None:
        self.sidebar.show_private(private=self.frame.is_private)
        self._show_recents()

    def _show_recents(self) -> None:
        people = [] if self.frame.is_private else [(str(p), n) for p, n in self._recents]
        self.sidebar.show_recents(people)

    def _fold(self) -> None:
        self.sidebar.set_collapsed(self.width() < theme.em(_WIDE))


class _Go:
    """Going to one room, as something to call."""

    def __init__(self, window: MainWindow, room: Room) -> None:
        self._window, self._room = window, room

    def __call__(self) -> None:
        self._window.go(Place(self._room))


class _Counts:
    """The numbers beside the rooms, holding no widget: plans that wait, months unsealed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def __call__(self) -> tuple[int, int]:
        unsealed = 0 if self._services.sealing.due() is None else 1
        return len(self._services.plans.waiting()), unsealed


def _done(_answer: None) -> None:
    """Nothing is to be shown."""


def _nothing() -> None:
    """F6 is bound by its regions; here it is only named."""


_WINDOW_KEYS = (
    Command(_("Next part of the window"), "F6", _nothing),
    Command(_("Previous part of the window"), "Shift+F6", _nothing),
)
