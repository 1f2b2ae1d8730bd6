"""What is wrong with a spreadsheet, where, and what can somebody do about it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from youthcase.i18n import _
from youthcase.importing.layout import SHEETS

Severity = Literal["error", "warning"]

LISTED_AT_MOST = 5_000

_ORDER = {sheet.name: place for place, sheet in enumerate(SHEETS)}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or incomplete: where it is, what it is and what to do.

    Neither sentence repeats what a cell says, since both may be printed and logged.
    """

    sheet: str
    row: int | None
    column: str | None
    sentence: str
    remedy: str
    severity: Severity

    def to_json(self) -> dict[str, str | int | None]:
        """The problem as plain values."""
        return {
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "sentence": self.sentence,
            "remedy": self.remedy,
        }


class Unreadable(Exception):  # noqa: N818  an answer, not a fault
    """A cell does not hold what its column is for."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


class Torn(Exception):  # noqa: N818  an answer, not a fault
    """A table cannot be read from some row on."""

    def __init__(self, row: int | None, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.row = row
        self.sentence = sentence
        self.remedy = remedy


@dataclass(slots=True)
class Report:
    """The problems found so far; from a certain number on they are only counted."""

    _listed: list[Problem] = field(default_factory=list[Problem])
    _unlisted: int = 0
    has_errors: bool = False

    def error(
        self, sheet: str, row: int | None, column: str | None, sentence: str, remedy: str
    ) -> None:
        """Add what must be put right before anything can be imported."""
        self.has_errors = True
        self._add(Problem(sheet, row, column, sentence, remedy, "error"))

    def warning(
        self, sheet: str, row: int | None, column: str | None, sentence: str, remedy: str
    ) -> None:
        """Add what is imported as it stands, and should be looked at."""
        self._add(Problem(sheet, row, column, sentence, remedy, "warning"))

    def in_order(self) -> tuple[Problem, ...]:
        """The problems as somebody walks through the sheets, top to bottom."""
        listed = sorted(self._listed, key=lambda p: (_ORDER.get(p.sheet, -1), p.row or 0))
        if not self._unlisted:
            return tuple(listed)
        more = Problem(
            "",
            None,
            None,
            _("{n} more problems are not listed here.").format(n=self._unlisted),
            _("Put the listed ones right first, then try again."),
            "error" if self.has_errors else "warning",
        )
        return (*listed, more)

    def _add(self, problem: Problem) -> None:
        errors_only = len(self._listed) >= LISTED_AT_MOST
        if errors_only and (
            problem.severity == "warning" or len(self._listed) >= 2 * LISTED_AT_MOST
        ):
            self._unlisted += 1
        else:
            self._listed.append(problem)
