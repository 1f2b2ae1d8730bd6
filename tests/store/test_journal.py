"""Is everything saved through the journal, and does the journal give everything back?"""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youthcase.store import cases, journal, tables


@pytest.fixture
def desk(sam):
    return sam.people._desk


@pytest.fixture
def person(sam):
    new = replace(sam.people.blank(), first_name="Idris", last_name="Vale")
    sam.people.add(new)
    with sam.people._desk.vault.read() as db:
        return cases.person_by_ref(db, "YP-0001")


def entries(db, record):
    return db.execute(
        "SELECT * FROM journal WHERE record = ? ORDER BY seq", (tables.key(record),)
    ).fetchall()


def test_a_new_record_is_one_entry_with_all_its_fields(desk, person):
    with desk.vault.read() as db:
        (entry,) = entries(db, person)
    body = json.loads(entry["body"])
    assert body["v"] == 1
    assert body["record"] == tables.key(person)
    assert {name for name, *_ in body["set"]} == set(journal.mapping.plain(person)) - {"id"}


def test_a_change_writes_only_what_differs_and_names_what_it_covers(desk, person):
    with desk.vault.write() as db:
        journal.change(db, desk.pen, replace(person, phone="07700 900123"))
    with desk.vault.read() as db:
        first, second = entries(db, person)
        live = journal.live_fields(db, tables.key(person))
    ((name, value, *covers),) = json.loads(second["body"])["set"]
    assert (name, value) == ("phone", "07700 900123")
    assert covers == [f"{first['lane'].hex()}:{first['seq']}"]
    assert [v.value for v in live["phone"]] == ["07700 900123"]


def test_saving_what_is_there_already_writes_nothing(desk, person):
    with desk.vault.write() as db:
        assert journal.change(db, desk.pen, person) is False
    with desk.vault.read() as db:
        assert len(entries(db, person)) == 1


def test_the_chain_goes_on_from_entry_to_entry(desk, person):
    with desk.vault.write() as db:
        journal.change(db, desk.pen, replace(person, known_as="Iddy"))
    with desk.vault.read() as db:
        first, second = entries(db, person)
    assert second["prev"] == first["id"]
    assert (first["seq"], second["seq"]) == (1, 2)


def test_the_header_tells_nothing_about_the_body(desk, person):
    with desk.vault.read() as db:
        (entry,) = entries(db, person)
    header = b"".join(bytes(entry[c]) for c in ("id", "stream", "lane", "prev", "commitment"))
    assert b"Idris" not in header


def test_a_body_can_be_erased_and_the_chain_still_holds(desk, person):
    with desk.vault.write() as db:
        journal.change(db, desk.pen, replace(person, known_as="Iddy"))
        db.execute(
            "UPDATE journal SET body = NULL, salt = NULL WHERE seq = 1 AND record = ?",
            (tables.key(person),),
        )
    with desk.vault.read() as db:
        assert not [p for p in journal.verify(db) if "entry" in p]


def test_a_changed_body_is_found(desk, person):
    with desk.vault.write() as db:
        raw = db.execute("SELECT body FROM journal WHERE record = ?", (tables.key(person),))
        body = raw.fetchone()[0].replace(b"Idris", b"Other")
        db.execute("UPDATE journal SET body = ? WHERE record = ?", (body, tables.key(person)))
    with desk.vault.read() as db:
        assert any("not as written" in p for p in journal.verify(db))


def test_an_entry_cannot_be_changed_or_deleted(desk, person):
    for sql in ("UPDATE journal SET seq = 9", "DELETE FROM journal"):
        with pytest.raises(Exception, match="journal entry"), desk.vault.write() as db:
            db.execute(sql)


def test_the_clock_never_goes_back(desk, person, clock):
    clock.moment = clock.moment.replace(year=2020)
    with desk.vault.write() as db:
        journal.change(db, desk.pen, replace(person, known_as="Iddy"))
    with desk.vault.read() as db:
        first, second = (json.loads(e["body"])["clock"] for e in entries(db, person))
    assert second > first


def test_every_save_stands_in_the_audit_with_the_id_of_its_entry(desk, person):
    with desk.vault.read() as db:
        (entry,) = entries(db, person)
        row = db.execute(
            "SELECT * FROM audit WHERE object = ? AND entry IS NOT NULL", (tables.key(person),)
        ).fetchone()
    assert row["entry"] == entry["id"]
    assert row["action"] == "person.add"


def test_a_save_that_fails_leaves_nothing_behind(desk, person):
    with pytest.raises(Exception, match="UNIQUE"), desk.vault.write() as db:
        journal.add(db, desk.pen, [replace(person, id="0" * 32)])
    with desk.vault.read() as db:
        assert db.execute("SELECT count(*) FROM person").fetchone()[0] == 1
        assert journal.verify(db) == []


names = st.sampled_from(["first", "second", "third", None])
VERSIONS = st.lists(st.tuples(st.sampled_from("ab"), names), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(VERSIONS, st.randoms())
def test_the_order_in_which_entries_arrive_does_not_matter(written, random):
    """Each entry covers what its own lane had seen; merging is by versions, not by order."""
    entries_, seen = [], {"a": [], "b": []}
    for n, (lane, value) in enumerate(written):
        version = f"{lane}:{n}"
        body = {"clock": n, "set": [["phone", value, *seen[lane]]]}
        seen[lane] = [version]
        entries_.append((version, body))
    shuffled = list(entries_)
    random.shuffle(shuffled)

    def shown(found):
        return sorted((v.version, v.value) for v in journal._merged(found)["phone"])

    assert shown(entries_) == shown(shuffled)
    assert 1 <= len(shown(entries_)) <= 2
