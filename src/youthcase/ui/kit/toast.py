"""How is a person told that something is done, with a chance to take it back?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import row
from youthcase.ui.kit.text import label

LEAST_SECONDS = 8


class Toast(QFrame):
    """A line over the foot of the window; stays while the mouse or the focus is on it."""

    undone = Signal()
    gone = Signal()

    def __init__(
        self, window: QWidget, words: str, *, undo: bool = False, seconds: int = 10
    ) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = row(self, gap=10, margins=(16, 8, 8 if undo else 16, 8))
        line.addWidget(Icon("circle-check", "surface"))
        line.addWidget(label(words, "strong"))
        if undo:
            button = Button(_("Undo"), "undo")
            button.setObjectName("undo")
            button.setAccessibleName(_("Undo: {words}").format(words=words))
            button.installEventFilter(self)
            button.clicked.connect(self._undo)
            line.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse timer may run a twentieth longer, and the promise is in whole seconds.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1000 * max(LEAST_SECONDS, seconds))
        self._timer.timeout.connect(self.leave)
        window.installEventFilter(self)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        announce(words, source=window)

    def leave(self) -> None:
        """Go away."""
        self.gone.emit()
        self.close()

    def seconds_left(self) -> float:
        """How long it still stays; endless while it is looked at."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else float("inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if watched is self.parent():
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return False

    def enterEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().enterEvent(event)  # pyright: ignore[reportArgumentType]
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        super().leaveEvent(event)
        self._timer.start()

    def _undo(self) -> None:
        self.undone.emit()
        self.leave()

    def _place(self) -> None:
        self.adjustSize()
        window = self.parentWidget()
        if window is not None:
            left = (window.width() - self.width()) // 2
            self.move(left, window.height() - self.height() - theme.em(24))


def toast(window: QWidget, words: str, *, undo: bool = False, seconds: int = 10) -> Toast:
    """Show a toast, taking the place of the one that is there."""
    before = window.findChild(Toast, "toast")
    if before is not None:
        before.setObjectName("toast.before")
        before.leave()
    return Toast(window, words, undo=undo, seconds=seconds)
