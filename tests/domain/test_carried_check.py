"""Does the check find what must not be carried, and leave everyday words alone?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from youthcase.domain.carried_check import TITLE, Known, check, stopped
from youthcase.domain.carried_rules import rules
from youthcase.domain.plan_copy import Form
from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace, PlanVersion

KNOWN = Known(
    surname="Okonedo",
    first_names=("Amara",),
    dob=date(2010, 5, 4),
    postcode="W10 5AB",
    phone="07700 900 321",
    nhs_number="943 476 5919",
    reference="YP-0042",
    service="Northgate Youth Service",
    staff=("Maya Adeyemi",),
    records=(
        "Amara said Deshawn has been looking for her since the fight. We made tea.",
        "Went to the museum. Bianca came too and enjoyed the fossils.",
    ),
    others=("Kofi Mensah",),
)


def item(text, section=5, *, detail=None, audience=("CARD", "YOUNG_PERSON"), n=1):
    return PlanItem(
        id=f"i{section}-{n}",
        person="p",
        version="v",
        section=section,
        position=n,
        text=text,
        detail=detail,
        audience=audience,
    )


def place(name, status, *, reason=None, n=1):
    return PlanPlace(
        id=f"p{n}",
        person="p",
        version="v",
        position=n,
        name=name,
        status=status,
        reason=reason,
        audience=("YOUNG_PERSON",),
    )


PLAN = PlanContent(
    version=PlanVersion(
        id="v",
        person="p",
        episode="e",
        number=1,
        title="My stuff",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
    ),
    items=(
        item("Tyrell and his friends wait for Amara, and Grandma is worried", 3, audience=()),
        item("If mark turns up, then Mum rings 999", 13, detail="Mark hit him", audience=()),
        item("Ask “did you feed the parrot?” and Gran comes", 12, audience=()),
    ),
    places=(place("The arches", "AVOID", reason="Big Zed hangs around there"),),
)


def met(text, section=5, form=Form.CARD, **more):
    content = replace(PLAN, items=(*PLAN.items, item(text, section, **more)))
    return {
        hit.rule
        for hit in check(content, form, KNOWN)
        if hit.line.startswith("i5") or hit.line == f"i{section}-1"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Breathe out slowly, five times",
        "Put my headphones on and play my list",
        "Walk away, and do not stop to explain",
        "Say: my mum is calling, I have to go",
        "Go into a shop with people in it",
        "Count backwards from a hundred in sevens",
        "Keep my phone charged",
        "I can do this. I am more than one bad day.",
        "Draw something, anything",
        "Run round the park with Bianca",
    ],
)
def test_everyday_words_pass(text):
    assert met(text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ask for Okonedo", "SURNAME"),
        ("the OKONEDOS' house", "SURNAME"),
        ("Born 4 May 2010", "BIRTHDAY"),
        ("My birthday is the 4th of May", "BIRTHDAY"),
        ("May 4th is my day", "BIRTHDAY"),
        ("04/05/10", "BIRTHDAY"),
        ("2010-05-04", "BIRTHDAY"),
        ("5/4/2010", "BIRTHDAY"),
        ("Go to 12 Mill Road", "ADDRESS"),
        ("The library on Lancaster Road", "ADDRESS"),
        ("Flat 7b", "ADDRESS"),
        ("w105ab", "ADDRESS"),
        ("Anywhere in SW3", "ADDRESS"),
        ("Holland Park School, room 4", "SCHOOL"),
        ("943 476 5919", "NUMBER"),
        ("yp 0042", "NUMBER"),
        ("Crime ref 1234/26", "NUMBER"),
        ("CAD 3456", "NUMBER"),
        ("Ring me on 07700900321", "CONTACT"),
        ("@amara.k", "CONTACT"),
        ("amara@example.org", "CONTACT"),
        ("Call Northgate Youth Service", "SERVICE"),
        ("Ask my social worker", "SERVICE"),
        ("Stay away from gangs", "TELLING"),
        ("the g4ng", "TELLING"),
        ("the ga\u200bng", "TELLING"),
        ("g a n g", "TELLING"),
        ("the g\u0430ng", "TELLING"),
        ("No exploitation", "TELLING"),
        ("Leave the knives", "TELLING"),
        ("My safety plan", "TELLING"),
        ("I owe him fifty", "OFFENCE"),
        ("My court date", "OFFENCE"),
        ("When I am in court", "OFFENCE"),
        ("High risk", "ASSESSMENT"),
        ("They threatened me", "ASSESSMENT"),
        ("My password", "SECRET"),
        ("The spare key is there", "SECRET"),
        ("Lock my door", "HOME"),
        ("Take my meds", "HEALTH"),
        ("Go to the mosque", "HEALTH"),
        ("Call my foster mum", "HEALTH"),
        ("Did you feed the parrot", "SIGNAL"),
        ("We always feed the parrot", "SIGNAL"),
        ("Parrot", "SIGNAL"),
        ("Keep away from Tyrell", "RISK_NAME"),
        ("tyrell's lot", "RISK_NAME"),
        ("Not with Deshawn", "RISK_NAME"),
        ("Not with Mark", "RISK_NAME"),
        ("Zed", "RISK_NAME"),
        ("Past the arches", "RISK_PLACE"),
        ("With Kofi Mensah", "OTHER_NAME"),
        ("My brother Kai comes", "OTHER_NAME"),
        ("my sister, Ana", "OTHER_NAME"),
    ],
)
def test_what_must_not_be_carried_is_found(text, rule):
    assert rule in met(text)


def test_a_name_that_is_an_everyday_word_is_only_found_as_a_name():
    assert "RISK_NAME" not in met("I mark the days")


def test_a_name_far_from_danger_is_not_held_against_anybody():
    assert met("With Bianca") == set()


def test_a_worker_or_the_young_person_is_no_danger():
    assert met("Text Maya") == set()
    assert met("Amara can do this") == set()


def test_a_full_name_of_a_helper_is_found_and_a_first_name_passes():
    assert met("Uncle Femi", 7, detail="07700 900 456") == set()
    assert met("Coach", 7, detail="020 7946 0123 until six") == set()
    assert met("Femi Balogun", 7) == {"FULL_NAME"}


def test_a_trusted_person_of_whom_danger_is_said_is_held_back():
    assert met("Tyrell", 7) == {"RISK_NAME"}


@pytest.mark.parametrize(
    "text", ["The gym every Tuesday", "Gran's, 4.30pm", "The 52 bus to the pool", "At six"]
)
def test_days_times_and_routes_of_places_are_found(text):
    assert "ROUTINE" in met(text, 6)


def test_a_time_at_which_somebody_can_be_reached_may_stand():
    assert met("Coach", 7, detail="Tuesdays after six") == set()


def test_a_pictured_signal_is_found():
    content = replace(
        PLAN,
        items=(item("\N{PINEAPPLE} in the chat", 12, audience=()), item("Eat \N{PINEAPPLE}")),
    )
    assert {h.rule for h in check(content, Form.CARD, KNOWN)} == {"SIGNAL"}


def test_an_unquoted_code_word_is_found():
    content = replace(
        PLAN, items=(item("When I say zanzibar, Gran comes", 12), item("Zanzibar one day"))
    )
    assert {h.rule for h in check(content, Form.CARD, KNOWN)} == {"SIGNAL"}


def test_who_hears_the_signal_may_still_be_asked_for_help():
    content = replace(
        PLAN,
        items=(
            item("I send a pineapple to my auntie Bisi, who rings", 12),
            item("My auntie Bisi", 7, detail="07700 900 456"),
            item("Pineapple", 5),
        ),
    )
    assert {(h.section, h.rule) for h in check(content, Form.CARD, KNOWN)} == {(5, "SIGNAL")}


def test_a_place_that_only_sounds_like_an_offence_passes():
    assert met("The food court", 6) == set()


def test_a_title_is_looked_at_too():
    content = replace(PLAN, version=replace(PLAN.version, title="Okonedo's list"))
    (hit,) = check(content, Form.NUMBERS, KNOWN)
    assert (hit.line, hit.rule) == (TITLE, "SURNAME")


def test_only_lines_that_would_go_onto_the_copy_are_looked_at():
    assert met("The gang", audience=("FAMILY",)) == set()
    assert met("The gang", 4, audience=("CARD",)) == set()


def test_family_and_school_copies_name_nobody_else_but_may_speak_plainly():
    audience = ("FAMILY",)
    assert met("Ring the police", form=Form.FAMILY, audience=audience) == set()
    assert met("Not with Deshawn", form=Form.FAMILY, audience=audience) == {"RISK_NAME"}
    assert met("With Kofi Mensah", form=Form.FAMILY, audience=audience) == {"OTHER_NAME"}


def test_nothing_is_held_back_from_the_professional_copy():
    assert met("Tyrell and the gang", form=Form.FULL) == set()


def test_what_a_supervisor_let_through_no_longer_stops_the_line():
    content = replace(PLAN, items=(*PLAN.items, item("Play grass hockey")))
    hits = check(content, Form.CARD, KNOWN)
    assert stopped(hits) == {"i5-1"}
    passed = check(content, Form.CARD, KNOWN, {("i5-1", "TELLING")})
    assert [h.is_passed for h in passed] == [True]
    assert stopped(passed) == frozenset()


def test_every_rule_says_why_and_what_to_change():
    assert len(rules()) == 19
    for rule in rules().values():
        assert rule.why.endswith(".")
        assert rule.change.endswith(".")
        assert 1 <= rule.point <= 10


def test_a_hit_does_not_show_the_words_in_its_repr():
    content = replace(PLAN, items=(*PLAN.items, item("Okonedo canary-7")))
    assert "canary-7" not in repr(check(content, Form.CARD, KNOWN))
