"""The idle lock: in every state, by a clock that nobody can set, with a warning before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.errors import NotAllowed, Refusal
from youthcase.services.settings import IDLE_MINUTES
from youthcase.ui.auto_lock import TimeoutWarning
from youthcase.ui.frame import Place, Room
from youthcase.ui.idle import Due, Stillness, awake_seconds
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.palette import CommandPalette
from youthcase.ui.kit.pdf_view import PdfView
from youthcase.ui.pages.contact import ContactDialog
from youthcase.ui.preferences import Preferences

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Seconds:
    """A clock of seconds that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def still(minutes=5):
    made = Stillness(Seconds(), minutes * 60)
    made.start()
    return made


def test_it_locks_after_the_limit_and_not_before():
    at = still()
    at.seconds.at += 299.9
    assert at.look() is not Due.LOCK
    at.seconds.at += 0.1
    assert at.look() is Due.LOCK


def test_it_warns_once_at_sixty_and_once_at_twenty_seconds():
    at = still()
    found = []
    for _second in range(299):
        at.seconds.at += 1
        if at.look() is Due.WARNING:
            found.append(round(at.left))
    assert found == [60, 20]


def test_the_two_warnings_are_one_when_nobody_looked_in_between():
    at = still()
    at.seconds.at += 285
    assert at.look() is Due.WARNING
    assert at.look() is Due.NOTHING


def test_a_touch_begins_again_with_its_warnings():
    at = still()
    at.seconds.at += 250
    assert at.look() is Due.WARNING
    assert at.touch() is Due.NOTHING
    at.seconds.at += 250
    assert at.look() is Due.WARNING


def test_a_touch_that_comes_after_the_time_is_up_opens_nothing():
    # After sleep the first key may come before the timer.
    at = still()
    at.seconds.at += 3600
    assert at.touch() is Due.LOCK


def test_the_seconds_only_go_forward():
    assert awake_seconds() <= awake_seconds()


@pytest.mark.parametrize("minutes", ["1", "16", "", "five", "-3", "2.5"])
def test_a_limit_outside_two_to_fifteen_minutes_is_refused(sam, minutes):
    with pytest.raises(Refusal, match="2 to 15"):
        sam.settings.choose(IDLE_MINUTES, minutes)
    assert sam.settings.value(IDLE_MINUTES) == "5"


def test_only_a_supervisor_sets_the_limit(town):
    with pytest.raises(NotAllowed):
        town.as_("Maya Adeyemi").settings.choose(IDLE_MINUTES, "15")


@pytest.fixture
def window(town, session, tmp_path, qtbot: QtBot):
    services = town.services
    person = replace(
        services.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, person)
    kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    kept.mode = theme.Mode.LIGHT
    made = app.build_window(town.folder, session=session, preferences=kept)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.enter(services)
    qtbot.waitUntil(lambda: made.watch is not None)
    made.watch.idle.still.seconds = Seconds()
    made.watch.idle.stay()
    made.person = person.id
    yield made
    made.end()


def wait(window, seconds):
    """Let time pass as the timer sees it."""
    idle = window.watch.idle
    for _second in range(seconds):
        idle.still.seconds.at += 1
        idle.look()
        if window.watch is None:
            return


def is_locked(window):
    return window.main is None and window.findChild(QPushButton, "unlock").isVisible()


def nothing(_window, _qtbot):
    """The caseload, untouched."""


def dialog(window, qtbot):
    window.main.go(Place(Room.FILE, window.person))
    window.main.page.record_contact()
    shown = window.findChild(ContactDialog)
    qtbot.waitUntil(shown.isVisible)
    qtbot.keyClicks(shown.form.summary.edit, "Half a sentence")


def search(window, qtbot):
    window.main.look_for()
    palette = window.findChild(CommandPalette, "palette")
    qtbot.keyClicks(palette.field.edit, "ama")


def preview(window, qtbot):
    view = PdfView("Preview")
    view.setParent(window, Qt.WindowType.Window)
    view.show()
    qtbot.waitUntil(view.isVisible)


def menu(window, qtbot):
    made = QMenu(window)
    made.addAction("Something")
    made.popup(QPoint(10, 10))
    qtbot.waitUntil(made.isVisible)


@pytest.mark.parametrize("state", [nothing, dialog, search, preview, menu])
def test_it_locks_in_every_state(window, qtbot, state):
    state(window, qtbot)
    services = window.main.services
    wait(window, 299)
    assert window.main is not None
    wait(window, 1)
    assert is_locked(window)
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    assert left == []
    with pytest.raises(Refusal, match="locked"):
        services.people.tiles()


def test_a_wall_clock_moved_by_a_day_changes_nothing(window, clock):
    wait(window, 100)
    clock.moment += timedelta(days=1)
    wait(window, 100)
    clock.moment -= timedelta(days=2)
    wait(window, 99)
    assert window.main is not None
    wait(window, 1)
    assert is_locked(window)


def keys_in_front(window):
    front = QApplication.activeModalWidget() or window
    return front.windowHandle()


@pytest.mark.parametrize("state", [nothing, dialog, search])
def test_a_key_in_whatever_is_in_front_begins_the_time_again(window, qtbot, state):
    state(window, qtbot)
    wait(window, 290)
    qtbot.keyClick(keys_in_front(window), Qt.Key.Key_Shift)
    wait(window, 299)
    assert window.main is not None
    wait(window, 1)
    assert is_locked(window)


def test_the_pointer_counts_when_it_moves_and_not_when_it_lies_there(window, qtbot):
    handle = window.windowHandle()
    qtbot.mouseMove(handle, QPoint(40, 40))
    wait(window, 200)
    qtbot.mouseMove(handle, QPoint(60, 40))
    assert round(window.watch.idle.still.left) == 300
    wait(window, 200)
    qtbot.mouseMove(handle, QPoint(60, 40))
    assert round(window.watch.idle.still.left) == 100


def warning(window):
    return next((w for w in QApplication.allWidgets() if _is_warning(w)), None)


def _is_warning(widget):
    return widget.objectName() == "timeout_warning" and widget.isVisible()


@pytest.mark.parametrize("state", [nothing, dialog])
def test_a_minute_before_it_says_so_and_a_button_keeps_it_unlocked(window, qtbot, state):
    state(window, qtbot)
    wait(window, 239)
    assert warning(window) is None
    wait(window, 1)
    shown = warning(window)
    words = " ".join(label.accessibleName() for label in shown.findChildren(QLabel))
    assert "Locking in 60 seconds." in words
    wait(window, 40)
    words = " ".join(label.accessibleName() for label in warning(window).findChildren(QLabel))
    assert "Locking in 20 seconds." in words
    button = warning(window).findChild(QPushButton, "stay_unlocked")
    assert button.text() == "Stay unlocked"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: warning(window) is None)
    wait(window, 239)
    assert window.main is not None
    assert warning(window) is None


def test_everybody_can_use_the_warning(window, qtbot):
    window.watch.stop()  # else the first key of the audit takes the warning away
    window.watch = None
    TimeoutWarning(window, 60)
    assert warning(window) is not None
    assert audit(window) == []


def test_a_supervisors_other_limit_holds_at_once(window):
    main = window.main
    main.frame.announce(main.services.settings.choose(IDLE_MINUTES, "2"))
    wait(window, 119)
    assert window.main is not None
    wait(window, 1)
    assert is_locked(window)


@pytest.mark.parametrize("state", [nothing, dialog, search])
@pytest.mark.parametrize(("key", "modifiers"), [("L", CTRL), ("H", CTRL | SHIFT)])
def test_both_keys_lock_from_everywhere(window, qtbot, state, key, modifiers):
    state(window, qtbot)
    qtbot.keyClick(keys_in_front(window), getattr(Qt.Key, f"Key_{key}"), modifiers)
    qtbot.waitUntil(lambda: window.main is None)
    assert not any(d.isVisible() for d in window.findChildren(QDialog))
    assert window.isMinimized() == (key == "H")


def test_leaving_the_screen_locks(window, qtbot):
    window.watch.screen.left.emit()
    assert is_locked(window)


def test_nothing_is_watched_any_more_once_it_is_locked(window, qtbot):
    window.lock()
    assert window.watch is None
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_L, CTRL)
    assert is_locked(window)
