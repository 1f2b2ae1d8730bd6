"""Which other protection does a funder's form demand, and which tables besides?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns import layout, wording
from youthcase.returns.released import MIRROR5
from youthcase.returns.variables import of_people
from youthcase.ui.kit.buttons import link, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.choice_fields import Choice, ChoiceField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import label
from youthcase.ui.pages import release_words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class MoreChoices(Card):
    """The form's rule, and tables within ours: two things at most, a ward with nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("More choices"), gap=14, parent=parent)
        self.setObjectName("release_more_choices")
        self.added: tuple[tuple[str, ...], ...] = ()
        self._profile = ChoiceField(
            "release_profile",
            _("How figures are protected"),
            [Choice(code, words) for code, words in words_of.PROFILES],
            hint=_(
                "Only change this when a funder's form demands it. It may be refused where "
                "somebody could be found."
            ),
            required=True,
        )
        self._profile.set_value(MIRROR5)
        self.by = ChoiceField("release_by", _("Another table, by"), _variables())
        self.cross = ChoiceField("release_cross", _("and by (optional)"), _variables())
        self.form = Form([self._profile, self.by, self.cross])
        self.body.addWidget(self.form)
        line = row()
        self.add = secondary(_("Add the table"), "plus")
        self.add.setObjectName("release_add_table")
        self.add.clicked.connect(self.add_table)
        line.addWidget(self.add)
        line.addStretch()
        self.body.addLayout(line)
        self._list = column(gap=4)
        self.body.addLayout(self._list)

    @property
    def profile(self) -> str:
        """The rule chosen."""
        return str(self._profile.value() or MIRROR5)

    def add_table(self) -> None:
        """Take the table on the list, or say why it cannot be published."""
        self.form.clear_problems()
        first, second = self.by.value(), self.cross.value()
        if first is None:
            refusal = Refusal(_("Choose what the table is broken down by."), field="release_by")
            self.form.show_refusal(refusal)
            return
        table = (str(first),) if second is None else (str(first), str(second))
        try:
            layout.standard().with_tables((*self.added, table))
        except Refusal as refusal:
            self.form.show_refusal(Refusal(str(refusal), field="release_by"))
            return
        self.added = (*self.added, table)
        self.by.set_value(None)
        self.cross.set_value(None)
        self._show_added()

    def _show_added(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, table in enumerate(self.added):
            self._list.addWidget(_Added(self, at, table))

    def take_away(self, at: int) -> None:
        """Leave one of the added tables out again."""
        self.added = (*self.added[:at], *self.added[at + 1 :])
        self._show_added()


class _Added(QWidget):
    """One table that was added, and the way to leave it out."""

    def __init__(self, choices: MoreChoices, at: int, table: Sequence[str]) -> None:
        super().__init__()
        self._choices, self._at = choices, at
        line = row(self, gap=10)
        title = wording.table_title(layout.table_name(tuple(table)))
        line.addWidget(label(title, wrap=True), 1)
        leave = link(_("Leave it out"))
        leave.setAccessibleName(_("Leave out {table}").format(table=title))
        leave.setObjectName(f"release_leave_out.{at}")
        leave.clicked.connect(self._leave)
        line.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)

    def _leave(self) -> None:
        self._choices.take_away(self._at)


def _variables() -> list[Choice]:
    return [Choice(name, variable.title) for name, variable in of_people().items()]
