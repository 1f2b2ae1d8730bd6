"""Does this other population tell exactly what was published?

The part to be trusted: it counts lists of people and compares whole numbers. No solver, no
fraction. A story is what would have to be different about a list of people; if every
published figure still stands, nobody can tell the story from the truth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.returns.memberships import ROOTS
from youthcase.returns.model import Cell, category_of, variable_of
from youthcase.returns.register import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from youthcase.returns.model import Membership, Model, Shape
    from youthcase.returns.register import Register


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody knows of a cell: the true count is not below `low`, not above `high`."""

    cell: Cell
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Story:
    """How another population differs from the register: people and paths more or fewer."""

    people: tuple[tuple[Unit, int], ...]
    paths: tuple[tuple[Unit, int], ...]


class Untrue(Exception):  # noqa: N818 - the answer of the recount
    """The story does not tell what was published."""


class Recount:
    """Counts of a register, and of every population that a story makes of it."""

    def __init__(self, model: Model, register: Register, known: Sequence[Known]) -> None:
        self.known = known
        self._model, self._register = model, register
        self._place = {name: i for i, name in enumerate(register.traits)}
        self._line = {name: i for i, name in enumerate(register.lines)}
        self._people = _Index(known, self._place, of_paths=False)
        self._paths = _Index(known, self._line, of_paths=True)
        self._possible = [(g.names, frozenset(g.cells)) for g in model.groups]
        found = self._changes(Story(_all(register.people), _all(register.paths)))
        self.counts = [found[i] for i in range(len(known))]
        self._unmet = [i for i in range(len(known)) if not self._holds(i, 0)]

    def of(self, story: Story) -> dict[int, int]:
        """The counts that the story changes, by the number of the known cell.

        Raises:
            Untrue: somebody in it cannot be, or a published figure would be another.
        """
        self._must_be_possible(story)
        changed = self._changes(story)
        for i in (*changed, *self._unmet):
            if not self._holds(i, changed[i]):
                raise Untrue(self.known[i].cell)
        return {i: self.counts[i] + change for i, change in changed.items()}

    def members(self) -> list[list[Unit]]:
        """For each known cell the people of the register who are counted in it."""
        found: list[list[Unit]] = [[] for _item in self.known]
        for unit, number in self._register.people.items():
            for i in self._people.meant(unit) if number else ():
                found[i].append(unit)
        return found

    def circle(self, cell: Cell) -> list[Unit]:
        """The people of the register in the cell's circles, whatever its conditions."""
        return [
            unit
            for unit, number in self._register.people.items()
            if number
            and self._people.is_in(unit, cell.circle)
            and not self._people.is_in(unit, cell.outside)
        ]

    def _holds(self, i: int, change: int) -> bool:
        known = self.known[i]
        return known.low <= self.counts[i] + change <= known.high

    def _changes(self, story: Story) -> Counter[int]:
        found: Counter[int] = Counter()
        for unit, number in story.people:
            for i in self._people.meant(unit):
                found[i] += number
        for unit, number in story.paths:
            for i in self._paths.meant(unit):
                found[i] += number
        return found

    def _must_be_possible(self, story: Story) -> None:
        """Nobody is taken away who is not there; nobody is added who cannot be."""
        balance: Counter[object] = Counter()
        for changes, there, place, sign in (
            (story.people, self._register.people, self._place, 1),
            (story.paths, self._register.paths, self._line, -1),
        ):
            for unit, number in changes:
                balance[unit[0]] += sign * number
                if there[unit] + number < 0 or (number > 0 and not self._can_be(unit, place)):
                    raise Untrue(unit)
        if any(number for bits, number in balance.items() if bits):
            raise Untrue(balance)

    def _can_be(self, unit: Unit, place: Mapping[str, int]) -> bool:
        for names, cells in self._possible:
            if all(name in place for name in names):
                part = tuple(unit[place[name]] for name in names)
                if part not in cells and any(part):
                    return False
        return True


class _Index:
    """Which known cells somebody is counted in, found by what the cells have in common."""

    def __init__(
        self, known: Iterable[Known], place: Mapping[str, int], *, of_paths: bool
    ) -> None:
        self._place = place
        self._found: dict[Unit, tuple[int, ...]] = {}
        self._shapes: defaultdict[Shape, dict[tuple[str, ...], int]] = defaultdict(dict)
        for i, item in enumerate(known):
            if is_of_paths(item.cell) == of_paths:
                self._shapes[item.cell.shape][item.cell.categories] = i

    def meant(self, unit: Unit) -> tuple[int, ...]:
        """The numbers of the known cells that a unit is counted in."""
        if unit not in self._found:
            self._found[unit] = tuple(self._meant(unit))
        return self._found[unit]

    def _meant(self, unit: Unit) -> Iterator[int]:
        place = self._place
        for shape, cells in self._shapes.items():
            if self.is_in(unit, shape.circle) and not self.is_in(unit, shape.outside):
                at = tuple(category_of(n, unit[place[variable_of(n)]]) for n in shape.names)
                if at in cells:
                    yield cells[at]

    def is_in(self, unit: Unit, circle: Membership | None) -> bool:
        """Whether a unit is in a circle; nobody is in none."""
        return circle is not None and bool(int(unit[self._place[circle[0]]]) >> circle[1] & 1)


def is_of_paths(cell: Cell) -> bool:
    """Whether a cell is counted in the list of circles, and not in that of categories."""
    circles = [cell.circle, *([cell.outside] if cell.outside else [])]
    return not cell.conditions and any(line not in ROOTS for line, _number in circles)


def _all(units: Counter[Unit]) -> tuple[tuple[Unit, int], ...]:
    return tuple(units.items())
