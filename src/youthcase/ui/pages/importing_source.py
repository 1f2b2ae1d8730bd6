"""Which workbook or folder is brought in, and what may be left out of it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import importing
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.fields import CheckField, Field
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Form
from youthcase.ui.kit.measure import column, row

if TYPE_CHECKING:
    from youthcase.ui.frame import Frame

_WORKBOOKS = "*.xlsx"


class SourceField(Field):
    """A path to type, and two buttons to look for a workbook or a folder."""

    submitted = Signal()

    def __init__(self, name: str, words: str, *, hint: str = "") -> None:
        super().__init__(
            name,
            words,
            hint=hint,
            required=True,
            missing=_("Choose a workbook or a folder, or type where it is"),
        )
        self.edit = QLineEdit()
        self._put(self.edit)
        self.workbook = secondary(_("Choose a workbook…"), "table-2")
        self.workbook.setObjectName(f"{name}.workbook")
        self.folder = secondary(_("Choose a folder…"), "folder-heart")
        self.folder.setObjectName(f"{name}.folder")
        holder = QWidget()
        buttons = Flow(holder)
        buttons.addWidget(self.workbook)
        buttons.addWidget(self.folder)
        self._outer.addSpacing(4)
        self._outer.addWidget(holder)
        self.workbook.clicked.connect(self._look_for_workbook)
        self.folder.clicked.connect(self._look_for_folder)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)

    def value(self) -> Path | None:
        """Where it lies, or None while nothing is typed."""
        typed = self.edit.text().strip().strip('"')
        return Path(typed).expanduser().absolute() if typed else None

    def set_value(self, value: object) -> None:
        """Show where it lies."""
        self.edit.setText("" if value is None else str(value))

    def _look_for_workbook(self) -> None:
        dialog = self._dialog(_("Choose a workbook"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Workbooks ({pattern})").format(pattern=_WORKBOOKS))
        dialog.open()

    def _look_for_folder(self) -> None:
        dialog = self._dialog(_("Choose a folder of CSV files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = self.value()
        if here is not None:
            near = next((p for p in (here, *here.parents) if p.is_dir()), None)
            if near is not None:
                dialog.setDirectory(str(near))
        dialog.fileSelected.connect(self.set_value)
        return dialog


class SourceForm(QWidget):
    """Where the records lie, a tick for what may be left out, and the empty workbook."""

    wanted = Signal(object, bool)  # Path, whether unknown columns are left out

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.source = SourceField(
            "source",
            _("Workbook or folder of CSV files"),
            hint=_("In the layout of the empty workbook below."),
        )
        self.leave_out = CheckField(
            "leave_out",
            _("Leave out sheets and columns that are not in the layout"),
            hint=_("Otherwise they are errors, so that nothing is lost unseen."),
        )
        self.form = Form([self.source, self.leave_out])
        outer = column(self, gap=16)
        outer.addWidget(self.form)
        line = row(gap=10)
        self.check = primary(_("Check it"), "search")
        self.check.setObjectName("check")
        self.template = secondary(_("Save the empty workbook…"), "download")
        self.template.setObjectName("template")
        holder = QWidget()
        buttons = Flow(holder, gap=10)
        buttons.addWidget(self.check)
        buttons.addWidget(self.template)
        line.addWidget(holder, 1)
        outer.addLayout(line)
        self.check.clicked.connect(self.send)
        self.source.submitted.connect(self.send)
        self.template.clicked.connect(self._ask_where)

    def send(self) -> None:
        """Ask for a look at what was chosen."""
        path = self.source.value()
        if self.form.check() and path is not None:
            self.wanted.emit(path, self.leave_out.value())

    def show_refusal(self, refusal: Refusal) -> None:
        """Say at the path what is wrong with it."""
        self.form.show_refusal(Refusal(str(refusal), field="source"))

    def save_template(self, file: str) -> None:
        """Write the empty workbook, off the window's thread."""
        path = Path(file)
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        self.form.clear_problems()
        self._frame.background.run(
            self, _Template(path), done=self._template_saved, failed=self._template_failed
        )

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("Save the empty workbook"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilter(_("Workbooks ({pattern})").format(pattern=_WORKBOOKS))
        dialog.selectFile("youthcase-import.xlsx")
        dialog.fileSelected.connect(self.save_template)
        dialog.open()

    def _template_saved(self, _nothing: None) -> None:
        self._frame.said.emit(_("The empty workbook is saved"))

    def _template_failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.form.show_problems([(None, str(error))])


class _Template:
    """The work of writing the empty workbook, holding no widget."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> None:
        importing.write_template(self._file)
