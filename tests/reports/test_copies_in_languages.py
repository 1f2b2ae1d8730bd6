"""Does a copy speak the language that was asked for, and say what it does not translate?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from youthcase.domain.phrases import english_phrases, phrases, tags
from youthcase.domain.plan_copy import (
    CarriedCopy,
    CarriedItem,
    CarriedPlace,
    CarriedSection,
    Form,
)
from youthcase.domain.plan_sections import helplines, section
from youthcase.reports import letters
from youthcase.reports.safety_plan import render

OTHERS = tags()[1:]
UNCHECKED = "Translated from English. Not yet checked by a human translator."
NOT_TRANSLATED = "This part is not translated."
CALM_WORDS = "I sit downstairs, near the driver."


def carried_section(number, *items, places=()):
    known = section(number)
    return CarriedSection(
        number=number, title=known.title, kind=known.kind, items=items, places=places
    )


@pytest.fixture
def young():
    return CarriedCopy(
        form=Form.YOUNG_PERSON,
        title="My stuff",
        who="J. S.",
        version=4,
        standing="INTERIM",
        call=tuple(line for line in helplines() if line.carried),
        words=("I want to get home.",),
        sections=(
            carried_section(4, CarriedItem(text=CALM_WORDS, context="Getting about")),
            carried_section(
                11, places=(CarriedPlace(name="The gym", status="SAFE", label="Safe"),)
            ),
        ),
        made_at=datetime(2026, 11, 24, tzinfo=UTC),
    )


def spaced(words):
    return " ".join(words.replace("\u2068", "").replace("\u2069", "").split())


def is_heard(heard, words):
    return spaced(words) in spaced(" | ".join(said for _, said in heard.said))


@pytest.mark.parametrize("tag", OTHERS)
def test_every_phrase_can_be_drawn(tag):
    table = phrases(tag)
    days = (table.day(date(2026, month, 1)) for month in range(1, 13))
    letters.check(*(table.say(phrase) for phrase in english_phrases()), table.name, *days)


@pytest.mark.parametrize("tag", OTHERS)
def test_a_full_copy_speaks_it_and_is_valid(full_copy, tag, valid):
    data = render(replace(full_copy, language=tag))
    assert f"/Lang ({tag})".encode() in data
    assert (b"/Direction /R2L" in data) == phrases(tag).leftward
    heard = valid(data)
    say = phrases(tag).say
    for words in ("Who to call", "Signed", "What everybody has agreed to do", "Date"):
        assert is_heard(heard, say(words)), words
    assert is_heard(heard, say("Version {n}").format(n=4))
    assert is_heard(heard, phrases(tag).day(full_copy.review_due))


@pytest.mark.parametrize("tag", OTHERS)
def test_a_young_persons_copy_speaks_it_and_is_valid(young, tag, valid):
    data = render(replace(young, language=tag))
    heard = valid(data)
    say = phrases(tag).say
    spoken = ["My stuff", "Who to call", "How I notice that things are getting bad", "Safe"]
    spoken += ["Getting about", "For now. Not yet approved."]
    spoken += ["Police, ambulance or fire", "Day and night, free", NOT_TRANSLATED]
    for words in spoken:
        assert is_heard(heard, say(words)), words
    assert is_heard(heard, CALM_WORDS)
    assert is_heard(heard, "0800 1111")


def test_an_english_copy_says_nothing_of_translation(full_copy, young, aloud):
    for copy in (full_copy, young):
        heard = aloud(render(copy))
        assert not is_heard(heard, UNCHECKED)
        assert not is_heard(heard, NOT_TRANSLATED)


def test_the_mark_of_an_unchecked_table_stands_in_both_languages(full_copy, aloud):
    heard = aloud(render(replace(full_copy, language="so")))
    assert is_heard(heard, UNCHECKED)
    assert is_heard(heard, phrases("so").say(UNCHECKED))


def test_a_checked_table_has_no_mark(full_copy, aloud):
    heard = aloud(render(replace(full_copy, language="so", translation_checked=True)))
    assert not is_heard(heard, UNCHECKED)
    assert not is_heard(heard, phrases("so").say(UNCHECKED))


def test_a_carried_copy_never_has_the_mark(young, aloud):
    heard = aloud(render(replace(young, language="ar")))
    assert not is_heard(heard, UNCHECKED)
    assert not is_heard(heard, phrases("ar").say(UNCHECKED))


def test_what_was_written_in_the_language_is_not_called_untranslated(young, aloud):
    own = carried_section(4, CarriedItem(text="أتصل بأختي على 07700 900 123"))
    heard = aloud(render(replace(young, language="ar", words=(), sections=(own,))))
    assert not is_heard(heard, phrases("ar").say(NOT_TRANSLATED))
    assert is_heard(heard, "أتصل بأختي على 07700 900 123")


def test_english_words_on_an_arabic_page_say_that_they_are_english(young):
    data = render(replace(young, language="ar"))
    assert b"/Lang(en-GB)" in data


def test_an_arabic_table_is_read_from_its_right_end(full_copy, aloud):
    heard = aloud(render(replace(full_copy, language="ar")))
    say = phrases("ar").say
    columns = [words for role, words in heard.said if role == "TH"]
    assert columns.index(say("What")) < columns.index(say("Who"))
    assert columns.index(say("Who")) < columns.index(say("By when"))


def test_a_number_on_an_arabic_page_can_be_pressed(full_copy, aloud):
    data = render(replace(full_copy, language="ar"))
    assert b"tel:02079460111" in data
    assert not aloud(data).faults


def test_a_file_is_named_without_marks_of_direction(full_copy, read):
    title = read(render(replace(full_copy, language="ar"))).properties["Title"]
    assert title == "الخطة، الإصدار 4"


def test_an_arabic_page_is_mirrored(young, read):
    english, arabic = (render(replace(young, language=tag)) for tag in ("en", "ar"))
    first = [min(box[0] for box in read(data).boxes) for data in (english, arabic)]
    last = [max(box[2] for box in read(data).boxes) for data in (english, arabic)]
    assert last[1] > last[0] - 3
    assert first[1] < first[0] + 3


def test_a_name_that_is_also_a_phrase_stays_a_name(full_copy, aloud):
    heard = aloud(render(replace(full_copy, who="Safe", language="fr")))
    assert is_heard(heard, "Plan de sécurité de Safe")


def test_the_standing_is_said_and_not_changed(young, aloud):
    heard = aloud(render(replace(young, language="fr", standing="DRAFT")))
    assert is_heard(heard, phrases("fr").say("DRAFT"))


def test_the_language_of_one_copy_does_not_stay_for_the_next(young, aloud):
    first = render(young)
    render(replace(young, language="ar"))
    assert render(young) == first


def test_a_language_without_a_table_is_no_language_of_a_copy(young):
    with pytest.raises(KeyError):
        render(replace(young, language="xx"))
