"""Which days does a period have?

A financial year runs from 1 April to 31 March, in quarters of three months.
Source: domain.md 3.2. The codes are those of the command line (interfaces.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from youthcase.errors import Refusal
from youthcase.i18n import _

_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})(?:-Q([1-4])(-ytd)?)?")
_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")
_FIRST_MONTH = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included, under a code that people can type.

    Raises:
        Refusal: the last day is before the first.
    """

    code: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(
                _(
                    "This period ends before it begins, so nothing was counted. "
                    "Put the earlier date first, as in 2022-04-01..2025-03-31."
                ),
                field="period",
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.last - self.first).days + 1

    @property
    def is_within_one_financial_year(self) -> bool:
        """Whether "the first time this financial year" has one meaning here."""
        return year_start(self.first) == year_start(self.last)

    def known_by(self, as_at: date) -> tuple[date, date] | None:
        """The first and last day that a count as at `as_at` may use; None without any."""
        return None if as_at < self.first else (self.first, min(self.last, as_at))

    def quarters(self) -> tuple[Period, ...]:
        """The quarters that make up exactly these days; none where they are not whole ones."""
        found: list[Period] = []
        day = self.first
        while True:
            quarter = quarter_of(day)
            if quarter.first != day or quarter.last > self.last:
                return ()
            found.append(quarter)
            if quarter.last == self.last:
                return tuple(found)
            day = quarter.last + timedelta(days=1)


def year_start(day: date) -> date:
    """The 1 April on or before `day`."""
    return date(day.year if day.month >= _FIRST_MONTH else day.year - 1, _FIRST_MONTH, 1)


def financial_year_of(day: date) -> Period:
    """The financial year that `day` lies in."""
    return _year(year_start(day).year)


def quarter_of(day: date) -> Period:
    """The quarter that `day` lies in."""
    return _quarter(year_start(day).year, (day.month - _FIRST_MONTH) % 12 // _MONTHS + 1)


def year_to_date(quarter: Period) -> Period:
    """The financial year of `quarter` from its 1 April to the quarter's last day."""
    return Period(
        f"{quarter_of(quarter.last).code}-ytd", year_start(quarter.last), quarter.last
    )


def parse(code: str) -> Period:
    """The period that `code` stands for.

    Raises:
        Refusal: `code` is not written in one of the four ways, or its dates do not exist.
    """
    text = code.strip()
    try:
        found = _parse_year(text) or _parse_range(text)
    except ValueError:
        found = None
    if found is None:
        raise Refusal(
            _(
                "This is not a period, so nothing was counted. Write a financial year as "
                "2026-27, a quarter as 2026-27-Q2, the year to the end of a quarter as "
                "2026-27-Q2-ytd, or any two dates as 2022-04-01..2025-03-31."
            ),
            field="period",
        )
    return found


def _parse_year(text: str) -> Period | None:
    match = _YEAR.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    if int(match[2]) != (year + 1) % 100 or not MINYEAR < year < MAXYEAR - 1:
        return None
    if match[3] is None:
        return _year(year)
    quarter = _quarter(year, int(match[3]))
    return year_to_date(quarter) if match[4] else quarter


def _parse_range(text: str) -> Period | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    if min(first, last).year <= MINYEAR or max(first, last).year >= MAXYEAR:
        return None
    return Period(text, first, last)


def _year(year: int) -> Period:
    return Period(
        _code(year), date(year, _FIRST_MONTH, 1), date(year + 1, _FIRST_MONTH - 1, 31)
    )


def _quarter(year: int, number: int) -> Period:
    return Period(f"{_code(year)}-Q{number}", *_quarter_days(year, number))


def _quarter_days(year: int, number: int) -> tuple[date, date]:
    starts = [date(year + m // 12, m % 12 + 1, 1) for m in range(3, 16, _MONTHS)]
    return starts[number - 1], starts[number] - timedelta(days=1)


def _code(year: int) -> str:
    return f"{year:04d}-{(year + 1) % 100:02d}"
