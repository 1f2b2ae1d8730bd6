"""Is every table of phrases whole, and filled in like the English one?"""

from __future__ import annotations

import ast
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from youthcase.domain.codes import code_list
from youthcase.domain.phrases import english_phrases, phrases, tags
from youthcase.domain.plan_copy_small import neutral
from youthcase.domain.plan_sections import helplines, sections

OTHERS = tags()[1:]
REPORTS = Path(__file__).parents[2] / "src" / "youthcase" / "reports"
# Names of services, which are the same in every language.
NAMES = {
    "Childline",
    "NHS 111",
    "Shout",
    "Samaritans",
    "Runaway Helpline",
    "Crimestoppers (Fearless for young people)",
    "NSPCC",
    "Victim Support",
    "FRANK",
}


def test_the_languages_are_those_of_the_young_people():
    wanted = "en am ar bn cy es fa fr it pt so sq ti uk"
    assert sorted(tags()) == sorted(wanted.split(" "))


@pytest.mark.parametrize("tag", OTHERS)
def test_each_table_holds_every_phrase_and_no_other(tag):
    table = phrases(tag)
    assert [p for p in english_phrases() if not table.has(p)] == []
    assert set(table._words) == set(english_phrases())
    assert all(words.strip() for words in table._words.values())


@pytest.mark.parametrize("tag", OTHERS)
def test_what_is_filled_in_is_the_same_in_every_language(tag):
    for phrase in english_phrases():
        wanted = sorted(re.findall(r"\{\w*\}", phrase))
        assert sorted(re.findall(r"\{\w*\}", phrases(tag).say(phrase))) == wanted


@pytest.mark.parametrize("tag", OTHERS)
def test_digits_are_those_of_the_telephone(tag):
    table = phrases(tag)
    said = [*table._words.values(), *(table.day(date(2026, m, 12)) for m in range(1, 13))]
    foreign = {c for words in said for c in words if unicodedata.category(c) == "Nd"}
    assert foreign <= set("0123456789")


@pytest.mark.parametrize("tag", OTHERS)
def test_no_phrase_was_left_in_english(tag):
    same = {p for p in english_phrases() if phrases(tag).say(p) == p.partition("|")[0]}
    shared = {"Signature", "Date", "Version {n}", "Plan, version {n}", "Audit {head}"}
    assert same <= shared | {"DRAFT", "Supervisor"}


@pytest.mark.parametrize("tag", OTHERS)
def test_twelve_months_make_twelve_different_days(tag):
    days = {phrases(tag).day(date(2026, month, 5)) for month in range(1, 13)}
    assert len(days) == 12
    assert all("5" in day and "2026" in day for day in days)


def test_every_list_that_a_copy_prints_is_in_the_tables():
    known = set(english_phrases())
    printed = {s.title for s in sections()} | {ask for s in sections() for ask in s.asks}
    for name in ("place_status", "plan_context", "participation"):
        printed |= {code.label for code in code_list(name).codes}
    for line in helplines():
        printed |= {line.name, line.words, line.hours} - NAMES
    printed |= {caller.name for caller in neutral(helplines())} - NAMES
    assert printed - known == set()


def test_words_of_nobody_stay_as_they_are_and_where_is_not_printed():
    arabic = phrases("ar")
    assert arabic.say("I sit downstairs") == "I sit downstairs"
    assert not arabic.has("I sit downstairs")
    assert phrases("en").say("When|before what may happen") == "When"
    assert arabic.say("When|before what may happen") != arabic.say("When")


def test_what_is_filled_into_right_to_left_words_keeps_its_direction():
    said = phrases("ar").say("Version {n}").format(n=4)
    assert "\u20684\u2069" in said
    assert "\u2068" not in phrases("es").say("Version {n}")


def test_an_unknown_language_is_not_there():
    for tag in ("xx", "../codes/sex", ""):
        with pytest.raises(KeyError):
            phrases(tag)


def test_every_phrase_has_a_use():
    """What is printed nowhere is not sent to a translator."""
    said = {
        node.value
        for file in REPORTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    lists = {s.title for s in sections()} | {ask for s in sections() for ask in s.asks}
    for name in ("place_status", "plan_context", "participation"):
        lists |= {code.label for code in code_list(name).codes}
    for line in helplines():
        lists |= {line.name, line.words, line.hours}
    lists |= {caller.name for caller in neutral(helplines())}
    services = {"My stuff", "Safety plan", "Worker", "Supervisor"}
    asked_by_hand = {"I'm OK", "I'm not sure", "I need help now"}  # print, 6, rule 6
    unused = set(english_phrases()) - said - lists - services - asked_by_hand
    assert unused == set()


def test_whatever_a_copy_says_is_in_the_tables():
    known = set(english_phrases())
    for file in REPORTS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in known, file.name
