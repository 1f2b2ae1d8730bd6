"""How does a program run on a real X server of its own, with real keys and pictures?"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable

TOOLS = ("Xvfb", "openbox", "xdotool")
_SIZE = "1366x768x24"
_GIVE_UP_AFTER = 30.0
_PRESS_AGAIN_AFTER = 5.0
_LOOK_EVERY = 0.06


def missing() -> list[str]:
    """The tools that this computer lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Screen:
    """One X server with a window manager and one program, whose home is `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.titles: set[str] = set()
        for name in ("home", "frame", "tmp", "run"):
            (folder / name).mkdir(mode=0o700)
        self._started: list[subprocess.Popen[bytes]] = []
        self.environment = self._environment(self._serve())
        self._start(["openbox", "--sm-disable"])

    @property
    def log(self) -> str:
        """What the program has written into its log."""
        found = sorted((self.folder / "home").rglob("log.txt"))
        return "".join(file.read_text() for file in found)

    def run(self, *words: str) -> None:
        """Start Youthcase with these words and wait for its window."""
        self._start([sys.executable, "-m", "youthcase", *words])
        self.in_front("Youthcase")

    def key(self, *chords: str) -> None:
        """Press chords one after the other, and wait until they have shown."""
        self._until_shown("key", "--clearmodifiers", "--delay", "30", *chords)

    def type(self, words: str) -> None:
        """Type words key by key, and wait until they have shown."""
        self._until_shown("type", "--clearmodifiers", "--delay", "8", words)

    def in_front(self, title: str) -> None:
        """Wait until the window of that title has the keyboard."""
        self.until(lambda: self._title_in_front().startswith(title), f"the window {title}")
        self.settle()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for what can be seen from outside."""
        end = time.monotonic() + _GIVE_UP_AFTER
        while not condition():
            assert time.monotonic() < end, f"waited in vain: {what}"
            time.sleep(_LOOK_EVERY)

    def settle(self) -> bytes:
        """Wait until two pictures in a row are the same; answer the last."""
        before = b""
        end = time.monotonic() + _GIVE_UP_AFTER
        while (now := self._frame()) != before:
            assert time.monotonic() < end, "the screen never came to rest"
            before = now
            time.sleep(_LOOK_EVERY)
        return now

    def shoot(self, file: Path) -> None:
        """Keep a picture of the screen at rest."""
        frame = self.settle()
        size, _version, _format, _depth, wide, high = struct.unpack(">6I", frame[:24])
        per_line = struct.unpack(">I", frame[48:52])[0]
        colours = struct.unpack(">I", frame[76:80])[0]
        pixels = frame[size + 12 * colours :]
        image = QImage(pixels, wide, high, per_line, QImage.Format.Format_RGB32)
        assert image.save(str(file))

    def close(self) -> None:
        """End the program, the window manager and the server."""
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _serve(self) -> str:
        """Start the server; it chooses a free number and tells it through a pipe."""
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE]
        command += ["-nolisten", "tcp", "-noreset", "-fbdir", str(self.folder / "frame")]
        self._start(command, pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as answers:
            return f":{answers.readline().strip()}"

    def _environment(self, display: str) -> dict[str, str]:
        kept = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
        home = self.folder / "home"
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
            "TZ": "Europe/London",
            "QT_QPA_PLATFORM": "xcb",
            "QT_FONT_DPI": "96",
        }

    def _start(
        self, command: list[str], pass_fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        said = (self.folder / f"{Path(command[0]).name}.said").open("wb")
        with said:
            process = subprocess.Popen(
                command,
                env=getattr(self, "environment", None),
                stdout=said,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
            )
        self._started.append(process)
        return process

    def _ask(self, *words: str) -> str:
        asked = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_GIVE_UP_AFTER,
        )
        return asked.stdout.strip()

    def _title_in_front(self) -> str:
        title = self._ask("getactivewindow", "getwindowname")
        if title:  # between two windows there is none
            self.titles.add(title)
        return title

    def _until_shown(self, *keys: str) -> None:
        """Press keys until they show.

        A window can be in front a moment before the server gives it the keyboard; keys of
        that moment reach nobody, and nothing on the screen changes. People press again.
        """
        before = self._frame()
        end = time.monotonic() + _GIVE_UP_AFTER
        while self._frame() == before:
            assert time.monotonic() < end, "waited in vain: another picture"
            self._ask(*keys)
            again = time.monotonic() + _PRESS_AGAIN_AFTER
            while self._frame() == before and time.monotonic() < again:
                time.sleep(_LOOK_EVERY)
        self.settle()

    def _frame(self) -> bytes:
        return (self.folder / "frame/Xvfb_screen0").read_bytes()
