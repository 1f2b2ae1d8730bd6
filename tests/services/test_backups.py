"""Does a backup come back whole, and do new keys keep a leaver out?"""

import pytest

from youthcase.cli import run
from youthcase.errors import NotAllowed, Refusal, WrongPassword
from youthcase.services import training

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
