"""How far had somebody come, by their own goals and scales?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.assessments import Score, bounds
from youthcase.domain.ids import ScoreId
from youthcase.services.invented.chance import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from youthcase.domain.episodes import Episode
    from youthcase.domain.staff import Staff
    from youthcase.services.invented.chance import Chance
    from youthcase.services.invented.lives import Life

_FEEL = ("HOME", "SCHOOL_WORK", "GETTING_ABOUT", "MY_AREA", "ONLINE_PHONE", "PEOPLE")
_NEEDS = (
    "FAMILY", "PEERS", "ETE", "PLACE", "ONLINE", "EMOTIONAL", "SUBSTANCE", "IDENTITY",
    "BEHAVIOUR", "EXPLOITATION",
)  # fmt: skip
_ENOUGH_FOR_REVIEW = 5


def scores_of(
    chance: Chance, life: Life, episode: Episode, days: Sequence[date], lead: Staff
) -> Iterator[Score]:
    """Goals, feelings and needs at the start, on the way and at the end of a spell.

    `days` are the days on which worker and young person met.
    """
    if len(days) < 2 or not chance.maybe(0.85):
        return
    occasions = [("START", days[1])]
    if len(days) >= _ENOUGH_FOR_REVIEW:
        occasions.append(("REVIEW", days[len(days) // 2]))
    if episode.end and len(days) > _ENOUGH_FOR_REVIEW and chance.maybe(0.85):
        occasions.append(("END", days[-1]))
    scales = [("GBO", f"G{n}", goal) for n, goal in enumerate(life.goals, 1)]
    scales += [("SAFE_FEEL", item, None) for item in _FEEL]
    if chance.maybe(0.8):
        scales += [("NEEDS", item, None) for item in chance.some(_NEEDS, 6)]
    for tool, item, goal in scales:
        value = _begin(chance, tool)
        for number, (occasion, day) in enumerate(occasions):
            if number:
                value = _moved(chance, tool, value, improving=life.improving)
            made = moment(day, 21, number)
            yield Score(
                id=ScoreId(chance.record_id(made)),
                person=life.person,
                episode=episode.id,
                day=day,
                tool=tool,
                occasion=occasion,
                item=item,
                goal=goal,
                value=value,
                scored_by=lead.id,
                recorded_at=made,
            )


def _begin(chance: Chance, tool: str) -> int:
    return {"GBO": (1, 4), "SAFE_FEEL": (2, 7), "NEEDS": (2, 5)}[tool][0] + chance.between(0, 3)


def _moved(chance: Chance, tool: str, value: int, *, improving: bool) -> int:
    low, high = bounds(tool)
    step = chance.weighted((0, 1, 2, 3), (2, 5, 3, 1)) if improving else chance.between(-2, 1)
    if tool == "NEEDS":
        step = -min(step, 1)
    return min(high, max(low, value + step))
