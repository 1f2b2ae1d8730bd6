"""Each settled reading and edge case of the counting rule, one by one (domain.md 7.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from youthcase.domain.benefit import (
    Agreement,
    Contact,
    Episode,
    GoalScore,
    History,
    PlanVersion,
    Rule,
    count,
    judge,
)
from youthcase.domain.periods import parse

Q1, Q2, Q3 = (parse(f"2026-27-Q{n}") for n in (1, 2, 3))
AS_AT = date(2026, 10, 31)
JUL_6, JUL_13, JUL_20 = date(2026, 7, 6), date(2026, 7, 13), date(2026, 7, 20)
SINGLE_DAY = timedelta(days=1)


def seen(day, mode="F2F_HOME", **changes):
    values = {"attended": True, "with_young_person": True, "mode": mode, "minutes": 20}
    return Contact(day=day, **{**values, **changes})


PLAN = PlanVersion(
    number=1,
    agreed_on=JUL_20,
    participation="AGREED",
    approved_on=JUL_20,
    review_due=date(2026, 12, 31),
)
EPISODE = Episode(
    number=1,
    referral_type="INTERVENTION",
    decision="ACCEPTED",
    referral_received=date(2026, 6, 25),
    start=date(2026, 7, 1),
    agreements=(Agreement(answer="Y", day=date(2026, 7, 1)),),
    contacts=(seen(JUL_6), seen(JUL_13)),
    plans=(PLAN,),
)
PERSON = History(ref="YP-0001", date_of_birth=date(2010, 5, 5), episodes=(EPISODE,))


def with_episode(**changes):
    return replace(PERSON, episodes=(replace(EPISODE, **changes),))


def with_plan(**changes):
    return with_episode(plans=(replace(PLAN, **changes),))


def count_date(person, period=Q2, as_at=AS_AT, **rule):
    return judge(person, period, as_at, Rule(**rule)).count_date


def warned(person, period=Q2, as_at=AS_AT):
    return [w.gap.value for w in count([person], period, as_at).warnings]


def reason(person, clause, period=Q2, as_at=AS_AT):
    return judge(person, period, as_at).clauses[clause - 1].reason.value


def test_the_plain_case_counts_on_the_day_the_plan_is_agreed():
    assert count_date(PERSON) == JUL_20
    assert warned(PERSON) == []


# --- clause 1: the episode -----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["INTELLIGENCE", "CONSULTATION"])
def test_another_kind_of_referral_marked_accepted_is_warned_about_and_never_counts(kind):
    person = with_episode(referral_type=kind)
    assert count_date(person) is None
    assert reason(person, 1) == "not_intervention"
    assert warned(person) == ["accepted_not_intervention"]


@pytest.mark.parametrize(
    "decision", ["NOT_ACCEPTED", "SIGNPOSTED", "INTEL_ONLY", "CONSULT_ONLY", "PENDING"]
)
def test_only_accepted_rows_are_episodes(decision):
    verdict = judge(with_episode(decision=decision), Q2, AS_AT)
    assert verdict.count_date is None
    assert verdict.episode is None
    assert [c.met for c in verdict.clauses] == [False, True, False, False, False, False]


@pytest.mark.parametrize("closed_as", ["DUPLICATE", "ERROR"])
@pytest.mark.parametrize("end", [None, date(2026, 7, 31), date(2026, 12, 1)])
def test_an_episode_closed_as_a_duplicate_or_an_error_never_counts_whenever_closed(
    closed_as, end
):
    person = with_episode(
        closure_reason=closed_as, end=end, end_recorded_on=end and end + SINGLE_DAY
    )
    assert count_date(person) is None
    assert count([person], Q2, AS_AT).funnel.referred == 0


def test_an_episode_without_a_start_never_counts():
    person = with_episode(start=None)
    assert count_date(person) is None
    assert warned(person) == ["accepted_without_start"]


def test_the_last_day_of_an_episode_counts_and_the_next_does_not():
    assert count_date(with_episode(end=JUL_20)) == JUL_20
    assert count_date(with_episode(end=JUL_20 - SINGLE_DAY)) is None


def test_the_first_day_of_an_episode_counts_and_the_one_before_does_not():
    contacts = (seen(JUL_6), seen(JUL_20))
    assert count_date(with_episode(start=JUL_6, contacts=contacts)) == JUL_20
    assert count_date(with_episode(start=JUL_6 + SINGLE_DAY, contacts=contacts)) is None


def test_an_end_recorded_after_the_as_at_date_is_not_used():
    person = with_episode(end=JUL_13, end_recorded_on=AS_AT + SINGLE_DAY)
    assert count_date(person) == JUL_20
    assert count_date(person, as_at=AS_AT + SINGLE_DAY) is None


def test_an_acceptance_recorded_after_the_as_at_date_is_not_used():
    person = with_episode(decision_recorded_on=AS_AT + SINGLE_DAY)
    assert count_date(person) is None
    assert count_date(person, as_at=AS_AT + SINGLE_DAY) == JUL_20


def test_contacts_do_not_add_up_across_episodes():
    first = replace(EPISODE, contacts=(seen(JUL_6),), end=date(2026, 7, 10))
    second = replace(EPISODE, number=2, start=date(2026, 7, 11), contacts=(seen(JUL_13),))
    assert count_date(replace(PERSON, episodes=(first, second))) is None


def test_two_episodes_that_count_are_one_person_on_the_first_day():
    later = replace(EPISODE, number=2, start=date(2026, 9, 1), contacts=(), plans=())
    first = replace(EPISODE, end=date(2026, 8, 1))
    second = replace(
        later,
        contacts=(seen(date(2026, 9, 2)), seen(date(2026, 9, 3))),
        plans=(replace(PLAN, agreed_on=date(2026, 9, 4), approved_on=date(2026, 9, 4)),),
    )
    found = count([replace(PERSON, episodes=(second, first))], Q2, AS_AT)
    assert found.headline == 1
    assert found.verdicts[0].count_date == JUL_20
    assert found.verdicts[0].episode == 1


# --- clause 2: age -------------------------------------------------------------------------


def test_the_tenth_birthday_counts_and_the_day_before_does_not():
    assert count_date(replace(PERSON, date_of_birth=date(2016, 7, 20))) == JUL_20
    assert count_date(replace(PERSON, date_of_birth=date(2016, 7, 21))) is None


def test_the_day_before_the_twenty_sixth_birthday_counts_and_the_birthday_does_not():
    assert count_date(replace(PERSON, date_of_birth=date(2000, 7, 21))) == JUL_20
    assert count_date(replace(PERSON, date_of_birth=date(2000, 7, 20))) is None


@pytest.mark.parametrize(
    ("born", "day", "counts"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), True),  # 26 on 1 March 2026
        (date(2000, 2, 29), date(2026, 3, 1), False),
        (date(2016, 2, 29), date(2026, 2, 28), False),  # 10 on 1 March 2026
        (date(2016, 2, 29), date(2026, 3, 1), True),
        (date(2002, 2, 28), date(2028, 2, 28), False),
        (date(2002, 3, 1), date(2028, 2, 29), True),
        (date(2018, 2, 28), date(2028, 2, 28), True),
    ],
)
def test_somebody_born_on_29_february_ages_on_1_march_in_common_years(born, day, counts):
    two = (seen(day - 2 * SINGLE_DAY), seen(day - SINGLE_DAY))
    agreed = replace(PLAN, agreed_on=day, approved_on=day, review_due=day)
    episode = replace(
        EPISODE,
        start=day - 9 * SINGLE_DAY,
        agreements=(Agreement(answer="Y"),),
        contacts=two,
        plans=(agreed,),
    )
    person = replace(PERSON, date_of_birth=born, episodes=(episode,))
    period = parse(f"{day}..{day}")
    assert count_date(person, period, day) == (day if counts else None)


def test_the_29_february_itself_is_the_birthday_in_a_leap_year():
    assert Rule().max_age == 25
    leap = date(2028, 2, 29)
    episode = replace(
        EPISODE,
        contacts=(seen(leap - SINGLE_DAY), seen(leap)),
        plans=(replace(PLAN, review_due=leap),),
    )
    person = replace(PERSON, date_of_birth=date(2004, 2, 29), episodes=(episode,))
    period = parse("2028-02-29..2028-02-29")
    assert count_date(person, period, leap, min_age=24, max_age=24) == leap
    assert count_date(person, period, leap, min_age=23, max_age=23) is None


def test_an_unknown_date_of_birth_counts_and_is_warned_about():
    person = replace(PERSON, date_of_birth=None)
    assert count_date(person) == JUL_20
    assert reason(person, 2) == "age_unknown"
    assert warned(person) == ["date_of_birth_unknown"]


def test_contacts_before_the_tenth_birthday_count_towards_casework():
    assert count_date(replace(PERSON, date_of_birth=date(2016, 7, 19))) == JUL_20


def test_somebody_who_turns_18_still_counts():
    assert count_date(replace(PERSON, date_of_birth=date(2008, 7, 10))) == JUL_20


# --- clause 3: agreement -------------------------------------------------------------------


def test_an_agreement_counts_from_its_day_and_an_undated_one_from_the_start():
    on_the_day = with_episode(agreements=(Agreement(answer="Y", day=JUL_20),))
    too_late = with_episode(agreements=(Agreement(answer="Y", day=JUL_20 + SINGLE_DAY),))
    undated = with_episode(agreements=(Agreement(answer="Y"),))
    assert count_date(on_the_day) == JUL_20
    assert count_date(too_late) is None
    assert count_date(undated) == JUL_20
    assert judge(undated, Q2, AS_AT).clauses[2].day == EPISODE.start


def test_contacts_before_the_agreement_count_towards_casework():
    person = with_episode(agreements=(Agreement(answer="Y", day=JUL_20),))
    assert judge(person, Q2, AS_AT).clauses[3].day == JUL_13
    assert count_date(person) == JUL_20


@pytest.mark.parametrize("agreements", [(), (Agreement(answer="N"),), (Agreement(answer="U"),)])
def test_without_a_yes_nobody_counts_unless_another_basis_is_recorded(agreements):
    person = with_episode(agreements=agreements)
    assert count_date(person) is None
    assert warned(person) == ["no_agreement"]
    consent = with_episode(agreements=agreements, lawful_basis="CONSENT")
    assert count_date(consent) is None
    public_task = with_episode(agreements=agreements, lawful_basis="PUBLIC_TASK")
    assert count_date(public_task) == JUL_20
    assert warned(public_task) == []


def test_a_later_withdrawal_leaves_earlier_days_and_ends_later_ones():
    withdrawal = Agreement(answer="N", day=date(2026, 8, 1), recorded_on=date(2026, 8, 1))
    contacts = (*EPISODE.contacts, seen(date(2026, 10, 5)))
    person = with_episode(
        agreements=(*EPISODE.agreements, withdrawal), contacts=contacts, lawful_basis="CONSENT"
    )
    assert count_date(person) == JUL_20
    assert count_date(person, Q3) is None
    again = Agreement(answer="Y", day=date(2026, 10, 5), recorded_on=date(2026, 10, 5))
    back = with_episode(agreements=(*EPISODE.agreements, withdrawal, again), contacts=contacts)
    assert count_date(back, Q3) == date(2026, 10, 5)


def test_the_day_of_a_withdrawal_does_not_count_and_the_day_before_does():
    def withdrawn(day):
        return with_episode(agreements=(*EPISODE.agreements, Agreement(answer="N", day=day)))

    assert count_date(withdrawn(JUL_20)) is None
    assert count_date(withdrawn(JUL_20 + SINGLE_DAY)) == JUL_20


def test_of_two_answers_on_one_day_the_one_recorded_last_holds_and_else_the_no():
    yes, no = Agreement(answer="Y", day=JUL_13), Agreement(answer="N", day=JUL_13)
    assert count_date(with_episode(agreements=(yes, no))) is None
    assert count_date(with_episode(agreements=(no, yes))) is None
    put_right = replace(yes, recorded_on=JUL_20)
    assert count_date(with_episode(agreements=(put_right, no))) == JUL_20


def test_an_agreement_recorded_after_the_as_at_date_is_not_used():
    late = Agreement(answer="Y", day=JUL_6, recorded_on=AS_AT + SINGLE_DAY)
    assert count_date(with_episode(agreements=(late,))) is None


# --- clause 4: casework --------------------------------------------------------------------


@pytest.mark.parametrize(
    "second",
    [
        seen(JUL_13, attended=False),
        seen(JUL_13, with_young_person=False),
        seen(JUL_13, mode="GROUP"),
        seen(JUL_13, mode="TEXT_MSG"),
        seen(JUL_13, mode="EMAIL_LETTER"),
        seen(JUL_13, mode="JOINT_VISIT"),
        seen(JUL_13, mode="PHONE", minutes=14),
        seen(JUL_13, mode="PHONE", minutes=None),
        seen(JUL_13, mode="VIDEO", minutes=None),
        seen(JUL_6, mode="PHONE"),
        seen(date(2026, 6, 30)),
        seen(JUL_13, recorded_on=AS_AT + SINGLE_DAY),
    ],
)
def test_what_is_not_a_second_qualifying_contact(second):
    assert count_date(with_episode(contacts=(seen(JUL_6), second))) is None


@pytest.mark.parametrize(
    "second",
    [
        seen(JUL_13, mode="F2F_CUSTODY", minutes=None),
        seen(JUL_13, mode="F2F_HOSPITAL", minutes=1),
        seen(JUL_13, mode="PHONE", minutes=15),
        seen(JUL_13, mode="VIDEO", minutes=15),
        seen(JUL_20),
        seen(EPISODE.start),
        seen(JUL_13, recorded_on=AS_AT),
    ],
)
def test_what_is_a_second_qualifying_contact(second):
    assert count_date(with_episode(contacts=(seen(JUL_6), second))) == JUL_20


def test_video_is_not_face_to_face():
    calls = (seen(JUL_6, mode="VIDEO"), seen(JUL_13, mode="VIDEO"))
    assert count_date(with_episode(contacts=calls)) is None
    assert reason(with_episode(contacts=calls), 4) == "no_face_to_face"


def test_a_contact_after_the_end_of_its_episode_is_warned_about_and_never_qualifies():
    stray = seen(date(2026, 8, 3))
    contacts = (seen(JUL_6), seen(JUL_13), stray)
    august = replace(PLAN, agreed_on=date(2026, 8, 3), approved_on=date(2026, 8, 3))
    person = with_episode(end=date(2026, 7, 31), contacts=contacts, plans=(august,))
    assert count_date(person) is None
    (warning,) = count([person], Q2, AS_AT).warnings
    assert (warning.gap.value, warning.day) == ("contact_outside_episode", stray.day)


def test_a_call_without_minutes_and_a_contact_with_nobody_are_warned_about():
    silent = seen(JUL_13, mode="PHONE", minutes=None)
    nobody = seen(JUL_13, with_young_person=False, with_known=False)
    parent = seen(JUL_13, with_young_person=False)
    person = with_episode(contacts=(*EPISODE.contacts, silent, nobody, parent))
    assert warned(person) == ["call_without_minutes", "contact_with_nobody"]


def test_group_work_counts_only_where_it_is_filed_face_to_face_to_the_person():
    group = tuple(seen(day, mode="GROUP") for day in (JUL_6, JUL_13, JUL_20))
    assert count_date(with_episode(contacts=group)) is None
    filed = tuple(replace(c, mode="F2F_COMMUNITY") for c in group)
    assert count_date(with_episode(contacts=filed)) == JUL_20


# --- clause 5: the plan --------------------------------------------------------------------


@pytest.mark.parametrize("part", ["AGREED", "AGREED_PART", "TOOK_PART_NOT_SIGNED"])
def test_each_way_of_taking_part_counts(part):
    assert count_date(with_plan(participation=part)) == JUL_20


@pytest.mark.parametrize("part", ["DID_NOT_TAKE_PART", None])
def test_a_plan_they_took_no_part_in_does_not_count(part):
    person = with_plan(participation=part)
    assert count_date(person) is None
    assert reason(person, 5) == "did_not_take_part"


def test_approval_may_come_after_the_day_but_not_after_the_as_at_date():
    assert count_date(with_plan(approved_on=AS_AT)) == JUL_20
    assert count_date(with_plan(approved_on=AS_AT + SINGLE_DAY)) is None
    late = with_plan(approval_recorded_on=AS_AT + SINGLE_DAY)
    assert count_date(late) is None
    assert count_date(late, as_at=AS_AT + SINGLE_DAY) == JUL_20


@pytest.mark.parametrize("status", ["DRAFT", "AGREED_YP", "SUBMITTED", "RETURNED", "ACTIVE"])
def test_the_approved_date_decides_and_not_the_status(status):
    assert count_date(with_plan(status=status)) == JUL_20
    assert count_date(with_plan(status=status, approved_on=None)) is None


def after_review(days):
    """Plan agreed in June, its review due on 20 July, and a contact so many days later."""
    plan = replace(PLAN, agreed_on=date(2026, 6, 20), review_due=JUL_20)
    day = JUL_20 + timedelta(days=days)
    contacts = (seen(date(2026, 6, 1)), seen(date(2026, 6, 2)), seen(day))
    return with_episode(start=date(2026, 6, 1), plans=(plan,), contacts=contacts), day


def test_the_twenty_eighth_day_after_the_review_date_still_counts():
    person, day = after_review(28)
    assert count_date(person) == day


def test_the_twenty_ninth_does_not_and_one_review_would_put_it_right():
    person, _day = after_review(29)
    assert count_date(person) is None
    assert warned(person) == ["plan_lapsed"]
    (miss,) = count([person], Q2, AS_AT).near_misses
    assert (miss.clause, miss.reason.value) == (5, "plan_lapsed")


def test_a_plan_agreed_before_the_episode_started_counts():
    assert count_date(with_plan(agreed_on=date(2026, 6, 1))) == JUL_13


def test_a_plan_from_before_the_period_counts_with_a_contact_in_it():
    person = with_episode(contacts=(seen(JUL_6), seen(JUL_13), seen(date(2026, 10, 1))))
    assert count_date(person, Q3) == date(2026, 10, 1)
    assert count_date(PERSON, Q3) is None


def test_a_plan_is_in_force_until_the_day_before_its_ended_date():
    contacts = (seen(JUL_6), seen(JUL_13), seen(date(2026, 8, 10)))
    plan = replace(PLAN, agreed_on=JUL_6 - SINGLE_DAY)

    def ending(day, status="ENDED"):
        return with_episode(
            contacts=contacts, plans=(replace(plan, ended_on=day, status=status),)
        )

    assert count_date(ending(JUL_13)) is None
    assert count_date(ending(JUL_13 + SINGLE_DAY)) == JUL_13
    assert count_date(ending(JUL_13, status="ACTIVE")) is None


def test_an_ended_date_after_the_as_at_date_is_there_but_not_yet_used():
    assert count_date(with_plan(status="ENDED", ended_on=AS_AT + SINGLE_DAY)) == JUL_20
    recorded_late = with_plan(
        status="SUPERSEDED", ended_on=JUL_20, ended_recorded_on=AS_AT + SINGLE_DAY
    )
    assert count_date(recorded_late) == JUL_20
    assert count_date(recorded_late, as_at=AS_AT + SINGLE_DAY) is None


@pytest.mark.parametrize("status", ["ENDED", "SUPERSEDED"])
def test_ended_without_a_date_or_successor_is_not_in_force_and_warned_about(status):
    person = with_plan(status=status)
    assert count_date(person) is None
    assert reason(person, 5) == "ending_undated"
    assert warned(person) == ["plan_ended_without_date"]


def test_no_review_date_is_not_in_force_and_warned_about():
    person = with_plan(review_due=None)
    assert count_date(person) is None
    assert warned(person) == ["plan_without_review_date"]


AUG_10 = date(2026, 8, 10)
SECOND = replace(PLAN, number=2, agreed_on=AUG_10, approved_on=AUG_10)


def succeeded(second, **first):
    """A first version from June, a second from 10 August, contacts on 9 and 10 August."""
    one = replace(PLAN, agreed_on=date(2026, 6, 20), **first)
    contacts = (seen(AUG_10 - SINGLE_DAY), seen(AUG_10), seen(AUG_10 + SINGLE_DAY))
    return with_episode(plans=(one, second), contacts=contacts)


def test_an_approved_successor_ends_the_earlier_version_at_its_own_agreed_date():
    refused = replace(SECOND, participation="DID_NOT_TAKE_PART")
    assert count_date(succeeded(SECOND)) == AUG_10
    assert count_date(succeeded(refused)) is None
    assert count_date(succeeded(replace(SECOND, review_due=None))) is None
    assert count_date(succeeded(SECOND, status="SUPERSEDED")) == AUG_10


def test_an_unapproved_successor_ends_nothing():
    assert count_date(succeeded(replace(SECOND, approved_on=None))) == AUG_10
    later = replace(SECOND, participation="DID_NOT_TAKE_PART", approved_on=AS_AT + SINGLE_DAY)
    assert count_date(succeeded(later)) == AUG_10
    assert count_date(succeeded(later), as_at=AS_AT + SINGLE_DAY) is None


def test_a_superseded_version_with_only_an_unapproved_successor_is_not_in_force():
    person = succeeded(
        replace(SECOND, approved_on=None, agreed_on=date(2026, 9, 30)), status="SUPERSEDED"
    )
    assert count_date(person) is None


def test_a_recorded_end_before_the_successor_ends_it_then():
    refused = replace(SECOND, participation="DID_NOT_TAKE_PART", agreed_on=date(2026, 9, 1))
    assert count_date(succeeded(refused)) == AUG_10
    assert count_date(succeeded(refused, ended_on=AUG_10)) is None


def test_versions_of_another_episode_neither_count_nor_end():
    other = replace(
        EPISODE, number=2, start=date(2026, 10, 1), contacts=(), plans=(SECOND,), agreements=()
    )
    first = replace(EPISODE, plans=(), end=date(2026, 9, 30))
    assert count_date(replace(PERSON, episodes=(first, other))) is None
    first = replace(EPISODE, contacts=(*EPISODE.contacts, seen(AUG_10)))
    refused = replace(other, plans=(replace(SECOND, participation="DID_NOT_TAKE_PART"),))
    both = replace(PERSON, episodes=(first, refused))
    assert count_date(both, parse("2026-08-01..2026-08-31")) == AUG_10


def test_an_approved_plan_without_an_agreed_date_and_one_without_participation_are_gaps():
    assert warned(with_plan(agreed_on=None)) == ["plan_without_agreed_date"]
    assert warned(with_plan(participation=None)) == ["plan_without_participation"]
    assert warned(with_plan(approved_on=None)) == ["plan_not_approved"]
    assert warned(with_plan(agreed_on=None, approved_on=None)) == []


def test_dates_at_the_end_of_the_calendar_do_not_make_it_fall_over():
    assert count_date(with_plan(review_due=date.max)) == JUL_20
    assert count_date(with_plan(ended_on=date.max)) == JUL_20
    assert count_date(replace(PERSON, date_of_birth=date.max)) is None
    assert count_date(replace(PERSON, date_of_birth=date.min)) is None
    assert count_date(with_plan(review_due=date.min)) is None


# --- clause 6 and the as-at date -----------------------------------------------------------


def test_something_must_be_done_on_the_day_itself():
    june = (seen(date(2026, 6, 1)), seen(date(2026, 6, 2)))
    plan = replace(PLAN, agreed_on=date(2026, 6, 3), approved_on=date(2026, 6, 3))
    person = with_episode(start=date(2026, 6, 1), contacts=june, plans=(plan,))
    person = replace(
        person, episodes=(replace(person.episodes[0], agreements=(Agreement(answer="Y"),)),)
    )
    assert count_date(person, Q1) == date(2026, 6, 3)
    assert count_date(person, Q2) is None
    assert reason(person, 6) == "nothing_done"


def test_no_day_after_the_as_at_date_counts():
    assert count_date(PERSON, as_at=JUL_20) == JUL_20
    assert count_date(PERSON, as_at=JUL_20 - SINGLE_DAY) is None
    early = judge(PERSON, Q2, date(2026, 6, 30))
    assert early.count_date is None
    assert not any(c.met for c in early.clauses)
    assert count([PERSON], Q2, date(2026, 6, 30)).headline == 0


def test_imported_history_counts_by_its_own_dates_and_a_late_entry_by_its_recording():
    assert count_date(PERSON, as_at=JUL_20) == JUL_20
    late = replace(EPISODE.contacts[1], recorded_on=date(2026, 11, 5))
    person = with_episode(contacts=(EPISODE.contacts[0], late))
    assert count_date(person, as_at=date(2026, 11, 4)) is None
    assert count_date(person, as_at=date(2026, 11, 5)) == JUL_20


# --- variants ------------------------------------------------------------------------------


def test_new_people_of_the_quarters_add_up_to_the_year_to_date():
    twice = with_episode(contacts=(*EPISODE.contacts, seen(date(2026, 10, 5))))
    fresh = replace(
        with_episode(contacts=(seen(JUL_6), seen(date(2026, 10, 6)))), ref="YP-0002"
    )
    people = [twice, fresh]
    q2, q3 = count(people, Q2, AS_AT), count(people, Q3, AS_AT)
    to_date = count(people, parse("2026-27-Q3-ytd"), AS_AT)
    assert (q2.headline, q2.new) == (1, 1)
    assert (q3.headline, q3.new) == (2, 1)
    assert to_date.headline == to_date.new == 2
    assert q3.verdicts[0].first_of_year == JUL_20


def test_a_new_financial_year_counts_everybody_afresh():
    person = with_episode(
        contacts=(*EPISODE.contacts, seen(date(2027, 4, 5))),
        plans=(replace(PLAN, review_due=date(2027, 12, 31)),),
    )
    found = count([person], parse("2027-28-Q1"), date(2027, 6, 30))
    assert (found.headline, found.new) == (1, 1)
    across = count([person], parse("2026-07-01..2027-04-30"), date(2027, 6, 30))
    assert (across.headline, across.new) == (1, None)


def test_over_a_plan_of_years_each_person_is_one():
    span = parse("2024-04-01..2027-03-31")
    found = count([PERSON], Q3, AS_AT, plan_span=span)
    assert (found.headline, found.over_plan) == (0, 1)
    assert count([PERSON], Q3, AS_AT).over_plan is None


def test_casework_without_a_plan_is_counted_beside_the_headline():
    declined = with_plan(participation="DID_NOT_TAKE_PART")
    found = count([declined], Q2, AS_AT)
    assert (found.headline, found.casework_only) == (0, 1)
    assert count([PERSON], Q2, AS_AT).casework_only == 0
    no_agreement = replace(declined, episodes=(replace(declined.episodes[0], agreements=()),))
    assert count([no_agreement], Q2, AS_AT).casework_only == 0


def stages(person, period=Q2, as_at=AS_AT):
    funnel = count([person], period, as_at).funnel
    return [name for name in type(funnel).__slots__ if getattr(funnel, name)]


def test_the_funnel_is_nested_stage_by_stage():
    names = ["referred", "accepted", "engaged", "casework", "plan_in_force", "benefited"]
    assert stages(PERSON) == names
    assert stages(with_episode(referral_received=JUL_6, decision="PENDING")) == names[:1]
    assert stages(with_episode(decision="PENDING")) == []
    assert stages(with_episode(contacts=())) == names[:2]
    assert stages(with_episode(contacts=(seen(JUL_6),))) == names[:3]
    assert stages(with_episode(plans=())) == names[:4]
    assert stages(with_episode(agreements=())) == names[:5]
    received_late = with_episode(
        referral_received=JUL_6, decision="PENDING", recorded_on=AS_AT + SINGLE_DAY
    )
    assert stages(received_late) == []


END = date(2026, 9, 15)


def scored(*scores, end=END, as_at=AS_AT):
    goals = tuple(GoalScore(item=i, day=day, value=value) for i, day, value in scores)
    found = count([with_episode(goals=goals, end=end)], Q2, as_at).funnel
    return found.closed, found.paired, found.improved


def test_outcomes_are_those_of_counted_people_whose_case_closed_in_the_period():
    pair = (("a", date(2026, 7, 2), 3), ("a", END, 6))
    assert scored(*pair, end=None) == (0, 0, 0)
    assert scored(*pair, end=date(2026, 10, 1)) == (0, 0, 0)
    assert scored() == (1, 0, 0)
    assert scored(*pair) == (1, 1, 1)
    assert scored(("a", date(2026, 7, 2), 6), ("a", END, 6)) == (1, 1, 0)


def test_one_goal_that_rose_is_enough_and_goals_are_not_mixed():
    worse = (("a", date(2026, 7, 2), 6), ("a", END, 2))
    assert scored(*worse, ("b", date(2026, 7, 2), 1), ("b", END, 2)) == (1, 1, 1)
    assert scored(("a", date(2026, 7, 2), 1), ("b", END, 9)) == (1, 0, 0)


def test_scores_are_paired_by_date_within_their_limits():
    start = EPISODE.start
    assert scored(("a", start + timedelta(days=42), 1), ("a", END, 9)) == (1, 1, 1)
    assert scored(("a", start + timedelta(days=43), 1), ("a", END, 9)) == (1, 0, 0)
    first = ("a", date(2026, 8, 10), 1)
    assert scored(first, ("a", date(2026, 9, 6), 9)) == (1, 0, 0)
    assert scored(first, ("a", date(2026, 9, 7), 9)) == (1, 1, 1)
    assert scored(first, ("a", END + timedelta(days=28), 9)) == (1, 1, 1)
    assert scored(first, ("a", END + timedelta(days=29), 9)) == (1, 0, 0)
    assert scored(first, ("a", END + SINGLE_DAY, 9), as_at=END) == (1, 0, 0)


def test_of_two_scores_on_one_day_those_that_claim_least_are_taken():
    first = ("a", date(2026, 7, 2), 4)
    assert scored(first, ("a", END, 9), ("a", END, 4)) == (1, 1, 0)
    assert scored(first, ("a", date(2026, 7, 2), 9), ("a", END, 9)) == (1, 1, 0)


def test_a_person_given_twice_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="twice"):
        count([PERSON, PERSON], Q2, AS_AT)


# --- near misses, trace, words -------------------------------------------------------------


JUNE = (seen(date(2026, 6, 2)), seen(date(2026, 6, 9)))


@pytest.mark.parametrize(
    ("person", "clause", "code", "day"),
    [
        (with_plan(approved_on=None), 5, "not_approved", JUL_20),
        (with_plan(approved_on=AS_AT + SINGLE_DAY), 5, "not_approved", JUL_20),
        (
            with_episode(
                start=date(2026, 6, 1), contacts=JUNE, plans=(replace(PLAN, approved_on=None),)
            ),
            5,
            "not_approved",
            JUL_20,
        ),
        (with_plan(participation=None), 5, "did_not_take_part", JUL_20),
        (with_plan(review_due=None), 5, "no_review_date", JUL_20),
        (with_plan(status="ENDED"), 5, "ending_undated", JUL_20),
        (with_plan(agreed_on=None), 5, "plan_not_agreed", JUL_13),
        (with_plan(participation="DID_NOT_TAKE_PART"), 5, "did_not_take_part", JUL_13),
        (with_plan(ended_on=JUL_6, agreed_on=date(2026, 7, 1)), 5, "plan_ended", JUL_13),
        (with_episode(plans=()), 5, "no_plan", JUL_13),
        (with_episode(agreements=()), 3, "no_agreement", JUL_20),
        (with_episode(contacts=(seen(JUL_6),)), 4, "too_few_contacts", JUL_20),
        (replace(PERSON, date_of_birth=date(2017, 1, 1)), 2, "too_young", JUL_20),
    ],
)
def test_who_lacks_one_thing_and_what_would_put_it_right(person, clause, code, day):
    (miss,) = count([person], Q2, AS_AT).near_misses
    assert (miss.clause, miss.reason.value, miss.day) == (clause, code, day)
    assert miss.remedy


def test_who_lacks_two_things_is_no_near_miss():
    assert count([with_plan(approved_on=None, participation=None)], Q2, AS_AT).near_misses != ()
    june = with_episode(
        start=date(2026, 6, 1),
        contacts=JUNE,
        plans=(replace(PLAN, approved_on=None, participation=None),),
    )
    assert count([june], Q2, AS_AT).near_misses == ()
    assert count([with_episode(plans=(), contacts=(seen(JUL_6),))], Q2, AS_AT).near_misses == ()


def test_a_near_miss_reads_as_a_sentence_without_personal_data():
    (miss,) = count([with_plan(approved_on=None)], Q2, AS_AT).near_misses
    assert miss.sentence == "Plan version 1 was not approved by the as-at date."
    assert miss.remedy == "A supervisor approves plan version 1."


def test_the_trace_says_which_record_met_each_clause():
    assert [c.sentence for c in judge(PERSON, Q2, AS_AT).clauses] == [
        "Episode 1 was open.",
        "Aged 16.",
        "Agreed to take part on 1 July 2026.",
        "Qualifying contacts on 6 July 2026, 13 July 2026.",
        "Plan version 1, agreed on 20 July 2026, was in force.",
        "A qualifying contact on 6 July 2026.",
    ]


def test_every_reason_and_gap_has_its_words():
    from youthcase.domain.benefit import Evidence, Gap, Reason
    from youthcase.domain.reasons import remedy, sentence

    evidence = (Evidence("plan", 2, JUL_20),)
    for found in Reason:
        for words in (sentence(found, evidence), remedy(found, evidence), sentence(found, ())):
            assert words.endswith(".")
            assert "{" not in words
    for gap in Gap:
        assert gap.sentence.endswith(".")


def test_without_an_episode_that_counts_the_trace_is_of_the_one_that_meets_most():
    thin = replace(EPISODE, number=1, contacts=(), plans=(), end=date(2026, 7, 2))
    fuller = replace(EPISODE, number=2, start=date(2026, 7, 3), plans=())
    verdict = judge(replace(PERSON, episodes=(fuller, thin)), Q2, AS_AT)
    assert verdict.episode == 2
    assert [c.met for c in verdict.clauses] == [True, True, True, True, False, True]


def test_somebody_without_any_episode_is_in_the_trace():
    found = count([replace(PERSON, episodes=())], Q2, AS_AT).as_trace()
    (person,) = found["people"]
    assert person["count_date"] is None
    assert [c["clause"] for c in person["clauses"]] == [1, 2, 3, 4, 5, 6]
