"""Copies that prove themselves: made, kept, damaged, restored."""

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from youthcase.errors import Damaged, NotAllowed, Refusal, WrongPassword
from youthcase.vault import backup, container, copying, key_files, migrations, restore
from youthcase.vault.backup import Kept
from youthcase.vault.copying import Stopped, Watch
from youthcase.vault.vault import Vault

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(made_once, tmp_path_factory):
    """A vault with a row in it, and one good backup."""
    folder = tmp_path_factory.mktemp("backed") / "vault"
    shutil.copytree(made_once.folder, folder)
    file = folder.parent / "copy.backup"
    with Vault.open(folder, user=made_once.supervisor, password=made_once.password) as vault:
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('colour', 'green')")
        vault.backup(file, now=NOON)
    return file


def fill(vault, rows=20_000):
    with vault.write() as db:
        db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        db.executemany("INSERT INTO note (text) VALUES (?)", [("x" * 300,)] * rows)


def test_a_backup_is_one_file_that_opens_with_the_passwords_of_its_day(sample, made, tmp_path):
    there = restore.restore(made, tmp_path / "new").folder
    with Vault.open(there, user=sample.supervisor, password=sample.password) as vault:
        with vault.read() as db:
            row = db.execute("SELECT value FROM vault_meta WHERE key = 'colour'").fetchone()
        assert row[0] == "green"
        assert all(finding.is_ok for finding in vault.check())
    Vault.open(there, user=sample.caseworker, password=sample.other_password).close()
    Vault.open_with_recovery_code(there, sample.code).close()


def test_a_backup_is_under_keys_of_its_own(sample, tmp_path):
    with sample.open() as vault:
        vault.backup(tmp_path / "copy.backup")
        key = bytes(vault._inside.secrets.vault)
        there = restore.restore(tmp_path / "copy.backup", tmp_path / "new").folder
    with Vault.open(there, user=sample.supervisor, password=sample.password) as vault:
        assert bytes(vault._inside.secrets.vault) != key
    one = (tmp_path / "copy.backup").read_bytes()
    assert sample.case_file.read_bytes()[:16] not in one
    assert b"SQLite format" not in one
    assert sample.supervisor.encode() not in one


def test_a_backup_is_in_the_audit_and_the_header_follows(sample, tmp_path):
    with sample.open() as vault:
        made = vault.backup(tmp_path / "copy.backup")
        with vault.read() as db:
            row = db.execute("SELECT seq, object FROM audit WHERE action = 'backup.made'")
            assert tuple(row.fetchone()) == (
                key_files.read(sample.folder)[0].audit[0],
                f"backup/{made.id}",
            )
    assert list((sample.folder / "backups").iterdir()) == []
    assert (tmp_path / "copy.backup").stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_made_over_a_file(sample, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("dear")
    with sample.open() as vault, pytest.raises(Refusal, match="of that name already"):
        vault.backup(file)
    assert file.read_text() == "dear"


def test_work_goes_on_while_a_backup_is_made_and_the_copy_is_of_one_moment(sample, tmp_path):
    with sample.open() as vault:
        fill(vault)
        wrote = []

        def write(done, total):
            if len(wrote) < 3 and done < total // 3:
                with vault.write() as db:
                    db.execute("INSERT INTO note (text) VALUES ('later')")
                wrote.append(done)

        made = vault.backup(tmp_path / "copy.backup", watch=Watch(progress=write))
        assert len(wrote) == 3
        assert made.measure.rows["note"] == 20_000
        with vault.read() as db:
            assert db.execute("SELECT count(*) FROM note").fetchone()[0] == 20_003


def test_a_backup_can_be_stopped_at_every_step_and_leaves_nothing(sample, tmp_path):
    with sample.open() as vault:
        fill(vault)
        steps = []
        vault.backup(
            tmp_path / "whole.backup", watch=Watch(progress=lambda *at: steps.append(at))
        )
        assert steps == sorted(steps)
        assert steps[-1] == (100, 100)
        for last in range(0, len(steps), max(1, len(steps) // 6)):
            asked = iter(range(len(steps) + 10))
            watch = Watch(cancelled=lambda last=last, asked=asked: next(asked) >= last)
            with pytest.raises(Stopped):
                vault.backup(tmp_path / "stopped.backup", watch=watch)
            assert [file.name for file in tmp_path.iterdir() if "stopped" in file.name] == []
            assert list((sample.folder / "backups").iterdir()) == []


def test_locking_stops_a_backup(sample, tmp_path):
    vault = sample.open()
    fill(vault)

    def lock(_done, _total):
        vault._inside.gate.is_closed = True

    with pytest.raises(Stopped):
        vault.backup(tmp_path / "copy.backup", watch=Watch(progress=lock))
    vault._inside.gate.is_closed = False
    vault.close()


def test_a_full_disk_makes_no_backup_and_loses_nothing(sample, tmp_path, monkeypatch):
    with sample.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr(
                copying.shutil, "disk_usage", lambda _f: shutil._ntuple_diskusage(9, 9, 0)
            )
            with pytest.raises(Refusal, match="free space"):
                vault.backup(tmp_path / "copy.backup")
        vault.backup(tmp_path / "copy.backup")


def test_a_place_that_is_not_there_is_refused(sample, tmp_path):
    (tmp_path / "drive").write_text("")
    with sample.open() as vault, pytest.raises(Refusal, match="drive is connected"):
        vault.backup(tmp_path / "drive" / "copy.backup")


def test_a_copy_that_differs_is_thrown_away(sample, tmp_path, monkeypatch):
    with sample.open() as vault:
        true = copying.measured
        calls = []

        def once(db):
            calls.append(1)
            found = true(db)
            if len(calls) == 2:
                found.rows["audit"] += 1
            return found

        with monkeypatch.context() as patch:
            patch.setattr(copying, "measured", once)
            with pytest.raises(Damaged, match="not the same"):
                vault.backup(tmp_path / "copy.backup")
    assert not (tmp_path / "copy.backup").exists()


def test_a_harmed_case_file_gives_no_backup_and_older_ones_stay(sample, tmp_path):
    with sample.open() as vault:
        fill(vault, 2000)
        vault.backup(tmp_path / "good.backup")
    raw = bytearray(sample.case_file.read_bytes())
    raw[-3 * 4096] ^= 1
    sample.case_file.write_bytes(raw)
    with sample.open() as vault, pytest.raises(Damaged):
        vault.backup(tmp_path / "bad.backup")
    assert [file.name for file in tmp_path.glob("*.backup*")] == ["good.backup"]


def test_a_harmed_counts_file_does_not_cost_the_case_files(sample, tmp_path):
    counts = sample.folder / "counts-1.db"
    raw = bytearray(counts.read_bytes())
    raw[5000] ^= 1
    counts.write_bytes(raw)
    with sample.open() as vault:
        assert not vault.backup(tmp_path / "copy.backup").has_counts
    there = restore.restore(tmp_path / "copy.backup", tmp_path / "new").folder
    Vault.open(there, user=sample.supervisor, password=sample.password).close()


# Which copies are kept


def at(days, kind="daily", hours=0):
    moment = NOON - timedelta(days=days, hours=hours)
    return Kept(
        file=backup.file_for(backup.Path("b"), "a" * 32, kind, moment), at=moment, kind=kind
    )


def test_seven_days_and_four_weeks_are_kept():
    found = [at(day) for day in range(60)] + [at(0, hours=2), at(3, hours=1)]
    gone = backup.to_remove(found)
    stay = sorted(one.at for one in found if one not in gone)
    days = sorted({(NOON - one).days for one in stay})
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len({one.isocalendar()[:2] for one in stay}) == 4
    assert 8 <= len(stay) <= 11
    assert at(0, hours=2) in gone


def test_the_copy_before_each_migration_and_rotation_stays():
    found = [at(day) for day in range(60)] + [at(300, "migration"), at(200, "rotation")]
    assert not {"migration", "rotation"} & {one.kind for one in backup.to_remove(found)}


@given(some.lists(some.integers(0, 5000), max_size=60))
def test_the_newest_copy_is_never_removed(hours):
    found = [at(0, hours=hour) for hour in hours]
    gone = backup.to_remove(found)
    assert not found or max(found, key=lambda one: one.at) not in gone
    assert len({one.at for one in found if one not in gone}) <= backup.DAYS + backup.WEEKS


def test_a_copy_that_is_not_whole_takes_no_place_and_is_not_removed(sample, tmp_path):
    with sample.open() as vault:
        good = backup.file_for(tmp_path, vault.id, "daily", NOON - timedelta(hours=3))
        vault.backup(good, kind="daily", now=NOON - timedelta(hours=3))
        torn = backup.file_for(tmp_path, vault.id, "daily", NOON)
        torn.write_bytes(good.read_bytes()[:-4096])
        other = tmp_path / good.name.replace(vault.id[:12], "0" * 12)
        other.write_bytes(good.read_bytes())
        assert backup.prune(tmp_path, vault.id) == []
        vault.backup(backup.file_for(tmp_path, vault.id, "daily", NOON), kind="daily", now=NOON)
        assert backup.prune(tmp_path, vault.id) == [good]
        assert torn.exists()
        assert other.exists()


@pytest.mark.parametrize(
    ("hours", "due"),
    [(None, True), (0, False), (23, False), (24, True), (-3, False), (-40, True)],
)
def test_a_backup_is_due_after_a_day(hours, due):
    last = None if hours is None else NOON - timedelta(hours=hours)
    assert backup.is_due(last, NOON) is due


def test_a_backup_is_made_before_every_migration(sample, monkeypatch):
    known = migrations.steps()
    longer = (*known, "CREATE TABLE later (a TEXT) STRICT;")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "steps", lambda *below: () if below else longer)
        with sample.open() as vault, vault.read() as db:
            assert migrations.version(db) == len(longer)
    (copy,) = backup.kept(sample.folder / "backups", vault.id)
    assert copy.kind == "migration"
    there = restore.restore(copy.file, sample.folder.parent / "new").folder
    opened = Vault.open(there, user=sample.supervisor, password=sample.password)
    with opened as old, old.read() as db:
        assert migrations.version(db) == len(known)


# Restoring


def test_a_restore_never_overwrites(sample, made, tmp_path):
    before = sample.digest()
    with pytest.raises(Refusal, match="never overwrites"):
        restore.restore(made, sample.folder)
    assert sample.digest() == before
    (tmp_path / "empty").mkdir()
    restore.restore(made, tmp_path / "empty")
    assert (tmp_path / "empty" / "vault.keys").exists()


def test_what_a_restore_replaces_is_kept(sample, made):
    before = sample.digest()
    done = restore.restore(made, sample.folder, replace=True)
    assert done.replaced.parent == sample.folder.parent
    moved = type(sample)(done.replaced, "")
    assert {k: v for k, v in moved.digest().items() if k != "vault.lock"} == {
        k: v for k, v in before.items() if k != "vault.lock"
    }
    sample.open().close()


def test_an_open_vault_is_not_replaced(sample, made):
    with sample.open(), pytest.raises(Refusal, match="already open"):
        restore.restore(made, sample.folder, replace=True)
    sample.open().close()


def test_a_look_at_a_restored_vault_counts_it_and_changes_nothing(sample, made, tmp_path):
    there = restore.restore(made, tmp_path / "new").folder
    copy = type(sample)(there, "")
    before = copy.digest()
    proof = restore.proved(there, sample.supervisor, sample.password)
    assert proof.measure.rows == proof.promised
    assert proof.promised["key_slot"] == 3
    with pytest.raises(WrongPassword):
        restore.proved(there, sample.supervisor, "not this one")
    assert copy.digest() == before


def test_a_check_that_fails_leaves_the_place_empty(sample, made, tmp_path):
    def check(folder):
        restore.proved(folder, sample.supervisor, "not this one")

    with pytest.raises(WrongPassword):
        restore.restore(made, tmp_path / "new", check=check)
    assert list(tmp_path.glob("*new*")) == []


def test_a_restored_vault_knows_it_until_it_is_settled(sample, made, tmp_path):
    there = restore.restore(made, tmp_path / "new").folder
    with Vault.open(there, user=sample.supervisor, password=sample.password) as vault:
        id_ = vault.restored_from()
        assert id_ == container.envelope(made).id
        with vault.settling(vault.signature, whole=False):
            pass
        assert vault.restored_from() == id_
        with vault.settling(vault.signature):
            pass
        assert vault.restored_from() is None
        with vault.read() as db:
            row = db.execute(
                "SELECT object FROM audit WHERE action = 'vault.restored'"
            ).fetchone()
        assert row[0] == f"backup/{id_}"


def test_the_list_of_what_was_erased_comes_with_a_restore(sample, tmp_path):
    gone, other = b"g" * 16, b"o" * 16
    with sample.open() as vault:
        vault.backup(vault.backups / "old.backup")
        vault.note_erased([("case", gone)])
        vault.rotate()
        vault.note_erased([("entry", gone)])
    content = b"".join(f.read_bytes() for f in (sample.folder / "backups").glob("*.list"))
    assert gone not in content
    assert gone.hex().encode() not in content
    there = restore.restore(sample.folder / "backups" / "old.backup", tmp_path / "new").folder
    with Vault.open(there, user=sample.supervisor, password=sample.password) as vault:
        erased = vault.erased()
        assert erased("case", gone)
        assert erased("entry", gone)
        assert not erased("case", other)


def test_two_lists_are_both_read(sample, tmp_path):
    with sample.open() as vault:
        vault.backup(tmp_path / "a" / "one.backup")
        vault.note_erased([("case", b"1" * 16)])
        lists = vault.backups
        from youthcase.vault import erasures

        erasures.add(
            tmp_path / "a",
            vault.id,
            vault._inside.secrets.witness,
            [erasures.marker(vault._inside.secrets.witness)("case", b"2" * 16)],
        )
    done = restore.restore(tmp_path / "a" / "one.backup", tmp_path / "new", lists=[lists])
    with Vault.open(done.folder, user=sample.supervisor, password=sample.password) as vault:
        erased = vault.erased()
        assert erased("case", b"1" * 16)
        assert erased("case", b"2" * 16)
        vault.note_erased([("case", b"3" * 16)])
        assert all(vault.erased()("case", c * 16) for c in (b"1", b"2", b"3"))


@pytest.mark.parametrize("place", [0, 30, 90, -3])
def test_a_changed_list_is_not_believed(sample, place):
    with sample.open() as vault:
        vault.note_erased([("case", b"1" * 16)])
        (file,) = vault.backups.glob("*.list")
        raw = bytearray(file.read_bytes())
        raw[place] ^= 1
        file.write_bytes(raw)
        with pytest.raises(Damaged, match="erased"):
            vault.erased()
        with pytest.raises(Damaged):
            vault.note_erased([("case", b"2" * 16)])


# Damaged and foreign containers


def refused(made, raw, tmp_path, kind=Refusal, says=None):
    file = tmp_path / "harmed.backup"
    file.write_bytes(raw)
    with pytest.raises(kind, match=says):
        container.verify(file)
    with pytest.raises(kind, match=says):
        restore.restore(file, tmp_path / "new")
    assert [f.name for f in tmp_path.iterdir()] == ["harmed.backup"]


@pytest.mark.parametrize("content", [b"", b"youthcase-backup ", b"dear", b"SQLite format 3\0"])
def test_a_file_that_is_no_backup_is_refused(made, tmp_path, content):
    refused(made, content, tmp_path)


def test_a_backup_of_a_newer_format_is_refused(made, tmp_path):
    raw = made.read_bytes().replace(b"youthcase-backup 1 ", b"youthcase-backup 2 ", 1)
    refused(made, raw, tmp_path, says="newer")


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.999])
def test_a_backup_cut_short_is_refused(made, tmp_path, keep):
    raw = made.read_bytes()
    refused(made, raw[: int(len(raw) * keep)], tmp_path, Damaged)
    refused(made, raw + b"x", tmp_path, Damaged)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.floats(0, 0.999999), bit=some.integers(0, 7))
def test_a_flipped_bit_anywhere_is_found(made, tmp_path, place, bit):
    raw = bytearray(made.read_bytes())
    raw[int(place * len(raw))] ^= 1 << bit
    file = tmp_path / "harmed.backup"
    file.write_bytes(raw)
    with pytest.raises(Refusal):
        container.verify(file)


@settings(max_examples=300)
@given(some.binary(max_size=600), some.booleans(), some.integers(0, 10_000))
def test_bytes_that_are_no_envelope_are_not_taken(raw, after_magic, size):
    begin = b"youthcase-backup 1 " + raw if after_magic else raw
    with pytest.raises(container.Unreadable):
        container.parsed(begin, size)


ANY = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=40),
    lambda inner: (
        some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=5), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=some.sampled_from(["id", "kind", "made", "parts", "program", "vault", "more"]),
    value=ANY,
)
def test_an_envelope_with_a_true_digest_and_false_values_is_not_taken(made, field, value):
    raw = made.read_bytes()
    _first, body, rest = raw.split(b"\n", 2)
    values = json.loads(body)
    if values.get(field) == value:
        return
    values[field] = value
    body = json.dumps(values, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    content = b"youthcase-backup 1 " + digest + b"\n" + body + b"\n"
    try:
        found, _start = container.parsed(content, len(content) + len(rest))
    except container.Unreadable:
        return
    # Words that say nothing about the content may be others: it still opens by its seals.
    assert field in ("id", "vault", "made", "kind", "program")
    assert found.size == len(rest)


def test_a_one_time_password_must_be_changed_before_anything_is_written(sample):
    with sample.open() as vault:
        once = vault.reset_password(user=sample.caseworker, kdf=sample.cheap)
        with vault.read() as db:
            rows = db.execute("SELECT actor FROM audit WHERE action = 'password.reset'")
            assert [row[0] for row in rows] == [sample.supervisor]
    with Vault.open(sample.folder, user=sample.caseworker, password=once) as vault:
        with pytest.raises(NotAllowed, match="of your own"), vault.write():
            pass
        vault.change_password(old=once, new="copper meadow, thirteen swans", kdf=sample.cheap)
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('mine', 'now')")
