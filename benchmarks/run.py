#!/usr/bin/env python3
"""How long does a user wait, beside a limit measured in the same run?

    youthcase bench [--people N]          the figures of docs/performance.md
    python benchmarks/run.py --only start unlock
    python benchmarks/run.py --short      small numbers: does everything still run?

One line a figure: ours, the limit, their ratio on the wall and on the processor, how busy
the machine was, and the aim where there is one. Times are medians; ours and the limit take
turns. Aims are judged from 2,000 people on, always on the wall.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib import import_module

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import data
from measure import load

FIGURES = (
    "start",
    "unlock",
    "lock",
    "open_file",
    "type_filter",
    "bring_in",
    "count_people",
    "returns_protected",
    "draw_plan",
    "paper",
    "keep_safe",
    "verify_audit",
)


def main(words: list[str] | None = None) -> int:
    """Measure what was asked for and print it."""
    chosen = _arguments().parse_args(words)
    sizes = data.SHORT if chosen.short else data.full(chosen.people)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load {load():.1f}; medians, ours and the limit in turn\n",
        flush=True,
    )
    missed = 0
    with data.scratch() as folder:
        for name in chosen.only:
            for figure in import_module(name).figures(folder, sizes):
                print(figure.line(judged=sizes.is_judged), flush=True)
                missed += not figure.is_met
    if sizes.is_judged:
        print(f"\n{missed or 'No'} aim{'s' * (missed != 1)} missed.")
    return 0


def _arguments() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description="Measure what a user waits for.")
    made.add_argument("--people", type=int, default=2000, metavar="N")
    made.add_argument("--short", action="store_true", help="small numbers, no verdicts")
    made.add_argument(
        "--only", nargs="+", choices=FIGURES, default=FIGURES, help="some of them"
    )
    return made


if __name__ == "__main__":
    sys.exit(main())
