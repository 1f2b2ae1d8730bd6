"""Tiny tables, everything tried: no population of any release leaves a cell narrow."""

import os
from collections import defaultdict
from itertools import product

import pytest

BASE, WITHIN = 5, 4
LONG = bool(os.environ.get("YOUTHCASE_LONG"))


def populations(cells, people):
    if cells == 1:
        yield (people,)
        return
    for here in range(people + 1):
        for rest in populations(cells - 1, people - here):
            yield (here, *rest)


def margins(table, rows, columns):
    """Every published cell of a table: cells, rows, columns."""
    lines = [tuple(table[r * columns : (r + 1) * columns]) for r in range(rows)]
    sums = [sum(line) for line in lines]
    downs = [sum(line[c] for line in lines) for c in range(columns)]
    return (*table, *(sums if rows > 1 else ()), *(downs if rows > 1 and columns > 1 else ()))


def enumerated(rows, columns, people):
    """For every release there can be, the intervals over all populations that allow it."""
    true = [margins(p, rows, columns) for p in populations(rows * columns, people)]
    registers = [
        margins([BASE * n for n in p], rows, columns)
        for p in populations(rows * columns, people // BASE)
    ]
    pairs = exact = within_one = 0
    narrowest = people
    for register in registers:
        allowed = [
            t
            for t in true
            if all(abs(a - b) <= WITHIN for a, b in zip(t, register, strict=True))
        ]
        for own in zip(*allowed, strict=True) if allowed else ():
            width = max(own) - min(own)
            small = sum(n <= WITHIN for n in own)
            pairs += small
            exact += small * (width == 0)
            within_one += small * (width <= 2)
            narrowest = min(narrowest, width)
    return pairs, exact, within_one, narrowest


@pytest.mark.parametrize(
    ("rows", "columns", "people"),
    [(1, 2, n) for n in (10, 11, 13, 14, 23, 24)]
    + [(1, 3, 14), (1, 4, 12), (2, 2, 12), (2, 2, 14), (2, 2, 18), (2, 3, 10)]
    + ([(2, 3, 14), (3, 3, 10)] if LONG else []),
)
def test_whatever_is_published_every_cell_keeps_five_values(rows, columns, people):
    pairs, exact, within_one, narrowest = enumerated(rows, columns, people)
    assert pairs > 0
    assert exact == within_one == 0
    assert narrowest >= WITHIN


def test_every_population_has_a_release_within_four():
    for rows, columns, people in ((1, 3, 14), (2, 2, 14), (2, 3, 11)):
        true = {margins(p, rows, columns) for p in populations(rows * columns, people)}
        registers = [
            margins([BASE * n for n in p], rows, columns)
            for p in populations(rows * columns, people // BASE)
        ]
        for table in true:
            assert any(
                all(abs(a - b) <= WITHIN for a, b in zip(table, register, strict=True))
                for register in registers
            )


def test_somebody_with_the_source_but_not_the_key_keeps_every_population():
    """Each way the keyed bits can fall is drawn: what can come out of whom."""
    people, columns = 12, 3
    registers = list(populations(columns, people // BASE))
    reached = defaultdict(set)
    for true in populations(columns, people):
        for ups in product((0, 1), repeat=columns):
            wanted = [
                BASE * (n // BASE + (up if n % BASE else 0))
                for n, up in zip(true, ups, strict=True)
            ]
            allowed = [r for r in registers if _keeps(true, r)]
            cost = {
                r: sum(BASE * m != w for m, w in zip(r, wanted, strict=True)) for r in allowed
            }
            reached[true] |= {r for r in allowed if cost[r] == min(cost.values())}
    for register in registers:
        for true in populations(columns, people):
            if all(abs(n - BASE * m) <= WITHIN for n, m in zip(true, register, strict=True)):
                assert register in reached[true]


def _keeps(true, register):
    """Whether each cell of the register is the lower multiple of five or the upper one."""
    return all(
        BASE * (n // BASE) <= BASE * m <= BASE * -(-n // BASE)
        for n, m in zip(true, register, strict=True)
    )
