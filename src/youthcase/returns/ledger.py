"""What has been published before, about whom, and what does everybody know from it?

Kept in the vault, sealed with the team's key, never published. Without it no return is
made: the same cell of the same people has the same figure for ever, and every new figure
is proved against all the old ones. Source: returns.md, "The ledger".
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from typing import Any

from youthcase.errors import Damaged
from youthcase.i18n import _

FORMAT = 1
Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure, and what it tells: the true count is within `low` and `high`.

    `value` is None where only a bound was published (fewer than ten). `book` is the
    population it belongs to, `circle` and `outside` number its circles there.
    """

    book: str
    line: str
    circle: int
    conditions: Conditions = ()
    outside: tuple[str, int] | None = None
    value: int | None
    low: int
    high: int
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """One circle of a book: what it is about, and the tokens of those in it.

    Acts have no tokens; then `number` says how many there were, and `parts` of which kind.
    """

    line: str
    first: int
    last: int
    cohort: int = 0
    is_first: bool = False
    since: int = 0
    members: tuple[str, ...] = ()
    number: int = 0
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release: what it was, what it was made from, and which figures it added."""

    name: str
    period: str
    as_at: str
    cohort: int
    audience: str
    profile: str
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    facts_digest: str
    headline: tuple[int, int]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything published so far, in order.

    `sets` are the circles of each book, `traits` the categories with which a person was
    first published in it, `proofs` the latest certificate of each book.
    """

    entries: tuple[Entry, ...] = ()
    sets: dict[str, tuple[Set, ...]] = field(default_factory=dict[str, "tuple[Set, ...]"])
    traits: dict[str, dict[str, tuple[str, ...]]] = field(
        default_factory=dict[str, "dict[str, tuple[str, ...]]"]
    )
    proofs: dict[str, Any] = field(default_factory=dict[str, Any])

    def figures(self, book: str) -> tuple[Figure, ...]:
        """Every figure ever published about a book."""
        return tuple(f for e in self.entries for f in e.figures if f.book == book)

    def profiles(self, year: str) -> frozenset[str]:
        """In which ways figures of a year were protected so far."""
        return frozenset(
            entry.profile
            for entry in self.entries
            if any(figure.book.split("/")[0] == year for figure in entry.figures)
        )

    def with_book(
        self,
        book: str,
        sets: tuple[Set, ...],
        traits: dict[str, tuple[str, ...]],
        proof: object,
    ) -> Ledger:
        """The ledger with a book brought up to date."""
        return replace(
            self,
            sets=self.sets | {book: sets},
            traits=self.traits | {book: traits},
            proofs=self.proofs | {book: proof},
        )

    def with_entry(self, entry: Entry) -> Ledger:
        """The ledger with one release more."""
        return replace(self, entries=(*self.entries, entry))

    def to_bytes(self, key: bytes) -> bytes:
        """Canonical JSON under a keyed seal: the same ledger gives the same bytes."""
        body = json.dumps(_values(self), sort_keys=True, separators=(",", ":"))
        return _seal(key, body.encode()).encode() + b"\n" + body.encode()

    def digest(self) -> str:
        """The sha256 of the content."""
        body = json.dumps(_values(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(body.encode()).hexdigest()


def from_bytes(data: bytes, key: bytes) -> Ledger:
    """The ledger that `to_bytes` wrote.

    Raises:
        Damaged: it is not what was written, or the key is another.
    """
    seal, _line, body = data.partition(b"\n")
    if not hmac.compare_digest(seal, _seal(key, body).encode()):
        raise Damaged(altered())
    raw = json.loads(body)
    if raw["format"] != FORMAT:
        raise Damaged(altered())
    return Ledger(
        entries=tuple(_entry(row) for row in raw["entries"]),
        sets={book: tuple(_set(row) for row in rows) for book, rows in raw["sets"].items()},
        traits={
            book: {token: tuple(codes) for token, codes in rows.items()}
            for book, rows in raw["traits"].items()
        },
        proofs=raw["proofs"],
    )


def altered() -> str:
    """The sentence for a ledger that cannot be trusted."""
    return _(
        "The list of figures published so far is not what this program wrote, so no return "
        "can be made: it could be compared with the earlier ones. Nothing was written. "
        "Restore the newest backup in which the check of the vault finds it whole."
    )


def missing() -> str:
    """The sentence for a ledger that is not there."""
    return _(
        "The list of figures published so far is missing, so no return can be made: new "
        "figures could be compared with the earlier ones. Nothing was written. Restore the "
        "newest backup that has it."
    )


def _seal(key: bytes, body: bytes) -> str:
    return hmac.new(key, b"youthcase returns ledger\0" + body, hashlib.sha256).hexdigest()


def _values(ledger: Ledger) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "entries": [_entry_row(entry) for entry in ledger.entries],
        "sets": {book: [_set_row(s) for s in sets] for book, sets in ledger.sets.items()},
        "traits": ledger.traits,
        "proofs": ledger.proofs,
    }


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "period": entry.period,
        "as_at": entry.as_at,
        "cohort": entry.cohort,
        "audience": entry.audience,
        "profile": entry.profile,
        "tables": entry.tables,
        "facts": entry.facts_digest,
        "headline": entry.headline,
        "figures": [_figure_row(figure) for figure in entry.figures],
    }


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        name=row["name"],
        period=row["period"],
        as_at=row["as_at"],
        cohort=row["cohort"],
        audience=row["audience"],
        profile=row["profile"],
        tables=tuple((name, tuple(by)) for name, by in row["tables"]),
        facts_digest=row["facts"],
        headline=(row["headline"][0], row["headline"][1]),
        figures=tuple(_figure(f) for f in row["figures"]),
    )


def _figure_row(f: Figure) -> list[Any]:
    place = [f.book, f.line, f.circle, f.conditions, f.outside]
    return [*place, f.value, f.low, f.high, f.marker]


def _figure(row: list[Any]) -> Figure:
    book, line, circle, conditions, outside, value, low, high, marker = row
    return Figure(
        book=book,
        line=line,
        circle=circle,
        conditions=tuple((name, category) for name, category in conditions),
        outside=(outside[0], outside[1]) if outside else None,
        value=value,
        low=low,
        high=high,
        marker=marker,
    )


def _set_row(own: Set) -> list[Any]:
    place = [own.line, own.first, own.last, own.cohort, own.is_first, own.since]
    return [*place, own.members, own.number, own.parts]


def _set(row: list[Any]) -> Set:
    line, first, last, cohort, is_first, since, members, number, parts = row
    return Set(
        line=line,
        first=first,
        last=last,
        cohort=cohort,
        is_first=is_first,
        since=since,
        members=tuple(members),
        number=number,
        parts=tuple((kind, part) for kind, part in parts),
    )
