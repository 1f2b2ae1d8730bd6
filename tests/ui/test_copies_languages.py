"""A copy is ordered in a language, and whoever orders it learns what nobody has checked."""

from __future__ import annotations

from datetime import date

import pytest

from youthcase.domain.plan_copy import Form
from youthcase.services.languages import Language
from youthcase.ui.kit import theme
from youthcase.ui.pages.copies_choose import Choose

ENGLISH = Language(tag="en", name="English", english="English")
ARABIC = Language(tag="ar", name="العربية", english="Arabic")
WELSH = Language(
    tag="cy",
    name="Cymraeg",
    english="Welsh",
    checked_on=date(2026, 11, 1),
    checked_by="Cyfieithydd",
)


@pytest.fixture
def choose(qtbot):
    theme.start(theme.Mode.LIGHT, 100)
    made = Choose()
    qtbot.addWidget(made)
    made.offer((ENGLISH, ARABIC, WELSH))
    made.form.set_value(Form.FULL)
    made.show()
    return made


def test_the_usual_language_is_english_and_needs_no_word(choose):
    assert choose.order().language == "en"
    assert not choose.unchecked.isVisible()


def test_another_language_is_ordered_and_looked_at_at_once(choose, qtbot):
    with qtbot.waitSignal(choose.changed):
        choose.language.set_value("ar")
    assert choose.order().language == "ar"
    assert not choose.is_typing


def test_an_unchecked_language_says_so_beside_the_preview(choose):
    choose.language.set_value("ar")
    assert choose.unchecked.isVisible()
    assert "Not yet checked" in choose.unchecked.text()
    choose.language.set_value("cy")
    assert not choose.unchecked.isVisible()


def test_the_language_stays_when_they_are_offered_again(choose):
    choose.language.set_value("cy")
    choose.offer((ENGLISH, ARABIC, WELSH))
    assert choose.order().language == "cy"
