"""Does a table hold its pages, follow its source, and answer the keyboard?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.paged import PAGE, PAGES_KEPT
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable

COLUMNS = [
    Column[int](
        "name", "Name", lambda n: Cell(f"Person {n}", f"{n} years"), width=200, sortable=True
    ),
    Column[int]("status", "Status", lambda _n: Cell("Open"), width=120, folds=1),
    Column[int]("due", "Due", lambda n: Cell(f"In {n} days", spoken=f"{n} days"), width=160),
]


class Source:
    """Numbers, counted how often they are fetched."""

    def __init__(self, count=1000):
        self.records = list(range(count))
        self.fetched = []
        self.sorted_by = None

    def count(self):
        return len(self.records)

    def page(self, offset, limit):
        self.fetched.append(offset)
        return self.records[offset : offset + limit]

    def sort(self, key, descending):
        self.sorted_by = (key, descending)
        self.records.sort(reverse=descending)


def table_over(source, parent=None):
    return PagedTable[int](
        COLUMNS,
        source.count,
        source.page,
        row_name=lambda n: f"Person {n}",
        sorter=source.sort,
        parent=parent,
    )


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def view(show, source):
    table = table_over(source)
    made = DataTable("People", table)
    table.setParent(made)
    return show(made)


def test_a_table_keeps_the_rules_of_models(qapp, source):
    table = table_over(source, qapp)
    tester = QAbstractItemModelTester(
        table, QAbstractItemModelTester.FailureReportingMode.Fatal, qapp
    )
    source.records = source.records[:7]
    table.refresh()
    assert table.rowCount() == 7
    tester.deleteLater()
    table.deleteLater()


def test_only_the_pages_looked_at_are_fetched_and_once(source):
    table = table_over(source)
    for row in (5, 6, 250, 7):
        assert table.record(row) == row
    assert source.fetched == [0, 200]


def test_old_pages_are_forgotten():
    source = Source((PAGES_KEPT + 5) * PAGE)
    table = table_over(source)
    for page in range(PAGES_KEPT + 5):
        table.record(page * PAGE)
    table.record(0)
    assert source.fetched.count(0) == 2


def test_a_source_that_shrank_shows_blanks_until_the_next_look(source):
    table = table_over(source)
    source.records = source.records[:10]
    assert table.data(table.index(500, 0)) is None
    table.refresh()
    assert table.rowCount(QModelIndex()) == 10


def test_cells_and_rows_say_what_they_are(source):
    table = table_over(source)
    said = Qt.ItemDataRole.AccessibleTextRole
    assert table.data(table.index(3, 0), said) == "Person 3, 3 years"
    assert table.data(table.index(3, 2), said) == "Due: 3 days"
    assert table.headerData(3, Qt.Orientation.Vertical) == "Person 3"


def test_a_heading_sorts_in_the_source_and_turns_round(view, source):
    header = view.horizontalHeader()
    header.sectionClicked.emit(0)
    assert source.sorted_by == ("name", False)
    header.sectionClicked.emit(0)
    assert source.sorted_by == ("name", True)
    assert view.current_record() == 999
    words = view.table.headerData(0, Qt.Orientation.Horizontal, said())
    assert words == "Name, sorted downwards"
    header.sectionClicked.emit(1)
    assert source.sorted_by == ("name", True)


def said():
    return Qt.ItemDataRole.AccessibleTextRole


def test_arrows_move_by_row_and_enter_opens(view, qtbot):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [2]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_record() == 999
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_record() == 0


def test_a_double_click_opens(view, qtbot):
    middle = view.visualRect(view.table.index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [1]


def test_typing_letters_fetches_nothing(view, qtbot, source):
    view.setFocus()
    before = len(source.fetched)
    qtbot.keyClicks(view, "person 900")
    assert len(source.fetched) == before


def test_a_refresh_stays_at_the_row(view, source):
    view.go_to_row(4)
    view.table.refresh()
    assert view.currentIndex().row() == 4
    source.records = source.records[:2]
    view.table.refresh()
    assert view.currentIndex().row() == 1


def test_a_narrow_table_folds_its_columns_into_the_first(view):
    view.resize(900, 400)
    assert view.folded() == []
    view.resize(420, 400)
    assert [column.key for column in view.folded()] == ["status"]
    assert not view.grab().isNull()


def test_an_empty_table_says_what_to_do(view, source, qtbot):
    empty = EmptyState("users", "Nobody here", action="Add one")
    view.set_empty(empty)
    assert empty.isHidden()
    source.records = []
    view.table.refresh()
    assert empty.isVisible()
    with qtbot.waitSignal(empty.acted):
        empty.button.click()


def test_rows_grow_with_the_text_size(view):
    from youthcase.ui.kit import theme

    theme.current().set_percent(150)
    assert view.rowHeight(0) == 78
