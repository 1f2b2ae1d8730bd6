# ruff: noqa: S106  passwords of vaults that live for one test
"""Does a backup come back whole, and do new keys keep a leaver out?"""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from youthcase.cli import run
from youthcase.errors import Damaged, NotAllowed, Refusal, WrongPassword
from youthcase.services import backup_copies, restoring, training
from youthcase.store import journal

SAM, MAYA = "Sam Patel", "Maya Adeyemi"


@pytest.fixture
def vault(session, folder):
    training.make(folder, session, people=8)
    return folder


@pytest.fixture
def do(session, vault, tmp_path):
    secret = tmp_path / "sam.txt"
    secret.write_text(training.PASSWORDS[SAM] + "\n")

    def do(*words):
        signed = ("--as", SAM, "--password-file", str(secret))
        return run([str(w) for w in (*words, *signed)], session)

    return do


def names(session, folder):
    services = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    found = [line.ref for line in services.people.find("", limit=99)]
    services.sitting.lock()
    return found


def test_a_backup_restored_elsewhere_holds_the_same_people(
    do, session, vault, tmp_path, capsys
):
    file, place = tmp_path / "copy.youthcase", tmp_path / "again"
    assert do("vault", "backup", vault, "--to", file) == 0
    assert do("vault", "restore", file, "--to", place) == 0
    assert names(session, place) == names(session, vault) != []
    assert do("vault", "check", place) == 0


def test_restoring_never_overwrites(do, vault, tmp_path, capsys):
    file = tmp_path / "copy.youthcase"
    assert do("vault", "backup", vault, "--to", file) == 0
    before = {f: f.read_bytes() for f in vault.iterdir() if f.is_file()}
    assert do("vault", "restore", file, "--to", vault) == 1
    assert {f: f.read_bytes() for f in before} == before


def test_a_harmed_backup_is_not_restored(do, vault, tmp_path, capsys):
    file = tmp_path / "copy.youthcase"
    assert do("vault", "backup", vault, "--to", file) == 0
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert do("vault", "restore", file, "--to", tmp_path / "again") in {1, 3}
    assert not (tmp_path / "again").exists()


def test_a_leaver_is_kept_out_and_nothing_is_lost(do, session, vault, capsys):
    before = names(session, vault)
    assert do("vault", "rotate", vault, "--remove", MAYA) == 0
    with pytest.raises(WrongPassword):
        session.unlock(vault, MAYA, training.PASSWORDS[MAYA])
    assert names(session, vault) == before
    assert do("vault", "check", vault) == 0


def test_only_a_supervisor_backs_up_or_changes_keys(session, vault):
    maya = session.unlock(vault, MAYA, training.PASSWORDS[MAYA])
    with pytest.raises(NotAllowed):
        maya.colleagues.remove(SAM)
    with pytest.raises(NotAllowed):
        maya.colleagues.reset(SAM)
    maya.sitting.lock()


def test_a_code_for_one_use_opens_nothing_until_it_is_changed(session, vault):
    sam = session.unlock(vault, SAM, training.PASSWORDS[SAM])
    code = sam.colleagues.reset(MAYA)
    sam.sitting.lock()
    maya = session.unlock(vault, MAYA, code)
    assert maya.colleagues.must_change_password
    with pytest.raises(Refusal):
        maya.people.add(maya.people.blank())
    maya.colleagues.change_password(code, "ribbon-cactus-meadow-thimble")
    assert not maya.colleagues.must_change_password
    maya.sitting.lock()


@pytest.fixture
def sam(session, vault):
    services = session.unlock(vault, SAM, training.PASSWORDS[SAM])
    yield services
    services.sitting.lock()


def vault_of(services):
    return services.people._desk.vault


def again(session, folder, services=None):
    if services is not None:
        services.sitting.lock()
    return session.unlock(folder, SAM, training.PASSWORDS[SAM])


def test_a_new_vault_is_due_and_asks_for_a_second_place(sam, clock):
    status = sam.backups.status()
    assert status.is_due
    assert status.last is None
    assert "lost laptop" in status.advice
    made = sam.backups.make()
    status = sam.backups.status()
    assert not status.is_due
    assert status.last.file == made.file
    assert status.last.at == clock.moment
    assert made.counts["young people"] == 8
    assert made.problem == ""
    clock.moment += timedelta(hours=25)
    assert sam.backups.status().is_due


def test_old_copies_go_only_after_a_new_one_has_passed(sam, clock, monkeypatch):
    for _day in range(16):
        sam.backups.make()
        clock.moment += timedelta(days=1)
    assert 7 <= len(sam.backups.status().copies) <= 11
    before = sam.backups.status().copies
    with pytest.raises(Refusal):
        sam.backups.make(cancelled=lambda: True)
    assert sam.backups.status().copies == before


def test_a_copy_goes_to_the_second_place_as_well(sam, tmp_path, clock):
    second = tmp_path / "stick"
    with pytest.raises(Refusal, match="not there"):
        sam.backups.choose_second_place(str(second))
    with pytest.raises(Refusal, match="inside the vault"):
        sam.backups.choose_second_place(str(vault_of(sam).folder))
    second.mkdir()
    sam.backups.choose_second_place(str(second))
    vault_of(sam).note_erased([("case", b"x" * 16)])
    steps = []
    made = sam.backups.make(progress=lambda *at: steps.append(at))
    assert steps == sorted(steps)
    assert steps[-1] == (100, 100)
    assert made.second_file.read_bytes() == made.file.read_bytes()
    assert len(list(second.glob("*erased*"))) == 1
    status = sam.backups.status()
    assert [copy.file for copy in status.second_copies] == [made.second_file]
    assert "same disk" in status.advice


def test_a_second_place_that_is_not_there_costs_only_itself(sam, tmp_path):
    second = tmp_path / "stick"
    second.mkdir()
    sam.backups.choose_second_place(str(second))
    second.rmdir()
    made = sam.backups.make()
    assert made.second_file is None
    assert "Connect the drive" in made.problem
    assert "Connect the drive" in sam.backups.status().advice
    assert made.file.exists()


def test_a_caseworker_backs_up_but_does_not_choose_the_place(session, vault, tmp_path):
    maya = session.unlock(vault, MAYA, training.PASSWORDS[MAYA])
    maya.backups.make()
    with pytest.raises(NotAllowed):
        maya.backups.choose_second_place(str(tmp_path))
    maya.sitting.lock()


def test_a_restore_counts_before_and_after(sam, tmp_path, session):
    made = sam.backups.make()
    sam.people.add(invented(sam))
    there = tmp_path / "again"
    done = restoring.restore(made.file, there, user=SAM, password=training.PASSWORDS[SAM])
    assert (done.before, done.after["young people"]) == (None, 8)
    assert done.replaced is None
    with pytest.raises(WrongPassword):
        restoring.restore(made.file, tmp_path / "other", user=SAM, password="not this one")
    assert not (tmp_path / "other").exists()


def invented(services):
    from dataclasses import replace

    blank = services.people.blank()
    return replace(
        blank,
        first_name="Ash",
        last_name="Quill",
        sex="F",
        ethnicity="A1",
        disability=("NONE",),
    )


def test_what_a_restore_replaces_is_kept_and_counted(sam, vault):
    made = sam.backups.make()
    sam.people.add(invented(sam))
    sam.sitting.lock()
    copy = vault.parent / "copy.backup"
    copy.write_bytes(made.file.read_bytes())
    done = restoring.restore(
        copy, vault, user=SAM, password=training.PASSWORDS[SAM], replacing=True
    )
    assert (done.before["young people"], done.after["young people"]) == (9, 8)
    assert (done.replaced / "vault-1.db").exists()


def test_a_restored_vault_writes_in_a_lane_of_its_own(sam, tmp_path, session):
    made = sam.backups.make()
    there = tmp_path / "again"
    restoring.restore(made.file, there)
    with vault_of(sam).read() as db:
        old = journal.lane(db)
    other = again(session, there)
    vault = vault_of(other)
    with vault.read() as db:
        lane = journal.lane(db)
    assert lane != old
    assert other.people._desk.lane == lane
    person = other.people.find("", limit=1)[0].person
    other.people.change(with_phone(other, person))
    with vault.read() as db:
        last = db.execute("SELECT lane FROM journal ORDER BY place DESC LIMIT 1").fetchone()
        assert last[0] == lane
        assert journal.verify(db) == []
    assert other.audit_log.verify().is_sound
    other = again(session, there, other)
    with vault_of(other).read() as db:
        assert journal.lane(db) == lane
    other.sitting.lock()


def with_phone(services, person):
    from dataclasses import replace

    return replace(services.people.file(person).person, phone="07700 900123")


def test_what_was_erased_does_not_come_back_with_a_backup(sam, tmp_path, session):
    made = sam.backups.make()
    person = sam.people.find("", limit=1)[0].person
    vault_of(sam).note_erased([("case", UUID(person).bytes)])
    there = tmp_path / "again"
    restoring.restore(made.file, there)
    other = again(session, there)
    assert person not in {line.person for line in other.people.find("", limit=99)}
    assert len(other.people.find("", limit=99)) == 7
    with vault_of(other).read() as db:
        gone = UUID(person).bytes
        query = "SELECT count(*) FROM journal WHERE stream = ? AND body IS NOT NULL"
        assert db.execute(query, (gone,)).fetchone()[0] == 0
        assert journal.verify(db) == []
    assert other.audit_log.verify().is_sound
    sentences = [line.sentence for line in other.audit_log.lines(other.audit_log.find()[:9])]
    assert "What had been erased was erased again after a restore." in sentences
    other.sitting.lock()


def test_a_harmed_list_of_what_was_erased_is_told_until_it_is_mended(sam, tmp_path, session):
    made = sam.backups.make()
    person = sam.people.find("", limit=1)[0].person
    vault_of(sam).note_erased([("case", UUID(person).bytes)])
    there = tmp_path / "again"
    restoring.restore(made.file, there)
    (file,) = (there / "backups").glob("*.list")
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    other = again(session, there)
    assert "erased" in other.backups.status().advice
    assert len(other.people.find("", limit=99)) == 8
    file.write_bytes(whole)
    other = again(session, there, other)
    assert len(other.people.find("", limit=99)) == 7
    assert "erased" not in other.backups.status().advice
    other.sitting.lock()


def test_rows_that_a_rescue_cannot_read_are_made_anew_from_the_journal(
    sam, session, vault, tmp_path
):
    with vault_of(sam).read() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'score'"
        root = db.execute(query).fetchone()[0]
        scores = db.execute("SELECT count(*) FROM score").fetchone()[0]
    sam.sitting.lock()
    raw = bytearray((vault / "vault-1.db").read_bytes())
    raw[(root - 1) * 4096 + 50] ^= 1
    (vault / "vault-1.db").write_bytes(raw)
    there = tmp_path / "rescued"
    found = restoring.rescue(vault, there, user=SAM, password=training.PASSWORDS[SAM])
    lost = {name: lost for name, _read, lost in found.tables}
    assert lost["score"] == scores > 0
    other = again(session, there)
    with vault_of(other).read() as db:
        assert db.execute("SELECT count(*) FROM score").fetchone()[0] == scores
        assert journal.verify(db) == []
    assert other.audit_log.verify().is_sound
    other.sitting.lock()


def test_a_vault_that_does_not_open_is_explained_and_its_backups_are_found(sam, vault, session):
    made = sam.backups.make()
    sam.sitting.lock()
    (vault / "vault-1.db").write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        session.unlock(vault, SAM, training.PASSWORDS[SAM])
    (trouble,) = restoring.troubles(vault, caught.value)
    assert trouble.ways[0].name == "RESTORE"
    (copy,) = backup_copies.copies_beside(vault)
    assert copy.file == made.file


def test_the_command_line_says_what_it_did(do, vault, tmp_path, capsys):
    file = tmp_path / "copy.backup"
    assert do("vault", "backup", vault, "--to", file) == 0
    assert "8 young people" in capsys.readouterr().out
    assert do("vault", "backup", vault, "--to", file) == 1
    assert do("vault", "restore", file, "--to", tmp_path / "again") == 0
    assert "8 young people" in capsys.readouterr().out
    assert do("vault", "rotate", vault, "--remove", "Nobody Here") == 1
    assert do("vault", "rotate", vault, "--remove", SAM) == 1
    capsys.readouterr()
    assert do("vault", "rotate", vault, "--remove", MAYA) == 0
    out = capsys.readouterr().out
    assert "from now on" in out
    assert MAYA in out


def test_a_restore_needs_no_password_and_says_what_is_missing(
    session, do, vault, tmp_path, capsys
):
    file = tmp_path / "copy.backup"
    assert do("vault", "backup", vault, "--to", file) == 0
    assert run(["vault", "restore", str(file), "--to", str(tmp_path / "b")], session) == 0
    assert "Unlock it" in capsys.readouterr().out
    foreign = tmp_path / "letter.txt"
    foreign.write_text("dear")
    words = ["vault", "restore", str(foreign), "--to", str(tmp_path / "c")]
    assert run(words, session) == 1
    foreign.write_bytes(file.read_bytes()[:-1])
    assert run(words, session) == 3
    assert run(["vault", "restore", str(tmp_path / "none"), "--to", str(tmp_path / "c")]) == 1
    assert not Path(tmp_path / "c").exists()
