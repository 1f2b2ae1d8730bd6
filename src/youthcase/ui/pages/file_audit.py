"""Who looked at, changed or printed this young person's file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services.audit_log import Kind, Line
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.reflow import Turning
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages.audit_days import Days, acts_of

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from youthcase.domain.ids import PersonId
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

PAGE = 100
_LEAST = 200
CHOICES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (_("Everything"), ()),
    (_("Looked at"), (Kind.LOOKED,)),
    (_("Written or changed"), (Kind.CHANGED,)),
    (_("Printed or saved"), (Kind.PRINTED,)),
)


class UseTab(QWidget):
    """Plain sentences by day, a page at a time. Looking at them is written down too."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._person: PersonId | None = None
        self._lines: list[Line] = []
        self._asked = 0  # the newest look; answers of older ones are dropped
        self._count = 0
        holder = QWidget()
        column(self).addWidget(Scrolled(holder))
        outer = column(holder, gap=10, margins=(24, 14, 24, 12))
        outer.addWidget(self._make_top())
        self.days = Days(_("Who used this file"))
        self.days.setObjectName("use")
        self.empty = EmptyState("eye", _("Nothing of this kind"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.days)
        self.stack.addWidget(self.empty)
        fit(self.stack, min_height=_LEAST)
        outer.addWidget(self.stack, 1)
        self.more = secondary(_("Show earlier"), "chevron-down")
        self.more.setObjectName("earlier")
        self.more.clicked.connect(self._more)
        self.more.hide()
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_file(self, file: CaseFile) -> None:
        """Read anew, from the newest act."""
        self._person = file.person.id
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Write down that it is being looked at, then read."""
        super().showEvent(event)
        if event.spontaneous() or self._person is None:
            return
        try:
            self._frame.services.audit_log.opened_about(self._person)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._look()

    def _make_top(self) -> QWidget:
        words = QWidget()
        stack = column(words, gap=2)
        stack.addWidget(heading(_("Who looked at, changed or printed this file"), 2, wrap=True))
        self.about = label("", tone="muted", wrap=True)
        self.about.setObjectName("use_count")
        stack.addWidget(self.about)
        self.kinds = Combo(_("Show"))
        self.kinds.setObjectName("use_kind")
        self.kinds.addItems([shown for shown, _kinds in CHOICES])
        fit(self.kinds, width=210)
        self.kinds.currentIndexChanged.connect(self._look)
        return Turning([words, self.kinds], narrow=560, stretches=(1, 0))

    def _look(self) -> None:
        """Read the first page on the worker."""
        self._read(0)

    def _more(self) -> None:
        self._read(len(self._lines))

    def _read(self, offset: int) -> None:
        person = self._person
        if person is None:
            return
        self._asked += 1
        asked, log = self._asked, self._frame.services.audit_log
        kinds = CHOICES[max(0, self.kinds.currentIndex())][1]

        def read() -> tuple[int, int, int, tuple[Line, ...]]:
            count = log.count_about(person, kinds)
            return asked, offset, count, log.about(person, kinds, offset=offset, limit=PAGE)

        self._frame.background.run(self, read, done=self._show, failed=self._refuse)

    def _show(self, answer: tuple[int, int, int, tuple[Line, ...]]) -> None:
        asked, offset, count, lines = answer
        if asked != self._asked:
            return
        self._lines = [*self._lines[:offset], *lines]
        self._count = count
        self.days.set_acts(acts_of(self._lines, self._frame.services.sitting.today))
        self.stack.setCurrentWidget(self.days if self._lines else self.empty)
        self.empty.say(_("Nothing of this kind"), _("Choose another kind above."))
        left = count - len(self._lines)
        self.more.setVisible(left > 0)
        self.more.setText(_("Show earlier ({n} more)").format(n=f"{left:,}"))
        words = plural("{n} act", "{n} acts", count)
        words += "  ·  " + _("Looking at this page is written down, too")
        if left > 0:
            words = _("The newest {shown} of {n} acts").format(
                shown=len(self._lines), n=f"{count:,}"
            )
        self.about.setText(words)
        announce(words, source=self)

    def _refuse(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self._lines = []
        self.days.set_acts([])
        self.about.setText("")
        self.more.hide()
        self.empty.say(_("This cannot be shown"), str(problem))
        self.stack.setCurrentWidget(self.empty)
