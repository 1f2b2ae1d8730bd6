"""In which words do the pages of released returns speak?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from youthcase.domain import periods
from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.returns.released import DFE5, INTERNAL, MIRROR5, NHS7, PARTNER, PUBLIC
from youthcase.ui.pages import returns_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from youthcase.domain.benefit import Count, Gap, Reason, Warned
    from youthcase.domain.periods import Period
    from youthcase.services.return_progress import SoFar

_TO_DATE = re.compile(r"(\d{4}-\d{2})-Q[1-4]-ytd")
AUDIENCES = (
    (
        PARTNER,
        _("Partners under an agreement"),
        _("A board, a funder, the council. Figures in which nobody can be found."),
    ),
    (
        PUBLIC,
        _("The public"),
        _("A web page, a newspaper, a report for everybody. Protected in the same way."),
    ),
    (
        INTERNAL,
        _("Only us: the true figures"),
        _("To look at here. They are never released, saved or sent."),
    ),
)
PROFILES = (
    (MIRROR5, _("Our own: whole figures in fives, nothing hidden")),
    (DFE5, _("A form that hides 1 to 5 (Department for Education)")),
    (NHS7, _("A form that hides 1 to 7 and rounds to fives (NHS)")),
)
FILES = (
    ("return.pdf", _("to read and to print, with its charts")),
    ("return.xlsx", _("one sheet of figures for a spreadsheet")),
    ("return.csv", _("the same figures for another program")),
    ("manifest.json", _("how it was counted, and the proof that no file was changed")),
)


def period_title(period: Period) -> str:
    """A period as people call it."""
    found = _TO_DATE.fullmatch(period.code)
    if found:
        months = f"{period.first:%B} to {period.last:%B %Y}"
        words = _("Year to date {year}  \N{MIDDLE DOT}  {months}")
        return words.format(year=found[1], months=months)
    return returns_words.period_title(period)


def period_of(code: str) -> str:
    """The same, from the code that stands in a release."""
    try:
        return period_title(periods.parse(code))
    except Refusal:
        return code


def audience(code: str) -> str:
    """For whom a return is, within a sentence."""
    return {PARTNER: _("for partners"), PUBLIC: _("for the public")}.get(
        code, _("for us alone")
    )


def headline(number: int | None) -> str:
    """A published headline."""
    return _("fewer than 10") if number is None else f"{number:,}"


def progress(so_far: SoFar) -> str:
    """How far the year is from its target."""
    counted = _("{n} of {target} by {day}.").format(
        n=so_far.counted, target=so_far.target, day=plain(so_far.day)
    )
    rest = so_far.target - so_far.counted
    if rest <= 0:
        return counted + " " + _("The target is reached.")
    more = plural("{n} more to reach the target.", "{n} more to reach the target.", rest)
    return f"{counted} {more}"


def projection(so_far: SoFar) -> str:
    """Where the year would end, with the assumption behind it."""
    at_this_pace = so_far.at_this_pace
    if at_this_pace is None:
        return _("It is too early in the year to say where it will end.")
    return _(
        "At this pace about {n} by {day}. This assumes that as many young people a week are "
        "counted for the first time as since {first}."
    ).format(n=at_this_pace, day=plain(so_far.year.last), first=plain(so_far.year.first))


def short(number: int) -> str:
    """How many lack only one thing."""
    return plural("{n} is one step short", "{n} are one step short", number)


def lacking_only(count: Count, reason: Reason) -> int:
    """How many would count if one thing were put right."""
    return sum(miss.reason is reason for miss in count.near_misses)


def by_gap(warnings: Iterable[Warned]) -> dict[Gap, int]:
    """How often each gap of the record is met, the most frequent first."""
    found: dict[Gap, int] = {}
    for warned in warnings:
        found[warned.gap] = found.get(warned.gap, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0].value)))


def gaps_in_words(found: dict[Gap, int]) -> str:
    """The gaps with their numbers, in one line."""
    return "; ".join(f"{returns_words.gap_title(gap)}: {n}" for gap, n in found.items())
