"""How do whole case histories come in at once: all of them, or none?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from youthcase.domain.plans import PlanContent
from youthcase.store import caseload, journal, plans

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

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
    bound = replace(records, plan_decisions=_bound(records))
    total, done = sum(records.counts().values()), 0
    for kind in bound.by_kind():
        for start in range(0, len(kind), CHUNK):
            part = kind[start : start + CHUNK]
            journal.add(db, desk.pen, part, verb=verb)
            done += len(part)
            if progress:
                progress(done, total)
    caseload.refresh(db, [p.id for p in records.people])


def _bound(records: Records) -> tuple[PlanDecision, ...]:
    """The decisions, each bound to the content that it was about."""
    items: dict[str, list[Any]] = defaultdict(list)
    places: dict[str, list[Any]] = defaultdict(list)
    for item in records.plan_items:
        items[item.version].append(item)
    for place in records.plan_places:
        places[place.version].append(place)
    versions = {v.id: v for v in records.plan_versions}

    def content(version: str) -> PlanContent:
        return PlanContent(
            version=versions[version],  # pyright: ignore[reportArgumentType]  an id is a str
            items=tuple(sorted(items[version], key=lambda i: (i.section, i.position, i.id))),
            places=tuple(sorted(places[version], key=lambda p: (p.position, p.id))),
        )

    return tuple(
        replace(d, content_hash=plans.content_hash(content(d.version)))
        for d in records.plan_decisions
    )
