"""How long from the lock key to a painted lock screen, in a new process?"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import data
import start
from measure import Lap, beside, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measure import Figure

HERE = Path(__file__).parent
PATIENCE = 60.0


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """Beside a process that shows a bare window."""
    vault = data.make_vault(folder / "lock", data.light(sizes.entries))
    environment = start.environment(folder, "offscreen")
    yield beside(
        "lock to painted lock screen of a new process",
        partial(_lock, environment, vault, folder),
        partial(start.run, environment, str(HERE / "bare_window.py")),
        limit_is="bare window",
        rounds=sizes.rounds,
        aim=within(1.5),
        warm=sizes.is_judged,
    )


def _lock(environment: dict[str, str], vault: Path, folder: Path) -> Lap:
    file = folder / "painted.txt"
    file.unlink(missing_ok=True)
    words = [str(HERE / "lock_window.py"), str(vault), str(folder), str(file)]
    done = subprocess.run(  # noqa: S603  our own script
        [sys.executable, *words], env=environment, stdout=subprocess.PIPE, check=True
    )
    ends = time.perf_counter() + PATIENCE
    while not file.exists() or not file.read_text().endswith("\n"):
        assert time.perf_counter() < ends, "no lock screen was painted"
        time.sleep(0.01)
    painted, used = map(float, file.read_text().split())
    return Lap(painted - float(done.stdout), used)
