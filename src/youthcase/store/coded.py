"""What goes into the counting facts? Categories and days of each person, read from the rows.

Codes become the coarser categories of the returns here, so that what a manager's key
opens holds no more than the returns can say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from youthcase.domain.codes import code_list
from youthcase.domain.counting_facts import (
    CountingFacts,
    Deed,
    Known,
    days_to_know_the_age,
    without_birthday,
)
from youthcase.domain.dates import age_on
from youthcase.domain.rule import Rule
from youthcase.returns import variables
from youthcase.store import histories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from sqlite3 import Connection

    from youthcase.domain.history import GoalScore, History
    from youthcase.store.histories import Chosen

MISSED = frozenset({"DNA", "REFUSED", "UNSUCCESSFUL_VISIT"})
CANCELLED = frozenset({"CANCELLED_YP", "CANCELLED_WORKER"})

# The field of a person or episode behind each variable of the returns.
OF_PERSON = {
    "sex": "sex",
    "ethnicity": "ethnicity_group",
    "disability": "disability",
    "send_status": "send",
    "care_status": "care_status",
    "ward": "ward",
}
OF_EPISODE = {"referral_source": "referral_source", "primary_risk": "primary_risk"}

Values = dict[str, Any]
ByVariable = dict[str, tuple[Known, ...]]


def facts(db: Connection, today: date, chosen: Chosen = None) -> dict[str, CountingFacts]:
    """The counting facts by the person's id: of everybody, or of the chosen."""
    known = histories.by_person(db, chosen)
    people = _people(db, chosen)
    episodes, outcomes = _episodes(db, chosen)
    deeds = _deeds(db, chosen)
    rule = Rule()
    return {
        person: CountingFacts(
            history=_nameless(without_birthday(history, today, rule)),
            person=people[person] | {"age_band": _bands(history)},
            episodes=episodes[person],
            outcomes=outcomes[person],
            deeds=tuple(deeds[person]),
        )
        for person, history in known.items()
    }


def _nameless(history: History) -> History:
    """The history without its reference, and with goals that are told apart by numbers."""
    episodes = tuple(replace(e, goals=_numbered(e.goals)) for e in history.episodes)
    return replace(history, ref="", episodes=episodes)


def _numbered(goals: tuple[GoalScore, ...]) -> tuple[GoalScore, ...]:
    numbers = {item: str(n) for n, item in enumerate(sorted({g.item for g in goals}), 1)}
    return tuple(replace(goal, item=numbers[goal.item]) for goal in goals)


def _bands(history: History) -> tuple[Known, ...]:
    """The age band on each day that can be a count date, where it differs from the last."""
    found: list[Known] = []
    for day in days_to_know_the_age(history):
        born = history.date_of_birth
        band = variables.age_band(age_on(born, day) if born and born <= day else None)
        if not found or found[-1].category != band:
            found.append(Known(since=day, category=band))
    return tuple(found)


def _people(db: Connection, chosen: Chosen) -> dict[str, ByVariable]:
    whose, values = histories.of(chosen, "id")
    rows = db.execute(f"SELECT id, {', '.join(OF_PERSON)} FROM person WHERE {whose}", values)
    later = histories.rewritten(db, "person", chosen)
    return {
        row["id"]: _known(_versions(row, later.get(f"person/{row['id']}")), OF_PERSON)
        for row in rows
    }


def _episodes(
    db: Connection, chosen: Chosen
) -> tuple[dict[str, dict[int, ByVariable]], dict[str, dict[int, tuple[str, ...]]]]:
    whose, values = histories.of(chosen)
    rows = db.execute(
        f"SELECT id, person, number, closure_outcomes, {', '.join(OF_EPISODE)} "
        f"FROM episode WHERE {whose} ORDER BY person, number",
        values,
    )
    later = histories.rewritten(db, "episode", chosen)
    known: dict[str, dict[int, ByVariable]] = defaultdict(dict)
    outcomes: dict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for row in rows:
        person, number = row["person"], row["number"]
        versions = _versions(row, later.get(f"episode/{row['id']}"))
        known[person][number] = _known(versions, OF_EPISODE)
        outcomes[person][number] = _outcomes(row["closure_outcomes"])
    return known, outcomes


def _outcomes(text: str | None) -> tuple[str, ...]:
    said = dict(pair.split(":", 1) for pair in (text or "").split(";") if ":" in pair)
    return tuple(said.get(part.code, "NK") for part in code_list("closure_domain").codes)


def _versions(
    row: Mapping[str, Any], entries: list[tuple[date, Values]] | None
) -> list[tuple[date | None, Values]]:
    """What was written about a record, the first as known from the start."""
    if not entries:
        return [(None, dict(row))]
    (_first, values), *others = entries
    return [(None, values), *others]


def _known(
    versions: Iterable[tuple[date | None, Values]], fields: Mapping[str, str]
) -> ByVariable:
    found: dict[str, list[Known]] = {variable: [] for variable in fields.values()}
    for day, values in versions:
        for field, variable in fields.items():
            if field not in values:
                continue
            category = _category(variable, values[field])
            mine = found[variable]
            if not mine or mine[-1].category != category:
                mine.append(Known(since=day, category=category))
    return {variable: tuple(known) for variable, known in found.items()}


def _category(variable: str, value: str | None) -> str:
    if variable == "disability":
        return variables.disability((value or "").split(";") if value else ())
    return variables.of_people()[variable].category(value or "NK")


def _deeds(db: Connection, chosen: Chosen) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = defaultdict(list)
    _contacts(db, chosen, found)
    _plans(db, chosen, found)
    return found


def _contacts(db: Connection, chosen: Chosen, found: dict[str, list[Deed]]) -> None:
    whose, values = histories.of(chosen)
    rows = db.execute(
        "SELECT person, day, attended, with_whom, mode, duration_minutes, recorded_at, "
        f"imported FROM contact WHERE withdrawn_on IS NULL AND {whose} ORDER BY day, id",
        values,
    )
    for person, day, attended, with_whom, mode, minutes, recorded_at, imported in rows:
        kind = _kind(attended, with_whom, mode)
        if kind:
            found[person].append(_deed(day, kind, recorded_at, imported, minutes or 0))


def _kind(attended: str, with_whom: str, mode: str) -> str:
    if attended in CANCELLED:
        return "CANCELLED"
    if attended in MISSED:
        return "MISSED"
    if attended != "ATTENDED" or "YP" not in with_whom.split(";"):
        return ""
    if mode.startswith("F2F_"):
        return "FACE_TO_FACE"
    return "CALL" if mode in {"VIDEO", "PHONE"} else "OTHER"


def _plans(db: Connection, chosen: Chosen, found: dict[str, list[Deed]]) -> None:
    whose, values = histories.of(chosen)
    rows = db.execute(
        "SELECT person, number, agreed_on, recorded_at, imported FROM plan_version "
        f"WHERE agreed_on IS NOT NULL AND status <> 'DRAFT' AND {whose} ORDER BY agreed_on, id",
        values,
    )
    for person, number, day, recorded_at, imported in rows:
        kind = "PLAN" if number == 1 else "REVIEW"
        found[person].append(_deed(day, kind, recorded_at, imported))
    copies = f"SELECT person, given_on, recorded_at FROM plan_copy_given WHERE {whose}"
    for person, day, recorded_at in db.execute(f"{copies} ORDER BY given_on, id", values):
        found[person].append(_deed(day, "COPY", recorded_at, 0))


def _deed(day: str, kind: str, recorded_at: str, imported: int, minutes: int = 0) -> Deed:
    return Deed(
        day=date.fromisoformat(day),
        kind=kind,
        minutes=minutes,
        recorded_on=histories.recorded_day(recorded_at, imported),
    )
