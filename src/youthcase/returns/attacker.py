"""What could somebody work out who has every return and a computer?

A second guard beside the certificate: for each cell, the least and the greatest count that
any population could have in which every published figure of the ledger is as published.
People may be split here (linear programming), so what it finds is never too narrow.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.returns.model import Cell, Model
    from youthcase.returns.recount import Known

_ROUNDING = 1e-6
MANY = 10**9


class Attacker:
    """The linear programme over everything that is known of a population."""

    def __init__(self, model: Model, known: Sequence[Known]) -> None:
        self._model = model
        program = Program()
        for _column in range(model.width):
            program.column(whole=False)
        for mine, theirs in model.links():
            program.row(mine, 0.0, 0.0, [(column, -1.0) for column in theirs])
        for item in known:
            if item.low > 0 or item.high < MANY:
                high = float(item.high) if item.high < MANY else UNBOUNDED
                program.row(model.columns(item.cell), float(item.low), high)
        self._solver = Solver(program)

    def interval(self, cell: Cell) -> tuple[int, int] | None:
        """The least and greatest count of a cell; None when the figures contradict."""
        columns = self._model.columns(cell)
        ends: list[float] = []
        for sign in (1.0, -1.0):
            for column in columns:
                self._solver.costs(column, sign)
            found = self._solver.solve()
            if found is None:
                return None
            ends.append(sign * found)
        for column in columns:
            self._solver.costs(column, 0.0)
        high = MANY if ends[1] == UNBOUNDED else floor(ends[1] + _ROUNDING)
        return max(0, ceil(ends[0] - _ROUNDING)), high

    def too_narrow(self, asked: Iterable[tuple[int, Cell, int]]) -> tuple[int, ...]:
        """Those of the cells (number, cell, width) that can be pinned down."""
        found: list[int] = []
        for number, cell, width in asked:
            interval = self.interval(cell)
            if interval is None or interval[1] - interval[0] < width:
                found.append(number)
        return tuple(found)
