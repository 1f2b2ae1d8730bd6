# ruff: noqa: S106  passwords of vaults that live for one test
"""Who gets in, and what a refused opening leaves behind: nothing."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.vault import database, header, key_files, keys, opening, place, slots
from youthcase.vault.audit import Act, Signature, append
from youthcase.vault.slots import Person
from youthcase.vault.vault import Vault


def refused_unchanged(sample, kind=Refusal, says=None):
    before = sample.digest()
    with pytest.raises(kind, match=says) as caught:
        sample.open()
    assert sample.digest() == before
    for secret in (sample.supervisor, sample.password, str(sample.folder)):
        assert secret not in str(caught.value)


def unlocked(sample):
    secret = keys.of_password(sample.password)
    return opening.unlock(
        sample.folder, lambda found: header.slot_id(found.vault, sample.supervisor), secret
    )


def crash_while_open(sample):
    """Leave the files as a process leaves them that was killed with a log in use."""
    script = f"""
        import os, signal
        from pathlib import Path
        from youthcase.vault.vault import Vault
        vault = Vault.open(Path({str(sample.folder)!r}), user={sample.supervisor!r},
                           password={sample.password!r})
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('kept', 'yes')")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert sample.case_file.with_name("vault-1.db-wal").stat().st_size > 0


def test_what_was_written_is_there_after_locking_and_unlocking(sample):
    with sample.open() as vault, vault.write() as db:
        db.execute("INSERT INTO vault_meta VALUES ('colour', 'green')")
    with sample.open_as_caseworker() as vault, vault.read() as db:
        found = db.execute("SELECT value FROM vault_meta WHERE key = 'colour'").fetchone()
        assert found["value"] == "green"
        assert (vault.user, vault.role) == ("Ben Okoro", "caseworker")


def test_the_name_may_be_typed_in_any_case_and_spacing(sample):
    with Vault.open(sample.folder, user="  amina   SESAY ", password=sample.password) as vault:
        assert vault.user == "Amina Sesay"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike_and_change_nothing(sample):
    before = sample.digest()
    with pytest.raises(WrongPassword) as wrong:
        Vault.open(sample.folder, user=sample.supervisor, password="not this one")
    with pytest.raises(WrongPassword) as unknown:
        Vault.open(sample.folder, user="Nobody Here", password=sample.password)
    assert str(wrong.value) == str(unknown.value)
    assert sample.digest() == before


def test_an_unknown_name_costs_the_same_derivation(sample, monkeypatch):
    costs = []
    derive = keys._argon2
    monkeypatch.setattr(
        keys, "_argon2", lambda *given: costs.append(given[2]) or derive(*given)
    )
    for user in (sample.supervisor, "Nobody Here"):
        with pytest.raises(WrongPassword):
            Vault.open(sample.folder, user=user, password="not this one")
    assert costs == [sample.cheap, sample.cheap]


def test_failed_unlocks_are_in_the_audit_after_the_next_good_one(sample):
    for _i in range(3):
        with pytest.raises(WrongPassword):
            Vault.open(sample.folder, user=sample.caseworker, password="x", wait=None)
    with sample.open() as vault, vault.read() as db:
        rows = db.execute("SELECT actor, object FROM audit WHERE action = 'unlock.failed'")
        slot = header.slot_id(vault.id, sample.caseworker)
        assert [tuple(row) for row in rows] == [("", f"slot/{slot}")] * 3
    with sample.open() as vault, vault.read() as db:
        query = "SELECT count(*) FROM audit WHERE action = 'unlock.failed'"
        assert db.execute(query).fetchone()[0] == 3


def test_after_several_failures_the_next_try_waits_longer_and_longer(sample):
    waited = []
    for _i in range(11):
        with pytest.raises(WrongPassword):
            Vault.open(sample.folder, user=sample.supervisor, password="x", wait=waited.append)
    assert waited == [1, 2, 4, 8, 16, 30, 30]


def test_a_folder_without_a_vault_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no vault in this folder"):
        Vault.open(tmp_path, user="Amina Sesay", password="x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Refusal, match="no vault in this place"):
        Vault.open(tmp_path / "nowhere", user="Amina Sesay", password="x")


def test_a_missing_case_file_is_refused(sample):
    sample.case_file.unlink()
    refused_unchanged(sample, Damaged, "missing")


def test_an_empty_case_file_is_refused_and_not_begun_anew(sample):
    sample.case_file.write_bytes(b"")
    refused_unchanged(sample, Damaged, "empty or cut short")


@pytest.mark.parametrize("size", [1, 4095, 4097])
def test_a_case_file_cut_within_a_page_is_refused(sample, size):
    os.truncate(sample.case_file, size)
    refused_unchanged(sample, Damaged, "cut short")


@pytest.mark.parametrize("pages", [1, 3, 7])
def test_a_case_file_cut_between_pages_is_refused(sample, pages):
    os.truncate(sample.case_file, 4096 * pages)
    refused_unchanged(sample, Damaged, "damaged")


def test_a_file_of_another_program_is_refused(sample):
    sample.case_file.write_bytes(b"SQLite format 3\x00" + bytes(4096 * 4 - 16))
    refused_unchanged(sample, Damaged, "does not belong")


def test_the_case_file_of_another_vault_is_refused(sample, tmp_path):
    other = tmp_path / "other"
    Vault.create(
        other, user=sample.supervisor, password=sample.password, kdf=sample.cheap
    ).vault.close()
    shutil.copy(other / "vault-1.db", sample.case_file)
    refused_unchanged(sample, Damaged, "does not belong")


def test_a_damaged_first_page_is_refused(sample):
    with sample.case_file.open("r+b") as file:
        file.seek(200)
        file.write(b"\xff" * 16)
    refused_unchanged(sample, Damaged, "damaged")


@pytest.mark.parametrize("content", [b"", b"hello\n", b"youthcase-vault 1 \n{}\n"])
def test_key_files_that_are_none_are_refused(sample, content):
    for name in key_files.COPIES:
        (sample.folder / name).write_bytes(content)
    refused_unchanged(sample, Refusal, "key files")


def test_a_vault_without_key_files_is_refused(sample):
    for name in key_files.COPIES:
        (sample.folder / name).unlink()
    refused_unchanged(sample, Damaged, "key files of this vault are missing")


def test_a_header_of_a_newer_format_is_refused(sample):
    for name in key_files.COPIES:
        file = sample.folder / name
        file.write_bytes(file.read_bytes().replace(b"youthcase-vault 1", b"youthcase-vault 2"))
    refused_unchanged(sample, Refusal, "newer version")


def test_a_database_of_a_newer_version_is_refused(sample):
    with sample.open() as vault, vault.write() as db:
        db.execute("PRAGMA user_version = 9999")
    refused_unchanged(sample, Refusal, "newer version")


@pytest.mark.parametrize("name", ["vault-1.db", "vault.keys", "."])
def test_a_write_protected_vault_is_refused(sample, name):
    (sample.folder / name).chmod(0o500)
    refused_unchanged(sample, Refusal, "write-protected")
    (sample.folder / name).chmod(0o700)


def test_a_vault_on_a_network_drive_is_refused(sample, tmp_path, monkeypatch):
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"40 22 0:40 / {sample.folder} rw,relatime shared:3 - cifs //office/files rw\n"
    )
    monkeypatch.setattr(place, "MOUNTS", table)
    refused_unchanged(sample, Refusal, "network drive")
    with pytest.raises(Refusal, match="network drive"):
        Vault.create(sample.folder / "new", user="A", password=sample.password)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a", "ext4"),
        ("/mnt/s hare/x", "nfs4"),
        ("/mnt/s", "ext4"),
        ("/work/v", "fuse.sshfs"),
        ("/workshop", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_and_latest_mount(tmp_path, path, kind):
    table = (
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "2 1 0:40 / /mnt/s\\040hare rw shared:3 - nfs4 office:/x rw\n"
        "3 1 8:2 / /work rw - ext4 /dev/sdb rw\n"
        "4 1 0:41 / /work rw - fuse.sshfs me@office rw\n"
        "a line that is none\n"
    )
    assert place.file_system(type(tmp_path)(path), table) == kind


def test_a_second_opener_is_refused_in_this_program_and_in_another(sample):
    with sample.open():
        before = sample.digest()
        with pytest.raises(Refusal, match="already open"):
            sample.open_as_caseworker()
        script = (
            "import sys; from pathlib import Path; from youthcase.vault.vault import Vault\n"
            "try: Vault.open(Path(sys.argv[1]), user='Ben Okoro', password='x')\n"
            "except Exception as e: print(type(e).__name__, e)"
        )
        other = subprocess.run(
            [sys.executable, "-c", script, str(sample.folder)],
            check=True,
            capture_output=True,
            text=True,
        )
        assert other.stdout.startswith("Refusal This vault is already open")
        assert sample.digest() == before
    sample.open_as_caseworker().close()


def test_a_refused_vault_gets_no_lock_file_where_there_was_none(sample):
    (sample.folder / place.LOCK).unlink()
    with sample.case_file.open("r+b") as file:
        file.write(bytes(16))
    refused_unchanged(sample, Damaged)


def test_a_vault_that_was_killed_opens_with_all_that_was_saved(sample):
    crash_while_open(sample)
    with sample.open() as vault, vault.read() as db:
        query = "SELECT count(*) FROM vault_meta WHERE key = 'kept'"
        assert db.execute(query).fetchone()[0] == 1


@pytest.mark.parametrize("keeps_index", [True, False])
def test_a_wrong_password_after_a_crash_leaves_the_log_alone(sample, keeps_index):
    crash_while_open(sample)
    if not keeps_index:
        (sample.folder / "vault-1.db-shm").unlink()
    before = sample.digest()
    with pytest.raises(WrongPassword):
        Vault.open(sample.folder, user=sample.supervisor, password="wrong")
    assert sample.digest() == before


@pytest.mark.parametrize("keeps_index", [True, False])
def test_a_refusal_after_a_crash_does_not_fold_the_log(sample, keeps_index):
    crash_while_open(sample)
    if not keeps_index:
        (sample.folder / "vault-1.db-shm").unlink()
    found = unlocked(sample)
    claim = replace(found.header, audit=(1, bytes(32)))
    key_files.write(sample.folder, claim, found.secrets.header)
    refused_unchanged(sample, Damaged, "older than its key file")


def test_an_old_case_file_put_back_is_refused(sample):
    old = sample.case_file.read_bytes()
    sample.open().close()
    sample.case_file.write_bytes(old)
    refused_unchanged(sample, Damaged, "older than its key file")


def test_a_slot_planted_by_someone_with_the_keys_is_found_at_unlock(sample):
    found = unlocked(sample)
    planted = slots.make(
        found.header,
        Person(slot=header.slot_id(found.header.vault, "Mallory Quince"), role="supervisor"),
        keys.of_password("planted"),
        sample.cheap,
        found.secrets,
    )
    key_files.write(sample.folder, found.header.with_slot(planted), found.secrets.header)
    refused_unchanged(sample, Damaged, "altered")


def test_a_role_raised_by_someone_with_the_keys_is_found_at_unlock(sample):
    found = unlocked(sample)
    slot = found.header.slot(header.slot_id(found.header.vault, sample.caseworker))
    raised = replace(slot, role="supervisor")
    key_files.write(sample.folder, found.header.with_slot(raised), found.secrets.header)
    refused_unchanged(sample, Damaged, "altered")


def test_a_slot_planted_without_the_keys_breaks_the_signature(sample):
    newest = key_files.read(sample.folder)[0]
    stranger = replace(newest.slots[0], id="0" * 32)
    content = header.written(newest.with_slot(stranger))
    for name in key_files.COPIES:
        (sample.folder / name).write_bytes(content)
    refused_unchanged(sample, Damaged, "altered")


def test_a_vault_of_a_strangers_making_does_not_open_by_the_users_password(sample, tmp_path):
    """Public keys are public: anyone may seal to them, but nobody can sign for the users."""
    theirs = tmp_path / "theirs"
    Vault.create(
        theirs, user=sample.supervisor, password=sample.password, kdf=sample.cheap
    ).vault.close()
    false = replace(sample, folder=theirs)
    made = unlocked(false)
    true = key_files.read(sample.folder)[0]
    header_now = replace(made.header, vault=true.vault, slots=())
    secrets = keys.Secrets.of(
        made.secrets.vault,
        made.secrets.counts,
        bytearray(32),
        generation=1,
        salt=made.header.salt,
    )
    slot = true.slot(header.slot_id(true.vault, sample.supervisor))
    forged = replace(
        slot,
        vault_key=keys.seal(
            secrets.vault, slot.public, slots._sealed_for(header_now, slot.id, "vault")
        ),
        counts_key=keys.seal(
            secrets.counts, slot.public, slots._sealed_for(header_now, slot.id, "counts")
        ),
    )
    key_files.write(theirs, header_now.with_slot(forged), secrets.header)
    assert key_files.read(theirs)[0].is_authentic(secrets.header)
    refused_unchanged(false, Damaged, "altered")


def test_a_false_copy_with_a_higher_number_gives_way_to_the_true_one(sample):
    newest = key_files.read(sample.folder)[0]
    false = header.written(replace(newest, sequence=newest.sequence + 5))
    (sample.folder / "vault.keys2").write_bytes(false)
    with sample.open() as vault:
        findings = {finding.about: finding for finding in vault.check()}
        assert "altered" in findings["Key file vault.keys2"].problem
    assert len({copy.sequence for copy in key_files.copies(sample.folder)}) == 1


@pytest.mark.parametrize("name", key_files.COPIES)
@pytest.mark.parametrize("how", ["missing", "empty", "torn"])
def test_one_harmed_copy_of_the_header_is_made_good_from_the_other(sample, name, how):
    file = sample.folder / name
    whole = file.read_bytes()
    file.write_bytes({"missing": b"", "empty": b"", "torn": whole[: len(whole) // 2]}[how])
    if how == "missing":
        file.unlink()
    with sample.open() as vault:
        assert all(f.is_ok for f in vault.check())
    assert all(isinstance(copy, header.Header) for copy in key_files.copies(sample.folder))


def test_a_failing_migration_leaves_the_vault_as_it_was(sample, monkeypatch):
    from youthcase.vault import migrations

    known = migrations.steps()
    broken = (*known, "CREATE TABLE half (a TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);")
    before = sample.digest()
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "steps", lambda *below: () if below else broken)
        with pytest.raises(Exception, match="nowhere"):
            sample.open()
    assert sample.digest() == before
    with sample.open() as vault, vault.read() as db:
        assert migrations.version(db) == len(known)


def test_a_harmed_counts_file_keeps_nobody_from_the_case_files(sample):
    (sample.folder / "counts-1.db").write_bytes(b"")
    with sample.open() as vault:
        with pytest.raises(Damaged), vault.counts_read():
            pass
        assert any("Counts file" in f.about and not f.is_ok for f in vault.check())


def test_nothing_is_read_or_written_after_locking(sample):
    vault = sample.open()
    vault.close()
    vault.close()
    with pytest.raises(Refusal, match="locked"), vault.read():
        pass


def test_every_key_is_zeroed_when_the_vault_closes(sample):
    vault = sample.open()
    held = vault._inside.secrets
    buffers = [held.vault, held.counts, held.witness]
    buffers += [held.case_file, held.counts_file, held.header]
    assert all(any(buffer) for buffer in buffers)
    vault.close()
    assert not any(any(buffer) for buffer in buffers)


def test_the_key_given_to_the_library_is_zeroed(sample, monkeypatch):
    given = []
    make = database._raw
    monkeypatch.setattr(database, "_raw", lambda key: given.append(make(key)) or given[-1])
    sample.open().close()
    assert len(given) > 2
    assert not any(any(buffer) for buffer in given)


def test_a_jump_back_of_the_clock_is_in_the_audit(sample):
    from datetime import UTC, datetime, timedelta

    db = database.connect(sample.case_file, unlocked(sample).secrets.case_file)
    ahead = datetime.now(UTC) + timedelta(days=30)
    append(db, Signature("Amina Sesay", "before"), [Act("vault.closed")], now=ahead)
    db.close()
    with sample.open() as vault, vault.read() as db:
        query = "SELECT count(*) FROM audit WHERE action = 'clock.went-back'"
        assert db.execute(query).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("versions", "enough"),
    [
        (("4.19.0 community", "3.53.4", "openssl"), True),
        (("4.100.0 community", "3.60", "openssl"), True),
        (("5.0", "4.0", "openssl"), True),
        (("4.9.0 community", "3.53.4", "openssl"), False),
        (("4.19.0 community", "3.53.2", "openssl"), False),
        (("4.19.0 community", "3.9.9", "openssl"), False),
        (("4.19.0 community", "3.53.4", "libtomcrypt"), False),
        (("", "3.53.4", "openssl"), False),
    ],
)
def test_old_encryption_libraries_are_refused(versions, enough):
    assert database.suffices(*versions) is enough


def test_a_changed_bit_in_the_salt_of_the_counts_file_is_seen(sample):
    with (sample.folder / "counts-1.db").open("r+b") as file:
        first = file.read(1)[0]
        file.seek(0)
        file.write(bytes([first ^ 1]))
    with sample.open() as vault:
        unsound = [f.about for f in vault.check() if not f.is_ok]
        assert unsound == ["Counts file, beginning"]
