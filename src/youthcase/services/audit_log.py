"""Who looked at, changed or printed what, in words that people can read?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.dates import HERE
from youthcase.domain.ids import PersonId
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.store import acts, caseload, cases
from youthcase.store.acts import Kind, Wanted
from youthcase.vault import audit, roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from sqlite3 import Connection

    from youthcase.domain.ids import PlanVersionId
    from youthcase.services.desk import Desk

__all__ = ["AuditLog", "Filter", "Kind", "Line", "Verdict"]

_MOST_PEOPLE = 5000  # whom a word can mean; more than any service has


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act as a sentence: `Maya Adeyemi opened the file.` `person` is whom it is about."""

    number: int
    at: datetime
    who: str = field(repr=False)
    sentence: str = field(repr=False)
    kind: Kind
    person: PersonId | None = None
    name: str = field(repr=False, default="")
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which acts: whose (a name), of which kinds, from and to which day, about whom.

    `text` is any part of a young person's name or reference.
    """

    who: str = field(default="", repr=False)
    kinds: tuple[Kind, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the log, the journal and the records agree, and if not, since when.

    `since` is the first entry's time, `last_sound` that of the last one before any fault.
    """

    entries: int
    since: datetime | None
    problems: tuple[str, ...]
    last_sound: datetime | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class AuditLog:
    """What was done in this vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened_about(self, person: PersonId) -> None:
        """Write down that somebody looks at who has used this file.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.write() as db:
            self._desk.require_case(db, person)
            self._desk.note(db, "audit.read", f"person/{person}")

    def about(
        self,
        person: PersonId,
        kinds: tuple[Kind, ...] = (),
        *,
        offset: int = 0,
        limit: int = 100,
    ) -> tuple[Line, ...]:
        """Who looked at, changed and printed one young person's file, the newest first.

        Raises: NotAllowed for a colleague's case.
        """
        wanted = Wanted(people=(person,), kinds=kinds)
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return _lines(db, acts.page(db, wanted, offset=offset, limit=limit))

    def count_about(self, person: PersonId, kinds: tuple[Kind, ...] = ()) -> int:
        """How many lines `about` has.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return acts.count(db, Wanted(people=(person,), kinds=kinds))

    def opened(self) -> None:
        """Write down that somebody reads the whole log.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.write() as db:
            self._desk.note(db, "audit.read", "log")

    def find(self, chosen: Filter | None = None) -> Sequence[int]:
        """The numbers of all acts that are wanted, the newest first, for `lines`.

        They stay the same while the log grows, so that a page shows nothing twice.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return acts.numbers(db, _wanted(db, chosen or Filter()))

    def lines(self, numbers: Iterable[int]) -> tuple[Line, ...]:
        """The acts of these numbers as sentences.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return _lines(db, acts.rows(db, numbers))

    def looked_at_plan(self, version: PlanVersionId) -> None:
        """Write down that a version of a safety plan is read."""
        with self._desk.vault.write() as db:
            self._desk.note(db, "plan_version.view", f"plan_version/{version}")

    def searched(self) -> None:
        """Write down that the search was opened; never what was typed."""
        with self._desk.vault.write() as db:
            self._desk.note(db, "search.opened")

    def showed_names(self) -> None:
        """Write down that names are shown again that had been hidden."""
        with self._desk.vault.write() as db:
            self._desk.note(db, "names.shown")

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verdict:
        """Hold the log, the journal and the records against each other, and write that down.

        What `progress` raises stops it.

        Raises: NotAllowed for caseworkers.
        """
        desk = self._desk
        desk.require_supervisor()
        with desk.vault.read() as db:
            length, since = audit.head(db)[0], acts.first_time(db)

        def tell(done: int) -> None:
            if progress is not None:
                progress(done, length)

        faults = [
            acts.Fault(f.problem, f.since) for f in desk.vault.check_log(tell) if not f.is_ok
        ]
        try:
            with desk.vault.read() as db:
                for part in acts.record_faults(db):
                    faults += part
        except Damaged as damage:  # a page that cannot be read is an answer too
            faults.append(acts.Fault(str(damage), None))
        tell(length)
        with suppress(Refusal), desk.vault.write() as db:  # a harmed log may take no entry
            desk.note(db, "audit.checked", "log/unsound" if faults else "log/sound")
        times = [fault.last_sound for fault in faults if fault.last_sound is not None]
        return Verdict(
            entries=length,
            since=audit_words.moment(since) if since else None,
            problems=tuple(audit_words.since(f.sentence, f.last_sound) for f in faults),
            last_sound=audit_words.moment(min(times)) if times else None,
        )

    def head(self) -> tuple[int, str]:
        """The number of acts and the hash of the last one, as a plan's footer shows it."""
        with self._desk.vault.read() as db:
            length, head = audit.head(db)
        return length, head.hex()


def stamp_of(day: date) -> str:
    """The beginning of a day in London, as the audit writes times."""
    return audit.stamp(datetime.combine(day, time(), HERE))


def _lines(db: Connection, rows: tuple[acts.Row, ...]) -> tuple[Line, ...]:
    objects = [row.object for row in rows]
    people, ways = acts.people_of(db, objects), acts.ways_of(db, objects)
    names = acts.names_of(db, people.values())
    staff = {str(id_): name for id_, name in cases.staff_names(db).items()}
    users = roster.names(db)
    lines: list[Line] = []
    for row in rows:
        who = staff.get(row.actor, row.actor) or _("Somebody")
        person = people.get(row.object)
        ref, name = names.get(person or "", ("", ""))
        way = ways.get(row.object, "")
        lines.append(
            Line(
                number=row.seq,
                at=audit_words.moment(row.at),
                who=who,
                sentence=audit_words.sentence(who, row.action, row.object, users, way),
                kind=row.kind,
                person=None if person is None else PersonId(person),
                name=name,
                ref=ref,
            )
        )
    return tuple(lines)


def _wanted(db: Connection, chosen: Filter) -> Wanted:
    actors: tuple[str, ...] = ()
    if chosen.who:
        # The vault's own acts name the user, those of the program the colleague's id.
        known = cases.staff_named(db, chosen.who)
        actors = (chosen.who, *([known.name, known.id] if known else []))
    people = None
    if chosen.text.strip():
        meant = caseload.Wanted(text=chosen.text, order="name")
        found = caseload.page(db, meant, offset=0, limit=_MOST_PEOPLE)
        people = tuple(line.person for line in found)
    last = chosen.last_day
    return Wanted(
        actors=actors,
        kinds=chosen.kinds,
        since=stamp_of(chosen.first_day) if chosen.first_day else "",
        before=stamp_of(last + timedelta(days=1)) if last else "",
        people=people,
    )
