"""A supervisor reads the words of a language and says who has checked them."""

import pytest

from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
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
        page.open(Place(Room.SETTINGS, "copies"))
        page.show()
        return page

    yield make
    for background in made:
        background.close()


@pytest.fixture
def page(make_page, sam):
    return make_page(sam)


def test_the_words_stand_beside_the_english_ones(page):
    card = page.languages
    card.language.set_value("fr")
    shown = {block.lead: block.text for block in card.words.blocks}
    assert shown["Who to call"] == "Qui appeler"
    assert card.unchecked.isVisible()
    assert not card.checked.isVisible()
    assert not card.unmark.isVisible()


def test_marking_says_so_and_lasts(page, sam, make_page):
    card, said = page.languages, []
    page.frame.said.connect(said.append)
    card.language.set_value("so")
    card.by.set_value("Hodan Warsame")
    card.mark.click()
    assert said == ["Marked as checked"]
    assert card.checked.isVisible()
    assert card.language.value() == "so"
    other = make_page(sam)
    again = other.languages
    again.language.set_value("so")
    assert again.checked.isVisible()
    again.unmark.click()
    assert again.unchecked.isVisible()


def test_without_a_name_nothing_is_marked(page, sam):
    page.languages.language.set_value("so")
    page.languages.mark.click()
    assert not page.languages.checked.isVisible()
    assert "Say who checked" in page.languages.by.error
    assert not any(one.is_checked for one in sam.languages.all() if one.tag != "en")


def test_a_caseworker_does_not_see_it(make_page, town):
    page = make_page(town.as_("Maya Adeyemi"))
    assert not page.languages.isVisible()
