"""Does the caseload show what is due, to whom, and find whom one looks for?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from youthcase.domain.caseload import PlanState, State, Step
from youthcase.domain.people import Person
from youthcase.services.people import Wanted


def refer(services, first, last, **fields):
    person = replace(services.people.blank(), first_name=first, last_name=last, **fields)
    services.episodes.refer(services.episodes.blank(person.id), person)
    return services.people.by_ref(f"YP-{services.people.count(Wanted()):04d}")


def line(services, person: Person):
    (found,) = services.people.page(Wanted(text=person.ref), offset=0, limit=2)
    return found


def accept(services, person, start=None):
    episode = services.people.file(person.id).current
    services.episodes.accept(episode, start=start or services.sitting.today)


def contact(services, person, **fields):
    services.contacts.record(
        replace(services.contacts.blank(person.id), summary="Met.", **fields)
    )


def test_a_new_referral_is_to_be_decided_within_seven_days(sam):
    person = refer(sam, "Noor", "Hassan")
    found = line(sam, person)
    assert (found.state, found.next_step) == (State.NEW, Step.DECIDE)
    assert found.due == sam.sitting.today + timedelta(days=7)


def test_an_accepted_case_waits_for_a_worker_then_for_its_first_contact(sam, clock):
    person = refer(sam, "Noor", "Hassan")
    accept(sam, person)
    assert line(sam, person).next_step is Step.ALLOCATE
    sam.episodes.allocate(sam.people.file(person.id).current, sam.sitting.staff)
    assert line(sam, person).next_step is Step.FIRST_CONTACT
    contact(sam, person)
    assert line(sam, person).next_step is Step.NEXT_CONTACT
    assert line(sam, person).last_contact == sam.sitting.today


def test_an_attempt_is_a_contact_but_not_the_first_one(sam):
    person = refer(sam, "Noor", "Hassan")
    accept(sam, person)
    sam.episodes.allocate(sam.people.file(person.id).current, sam.sitting.staff)
    contact(sam, person, attended="DNA")
    assert line(sam, person).next_step is Step.FIRST_CONTACT


def test_each_tile_is_as_long_as_its_list(sam, clock):
    for name in ("Noor", "Ivo", "Sade"):
        refer(sam, name, "Hassan")
    clock.moment += timedelta(days=7)
    refer(sam, "Kit", "Hassan")
    clock.moment += timedelta(days=1)
    tiles = sam.people.tiles()
    for name, wanted in sam.people.lists().items():
        assert getattr(tiles, name) == len(sam.people.page(wanted, offset=0, limit=99)), name
    assert (tiles.overdue, tiles.new, tiles.everybody) == (3, 4, 4)


@pytest.mark.parametrize(
    "typed",
    ["noo", "NOOR", "has", "hassan noor", "nónó", "0001", "yp-0001", "yp0001", "900123"],
)
def test_a_person_is_found_by_any_part_of_name_nickname_reference_or_phone(sam, typed):
    refer(sam, "Noor", "Hassan", known_as="Nono", phone="07700 900123")
    refer(sam, "Ivo", "Lindqvist")
    assert [found.name for found in sam.people.find(typed)] == ["Noor Hassan"]


def test_the_plan_column_follows_the_plan(sam):
    person = refer(sam, "Noor", "Hassan")
    assert line(sam, person).plan is PlanState.NONE


@pytest.mark.parametrize(
    ("typed", "dob", "why"),
    [
        (("Nour", "Hassan"), None, "like name"),
        (("Noor", "Hasan"), date(2010, 5, 4), "same date of birth"),
        (("Nur", "Hassan"), date(2010, 4, 5), "swapped"),
        (("Hassan", "Noor"), None, "like name"),
        (("Nono", "Hassan"), None, "like name"),
    ],
)
def test_a_duplicate_is_found_and_says_why(sam, typed, dob, why):
    refer(sam, "Noor", "Hassan", known_as="Nono", dob=date(2010, 5, 4))
    refer(sam, "Ivo", "Lindqvist", dob=date(2009, 1, 1))
    (match,) = sam.people.similar(*typed, dob)
    assert why in match.why
    assert match.ref == "YP-0001"


def test_somebody_quite_different_is_no_duplicate(sam):
    refer(sam, "Noor", "Hassan", dob=date(2010, 5, 4))
    assert sam.people.similar("Kieran", "Doyle", date(2010, 5, 4)) == ()
