"""Which acts of the whole log are wanted: about whom, by whom, of which kind, from when?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain import seals
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.services.audit_log import Filter, Kind
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.fields import Combo, DateField, IconField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

_WAIT_MS = 250
_TODAY, _WEEK, _MONTH, _LAST_MONTH, _BETWEEN = range(1, 6)
_WHEN = (
    _("Any day"),
    _("Today"),
    _("Last 7 days"),
    _("This month"),
    _("Last month"),
    _("From … to …"),
)


class Filters(QWidget):
    """A word, three choices, and two dates where they are asked for."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        outer = column(self, gap=8)
        first = QWidget()
        flow = Flow(first, gap=8)
        self.text = IconField(
            "list-filter",
            _("A young person's name or reference"),
            placeholder=_("Name or reference"),
        )
        self.text.edit.setObjectName("audit_text")
        self.text.edit.setClearButtonEnabled(True)
        fit(self.text, width=232, height=36)
        self.who = _combo("audit_who", _("Who did it"), 190)
        self.kind = _combo("audit_kind", _("Kind of act"), 196)
        self.kind.addItems([_("Every kind"), *audit_words.KINDS.values()])
        self.when = _combo("audit_when", _("When"), 150)
        self.when.addItems(list(_WHEN))
        self.clear = quiet(_("Clear filters"), "x")
        self.clear.setObjectName("audit_clear")
        self.clear.clicked.connect(self.start_again)
        for part in (self.text, self.who, self.kind, self.when, self.clear):
            flow.addWidget(part)
        outer.addWidget(first)
        self._days = QWidget()
        dates = Flow(self._days, gap=24)
        self.first = DateField("audit_from", _("From"), today=today)
        self.last = DateField("audit_to", _("To"), today=today)
        dates.addWidget(self.first)
        dates.addWidget(self.last)
        self._days.hide()
        outer.addWidget(self._days)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self._tell)
        self.clear.hide()
        self.offer(())
        self.text.changed.connect(self._tell_soon)
        for combo in (self.who, self.kind, self.when):
            combo.currentIndexChanged.connect(self._choose)
        for field in (self.first, self.last):
            field.changed.connect(self._tell_soon)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these colleagues, keeping the one chosen."""
        kept = self.who.currentText()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItems([_("Everybody"), *names])
        self.who.setCurrentIndex(max(0, self.who.findText(kept)))
        self.who.blockSignals(False)

    def chosen(self) -> Filter:
        """What is wanted; a date that cannot be read is left out."""
        at = self.kind.currentIndex()
        first, last = self._between()
        return Filter(
            who=self.who.currentText() if self.who.currentIndex() > 0 else "",
            kinds=(list(Kind)[at - 1],) if at > 0 else (),
            first_day=first,
            last_day=last,
            text=self.text.text().strip(),
        )

    def start_again(self) -> None:
        """Leave nothing out."""
        for part in (self.text.edit, self.who, self.kind, self.when):
            part.blockSignals(True)
        self.text.edit.clear()
        for combo in (self.who, self.kind, self.when):
            combo.setCurrentIndex(0)
        for part in (self.text.edit, self.who, self.kind, self.when):
            part.blockSignals(False)
        self._choose()

    def _between(self) -> tuple[date | None, date | None]:
        today = self._today()
        begun = today.replace(day=1)
        spans: dict[int, tuple[date | None, date | None]] = {
            _TODAY: (today, today),
            _WEEK: (today - timedelta(days=6), today),
            _MONTH: (begun, today),
            _LAST_MONTH: (seals.before(begun), begun - timedelta(days=1)),
            _BETWEEN: (self.first.value(), self.last.value()),
        }
        return spans.get(self.when.currentIndex(), (None, None))

    def _choose(self) -> None:
        self._days.setVisible(self.when.currentIndex() == _BETWEEN)
        self._tell()

    def _tell_soon(self) -> None:
        self._soon.start()

    def _tell(self) -> None:
        self._soon.stop()
        for field in (self.first, self.last):
            if not self._days.isHidden():
                field.check()
        self.clear.setVisible(self.chosen() != Filter())
        self.changed.emit()


def _combo(name: str, words: str, width: int) -> Combo:
    made = Combo(words)
    made.setObjectName(name)
    return fit(made, width=width)
