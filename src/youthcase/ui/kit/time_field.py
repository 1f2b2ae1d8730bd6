"""How does a person enter a time of day?"""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from youthcase.i18n import _
from youthcase.ui.kit.text_fields import TextField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class TimeField(TextField):
    """A time as people write it: 14:30, 9.40, 0940, 2pm, 9:40 am."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            words,
            hint=hint,
            required=required,
            missing=missing,
            longest=12,
            width=96,
            parent=parent,
        )

    def value(self) -> time | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The time, or None when it is empty or cannot be read."""
        return parse_time(self.edit.text())

    def set_value(self, value: object) -> None:
        """Show a time as 14:30."""
        self.edit.setText(value.strftime("%H:%M") if isinstance(value, time) else "")

    def is_empty(self) -> bool:
        """Whether the box is blank."""
        return not self.edit.text().strip()

    def problem(self) -> str | None:
        """Missing, or not a time."""
        if self.is_empty():
            return super().problem()
        if self.value() is None:
            return _("{label} must be a time, like 14:30").format(label=self.words)
        return None


def parse_time(typed: str) -> time | None:
    """The time in `typed`, if it is one."""
    pattern = r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?"
    found = re.fullmatch(pattern, typed.strip().lower())
    if not found or (found[2] is None and found[3] is None):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
