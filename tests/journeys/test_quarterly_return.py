"""A manager makes the quarterly return for partners within five minutes, by keyboard.

What a person needs is counted in inputs: a box filled, an answer chosen, a button or key
pressed. Twelve inputs at ten seconds each leave three minutes of the five for reading.
Source: domain.md, 7.3.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hands import Hands
from PySide6.QtCore import QSettings

from youthcase.app import build_window
from youthcase.domain.staff import Role
from youthcase.services import training
from youthcase.services.releasing import verify
from youthcase.services.session import Session
from youthcase.ui.preferences import Preferences
from youthcase.vault.keys import Kdf

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
GWEN, HERS = "Gwen Parry", "orchard violet kettle saddle"  # invented
QUARTER = "Quarter 2 of 2026-27  \N{MIDDLE DOT}  July to September 2026"
MOST_INPUTS = 12
MOST_SECONDS = 60  # that the program itself takes of the five minutes


@pytest.fixture
def hands(qtbot, tmp_path):
    """The lock screen of a training vault to which a manager has been let in."""
    user, native = QSettings.Scope.UserScope, QSettings.Format.NativeFormat
    QSettings.setPath(native, user, str(tmp_path / "settings"))  # of Qt's own dialogs
    session = Session(clock=lambda: NOW, kdf=Kdf(memory_kib=19_456, passes=1))
    folder = tmp_path / "vault"
    training.make(folder, session, people=60)
    sam = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    sam.colleagues.let_in(GWEN, Role.MANAGER, HERS)
    sam.sitting.lock()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = build_window(folder, session=session, preferences=Preferences(settings))
    qtbot.addWidget(window)
    made = Hands(window)
    window.show()
    yield made
    made.strays.deleteLater()
    window.end()


def test_a_manager_makes_the_quarterly_return_for_partners_and_saves_it(hands, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    began = time.monotonic()
    hands.fill("user", GWEN)
    hands.fill("password", HERS)
    hands.press("Return")
    hands.until(lambda: hands.window.figures, "a manager's pages")
    hands.choose("release_period", QUARTER)
    hands.pick("release_audience", "Partners under an agreement")
    hands.push("release_look")
    hands.see("Before you release it", "Counting rule, version 1")
    hands.push("release_on")
    hands.see("How to read these figures")
    hands.push("release_approve")
    hands.see("Release this return?")
    hands.push("do")
    hands.see("Released: number 1")
    hands.push("release_save")
    hands.until(lambda: hands.shows("release_folder_dialog"), "to be asked where")
    hands.type(str(out))
    hands.press("Return")
    hands.see("Saved.")
    assert hands.acts <= MOST_INPUTS
    assert time.monotonic() - began < MOST_SECONDS
    said = verify(out / "return-1-2026-27-Q2-partner")
    assert said["approved_by_role"] == "manager"
    assert hands.strays.seen == set()
