"""What do the rules make of the letters of one run, once it is known how deep it lies?

Source: Unicode Standard Annex 9, revision 46; the names of its rules stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from youthcase.reports.scripts.bidi_classes import (
    ISOLATES,
    closing_brackets,
    one_spelling,
)

_BRACKETS = 63
_NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
_NUMBERS = frozenset({"EN", "AN"})


@dataclass(slots=True)
class Sequence:
    """Characters that are looked at together: an isolating run sequence (BD13)."""

    at: list[int]
    level: int
    before: str  # sos
    after: str  # eos


def direction(level: int) -> str:
    """The way of a level, as a class."""
    return "R" if level & 1 else "L"


def weak(run: Sequence, classes: list[str]) -> None:
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


def _marks(run: Sequence, classes: list[str]) -> None:
    """A mark is like the letter before it (W1)."""
    before = run.before
    for i in run.at:
        if classes[i] == "NSM":
            classes[i] = "ON" if before in ISOLATES or before == "PDI" else before
        before = classes[i]


def _separators(run: Sequence, classes: list[str]) -> None:
    """One sign between two numbers of a kind belongs to them (W4)."""
    for left, i, right in zip(run.at, run.at[1:], run.at[2:], strict=False):
        around = classes[left]
        if around == classes[right] and (
            (around == "EN" and classes[i] in {"ES", "CS"})
            or (around == "AN" and classes[i] == "CS")
        ):
            classes[i] = around


def _terminators(run: Sequence, classes: list[str]) -> None:
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


def paired(run: Sequence, classes: list[str], text: str, original: list[str]) -> None:
    """Both brackets of a pair run the same way (N0)."""
    own = direction(run.level)
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


def _pairs(run: Sequence, classes: list[str], text: str) -> list[tuple[int, int]]:
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


def neutral(run: Sequence, classes: list[str]) -> None:
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
        chosen = before if before == after else direction(run.level)
        for i in at[n:end]:
            classes[i] = chosen
        n = end


def implicit(level: int, name: str) -> int:
    """The level of a letter from that of what it stands in (I1, I2)."""
    if level & 1:
        return level + (name != "R")
    return level + (2 if name in _NUMBERS else name == "R")
