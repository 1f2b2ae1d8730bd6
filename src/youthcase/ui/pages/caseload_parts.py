"""Which numbers and filters stand above the caseload, and what while it is empty?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from youthcase.domain.caseload import State
from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import Combo, IconField
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
_ONE_ROW_OF_FILTERS = 740


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


class Filters(QWidget):
    """What narrows the list: words, state, worker; in two lines when there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_one_row: bool | None = None
        self._grid = space(QGridLayout(self), gap=8)
        self.text = IconField(
            "list-filter",
            _("Filter by name, reference or phone number"),
            placeholder=_("Name, reference or phone"),
        )
        self.text.edit.setObjectName("filter")
        self.text.edit.setClearButtonEnabled(True)
        fit(self.text, height=36, min_width=150, max_width=320)
        states = [_("All states"), *(state.value for state in State)]
        self.state = _combo("state", _("State"), states, 146)
        self.worker = _combo("worker", _("Worker"), [], 156)
        self.order = _combo("order", _("Sort by"), [words for _key, words in ORDERS], 186)
        self.found = label("", "cap", tone="muted")
        self.found.setObjectName("found")
        self._lay_out(in_one_row=True)
        theme.current().changed.connect(self._fold)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self._lay_out(in_one_row=self.width() >= theme.em(_ONE_ROW_OF_FILTERS))

    def _lay_out(self, *, in_one_row: bool) -> None:
        if in_one_row == self._in_one_row:
            return
        self._in_one_row = in_one_row
        parts = (self.text, self.state, self.worker, self.found, self.order)
        for part in parts:
            self._grid.removeWidget(part)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if in_one_row:
            for at, part in enumerate((self.text, self.state, self.worker)):
                self._grid.addWidget(part, 0, at)
            self._grid.addWidget(self.found, 0, 4, right)
            self._grid.addWidget(self.order, 0, 5)
        else:
            self._grid.addWidget(self.text, 0, 0, 1, 3)
            self._grid.addWidget(self.found, 0, 3, 1, 3, right)
            for at, part in enumerate((self.state, self.worker)):
                self._grid.addWidget(part, 1, at)
            self._grid.addWidget(self.order, 1, 5)
        self._grid.setColumnStretch(0, 3 if in_one_row else 1)
        self._grid.setColumnStretch(3, 1)


def _combo(name: str, words: str, choices: list[str], width: int) -> Combo:
    made = Combo(words)
    made.setObjectName(name)
    made.addItems(choices)
    return fit(made, width=width)


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
        line.addStretch()
        line.addWidget(self.add)
        line.addWidget(self.bring_in)
        line.addStretch()
        outer.addLayout(line)
        self.bring_in.setVisible(may_import)
        outer.addStretch(3)
