"""How are questions asked one below the other, checked, and put right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import measure
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.errors import ErrorSummary
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.text import Rule, heading, label
from youthcase.ui.kit.tokens import MEASURE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from youthcase.errors import Refusal
    from youthcase.ui.kit.field import Field


class Form(QWidget):
    """A column of fields no wider than one can read, with its error summary on top."""

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        title: str = "",
        hint: str = "",
        step: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        measure.fit(self, max_width=MEASURE_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = measure.column(self, gap=20)
        self.errors = ErrorSummary()
        self.errors.chosen.connect(self.go_to)
        self.body.addWidget(self.errors)
        self._add_top(title, hint, step)
        self._fields: dict[str, Field] = {}
        for field in fields:
            self.add(field)
        if any(field.required for field in fields):
            legend = label(_("Boxes marked * must be filled in."), "cap", tone="muted")
            self.body.addWidget(legend)

    def add(self, field: Field) -> None:
        """Ask one more question, below the others."""
        self._fields[field.name] = field
        field.changed.connect(self.changed)
        self.body.addWidget(field)

    def add_widget(self, widget: QWidget) -> None:
        """Place something that is not a question below the others."""
        self.body.addWidget(widget)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self._fields[name]

    def values(self) -> dict[str, object]:
        """What has been entered, by field name."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show answers; fill a form before connecting `changed`."""
        for name, value in values.items():
            self._fields[name].set_value(value)

    def check(self) -> bool:
        """Look at every shown answer, show what is wrong, and say whether all is well."""
        found = [
            (name, sentence)
            for name, field in self._fields.items()
            if not field.isHidden() and (sentence := field.check())
        ]
        self.errors.show_problems(found)
        return not found

    def show_refusal(self, refusal: Refusal) -> None:
        """Show a refusal at the field it is about and in the summary."""
        self.show_problems([(refusal.field, str(refusal))])

    def show_problems(self, problems: Sequence[tuple[str | None, str]]) -> None:
        """Show (field name or None, sentence) pairs at their fields and in the summary."""
        by_name = {name: sentence for name, sentence in problems if name in self._fields}
        for name, field in self._fields.items():
            field.show_error(by_name.get(name))
        known = [(name if name in self._fields else None, words) for name, words in problems]
        self.errors.show_problems(known)

    def clear_problems(self) -> None:
        """Take all errors away."""
        self.show_problems([])

    def go_to(self, name: str) -> None:
        """Put the cursor into a field and bring it into sight."""
        field = self._fields[name]
        field.focus_first()
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(field, 0, 24)

    def _add_top(self, title: str, hint: str, step: str) -> None:
        top = measure.column(gap=4)
        if step:
            top.addWidget(label(step, "caps", tone="muted"))
        if title:
            top.addWidget(heading(title, 2, wrap=True))
        if hint:
            top.addWidget(label(hint, tone="muted", wrap=True))
        if top.count():
            self.body.addLayout(top)


class Scrolled(QScrollArea):
    """Content that scrolls up and down; Tab passes the frame by."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)


class QuestionPage(QWidget):
    """A form that scrolls above a footer that stays: go on, go back, when it was saved."""

    submitted = Signal()
    went_back = Signal()

    def __init__(
        self,
        form: Form,
        *,
        submit: str = "",
        back: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        holder = QWidget()
        inner = measure.column(holder, margins=(2, 2, 16, 24))
        inner.addWidget(form)
        inner.addStretch()
        outer = measure.column(self, gap=12)
        self.area = Scrolled(holder)
        outer.addWidget(self.area, 1)
        outer.addWidget(Rule())
        self.footer = measure.row(gap=10)
        outer.addLayout(self.footer)
        self.submit = primary(submit or _("Save and continue"))
        self.submit.setObjectName("submit")
        self.submit.clicked.connect(self._submit)
        self.footer.addWidget(self.submit)
        if back:
            self.back = secondary(back)
            self.back.setObjectName("back")
            self.back.clicked.connect(self.went_back)
            self.footer.addWidget(self.back)
        self.footer.addStretch()
        self.saved = SavedMark()
        self.footer.addWidget(self.saved)

    def _submit(self) -> None:
        if self.form.check():
            self.submitted.emit()
        else:
            self.area.verticalScrollBar().setValue(0)


class SavedMark(QWidget):
    """A quiet tick with when and where the work was saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = measure.row(self, gap=6)
        self._icon = Icon("check", "ok", 16)
        self._words = label("", "cap", tone="muted")
        line.addWidget(self._icon)
        line.addWidget(self._words)
        self.hide()

    def say(self, words: str) -> None:
        """Show, for example, "Saved on this computer 14:02"; nothing hides it."""
        self._words.setText(words)
        self.setVisible(bool(words))
