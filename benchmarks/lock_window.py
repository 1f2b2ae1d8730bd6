"""A window with somebody in it, who locks: when, and how long until nothing is in sight?"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import data
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from youthcase import app as program
from youthcase.services.session import Session
from youthcase.ui import locking
from youthcase.ui.preferences import Preferences
from youthcase.vault.keys import FLOOR

NEXT = Path(__file__).with_name("lock_next.py")


class Afterwards(locking.Afterwards):
    """Starts the lock screen as the program does, in a script that tells when it is painted."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, folder: Path, handed: locking.Handed) -> bool:  # noqa: D102
        command = [sys.executable, str(NEXT), str(folder), str(self._file)]
        return locking.start_lock_screen(command, handed)


def main(vault: Path, folder: Path, file: Path) -> None:
    program.dressed_application()
    settings = QSettings(str(folder / "lock.ini"), QSettings.Format.IniFormat)
    session = Session(kdf=FLOOR)
    window = program.build_window(
        vault,
        session=session,
        preferences=Preferences(settings),
        afterwards=Afterwards(file),
    )
    window.show()
    window.enter(session.unlock(vault, data.USER, data.PASSWORD))
    QTest.qWait(500)
    print(time.perf_counter(), flush=True)
    window.lock()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
