"""Which safety plan holds now, what do its sections say, and who has a copy?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import clock, local_time, plain, short
from youthcase.domain.plan_copy import Form
from youthcase.i18n import _
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.chips import Chip, ChipLabel
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.file_columns import Columns, clear
from youthcase.ui.pages.file_fields import code_label
from youthcase.ui.pages.file_links import Leading
from youthcase.ui.pages.file_plan_reading import PlanReading
from youthcase.ui.pages.file_side import in_force

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from youthcase.domain.plans import PlanContent, PlanCopyGiven, PlanDecision, PlanVersion
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

_STATUS_LOOKS = {
    "ACTIVE": (Tone.OK, "shield-check"),
    "SUBMITTED": (Tone.INFO, "clock"),
    "AGREED_YP": (Tone.INFO, "clock"),
    "RETURNED": (Tone.WARN, "corner-up-left"),
}


class PlanTab(QWidget):
    """The version in force to read, beside all versions and the copies given."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._file: CaseFile | None = None
        holder = QWidget()
        stack = column(holder, gap=14, margins=(2, 0, 14, 20))
        top = QWidget()
        self._top = column(top, gap=8)
        stack.addWidget(top)
        body = Columns(fold_below=760)
        read = QWidget()
        self._read = column(read, gap=8)
        body.add(read, 1)
        side = QWidget()
        self._side = column(side, gap=12)
        body.add(side)
        self._side_widget = side
        body.folded.connect(self._reflow)
        self._body = body
        stack.addWidget(body, 1)
        outer = column(self, margins=(24, 14, 12, 0))
        outer.addWidget(Scrolled(holder))
        self._reflow(body.is_folded)

    def show_file(self, file: CaseFile) -> None:
        """Say it anew."""
        self._file = file
        for layout in (self._top, self._read, self._side):
            clear(layout)
        plan = in_force(file)
        draft = self._frame.services.plans.draft(file.person.id)
        self._show_top(file, plan, draft)
        if plan is not None:
            self._show_sections(plan)
        else:
            self._read.addWidget(
                EmptyState(
                    "shield",
                    _("No plan is in force"),
                    _("A plan holds once a supervisor has approved it."),
                )
            )
        self._read.addStretch()
        self._side.addWidget(self._versions(file))
        self._side.addWidget(self._copies(file))
        self._side.addStretch()

    def write(self) -> None:
        """Go to the editor."""
        if self._file:
            self._frame.go.emit(Place(Room.PLAN_EDITOR, self._file.person.id))

    def _show_top(
        self, file: CaseFile, plan: PlanVersion | None, draft: PlanContent | None
    ) -> None:
        if plan is not None:
            self._top.addLayout(_standing(plan))
            self._top.addWidget(label(_about(plan), tone="muted", wrap=True))
        holder = QWidget()
        flow = Flow(holder, gap=10)
        is_open = bool(file.current and file.current.is_open)
        if is_open:
            words = _("Write a new version") if file.versions else _("Write the first plan")
            if draft is not None:
                words = _("Go on with your draft")
            write = primary(words, "pencil-line")
            write.setObjectName("write_plan")
            write.clicked.connect(self.write)
            flow.addWidget(write)
        printable = plan or next(iter(file.versions), None)
        if printable is not None:
            paper = Leading(
                _("Print or save a copy"),
                Place(Room.COPIES, printable.id),
                role="secondary",
                icon="printer",
                name="print_copy",
            )
            paper.gone.connect(self._frame.go)
            flow.addWidget(paper)
        self._top.addWidget(holder)
        if draft is not None:
            self._top.addWidget(self._draft_note(file, draft))
        if not is_open and not file.versions:
            words = _("A safety plan belongs to an open case. Accept the referral first.")
            self._top.addWidget(Banner(Tone.INFO, words))

    def _draft_note(self, file: CaseFile, draft: PlanContent) -> QWidget:
        saved = self._frame.services.plans.draft_saved_at(file.person.id)
        at = local_time(saved) if saved else None
        words = _("Your draft of version {number} was saved {day} at {time}.").format(
            number=draft.version.number,
            day=short(at.date()) if at else "",
            time=clock(at.time()) if at else "",
        )
        note = label(words, "cap", tone="muted", wrap=True)
        note.setObjectName("draft_note")
        return note

    def _show_sections(self, plan: PlanVersion) -> None:
        content = self._frame.services.plans.content(plan.id)
        parts = self._frame.services.settings.own.sections()
        reading = PlanReading(_("Sections of the plan"), content, parts)
        reading.setObjectName("plan_sections")
        self._read.addWidget(reading)

    def _versions(self, file: CaseFile) -> Card:
        made = Card(_("Versions"), gap=10)
        made.setObjectName("versions")
        if not file.versions:
            made.body.addWidget(label(_("None yet."), tone="muted"))
        for version in file.versions:
            made.body.addWidget(self._version(file, version))
        return made

    def _version(self, file: CaseFile, version: PlanVersion) -> QWidget:
        holder = QWidget()
        stack = column(holder, gap=2)
        line = row(gap=8)
        words = _("Version {number}").format(number=version.number)
        place = Place(Room.PLAN, version.id)
        opening = Leading(words, place, name=f"version_{version.number}")
        opening.gone.connect(self._frame.go)
        line.addWidget(opening)
        tone, icon = _STATUS_LOOKS.get(version.status, (Tone.NEUTRAL, ""))
        line.addWidget(ChipLabel(Chip(code_label("plan_status", version.status), tone, icon)))
        line.addStretch()
        stack.addLayout(line)
        told = [_dates(version)]
        told += [_decided(d, file) for d in file.decisions if d.version == version.id]
        note = label("\n".join(t for t in told if t), "cap", tone="muted", wrap=True)
        note.setContentsMargins(4, 0, 0, 0)
        stack.addWidget(note)
        return holder

    def _copies(self, file: CaseFile) -> Card:
        made = Card(_("Copies given"), gap=6)
        made.setObjectName("copies_given")
        if not file.copies:
            made.body.addWidget(label(_("None yet."), tone="muted"))
        for copy in file.copies:
            made.body.addWidget(label(_copy(copy, file), "cap", wrap=True))
        place = Place(Room.COPIES, f"register:{file.person.id}")
        register = Leading(_("Register of copies"), place, name="open_copies_register")
        register.gone.connect(self._frame.go)
        made.body.addWidget(register)
        return made

    def _reflow(self, folded: bool) -> None:
        if folded:
            fit(self._side_widget, min_width=0, max_width=9999)
        else:
            fit(self._side_widget, min_width=300, max_width=300)


def _standing(plan: PlanVersion) -> QHBoxLayout:
    line = row(gap=10)
    line.addWidget(heading(_("Version {number}").format(number=plan.number), 2))
    line.addWidget(ChipLabel(Chip(_("In force"), Tone.OK, "shield-check")))
    line.addStretch()
    return line


def _about(plan: PlanVersion) -> str:
    parts = [
        _("Agreed {date}").format(date=plain(plan.agreed_on)) if plan.agreed_on else "",
        code_label("participation", plan.participation),
        _("Review due {date}").format(date=plain(plan.review_due)) if plan.review_due else "",
    ]
    if plan.carry_decision:
        what = code_label("carry", plan.carry_decision)
        parts.append(_("To carry: {what}").format(what=what))
    return "  ·  ".join(part for part in parts if part)


def _dates(version: PlanVersion) -> str:
    if version.ended_on:
        return _("No longer in force from {date}").format(date=plain(version.ended_on))
    if version.agreed_on:
        return _("Agreed {date}").format(date=plain(version.agreed_on))
    return ""


def _decided(decision: PlanDecision, file: CaseFile) -> str:
    by = file.staff.get(decision.decided_by, "") if decision.decided_by else ""
    words = _("{decision} by {name}, {date}").format(
        decision=code_label("plan_decision", decision.decision),
        name=by,
        date=plain(decision.decided_on),
    )
    return f"{words}: “{decision.comment}”" if decision.comment else words


def _copy(copy: PlanCopyGiven, file: CaseFile) -> str:
    numbers = {v.id: v.number for v in file.versions}
    by = file.staff.get(copy.given_by, "") if copy.given_by else ""
    parts = [
        _("Copy {number} of version {version}").format(
            number=copy.number, version=numbers.get(copy.version, "?")
        ),
        Form(copy.form).label if copy.form in {f.value for f in Form} else copy.form,
        _("for {whom}").format(whom=copy.for_whom) if copy.for_whom else "",
        copy.how,
        f"{plain(copy.given_on)}, {by}" if by else plain(copy.given_on),
    ]
    return "  ·  ".join(part for part in parts if part)
