"""How could the circles that people are in be different?

Asks the solver for the lists of circles nearest to the register's that tell every published
figure and in which one figure is as great, or as small, as it can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.returns.register import Unit, paths_from
from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from youthcase.returns.model import Cell, Model
    from youthcase.returns.recount import Known

# A change costs a little, so that stories stay short; somebody counted more or fewer costs
# more, for everybody counted has categories as well.
_CHANGE, _COUNTED = 0.001, 0.02
_GREAT = 1.0


@dataclass(frozen=True, slots=True)
class OtherPaths:
    """A list of circles as changes to the register, and how many more have which root."""

    changes: tuple[tuple[Unit, int], ...]
    roots: dict[int, int]


class Paths:
    """The solver over the groups of lines, in changes from the register."""

    def __init__(
        self, model: Model, columns: Sequence[int], paths: Counter[Unit], known: Sequence[Known]
    ) -> None:
        self._model, self._paths = model, paths
        groups = [g for g in model.groups if g.names[-1] in model.circles]
        self._width = groups[-1].start + len(groups[-1].cells)
        self._columns = list(columns[: self._width])
        self._program = self._made(known)
        self._solvers: dict[bool, Solver] = {}
        self._roots = [int(cell[0]) for cell in model.groups[0].cells]

    def nearest(self) -> OtherPaths | None:
        """The list with the fewest changes; None when there is none."""
        return self._ask({})

    def extreme(self, cell: Cell, sign: int) -> OtherPaths | None:
        """A list with the greatest (`sign` 1) or smallest (-1) count of a cell."""
        return self._ask(dict.fromkeys(self._model.columns(cell), float(-sign)))

    def _ask(self, wish: dict[int, float]) -> OtherPaths | None:
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
                return self._other(changes)
        return None

    def _other(self, changes: Sequence[int]) -> OtherPaths:
        made = [
            number + changes[i] - changes[self._width + i]
            for i, number in enumerate(self._columns)
        ]
        there = paths_from(self._model, made)
        there.subtract(self._paths)
        roots = {
            bits: made[i] - self._columns[i]
            for i, bits in enumerate(self._roots)
            if made[i] != self._columns[i]
        }
        return OtherPaths(tuple((u, n) for u, n in there.items() if n), roots)

    def _cost(self, column: int) -> float:
        return _COUNTED if column < len(self._roots) else _CHANGE

    def _solver(self, *, is_whole: bool) -> Solver:
        if is_whole not in self._solvers:
            self._program.is_whole = [is_whole] * len(self._program.cost)
            self._solvers[is_whole] = Solver(self._program, seconds=20.0)
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
            if item.cell.conditions:
                continue
            columns = model.columns(item.cell)
            there = sum(self._columns[c] for c in columns)
            away = [(c + self._width, -1.0) for c in columns]
            program.row(columns, float(item.low - there), float(item.high - there), away)
        return program
