"""The wall: no name, reference, date of birth or word of text can become a fact."""

import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthcase.domain.periods import Period
from youthcase.returns import facts as wall
from youthcase.returns.facts import Activity, Attributes, Closure, CodedPerson, Facts
from youthcase.returns.variables import activities, age_band, disability, of_closures, of_people

TOKEN = b"0123456789abcdef"
PERSON = {item.name: of_people()[item.name].categories[0] for item in fields(Attributes)}
CLOSURE = [variable.categories[0] for variable in of_closures().values()]
CODES = {c for v in (*of_people().values(), *of_closures().values()) for c in v.categories}
WORDS = st.text().filter(lambda t: t not in CODES | {*activities()})


def test_only_codes_numbers_flags_tokens_and_the_period_have_a_place():
    allowed = {str, int, bool, bytes, date, Period, type(None)}
    for kind in (Attributes, CodedPerson, Closure, Activity, Facts):
        for hint in typing.get_type_hints(kind).values():
            parts = set(_parts(hint))
            assert parts <= allowed | {Attributes, CodedPerson, Closure, Activity}


def test_no_field_is_called_after_what_must_stay_outside():
    names = {f.name for k in vars(wall).values() if is_dataclass(k) for f in fields(k)}
    assert not names & {
        "ref",
        "name",
        "first_name",
        "last_name",
        "dob",
        "date_of_birth",
        "text",
    }


@given(st.sampled_from(sorted(PERSON)), WORDS)
def test_no_text_can_be_a_category(field, text):
    with pytest.raises(ValueError, match="not a coded fact"):
        Attributes(**PERSON | {field: text})


@given(WORDS)
def test_no_text_can_be_an_outcome_or_an_activity(text):
    reason, goals, *outcomes = CLOSURE
    with pytest.raises(ValueError, match="not a coded fact"):
        Closure(token=TOKEN, reason=text, goals=goals, outcomes=tuple(outcomes))
    with pytest.raises(ValueError, match="not a coded fact"):
        Closure(token=TOKEN, reason=reason, goals=goals, outcomes=(*outcomes[:-1], text))
    with pytest.raises(ValueError, match="not a coded fact"):
        Activity(kind=text, number=1)


@pytest.mark.parametrize("token", ["Amina Example", b"Amina Example", b"", b"x" * 17, 7, None])
def test_a_token_is_sixteen_bytes_and_nothing_else(token):
    with pytest.raises(ValueError, match="not a coded fact"):
        CodedPerson(token=token, stage=1)


@pytest.mark.parametrize("stage", ["6", 6.0, True, -1, 10, None, date(2010, 5, 5)])
def test_a_stage_is_a_whole_number_of_the_funnel(stage):
    with pytest.raises(ValueError, match="not a coded fact"):
        CodedPerson(token=TOKEN, stage=stage)


def test_the_refusal_of_a_value_does_not_repeat_it():
    with pytest.raises(ValueError, match="not a coded fact") as caught:
        Attributes(**PERSON | {"ward": "Amina Example"})
    assert "Amina" not in str(caught.value)


def test_only_people_who_count_have_categories():
    own = Attributes(**PERSON)
    with pytest.raises(ValueError, match="not a coded fact"):
        CodedPerson(token=TOKEN, stage=5, attributes=own)
    with pytest.raises(ValueError, match="not a coded fact"):
        CodedPerson(token=TOKEN, stage=6)


def test_a_period_cannot_carry_words_in_its_code():
    good = invented.facts(invented.year(12, 1))
    forged = Period("Amina Example", good.period.first, good.period.last)
    with pytest.raises((ValueError, Exception)) as caught:
        replace(good, period=forged)
    assert "Amina" not in str(caught.value)


def test_the_same_person_twice_is_no_fact():
    good = invented.facts(invented.year(12, 1))
    with pytest.raises(ValueError, match="not a coded fact"):
        replace(good, people=(*good.people, good.people[0]))


def test_the_digest_does_not_depend_on_the_order_and_sees_every_change():
    good = invented.facts(invented.year(12, 1))
    assert replace(good, people=good.people[::-1]).digest() == good.digest()
    assert replace(good, people=good.people[1:]).digest() != good.digest()


@pytest.mark.parametrize(
    ("age", "band"),
    [(9, "NK"), (10, "10-12"), (17, "16-17"), (25, "22-25"), (26, "NK"), (None, "NK")],
)
def test_an_age_falls_into_its_band(age, band):
    assert age_band(age) == band


@pytest.mark.parametrize(
    ("codes", "category"),
    [(["AUT", "LD"], "ANY"), (["NONE"], "NONE"), (["NS"], "NS"), ([], "NK"), (["NK"], "NK")],
)
def test_people_are_counted_once_however_many_disabilities_they_have(codes, category):
    assert disability(codes) == category


def _parts(hint):
    inner = typing.get_args(hint)
    if not inner:
        return [hint] if hint is not Ellipsis else []
    return [p for one in inner for p in _parts(one)]
