"""Which combinations of "in which return" can a young person have?

An attacker knows how sets of people hang together: whoever benefited in a quarter did so in
the year to date, whoever benefited was also accepted. A `Circle` is one published set; a
pattern says of one person in which circles they are. Every pattern that could arise is
found here from the days alone, and those that did arise (late entries) come on top.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns.cells import CASEWORK_ONLY, CLOSED, COUNTED, NEW, OVER_PLAN, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

AGREED = "agreed"
ACTS = "acts"
# The lines whose people, cases or acts have categories.
ROOTS = frozenset({COUNTED, CLOSED, ACTS})
MOST_SLICES = 9
MOST_PATTERNS = 4000
# A pattern of a line is a number: bit i is set for those in the line's circle i.
Pattern = tuple[int, ...]
Slice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Circle:
    """A set of people, cases or acts that some return is about.

    `line` is what it takes to be in it (`lines`), from the day `first` to `last` (ordinals);
    `is_first` asks that it is the first time since `since`. `cohort` 0 is everybody.
    """

    line: str
    first: int
    last: int
    cohort: int = 0
    is_first: bool = False
    since: int = 0


def line_of(measure: str) -> str:
    """The line to which a measure's circle belongs."""
    return {NEW: COUNTED, CASEWORK_ONLY: AGREED}.get(measure, measure)


def is_above(line: str, asked: int) -> bool:
    """Whether everybody who counts is in this line's circle of the same days."""
    reaches = {f"reach_{number}" for number in range(1, asked)}
    return line == OVER_PLAN or line in reaches or line in STAGES[: STAGES.index(COUNTED)]


def cliques(lines: Iterable[str], asked: int) -> tuple[tuple[str, ...], ...]:
    """Which lines hang together directly, each group after one it shares a line with.

    Within a group each line is a part of the one before it.
    """
    known = set(lines)
    above = [f"reach_{n}" for n in range(1, asked)]
    below = [f"reach_{n}" for n in range(asked + 1, 7)]
    groups: list[tuple[str, ...]] = [
        (COUNTED,),
        ("engaged", "casework", COUNTED),
        ("casework", AGREED, COUNTED),
        ("casework", "plan_in_force", COUNTED),
        *([("engaged", above[0], COUNTED)] if len(above) == 1 else _chain([*above, COUNTED])),
        ("accepted", "engaged"),
        ("referred", "accepted"),
        *_chain([COUNTED, "closed", "paired", "improved"]),
        *_chain([COUNTED, *below]),
        (OVER_PLAN, COUNTED),
    ]
    kept = [tuple(line for line in group if line in known) for group in groups]
    return tuple(dict.fromkeys(group for group in kept if len(group) > 1 or group in kept[:1]))


def patterns(
    group: Sequence[str], circles: Mapping[str, Sequence[Circle]]
) -> frozenset[Pattern]:
    """Every pattern over the lines of a group that could arise, the empty one left out.

    Raises:
        Refusal: the periods cut the time into too many pieces.
    """
    own = {line: circles[line] for line in group}
    pieces = slices(circle for line in group for circle in own[line])
    cohorts = sorted({c.cohort for line in group for c in own[line]} - {0})
    found: set[Pattern] = set()
    for size in range(len(cohorts) + 1):
        for belongs in combinations(cohorts, size):
            found |= _patterns(group, own, pieces, frozenset(belongs))
            if len(found) > MOST_PATTERNS:
                raise Refusal(_too_many())
    return frozenset(found - {(0,) * len(group)})


def slices(circles: Iterable[Circle]) -> tuple[Slice, ...]:
    """The stretches of days that no circle's first or last day divides.

    Raises:
        Refusal: there are too many of them.
    """
    cuts: set[int] = set()
    for circle in circles:
        cuts |= {circle.first, circle.last + 1}
        if circle.is_first:
            cuts.add(circle.since)
    edges = sorted(cuts)
    found = tuple((a, b - 1) for a, b in pairwise(edges))
    if len(found) > MOST_SLICES:
        raise Refusal(_too_many())
    return found


def _patterns(
    group: Sequence[str],
    own: Mapping[str, Sequence[Circle]],
    pieces: Sequence[Slice],
    belongs: frozenset[int],
) -> set[Pattern]:
    """The patterns of somebody in these cohorts: all that events, one by one, add up to."""
    if group[0] in (CLOSED, ACTS):
        return {_bits(group, own, {group[0]: piece}, belongs) for piece in pieces}
    events = list(_events(group, own, pieces, belongs))
    since = {circle.since for circle in own.get(COUNTED, ()) if circle.is_first}
    if not since:
        return _closure((0,) * len(group), [pattern for _at, _c, pattern in events])
    year = min(since)
    always = [p for at, counted, p in events if not counted or at < year]
    found = _closure((0,) * len(group), always)
    for first in (piece for piece in pieces if piece[0] >= year):
        start = _first_time(group, own, first, belongs)
        later = [p for at, counted, p in events if counted and at >= first[0]]
        for event in (p for at, counted, p in events if counted and at == first[0]):
            found |= _closure(_or(start, event), [*always, *later])
    return found


def _events(
    group: Sequence[str],
    own: Mapping[str, Sequence[Circle]],
    pieces: Sequence[Slice],
    belongs: frozenset[int],
) -> Iterator[tuple[int, bool, Pattern]]:
    """What can happen to somebody: since when, whether they benefit, and where it shows."""
    closing = [line for line in group if STAGES.index("closed") <= _stage(line)]
    if closing:
        yield from _closings(group, own, pieces, belongs, closing)
        if closing == list(group):
            return
    depths = (
        range(len(group), len(group) + 1)
        if OVER_PLAN in group
        else range(1, len(group) - len(closing) + 1)
    )
    for piece, depth in product(pieces, depths):
        here = dict.fromkeys(group[:depth], piece)
        yield piece[0], COUNTED in here, _bits(group, own, here, belongs)


def _closings(
    group: Sequence[str],
    own: Mapping[str, Sequence[Circle]],
    pieces: Sequence[Slice],
    belongs: frozenset[int],
    closing: Sequence[str],
) -> Iterator[tuple[int, bool, Pattern]]:
    """A case closes in a piece of time after its last benefit day, in this piece or before."""
    for i, helped in enumerate(pieces):
        for ended in pieces[i:]:
            for depth in range(1, len(closing) + 1):
                here: dict[str, Slice] = dict.fromkeys(closing[:depth], (helped[0], ended[1]))
                if COUNTED in group:
                    here[COUNTED] = helped
                yield helped[0], COUNTED in group, _bits(group, own, here, belongs)


def _bits(
    group: Sequence[str],
    own: Mapping[str, Sequence[Circle]],
    here: Mapping[str, Slice],
    belongs: frozenset[int],
) -> Pattern:
    """In which circles something shows that lies, for each line, within these days."""
    found: list[int] = []
    for line in group:
        bits = 0
        for i, circle in enumerate(own[line]):
            bits |= (line in here and _shows(circle, here[line], belongs)) << i
        found.append(bits)
    return tuple(found)


def _shows(circle: Circle, days: Slice, belongs: frozenset[int]) -> bool:
    return (
        not circle.is_first
        and circle.first <= days[0]
        and days[1] <= circle.last
        and (circle.cohort == 0 or circle.cohort in belongs)
    )


def _first_time(
    group: Sequence[str],
    own: Mapping[str, Sequence[Circle]],
    piece: Slice,
    belongs: frozenset[int],
) -> Pattern:
    """The circles of those whose first time falls into this piece."""
    bits = 0
    for i, circle in enumerate(own[COUNTED]):
        inside = circle.first <= piece[0] and piece[1] <= circle.last
        known = circle.cohort == 0 or circle.cohort in belongs
        bits |= (circle.is_first and inside and known) << i
    return tuple(bits if line == COUNTED else 0 for line in group)


def _closure(start: Pattern, events: Sequence[Pattern]) -> set[Pattern]:
    """All patterns that some of the events lead to from `start`."""
    found = {start}
    for event in set(events):
        found |= {_or(pattern, event) for pattern in found}
    return found


def _or(one: Pattern, other: Pattern) -> Pattern:
    return tuple(a | b for a, b in zip(one, other, strict=True))


def _chain(lines: Sequence[str]) -> list[tuple[str, ...]]:
    return list(pairwise(lines))


def _stage(line: str) -> int:
    return STAGES.index(line) if line in STAGES else -1


def _too_many() -> str:
    return _(
        "The periods of this return and of earlier ones overlap in too many ways to prove "
        "that nobody can be found by comparing them. Nothing was written. Choose whole "
        "quarters, the year to date or a financial year."
    )


def by_line(circles: Iterable[Circle]) -> dict[str, tuple[Circle, ...]]:
    """The circles of each line, in the order given."""
    found: defaultdict[str, list[Circle]] = defaultdict(list)
    for circle in circles:
        found[circle.line].append(circle)
    return {line: tuple(own) for line, own in found.items()}
