"""Copies made by themselves, a second place lost and found, and a vault that comes back."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.services import restoring
from youthcase.ui import locking
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.toast import Toast
from youthcase.ui.pages.contact import ContactDialog
from youthcase.ui.pages.damage import DamageDoor, DamagePage
from youthcase.ui.pages.restore import RescuePage, RestorePage
from youthcase.ui.pages.unlock import UnlockPage
from youthcase.ui.preferences import Preferences
from youthcase.vault import copying

SAM, PHRASE = "Sam Patel", "velvet-walnut-harbour-signal"
PAGE = 4096


def refer(services, first, last):
    person = replace(
        services.people.blank(), first_name=first, last_name=last, dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, person)
    return person.id


@pytest.fixture
def open_window(session, tmp_path, qtbot: QtBot):
    made = []

    def open_window(folder=None, afterwards=None):
        kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
        kept.mode = theme.Mode.LIGHT
        window = app.build_window(
            folder, session=session, preferences=kept, afterwards=afterwards
        )
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_window
    for window in made:
        window.end()


@pytest.fixture
def at_work(town, open_window):
    """Sam at a vault with two young people."""
    refer(town.services, "Amara", "Okonedo")
    refer(town.services, "Bilal", "Farouk")
    window = open_window(town.folder)
    window.enter(town.services)
    return window


def button(window, name):
    found = window.findChildren(QPushButton, name)
    assert found, name
    return next((one for one in found if one.isVisible()), found[0])


def press(window, name):
    shown = button(window, name)
    assert shown.isVisible(), name
    assert shown.isEnabled(), name
    shown.click()


def said(window):
    toast = window.findChild(Toast)
    return " ".join(label.text() for label in toast.findChildren(QLabel)) if toast else ""


def line_of(window):
    """The words of the line at the foot of the window; empty while it is not there."""
    notice = window.main.backup_notice
    if not notice.isVisible():
        return ""
    return " ".join(label.accessibleName() for label in notice.findChildren(QLabel))


def settled(qtbot, window):
    keeper = window.main.keeper
    qtbot.waitUntil(lambda: not keeper.is_busy and keeper.status is not None, timeout=8000)
    return keeper


def unlock(qtbot, window, password=PHRASE):
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.user.set_value(SAM)
    page.password.set_value(password)
    press(window, "unlock")
    qtbot.waitUntil(lambda: window.centralWidget() is not page, timeout=8000)


def counts(window):
    page = window.centralWidget()
    return [
        page.findChild(QLabel, f"count.{n}").text()
        for n in (1, 2, 3, 4)
        if page.findChild(QLabel, f"count.{n}") is not None
    ]


def harm(folder, services, table):
    """Change one byte on the first page of a table, as a failing disk does."""
    vault = services.people._desk.vault
    with vault.read() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root = db.execute(query, (table,)).fetchone()[0]
    services.sitting.lock()
    file = folder / "vault-1.db"
    raw = bytearray(file.read_bytes())
    raw[(root - 1) * PAGE + 100] ^= 1
    file.write_bytes(raw)


# By itself


def test_a_copy_is_made_by_itself_after_the_caseload_is_there(
    town, open_window, qtbot, clock, monkeypatch
):
    monkeypatch.setattr(app, "_BACKUP_AFTER_MS", 50)
    refer(town.services, "Amara", "Okonedo")
    window = open_window(town.folder)
    unlocked = town.as_(SAM)
    window.enter(unlocked)
    assert unlocked.backups.status().is_due
    qtbot.waitUntil(lambda: not unlocked.backups.status().is_due, timeout=8000)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: "10:30" in said(window))
    assert "Backed up to this computer" in said(window)
    assert window.main.place == Place(Room.CASELOAD)
    assert window.findChildren(QDialog) == []
    (copy,) = unlocked.backups.status().copies
    assert copy.is_whole
    window.lock()
    clock.moment += timedelta(hours=23)
    unlock(qtbot, window)
    keeper = settled_after(qtbot, window)
    assert len(keeper.status.copies) == 1
    window.lock()
    clock.moment += timedelta(hours=2)
    unlock(qtbot, window)
    qtbot.waitUntil(
        lambda: (s := window.main.keeper.status) is not None and len(s.copies) == 2,
        timeout=8000,
    )


def settled_after(qtbot, window):
    qtbot.waitUntil(lambda: window.main.keeper.status is not None, timeout=8000)
    return settled(qtbot, window)


def test_the_window_answers_while_a_copy_is_made(at_work, qtbot):
    """No look at the clock: the window's own timers go on running between all steps."""
    keeper = at_work.main.keeper
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(keeper.is_busy))
    timer.start(0)
    keeper.begin()
    qtbot.waitUntil(lambda: keeper.is_busy, timeout=8000)
    refer(at_work.main.services, "Cleo", "Marsh")  # writers are not held up
    settled(qtbot, at_work)
    timer.stop()
    assert ticks.count(True) > 5
    assert len(at_work.main.services.people.find("", limit=9)) == 3


def test_a_quiet_word_waits_until_another_is_read(at_work, qtbot):
    at_work.main.frame.said.emit("Contact saved")
    at_work.main.keeper.said.emit("Backed up to this computer, 09:14")
    assert "Contact saved" in said(at_work)
    toast = at_work.findChild(Toast, "toast")
    toast.leave()
    qtbot.waitUntil(lambda: "Backed up" in said(at_work))


def test_a_full_disk_is_a_line_at_the_foot_and_old_copies_stay(
    at_work, qtbot, clock, monkeypatch
):
    keeper = at_work.main.keeper
    keeper.begin()
    settled(qtbot, at_work)
    before = at_work.main.services.backups.status().copies
    clock.moment += timedelta(days=2)
    usage = shutil.disk_usage("/")._replace(free=10)
    with monkeypatch.context() as patch:
        patch.setattr(copying.shutil, "disk_usage", lambda _folder: usage)
        keeper.begin()
        qtbot.waitUntil(lambda: bool(keeper.problem), timeout=8000)
    qtbot.waitUntil(lambda: "free space" in line_of(at_work))
    assert at_work.main.services.backups.status().copies == before
    assert at_work.findChildren(QDialog) == []
    press(at_work, "backup_notice.act")
    assert at_work.main.place == Place(Room.BACKUPS)
    press(at_work, "back_up")
    settled(qtbot, at_work)
    qtbot.waitUntil(lambda: len(keeper.status.copies) == 2, timeout=8000)
    assert keeper.problem == ""


# Stopping


class Noted(locking.Afterwards):
    """Notes what was handed over; a test's process may not end."""

    def __init__(self):
        self.handed = []

    def begin(self, folder, handed):
        self.handed.append(handed)
        return False

    def end(self):
        raise AssertionError


@pytest.mark.parametrize("how", ["lock", "close"])
def test_locking_or_closing_stops_a_copy_and_leaves_no_half_file(
    town, open_window, qtbot, tmp_path, how
):
    second = tmp_path / "stick"
    second.mkdir()
    town.services.backups.choose_second_place(str(second))
    big = "x" * 2_000_000
    with town.services.people._desk.vault.write() as db:
        db.executemany(
            "INSERT INTO draft (id, kind, author, saved_at, content)"
            " VALUES (?, 'big', 'nobody', '2026-11-23', ?)",
            [(f"d{n}", big) for n in range(20)],
        )
    window = open_window(town.folder)
    window.enter(town.services)
    keeper = window.main.keeper
    seen = []
    keeper.progressed.connect(lambda done, _total: seen.append(done))
    keeper.begin()
    qtbot.waitUntil(lambda: bool(seen), timeout=8000)
    job = keeper._job
    if how == "lock":
        window.lock()
    else:
        window.close()
    assert job is None or job.future is None or job.future.done()
    for place in (town.folder / "backups", second):
        assert [f.name for f in place.iterdir() if not f.name.endswith(".backup")] == []
    with pytest.raises(Exception, match="locked"):
        town.services.people.tiles()
    town.as_(SAM)


def test_a_copy_is_stopped_by_its_button(at_work, qtbot):
    main = at_work.main
    with main.services.people._desk.vault.write() as db:
        db.executemany(
            "INSERT INTO draft (id, kind, author, saved_at, content)"
            " VALUES (?, 'big', 'nobody', '2026-11-23', ?)",
            [(f"d{n}", "x" * 2_000_000) for n in range(20)],
        )
    main.go(Place(Room.BACKUPS))
    qtbot.waitUntil(lambda: main.keeper.status is not None, timeout=8000)
    press(at_work, "back_up")
    press(at_work, "cancel")
    qtbot.waitUntil(lambda: not main.keeper.is_busy, timeout=8000)
    qtbot.waitUntil(lambda: "Stopped" in said(at_work))
    assert main.services.backups.status().copies == ()
    assert button(at_work, "back_up").isEnabled()
    assert main.keeper.problem == ""


# The second place


def test_a_second_place_is_asked_for_at_the_caseload_and_later_is_remembered(
    at_work, qtbot, clock
):
    main = at_work.main
    main.keeper.begin()
    settled(qtbot, at_work)
    qtbot.waitUntil(lambda: "lost laptop" in line_of(at_work), timeout=8000)
    main.go(Place(Room.SETTINGS))
    assert line_of(at_work) == ""
    main.go(Place(Room.CASELOAD))
    assert "second place" in line_of(at_work)
    press(at_work, "backup_notice.dismiss")
    assert line_of(at_work) == ""
    assert not main.services.backups.status().asks_second_place
    clock.moment += timedelta(days=14)
    assert main.services.backups.status().asks_second_place


def test_a_second_place_is_lost_without_fuss_and_found_again(at_work, qtbot, tmp_path, clock):
    main = at_work.main
    second, drawer = tmp_path / "stick", tmp_path / "drawer"
    second.mkdir()
    main.go(Place(Room.BACKUPS))
    main.page.choose_place(str(second))
    qtbot.waitUntil(lambda: main.services.backups.status().second_place != "", timeout=8000)
    main.keeper.begin()
    qtbot.waitUntil(lambda: len(list(second.glob("*.backup"))) == 1, timeout=8000)
    settled(qtbot, at_work)
    second.rename(drawer)
    clock.moment += timedelta(days=2)
    main.go(Place(Room.CASELOAD))
    main.keeper.begin()
    qtbot.waitUntil(lambda: "not there" in line_of(at_work), timeout=8000)
    qtbot.waitUntil(lambda: len(main.keeper.status.copies) == 2, timeout=8000)
    settled(qtbot, at_work)
    assert main.keeper.problem == ""
    assert at_work.findChildren(QDialog) == []
    drawer.rename(second)
    press(at_work, "backup_notice.act")  # or within a minute by itself
    qtbot.waitUntil(lambda: len(list(second.glob("*.backup"))) == 2, timeout=8000)
    settled(qtbot, at_work)
    qtbot.waitUntil(lambda: line_of(at_work) == "", timeout=8000)
    qtbot.waitUntil(lambda: "second place" in said(at_work), timeout=15000)


# Coming back


def test_a_vault_comes_back_on_a_new_computer(town, open_window, qtbot, tmp_path):
    refer(town.services, "Amara", "Okonedo")
    copy = tmp_path / "stick" / "cases.backup"
    copy.parent.mkdir()
    town.services.backups.save_to(copy)
    town.services.sitting.lock()
    shutil.move(town.folder, tmp_path / "lost laptop")
    window = open_window()
    press(window, "start.restore")
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    assert not page.which.copies.isVisible()
    press(window, "which_step.submit")
    assert page.which.file.error
    page.which.file.set_value(copy)
    press(window, "which_step.submit")
    assert not page.where.where.isVisible()
    page.where.user.set_value(SAM)
    page.where.password.set_value("not the one of that day")
    page.where.folder.set_value(tmp_path / "new computer")
    press(window, "where_step.submit")
    qtbot.waitUntil(lambda: bool(page.where.password.error), timeout=8000)
    page.where.password.set_value(PHRASE)
    press(window, "where_step.submit")
    qtbot.waitUntil(page.compare.isVisible, timeout=8000)
    assert counts(window) == ["1", "1", "0", "0"]
    assert not (tmp_path / "new computer").exists()
    press(window, "compare.do")
    qtbot.waitUntil(page.done_step.isVisible, timeout=8000)
    press(window, "done.go")
    unlock(qtbot, window)
    assert [p.ref for p in window.main.services.people.find("amara")] == ["YP-0001"]
    assert window.preferences.last_vault == tmp_path / "new computer"


def test_a_copy_is_restored_in_place_from_inside_and_what_it_replaces_is_kept(
    town, open_window, qtbot, clock
):
    refer(town.services, "Amara", "Okonedo")
    town.services.backups.make()
    clock.moment += timedelta(hours=1)
    refer(town.services, "Bilal", "Farouk")
    noted = Noted()
    window = open_window(town.folder, noted)
    window.enter(town.services)
    window.main.go(Place(Room.BACKUPS))
    qtbot.waitUntil(lambda: window.main.keeper.status is not None, timeout=8000)
    press(window, "copies.restore")
    press(window, "do")
    (handed,) = noted.handed
    assert (handed.errand, handed.user) == (locking.RESTORE, SAM)
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    assert page.where.isVisible()
    page.where.password.set_value(PHRASE)
    press(window, "where_step.submit")
    qtbot.waitUntil(page.compare.isVisible, timeout=8000)
    lost = page.compare.findChild(object, "compare.lost").words.accessibleName()
    assert "1 young person" in lost
    assert counts(window) == ["1", "1", "0", "0"]
    press(window, "compare.do")
    qtbot.waitUntil(page.done_step.isVisible, timeout=8000)
    (kept,) = (f for f in town.folder.parent.iterdir() if "before the restore" in f.name)
    assert str(kept) in page.findChild(QLabel, "done.kept").text()
    press(window, "done.go")
    unlock(qtbot, window)
    assert len(window.main.services.people.find("", limit=9)) == 1
    other = window.main.services
    window.lock()
    with pytest.raises(Exception, match="locked"):
        other.people.tiles()


def test_a_caseworker_sees_copies_makes_one_and_restores_none(town, open_window, qtbot):
    services = town.as_("Maya Adeyemi")
    window = open_window(town.folder)
    window.enter(services)
    window.main.go(Place(Room.BACKUPS))
    qtbot.waitUntil(lambda: window.main.keeper.status is not None, timeout=8000)
    assert not button(window, "copies.restore").isVisible()
    assert not button(window, "second_place.choose").isVisible()
    press(window, "back_up")
    settled(qtbot, window)
    qtbot.waitUntil(lambda: len(window.main.keeper.status.copies) == 1, timeout=8000)


# Harm


def test_harm_met_while_working_is_explained_and_a_restore_brings_the_counts_back(
    town, open_window, qtbot
):
    refer(town.services, "Amara", "Okonedo")
    refer(town.services, "Bilal", "Farouk")
    town.services.backups.make()
    harm(town.folder, town.services, "person")
    services = town.as_(SAM)
    noted = Noted()
    window = open_window(town.folder, noted)
    window.enter(services)
    qtbot.waitUntil(lambda: isinstance(window.main.page, DamagePage), timeout=8000)
    main = window.main
    assert main.place == Place(Room.DAMAGE)
    words = main.page.findChild(QLabel, "trouble.0.what").text()
    assert "damaged" in words
    assert window.findChildren(QDialog) == []
    press(window, "damage.again")
    assert main.place == Place(Room.CASELOAD)
    assert "cannot be read" in line_of(window)
    press(window, "backup_notice.act")
    assert main.place == Place(Room.DAMAGE)
    press(window, "damage.restore")
    assert noted.handed[0].errand == locking.RESTORE
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    press(window, "which_step.submit")
    page.where.user.set_value(SAM)
    page.where.password.set_value(PHRASE)
    press(window, "where_step.submit")
    qtbot.waitUntil(page.compare.isVisible, timeout=8000)
    assert counts(window) == ["2", "2", "0", "0"]
    press(window, "compare.do")
    qtbot.waitUntil(page.done_step.isVisible, timeout=8000)
    press(window, "done.go")
    unlock(qtbot, window)
    assert window.main.place == Place(Room.CASELOAD)
    assert any("2 young people" in one.text() for one in window.main.page.findChildren(QLabel))
    assert len(window.main.services.people.find("", limit=9)) == 2


def test_what_is_typed_stays_when_saving_it_meets_harm(town, open_window, qtbot):
    person = refer(town.services, "Amara", "Okonedo")
    with town.services.people._desk.vault.read() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'contact'"
        root = db.execute(query).fetchone()[0]
    services = town.as_(SAM)  # closing has folded the log into the file
    window = open_window(town.folder)
    window.enter(services)
    window.main._record_contact(person)
    dialog = window.findChild(ContactDialog)
    dialog.form.field("summary").set_value("Met at the library, spoke about school.")
    file = town.folder / "vault-1.db"
    raw = bytearray(file.read_bytes())
    raw[(root - 1) * PAGE + 100] ^= 1
    file.write_bytes(raw)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.main.place == Place(Room.DAMAGE), timeout=8000)
    assert dialog.isVisible()
    assert dialog.form.field("summary").value() == "Met at the library, spoke about school."
    assert services.drafts.find("contact", person).content["summary"].startswith("Met at")


def test_a_vault_whose_file_is_gone_says_so_at_the_door_and_opens_once_it_is_back(
    town, open_window, qtbot
):
    town.services.sitting.lock()
    away = (town.folder / "vault-1.db").rename(town.folder / "moved by mistake")
    window = open_window(town.folder)
    unlock(qtbot, window)
    page = window.centralWidget()
    assert isinstance(page, DamageDoor)
    assert "missing" in page.findChild(QLabel, "trouble.0.what").text()
    assert not page.view.rescue.isVisible()
    assert page.view.restore.hasFocus()
    away.rename(town.folder / "vault-1.db")
    press(window, "damage.again")
    unlock(qtbot, window)
    assert window.main is not None


def test_a_case_file_of_another_vault_is_recognised_at_the_door(
    town, session, open_window, qtbot, tmp_path
):
    town.services.sitting.lock()
    session.create(tmp_path / "other", SAM, PHRASE).services.sitting.lock()
    shutil.copy(tmp_path / "other" / "vault-1.db", town.folder / "vault-1.db")
    window = open_window(town.folder)
    unlock(qtbot, window)
    page = window.centralWidget()
    assert isinstance(page, DamageDoor)
    assert "does not belong" in page.findChild(QLabel, "trouble.0.what").text()


def test_what_can_still_be_read_is_read_into_a_new_vault(town, open_window, qtbot):
    refer(town.services, "Amara", "Okonedo")
    harm(town.folder, town.services, "person")
    harmed = (town.folder / "vault-1.db").read_bytes()
    window = open_window(town.folder)
    window.show_rescue(SAM)
    page = window.centralWidget()
    assert isinstance(page, RescuePage)
    page.ask.password.set_value("not the passphrase")
    press(window, "rescue_step.submit")
    qtbot.waitUntil(lambda: bool(page.ask.password.error), timeout=8000)
    page.ask.password.set_value(PHRASE)
    press(window, "rescue_step.submit")
    qtbot.waitUntil(page.done_step.isVisible, timeout=8000)
    assert "Lost: 1 young person." in page.findChild(QLabel, "done.said").text()
    assert (town.folder / "vault-1.db").read_bytes() == harmed
    press(window, "done.go")
    unlock(qtbot, window)
    assert [p.ref for p in window.main.services.people.find("amara")] == ["YP-0001"]


def test_a_backup_that_meets_harm_says_so_at_the_foot_and_moves_nobody(
    town, open_window, qtbot
):
    refer(town.services, "Amara", "Okonedo")
    harm(town.folder, town.services, "plan_decision")
    services = town.as_(SAM)
    window = open_window(town.folder)
    window.enter(services)
    window.main.go(Place(Room.SETTINGS))
    window.main.keeper.begin()
    qtbot.waitUntil(lambda: window.main.keeper.harm is not None, timeout=8000)
    qtbot.waitUntil(lambda: "cannot be read" in line_of(window), timeout=8000)
    assert services.backups.status().copies == ()


def test_a_torn_key_file_is_mended_quietly_and_told(town, open_window, qtbot):
    town.services.sitting.lock()
    file = town.folder / "vault.keys2"
    file.write_bytes(file.read_bytes()[:100])
    window = open_window(town.folder)
    qtbot.waitUntil(lambda: window._was_torn, timeout=8000)
    unlock(qtbot, window)
    assert "written anew" in line_of(window)
    assert not restoring.is_torn(town.folder)
    press(window, "backup_notice.dismiss")
    assert line_of(window) == ""
