"""A marked young person goes through every journey and is found nowhere but in the vault."""

from __future__ import annotations

import json
import os
import re
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from marker import Marker, files_with
from watch import Notified, Strace

HERE = Path(__file__).parent
CSV = HERE.parent / "importing" / "sample" / "csv"
PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105  of vaults in tests
REF = "YP-0109"
KNOWN_FILES = (
    # The computer's settings of the window; Qt writes them aside first and then renames.
    r"home/.config/Youthcase(/Youthcase\.ini(\.\w+)?|/#\d+)?",
    r"home/.local/state/Youthcase/log\.txt",
    r"home/.cache/fontconfig.*",  # the system's list of fonts, where there is none yet
    r"kept/(plan|again)\.pdf",  # saved on purpose
)
KEPT = {"vault/last", "window/geometry", "window/appearance", "window/text-percent"}
LOG_LINE = re.compile(r"[\dTZ:-]{20} ([a-z-]+( \w+=\d+)*|fault \w+( [\w.<>-]+:\d+)*)$")
# What people put where it does not belong: a name for a date, a story for a code.
BREAKING = (
    ("2012-02-06", "{name}"),
    ("BEH", "{words}"),
    ("F2F_HOME", "{phone}"),
    ("2026-10-05", "{words}"),
)
EVERY_FOLDER = ("home", "run", "tmp", "brought", "broken", "kept", "vaults")
BROKEN = {"dob", "disability", "mode", "referral_received"}


class Computer:
    """A home of its own, a watcher, and everything that has been seen."""

    def __init__(self, folder: Path, marker: Marker) -> None:
        self.folder, self.marker = folder, marker
        for name in EVERY_FOLDER:
            (folder / name).mkdir(mode=0o700)
        self.environment = self._environment()
        own = [folder / name for name in EVERY_FOLDER]
        self.watcher = Strace(folder) if Strace.works() else Notified(*own)
        self.holding: dict[str, set[str]] = {}
        self.files: set[str] = set()
        self.titles: set[str] = set()

    def run(self, *command: str, said: str = "") -> tuple[int, str]:
        """Run Python with these words; answer its status and all that it said."""
        seen, done = self.watcher.run(
            [sys.executable, *command], self.environment, said.encode()
        )
        self.files |= seen.files()
        self.holding |= seen.holding(self.marker)
        said_back = (done.stdout + done.stderr).decode()
        assert not self.marker.finds(said_back.encode()), said_back
        return done.returncode, said_back

    def youthcase(self, *words: str) -> tuple[int, str]:
        """Run a command of ours as Sam."""
        signed_in = ("--as", "Sam Patel", "--password-file", "-")
        return self.run("-m", "youthcase", *words, *signed_in, said=PASSWORD + "\n")

    def outside(self) -> set[str]:
        """The files that were made or written and are no part of a vault, in short."""
        here = f"{self.folder}/"
        vaults = f"{here}vaults/"
        return {path.removeprefix(here) for path in self.files if not path.startswith(vaults)}

    def _environment(self) -> dict[str, str]:
        home = self.folder / "home"
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "TMPDIR": str(self.folder / "tmp"),
            "SQLITE_TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def bring(marker, folder, *changes):
    """The sample with the marker in the place of one young person, and other changes."""
    marking = (
        ("Rafael,Mendes,Rafa", "{name},Mendes,{name}"),
        ("07700 900109", "{phone}"),
        ("Went through what helps", "Went through {words}"),
        *changes,
    )
    parts = {"name": marker.name, "words": marker.words, "phone": marker.phone}
    for file in CSV.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        for before, after in marking:
            told = after.format(**parts)
            lines = [n.replace(before, told) if n.startswith(REF) else n for n in lines]
        (folder / file.name).write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def marker():
    return Marker.new()


@pytest.fixture
def computer(tmp_path, marker):
    return Computer(tmp_path, marker)


@pytest.fixture
def walked(computer, marker):
    """After a whole way through the window, offscreen, in a process of its own."""
    folder = computer.folder
    bring(marker, folder / "brought")
    asked = {
        "marker": [marker.name, marker.phone, marker.words],
        "folder": str(folder),
        "password": PASSWORD,
    }
    status, said = computer.run(str(HERE / "walk.py"), said=json.dumps(asked))
    assert status == 0, said
    computer.titles = set(said.splitlines())
    return computer


def test_a_marked_young_person_is_found_in_no_file_outside_the_vault(walked, marker):
    paper = walked.folder / "kept" / "plan.pdf"
    # Controls: what was brought and what was saved on purpose do hold the marker.
    brought = files_with(marker, walked.folder / "brought")
    assert {path.name for path in brought} == {"people.csv", "contacts.csv"}
    assert set(files_with(marker, walked.folder / "kept")) == {paper}
    if isinstance(walked.watcher, Strace):
        assert set(walked.holding) == {str(paper)}
    others = [walked.folder / name for name in EVERY_FOLDER if name not in {"brought", "kept"}]
    assert files_with(marker, *others) == {}
    assert {path for path in walked.outside() if not may_be_written(path)} == set()
    # It is in the vault, and went there while the watch was kept.
    assert any("/vaults/first/vault-1.db" in path for path in walked.files)
    assert walked.titles >= {"Youthcase", "Record a contact"}
    settings = ConfigParser()
    settings.read(walked.folder / "home/.config/Youthcase/Youthcase.ini")
    assert {f"{part}/{key}" for part in settings.sections() for key in settings[part]} <= KEPT
    assert log_of(walked)
    assert all(LOG_LINE.match(line) for line in log_of(walked))
    read_by_commands(walked, marker)


def read_by_commands(walked, marker):
    """The commands name nobody, whether they work or refuse."""
    first, second = (str(walked.folder / "vaults" / name) for name in ("first", "second"))
    brought, broken = walked.folder / "brought", walked.folder / "broken"
    walked.holding.clear()
    walked.files.clear()
    status, said = walked.youthcase("import", second, str(brought))
    assert (status, "12 people" in said) == (0, True), said
    status, said = walked.youthcase("import", second, str(brought))
    assert (status, "already in the vault" in said) == (1, True), said
    bring(marker, broken, *BREAKING)
    status, said = walked.youthcase("import", second, str(broken), "--dry-run", "--json")
    assert status == 1
    assert {problem["column"] for problem in json.loads(said)["problems"]} >= BROKEN
    day = ("--period", "2026-27-Q3", "--as-at", "2026-11-23")
    status, said = walked.youthcase("return", "trace", first, *day, "--json")
    assert (status, REF in said) == (0, True), said
    status, said = walked.youthcase("vault", "check", first)
    assert status == 0, said
    paper = walked.folder / "kept" / "again.pdf"
    status, said = walked.youthcase(
        "plan", "print", first, "--person", REF, "--copy", "full", "--to", str(paper)
    )
    assert status == 0, said
    assert paper in files_with(marker, paper.parent)
    if isinstance(walked.watcher, Strace):
        assert set(walked.holding) == {str(paper)}
    assert {path for path in walked.outside() if not may_be_written(path)} == set()


def test_faults_are_told_and_written_down_without_their_words(computer, marker):
    status, said = computer.run(str(HERE / "go_wrong.py"), said=json.dumps(marker.parts))
    assert status == 0, said
    told = re.search(r"told (\d+)", said)
    assert told
    assert int(told[1]) >= 5  # what cannot be painted is asked for again
    faults = [line for line in log_of(computer) if " fault " in line]
    kinds = {line.split()[2] for line in faults}
    assert kinds == {"RuntimeError", "Refusal", "KeyError", "OSError", "ValueError"}
    assert all(LOG_LINE.match(line) for line in log_of(computer))
    assert computer.holding == {}
    assert files_with(marker, computer.folder) == {}
    assert {path for path in computer.outside() if not may_be_written(path)} == set()


def may_be_written(path):
    """Whether a file of this name, below the folder of the run, is one that we know of."""
    return any(re.fullmatch(known, path) for known in KNOWN_FILES)


def log_of(computer):
    return [
        line
        for file in (computer.folder / "home").rglob("log.txt")
        for line in file.read_text().splitlines()
    ]
