"""Which numbers stand above the caseload, and what stands there while it is empty?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row, space
from youthcase.ui.kit.stat import StatTile
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from youthcase.services.people import Tiles as Numbers

ORDERS = (
    ("due", _("Sort by due date")),
    ("name", _("Sort by name")),
    ("last_contact", _("Sort by last contact")),
    ("ref", _("Sort by reference")),
)
_TILES = (
    ("overdue", "triangle-alert", _("Overdue"), Tone.DANGER),
    ("today", "clock", _("Due today"), Tone.WARN),
    ("this_week", "calendar-days", _("Due in 7 days"), Tone.INFO),
    ("new", "file-plus", _("New referrals"), Tone.NEUTRAL),
)
_FOUR_IN_A_ROW = 620


def order_words(key: str) -> str:
    """How the lines are sorted, in words."""
    words = {
        "due": _("sorted by due date"),
        "name": _("sorted by name"),
        "last_contact": _("sorted by last contact"),
        "ref": _("sorted by reference"),
    }
    return words[key]


class Tiles(QWidget):
    """Four numbers; pressing one shows its list, pressing it again shows everybody."""

    chosen = Signal(str)  # the tile's name, or nothing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = 0
        self._grid = space(QGridLayout(self), gap=12)
        self.by_name: dict[str, StatTile] = {}
        for name, icon, words, tone in _TILES:
            tile = StatTile(icon, words, tone=tone)
            tile.setObjectName(f"tile.{name}")
            tile.clicked.connect(self._clicked)
            self.by_name[name] = tile
        self._lay_out(4)
        theme.current().changed.connect(self._fold)

    def show_numbers(self, numbers: Numbers) -> None:
        """Show other numbers."""
        for name, tile in self.by_name.items():
            tile.set_number(getattr(numbers, name))

    def check(self, name: str) -> None:
        """Mark one tile as pressed, or none."""
        for key, tile in self.by_name.items():
            tile.setChecked(key == name)

    def uncheck(self) -> None:
        """Mark no tile as pressed."""
        self.check("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()

    def _clicked(self) -> None:
        pressed = self.sender()
        name = next((n for n, tile in self.by_name.items() if tile is pressed), "")
        on = name if name and self.by_name[name].isChecked() else ""
        self.check(on)
        self.chosen.emit(on)

    def _fold(self) -> None:
        self._lay_out(4 if self.width() >= theme.em(_FOUR_IN_A_ROW) else 2)

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, tile in enumerate(self.by_name.values()):
            self._grid.addWidget(tile, at // across, at % across)


class Welcome(QWidget):
    """What an empty vault says: two ways to begin."""

    def __init__(self, *, may_import: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        outer = column(self, gap=10, margins=(24, 24, 24, 24))
        outer.addStretch(2)
        outer.addWidget(Icon("sprout", "primary", 44), 0, centre)
        title = heading(_("No young people here yet"), 2)
        title.setAlignment(centre)
        words = label(
            _("Add the first one by hand, or bring in everybody from a spreadsheet.")
            if may_import
            else _("Add the first one, or ask a supervisor to give you a case."),
            tone="muted",
            wrap=True,
        )
        words.setAlignment(centre)
        outer.addWidget(title)
        outer.addWidget(words)
        outer.addSpacing(6)
        line = row(gap=10)
        self.add = primary(_("Add a young person"), "plus")
        self.add.setObjectName("welcome.add")
        self.bring_in = secondary(_("Import a spreadsheet"), "upload")
        self.bring_in.setObjectName("welcome.import")
        self.bring_in.setVisible(may_import)
        line.addStretch()
        line.addWidget(self.add)
        line.addWidget(self.bring_in)
        line.addStretch()
        outer.addLayout(line)
        outer.addStretch(3)
        fit(self, min_height=220)
