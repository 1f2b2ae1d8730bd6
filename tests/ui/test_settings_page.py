"""Appearance for everybody; the service and the check of the vault for supervisors."""

import pytest
from PySide6.QtWidgets import QLabel

import youthcase
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.settings import SettingsPage


@pytest.fixture
def make_page(qtbot):
    made = []

    def make(services):
        theme.start(theme.Mode.LIGHT, 100)
        background = Background()
        made.append(background)
        page = SettingsPage(Frame(services, background))
        qtbot.addWidget(page)
        page.resize(1150, 720)
        page.open(Place(Room.SETTINGS))
        page.show()
        page.activateWindow()
        return page

    yield make
    for background in made:
        background.close()
    theme.start(theme.Mode.LIGHT, 100)


@pytest.fixture
def page(make_page, sam):
    return make_page(sam)


def press(page, name):
    page.findChild(object, name).click()


def test_colours_change_at_once(page):
    press(page, "mode.2")
    assert theme.current().mode is theme.Mode.DARK
    assert theme.tokens().name == "dark"
    press(page, "mode.3")
    assert theme.tokens().name == "contrast"


def test_text_size_changes_at_once(page):
    page.appearance.percent.radios[4].click()
    assert theme.current().percent == 150


def test_the_page_follows_what_keys_choose_and_changes_nothing_by_itself(page):
    theme.current().larger()
    assert page.appearance.percent.value() == 110
    theme.current().set_mode(theme.Mode.DARK)
    assert page.appearance.mode.value() is theme.Mode.DARK
    assert theme.current().percent == 110


def test_the_service_s_choices_are_shown_and_kept(page, sam):
    form = page.service.form
    assert form.values() == {
        "service_name": "Northgate Youth Service",
        "target": 200,
        "plan_span": None,
        "idle_minutes": 5,
    }
    said, changed = [], []
    page.frame.said.connect(said.append)
    page.frame.changed.connect(changed.append)
    form.set_values({"service_name": "Southgate", "target": 120,
                     "plan_span": "2022-04-01..2025-03-31"})  # fmt: skip
    press(page, "service.save")
    assert said == ["Settings saved"]
    assert len(changed) == 3
    values = [sam.settings.value(n) for n in ("service_name", "target", "plan_span")]
    assert values == ["Southgate", "120", "2022-04-01..2025-03-31"]
    press(page, "service.save")
    assert said[-1] == "Nothing was changed"


def test_choices_that_cannot_be_are_refused_at_their_boxes(page, sam):
    form = page.service.form
    form.set_values({"target": "none"})
    press(page, "service.save")
    assert "whole number" in form.field("target").error
    form.set_values({"target": 200, "plan_span": "three years"})
    press(page, "service.save")
    assert "not a period" in form.field("plan_span").error
    assert sam.settings.value("plan_span") == ""


def test_the_check_shows_every_part_of_the_vault(page, sam, qtbot):
    press(page, "check_vault")
    assert not page.check.button.isEnabled()
    qtbot.waitUntil(page.check.button.isEnabled, timeout=8000)
    shown = [w.text() for w in page.check.findChildren(QLabel) if "finding" in w.objectName()]
    again = [f.line for f in sam.sitting.check()]
    assert len(shown) == len(again)
    # Checking is written down, so the second check finds one row of the audit more.
    assert {line for line in shown if line not in again} == {
        line for line in shown if line.startswith("Rows:")
    }
    banner = page.check.findChildren(QLabel)
    assert any("The vault is whole." in w.accessibleName() for w in banner)


def test_a_damaged_counts_file_is_named_by_the_check(page, sam, folder, qtbot):
    counts = next(folder.glob("counts-*.db"))
    held = bytearray(counts.read_bytes())
    held[len(held) // 2] ^= 0xFF
    counts.write_bytes(held)
    press(page, "check_vault")
    qtbot.waitUntil(page.check.button.isEnabled, timeout=8000)
    said = [w.accessibleName() for w in page.check.findChildren(QLabel)]
    assert any("not whole" in words for words in said)


def test_about_says_the_version_what_it_cannot_do_and_the_licences(page):
    words = " ".join(w.text() for w in page.about.findChildren(QLabel))
    assert f"Version {youthcase.__version__}" in words
    assert "until their key is taken away" in words
    assert not page.about.licences.isVisible()
    press(page, "licences.fold")
    assert page.about.licences.isVisibleTo(page)
    assert "SQLCipher" in words


def test_caseworkers_see_appearance_and_about_only(make_page, town):
    page = make_page(town.as_("Maya Adeyemi"))
    assert page.service.isHidden()
    assert page.check.isHidden()
    assert page.appearance.isVisible()
    assert not page.about.isHidden()


@pytest.mark.parametrize(
    ("mode", "percent"), [("light", 100), ("dark", 100), ("contrast", 100), ("dark", 200)]
)
def test_everybody_can_use_the_settings(page, mode, percent):
    theme.start(theme.Mode(mode), percent)
    page.resize(1280, 720)
    assert audit(page) == []


def test_a_supervisor_chooses_when_the_vault_locks_itself(town, make_page, qtbot):
    sam = town.as_("Sam Patel")
    page = make_page(sam)
    field = page.service.form.field("idle_minutes")
    assert field.value() == 5
    field.set_value(10)
    page.service.save.click()
    assert sam.settings.value("idle_minutes") == "10"
