"""Was the plan practised, could they say it from memory, and with whom?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.fields import label_of
from youthcase.domain.plans import Rehearsal
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, DateField, RadioField, TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from youthcase.domain.ids import PlanVersionId
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame


class Rehearsing(Card):
    """What was practised so far, and a short form for the next time."""

    refused = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(_("Practised by heart"), gap=8, parent=parent)
        self.setObjectName("rehearsing")
        self._frame = frame
        self._file: CaseFile | None = None
        self._version: PlanVersionId | None = None
        self.words = label("", tone="muted", wrap=True)
        self.list = Reading(_("Practised by heart"), grows=True, side=6)
        self.list.setObjectName("rehearsals")
        self.record = secondary(_("Record a practice"), "check")
        self.record.setObjectName("record_rehearsal")
        sitting = frame.services.sitting
        asked = code_list("yes_no").codes
        self.form = Form(
            [
                DateField(
                    "day",
                    label_of(Rehearsal, "day"),
                    required=True,
                    latest=sitting.today,
                    today=lambda: sitting.today,
                ),
                RadioField(
                    "by_memory",
                    label_of(Rehearsal, "by_memory"),
                    [Choice(c.code, c.label) for c in asked],
                    required=True,
                ),
                TextField(
                    "with_whom", label_of(Rehearsal, "with_whom"), required=True, longest=120
                ),
            ]
        )
        foot = QWidget()
        flow = Flow(foot, gap=8)
        self.keep = primary(_("Save this practice"))
        self.keep.setObjectName("save_rehearsal")
        self.cancel = secondary(_("Not now"))
        self.cancel.setObjectName("cancel_rehearsal")
        flow.addWidget(self.keep)
        flow.addWidget(self.cancel)
        self._asking = (self.form, foot)
        for part in (self.words, self.list):
            self.body.addWidget(part)
        self.body.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.body.addWidget(foot)
        self.record.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self._fold)
        self._fold()

    def show_case(self, file: CaseFile, version: PlanVersionId | None) -> None:
        """Show what was practised of one young person's plans."""
        self._file, self._version = file, version
        found = self._frame.services.copies.register.rehearsals(file.person.id)
        self.list.show_blocks([_block(one, file) for one in found])
        self.list.setVisible(bool(found))
        decided = next((v.carry_decision for v in file.versions if v.id == version), None)
        if decided == "NOTHING_REHEARSED":
            words = _("Nothing is written down for them to carry. Practising is the plan.")
        else:
            words = "" if found else _("Not yet.")
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.record.setEnabled(version is not None)
        self._fold()

    def _ask(self) -> None:
        self.form.set_values(
            {"day": self._frame.services.sitting.today, "by_memory": None, "with_whom": None}
        )
        self.form.clear_problems()
        for part in self._asking:
            part.show()
        self.record.hide()
        self.form.field("by_memory").focus_first()

    def _fold(self) -> None:
        for part in self._asking:
            part.hide()
        self.record.show()

    def _keep(self) -> None:
        if self._file is None or self._version is None or not self.form.check():
            return
        register = self._frame.services.copies.register
        blank = register.blank_rehearsal(self._file.person.id, self._version)
        values = self.form.values()
        day = self.form.field("day")
        record = replace(
            blank,
            day=day.value() if isinstance(day, DateField) and day.value() else blank.day,
            by_memory=str(values["by_memory"] or ""),
            with_whom=str(values["with_whom"] or ""),
        )
        try:
            changes = register.rehearse(record)
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return
        self._frame.announce(changes, _("Practice saved"))


def _block(one: Rehearsal, file: CaseFile) -> Block:
    by_heart = one.by_memory == "Y"
    number = next((v.number for v in file.versions if v.id == one.version), 0)
    who = file.staff.get(one.recorded_by, "") if one.recorded_by else ""
    words = _("Said from memory") if by_heart else _("Not yet from memory")
    told = [
        plain(one.day),
        _("version {n}").format(n=number),
        _("with {whom}").format(whom=one.with_whom),
        who,
    ]
    return Block(
        words,
        more=(", ".join(p for p in told if p),),
        icon="circle-check" if by_heart else "circle-dot",
        tone=Tone.OK if by_heart else Tone.INFO,
        is_strong=True,
    )
