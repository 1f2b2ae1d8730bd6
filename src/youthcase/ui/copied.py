"""What becomes of words that somebody has copied out of the program?"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 30_000

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = bytes(4)  # a DWORD
# Programs that keep a history leave these out. Sources: KDE, Klipper's "password manager
# hint"; Microsoft Learn, "Clipboard Formats", section "Cloud Clipboard and Clipboard History".
KDE_HINT, KDE_SECRET = "x-kde-passwordManagerHint", b"secret"
WINDOWS_HINTS = {
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format(name="CanUploadToCloudClipboard"): _NO,
}


class Copied(QObject):
    """Marks what is copied here as not to be kept by others, and clears it soon.

    It lives as long as the application. What somebody has copied elsewhere is left alone.
    """

    def __init__(self, parent: QObject, kept_ms: int = KEPT_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept_ms)
        self._timer.timeout.connect(forget)
        self._is_marking = False
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def _changed(self) -> None:
        board = QGuiApplication.clipboard()
        if self._is_marking or not board.ownsClipboard():
            return
        words = board.text()
        if not words:
            return
        self._timer.start()
        if not board.mimeData().hasFormat(KDE_HINT):
            self._is_marking = True
            try:
                board.setMimeData(marked(words))
            finally:
                self._is_marking = False


def marked(text: str) -> QMimeData:
    """`text` for the clipboard, with the hints that keep it out of histories and clouds."""
    data = QMimeData()
    data.setText(text)
    data.setData(KDE_HINT, KDE_SECRET)
    if sys.platform == "win32":
        for name, value in WINDOWS_HINTS.items():
            data.setData(name, value)
    return data


def forget() -> None:
    """Clear what was copied from this program, unless somebody has copied since."""
    board = QGuiApplication.clipboard()
    if board.ownsClipboard():
        board.clear(QClipboard.Mode.Clipboard)
    if board.supportsSelection() and board.ownsSelection():
        board.clear(QClipboard.Mode.Selection)
