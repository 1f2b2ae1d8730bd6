"""What stands in one version of a safety plan, and what does a supervisor say to it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from youthcase.domain.ids import PlanVersionId
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, quiet, secondary
from youthcase.ui.kit.chips import ChipLabel
from youthcase.ui.kit.edge import RoundEdge
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.reflow import PageHeader, SideBySide
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_decide import Decide
from youthcase.ui.pages.plan_end import EndPanel
from youthcase.ui.pages.plan_reading import Reading, change_blocks, plan_blocks
from youthcase.ui.pages.plan_side import Side
from youthcase.ui.pages.plan_words import status_chip

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.changes import Changes
    from youthcase.domain.plans import PlanContent
    from youthcase.services.people import CaseFile

_PLAN, _CHANGES = "plan", "changes"
_WAITING = frozenset({"SUBMITTED", "AGREED_YP"})


class PlanPage(Page):
    """One version, to read; a supervisor decides on it here."""

    room = Room.PLAN

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("plan")
        self._content: PlanContent | None = None
        self._file: CaseFile | None = None
        self._hash = ""
        holder = QWidget()
        outer = column(holder, gap=12, margins=(24, 16, 24, 16))
        column(self).addWidget(Scrolled(holder))
        self._add_head(outer)
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.setObjectName("trouble")
        outer.addWidget(self.trouble)
        self.decide = Decide()
        self.decide.approved.connect(self._approve)
        self.decide.sent_back.connect(self._send_back)
        outer.addWidget(self.decide)
        self.ending = EndPanel(self._today)
        self.ending.ended.connect(self._end)
        outer.addWidget(self.ending)
        self.side = Side(frame)
        self.side.end.clicked.connect(self._ask_end)
        parts = SideBySide(self._make_main(), self.side, narrow=720, main_height=220)
        outer.addWidget(fit(parts, min_height=240), 1)
        self.trouble.hide()
        self.decide.hide()
        frame.privacy_changed.connect(self._show_names)

    def open(self, place: Place) -> None:
        """Read one version.

        Raises: Refusal when it is gone or a colleague's.
        """
        self._look(PlanVersionId(place.id))
        self.services.audit_log.looked_at_plan(PlanVersionId(place.id))
        later = self._content is not None and self._content.version.number > 1
        self._show_tab(_CHANGES if later and self._is_waiting() else _PLAN)

    def refresh(self, changes: Changes) -> None:
        """Read it again when something of this case has changed."""
        if self._content is not None and changes.about(self._content.version.person):
            self._look(self._content.version.id)

    def first_focus(self) -> QWidget:
        """The decision where one is due, else the words."""
        if self.decide.may_decide:
            return self.decide.approve
        return self.reading if self.stack.currentIndex() == 0 else self.changes

    def _add_head(self, outer: QVBoxLayout) -> None:
        self.to_file = quiet(_("Back to the file"), "arrow-left")
        self.to_file.setObjectName("to_file")
        self.to_file.clicked.connect(self._to_file)
        self.next = secondary(_("Write the next version"), "pencil-line")
        self.next.setObjectName("next_version")
        self.next.clicked.connect(self._write_next)
        self.copy = primary(_("Print or save a copy"), "printer")
        self.copy.setObjectName("copy")
        self.copy.clicked.connect(self._copy)
        self.head = PageHeader(
            _("Safety plan"), "", [self.to_file, self.next, self.copy], narrow=820
        )
        outer.addWidget(self.head)

    def _make_main(self) -> QWidget:
        main = QWidget()
        inner = column(main, gap=8)
        line = row(gap=12)
        self.tabs = Tabs(_("This version"), [(_PLAN, _("The plan")), (_CHANGES, "")])
        self.tabs.setObjectName("tabs")
        self.tabs.chosen.connect(self._show_tab)
        line.addWidget(self.tabs)
        line.addStretch(1)
        self.status: ChipLabel | None = None
        self._status_line = line
        inner.addLayout(line)
        self.stack = QStackedWidget()
        self.reading = Reading(_("The plan"))
        self.reading.setObjectName("reading")
        self.changes = Reading(_("What changed"))
        self.changes.setObjectName("changes")
        for view in (self.reading, self.changes):
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setProperty("role", "")
            RoundEdge(view)
            self.stack.addWidget(view)
        inner.addWidget(self.stack, 1)
        return main

    def _look(self, version: PlanVersionId) -> None:
        """Read the version; the hash is of exactly what is shown."""
        plans = self.services.plans
        content = plans.content(version)
        self._file = self.services.people.file(content.version.person)
        self._content, self._hash = content, plans.content_hash(content)
        found = plans.what_changed(content)
        self.reading.show_blocks(plan_blocks(content, self.services.settings.own.sections()))
        self.changes.show_blocks(change_blocks(found))
        first = content.version.number == 1
        words = _("What is new") if first else _("What changed")
        self.tabs.setTabText(1, f"{words} ({len(found)})")
        self.trouble.hide()
        self.ending.hide()
        self._show_head()
        self._show_decision(content)
        self.side.show_version(content, self._file, plans.decisions_on(version))

    def _show_head(self) -> None:
        if self._content is None or self._file is None:
            return
        version, person = self._content.version, self._file.person
        self.head.title.setText(_("Safety plan, version {n}").format(n=version.number))
        self.head.say_about(f"{self.frame.name_shown(person.name)}  ·  {person.ref}")
        if self.status is None:
            self.status = ChipLabel(status_chip(version))
            self.status.setObjectName("status")
            self._status_line.addWidget(self.status)
        self.status.show_chip(status_chip(version))
        current = self._file.current
        open_case = bool(current and current.is_open and current.id == version.episode)
        newest = next((v for v in self._file.versions if v.episode == version.episode), None)
        latest = newest is not None and newest.number == version.number
        self.next.setVisible(open_case and latest and version.status not in _WAITING)
        self.side.end.setVisible(version.status == "ACTIVE")

    def _show_names(self) -> None:
        self._show_head()
        if self._content is not None:
            self._show_decision(self._content)

    def _is_waiting(self) -> bool:
        return self._content is not None and self._content.version.status in _WAITING

    def _show_decision(self, content: PlanContent) -> None:
        sitting = self.services.sitting
        if not self._is_waiting() or not sitting.supervises or self._file is None:
            self.decide.hide()
            return
        own = content.version.written_by == sitting.staff
        name = self.frame.name_shown(self._file.person.name)
        self.decide.ask(content, name, own=own)

    def _show_tab(self, key: str) -> None:
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(int(key == _CHANGES))

    def _approve(self) -> None:
        if self._content is None:
            return
        version = self._content.version.id
        try:
            changes = self.services.plans.approve(version, self._hash)
        except Refusal as refusal:
            self._say_refused(refusal)
            return
        self.frame.announce(changes, _("Plan approved"))
        self._look(version)

    def _send_back(self, comment: str) -> None:
        if self._content is None:
            return
        version = self._content.version.id
        try:
            changes = self.services.plans.send_back(version, self._hash, comment)
        except Refusal as refusal:
            if refusal.field == "comment":
                self.decide.show_refusal(refusal)
            else:
                self._say_refused(refusal)
            return
        self.frame.announce(changes, _("Plan sent back"))
        self._look(version)

    def _end(self, day: date) -> None:
        if self._content is None:
            return
        version = self._content.version.id
        try:
            changes = self.services.plans.end(version, day)
        except Refusal as refusal:
            self.ending.show_refusal(refusal)
            return
        self.frame.announce(changes, _("Plan ended"))
        self._look(version)

    def _say_refused(self, refusal: Refusal) -> None:
        self.trouble.say(str(refusal))
        self.trouble.show()

    def _ask_end(self) -> None:
        self.ending.ask()

    def _copy(self) -> None:
        self._go(Room.COPIES, self._content.version.id if self._content else "")

    def _write_next(self) -> None:
        self._go(Room.PLAN_EDITOR, self._content.version.person if self._content else "")

    def _to_file(self) -> None:
        self._go(Room.FILE, self._content.version.person if self._content else "")

    def _go(self, room: Room, of: str) -> None:
        if of:
            self.frame.go.emit(Place(room, of))

    def _today(self) -> date:
        return self.services.sitting.today
