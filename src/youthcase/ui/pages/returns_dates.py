"""Which days are counted, and as known on which day?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from youthcase.domain import periods
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.date_field import DateField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import row

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.periods import Period


class DatesCard(Card):
    """A period of one's own and the as-at date, asked for in place."""

    chosen = Signal(object, object)  # Period, date
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("dates")
        self._today = today
        self._period: Period | None = None
        self.first = DateField("first", _("First day"), required=True)
        self.last = DateField("last", _("Last day"), required=True)
        self.as_at = DateField(
            "as_at",
            _("As known on"),
            hint=_("Nothing dated or recorded after this day is used."),
            required=True,
            subject=_("The as-at date"),
            today=today,
        )
        self.form = Form([self.first, self.last, self.as_at])
        self.body.addWidget(self.form)
        line = row(gap=10)
        self.count = primary(_("Count"))
        self.count.setObjectName("dates.count")
        self.cancel = secondary(_("Cancel"))
        self.cancel.setObjectName("dates.cancel")
        line.addWidget(self.count)
        line.addWidget(self.cancel)
        line.addStretch()
        self.body.addLayout(line)
        self.count.clicked.connect(self._choose)
        self.cancel.clicked.connect(self.left)
        for boxes in (self.first, self.last, self.as_at):
            for box in (boxes.day, boxes.month, boxes.year):
                box.returnPressed.connect(self._choose)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def ask(self, period: Period, as_at: date, *, days: bool) -> None:
        """Ask for the as-at date, and with `days` for the first and last day too."""
        self._period = None if days else period
        self.form.clear_problems()
        self.form.set_values({"first": period.first, "last": period.last, "as_at": as_at})
        self.first.setVisible(days)
        self.last.setVisible(days)
        self.show()
        (self.first if days else self.as_at).focus_first()

    def _choose(self) -> None:
        if not self.form.check():
            return
        as_at = self.as_at.value()
        if as_at is None:
            return
        if as_at > self._today():
            words = _("The as-at date is today at the latest: nobody knows more yet.")
            self.form.show_refusal(Refusal(words, field="as_at"))
            return
        try:
            period = self._period or self._own_period()
        except Refusal as refusal:
            self.form.show_refusal(Refusal(str(refusal), field="last"))
            return
        self.chosen.emit(period, as_at)

    def _own_period(self) -> Period:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise Refusal(_("Enter the first and the last day."))
        return periods.parse(f"{first.isoformat()}..{last.isoformat()}")
