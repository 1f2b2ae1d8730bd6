"""What does the counting rule get to see? Coded values and dates of everybody, in one scan."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from youthcase.domain.dates import local_day
from youthcase.domain.history import (
    Agreement,
    Contact,
    Episode,
    GoalScore,
    History,
    PlanVersion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

GOALS = "GBO"
Rows = dict[str, list[Any]]
Chosen = Collection[str] | None  # ids of people; None is everybody


def everybody(db: Connection) -> tuple[History, ...]:
    """One history for each young person."""
    return tuple(by_person(db).values())


def by_person(db: Connection, chosen: Chosen = None) -> dict[str, History]:
    """The history of each young person by the person's id: of everybody, or of the chosen."""
    episodes = _episodes(db, chosen)
    whose, values = of(chosen, "id")
    people = db.execute(f"SELECT id, ref, dob FROM person WHERE {whose}", values)
    return {
        person: History(ref=ref, date_of_birth=_day(dob), episodes=tuple(episodes[person]))
        for person, ref, dob in people
    }


def of(chosen: Chosen, column: str = "person") -> tuple[str, tuple[str, ...]]:
    """The condition that holds for the rows of the chosen people, with its values."""
    if chosen is None:
        return "1", ()
    return f"{column} IN ({', '.join('?' * len(chosen))})", tuple(chosen)


def _episodes(db: Connection, chosen: Chosen) -> Rows:
    later = _written_later(db, "episode", ("decision", "end", "lawful_basis"), chosen)
    agreements, contacts = _agreements(db, chosen), _contacts(db, chosen)
    plans, goals = _plans(db, chosen), _goals(db, chosen)
    found: Rows = defaultdict(list)
    whose, values = of(chosen)
    for row in db.execute(
        f"SELECT * FROM episode WHERE {whose} ORDER BY person, number", values
    ):
        made = recorded_day(row["recorded_at"], row["imported"])
        written = later.get(f"episode/{row['id']}", {})
        found[row["person"]].append(
            Episode(
                number=row["number"],
                referral_type=row["referral_type"],
                decision=row["decision"],
                referral_received=_day(row["referral_received"]),
                decided_on=_day(row["decision_date"]),
                start=_day(row["start"]),
                end=_day(row["end"]),
                closure_reason=row["closure_reason"],
                agreements=tuple(agreements[row["id"]]),
                lawful_basis=row["lawful_basis"],
                contacts=tuple(contacts[row["id"]]),
                plans=tuple(plans[row["id"]]),
                goals=tuple(goals[row["id"]]),
                recorded_on=made,
                decision_recorded_on=written.get("decision", made),
                end_recorded_on=written.get("end", made),
                basis_recorded_on=written.get("lawful_basis", made),
            )
        )
    return found


def _agreements(db: Connection, chosen: Chosen) -> Rows:
    found: Rows = defaultdict(list)
    whose, values = of(chosen)
    sql = f"SELECT * FROM agreement WHERE {whose} ORDER BY recorded_at, id"
    for row in db.execute(sql, values):
        found[row["episode"]].append(
            Agreement(
                answer="Y" if row["answer"] == "Y" else "N",
                day=_day(row["agreed_on"]),
                recorded_on=recorded_day(row["recorded_at"], row["imported"]),
            )
        )
    return found


def _contacts(db: Connection, chosen: Chosen) -> Rows:
    found: Rows = defaultdict(list)
    whose, values = of(chosen)
    rows = db.execute(
        "SELECT episode, day, attended, with_whom, mode, duration_minutes, recorded_at, "
        f"imported FROM contact WHERE withdrawn_on IS NULL AND {whose}",
        values,
    )
    for episode, day, attended, with_whom, mode, minutes, recorded_at, imported in rows:
        found[episode].append(
            Contact(
                day=date.fromisoformat(day),
                attended=attended == "ATTENDED",
                with_young_person="YP" in with_whom.split(";"),
                mode=mode,
                minutes=minutes,
                with_known=bool(with_whom),
                recorded_on=recorded_day(recorded_at, imported),
            )
        )
    return found


def _plans(db: Connection, chosen: Chosen) -> Rows:
    later = _written_later(db, "plan_version", ("status", "ended_on"), chosen)
    whose, values = of(chosen)
    sql = f"SELECT * FROM plan_decision WHERE decision = 'APPROVED' AND {whose}"
    approvals = {row["version"]: row for row in db.execute(sql, values)}
    found: Rows = defaultdict(list)
    sql = f"SELECT * FROM plan_version WHERE {whose} ORDER BY episode, number"
    for row in db.execute(sql, values):
        made = recorded_day(row["recorded_at"], row["imported"])
        written = later.get(f"plan_version/{row['id']}", {})
        approval = approvals.get(row["id"])
        found[row["episode"]].append(
            PlanVersion(
                number=row["number"],
                status=row["status"],
                agreed_on=_day(row["agreed_on"]),
                participation=row["participation"],
                approved_on=_day(approval["decided_on"]) if approval else None,
                review_due=_day(row["review_due"]),
                ended_on=_day(row["ended_on"]),
                recorded_on=made,
                approval_recorded_on=recorded_day(approval["recorded_at"], approval["imported"])
                if approval
                else None,
                ended_recorded_on=written.get("ended_on", written.get("status", made)),
            )
        )
    return found


def _goals(db: Connection, chosen: Chosen) -> Rows:
    found: Rows = defaultdict(list)
    whose, values = of(chosen)
    sql = f"SELECT * FROM score WHERE tool = ? AND {whose}"
    for row in db.execute(sql, (GOALS, *values)):
        found[row["episode"]].append(
            GoalScore(
                item=row["item"] or row["goal"] or "",
                day=date.fromisoformat(row["day"]),
                value=row["value"],
                recorded_on=recorded_day(row["recorded_at"], row["imported"]),
            )
        )
    return found


def _written_later(
    db: Connection, table: str, fields: Iterable[str], chosen: Chosen
) -> dict[str, dict[str, date]]:
    """Per record with more than one journal entry: the day a later one wrote each field."""
    wanted = set(fields)
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for record, entries in rewritten(db, table, chosen).items():
        for day, written in entries[1:]:
            found[record] |= {name: day for name in written if name in wanted}
    return found


def rewritten(
    db: Connection, table: str, chosen: Chosen = None
) -> dict[str, list[tuple[date, dict[str, Any]]]]:
    """Each record with more than one journal entry: the day and the fields of every one."""
    whose, streams = "1", ()
    if chosen is not None:
        whose = f"stream IN ({', '.join('?' * len(chosen))})"
        streams = tuple(UUID(person).bytes for person in chosen)
    rows = db.execute(
        f"""
        SELECT record, body FROM journal WHERE body IS NOT NULL AND {whose} AND record IN (
            SELECT record FROM journal WHERE record > ? AND record < ? AND {whose}
            GROUP BY record HAVING count(*) > 1)
        ORDER BY place""",
        (*streams, f"{table}/", f"{table}0", *streams),
    )
    found: dict[str, list[tuple[date, dict[str, Any]]]] = defaultdict(list)
    for record, raw in rows:
        body = json.loads(raw)
        day = local_day(datetime.fromtimestamp((body["clock"] >> 16) / 1000, UTC))
        found[record].append((day, {name: value for name, value, *_covers in body["set"]}))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def recorded_day(stamp: str, imported: int) -> date | None:
    """The local day on which a record was made; None for history, which has its own dates."""
    return None if imported else _local(stamp[:13])


@lru_cache(maxsize=20_000)
def _local(hour: str) -> date:
    """The day in London of an hour in UTC, `2026-11-23T10`: its offset is whole hours."""
    return local_day(datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC))
