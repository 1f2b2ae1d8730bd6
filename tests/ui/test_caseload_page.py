"""The caseload: every number is the length of its list, and every key narrows it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from youthcase.domain.caseload import State
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.paged import CELL
from youthcase.ui.kit.table import DataTable
from youthcase.ui.pages.caseload import CaseloadPage

PEOPLE = (
    ("Amara", "Okonedo", "07700 900111"),
    ("Bilal", "Farouk", "07700 900222"),
    ("Carys", "Prosser", None),
    ("Dev", "Banerjee", None),
)


def add_people(services, clock):
    """Amara overdue, Bilal due today, Carys within the week; Dev new and soon decided on."""
    for (first, last, phone), days in zip(PEOPLE, (8, 7, 3, 0), strict=True):
        person = replace(
            services.people.blank(),
            first_name=first,
            last_name=last,
            phone=phone,
            dob=date(2010, 5, 5),
        )
        episode = replace(
            services.episodes.blank(person.id),
            referral_source="2A",
            primary_risk="KNIFE",
            reason="School is worried.",
            lead_worker=services.sitting.staff,
            referral_received=services.sitting.today - timedelta(days=days),
        )
        services.episodes.refer(episode, person)
        if days:
            found = services.people.file(services.people.find(first)[0].person).current
            services.episodes.accept(found, start=found.referral_received)


@pytest.fixture
def page(town, clock, qtbot: QtBot):
    theme.start(theme.Mode.LIGHT)
    add_people(town.services, clock)
    background = Background()
    frame = Frame(town.services, background)
    made = CaseloadPage(frame)
    qtbot.addWidget(made)
    made.resize(1150, 690)
    made.open(Place(Room.CASELOAD))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    background.close()


def names(page):
    table = page.findChild(DataTable, "young_people")
    model = table.model()
    return [model.index(row, 0).data(CELL).words for row in range(model.rowCount())]


def press(qtbot, page, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_the_table_begins_with_what_is_due_first(page):
    assert names(page) == ["Amara Okonedo", "Bilal Farouk", "Carys Prosser", "Dev Banerjee"]
    assert page.about.text() == "4 young people  ·  Monday 23 November 2026"


@pytest.mark.parametrize(
    ("tile", "expected"),
    [
        ("overdue", ["Amara Okonedo"]),
        ("today", ["Bilal Farouk"]),
        ("this_week", ["Carys Prosser", "Dev Banerjee"]),
        ("new", ["Dev Banerjee"]),
    ],
)
def test_a_tile_shows_the_list_that_it_counts(page, qtbot, tile, expected):
    shown = page.tiles.by_name[tile]
    press(qtbot, page, f"tile.{tile}")
    assert names(page) == expected
    assert shown.number == len(expected)
    press(qtbot, page, f"tile.{tile}")
    assert len(names(page)) == 4


def test_pressing_a_tile_forgets_the_other_filters_so_that_its_number_is_true(page, qtbot):
    page.filters.worker.setCurrentIndex(1)
    qtbot.keyClicks(page.findChild(QLineEdit, "filter"), "dev")
    press(qtbot, page, "tile.overdue")
    assert names(page) == ["Amara Okonedo"]
    assert page.filters.text.text() == ""
    assert page.filters.worker.currentIndex() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ama", 1), ("BIL", 1), ("900222", 1), ("yp-0003", 1), ("o", 3), ("zzz", 0)],
)
def test_each_key_in_the_filter_narrows_the_table(page, qtbot, typed, found):
    qtbot.keyClicks(page.findChild(QLineEdit, "filter"), typed)
    assert len(names(page)) == found
    assert page.findChild(QLabel, "found").text() == f"{found} shown"


def test_when_nobody_fits_everybody_can_be_shown_again(page, qtbot):
    qtbot.keyClicks(page.findChild(QLineEdit, "filter"), "zzz")
    assert page.nobody.isVisible()
    press(qtbot, page, "show_everybody")
    assert len(names(page)) == 4
    assert page.findChild(QLineEdit, "filter").text() == ""


def test_a_supervisor_looks_at_one_worker_or_at_cases_without_one(page, town):
    worker = page.findChild(QComboBox, "worker")
    offered = [worker.itemText(at) for at in range(worker.count())]
    assert offered[:2] == ["All workers", "Nobody yet"]
    assert offered[2:] == sorted(["Maya Adeyemi", "Ruth Achebe", "Sam Patel", "Tom Brennan"])
    people = town.services.people
    for at in range(worker.count()):
        worker.setCurrentIndex(at)
        assert page.lines.rowCount() == people.count(page.wanted)
    worker.setCurrentIndex(offered.index("Tom Brennan"))
    assert names(page) == []


def test_a_caseworker_sees_no_list_of_workers_and_no_worker_column(town, qtbot):
    services = town.as_("Maya Adeyemi")
    background = Background()
    page = CaseloadPage(Frame(services, background))
    qtbot.addWidget(page)
    page.open(Place(Room.CASELOAD))
    page.show()
    assert not page.filters.worker.isVisible()
    assert "worker" not in [column.key for column in page.lines.columns]
    background.close()


def test_the_state_can_be_chosen(page):
    page.filters.state.setCurrentIndex(1)
    assert names(page) == ["Dev Banerjee"]
    page.filters.state.setCurrentIndex(0)
    assert len(names(page)) == 4


def test_the_order_can_be_chosen_and_a_heading_turns_it_round(page):
    page.filters.order.setCurrentIndex(1)
    by_name = names(page)
    assert by_name == ["Dev Banerjee", "Bilal Farouk", "Amara Okonedo", "Carys Prosser"]
    page.table.horizontalHeader().sectionClicked.emit(0)
    assert names(page) == by_name[::-1]
    assert page.filters.order.currentText() == "Sort by name"


def test_enter_opens_the_file_of_the_chosen_person(page, qtbot):
    page.table.setFocus()
    with qtbot.waitSignal(page.frame.go) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    (place,) = gone.args
    assert place.room is Room.FILE
    assert place.id == page.services.people.find("bilal")[0].person


def test_three_letters_and_enter_open_a_file_without_the_mouse(page, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = page.findChild(QLineEdit, "filter")
    assert box.hasFocus()
    qtbot.keyClicks(box, "car")
    with qtbot.waitSignal(page.frame.go) as gone:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert gone.args[0].id == page.services.people.find("carys")[0].person
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_what_is_due_is_said_in_words_that_can_be_acted_on(page):
    model = page.table.model()
    at = [column.key for column in model.columns].index("due")
    spoken = [model.index(row, at).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[:2] == ["Due: 1 day overdue", "Due: Today"]


def test_privacy_mode_leaves_only_initials(page, qtbot):
    page.frame.set_private(True)
    assert names(page) == ["AO", "BF", "CP", "DB"]
    assert "Amara" not in str(page.table.model().headerData(0, Qt.Orientation.Vertical))
    page.frame.set_private(False)
    assert names(page)[0] == "Amara Okonedo"


def test_an_empty_vault_offers_two_ways_to_begin(sam, qtbot):
    background = Background()
    page = CaseloadPage(Frame(sam, background))
    qtbot.addWidget(page)
    page.open(Place(Room.CASELOAD))
    page.show()
    assert page.welcome.isVisible()
    assert not page.table.isVisible()
    with qtbot.waitSignal(page.frame.go) as gone:
        press(qtbot, page, "welcome.add")
    assert gone.args == [Place(Room.NEW_PERSON)]
    with qtbot.waitSignal(page.frame.go) as gone:
        page.welcome.bring_in.click()
    assert gone.args == [Place(Room.IMPORTING)]
    background.close()


def test_a_new_young_person_appears_when_the_page_looks_again(page):
    services = page.services
    person = replace(services.people.blank(), first_name="Esme", last_name="Doyle")
    page.refresh(services.people.add(person))
    assert "Esme Doyle" in names(page)


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 200), (theme.Mode.CONTRAST, 150)],
)
def test_everybody_can_use_the_caseload(page, mode, percent):
    theme.current().dress(mode, percent)
    page.resize(1150, 690)
    assert audit(page) == []
    theme.current().dress(theme.Mode.LIGHT, 100)


def test_a_colleagues_open_cases_are_shown_from_elsewhere(page, town):
    maya = next(x.id for x in town.services.colleagues.everybody() if x.name == "Maya Adeyemi")
    page.open(Place(Room.CASELOAD, maya))
    assert page.wanted.worker == maya
    assert page.wanted.states == (State.OPEN,)
