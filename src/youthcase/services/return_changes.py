"""Which published figures of a restatement are others than those that it restates?

Both sides are read from the released files, so nothing can be said here that is not public.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from youthcase.returns import files, wording
from youthcase.returns.released import PublishedCell

if TYPE_CHECKING:
    from collections.abc import Mapping

_Key = tuple[str, str, str, str, str]
_PLAIN = frozenset({"", "measure", "stage", "kind"})  # whose categories speak for themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One published figure, as it was and as it is; empty where it was not published."""

    table: str
    what: str
    before: str
    after: str


def between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Change, ...]:
    """The figures that differ between the files of two releases, in the order of the newer."""
    old, new = _cells(before), _cells(after)
    return tuple(
        Change(
            table=wording.table_title(key[0]),
            what=_words(new.get(key) or old[key]),
            before=wording.shown(old[key]) if key in old else "",
            after=wording.shown(new[key]) if key in new else "",
        )
        for key in dict.fromkeys((*new, *old))
        if old.get(key) != new.get(key)
    )


def _cells(made: Mapping[str, bytes]) -> dict[_Key, PublishedCell]:
    rows = csv.DictReader(StringIO(made[files.CSV].decode(), newline=""))
    cells = (
        PublishedCell(
            row["table"],
            row["dimension_1"],
            row["category_1"],
            row["dimension_2"],
            row["category_2"],
            int(row["value"]) if row["value"] else None,
            row["marker"],
        )
        for row in rows
    )
    return {
        (c.table, c.dimension_1, c.category_1, c.dimension_2, c.category_2): c for c in cells
    }


def _words(cell: PublishedCell) -> str:
    pairs = ((cell.dimension_1, cell.category_1), (cell.dimension_2, cell.category_2))
    return ", ".join(_one(name, code) for name, code in pairs if code)


def _one(name: str, code: str) -> str:
    words = wording.category(name, code)
    return words if name in _PLAIN else f"{wording.dimension(name)}: {words}"
