"""Open the window and let things go wrong in it, with the marker in every error's words.

Reads the marker as JSON from standard input; prints how many faults people were told of.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from youthcase import logs
from youthcase.app import build_window, dressed_application, log_file
from youthcase.errors import Refusal

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from youthcase.app import Window


class Careless(QWidget):
    """Goes wrong in a slot, on the worker, and while it is painted."""

    def __init__(self, window: Window, words: str) -> None:
        super().__init__(window)
        self._window, self._words, self.told = window, words, 0
        self._errors = [RuntimeError(words), Refusal(words), KeyError(words)]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """One fault after the other, each once the one before has been seen."""
        self._timer.start(20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Go wrong where Qt calls and nobody catches."""
        raise ValueError(self._words)

    def _next(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self.told += dialog.objectName() == "fault"
            dialog.close()
        elif self._errors:
            raise self._errors.pop()
        elif self.told == 3:
            self._on_the_worker()
        elif self.told == 4:
            self._window.setCentralWidget(self)  # it is painted now
        else:
            QApplication.quit()

    def _on_the_worker(self) -> None:
        self._window.background.run(self, self._fail, done=print, failed=self._raise)

    def _fail(self) -> None:
        raise OSError(self._words)

    def _raise(self, error: Exception) -> None:
        raise error


def main() -> None:
    """Start as the program does, and go wrong."""
    words = " ".join(json.load(sys.stdin))
    os.umask(0o077)
    dressed_application()
    logs.keep_in(log_file())
    window = build_window()
    sys.excepthook = window.fault
    window.show()
    careless = Careless(window, words)
    careless.start()
    QApplication.exec()
    sys.stdout.write(f"told {careless.told}\n")
    window.end()


if __name__ == "__main__":
    main()
