"""How do parts of a page stand side by side, and one below the other when it is narrow?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from youthcase.ui.kit import theme
from youthcase.ui.kit.measure import space

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from youthcase.ui.kit.field import Field
    from youthcase.ui.kit.form import Form

_ROW, _STACK = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Columns(QWidget):
    """Parts beside each other that fold below a width drawn for 100 % text."""

    folded = Signal(bool)

    def __init__(
        self, *, fold_below: int, gap: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fold_below = fold_below
        self.box = space(QBoxLayout(_ROW, self), gap=gap)
        theme.current().changed.connect(self._fold)

    @property
    def is_folded(self) -> bool:
        """Whether the parts stand one below the other."""
        return self.box.direction() == _STACK

    def add(
        self, part: QWidget, stretch: int = 0, align: Qt.AlignmentFlag | None = None
    ) -> None:
        """Put a part after the others."""
        self.box.addWidget(part, stretch)
        if align is not None:
            self.box.setAlignment(part, align)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        items = [self.box.itemAt(at) for at in range(self.box.count())]
        widths = [item.minimumSize().width() for item in items if item]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        wanted = self.width() < theme.em(self._fold_below)
        if wanted != self.is_folded:
            self.box.setDirection(_STACK if wanted else _ROW)
            self.updateGeometry()
            self.folded.emit(wanted)


def beside(form: Form, *fields: Field, fold_below: int = 460) -> Columns:
    """Ask several questions of a form on one line, where there is room for it."""
    line = Columns(fold_below=fold_below, gap=16)
    for field in fields:
        form.add(field)
        form.body.removeWidget(field)
        line.add(field, 1, Qt.AlignmentFlag.AlignBottom)
    form.add_widget(line)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout that is about to be filled anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
