"""One young person's whole way through the real window, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel

from youthcase.app import build_window
from youthcase.ui.frame import Room
from youthcase.ui.preferences import Preferences

SAMPLE = Path(__file__).parents[1] / "importing" / "sample" / "sample.xlsx"
SAMS = "velvet-walnut-harbour-signal"
TOMS = "plum-kettle-orchard-drum-vase"
MOST_INPUTS = 6  # for a contact; source: domain, 7.3


@pytest.fixture
def driver(qtbot, session, tmp_path):
    """The window as `app` builds it, on a computer that has never seen it."""
    user, native = QSettings.Scope.UserScope, QSettings.Format.NativeFormat
    QSettings.setPath(native, user, str(tmp_path / "settings"))  # of Qt's own dialogs
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = build_window(session=session, preferences=Preferences(settings))
    qtbot.addWidget(window)
    made = Driver(window)
    window.show()
    yield made
    made.strays.deleteLater()
    window.end()


def test_from_a_new_vault_to_one_more_young_person_who_benefits(driver, tmp_path):
    driver.make_vault(tmp_path / "vault", "Northgate Youth Service", "Sam Patel", SAMS)
    assert "12 young people" in driver.bring_in(SAMPLE)
    before = driver.headline()
    toms = driver.let_in("Tom Hallworth")
    driver.lock()

    driver.unlock_first("Tom Hallworth", toms, TOMS)
    (line,) = driver.filter_caseload("raf")
    assert line.startswith("Rafael Mendes")
    assert driver.find_person("raf") == "Rafael Mendes"
    driver.acts = 0
    driver.record_contact("Met at the library and looked at the bus times.", minutes=45)
    assert driver.acts <= MOST_INPUTS
    driver.see("Met at the library and looked at the bus times.")

    driver.begin_plan()
    driver.write_section(4, "I go quiet and stop answering")
    driver.write_section(7, "My aunt", "After six")
    driver.write_section(8, "Tom", "07700 900123")
    driver.write_section(13, "If they wait at the bus stop", "I ring my aunt")
    driver.agree_plan("Agreed", "Their own full copy")
    driver.submit_plan()
    driver.lock()

    driver.unlock("Sam Patel", SAMS)
    driver.go(Room.APPROVALS)
    driver.open_first_waiting("Rafael Mendes")
    driver.approve()
    saved = driver.save_copy("Young person's copy", tmp_path / "plan.pdf")
    assert saved.read_bytes().startswith(b"%PDF")
    assert driver.headline() == before + 1
    why = driver.why_counted("raf")
    assert [line.split(".")[0] for line in why] == ["1", "2", "3", "4", "5", "6"]
    assert all("Met on" in line for line in why)
    assert "23 November 2026" in why[4]
    driver.lock()
    assert driver.strays.seen == set()


def test_a_part_that_flashes_up_as_a_window_is_noticed(qtbot, driver):
    stray = QLabel("Stuck?")
    stray.setObjectName("stuck")
    stray.setVisible(True)
    stray.hide()
    assert driver.strays.seen == {"stuck"}
