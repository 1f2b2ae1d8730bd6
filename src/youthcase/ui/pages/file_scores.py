"""How far have they come, on their own goals and on the scales?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.assessments import bounds
from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.i18n import _
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import file_sparkline
from youthcase.ui.pages.file_columns import clear
from youthcase.ui.pages.file_fields import code_label
from youthcase.ui.pages.file_scoring import RecordScores
from youthcase.ui.pages.file_sparkline import Movement, Movements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QHBoxLayout

    from youthcase.domain.assessments import Score
    from youthcase.services.people import CaseFile
    from youthcase.ui.frame import Frame

# What a reader has to know about each scale before they read a number on it.
NOTES = {
    "GBO": _(
        "Up to three goals of their own, from 0 (not begun) to 10 (reached). "
        "Source: Goal-Based Outcomes (Law)."
    ),
    "SAFE_FEEL": _(
        "From 0 (not at all) to 10 (completely). This is a scale of our own and is not "
        "validated: talk about it, do not measure by it."
    ),
    "NEEDS": _(
        "From 1 (no worry) to 5 (very worried), as the worker sees it. This is a scale of "
        "our own and is not validated."
    ),
    "SDQ_TOTAL": _("The total, 0 to 40, as typed from the paper form; lower is better."),
    "SWEMWBS": _("The raw total, 7 to 35, as typed from the paper form; higher is better."),
}


class ScoresTab(QStackedWidget):
    """Every scale that has been used, each as a small table."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._file: CaseFile | None = None
        holder = QWidget()
        self._cards = column(holder, gap=14, margins=(2, 0, 14, 20))
        self._read = QWidget()
        column(self._read, margins=(24, 14, 12, 0)).addWidget(Scrolled(holder))
        self.addWidget(self._read)
        self._form: RecordScores | None = None

    def show_file(self, file: CaseFile) -> None:
        """Show the scores; a form that is being filled in stays open."""
        if self._file is None or self._file.person.id != file.person.id:
            self._close_form()
        self._file = file
        clear(self._cards)
        by_tool = _by_tool(file.scores)
        self._cards.addLayout(self._top(by_tool))
        for tool, scores in by_tool.items():
            self._cards.addWidget(_card(tool, scores))
        if not by_tool:
            nothing = EmptyState(
                "trending-up",
                _("No scores yet"),
                _("Ask which goals matter to them, and how near they feel to each."),
            )
            self._cards.addWidget(nothing)
        self._cards.addStretch()

    def record(self) -> None:
        """Ask for today's scores."""
        file = self._file
        if file is None or file.current is None:
            return
        self._close_form()
        self._form = RecordScores(self._frame, file.current, file.scores)
        self._form.setContentsMargins(24, 14, 12, 12)
        self._form.done.connect(self._close_form)
        self.addWidget(self._form)
        self.setCurrentWidget(self._form)
        first = self._form.first_focus()
        if first:
            first.setFocus()

    def _top(self, by_tool: dict[str, list[Score]]) -> QHBoxLayout:
        line = row(gap=10)
        may = bool(self._file and self._file.current and self._file.current.is_open)
        if may:
            button = primary(_("Record scores"), "plus")
            button.setObjectName("record_scores")
            button.clicked.connect(self.record)
            line.addWidget(button)
        elif not by_tool:
            words = _("Scores belong to an open case. Accept the referral first.")
            line.addWidget(Banner(Tone.INFO, words), 1)
        line.addStretch()
        return line

    def go_on(self, kind: str) -> bool:
        """Open the form whose draft is of this kind, filled."""
        file = self._file
        if kind != RecordScores.draft_kind or not (
            file and file.current and file.current.is_open
        ):
            return False
        self.record()
        if self._form is not None:
            self._form.resume()
        return self._form is not None

    def _close_form(self) -> None:
        self.setCurrentWidget(self._read)
        if self._form is not None:
            self.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None


class Header(QWidget):
    """The words above the columns of a table; the rows say them again when read out."""

    def __init__(self) -> None:
        super().__init__()
        fit(self, height=24)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        file_sparkline.header(painter, QRectF(self.rect()))
        painter.end()


def movements(tool: str, scores: Sequence[Score]) -> list[Movement]:
    """The scores of a scale, gathered by item in the order of the list."""
    low, high = bounds(tool)
    by_item: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_item[score.item or ""].append(score)
    order = [c.code for c in code_list("score_item").codes]
    items = sorted(by_item, key=lambda i: order.index(i) if i in order else len(order))
    return [
        Movement(
            item=_item_words(tool, item, by_item[item]),
            values=tuple(s.value for s in by_item[item]),
            lowest=low,
            highest=high,
            is_up_better=code_list("score_tool").get(tool).extra["better"] == "up",
        )
        for item in items
    ]


def _item_words(tool: str, item: str, scores: Sequence[Score]) -> str:
    """The goal in their latest words, or what the item is called."""
    goal = next((s.goal for s in reversed(scores) if s.goal), None)
    if goal:
        return f"“{goal}”"
    return code_label("score_item", item) or code_label("score_tool", tool)


def _by_tool(scores: Sequence[Score]) -> dict[str, list[Score]]:
    """The scores of each scale that was used, in the order of the list."""
    found: dict[str, list[Score]] = {c.code: [] for c in code_list("score_tool").codes}
    for score in scores:
        found[score.tool].append(score)
    return {tool: own for tool, own in found.items() if own}


def _card(tool: str, scores: list[Score]) -> Card:
    made = Card(code_label("score_tool", tool), gap=4)
    made.setObjectName(f"scale_{tool.lower()}")
    made.body.addWidget(label(NOTES.get(tool, ""), "cap", tone="muted", wrap=True))
    made.body.addWidget(Header())
    view = Movements(code_label("score_tool", tool), movements(tool, scores))
    view.setObjectName(f"scores_{tool.lower()}")
    made.body.addWidget(view)
    days = sorted({s.day for s in scores})
    span = _("Scored {n} times, from {first} to {last}.").format(
        n=len(days), first=plain(days[0]), last=plain(days[-1])
    )
    once = _("Scored once, on {day}.").format(day=plain(days[0]))
    made.body.addWidget(label(span if len(days) > 1 else once, "cap", tone="muted", wrap=True))
    return made
