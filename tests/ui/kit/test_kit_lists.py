"""Do the painted lists, tabs and tiles move by keyboard and say what they show?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.chips import Chip, ChipLabel, initials_of
from youthcase.ui.kit.lists import wrapped
from youthcase.ui.kit.nav import NavItem, NavList
from youthcase.ui.kit.stat import StatTile
from youthcase.ui.kit.tabs import Tabs
from youthcase.ui.kit.tasklist import Task, TaskList
from youthcase.ui.kit.timeline import MOST_LINES, Entry, Timeline
from youthcase.ui.kit.tokens import Tone

SAID = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def nav(show):
    items = [NavItem("today", "sun", "Today"), NavItem("people", "users", "Caseload", 12)]
    return show(NavList("Main parts", items), (214, 200))


def test_navigation_goes_where_the_arrows_go(nav, qtbot):
    nav.set_current("today")
    nav.setFocus()
    with qtbot.waitSignal(nav.chosen) as told:
        qtbot.keyClick(nav, Qt.Key.Key_Down)
    assert told.args == ["people"]
    assert nav.model().index(1, 0).data(SAID) == "Caseload, 12"


def test_marking_a_place_tells_nobody(nav, qtbot):
    with qtbot.assertNotEmitted(nav.chosen):
        nav.set_current("people")
    assert nav.current_key() == "people"
    nav.set_current("nowhere")
    assert nav.current_key() == ""


def test_a_click_goes_there_once_and_a_second_click_goes_again(nav, qtbot):
    told = []
    nav.chosen.connect(told.append)
    middle = nav.visualRect(nav.model().index(1, 0)).center()
    qtbot.mouseClick(nav.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told == ["people"]
    qtbot.mouseClick(nav.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told == ["people", "people"]


def test_collapsed_navigation_says_its_words_on_hover(nav):
    nav.set_collapsed(True)
    assert nav.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Today"
    assert nav.model().index(0, 0).data(SAID) == "Today"


def test_painted_lists_keep_the_rules_of_models(nav, qapp):
    tester = QAbstractItemModelTester(
        nav.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, qapp
    )
    nav.set_items([NavItem("people", "users", "Caseload")])
    assert nav.model().rowCount() == 1
    tester.deleteLater()


def entries(count=3, body="Spoke to Mum."):
    return [Entry(str(n), f"Call {n}", "Today, 09:40", "Sam Patel", body) for n in range(count)]


def test_the_timeline_reads_out_title_time_author_and_words(show):
    view = show(Timeline("Timeline"))
    view.set_entries(entries())
    said = view.entries.index(0).data(SAID)
    assert said == "Call 0. Today, 09:40 by Sam Patel. Spoke to Mum."


def test_enter_opens_an_entry_of_the_timeline(show, qtbot):
    view = show(Timeline("Timeline"))
    view.set_entries(entries())
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["1"]


def test_the_timeline_stays_at_its_entry_when_newer_ones_arrive(show):
    view = show(Timeline("Timeline"))
    view.set_entries(entries())
    view.setCurrentIndex(view.entries.index(2))
    view.set_entries([Entry("new", "Visit", "Now"), *entries()])
    assert view.current_key() == "2"


def test_long_words_are_cut_and_narrow_cards_are_taller(show):
    view = show(Timeline("Timeline"), (800, 400))
    view.set_entries(entries(1, "Words and more words about it. " * 8))
    wide = view.visualRect(view.entries.index(0)).height()
    view.resize(380, 400)
    view.doItemsLayout()
    assert view.visualRect(view.entries.index(0)).height() > wide
    lines = wrapped("word " * 900, "note", 300, MOST_LINES)
    assert len(lines) == MOST_LINES
    assert lines[-1].endswith("…")
    assert wrapped("one\ntwo", "note", 300, 6) == ("one", "two")


def test_the_task_list_says_the_status_and_skips_what_cannot_start(show, qtbot):
    tasks = [
        Task("a", "Warning signs", "Done"),
        Task("b", "Check", "Cannot start yet", usable=False),
        Task("c", "Safe people", "Not started"),
    ]
    view = show(TaskList("Steps", tasks))
    view.set_current("a")
    view.setFocus()
    with qtbot.waitSignal(view.chosen) as told:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told.args == ["c"]
    assert view.tasks.index(0).data(SAID) == "Warning signs: Done"
    with qtbot.assertNotEmitted(view.chosen):
        view.set_tasks(tasks)
    assert view.current_key() == "c"


def test_tabs_move_by_arrow_and_carry_their_keys(show, qtbot):
    tabs = show(Tabs("Sections", [("plan", "Plan"), ("people", "People & places")]), (400, 60))
    tabs.setFocus()
    with qtbot.waitSignal(tabs.chosen) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == ["people"]
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.set_current("plan")
    assert tabs.current_key() == "plan"


def test_a_tile_filters_and_is_read_out_once(show, qtbot):
    tile = show(StatTile("clock", "Due today", 2, Tone.WARN), (260, 50))
    assert a11y.accessible_name(tile) == "2 due today, filter"
    with qtbot.waitSignal(tile.toggled) as told:
        qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert told.args == [True]
    tile.set_number(3)
    assert a11y.accessible_name(tile) == "3 due today, filter"


def test_a_chip_says_its_words_and_grows_with_the_text(show):
    chip = show(ChipLabel(Chip("3 days overdue", Tone.DANGER, "clock")))
    assert a11y.accessible_name(chip) == "3 days overdue"
    before = chip.sizeHint().width()
    theme.current().set_percent(200)
    assert chip.sizeHint().width() > 1.8 * before


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Aisha Khan", "AK"), ("Cher", "C"), ("Ana de la Cruz", "AC"), ("", "")],
)
def test_initials(name, letters):
    assert initials_of(name) == letters
