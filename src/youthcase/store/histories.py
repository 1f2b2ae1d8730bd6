"""What does the counting rule get to see? Coded values and dates of everybody, in one scan."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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


def everybody(db: Connection) -> tuple[History, ...]:
    """One history for each young person."""
    episodes = _episodes(db)
    return tuple(
        History(ref=ref, date_of_birth=_day(dob), episodes=tuple(episodes[person]))
        for person, ref, dob in db.execute("SELECT id, ref, dob FROM person")
    )


def _episodes(db: Connection) -> Rows:
    later = _written_later(db, "episode", ("decision", "end", "lawful_basis"))
    agreements, contacts = _agreements(db), _contacts(db)
    plans, goals = _plans(db), _goals(db)
    found: Rows = defaultdict(list)
    for row in db.execute("SELECT * FROM episode ORDER BY person, number"):
        made = _recorded(row["recorded_at"], row["imported"])
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


def _agreements(db: Connection) -> Rows:
    found: Rows = defaultdict(list)
    for row in db.execute("SELECT * FROM agreement ORDER BY recorded_at, id"):
        found[row["episode"]].append(
            Agreement(
                answer="Y" if row["answer"] == "Y" else "N",
                day=_day(row["agreed_on"]),
                recorded_on=_recorded(row["recorded_at"], row["imported"]),
            )
        )
    return found


def _contacts(db: Connection) -> Rows:
    found: Rows = defaultdict(list)
    rows = db.execute(
        "SELECT episode, day, attended, with_whom, mode, duration_minutes, recorded_at, "
        "imported FROM contact WHERE withdrawn_on IS NULL"
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
                recorded_on=_recorded(recorded_at, imported),
            )
        )
    return found


def _plans(db: Connection) -> Rows:
    later = _written_later(db, "plan_version", ("status", "ended_on"))
    approvals = {
        row["version"]: row
        for row in db.execute("SELECT * FROM plan_decision WHERE decision = 'APPROVED'")
    }
    found: Rows = defaultdict(list)
    for row in db.execute("SELECT * FROM plan_version ORDER BY episode, number"):
        made = _recorded(row["recorded_at"], row["imported"])
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
                approval_recorded_on=_recorded(approval["recorded_at"], approval["imported"])
                if approval
                else None,
                ended_recorded_on=written.get("ended_on", written.get("status", made)),
            )
        )
    return found


def _goals(db: Connection) -> Rows:
    found: Rows = defaultdict(list)
    for row in db.execute("SELECT * FROM score WHERE tool = ?", (GOALS,)):
        found[row["episode"]].append(
            GoalScore(
                item=row["item"] or row["goal"] or "",
                day=date.fromisoformat(row["day"]),
                value=row["value"],
                recorded_on=_recorded(row["recorded_at"], row["imported"]),
            )
        )
    return found


def _written_later(
    db: Connection, table: str, fields: Iterable[str]
) -> dict[str, dict[str, date]]:
    """Per record with more than one journal entry: the day a later one wrote each field."""
    rows = db.execute(
        """
        SELECT record, body FROM journal WHERE body IS NOT NULL AND record IN (
            SELECT record FROM journal WHERE record > ? AND record < ?
            GROUP BY record HAVING count(*) > 1)
        ORDER BY place""",
        (f"{table}/", f"{table}0"),
    )
    wanted, seen = set(fields), set[str]()
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for record, raw in rows:
        if record not in seen:
            seen.add(record)
            continue
        body = json.loads(raw)
        day = local_day(datetime.fromtimestamp((body["clock"] >> 16) / 1000, UTC))
        found[record] |= {name: day for name, *_rest in body["set"] if name in wanted}
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _recorded(stamp: str, imported: int) -> date | None:
    """The local day on which a record was made; None for history, which has its own dates."""
    return None if imported else _local(stamp[:13])


@lru_cache(maxsize=20_000)
def _local(hour: str) -> date:
    """The day in London of an hour in UTC, `2026-11-23T10`: its offset is whole hours."""
    return local_day(datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC))
