"""On which days did the worker and the young person meet, try to, or speak with others?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.staff import Staff
from youthcase.services.invented.chance import Chance, working_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from youthcase.domain.episodes import Episode
    from youthcase.services.invented.work import Spell

_MODES = {
    "F2F_HOME": 6, "F2F_SCHOOL": 6, "F2F_COMMUNITY": 7, "F2F_OFFICE": 4, "PHONE": 4, "VIDEO": 1,
    "F2F_HOSPITAL": 0.2,
}  # fmt: skip
_MISSED = ("DNA", "CANCELLED_YP", "CANCELLED_WORKER", "UNSUCCESSFUL_VISIT", "REFUSED")
_ASIDE = ("parent", "professional", "text", "letter", "group", "panel")
_CLOSING_MODES = {
    "DISENGAGED": "EMAIL_LETTER", "DUPLICATE": "EMAIL_LETTER", "CUSTODY": "F2F_CUSTODY",
    "MOVED": "PHONE", "STEP_UP": "F2F_OFFICE", "TRANSFER_SVC": "F2F_OFFICE",
}  # fmt: skip
_CALL_MINUTES = 15
_LATE_ENTRIES = 0.05


@dataclass(frozen=True, slots=True)
class Meeting:
    """One contact before its words are found; `kind` names the pool they come from."""

    day: date
    kind: str
    mode: str
    attended: str = "ATTENDED"
    with_whom: tuple[str, ...] = ("YP",)
    minutes: int | None = None
    at: time | None = None
    written: date | None = None  # when it is not written on the day itself
    writer: Staff | None = None
    cover: bool = False
    event: str = ""  # what happened, where it stands out; of a closing, its reason

    @property
    def counts(self) -> bool:
        """Whether it is work with the young person in the sense of the counting rule."""
        return (
            self.attended == "ATTENDED"
            and "YP" in self.with_whom
            and (self.mode[:3] == "F2F" or (self.mode in {"PHONE", "VIDEO"} and self._long))
        )

    @property
    def _long(self) -> bool:
        return (self.minutes or 0) >= _CALL_MINUTES


def meetings(
    chance: Chance, spell: Spell, episode: Episode, today: date
) -> tuple[Meeting, ...]:
    """All contacts of an accepted spell in the order of their days."""
    if spell.start is None:
        return ()
    last = spell.last_day(today)
    found = [m for m in _course(chance, spell, episode, today) if spell.start <= m.day <= last]
    if spell.end:
        found = [m for m in found if m.day < spell.end]
        found.append(_closing(chance, spell, spell.end))
    found.sort(key=lambda m: m.day)
    latest = today - timedelta(days=1)
    return tuple(_timed(chance, m, latest) for m in found)


def _course(chance: Chance, spell: Spell, episode: Episode, today: date) -> Iterator[Meeting]:
    start, last = spell.start or today, spell.last_day(today)
    pattern = spell.spec["pattern"]
    if pattern == "first":
        yield Meeting(
            min(last, start + timedelta(days=1)),
            "waiting",
            "PHONE",
            with_whom=("PROFESSIONAL",),
        )
        return
    every = episode.contact_frequency_days or 14
    day = working_day(start + timedelta(days=chance.between(3, 6)))
    quiet_from = last
    if pattern == "fading":
        quiet_from = today - timedelta(days=chance.between(36, 75))
    count = 0
    while day <= last:
        met = _appointment(chance, pattern, day, count, quiet=day > quiet_from)
        yield met
        count += met.attended == "ATTENDED"
        gap = max(3, every + chance.between(-2, 3))
        if chance.maybe(0.06):
            gap += chance.between(9, 20)
        if chance.maybe(0.4):
            aside = _aside(chance, pattern, day + timedelta(days=chance.between(1, gap - 1)))
            yield aside
        day = _next_working_day(day + timedelta(days=gap))


def _appointment(
    chance: Chance, pattern: str, day: date, count: int, *, quiet: bool
) -> Meeting:
    if count == 0 and not quiet:
        mode = "VIDEO" if pattern == "calls" else chance.pick(("F2F_HOME", "F2F_COMMUNITY"))
        return Meeting(day, "first", mode, with_whom=("YP", "PARENT_CARER"))
    missed = quiet or pattern == "one" or chance.maybe(0.2)
    if missed:
        why = chance.weighted(_MISSED, (9, 5 if not quiet else 1, 3 if not quiet else 0, 5, 1))
        mode = chance.pick(("F2F_COMMUNITY", "F2F_SCHOOL", "F2F_OFFICE"))
        if why in {"UNSUCCESSFUL_VISIT", "REFUSED"}:
            mode = "F2F_HOME"
        return Meeting(day, "missed", mode, why, ("YP",), minutes=0)
    if pattern == "calls":
        mode = chance.weighted(("PHONE", "VIDEO"), (3, 1))
        return Meeting(day, "meet", mode, minutes=chance.between(16, 40))
    mode = chance.weighted(tuple(_MODES), tuple(_MODES.values()))
    return Meeting(day, "meet", mode)


def _aside(chance: Chance, pattern: str, day: date) -> Meeting:
    kind = chance.weighted(_ASIDE, (8, 8, 7, 1, 0 if pattern in {"one", "calls"} else 1.5, 1))
    day = working_day(day)
    match kind:
        case "parent":
            return Meeting(day, kind, "PHONE", with_whom=("PARENT_CARER",))
        case "professional":
            return Meeting(
                day, kind, chance.pick(("PHONE", "PHONE", "VIDEO")), with_whom=("PROFESSIONAL",)
            )
        case "text":
            return Meeting(day, kind, "TEXT_MSG", "NOT_APPLICABLE")
        case "letter":
            return Meeting(day, kind, "EMAIL_LETTER", "NOT_APPLICABLE", ("YP", "PARENT_CARER"))
        case "group":
            return Meeting(day, kind, "GROUP", minutes=120)
        case _:
            return Meeting(day, kind, "VIDEO", with_whom=("PROFESSIONAL", "PANEL"), minutes=45)


def _closing(chance: Chance, spell: Spell, end: date) -> Meeting:
    closure = spell.spec["closure"]
    mode = _CLOSING_MODES.get(closure, "F2F_COMMUNITY")
    if mode == "EMAIL_LETTER":
        whom = ("PROFESSIONAL",) if closure == "DUPLICATE" else ("YP",)
        return Meeting(end, "closing", mode, "NOT_APPLICABLE", whom, event=closure)
    others = ("PROFESSIONAL",) if closure in {"STEP_UP", "TRANSFER_SVC", "TRANSFER_LA"} else ()
    minutes = chance.between(20, 60)
    return Meeting(
        end, "closing", mode, with_whom=("YP", *others), minutes=minutes, event=closure
    )


def _timed(chance: Chance, meeting: Meeting, latest: date) -> Meeting:
    """The same meeting with a time, a length and a day of writing that suit it."""
    minutes = meeting.minutes
    if minutes is None and meeting.mode[:3] == "F2F":
        minutes = chance.pick((40, 45, 50, 60, 60, 75, 90))
    elif minutes is None and meeting.mode in {"PHONE", "VIDEO"}:
        low = 20 if meeting.kind == "first" or meeting.mode == "VIDEO" else 5
        minutes = chance.between(low, 35)
    at = time(chance.between(9, 17), chance.pick((0, 10, 15, 20, 30, 40, 45, 50)))
    written = meeting.day
    if chance.maybe(_LATE_ENTRIES):
        written = min(latest, meeting.day + timedelta(days=chance.between(3, 6)))
    return replace(meeting, minutes=minutes or None, at=at, written=written)


def _next_working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
