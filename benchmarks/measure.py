"""How is something measured beside its limit, on a machine that is never quiet?

Ours and the limit take turns, so that both meet the same load. Wall clock is what a user
waits for and what the aims are about; the processor's time is less easily disturbed.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Lap:
    """One go: seconds on the wall and on the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should reach, and whether it does."""

    words: str
    holds: Callable[[float, float], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured: our laps and those of the limit, in the order they were run."""

    what: str
    limit_is: str
    ours: tuple[Lap, ...]
    limit: tuple[Lap, ...]
    aim: Aim | None
    load: float

    @property
    def is_met(self) -> bool:
        """Whether the aim, if there is one, is reached on the wall."""
        return self.aim is None or self.aim.holds(wall(self.ours), wall(self.limit))

    def line(self, *, judged: bool) -> str:
        """The figure in one line; without a verdict when it is not `judged`."""
        ours, limit = wall(self.ours), wall(self.limit)
        verdict = self._verdict() if judged and self.aim else ""
        used = processor(self.ours)
        cpu = f"cpu {spelled(used)}, {used / processor(self.limit):.2f}x"
        return (
            f"{self.what:<48} {spelled(ours):>9}  {self.limit_is:<24} {spelled(limit):>9}  "
            f"{ours / limit:6.2f}x ({cpu})  load {self.load:.1f}  {verdict}"
        ).rstrip()

    def _verdict(self) -> str:
        """A miss is a miss; on a busy machine the processor's time helps to explain it."""
        assert self.aim is not None
        answer = "met" if self.is_met else "NOT MET"
        if not self.is_met and self.load > (os.cpu_count() or 1):
            answer += ", on a busy machine"
        return f"aim {self.aim.words}: {answer}"


def times(most: float) -> Aim:
    """At most so many times the limit."""
    return Aim(f"<= {most:g}x", lambda ours, limit: ours <= most * limit)


def longer(most: float) -> Aim:
    """At most so many seconds longer than the limit."""
    return Aim(f"<= +{spelled(most)}", lambda ours, limit: ours - limit <= most)


def within(most: float) -> Aim:
    """At most so many seconds, whatever the limit takes."""
    return Aim(f"<= {spelled(most)}", lambda ours, _limit: ours <= most)


def timed(work: Callable[[], object]) -> Callable[[], Lap]:
    """`work` as something to measure: running it gives a lap."""

    def run() -> Lap:
        wall_then, cpu_then = time.perf_counter(), time.process_time()
        work()
        return Lap(time.perf_counter() - wall_then, time.process_time() - cpu_then)

    return run


def beside(
    what: str,
    ours: Callable[[], Lap],
    limit: Callable[[], Lap],
    *,
    limit_is: str,
    rounds: int,
    aim: Aim | None = None,
    warm: bool = True,
) -> Figure:
    """Run ours, the limit, ours, the limit ...; with `warm` a first round is not counted."""
    if warm:
        ours()
        limit()
    pairs: list[tuple[Lap, Lap]] = []
    loads: list[float] = []
    for _round in range(rounds):
        gc.collect()
        pairs.append((ours(), limit()))
        loads.append(load())
    return Figure(
        what=what,
        limit_is=limit_is,
        ours=tuple(pair[0] for pair in pairs),
        limit=tuple(pair[1] for pair in pairs),
        aim=aim,
        load=median(loads),
    )


def wall(laps: tuple[Lap, ...]) -> float:
    """The median on the wall."""
    return median(lap.wall for lap in laps)


def processor(laps: tuple[Lap, ...]) -> float:
    """The median on the processor."""
    return median(lap.cpu for lap in laps)


def load() -> float:
    """How many processes wanted the processor in the last minute; 0 where nobody counts."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def spelled(seconds: float) -> str:
    """A time as a person reads it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.{1 if seconds < 0.1 else 0}f} ms"


def in_turn(works: list[Callable[[], Lap]]) -> Callable[[], Lap]:
    """The laps of `works`, one at each call, over and over."""

    def endless() -> Iterator[Lap]:
        while True:
            for work in works:
                yield work()

    laps = endless()
    return lambda: next(laps)
