"""Which versions has a plan, what stands in them, and who decided on them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.plans import (
    LinePassed,
    PlanContent,
    PlanCopyGiven,
    PlanDecision,
    PlanItem,
    PlanPlace,
    PlanVersion,
    Rehearsal,
)
from youthcase.store import mapping, tables
from youthcase.vault import hashes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from youthcase.domain.ids import CopyId, EpisodeId, PersonId, PlanVersionId

# What an approval binds: everything in a version but what happens to it afterwards.
_LATER = frozenset({"status", "ended_on", "imported", "recorded_at"})
# Asked since the fourth migration: bound by name where they say something, so that the hash
# of an older version is what it was.
_SINCE = frozenset({"carry_finders", "carry_kept", "carry_on"})


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


def copy(db: Connection, id_: CopyId) -> PlanCopyGiven | None:
    """One entry of the register of copies."""
    return tables.get(db, PlanCopyGiven, id_)


def copies_out(db: Connection) -> tuple[PlanCopyGiven, ...]:
    """Every copy that somebody may still have, of whatever young person."""
    return tables.several(
        db,
        PlanCopyGiven,
        "outcome IS NULL OR outcome NOT IN ('RETURNED', 'SHREDDED') ORDER BY recorded_at, id",
    )


def passed(db: Connection, version: PlanVersionId) -> tuple[LinePassed, ...]:
    """The lines of a version that a supervisor let onto carried paper."""
    return tables.several(db, LinePassed, "version = ? ORDER BY recorded_at, id", (version,))


def rehearsals(db: Connection, person: PersonId) -> tuple[Rehearsal, ...]:
    """When a young person's plans were practised, the newest first."""
    return tables.several(
        db, Rehearsal, "person = ? ORDER BY day DESC, recorded_at DESC", (person,)
    )


def in_force(db: Connection, person: PersonId) -> PlanVersion | None:
    """The version of a young person's plan that is in force, if there is one."""
    return tables.one(
        db, PlanVersion, "person = ? AND status = 'ACTIVE' ORDER BY recorded_at DESC", (person,)
    )


def all_in_force(db: Connection) -> tuple[PlanVersion, ...]:
    """The versions in force of everybody's plans."""
    return tables.several(db, PlanVersion, "status = 'ACTIVE' ORDER BY person, number")


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
        own = [v for n, v in row.items() if n not in _LATER and n not in _SINCE]
        added = [f"{n}={v}" for n, v in row.items() if n in _SINCE and v is not None]
        parts += [type(record).__name__, *own, *added]
    return hashes.fingerprint(*parts).hex()
