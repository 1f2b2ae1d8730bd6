"""What stands on the paper of a released return? Words and figures that may be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of a table: its categories, the words of the figure, and the figure itself.

    `number` is None where a sign stands in its place; `is_total` for what adds up the rest.
    """

    labels: tuple[str, ...]
    shown: str
    number: int | None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """One table: `sentence` says in words what its chart shows; `heads` name the columns."""

    name: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[PaperLine, ...]
    sentence: str = ""
    has_chart: bool = False


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
