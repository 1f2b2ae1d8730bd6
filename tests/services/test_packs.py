"""Several laptops of one team: each young person once, whatever the order of packs."""

from datetime import date
from itertools import permutations

import pytest

from youthcase.domain import periods
from youthcase.domain.rule import Rule
from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.services import training
from youthcase.services.counting import keep_in_step
from youthcase.services.return_facts import gather
from youthcase.store import counts, histories
from youthcase.vault import packs as sealing

WORDS = "saddle orchid kettle lantern"
YEAR = periods.parse("2026-27")
AS_AT = date(2026, 11, 23)
SEEDS = {"first": 1, "second": 2, "third": 3}


class Laptop:
    """A training vault of its own, with a supervisor at it."""

    def __init__(self, folder, session, seed):
        training.make(folder, session, people=20, seed=seed)
        name = "Sam Patel"
        self.services = session.unlock(folder, name, training.PASSWORDS[name])
        self.packs = self.services.packs
        self.desk = self.services.returns._desk

    def headline(self):
        keep_in_step(self.desk)
        with self.desk.vault.counts_read() as db:
            people = {f.token: f.facts for f in counts.everybody(db)}
        return gather(people, YEAR, AS_AT, Rule()).count.headline

    def histories(self):
        with self.desk.vault.read() as db:
            return histories.everybody(db)


@pytest.fixture
def laptops(tmp_path, session):
    made = {n: Laptop(tmp_path / n, session, seed) for n, seed in SEEDS.items()}
    yield made
    for laptop in made.values():
        laptop.services.sitting.lock()


@pytest.fixture
def team(laptops):
    key = laptops["first"].packs.team_file(WORDS)
    for name in ("second", "third"):
        laptops[name].packs.join(key, WORDS)
    return laptops


def merged(laptop, data):
    return laptop.packs.merge(laptop.packs.read(data, WORDS))


def test_packs_are_a_union_by_token_in_any_order_and_any_number_of_times(team):
    first = team["first"]
    data = [team[name].packs.export(WORDS) for name in ("second", "third")]
    alone = first.headline()
    found = set()
    for order in permutations(data):
        for pack in (*order, order[0]):
            merged(first, pack)
        found.add(first.headline())
    assert len(found) == 1
    # Training references begin at 1 everywhere: the same reference is the same person.
    together = {h.ref for laptop in team.values() for h in laptop.histories()}
    with first.desk.vault.counts_read() as db:
        assert len(counts.everybody(db)) == len(together)
    assert found.pop() >= alone


def test_the_same_person_on_two_laptops_counts_once(team):
    first, second = team["first"], team["second"]
    brought = first.packs.read(second.packs.export(WORDS), WORDS)
    assert (brought.new, brought.changed, brought.same) == (20, 0, 0)
    result = first.packs.merge(brought)
    refs = {h.ref for h in first.histories()} & {h.ref for h in second.histories()}
    assert refs
    keep_in_step(first.desk)
    with first.desk.vault.counts_read() as db:
        tokens = [f.token for f in counts.everybody(db)]
    assert len(tokens) == len(set(tokens))
    # Two invented people share a reference here and are told apart by nothing else: said so.
    assert result.conflicts
    assert all(len(token) == 16 for token, _names in result.conflicts)
    again = first.packs.read(second.packs.export(WORDS), WORDS)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)


def test_a_pack_is_deleted_when_it_was_taken_in(team, tmp_path):
    file = tmp_path / "second.ycpack"
    file.write_bytes(team["second"].packs.export(WORDS))
    result = team["first"].packs.merge(team["first"].packs.read(file.read_bytes(), WORDS), file)
    assert result.is_deleted
    assert not file.exists()
    assert [g.people for g in team["first"].packs.guests()] == [20]


def test_a_pack_of_another_team_is_refused(laptops):
    data = laptops["second"].packs.export(WORDS)
    with pytest.raises(Refusal, match="another team"):
        laptops["first"].packs.read(data, WORDS)


def test_a_laptops_own_pack_and_an_older_one_are_refused(team, clock):
    first, second = team["first"], team["second"]
    with pytest.raises(Refusal, match="on this computer"):
        first.packs.read(first.packs.export(WORDS), WORDS)
    old = second.packs.export(WORDS)
    clock.moment = clock.moment.replace(hour=12)
    merged(first, second.packs.export(WORDS))
    with pytest.raises(Refusal, match="newer pack"):
        first.packs.read(old, WORDS)


def test_the_wrong_passphrase_and_a_changed_byte_open_nothing(team):
    data = bytearray(team["second"].packs.export(WORDS))
    with pytest.raises(WrongPassword):
        team["first"].packs.read(bytes(data), "not the passphrase of it")
    data[-5] ^= 1
    with pytest.raises(WrongPassword, match="changed on its way"):
        team["first"].packs.read(bytes(data), WORDS)
    with pytest.raises(Refusal, match="not a file"):
        team["first"].packs.read(b"a letter", WORDS)


def test_a_sealed_pack_of_anything_else_is_refused(team, session):
    about = {"format": 1, "is": "facts"}
    key = "00" * 8
    content = b'{"rows":[["AA==","REFERENCE","AA=="]],"vault":"x","made":"y","key":"%s"}'
    data = sealing.sealed(content % key.encode(), WORDS, about, session.kdf)
    with pytest.raises(Damaged):
        team["first"].packs.read(data, WORDS)


def test_no_name_reference_or_text_is_in_a_pack(team):
    second = team["second"]
    _about, content = sealing.opened(second.packs.export(WORDS), WORDS)
    with second.desk.vault.read() as db:
        people = db.execute("SELECT ref, first_name, last_name FROM person").fetchall()
    import base64
    import json

    bodies = b"".join(base64.b64decode(row[2]) for row in json.loads(content)["rows"])
    assert len(bodies) > 5000
    words = {w for p in people for w in p if len(w) > 3}
    assert not [w for w in words if w.encode() in bodies or w.encode() in content]


def test_the_key_is_not_changed_once_others_facts_are_here(team):
    merged(team["first"], team["second"].packs.export(WORDS))
    other = team["third"]
    with other.desk.vault.counts_write() as db:
        counts.take_key(db, bytes(32))
    with pytest.raises(Refusal, match="same people would count twice"):
        team["first"].packs.join(other.packs.team_file(WORDS), WORDS)
