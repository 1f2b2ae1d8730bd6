"""What has every question in a form: a label, a hint, a place for its error, an answer?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.text import label, repolish


class Field(QWidget):
    """One question: label, hint, error and editor from top to bottom.

    The editor's objectName is the field's name; the error's is `<name>.error`.
    """

    changed = Signal()

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
        super().__init__(parent)
        self.setObjectName(f"{name}.field")
        self.name, self.words, self.hint, self.required = name, words, hint, required
        self.missing = missing or _("Enter an answer for “{label}”").format(label=words)
        self._label = label(_marked(words, required=required), "strong", wrap=True)
        self._hint = label(hint, tone="muted", wrap=True)
        self._error = label(role="strong", tone="danger", wrap=True)
        self._error.setObjectName(f"{name}.error")
        self._editors: list[QWidget] = []
        self._focus: QWidget = self
        self._outer = column(self, gap=4)
        for part in (self._label, self._hint, self._error):
            self._outer.addWidget(part)
        # Shown before they have a place, they would be windows of their own for a moment.
        self._hint.setVisible(bool(hint))
        self._error.hide()

    def value(self) -> object:
        """The answer, or None while there is none or it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing has been entered."""
        return self.value() is None

    def problem(self) -> str | None:
        """What is wrong with what was entered, if anything."""
        if self.required and self.is_empty():
            return self.missing
        return None

    @property
    def error(self) -> str | None:
        """The error shown at the field."""
        return self._error.property("sentence") or None

    def show_error(self, sentence: str | None) -> None:
        """Show or clear the error, in words above the editor and in its description."""
        self._error.setProperty("sentence", sentence or "")
        self._error.setText(
            _("Error: {sentence}").format(sentence=sentence) if sentence else ""
        )
        self._error.setVisible(bool(sentence))
        for editor in self._editors:
            editor.setAccessibleDescription(" ".join(p for p in (self.hint, sentence) if p))
        self._mark_invalid(self._editors if sentence else [])

    def check(self) -> str | None:
        """Look at the answer, show what is wrong at the field and answer it."""
        found = self.problem()
        self.show_error(found)
        return found

    def focus_first(self) -> None:
        """Put the cursor into the answer."""
        self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, editor: QWidget, *, fill: bool = True) -> None:
        """Place `editor` as the one that takes the answer."""
        self._name(editor, self.words)
        editor.setObjectName(self.name)
        self._label.setBuddy(editor)
        self._focus = editor
        self.setFocusProxy(editor)
        if fill:
            self._outer.addWidget(editor)
        else:
            self._outer.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft)

    def _put_beside(self, editor: QWidget, other: QWidget) -> None:
        """Place `editor` with something to its right."""
        self._put(editor)
        self._outer.removeWidget(editor)
        line = row(gap=8)
        line.addWidget(editor, 1)
        line.addWidget(other)
        self._outer.addLayout(line)

    def _name(self, editor: QWidget, words: str) -> None:
        """Say what `editor` is for, and whether it must be filled in."""
        said = _("{label}, required").format(label=words) if self.required else words
        editor.setAccessibleName(said)
        editor.setAccessibleDescription(self.hint)
        self._editors.append(editor)

    def _mark_invalid(self, wrong: list[QWidget]) -> None:
        for editor in self._editors:
            editor.setProperty("invalid", editor in wrong)
            repolish(editor)


def _marked(words: str, *, required: bool) -> str:
    """The label's words; `&` stands for itself, since these labels make no shortcuts."""
    plain = words.replace("&", "&&")
    return f"{plain} *" if required else plain
