"""What makes the program lock by itself, and how is somebody warned before?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from youthcase.domain.staff import Setting
from youthcase.i18n import _, plural
from youthcase.services.settings import DEFAULTS, IDLE_MINUTES
from youthcase.ui.idle import IdleWatch
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.main_window import HIDE_KEYS, LOCK_KEYS
from youthcase.ui.screen_events import ScreenEvents

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes
    from youthcase.ui.frame import Frame
    from youthcase.ui.kit.buttons import Button
    from youthcase.ui.screen_events import WindowsMessages


_WIDE = 560


class AutoLock(QObject):
    """Watches for as long as a vault is open: time alone, the screen, and two keys.

    Without a `frame` somebody is not in the rooms of casework: `minutes` hold, or the usual.
    """

    lock = Signal()
    hide = Signal()  # out of sight at once, and locked

    def __init__(
        self,
        window: QWidget,
        frame: Frame | None,
        messages: WindowsMessages | None,
        minutes: int = int(DEFAULTS[IDLE_MINUTES]),
    ) -> None:
        super().__init__(window)
        self._window, self._frame, self._messages = window, frame, messages
        self._usual = minutes
        self._warning: TimeoutWarning | None = None
        self.idle = IdleWatch(self, self._minutes())
        self.idle.lock_keys = QKeySequence(LOCK_KEYS)
        self.idle.hide_keys = QKeySequence(HIDE_KEYS)
        self.idle.expired.connect(self.lock)
        self.idle.lock_pressed.connect(self.lock)
        self.idle.hide_pressed.connect(self.hide)
        self.idle.warned.connect(self._warn)
        self.idle.touched.connect(self._unwarn)
        self.screen = ScreenEvents(self)
        self.screen.left.connect(self.lock)
        self.screen.listen(int(window.winId()) if sys.platform == "win32" else 0)
        if messages is not None:
            messages.events = self.screen
        if frame is not None:
            frame.changed.connect(self._follow_setting)

    def stop(self) -> None:
        """Watch no longer, and take the warning away."""
        if self._frame is not None:
            self._frame.changed.disconnect(self._follow_setting)
        if self._messages is not None:
            self._messages.events = None
        self.idle.stop()
        self._unwarn()
        self.deleteLater()

    def _minutes(self) -> int:
        if self._frame is None:
            return self._usual
        return int(self._frame.services.settings.value(IDLE_MINUTES))

    def _follow_setting(self, changes: Changes) -> None:
        if changes.touch(Setting):
            self.idle.set_minutes(self._minutes())

    def _warn(self, seconds: int) -> None:
        """Warn on whichever window is in front."""
        self._unwarn()
        front = QApplication.activeModalWidget() or QApplication.activeWindow() or self._window
        self._warning = TimeoutWarning(front, seconds)
        self._warning.destroyed.connect(self._forget_warning)
        if self._warning.button is not None:
            self._warning.button.setObjectName("stay_unlocked")
            self._warning.button.clicked.connect(self.idle.stay)

    def _unwarn(self) -> None:
        warning, self._warning = self._warning, None
        if warning is not None:
            warning.destroyed.disconnect(self._forget_warning)
            warning.hide()
            warning.deleteLater()

    def _forget_warning(self) -> None:
        """The window it was shown on is gone, and the warning with it."""
        self._warning = None


class TimeoutWarning(QFrame):
    """A line over the foot of the window in front: soon it locks, unless somebody is there."""

    def __init__(self, window: QWidget, seconds: int) -> None:
        super().__init__(window)
        self.setObjectName("timeout_warning")
        self.setProperty("role", "card")
        line = column(self, margins=(8, 8, 8, 8))
        self.banner = Banner(Tone.WARN, "", icon="lock", action=_("Stay unlocked"))
        line.addWidget(self.banner)
        self.say(seconds)
        self.show()
        self._place()
        self.raise_()

    @property
    def button(self) -> Button | None:
        """The button that keeps it unlocked; so does any other touch."""
        return self.banner.action

    def say(self, seconds: int) -> None:
        """Show and announce how many seconds are left."""
        words = plural("Locking in {n} second", "Locking in {n} seconds", seconds)
        self.banner.say(_("What you have written is kept."), lead=f"{words}.")
        announce(words, assertive=True, source=self.parentWidget())

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        wide = min(window.width() - theme.em(24), theme.em(_WIDE))
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.resize(wide, high)
        self.move((window.width() - wide) // 2, window.height() - high - theme.em(24))
