"""Who closes a vault that was opened on the worker while the window went away?"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from youthcase.services.house import Services
    from youthcase.services.managing import ManagersServices


class Handover:
    """Services on their way from the worker to the window; none is lost open on the way."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._waiting: Services | ManagersServices | None = None
        self._is_over = False

    def give(self, services: Services | ManagersServices) -> None:
        """Put them down for the window to take; called on the worker.

        Raises: Refusal when nobody waits any more; they are locked by then.
        """
        with self._gate:
            if not self._is_over:
                self._waiting = services
                return
        services.sitting.lock()
        raise Refusal(_("The vault is locked. Unlock it to go on."))

    def take(self) -> None:
        """They have arrived, and whoever has them now closes them."""
        with self._gate:
            self._waiting = None

    def end(self) -> None:
        """Wait no longer: lock what lies here or comes later."""
        with self._gate:
            self._is_over = True
            left, self._waiting = self._waiting, None
        if left is not None:
            left.sitting.lock()
