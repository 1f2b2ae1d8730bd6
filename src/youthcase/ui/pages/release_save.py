"""Into which folder do the files of a release go?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from youthcase.services.releasing import Released
    from youthcase.ui.pages.release_desk import ReleaseDesk

_MOST_TRIES = 99


class Saver(QObject):
    """Asks for a folder and writes the files into a new one inside it."""

    saved = Signal(object)  # the folder, a Path
    refused = Signal(str)

    def __init__(self, desk: ReleaseDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, parent
        self._released: Released | None = None
        self._made: Mapping[str, bytes] = {}

    def ask(self, released: Released, made: Mapping[str, bytes]) -> None:
        """Ask where to."""
        self._released, self._made = released, made
        places = QStandardPaths.StandardLocation
        start = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = folder_dialog(self._window, _("Folder for the return"), start)
        dialog.setObjectName("release_folder_dialog")
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def save_to(self, folder: Path) -> None:
        """Write the files into a new folder inside `folder`."""
        released, made, releasing = self._released, self._made, self._desk.releasing
        if released is None:
            return

        def write() -> Path:
            target = free_place(folder, folder_name(released))
            releasing().save(made, target)
            return target

        self._desk.background.run(self, write, done=self._done, failed=self._fail)

    def _take(self, name: str) -> None:
        self.save_to(Path(name))

    def _done(self, folder: Path) -> None:
        self.saved.emit(folder)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.refused.emit(str(error))


def folder_dialog(window: QWidget, title: str, start: str) -> QFileDialog:
    """A dialog that asks for a folder; the caller connects and opens it."""
    dialog = QFileDialog(window.window(), title, start)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return dialog


def folder_name(released: Released) -> str:
    """What the folder of a release is called: "return-3-2026-27-Q2-partner"."""
    period = released.period.replace("..", "-to-")
    return f"return-{released.number}-{period}-{released.audience}"


def free_place(folder: Path, name: str) -> Path:
    """A place in `folder` where nothing is yet."""
    names = (name, *(f"{name}-{n}" for n in range(2, _MOST_TRIES)))
    return next((p for n in names if not (p := folder / n).exists()), folder / name)
