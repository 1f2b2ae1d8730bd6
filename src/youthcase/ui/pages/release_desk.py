"""What may the pages of released returns ask of the window around them?

The same pages stand in the window of a supervisor and in that of a manager. What they get is
the returns and nothing else; only a supervisor's window adds a way to the case files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.services.releasing import Releasing
from youthcase.ui.frame import Frame
from youthcase.ui.kit.background import Background

if TYPE_CHECKING:
    from youthcase.services.house import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDesk:
    """The returns, the worker, and a line to say something; `frame` for a supervisor only."""

    releasing: Callable[[], Releasing]
    background: Background
    say: Callable[[str], None]
    frame: Frame | None = None

    @property
    def casework(self) -> Services | None:
        """The case files, if whoever sits here may open them."""
        return self.frame.services if self.frame is not None else None
