"""How far has somebody come? Scores on goals and scales, over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from youthcase.domain.codes import code_list
from youthcase.domain.fields import shown
from youthcase.domain.ids import EpisodeId, PersonId, ScoreId, StaffId
from youthcase.errors import Refusal
from youthcase.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One value on one scale or goal on one day. No value is not zero: it is no record."""

    id: ScoreId
    person: PersonId
    episode: EpisodeId
    day: date = shown(_("Date"))
    tool: str = shown(_("Scale"), codes="score_tool")
    occasion: str = shown(_("Occasion"), codes="score_occasion")
    item: str | None = shown(_("Goal or question"), default=None)
    goal: str | None = shown(_("The goal, in their words"), default=None)
    value: int = shown(_("Score"))
    scored_by: StaffId | None = shown(_("Scored with"), default=None)
    recorded_at: datetime
    imported: bool = False


def bounds(tool: str) -> tuple[int, int]:
    """The lowest and the highest score of `tool`."""
    extra = code_list("score_tool").get(tool).extra
    return int(extra["min"]), int(extra["max"])


def check(score: Score, today: date) -> None:
    """Raise a `Refusal` for a score that cannot be."""
    if score.day > today:
        raise Refusal(_("A score cannot be dated in the future. Check the date."), field="day")
    low, high = bounds(score.tool)
    if not low <= score.value <= high:
        raise Refusal(
            _("On this scale a score lies between {low} and {high}.").format(
                low=low, high=high
            ),
            field="value",
        )
