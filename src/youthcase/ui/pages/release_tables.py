"""What would be published, table by table, how is it read, and what is withheld?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _, plural
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.nav import NavItem, NavList
from youthcase.ui.kit.reflow import em_width
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.release_chart import ReleaseChart
from youthcase.ui.pages.release_figures import FiguresTable

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from youthcase.domain.return_paper import PaperTable, ReturnPaper
    from youthcase.ui.pages.release_work import Drafted

_ICONS = {"headline": "users", "funnel": "list-filter", "outcomes": "log-out",
          "activity": "clock"}  # fmt: skip
_LIST, _NARROW = 268, 800
_LEAST_LINES = 2  # of a chart that says more than its table
_MOST_LINES = 14


class TablesView(QWidget):
    """The tables in a list; the chosen one with its chart, its sentence and its figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_tables")
        self._tables: tuple[PaperTable, ...] = ()
        self._signs: tuple[str, ...] = ()
        outer = column(self, gap=8)
        self.combo = Combo(_("Table"))
        self.combo.setObjectName("release_table_combo")
        self.combo.currentIndexChanged.connect(self._choose)
        outer.addWidget(self.combo)
        line = row(gap=14)
        self.list = NavList(_("Tables of the return"), [])
        self.list.setObjectName("release_table_list")
        self.list.chosen.connect(self._go)
        self.side = Scrolled(self.list)
        fit(self.side, width=_LIST)
        line.addWidget(self.side)
        line.addWidget(self._make_main(), 1)
        outer.addLayout(line, 1)

    def show_return(self, drafted: Drafted) -> None:
        """Show the tables of a draft, from the headline on."""
        paper, release = drafted.paper, drafted.draft.release
        self._tables, self._signs = paper.tables, paper.signs
        self.list.set_items(
            [
                NavItem(str(at), _ICONS.get(t.name, "table-2"), t.title)
                for at, t in enumerate(paper.tables)
            ]
        )
        quiet = self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([t.title for t in paper.tables])
        self.combo.blockSignals(quiet)
        self._say_reading(paper, drafted)
        withheld = plural(
            "{n} figure is withheld: it would tell of single people.",
            "{n} figures are withheld: they would tell of single people.",
            release.withheld,
        )
        self.withheld.say(withheld)
        self.withheld.setVisible(release.withheld > 0)
        self._go("0")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        narrow = em_width(self) < _NARROW
        self.side.setVisible(not narrow)
        self.combo.setVisible(narrow)

    def _make_main(self) -> QWidget:
        holder = Tall()
        self._main = column(holder, gap=12, margins=(2, 2, 14, 12))
        self.reading = Card(_("How to read these figures"), gap=6)
        self.reading.setObjectName("release_reading")
        self._read = column(gap=6)
        self.reading.body.addLayout(self._read)
        self.withheld = Banner(Tone.INFO, "")
        self.withheld.setObjectName("release_withheld")
        self.withheld.hide()
        self._main.addWidget(self.reading)
        self._main.addWidget(self.withheld)
        self._card: QFrame | None = None
        self._main.addStretch()
        self._area = Scrolled(holder)
        return self._area

    def _say_reading(self, paper: ReturnPaper, drafted: Drafted) -> None:
        while (item := self._read.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        first, *others = paper.reading
        self._read.addWidget(label(first, "strong", wrap=True))
        for words in others:
            self._read.addWidget(label(words, tone="muted", wrap=True))
        if drafted.draft.release.checked_against:
            words = _("Nothing can be subtracted from these earlier returns: {earlier}.")
            earlier = "; ".join(drafted.draft.release.checked_against)
            self._read.addWidget(label(words.format(earlier=earlier), tone="muted", wrap=True))

    def _go(self, key: str) -> None:
        self.combo.setCurrentIndex(int(key))
        self._choose(int(key))

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._tables):
            return
        self.list.set_current(str(at))
        self.reading.setVisible(at == 0)
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = self._table_card(self._tables[at])
        self._main.insertWidget(2, self._card)
        self._area.verticalScrollBar().setValue(0)

    def _table_card(self, table: PaperTable) -> QFrame:
        card = Card(gap=10)
        title = heading(table.title, 3, wrap=True)
        title.setObjectName("release_table_title")
        card.body.addWidget(title)
        bars = [line for line in table.lines if not line.is_total]
        if table.sentence and _LEAST_LINES <= len(bars) <= _MOST_LINES:
            chart = ReleaseChart()
            chart.show_lines(bars, f"{table.title}. {table.sentence}")
            card.body.addWidget(chart)
            said = label(table.sentence, "cap", tone="muted", wrap=True)
            said.setObjectName("release_sentence")
            card.body.addWidget(said)
        card.body.addWidget(FiguresTable(table))
        for sign in self._signs_of(table):
            card.body.addWidget(label(sign, "cap", tone="muted", wrap=True))
        card.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        return card

    def _signs_of(self, table: PaperTable) -> list[str]:
        """The signs that stand in this table, with what they mean."""
        shown = " ".join(f" {words} " for line in table.lines for words in line.shown)
        found: list[str] = []
        for sign in self._signs:
            mark, _colon, _meaning = sign.partition(":")
            if f" {mark} " in shown:
                found.append(sign)
        return found
