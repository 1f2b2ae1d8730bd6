"""How is a certificate kept, and does it still hold?

A proof is the register and the stories as plain values in the ledger. It can be recounted
at any time, without a solver: a figure, a story or an entry that was altered is found.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from youthcase.returns.recount import Recount, Story, Untrue
from youthcase.returns.register import Register

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from youthcase.returns.model import Model, Value
    from youthcase.returns.recount import Known
    from youthcase.returns.register import Changes, Unit


def as_values(register: Register, stories: Sequence[Story]) -> dict[str, Any]:
    """The proof as plain values: each kind of person once, stories by their numbers."""
    people = _numbered([*register.people, *(u for s in stories for u, _n in s.people)])
    paths = _numbered([*register.paths, *(u for s in stories for u, _n in s.paths)])
    return {
        "traits": list(register.traits),
        "lines": list(register.lines),
        "people": [list(unit) for unit in people],
        "paths": [list(unit) for unit in paths],
        "register": [
            [[people[u], n] for u, n in register.people.items()],
            [[paths[u], n] for u, n in register.paths.items()],
        ],
        "stories": [
            [[[people[u], n] for u, n in s.people], [[paths[u], n] for u, n in s.paths]]
            for s in stories
        ],
    }


def holds(
    proof: Mapping[str, Any],
    model: Model,
    known: Sequence[Known],
    needed: Mapping[int, int],
    figures: Mapping[int, int],
) -> bool:
    """Whether the proof is one: of these figures (by number of the known cell).

    Every story tells what was published, and the stories leave each cell as open as it
    needs to be.
    """
    people, paths = _units(proof["people"]), _units(proof["paths"])
    register = Register(
        tuple(proof["traits"]),
        Counter({people[i]: n for i, n in proof["register"][0]}),
        tuple(proof["lines"]),
        Counter({paths[i]: n for i, n in proof["register"][1]}),
    )
    recount = Recount(model, register, known)
    if any(recount.counts[i] != figure for i, figure in figures.items()):
        return False
    try:
        told = [recount.of(story) for story in _stories(proof, people, paths)]
    except Untrue:
        return False
    return bool(told) and all(
        _width(recount.counts[i], [t[i] for t in told if i in t], len(told)) >= width
        for i, width in needed.items()
    )


def _width(count: int, changed: Sequence[int], stories: int) -> int:
    """How far apart the stories leave a cell; those that do not change it leave its count."""
    values = [*changed, *([count] if len(changed) < stories else [])]
    return max(values) - min(values)


def _stories(
    proof: Mapping[str, Any], people: Sequence[Unit], paths: Sequence[Unit]
) -> list[Story]:
    return [
        Story(_changes(more, people), _changes(other, paths))
        for more, other in proof["stories"]
    ]


def _changes(rows: Sequence[tuple[int, int]], units: Sequence[Unit]) -> Changes:
    return tuple((units[i], number) for i, number in rows)


def _units(rows: Sequence[Sequence[Value]]) -> list[Unit]:
    return [tuple(row) for row in rows]


def _numbered(units: Sequence[Unit]) -> dict[Unit, int]:
    return {unit: i for i, unit in enumerate(dict.fromkeys(units))}
