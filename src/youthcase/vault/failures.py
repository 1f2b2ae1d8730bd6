"""Which attempts to unlock have failed in this process, and how long until the next?

They are kept in memory, so that a wrong password changes no byte of the vault, and are
written to its audit at the next good unlock. The delay helps at the keyboard only: a
copied file is guessed at without asking this program.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FREE = 4
_LONGEST_SECONDS = 30.0
_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Failure:
    """When somebody failed to unlock, and the slot they asked for."""

    at: datetime
    slot: str


_failures: dict[Path, deque[Failure]] = {}


def note(folder: Path, slot: str) -> None:
    """Remember that an unlock of the vault in `folder` has failed."""
    failed = Failure(datetime.now(UTC), slot)
    _failures.setdefault(folder, deque(maxlen=_KEPT)).append(failed)


def waiting(folder: Path) -> list[Failure]:
    """The failures since the last good unlock."""
    return list(_failures.get(folder, ()))


def forget(folder: Path) -> None:
    """Let go of the failures that the audit now holds."""
    _failures.pop(folder, None)


def pause_seconds(folder: Path) -> float:
    """How long the next attempt waits: not at all at first, then 1, 2, 4 ... 30 s."""
    over = len(_failures.get(folder, ())) - _FREE
    return 0.0 if over < 0 else min(2.0**over, _LONGEST_SECONDS)


def pause(folder: Path, wait: Callable[[float], None] | None) -> None:
    """Let `wait` pass the time that is due before another attempt."""
    seconds = pause_seconds(folder)
    if wait is not None and seconds > 0:
        wait(seconds)
