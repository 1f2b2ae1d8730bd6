"""What contradicts itself is refused, with its place; nothing else is."""

from __future__ import annotations

from datetime import date, time

import pytest

from youthcase.errors import Refusal
from youthcase.importing.proposal import Known


def test_a_sound_history_has_neither_errors_nor_warnings(history):
    proposal = history.propose()
    assert proposal.problems == ()
    assert not proposal.refused
    assert proposal.rows["contacts"] == 1


def test_every_record_says_that_it_was_imported_and_when(history):
    records = history.propose().records
    assert records.people[0].imported
    assert records.people[0].dob_quality is None
    assert records.contacts[0].day == date(2026, 7, 6)
    assert records.contacts[0].at == time(14, 0)
    assert records.contacts[0].with_whom == ("YP", "PARENT_CARER")
    assert records.agreements[0].answer == "Y"
    assert records.agreements[0].agreed_on == date(2026, 6, 22)
    assert records.plan_decisions[0].decision == "APPROVED"
    assert records.plan_decisions[0].decided_on == date(2026, 7, 21)
    assert records.plan_decisions[0].version == records.plan_versions[0].id
    assert records.plan_items[0].audience == ("FAMILY", "CARD")
    assert records.plan_items[0].position == 1
    assert records.scores[0].value == 3
    whole = [r for kind in records.by_kind() for r in kind if hasattr(r, "imported")]
    assert all(r.imported for r in whole)


def test_names_off_the_staff_sheet_become_caseworkers_and_known_ones_are_reused(history):
    records = history.propose(Known(staff={"grace adeyemi": "staff-1"})).records
    assert [(s.name, s.role) for s in records.staff] == [("Priya Nair", "SUPERVISOR")]
    assert records.contacts[0].written_by == "staff-1"
    records = history.propose().records
    assert {(s.name, s.role) for s in records.staff} == {
        ("Priya Nair", "SUPERVISOR"),
        ("Grace Adeyemi", "CASEWORKER"),
    }


def test_no_date_of_birth_means_its_quality_is_unknown(history, warnings_of):
    proposal = history.change("people", dob="").propose()
    assert proposal.records.people[0].dob_quality == "UNKNOWN"
    assert warnings_of(proposal) == [("people", 2, "dob")]


def test_a_bare_date_is_taken_for_a_contact(history):
    contact = history.change("contacts", started_at="2026-07-06").propose().records.contacts[0]
    assert (contact.day, contact.at) == (date(2026, 7, 6), None)


@pytest.mark.parametrize(
    ("sheet", "column", "cell"),
    [
        ("people", "sex", "X"),
        ("people", "ethnicity", ""),
        ("people", "first_name", "  "),
        ("people", "disability", "NONE;AUT"),
        ("people", "disability", "AUT,LD"),
        ("people", "dob", "05/05/2010"),
        ("people", "dob", "2010-02-30"),
        ("people", "dob", "2027-01-01"),
        ("people", "dob", "0210-05-05"),
        ("people", "ref", "Y" * 41),
        ("people", "ward", "Atlantis"),
        ("episodes", "episode", "0"),
        ("episodes", "episode", "one"),
        ("episodes", "episode", "1.5"),
        ("episodes", "referral_received", "2026-11-21"),
        ("episodes", "start", "2026-12-24"),
        ("episodes", "end", "2026-06-01"),
        ("episodes", "decision", "YES"),
        ("episodes", "agreement_to_engage", "maybe"),
        ("episodes", "lawful_basis", "BECAUSE"),
        ("episodes", "contact_frequency_days", "0"),
        ("contacts", "started_at", "2026-07-06T25:00"),
        ("contacts", "started_at", "2026-07-06T14:00Z"),
        ("contacts", "started_at", "2026-11-20T12:30"),
        ("contacts", "started_at", "2026-11-21"),
        ("contacts", "duration_minutes", "1441"),
        ("contacts", "duration_minutes", "-1"),
        ("contacts", "duration_minutes", "an hour"),
        ("contacts", "mode", "JOINT_VISIT"),
        ("contacts", "with", "YP;FRIEND"),
        ("contacts", "significant", "1"),
        ("plans", "version", "1a"),
        ("plans", "ended_date", "2026-07-19"),
        ("plans", "approved_date", "2026-11-21"),
        ("plan_items", "section", "18"),
        ("plan_items", "audience", "POLICE"),
        ("plan_places", "status", "FINE"),
        ("scores", "value", "11"),
        ("scores", "value", "3.5"),
        ("scores", "tool", "SCORE"),
        ("scores", "date", "2026-11-21"),
        ("staff", "role", "ADMIN"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_place(history, errors, sheet, column, cell):
    proposal = history.change(sheet, **{column: cell}).propose()
    assert (sheet, 2, column) in errors(proposal)
    assert proposal.refused
    assert proposal.counts["people"] == 0
    assert all(p.sentence and p.remedy for p in proposal.problems)


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "kind", "name", "value"),
    [
        ("people", "sex", " f ", "people", "sex", "F"),
        ("people", "ward", "earl\u2019s court", "people", "ward", "Earl's Court"),
        ("people", "gender", "1", "people", "gender", "01"),
        ("people", "first_language", "Somali", "people", "first_language", "so"),
        ("people", "nhs_number", "943 476 5919", "people", "nhs_number", "9434765919"),
        ("people", "phone", "07700 900123", "people", "phone", "07700 900123"),
        ("people", "known_as", "=Ama", "people", "known_as", "=Ama"),
        ("people", "last_name", "+O'Neil-@", "people", "last_name", "+O'Neil-@"),
        ("episodes", "referral_source", "5b-yjs", "episodes", "referral_source", "5B-YJS"),
        ("contacts", "significant", "y", "contacts", "significant", True),
        ("contacts", "started_at", "2026-07-06 14:00:00", "contacts", "at", time(14, 0)),
        ("contacts", "started_at", "2026-11-20T12:00", "contacts", "at", time(12, 0)),
        ("contacts", "summary", "One\nTwo; three, “four”", "contacts", "summary",
         "One\nTwo; three, “four”"),
        ("plans", "review_due", "2027-06-01", "plan_versions", "review_due", date(2027, 6, 1)),
        ("plan_items", "position", "7", "plan_items", "position", 7),
        ("plan_items", "context", "home", "plan_items", "context", "HOME"),
    ],
)  # fmt: skip
def test_a_cell_that_can_be_is_read(history, errors, sheet, column, cell, kind, name, value):
    proposal = history.change(sheet, **{column: cell}).propose()
    assert errors(proposal) == []
    assert getattr(getattr(proposal.records, kind)[0], name) == value


def test_the_same_reference_twice_is_refused_whatever_its_case(history, errors):
    assert errors(history.add("people", ref="yp-1").propose()) == [("people", 3, "ref")]


def test_a_reference_of_the_vault_is_refused(history, errors):
    assert errors(history.propose(Known(refs=frozenset({"YP-1"})))) == [("people", 2, "ref")]


def test_a_person_who_is_only_in_the_vault_is_not_there_for_an_import(history, errors):
    history.add("contacts", ref="YP-9")
    proposal = history.propose(Known(refs=frozenset({"YP-9"})))
    assert errors(proposal) == [("contacts", 3, "ref")]
    assert "in the vault already" in proposal.problems[0].sentence


@pytest.mark.parametrize("sheet", ["episodes", "contacts", "plans", "plan_items", "scores"])
def test_a_row_about_somebody_who_is_not_there_is_refused(history, errors, sheet):
    assert errors(history.add(sheet, ref="YP-7").propose()) == [(sheet, 3, "ref")]


@pytest.mark.parametrize("sheet", ["contacts", "plans", "plan_items", "plan_places", "scores"])
def test_a_row_of_an_episode_that_is_not_there_is_refused(history, errors, sheet):
    assert errors(history.add(sheet, episode="2").propose()) == [(sheet, 3, "episode")]


@pytest.mark.parametrize("sheet", ["plan_items", "plan_places"])
def test_a_row_of_a_version_that_is_not_there_is_refused(history, errors, sheet):
    assert errors(history.add(sheet, version="2").propose()) == [(sheet, 3, "version")]


def test_the_same_episode_and_the_same_version_twice_are_refused(history, errors):
    history.add("episodes", decision="NOT_ACCEPTED").add("plans", agreed_date="2026-08-01")
    found = errors(history.propose())
    assert found == [("episodes", 3, "episode"), ("plans", 3, "version")]


def test_a_colleague_twice_on_the_staff_sheet_is_refused(history, errors):
    assert errors(history.add("staff", name="PRIYA  nair").propose()) == [("staff", 3, "name")]


def test_accepted_episodes_may_meet_on_a_day_and_not_overlap(history, errors):
    history.change("episodes", end="2026-08-31", closure_reason="PLAN_MET")
    history.add("episodes", episode="2", start="2026-08-31", end="", closure_reason="")
    assert errors(history.propose()) == []
    history.sheets["episodes"][1]["start"] = "2026-08-30"
    assert errors(history.propose()) == [("episodes", 3, "start")]


def test_two_open_episodes_overlap_and_a_referral_beside_one_does_not(history, errors):
    history.add("episodes", episode="2", decision="NOT_ACCEPTED")
    assert errors(history.propose()) == []
    history.sheets["episodes"][1]["decision"] = "ACCEPTED"
    assert errors(history.propose()) == [("episodes", 3, "start")]


def test_a_third_episode_inside_a_long_first_one_is_found(history, errors):
    history.change("episodes", start="2026-01-01", end="2026-10-01", closure_reason="MOVED")
    history.add("episodes", episode="2", start="2026-10-01", end="2026-10-02")
    history.add("episodes", episode="3", start="2026-02-01", end="2026-02-02")
    assert errors(history.propose()) == [("episodes", 4, "start")]


def test_a_mistake_in_a_row_is_told_once_and_not_again_for_what_hangs_on_it(history, errors):
    assert errors(history.change("people", sex="?").propose()) == [("people", 2, "sex")]
    history.change("people", sex="F").change("episodes", decision="?")
    assert errors(history.propose()) == [("episodes", 2, "decision")]


def test_positions_follow_the_order_of_rows_in_each_section(history):
    history.add("plan_items").add("plan_items", section="3").add("plan_items")
    items = history.propose().records.plan_items
    assert [(i.section, i.position) for i in items] == [(2, 1), (2, 2), (3, 1), (2, 3)]


def test_a_status_that_is_not_written_is_worked_out(history):
    history.change("plans", status="").add("plans", version="2", agreed_date="2026-08-20")
    history.add("plans", version="3", approved_date="", approved_by="")
    history.add("plans", version="4", approved_date="", approved_by="", agreed_date="")
    versions = history.propose().records.plan_versions
    assert [v.status for v in versions] == ["SUPERSEDED", "ACTIVE", "AGREED_YP", "DRAFT"]


def test_unknown_columns_are_named_and_passed_over_only_on_demand(history, errors, warnings_of):
    history.change("people", **{"shoe size": "41"})
    assert errors(history.propose()) == [("people", 1, "shoe size")]
    proposal = history.propose(ignore_unknown=True)
    assert warnings_of(proposal) == [("people", 1, "shoe size")]
    assert not proposal.refused


def test_a_missing_column_that_must_be_filled_is_named(history, errors):
    del history.sheets["contacts"][0]["mode"]
    assert errors(history.propose()) == [("contacts", 1, "mode")]


def test_columns_may_stand_in_any_order_and_case(history):
    row = history.sheets["people"][0]
    history.sheets["people"][0] = {
        f" {name.upper().replace('_', ' ')} ": cell for name, cell in reversed(row.items())
    }
    assert history.propose().problems == ()


def test_any_sheet_may_be_absent(history):
    history.without("staff", "scores", "plan_places", "plan_items", "plans", "contacts")
    assert history.propose().problems == ()


def test_episodes_without_the_people_sheet_are_refused_row_by_row(history, errors):
    history.without("people", "contacts", "plans", "plan_items", "plan_places", "scores")
    assert errors(history.propose()) == [("episodes", 2, "ref")]


def test_rows_that_are_blank_are_passed_over_and_numbered(history, errors):
    history.sheets["people"].append(dict.fromkeys(history.sheets["people"][0], " "))
    history.add("people", ref="YP-2", sex="?")
    assert errors(history.propose()) == [("people", 4, "sex")]


def test_no_problem_repeats_what_a_cell_says(history):
    history.change("people", first_name="Amara" * 80, sex="Zephyrine", known_as="A\x07")
    history.change("episodes", lead_worker="", primary_risk="Zephyrine", start="Zephyrine")
    for problem in history.propose().problems:
        assert "Zephyrine" not in str(problem.to_json())
        assert "Amara" not in str(problem.to_json())


def test_a_first_row_with_data_in_it_is_not_repeated(history, errors):
    history.write()
    text = "YP-1,Zephyrine,Okonkwo,2010-05-05,F,B2\n"
    (history.folder / "people.csv").write_text(text, encoding="utf-8")
    history.without("people")
    proposal = history.propose()
    assert ("people", 1, None) in errors(proposal)
    assert "Zephyrine" not in "".join(str(p.to_json()) for p in proposal.problems)


def test_an_import_without_a_filled_row_is_refused(history):
    for rows in history.sheets.values():
        rows[:] = [dict.fromkeys(rows[0], "")]
    with pytest.raises(Refusal, match="nothing to import"):
        history.propose()


def test_progress_is_told_and_an_import_can_be_stopped(history):
    seen = []
    history.propose(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)
    with pytest.raises(Refusal, match="stopped"):
        history.propose(cancelled=lambda: True)
