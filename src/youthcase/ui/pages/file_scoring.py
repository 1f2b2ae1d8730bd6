"""What is asked when goals and scales are scored together?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from youthcase.domain.assessments import Score, bounds
from youthcase.domain.codes import code_list
from youthcase.domain.fields import label_of
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.fields import NumberField, RadioField, TextField
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, space
from youthcase.ui.kit.text import Rule, label
from youthcase.ui.pages.case_forms import Ask
from youthcase.ui.pages.file_columns import beside
from youthcase.ui.pages.file_fields import ask, choices, code_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from youthcase.domain.changes import Changes
    from youthcase.domain.codes import Code
    from youthcase.domain.episodes import Episode
    from youthcase.ui.frame import Frame

ACROSS = 3
TOTALS = ("SDQ_TOTAL", "SWEMWBS")


class RecordScores(Ask):
    """Occasion, day and whichever scores there are; what is left empty is not scored."""

    saved_words = _("Scores saved")
    draft_kind = "scores"

    def __init__(self, frame: Frame, episode: Episode, earlier: Sequence[Score]) -> None:
        form = Form(
            [],
            title=_("Record scores"),
            hint=_("Fill in only what was talked about. Empty means not scored, not zero."),
        )
        super().__init__(frame, form, submit=_("Save scores"))
        self._episode = episode
        occasions = choices("score_occasion", self.today())
        words = label_of(Score, "occasion")
        form.add(RadioField("occasion", words, occasions, required=True, stacked=False))
        form.add(ask(Score, "day", self.today, kept=self.today(), required=True))
        form.field("occasion").set_value("REVIEW" if earlier else "START")
        self._add_goals(earlier)
        used = {s.tool for s in earlier}
        self._add_scale("SAFE_FEEL", is_open=True)
        self._add_scale("NEEDS", is_open="NEEDS" in used)
        self._add_totals(is_open=bool(used & set(TOTALS)))
        self.begin(about=episode.person)

    def save(self) -> Changes:  # noqa: D102
        scores = list(self._scores())
        for score in scores:
            if score.tool == "GBO" and not score.goal:
                raise Refusal(
                    _("Write the goal in their own words beside its score."),
                    field=f"goal_{score.item}",
                )
        return self.frame.services.assessments.record(scores)

    def _scores(self) -> Iterator[Score]:
        """The scores that were filled in."""
        answers = self.form.values()
        for tool in code_list("score_tool").codes:
            items = [c.code for c in _items(tool.code)] or [None]
            for item in items:
                value = answers[_name(tool.code, item)]
                if value is not None:
                    yield self._score(tool.code, item, cast("int", value), answers)

    def _score(
        self, tool: str, item: str | None, value: int, answers: dict[str, object]
    ) -> Score:
        blank = self.frame.services.assessments.blank(
            self._episode, tool, str(answers["occasion"])
        )
        return replace(
            blank,
            item=item,
            value=value,
            day=cast("date", answers["day"]),
            goal=cast("str | None", answers.get(f"goal_{item}")) if tool == "GBO" else None,
        )

    def _add_goals(self, earlier: Sequence[Score]) -> None:
        source = _("Source: Goal-Based Outcomes (Law).")
        fold = self._fold("gbo", code_label("score_tool", "GBO"), source, is_open=True)
        for code in _items("GBO"):
            goal = TextField(
                f"goal_{code.code}", _("{item}, in their words").format(item=code.label)
            )
            known = [s.goal for s in earlier if s.item == code.code and s.goal]
            goal.set_value(known[-1] if known else None)
            line = beside(self.form, goal, self._number("GBO", code), fold_below=420)
            line.box.setStretch(1, 0)
            self.form.body.removeWidget(line)
            fold.body.addWidget(line)

    def _add_scale(self, tool: str, *, is_open: bool) -> None:
        meaning = code_list("score_tool").get(tool).meaning
        fold = self._fold(
            tool.lower(), code_label("score_tool", tool), meaning, is_open=is_open
        )
        holder = QWidget()
        fold.body.addWidget(holder)
        grid = space(QGridLayout(holder), gap=14)
        for at, code in enumerate(_items(tool)):
            number = self._number(tool, code)
            self.form.add(number)
            self.form.body.removeWidget(number)
            grid.addWidget(number, at // ACROSS, at % ACROSS)
        for at in range(ACROSS):
            grid.setColumnStretch(at, 1)

    def _add_totals(self, *, is_open: bool) -> None:
        words = _("Only the total is kept, typed from the form on which it was taken.")
        fold = self._fold("paper", _("From paper forms"), words, is_open=is_open)
        line = beside(self.form, *[self._total(tool) for tool in TOTALS])
        self.form.body.removeWidget(line)
        fold.body.addWidget(line)

    def _total(self, tool: str) -> NumberField:
        low, high = bounds(tool)
        words = f"{code_label('score_tool', tool)} ({low} to {high})"
        return NumberField(_name(tool, None), words, lowest=low, highest=high)

    def _number(self, tool: str, code: Code) -> NumberField:
        low, high = bounds(tool)
        words = _("Score") if tool == "GBO" else code.label
        shown = f"{words} ({low} to {high})"
        made = NumberField(_name(tool, code.code), shown, lowest=low, highest=high)
        made.setToolTip(code.meaning)
        made.edit.setAccessibleName(f"{code.label}: {low} to {high}")
        return made

    def _fold(self, name: str, title: str, words: str, *, is_open: bool) -> Fold:
        made = Fold(f"fold_{name}", title, words, is_open=is_open)
        self.form.add_widget(made)
        return made


class Fold(QWidget):
    """A part of the form that is opened by its heading; fill `body`."""

    def __init__(self, name: str, title: str, words: str, *, is_open: bool) -> None:
        super().__init__()
        stack = column(self, gap=6)
        stack.addWidget(Rule())
        self.head = link(title, "chevron-right")
        self.head.setObjectName(name)
        self.head.setCheckable(True)
        stack.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner = QWidget()
        self.body = column(self._inner, gap=10)
        self.body.addWidget(label(words, tone="muted", wrap=True))
        stack.addWidget(self._inner)
        self.head.toggled.connect(self._show)
        self.head.setChecked(is_open)
        self._show(is_open)

    def _show(self, shown: bool) -> None:
        self._inner.setVisible(shown)
        self.head.set_icon("chevron-down" if shown else "chevron-right")


def _items(tool: str) -> list[Code]:
    return [c for c in code_list("score_item").codes if c.extra.get("tool") == tool]


def _name(tool: str, item: str | None) -> str:
    return f"score_{tool}_{item}" if item else f"score_{tool}"
