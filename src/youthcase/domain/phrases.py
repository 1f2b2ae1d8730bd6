"""How do the words of the program read in other languages, on copies that are given away?

One table for each language, `resources/phrases/<tag>.toml`, by the English words of
`en.toml`. What is not in a table, such as what somebody wrote, stays as it is. Whether a
person has checked a table is not known here: see `services/languages.py`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from youthcase import resources
from youthcase.domain import dates

if TYPE_CHECKING:
    from datetime import date

ENGLISH = "en"
_WHERE = "|"  # what follows says to the translator where a word stands
_FILLED_IN = re.compile(r"\{\w+\}")
_APART, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one language; `digest` changes with any word of them."""

    tag: str
    name: str  # as its speakers call it
    english: str  # as we call it
    leftward: bool = False
    digest: str = ""
    _date: str = "{day} {month} {year}"
    _months: tuple[str, ...] = ()
    _words: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType[str, str]({}), repr=False
    )

    def has(self, english: str) -> bool:
        """Whether the table holds these English words; the English one holds all of them."""
        return english in self._words or (self.tag == ENGLISH and english in english_phrases())

    def say(self, english: str) -> str:
        """The words in this language, else the English ones; what is filled in stays open."""
        return self._words.get(english) or english.partition(_WHERE)[0]

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each English phrase with its words, in the order in which they are checked."""
        bare = str.maketrans("", "", _APART + _END)
        return tuple((key, self.say(key).translate(bare)) for key in english_phrases())

    def day(self, day: date) -> str:
        """`19 November 2026` in this language."""
        if not self._months:
            return dates.plain(day)
        month = self._months[day.month - 1]
        return self._date.format(day=day.day, month=month, year=day.year)


@cache
def english_phrases() -> tuple[str, ...]:
    """Every phrase that a table has to hold, in the order in which it is translated."""
    raw = tomllib.loads(resources.text("phrases", f"{ENGLISH}.toml"))
    return tuple(phrase for group in raw["groups"] for phrase in group["phrases"])


@cache
def tags() -> tuple[str, ...]:
    """The languages that a copy can be made in: English, then by their English names."""
    files = resources.path("phrases").glob("*.toml")
    others = [phrases(file.stem) for file in files if file.stem != ENGLISH]
    return (ENGLISH, *(one.tag for one in sorted(others, key=lambda one: one.english)))


@cache
def phrases(tag: str) -> Phrases:
    """The table of one language.

    Raises: KeyError when there is none.
    """
    if tag == ENGLISH:
        return Phrases(tag=ENGLISH, name="English", english="English")
    file = resources.path("phrases", f"{tag}.toml")
    if not tag.isalpha() or not file.is_file():
        raise KeyError(tag)
    text = file.read_text(encoding="utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    leftward = raw["direction"] == "rtl"
    return Phrases(
        tag=tag,
        name=raw["name"],
        english=raw["english"],
        leftward=leftward,
        digest=_digest(raw),
        _date=raw["date"],
        _months=tuple(raw["months"]),
        _words=MappingProxyType(
            {key: _apart(words) if leftward else words for key, words in raw["phrases"].items()}
        ),
    )


def _digest(raw: Mapping[str, Any]) -> str:
    """Of the words alone: a comment in the file does not undo somebody's check."""
    said = [raw["date"], *raw["months"], *(f"{k}\n{v}" for k, v in raw["phrases"].items())]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _apart(words: str) -> str:
    """What is filled in keeps its own direction within right-to-left words."""
    return _FILLED_IN.sub(rf"{_APART}\g<0>{_END}", words)
