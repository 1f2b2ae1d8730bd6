"""Whom does a caseworker look after, and what is due for whom?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.domain.assessments import Score
from youthcase.domain.caseload import CaseLine, State
from youthcase.domain.dates import with_weekday
from youthcase.domain.ids import StaffId
from youthcase.i18n import _, plural
from youthcase.services.people import Wanted
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import primary
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.table import DataTable, PagedTable
from youthcase.ui.kit.text import heading, label
from youthcase.ui.pages.caseload_parts import ORDERS, Filters, Tiles, Welcome, order_words
from youthcase.ui.pages.caseload_rows import Rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from youthcase.domain.changes import Changes
    from youthcase.ui.kit.choice_fields import Combo

_SAY_AFTER_MS = 500  # so that a screen reader hears the result, not every key
_LEAST_TABLE = 220  # below, the page scrolls: large text in a low window
_EVERYBODY, _NOBODY = "everybody", "nobody"


class CaseloadPage(Page):
    """The table of young people with its filters."""

    room = Room.CASELOAD

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("caseload")
        self.wanted = Wanted()
        self._workers: list[StaffId | str] = [_EVERYBODY]
        self._rows = Rows(frame)
        around = column(self)
        holder = QWidget()
        around.addWidget(Scrolled(holder))
        outer = column(holder, gap=12, margins=(24, 18, 24, 16))
        self._add_top(outer)
        self.tiles = Tiles()
        self.tiles.chosen.connect(self._choose_tile)
        outer.addWidget(self.tiles)
        self._add_filters(outer)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_table())
        self.welcome = Welcome(may_import=self._may_import())
        self.welcome.add.clicked.connect(self._add_person)
        self.welcome.bring_in.clicked.connect(self._import)
        self.stack.addWidget(self.welcome)
        outer.addWidget(self.stack, 1)
        self._say_timer = QTimer(self)
        self._say_timer.setSingleShot(True)
        self._say_timer.setInterval(_SAY_AFTER_MS)
        self._say_timer.timeout.connect(self._say_found)
        frame.privacy_changed.connect(self._show_names)

    def open(self, place: Place) -> None:
        """Look again at everything; filters stay as they were left.

        With the id of a colleague, their open cases are shown.
        """
        self._offer_workers()
        if place.id in self._workers:
            self._set_filters(Wanted(worker=StaffId(place.id), states=(State.OPEN,)))
            self._set_quietly(self.filters.worker, self._workers.index(place.id))
            self._set_quietly(self.filters.state, 1 + list(State).index(State.OPEN))
        self.look()

    def refresh(self, changes: Changes) -> None:
        """Look again after any change but a score, which no line shows."""
        if changes.touched and all(kind is Score for kind, _id in changes.touched):
            return
        self.look()

    def first_focus(self) -> QWidget:
        """The table, or what can be done when there is nobody yet."""
        return self.welcome.add if self.stack.currentIndex() else self.table

    def look(self) -> None:
        """Read the tiles and the lines again."""
        people = self.services.people
        tiles = people.tiles()
        self.tiles.show_numbers(tiles)
        self.stack.setCurrentIndex(int(tiles.everybody == 0))
        for part in (self.tiles, self.filters):
            part.setVisible(tiles.everybody > 0)
        day = with_weekday(self.services.sitting.today)
        young = plural("{n} young person", "{n} young people", tiles.everybody)
        self.about.setText(f"{young}  ·  {day}")
        self.lines.refresh()
        self._show_found()

    def _add_top(self, outer: QVBoxLayout) -> None:
        holder = QWidget()
        line = row(holder, gap=12)
        words = column(gap=0)
        self.title = heading(_("Caseload"))
        self.about = label("", tone="muted")
        words.addWidget(self.title)
        words.addWidget(self.about)
        line.addLayout(words, 1)
        self.add = primary(_("Add a young person"), "plus")
        self.add.setObjectName("add_person")
        self.add.clicked.connect(self._add_person)
        line.addWidget(self.add)
        outer.addWidget(holder)

    def _add_filters(self, outer: QVBoxLayout) -> None:
        self.filters = Filters()
        self.filters.worker.setVisible(self.services.sitting.supervises)
        self.filters.text.changed.connect(self._type)
        self.filters.text.edit.returnPressed.connect(self._open_current)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.filters.text.edit)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._go_to_table)
        to_filter = QShortcut(QKeySequence("Ctrl+F"), self)
        to_filter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        to_filter.activated.connect(self._go_to_filter)
        self.filters.state.currentIndexChanged.connect(self._choose_state)
        self.filters.worker.currentIndexChanged.connect(self._choose_worker)
        self.filters.order.currentIndexChanged.connect(self._choose_order)
        outer.addWidget(self.filters)

    def _make_table(self) -> DataTable:
        self.lines = PagedTable[CaseLine](
            self._rows.columns(),
            self._count,
            self._page,
            row_name=self._rows.spoken,
            sorter=self._sort,
            parent=self,
        )
        self.lines.mark_sorted("due")
        self.table = DataTable(_("Young people"), self.lines)
        self.table.setObjectName("young_people")
        fit(self.table, min_height=_LEAST_TABLE)
        self.table.opened.connect(self._open_file)
        self.nobody = EmptyState(
            "user-round-search",
            _("Nobody fits these filters"),
            _("Nothing is wrong: choose other filters, or show everybody again."),
            _("Show everybody"),
        )
        self.nobody.acted.connect(self.clear)
        self.nobody.button.setObjectName("show_everybody")
        self.table.set_empty(self.nobody)
        return self.table

    def _count(self) -> int:
        return self.services.people.count(self.wanted)

    def _page(self, offset: int, limit: int) -> tuple[CaseLine, ...]:
        return self.services.people.page(self.wanted, offset=offset, limit=limit)

    def clear(self) -> None:
        """Take all filters away, keeping the order."""
        self._set_filters(Wanted(order=self.wanted.order, descending=self.wanted.descending))
        self._look_at_lines()
        self.table.setFocus()

    def _type(self, text: str) -> None:
        self._narrow(replace(self.wanted, text=text))

    def _choose_state(self, at: int) -> None:
        states = (list(State)[at - 1],) if at > 0 else ()
        self.tiles.uncheck()
        self._narrow(replace(self.wanted, states=states, due_from=None, due_before=None))

    def _choose_worker(self, at: int) -> None:
        chosen = self._workers[max(0, at)]
        nobody = chosen == _NOBODY
        worker = None if chosen in {_EVERYBODY, _NOBODY} else chosen
        self._narrow(replace(self.wanted, worker=worker, unallocated=nobody))  # pyright: ignore

    def _choose_order(self, at: int) -> None:
        self._sort(ORDERS[max(0, at)][0], downwards=False)
        self.lines.mark_sorted(self.wanted.order)
        self._look_at_lines()

    def _sort(self, key: str, downwards: bool) -> None:
        self.wanted = replace(self.wanted, order=key, descending=downwards)
        self._set_quietly(self.filters.order, [k for k, _w in ORDERS].index(key))

    def _choose_tile(self, name: str) -> None:
        """A tile shows its own list, so that its number is the list's length."""
        chosen = self.services.people.lists()[name or "everybody"]
        kept = replace(chosen, order=self.wanted.order, descending=self.wanted.descending)
        self._set_filters(kept, tile=name)
        self._look_at_lines()

    def _set_filters(self, wanted: Wanted, tile: str = "") -> None:
        self.wanted = wanted
        quiet = self.filters.text.blockSignals(True)
        self.filters.text.edit.clear()
        self.filters.text.blockSignals(quiet)
        self._set_quietly(self.filters.state, 0)
        self._set_quietly(self.filters.worker, 0)
        self.tiles.check(tile)

    def _set_quietly(self, combo: Combo, at: int) -> None:
        quiet = combo.blockSignals(True)
        combo.setCurrentIndex(at)
        combo.blockSignals(quiet)

    def _narrow(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._look_at_lines()

    def _look_at_lines(self) -> None:
        self.lines.refresh()
        self.table.go_to_row(0)
        self._show_found()
        self._say_timer.start()

    def _show_found(self) -> None:
        shown = self.lines.rowCount()
        self.filters.found.setText(plural("{n} shown", "{n} shown", shown))

    def _say_found(self) -> None:
        count = self.lines.rowCount()
        words = plural("{n} young person", "{n} young people", count)
        announce(f"{words}, {order_words(self.wanted.order)}", source=self.table)

    def _show_names(self) -> None:
        if self.isVisible():
            self.lines.refresh()

    def _offer_workers(self) -> None:
        if not self.services.sitting.supervises:
            return
        kept = self._workers[max(0, self.filters.worker.currentIndex())]
        names = self.services.colleagues.names()
        people = sorted(names.items(), key=lambda pair: pair[1])
        self._workers = [_EVERYBODY, _NOBODY, *(key for key, _name in people)]
        quiet = self.filters.worker.blockSignals(True)
        self.filters.worker.clear()
        self.filters.worker.addItems(
            [_("All workers"), _("Nobody yet"), *(name for _key, name in people)]
        )
        at = self._workers.index(kept) if kept in self._workers else 0
        self.filters.worker.setCurrentIndex(at)
        self.filters.worker.blockSignals(quiet)

    def _open_file(self, line: object) -> None:
        if isinstance(line, CaseLine):
            self.frame.go.emit(Place(Room.FILE, line.person))

    def _open_current(self) -> None:
        self._open_file(self.table.current_record())

    def _go_to_table(self) -> None:
        self.table.setFocus()

    def _go_to_filter(self) -> None:
        self.filters.text.edit.setFocus()
        self.filters.text.edit.selectAll()

    def _add_person(self) -> None:
        self.frame.go.emit(Place(Room.NEW_PERSON))

    def _import(self) -> None:
        self.frame.go.emit(Place(Room.IMPORTING))

    def _may_import(self) -> bool:
        return self.services.sitting.supervises
