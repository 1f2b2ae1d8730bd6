"""Can two programs be in one vault at once, and does one that died keep others out?"""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fault_house import Promises, make
from fault_verdict import examine

if TYPE_CHECKING:
    from collections.abc import Sequence

WORKER = Path(__file__).with_name("fault_rival.py")


def rivals(
    folder: Path, programs: int, turns: int, *, without_lock: bool = False
) -> dict[str, Any]:
    """Several programs that all want in, write when they are in, and leave again."""
    place = folder / "vault"
    make(place)
    start = time.time() + 1.5
    words = [str(place), str(turns), str(start), *(["open-door"] if without_lock else [])]
    running = [
        subprocess.Popen(
            [sys.executable, "-B", str(WORKER), str(n), *words], stdout=subprocess.PIPE
        )
        for n in range(programs)
    ]
    said = [program.communicate()[0] for program in running]
    stays, promised, told = _heard(said)
    verdict = examine(place, promised)
    return {
        "programs": programs,
        "turns": len(stays),
        "kept out": sum(told),
        "two at once": _overlaps(stays),
        "faults": [*verdict.damage, *verdict.lost, *promised.strays],
    }


def _heard(said: Sequence[bytes]) -> tuple[list[tuple[float, float]], Promises, list[int]]:
    stays: list[tuple[float, float]] = []
    promised, told = Promises(), []
    for text in said:
        own = Promises()
        own.hear_all(text)
        promised.records += own.records
        promised.strays += own.strays
        told.append(len(own.refusals))
        for line in text.decode().splitlines():
            if line.startswith("STAY "):
                came, went = map(float, line[5:].split())
                stays.append((came, went))
    return stays, promised, told


def _overlaps(stays: list[tuple[float, float]]) -> int:
    ordered = sorted(stays)
    return sum(one[1] > other[0] for one, other in pairwise(ordered))
