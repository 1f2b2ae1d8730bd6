"""How long from starting the program to a painted lock screen, beside a bare window?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import data
from measure import Lap, beside, times

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from measure import Figure

HERE = Path(__file__).parent


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """Without a screen and, where Xvfb is there, on a real X server."""
    vault = data.make_vault(folder / "start", data.light(1))
    yield _figure("offscreen", environment(folder, "offscreen"), vault, sizes)
    if sys.platform.startswith("linux") and shutil.which("Xvfb"):
        with display() as number:
            on_screen = environment(folder, "xcb") | {"DISPLAY": number}
            yield _figure("X server", on_screen, vault, sizes)


def run(own: dict[str, str], *words: str) -> Lap:
    """Start a program of ours and wait until it tells that its window is painted."""
    then = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  our own scripts
        [sys.executable, *words], env=own, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        taken = time.perf_counter() - then
    assert process.returncode == 0, f"{words[0]} ended with {process.returncode}"
    return Lap(taken, float(told))


@contextmanager
def display() -> Generator[str]:
    """A virtual X server of this run's own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24"]
    server = subprocess.Popen(  # noqa: S603
        [*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _figure(where: str, own: dict[str, str], vault: Path, sizes: data.Sizes) -> Figure:
    return beside(
        f"start to painted lock screen ({where})",
        partial(run, own, str(HERE / "lock_screen.py"), str(vault)),
        partial(run, own, str(HERE / "bare_window.py")),
        limit_is="bare window",
        rounds=sizes.rounds,
        aim=times(2),
        warm=sizes.is_judged,
    )


def environment(folder: Path, platform: str) -> dict[str, str]:
    """The caller's, with settings and log in a folder of this run's own."""
    own = folder / "home"
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    return {**os.environ, **dict.fromkeys(names, str(own)), "QT_QPA_PLATFORM": platform}
