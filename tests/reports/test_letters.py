"""Which characters are refused, and what is done for those that need a little help?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from youthcase.domain.plan_copy import CopyItem
from youthcase.errors import Refusal
from youthcase.reports.letters import check, clean
from youthcase.reports.safety_plan import render

MESSAGE = "The typefaces for paper lack these characters"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Call \N{SLIGHTLY SMILING FACE} me",
            "\N{SLIGHTLY SMILING FACE} (slightly smiling face",
        ),
        ("go \N{RIGHTWARDS ARROW} home", "rightwards arrow"),
        ("\N{TAMIL LETTER A}", "tamil letter a"),
        ("\N{HEBREW LETTER ALEF}", "hebrew letter alef"),
        ("zero\x00width", "U+0000"),
        ("bell\x07", "U+0007"),
        ("turned \N{RIGHT-TO-LEFT OVERRIDE}round", "right-to-left override (U+202E)"),
        ("half \ud83d pair", "U+D83D"),
        ("\N{ARABIC LETTER ALEF}\N{COMBINING ACUTE ACCENT}", "combining acute accent"),
    ],
)
def test_a_character_that_cannot_be_drawn_is_refused_by_name(text, named):
    with pytest.raises(Refusal, match=MESSAGE) as caught:
        check(text)
    assert named in str(caught.value)
    assert not [word for word in ("Call", "home", "zero", "bell") if word in str(caught.value)]


def test_many_such_characters_are_counted_and_not_all_named():
    with pytest.raises(Refusal, match="and 4 more"):
        check("".join(chr(code) for code in range(0x5D0, 0x5DA)))


def test_each_such_character_is_named_once():
    with pytest.raises(Refusal) as caught:
        check("\N{SNOWMAN}\N{SNOWMAN}", ("\N{SNOWMAN}",))
    assert str(caught.value).count("snowman") == 1


@pytest.mark.parametrize("field", ["who", "service", "reference", "for_whom", "worker"])
def test_every_string_of_a_full_copy_is_looked_at(full_copy, field):
    with pytest.raises(Refusal, match="snowman"):
        render(replace(full_copy, **{field: "\N{SNOWMAN}"}))


def test_items_places_signs_and_words_are_looked_at(full_copy, made_section):
    section = made_section(4, CopyItem(text="x", detail="\N{SNOWMAN}"))
    for changes in ({"sections": (section,)}, {"words": ("\N{SNOWMAN}",)}):
        with pytest.raises(Refusal, match="snowman"):
            render(replace(full_copy, **changes))


def test_languages_of_the_latin_alphabet_can_be_drawn():
    check("q\N{COMBINING ACUTE ACCENT}")
    check("Ŵyth ŷd, zażółć gęślą jaźń, ștergător, Việt Nam, çğıöşü, ė̃"[:-2], "£5 · 20 °C …")


def test_other_alphabets_can_be_drawn():
    check("بمن أتصل؟ کتاب‌ها")  # noqa: RUF001
    check("ንመን ክድውል፧", "কাকে ফোন করব? র\u200d্যাব", "Кому дзвонити")


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("07700 900 123", "07700\u00a0900\u00a0123"),
        ("12 November", "12 November"),
        ("a\tb", "a b"),
        ("co\N{SOFT HYPHEN}op\N{ZERO WIDTH SPACE}", "coop"),
        ("\u202bab\u202c", "ab"),
        ("non\N{NON-BREAKING HYPHEN}stop", "non\N{HYPHEN}stop"),
    ],
)
def test_pasted_text_is_made_ready_without_changing_what_is_read(typed, drawn):
    assert clean(typed) == drawn
