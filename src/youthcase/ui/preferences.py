"""What does this computer remember of the window? Nothing about anybody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from youthcase.ui.kit.theme import LARGEST, NORMAL, SMALLEST, Mode


class Preferences:
    """Geometry, the last vault, appearance and text size, in the computer's own settings."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Youthcase", "Youthcase"
        )

    @property
    def last_vault(self) -> Path | None:
        """The folder of the vault that was opened last."""
        kept = self._text("vault/last")
        return Path(kept) if kept else None

    @last_vault.setter
    def last_vault(self, folder: Path) -> None:
        self._settings.setValue("vault/last", str(folder.absolute()))

    @property
    def mode(self) -> Mode:
        """The appearance; the computer's own unless somebody chose one."""
        kept = self._text("window/appearance")
        return next((m for m in Mode if m.value == kept), Mode.SYSTEM)

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._settings.setValue("window/appearance", mode.value)

    @property
    def text_percent(self) -> int | None:
        """The text size that somebody chose, or None for the computer's own."""
        kept = self._text("window/text-percent")
        return min(LARGEST, max(SMALLEST, int(kept))) if kept.isdecimal() else None

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._settings.setValue("window/text-percent", str(percent))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, as Qt writes it; empty at the first start."""
        kept = self._settings.value("window/geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    def percent_or(self, system: int = NORMAL) -> int:
        """The chosen text size, else the computer's."""
        return self.text_percent or system

    def write(self) -> None:
        """Write what was chosen at once: the process may end before it is written by itself."""
        self._settings.sync()

    def _text(self, name: str) -> str:
        kept = self._settings.value(name, "")
        return kept if isinstance(kept, str) else ""
