"""Which unknown numbers describe a population, and which of them add up to a cell?

A population is described by small tables that overlap: one for each group of things that
some return crosses or that hang together by definition. Where two tables share something
they agree on it, and because the groups form a tree, whatever agrees is the table of some
list of people: nothing is lost by this description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns.memberships import Circle, cliques, patterns
from youthcase.returns.variables import is_impossible, of_acts, of_closures, of_people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from youthcase.returns.variables import Variable

MOST_COLUMNS = 80_000
Value = int | str
Membership = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """What cells of one table have in common: the circles, and by what they are divided."""

    circle: Membership
    outside: Membership | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Who is meant: those in a circle (line and number), with conditions on categories.

    `outside` is a circle in which they are not (casework, and not counted).
    """

    circle: Membership
    conditions: tuple[tuple[str, str], ...] = ()
    outside: Membership | None = None

    @property
    def shape(self) -> Shape:
        """What the cell shares with the others of its table."""
        return Shape(self.circle, self.outside, tuple(name for name, _c in self.conditions))

    @property
    def categories(self) -> tuple[str, ...]:
        """Its categories, in the order of its shape's names."""
        return tuple(category for _name, category in self.conditions)

    @property
    def total(self) -> Cell:
        """The same circles without conditions."""
        return Cell(self.circle, (), self.outside)


@dataclass(frozen=True, slots=True)
class Group:
    """One small table: what it crosses, its cells, and the number of its first column."""

    names: tuple[str, ...]
    cells: tuple[tuple[Value, ...], ...]
    start: int
    # What it shares with an earlier group, and which one that is; nothing for the root.
    shared: tuple[str, ...] = ()
    parent: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """The tables of one population and how they agree."""

    root: str
    circles: Mapping[str, tuple[Circle, ...]]
    groups: tuple[Group, ...]
    crossed: tuple[tuple[str, ...], ...]
    asked: int
    _found: dict[Cell, list[int]] = field(
        default_factory=dict[Cell, list[int]], compare=False, repr=False
    )

    @property
    def width(self) -> int:
        """The number of unknown numbers."""
        last = self.groups[-1]
        return last.start + len(last.cells)

    def is_line(self, name: str) -> bool:
        """Whether a name of a group is a line (and not a variable)."""
        return name in self.circles

    def columns(self, cell: Cell) -> list[int]:
        """Which unknown numbers add up to a cell."""
        if cell not in self._found:
            self._found[cell] = self._columns(cell)
        return self._found[cell]

    def _columns(self, cell: Cell) -> list[int]:
        outside = cell.outside
        asked = {variable_of(name) for name, _c in cell.conditions} | {cell.circle[0]}
        asked |= {outside[0]} if outside else set()
        group = next(g for g in self.groups if asked <= set(g.names))
        line, out = group.names.index(cell.circle[0]), 0
        inside, without = 1 << cell.circle[1], 0
        if outside:
            out, without = group.names.index(outside[0]), 1 << outside[1]
        wanted = [
            (group.names.index(variable_of(name)), deciding(name, category))
            for name, category in cell.conditions
        ]
        return [
            group.start + i
            for i, values in enumerate(group.cells)
            if int(values[line]) & inside
            and not int(values[out] if without else 0) & without
            and all(values[at] in allowed for at, allowed in wanted)
        ]

    def links(self) -> Iterable[tuple[list[int], list[int]]]:
        """Pairs of sums of columns that are equal."""
        for group in self.groups[1:]:
            parent = self.groups[group.parent]
            mine = _by_shared(group, group.shared, self.circles)
            theirs = _by_shared(parent, group.shared, self.circles)
            for values in sorted(mine.keys() | theirs.keys(), key=repr):
                yield mine.get(values, []), theirs.get(values, [])


@cache
def variable_of(name: str) -> str:
    """The variable that decides a condition: itself, or the finer one it follows from."""
    return variable(name).of or name


@cache
def category_of(name: str, value: object) -> str:
    """The category in a variable, from that of the variable that decides it."""
    found = variable(name)
    return found.category(str(value)) if found.of else str(value)


def variable(name: str) -> Variable:
    """A variable of people, of closed cases or of acts."""
    return of_people().get(name) or of_closures().get(name) or of_acts()[name]


@cache
def deciding(name: str, category: str) -> frozenset[str]:
    """The categories of the deciding variable that amount to `category`."""
    coarse = variable(name)
    if not coarse.of:
        return frozenset({category})
    finer = of_people()[coarse.of]
    return frozenset(c for c in finer.categories if coarse.category(c) == category)


def without_last(model: Model, columns: Sequence[int], fewer: Model) -> list[int]:
    """The numbers for a model without the last circles of some lines, from those with them."""
    found = [0] * fewer.width
    kept = {line: (1 << len(fewer.circles[line])) - 1 for line in fewer.circles}
    for group, smaller in zip(model.groups, fewer.groups, strict=True):
        place = {cell: smaller.start + i for i, cell in enumerate(smaller.cells)}
        for i, cell in enumerate(group.cells):
            values = tuple(
                value & kept[name] if isinstance(value, int) else value
                for name, value in zip(group.names, cell, strict=True)
            )
            if columns[group.start + i] and values in place:
                found[place[values]] += columns[group.start + i]
    return found


def build(
    root: str,
    circles: Mapping[str, tuple[Circle, ...]],
    crossed: Sequence[tuple[str, ...]],
    seen: Mapping[tuple[str, ...], Collection[tuple[int, ...]]],
    asked: int,
) -> Model:
    """The model of a population.

    `root` is the line whose people have categories, `crossed` what the tables cross,
    `seen` patterns that really arose, for each group of lines.

    Raises:
        Refusal: there is too much to prove at once.
    """
    lines = cliques(circles, asked) if len(circles) > 1 else ((root,),)
    possible = {group: patterns(group, circles) | set(seen.get(group, ())) for group in lines}
    roots = {
        values[group.index(root)]
        for group in lines
        if root in group
        for values in possible[group]
    } - {0}
    made: list[tuple[tuple[str, ...], Sequence[tuple[Value, ...]]]] = [
        ((root,), [(value,) for value in sorted(roots)])
    ]
    made += [(group, sorted(possible[group])) for group in lines if len(group) > 1]
    made += [
        ((root, *names), list(_combinations(sorted(roots), names)))
        for names in _trees(_cliques(crossed))
    ]
    return Model(root, circles, _placed(made), tuple(crossed), asked)


def _placed(
    made: Sequence[tuple[tuple[str, ...], Sequence[tuple[Value, ...]]]],
) -> tuple[Group, ...]:
    groups: list[Group] = []
    start = 0
    for names, cells in made:
        shares = [tuple(n for n in g.names if n in names) for g in groups]
        parent = max(range(len(shares)), key=lambda i: (len(shares[i]), -i), default=0)
        shared = shares[parent] if shares else ()
        groups.append(Group(names, tuple(cells), start, shared, parent))
        start += len(cells)
    if start > MOST_COLUMNS:
        raise Refusal(
            _(
                "These tables together are too many to prove that nobody can be found in "
                "them. Nothing was written. Take a crossing away and try again."
            )
        )
    return tuple(groups)


def _combinations(
    roots: Sequence[int], names: tuple[str, ...]
) -> Iterable[tuple[int | str, ...]]:
    choices = [variable(name).categories for name in names]
    possible = [
        chosen
        for chosen in product(*choices)
        if not is_impossible(dict(zip(names, chosen, strict=True)))
    ]
    return ((bits, *chosen) for bits in roots for chosen in possible)


def _by_shared(
    group: Group, shared: tuple[str, ...], circles: Mapping[str, object]
) -> dict[tuple[Value, ...], list[int]]:
    """The columns by what they share, without those who are in none of the shared lines."""
    at = [group.names.index(name) for name in shared]
    lines = [i for i, name in enumerate(shared) if name in circles]
    found: defaultdict[tuple[Value, ...], list[int]] = defaultdict(list)
    for i, cell in enumerate(group.cells):
        values = tuple(cell[j] for j in at)
        if any(values[j] for j in lines):
            found[values].append(group.start + i)
    return found


def _cliques(crossed: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """The groups of variables to keep together, so that the groups can form a tree."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    order: dict[str, None] = {}
    for names in crossed:
        decided = [variable_of(name) for name in names]
        order |= dict.fromkeys(decided)
        for one, other in combinations(decided, 2):
            near[one].add(other)
            near[other].add(one)
    found: list[set[str]] = []
    left = list(order)
    while left:
        name = min(left, key=lambda n: (_missing(near, n), left.index(n)))
        neighbours = near[name]
        group = {name, *neighbours}
        if not any(group <= other for other in found):
            found.append(group)
        for one in neighbours:
            near[one] |= neighbours - {one}
            near[one].discard(name)
        left.remove(name)
    places = list(order)
    return [tuple(sorted(group, key=places.index)) for group in found]


def _missing(near: Mapping[str, set[str]], name: str) -> int:
    pairs = combinations(sorted(near[name]), 2)
    return sum(other not in near[one] for one, other in pairs)


def _trees(groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups in an order in which each hangs on the earlier one it shares most with."""
    left, found = list(groups), list[tuple[str, ...]]()
    while left:
        best = max(
            left,
            key=lambda g: (max((len({*g} & {*f}) for f in found), default=0), -left.index(g)),
        )
        left.remove(best)
        found.append(best)
    return found
