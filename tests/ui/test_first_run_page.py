"""The first start: open a vault, make one with its recovery code, or try the training vault."""

import threading
import time

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.errors import WrongPassword
from youthcase.services.trainees import read
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.pages.first_run import FirstRunPage
from youthcase.ui.pages.first_run_code import first_slip
from youthcase.ui.pages.unlock import UnlockPage
from youthcase.ui.preferences import Preferences

PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105


@pytest.fixture
def window(session, tmp_path, qtbot: QtBot):
    kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    kept.mode = theme.Mode.LIGHT
    made = app.build_window(session=session, preferences=kept)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()


@pytest.fixture
def page(window):
    return window.findChild(FirstRunPage, "first_run_page")


def press(qtbot, window, name):
    qtbot.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def write(step, **values):
    for name, value in values.items():
        step.form.field(name).set_value(value)


def make_vault(qtbot, window, page, folder, password=PASSWORD):
    press(qtbot, window, "start.make")
    write(page.vault_step, folder=folder, user="Sam Patel", service="Northgate Youth Service")
    press(qtbot, window, "vault_step.submit")
    write(page.passphrase_step, password=password, again=password)
    press(qtbot, window, "passphrase_step.submit")


def until(true, seconds=20):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.005)


def shown_code(page):
    groups = [page.code_step.findChild(QLabel, f"group.{n}").text() for n in range(1, 9)]
    return "-".join(groups)


def test_without_a_last_vault_there_are_three_ways_to_begin(window, page):
    for name in ("start.training", "start.open", "start.make"):
        assert window.findChild(QPushButton, name).isVisible()
    assert window.findChild(QPushButton, "start.training").hasFocus()


def test_a_new_vault_is_made_its_code_confirmed_and_entered(window, page, folder, qtbot):
    make_vault(qtbot, window, page, folder)
    qtbot.waitUntil(lambda: page.stack.currentWidget().objectName() == "code_step")
    code = shown_code(page)
    press(qtbot, window, "written")
    typed = window.findChild(QLineEdit, "code")
    qtbot.keyClicks(typed, f"  {code.lower().replace('-', ' ')} ")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert window.main is not None
    services = window.main.services
    assert services.sitting.name == "Sam Patel"
    assert services.sitting.supervises
    assert services.settings.value("service_name") == "Northgate Youth Service"
    assert window.preferences.last_vault == folder
    assert window.main.page.welcome.isVisible()


def test_a_slip_in_the_code_names_the_group_and_does_not_open(window, page, folder, qtbot):
    make_vault(qtbot, window, page, folder)
    qtbot.waitUntil(lambda: page.stack.currentWidget().objectName() == "code_step")
    groups = shown_code(page).split("-")
    groups[2] = "0000" if groups[2] != "0000" else "1111"
    press(qtbot, window, "written")
    page.confirm_step.field.set_value("-".join(groups))
    press(qtbot, window, "confirm")
    assert "Group 3" in window.findChild(QLabel, "code.error").text()
    assert window.main is None
    press(qtbot, window, "back")
    assert page.code_step.isVisible()


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("ABCD-EFGH-0123", None),
        ("abcd efgh oi23", None),
        ("ABCDEFGH0123", None),
        ("ABCD\u2013EFGH\u20130l23", None),
        ("ABCD-EFGH-0124", 3),
        ("ABCD-EFGH", 3),
        ("XBCD-EFGH-0123", 1),
        ("ABCD-EFGH-01234", 3),
        ("", 1),
    ],
)
def test_the_code_is_compared_as_paper_is_read(typed, slip):
    assert first_slip("ABCD-EFGH-0123", typed) == slip


def test_a_weak_passphrase_is_refused_at_its_box_and_nothing_is_made(
    window, page, folder, qtbot
):
    make_vault(qtbot, window, page, folder, "short")
    error = window.findChild(QLabel, "password.error")
    qtbot.waitUntil(error.isVisible)
    assert "15 characters" in error.text()
    assert page.stack.currentWidget() is page.passphrase_step
    assert window.findChild(QPushButton, "passphrase_step.submit").isEnabled()
    assert not folder.exists()


def test_two_passphrases_that_differ_are_noticed(window, page, folder, qtbot):
    press(qtbot, window, "start.make")
    write(page.vault_step, folder=folder, user="Sam Patel")
    press(qtbot, window, "vault_step.submit")
    write(page.passphrase_step, password=PASSWORD, again=f"{PASSWORD}s")
    press(qtbot, window, "passphrase_step.submit")
    assert "differ" in window.findChild(QLabel, "again.error").text()
    assert not folder.exists()


def test_words_are_offered_and_others_can_be_asked_for(window, page, folder, qtbot):
    press(qtbot, window, "start.make")
    write(page.vault_step, folder=folder, user="Sam Patel")
    press(qtbot, window, "vault_step.submit")
    offer = window.findChild(QLabel, "offer")
    qtbot.waitUntil(lambda: len(offer.text().split("-")) == 5)
    first = offer.text()
    press(qtbot, window, "offer.other")
    qtbot.waitUntil(lambda: offer.text() != first)


def test_a_folder_that_is_not_empty_is_refused_where_it_was_asked(window, page, folder, qtbot):
    folder.mkdir()
    (folder / "letter.txt").write_text("hello", encoding="utf-8")
    make_vault(qtbot, window, page, folder)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.vault_step)
    assert page.vault_step.form.field("folder").error
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "hello"


def test_closing_before_the_code_is_confirmed_leaves_a_closed_whole_vault(
    window, page, folder, qtbot, session
):
    make_vault(qtbot, window, page, folder)
    qtbot.waitUntil(lambda: page.stack.currentWidget().objectName() == "code_step")
    window.close()
    services = session.unlock(folder, "Sam Patel", PASSWORD)
    services.sitting.lock()
    assert window.preferences.last_vault == folder


def test_closing_while_the_vault_is_made_leaves_it_closed(window, page, folder, qtbot, session):
    make_vault(qtbot, window, page, folder)
    until(folder.exists)  # without the event loop: no answer of the worker arrives meanwhile
    window.close()
    window.end()
    session.unlock(folder, "Sam Patel", PASSWORD).sitting.lock()


def test_closing_before_the_vault_is_begun_makes_none(window, page, folder, qtbot):
    gate = threading.Event()
    busy = window.background.run(page, gate.wait, done=lambda _: None, failed=lambda _: None)
    make_vault(qtbot, window, page, folder)
    window.close()
    until(busy.running)
    threading.Timer(0.2, gate.set).start()
    window.end()
    assert not folder.exists()


def test_an_existing_vault_leads_to_its_lock_screen(window, page, sam, folder, qtbot):
    press(qtbot, window, "start.open")
    write(page.open_step, folder=folder / "nowhere")
    press(qtbot, window, "open_step.submit")
    assert "no folder" in page.open_step.findChild(QLabel, "folder.error").text()
    write(page.open_step, folder=folder)
    press(qtbot, window, "open_step.submit")
    assert isinstance(window.centralWidget(), UnlockPage)
    assert window.centralWidget().folder == folder


def test_a_folder_can_be_looked_for(window, page, tmp_path, qtbot):
    press(qtbot, window, "start.open")
    page.open_step.folder.set_value(tmp_path)
    qtbot.mouseClick(page.open_step.folder.choose, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(tmp_path / "chosen"))
    assert page.open_step.folder.value() == tmp_path / "chosen"
    dialog.reject()


def test_the_training_vault_is_made_with_its_progress_in_sight(window, page, tmp_path, qtbot):
    folder = tmp_path / "training"
    press(qtbot, window, "start.training")
    write(page.training_step, folder=folder)
    press(qtbot, window, "training_step.submit")
    qtbot.waitUntil(window.findChild(QPushButton, "cancel").isVisible)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage), timeout=30_000)
    assert len(read(folder)) == 3
    assert window.findChild(QPushButton, "trainee.0").isVisible()


def test_a_training_vault_that_is_cancelled_leaves_nothing_behind(
    window, page, tmp_path, qtbot
):
    folder = tmp_path / "training"
    press(qtbot, window, "start.training")
    write(page.training_step, folder=folder)
    press(qtbot, window, "training_step.submit")
    press(qtbot, window, "cancel")
    submit = window.findChild(QPushButton, "training_step.submit")
    qtbot.waitUntil(submit.isEnabled, timeout=30_000)
    assert page.stack.currentWidget() is page.training_step
    assert not folder.exists()


def test_a_training_vault_that_is_there_is_opened(window, page, session, tmp_path, qtbot):
    folder = tmp_path / "training"
    folder.mkdir()
    note = "Invented.\nSam Patel | SUPERVISOR | marble-otter-lantern-quilt\n"
    (folder / "training.txt").write_text(note, encoding="utf-8")
    page.make_training(folder)
    assert window.centralWidget().folder == folder


def test_back_leads_back(window, page, qtbot):
    press(qtbot, window, "start.make")
    press(qtbot, window, "vault_step.back")
    assert page.start.isVisible()


@pytest.mark.parametrize("name", ["start", "vault_step", "passphrase_step", "training_step"])
def test_everybody_can_use_the_first_steps(window, page, name):
    page.stack.setCurrentWidget(getattr(page, name))
    assert audit(window) == []
    theme.current().dress(theme.Mode.DARK, 200)
    assert audit(window) == []
    theme.current().dress(theme.Mode.LIGHT, 100)


def test_a_wrong_passphrase_for_the_new_vault_stays_wrong(window, page, folder, qtbot, session):
    make_vault(qtbot, window, page, folder)
    qtbot.waitUntil(lambda: page.stack.currentWidget().objectName() == "code_step")
    window.close()
    with pytest.raises(WrongPassword):
        session.unlock(folder, "Sam Patel", "not-the-right-four-words")
