"""A supervisor chooses the organisation's own logo, helplines, titles and suggestions."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from youthcase.domain.plan_sections import helplines, section
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
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
        page.said = []
        page.frame.said.connect(page.said.append)
        qtbot.addWidget(page)
        page.resize(1150, 720)
        page.open(Place(Room.SETTINGS, "copies"))
        page.show()
        return page

    yield make
    for background in made:
        background.close()


@pytest.fixture
def page(make_page, sam):
    return make_page(sam)


def press(page, name):
    page.findChild(QAbstractButton, name).click()


def fill(page, name, words):
    page.helplines.form.form.field(name).set_value(words)


def choose_line(card, name):
    names = [line.name for line in card._lines]
    card.list.setCurrentIndex(card.list.model().index(names.index(name), 0))


def shown(card):
    return [block.text.partition("  ")[0] for block in card.list.blocks]


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "logo.jpg"
    Image.new("RGB", (300, 120), "teal").save(path, comment=b"qacommentqa")
    return path


def test_a_caseworker_sees_nothing_of_it(make_page, town):
    page = make_page(town.as_("Maya Adeyemi"))
    assert page.tabs.isHidden()
    for card in page.own:
        assert not card.isVisible()
    assert town.services.settings.own.helplines() == helplines()  # but reads what holds


def test_a_logo_is_described_first_then_taken_in_and_shown(page, sam, qtbot, picture):
    card = page.organisation
    assert card.seen.isHidden()
    press(page, "logo.choose")
    assert card.alt.error == "Say first what the logo shows"
    assert page.findChild(QFileDialog, "logo_dialog") is None
    card.alt.set_value("Northgate Youth Service")
    press(page, "logo.choose")
    dialog = page.window().findChild(QFileDialog, "logo_dialog")
    dialog.fileSelected.emit(str(picture))
    dialog.reject()
    qtbot.waitUntil(lambda: page.said == ["The logo is saved"], timeout=10_000)
    logo = sam.settings.own.words().logo
    assert logo.alt == "Northgate Youth Service"
    assert Image.open(io.BytesIO(logo.png)).size == (300, 120)
    assert b"qacommentqa" not in logo.png
    assert not card.seen.isHidden()
    assert card.seen.accessibleName() == "The logo: Northgate Youth Service"
    card.alt.set_value("A gate, and the words Northgate")
    press(page, "logo.describe")
    assert sam.settings.own.words().logo.alt == "A gate, and the words Northgate"
    press(page, "logo.away")
    assert sam.settings.own.words().logo is None
    assert card.seen.isHidden()


def test_a_file_that_is_no_picture_is_refused_at_the_words(page, sam, qtbot, tmp_path):
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"words")
    page.organisation.alt.set_value("Northgate")
    page.organisation.take(wrong)
    qtbot.waitUntil(lambda: bool(page.organisation.alt.error), timeout=10_000)
    assert "no PNG or JPEG" in page.organisation.alt.error
    assert sam.settings.own.words().logo is None


def test_the_programs_list_stands_there_and_nothing_is_old(page):
    card = page.helplines
    assert shown(card) == [line.name for line in helplines()]
    assert card.stale.isHidden()
    assert "Checked 23 November 2026" in card.list.blocks[0].note


def test_a_number_is_added_moved_and_taken_away(page, sam):
    card = page.helplines
    press(page, "helpline.add")
    fill(page, "name", "Harbour night line")
    fill(page, "number", "020 7946 011")
    press(page, "helpline.save")
    assert "no phone number" in card.form.form.field("number").error
    fill(page, "number", "020 7946 0111")
    fill(page, "words", "When you cannot sleep.")
    press(page, "helpline.save")
    assert card.form.isHidden()
    assert shown(card)[-1] == "Harbour night line"
    assert card.stale.isVisible()  # nobody has checked it yet
    choose_line(card, "Harbour night line")
    assert "Harbour night line" in card.chosen.text()
    press(page, "helpline.checked_today")
    assert card.stale.isHidden()
    choose_line(card, "Harbour night line")
    press(page, "helpline.up")
    assert shown(card)[-2] == "Harbour night line"
    kept = sam.settings.own.helplines()[-2]
    assert (kept.number, kept.last_checked) == ("020 7946 0111", date(2026, 11, 23))
    press(page, "helpline.away")
    assert "Harbour night line" not in shown(card)
    assert sam.settings.own.helplines() == helplines()


def test_what_may_not_be_carried_is_refused_with_its_reason(page, sam):
    card = page.helplines
    choose_line(card, "Victim Support")
    press(page, "helpline.change")
    card.form.form.field("carried").set_value(value=True)
    press(page, "helpline.save")
    assert "carried" in card.form.form.field("name").error
    assert sam.settings.own.helplines() == helplines()
    press(page, "helpline.cancel")
    assert card.form.isHidden()


def test_999_cannot_be_taken_away(page, sam):
    choose_line(page.helplines, "Police, ambulance or fire")
    press(page, "helpline.away")
    assert "999 stays" in page.helplines.problem.words.text()
    assert sam.settings.own.helplines() == helplines()


def test_old_numbers_are_said_and_the_programs_list_comes_back(make_page, sam, clock):
    own = sam.settings.own
    old = [replace(line, last_checked=date(2026, 3, 1)) for line in helplines()[:2]]
    own.keep_helplines([*old, *helplines()[2:]])
    page = make_page(sam)
    card = page.helplines
    assert "2 numbers were last checked" in card.stale.words.text()
    assert "Childline (0800 1111)" in card.stale.words.text()
    assert card.list.blocks[0].lead == "Check this number again"
    press(page, "helpline.back")
    assert card.stale.isHidden()
    assert own.words().own_helplines is None


def test_a_title_is_chosen_refused_and_put_back(page, sam):
    card = page.titles
    card.section.set_value(5)
    assert "can be carried" in card.usual.text()
    card.title.set_value("How I stay away from the gang")
    press(page, "titles.save")
    assert "plainer" in card.title.error
    card.title.set_value("My toolbox")
    press(page, "titles.save")
    assert page.said == ["The title is saved"]
    assert sam.settings.own.sections()[4].title == "My toolbox"
    assert card.section.value() == 5
    press(page, "titles.back")
    assert card.title.value() == section(5).title
    assert sam.settings.own.words().titles == {}


def test_suggestions_are_lines_that_can_be_changed_and_put_back(page, sam):
    card = page.suggestions
    card.section.set_value(6)
    assert card.words.value().splitlines() == list(section(6).suggestions)
    card.words.set_value("The pool.\n\n  The   pool.\nMy bench")
    press(page, "suggestions.save")
    assert sam.settings.own.sections()[5].suggestions == ("The pool.", "My bench")
    card.section.set_value(7)
    card.section.set_value(6)
    assert card.words.value() == "The pool.\nMy bench"
    press(page, "suggestions.back")
    assert sam.settings.own.words().suggestions == {}


@pytest.mark.parametrize(
    ("mode", "percent"), [("light", 100), ("contrast", 150), ("dark", 200)]
)
def test_everybody_can_use_it(page, qtbot, picture, mode, percent):
    theme.start(theme.Mode(mode), percent)
    page.resize(1280, 720)
    page.organisation.alt.set_value("Northgate")
    page.organisation.take(picture)
    qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    press(page, "helpline.add")
    for part in ("copies", "sections"):
        page.show_part(part)
        assert a11y.audit(page) == []
