"""In which words are copies of the vault told of: when, what kind, how large, whether whole?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.dates import clock, local_time, short
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.services.backup_copies import Copy
    from youthcase.services.backups import Status

_KINDS = {
    "daily": _("Ordinary"),
    "hand": _("Saved by hand"),
    "migration": _("Before an update"),
    "rotation": _("Before new keys"),
}
# What a person counts when they compare two copies, in this order.
COMPARED = (_("young people"), _("episodes"), _("contacts"), _("safety plans"))
_ONE = {
    _("young people"): _("young person"),
    _("episodes"): _("episode"),
    _("contacts"): _("contact"),
    _("safety plans"): _("safety plan"),
    _("scores"): _("score"),
    _("colleagues"): _("colleague"),
}


def kind(copy: Copy) -> str:
    """Why a copy was made."""
    return _KINDS[copy.kind]


def when(moment: datetime, today: date) -> str:
    """`Today 09:14`, `Yesterday 17:02`, `Thu 19 Nov 09:14`, with the year if it is another."""
    here = local_time(moment)
    day, time = here.date(), clock(here.time())
    if day == today:
        return _("Today {time}").format(time=time)
    if day == today - timedelta(days=1):
        return _("Yesterday {time}").format(time=time)
    words = short(day) if day.year == today.year else f"{short(day)} {day.year}"
    return f"{words} {time}"


def moment_of(moment: datetime) -> str:
    """`Thu 19 Nov 2026, 09:14`."""
    here = local_time(moment)
    return f"{short(here.date())} {here.year}, {clock(here.time())}"


def size(megabytes: float) -> str:
    """`0.4 MB`, `12 MB`."""
    shown = f"{megabytes:.1f}" if megabytes < 10 else f"{megabytes:,.0f}"
    return _("{n} MB").format(n=shown)


def last(status: Status, today: date) -> str:
    """When the last copy was made, and how many there are."""
    if status.last is None:
        return _("No backup yet")
    parts = [_("Last backup: {when}").format(when=when(status.last.at, today))]
    parts.append(_("{n} on this computer").format(n=len(status.copies)))
    if status.is_second_lost:
        parts.append(_("second place not there"))
    elif status.second_place:
        parts.append(_("{n} in the second place").format(n=len(status.second_copies)))
    return "  ·  ".join(parts)


def counted(name: str, n: int) -> str:
    """`1 young person`, `2,104 contacts`."""
    one = _ONE.get(name)
    return f"{n:,} {one if one and n == 1 else name}"


def what_is_lost(before: Mapping[str, int] | None, after: Mapping[str, int]) -> str:
    """What the vault has now that the copy has not, as a sentence."""
    if before is None:
        return _("What the vault holds now cannot be counted, so nobody can say what is lost.")
    gone = [
        counted(name, before[name] - after[name])
        for name in COMPARED
        if before.get(name, 0) > after.get(name, 0)
    ]
    if gone:
        return _("Not in the copy: {counts}, and every change made since.").format(
            counts=", ".join(gone)
        )
    return _("The copy has as many records. Changes made since to the same ones are not in it.")
