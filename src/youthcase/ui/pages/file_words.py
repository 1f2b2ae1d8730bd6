"""In which words does a file say who somebody is, what is due and when things were?"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from youthcase.domain.caseload import State, state_of
from youthcase.domain.dates import age_on, clock, plain, short
from youthcase.i18n import _
from youthcase.ui.kit.chips import Chip
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from youthcase.domain.caseload import Due
    from youthcase.domain.episodes import Agreement, Episode
    from youthcase.domain.people import Person
    from youthcase.services.people import CaseFile

_STATE_TONES = {State.NEW: (Tone.INFO, "sprout"), State.OPEN: (Tone.PLAIN, "")}


def born(dob: date | None, today: date) -> str:
    """`14 years (born 3 May 2012)`, or that nobody knows."""
    if dob is None:
        return _("Date of birth not known")
    return _("{age} years (born {date})").format(age=age_on(dob, today), date=plain(dob))


def about(person: Person, lead: str | None, today: date) -> str:
    """The line below the name."""
    lead_words = _("Lead worker {name}").format(name=lead) if lead else _("No lead worker yet")
    parts = (born(person.dob, today), person.pronouns, person.ref, lead_words)
    return "  ·  ".join(part for part in parts if part)


def lead_of(file: CaseFile) -> str | None:
    """The name of whoever leads the current case."""
    worker = file.current.lead_worker if file.current else None
    return file.staff.get(worker) if worker else None


def state_chip(episode: Episode | None) -> Chip:
    """Where the young person stands with the service."""
    state = state_of(episode)
    tone, icon = _STATE_TONES.get(state, (Tone.NEUTRAL, ""))
    return Chip(_(state.value), tone, icon)


def due_chip(due: Due, today: date) -> Chip:
    """When something has to be done; colour only where it presses."""
    if due.on is None:
        return Chip(_("No day set"), Tone.PLAIN, "circle")
    days = (due.on - today).days
    if days < 0:
        late = _("1 day overdue") if days == -1 else _("{n} days overdue").format(n=-days)
        return Chip(late, Tone.DANGER, "triangle-alert", outlined=True)
    if days == 0:
        return Chip(_("Due today"), Tone.WARN, "clock", outlined=True)
    if days == 1:
        return Chip(_("Due tomorrow"), Tone.PLAIN, "circle")
    return Chip(_("Due {day}").format(day=dated(due.on, today)), Tone.PLAIN, "circle")


@lru_cache(maxsize=4096)
def dated(day: date, today: date) -> str:
    """`Thu 19 Nov`, with the year when it is another one."""
    return short(day) if day.year == today.year else f"{short(day)} {day.year}"


def when(day: date, at: time | None, today: date) -> str:
    """`Today, 09:40`."""
    words = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}.get(day)
    words = words or dated(day, today)
    return f"{words}, {clock(at)}" if at else words


@lru_cache(maxsize=4096)
def stretch(day: date, today: date) -> str:
    """Under which heading of the timeline a day stands: this week, last week, then months."""
    monday = today - timedelta(days=today.weekday())
    if day >= monday + timedelta(days=7):
        return _("Ahead")
    if day >= monday:
        return _("This week")
    if day >= monday - timedelta(days=7):
        return _("Last week")
    if (day.year, day.month) == (today.year, today.month):
        return _("Earlier in {month}").format(month=f"{day:%B}")
    return f"{day:%B} {day.year}"


def agreement_of(file: CaseFile) -> Agreement | None:
    """What the young person said last about working with us in the current case."""
    current = file.current
    given = [a for a in file.agreements if current and a.episode == current.id]
    return max(given, key=lambda a: (a.recorded_at, a.id), default=None)
