"""How is a sequence of releases handed to the independent attacker?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from youthcase.returns.variables import of_people

HERE = Path(__file__).parent
RISKS = of_people()["priority_theme"].coded


def as_case(releases):
    """One line for the judge: what was published, and no more."""
    return json.dumps(
        {
            "themes": dict(RISKS),
            "releases": [
                {
                    "code": release.period,
                    "quarters": _quarters(release),
                    "exact": release.headline if release.headline_is_exact else None,
                    "cells": [[*_place(c), c.value, c.marker] for c in release.cells],
                }
                for release in releases
            ],
        }
    )


def judged(cases):
    """The judge's answers, from a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "judge.py")],
        input="\n".join(cases) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _quarters(release):
    first = (release.first.month - 4) % 12 // 3
    last = (release.last.month - 4) % 12 // 3
    return list(range(first, last + 1))


def _place(cell):
    first = (cell.table, cell.dimension_1, cell.category_1)
    return (*first, cell.dimension_2, cell.category_2)
