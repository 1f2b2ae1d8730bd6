"""The lock screen: a name and a passphrase open the vault, a wrong one says so calmly."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.services import training
from youthcase.services.trainees import read
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.pages.unlock import UnlockPage
from youthcase.ui.preferences import Preferences

PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105


@pytest.fixture
def preferences(tmp_path):
    made = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    made.mode = theme.Mode.LIGHT
    return made


@pytest.fixture
def locked(session, folder):
    """A vault with one supervisor, locked."""
    session.create(folder, "Sam Patel", PASSWORD, "Northgate").services.sitting.lock()
    return folder


@pytest.fixture
def window(locked, session, preferences, qtbot: QtBot):
    made = app.build_window(locked, session=session, preferences=preferences)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()


def fill(qtbot, window, user, password):
    box = window.findChild(QLineEdit, "user")
    box.clear()
    qtbot.keyClicks(box, user)
    secret = window.findChild(QLineEdit, "password")
    secret.clear()
    qtbot.keyClicks(secret, password)


def test_the_right_passphrase_and_enter_open_the_caseload(window, qtbot, preferences, locked):
    fill(qtbot, window, "Sam Patel", PASSWORD)
    qtbot.keyClick(window.findChild(QLineEdit, "password"), Qt.Key.Key_Return)
    assert window.findChild(QPushButton, "unlock").text() == "Unlocking…"
    qtbot.waitUntil(lambda: window.main is not None)
    assert window.main.services.sitting.name == "Sam Patel"
    assert preferences.last_vault == locked
    assert window.windowTitle() == "Youthcase"


def test_a_wrong_passphrase_says_so_under_the_box_and_gives_the_keyboard_back(window, qtbot):
    fill(qtbot, window, "Sam Patel", "not-the-right-four-words")
    qtbot.mouseClick(window.findChild(QPushButton, "unlock"), Qt.MouseButton.LeftButton)
    error = window.findChild(QLabel, "password.error")
    qtbot.waitUntil(error.isVisible)
    assert "do not open the vault" in error.text()
    box = window.findChild(QLineEdit, "password")
    assert box.hasFocus()
    assert box.selectedText()
    assert window.findChild(QPushButton, "unlock").isEnabled()
    assert window.main is None


def test_nothing_is_asked_of_the_vault_while_a_box_is_empty(window, qtbot):
    qtbot.mouseClick(window.findChild(QPushButton, "unlock"), Qt.MouseButton.LeftButton)
    assert window.findChild(QLabel, "user.error").text() == "Error: Enter your name"
    assert window.findChild(QLineEdit, "user").hasFocus()


def test_a_vault_that_is_not_there_is_said_in_words(session, preferences, tmp_path, qtbot):
    window = app.build_window(tmp_path / "gone", session=session, preferences=preferences)
    qtbot.addWidget(window)
    window.show()
    fill(qtbot, window, "Sam Patel", PASSWORD)
    window.findChild(QPushButton, "unlock").click()
    error = window.findChild(QLabel, "password.error")
    qtbot.waitUntil(error.isVisible)
    assert "There is no vault in this place" in error.text()
    window.end()


def test_the_passphrase_can_be_shown_and_caps_lock_is_noticed(window, qtbot):
    page = window.findChild(UnlockPage, "unlock_page")
    qtbot.keyClicks(page.password.edit, "A")
    qtbot.keyClick(page.password.edit, Qt.Key.Key_B)
    qtbot.mouseClick(window.findChild(QPushButton, "password.show"), Qt.MouseButton.LeftButton)
    assert page.password.edit.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.keyClick(page.password.edit, "C", Qt.KeyboardModifier.NoModifier)
    assert page.password.caps.isVisible()


def test_another_vault_can_be_chosen(window, qtbot):
    qtbot.mouseClick(window.findChild(QPushButton, "another"), Qt.MouseButton.LeftButton)
    assert window.findChild(QPushButton, "start.open").isVisible()


def test_a_training_vault_signs_in_with_one_press(session, preferences, tmp_path, qtbot):
    folder = tmp_path / "training"
    made = training.make(folder, session, people=3)
    assert read(folder) == made
    assert "invented" in (folder / "training.txt").read_text(encoding="utf-8")
    window = app.build_window(folder, session=session, preferences=preferences)
    qtbot.addWidget(window)
    window.show()
    buttons = [window.findChild(QPushButton, f"trainee.{at}") for at in range(3)]
    (maya,) = [b for b in buttons if b.text() == "Sign in as Maya Adeyemi (caseworker)"]
    maya.setFocus()
    qtbot.keyClick(maya, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.main is not None)
    assert window.main.services.sitting.name == "Maya Adeyemi"
    assert window.main.services.sitting.is_training
    window.end()


def test_a_real_vault_names_nobody_on_its_lock_screen(window, locked):
    assert read(locked) == ()
    assert window.findChild(QPushButton, "trainee.0") is None
    words = [label.text() for label in window.findChildren(QLabel)]
    assert not any("Sam" in text or "Northgate" in text for text in words)


def test_closing_while_it_unlocks_leaves_the_vault_closed(window, qtbot, session, locked):
    fill(qtbot, window, "Sam Patel", PASSWORD)
    window.findChild(QPushButton, "unlock").click()
    window.close()
    window.end()
    session.unlock(locked, "Sam Patel", PASSWORD).sitting.lock()


def test_after_locking_only_the_passphrase_is_asked_again(window, qtbot):
    fill(qtbot, window, "Sam Patel", PASSWORD)
    window.findChild(QPushButton, "unlock").click()
    qtbot.waitUntil(lambda: window.main is not None)
    window.lock()
    assert window.findChild(QLineEdit, "user").text() == "Sam Patel"
    assert window.findChild(QLineEdit, "password").text() == ""


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 200), (theme.Mode.CONTRAST, 150)],
)
def test_everybody_can_use_the_lock_screen(window, mode, percent):
    theme.current().dress(mode, percent)
    assert audit(window) == []
    theme.current().dress(theme.Mode.LIGHT, 100)


SEEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from youthcase import app
from youthcase.ui.preferences import Preferences
app.dressed_application()
kept = Preferences(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window = app.build_window(Path(sys.argv[2]), preferences=kept)
window.show()
window.grab()
heavy = ("reportlab", "openpyxl", "asyncio", "zxcvbn", "pypdfium2", "PIL", "sqlcipher3",
         "cryptography", "youthcase.ui.main_window", "youthcase.services.house")
print(" ".join(name for name in heavy if name in sys.modules))
"""


def test_nothing_heavy_is_imported_before_the_lock_screen_is_painted(tmp_path, locked):
    script = tmp_path / "seen.py"
    script.write_text(SEEN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "seen.ini"), str(locked)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_the_command_line_never_imports_qt():
    words = "import sys, youthcase.cli, youthcase.__main__; print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


def test_the_preferences_hold_nothing_about_anybody(window, qtbot, tmp_path, preferences):
    fill(qtbot, window, "Sam Patel", PASSWORD)
    window.findChild(QPushButton, "unlock").click()
    qtbot.waitUntil(lambda: window.main is not None)
    window.close()
    preferences._settings.sync()
    kept = Path(tmp_path / "own.ini").read_text(encoding="utf-8")
    assert "Sam" not in kept
    assert PASSWORD not in kept
    assert str(tmp_path / "vault") in kept


def test_the_demo_opens_on_the_caseload_without_a_password(qtbot, folder, session):
    from youthcase import app
    from youthcase.services import training

    training.make(folder, session, people=6)
    window = app.build_window(folder, session=session, trainee="Sam Patel")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.main is not None, timeout=10_000)
    assert window.main.services.sitting.name == "Sam Patel"
    window.end()
