"""How far has the year come towards its target, and which periods can be reported?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from youthcase.domain import periods
from youthcase.domain.periods import Period

USUAL_TARGET = 200
_TOO_EARLY_DAYS = 28  # before them a pace is chance


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """How many benefited in the financial year up to `day`: true, for internal eyes.

    `short` are those who lack exactly one thing.
    """

    year: Period
    day: date
    counted: int
    target: int
    short: int

    @property
    def at_this_pace(self) -> int | None:
        """The year's figure if days go on bringing as many; None too early in the year."""
        gone = (self.day - self.year.first).days + 1
        if gone < _TOO_EARLY_DAYS:
            return None
        return round(self.counted * self.year.days / gone)


def to_report(today: date) -> tuple[Period, ...]:
    """The periods that a return is usually made for, the quarter that ended last first."""
    this = periods.financial_year_of(today)
    last = periods.parse(f"{this.first.year - 1}-{this.first.year % 100:02d}")
    begun = [q for q in this.quarters() if q.first <= today]
    ended = [q for q in begun if q.last < today]
    newest = ended[-1] if ended else last.quarters()[-1]
    up_to = [periods.year_to_date(q) for q in reversed(ended[1:])]
    usual = (newest, *reversed(begun), *up_to, this, last, *reversed(last.quarters()))
    return tuple(dict.fromkeys(usual))
