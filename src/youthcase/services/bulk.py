"""How do whole case histories come in at once: all of them, or none?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace
from youthcase.store import caseload, journal, plans

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from youthcase.domain.ids import PlanVersionId
    from youthcase.domain.plans import PlanDecision
    from youthcase.domain.records import Records
    from youthcase.services.desk import Desk

CHUNK = 2_000


def add(
    db: Connection,
    desk: Desk,
    records: Records,
    *,
    verb: str,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Save `records` inside the transaction of `db`; `progress` gets (done, all)."""
    lines = _lines(records)
    whole = replace(
        records, plan_decisions=_bound(records, lines), plan_items=(), plan_places=()
    )
    total, done = sum(whole.counts().values()), 0
    for kind in whole.by_kind():
        for start in range(0, len(kind), CHUNK):
            part = kind[start : start + CHUNK]
            journal.add(db, desk.pen, part, verb=verb, parts=lines)
            done += len(part)
            if progress:
                progress(done, total)
    caseload.refresh(db, [p.id for p in records.people])


def _lines(records: Records) -> dict[PlanVersionId, list[PlanItem | PlanPlace]]:
    """The lines of each plan version, in order, by its id."""
    found: dict[PlanVersionId, list[PlanItem | PlanPlace]] = defaultdict(list)
    for item in sorted(records.plan_items, key=lambda i: (i.section, i.position, i.id)):
        found[item.version].append(item)
    for place in sorted(records.plan_places, key=lambda p: (p.position, p.id)):
        found[place.version].append(place)
    return found


def _bound(
    records: Records, lines: dict[PlanVersionId, list[PlanItem | PlanPlace]]
) -> tuple[PlanDecision, ...]:
    """The decisions, each bound to the content that it was about."""
    versions = {v.id: v for v in records.plan_versions}

    def content(version: PlanVersionId) -> PlanContent:
        own = lines.get(version, [])
        return PlanContent(
            version=versions[version],
            items=tuple(line for line in own if isinstance(line, PlanItem)),
            places=tuple(line for line in own if isinstance(line, PlanPlace)),
        )

    return tuple(
        replace(d, content_hash=plans.content_hash(content(d.version)))
        for d in records.plan_decisions
    )
