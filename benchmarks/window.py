"""How is the window worked and watched from inside, as a person would work it?"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer

from youthcase import app as program
from youthcase.services.session import Session
from youthcase.ui.preferences import Preferences
from youthcase.ui.sweep import Sweeper
from youthcase.vault.keys import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractItemView

PATIENCE = 60.0
HEARTBEAT_MS = 5


class Painted(QObject):
    """Notices when a list is painted while it holds as many rows as it should."""

    def __init__(self, view: QAbstractItemView, *, rows: int) -> None:
        super().__init__()
        self._view, self._watched, self._rows = view, view.viewport(), rows
        self.seen = False
        self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if watched is self._watched and event.type() == QEvent.Type.Paint:
            self.seen = self._view.model().rowCount() == self._rows
        return False

    def stop(self) -> None:
        """Look no longer."""
        self._watched.removeEventFilter(self)


@contextmanager
def shown(vault: Path, folder: Path) -> Generator[program.Window]:
    """The program's window with the lock screen of `vault`; settings stay in `folder`."""
    app = program.dressed_application()
    sweeper = Sweeper(app)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = program.build_window(
        vault, session=Session(kdf=FLOOR), preferences=Preferences(settings)
    )
    window.show()
    settle()
    try:
        yield window
    finally:
        window.close()
        window.end()
        sweeper.stop()
        window.deleteLater()
        settle()


def until(condition: Callable[[], bool]) -> None:
    """Let the window work, and otherwise sleep, until `condition` holds."""
    app, begun = program.dressed_application(), time.perf_counter()
    heartbeat = QTimer()  # so that sleeping for the next event ends
    heartbeat.start(HEARTBEAT_MS)
    while not condition():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.perf_counter() - begun < PATIENCE, "the window did not get there"
    heartbeat.stop()


def settle() -> None:
    """Let the window do what it has to do, for a moment."""
    begun = time.perf_counter()
    until(lambda: time.perf_counter() - begun > 0.05)
