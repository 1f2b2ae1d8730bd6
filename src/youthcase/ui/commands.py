"""What can be done from anywhere in the window, and by which keys?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.dialogs import Dialog
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, space
from youthcase.ui.kit.text import heading, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AROUND = 190  # title, buttons, margins and the window's own frame

IN_PAGES = (
    (_("Next or previous part of the page"), "Tab  Shift+Tab"),
    (_("Move in a list or table"), "↑ ↓  Home  End"),
    (_("Open what is chosen"), "Enter"),
    (_("Filter the caseload"), "Ctrl+F"),
    (_("Close a dialog or the search box"), "Esc"),
    (_("Open a drop-down"), "Alt+↓"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: its words, its keys, and what happens."""

    words: str
    keys: str
    act: Callable[[], None]
    icon: str = "chevron-right"
    offered: bool = True  # whether the search box offers it too


def bind(window: QWidget, commands: Iterable[Command]) -> None:
    """Let each command answer to its keys; several ways are set apart by two blanks."""
    for command in commands:
        for keys in command.keys.split("  "):
            if keys:
                shortcut = QShortcut(QKeySequence(keys), window)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(command.act)


class ShortcutSheet(Dialog):
    """All keys of the window on one sheet."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, _("Keyboard shortcuts"), width=520)
        self.setObjectName("shortcuts")
        holder = QWidget()
        inner = column(holder, gap=16, margins=(0, 0, 12, 0))
        anywhere = [(c.words, c.keys) for c in commands if c.keys]
        inner.addWidget(_Keys(_("Anywhere"), anywhere))
        inner.addWidget(_Keys(_("In pages and lists"), IN_PAGES))
        inner.addStretch()
        area = Scrolled(holder)
        room = self.screen().availableGeometry().height() - theme.em(_AROUND)
        area.setMinimumHeight(min(theme.em(420), max(theme.em(80), room)))
        self.body.addWidget(area, 1)
        close = primary(_("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.buttons.addStretch()
        close.setDefault(True)
        close.setFocus(Qt.FocusReason.OtherFocusReason)


class _Keys(QWidget):
    """Words on the left, their keys on the right."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = space(QGridLayout(self), gap=8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading(title, 3), 0, 0, 1, 2)
        for at, (words, keys) in enumerate(lines, 1):
            name = label(words, wrap=True)
            name.setAccessibleName(f"{words}: {keys}")
            shown = " / ".join(part for part in keys.split("  ") if part)
            grid.addWidget(name, at, 0)
            grid.addWidget(label(shown, "key"), at, 1, Qt.AlignmentFlag.AlignRight)
