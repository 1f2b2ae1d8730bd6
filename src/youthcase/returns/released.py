"""What comes out of a return: published cells, and what is said with them.

Plain values for files, pages and the journal: everything here may leave the vault, except
the ledger entry, which stays in it (`protection.Protected` carries both).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

INTERNAL, PARTNER, PUBLIC = "internal", "partner", "public"
AUDIENCES = (INTERNAL, PARTNER, PUBLIC)
MIRROR5, DFE5, NHS7 = "mirror5", "dfe5", "nhs7"
PROFILES = (MIRROR5, DFE5, NHS7)
# What stands beside a cell: further off (within 9), not applicable, fewer than ten people,
# hidden by the form's rule.
FURTHER, NOT_APPLICABLE, FEWER_THAN_TEN = "r", "z", "lt10"
HIDDEN = {DFE5: "c", NHS7: "*"}


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """One line of `return.csv`; `value` is None where a marker stands instead."""

    table: str
    dimension_1: str
    category_1: str
    dimension_2: str
    category_2: str
    value: int | None
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A return as it may be published, or, for `internal`, as it is true.

    `headline` is H1 as published (None for fewer than ten); `headline_is_exact` whether it
    is the true figure or, like the rest, within `within` of it. `breakdown_total` is what
    every breakdown adds up to. `withheld` counts cells without a value that have one.
    `checked_against` names the earlier releases that nothing can be subtracted from.
    """

    period: str
    first: date
    last: date
    as_at: date
    audience: str
    profile: str
    rule_version: int
    contacts_asked: int
    cohort: int
    layout: str
    cells: tuple[PublishedCell, ...]
    headline: int | None
    headline_is_exact: bool
    breakdown_total: int | None
    within: int
    withheld: int
    facts_digest: str
    checked_against: tuple[str, ...] = ()
    smallest_width: int = 0
    stories: int = 0
    held_over: int = 0

    @property
    def length_in_days(self) -> int:
        """How long the period is; two returns of different length cannot be compared."""
        return (self.last - self.first).days + 1

    def table(self, name: str) -> tuple[PublishedCell, ...]:
        """The lines of one table."""
        return tuple(cell for cell in self.cells if cell.table == name)

    def tables(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the file."""
        return tuple(dict.fromkeys(cell.table for cell in self.cells))
