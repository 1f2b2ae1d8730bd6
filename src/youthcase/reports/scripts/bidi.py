"""Which way does each letter of a paragraph run, and in which order is a line drawn?

The Unicode Bidirectional Algorithm, whole. Source: Unicode Standard Annex 9, revision 46
(Unicode 15); the names of its rules stand beside the lines that follow them.
"""

from __future__ import annotations

from dataclasses import dataclass

from youthcase.reports.scripts.bidi_classes import ISOLATES, bidi_class
from youthcase.reports.scripts.bidi_rules import (
    Sequence,
    direction,
    implicit,
    neutral,
    paired,
    weak,
)

REMOVED = -1  # the level of a control that is not drawn (X9)
_DEEPEST = 125
_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_GONE = _EMBEDDINGS | {"PDF", "BN"}
_BLANK = ISOLATES | {"WS", "PDI"}
# In a paragraph of these that runs to the right no rule raises a level.
_ALL_RIGHTWARD = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The level of each character (odd runs to the left) and that of the paragraph."""

    base: int
    levels: list[int]
    classes: list[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    level: int
    override: str | None = None
    isolates: bool = False


def resolve(text: str, base: int | None = None) -> Resolved:
    """The levels of one paragraph; without `base` its first strong letter decides (P2, P3)."""
    original = [bidi_class(c) for c in text]
    ends = _isolate_ends(original)
    if base is None:
        base = first_strong(original, ends)
        base = 0 if base is None else base
    if base == 0 and _ALL_RIGHTWARD.issuperset(original):
        return Resolved(0, [0] * len(original), original)
    classes = original.copy()
    levels = _explicit(classes, ends, base)
    for run in _sequences(levels, original, ends, base):
        weak(run, classes)
        paired(run, classes, text, original)
        neutral(run, classes)
        for i in run.at:
            levels[i] = implicit(levels[i], classes[i])
    for i, name in enumerate(original):
        if name in _GONE:
            levels[i] = REMOVED
    return Resolved(base, levels, original)


def line_levels(resolved: Resolved, start: int, end: int) -> list[int]:
    """The levels of the characters of one line, blanks at its end set back (L1)."""
    levels = resolved.levels[start:end]
    blank = True
    for i in range(end - 1, start - 1, -1):
        name = resolved.classes[i]
        if name in {"S", "B"}:
            blank = True
        elif name not in _BLANK and name not in _GONE:
            blank = False
        if blank and name not in _GONE:
            levels[i - start] = resolved.base
    return levels


def visual_order(levels: list[int]) -> list[int]:
    """The places of what is drawn, from left to right (L2); what is removed is left out."""
    order = [i for i, level in enumerate(levels) if level != REMOVED]
    odd = [level for level in levels if level > 0 and level & 1]
    if not odd:
        return order
    for least in range(max(levels), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= least:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def first_strong(
    classes: list[str], ends: dict[int, int], start: int = 0, end: int | None = None
) -> int | None:
    """0 or 1 by the first strong letter outside isolates, None when there is none (P2)."""
    i = start
    end = len(classes) if end is None else end
    while i < end:
        name = classes[i]
        if name == "L":
            return 0
        if name in {"R", "AL"}:
            return 1
        if name in ISOLATES:
            i = ends.get(i, end)
        i += 1
    return None


def _isolate_ends(classes: list[str]) -> dict[int, int]:
    """Where each isolate that is closed is closed (BD9)."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for i, name in enumerate(classes):
        if name in ISOLATES:
            waiting.append(i)
        elif name == "PDI" and waiting:
            found[waiting.pop()] = i
    return found


def _explicit(classes: list[str], ends: dict[int, int], base: int) -> list[int]:
    """Levels from embeddings, overrides and isolates (X1 to X8); sets overridden classes."""
    levels: list[int] = []
    stack = _Stack([_Entry(base)])
    for i, name in enumerate(tuple(classes)):
        if name == "PDI":
            stack.close_isolate()
        now = stack.entries[-1]
        if name in _EMBEDDINGS or name in ISOLATES:
            right = name[0] == "R" or (
                name == "FSI" and first_strong(classes, ends, i + 1, ends.get(i)) == 1
            )
            override = name[0] if name.endswith("O") else None
            stack.open(override, leftward=right, isolates=name in ISOLATES)
        elif name == "PDF":
            stack.close_embedding()
        levels.append(base if name == "B" else now.level)
        if now.override and name not in _GONE and name != "B":
            classes[i] = now.override
    return levels


@dataclass(slots=True)
class _Stack:
    """What is open at a letter, and how much was opened beyond the depth that counts."""

    entries: list[_Entry]
    lost_isolates: int = 0
    lost_embeddings: int = 0
    open_isolates: int = 0

    def open(self, override: str | None, *, leftward: bool, isolates: bool) -> None:
        now = self.entries[-1].level
        level = (now + 1) | 1 if leftward else (now + 2) & ~1
        if level <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.open_isolates += isolates
            self.entries.append(_Entry(level, override, isolates))
        elif isolates:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def close_isolate(self) -> None:
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.open_isolates:
            self.lost_embeddings = 0
            self.open_isolates -= 1
            while not self.entries.pop().isolates:
                pass

    def close_embedding(self) -> None:
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif len(self.entries) > 1 and not self.entries[-1].isolates:
            self.entries.pop()


def _sequences(
    levels: list[int], original: list[str], ends: dict[int, int], base: int
) -> list[Sequence]:
    """Runs of one level, joined over the isolates between them (X10)."""
    kept = [i for i, name in enumerate(original) if name not in _GONE]
    runs: list[list[int]] = []
    for i in kept:
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    by_start = {run[0]: run for run in runs}
    continued = {end for end in ends.values() if end in by_start}
    place = {i: n for n, i in enumerate(kept)}
    found: list[Sequence] = []
    for run in runs:
        if run[0] in continued:
            continue
        at = list(run)
        while original[at[-1]] in ISOLATES and ends.get(at[-1]) in by_start:
            at += by_start[ends[at[-1]]]
        level = levels[at[0]]
        first, last = place[at[0]], place[at[-1]]
        before = levels[kept[first - 1]] if first else base
        is_open = original[at[-1]] in ISOLATES  # its PDI never comes
        after = base if is_open or last + 1 == len(kept) else levels[kept[last + 1]]
        found.append(
            Sequence(at, level, direction(max(level, before)), direction(max(level, after)))
        )
    return found
