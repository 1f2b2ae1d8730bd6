"""Which codes are there, and what does each one mean?

The lists themselves are data, one file each in `resources/codes/`: a code is never removed
from one, it gets a last day, so that an old record keeps its meaning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from youthcase import resources
from youthcase.i18n import _

_OWN_FIELDS = {"code", "label", "meaning", "first_day", "last_day", "group"}


@dataclass(frozen=True, slots=True)
class Code:
    """One code, the words shown for it and the days on which it may be chosen.

    `first_day` and `last_day` are both included; None leaves that end open. `group` is the
    coarser category for tables. `extra` holds what only some lists have: crosswalks to
    national lists, a theme, the smallest and greatest score.
    """

    code: str
    label: str
    meaning: str
    first_day: date | None = None
    last_day: date | None = None
    group: str = ""
    extra: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType[str, str]({}), hash=False
    )

    def is_current(self, on: date) -> bool:
        """Whether the code may be chosen on that day."""
        return (self.first_day or date.min) <= on <= (self.last_day or date.max)


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one field, in the order in which they are offered and printed."""

    name: str
    title: str
    codes: tuple[Code, ...]
    _by_code: Mapping[str, Code] = field(repr=False, compare=False)

    def get(self, code: str) -> Code:
        """The code itself.

        Raises: KeyError when the list has no such code; ask `has` about what people typed.
        """
        return self._by_code[code]

    def has(self, code: str) -> bool:
        """Whether the list knows this code, on whatever day."""
        return code in self._by_code

    def label(self, code: str) -> str:
        """The words shown for a code."""
        return self.get(code).label

    def current(self, on: date) -> tuple[Code, ...]:
        """The codes that may be chosen on that day."""
        return tuple(c for c in self.codes if c.is_current(on))


@cache
def code_list(name: str) -> CodeList:
    """The list `name`, as in `resources/codes/<name>.toml`.

    Raises: KeyError when there is no such list.
    """
    if name not in names():
        raise KeyError(name)
    raw = tomllib.loads(resources.text("codes", f"{name}.toml"))
    codes = tuple(_code(row) for row in raw["codes"])
    by_code = MappingProxyType({c.code: c for c in codes})
    return CodeList(name, _(raw["title"]), codes, by_code)


@cache
def names() -> tuple[str, ...]:
    """The names of all code lists, in alphabetical order."""
    return tuple(sorted(file.stem for file in resources.path("codes").glob("*.toml")))


def _code(row: Mapping[str, Any]) -> Code:
    extra = {key: str(value) for key, value in row.items() if key not in _OWN_FIELDS}
    return Code(
        code=row["code"],
        label=_(row["label"]),
        meaning=_(row["meaning"]),
        first_day=row.get("first_day"),
        last_day=row.get("last_day"),
        group=row.get("group", ""),
        extra=MappingProxyType(extra),
    )
