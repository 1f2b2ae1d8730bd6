# ruff: noqa: S106  passwords of vaults that live for one test
"""What is said of a harmed vault, and what can still be read of it."""

import random

import pytest

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.vault import backup, damage, database, place, rescue
from youthcase.vault.copying import Stopped, Watch
from youthcase.vault.damage import Way
from youthcase.vault.vault import Vault

PAGE = 4096


@pytest.fixture
def filled(sample):
    """A vault with three tables of the shapes that ours have, over some 700 pages."""
    with sample.open() as vault, vault.write() as db:
        db.execute("UPDATE key_slot SET user = user")
        db.executemany(
            "INSERT INTO setting (id, value, recorded_at) VALUES (?, ?, '2026-11-23')",
            [(f"s{n:05}", "x" * 500) for n in range(2000)],
        )
        db.executemany(
            "INSERT INTO draft (id, kind, author, saved_at, content)"
            " VALUES (?, 'contact', 'a', '2026-11-23', ?)",
            [(f"d{n:05}", "y" * 9000) for n in range(200)],
        )
    return sample


def harm(file, pages):
    raw = bytearray(file.read_bytes())
    for page in pages:
        raw[page * PAGE + 100] ^= 1
    file.write_bytes(raw)


def pages_of(sample, table):
    """The pages of one table, root first, by asking the sound file."""
    with sample.open() as vault:
        parts = vault._inside.parts
        with database.look(parts.case_file, parts.secrets.case_file) as db:
            query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            return db.execute(query, (table,)).fetchone()[0]


def rescued(sample, tmp_path, **more):
    before = sample.digest()
    found = rescue.rescue(
        sample.folder,
        tmp_path / "rescued",
        user=sample.supervisor,
        password=sample.password,
        **more,
    )
    assert sample.digest() == before
    return {table.name: (table.read, table.lost) for table in found}


def counted(folder, sample):
    opened = Vault.open(folder, user=sample.supervisor, password=sample.password)
    with opened as vault, vault.read() as db:
        return {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("setting", "draft", "audit", "key_slot")
        }


def test_of_a_sound_vault_everything_is_read(filled, tmp_path):
    tables = rescued(filled, tmp_path)
    assert all(lost == 0 for _read, lost in tables.values())
    assert tables["setting"] == (2000, 0)
    assert tables["draft"] == (200, 0)
    with Vault.open(
        tmp_path / "rescued", user=filled.caseworker, password=filled.other_password
    ) as vault:
        assert vault.restored_from() == "rescue"
    with Vault.open(
        tmp_path / "rescued", user=filled.supervisor, password=filled.password
    ) as vault:
        assert all(finding.is_ok for finding in vault.check())


@pytest.mark.parametrize("seed", range(6))
def test_around_harmed_pages_all_that_is_readable_is_read(filled, tmp_path, seed):
    size = filled.case_file.stat().st_size // PAGE
    chance = random.Random(seed)  # noqa: S311  not a secret
    harm(filled.case_file, chance.sample(range(30, size), 5))
    tables = rescued(filled, tmp_path)
    now = counted(tmp_path / "rescued", filled)
    for name, whole in (("setting", 2000), ("draft", 200)):
        read, lost = tables[name]
        assert now[name] == read
        assert lost is None or read + lost == whole
        assert read > whole * 0.7
    with Vault.open(
        tmp_path / "rescued", user=filled.supervisor, password=filled.password
    ) as vault:
        findings = {f.about: f for f in vault.check()}
        assert findings["Case file, seals"].is_ok
        assert findings["Case file, structure"].is_ok


def test_a_lost_list_of_users_lets_in_whoever_rescues_and_the_recovery_code(filled, tmp_path):
    harm(filled.case_file, [pages_of(filled, "key_slot") - 1])
    tables = rescued(filled, tmp_path)
    assert tables["key_slot"] == (0, None)
    there = tmp_path / "rescued"
    with Vault.open(there, user=filled.supervisor, password=filled.password) as vault:
        assert [user.name for user in vault.users()] == [filled.supervisor]
    with pytest.raises(WrongPassword):
        Vault.open(there, user=filled.caseworker, password=filled.other_password)
    Vault.open_with_recovery_code(there, filled.code).close()


def test_the_log_left_by_a_crash_is_read_too(filled, tmp_path):
    vault = filled.open()
    with vault.write() as db:
        db.execute("INSERT INTO vault_meta VALUES ('late', 'yes')")
    parts = vault._inside.parts
    saved = {f.name: f.read_bytes() for f in filled.folder.iterdir() if f.is_file()}
    vault.close()
    for name, content in saved.items():
        (filled.folder / name).write_bytes(content)
    assert parts.case_file.with_name("vault-1.db-wal").stat().st_size > 0
    rescued(filled, tmp_path)
    with (
        Vault.open(
            tmp_path / "rescued", user=filled.supervisor, password=filled.password
        ) as vault,
        vault.read() as db,
    ):
        assert db.execute("SELECT value FROM vault_meta WHERE key = 'late'").fetchone()


def test_a_harmed_counts_file_is_begun_anew(filled, tmp_path):
    harm(filled.folder / "counts-1.db", [1])
    rescued(filled, tmp_path)
    with Vault.open(
        tmp_path / "rescued", user=filled.supervisor, password=filled.password
    ) as vault:
        assert all(finding.is_ok for finding in vault.check())


def test_a_table_of_which_nothing_can_be_read_is_given_up_at_once(filled, tmp_path):
    harm(filled.case_file, [pages_of(filled, "setting") - 1])
    tables = rescued(filled, tmp_path)
    assert tables["setting"] == (0, 2000)
    assert tables["draft"] == (200, 0)


def test_a_harmed_first_page_leaves_only_the_backup(filled, tmp_path):
    harm(filled.case_file, [0])
    with pytest.raises(Damaged, match="Restore a backup"):
        rescued(filled, tmp_path)
    assert not (tmp_path / "rescued").exists()


def test_a_rescue_needs_the_password_a_free_place_and_a_closed_vault(filled, tmp_path):
    before = filled.digest()
    with pytest.raises(WrongPassword):
        rescue.rescue(
            filled.folder, tmp_path / "rescued", user=filled.supervisor, password="not this"
        )
    with pytest.raises(Refusal, match="not empty"):
        rescue.rescue(
            filled.folder, filled.folder, user=filled.supervisor, password=filled.password
        )
    assert filled.digest() == before
    with filled.open(), pytest.raises(Refusal, match="already open"):
        rescue.rescue(
            filled.folder,
            tmp_path / "rescued",
            user=filled.supervisor,
            password=filled.password,
        )
    assert not (tmp_path / "rescued").exists()


def test_a_rescue_can_be_stopped_and_leaves_nothing(filled, tmp_path):
    asked = iter(range(100))
    with pytest.raises(Stopped):
        rescued(filled, tmp_path, watch=Watch(cancelled=lambda: next(asked) > 5))
    assert not (tmp_path / "rescued").exists()


# What is said


def test_a_sound_vault_has_no_trouble(sample):
    assert damage.troubles(sample.folder) == ()


@pytest.mark.parametrize("name", ["vault.keys", "vault.keys2"])
@pytest.mark.parametrize("how", ["missing", "torn"])
def test_one_harmed_copy_of_the_keys_is_told_and_lets_one_go_on(sample, name, how):
    file = sample.folder / name
    if how == "torn":
        file.write_bytes(file.read_bytes()[:500])
    else:
        file.unlink()
    (trouble,) = damage.troubles(sample.folder)
    assert how in trouble.what
    assert trouble.ways[0] is Way.GO_ON
    sample.open().close()
    assert damage.troubles(sample.folder) == ()


@pytest.mark.parametrize(
    ("harmed", "says"),
    [
        (lambda f: [(f / n).unlink() for n in ("vault.keys", "vault.keys2")], "key files are"),
        (
            lambda f: [(f / n).write_bytes(b"x") for n in ("vault.keys", "vault.keys2")],
            "two key",
        ),
        (lambda f: (f / "vault-1.db").unlink(), "missing"),
        (lambda f: (f / "vault-1.db").write_bytes(b""), "cut short"),
        (lambda f: (f / "vault-1.db").write_bytes(b"x" * 5000), "cut short"),
    ],
)
def test_whatever_is_harmed_restoring_comes_first_and_erasing_never(sample, harmed, says):
    harmed(sample.folder)
    before = sample.digest()
    with pytest.raises(Refusal) as caught:
        sample.open()
    (trouble,) = damage.troubles(sample.folder, caught.value)
    assert says in trouble.what
    assert trouble.is_serious
    assert trouble.ways[0] is Way.RESTORE
    assert not any("ERASE" in way.name for way in Way)
    assert sample.digest() == before


def test_a_broken_seal_is_told_with_a_rescue_as_the_second_way(filled):
    harm(filled.case_file, [pages_of(filled, "setting") - 1])
    with filled.open() as vault:
        with pytest.raises(Damaged) as caught, vault.read() as db:
            db.execute("SELECT count(*) FROM setting NOT INDEXED").fetchone()
        (trouble,) = damage.troubles(filled.folder, caught.value)
    assert trouble.ways == (Way.RESTORE, Way.RESCUE)
    assert damage.troubles(filled.folder, Refusal("something else")) == ()


def test_a_poisoned_connection_spoils_its_own_unit_of_work_only(filled):
    harm(filled.case_file, [pages_of(filled, "setting") - 1])
    with filled.open() as vault:
        for _i in range(3):
            with pytest.raises(Damaged), vault.read() as db:
                db.execute("SELECT sum(length(value)) FROM setting").fetchone()
            with vault.read() as db:
                assert db.execute("SELECT count(*) FROM draft").fetchone()[0] == 200
            with vault.write() as db:
                db.execute("INSERT OR REPLACE INTO vault_meta VALUES ('still', 'writes')")


def test_a_missing_counts_file_is_told_and_lets_one_go_on(sample):
    (sample.folder / "counts-1.db").unlink()
    (trouble,) = damage.troubles(sample.folder)
    assert not trouble.is_serious
    sample.open().close()


def test_backups_of_a_vault_that_does_not_open_are_found_by_their_names(sample):
    with sample.open() as vault:
        now = backup.datetime.now(backup.UTC)
        vault.backup(backup.file_for(vault.backups, vault.id, "daily", now), kind="daily")
    for name in ("vault.keys", "vault.keys2"):
        (sample.folder / name).unlink()
    (copy,) = backup.kept(backup.folder_of(sample.folder), None)
    assert copy.kind == "daily"
    assert place.case_file(sample.folder, 1).exists()
