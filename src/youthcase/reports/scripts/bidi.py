"""Which way does each letter of a paragraph run, and in which order is a line drawn?

The Unicode Bidirectional Algorithm, whole. Source: Unicode Standard Annex 9, revision 46
(Unicode 15); the names of its rules stand beside the lines that follow them.
"""

from __future__ import annotations

from dataclasses import dataclass

from youthcase.reports.scripts.bidi_classes import (
    bidi_class,
    closing_brackets,
    one_spelling,
)

REMOVED = -1  # the level of a control that is not drawn (X9)
_DEEPEST = 125
_BRACKETS = 63
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_GONE = _EMBEDDINGS | {"PDF", "BN"}
_NEUTRAL = _ISOLATES | {"B", "S", "WS", "ON", "PDI"}
_BLANK = _ISOLATES | {"WS", "PDI"}
# In a paragraph of these that runs to the right no rule raises a level.
_ALL_RIGHTWARD = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON"})
_NUMBERS = frozenset({"EN", "AN"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The level of each character (odd runs to the left) and that of the paragraph."""

    base: int
    levels: list[int]
    classes: list[str]


@dataclass(slots=True)
class _Sequence:
    """Characters that are looked at together: an isolating run sequence (BD13)."""

    at: list[int]
    level: int
    before: str  # sos
    after: str  # eos


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
        _weak(run, classes)
        _paired(run, classes, text, original)
        _neutral(run, classes)
        for i in run.at:
            levels[i] = _implicit(levels[i], classes[i])
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
        if name in _ISOLATES:
            i = ends.get(i, end)
        i += 1
    return None


def _isolate_ends(classes: list[str]) -> dict[int, int]:
    """Where each isolate that is closed is closed (BD9)."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for i, name in enumerate(classes):
        if name in _ISOLATES:
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
        if name in _EMBEDDINGS or name in _ISOLATES:
            right = name[0] == "R" or (
                name == "FSI" and first_strong(classes, ends, i + 1, ends.get(i)) == 1
            )
            override = name[0] if name.endswith("O") else None
            stack.open(override, leftward=right, isolates=name in _ISOLATES)
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
) -> list[_Sequence]:
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
    found: list[_Sequence] = []
    for run in runs:
        if run[0] in continued:
            continue
        at = list(run)
        while original[at[-1]] in _ISOLATES and ends.get(at[-1]) in by_start:
            at += by_start[ends[at[-1]]]
        level = levels[at[0]]
        first, last = place[at[0]], place[at[-1]]
        before = levels[kept[first - 1]] if first else base
        is_open = original[at[-1]] in _ISOLATES  # its PDI never comes
        after = base if is_open or last + 1 == len(kept) else levels[kept[last + 1]]
        found.append(
            _Sequence(at, level, _direction(max(level, before)), _direction(max(level, after)))
        )
    return found


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


def _weak(run: _Sequence, classes: list[str]) -> None:
    """Marks, numbers and what stands at them (W1 to W7)."""
    _marks(run, classes)
    strong = run.before
    for i in run.at:
        name = classes[i]
        if name in {"L", "R", "AL"}:
            strong = name
        elif name == "EN" and strong == "AL":
            classes[i] = "AN"  # W2
    for i in run.at:
        if classes[i] == "AL":
            classes[i] = "R"  # W3
    _separators(run, classes)
    _terminators(run, classes)
    strong = run.before
    for i in run.at:
        name = classes[i]
        if name in {"ES", "ET", "CS"}:
            classes[i] = "ON"  # W6
        elif name in {"L", "R"}:
            strong = name
        elif name == "EN" and strong == "L":
            classes[i] = "L"  # W7


def _marks(run: _Sequence, classes: list[str]) -> None:
    """A mark is like the letter before it (W1)."""
    before = run.before
    for i in run.at:
        if classes[i] == "NSM":
            classes[i] = "ON" if before in _ISOLATES or before == "PDI" else before
        before = classes[i]


def _separators(run: _Sequence, classes: list[str]) -> None:
    """One sign between two numbers of a kind belongs to them (W4)."""
    for left, i, right in zip(run.at, run.at[1:], run.at[2:], strict=False):
        around = classes[left]
        if around == classes[right] and (
            (around == "EN" and classes[i] in {"ES", "CS"})
            or (around == "AN" and classes[i] == "CS")
        ):
            classes[i] = around


def _terminators(run: _Sequence, classes: list[str]) -> None:
    """Signs such as per cent and currencies belong to the number they touch (W5)."""
    at = run.at
    n = 0
    while n < len(at):
        if classes[at[n]] != "ET":
            n += 1
            continue
        end = n
        while end < len(at) and classes[at[end]] == "ET":
            end += 1
        touched = (n and classes[at[n - 1]] == "EN") or (
            end < len(at) and classes[at[end]] == "EN"
        )
        if touched:
            for i in at[n:end]:
                classes[i] = "EN"
        n = end


def _paired(run: _Sequence, classes: list[str], text: str, original: list[str]) -> None:
    """Both brackets of a pair run the same way (N0)."""
    own = _direction(run.level)
    for opening, closing in _pairs(run, classes, text):
        inside = {_strong(classes[i]) for i in run.at[opening + 1 : closing]}
        if own in inside:
            chosen = own
        elif inside - {None}:
            context = next(
                (s for i in reversed(run.at[:opening]) if (s := _strong(classes[i]))),
                run.before,
            )
            chosen = context if context != own else own
        else:
            continue
        for n in (opening, closing):
            classes[run.at[n]] = chosen
            for i in run.at[n + 1 :]:
                if original[i] != "NSM":
                    break
                classes[i] = chosen


def _pairs(run: _Sequence, classes: list[str], text: str) -> list[tuple[int, int]]:
    """The pairs of brackets, by the opening one (BD16)."""
    closing = closing_brackets()
    closers = closing.values()
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for n, i in enumerate(run.at):
        if classes[i] != "ON":
            continue
        bracket = one_spelling(text[i])
        if bracket in closing:
            if len(waiting) == _BRACKETS:
                return []
            waiting.append((closing[bracket], n))
        elif bracket in closers:
            depth = next(
                (d for d in range(len(waiting) - 1, -1, -1) if waiting[d][0] == bracket), None
            )
            if depth is not None:
                found.append((waiting[depth][1], n))
                del waiting[depth:]
    return sorted(found)


def _strong(name: str) -> str | None:
    """L or R, numbers counting as R; None for the rest."""
    return "R" if name in _NUMBERS else name if name in {"L", "R"} else None


def _neutral(run: _Sequence, classes: list[str]) -> None:
    """What runs no way of its own goes with its neighbours, or with the level (N1, N2)."""
    at = run.at
    before = run.before
    n = 0
    while n < len(at):
        if classes[at[n]] not in _NEUTRAL:
            before = _strong(classes[at[n]]) or before
            n += 1
            continue
        end = n
        while end < len(at) and classes[at[end]] in _NEUTRAL:
            end += 1
        after = _strong(classes[at[end]]) if end < len(at) else run.after
        chosen = before if before == after else _direction(run.level)
        for i in at[n:end]:
            classes[i] = chosen
        n = end


def _implicit(level: int, name: str) -> int:
    """The level of a letter from that of what it stands in (I1, I2)."""
    if level & 1:
        return level + (name != "R")
    return level + (2 if name in _NUMBERS else name == "R")
