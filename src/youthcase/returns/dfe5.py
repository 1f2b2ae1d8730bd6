"""What has to be hidden when a form asks for exact figures and hides 1 to 5?

A small cell is safe when other stories can be told that change nothing which is shown: one
in which it is as near to 1, and one in which it is as near to 5, as can be, at least three
values in all. So whatever the cheapest such stories would change is hidden as well, and
then it is tried to show each of those again. An attacker may guess which cells are hidden
for their own sake: in a story every small cell stays between 1 and 5. Where that leaves no
three values (four cells that make up a five), a sign says nothing: hidden cells may be
anything, and stories tell 0 and 5. Source of the threshold and of the sign: DfE,
Characteristics of children in need 2020; domain.md 4.1 and returns.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SMALL = 5
# A feasible interval of a small cell holds this many values (domain.md 4.1).
FEWEST_VALUES = 3
_DEAR = 10_000.0


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers that add up: which columns each cell is the sum of, and sums that are equal.

    `fixed` are sums that everybody knows within bounds: earlier figures.
    """

    width: int
    cells: tuple[tuple[int, ...], ...]
    links: tuple[tuple[Sequence[int], Sequence[int]], ...] = ()
    fixed: tuple[tuple[tuple[int, ...], int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """The cells to hide, the small ones among them, and the stories: columns of each.

    `unguessed` are small cells that are safe as long as nobody knows which cells are small;
    `open_cells` those for which no two stories exist whatever is hidden.
    """

    cells: frozenset[int]
    small: tuple[int, ...]
    stories: Mapping[tuple[int, int], tuple[int, ...]]
    unguessed: frozenset[int]
    open_cells: tuple[int, ...]


def hide(
    sums: Sums,
    truth: Sequence[int],
    kept: Iterable[int] = (),
    small: Iterable[int] | None = None,
) -> Hidden:
    """What to hide so that no small cell can be worked out; `kept` must not be hidden."""
    return _Hider(sums, truth, frozenset(kept), small).answer()


def weight(count: int) -> float:
    """What hiding a cell costs: the more people, the more, but not in proportion."""
    return log2(2 + count)


class _Hider:
    def __init__(
        self,
        sums: Sums,
        truth: Sequence[int],
        kept: frozenset[int],
        small: Iterable[int] | None,
    ) -> None:
        self._sums, self._truth = sums, truth
        self.counts = [sum(truth[i] for i in cell) for cell in sums.cells]
        given = range(len(sums.cells)) if small is None else small
        self._small = tuple(i for i in given if 1 <= self.counts[i] <= MOST_SMALL)
        self._hidden = set(self._small)
        self._kept = kept
        self._unguessed: set[int] = set()
        self._stories: dict[tuple[int, int], tuple[int, ...]] = {}
        self._solvers: dict[tuple[bool, bool], Solver] = {}
        self._up: list[int] = []
        self._program = self._made()
        self._high = list(self._program.high)

    def answer(self) -> Hidden:
        for i in sorted(self._small, key=lambda i: self.counts[i]):
            self._tell_both(i, 1, MOST_SMALL)
            if self._span(i) < FEWEST_VALUES - 1:
                self._unguessed.add(i)
                self._tell_both(i, 0, MOST_SMALL)
        self._show_again()
        untold = tuple(i for i in self._small if self._span(i) < FEWEST_VALUES - 1)
        return Hidden(
            frozenset(self._hidden),
            self._small,
            self._stories,
            frozenset(self._unguessed),
            untold,
        )

    def _tell_both(self, i: int, least: int, most: int) -> None:
        count = self.counts[i]
        for wanted in (range(least, count), range(most, count, -1)):
            self._tell_first(i, wanted)

    def _tell_first(self, i: int, wanted: Iterable[int]) -> None:
        """The story furthest off that can be told, and hide what it changes."""
        for count in wanted:
            story = self._known_story(i, count) or self._tell(i, count)
            if story is not None:
                self._stories[i, count] = story
                for c in self._changed(story) - self._hidden:
                    self._hidden.add(c)
                    self._charge(c, 0.0)
                return

    def _span(self, i: int) -> int:
        told = [self.counts[i], *(count for cell, count in self._stories if cell == i)]
        return max(told) - min(told)

    def _show_again(self) -> None:
        """Show every cell that was hidden for others' sake, if their stories allow it."""
        second = self._hidden - set(self._small)
        for c in sorted(second, key=lambda c: -weight(self.counts[c])):
            harmed = [k for k, s in self._stories.items() if c in self._changed(s)]
            self._charge(c, _DEAR)
            new: dict[tuple[int, int], tuple[int, ...]] = {}
            for i, wanted in harmed:
                story = self._tell(i, wanted)
                if story is None or not self._changed(story) <= self._hidden - {c}:
                    break
                new[i, wanted] = story
            if len(new) == len(harmed):
                self._hidden.discard(c)
                self._stories |= new
                self._charge(c, weight(self.counts[c]))
            else:
                self._charge(c, 0.0)

    def _known_story(self, i: int, wanted: int) -> tuple[int, ...] | None:
        return next(
            (
                story
                for (cell, _w), story in self._stories.items()
                if self._count(story, i) == wanted
                and (i in self._unguessed or cell not in self._unguessed)
            ),
            None,
        )

    def _count(self, story: Sequence[int], i: int) -> int:
        return sum(story[c] for c in self._sums.cells[i])

    def _changed(self, story: Sequence[int]) -> set[int]:
        return {i for i, n in enumerate(self.counts) if self._count(story, i) != n}

    def _tell(self, i: int, wanted: int) -> tuple[int, ...] | None:
        """The cheapest whole-number story in which the cell is `wanted`."""
        width = self._sums.width
        change = wanted - self.counts[i]
        more, fewer = (self._up[i], self._up[i] + 1)
        for is_whole in (False, True):
            solver = self._solver(is_whole=is_whole, is_free=i in self._unguessed)
            solver.bounds(more, float(max(0, change)), float(max(0, change)))
            solver.bounds(fewer, float(max(0, -change)), float(max(0, -change)))
            found = solver.solve()
            done = found is not None and (is_whole or solver.is_whole(2 * width))
            moved = solver.whole(2 * width) if done else []
            self._release(solver, i, is_free=i in self._unguessed)
            if found is None:
                return None
            if done:
                return tuple(n + moved[c] - moved[width + c] for c, n in enumerate(self._truth))
        return None

    def _charge(self, i: int, cost: float) -> None:
        for column in (self._up[i], self._up[i] + 1):
            self._program.cost[column] = cost
            for solver in self._solvers.values():
                solver.costs(column, cost)

    def _solver(self, *, is_whole: bool, is_free: bool) -> Solver:
        if (is_whole, is_free) not in self._solvers:
            self._program.is_whole = [is_whole] * len(self._program.cost)
            solver = Solver(self._program, seconds=300.0)
            for i in self._small if is_free else ():
                self._release(solver, i, is_free=True)
            self._solvers[is_whole, is_free] = solver
        return self._solvers[is_whole, is_free]

    def _release(self, solver: Solver, i: int, *, is_free: bool) -> None:
        """Let a cell be what it may be: a small one 1 to 5, or, not guessed, anything."""
        more, fewer = self._up[i], self._up[i] + 1
        free = is_free and i in self._small
        solver.bounds(more, 0.0, UNBOUNDED if free else self._high[more])
        solver.bounds(fewer, 0.0, float(self.counts[i]) if free else self._high[fewer])

    def _made(self) -> Program:
        """Columns: more of each number, fewer of each; then for each cell more, fewer."""
        program, width = Program(), self._sums.width
        for column in range(2 * width):
            high = UNBOUNDED if column < width else float(self._truth[column - width])
            program.column(0.001, 0.0, high, whole=False)
        for i, cell in enumerate(self._sums.cells):
            count, is_small = self.counts[i], i in self._hidden
            cost = 0.0 if is_small else weight(count)
            most = float(MOST_SMALL - count) if is_small else UNBOUNDED
            least = float(count - 1) if is_small else float(count)
            if i in self._kept:
                most = least = 0.0
            self._up.append(program.column(cost, 0.0, most, whole=False))
            program.column(cost, 0.0, least, whole=False)
            more = [(c + width, -1.0) for c in cell]
            more += [(self._up[i], -1.0), (self._up[i] + 1, 1.0)]
            program.row(cell, 0.0, 0.0, more)
        for mine, theirs in self._sums.links:
            both = [*((c, 1.0) for c in mine), *((c, -1.0) for c in theirs)]
            program.row([], 0.0, 0.0, [*both, *((c + width, -f) for c, f in both)])
        for cell, low, high in self._sums.fixed:
            there = sum(self._truth[c] for c in cell)
            away = [(c + width, -1.0) for c in cell]
            program.row(cell, float(low - there), float(high - there), away)
        return program
