"""How does a person type an answer: a line, a long text, a number, a password?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.field import Field
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import fit, row
from youthcase.ui.kit.text import label, repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent


class IconField(QFrame):
    """A line with an icon before it and perhaps a key after it, in one frame."""

    changed = Signal(str)

    def __init__(
        self, icon: str, name: str, *, placeholder: str = "", key: str = "", bare: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self.setProperty("bare", bare)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = QLineEdit(self)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self.changed)
        self.setFocusProxy(self.edit)
        line = row(self, gap=8, margins=(11, 0, 8, 0))
        line.addWidget(Icon(icon))
        line.addWidget(self.edit, 1)
        if key:
            line.addWidget(label(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
        fit(self, height=36)

    def text(self) -> str:
        """What has been typed."""
        return self.edit.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("lit", event.type() == QEvent.Type.FocusIn)
            repolish(self)
        return super().eventFilter(watched, event)


class TextField(Field):
    """A short answer on one line."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        longest: int = 200,
        width: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self.edit = QLineEdit()
        self.edit.setMaxLength(longest)
        if width:
            fit(self.edit, width=width)
        self._put(self.edit, fill=width is None)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str | None:
        """The words without surrounding blanks, or None."""
        return self.edit.text().strip() or None

    def set_value(self, value: object) -> None:
        """Show words."""
        self.edit.setText("" if value is None else str(value))


class NumberField(TextField):
    """A whole number within bounds."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        lowest: int = 0,
        highest: int = 999_999,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            words,
            hint=hint,
            required=required,
            missing=missing,
            width=32 + 11 * len(str(highest)),
            parent=parent,
        )
        self._lowest, self._highest = lowest, highest

    def value(self) -> int | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The number, or None when there is none."""
        return _whole_number(self.edit.text())

    def is_empty(self) -> bool:
        """Whether the box is blank."""
        return not self.edit.text().strip()

    def problem(self) -> str | None:
        """Missing, not a number, or out of bounds."""
        if self.is_empty():
            return super().problem()
        number = self.value()
        if number is None:
            return _("{label} must be a whole number, like 4").format(label=self.words)
        if not self._lowest <= number <= self._highest:
            return _("{label} must be between {low} and {high}").format(
                label=self.words, low=self._lowest, high=self._highest
            )
        return None


class GrowingText(QPlainTextEdit):
    """A box that grows with its words up to `most` lines; Tab leaves it."""

    def __init__(self, least: int = 3, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.follow(self._grow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def _grow(self) -> None:
        # A plain text document counts its height in lines.
        lines = round(self.document().size().height())
        shown = min(self._most, max(self._least, lines))
        room = round(2 * self.document().documentMargin()) + theme.em(12) + 4
        high = shown * self.fontMetrics().lineSpacing() + room
        if high != self.height():
            self.setFixedHeight(high)


class LongText(Field):
    """An answer in the person's own length; grows as it is written."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        least: int = 3,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self.edit = GrowingText(least, most)
        self._put(self.edit)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str | None:
        """The words without surrounding blanks, or None."""
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        """Show words."""
        self.edit.setPlainText("" if value is None else str(value))


class PasswordField(Field):
    """A secret with a button to show it and a word when Caps Lock is on."""

    submitted = Signal()

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = True,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.installEventFilter(self)
        self._show = Button(_("Show"))
        self._show.setObjectName(f"{name}.show")
        self._show.setAccessibleName(_("Show what is typed in {label}").format(label=words))
        self._put_beside(self.edit, self._show)
        self.caps = QWidget(self)
        warning = row(self.caps, gap=6)
        warning.addWidget(Icon("arrow-big-up-dash", "warn", 16))
        warning.addWidget(label(_("Caps Lock is on"), "caps"))
        warning.addStretch()
        self._outer.addWidget(self.caps)
        self.caps.hide()
        self._show.clicked.connect(self._toggle)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)

    def value(self) -> str | None:
        """The secret as typed, blanks included, or None."""
        return self.edit.text() or None

    def set_value(self, value: object) -> None:
        """Show (hidden) words."""
        self.edit.setText("" if value is None else str(value))

    def clear(self) -> None:
        """Forget what was typed and hide what is typed next."""
        self.edit.clear()
        if self._is_shown():
            self._toggle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() == QEvent.Type.KeyPress:
            self._watch_caps(event)  # pyright: ignore[reportArgumentType]
        return super().eventFilter(watched, event)

    def _watch_caps(self, event: QKeyEvent) -> None:
        """Qt cannot ask for Caps Lock; a letter whose case contradicts Shift tells."""
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.setVisible(self.caps.isHidden())
            return
        typed = event.text()
        if len(typed) == 1 and typed.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(typed.isupper() != shift)

    def _is_shown(self) -> bool:
        return self.edit.echoMode() == QLineEdit.EchoMode.Normal

    def _toggle(self) -> None:
        modes = QLineEdit.EchoMode
        self.edit.setEchoMode(modes.Password if self._is_shown() else modes.Normal)
        self._show.setText(_("Hide") if self._is_shown() else _("Show"))
        said = _("Hide what is typed in {label}") if self._is_shown() else ""
        said = said or _("Show what is typed in {label}")
        self._show.setAccessibleName(said.format(label=self.words))


def _whole_number(typed: str) -> int | None:
    bare = typed.strip().replace(",", "").replace(" ", "")
    digits = bare[1:] if bare.startswith("-") else bare
    return int(bare) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
