from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from youthcase.domain import (
    assessments,
    benefit,
    contacts,
    episodes,
    history,
    people,
    periods,
)
from youthcase.domain.codes import code_list
from youthcase.domain.dates import age_on, local_day
from youthcase.domain.fields import fields_of
from youthcase.domain.plan_sections import section
from youthcase.domain.plans import PlanContent, check_submission
from youthcase.services.invented import invent

if TYPE_CHECKING:
    from youthcase.domain.records import Records

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SEEDS = (1, 7, 20, 365)
GRACE = timedelta(days=28)


@cache
def vault(count: int, seed: int) -> Records:
    return invent(people=count, seed=seed, today=TODAY, now=NOW)


@pytest.fixture(params=SEEDS)
def records(request: pytest.FixtureRequest) -> Records:
    return vault(200, request.param)


@pytest.fixture
def sixty() -> Records:
    return vault(60, 7)


def grouped(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def test_the_same_seed_tells_the_same_stories_with_the_same_ids():
    again = invent(people=60, seed=7, today=TODAY, now=NOW)
    assert again == vault(60, 7)


def test_the_time_of_day_changes_nothing():
    later = invent(people=60, seed=7, today=TODAY, now=NOW + timedelta(hours=9))
    assert later == vault(60, 7)


def test_another_seed_tells_other_stories():
    assert vault(200, 1).people != vault(200, 7).people


def test_every_record_passes_the_checks_of_the_domain(records: Records):
    for person in records.people:
        people.check(person, TODAY)
    by_id = {e.id: e for e in records.episodes}
    for rows in grouped(records.episodes, "person").values():
        for row in rows:
            episodes.check(row, tuple(r for r in rows if r is not row), TODAY)
    for contact in records.contacts:
        contacts.check(contact, by_id[contact.episode], NOW)
    for score in records.scores:
        assessments.check(score, TODAY)


def test_every_version_is_ready_for_a_supervisor(records: Records):
    items = grouped(records.plan_items, "version")
    places = grouped(records.plan_places, "version")
    for version in records.plan_versions:
        content = PlanContent(
            version=version,
            items=tuple(items[version.id]),
            places=tuple(places[version.id]),
        )
        check_submission(content, TODAY)


def test_every_code_is_in_its_list(records: Records):
    for kind in records.by_kind():
        for row in kind:
            for field in fields_of(type(row)):
                value = getattr(row, field.name)
                if not field.codes or value is None:
                    continue
                for code in value if field.many else (value,):
                    assert code_list(field.codes).has(code), (field.codes, code)


def test_every_id_and_every_reference_is_unique(records: Records):
    ids = [row.id for kind in records.by_kind() for row in kind]
    assert len(ids) == len(set(ids))
    assert [p.ref for p in records.people] == [f"YP-{n:04d}" for n in range(1, 201)]


def test_ids_of_people_are_random_and_other_ids_tell_when_they_were_made(records: Records):
    assert {UUID(p.id).version for p in records.people} == {4}
    for row in (*records.contacts, *records.episodes, *records.plan_decisions):
        assert UUID(row.id).version == 7
        assert UUID(row.id).int >> 80 == int(row.recorded_at.timestamp() * 1000)


def test_every_reference_to_another_record_leads_somewhere(records: Records):
    known = {None} | {row.id for kind in records.by_kind() for row in kind}
    for kind in records.by_kind():
        for row in kind:
            for name in (
                "person",
                "episode",
                "version",
                "contact",
                "lead_worker",
                "written_by",
            ):
                assert getattr(row, name, None) in known
            for name in ("decided_by", "recorded_by", "scored_by"):
                assert getattr(row, name, None) in known


def test_nobody_has_two_open_episodes(records: Records):
    for rows in grouped(records.episodes, "person").values():
        assert sum(e.is_open for e in rows) <= 1
        assert [e.number for e in rows] == list(range(1, len(rows) + 1))


def test_contacts_lie_inside_their_episode_or_while_it_is_decided(records: Records):
    by_id = {e.id: e for e in records.episodes}
    for contact in records.contacts:
        episode = by_id[contact.episode]
        if episode.is_accepted:
            assert episode.covers(contact.day)
        else:
            assert episode.referral_received <= contact.day
            assert contact.day <= (episode.decision_date or TODAY)


def test_everybody_is_between_ten_and_twenty_five_while_worked_with(records: Records):
    born = {p.id: p.dob for p in records.people}
    for contact in records.contacts:
        if dob := born[contact.person]:
            assert 10 <= age_on(dob, contact.day) <= 25


def test_nothing_lies_in_the_future_but_reviews_and_due_dates(records: Records):
    for kind in records.by_kind():
        for row in kind:
            for field in fields_of(type(row)):
                value = getattr(row, field.name)
                if isinstance(value, date) and field.name not in {"review_due", "due"}:
                    assert value <= TODAY
            if made := getattr(row, "recorded_at", None):
                assert made.tzinfo is UTC
                assert made <= NOW
                assert not getattr(row, "imported", False)


def test_records_are_made_after_what_they_tell(records: Records):
    for contact in records.contacts:
        assert local_day(contact.recorded_at) >= contact.day
    for version in records.plan_versions:
        assert local_day(version.recorded_at) >= version.agreed_on
    for decision in records.plan_decisions:
        assert local_day(decision.recorded_at) >= decision.decided_on


def test_every_version_in_force_was_approved_by_a_supervisor_who_did_not_write_it(
    records: Records,
):
    supervisors = {s.id for s in records.staff if s.role == "SUPERVISOR"}
    decisions = {d.version: d for d in records.plan_decisions}
    for version in records.plan_versions:
        decision = decisions.get(version.id)
        if version.status in {"SUBMITTED", "AGREED_YP"}:
            assert decision is None
            continue
        assert decision is not None
        assert decision.decided_by in supervisors - {version.written_by}
        assert decision.decided_on >= version.agreed_on
        assert decision.content_hash == ""
        wanted = "RETURNED" if version.status == "RETURNED" else "APPROVED"
        assert decision.decision == wanted
        assert bool(decision.comment) or wanted == "APPROVED"


def test_versions_follow_each_other_without_a_gap_in_their_numbers(records: Records):
    for rows in grouped(records.plan_versions, "episode").values():
        assert [v.number for v in rows] == list(range(1, len(rows) + 1))
        assert [v.agreed_on for v in rows] == sorted({v.agreed_on for v in rows})
        assert sum(v.status == "ACTIVE" for v in rows) <= 1


def test_a_plan_is_agreed_on_a_day_on_which_they_met(records: Records):
    met = {
        (c.episode, c.day) for c in records.contacts if c.is_attended and "YP" in c.with_whom
    }
    assert all((v.episode, v.agreed_on) in met for v in records.plan_versions)


def test_no_line_is_ticked_for_an_audience_that_its_section_is_closed_to(records: Records):
    on_card = Counter()
    for item in records.plan_items:
        assert all(section(item.section).may_reach(a) for a in item.audience)
        on_card[item.version, item.section] += "CARD" in item.audience
    assert all(n <= section(number).max_on_card for (_, number), n in on_card.items())
    for place in records.plan_places:
        if place.status in {"AVOID", "UNSURE"}:
            assert "YOUNG_PERSON" not in place.audience


def test_the_young_persons_copy_names_nobody_and_no_school(records: Records):
    by_id = {p.id: p for p in records.people}
    for item in records.plan_items:
        if {"YOUNG_PERSON", "CARD"} & set(item.audience):
            words = f"{item.text} {item.detail or ''}"
            assert by_id[item.person].last_name not in words
            assert not re.search(r"School|Academy|College|gang|knife|police", words)


def test_all_phone_numbers_are_from_the_ranges_for_fiction(records: Records):
    texts = [p.phone or "" for p in records.people]
    texts += [f"{i.text} {i.detail or ''}" for i in records.plan_items]
    texts += [c.summary or "" for c in records.contacts]
    for text in texts:
        for number in re.findall(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b", text):
            assert number.startswith(("07700 900", "020 7946 0"))


def test_every_sentence_is_filled_in_and_begins_with_a_capital(records: Records):
    words = [c.summary for c in records.contacts]
    words += [c.their_words for c in records.contacts if c.their_words]
    words += [i.text for i in records.plan_items]
    words += [e.reason for e in records.episodes]
    for text in words:
        assert text
        assert "{" not in text
        assert "  " not in text
        assert text[0].isupper() or text[0].isdigit()


def test_pronouns_and_verbs_agree(records: Records):
    wrong = re.compile(
        r"\b([Tt]hey (was|is|has|does|feels|wants|knows)"
        r"|([Hh]e|[Ss]he) (were|are|have|do|feel|want|know))\b"
    )
    for text in [c.summary or "" for c in records.contacts]:
        assert not wrong.search(text), text


def test_sixty_young_people_show_every_kind_of_history(sixty: Records):
    decisions = Counter(e.decision for e in sixty.episodes)
    closures = Counter(e.closure_reason for e in sixty.episodes if e.end)
    assert set(decisions) == {c.code for c in code_list("referral_decision").codes}
    assert set(closures) == {c.code for c in code_list("closure_reason").codes} - {
        "DIED",
        "ERROR",
    }
    assert {e.referral_type for e in sixty.episodes} == {
        "INTERVENTION", "INTELLIGENCE", "CONSULTATION",
    }  # fmt: skip
    statuses = Counter(v.status for v in sixty.plan_versions)
    assert set(statuses) == {
        "ACTIVE",
        "SUPERSEDED",
        "ENDED",
        "SUBMITTED",
        "RETURNED",
        "AGREED_YP",
    }
    assert {v.participation for v in sixty.plan_versions} == {
        c.code for c in code_list("participation").codes
    }
    assert {v.carry_decision for v in sixty.plan_versions} == {
        c.code for c in code_list("carry").codes
    }
    assert {c.attended for c in sixty.contacts} == {
        c.code for c in code_list("attendance").codes
    }
    assert Counter(len(r) for r in grouped(sixty.episodes, "person").values())[3] == 1
    assert sum(c.is_late_entry for c in sixty.contacts) > 5
    assert any(c.significant for c in sixty.contacts)
    assert {a.answer for a in sixty.agreements} == {"Y", "N", "WITHDRAWN"}
    assert {"GBO", "SAFE_FEEL", "NEEDS"} == {s.tool for s in sixty.scores}
    assert Counter(v.number for v in sixty.plan_versions)[3] >= 3


def test_sixty_young_people_reach_across_all_priority_themes(sixty: Records):
    risks = code_list("primary_risk")
    themes = {risks.get(e.primary_risk).extra["theme"] for e in sixty.episodes}
    assert themes >= {"DRUGS", "ASB", "YOUTH_VIOLENCE", "VAWG"}


def test_the_team_carries_its_cases_unevenly_and_one_has_no_recent_work(sixty: Records):
    names = {s.id: s.name for s in sixty.staff}
    leads = Counter(names[e.lead_worker] for e in sixty.episodes if e.is_open)
    assert leads == {"Maya Adeyemi": 12, "Leila Haddad": 10, "Tom Brennan": 9}
    kieran = [c.day for c in sixty.contacts if names[c.written_by] == "Kieran Walsh"]
    assert kieran
    assert max(kieran) < TODAY - timedelta(days=90)


def test_reviews_are_overdue_due_today_and_due_this_week(sixty: Records):
    due = [v.review_due - TODAY for v in sixty.plan_versions if v.status == "ACTIVE"]
    days = [d.days for d in due]
    assert sum(d == 0 for d in days) >= 1
    assert sum(0 < d <= 7 for d in days) >= 2
    assert sum(-28 <= d < 0 for d in days) >= 2
    assert sum(d < -28 for d in days) >= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_most_of_those_accepted_count_over_the_last_year_and_some_just_miss(seed: int):
    records = vault(60, seed)
    year = periods.parse("2025-11-24..2026-11-23")
    counted = benefit.count(list(histories(records)), year, TODAY)
    accepted = {e.person for e in records.episodes if e.is_accepted}
    assert 0.60 <= counted.headline / len(accepted) <= 0.75
    clauses = Counter(miss.clause for miss in counted.near_misses)
    assert clauses[3] >= 2
    assert clauses[4] >= 3
    assert clauses[5] >= 5


def histories(records: Records):
    contacts_of, versions_of = (
        grouped(records.contacts, "episode"),
        grouped(records.plan_versions, "episode"),
    )
    said, of_person = (
        grouped(records.agreements, "episode"),
        grouped(records.episodes, "person"),
    )
    approved = {
        d.version: d.decided_on for d in records.plan_decisions if d.decision == "APPROVED"
    }
    for person in records.people:
        yield history.History(
            ref=person.ref,
            date_of_birth=person.dob,
            episodes=tuple(
                history.Episode(
                    number=e.number,
                    referral_type=e.referral_type,
                    decision=e.decision,
                    referral_received=e.referral_received,
                    decided_on=e.decision_date,
                    start=e.start,
                    end=e.end,
                    closure_reason=e.closure_reason,
                    lawful_basis=e.lawful_basis,
                    agreements=tuple(
                        history.Agreement(
                            answer="Y" if a.answer == "Y" else "N", day=a.agreed_on
                        )
                        for a in said[e.id]
                    ),
                    contacts=tuple(
                        history.Contact(
                            day=c.day,
                            attended=c.is_attended,
                            with_young_person="YP" in c.with_whom,
                            mode=c.mode,
                            minutes=c.duration_minutes,
                        )
                        for c in contacts_of[e.id]
                    ),
                    plans=tuple(
                        history.PlanVersion(
                            number=v.number,
                            status=v.status,
                            agreed_on=v.agreed_on,
                            participation=v.participation,
                            approved_on=approved.get(v.id),
                            review_due=v.review_due,
                            ended_on=v.ended_on,
                        )
                        for v in versions_of[e.id]
                    ),
                )
                for e in of_person[person.id]
            ),
        )


def test_a_risk_does_not_follow_a_name():
    records = vault(2000, 7)
    by_id = {p.id: p for p in records.people}
    knives, all_of = Counter(), Counter()
    for episode in records.episodes:
        group = code_list("ethnicity").get(by_id[episode.person].ethnicity).group
        all_of[group] += 1
        knives[group] += episode.primary_risk in {"KNIFE", "GANG", "SYV_CAUSING"}
    shares = [knives[g] / n for g, n in all_of.items() if n > 200]
    assert max(shares) - min(shares) < 0.12
