"""Which copies are where, who may restore, and what does the command line rescue?"""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from youthcase.cli import run
from youthcase.errors import NotAllowed, Refusal, WrongPassword
from youthcase.services import backup_copies, restoring, training
from youthcase.vault import copying

SAM, MAYA = "Sam Patel", "Maya Adeyemi"
PHRASE = "velvet-walnut-harbour-signal"
PAGE = 4096


@pytest.fixture
def vault(session, folder):
    training.make(folder, session, people=6)
    return folder


@pytest.fixture
def own(session, vault):
    services = session.unlock(vault, SAM, training.PASSWORDS[SAM])
    yield services
    services.sitting.lock()


def person(services):
    return replace(
        services.people.blank(),
        first_name="Ash",
        last_name="Quill",
        sex="F",
        ethnicity="A1",
        disability=("NONE",),
    )


def test_a_second_place_is_asked_for_once_there_is_somebody_to_lose(sam, clock):
    assert not sam.backups.status().asks_second_place
    sam.people.add(person(sam))
    assert sam.backups.status().asks_second_place
    sam.backups.put_off_second_place()
    assert not sam.backups.status().asks_second_place
    clock.moment += timedelta(days=13)
    assert not sam.backups.status().asks_second_place
    clock.moment += timedelta(days=1)
    assert sam.backups.status().asks_second_place


def test_a_training_vault_is_not_asked(own):
    assert not own.backups.status().asks_second_place


def test_a_caseworker_is_not_asked(town):
    town.services.people.add(person(town.services))
    maya = town.as_(MAYA)
    assert not maya.backups.status().asks_second_place
    with pytest.raises(NotAllowed):
        maya.backups.put_off_second_place()


def test_a_second_place_that_was_lost_gets_the_newest_copy_once_it_is_there(
    own, tmp_path, clock
):
    second = tmp_path / "stick"
    second.mkdir()
    own.backups.choose_second_place(str(second))
    own.backups.make()
    assert not own.backups.status().is_carry_due
    shutil.move(second, tmp_path / "drawer")
    clock.moment += timedelta(days=2)
    own.backups.make()
    status = own.backups.status()
    assert (status.is_second_lost, status.is_carry_due) == (True, False)
    shutil.move(tmp_path / "drawer", second)
    status = own.backups.status()
    assert (status.is_second_lost, status.is_carry_due) == (False, True)
    carried = own.backups.carry()
    assert carried.read_bytes() == own.backups.status().last.file.read_bytes()
    assert not own.backups.status().is_carry_due


def test_there_is_nothing_to_carry_without_a_place_or_a_copy(own):
    with pytest.raises(Refusal, match="no copy"):
        own.backups.carry()


def test_a_full_disk_is_told_in_a_sentence_and_costs_no_older_copy(own, clock, monkeypatch):
    own.backups.make()
    before = own.backups.status().copies
    clock.moment += timedelta(days=2)
    usage = shutil.disk_usage(own.backups.folder)._replace(free=10)
    with monkeypatch.context() as patch:
        patch.setattr(copying.shutil, "disk_usage", lambda _folder: usage)
        with pytest.raises(Refusal, match="free space"):
            own.backups.make()
    assert own.backups.status().copies == before
    assert own.backups.status().is_due
    own.backups.make()
    assert not own.backups.status().is_due


def test_a_copy_that_is_cut_short_does_not_count_as_the_last(own, clock):
    made = own.backups.make()
    assert not own.backups.status().is_due
    made.file.write_bytes(made.file.read_bytes()[:-1])
    status = own.backups.status()
    assert status.is_due
    assert not status.copies[0].is_whole


def test_reading_copies_to_their_ends_finds_the_harmed_one(own, clock):
    own.backups.make()
    clock.moment += timedelta(days=2)
    harmed = own.backups.make().file
    raw = bytearray(harmed.read_bytes())
    raw[len(raw) // 2] ^= 1
    harmed.write_bytes(raw)
    status = own.backups.status()
    assert all(copy.is_whole for copy in status.copies)
    found = {copy.file: words for copy, words in backup_copies.verify(status.copies)}
    assert "damaged" in found[harmed]
    assert sum(bool(words) for words in found.values()) == 1
    with pytest.raises(Refusal):
        backup_copies.verify(status.copies, cancelled=lambda: True)


def test_a_look_counts_both_and_changes_nothing(own, vault, tmp_path):
    made = own.backups.make()
    own.people.add(person(own))
    own.sitting.lock()
    before = {f: f.read_bytes() for f in vault.rglob("*") if f.is_file()}
    look = restoring.look(made.file, vault, user=SAM, password=training.PASSWORDS[SAM])
    assert (look.before["young people"], look.after["young people"]) == (7, 6)
    assert look.may_replace
    nowhere = restoring.look(
        made.file, tmp_path / "new", user=MAYA, password=training.PASSWORDS[MAYA]
    )
    assert (nowhere.before, nowhere.may_replace) == (None, False)
    with pytest.raises(WrongPassword):
        restoring.look(made.file, vault, user=SAM, password=PHRASE)
    assert {f: f.read_bytes() for f in vault.rglob("*") if f.is_file()} == before
    assert not (tmp_path / "new").exists()


def test_a_caseworker_restores_beside_a_vault_but_not_in_its_place(own, vault, tmp_path):
    made = own.backups.make()
    own.sitting.lock()
    before = {f: f.read_bytes() for f in vault.rglob("*") if f.is_file()}
    words = training.PASSWORDS[MAYA]
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        restoring.restore(made.file, vault, user=MAYA, password=words, replacing=True)
    assert {f: f.read_bytes() for f in vault.rglob("*") if f.is_file()} == before
    done = restoring.restore(made.file, tmp_path / "new", user=MAYA, password=words)
    assert done.after["young people"] == 6


@pytest.fixture
def do(session, tmp_path):
    secret = tmp_path / "sam.txt"
    secret.write_text(training.PASSWORDS[SAM] + "\n")

    def do(*words):
        signed = ("--as", SAM, "--password-file", str(secret))
        return run([str(w) for w in (*words, *signed)], session)

    return do


def test_the_command_line_rescues_and_says_what_was_lost(do, own, vault, tmp_path, capsys):
    with own.people._desk.vault.read() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'score'"
        root = db.execute(query).fetchone()[0]
    own.sitting.lock()
    raw = bytearray((vault / "vault-1.db").read_bytes())
    raw[(root - 1) * PAGE + 50] ^= 1
    (vault / "vault-1.db").write_bytes(raw)
    assert do("vault", "rescue", vault, "--to", tmp_path / "rescued") == 3
    out = capsys.readouterr().out
    assert "6 young people" in out
    assert "Lost: scores:" in out
    assert "not touched" in out
    assert (vault / "vault-1.db").read_bytes() == raw
    assert do("vault", "check", tmp_path / "rescued") == 0


def test_a_rescue_of_a_whole_vault_loses_nothing_and_overwrites_nothing(
    do, own, vault, tmp_path, capsys
):
    own.sitting.lock()
    assert do("vault", "rescue", vault, "--to", tmp_path / "rescued") == 0
    assert "Nothing was lost." in capsys.readouterr().out
    assert do("vault", "rescue", vault, "--to", tmp_path / "rescued") == 1
    assert do("vault", "rescue", tmp_path / "none", "--to", tmp_path / "other") == 1
