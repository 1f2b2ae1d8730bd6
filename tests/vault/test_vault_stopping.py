"""Does a copy stop at once and leave nothing, and does the vault say when it meets harm?"""

import threading
from datetime import UTC, datetime

import pytest

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.vault import backup, copying, damage, database, key_files, migrations, restore
from youthcase.vault.copying import Stopped, Watch
from youthcase.vault.keys import Kdf
from youthcase.vault.vault import Vault

PAGE = 4096
CHEAP = Kdf(19_456, 1)
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.fixture
def filled(sample):
    """A vault of some 8 MB."""
    with sample.open() as vault, vault.write() as db:
        db.executemany(
            "INSERT INTO draft (id, kind, author, saved_at, content)"
            " VALUES (?, 'contact', 'a', '2026-11-23', ?)",
            [(f"d{n:05}", "y" * 9000) for n in range(900)],
        )
    return sample


def left_in(folder):
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    return {name for name in names if not name.endswith(".backup")}


@pytest.mark.parametrize("at", [0, 3, 30, 55, 60, 90, 99])
def test_a_copy_that_is_stopped_at_any_point_leaves_nothing(filled, at):
    asked = []

    def tell(done, total):
        asked.append(100 * done // total)

    def stop():
        return bool(asked) and asked[-1] >= at

    with filled.open() as vault:
        file = backup.file_for(vault.backups, vault.id, "daily", NOW)
        with pytest.raises(Stopped):
            vault.backup(file, watch=Watch(progress=tell, cancelled=stop))
        assert left_in(vault.backups) == set()
        assert backup.kept(vault.backups, vault.id) == []


def test_a_proof_is_stopped_in_the_middle_of_its_queries(filled):
    with filled.open() as vault:
        file, key = vault._inside.parts.case_file, vault._inside.secrets.case_file
        with database.look(file, key) as db:
            measure = copying.measured(db)
        looks = []

        def stop():
            looks.append(None)
            return len(looks) > 2

        with pytest.raises(Stopped):
            copying.prove(file, key, measure, watch=Watch(cancelled=stop))
        copying.prove(file, key, measure, watch=Watch(cancelled=lambda: False))


def test_closing_the_vault_stops_a_copy_and_leaves_no_half_file(filled):
    vault = filled.open()
    begun, said = threading.Event(), []

    def tell(done, total):
        begun.set()

    def work():
        file = backup.file_for(vault.backups, vault.id, "daily", NOW)
        try:
            vault.backup(file, watch=Watch(progress=tell))
        except Refusal as refusal:
            said.append(refusal)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(5)
    vault.close()
    thread.join(5)
    assert not thread.is_alive()
    assert left_in(filled.folder / "backups") == set()
    assert said or len(backup.kept(filled.folder / "backups", None)) == 1
    filled.open().close()


def test_half_files_of_a_power_cut_are_swept_at_the_next_unlock_and_others_stay(sample):
    folder = sample.folder / "backups"
    folder.mkdir()
    half = folder / "youthcase-0123456789ab-20261123T000000Z-daily.backup.tmp"
    half.write_bytes(b"half")
    (folder / "letter.tmp").write_bytes(b"somebody's own")
    sample.open().close()
    assert not half.exists()
    assert (folder / "letter.tmp").exists()


def test_only_half_files_of_this_vault_are_swept_from_a_shared_place(tmp_path):
    ours = tmp_path / "youthcase-0123456789ab-20261123T000000Z-daily.backup.tmp"
    theirs = tmp_path / "youthcase-ffffffffffff-20261123T000000Z-daily.backup.tmp"
    for file in (ours, theirs):
        file.write_bytes(b"half")
    copying.sweep_unfinished(tmp_path, "0123456789abcdef0123456789abcdef")
    assert (ours.exists(), theirs.exists()) == (False, True)


@pytest.mark.parametrize("name", key_files.COPIES)
@pytest.mark.parametrize("harm", ["torn", "missing"])
def test_a_torn_copy_of_the_key_file_is_mended_by_unlocking(sample, name, harm):
    file = sample.folder / name
    if harm == "torn":
        file.write_bytes(file.read_bytes()[:200])
    else:
        file.unlink()
    (trouble,) = damage.troubles(sample.folder)
    assert (trouble.is_keys, trouble.is_serious) == (True, False)
    vault = sample.open()
    try:
        assert damage.troubles(sample.folder) == ()
    finally:
        vault.close()


def test_looking_at_a_backup_counts_it_and_leaves_nothing(sample, tmp_path):
    with sample.open() as vault:
        made = vault.backup(tmp_path / "copy.backup")
    before = sorted(p.name for p in tmp_path.iterdir())
    at, proof = restore.looked(made.file, tmp_path / "new", sample.supervisor, sample.password)
    assert proof.role == "supervisor"
    assert proof.measure.rows["key_slot"] == made.measure.rows["key_slot"]
    assert at == made.at.replace(microsecond=at.microsecond)
    with pytest.raises(WrongPassword):
        restore.looked(made.file, tmp_path / "new", sample.supervisor, "not this one at all")
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_harm_that_any_work_meets_is_told_once_for_each_and_still_refused(filled):
    with filled.open() as vault, vault.read() as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'draft'"
        root = db.execute(query).fetchone()[0]
    file = filled.folder / "vault-1.db"
    raw = bytearray(file.read_bytes())
    raw[(root - 1) * PAGE + 100] ^= 1
    file.write_bytes(raw)
    met = []
    with filled.open() as vault:
        vault.when_harmed(met.append)
        with pytest.raises(Damaged), vault.read() as db:
            db.execute("SELECT sum(length(content)) FROM draft").fetchone()
        assert len(met) == 1
        with vault.read() as db:  # the rest goes on being readable
            assert db.execute("SELECT count(*) FROM key_slot").fetchone()[0] > 0
        assert len(met) == 1


def test_a_file_that_vanishes_in_the_middle_of_work_is_told(sample):
    met = []
    vault = sample.open()
    vault.when_harmed(met.append)
    file = sample.folder / "vault-1.db"
    away = file.rename(file.with_name("away"))
    with pytest.raises(Damaged), vault.read():
        pass
    assert len(met) == 1
    away.rename(file)
    vault.close()


def test_a_vault_of_each_older_shape_is_copied_before_it_is_changed(tmp_path, monkeypatch):
    known, in_counts = migrations.steps(), migrations.steps("counts")
    phrase = "velvet-walnut-harbour-signal"
    for old in range(1, len(known)):
        folder = tmp_path / f"of-{old}"
        with monkeypatch.context() as patch:
            patch.setattr(
                migrations, "steps", lambda *below, n=old: in_counts if below else known[:n]
            )
            Vault.create(folder, user="Sam Patel", password=phrase, kdf=CHEAP).vault.close()
        with Vault.open(folder, user="Sam Patel", password=phrase) as vault, vault.read() as db:
            assert migrations.version(db) == len(known)
        (copy,) = backup.kept(folder / "backups", None)
        assert copy.kind == "migration"
        proof = restore.looked(copy.file, tmp_path / "look", "Sam Patel", phrase)[1]
        assert proof.measure.rows["key_slot"] == 2
