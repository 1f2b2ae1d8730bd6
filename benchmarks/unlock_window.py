"""How long from Enter on the lock screen to a painted caseload? Run once in each process."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import data
import window as windows
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from youthcase import app as program
from youthcase.ui.pages.unlock import UnlockPage

if TYPE_CHECKING:
    from youthcase.app import Window


class CaseloadPainted(QObject):
    """Notices when the table of the caseload is painted with its lines."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.seen = False
        program.dressed_application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() == QEvent.Type.Paint and not self.seen:
            table = self._window.findChild(QAbstractItemView, "young_people")
            self.seen = bool(table and watched is table.viewport() and table.model().rowCount())
        return False


def main(vault: Path, folder: Path) -> int:
    with windows.shown(vault, folder) as window:
        QTest.qWait(300)  # a person types; what the lock screen fetches meanwhile is there
        page = window.centralWidget()
        assert isinstance(page, UnlockPage)
        page.user.set_value(data.USER)
        page.password.edit.setText(data.PASSWORD)
        painted = CaseloadPainted(window)
        then, used = time.perf_counter(), time.process_time()
        QTest.keyClick(page.password.edit, Qt.Key.Key_Return)
        windows.until(lambda: painted.seen)
        print(time.perf_counter() - then, time.process_time() - used, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
