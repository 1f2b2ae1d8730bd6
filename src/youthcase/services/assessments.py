"""How are scores recorded and read?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain import assessments as rules
from youthcase.domain.assessments import Score
from youthcase.domain.ids import ScoreId, new_record
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.changes import Changes
    from youthcase.domain.episodes import Episode
    from youthcase.domain.ids import PersonId


class Assessments:
    """Goals and scales of young people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def blank(self, episode: Episode, tool: str, occasion: str) -> Score:
        """A score of today without a value that means anything yet."""
        desk = self._desk
        return Score(
            id=ScoreId(new_record()),
            person=episode.person,
            episode=episode.id,
            day=desk.today,
            tool=tool,
            occasion=occasion,
            value=rules.bounds(tool)[0],
            scored_by=desk.staff.id,
            recorded_at=desk.now,
        )

    def record(self, scores: Sequence[Score]) -> Changes:
        """Save scores that were made together: all of them, or none.

        Raises: Refusal for a score that cannot be, or when there is none.
        """
        desk = self._desk
        if not scores:
            raise Refusal(_("Choose at least one score. An empty scale is not a zero."))
        new = [replace(s, recorded_at=desk.now) for s in scores]
        with desk.vault.write() as db:
            for score in new:
                desk.require_case(db, score.person)
                rules.check(score, desk.today)
            journal.add(db, desk.pen, new)
        return changes(*new)

    def of(self, person: PersonId) -> tuple[Score, ...]:
        """A young person's scores, the oldest first."""
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return cases.scores(db, person)
