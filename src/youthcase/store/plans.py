"""Which versions has a plan, what stands in them, and who decided on them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.plans import (
    PlanContent,
    PlanCopyGiven,
    PlanDecision,
    PlanItem,
    PlanPlace,
    PlanVersion,
)
from youthcase.store import mapping, tables
from youthcase.vault import hashes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from youthcase.domain.ids import EpisodeId, PersonId, PlanVersionId

# What an approval binds: everything in a version but what happens to it afterwards.
_LATER = frozenset({"status", "ended_on", "imported", "recorded_at"})


def versions(db: Connection, person: PersonId) -> tuple[PlanVersion, ...]:
    """All versions of a young person's plans, the newest first."""
    return tables.several(
        db, PlanVersion, "person = ? ORDER BY recorded_at DESC, number DESC", (person,)
    )


def of_episode(db: Connection, episode: EpisodeId) -> tuple[PlanVersion, ...]:
    """The versions of one episode, by number."""
    return tables.several(db, PlanVersion, "episode = ? ORDER BY number", (episode,))


def content(db: Connection, version: PlanVersionId) -> PlanContent | None:
    """A version with its items and places."""
    head = tables.get(db, PlanVersion, version)
    if head is None:
        return None
    items = tables.several(
        db, PlanItem, "version = ? ORDER BY section, position, id", (version,)
    )
    places = tables.several(db, PlanPlace, "version = ? ORDER BY position, id", (version,))
    return PlanContent(version=head, items=items, places=places)


def decisions(db: Connection, person: PersonId) -> tuple[PlanDecision, ...]:
    """All decisions on a young person's plan versions, the newest first."""
    return tables.several(
        db, PlanDecision, "person = ? ORDER BY decided_on DESC, id DESC", (person,)
    )


def decisions_on(db: Connection, version: PlanVersionId) -> tuple[PlanDecision, ...]:
    """The decisions on one version, the newest first."""
    return tables.several(db, PlanDecision, "version = ? ORDER BY recorded_at DESC", (version,))


def copies_given(db: Connection, person: PersonId) -> tuple[PlanCopyGiven, ...]:
    """The register of copies, the newest first."""
    return tables.several(
        db, PlanCopyGiven, "person = ? ORDER BY recorded_at DESC, number DESC", (person,)
    )


def approved_among(db: Connection, people: Sequence[PersonId]) -> set[str]:
    """The ids of the approved versions of these young people."""
    marks = ", ".join("?" * len(people))
    sql = (
        f"SELECT version FROM plan_decision WHERE decision = 'APPROVED' AND person IN ({marks})"
    )
    return {row[0] for row in db.execute(sql, tuple(people))}


def waiting(db: Connection) -> tuple[PlanVersion, ...]:
    """The versions that wait for a supervisor, the longest waiting first."""
    return tables.several(
        db, PlanVersion, "status IN ('SUBMITTED', 'AGREED_YP') ORDER BY submitted_at, id"
    )


def content_hash(content_: PlanContent) -> str:
    """The hash that an approval binds: 64 hexadecimal digits over all that stands in it."""
    parts: list[str | int | None] = []
    for record in (content_.version, *content_.items, *content_.places):
        row = mapping.plain(record)
        parts += [type(record).__name__, *(v for n, v in row.items() if n not in _LATER)]
    return hashes.fingerprint(*parts).hex()
