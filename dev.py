#!/usr/bin/env python3
"""Do everything on a fresh machine that has only Python 3.11 or newer.

    python3 dev.py                opens the program on a training vault
    python3 dev.py test           runs all tests (what follows goes to pytest)
    python3 dev.py bench          and any other words: goes to `youthcase`
    python3 dev.py setup          only makes the environment

On Windows: py dev.py. Needs nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PINNED = ROOT / "constraints.txt"
OLDEST = (3, 11)

# What Qt loads, by the library that shows whether a Debian package is there.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# What the journey through a real X server uses, by the command that shows it.
TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "strace": "strace"}


def main(words: list[str]) -> int:
    """Set up what is missing, then do what was asked."""
    if sys.version_info < OLDEST:
        print(f"Youthcase needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    testing = words[:1] == ["test"]
    bring_libraries(with_tools=testing)
    make_environment()
    if words[:1] == ["setup"]:
        return 0
    if testing:
        return run_tests(words[1:])
    return subprocess.call([PYTHON, "-m", "youthcase", *(words or ["demo"])])


def run_tests(words: list[str]) -> int:
    """Run the tests offscreen, on two processes, with their files in memory if possible."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [PYTHON, "-m", "pytest", *(words or ["-n", "2", "-q"])]
    memory = Path("/dev/shm")  # noqa: S108  a folder of this run's own is made in it
    if memory.is_dir() and not any(w.startswith("--basetemp") for w in words):
        command.append(f"--basetemp={memory / f'youthcase-tests-{os.getpid()}'}")
    return subprocess.call(command, cwd=ROOT, env=environment)


def make_environment() -> None:
    """Make `.venv` with the pinned packages and this project, unless it is there already."""
    wanted = hashlib.sha256()
    for file in (PINNED, ROOT / "pyproject.toml"):
        wanted.update(file.read_bytes())
    stamp = ENVIRONMENT / "youthcase-stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    print("Setting up (once): an environment in .venv and the packages in it ...", flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=ENVIRONMENT.exists()).create(ENVIRONMENT)
    except subprocess.CalledProcessError:
        bring_packages(["python3-venv"])
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pinned = ["--require-hashes", "--only-binary", "sqlcipher3", "--requirement", PINNED]
    subprocess.check_call([*pip, *pinned])
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamp.write_text(wanted.hexdigest())


def bring_libraries(*, with_tools: bool) -> None:
    """See that the system has what Qt needs; on Debian and Ubuntu as root, install it."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    if with_tools:
        missing += [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if missing:
        bring_packages(missing)


def bring_packages(names: list[str]) -> None:
    """Install Debian packages as root, or say what to install."""
    line = f"apt-get install {' '.join(names)}"
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing system libraries: {' '.join(names)} ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["apt-get", "--quiet", "--quiet"]
        subprocess.call([*quiet, "update"], env=environment, stdout=subprocess.DEVNULL)
        install = [*quiet, "install", "--yes", "--no-install-recommends", *names]
        subprocess.check_call(install, env=environment, stdout=subprocess.DEVNULL)
    elif shutil.which("apt-get"):
        print(f"Some system libraries are missing. If it does not start: sudo {line}")
    else:
        print(f"Some system libraries are missing (Debian's names): {' '.join(names)}")


def loads(library: str) -> bool:
    """Whether the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
