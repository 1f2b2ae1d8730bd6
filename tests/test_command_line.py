"""Does the command line do what its contract says, with the exit status it says?"""

import io
import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from youthcase.cli import Window, run

PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105  of vaults in tests
OTHER = "ribbon-cactus-meadow-thimble"
VECTORS = Path(__file__).parent / "importing" / "vectors"
SAMPLE = Path(__file__).parent / "importing" / "sample"


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "password.txt"
    file.write_text(f"{PASSWORD}\nnot this line\n")
    return str(file)


@pytest.fixture
def do(session):
    def do(*words):
        return run([str(w) for w in words], session)

    return do


@pytest.fixture
def vault(do, folder, secret, capsys):
    assert do("vault", "create", folder, "--user", "Sam Patel", "--password-file", secret) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def as_sam(secret):
    return ("--as", "Sam Patel", "--password-file", secret)


def test_without_words_the_window_opens_on_the_last_vault():
    assert run([]) == Window(None)
    assert run(["open", "somewhere"]) == Window(Path("somewhere"))


def test_creating_a_vault_prints_the_recovery_code_once(do, folder, secret, capsys):
    assert do("vault", "create", folder, "--user", "Sam Patel", "--password-file", secret) == 0
    out = capsys.readouterr().out
    assert any(len(line.strip().replace("-", "")) >= 26 for line in out.splitlines())
    assert PASSWORD not in out


def test_a_password_comes_from_standard_input(do, vault, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert do("vault", "check", vault, "--as", "Sam Patel", "--password-file", "-") == 0


def test_a_weak_password_is_refused_and_nothing_is_left(do, folder, tmp_path, capsys):
    weak = tmp_path / "weak.txt"
    weak.write_text("password\n")
    status = do("vault", "create", folder, "--user", "Sam Patel", "--password-file", weak)
    assert status == 1
    assert "15 characters" in capsys.readouterr().err
    assert not folder.exists()


def test_the_check_of_a_sound_vault_says_ok_line_by_line(do, vault, as_sam, capsys):
    assert do("vault", "check", vault, *as_sam) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 6
    assert all("ok" in line for line in lines)


def test_damage_has_an_exit_status_of_its_own(do, vault, as_sam, capsys):
    file = vault / "vault-1.db"
    raw = bytearray(file.read_bytes())
    raw[2 * 4096 + 100] ^= 1
    file.write_bytes(raw)
    assert do("vault", "check", vault, *as_sam) == 3


def test_a_wrong_password_is_refused(do, vault, tmp_path, capsys):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not-the-password-at-all\n")
    assert do("vault", "check", vault, "--as", "Sam Patel", "--password-file", wrong) == 1
    assert capsys.readouterr().err.strip()


def test_wrong_usage_has_exit_status_two(do, vault):
    for words in (["nonsense"], ["vault"], ["import", vault], ["vault", "check"]):
        with pytest.raises(SystemExit) as stop:
            do(*words)
        assert stop.value.code == 2


def test_every_command_has_help_with_an_example(capsys):
    commands = (
        ["open"],
        ["demo"],
        ["vault", "create"],
        ["vault", "add-user"],
        ["vault", "check"],
        ["vault", "backup"],
        ["vault", "restore"],
        ["vault", "rotate"],
        ["import"],
        ["plan", "print"],
        ["return", "trace"],
        ["bench"],
    )
    for words in commands:
        with pytest.raises(SystemExit) as stop:
            run([*words, "--help"])
        assert stop.value.code == 0
        assert f"Example: youthcase {' '.join(words)}" in " ".join(
            capsys.readouterr().out.split()
        )


def test_a_new_user_can_sign_in(do, vault, as_sam, tmp_path, capsys):
    new = tmp_path / "new.txt"
    new.write_text(f"{OTHER}\n")
    maya = ("--user", "Maya Adeyemi", "--new-password-file", new)
    assert do("vault", "add-user", vault, *as_sam, *maya, "--role", "caseworker") == 0
    assert do("vault", "check", vault, "--as", "maya adeyemi", "--password-file", new) == 1
    assert "supervisor" in capsys.readouterr().err


def test_a_manager_makes_returns_and_opens_no_case_file(do, vault, as_sam, tmp_path, capsys):
    assert do("import", vault, VECTORS, *as_sam) == 0
    own = tmp_path / "own.txt"
    own.write_text(f"{OTHER}\n")
    kit = ("--user", "Kit Moss", "--new-password-file", own, "--role", "manager")
    assert do("vault", "add-user", vault, *as_sam, *kit) == 0
    as_kit = ("--as", "kit moss", "--password-file", own)
    asked = ("--period", "2026-27-Q2", "--as-at", "2026-10-31")
    capsys.readouterr()

    assert do("return", "draft", vault, *as_kit, *asked, "--audience", "internal") == 0
    assert "OFFICIAL-SENSITIVE" in capsys.readouterr().out
    assert do("return", "trace", vault, *as_kit, *asked, "--json") == 0
    traced = json.loads(capsys.readouterr().out)
    assert traced["headline"] == 6
    assert {len(person["ref"]) for person in traced["people"]} == {32}

    to = ("--audience", "public", "--to", tmp_path / "Q2")
    assert do("return", "freeze", vault, *as_kit, *asked, *to) == 0
    assert do("return", "verify", tmp_path / "Q2") == 0
    figures = (tmp_path / "Q2" / "return.csv").read_text()
    assert figures.splitlines()[1:] == ["headline,measure,H1,,,,lt10"]
    (tmp_path / "Q2" / "return.csv").write_text(figures + "more")
    assert do("return", "verify", tmp_path / "Q2") == 3

    capsys.readouterr()
    printing = ("--person", "V01", "--copy", "full", "--to", tmp_path / "p.pdf")
    for words in (("vault", "check"), ("plan", "print")):
        more = printing if words[0] == "plan" else ()
        assert do(*words, vault, *as_kit, *more) == 1
    assert "figures only" in capsys.readouterr().err


def test_two_laptops_count_as_one_team(do, session, secret, tmp_path, capsys):
    sam = ("--as", "Sam Patel", "--password-file", secret)
    own = tmp_path / "own.txt"
    own.write_text(f"{OTHER}\n")
    sealed = ("--passphrase-file", own)
    for name in ("one", "two"):
        user = ("--user", "Sam Patel", "--password-file", secret)
        assert do("vault", "create", tmp_path / name, *user) == 0
        assert do("import", tmp_path / name, VECTORS, *sam) == 0
    one, two, key = tmp_path / "one", tmp_path / "two", tmp_path / "team.key"
    pack = tmp_path / "two.pack"
    assert do("return", "pack", two, *sam, *sealed, "--to", pack) == 0
    assert do("return", "merge", one, pack, *sam, *sealed) == 1
    assert "another team" in capsys.readouterr().err
    pack.unlink()
    assert do("return", "pack", one, *sam, *sealed, "--key", "--to", key) == 0
    assert do("return", "merge", two, key, *sam, *sealed, "--key") == 0
    assert do("return", "pack", two, *sam, *sealed, "--to", pack) == 0
    assert do("return", "merge", one, pack, *sam, *sealed) == 0
    assert not pack.exists()
    asked = ("--period", "2026-27-Q2", "--as-at", "2026-10-31", "--audience", "internal")
    capsys.readouterr()
    assert do("return", "draft", one, *sam, *asked, "--json") == 0
    assert json.loads(capsys.readouterr().out)["headline"] == 6  # the same people, once


def test_the_vectors_of_the_counting_rule_give_six(do, vault, as_sam, capsys):
    assert do("import", vault, VECTORS, *as_sam) == 0
    capsys.readouterr()
    period = ("--period", "2026-27-Q2", "--as-at", "2026-10-31")
    assert do("return", "trace", vault, *as_sam, *period, "--json") == 0
    trace = json.loads(capsys.readouterr().out)
    assert trace["headline"] == 6
    assert (trace["from"], trace["to"]) == ("2026-07-01", "2026-09-30")
    dates = {p["ref"]: p["count_date"] for p in trace["people"]}
    assert {ref: day for ref, day in dates.items() if day} == {
        "V01": "2026-07-20",
        "V02": "2026-07-08",
        "V10": "2026-07-16",
        "V11": "2026-07-03",
        "V14": "2026-08-20",
        "V16": "2026-07-20",
    }
    assert len(dates) == 17
    assert all(
        [c["clause"] for c in p["clauses"]] == [1, 2, 3, 4, 5, 6] for p in trace["people"]
    )


def test_the_source_may_stand_before_or_behind_who_imports(do, vault, as_sam, capsys):
    for words in (
        ("import", vault, *as_sam, VECTORS, "--dry-run"),
        ("import", vault, VECTORS, "--dry-run", *as_sam),
        ("import", *as_sam, vault, VECTORS, "--dry-run"),
    ):
        assert do(*words) == 0
        assert "17 people" in capsys.readouterr().out


def test_a_dry_run_reports_and_brings_in_nothing(do, vault, as_sam, capsys):
    assert do("import", vault, VECTORS, *as_sam, "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["imported"], report["counts"]["people"]) == (False, 17)
    assert do("import", vault, VECTORS, *as_sam) == 0


def test_the_same_import_twice_is_refused_and_says_where(do, vault, as_sam, capsys):
    assert do("import", vault, VECTORS, *as_sam) == 0
    assert do("import", vault, VECTORS, *as_sam) == 1
    out = capsys.readouterr().out
    assert "people, row 2, ref" in out
    assert "Nothing was imported" in out


def test_the_template_is_written_once(do, tmp_path, capsys):
    file = tmp_path / "empty.xlsx"
    assert do("import", "--template", file) == 0
    size = file.stat().st_size
    assert do("import", "--template", file) == 1
    assert file.stat().st_size == size > 0


def test_a_plan_is_printed_registered_and_never_over_a_file(
    do, vault, as_sam, tmp_path, capsys, session
):
    assert do("import", vault, VECTORS, *as_sam) == 0
    to = tmp_path / "copy.pdf"
    words = ("plan", "print", vault, *as_sam, "--person", "V01", "--copy", "full", "--to", to)
    assert do(*words) == 0
    assert len(pypdfium2.PdfDocument(to.read_bytes())) >= 1
    assert do(*words) == 1
    carried = ("--copy", "young-person", "--to", tmp_path / "yp.pdf")
    assert do("plan", "print", vault, *as_sam, "--person", "V01", *carried) == 1
    assert not (tmp_path / "yp.pdf").exists()
    services = session.unlock(vault, "Sam Patel", PASSWORD)
    copies = services.people.file(services.people.by_ref("V01").id).copies
    services.sitting.lock()
    assert [c.form for c in copies] == ["full"]


def test_nothing_that_is_printed_names_a_young_person(do, vault, as_sam, capsys):
    names = {
        line.split(",")[1] for line in (VECTORS / "people.csv").read_text().splitlines()[1:]
    }
    assert do("import", vault, VECTORS, *as_sam) == 0
    period = ("--period", "2026-27-Q2", "--as-at", "2026-10-31")
    assert do("return", "trace", vault, *as_sam, *period) == 0
    printed = capsys.readouterr()
    assert names
    assert not any(name in printed.out + printed.err for name in names if len(name) > 3)


def test_a_demo_is_made_without_a_window(do, tmp_path, capsys):
    assert do("demo", "--dir", tmp_path / "t", "--people", 12, "--no-window") == 0
    assert "Maya Adeyemi" in capsys.readouterr().out
    assert do("demo", "--dir", tmp_path / "t", "--no-window") == 1


def test_the_command_line_never_loads_qt(vault, secret):
    script = (
        "import sys; from youthcase.cli import run; "
        f"status = run(['vault', 'check', {str(vault)!r}, '--as', 'Sam Patel', "
        f"'--password-file', {secret!r}]); "
        "heavy = ('PySide6', 'reportlab', 'openpyxl'); "
        "sys.exit(status or any(m.startswith(heavy) for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
