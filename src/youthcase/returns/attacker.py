"""What could somebody work out who has every return and a computer?

A second guard beside the certificate: for each cell, the least and the greatest count that
any population could have in which every published figure of the ledger is as published.
People may be split here (linear programming), so what it finds is never too narrow.
"""

from __future__ import annotations

from collections import Counter
from math import ceil, floor
from typing import TYPE_CHECKING

from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from youthcase.returns.model import Cell, Model
    from youthcase.returns.recount import Known

_ROUNDING = 1e-6
# How often everything is asked about at once, in other directions, before one by one.
_TURNS = 6
_STEP = 2654435761
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
        self._solver = Solver(program, is_asked_again=True)

    def interval(self, cell: Cell) -> tuple[int, int] | None:
        """The least and greatest count of a cell; None when the figures contradict."""
        columns = self._model.columns(cell)
        ends: list[float] = []
        for sign in (1.0, -1.0):
            found = self._extreme(dict.fromkeys(columns, sign))
            if found is None:
                return None
            ends.append(sign * found)
        high = MANY if ends[1] == UNBOUNDED else floor(ends[1] + _ROUNDING)
        return max(0, ceil(ends[0] - _ROUNDING)), high

    def too_narrow(self, asked: Iterable[tuple[int, Cell, int]]) -> tuple[int, ...]:
        """Those of the cells (number, cell, width) that can be pinned down.

        Every answer of the solver is a population that shows something of every cell, so
        most cells are seen to be wide without being asked about one by one.
        """
        left = [(n, self._model.columns(cell), cell, width) for n, cell, width in asked]
        columns_of = [columns for _n, columns, _c, _w in left]
        low = [float(MANY)] * len(left)
        high = [-1.0] * len(left)
        wide = [False] * len(left)

        def look() -> None:
            for i, count in enumerate(self._solver.sums(columns_of)):
                low[i], high[i] = min(low[i], count), max(high[i], count)
                wide[i] = floor(high[i] + _ROUNDING) - ceil(low[i] - _ROUNDING) >= left[i][3]

        for turn in range(2 * _TURNS):
            wish: Counter[int] = Counter()
            for i, (_n, columns, _c, _w) in enumerate(left):
                sign = (-1) ** turn * (1 if (i * _STEP >> turn // 2) & 1 else -1)
                wish.update(dict.fromkeys(() if wide[i] else columns, sign))
            if self._extreme(dict(wish)) is None:
                return tuple(number for number, *_rest in left)
            look()
        found: list[int] = []
        for i, (number, _columns, cell, width) in enumerate(left):
            interval = None if wide[i] else self.interval(cell)
            if not wide[i] and (interval is None or interval[1] - interval[0] < width):
                found.append(number)
        return tuple(found)

    def _extreme(self, wish: Mapping[int, float]) -> float | None:
        for column, cost in wish.items():
            self._solver.costs(column, float(cost))
        found = self._solver.solve()
        for column in wish:
            self._solver.costs(column, 0.0)
        return found
