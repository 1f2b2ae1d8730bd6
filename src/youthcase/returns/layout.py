"""Which tables does a return have, and which may a manager add?

A layout is data. The rules hold for every layout: at most two variables in a table, a ward
with nothing, nothing crossed with what already follows from it. Source: returns.md, "What
the reader is told", and domain.md 4.1, R2.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from youthcase import resources
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns.variables import of_people

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADLINE, FUNNEL, OUTCOMES, ACTIVITY = "headline", "funnel", "outcomes", "activity"
MADE_BY_RULE = (HEADLINE, FUNNEL, OUTCOMES, ACTIVITY)
MOST_VARIABLES = 2


@dataclass(frozen=True, slots=True)
class Table:
    """One table: by one or two variables of the people, or made by rule (`by` is empty)."""

    name: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a return, in the order of the file.

    Raises:
        Refusal: a table breaks a rule.
    """

    name: str
    tables: tuple[Table, ...]

    def __post_init__(self) -> None:
        for table in self.tables:
            _check(table)
        if len({frozenset(t.by) for t in self.tables if t.by}) < sum(
            bool(t.by) for t in self.tables
        ):
            raise Refusal(_("The same table is there twice. Take one of them away."))
        if self.tables[0].name != HEADLINE:
            raise Refusal(_("A return begins with its headline. Put that table first."))

    def has(self, name: str) -> bool:
        """Whether a table of this name is part of it."""
        return any(table.name == name for table in self.tables)

    def with_tables(self, added: Iterable[tuple[str, ...]]) -> Layout:
        """This layout and, before what is not about people, tables by these variables.

        Raises:
            Refusal: one of them breaks a rule.
        """
        own = [Table(table_name(by), by) for by in added]
        place = next(
            (i for i, t in enumerate(self.tables) if t.name in (OUTCOMES, ACTIVITY)),
            len(self.tables),
        )
        return Layout(self.name, (*self.tables[:place], *own, *self.tables[place:]))

    def one_way(self) -> Layout:
        """What is left for a small return: no crossings."""
        return Layout(self.name, tuple(t for t in self.tables if len(t.by) < MOST_VARIABLES))

    def headline_alone(self) -> Layout:
        """What is left for a very small return."""
        return Layout(self.name, self.tables[:1])


def table_name(by: tuple[str, ...]) -> str:
    """What a table by these variables is called in the files."""
    return f"by_{by[0]}" if len(by) == 1 else "_x_".join(by)


@cache
def standard() -> Layout:
    """The layout of `resources/returns/layout.toml`."""
    return parse(resources.text("returns", "layout.toml"))


def parse(text: str) -> Layout:
    """The layout that a TOML text describes.

    Raises:
        Refusal: a table breaks a rule.
    """
    raw = tomllib.loads(text)
    tables = tuple(Table(row["name"], tuple(row.get("by", ()))) for row in raw["tables"])
    return Layout(raw["name"], tables)


def _check(table: Table) -> None:
    known = of_people()
    if not table.by:
        if table.name not in MADE_BY_RULE:
            raise Refusal(_("A table needs something to be broken down by."), field=table.name)
        return
    if table.name != table_name(table.by) or len(set(table.by)) < len(table.by):
        raise Refusal(
            _("This table is not named after what it is broken down by."), field=table.name
        )
    if not set(table.by) <= set(known):
        raise Refusal(
            _("A return cannot be broken down by this. Choose one of the list."),
            field=table.name,
        )
    if len(table.by) > MOST_VARIABLES:
        raise Refusal(
            _("A table may cross two things at most: with three, people stand alone in it."),
            field=table.name,
        )
    if len(table.by) == MOST_VARIABLES:
        _check_crossing(table)


def _check_crossing(table: Table) -> None:
    first, second = (of_people()[name] for name in table.by)
    if first.alone or second.alone:
        raise Refusal(
            _("A ward is a small area. Its table stands alone and is crossed with nothing."),
            field=table.name,
        )
    if second.name == first.of or first.name == second.of:
        raise Refusal(
            _("One of these two follows from the other, so crossing them says nothing new."),
            field=table.name,
        )
