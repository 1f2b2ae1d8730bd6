"""Nobody is kept out: every room and dialog, for each role, in each dress, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from youthcase import app
from youthcase.app import build_window
from youthcase.domain.chronology import Happening
from youthcase.services import training
from youthcase.services.people import Wanted
from youthcase.services.session import Session
from youthcase.ui import rooms
from youthcase.ui.commands import IN_PAGES
from youthcase.ui.fault import FaultDialog
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.table import DataTable
from youthcase.ui.preferences import Preferences
from youthcase.vault.keys import Kdf

CHEAP = Kdf(memory_kib=19_456, passes=1)
SUPERVISOR, CASEWORKER = "Ruth Achebe", "Maya Adeyemi"
DRESSES = {
    "light-100": (theme.Mode.LIGHT, 100),
    "dark-150": (theme.Mode.DARK, 150),
    "contrast-200": (theme.Mode.CONTRAST, 200),
}
EVERYBODYS = {Room.CASELOAD, Room.NEW_PERSON, Room.FILE, Room.SETTINGS}
PARTS_OF_A_FILE = ("timeline", "plan", "scores", "about", "case", "use")
PARTS_OF_A_RETURN = ("figures", "short", "people", "gaps")


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names") / "vault"
    training.make(folder, Session(kdf=CHEAP), people=20)
    return folder


@pytest.fixture
def preferences(tmp_path):
    return Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def enter(qtbot, preferences, monkeypatch):
    """Sit somebody down at a vault, in a dress; the window is shown as on a small laptop."""
    monkeypatch.setattr(app, "_BACKUP_AFTER_MS", 1_000_000)  # no toast while pages are judged
    opened = []

    def sit_down(services, dress="light-100"):
        window = build_window(session=Session(kdf=CHEAP), preferences=preferences)
        qtbot.addWidget(window)
        opened.append(window)
        window.resize(1366, 720)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.enter(services)
        theme.current().dress(*DRESSES[dress])
        return window

    yield sit_down
    for window in opened:
        window.end()
    theme.current().dress(*DRESSES["light-100"])


@pytest.fixture
def signed_in(vault, enter):
    def sign_in(user, dress="light-100"):
        return enter(Session(kdf=CHEAP).unlock(vault, user, training.PASSWORDS[user]), dress)

    return sign_in


def somebody(services):
    """Somebody with an open case and a plan."""
    for line in services.people.page(Wanted(), offset=0, limit=50):
        file = services.people.file(line.person)
        if file.versions and file.current and file.current.is_open:
            return file
    raise AssertionError


def places(services):
    """Every place that somebody with this role can go to."""
    file = somebody(services)
    person, version = file.person.id, file.versions[0].id
    found = [Place(door.room) for door in rooms.doors(supervises=services.sitting.supervises)]
    found += [Place(Room.NEW_PERSON), Place(Room.OWN_KEY), Place(Room.DAMAGE)]
    found += [Place(Room.FILE, person, part) for part in PARTS_OF_A_FILE]
    found += [Place(Room.PLAN_EDITOR, person), Place(Room.PLAN, version)]
    found.append(Place(Room.COPIES, version))
    if services.sitting.supervises:
        found += [Place(Room.RETURNS, "", part) for part in PARTS_OF_A_RETURN]
        found.append(Place(Room.AUDIT, "", "seal"))
    return found


def go(qtbot, window, place):
    """Go there, and wait until nothing more is being read for it."""
    window.main.go(place)
    assert window.main.place == place
    settle(qtbot, window)
    if place.room is Room.BACKUPS:
        qtbot.waitUntil(lambda: window.main.keeper.status is not None, timeout=20_000)


def settle(qtbot, window):
    """The worker does one thing after the other: its answer to us comes after all others."""
    for _again in range(3):
        answered = []
        window.background.run(window, _nothing, done=answered.append, failed=answered.append)
        qtbot.waitUntil(lambda answered=answered: bool(answered), timeout=20_000)
        QTest.qWait(1)


def _nothing():
    return None


def said(where, findings):
    return [f"{where}: {f.kind} {f.widget} {f.detail}".rstrip() for f in findings]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("user", [SUPERVISOR, CASEWORKER])
def test_every_room_can_be_used_by_everybody(qtbot, signed_in, user, dress):
    window = signed_in(user, dress)
    found, visited = [], set()
    for place in places(window.main.services):
        go(qtbot, window, place)
        visited.add(place.room)
        found += said(f"{place.room.value} {place.part}", audit(window))
    assert found == []
    supervisors = set(Room) if user == SUPERVISOR else set()
    assert visited >= EVERYBODYS | supervisors


@pytest.mark.parametrize("dress", DRESSES)
def test_the_rooms_of_an_empty_vault_can_be_used_by_everybody(qtbot, town, enter, dress):
    window = enter(town.services, dress)
    found = []
    for door in rooms.doors(supervises=True):
        go(qtbot, window, Place(door.room))
        found += said(door.room.value, audit(window))
    assert found == []


@pytest.mark.parametrize("dress", DRESSES)
def test_every_dialog_can_be_used_by_everybody(qtbot, signed_in, dress):
    window = signed_in(CASEWORKER, dress)
    main = window.main
    file = somebody(main.services)
    go(qtbot, window, Place(Room.FILE, file.person.id))
    found = []
    for name, open_dialog in DIALOGS.items():
        open_dialog(qtbot, window)
        dialog = in_front(qtbot)
        found += said(name, audit(dialog))
        close_all(qtbot)
    main.look_for()
    search = audit(main.finder.everything)
    # The box goes away when it loses the keyboard: there is no picture of it unlit.
    found += said("search", [f for f in search if f.kind != "focus-not-visible"])
    assert found == []


def in_front(qtbot):
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def close_all(qtbot):
    for _most in range(4):
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        QDialog.reject(dialog)
        qtbot.waitUntil(lambda shut=dialog: QApplication.activeModalWidget() is not shut)


def _contact(_qtbot, window):
    window.main.new_contact()


def _contact_unfolded(qtbot, window):
    window.main.new_contact()
    in_front(qtbot).form.more.click()


def _leaving_a_contact(qtbot, window):
    window.main.new_contact()
    dialog = in_front(qtbot)
    dialog.form.field("summary").set_value("Met at the library.")
    dialog.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)


def _reading_a_contact(_qtbot, window):
    page = window.main.page
    entries = page.services.people.timeline(page.person)
    page._open_entry(next(e for e in entries if e.kind is Happening.CONTACT))


def _sheet(_qtbot, window):
    window.main.show_shortcuts()


def _fault(_qtbot, window):
    FaultDialog(window).open()


DIALOGS = {
    "a contact": _contact,
    "a contact unfolded": _contact_unfolded,
    "leaving a contact": _leaving_a_contact,
    "reading a contact": _reading_a_contact,
    "shortcuts": _sheet,
    "fault": _fault,
}


@pytest.mark.parametrize("dress", DRESSES)
def test_saving_a_copy_asks_in_words_that_everybody_can_use(qtbot, signed_in, dress):
    window = signed_in(SUPERVISOR, dress)
    go(qtbot, window, Place(Room.COPIES, in_force(window.main.services)))
    save = window.main.page.leaving.save
    window.main.page.choose.whom.set_value("School")
    qtbot.waitUntil(save.isEnabled, timeout=20_000)
    save.click()
    assert said("saving", audit(in_front(qtbot))) == []
    close_all(qtbot)


def in_force(services):
    for line in services.people.page(Wanted(), offset=0, limit=50):
        for version in services.people.file(line.person).versions:
            if version.status == "ACTIVE":
                return version.id
    raise AssertionError


def test_a_control_without_a_name_is_caught(qtbot, signed_in):
    window = signed_in(CASEWORKER)
    go(qtbot, window, Place(Room.CASELOAD))
    nameless = QLineEdit(window.main.page)
    nameless.resize(100, 30)
    nameless.show()
    assert [f.kind for f in audit(window) if "QLineEdit" in f.widget] == ["no-name"]


# Every line of the shortcut sheet, and what proves that its keys lead where it says.


@pytest.mark.parametrize("user", [SUPERVISOR, CASEWORKER])
def test_every_key_on_the_sheet_leads_where_it_says(qtbot, signed_in, user):
    window = signed_in(user)
    wanted = {c.words: c.keys.split("  ") for c in window.main.commands if c.keys}
    doors = rooms.doors(supervises=window.main.services.sitting.supervises)
    proofs = {**PROOFS, **{f"Go to {d.words}": _Leads(d.room) for d in doors}}
    assert set(wanted) == set(proofs)
    for words, keys in wanted.items():
        for key in keys:
            home(qtbot, window)
            prove = proofs[words]
            assert prove(window, lambda key=key: press(window, key)), f"{words} by {key}"


def test_the_sheet_shows_every_key(qtbot, signed_in):
    window = signed_in(SUPERVISOR)
    press(window, "Ctrl+/")
    sheet = in_front(qtbot)
    lines = {w.accessibleName() for w in sheet.findChildren(QLabel)}
    for command in window.main.commands:
        if command.keys:
            assert f"{command.words}: {command.keys}" in lines
    for words, keys in IN_PAGES:
        assert f"{words}: {keys}" in lines
    assert {line.split(": ")[1] for line in lines if " part of the window" in line} == {
        "F6",
        "Shift+F6",
    }
    close_all(qtbot)


def home(qtbot, window):
    """Back to the caseload, with nothing open over it."""
    close_all(qtbot)
    for palette in (window.main.finder.everything, window.main.finder.people):
        palette.leave()
    window.main.frame.set_private(False)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    go(qtbot, window, Place(Room.CASELOAD))


def press(window, keys):
    front = QApplication.activeModalWidget() or window
    front.activateWindow()
    assert QTest.qWaitForWindowActive(front)
    QTest.keySequence(QApplication.focusWidget() or front, QKeySequence(keys))
    QApplication.processEvents()


class _Leads:
    """The keys go to a room."""

    def __init__(self, room):
        self._room = room

    def __call__(self, window, act):
        away = Room.SETTINGS if self._room is Room.CASELOAD else Room.CASELOAD
        window.main.go(Place(away))
        act()
        return window.main.place == Place(self._room)


def _searches(window, act):
    act()
    return window.main.finder.everything.field.edit.hasFocus()


def _asks_with_whom(window, act):
    act()
    return window.main.finder.people.field.edit.hasFocus()


def _goes_back(window, act):
    window.main.go(Place(Room.SETTINGS))
    act()
    return window.main.place == Place(Room.CASELOAD)


def _locks(window, act):
    heard = []
    window.main.lock_wanted.disconnect(window.lock)
    window.main.lock_wanted.connect(lambda: heard.append(True))
    act()
    return heard == [True]


def _hides_and_locks(window, act):
    heard = []
    window.main.hide_wanted.disconnect(window.hide_and_lock)
    window.main.hide_wanted.connect(lambda: heard.append(True))
    act()
    return heard == [True]


def _hides_names(window, act):
    act()
    return window.main.frame.is_private


def _grows(window, act):
    theme.current().set_percent(100)
    act()
    return theme.current().percent > 100


def _shrinks(window, act):
    theme.current().set_percent(110)
    act()
    return theme.current().percent < 110


def _becomes_normal(window, act):
    theme.current().set_percent(125)
    act()
    return theme.current().percent == 100


def _shows_keys(window, act):
    act()
    dialog = QApplication.activeModalWidget()
    return dialog is not None and dialog.objectName() == "shortcuts"


PROOFS = {
    "Search": _searches,
    "Record a contact": _asks_with_whom,
    "Go back": _goes_back,
    "Lock": _locks,
    "Hide at once and lock": _hides_and_locks,
    "Hide or show names": _hides_names,
    "Larger text": _grows,
    "Smaller text": _shrinks,
    "Normal text size": _becomes_normal,
    "Keyboard shortcuts": _shows_keys,
}


def test_f6_goes_round_the_parts_of_the_window(qtbot, signed_in):
    window = signed_in(SUPERVISOR)
    home(qtbot, window)
    stack, sidebar = window.main.stack, window.main.sidebar
    for keys in ("F6", "Shift+F6"):
        assert stack.isAncestorOf(QApplication.focusWidget())
        press(window, keys)
        assert sidebar.isAncestorOf(QApplication.focusWidget())
        press(window, keys)


def test_the_keys_within_pages_do_what_the_sheet_says(qtbot, signed_in):
    window = signed_in(SUPERVISOR)
    home(qtbot, window)
    table = window.main.page.findChild(DataTable, "young_people")
    table.setFocus()
    press(window, "Down")
    assert table.currentIndex().row() == 1
    press(window, "End")
    assert table.currentIndex().row() == table.model().rowCount() - 1
    press(window, "Home")
    assert table.currentIndex().row() == 0
    press(window, "Return")
    assert window.main.place.room is Room.FILE
    press(window, "Ctrl+K")
    press(window, "Esc")
    assert window.main.finder.everything.isHidden()
    press(window, "Ctrl+N")
    in_front(qtbot)
    press(window, "Esc")
    assert QApplication.activeModalWidget() is None
    window.main.go(Place(Room.CASELOAD))
    combo = window.main.page.findChild(QComboBox, "state")
    combo.setFocus()
    press(window, "Alt+Down")
    assert combo.view().isVisible()
    combo.hidePopup()


def test_tab_leaves_every_box_and_shift_tab_comes_back(qtbot, signed_in):
    window = signed_in(CASEWORKER)
    go(qtbot, window, Place(Room.FILE, somebody(window.main.services).person.id))
    press(window, "Ctrl+N")
    box = in_front(qtbot).findChild(QPlainTextEdit, "summary")
    qtbot.waitUntil(box.hasFocus)
    press(window, "Tab")
    assert not box.hasFocus()
    press(window, "Shift+Tab")
    assert box.hasFocus()
    close_all(qtbot)
