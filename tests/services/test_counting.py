"""The counting facts: in step with the case files, and nothing of anybody in them."""

from dataclasses import replace
from datetime import date

import pytest

from youthcase.domain import benefit, periods
from youthcase.domain.counting_facts import Known, held
from youthcase.domain.rule import Rule
from youthcase.services import counting, training
from youthcase.services.return_facts import gather
from youthcase.store import counts, histories

PERIODS = ("2026-27-Q2", "2026-27-Q3", "2026-27", "2025-26", "2024-04-01..2027-03-31")
AS_AT = (date(2026, 6, 30), date(2026, 10, 31), date(2026, 11, 23))


@pytest.fixture
def desk(folder, session):
    training.make(folder, session, people=60)
    services = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    yield services.returns._desk
    services.sitting.lock()


def known(desk):
    with desk.vault.counts_read() as db:
        return {fact.token: fact.facts for fact in counts.everybody(db)}


def test_the_facts_give_the_same_figures_as_the_case_files(desk):
    counting.keep_in_step(desk)
    people = known(desk)
    with desk.vault.read() as db:
        everybody = histories.everybody(db)

    assert len(people) == len(everybody) == 60
    for period in map(periods.parse, PERIODS):
        for as_at in AS_AT:
            for contacts in (1, 2, 4):
                rule = replace(Rule(), min_contacts=contacts)
                true = benefit.count(everybody, period, as_at, rule)
                told = gather(people, period, as_at, rule)
                assert told.facts.headline == told.count.headline == true.headline
                assert told.count.funnel == true.funnel
                assert told.count.new == true.new
                assert told.count.casework_only == true.casework_only
                assert told.count.sensitivity == true.sensitivity


def test_the_facts_hold_no_reference_name_birthday_or_text(desk):
    counting.keep_in_step(desk)
    with desk.vault.counts_read() as db:
        held = b"\n".join(bytes(row[0]) for row in db.execute("SELECT body FROM fact"))
    with desk.vault.read() as db:
        people = db.execute("SELECT * FROM person").fetchall()
        texts = [r[0] for r in db.execute("SELECT summary FROM contact WHERE summary <> ''")]
        texts += [r[0] for r in db.execute("SELECT goal FROM score WHERE goal <> ''")]

    assert len(texts) > 100
    words = {str(p[name]) for p in people for name in ("ref", "first_name", "last_name")}
    words |= {text[:40] for text in texts} | {p["nhs_number"] or "-" for p in people}
    assert [w for w in words if len(w) > 3 and w.encode() in held] == []
    birthdays = {p["dob"] for p in people if p["dob"]}
    shown = [day for day in birthdays if f'"date_of_birth":"{day}"'.encode() in held]
    near_a_limit = [d for d in birthdays if _turns_soon(date.fromisoformat(d))]
    assert set(shown) <= set(near_a_limit) | {d for d in birthdays if d.endswith("-01-01")}
    assert len(shown) < len(birthdays) / 4


def _turns_soon(born):
    """Whether somebody's tenth or twenty-sixth birthday is one that the rule must know."""
    return born.year + 10 >= 2021 or born.year + 26 <= 2028


def test_only_those_whose_file_changed_are_written_again(desk):
    assert counting.keep_in_step(desk) == 60
    assert counting.keep_in_step(desk) == 0
    before = known(desk)
    with desk.vault.read() as db:
        (person,) = db.execute(
            "SELECT person FROM episode WHERE decision = 'ACCEPTED' AND \"end\" IS NULL"
            " AND start < '2026-09-01' LIMIT 1"
        ).fetchone()
    contacts = house_of(desk).contacts
    contact = replace(
        contacts.blank(person),
        mode="F2F_HOME",
        attended="ATTENDED",
        duration_minutes=30,
        summary="Talked about the week.",
    )
    contacts.record(contact)

    assert counting.keep_in_step(desk) == 1
    changed = [token for token, facts in known(desk).items() if before[token] != facts]
    assert len(changed) == 1


def house_of(desk):
    from youthcase.services import house

    return house.build(desk)


def test_what_is_found_out_later_fills_a_gap_and_changes_no_earlier_answer():
    days = [date(2026, month, 1) for month in (4, 5, 6, 7)]
    april, may, june, july = days
    known = (
        Known(since=None, category="NK"),
        Known(since=may, category="CLA"),
        Known(since=july, category="LEAVER"),
    )

    assert held(known, april, july) == "CLA"  # nobody knew then; it was found out in May
    assert held(known, april, april) == "NK"  # and not before
    assert held(known, june, july) == "CLA"  # what came later is no news about June
    assert held(known, july, july) == "LEAVER"
