"""Which sections has a long piece of work, and how far is each?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter

from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.lists import (
    ITEM,
    Index,
    ListModel,
    PaintedDelegate,
    PaintedList,
    is_focused,
    is_hovered,
    is_selected,
    line_height,
    paint_focus,
    paint_line,
    paint_marker,
    rect_of,
)
from youthcase.ui.kit.tokens import RADIUS, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget


@dataclass(frozen=True, slots=True)
class Task:
    """One section: its words, its status in words, icon and tone."""

    key: str
    words: str
    status: str
    icon: str = "circle"
    tone: Tone = Tone.PLAIN
    usable: bool = True


class TaskList(PaintedList):
    """Sections one below the other; the whole row is the target; `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(
        self, name: str, tasks: Sequence[Task] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.tasks = ListModel[Task](_spoken, usable=_is_usable, parent=self)
        self.setModel(self.tasks)
        self.setItemDelegate(TaskDelegate(self))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_tasks(tasks)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Show sections, keeping the chosen one."""
        kept = self.current_key()
        quiet = self.blockSignals(True)
        self.tasks.set_items(tuple(tasks))
        self.blockSignals(quiet)
        self.updateGeometry()
        if kept:
            self.set_current(kept)

    def current_key(self) -> str:
        """The key of the section shown, or nothing."""
        index = self.currentIndex()
        return self.tasks.item(index).key if index.isValid() else ""

    def set_current(self, key: str) -> None:
        """Mark a section as the one shown, without telling."""
        rows = (at for at, task in enumerate(self.tasks.items) if task.key == key)
        quiet = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.tasks.index(next(rows, -1)))
        self.selectionModel().blockSignals(quiet)
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(200), _row_height() * len(self.tasks.items) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(120), _row_height() * min(3, len(self.tasks.items)) + 2)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.tasks.item(index).key)


class TaskDelegate(PaintedDelegate):
    """Paints one section."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802, D102
        return QSize(theme.em(120), _row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: D102
        task: Task = index.data(ITEM)
        frame = rect_of(option).adjusted(1, 1, -1, -1)
        here = is_selected(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here or (is_hovered(option) and task.usable):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if here else "hover"))
            painter.drawRoundedRect(frame, theme.em(RADIUS), theme.em(RADIUS))
        if here:
            paint_marker(painter, frame)
        size = theme.em(18)
        picture = icons.pixmap(task.icon, theme.tokens().ink(task.tone), 18)
        place = QPointF(frame.x() + theme.em(12), round(frame.center().y() - size / 2))
        painter.drawPixmap(place, picture)
        left = frame.x() + theme.em(42)
        room = frame.right() - left - theme.em(6)
        top = frame.center().y() - (line_height() + line_height("cap")) / 2
        weight = QFont.Weight.DemiBold if here else QFont.Weight.Medium
        colour = "text" if task.usable else "text2"
        middle = top + line_height() / 2
        paint_line(painter, task.words, left, middle, room, weight=weight, colour=colour)
        middle = top + line_height() + line_height("cap") / 2
        urgent = task.tone in {Tone.DANGER, Tone.WARN}
        colour = theme.tokens().ink(task.tone) if urgent else "text2"
        paint_line(painter, task.status, left, middle, room, kind="cap", colour=colour)
        if is_focused(option, index):
            paint_focus(painter, frame)
        painter.restore()


def _row_height() -> int:
    return line_height() + line_height("cap") + theme.em(14)


def _spoken(task: Task) -> str:
    return f"{task.words}: {task.status}"


def _is_usable(task: Task) -> bool:
    return task.usable
