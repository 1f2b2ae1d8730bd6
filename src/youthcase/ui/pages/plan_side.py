"""What is known about a version: who agreed, wrote and decided, and who has a copy?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.fields import label_of
from youthcase.domain.plans import PlanVersion
from youthcase.i18n import _
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.tokens import SIDE_COLUMN_WIDTH, Tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_column import SideColumn
from youthcase.ui.pages.plan_editor_register import copy_block
from youthcase.ui.pages.plan_reading import Reading
from youthcase.ui.pages.plan_words import at, day_or, label_or

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.plans import PlanContent, PlanDecision
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

_DECIDED = {"APPROVED": ("badge-check", Tone.OK), "RETURNED": ("corner-up-left", Tone.WARN)}


class Side(QWidget):
    """The facts of a version, the decisions on it, and its copies."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        holder = QWidget()
        inner = column(holder, gap=12, margins=(0, 0, 2, 0))
        self.facts = self._part(inner, _("This version"), "facts")
        self.end = secondary(_("End this plan"), "ban")
        self.end.setObjectName("end_plan")
        card = self.facts.parentWidget()
        if isinstance(card, Card):
            card.body.addWidget(self.end, 0, Qt.AlignmentFlag.AlignLeft)
        self.decisions = self._part(inner, _("Decisions"), "decisions")
        self.copies = self._part(inner, _("Copies that were given"), "copies_given")
        inner.addStretch(1)
        outer = column(self)
        outer.addWidget(SideColumn(holder, SIDE_COLUMN_WIDTH))

    def show_version(
        self, content: PlanContent, file: CaseFile, decisions: Sequence[PlanDecision]
    ) -> None:
        """Show one version."""
        version = content.version
        self.facts.show_blocks(_facts(version, file))
        none = [Block(_("None yet."))]
        self.decisions.show_blocks([_decision(d, file) for d in decisions] or none)
        given = [copy_block(c, file) for c in file.copies if c.version == version.id]
        self.copies.show_blocks(given or none)

    def _part(self, inner: QVBoxLayout, title: str, name: str) -> Reading:
        card = Card(title, gap=2)
        reading = Reading(title, grows=True, side=6)
        reading.setObjectName(name)
        card.body.addWidget(reading)
        inner.addWidget(card)
        return reading


def _facts(version: PlanVersion, file: CaseFile) -> list[Block]:
    none = _("Not said")
    writer = file.staff.get(version.written_by) if version.written_by else None
    sent = at(version.submitted_at) if version.submitted_at else ""
    pairs = [
        (label_of(PlanVersion, "agreed_on"), day_or(version.agreed_on, none), ()),
        (
            label_of(PlanVersion, "participation"),
            label_or("participation", version.participation, none),
            (),
        ),
        (label_of(PlanVersion, "review_due"), day_or(version.review_due, none), ()),
        (
            _("Safe to carry"),
            label_or("carry", version.carry_decision, none),
            _carry(version),
        ),
        (
            _("Written by"),
            writer or none,
            (_("Sent {when}").format(when=sent),) if sent else (),
        ),
        (label_of(PlanVersion, "title"), version.title or none, ()),
    ]
    if version.format_needs:
        words = code_list("format_needs").label(version.format_needs)
        pairs.append((label_of(PlanVersion, "format_needs"), words, ()))
    if version.ended_on:
        pairs.insert(0, (label_of(PlanVersion, "ended_on"), plain(version.ended_on), ()))
    return [Block(value, lead=name, more=more) for name, value, more in pairs]


def _carry(version: PlanVersion) -> tuple[str, ...]:
    """What was said about who could find it, and where it is kept."""
    day = plain(version.carry_on) if version.carry_on else ""
    asked = ("carry_finders", "carry_kept")
    told = [
        _("{question} {answer}").format(question=label_of(PlanVersion, name), answer=said)
        for name in asked
        if (said := getattr(version, name))
    ]
    if version.carry_reason:
        told.append(version.carry_reason)
    return (*told, *([_("Decided {day}").format(day=day)] if day else []))


def _decision(decision: PlanDecision, file: CaseFile) -> Block:
    icon, tone = _DECIDED[decision.decision]
    who = file.staff.get(decision.decided_by) if decision.decided_by else None
    words = code_list("plan_decision").label(decision.decision)
    more = [", ".join(p for p in (who, plain(decision.decided_on)) if p)]
    if decision.comment:
        more.append(f"“{decision.comment}”")
    return Block(words, more=tuple(more), icon=icon, tone=tone, is_strong=True)
