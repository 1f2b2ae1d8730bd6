"""What is on one young person's file, and what can be done from there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.caseload import Step
from youthcase.domain.chronology import Entry, Happening
from youthcase.domain.ids import ContactId, PersonId
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column
from youthcase.ui.pages.contact import CORRECTION, ContactDialog
from youthcase.ui.pages.contact import KIND as CONTACT
from youthcase.ui.pages.file_about import AboutTab
from youthcase.ui.pages.file_audit import UseTab
from youthcase.ui.pages.file_case import CaseTab
from youthcase.ui.pages.file_contact import ADDITION, WITHDRAWAL, ContactReader
from youthcase.ui.pages.file_identity import IdentityBar
from youthcase.ui.pages.file_plan import PlanTab
from youthcase.ui.pages.file_scores import ScoresTab
from youthcase.ui.pages.file_timeline import TimelineTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from youthcase.domain.changes import Changes
    from youthcase.domain.contacts import Contact
    from youthcase.services.people import CaseFile

TABS = (
    ("timeline", _("Timeline")),
    ("plan", _("Safety plan")),
    ("scores", _("Goals and scores")),
    ("about", _("About")),
    ("case", _("Case")),
    ("use", _("Used by")),
)
_TO_CASE = {
    Happening.REFERRAL,
    Happening.DECISION,
    Happening.AGREEMENT,
    Happening.CLOSING,
}


class Tab(Protocol):
    """One section of the file."""

    def show_file(self, file: CaseFile) -> None:
        """Show what is on the file."""
        ...


class FilePage(Page):
    """Identity bar, alert, and six sections that are built when first looked at."""

    room = Room.FILE

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("file_page")
        self._file: CaseFile | None = None
        self._is_left = True
        self._tabs: dict[str, QWidget] = {}
        self._fresh: set[str] = set()
        outer = column(self)
        self.bar = IdentityBar(TABS)
        self.bar.contact_wanted.connect(self.record_contact)
        self.bar.plan_wanted.connect(self.show_plan)
        self.bar.tabs.chosen.connect(self.show_tab)
        outer.addWidget(self.bar)
        self.stack = QStackedWidget()
        self.refused = EmptyState("lock", _("This file cannot be opened"))
        self.refused.setObjectName("refused")
        self._refused_area = Scrolled(self.refused)
        self.stack.addWidget(self._refused_area)
        outer.addWidget(self.stack, 1)
        frame.privacy_changed.connect(self._show_names)

    def open(self, place: Place) -> None:  # noqa: D102
        person = PersonId(place.id)
        part = place.part if place.part in dict(TABS) else ""
        if self._is_left or self._file is None or self._file.person.id != person:
            if not self._read(self.services.people.opened, person):
                return
            part = part or "timeline"
        self._is_left = False
        self.show_tab(part or self.bar.tabs.current_key())

    def refresh(self, changes: Changes) -> None:  # noqa: D102
        if self._file is None or not changes.about(self._file.person.id):
            return
        if self._read(self.services.people.file, self._file.person.id):
            self.show_tab(self.bar.tabs.current_key())

    def leave(self) -> None:  # noqa: D102
        self._is_left = True

    def first_focus(self) -> QWidget | None:  # noqa: D102
        timeline = self._tabs.get("timeline")
        if isinstance(timeline, TimelineTab) and self.stack.currentWidget() is timeline:
            return timeline.view
        return self.bar.tabs

    @property
    def person(self) -> PersonId | None:
        """Whose file is shown, so that the window knows for whom Ctrl+N is."""
        return self._file.person.id if self._file else None

    def show_tab(self, key: str) -> None:
        """Show a section, looking at the file first if it has changed."""
        if self._file is None:
            return
        tab = self._tab(key)
        if key not in self._fresh:
            cast("Tab", tab).show_file(self._file)
            self._fresh.add(key)
        self.bar.tabs.set_current(key)
        self.stack.setCurrentWidget(tab)

    def show_plan(self) -> None:
        """Show the section of the safety plan."""
        self.show_tab("plan")

    def record_contact(self, mode: str = "", text: str = "", *, resume: bool = False) -> None:
        """Open the contact form, as a call, a visit or a session, or as they met last."""
        if self._file is None:
            return
        dialog = ContactDialog(self.frame, self._file.person.id, self, mode or None, text=text)
        dialog.accepted.connect(self._contact_kept)
        dialog.open()
        if resume:
            dialog.resume()

    def go_on(self, kind: str) -> bool:
        """Open the form whose draft is of this kind, filled; False when it has no place."""
        name, _sep, record = kind.partition("/")
        if name == CONTACT:
            self.record_contact(resume=True)
        elif name == CORRECTION:
            contact = self.services.contacts.get(ContactId(record))
            self._correct(contact, resume=True)
        elif name in {ADDITION, WITHDRAWAL}:
            self._read_contact(ContactId(record), resume=name)
        else:
            return self._go_on_in_tab(kind)
        return True

    def _go_on_in_tab(self, kind: str) -> bool:
        for key in ("scores", "about", "case"):
            self.show_tab(key)
            tab = self._tabs.get(key)
            if isinstance(tab, ScoresTab | AboutTab | CaseTab) and tab.go_on(kind):
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        # The window's own Ctrl+N takes the key first; on its own the page answers to it.
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and control:
            self.record_contact()
        else:
            super().keyPressEvent(event)

    def _read(self, read: Callable[[PersonId], CaseFile], person: PersonId) -> bool:
        """Read the file; a refusal is said instead of it."""
        try:
            self._file = read(person)
        except Refusal as refusal:
            self._file = None
            self.bar.hide()
            self.refused.say(_("This file cannot be opened"), str(refusal))
            self.stack.setCurrentWidget(self._refused_area)
            return False
        self._fresh.clear()
        self.bar.show()
        self._show_bar()
        return True

    def _show_bar(self) -> None:
        if self._file:
            name = self.frame.name_shown(self._file.person.name)
            self.bar.show_file(self._file, self.services.sitting.today, name)

    def _show_names(self) -> None:
        self._show_bar()
        self._fresh.discard("timeline")
        if self._file and self.bar.tabs.current_key() == "timeline":
            self.show_tab("timeline")

    def _tab(self, key: str) -> QWidget:
        if key not in self._tabs:
            made = self._make(key)
            made.setObjectName(f"tab_{key}")
            self._tabs[key] = made
            self.stack.addWidget(made)
        return self._tabs[key]

    def _make(self, key: str) -> QWidget:
        if key == "timeline":
            timeline = TimelineTab(self.frame)
            timeline.contact_wanted.connect(self.record_contact)
            timeline.opened.connect(self._open_entry)
            timeline.side.step_wanted.connect(self._take_step)
            return timeline
        kinds: dict[str, Callable[[Frame], QWidget]] = {
            "plan": PlanTab,
            "scores": ScoresTab,
            "about": AboutTab,
            "case": CaseTab,
            "use": UseTab,
        }
        return kinds[key](self.frame)

    def _open_entry(self, entry: Entry) -> None:
        """Go to what stands behind an entry of the timeline."""
        if self._file is None:
            return
        if entry.kind is Happening.CONTACT:
            self._read_contact(ContactId(entry.record))
        elif entry.kind is Happening.PLAN:
            self.frame.go.emit(Place(Room.PLAN, entry.record))
        elif entry.kind is Happening.COPY:
            copies = {c.id: c.version for c in self._file.copies}
            version = next((v for c, v in copies.items() if c == entry.record), "")
            self.frame.go.emit(Place(Room.PLAN, version))
        elif entry.kind in _TO_CASE:
            self.show_tab("case")
        else:
            self.show_tab("scores")

    def _read_contact(self, contact: ContactId, *, resume: str = "") -> None:
        if self._file is None:
            return
        reader = ContactReader(self.frame, contact, self._file.staff, self)
        reader.correct.connect(self._correct)
        reader.open()
        if resume:
            reader.resume(resume)

    def _correct(self, contact: Contact, *, resume: bool = False) -> None:
        dialog = ContactDialog(self.frame, contact.person, self, contact=contact)
        dialog.open()
        if resume:
            dialog.resume()

    def _contact_kept(self) -> None:
        timeline = self._tabs.get("timeline")
        if isinstance(timeline, TimelineTab):
            timeline.clear_note()

    def _take_step(self, step: Step) -> None:
        """Go to where a next action is done."""
        if self._file is None:
            return
        if step in {Step.FIRST_CONTACT, Step.NEXT_CONTACT}:
            self.record_contact()
        elif step is Step.APPROVE_PLAN and self._file.versions:
            self.frame.go.emit(Place(Room.PLAN, self._file.versions[0].id))
        elif step in {Step.WRITE_PLAN, Step.MEND_PLAN, Step.REVIEW_PLAN}:
            self.frame.go.emit(Place(Room.PLAN_EDITOR, self._file.person.id))
        else:
            self.show_tab("case")
