"""What may an organisation put in the place of the program's words and numbers?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from youthcase.domain import own
from youthcase.domain.own_helplines import checked, is_stale, stale
from youthcase.domain.own_titles import own_suggestions, own_titles, telling
from youthcase.domain.plan_copy import Logo
from youthcase.domain.plan_sections import Helpline, helplines, section, sections
from youthcase.errors import Refusal

TODAY = date(2026, 11, 24)
OURS = Helpline(
    name="Harbour night line",
    number="020 7946 0111",
    words="When you cannot sleep.",
    hours="Every night until two",
    source="Rung on 1 November",
    last_checked=date(2026, 11, 1),
)


def refused(lines, field):
    with pytest.raises(Refusal) as met:
        checked(lines, TODAY, "Northgate Youth Service")
    assert met.value.field == field
    return str(met.value)


def test_the_programs_own_list_may_be_kept_as_it_is():
    assert checked(helplines(), TODAY) == helplines()
    assert not any(line.is_own for line in helplines())


def test_a_number_of_the_organisation_stands_where_it_was_put():
    made = checked((helplines()[0], OURS, *helplines()[1:]), TODAY)
    assert made[1] == replace(OURS, is_own=True)


def test_the_list_comes_back_as_it_was_kept():
    made = checked((*helplines(), OURS), TODAY)
    assert own.read_helplines(own.write_helplines(made)) == made
    assert own.read_helplines("") is None


@pytest.mark.parametrize(
    "number",
    ["0800 111", "0800 11111", "99", "9999", "020 7946 011", "call me", "", "07700 900 12"],
)
def test_a_number_with_a_digit_too_few_or_too_many_is_refused(number):
    refused((*helplines(), replace(OURS, number=number)), "number")


@pytest.mark.parametrize(
    "number",
    ["020 7946 0111", "(020) 7946-0111", "+44 20 7946 0111", "07700 900 123", "116 111"],
)
def test_numbers_of_this_country_are_taken(number):
    assert checked((*helplines(), replace(OURS, number=number)), TODAY)


def test_999_stays_in_the_list_and_on_carried_copies():
    refused(helplines()[1:], "number")
    refused((replace(helplines()[0], carried=False), *helplines()[1:]), "number")


def test_a_number_stands_in_the_list_once():
    refused((*helplines(), replace(OURS, number="08001111")), "number")


def test_there_is_room_for_a_few_only():
    many = tuple(replace(OURS, number=f"07700 900 {n}") for n in range(100, 121))
    refused((helplines()[0], *many), "carried")
    more = tuple(replace(one, carried=True) for one in many[:2])
    refused((*helplines(), *more), "carried")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Gang exit line", ""),
        ("Youth offending team", ""),
        ("Northgate Youth Service", ""),
        ("Night line", "For victims of exploitation."),
        ("Night line", "14 Harbour Street, SW10 0AA"),
    ],
)
def test_a_number_that_is_carried_tells_nothing_to_whoever_finds_it(name, words):
    line = replace(OURS, name=name, words=words)
    assert checked((*helplines(), line), TODAY)  # on copies for professionals
    told = refused((*helplines(), replace(line, carried=True)), "words" if words else "name")
    assert "carried" in told


def test_a_name_that_is_carried_is_short_enough_for_a_card():
    line = replace(OURS, name="w" * 41)
    assert checked((*helplines(), line), TODAY)
    refused((*helplines(), replace(line, carried=True)), "name")


def test_a_helpline_of_everyday_words_may_be_carried():
    made = checked((*helplines(), replace(OURS, carried=True)), TODAY)
    assert made[-1].carried


def test_a_list_says_whose_number_it_is_and_no_day_to_come():
    refused((*helplines(), replace(OURS, name=" ")), "name")
    refused((*helplines(), replace(OURS, last_checked=date(2026, 11, 25))), "last_checked")
    refused((*helplines(), replace(OURS, words="w" * 161)), "words")


@pytest.mark.parametrize(
    ("day", "today", "old"),
    [
        (date(2026, 5, 24), TODAY, False),
        (date(2026, 5, 23), TODAY, True),
        (date(2025, 8, 31), date(2026, 2, 28), False),
        (date(2025, 8, 31), date(2026, 3, 1), True),
        (date(2025, 12, 31), date(2026, 6, 30), False),
        (None, TODAY, True),
    ],
)
def test_a_number_is_old_after_six_months(day, today, old):
    line = replace(OURS, last_checked=day)
    assert is_stale(line, today) is old
    assert stale((line,), today) == ((line,) if old else ())


def test_titles_that_differ_from_the_programs_are_kept():
    given = {n: section(n).title for n in (1, 2)} | {5: "  My   toolbox ", 9: ""}
    assert own_titles(given) == {5: "My toolbox"}


@pytest.mark.parametrize(
    "title", ["Staying away from the gang", "My safety plan", "Knife crime", "Our police list"]
)
def test_a_title_that_is_carried_tells_nothing(title):
    with pytest.raises(Refusal) as met:
        own_titles({5: title})
    assert met.value.field == "5"
    assert own_titles({9: title}) == {9: title}  # never carried, so it may say what it is


def test_the_programs_own_titles_would_pass():
    carried = [s for s in sections() if s.may_reach("YOUNG_PERSON") or s.may_reach("CARD")]
    assert [s.title for s in carried if telling(s.title)] == []


def test_no_two_sections_have_one_title_and_none_is_too_long():
    for wrong in ({5: "Agreement"}, {3: "One", 9: "one"}, {3: "w" * 61}):
        with pytest.raises(Refusal):
            own_titles(wrong)


def test_suggestions_are_kept_once_each_and_only_when_they_are_others():
    assert own_suggestions(5, ["  Ring   Gran ", "", "Ring Gran"]) == ("Ring Gran",)
    assert own_suggestions(5, []) == ()
    assert own_suggestions(5, section(5).suggestions) is None
    for wrong in ([str(n) for n in range(21)], ["w" * 161]):
        with pytest.raises(Refusal):
            own_suggestions(5, wrong)


def test_the_sections_are_those_of_the_organisation():
    chosen = own.Own(titles={5: "My toolbox"}, suggestions={5: ("Ring Gran",), 6: ()})
    made = {part.number: part for part in chosen.sections()}
    assert made[5].title == "My toolbox"
    assert made[5].suggestions == ("Ring Gran",)
    assert made[6].suggestions == ()
    assert made[6].title == section(6).title
    assert made[7] == section(7)


def test_what_was_kept_comes_back_and_what_cannot_be_read_is_refused():
    titles, said = {5: "Mein Köfferchen"}, {6: ("One", "Two"), 7: ()}
    logo = Logo(png=b"\x89PNG", alt="A lighthouse")
    assert own.read_titles(own.write_titles(titles)) == titles
    assert own.read_suggestions(own.write_suggestions(said)) == said
    assert own.read_logo(own.write_logo(logo)) == logo
    assert own.write_titles({}) == own.write_suggestions({}) == ""
    assert (own.read_logo(""), dict(own.read_titles(""))) == (None, {})
    readers = (own.read_titles, own.read_suggestions, own.read_logo, own.read_helplines)
    for read in readers:
        for wrong in ("{", "7", '{"a": 1}', '[{"name": 1}]', '{"png": "?", "alt": "x"}'):
            with pytest.raises(Refusal, match="records are safe"):
                read(wrong)
