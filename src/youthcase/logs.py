"""A log that cannot carry personal data: event names, whole numbers, places in the code."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_KEEP_BYTES = 200_000
_file: Path | None = None


class Event(Enum):
    """Everything that the log can say. There is no place in it for a word of text."""

    STARTED = "started"
    UNLOCKED = "unlocked"
    UNLOCK_REFUSED = "unlock-refused"
    LOCKED = "locked"
    IMPORTED = "imported"
    FAULT = "fault"


def keep_in(file: Path) -> None:
    """Write events to `file` from now on; without this call nothing is kept."""
    global _file  # noqa: PLW0603  one log per process, chosen once by the front door
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists() and file.stat().st_size > _KEEP_BYTES:
        file.replace(file.with_suffix(".old"))
    _file = file


def event(what: Event, **numbers: int) -> None:
    """Write one line: the time, the event and whole numbers about it."""
    _write(" ".join([what.value, *(f"{name}={int(n)}" for name, n in numbers.items())]))


def fault(error: BaseException) -> None:
    """Write the kind of an error and where it arose, never its message or any value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-12:]]
    _write(" ".join([Event.FAULT.value, type(error).__name__, *places]))


def _write(line: str) -> None:
    if _file is not None:
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with _file.open("a", encoding="utf-8") as out:
            out.write(f"{stamp} {line}\n")
