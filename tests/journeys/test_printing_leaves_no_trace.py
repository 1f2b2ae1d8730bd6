"""Printing and looking write no byte of a plan anywhere but into the pipe to `lp`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from marker import Marker
from watch import Strace

HERE = Path(__file__).parent
PDF = b"%PDF-"
pytestmark = pytest.mark.skipif(
    not Strace.works(), reason="strace is not here or may not trace; `dev.py test` installs it"
)


class Desk:
    """A computer with one printer, whose commands are scripts that count what they get."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marker = Marker.new()
        for name in ("home", "run", "tmp", "tools"):
            (folder / name).mkdir(mode=0o700)
        self._tool("lpstat", 'if [ "$1" = "-e" ]; then echo Front_desk; fi')
        self._tool("lp", f'echo "$@" > {folder}/asked; wc -c > {folder}/got')

    def _tool(self, name: str, script: str) -> None:
        path = self.folder / "tools" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def print(self, way: str) -> dict[str, bytes]:
        """Print the plan; every byte that was written, by the path it went to."""
        own = self.folder
        environment = {
            "PATH": f"{own / 'tools'}:/usr/bin:/bin",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(own / "home"),
            "XDG_RUNTIME_DIR": str(own / "run"),
            "TMPDIR": str(own / "tmp"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        told = json.dumps({"marker": [self.marker.name, self.marker.words], "way": way})
        command = [sys.executable, str(HERE / "print_walk.py")]
        seen, done = Strace(own).run(command, environment, told.encode())
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout == b"done"
        self.seen = seen
        return {path: bytes(raw) for path, raw in seen.written.items()}

    def holding(self, written: dict[str, bytes]) -> set[str]:
        """The paths to which the plan went: as a PDF, or as any of its words."""
        return {p for p, raw in written.items() if PDF in raw} | set(
            self.seen.holding(self.marker)
        )


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_the_plan_goes_into_the_pipe_to_lp_and_nowhere_else(desk):
    written = desk.print("memory")
    went = desk.holding(written)
    assert len(went) == 1
    pipe = next(iter(went))
    assert pipe.startswith(("pipe:", "socket:"))
    assert written[pipe].startswith(PDF)
    assert int((desk.folder / "got").read_text()) == len(written[pipe])
    # And no file was made or opened for writing but the two of the printer's own commands,
    # and what the system keeps of its fonts.
    files = {path for path in desk.seen.files() if "/fontconfig" not in path}
    assert files == {str(desk.folder / "asked"), str(desk.folder / "got")}


def test_the_printers_queue_shows_a_neutral_title(desk):
    desk.print("memory")
    asked = (desk.folder / "asked").read_text()
    assert "-t plan-v1-1" in asked
    assert desk.marker.finds(asked.encode()) == set()


def test_a_file_that_is_deleted_at_once_would_be_found_out(desk):
    """The control: the watch sees what other programs do when they print."""
    went = desk.holding(desk.print("file"))
    files = {path for path in went if path.startswith("/")}
    assert len(files) == 1
    assert next(iter(files)).startswith(str(desk.folder / "tmp"))
    assert list((desk.folder / "tmp").iterdir()) == []
