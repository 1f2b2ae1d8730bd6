"""Who looked at, changed or printed what, in words that people can read?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.dates import HERE
from youthcase.domain.ids import PersonId
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.store import acts, cases
from youthcase.store.acts import Kind, Wanted
from youthcase.vault import audit, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from youthcase.services.desk import Desk

__all__ = ["AuditLog", "Filter", "Kind", "Line", "Seal", "Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act as a sentence: `Maya Adeyemi opened the file.` `person` is whom it is about."""

    number: int
    at: datetime
    who: str = field(repr=False)
    sentence: str = field(repr=False)
    kind: Kind
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which acts: whose (a name), of which kinds, from and to which day, about whom."""

    who: str = field(default="", repr=False)
    kinds: tuple[Kind, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the log, the journal and the records agree, and if not, since when."""

    entries: int
    problems: tuple[str, ...]
    last_sound: datetime | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A month of the log in one line, for a page that a supervisor signs.

    `entries` of the month, `length` and `head` of the whole chain at its end. A log that was
    put back or cut later does not have this head at this length any more.
    """

    month: str
    entries: int
    length: int
    head: str
    who: str = field(repr=False)
    made_at: datetime
    is_over: bool


class AuditLog:
    """What was done in this vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def about(self, person: PersonId, *, offset: int = 0, limit: int = 100) -> tuple[Line, ...]:
        """Who looked at, changed and printed one young person's file, the newest first.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return self._lines(db, Wanted(person=person), offset, limit)

    def count_about(self, person: PersonId) -> int:
        """How many lines `about` has.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return acts.count(db, Wanted(person=person))

    def page(
        self, chosen: Filter | None = None, *, offset: int = 0, limit: int = 100
    ) -> tuple[Line, ...]:
        """Some of the whole log, the newest first.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return self._lines(db, _wanted(db, chosen or Filter()), offset, limit)

    def count(self, chosen: Filter | None = None) -> int:
        """How many lines `page` has in all.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return acts.count(db, _wanted(db, chosen or Filter()))

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verdict:
        """Hold the log, the journal and the records against each other.

        Raises: NotAllowed for caseworkers.
        """
        desk = self._desk
        desk.require_supervisor()
        length = self.head()[0]

        def tell(done: int) -> None:
            if progress is not None:
                progress(done, length)

        found: list[acts.Fault] = []
        looks: tuple[Callable[[Connection], tuple[acts.Fault, ...]], ...] = (
            lambda db: acts.chain_faults(db, tell),
            acts.record_faults,
        )
        for look in looks:
            try:
                with desk.vault.read() as db:
                    found += look(db)
            except Damaged as damage:  # a page that cannot be read is an answer too
                found.append(acts.Fault(str(damage), None))
        tell(length)
        times = [fault.last_sound for fault in found if fault.last_sound is not None]
        return Verdict(
            entries=length,
            problems=tuple(_with_time(fault) for fault in found),
            last_sound=_moment(min(times)) if times else None,
        )

    def head(self) -> tuple[int, str]:
        """The number of acts and the hash of the last one, as a plan's footer shows it."""
        with self._desk.vault.read() as db:
            length, head = audit.head(db)
        return length, head.hex()

    def seal(self, month: str) -> Seal:
        """The seal of a month (`2026-11`), to be signed on paper.

        Raises: NotAllowed for caseworkers, Refusal for no month or one that is to come.
        """
        desk = self._desk
        desk.require_supervisor()
        first = _first_day(month)
        if first > desk.today:
            raise Refusal(_("This month has not begun yet. Choose an earlier one."))
        following = (first + timedelta(days=31)).replace(day=1)
        with desk.vault.write() as db:
            within, length, head = acts.until(db, _stamp(first), _stamp(following))
            desk.note(db, "audit.sealed", f"month/{month}")
        return Seal(
            month=month,
            entries=within,
            length=length,
            head=head.hex(),
            who=desk.staff.name,
            made_at=desk.now,
            is_over=following <= desk.today,
        )

    def _lines(
        self, db: Connection, wanted: Wanted, offset: int, limit: int
    ) -> tuple[Line, ...]:
        rows = acts.page(db, wanted, offset=offset, limit=limit)
        people = acts.people_of(db, (row.object for row in rows))
        staff = {str(id_): name for id_, name in cases.staff_names(db).items()}
        users = roster.names(db)
        lines: list[Line] = []
        for row in rows:
            who = staff.get(row.actor, row.actor) or _("Somebody")
            person = people.get(row.object)
            lines.append(
                Line(
                    number=row.seq,
                    at=_moment(row.at),
                    who=who,
                    sentence=audit_words.sentence(who, row.action, row.object, users),
                    kind=row.kind,
                    person=None if person is None else PersonId(person),
                )
            )
        return tuple(lines)


def _wanted(db: Connection, chosen: Filter) -> Wanted:
    actors: tuple[str, ...] = ()
    if chosen.who:
        # The vault's own acts name the user, those of the program the colleague's id.
        known = cases.staff_named(db, chosen.who)
        actors = (chosen.who, *([known.name, known.id] if known else []))
    last = chosen.last_day
    return Wanted(
        actors=actors,
        kinds=chosen.kinds,
        since=_stamp(chosen.first_day) if chosen.first_day else "",
        before=_stamp(last + timedelta(days=1)) if last else "",
        person=chosen.person,
    )


def _with_time(fault: acts.Fault) -> str:
    if fault.last_sound is None:
        return fault.sentence
    return _("{problem} The last sound entry before it is of {time}.").format(
        problem=fault.sentence, time=f"{_moment(fault.last_sound):%d %B %Y, %H:%M}"
    )


def _first_day(month: str) -> date:
    try:
        return datetime.strptime(f"{month}-01", "%Y-%m-%d").replace(tzinfo=HERE).date()
    except ValueError as error:
        raise Refusal(_("Write the month as YYYY-MM, for example 2026-10.")) from error


def _stamp(day: date) -> str:
    """The beginning of a day in London, as the audit writes times."""
    return audit.stamp(datetime.combine(day, time(), HERE))


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).astimezone(HERE)
