"""What has the organisation put in the place of the program's own words, numbers and logo?

Titles of sections, suggestions, helplines and a logo. Each is kept in the vault as words, so
each is written as JSON and read back; what cannot be read is refused, never guessed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from youthcase.domain.own_helplines import read_helpline, written_helpline
from youthcase.domain.plan_copy import Logo
from youthcase.domain.plan_sections import Helpline, PlanSection, helplines, sections
from youthcase.errors import Refusal
from youthcase.i18n import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All that the organisation has chosen; what is empty is the program's."""

    titles: Mapping[int, str] = field(default_factory=lambda: MappingProxyType[int, str]({}))
    suggestions: Mapping[int, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType[int, tuple[str, ...]]({})
    )
    own_helplines: tuple[Helpline, ...] | None = None
    logo: Logo | None = None

    @property
    def helplines(self) -> tuple[Helpline, ...]:
        """The numbers that copies print."""
        return helplines() if self.own_helplines is None else self.own_helplines

    def sections(self) -> tuple[PlanSection, ...]:
        """The seventeen sections, with their titles and suggestions here."""
        return tuple(
            replace(
                part,
                title=self.titles.get(part.number, part.title),
                suggestions=self.suggestions.get(part.number, part.suggestions),
            )
            for part in sections()
        )

    def title_of(self, number: int, default: str) -> str:
        """The title of a section here."""
        return self.titles.get(number, default)


def write_titles(titles: Mapping[int, str]) -> str:
    """Titles as they are kept; nothing when none is the organisation's own."""
    return json.dumps(_by_number(titles), ensure_ascii=False) if titles else ""


def read_titles(kept: str) -> Mapping[int, str]:
    """The titles that are the organisation's own.

    Raises: Refusal when they cannot be read.
    """
    none: Mapping[int, str] = {}

    def read(raw: dict[str, object]) -> Mapping[int, str]:
        return {int(number): _words(title) for number, title in raw.items()}

    return _read(kept, none, read)


def write_suggestions(suggestions: Mapping[int, tuple[str, ...]]) -> str:
    """Suggestions as they are kept; nothing when all are the program's."""
    return json.dumps(_by_number(suggestions), ensure_ascii=False) if suggestions else ""


def read_suggestions(kept: str) -> Mapping[int, tuple[str, ...]]:
    """The suggestions of the sections that the organisation has changed.

    Raises: Refusal when they cannot be read.
    """
    none: Mapping[int, tuple[str, ...]] = {}

    def read(raw: dict[str, list[object]]) -> Mapping[int, tuple[str, ...]]:
        return {int(number): tuple(map(_words, said)) for number, said in raw.items()}

    return _read(kept, none, read)


def write_helplines(lines: tuple[Helpline, ...]) -> str:
    """The list as it is kept."""
    return json.dumps([written_helpline(line) for line in lines], ensure_ascii=False)


def read_helplines(kept: str) -> tuple[Helpline, ...] | None:
    """The organisation's own list, or None.

    Raises: Refusal when it cannot be read.
    """
    return _read(kept, None, lambda raw: tuple(map(read_helpline, raw)))


def write_logo(logo: Logo) -> str:
    """A logo as it is kept."""
    return json.dumps({"alt": logo.alt, "png": base64.b64encode(logo.png).decode()})


def read_logo(kept: str) -> Logo | None:
    """The logo, or None.

    Raises: Refusal when it cannot be read.
    """
    return _read(
        kept,
        None,
        lambda raw: Logo(
            png=base64.b64decode(raw["png"], validate=True), alt=_words(raw["alt"])
        ),
    )


def _read(kept: str, none: T, read: Callable[[Any], T]) -> T:
    if not kept:
        return none
    try:
        return read(json.loads(kept))
    except (AttributeError, KeyError, TypeError, ValueError, binascii.Error) as problem:
        raise Refusal(
            _(
                "What the organisation has chosen for its copies cannot be read. The records "
                "are safe. A supervisor can put back the program's own in Settings."
            )
        ) from problem


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _by_number(found: Mapping[int, T]) -> dict[str, T]:
    return {str(number): found[number] for number in sorted(found)}
