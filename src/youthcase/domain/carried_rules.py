"""What must not stand on carried paper, and what does one say to whoever wrote it?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from youthcase import resources
from youthcase.domain.carried_words import holds
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that carried paper must not say. `shared`: nor may family's or school's."""

    code: str
    point: int
    why: str
    change: str
    words: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    shared: bool = False


@cache
def rules() -> dict[str, Rule]:
    """The rules by code, in the order in which they are told."""
    raw = tomllib.loads(resources.text("plan", "carried.toml"))
    return {
        row["code"]: Rule(
            code=row["code"],
            point=row["point"],
            why=_(row["why"]),
            change=_(row["change"]),
            words=tuple(tuple(words.split()) for words in row.get("words", ())),
            shared=row.get("shared", False),
        )
        for row in raw["rules"]
    }


def words_met(said: Phrase) -> Iterator[tuple[str, str]]:
    """Each rule whose words stand in `said`, with those words."""
    by_first, starts = _index()
    for n, word in enumerate(said):
        wanted = [*by_first.get(word, ()), *by_first.get(word.removesuffix("s"), ())]
        if word.startswith(starts):
            wanted += [
                pair
                for start in starts
                if word.startswith(start)
                for pair in by_first[start + "*"]
            ]
        for code, phrase in wanted:
            if holds(said[n : n + len(phrase)], phrase):
                yield code, " ".join(said[n : n + len(phrase)])


@cache
def _index() -> tuple[dict[str, list[tuple[str, Phrase]]], tuple[str, ...]]:
    """The phrases by their first word, and the beginnings among those."""
    by_first: dict[str, list[tuple[str, Phrase]]] = {}
    for rule in rules().values():
        for phrase in rule.words:
            by_first.setdefault(phrase[0], []).append((rule.code, phrase))
    return by_first, tuple(word[:-1] for word in by_first if word.endswith("*"))
