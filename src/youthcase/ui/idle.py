"""How long has nobody touched the program, and what happens then?

The seconds run on a clock that nobody can set and that counts sleep. Input is watched at the
windows themselves, so a dialog, a search box or a preview counts as much as a page, and what
the program does to its own widgets costs nothing and counts for nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

WARN_AT = (60, 20)  # seconds left. Source: WCAG 2.2, 2.2.1 asks for 20 seconds at least
_LOOK_EVERY_MS = 1_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


def awake_seconds() -> float:
    """Seconds on a clock that only goes forward, and goes on while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # on Windows it counts sleep, too


class Due(Enum):
    """What the time without a touch asks for."""

    NOTHING = "nothing"
    WARNING = "warning"
    LOCK = "lock"


@dataclass(slots=True)
class Stillness:
    """The time without a touch, as plain numbers."""

    seconds: Callable[[], float]
    limit: float
    since: float = 0.0
    _warned_at: set[int] = field(default_factory=set[int])

    def touch(self) -> Due:
        """Somebody is there; too late when the time was up before anybody looked."""
        if self.left <= 0:
            return Due.LOCK
        self.start()
        return Due.NOTHING

    def start(self) -> None:
        """Begin to count."""
        self.since = self.seconds()
        self._warned_at.clear()

    @property
    def left(self) -> float:
        """Seconds until it locks."""
        return self.limit - (self.seconds() - self.since)

    def look(self) -> Due:
        """What is due now; each warning is due once."""
        left = self.left
        if left <= 0:
            return Due.LOCK
        reached = {at for at in WARN_AT if left <= at < self.limit}
        if reached - self._warned_at:
            self._warned_at |= reached
            return Due.WARNING
        return Due.NOTHING


class IdleWatch(QObject):
    """Says when nobody has touched any window of the program for so long.

    The lock keys are taken from every window: a modal dialog keeps the shortcuts of the
    window behind it from working, and locking must work there, too.
    """

    warned = Signal(int)  # whole seconds left
    touched = Signal()  # after a warning: somebody is there
    expired = Signal()
    lock_pressed = Signal()
    hide_pressed = Signal()

    def __init__(
        self,
        parent: QObject,
        minutes: int,
        seconds: Callable[[], float] = awake_seconds,
    ) -> None:
        super().__init__(parent)
        self.still = Stillness(seconds, minutes * 60)
        self.still.start()
        self._is_warned = False
        self._pointer: QPoint | None = None
        self._focus: QObject | None = None
        self.lock_keys = QKeySequence()
        self.hide_keys = QKeySequence()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch_all)
            app.focusObjectChanged.connect(self._watch_focus)
        self._watch_all()

    def set_minutes(self, minutes: int) -> None:
        """Another limit from now on."""
        self.still.limit = minutes * 60
        self.stay()

    def stay(self) -> None:
        """Somebody is there."""
        self._act(self.still.touch())

    def look(self) -> None:
        """See how long nobody was there; the timer calls it each second."""
        self._watch_all()
        self._act(self.still.look())

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._watch_focus(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if pressed in {self.lock_keys, self.hide_keys}:
                is_lock = pressed == self.lock_keys
                (self.lock_pressed if is_lock else self.hide_pressed).emit()
                return True
        if kind in _INPUT or (kind == QEvent.Type.MouseMove and self._moved(event)):
            self.stay()
        return super().eventFilter(watched, event)

    def _moved(self, event: QEvent) -> bool:
        """Whether the pointer went anywhere: a window that opens under it moves nothing."""
        if not isinstance(event, QMouseEvent):
            return False
        before, self._pointer = self._pointer, event.globalPosition().toPoint()
        return before is not None and before != self._pointer

    def _act(self, due: Due) -> None:
        if due is Due.LOCK:
            self._timer.stop()
            self.expired.emit()
        elif due is Due.WARNING:
            self._is_warned = True
            self.warned.emit(max(1, round(self.still.left)))
        elif self._is_warned and self.still.left > WARN_AT[0]:
            self._is_warned = False
            self.touched.emit()

    def _watch_all(self, _window: QWindow | None = None) -> None:
        # Installing twice is installing once; to remember windows is to remember dead ones.
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def _watch_focus(self, now: QObject | None) -> None:
        """Dictation and input methods speak to the widget with the keyboard alone."""
        before, self._focus = self._focus, now
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
