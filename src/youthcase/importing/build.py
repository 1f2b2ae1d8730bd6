"""Which records do the rows make, and which rows contradict each other?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from youthcase.domain.assessments import Score, bounds
from youthcase.domain.contacts import Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.people import Person
from youthcase.domain.plans import PlanDecision, PlanItem, PlanPlace, PlanVersion
from youthcase.domain.records import Records
from youthcase.i18n import _
from youthcase.importing.making import Maker
from youthcase.importing.rows import Row

if TYPE_CHECKING:
    from youthcase.importing.problems import Report
    from youthcase.importing.staff_names import StaffNames

Rows = Mapping[str, list[Row]]


@dataclass(slots=True)
class PlanHistory:
    """One version as it was read, with the day of its approval."""

    row: Row
    record: PlanVersion
    approved_on: date | None


@dataclass(slots=True)
class EpisodeHistory:
    """One episode as it was read, with what hangs on it."""

    row: Row
    record: Episode
    agreement: Agreement | None = None
    contacts: list[tuple[Row, Contact]] = field(default_factory=list[tuple[Row, Contact]])
    plans: list[PlanHistory] = field(default_factory=list[PlanHistory])
    scores: list[tuple[Row, Score]] = field(default_factory=list[tuple[Row, Score]])


@dataclass(slots=True)
class PersonHistory:
    """One young person as they were read, with their episodes."""

    row: Row
    record: Person
    episodes: list[EpisodeHistory] = field(default_factory=list[EpisodeHistory])


PersonKey = str
EpisodeKey = tuple[str, int]
VersionKey = tuple[str, int, int]


class Builder:
    """Makes records row by row, sheet by sheet, and remembers where each came from.

    A row that is not whole, or refers to one that is not, makes no record; its key is
    remembered all the same, so that one mistake is told once.
    """

    def __init__(
        self, refs: frozenset[str], staff: StaffNames, now: datetime, report: Report
    ) -> None:
        self.people: dict[PersonKey, PersonHistory | None] = {}
        self.items: list[PlanItem] = []
        self.places: list[PlanPlace] = []
        self._refs = frozenset(ref.casefold() for ref in refs)
        self._staff = staff
        self._make = Maker(staff, now)
        self._report = report
        self._first_rows: dict[tuple[str, object], int] = {}
        self._episodes: dict[EpisodeKey, EpisodeHistory | None] = {}
        self._versions: dict[VersionKey, PlanHistory | None] = {}
        self._decisions: list[PlanDecision] = []
        self._places_in: Counter[tuple[VersionKey, int]] = Counter()

    def build(self, rows: Rows) -> Records:
        """The records of all sheets, each kind after those that it refers to."""
        self._staff.add_sheet(rows.get("staff", []), self._report)
        steps = {
            "people": self._person,
            "episodes": self._episode,
            "contacts": self._contact,
            "plans": self._plan,
            "plan_items": self._item,
            "plan_places": self._place,
            "scores": self._score,
        }
        for sheet, step in steps.items():
            for row in rows.get(sheet, []):
                step(row)
        for person in self.people.values():
            for episode in person.episodes if person else ():
                _supersede(episode)
        return self._records()

    def _records(self) -> Records:
        people = [p for p in self.people.values() if p]
        episodes = [e for p in people for e in p.episodes]
        return Records(
            staff=tuple(self._staff.new),
            people=tuple(p.record for p in people),
            episodes=tuple(e.record for e in episodes),
            agreements=tuple(e.agreement for e in episodes if e.agreement),
            contacts=tuple(c for e in episodes for _row, c in e.contacts),
            scores=tuple(s for e in episodes for _row, s in e.scores),
            plan_versions=tuple(p.record for e in episodes for p in e.plans),
            plan_items=tuple(self.items),
            plan_places=tuple(self.places),
            plan_decisions=tuple(self._decisions),
        )

    def _person(self, row: Row) -> None:
        ref = row.text("ref")
        if not ref or self._is_double("people", "ref", ref.casefold(), row):
            return
        self.people[ref.casefold()] = None
        if ref.casefold() in self._refs:
            self._report.error(
                "people",
                row.number,
                "ref",
                _("This reference is already in the vault."),
                _(
                    "Remove the row and all that belong to it, or give the person a new "
                    "reference."
                ),
            )
        elif row.is_whole:
            self.people[ref.casefold()] = PersonHistory(row, self._make.person(row))

    def _episode(self, row: Row) -> None:
        person = self._whose("episodes", row)
        key = _episode_key(row)
        if key is None or self._is_double("episodes", "episode", key, row):
            return
        self._episodes[key] = None
        if person is None or not row.is_whole or not self._is_possible(row, person.record):
            return
        record = self._make.episode(row, person.record, key[1])
        agreement = self._make.agreement(row, record)
        history = EpisodeHistory(row, record, agreement)
        self._episodes[key] = history
        person.episodes.append(history)

    def _is_possible(self, row: Row, person: Person) -> bool:
        start, end = row.day("start"), row.day("end")
        if start and end and end < start:
            self._report.error(
                "episodes",
                row.number,
                "end",
                _("The work ends before it starts."),
                _("Correct the start or the end."),
            )
            return False
        received = row.day("referral_received")
        if person.dob and received and person.dob > received:
            self._report.error(
                "episodes",
                row.number,
                "referral_received",
                _("The referral arrived before the young person was born."),
                _("Correct this date, or the date of birth on the sheet “people”."),
            )
            return False
        return True

    def _contact(self, row: Row) -> None:
        episode = self._which_episode("contacts", row)
        if episode is None or not row.is_whole:
            return
        contact = self._make.contact(row, episode.record)
        episode.contacts.append((row, contact))

    def _plan(self, row: Row) -> None:
        episode = self._which_episode("plans", row)
        key = _version_key(row)
        if key is None or self._is_double("plans", "version", key, row):
            return
        self._versions[key] = None
        if episode is None or not row.is_whole or not self._is_possible_plan(row):
            return
        record = self._make.plan_version(row, episode.record, key[2])
        history = PlanHistory(row, record, row.day("approved_date"))
        self._versions[key] = history
        episode.plans.append(history)
        if decision := self._make.approval(row, record):
            self._decisions.append(decision)

    def _is_possible_plan(self, row: Row) -> bool:
        agreed, ended = row.day("agreed_date"), row.day("ended_date")
        if agreed and ended and ended < agreed:
            self._report.error(
                "plans",
                row.number,
                "ended_date",
                _("The plan ends before it was agreed."),
                _("Correct the day it was agreed, or the day it ended."),
            )
            return False
        return True

    def _item(self, row: Row) -> None:
        version = self._which_version("plan_items", row)
        if version is None or not row.is_whole:
            return
        position = row.whole("position")
        if position is None:
            position = self._next(row, row.whole("section") or 0)
        self.items.append(self._make.plan_item(row, version.record, position))

    def _place(self, row: Row) -> None:
        version = self._which_version("plan_places", row)
        if version is None or not row.is_whole:
            return
        self.places.append(self._make.plan_place(row, version.record, self._next(row, 0)))

    def _next(self, row: Row, section: int) -> int:
        """The place of a row among those of its section, in their order; 0 is for places."""
        key = _version_key(row)
        if key is None:
            return 1
        self._places_in[key, section] += 1
        return self._places_in[key, section]

    def _score(self, row: Row) -> None:
        episode = self._which_episode("scores", row)
        day, value = row.day("date"), row.whole("value")
        if episode is None or not row.is_whole or day is None or value is None:
            return
        low, high = bounds(row.must("tool"))
        if not low <= value <= high:
            self._report.error(
                "scores",
                row.number,
                "value",
                _("On this scale a score lies between {low} and {high}.").format(
                    low=low, high=high
                ),
                _("Look at the form again and correct the score or the scale."),
            )
            return
        episode.scores.append((row, self._make.score(row, episode.record, day, value)))

    def _is_double(self, sheet: str, column: str, key: object, row: Row) -> bool:
        first = self._first_rows.setdefault((sheet, key), row.number)
        if first == row.number:
            return False
        self._report.error(
            sheet,
            row.number,
            column,
            {
                "people": _("The same reference stands in row {n}."),
                "episodes": _("The same reference and episode stand in row {n}."),
                "plans": _("The same reference, episode and version stand in row {n}."),
            }[sheet].format(n=first),
            _("Remove one of the two rows, or correct its number."),
        )
        return True

    def _whose(self, sheet: str, row: Row) -> PersonHistory | None:
        ref = row.text("ref")
        if not ref:
            return None
        if ref.casefold() in self.people:
            return self.people[ref.casefold()]
        if ref.casefold() in self._refs:
            sentence = _("This person is in the vault already and not on the sheet “people”.")
            remedy = _(
                "An import brings whole histories of people who are not in the vault yet. "
                "Remove the row and record it in the program."
            )
        else:
            sentence = _("No row of the sheet “people” has this reference.")
            remedy = _("Add the person to the sheet “people”, or correct the reference.")
        self._report.error(sheet, row.number, "ref", sentence, remedy)
        return None

    def _which_episode(self, sheet: str, row: Row) -> EpisodeHistory | None:
        key = _episode_key(row)
        if key is None:
            return None
        if key in self._episodes:
            return self._episodes[key]
        if key[0] not in self.people:
            self._whose(sheet, row)
        else:
            self._report.error(
                sheet,
                row.number,
                "episode",
                _("The sheet “episodes” has no episode {n} for this reference.").format(
                    n=key[1]
                ),
                _("Add the episode to the sheet “episodes”, or correct the number."),
            )
        return None

    def _which_version(self, sheet: str, row: Row) -> PlanHistory | None:
        key = _version_key(row)
        if key is None:
            return None
        if key in self._versions:
            return self._versions[key]
        if key[:2] not in self._episodes:
            self._which_episode(sheet, row)
        else:
            self._report.error(
                sheet,
                row.number,
                "version",
                _("The sheet “plans” has no version {n} for this episode.").format(n=key[2]),
                _("Add the version to the sheet “plans”, or correct the number."),
            )
        return None


def _episode_key(row: Row) -> EpisodeKey | None:
    ref, episode = row.text("ref"), row.whole("episode")
    return (ref.casefold(), episode) if ref and episode else None


def _version_key(row: Row) -> VersionKey | None:
    key, version = _episode_key(row), row.whole("version")
    return (*key, version) if key and version else None


def _supersede(episode: EpisodeHistory) -> None:
    """Where no status is written, an approved version ends those before it."""
    newest = max((p.record.number for p in episode.plans if p.approved_on), default=0)
    for plan in episode.plans:
        is_older = plan.record.status == "ACTIVE" and plan.record.number < newest
        if is_older and not plan.row.has("status"):
            plan.record = replace(plan.record, status="SUPERSEDED")
