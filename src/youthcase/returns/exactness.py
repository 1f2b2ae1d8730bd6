"""May the headline be published exactly, beside the exact ones before it?

Each exact figure is one more equation for an attacker. If with this one the size of a small
group would follow (the few who are new, who left, or who were in both), the headline is
rounded like everything else. Source: returns.md, "an H1 within 4 of an earlier one".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.returns.solver import UNBOUNDED, Program, Solver

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

WITHIN = 4
SMALL = 5


def bounds(
    patterns: Collection[int], exact: Mapping[int, tuple[int, int]], circle: int, true: int
) -> tuple[int, int]:
    """What a headline may tell: exactly `true`, or five values of which it is one.

    `patterns` are the combinations of circles that somebody can be in, `exact` what is
    known of earlier headlines, by circle.
    """
    known = {**exact, circle: (true, true)}
    for other in exact:
        for inside, outside in ((circle, other), (other, circle), (circle, None)):
            group = [
                bits
                for bits in patterns
                if bits >> inside & 1
                and (bits >> other & 1 if outside is None else not bits >> outside & 1)
            ]
            found = _range(patterns, known, group) if group else None
            if found is None or found[1] - found[0] >= WITHIN or found[0] >= SMALL:
                continue
            return _five(patterns, known, group, circle, true, found[0])
    return true, true


def _five(
    patterns: Collection[int],
    known: Mapping[int, tuple[int, int]],
    group: Sequence[int],
    circle: int,
    true: int,
    size: int,
) -> tuple[int, int]:
    """The headlines with which that group would have none to four people in it."""
    more = _range(patterns, {**known, circle: (true + 1, true + 1)}, group)
    fewer = _range(patterns, {**known, circle: (true - 1, true - 1)}, group)
    grows = more[0] > size if more else fewer is not None and fewer[0] < size
    size = min(size, WITHIN)
    low = true - size if grows else true + size - WITHIN
    return max(0, low), max(0, low) + WITHIN


def _range(
    patterns: Collection[int], known: Mapping[int, tuple[int, int]], group: Sequence[int]
) -> tuple[int, int] | None:
    """The least and greatest size of a group that the known headlines leave open."""
    order = sorted(patterns)
    program = Program()
    for _bits in order:
        program.column(whole=False)
    for circle, (low, high) in known.items():
        inside = [i for i, bits in enumerate(order) if bits >> circle & 1]
        program.row(inside, float(low), float(high))
    solver = Solver(program)
    ends: list[float] = []
    for sign in (1.0, -1.0):
        for bits in group:
            solver.costs(order.index(bits), sign)
        found = solver.solve()
        if found is None:
            return None
        ends.append(sign * found)
    high = 10**9 if ends[1] == UNBOUNDED else round(ends[1])
    return round(ends[0]), high


def is_possible(patterns: Collection[int], numbers: Mapping[int, int]) -> bool:
    """Whether circles of these sizes can be made up of people with these patterns."""
    known = {circle: (number, number) for circle, number in numbers.items()}
    return _range(patterns, known, ()) is not None
