"""Let the fault tests find the harnesses beside them, and say how long they may take."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import fault_disk  # noqa: E402
import fault_trace  # noqa: E402
import run_long  # noqa: E402

ALONE = {"kills", "kills-control", "full-disk-by-limit"}  # they fork, or limit the process


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="fault harnesses at full length")


@pytest.fixture
def harness(request):
    """Run a harness: so many trials, or with --long as many as the bars ask for."""
    is_long = request.config.getoption("--long", default=False)

    def run(name, short):
        trials = None if is_long else short
        if name not in ALONE:
            return run_long.run(name, trials)
        words = [name] if trials is None else [name, "--trials", str(trials)]
        command = [sys.executable, "-B", str(HERE / "run_long.py"), *words]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    return run


@pytest.fixture(scope="session")
def strace():
    if not fault_trace.works():
        pytest.skip("strace is not installed, or may not look at programs here")


@pytest.fixture(scope="session")
def small_disks(tmp_path_factory):
    if not fault_disk.may_mount(tmp_path_factory.mktemp("mount")):
        pytest.skip("only an administrator can mount a small disk")
