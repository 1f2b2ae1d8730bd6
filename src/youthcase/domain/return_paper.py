"""What stands on the paper of a released return? Words and figures that may be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of a table: its category, and the words of its figures, one for each column.

    `number` is the figure that a chart draws: None where a sign stands in its place, or
    where there are several. `is_total` is what adds up the rest.
    """

    label: str
    shown: tuple[str, ...]
    number: int | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """One table: `heads` name its columns, the first that of the categories.

    `sentence` says in words what the chart shows; empty where there is none.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[PaperLine, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPaper:
    """A released return on paper; made from the release alone, so it can say no more."""

    title: str
    service: str
    period: str
    as_at: date
    audience: str
    reading: tuple[str, ...]
    definition: tuple[str, ...]
    tables: tuple[PaperTable, ...]
    signs: tuple[str, ...]
    notes: tuple[str, ...]
    foot: str
