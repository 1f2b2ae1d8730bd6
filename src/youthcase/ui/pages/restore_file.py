"""Which file? Typed, or chosen in the computer's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from youthcase.i18n import _
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.field import Field


class FileField(Field):
    """A file to type, with a button that lets one look for it."""

    def __init__(
        self, name: str, said: str, *, hint: str = "", start: Path | None = None
    ) -> None:
        super().__init__(
            name,
            said,
            hint=hint,
            required=True,
            missing=_("Choose a file, or type where it is"),
        )
        self._start = start
        self.edit = QLineEdit()
        self.choose = secondary(_("Choose…"))
        self.choose.setObjectName(f"{name}.choose")
        self.choose.setAccessibleName(_("Choose a file for {label}").format(label=said))
        self._put_beside(self.edit, self.choose)
        self.choose.clicked.connect(self._look)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Path | None:
        """The file, or None while nothing is typed."""
        typed = self.edit.text().strip()
        return Path(typed).expanduser().absolute() if typed else None

    def set_value(self, value: object) -> None:
        """Show a file."""
        self.edit.setText("" if value is None else str(value))

    def _look(self) -> None:
        dialog = QFileDialog(self, self.words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Backups (*.backup)"), _("All files (*)")])
        here = self.value() or self._start
        if here is not None:
            near = next((p for p in (here, *here.parents) if p.is_dir()), here)
            dialog.setDirectory(str(near))
        dialog.fileSelected.connect(self.set_value)
        dialog.open()
