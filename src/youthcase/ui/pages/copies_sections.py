"""Which sections go onto a copy for one recipient?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.plan_copy_parts import PLACES
from youthcase.domain.plan_sections import sections
from youthcase.i18n import _
from youthcase.ui.kit.checks import Check
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from youthcase.domain.plan_copy import Form
    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanContent


class SectionTicks(QWidget):
    """One tick for each section that has something for this recipient."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("section_ticks")
        self.ticks: dict[int, Check] = {}
        self._inner = column(self, gap=2)
        self._inner.addWidget(label(_("Sections on this copy"), "strong", wrap=True))
        for part in sections():
            tick = Check(part.title)
            tick.setObjectName(f"section_on_copy_{part.number}")
            tick.setChecked(True)
            tick.toggled.connect(self._tick)
            self.ticks[part.number] = tick
            self._inner.addWidget(tick)
        self.ask(None, None)

    def call(self, parts: Iterable[PlanSection]) -> None:
        """Call the sections as the organisation does."""
        for part in parts:
            self.ticks[part.number].setText(part.title)

    def ask(self, content: PlanContent | None, form: Form | None) -> None:
        """Offer the sections that hold something ticked for this form, all of them chosen."""
        shared = content is not None and form is not None and form.is_shared
        held: set[int] = set()
        if content is not None and form is not None and shared:
            held = {i.section for i in content.items if form.audience in i.audience}
            if any(form.audience in place.audience for place in content.places):
                held.add(PLACES)
        reach = {
            p.number for p in sections() if form is not None and p.may_reach(form.audience)
        }
        for number, tick in self.ticks.items():
            quiet = tick.blockSignals(True)
            tick.setChecked(True)
            tick.blockSignals(quiet)
            tick.setVisible(number in held & reach)
        self.setVisible(bool(held & reach))

    def without(self) -> frozenset[int]:
        """The sections that were taken off."""
        return frozenset(n for n, tick in self.ticks.items() if not tick.isChecked())

    def _tick(self, _on: bool) -> None:
        self.changed.emit()
