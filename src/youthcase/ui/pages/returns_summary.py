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
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.reflow import Tiles, Turning
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages import returns_reading as reading
from youthcase.ui.pages import returns_words as words_of
from youthcase.ui.pages.returns_bars import Bar
from youthcase.ui.pages.returns_chart import Chart, Definition
from youthcase.ui.pages.returns_paint import Figure, TargetBar

if TYPE_CHECKING:
    from youthcase.ui.pages.returns_reading import Figures


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
