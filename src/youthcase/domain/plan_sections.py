"""What are the sections of a safety plan, and which numbers may it print?

Both are data: `resources/plan/sections.toml` and `resources/plan/helplines.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from youthcase import resources
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """One of the seventeen sections: what the editor asks and whom its lines may reach.

    `kind` is one of about, words, list, people, places, contingency, actions, feeling,
    agreement, copies. `audiences` are ticked for a new line; `never_for` are closed to it.
    `max_on_card` is 0 where nothing may stand on the card. `suggestions` are offered to
    somebody who is stuck and never put in unasked.
    """

    number: int
    title: str
    question: str
    hint: str
    kind: str
    needed: bool = False
    by_context: bool = False
    audiences: tuple[str, ...] = ()
    never_for: tuple[str, ...] = ()
    max_on_card: int = 0
    asks: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    def may_reach(self, audience: str) -> bool:
        """Whether a line of this section may be ticked for that audience."""
        return audience not in self.never_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A number to call, with the day on which it was last compared with its source.

    `carried` says whether it may stand on paper that a young person carries; `by_text` that
    it takes messages, not calls. Without `last_checked` it still has to be compared. `is_own`
    words are the organisation's, which no table of phrases knows.
    """

    name: str
    number: str
    words: str
    hours: str
    source: str
    carried: bool = False
    by_text: bool = False
    last_checked: date | None = None
    is_own: bool = False


@cache
def sections() -> tuple[PlanSection, ...]:
    """The seventeen sections, by number."""
    raw = tomllib.loads(resources.text("plan", "sections.toml"))
    return tuple(_section(row) for row in raw["sections"])


def section(number: int) -> PlanSection:
    """The section of that number.

    Raises: KeyError when there is none.
    """
    for found in sections():
        if found.number == number:
            return found
    raise KeyError(number)


@cache
def helplines() -> tuple[Helpline, ...]:
    """The numbers that a plan may print, the most urgent first."""
    raw = tomllib.loads(resources.text("plan", "helplines.toml"))
    return tuple(_helpline(row) for row in raw["helplines"])


def _section(row: Mapping[str, Any]) -> PlanSection:
    return PlanSection(
        number=row["number"],
        title=_(row["title"]),
        question=_(row["question"]),
        hint=_(row["hint"]),
        kind=row["kind"],
        needed=row.get("needed", False),
        by_context=row.get("by_context", False),
        audiences=tuple(row.get("audiences", ())),
        never_for=tuple(row.get("never_for", ())),
        max_on_card=row.get("max_on_card", 0),
        asks=_translated(row.get("asks", ())),
        suggestions=_translated(row.get("suggestions", ())),
    )


def _helpline(row: Mapping[str, Any]) -> Helpline:
    return Helpline(
        name=_(row["name"]),
        number=row["number"],
        words=_(row["words"]),
        hours=_(row["hours"]),
        source=row["source"],
        carried=row.get("carried", False),
        by_text=row.get("by_text", False),
        last_checked=row.get("last_checked"),
    )


def _translated(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(_(sentence) for sentence in sentences)
