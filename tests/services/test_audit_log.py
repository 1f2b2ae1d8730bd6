"""Can people read who looked at a file, and is the log known to be whole?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from youthcase.domain.plan_copy import Form
from youthcase.errors import NotAllowed, Refusal
from youthcase.services import audit_words, training
from youthcase.services.audit_log import Filter, Kind
from youthcase.store import tables
from youthcase.vault.audit import Act, append

SAM = "Sam Patel"


def test_a_file_tells_who_opened_it(session, folder):
    training.make(folder, session, people=8)
    sam = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    person = sam.people.find("", limit=1)[0].person
    before = sam.audit_log.count_about(person)
    sam.people.opened(person)
    assert sam.audit_log.count_about(person) == before + 1
    newest = sam.audit_log.about(person, limit=1)[0]
    assert SAM in newest.sentence
    verdict = sam.audit_log.verify()
    assert verdict.is_sound
    sam.sitting.lock()


def test_a_row_changed_behind_the_journal_is_told(session, folder):
    training.make(folder, session, people=8)
    sam = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    with sam.people._desk.vault.write() as db:
        db.execute("UPDATE person SET phone = '07700 900999'")
    assert not sam.audit_log.verify().is_sound
    sam.sitting.lock()


@pytest.fixture
def sam(session, folder):
    training.make(folder, session, people=8)
    services = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    yield services
    services.sitting.lock()


def vault_of(services):
    return services.people._desk.vault


def test_a_file_tells_who_looked_changed_and_printed(sam):
    version = next(
        found
        for line in sam.people.find("", limit=99)
        for found in sam.people.file(line.person).versions
        if found.status == "ACTIVE"
    )
    person = version.person
    sam.people.opened(person)
    sam.people.change(replace(sam.people.file(person).person, phone="07700 900123"))
    sam.copies.issue(version.id, Form.FULL, None, "printed")
    lines = sam.audit_log.about(person, limit=3)
    assert [line.sentence for line in lines] == [
        "Sam Patel printed a copy of the safety plan.",
        "Sam Patel changed the young person's details.",
        "Sam Patel opened the file.",
    ]
    assert [line.kind for line in lines] == [Kind.PRINTED, Kind.CHANGED, Kind.LOOKED]
    assert {line.person for line in sam.audit_log.about(person, limit=500)} == {person}


def test_pages_of_the_log_follow_one_another_and_each_filter_holds(sam):
    log = sam.audit_log
    everything = log.page(limit=10_000)
    assert len(everything) == log.count()
    assert [line.number for line in everything] == list(range(len(everything), 0, -1))
    assert log.page(offset=5, limit=7) == everything[5:12]
    by_kind = {kind: log.count(Filter(kinds=(kind,))) for kind in Kind}
    assert sum(by_kind.values()) == len(everything)
    for kind, count in by_kind.items():
        lines = log.page(Filter(kinds=(kind,)), limit=10_000)
        assert len(lines) == count
        assert {line.kind for line in lines} <= {kind}
    assert by_kind[Kind.CHANGED] > 50
    assert by_kind[Kind.SIGNED_IN] >= 2
    person = sam.people.find("", limit=1)[0].person
    about = log.page(Filter(person=person), limit=10_000)
    assert about == sam.audit_log.about(person, limit=10_000)
    mine = log.page(Filter(who="sam patel"), limit=10_000)
    assert {line.who for line in mine} == {SAM}
    assert log.count(Filter(who="Nobody Here")) == 0


def test_days_are_those_in_london_and_both_are_included(sam, clock):
    log = sam.audit_log
    clock.moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # already July in London
    person = sam.people.find("", limit=1)[0].person
    sam.people.opened(person)
    july = Filter(first_day=date(2026, 7, 1), last_day=date(2026, 7, 1))
    assert [line.sentence for line in log.page(july)] == ["Sam Patel opened the file."]
    assert log.count(replace(july, first_day=date(2026, 6, 1), last_day=date(2026, 6, 30))) == 0
    assert log.page(july)[0].at.date() == date(2026, 7, 1)


def test_a_caseworker_sees_the_log_of_their_own_cases_only(sam, session, folder):
    lines = sam.people.find("", limit=99)
    names = {name: id_ for id_, name in sam.colleagues.names().items()}
    sam.sitting.lock()
    maya = session.unlock(folder, "Maya Adeyemi", training.PASSWORDS["Maya Adeyemi"])
    for line in lines:
        if line.worker == names["Maya Adeyemi"]:
            assert maya.audit_log.about(line.person)
        elif line.worker is not None:
            with pytest.raises(NotAllowed):
                maya.audit_log.about(line.person)
    for act in (
        maya.audit_log.page,
        maya.audit_log.count,
        maya.audit_log.verify,
        lambda: maya.audit_log.seal("2026-11"),
    ):
        with pytest.raises(NotAllowed):
            act()
    maya.sitting.lock()


def test_every_act_of_the_program_has_words(sam):
    verbs = set(audit_words._DID)
    for table in tables.KINDS:
        if table in tables.PARTS or table == "plan_copy_given":
            continue
        for verb in verbs:
            words = audit_words.sentence("Sam", f"{table}.{verb}", f"{table}/1", {})
            assert ":" not in words
    lines = sam.audit_log.page(limit=10_000)
    assert not [line.sentence for line in lines if "." in line.sentence[:-1]]


def test_the_acts_upon_key_slots_name_the_colleague(sam):
    sam.colleagues.reset("Maya Adeyemi")
    sam.colleagues.remove("Maya Adeyemi")
    sentences = [line.sentence for line in sam.audit_log.page(Filter(kinds=(Kind.KEYS,)))]
    assert "Sam Patel gave Maya Adeyemi a password for one use." in sentences
    assert "Sam Patel removed Maya Adeyemi, who can no longer sign in." in sentences
    assert "Sam Patel gave the vault new keys." in sentences


def harmed(services, *statements):
    """Do what only somebody with the key and other tools could."""
    with vault_of(services).write() as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 40", "Audit entry 40 has been changed"),
        ("DELETE FROM audit WHERE seq = 40", "missing before number 41"),
        (
            "UPDATE journal SET body = x'7b7d' WHERE place = 20",
            "One entry of the journal is not",
        ),
        ("DELETE FROM journal WHERE place = (SELECT max(place) FROM journal)", "audit names"),
        (
            "UPDATE person SET phone = '07700 900999' WHERE rowid = 1",
            "In the table person, 2 rows",
        ),
        ("DELETE FROM score WHERE rowid = 1", "In the table score, one row"),
        ("UPDATE device SET clock = 5", "clock"),
    ],
)
def test_what_is_wrong_is_told_and_since_when(sam, statement, says):
    assert sam.audit_log.verify().is_sound
    harmed(sam, statement)
    verdict = sam.audit_log.verify()
    assert not verdict.is_sound
    (about,) = [problem for problem in verdict.problems if says in problem]
    if "clock" not in says:
        assert "The last sound entry before it is of" in about
        assert verdict.last_sound is not None


def test_an_entry_of_the_journal_made_behind_the_audit_is_told(sam):
    harmed(
        sam,
        "INSERT INTO journal (id, format, stream, lane, seq, prev, commitment, record)"
        " SELECT randomblob(32), 1, randomblob(16), lane, 1, prev, commitment, 'person/x'"
        " FROM journal LIMIT 1",
    )
    problems = " ".join(sam.audit_log.verify().problems)
    assert "without a word in the audit" in problems


def test_the_last_sound_time_is_that_of_the_entry_before(sam, clock):
    clock.moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    person = sam.people.find("", limit=1)[0].person
    sam.people.opened(person)
    clock.moment += timedelta(hours=2)
    sam.people.opened(person)
    length = sam.audit_log.head()[0]
    harmed(sam, f"UPDATE audit SET object = 'person/x' WHERE seq = {length}")
    verdict = sam.audit_log.verify()
    assert verdict.last_sound == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert any("25 November 2026, 09:00" in problem for problem in verdict.problems)


def test_a_check_tells_how_far_it_is(sam):
    steps = []
    verdict = sam.audit_log.verify(lambda *at: steps.append(at))
    assert steps[-1] == (verdict.entries, verdict.entries)


def test_a_seal_names_the_month_the_count_and_the_head_and_stays_the_same(sam, clock):
    clock.moment = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
    sam.people.opened(sam.people.find("", limit=1)[0].person)
    length, head = sam.audit_log.head()
    clock.moment = datetime(2027, 2, 3, 9, 0, tzinfo=UTC)
    seal = sam.audit_log.seal("2027-01")
    assert (seal.month, seal.entries, seal.length, seal.head) == ("2027-01", 1, length, head)
    assert (seal.who, seal.is_over) == (SAM, True)
    again = sam.audit_log.seal("2027-01")
    assert (again.entries, again.length, again.head) == (1, length, head)
    assert not sam.audit_log.seal("2027-02").is_over
    for month in ("2027-03", "soon", "2027-13", "2027-1-1"):
        with pytest.raises(Refusal):
            sam.audit_log.seal(month)
    assert sam.audit_log.page(limit=1)[0].sentence == "Sam Patel made a monthly seal."


def test_a_log_cut_after_it_was_sealed_no_longer_has_the_head(sam, clock):
    clock.moment = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
    person = sam.people.find("", limit=1)[0].person
    for _i in range(3):
        sam.people.opened(person)
    seal = sam.audit_log.seal("2027-01")
    harmed(sam, f"DELETE FROM audit WHERE seq > {seal.length - 2}")
    vault = vault_of(sam)
    with vault.write() as db:
        append(db, vault.signature, [Act("person.view")] * 5, now=clock.moment)
    again = sam.audit_log.seal("2027-01")
    assert again.head != seal.head
