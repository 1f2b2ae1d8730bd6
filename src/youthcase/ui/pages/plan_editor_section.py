"""What does the editor ask in each section, and what does an answer change?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain import plans as rules
from youthcase.domain.codes import code_list
from youthcase.domain.fields import fields_of
from youthcase.domain.plans import PlanVersion
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    LongText,
    RadioField,
)
from youthcase.ui.kit.fields import TextField as OneLine
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import heading
from youthcase.ui.pages.plan_editor_draft import lines_of, with_lines
from youthcase.ui.pages.plan_editor_lines import Lines
from youthcase.ui.pages.plan_editor_register import Register

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanContent
    from youthcase.services.people import CaseFile

_LINES_BELOW = {
    "about": _("Who made it together?"),
    "agreement": _("Who else agrees, and what was said?"),
    "copies": _("Handed over in another way"),
}


class SectionBody(QWidget):
    """The boxes of one section: perhaps questions, perhaps a register, then lines."""

    edited = Signal()
    laid_out = Signal()

    def __init__(
        self,
        content: PlanContent,
        part: PlanSection,
        file: CaseFile,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._part, self._file, self._today = part, file, today
        self._version = content.version
        self._agreed = content.version.agreed_on
        self.form: Form | None = None
        outer = column(self, gap=16)
        if part.kind == "about":
            title, needs = _title_fields()
            self._ask(outer, [title], self._titles(), needs)
        elif part.kind == "agreement":
            self._ask(outer, self._agreement())
        elif part.kind == "copies":
            outer.addWidget(Register(file.copies, file))
        if part.kind in _LINES_BELOW:
            outer.addWidget(heading(_LINES_BELOW[part.kind], 3, wrap=True))
        self.lines = Lines(content.version, part, lines_of(content, part.number))
        self.lines.edited.connect(self.edited)
        self.lines.laid_out.connect(self.laid_out)
        outer.addWidget(self.lines)

    def apply(self, content: PlanContent) -> PlanContent:
        """`content` with what is written here."""
        made = with_lines(content, self._part.number, self.lines.lines())
        if self.form is None:
            return made
        values = cast("dict[str, str | date | None]", self.form.values())
        return replace(made, version=replace(made.version, **values))  # pyright: ignore[reportArgumentType]

    def check(self) -> bool:
        """Show what cannot be read, such as half a date; say whether all can."""
        return (self.form is None or self.form.check()) and self.lines.check()

    def focus_first(self) -> None:
        """Put the keyboard where one begins to write."""
        if self.form is not None:
            self.form.field(next(iter(self.form.values()))).focus_first()
        else:
            self.lines.focus_first()

    def show_problem(self, field: str, sentence: str) -> bool:
        """Show a refusal at its field; False when the field is not here."""
        if self.form is None or field not in self.form.values():
            return False
        self.form.show_problems([(field, sentence)])
        self.form.go_to(field)
        return True

    def _ask(self, outer: QVBoxLayout, fields: list[Field], *more: QWidget) -> None:
        self.form = Form(fields)
        for part in more:
            if isinstance(part, Field):
                self.form.add(part)
            else:
                self.form.add_widget(part)
        self.form.set_values({n: getattr(self._version, n) for n in self.form.values()})
        self.form.changed.connect(self._change)
        outer.addWidget(self.form)

    def _titles(self) -> QWidget:
        """Names for the plan that give nothing away."""
        holder = QWidget()
        flow = Flow(holder, gap=4)
        for words in self._part.suggestions:
            idea = TitleIdea(words)
            idea.chosen.connect(self._take_title)
            flow.addWidget(idea)
        return holder

    def _take_title(self, words: str) -> None:
        if self.form is not None:
            self.form.field("title").set_value(words)

    def _agreement(self) -> list[Field]:
        words = {field.name: field.label for field in fields_of(PlanVersion)}
        weeks = (self._default_review(self._today()) - self._today()).days // 7
        rule = _("At this priority {weeks} after it was agreed, unless you say otherwise.")
        rule = rule.format(weeks=plural("{n} week", "{n} weeks", weeks))
        today = self._today
        return [
            RadioField("participation", words["participation"], choices("participation")),
            DateField("agreed_on", words["agreed_on"], latest=today(), today=today),
            DateField("review_due", words["review_due"], hint=rule),
            RadioField("carry_decision", words["carry_decision"], choices("carry")),
            OneLine(
                "carry_finders",
                words["carry_finders"],
                hint=_("Think of home, school, the street, and being searched."),
                longest=200,
            ),
            OneLine("carry_kept", words["carry_kept"], longest=200),
            LongText("carry_reason", words["carry_reason"], least=2),
            DateField("carry_on", words["carry_on"], latest=today(), today=today),
        ]

    def _default_review(self, agreed_on: date) -> date:
        episode = self._file.current
        return rules.default_review(agreed_on, episode.priority if episode else None)

    def _change(self) -> None:
        self._move_review()
        self.edited.emit()

    def _move_review(self) -> None:
        """Let the review follow the day of agreeing while nobody has chosen another."""
        if self.form is None or self._part.kind != "agreement":
            return
        agreed = cast("date | None", self.form.field("agreed_on").value())
        if agreed is None or agreed == self._agreed:
            return
        before = self._default_review(self._agreed or self._today())
        self._agreed = agreed
        review = self.form.field("review_due")
        if review.is_empty() or review.value() == before:
            review.set_value(self._default_review(agreed))


class TitleIdea(Button):
    """A name that a plan could have; pressing puts it into the box."""

    chosen = Signal(str)

    def __init__(self, words: str) -> None:
        super().__init__(words, "quiet", "plus")
        self.setObjectName("title_idea")
        self.setAccessibleName(_("Call it {words}").format(words=words))
        self._words = words
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._words)


def choices(codes: str) -> list[Choice]:
    """The answers of a code list, with their meanings."""
    return [Choice(c.code, c.label, c.meaning) for c in code_list(codes).codes]


def _title_fields() -> list[Field]:
    found = {f.name: f for f in fields_of(PlanVersion)}
    title, needs = found["title"], found["format_needs"]
    return [
        OneLine("title", title.label, hint=title.hint, longest=60),
        ChoiceField("format_needs", needs.label, choices("format_needs")),
    ]
