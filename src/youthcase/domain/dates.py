"""Which day is it here, how old is somebody, and how is a date written?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def local_day(moment: datetime) -> date:
    """The day in London on which `moment` (aware) falls."""
    return moment.astimezone(HERE).date()


def local_time(moment: datetime) -> datetime:
    """`moment` (aware) as London's clocks show it, without its zone."""
    return moment.astimezone(HERE).replace(tzinfo=None)


def age_on(born: date, day: date) -> int:
    """Whole years on `day`; somebody born on 29 February ages on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_working_day(day: date) -> bool:
    """Monday to Friday; bank holidays are not known offline and count as working days."""
    return day.weekday() < 5


def end_of_next_working_day(day: date) -> date:
    """The last day on which an author may still correct what was written on `day`."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and including `last`."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def short(day: date) -> str:
    """`Thu 19 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def plain(day: date) -> str:
    """`19 November 2026`."""
    return f"{day.day} {day:%B} {day.year}"


def with_weekday(day: date) -> str:
    """`Thursday 19 November 2026`."""
    return f"{day:%A} {plain(day)}"


def clock(at: time) -> str:
    """`09:40`."""
    return f"{at:%H:%M}"
