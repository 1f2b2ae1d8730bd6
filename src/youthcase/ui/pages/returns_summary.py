"""What are the figures of a period, after saying what they count?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.reflow import Tiles, Turning
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import ROW_HEIGHT_COMPACT
from youthcase.ui.pages import returns_reading as reading
from youthcase.ui.pages import returns_words as words_of
from youthcase.ui.pages.returns_paint import Bar, Bars, Figure, TargetBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.ui.pages.returns_reading import Figures


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


class Summary(Scrolled):
    """Definition, headline with the way to the target, other figures, funnel, sensitivity."""

    wanted = Signal(str)  # the name of the list behind a figure

    def __init__(self, parent: QWidget | None = None) -> None:
        holder = Tall()
        outer = column(holder, gap=12, margins=(2, 2, 14, 16))
        self.definition = Definition()
        outer.addWidget(self.definition)
        self.headline = Figure(reading.COUNTED, words_of.benefited(0), huge=True)
        outer.addWidget(Turning([self.headline, self._make_target()], narrow=760,
                                stretches=(1, 1)))  # fmt: skip
        self._add_figures(outer)
        self.funnel = Chart(
            "funnel",
            _("From referral to benefit"),
            _("Each bar is a part of the one above it. Enter or a click opens the list."),
            (_("Stage"), _("People")),
            holder,
        )
        self.sensitivity = Chart(
            "sensitivity",
            _("With more or fewer contacts"),
            _("The headline with other numbers of qualifying contacts in condition 4."),
            (_("Asked for"), _("People")),
            holder,
        )
        outer.addWidget(Turning([self.funnel, self.sensitivity], narrow=760, stretches=(3, 2)))
        outer.addStretch()
        super().__init__(holder, parent)
        for part in (self.headline, self.so_far, *self.figures.values()):
            part.wanted.connect(self.wanted)
        self.funnel.wanted.connect(self.wanted)
        self.sensitivity.wanted.connect(self.wanted)

    def show_figures(self, figures: Figures) -> None:
        """Show a count."""
        count = figures.count
        self.definition.show_rule(figures.headline.definition)
        self.headline.note = words_of.days(count.period)
        self.headline.show_number(count.headline, words_of.benefited(count.headline))
        self._show_target(figures)
        self._show_others(figures)
        self.funnel.show_bars(_funnel(figures))
        self.sensitivity.show_bars(_sensitivity(figures))

    def _make_target(self) -> Card:
        card = Card(gap=6)
        card.setObjectName("target")
        line = row(gap=10)
        self.target_title = heading("", 3, wrap=True)
        line.addWidget(self.target_title, 1)
        card.body.addLayout(line)
        self.bar = TargetBar()
        card.body.addWidget(self.bar)
        self.target_words = label("", wrap=True)
        self.target_words.setObjectName("target.words")
        card.body.addWidget(self.target_words)
        self.so_far = _Link(reading.YEAR)
        card.body.addWidget(self.so_far, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _add_figures(self, outer: object) -> None:
        holder = QWidget()
        tiles = Tiles(holder, least=240)
        self.figures = {
            reading.NEW: Figure(
                reading.NEW,
                _("new this year"),
                _("Counted for the first time in this financial year. Quarters add up."),
            ),
            reading.PLAN: Figure(reading.PLAN, _("over the multi-year plan")),
            reading.WITHOUT_PLAN: Figure(
                reading.WITHOUT_PLAN,
                _("casework, no plan in force"),
                _("Reported beside the headline, so that nobody is pressed to sign a plan."),
            ),
        }
        for figure in self.figures.values():
            tiles.addWidget(figure)
        outer.addWidget(holder)  # pyright: ignore

    def _show_target(self, figures: Figures) -> None:
        so_far, target = figures.headline.year_to_date, figures.headline.target
        last = min(figures.count.as_at, figures.count.period.last)
        year = figures.year.period.code
        self.target_title.setText(_("Target for {year}").format(year=year))
        counted = _("{n} of {target} by {day}.").format(
            n=so_far, target=target, day=plain(last)
        )
        rest = target - so_far
        left = (
            plural("{n} more to reach the target.", "{n} more to reach the target.", rest)
            if rest > 0
            else _("The target is reached.")
        )
        words = f"{counted} {left}"
        self.target_words.setText(words)
        self.bar.show_progress(so_far, target, words)
        self.so_far.setText(plural("Open the list of {n}", "Open the list of {n}", so_far))
        self.so_far.setAccessibleName(
            plural(
                "Open the list of {n} counted this year",
                "Open the list of {n} counted this year",
                so_far,
            )
        )

    def _show_others(self, figures: Figures) -> None:
        count = figures.count
        new, plan = self.figures[reading.NEW], self.figures[reading.PLAN]
        new.setVisible(count.new is not None)
        new.show_number(count.new or 0)
        plan.setVisible(count.over_plan is not None)
        if count.plan_span is not None:
            span = words_of.days(count.plan_span)
            plan.note = _("Each person once, {span}.").format(span=span)
        plan.show_number(count.over_plan or 0)
        self.figures[reading.WITHOUT_PLAN].show_number(count.casework_only)


class _Link(QWidget):
    """A link that opens one list."""

    wanted = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        line = row(self)
        self.button = link("")
        self.button.setObjectName(f"figure.{key}")
        self.button.clicked.connect(self._open)
        line.addWidget(self.button)
        self.setFocusProxy(self.button)

    def setText(self, words: str) -> None:  # noqa: N802
        """Show other words."""
        self.button.setText(words)

    def setAccessibleName(self, words: str) -> None:  # noqa: N802
        """Say other words."""
        self.button.setAccessibleName(words)

    def _open(self) -> None:
        self.wanted.emit(self._key)


def _funnel(figures: Figures) -> list[Bar]:
    numbers = {name: getattr(figures.count.funnel, name) for name in reading.STAGES}
    whole = max(1, numbers["referred"])
    return [
        Bar(
            reading.stage_key(name),
            words_of.STAGES[name][0],
            number,
            number / whole,
            words_of.STAGES[name][1],
            strong=name == "benefited",
        )
        for name, number in numbers.items()
    ]


def _sensitivity(figures: Figures) -> list[Bar]:
    pairs = figures.count.sensitivity
    whole = max((number for _n, number in pairs), default=0) or 1
    rule = figures.count.rule.min_contacts
    return [
        Bar(
            reading.contacts_key(asked),
            words_of.asked_for(asked) + (_(": the rule") if asked == rule else ""),
            number,
            number / whole,
            strong=asked == rule,
        )
        for asked, number in pairs
    ]


def _words(bar: Bar) -> Cell:
    return Cell(words=bar.words, strong=bar.strong)


def _number(bar: Bar) -> Cell:
    return Cell(words=str(bar.number), strong=bar.strong)


def _row_name(bar: Bar) -> str:
    return bar.words
