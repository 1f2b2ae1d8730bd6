"""How does one card of the figures say what it counts, and its bars as a table too?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import ROW_HEIGHT_COMPACT
from youthcase.ui.pages.returns_bars import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Sequence


class Definition(Card):
    """Who counts, in the rule's own words: shown before the figure, folded once read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self.setObjectName("definition")
        top = row(gap=12)
        top.addWidget(heading(_("What is counted"), 3))
        self.lead = label("", tone="muted", wrap=True)
        top.addWidget(self.lead, 1)
        self.fold = link(_("I have read this"))
        self.fold.setObjectName("definition.fold")
        self.fold.clicked.connect(self.toggle)
        top.addWidget(self.fold)
        self.body.addLayout(top)
        self.long = QWidget()
        self._lines = column(self.long, gap=6)
        self.body.addWidget(self.long)
        self._shown: tuple[str, ...] = ()

    @property
    def is_folded(self) -> bool:
        """Whether only its first line shows."""
        return self.long.isHidden()

    def show_rule(self, definition: tuple[str, ...]) -> None:
        """Show the sentences that the counting rule makes of itself."""
        if definition == self._shown:
            return
        self._shown = definition
        for sentence in definition:
            self._lines.addWidget(label(sentence, wrap=True))
        self._say()

    def toggle(self) -> None:
        """Fold it away, or show it again."""
        self.long.setVisible(self.long.isHidden())
        self._say()

    def _say(self) -> None:
        folded = self.is_folded
        self.fold.setText(_("Show the rule") if folded else _("I have read this"))
        self.fold.setAccessibleName(
            _("Show the counting rule") if folded else _("I have read the rule: fold it away")
        )
        short = _("Six conditions, all on one day, within one and the same episode.")
        self.lead.setText(short if folded else "")


class Chart(Card):
    """Bars with a table that says the same."""

    wanted = Signal(str)

    def __init__(
        self, name: str, title: str, about: str, columns: tuple[str, str], parent: QWidget
    ) -> None:
        super().__init__(gap=6, parent=parent)
        self.setObjectName(name)
        self._items: Sequence[Bar] = ()
        top = row(gap=12)
        top.addWidget(heading(title, 3, wrap=True), 1)
        self.twin = link(_("Show as table"), "table-2")
        self.twin.setObjectName(f"{name}.twin")
        self.twin.clicked.connect(self._turn)
        top.addWidget(self.twin, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(label(about, "cap", tone="muted", wrap=True))
        self._title = title
        self.bars = Bars(title)
        self.bars.setObjectName(f"{name}.bars")
        self.bars.wanted.connect(self.wanted)
        self.lines = PagedTable[Bar](
            (
                Column("words", columns[0], _words, 150, stretches=True),
                Column("number", columns[1], _number, 90),
            ),
            self._count,
            self._page,
            row_name=_row_name,
            parent=self,
        )
        self.table = DataTable(
            _("{title}, as a table").format(title=title),
            self.lines,
            row_height=ROW_HEIGHT_COMPACT,
            ground="surface",
        )
        self.table.setObjectName(f"{name}.table")
        self.table.opened.connect(self._open)
        self.table.hide()
        self.body.addWidget(self.bars)
        self.body.addWidget(self.table)
        self.body.addStretch()
        self._say()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other figures, in both ways."""
        self._items = tuple(bars)
        self.bars.show_bars(self._items)
        self.lines.refresh()
        fit(self.table, min_height=ROW_HEIGHT_COMPACT * (len(self._items) + 1) + 4)

    def _turn(self) -> None:
        as_table = self.table.isHidden()
        self.bars.setVisible(not as_table)
        self.table.setVisible(as_table)
        self._say()

    def _say(self) -> None:
        as_table = not self.table.isHidden()
        self.twin.setText(_("Show as bars") if as_table else _("Show as table"))
        words = _("{title}: show as bars") if as_table else _("{title}: show as a table")
        self.twin.setAccessibleName(words.format(title=self._title))

    def _count(self) -> int:
        return len(self._items)

    def _page(self, offset: int, limit: int) -> Sequence[Bar]:
        return self._items[offset : offset + limit]

    def _open(self, bar: object) -> None:
        if isinstance(bar, Bar):
            self.wanted.emit(bar.key)


def _words(bar: Bar) -> Cell:
    return Cell(words=bar.words, strong=bar.strong)


def _number(bar: Bar) -> Cell:
    return Cell(words=str(bar.number), strong=bar.strong)


def _row_name(bar: Bar) -> str:
    return bar.words
