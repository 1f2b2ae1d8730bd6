"""How could a population be different, and still tell everything published?

Asks the solver for the population nearest to the register that tells every published figure
and in which one figure is as great, or as small, as it can be: of the circles alone, which
is quick, or of everything, where moving people by hand has not found a story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.returns.attacker import MANY
from youthcase.returns.recount import Story
from youthcase.returns.register import Changes, difference, from_columns, paths_from
from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.returns.model import Cell, Model
    from youthcase.returns.recount import Known
    from youthcase.returns.register import Register

# A change costs a little, so that stories stay short; somebody counted more or fewer costs
# more, for everybody counted has categories as well.
_CHANGE, _COUNTED = 0.001, 0.02
_GREAT = 1.0
# A story need not be the best one: what it tells is recounted all the same.
_GAP = 0.1


@dataclass(frozen=True, slots=True)
class OtherPaths:
    """A list of circles as changes to the register, and how many more have which root."""

    changes: Changes
    roots: dict[int, int]


class Others:
    """The solver over the tables of a model, in changes from the register.

    Without `of_everything` over the groups of lines only.
    """

    def __init__(
        self,
        model: Model,
        columns: Sequence[int],
        register: Register,
        known: Sequence[Known],
        *,
        of_everything: bool,
    ) -> None:
        self._model, self._register = model, register
        self._of_everything = of_everything
        lines = [g for g in model.groups if of_everything or g.names[-1] in model.circles]
        self._width = lines[-1].start + len(lines[-1].cells)
        self._columns = list(columns[: self._width])
        self._program = self._made(known)
        self._solvers: dict[bool, Solver] = {}
        self._roots = [int(cell[0]) for cell in model.groups[0].cells]

    def nearest(self) -> OtherPaths | None:
        """The list with the fewest changes; None when there is none."""
        made = self._ask({})
        return self._paths(made) if made else None

    def extreme(self, cell: Cell, sign: int) -> OtherPaths | None:
        """A list with the greatest (`sign` 1) or smallest (-1) count of a cell."""
        made = self._ask(dict.fromkeys(self._model.columns(cell), float(-sign)))
        return self._paths(made) if made else None

    def story(self, cell: Cell, sign: int) -> Story | None:
        """A whole population with the greatest or smallest count of a cell."""
        made = self._ask(dict.fromkeys(self._model.columns(cell), float(-sign)))
        if made is None:
            return None
        other = from_columns(self._model, made)
        return Story(
            difference(other.people, self._register.people),
            difference(other.paths, self._register.paths),
        )

    def _ask(self, wish: dict[int, float]) -> list[int] | None:
        for is_whole in (False, True):
            solver = self._solver(is_whole=is_whole)
            for column, cost in wish.items():
                solver.costs(column, self._cost(column) + cost * _GREAT)
                solver.costs(self._width + column, self._cost(column) - cost * _GREAT)
            found = solver.solve()
            done = found is not None and (is_whole or solver.is_whole(2 * self._width))
            changes = solver.whole(2 * self._width) if done else []
            for column in wish:
                solver.costs(column, self._cost(column))
                solver.costs(self._width + column, self._cost(column))
            if found is None:
                return None
            if done:
                return [
                    number + changes[i] - changes[self._width + i]
                    for i, number in enumerate(self._columns)
                ]
        return None

    def _paths(self, made: Sequence[int]) -> OtherPaths:
        roots = {
            bits: made[i] - self._columns[i]
            for i, bits in enumerate(self._roots)
            if made[i] != self._columns[i]
        }
        there = paths_from(self._model, made)
        return OtherPaths(difference(there, self._register.paths), roots)

    def _cost(self, column: int) -> float:
        return _COUNTED if column < len(self._roots) else _CHANGE

    def _solver(self, *, is_whole: bool) -> Solver:
        if is_whole not in self._solvers:
            self._program.is_whole = [is_whole] * len(self._program.cost)
            self._solvers[is_whole] = Solver(self._program, seconds=300.0, gap=_GAP)
        return self._solvers[is_whole]

    def _made(self, known: Sequence[Known]) -> Program:
        """Columns: more of each, then fewer of each (never fewer than there are)."""
        model, program = self._model, Program()
        roots = len(model.groups[0].cells)
        for i in range(2 * self._width):
            column = i % self._width
            cost = _COUNTED if column < roots else _CHANGE
            high = UNBOUNDED if i < self._width else float(self._columns[column])
            program.column(cost, 0.0, high, whole=False)
        for mine, theirs in model.links():
            if max([*mine, *theirs]) < self._width:
                both = [*((c, 1.0) for c in mine), *((c, -1.0) for c in theirs)]
                away = [(c + self._width, -factor) for c, factor in both]
                program.row([], 0.0, 0.0, [*both, *away])
        for item in known:
            if item.high >= MANY or (item.cell.conditions and not self._of_everything):
                continue
            columns = model.columns(item.cell)
            there = sum(self._columns[c] for c in columns)
            away = [(c + self._width, -1.0) for c in columns]
            program.row(columns, float(item.low - there), float(item.high - there), away)
        return program
