"""The window: its rooms, its keys, its search, and what locking leaves behind."""

import gc
from dataclasses import replace
from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app, logs
from youthcase.errors import Refusal
from youthcase.ui import rooms
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.palette import CommandPalette
from youthcase.ui.kit.toast import Toast
from youthcase.ui.preferences import Preferences
from youthcase.ui.sweep import Sweeper

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def refer(services, first, last, *, known_as=None, phone=None):
    person = replace(
        services.people.blank(),
        first_name=first,
        last_name=last,
        known_as=known_as,
        phone=phone,
        dob=date(2010, 5, 5),
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, person)
    (line,) = services.people.find(f"{first} {last}")
    return line.person


@pytest.fixture
def preferences(tmp_path):
    made = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    made.mode = theme.Mode.LIGHT
    return made


@pytest.fixture
def window(town, session, preferences, qtbot: QtBot):
    """Sam, a supervisor, at a vault with two young people."""
    refer(town.services, "Amara", "Okonedo", known_as="Mimi", phone="07700 900111")
    refer(town.services, "Bilal", "Farouk")
    made = app.build_window(town.folder, session=session, preferences=preferences)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.enter(town.services)
    yield made
    made.end()


@pytest.fixture
def main(window):
    return window.main


def keys(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


def found(palette):
    return [hit.title for hit in palette.hits.items]


def test_the_first_page_is_the_caseload_and_the_title_never_names_anybody(window, main):
    assert main.place == Place(Room.CASELOAD)
    main.go(Place(Room.FILE, main.services.people.find("amara")[0].person))
    assert window.windowTitle() == "Youthcase"


def test_every_door_of_the_sidebar_leads_to_its_page(main):
    for door in rooms.doors(supervises=True):
        main.go(Place(door.room))
        assert main.page.room is door.room
        assert main.sidebar.nav.current_key() == door.room.value


def test_every_room_has_its_page():
    assert set(rooms.PAGES) == set(Room)


def test_a_caseworker_has_no_supervisors_doors():
    supervisors = {Room.APPROVALS, Room.RETURNS, Room.IMPORTING, Room.COLLEAGUES, Room.AUDIT}
    assert not {door.room for door in rooms.doors(supervises=False)} & supervisors


def test_pages_are_built_on_the_first_visit_and_kept(main):
    assert set(main._pages) == {Room.CASELOAD}
    first = main.page
    main.go(Place(Room.NEW_PERSON))
    main.go(Place(Room.CASELOAD))
    assert main.page is first


def test_ctrl_and_a_number_goes_to_a_room(window, main, qtbot):
    doors = rooms.doors(supervises=True)
    keys(qtbot, window, Qt.Key(Qt.Key.Key_0 + len(doors)), CTRL)
    assert main.place == Place(doors[-1].room)
    keys(qtbot, window, Qt.Key.Key_1, CTRL)
    assert main.place == Place(Room.CASELOAD)


def test_arrows_in_the_menu_go_and_keep_the_keyboard_there(main, qtbot):
    main.sidebar.nav.setFocus()
    qtbot.keyClick(main.sidebar.nav, Qt.Key.Key_Down)
    assert main.place.room is rooms.doors(supervises=True)[1].room
    assert main.sidebar.nav.hasFocus()


def test_alt_left_goes_back(window, main, qtbot):
    main.go(Place(Room.NEW_PERSON))
    keys(qtbot, window, Qt.Key.Key_Left, ALT)
    assert main.place == Place(Room.CASELOAD)


@pytest.mark.parametrize("typed", ["ama", "oko", "mimi", "900111", "yp-0001"])
def test_three_letters_a_nickname_or_some_digits_find_a_young_person(
    window, main, qtbot, typed
):
    keys(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = window.findChild(CommandPalette, "palette")
    assert palette.isVisible()
    qtbot.keyClicks(palette.field.edit, typed)
    assert found(palette)[:2] == ["Amara Okonedo", "Record a contact with Amara Okonedo"]
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert main.place == Place(Room.FILE, main.services.people.find("amara")[0].person)


def test_the_search_offers_commands_too(window, main, qtbot):
    keys(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = window.findChild(CommandPalette, "palette")
    qtbot.keyClicks(palette.field.edit, "add young")
    assert found(palette) == ["Add a young person"]
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert main.place == Place(Room.NEW_PERSON)


def test_opened_files_are_remembered_for_this_sitting_only(window, main, qtbot, preferences):
    for name in ("amara", "bilal"):
        main.go(Place(Room.FILE, main.services.people.find(name)[0].person))
    assert [name for _id, name in main.sidebar.recents.people] == [
        "Bilal Farouk",
        "Amara Okonedo",
    ]
    recents = main.findChild(QListView, "recents")
    recents.setFocus()
    qtbot.keyClick(recents, Qt.Key.Key_Down)
    assert main.place.id == main.services.people.find("bilal")[0].person
    qtbot.keyClick(recents, Qt.Key.Key_Return)
    assert main.place.id == main.services.people.find("amara")[0].person
    assert not any("amara" in str(key).lower() for key in preferences._settings.allKeys())


def test_ctrl_n_asks_with_whom_unless_a_file_is_open(window, main, qtbot):
    keys(qtbot, window, Qt.Key.Key_N, CTRL)
    palette = window.findChild(CommandPalette, "palette_people")
    assert palette.isVisible()
    qtbot.keyClicks(palette.field.edit, "bil")
    assert found(palette) == ["Bilal Farouk"]
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == "ContactDialog"
    dialog.close()
    main.go(Place(Room.FILE, main.services.people.find("amara")[0].person))
    keys(qtbot, window, Qt.Key.Key_N, CTRL)
    assert not palette.isVisible()
    assert type(QApplication.activeModalWidget()).__name__ == "ContactDialog"
    QApplication.activeModalWidget().close()


def test_privacy_mode_hides_names_in_the_sidebar_and_in_the_search(window, main, qtbot):
    main.go(Place(Room.FILE, main.services.people.find("amara")[0].person))
    keys(qtbot, window, Qt.Key.Key_P, CTRL | SHIFT)
    assert main.frame.is_private
    assert main.sidebar.recents.people == []
    keys(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = window.findChild(CommandPalette, "palette")
    qtbot.keyClicks(palette.field.edit, "amara")
    assert found(palette)[0] == "AO"
    assert not any("Amara" in str(hit) for hit in palette.hits.items)
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Escape)
    shown = [label.text() for label in main.findChildren(QLabel) if label.isVisible()]
    assert not any("Amara" in text or "Okonedo" in text for text in shown)


def test_the_text_size_goes_up_and_down_and_is_remembered(window, main, qtbot, preferences):
    keys(qtbot, window, Qt.Key.Key_Plus, CTRL)
    assert theme.current().percent == 110
    assert preferences.text_percent == 110
    keys(qtbot, window, Qt.Key.Key_0, CTRL)
    assert theme.current().percent == 100
    keys(qtbot, window, Qt.Key.Key_Minus, CTRL)
    assert theme.current().percent == 90
    theme.current().set_mode(theme.Mode.DARK)
    assert preferences.mode is theme.Mode.DARK
    theme.current().dress(theme.Mode.LIGHT, 100)


def test_the_shortcut_sheet_lists_every_key(window, main, qtbot):
    keys(qtbot, window, Qt.Key.Key_Slash, CTRL)
    sheet = QApplication.activeModalWidget()
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for command in main.commands:
        assert command.words in words or not command.keys
    assert "Ctrl+L" in words
    sheet.close()


def test_f6_carries_the_keyboard_between_menu_and_page(window, main, qtbot):
    main.page.first_focus().setFocus()
    keys(qtbot, window, Qt.Key.Key_F6)
    assert main.sidebar.isAncestorOf(QApplication.focusWidget())
    keys(qtbot, window, Qt.Key.Key_F6)
    assert main.stack.isAncestorOf(QApplication.focusWidget())


def test_the_sidebar_shows_only_icons_when_there_is_little_room(window, main, qtbot):
    window.resize(900, 600)
    qtbot.waitUntil(lambda: main.sidebar.nav.collapsed)
    assert main.sidebar.lock.isVisible()
    window.resize(1300, 700)
    qtbot.waitUntil(lambda: not main.sidebar.nav.collapsed)


def test_locking_lets_the_page_keep_its_work_closes_the_vault_and_destroys_the_rooms(
    window, main, qtbot
):
    services = main.services
    main.go(Place(Room.FILE, services.people.find("amara")[0].person))
    keys(qtbot, window, Qt.Key.Key_L, CTRL)
    assert window.main is None
    assert window.findChild(QPushButton, "unlock").isVisible()
    with pytest.raises(Refusal, match="locked"):
        services.people.tiles()
    qtbot.waitUntil(lambda: not shiboken6.isValid(main))


def test_a_page_that_fails_to_keep_its_work_is_locked_all_the_same(window, main, qtbot):
    services = main.services

    def fail():
        raise OSError(28, "the disk is full")

    main.page.leave = fail
    with pytest.raises(OSError, match="full"):
        window.lock()
    assert window.findChild(QPushButton, "unlock").isVisible()
    with pytest.raises(Refusal, match="locked"):
        services.people.tiles()


def test_somebody_who_is_not_there_is_not_remembered(window, main):
    main.go(Place(Room.FILE, "no-such-person"))
    assert main.person is None
    assert list(main.sidebar.recents.people) == []


def test_what_is_saved_is_said_in_a_toast_and_the_page_looks_again(window, main):
    services = main.services
    person = replace(services.people.blank(), first_name="Esme", last_name="Doyle")
    main.frame.announce(services.people.add(person), "Esme is on the caseload")
    said = window.findChild(Toast, "toast")
    assert "Esme is on the caseload" in [w.text() for w in said.findChildren(QLabel)]
    assert main.page.lines.rowCount() == 3


def test_a_fault_is_logged_without_words_and_said_once(window, qtbot, tmp_path):
    logs.keep_in(tmp_path / "log.txt")
    try:
        error = ValueError("Amara Okonedo")
        for _time in range(2):
            window.fault(ValueError, error, None)
    finally:
        logs._file = None
    dialogs = [w for w in window.children() if w.objectName() == "fault"]
    assert len(dialogs) == 1
    assert dialogs[0].isVisible()
    kept = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "ValueError" in kept
    assert "Amara" not in kept
    dialogs[0].accept()


def test_memory_is_swept_by_a_timer_only(qapp):
    was_on = gc.isenabled()
    sweeper = Sweeper(qapp)
    assert not gc.isenabled()
    sweeper.sweep()
    sweeper.stop()
    assert gc.isenabled() == was_on


def test_closing_remembers_where_the_window_was(window, preferences):
    window.close()
    assert not preferences.geometry.isEmpty()


def test_appearance_and_text_size_survive_a_restart(preferences, session, qtbot):
    preferences.mode = theme.Mode.DARK
    preferences.text_percent = 150
    again = app.build_window(session=session, preferences=preferences)
    qtbot.addWidget(again)
    assert theme.current().mode is theme.Mode.DARK
    assert theme.current().percent == 150
    again.end()
    theme.current().dress(theme.Mode.LIGHT, 100)


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 200), (theme.Mode.CONTRAST, 150)],
)
def test_everybody_can_use_the_window_around_the_pages(window, main, mode, percent):
    theme.current().dress(mode, percent)
    assert audit(window) == []
    theme.current().dress(theme.Mode.LIGHT, 100)
