"""Do the benchmarks still run? Small numbers, and no judgement of any time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HALVES = [
    (["start", "unlock", "open_file", "type_filter"], "key to paint"),
    (["bring_in", "count_people", "draw_plan"], "plan as PDF, full copy"),
    (["paper"], "report of"),
    (["returns_protected"], "whole protection"),
    (["lock", "keep_safe", "verify_audit"], "entries of the audit"),
]


@pytest.mark.parametrize(
    ("figures", "last"), HALVES, ids=["waits", "work", "paper", "returns", "safety"]
)
def test_every_benchmark_gives_its_figures_for_a_handful_of_people(figures, last):
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "run.py", "--short", "--only", *figures],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert last in done.stdout
    assert "aim" not in done.stdout
