"""New keys: the leaver is out, everybody else is in, and a fault loses nothing."""

import shutil
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from youthcase.errors import Damaged, NotAllowed, Refusal, WrongPassword
from youthcase.vault import (
    backup,
    copying,
    database,
    header,
    key_files,
    keys,
    recovery,
    restore,
    slots,
)
from youthcase.vault.copying import Stopped, Watch
from youthcase.vault.vault import Vault

NEW = "copper meadow, thirteen swans"


def names(folder):
    return sorted(file.name for file in folder.iterdir() if file.name != "backups")


def test_after_a_rotation_the_leaver_is_out_and_the_others_are_in(sample):
    with sample.open() as vault:
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('colour', 'green')")
        vault.rotate(remove=sample.caseworker)
        assert [user.name for user in vault.users()] == [sample.supervisor]
        assert all(finding.is_ok for finding in vault.check())
    with pytest.raises(WrongPassword):
        sample.open_as_caseworker()
    with Vault.open_with_recovery_code(sample.folder, sample.code) as vault:
        assert vault.role == "recovery"
    with sample.open() as vault, vault.read() as db:
        query = "SELECT value FROM vault_meta WHERE key = 'colour'"
        assert db.execute(query).fetchone()[0] == "green"
        query = "SELECT action FROM audit WHERE action IN ('slot.removed', 'keys.rotated')"
        assert [row[0] for row in db.execute(query)] == ["slot.removed", "keys.rotated"]
    assert names(sample.folder) == [
        "counts-2.db",
        "vault-2.db",
        "vault.keys",
        "vault.keys2",
        "vault.lock",
    ]


def test_every_key_is_new_and_the_old_ones_open_nothing(sample):
    with sample.open() as vault:
        old = vault._inside.secrets
        before = [bytes(key) for key in (old.vault, old.counts, old.case_file, old.counts_file)]
        vault.rotate()
        new = vault._inside.secrets
        after = [bytes(key) for key in (new.vault, new.counts, new.case_file, new.counts_file)]
        assert not set(before) & set(after)
        assert not any(old.vault)
        assert not any(old.case_file)
        file = vault._inside.parts.case_file
    with pytest.raises(Damaged):
        database.connect(file, bytearray(before[2]))


def test_someone_who_left_can_be_let_in_again(sample):
    with sample.open() as vault:
        vault.rotate(remove=sample.caseworker)
        vault.add_user(
            user=sample.caseworker, role="caseworker", password=NEW, kdf=sample.cheap
        )
    Vault.open(sample.folder, user=sample.caseworker, password=NEW).close()


def test_work_goes_on_in_the_same_sitting_after_a_rotation(sample):
    with sample.open() as vault:
        for _i in range(3):
            vault.rotate()
            with vault.write() as db:
                db.execute("INSERT OR REPLACE INTO vault_meta VALUES ('more', 'yes')")
            with vault.counts_read() as db:
                assert db.execute("SELECT count(*) FROM counts_meta").fetchone()[0] == 1
        vault.change_password(old=sample.password, new=NEW, kdf=sample.cheap)
    with Vault.open(sample.folder, user=sample.supervisor, password=NEW) as vault:
        assert vault._inside.keys.header.generation == 4


def test_a_backup_before_the_rotation_opens_with_the_leavers_password(sample, tmp_path):
    with sample.open() as vault:
        vault.rotate(remove=sample.caseworker)
    (copy,) = backup.kept(sample.folder / "backups", vault.id)
    assert copy.kind == "rotation"
    there = restore.restore(copy.file, tmp_path / "new").folder
    Vault.open(there, user=sample.caseworker, password=sample.other_password).close()


def test_who_may_not_be_removed_and_by_whom(sample):
    with sample.open() as vault:
        before = names(sample.folder)
        with pytest.raises(Refusal, match="no user"):
            vault.rotate(remove="Nobody Here")
        with pytest.raises(Refusal, match="yourself"):
            vault.rotate(remove=sample.supervisor)
        assert names(sample.folder) == before
        assert not vault.backups.exists()
    with sample.open_as_caseworker() as vault, pytest.raises(NotAllowed):
        vault.rotate()
    recovered = Vault.open_with_recovery_code(sample.folder, sample.code)
    with recovered as vault, pytest.raises(NotAllowed):
        vault.rotate(remove=sample.supervisor)


def test_the_only_supervisor_is_never_removed(sample, monkeypatch):
    from youthcase.vault import members

    with sample.open() as vault:
        monkeypatch.setattr(vault._inside, "slot", "somebody else's")
        with pytest.raises(Refusal, match="only supervisor"):
            members.leaver(vault._inside, sample.supervisor, recovery.new_code())


def test_a_supervisor_who_leaves_takes_no_code_along(sample, tmp_path):
    with sample.open() as vault:
        vault.add_user(user="Cai Rees", role="supervisor", password=NEW, kdf=sample.cheap)
        with pytest.raises(Refusal, match="may know the recovery code") as caught:
            vault.rotate(remove="Cai Rees")
        assert caught.value.field == "code"
        assert vault._inside.keys.header.generation == 1
    kept = tmp_path / "what the leaver kept"
    shutil.copytree(sample.folder, kept)
    code = recovery.new_code()
    with sample.open() as vault:
        vault.rotate(remove="Cai Rees", code=code)
        assert all(finding.is_ok for finding in vault.check())
    with pytest.raises(WrongPassword):
        Vault.open_with_recovery_code(sample.folder, sample.code)
    with pytest.raises(WrongPassword):
        Vault.open(sample.folder, user="Cai Rees", password=NEW)
    # The old key files, put back, open nothing of the new generation either.
    new = {name: (sample.folder / name).read_bytes() for name in ("vault.keys", "vault.keys2")}
    for name in new:
        shutil.copy(kept / name, sample.folder / name)
    for way in (
        lambda: Vault.open(sample.folder, user="Cai Rees", password=NEW),
        lambda: Vault.open_with_recovery_code(sample.folder, sample.code),
    ):
        with pytest.raises(Refusal):
            way()
    for name, content in new.items():
        (sample.folder / name).write_bytes(content)
    Vault.open_with_recovery_code(sample.folder, code).close()
    sample.open_as_caseworker().close()
    # What they kept from before they can go on reading, as the program says.
    Vault.open(kept, user="Cai Rees", password=NEW).close()


def test_an_old_key_file_with_the_password_of_its_day_gives_nothing_of_the_new(sample):
    """A passphrase that got out, changed, then new keys: whoever has the old pair is out."""
    old = key_files.read(sample.folder)[0]
    with sample.open_as_caseworker() as vault:
        vault.change_password(old=sample.other_password, new=NEW, kdf=sample.cheap)
    with sample.open() as vault:
        vault.rotate()
        new = vault._inside.keys.header
    slot_id = header.slot_id(old.vault, sample.caseworker)
    opened = slots.open_slot(old, slot_id, keys.of_password(sample.other_password))
    private = opened.content[: keys.KEY]
    for slot in new.slots:
        binding = keys.bound("vault", new.vault, slot.id, new.generation)
        assert keys.unseal(slot.vault_key, private, binding) is None


def test_without_a_new_code_the_printed_one_opens_the_new_generation(sample):
    with sample.open() as vault:
        vault.rotate(remove=sample.caseworker)
    Vault.open_with_recovery_code(sample.folder, sample.code).close()


def test_too_little_room_is_told_before_anything_is_written(sample, monkeypatch):
    with sample.open() as vault:
        usage = shutil._ntuple_diskusage(9, 9, 0)
        monkeypatch.setattr(copying.shutil, "disk_usage", lambda _folder: usage)
        before = names(sample.folder)
        with pytest.raises(Refusal, match="free space"):
            vault.rotate()
        assert names(sample.folder) == before


def test_a_rotation_can_be_stopped_and_leaves_the_old_keys_in_force(sample):
    with sample.open() as vault:
        steps = []
        vault.rotate(watch=Watch(progress=lambda *at: steps.append(at)))
        assert steps == sorted(steps)
        for last in range(0, len(steps), 3):
            asked = iter(range(len(steps) + 10))
            watch = Watch(cancelled=lambda last=last, asked=asked: next(asked) >= last)
            with pytest.raises(Stopped):
                vault.rotate(watch=watch)
            assert vault._inside.keys.header.generation == 2
            assert "vault-3.db" not in names(sample.folder)
            with vault.write() as db:
                db.execute("INSERT OR REPLACE INTO vault_meta VALUES ('more', 'yes')")
    sample.open().close()


def test_a_header_that_cannot_be_written_leaves_the_old_keys_in_force(sample):
    with sample.open() as vault:
        true = vault._inside.keys.take_over

        def blocked(*given):
            (sample.folder / "vault.keys.new").mkdir()
            true(*given)

        vault._inside.keys.take_over = blocked
        with pytest.raises(Refusal, match="could not be written"):
            vault.rotate(remove=sample.caseworker)
        (sample.folder / "vault.keys.new").rmdir()
        assert vault._inside.keys.header.generation == 1
        assert "vault-2.db" not in names(sample.folder)
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('more', 'yes')")
    sample.open_as_caseworker().close()


def test_a_harmed_file_is_not_rotated(sample):
    raw = bytearray((sample.folder / "counts-1.db").read_bytes())
    raw[5000] ^= 1
    (sample.folder / "counts-1.db").write_bytes(raw)
    with sample.open() as vault:
        with pytest.raises(Damaged):
            vault.rotate()
        assert vault._inside.keys.header.generation == 1
    assert "vault-2.db" not in names(sample.folder)
    sample.open().close()


def test_what_others_write_meanwhile_is_not_lost(sample):
    with sample.open() as vault:
        with vault.write() as db:
            db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        written, going = [], threading.Event()

        def write():
            while not (going.is_set() and len(written) > 40):
                with vault.write() as db:
                    db.execute("INSERT INTO note (text) VALUES (?)", (str(len(written)),))
                written.append(1)

        writer = threading.Thread(target=write)
        writer.start()
        for _i in range(3):
            vault.rotate()
        going.set()
        writer.join()
        with vault.read() as db:
            assert db.execute("SELECT count(*) FROM note").fetchone()[0] == len(written)


def test_a_password_changed_meanwhile_waits_and_holds(sample):
    with sample.open() as vault:
        inside = threading.Event()

        def change():
            inside.set()
            vault.add_user(user="Cai Rees", role="caseworker", password=NEW, kdf=sample.cheap)

        adder = threading.Thread(target=change)
        adder.start()
        inside.wait()
        vault.rotate()
        adder.join()
    Vault.open(sample.folder, user="Cai Rees", password=NEW).close()


def test_two_rotations_at_once_are_one_after_the_other(sample):
    with sample.open() as vault:
        others = [threading.Thread(target=vault.rotate) for _i in range(2)]
        for other in others:
            other.start()
        for other in others:
            other.join()
        assert vault._inside.keys.header.generation == 3
    sample.open().close()


def test_a_rotation_inside_a_unit_of_work_is_refused(sample, monkeypatch):
    from youthcase.vault import gate

    monkeypatch.setattr(gate, "WAIT_SECONDS", 0.05)
    with sample.open() as vault:
        with vault.read(), pytest.raises(Refusal, match="busy"):
            vault.rotate()
        vault.rotate()


def test_an_old_second_copy_of_the_header_is_renewed_before_the_old_file_goes(sample):
    old = (sample.folder / "vault.keys2").read_bytes()
    kept = {name: (sample.folder / name).read_bytes() for name in ("vault-1.db", "counts-1.db")}
    with sample.open() as vault:
        vault.rotate(remove=sample.caseworker)
    # As a power cut leaves it between the two renames.
    (sample.folder / "vault.keys2").write_bytes(old)
    for name, content in kept.items():
        (sample.folder / name).write_bytes(content)
    with sample.open() as vault:
        assert vault._inside.keys.header.generation == 2
        assert [copy.generation for copy in key_files.copies(sample.folder)] == [2, 2]
        assert "vault-1.db" not in names(sample.folder)
    with pytest.raises(WrongPassword):
        sample.open_as_caseworker()


def test_files_of_a_rotation_that_never_came_into_force_are_swept(sample):
    for name in ("vault-2.db", "vault-2.db-wal", "counts-2.db", "vault-2.db-journal"):
        (sample.folder / name).write_bytes(b"half")
    (sample.folder / "vault-two.db").write_bytes(b"somebody's")
    sample.open().close()
    assert "vault-2.db" not in names(sample.folder)
    assert "counts-2.db" not in names(sample.folder)
    assert "vault-two.db" in names(sample.folder)


KILLED = """
    import os, signal, sys, threading, time
    from pathlib import Path
    from youthcase.vault.vault import Vault
    vault = Vault.open(Path(sys.argv[1]), user=sys.argv[2], password=sys.argv[3])
    with vault.write() as db:
        db.execute("INSERT INTO vault_meta VALUES ('kept', 'yes')")
    print("begun", flush=True)
    kill = lambda: (time.sleep(float(sys.argv[4])), os.kill(os.getpid(), signal.SIGKILL))
    threading.Thread(target=kill, daemon=True).start()
    while True:
        vault.rotate()
"""


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.09, 0.14, 0.2])
def test_a_killed_rotation_leaves_one_whole_vault(sample, after):
    words = (sample.folder, sample.supervisor, sample.password, after)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), *map(str, words)],
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL
    with sample.open() as vault:
        with vault.read() as db:
            query = "SELECT value FROM vault_meta WHERE key = 'kept'"
            assert db.execute(query).fetchone()[0] == "yes"
        assert all(finding.is_ok for finding in vault.check())
        generation = vault._inside.keys.header.generation
    databases = [name for name in names(sample.folder) if name.endswith(".db")]
    assert databases == [f"counts-{generation}.db", f"vault-{generation}.db"]
    assert not list((sample.folder / "backups").glob("being-made"))


def test_a_slot_is_rewrapped_when_the_floor_rises(sample, monkeypatch):
    from youthcase.vault.keys import FLOOR, Kdf

    higher = Kdf(FLOOR.memory_kib, FLOOR.passes + 1)
    monkeypatch.setattr(keys, "calibrated", lambda: FLOOR)
    with sample.open() as vault, vault.write() as db:
        db.execute("DELETE FROM vault_meta WHERE key = 'keys'")
    sample.open().close()
    monkeypatch.setattr(keys, "FLOOR", higher)
    monkeypatch.setattr(keys, "calibrated", lambda: higher)
    with sample.open() as vault:
        assert vault._inside.keys.header.slot(vault.slot).kdf == higher
        vault.rotate()
    with sample.open() as vault:
        assert vault._inside.keys.header.slot(vault.slot).kdf == higher
        with vault.read() as db:
            query = "SELECT count(*) FROM audit WHERE action = 'slot.strengthened'"
            assert db.execute(query).fetchone()[0] == 2
