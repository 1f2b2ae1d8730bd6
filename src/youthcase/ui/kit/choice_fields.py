"""How does a person choose among given answers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QListView,
    QSizePolicy,
    QWidget,
)

from youthcase.i18n import _
from youthcase.ui.kit import icons, theme, wheel
from youthcase.ui.kit.checks import Check, Radio
from youthcase.ui.kit.field import Field
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPaintEvent


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; `meaning` is shown on hover and read out."""

    value: object
    words: str
    meaning: str = ""


class Combo(QComboBox):
    """A drop-down with our own arrow, a named list, and no accidents by wheel."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        view = QListView(self)
        self.setView(view)
        view.setAccessibleName(name)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(12)
        self.setMinimumContentsLength(6)
        policies = QComboBox.SizeAdjustPolicy
        self.setSizeAdjustPolicy(policies.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        wheel.guard(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        size = theme.em(16)
        painter = QPainter(self)
        arrow = icons.pixmap("chevron-down", "text2" if self.isEnabled() else "text3", 16)
        left, top = self.width() - size - theme.em(10), (self.height() - size) / 2
        painter.drawPixmap(QPointF(left, top), arrow)
        painter.end()


class ChoiceField(Field):
    """One of several answers, from a drop-down."""

    def __init__(
        self,
        name: str,
        words: str,
        choices: Sequence[Choice],
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        width: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        missing = missing or _("Choose an answer for “{label}”").format(label=words)
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self.combo = Combo(words)
        if width:
            fit(self.combo, width=width)
        self._put(self.combo, fill=width is None)
        self._choices: list[Choice] = []
        self.set_choices(choices)
        self.combo.currentIndexChanged.connect(self._chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other answers, keeping the one chosen where it is still offered."""
        kept = self.value() if self._choices else None
        self._choices = [Choice(None, _("Choose…") if self.required else ""), *choices]
        self.combo.blockSignals(True)
        self.combo.clear()
        for row, choice in enumerate(self._choices):
            self.combo.addItem(choice.words)
            self._explain(row, choice)
        self.combo.blockSignals(False)
        self.set_value(kept)

    def value(self) -> object:
        """The value of the chosen answer, or None."""
        return self._choices[max(0, self.combo.currentIndex())].value

    def set_value(self, value: object) -> None:
        """Choose the answer that stands for `value`; none when it is not offered."""
        rows = (row for row, choice in enumerate(self._choices) if choice.value == value)
        self.combo.setCurrentIndex(next(rows, 0))
        self._chosen()

    def _explain(self, row: int, choice: Choice) -> None:
        if choice.meaning:
            roles = Qt.ItemDataRole
            self.combo.setItemData(row, choice.meaning, roles.ToolTipRole)
            said = f"{choice.words}: {choice.meaning}"
            self.combo.setItemData(row, said, roles.AccessibleDescriptionRole)

    def _chosen(self) -> None:
        chosen = self._choices[max(0, self.combo.currentIndex())]
        self.combo.setToolTip(chosen.meaning)
        self.changed.emit()


class _Buttons(Field):
    """Answers that all stand on the page."""

    def _put_buttons(
        self, buttons: Sequence[QAbstractButton], choices: Iterable[Choice]
    ) -> None:
        for at, (button, choice) in enumerate(zip(buttons, choices, strict=True)):
            button.setObjectName(f"{self.name}.{at}")
            button.setToolTip(choice.meaning)
            button.setAccessibleName(choice.words)
            about = ". ".join(p for p in (self.words, choice.meaning) if p)
            button.setAccessibleDescription(about)
            button.toggled.connect(self.changed)
        if buttons:
            self._focus = buttons[0]
            self.setFocusProxy(buttons[0])

    def _mark_invalid(self, wrong: list[QWidget]) -> None:
        """Nothing to redden: the sentence above says it."""


class ChoiceChips(_Buttons):
    """Any number of answers: check boxes in a flow."""

    def __init__(
        self,
        name: str,
        words: str,
        choices: Sequence[Choice],
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        missing = missing or _("Choose at least one answer for “{label}”").format(label=words)
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self._choices = list(choices)
        self.boxes = [Check(choice.words, chip=True) for choice in choices]
        holder = QWidget(self)
        holder.setObjectName(name)
        flow = Flow(holder)
        for box in self.boxes:
            flow.addWidget(box)
        self._outer.addWidget(holder)
        self._put_buttons(self.boxes, choices)

    def value(self) -> list[object]:
        """The values of all chosen answers, in the order offered."""
        pairs = zip(self.boxes, self._choices, strict=True)
        return [choice.value for box, choice in pairs if box.isChecked()]

    def is_empty(self) -> bool:
        """Whether no answer is chosen."""
        return not self.value()

    def set_value(self, value: object) -> None:
        """Choose all answers in a collection of values."""
        wanted = list(cast("Iterable[object]", value or ()))
        for box, choice in zip(self.boxes, self._choices, strict=True):
            box.setChecked(choice.value in wanted)


class RadioField(_Buttons):
    """One of few answers, all in sight."""

    def __init__(
        self,
        name: str,
        words: str,
        choices: Sequence[Choice],
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        stacked: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        missing = missing or _("Choose an answer for “{label}”").format(label=words)
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self._choices = list(choices)
        self.radios = [Radio(choice.words) for choice in choices]
        self._group = QButtonGroup(self)
        holder = QWidget(self)
        holder.setObjectName(name)
        layout = column(holder, gap=2) if stacked else Flow(holder, gap=16)
        for radio in self.radios:
            self._group.addButton(radio)
            layout.addWidget(radio)
        self._outer.addWidget(holder)
        self._put_buttons(self.radios, choices)

    def value(self) -> object:
        """The value of the chosen answer, or None."""
        pairs = zip(self.radios, self._choices, strict=True)
        return next((choice.value for radio, choice in pairs if radio.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Choose the answer that stands for `value`, or none."""
        self._group.setExclusive(False)
        for radio, choice in zip(self.radios, self._choices, strict=True):
            radio.setChecked(value is not None and choice.value == value)
        self._group.setExclusive(True)


class CheckField(Field):
    """Yes or not: one statement with a box before it."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self._label.hide()
        self.box = Check(words)
        self._put(self.box)
        self.box.toggled.connect(self.changed)

    def value(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def is_empty(self) -> bool:
        """Whether the box is not ticked."""
        return not self.box.isChecked()

    def set_value(self, value: object) -> None:
        """Tick the box or not."""
        self.box.setChecked(bool(value))
