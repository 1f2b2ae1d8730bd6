"""When is a working copy kept, so that no word of it is lost?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from youthcase.domain.dates import clock, local_time
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.drafting import Keeping, Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.domain.plans import PlanContent
    from youthcase.services.house import Services


class Keeper(Keeping):
    """Keeps the copy soon after each key, when the keyboard leaves the page, and when asked.

    A keep takes a few milliseconds, so it happens on the window's thread and is finished
    when `keep` returns: locking the vault right afterwards loses nothing.
    """

    kept = Signal(str)  # the time, such as 14:02
    failed = Signal(str)  # a sentence

    def __init__(
        self, services: Services, copy: Callable[[], PlanContent | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._services, self._copy, self._page = services, copy, page
        self._pace = Pace(self)
        self._pace.due.connect(self.keep)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def touch(self) -> None:
        """Something was written."""
        self.is_dirty = True
        self._pace.touch()

    def forget(self) -> None:
        """What was written is sent or thrown away: nothing is left to keep."""
        self._pace.rest()
        self.is_dirty = False

    def keep(self) -> bool:
        """Keep what was written since the last time; False when it could not be."""
        self._pace.rest()
        return not self.is_dirty or self.keep_now()

    def keep_now(self) -> bool:
        """Keep the copy as it stands, even if nothing was written."""
        self._pace.rest()
        content = self._copy()
        if content is None:
            return True
        now = self._services.sitting.now
        stamped = replace(content, version=replace(content.version, recorded_at=now))
        try:
            saved_at = self._services.plans.keep(stamped)
        except (Refusal, OSError) as problem:
            self.failed.emit(str(problem) if isinstance(problem, Refusal) else _not_kept())
            return False
        self.is_dirty = False
        self.kept.emit(clock(local_time(saved_at).time()))
        return True

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.is_dirty and (now is None or not self._page.isAncestorOf(now)):
            self._pace.hurry()


def _not_kept() -> str:
    return _(
        "The last changes could not be saved on this computer. They still stand here: "
        "leave this page open, and make room on the disk."
    )
