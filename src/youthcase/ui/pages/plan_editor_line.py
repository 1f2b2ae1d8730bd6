"""How is one line of a plan written: its words, what goes with them, who may see it?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.domain.codes import code_list
from youthcase.domain.fields import label_of
from youthcase.domain.plans import PlanItem, PlanPlace
from youthcase.i18n import _
from youthcase.ui.kit.buttons import Button, quiet
from youthcase.ui.kit.fields import Choice, ChoiceChips, ChoiceField, DateField, LongText
from youthcase.ui.kit.fields import TextField as OneLine
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import Turning
from youthcase.ui.pages.plan_words import closed_to

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.plan_sections import PlanSection
    from youthcase.ui.kit.field import Field
    from youthcase.ui.pages.plan_editor_draft import Line

_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Ask:
    """One box of a line: the record's field, its words, and how it is answered."""

    name: str
    words: str
    kind: str = "text"  # text, long, code, date
    hint: str = ""
    codes: str = ""
    choices: tuple[str, ...] = ()


def asks_of(line: Line, part: PlanSection) -> tuple[tuple[Ask, ...], ...]:
    """What a line of this section is asked, row by row."""
    if isinstance(line, PlanPlace):
        return _PLACE
    who = Ask("owner", _("Who will do it"))
    when = Ask("due", _("By when"), "date")
    match part.kind:
        case "words":
            return ((Ask("text", _("In their own words"), "long"),),)
        case "people":
            reach = _("How to reach them, and when")
            return ((Ask("text", _("Who")), Ask("detail", reach)),)
        case "contingency":
            what = Ask("text", _("If …"), "long", _("What could go wrong"))
            then = Ask("detail", _("… then"), "long", _("What happens, step by step"))
            return ((what,), (then,), (who, when))
        case "actions":
            return ((Ask("text", _("What"), "long"),), (who, when))
        case "feeling":
            asked = Ask("detail", _("What you asked"), "choice", choices=part.asks)
            return ((asked,), (Ask("text", _("What they said"), "long"),))
        case _:
            place = Ask("context", label_of(PlanItem, "context"), "code", codes="plan_context")
            words = Ask("text", label_of(PlanItem, "text"), "long")
            return ((place,), (words,)) if part.by_context else ((words,),)


_PLACE = (
    (
        Ask("name", label_of(PlanPlace, "name")),
        Ask("status", label_of(PlanPlace, "status"), "code", codes="place_status"),
    ),
    (
        Ask("days_times", label_of(PlanPlace, "days_times")),
        Ask("reason", _("Why (the reason stays on the professional copy)")),
    ),
)


class LineEditor(QFrame):
    """The boxes of one line. Enter is done with it; Alt and an arrow key move it."""

    edited = Signal()
    entered = Signal()
    shifted = Signal(int)
    removed = Signal()

    def __init__(self, line: Line, part: PlanSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line")
        self.setProperty("role", "card")
        self._line, self._part = line, part
        self._fields: dict[str, Field] = {}
        outer = column(self, gap=12, margins=(16, 12, 12, 12))
        for asks in asks_of(line, part):
            self._add_row(outer, [self._field(ask) for ask in asks])
        self._audience = self._ticks()
        if self._audience is not None:
            outer.addWidget(self._audience)
        outer.addWidget(self._foot())
        self._show(line)
        for field in self._all():
            field.changed.connect(self.edited)

    def line(self) -> Line:
        """The line as it now stands."""
        values = {name: field.value() for name, field in self._fields.items()}
        main = "name" if isinstance(self._line, PlanPlace) else "text"
        values[main] = values[main] or ""
        if isinstance(self._line, PlanPlace):
            values["status"] = values["status"] or "UNSURE"
        if self._audience is not None:
            kept = [a for a in self._line.audience if not self._part.may_reach(a)]
            values["audience"] = (*cast("list[str]", self._audience.value()), *kept)
        return replace(self._line, **values)  # pyright: ignore[reportArgumentType]

    def check(self) -> bool:
        """Show what cannot be read, such as half a date; say whether all can."""
        wrong = [field for field in self._all() if field.check()]
        if wrong:
            wrong[0].focus_first()
        return not wrong

    def focus_first(self) -> None:
        """Put the cursor into the words."""
        first = next((f for n, f in self._fields.items() if n in {"text", "name"}))
        before = next(iter(self._fields.values()))
        (before if before.is_empty() else first).focus_first()

    def set_neighbours(self, *, above: bool, below: bool) -> None:
        """Whether there is a line to change places with."""
        self.up.setEnabled(above)
        self.down.setEnabled(below)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter is done with the line; Shift and Enter begin a new line within it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier and not shift
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        keys, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and keys in _ARROWS:
            self.shifted.emit(_ARROWS[keys])
        elif keys == Qt.Key.Key_Escape:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _all(self) -> list[Field]:
        more = [self._audience] if self._audience is not None else []
        return [*self._fields.values(), *more]

    def _add_row(self, outer: QVBoxLayout, fields: list[Field]) -> None:
        for field in fields:
            self._fields[field.name.removeprefix("line_")] = field
        if len(fields) > 1:
            shares = [1] * len(fields)
            outer.addWidget(Turning(fields, narrow=440, stretches=shares, gap=16))
        else:
            outer.addWidget(fields[0])

    def _field(self, ask: Ask) -> Field:
        name = f"line_{ask.name}"
        match ask.kind:
            case "long":
                made = LongText(name, ask.words, hint=ask.hint, least=1, most=8)
                made.edit.installEventFilter(self)
                return made
            case "code":
                codes = code_list(ask.codes).codes
                return ChoiceField(
                    name, ask.words, [Choice(c.code, c.label, c.meaning) for c in codes]
                )
            case "choice":
                return ChoiceField(name, ask.words, [Choice(c, c) for c in ask.choices])
            case "date":
                return DateField(name, ask.words)
            case _:
                line = OneLine(name, ask.words, hint=ask.hint)
                line.edit.installEventFilter(self)
                return line

    def _ticks(self) -> ChoiceChips | None:
        codes = [c for c in code_list("plan_audience").codes if self._part.may_reach(c.code)]
        if not codes:
            return None
        choices = [Choice(c.code, c.label, c.meaning) for c in codes]
        hint = closed_to(self._part)
        if self._part.kind == "places":
            carried = _("On a carried copy only places to go to are named.")
            hint = f"{carried} {hint}".strip()
        words = label_of(PlanItem, "audience")
        return ChoiceChips("line_audience", words, choices, hint=hint)

    def _foot(self) -> QWidget:
        foot = QWidget()
        flow = Flow(foot, gap=4)
        self.up = self._button("line_up", _("Move up"), _("Alt and the up arrow"))
        self.down = self._button("line_down", _("Move down"), _("Alt and the down arrow"))
        self.remove = self._button("line_remove", _("Remove"), "", "x")
        self.done = self._button("line_done", _("Done with this line"), _("Enter"), "check")
        for button in (self.done, self.up, self.down, self.remove):
            flow.addWidget(button)
        self.done.clicked.connect(self.entered)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.remove.clicked.connect(self.removed)
        return foot

    def _button(self, name: str, words: str, tip: str, icon: str = "") -> Button:
        made = quiet(words, icon)
        made.setObjectName(name)
        made.setToolTip(tip)
        return made

    def _move_up(self) -> None:
        self.shifted.emit(-1)

    def _move_down(self) -> None:
        self.shifted.emit(1)

    def _show(self, line: Line) -> None:
        for name, field in self._fields.items():
            field.set_value(cast("str | date | None", getattr(line, name)))
        if self._audience is not None:
            self._audience.set_value(line.audience)
