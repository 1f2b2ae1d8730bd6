"""Who is at work in an open vault, who may be alone in it, and when is it let go?"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

WAIT_SECONDS = 10.0


class Gate:
    """Counts who is at work, in any thread; `let_go` is called once, by whoever is last."""

    def __init__(self, let_go: Callable[[], None]) -> None:
        self.is_closed = False
        self._let_go = let_go
        self._changed = threading.Condition()
        self._units = 0
        self._is_alone = False
        self._is_left_open = False

    @contextmanager
    def at_work(self) -> Generator[None]:
        """Keep the vault open for as long as this lasts.

        Raises:
            Refusal: it is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone)
            self._refuse_closed()
            self._units += 1
        try:
            yield
        finally:
            with self._changed:
                self._units -= 1
                self._changed.notify_all()
                self._let_go_at_last()

    @contextmanager
    def alone(self) -> Generator[None]:
        """Let work under way end and none begin for as long as this lasts.

        Raises:
            Refusal: something is at work for too long, or the vault is closed.
        """
        with self._changed:
            self._refuse_closed()
            is_busy = self._is_alone
            self._is_alone = True
            if is_busy or not self._changed.wait_for(lambda: self._units == 0, WAIT_SECONDS):
                self._is_alone = is_busy
                self._changed.notify_all()
                raise Refusal(
                    _("The vault is busy with other work. Nothing was changed. Try again.")
                )
        try:
            yield
        finally:
            with self._changed:
                self._is_alone = False
                self._changed.notify_all()
                self._let_go_at_last()

    def close(self, last: Callable[[], None], shut: Callable[[], None]) -> None:
        """Let nobody in any more, wait for who is inside, do the `last` thing, then `shut`.

        What still works after a while keeps the vault held against other programs until it
        ends; while something wants to be alone the last thing is not done.
        """
        with self._changed:
            if self.is_closed:
                return
            self.is_closed = True  # a copy under way sees it and stops
            self._changed.wait_for(self._is_empty, timeout=WAIT_SECONDS)
            try:
                if not self._is_alone:
                    last()
            finally:
                shut()
                self._is_left_open = not self._is_empty()
                if not self._is_left_open:
                    self._let_go()

    def _is_empty(self) -> bool:
        return self._units == 0 and not self._is_alone

    def _refuse_closed(self) -> None:
        if self.is_closed:
            raise Refusal(_("The vault is locked. Unlock it to go on."))

    def _let_go_at_last(self) -> None:
        if self._is_left_open and self._is_empty():
            self._is_left_open = False
            self._let_go()
