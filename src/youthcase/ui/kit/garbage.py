"""When may Python collect cycles, so that no widget dies on the wrong thread?"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5_000


class UiGarbage(QObject):
    """Collects on the window's thread only.

    A collection that happens to run on the worker destroys widgets there, which crashes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the young, and everything when the young are many."""
        young, middle, _old = gc.get_count()
        if young > gc.get_threshold()[0]:
            gc.collect(1 if middle <= gc.get_threshold()[1] else 2)
