"""When is a window first painted? Says so on standard output and ends the program.

The line is the processor's seconds that the process has used until then.
"""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer


class FirstPaint(QObject):
    """Waits for the first paint event; when all of it is done, tells and quits."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802, D102
        if event.type() == QEvent.Type.Paint:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)  # after the children, too, have been painted
        return False

    def _tell(self) -> None:
        os.write(1, f"{time.process_time()}\n".encode())
        self._app.quit()
