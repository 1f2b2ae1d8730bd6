"""What happens in the second in which the program locks?

Everything out of sight at once, what is unfinished into the vault, the vault shut; then this
process, whose memory has seen case files, ends, and a new one shows the lock screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from youthcase import hardening

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LATEST_SECONDS = 10.0  # from the keys to the end of the process, whatever hangs
RESTORE, RESCUE = "restore", "rescue"  # what may be asked for together with a lock

_AFTER_LOCK = "YOUTHCASE_AFTER_LOCK"
_LOST = "lost"
_MOST_TOLD = 9_000  # bytes; a vault's names and a file's path are shorter
_DETACHED, _OWN_GROUP = 0x0000_0008, 0x0000_0200  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What the lock screen is told: who has locked, by a pipe, since arguments can be read.

    `errand` is what was asked for: to restore a backup (`file`, if one was chosen), to
    rescue, or nothing. `is_kept` says whether all that was being written is in the vault.
    """

    user: str = field(default="", repr=False)
    quickly_hidden: bool = False
    is_kept: bool = True
    errand: str = ""
    file: str = field(default="", repr=False)


def hide_windows() -> None:
    """Take every window of the program out of sight before anything else is done."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            widget.hide()
    for window in QGuiApplication.topLevelWindows():  # what is no widget's, if anything
        if window.isVisible():
            window.hide()


def lock_screen_command(folder: Path) -> list[str]:
    """The words that start the lock screen of a vault: its folder, and nothing personal."""
    start = [sys.executable] if getattr(sys, "frozen", False) else _interpreter()
    return [*start, "open", str(folder)]


def start_lock_screen(command: Sequence[str], handed: Handed) -> bool:
    """Start a process of its own, which outlives this one; whether it could be started."""
    flags = _DETACHED | _OWN_GROUP if sys.platform == "win32" else 0
    try:
        started = subprocess.Popen(  # noqa: S603  this program itself
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
            env={**os.environ, _AFTER_LOCK: "hidden" if handed.quickly_hidden else "shown"},
        )
    except OSError:
        return False
    with suppress(OSError):  # a lock screen without a name is a lock screen
        if started.stdin is not None:
            fate = "" if handed.is_kept else _LOST
            told = "\n".join((handed.user, fate, handed.errand, handed.file))
            started.stdin.write(told.encode(errors="surrogateescape"))
            started.stdin.close()
    hardening.allow_to_front(started.pid)
    return True


def handed_over() -> Handed:
    """What the process before this one has handed over; nothing if there was none."""
    how = os.environ.pop(_AFTER_LOCK, "")
    if not how:
        return Handed()
    try:
        told = os.read(0, _MOST_TOLD).decode(errors="surrogateescape")
    except OSError:
        told = ""
    user, fate, errand, file = (*told.split("\n", 3), "", "", "", "")[:4]
    return Handed(
        user=user,
        quickly_hidden=how == "hidden",
        is_kept=fate != _LOST,
        errand=errand,
        file=file,
    )


def end_process() -> NoReturn:
    """End at once: nothing is tidied up that could touch the memory or the screen again."""
    os._exit(0)


class Afterwards:
    """What the real program does after a lock: a new process, and the end of this one."""

    def begin(self, folder: Path, handed: Handed) -> bool:
        """Start the lock screen; False when it cannot be, and this process has to go on."""
        return start_lock_screen(lock_screen_command(folder), handed)

    def end(self) -> None:
        """End this process."""
        end_process()


class Ending:
    """The way to the next process, which nothing that hangs in this one can block.

    After LATEST_SECONDS another thread goes that way, whatever this one is doing: the files
    of a vault bear a process that is cut off in the middle of a write.
    """

    def __init__(self, after: Afterwards, folder: Path, handed: Handed) -> None:
        self._after, self._folder, self._handed = after, folder, handed
        self._gate = threading.Lock()
        self._is_begun: bool | None = None
        self._timer = threading.Timer(LATEST_SECONDS, self._late)
        self._timer.daemon = True
        self._timer.start()

    def begin(self, *, is_kept: bool) -> bool:
        """Start the lock screen, once; False when it cannot be, and this process goes on."""
        with self._gate:
            if self._is_begun is None:
                handed = replace(self._handed, is_kept=is_kept)
                self._is_begun = self._after.begin(self._folder, handed)
            if not self._is_begun:
                self._timer.cancel()
            return self._is_begun

    def end(self) -> None:
        """End this process."""
        self._timer.cancel()
        self._after.end()

    def _late(self) -> None:
        self.begin(is_kept=False)
        self._after.end()


def _interpreter() -> list[str]:
    return [sys.executable, "-m", "youthcase"]
