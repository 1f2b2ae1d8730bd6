"""What the counting rule would need and does not find is told, and imported."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sheet", "cells", "column"),
    [
        ("episodes", {"agreement_to_engage": "", "agreement_date": ""}, "agreement_to_engage"),
        ("episodes", {"agreement_to_engage": "N"}, "agreement_to_engage"),
        ("episodes", {"start": ""}, "start"),
        ("episodes", {"referral_type": "INTELLIGENCE"}, "referral_type"),
        ("episodes", {"referral_type": "CONSULTATION"}, "referral_type"),
        ("episodes", {"decision": "NOT_ACCEPTED"}, "decision"),
        ("episodes", {"end": "2026-11-01"}, "closure_reason"),
        ("episodes", {"decision_date": "2026-06-14"}, "decision_date"),
        ("contacts", {"started_at": "2026-06-21"}, "started_at"),
        ("contacts", {"with": ""}, "with"),
        ("contacts", {"mode": "PHONE", "duration_minutes": ""}, "duration_minutes"),
        ("plans", {"approved_date": "", "approved_by": ""}, "approved_date"),
        ("plans", {"approved_by": ""}, "approved_by"),
        ("plans", {"approved_date": "2026-07-19"}, "approved_date"),
        ("plans", {"agreed_date": ""}, "agreed_date"),
        ("plans", {"participation": ""}, "participation"),
        ("plans", {"review_due": ""}, "review_due"),
        ("plans", {"review_due": "2026-08-20"}, "review_due"),
        ("plans", {"review_due": "2026-07-01"}, "review_due"),
        ("plans", {"status": "ENDED"}, "ended_date"),
        ("plans", {"status": "SUPERSEDED"}, "ended_date"),
        ("people", {"dob": ""}, "dob"),
        ("people", {"nhs_number": "9434765918"}, "nhs_number"),
        ("people", {"phone": "7700900123"}, "phone"),
        ("people", {"first_language": "xx-klingon"}, "first_language"),
        ("people", {"last_name": "O\x07konkwo"}, "last_name"),
        ("people", {"last_name": "Oâ€™Rourke"}, "last_name"),
    ],
)
def test_what_is_incomplete_is_told_and_imported(
    history, errors, warnings_of, sheet, cells, column
):
    proposal = history.change(sheet, **cells).propose()
    assert errors(proposal) == []
    assert warnings_of(proposal) == [(sheet, 2, column)]
    assert proposal.counts["people"] == 1
    assert proposal.counts["contacts"] == 1


def test_another_lawful_basis_than_consent_needs_no_agreement(history):
    history.change("episodes", agreement_to_engage="", agreement_date="")
    history.change("episodes", lawful_basis="PUBLIC_TASK")
    assert history.propose().problems == ()


def test_a_review_that_lapsed_after_its_plan_was_over_is_not_told(history):
    history.change("plans", review_due="2026-08-20", ended_date="2026-09-01", status="ENDED")
    assert history.propose().problems == ()
    history.change("plans", ended_date="", status="SUPERSEDED")
    history.add(
        "plans",
        version="2",
        status="ACTIVE",
        agreed_date="2026-09-01",
        approved_date="2026-09-01",
        review_due="2026-12-31",
    )
    assert history.propose().problems == ()


def test_a_plan_agreed_after_its_episode_is_told(history, warnings_of):
    history.change("episodes", end="2026-07-10", closure_reason="MOVED")
    assert ("plans", 2, "agreed_date") in warnings_of(history.propose())


def test_the_same_contact_and_the_same_score_twice_are_told(history, warnings_of):
    proposal = history.add("contacts").add("scores").propose()
    assert warnings_of(proposal) == [("contacts", 3, "started_at"), ("scores", 3, "date")]
    assert proposal.counts["contacts"] == 2


def test_two_references_for_one_name_and_birthday_are_told(history, warnings_of):
    assert warnings_of(history.add("people", ref="YP-2").propose()) == [("people", 3, "ref")]


def test_characters_that_cannot_be_seen_are_left_out(history):
    person = history.change("people", last_name="O\x07konkwo").propose().records.people[0]
    assert person.last_name == "Okonkwo"


def test_thousands_of_problems_are_listed_up_to_a_limit(history):
    for number in range(12_000):
        history.add("people", ref=f"YP-{number + 2}", sex="?")
    problems = history.propose().problems
    assert len(problems) == 10_001
    assert "more problems" in problems[-1].sentence
