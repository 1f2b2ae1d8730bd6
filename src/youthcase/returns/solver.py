"""What is the least a sum can cost, under linear rules, in whole numbers or not?

The only place that knows HiGHS. It is imported when a return is protected, not before: one
thread, one seed, so the same question always has the same answer.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEED = 5
UNBOUNDED = float("inf")
_ROUNDING = 1e-6


@dataclass(slots=True)
class Program:
    """Columns with a cost and bounds, rows with coefficients and bounds."""

    cost: list[float] = field(default_factory=list[float])
    low: list[float] = field(default_factory=list[float])
    high: list[float] = field(default_factory=list[float])
    is_whole: list[bool] = field(default_factory=list[bool])
    row_low: list[float] = field(default_factory=list[float])
    row_high: list[float] = field(default_factory=list[float])
    starts: array[int] = field(default_factory=lambda: array("i", [0]))
    index: array[int] = field(default_factory=lambda: array("i"))
    value: array[float] = field(default_factory=lambda: array("d"))

    def column(
        self, cost: float = 0.0, low: float = 0.0, high: float = UNBOUNDED, *, whole: bool
    ) -> int:
        """Add a column; its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.is_whole.append(whole)
        return len(self.cost) - 1

    def row(
        self,
        plus: Iterable[int],
        low: float,
        high: float,
        more: Sequence[tuple[int, float]] = (),
    ) -> int:
        """Add a row: the sum of the columns `plus` and of `more` times its factor."""
        before = len(self.index)
        self.index.extend(plus)
        self.value.extend([1.0] * (len(self.index) - before))
        for column, factor in more:
            self.index.append(column)
            self.value.append(factor)
        self.starts.append(len(self.index))
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1


class Solver:
    """A program handed to HiGHS, to be asked again and again with other costs or bounds."""

    def __init__(
        self,
        program: Program,
        seconds: float = 600.0,
        *,
        gap: float = 0.0,
        is_asked_again: bool = False,
    ) -> None:
        import highspy  # noqa: PLC0415 - 0.1 s that only a return should pay
        import numpy as np  # noqa: PLC0415 - as above

        self.is_late = False
        self._status = highspy.HighsModelStatus
        self._np = np
        # The class beneath `Highs` has no callbacks: no thread, no banner on standard output.
        self._highs: Any = cast("Any", highspy.Highs).__base__()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", SEED),
            ("time_limit", seconds),
            ("mip_rel_gap", gap),
            # With other costs the last answer still meets the rules: go on from there.
            *([("simplex_strategy", _PRIMAL), ("presolve", "off")] if is_asked_again else []),
        ):
            self._highs.setOptionValue(name, value)
        made: Any = highspy.HighsLp()
        made.num_col_, made.num_row_ = len(program.cost), len(program.row_low)
        made.col_cost_ = np.array(program.cost)
        made.col_lower_ = np.array(program.low)
        made.col_upper_ = np.array(program.high)
        made.row_lower_ = np.array(program.row_low)
        made.row_upper_ = np.array(program.row_high)
        made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        made.a_matrix_.start_ = np.frombuffer(program.starts, dtype=np.int32)
        made.a_matrix_.index_ = np.array(program.index, dtype=np.int32)
        made.a_matrix_.value_ = np.array(program.value)
        if any(program.is_whole):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            made.integrality_ = [kinds[whole] for whole in program.is_whole]
        self._highs.passModel(made)

    def bounds(self, column: int, low: float, high: float) -> None:
        """Change the bounds of a column."""
        self._highs.changeColBounds(column, low, high)

    def costs(self, column: int, cost: float) -> None:
        """Change the cost of a column."""
        self._highs.changeColCost(column, cost)

    def row_bounds(self, row: int, low: float, high: float) -> None:
        """Change the bounds of a row."""
        self._highs.changeRowBounds(row, low, high)

    def solve(self) -> float | None:
        """The least cost; None when nothing meets the rules, or it took too long."""
        self._highs.run()
        state = self._highs.getModelStatus()
        self.is_late = state == self._status.kTimeLimit
        if state == self._status.kOptimal:
            return float(self._highs.getInfo().objective_function_value)
        if state in (self._status.kUnbounded, self._status.kUnboundedOrInfeasible):
            return -UNBOUNDED
        return None

    def whole(self, columns: int) -> list[int]:
        """The first columns of the answer, as whole numbers."""
        values = self._np.array(self._highs.getSolution().col_value[:columns])
        return [int(value) for value in self._np.rint(values)]

    def sums(self, groups: Iterable[Sequence[int]]) -> list[float]:
        """What groups of columns add up to in the answer."""
        values = self._np.array(self._highs.getSolution().col_value)
        return [float(values[self._np.array(group, dtype=int)].sum()) for group in groups]

    def is_whole(self, columns: int) -> bool:
        """Whether the first columns of the answer are whole numbers."""
        values = self._np.array(self._highs.getSolution().col_value[:columns])
        return bool(self._np.abs(values - self._np.rint(values)).max(initial=0) < _ROUNDING)


_PRIMAL = 4
