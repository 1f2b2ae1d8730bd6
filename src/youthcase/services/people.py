"""Who are the young people, who is new, and what is on their files?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from youthcase.domain import people as rules
from youthcase.domain.assessments import Score
from youthcase.domain.caseload import CaseLine, Due, State, current_episode, state_of
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.ids import PersonId, StaffId, new_case
from youthcase.domain.people import Person
from youthcase.domain.plans import PlanCopyGiven, PlanDecision, PlanVersion
from youthcase.errors import NotAllowed
from youthcase.i18n import _
from youthcase.services import timeline
from youthcase.services.desk import Desk, changes
from youthcase.store import caseload, cases, journal, plans
from youthcase.store.caseload import Wanted

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.chronology import Entry

__all__ = ["CaseFile", "Match", "People", "Tiles", "Wanted"]

ALIKE = 0.78  # below, names that differ in half their letters begin to appear
REF_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What the page of one young person shows."""

    person: Person = field(repr=False)
    episodes: tuple[Episode, ...]
    current: Episode | None
    agreements: tuple[Agreement, ...] = field(repr=False)
    scores: tuple[Score, ...] = field(repr=False)
    versions: tuple[PlanVersion, ...] = field(repr=False)
    decisions: tuple[PlanDecision, ...] = field(repr=False)
    copies: tuple[PlanCopyGiven, ...] = field(repr=False)
    staff: dict[StaffId, str] = field(repr=False)
    due: tuple[Due, ...]
    words: str | None = field(repr=False)  # the latest of the young person's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Somebody who is perhaps the same young person, and why it seems so."""

    person: PersonId
    ref: str
    name: str = field(repr=False)
    dob: date | None = field(repr=False)
    worker_name: str | None
    state: State
    why: str
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """The numbers above the caseload; each is the length of the list it opens."""

    everybody: int
    overdue: int
    today: int
    this_week: int
    new: int


class People:
    """The young people of this vault, as far as this colleague may see them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def scope(self, wanted: Wanted) -> Wanted:
        """`wanted`, narrowed to a caseworker's own cases."""
        desk = self._desk
        return wanted if desk.supervises else replace(wanted, worker=desk.staff.id)

    def count(self, wanted: Wanted) -> int:
        """How many lines of the caseload are wanted."""
        with self._desk.vault.read() as db:
            return caseload.count(db, self.scope(wanted))

    def page(self, wanted: Wanted, *, offset: int, limit: int) -> tuple[CaseLine, ...]:
        """Lines of the caseload, from `offset` on."""
        with self._desk.vault.read() as db:
            return caseload.page(db, self.scope(wanted), offset=offset, limit=limit)

    def tiles(self) -> Tiles:
        """How many there are on each of the lists above the caseload."""
        with self._desk.vault.read() as db:
            return Tiles(
                **{
                    name: caseload.count(db, self.scope(wanted))
                    for name, wanted in self.lists().items()
                }
            )

    def lists(self) -> dict[str, Wanted]:
        """What each tile counts, and so what it opens, by the tile's name."""
        today = self._desk.today
        tomorrow = today + timedelta(days=1)
        return {
            "everybody": Wanted(),
            "overdue": Wanted(due_before=today),
            "today": Wanted(due_from=today, due_before=tomorrow),
            "this_week": Wanted(due_from=tomorrow, due_before=today + timedelta(days=8)),
            "new": Wanted(states=(State.NEW,)),
        }

    def find(self, text: str, limit: int = 8) -> tuple[CaseLine, ...]:
        """Own young people by any part of name, nickname, reference or phone number."""
        return self.page(Wanted(text=text, order="name"), offset=0, limit=limit)

    def similar(
        self, first: str, last: str, dob: date | None, phone: str = ""
    ) -> tuple[Match, ...]:
        """Everybody in the vault who may be the same young person, the likeliest first."""
        typed = rules.folded(f"{first} {last}")
        with self._desk.vault.read() as db:
            found = [
                (score, person, why)
                for person in cases.people_alike(db, f"{_stems(typed)} {phone}")
                for score, why in [_likeness(person, typed, dob, phone)]
                if why
            ]
            found.sort(key=lambda m: -m[0])
            return tuple(self._match(db, person, why) for _score, person, why in found[:8])

    def add(self, person: Person) -> Changes:
        """Save a new young person under the next reference.

        Raises: Refusal for what no record can say.
        """
        desk = self._desk
        with desk.vault.write() as db:
            new = prepared(db, desk, person)
            journal.add(db, desk.pen, [new])
            caseload.refresh(db, [new.id])
        return changes(new)

    def change(self, person: Person) -> Changes:
        """Save what differs in `person`.

        Raises: Refusal for what no record can say, NotAllowed for a colleague's case.
        """
        desk = self._desk
        rules.check(person, desk.today)
        with desk.vault.write() as db:
            desk.require_case(db, person.id)
            journal.change(db, desk.pen, person)
            caseload.refresh(db, [person.id])
        return changes(person)

    def by_ref(self, ref: str) -> Person | None:
        """The young person with this reference."""
        with self._desk.vault.read() as db:
            return cases.person_by_ref(db, ref)

    def opened(self, person: PersonId) -> CaseFile:
        """Open a file, and say so in the audit; that somebody may not, too.

        Raises: NotAllowed for a colleague's case.
        """
        desk = self._desk
        try:
            with desk.vault.write() as db:
                desk.require_case(db, person)
                desk.note(db, "person.view", f"person/{person}")
        except NotAllowed:
            with desk.vault.write() as db:
                desk.note(db, "person.refused", f"person/{person}")
            raise
        return self.file(person)

    def file(self, person: PersonId) -> CaseFile:
        """What stands on a file that is already open."""
        with self._desk.vault.read() as db:
            found = self._desk.require_case(db, person)
            episodes = cases.episodes(db, person)
            versions = plans.versions(db, person)
            words = None
            for version in versions:
                content = plans.content(db, version.id)
                if content and (own := content.in_section(2)):
                    words = own[0].text
                    break
            return CaseFile(
                person=found,
                episodes=episodes,
                current=current_episode(episodes),
                agreements=cases.agreements(db, person),
                scores=cases.scores(db, person),
                versions=versions,
                decisions=plans.decisions(db, person),
                copies=plans.copies_given(db, person),
                staff=cases.staff_names(db),
                due=caseload.dues_of(db, person),
                words=words,
            )

    def timeline(self, person: PersonId) -> tuple[Entry, ...]:
        """Everything that has happened on a file, the newest first."""
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return timeline.of(db, person)

    def blank(self) -> Person:
        """A young person of whom nothing is known yet; their reference comes on saving."""
        return rules.Person(
            id=PersonId(new_case()),
            ref="",
            first_name="",
            last_name="",
            recorded_at=self._desk.now,
        )

    def _match(self, db: Connection, person: Person, why: str) -> Match:
        episodes = cases.episodes(db, person.id)
        current = current_episode(episodes)
        names = cases.staff_names(db)
        return Match(
            person=person.id,
            ref=person.ref,
            name=person.name,
            dob=person.dob,
            worker_name=names.get(current.lead_worker)
            if current and current.lead_worker
            else None,
            state=state_of(current),
            why=why,
            may_open=self._desk.may_open(db, person.id),
        )


def prepared(db: Connection, desk: Desk, person: Person) -> Person:
    """A new young person, checked, with the next reference and who wrote them down when.

    Raises: Refusal for what no record can say.
    """
    rules.check(person, desk.today)
    return replace(
        person,
        ref=person.ref or next_ref(cases.refs(db)),
        recorded_by=desk.staff.id,
        recorded_at=desk.now,
    )


def next_ref(taken: frozenset[str]) -> str:
    """The next free reference: `YP-0043` after `YP-0042`."""
    numbers = [int(r[3:]) for r in taken if r.startswith("YP-") and r[3:].isdigit()]
    return f"YP-{max(numbers, default=0) + 1:0{REF_DIGITS}d}"


def _stems(typed: str) -> str:
    """The first three letters of each word, so that spellings that end differently meet."""
    return " ".join(word[:3] for word in typed.split())


def _likeness(person: Person, typed: str, dob: date | None, phone: str) -> tuple[float, str]:
    """How like, from 0 to 2, and in which respect; no words when not alike."""
    names = [rules.folded(person.name)]
    if person.known_as:
        names.append(rules.folded(f"{person.known_as} {person.last_name}"))
    score = max(
        max(SequenceMatcher(None, typed, n).ratio(), _sorted_ratio(typed, n)) for n in names
    )
    digits = "".join(c for c in phone if c.isdigit())
    if digits and digits == "".join(c for c in person.phone or "" if c.isdigit()):
        return score + 1, _("The same phone number")
    if dob and person.dob and score > ALIKE / 2:
        if dob == person.dob:
            return score + 1, _("A like name and the same date of birth")
        if (dob.year, dob.month, dob.day) == (
            person.dob.year,
            person.dob.day,
            person.dob.month,
        ):
            return score + 0.9, _("A like name; day and month of birth swapped")
        if score >= ALIKE and abs((dob - person.dob).days) <= 1:
            return score + 0.5, _("A like name and a date of birth one day apart")
    return (score, _("A like name")) if score >= ALIKE else (score, "")


def _sorted_ratio(one: str, other: str) -> float:
    return SequenceMatcher(
        None, " ".join(sorted(one.split())), " ".join(sorted(other.split()))
    ).ratio()
