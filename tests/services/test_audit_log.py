"""Can people read who looked at a file, and is the log known to be whole?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from youthcase.domain.plan_copy import Form
from youthcase.errors import NotAllowed
from youthcase.services import audit_words, training
from youthcase.services.audit_log import Filter, Kind
from youthcase.store import tables

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


def page(log, chosen=None):
    """All lines of a filter, the newest first."""
    return log.lines(log.find(chosen))


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
    everything = page(log)
    assert [line.number for line in everything] == list(range(len(everything), 0, -1))
    assert log.lines(log.find()[5:12]) == everything[5:12]
    by_kind = {kind: len(log.find(Filter(kinds=(kind,)))) for kind in Kind}
    assert sum(by_kind.values()) == len(everything)
    for kind, count in by_kind.items():
        lines = page(log, Filter(kinds=(kind,)))
        assert len(lines) == count
        assert {line.kind for line in lines} <= {kind}
    assert by_kind[Kind.CHANGED] > 50
    assert by_kind[Kind.SIGNED_IN] >= 2
    line = sam.people.find("", limit=1)[0]
    for words in (line.ref, line.ref.lower(), line.name):
        found = page(log, Filter(text=words))
        assert found == sam.audit_log.about(line.person, limit=10_000)
        assert {(one.ref, one.name) for one in found} == {(line.ref, line.name)}
    everybodys = page(log, Filter(text="yp-"))
    assert {one.person for one in everybodys} == {x.person for x in sam.people.find("", 99)}
    mine = page(log, Filter(who="sam patel"))
    assert {one.who for one in mine} == {SAM}
    assert not log.find(Filter(who="Nobody Here"))
    assert not log.find(Filter(text="nobody of this name"))


def test_a_page_of_the_log_stays_while_the_log_grows(sam):
    found = sam.audit_log.find()
    before = sam.audit_log.lines(found[:10])
    sam.people.opened(sam.people.find("", limit=1)[0].person)
    assert sam.audit_log.lines(found[:10]) == before
    assert len(sam.audit_log.find()) == len(found) + 1


def test_days_are_those_in_london_and_both_are_included(sam, clock):
    log = sam.audit_log
    clock.moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # already July in London
    person = sam.people.find("", limit=1)[0].person
    sam.people.opened(person)
    july = Filter(first_day=date(2026, 7, 1), last_day=date(2026, 7, 1))
    assert [line.sentence for line in page(log, july)] == ["Sam Patel opened the file."]
    june = replace(july, first_day=date(2026, 6, 1), last_day=date(2026, 6, 30))
    assert not log.find(june)
    assert page(log, july)[0].at.date() == date(2026, 7, 1)


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
            with pytest.raises(NotAllowed):
                maya.audit_log.count_about(line.person)
            with pytest.raises(NotAllowed):
                maya.audit_log.opened_about(line.person)
    for act in (
        maya.audit_log.opened,
        maya.audit_log.find,
        lambda: maya.audit_log.lines([1]),
        maya.audit_log.verify,
        maya.sealing.months,
        maya.sealing.due,
        maya.sealing.earlier,
        lambda: maya.sealing.seal("2026-11"),
        lambda: maya.sealing.look_up("0123456789ab"),
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
    lines = page(sam.audit_log)
    assert not [line.sentence for line in lines if "." in line.sentence[:-1]]


def test_the_acts_upon_key_slots_name_the_colleague(sam):
    sam.colleagues.reset("Maya Adeyemi")
    sam.colleagues.remove("Maya Adeyemi")
    sentences = [line.sentence for line in page(sam.audit_log, Filter(kinds=(Kind.KEYS,)))]
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
            "In the table person, one record",
        ),
        ("DELETE FROM score WHERE rowid = 1", "In the table score, one record"),
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


def test_reading_the_log_and_checking_it_stand_in_the_log(sam):
    person = sam.people.find("", limit=1)[0].person
    log = sam.audit_log
    log.opened_about(person)
    log.opened()
    log.searched()
    log.showed_names()
    assert log.verify().is_sound
    sam.sitting.check()
    assert [line.sentence for line in page(log)[:6]] == [
        "Sam Patel checked the vault: every part is sound.",
        "Sam Patel checked the log: it is sound.",
        "Sam Patel showed names again that had been hidden.",
        "Sam Patel opened the search.",
        "Sam Patel read the audit.",
        "Sam Patel looked at who had used this file.",
    ]
    assert log.about(person, (Kind.LOOKED,), limit=1)[0].sentence.endswith("used this file.")


def test_a_check_that_finds_something_says_so_in_the_log(sam):
    harmed(sam, "UPDATE audit SET actor = 'x' WHERE seq = 40")
    assert not sam.audit_log.verify().is_sound
    sentence = sam.audit_log.lines(sam.audit_log.find()[:1])[0].sentence
    assert sentence == "Sam Patel checked the log: something was wrong."


def test_what_a_filter_of_a_file_leaves_is_counted_and_paged(sam):
    person = sam.people.find("", limit=1)[0].person
    for _i in range(5):
        sam.people.opened(person)
    log = sam.audit_log
    looked = (Kind.LOOKED,)
    assert log.count_about(person, looked) == 5
    whole = log.about(person)
    assert log.count_about(person) == len(whole)
    assert (*log.about(person, limit=3), *log.about(person, offset=3)) == whole
    assert log.about(person, (Kind.PRINTED,)) == ()
