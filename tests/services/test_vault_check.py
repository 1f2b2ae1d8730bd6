"""Does a check of the whole vault say what is wrong with its logs, and since when?"""

import shutil
from datetime import UTC, datetime

import pytest

from youthcase.cli import run
from youthcase.domain.dates import HERE
from youthcase.errors import Damaged, NotAllowed, WrongPassword
from youthcase.services import sitting, training
from youthcase.store.acts import Kind
from youthcase.vault import audit

SAM, MAYA = "Sam Patel", "Maya Adeyemi"
PAGE = 4096
LOGS = ("Audit chain", "Audit chain of the counts file", "Journal", "Tables beside the journal")


@pytest.fixture
def vault(session, folder):
    training.make(folder, session, people=8)
    return folder


@pytest.fixture
def sit(session, vault):
    opened = []

    def sit(name=SAM):
        services = session.unlock(vault, name, training.PASSWORDS[name])
        opened.append(services)
        return services

    yield sit
    for services in opened:
        services.sitting.lock()


@pytest.fixture
def check(vault, session, tmp_path, capsys):
    """The exit status of `vault check`, and its lines by the part they are about."""
    secret = tmp_path / "secret.txt"
    secret.write_text(training.PASSWORDS[SAM])

    def check():
        words = ["vault", "check", str(vault), "--as", SAM, "--password-file", str(secret)]
        status = run(words, session)
        lines = capsys.readouterr().out.splitlines()
        return status, dict(line.split(": ", 1) for line in lines)

    return check


def harm(services, *statements, counts=False):
    """Do what only somebody with the key and other tools could."""
    vault = services.people._desk.vault
    with vault.counts_write() if counts else vault.write() as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)


def time_of(services, number, *, counts=False):
    """When an entry was written, as a line of the check tells it."""
    vault = services.people._desk.vault
    with vault.counts_read() if counts else vault.read() as db:
        (at,) = db.execute("SELECT at FROM audit WHERE seq = ?", (number,)).fetchone()
    local = datetime.fromisoformat(at).astimezone(HERE)
    return f"{local.day} {local:%B %Y, %H:%M}"


def test_a_sound_vault_has_one_line_for_each_log_and_all_are_ok(check):
    status, lines = check()
    assert status == 0
    assert [lines[name] for name in LOGS] == ["ok"] * 4


@pytest.mark.parametrize(
    ("statement", "part", "says", "last_sound"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 40", LOGS[0], "entry 40 has been ch", 39),
        ("DELETE FROM audit WHERE seq = 40", LOGS[0], "missing before number 41", 39),
        (
            "UPDATE audit SET previous = hash WHERE seq = 40",
            LOGS[0],
            "entry 40 does not follow",
            39,
        ),
        ("UPDATE journal SET body = x'7b7d' WHERE place = 20", LOGS[2], "not as it was", None),
        ("DELETE FROM journal WHERE place = 30", LOGS[2], "not as it was written", None),
        (
            "UPDATE person SET phone = '07700 900999' WHERE rowid = 1",
            LOGS[3],
            "one record",
            None,
        ),
    ],
)
def test_a_tampered_log_is_told_with_the_time_of_its_last_sound_entry(
    sit, check, statement, part, says, last_sound
):
    services = sit()
    since = time_of(services, last_sound) if last_sound else "The last sound entry before it is"
    harm(services, statement)
    services.sitting.lock()
    status, lines = check()
    assert status == 3
    assert says in lines[part]
    assert since in lines[part]
    assert lines[LOGS[1]] == "ok"


def test_the_chain_of_the_counts_file_is_told_as_well(sit, check):
    services = sit()
    with services.people._desk.vault.counts_write() as db:
        audit.append(db, audit.Signature(SAM, "s"), [audit.Act("x"), audit.Act("y")])
    since = time_of(services, 2, counts=True)
    harm(services, "UPDATE audit SET actor = 'x' WHERE seq = 3", counts=True)
    services.sitting.lock()
    status, lines = check()
    assert status == 3
    assert "Audit entry 3 has been changed." in lines[LOGS[1]]
    assert since in lines[LOGS[1]]
    assert lines[LOGS[0]] == "ok"


def act(sit):
    """One sitting in which a file is opened; the case file before and after it."""
    services = sit()
    person = services.people.find("", limit=1)[0].person
    file = services.people._desk.vault.folder / "vault-1.db"
    services.sitting.lock()
    before = file.read_bytes()
    services = sit()
    services.people.opened(person)
    services.sitting.lock()
    return person, file, before, file.read_bytes()


def test_a_case_file_put_back_is_told_although_the_vault_does_not_open(sit, check, session):
    _person, file, before, after = act(sit)
    services = sit()
    known = services.audit_log.head()[0] + 1  # with its own locking
    services.sitting.lock()
    file.write_bytes(before)
    with pytest.raises(Damaged):
        session.unlock(file.parent, SAM, training.PASSWORDS[SAM])
    kept = {path: path.read_bytes() for path in file.parent.iterdir() if path.is_file()}
    status, lines = check()
    assert status == 3
    assert f"but the key file knows {known}" in lines[LOGS[0]]
    assert "The last sound entry before it is of" in lines[LOGS[0]]
    assert lines[LOGS[2]] == "ok"
    assert {path: path.read_bytes() for path in file.parent.iterdir() if path.is_file()} == kept
    assert len(before) <= len(after)


def test_a_chain_written_anew_is_told_although_it_is_whole_in_itself(sit, clock):
    services = sit()
    length = services.audit_log.head()[0]
    services.sitting.lock()
    services = sit()
    vault = services.people._desk.vault
    saved = vault._inside.keys.header.audit
    harm(services, f"DELETE FROM audit WHERE seq > {length - 3}")
    with vault.write() as db:
        acts = [audit.Act("person.view")] * 12
        audit.append(db, vault.signature, acts, now=clock.moment)
        assert audit.examined(db).problem == ""
    finding = vault.check_log()[0]
    assert saved[0] <= length + 9
    assert "another chain" in finding.problem


def test_each_old_page_put_back_alone_is_told_and_none_is_by_chance(sit, check, vault):
    """The whole file of that day opens: it is the control that the pages are good ones."""
    person, file, before, after = act(sit)
    changed = [
        at
        for at in range(0, min(len(before), len(after)), PAGE)
        if before[at : at + PAGE] != after[at : at + PAGE]
    ]
    assert len(changed) >= 3
    told, hidden = [], 0
    for at in changed:
        file.write_bytes(after[:at] + before[at : at + PAGE] + after[at + PAGE :])
        keep = file.parent.with_name("keep")
        shutil.copytree(file.parent, keep)
        status, lines = check()
        told.append(status)
        hidden += "index leaves some out" in lines.get(LOGS[0], "")
        shutil.rmtree(file.parent)
        keep.rename(file.parent)
    assert set(told) == {3}
    assert hidden >= 1
    file.write_bytes(after)
    assert check()[0] == 0
    assert sit().audit_log.about(person, (Kind.LOOKED,))


def test_an_old_page_of_the_index_hides_an_act_from_the_file_but_not_from_the_check(sit):
    person, file, before, after = act(sit)
    whole = sit()
    seen = whole.audit_log.count_about(person)
    whole.sitting.lock()
    after = file.read_bytes()
    hid = 0
    for at in range(PAGE, min(len(before), len(after)), PAGE):
        old, new = before[at : at + PAGE], after[at : at + PAGE]
        if old == new:
            continue
        file.write_bytes(after[:at] + old + after[at + PAGE :])
        try:
            services = sit()
        except Damaged:
            continue
        counted = services.audit_log.count_about(person)
        verdict = services.audit_log.verify()
        services.sitting.lock()
        if counted < seen:
            hid += 1
            assert any("index leaves some out" in problem for problem in verdict.problems)
    assert hid == 1


def test_where_not_even_the_keys_can_be_had_that_is_said_once(session, vault, tmp_path, capsys):
    for name in ("vault.keys", "vault.keys2"):
        (vault / name).write_bytes(b"youthcase-vault 1 torn\n{}\n")
    secret = tmp_path / "secret.txt"
    secret.write_text(training.PASSWORDS[SAM])
    words = ["vault", "check", str(vault), "--as", SAM, "--password-file", str(secret)]
    assert run(words, session) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_looking_at_a_closed_vault_needs_the_password_and_the_role(vault):
    with pytest.raises(WrongPassword):
        sitting.check_closed(vault, SAM, "not-the-password-at-all")
    with pytest.raises(NotAllowed):
        sitting.check_closed(vault, MAYA, training.PASSWORDS[MAYA])
    found = sitting.check_closed(vault, SAM, training.PASSWORDS[SAM])
    assert all(finding.is_sound for finding in found)


def test_a_damaged_page_of_the_audit_does_not_hide_since_when(sit, check, clock):
    clock.moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    services = sit()
    person = services.people.find("", limit=1)[0].person
    for _i in range(300):
        services.audit_log.opened_about(person)
    vault = services.people._desk.vault
    services.sitting.lock()
    file = vault.folder / "vault-1.db"
    raw = bytearray(file.read_bytes())
    for page in range(len(raw) // PAGE - 1, 0, -1):
        harmed = bytearray(raw)
        harmed[page * PAGE + 100] ^= 1
        file.write_bytes(harmed)
        status, lines = check()
        assert status == 3
        if LOGS[0] in lines and "The last sound entry" in lines[LOGS[0]]:
            return
        file.write_bytes(raw)
    raise AssertionError
