"""What list of people has these tables?

The tables of a model agree where they overlap and hang together as a tree, so people can
be put together from them one table after another. Two lists come out: those who count,
with their categories, and everybody, with the circles they are in. In both, who is in
which circles of the root line is the same, so they describe one population.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.returns.model import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.returns.model import Group, Model

# A list of alike people: the values at the places that the register names.
Unit = tuple[Value, ...]
Changes = tuple[tuple[Unit, int], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Lists of alike people and how many: by categories, and by circles.

    `traits` names the places of a unit of `people` (the root line first), `lines` those of
    a unit of `paths` (the root line first).
    """

    traits: tuple[str, ...]
    people: Counter[Unit]
    lines: tuple[str, ...]
    paths: Counter[Unit]


def from_columns(model: Model, columns: Sequence[int]) -> Register:
    """The register that the numbers of a model describe."""
    with_traits = [g for g in model.groups if g.names[-1] not in model.circles]
    with_lines = [g for g in model.groups if g.names[-1] in model.circles]
    traits = _names(model.root, with_traits)
    lines = _names(model.root, with_lines)
    return Register(
        traits,
        _assembled(traits, [model.groups[0], *with_traits], model, columns),
        lines,
        _assembled(lines, with_lines, model, columns),
    )


def paths_from(model: Model, columns: Sequence[int]) -> Counter[Unit]:
    """Only the list of circles, from numbers for the groups of lines."""
    with_lines = [g for g in model.groups if g.names[-1] in model.circles]
    return _assembled(_names(model.root, with_lines), with_lines, model, columns)


def _names(root: str, groups: Sequence[Group]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([root, *(n for g in groups for n in g.names)]))


def _assembled(
    names: tuple[str, ...], groups: Sequence[Group], model: Model, columns: Sequence[int]
) -> Counter[Unit]:
    """Alike people are split only where a table says that they differ."""
    place = {name: i for i, name in enumerate(names)}
    empty: list[Value] = [0] * len(names)
    people: Counter[Unit] = Counter()
    for is_later, group in enumerate(groups):
        parts = [
            (cell, columns[group.start + i])
            for i, cell in enumerate(group.cells)
            if columns[group.start + i]
        ]
        if not is_later:
            for cell, number in parts:
                people[_filled(tuple(empty), group, cell, place)] += number
            continue
        people = _joined(people, group, parts, place, model)
    return people


def _joined(
    people: Counter[Unit],
    group: Group,
    parts: Sequence[tuple[Unit, int]],
    place: dict[str, int],
    model: Model,
) -> Counter[Unit]:
    """Give each person a cell of one more table that agrees with what they have."""
    at = [group.names.index(name) for name in group.shared]
    shared_lines = [i for i, name in enumerate(group.shared) if name in model.circles]
    pools: defaultdict[Unit, list[tuple[Unit, int]]] = defaultdict(list)
    found: Counter[Unit] = Counter()
    newcomers: list[tuple[Unit, int]] = []
    for cell, number in parts:
        values = tuple(cell[i] for i in at)
        if any(values[i] for i in shared_lines):
            pools[values].append((cell, number))
        else:
            newcomers.append((cell, number))
    for unit, number in people.items():
        values = tuple(unit[place[name]] for name in group.shared)
        for cell, taken in _taken(pools.get(values, []), number):
            found[_filled(unit, group, cell, place) if cell else unit] += taken
    blank = (0,) * len(place)
    for cell, number in newcomers:
        found[_filled(blank, group, cell, place)] += number
    return found


def _taken(pool: list[tuple[Unit, int]], number: int) -> list[tuple[Unit, int]]:
    """Take so many out of a pool; an empty cell for those whom the table does not know."""
    taken: list[tuple[Unit, int]] = []
    while number and pool:
        cell, there = pool.pop()
        part = min(number, there)
        taken.append((cell, part))
        number -= part
        if part < there:
            pool.append((cell, there - part))
    return [*taken, ((), number)] if number else taken


def _filled(unit: Unit, group: Group, cell: Unit, place: dict[str, int]) -> Unit:
    made = list(unit)
    for name, value in zip(group.names, cell, strict=True):
        made[place[name]] = value
    return tuple(made)


def difference(there: Counter[Unit], here: Counter[Unit]) -> Changes:
    """How many more or fewer of each there are than here."""
    units = dict.fromkeys([*there, *here])
    return tuple((u, there[u] - here[u]) for u in units if there[u] != here[u])
