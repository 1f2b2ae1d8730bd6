"""What does a month's seal say of the log, and how is the head on a paper read again?"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_DIGITS, ALL_DIGITS = 8, 64
MONTHS = 12
_GROUP = 4
# What is read or typed instead of a digit; none of these letters is one.
_SLIPS = str.maketrans({"o": "0", "l": "1", "i": "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of the log: when, by whom, and whether it found nothing wrong."""

    at: datetime
    who: str = field(repr=False)
    is_sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A month of the log on one page, which a supervisor signs.

    `entries` of the month by kind, in words; `length` and `head` of the whole chain at its
    end, `before` its length when the month began. A log that was put back or cut later does
    not have this head at this length any more.
    """

    month: str
    by_kind: tuple[tuple[str, int], ...]
    before: int
    length: int
    head: str
    head_at: datetime | None
    checks: tuple[Check, ...] = field(repr=False)
    service: str = ""
    who: str = field(repr=False)
    made_at: datetime
    is_over: bool

    @property
    def entries(self) -> int:
        """How many entries the month has."""
        return sum(count for _words, count in self.by_kind)


def first_day(month: str) -> date:
    """The first day of a month written `2026-10`.

    Raises:
        Refusal: it is not written so.
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})", month, re.ASCII)
    if found and 1 <= int(found[2]) <= MONTHS and int(found[1]) > 0:
        return date(int(found[1]), int(found[2]), 1)
    raise Refusal(_("Write the month as YYYY-MM, for example 2026-10."))


def month_of(day: date) -> str:
    """The month of a day, as `2026-10`."""
    return f"{day:%Y-%m}"


def following(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first + timedelta(days=31)).replace(day=1)


def before(first: date) -> date:
    """The first day of the month before the one that begins on `first`."""
    return (first - timedelta(days=1)).replace(day=1)


def named(month: str) -> str:
    """`October 2026`."""
    first = first_day(month)
    return f"{calendar.month_name[first.month]} {first.year}"


def grouped(head: str) -> Sequence[str]:
    """The digits of a head in fours, so that they can be read out and compared."""
    return [head[at : at + _GROUP] for at in range(0, len(head), _GROUP)]


def digits_of(typed: str) -> str:
    """The digits that somebody has read from a paper, without what stands between them.

    Raises:
        Refusal: there are too few or too many, or something else among them.
    """
    plain = re.sub(r"[\s\-–.:·]+", "", typed.casefold()).translate(_SLIPS)  # noqa: RUF001
    if not re.fullmatch(r"[0-9a-f]*", plain):
        raise Refusal(
            _("The head holds only the digits 0 to 9 and the letters a to f. Look again."),
            field="head",
        )
    if not LEAST_DIGITS <= len(plain) <= ALL_DIGITS:
        raise Refusal(
            _("Type the head as it stands on the paper: at least its first 8 signs."),
            field="head",
        )
    return plain
