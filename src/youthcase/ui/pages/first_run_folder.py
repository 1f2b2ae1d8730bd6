"""In which folder? Typed, or chosen in the computer's own dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from youthcase.i18n import _
from youthcase.ui.kit.buttons import secondary
from youthcase.ui.kit.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FolderField(Field):
    """A path to type, with a button that lets one look for it."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        start: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            words,
            hint=hint,
            required=True,
            missing=_("Choose a folder, or type where it is"),
            parent=parent,
        )
        self.edit = QLineEdit(str(start) if start else "")
        self.choose = secondary(_("Choose…"))
        self.choose.setObjectName(f"{name}.choose")
        self.choose.setAccessibleName(_("Choose a folder for {label}").format(label=words))
        self._put_beside(self.edit, self.choose)
        self.choose.clicked.connect(self._look)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> Path | None:
        """The folder, or None while nothing is typed."""
        typed = self.edit.text().strip()
        return Path(typed).expanduser().absolute() if typed else None

    def set_value(self, value: object) -> None:
        """Show a folder."""
        self.edit.setText("" if value is None else str(value))

    def _look(self) -> None:
        dialog = QFileDialog(self, self.words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        here = self.value()
        if here is not None:
            near = next((p for p in (here, *here.parents) if p.is_dir()), here)
            dialog.setDirectory(str(near))
        dialog.fileSelected.connect(self.set_value)
        dialog.open()
