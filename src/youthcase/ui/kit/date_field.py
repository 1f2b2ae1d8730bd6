"""How does a person enter a date that may be empty, half known or pasted in one piece?"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from youthcase.i18n import _
from youthcase.ui.kit.buttons import link
from youthcase.ui.kit.field import Field
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QHBoxLayout

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateBox(QLineEdit):
    """One of the three boxes; a whole date pasted into it is spread over all three."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.matches(QKeySequence.StandardKey.Paste):
            words = QGuiApplication.clipboard().text()
            if split_date(words):
                self.pasted.emit(words)
                return
        super().keyPressEvent(event)


class DateField(Field):
    """Day, month and year in three boxes. Source: GOV.UK Design System, date input.

    `subject` opens the error sentences ("Date of birth must include a month"); a date
    outside `earliest` and `latest` is refused with `too_early` or `too_late`.
    """

    def __init__(
        self,
        name: str,
        words: str,
        *,
        hint: str = "",
        required: bool = False,
        missing: str = "",
        subject: str = "",
        earliest: date | None = None,
        too_early: str = "",
        latest: date | None = None,
        too_late: str = "",
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        missing = missing or _("Enter {label}").format(label=_lower_first(words))
        super().__init__(
            name, words, hint=hint, required=required, missing=missing, parent=parent
        )
        self.subject = subject or words
        self._earliest, self._too_early = earliest, too_early
        self._latest, self._too_late = latest, too_late
        self._today = today
        line = row(gap=10)
        self.day = self._box(line, "day", _("Day"), 52)
        self.month = self._box(line, "month", _("Month"), 92)
        self.year = self._box(line, "year", _("Year"), 72)
        if today:
            button = link(_("Today"))
            button.setObjectName(f"{name}.today")
            button.setAccessibleName(_("{label}: today").format(label=words))
            button.clicked.connect(self._set_today)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        self._outer.addLayout(line)
        self._focus = self.day
        self.setFocusProxy(self.day)

    def value(self) -> date | None:
        """The date, or None when it is empty or not a date."""
        day, month = _number(self.day.text()), month_number(self.month.text())
        year = _number(self.year.text())
        if not (day and month and year) or not _is_full_year(self.year.text()):
            return None
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def set_value(self, value: object) -> None:
        """Show a date, or empty boxes."""
        known = value if isinstance(value, date) else None
        parts = (known.day, known.month, known.year) if known else ("", "", "")
        for box, part in zip(self._boxes(), parts, strict=True):
            box.setText(str(part))

    def is_empty(self) -> bool:
        """Whether all three boxes are blank."""
        return not any(box.text().strip() for box in self._boxes())

    def problem(self) -> str | None:
        """The first of: missing, incomplete, impossible, out of bounds."""
        if self.is_empty():
            return self.missing if self.required else None
        return self._incomplete() or self._impossible() or self._out_of_bounds()

    def check(self) -> str | None:
        """Look at the date, show what is wrong, redden only the boxes at fault."""
        found = super().check()
        if found:
            self._mark_invalid(self._at_fault())
        return found

    def focus_first(self) -> None:
        """Put the cursor into the first box at fault, else into the day."""
        wrong = self._at_fault() if self.error else []
        (wrong[0] if wrong else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def _boxes(self) -> tuple[DateBox, DateBox, DateBox]:
        return self.day, self.month, self.year

    def _box(self, line: QHBoxLayout, part: str, words: str, width: int) -> DateBox:
        box = fit(DateBox(), width=width)
        caption = label(words, "cap", tone="muted")
        caption.setBuddy(box)
        self._name(box, f"{self.words}: {words}")
        box.setObjectName(f"{self.name}.{part}")
        box.setMaxLength(12)
        box.pasted.connect(self._spread)
        box.textChanged.connect(self.changed)
        stack = column(gap=2)
        stack.addWidget(caption)
        stack.addWidget(box)
        line.addLayout(stack)
        return box

    def _set_today(self) -> None:
        if self._today:
            self.set_value(self._today())

    def _spread(self, words: str) -> None:
        for box, part in zip(self._boxes(), split_date(words) or ("", "", ""), strict=True):
            box.setText(part)

    def _blank(self) -> list[str]:
        named = zip(self._boxes(), (_("day"), _("month"), _("year")), strict=True)
        return [word for box, word in named if not box.text().strip()]

    def _incomplete(self) -> str | None:
        match self._blank():
            case [one]:
                sentence = _("{subject} must include a {part}")
                return sentence.format(subject=self.subject, part=one)
            case [one, other]:
                sentence = _("{subject} must include a {part} and {other}")
                return sentence.format(subject=self.subject, part=one, other=other)
            case _:
                return None

    def _impossible(self) -> str | None:
        if _number(self.year.text()) is not None and not _is_full_year(self.year.text()):
            return _("Year must include 4 numbers")
        if self.value() is None:
            return _("{subject} must be a real date").format(subject=self.subject)
        return None

    def _out_of_bounds(self) -> str | None:
        known = self.value()
        if known and self._latest and known > self._latest:
            by = _("{subject} must be {date} or earlier")
            return self._too_late or by.format(subject=self.subject, date=spoken(self._latest))
        if known and self._earliest and known < self._earliest:
            by = _("{subject} must be {date} or later")
            return self._too_early or by.format(
                subject=self.subject, date=spoken(self._earliest)
            )
        return None

    def _at_fault(self) -> list[QWidget]:
        blank: list[QWidget] = [box for box in self._boxes() if not box.text().strip()]
        if blank:
            return blank
        wrong: list[QWidget] = []
        if not 1 <= (_number(self.day.text()) or 0) <= 31:
            wrong.append(self.day)
        if month_number(self.month.text()) is None:
            wrong.append(self.month)
        if not _is_full_year(self.year.text()):
            wrong.append(self.year)
        return wrong or list(self._boxes())


def month_number(typed: str) -> int | None:
    """1 to 12 from a number or an English month name, whole or begun with three letters."""
    word = typed.strip().lower().rstrip(".")
    number = _number(word)
    if number is not None:
        return number if 1 <= number <= 12 else None
    if len(word) < 3 or word[:3] not in _MONTHS:
        return None
    at = _MONTHS.index(word[:3])
    return at + 1 if _FULL[at].startswith(word) or word == "sept" else None


def split_date(words: str) -> tuple[str, str, str] | None:
    """Day, month and year of a date written in one piece, if it is one."""
    text = words.strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return found[3], found[2], found[1]
    if found := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -](\d{4})", text):
        return found[1], found[2], found[3]
    return None


def spoken(day: date) -> str:
    """A date as people say it: 3 May 2012."""
    return f"{day.day} {_FULL[day.month - 1].capitalize()} {day.year}"


def _number(typed: str) -> int | None:
    bare = typed.strip()
    return int(bare) if bare.isascii() and bare.isdigit() else None


def _is_full_year(typed: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{3}", typed.strip()))


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
