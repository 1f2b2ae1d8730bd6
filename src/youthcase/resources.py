"""Where are our files: in a checkout, in a wheel, in a frozen bundle?"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `migrations/`, `codes/`, `plan/`, `fonts/` and `icons/`."""
    here = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    places = [
        *([Path(bundle) / "resources"] if bundle else []),
        here / "_resources",
        here.parents[1] / "resources",
    ]
    return next(p for p in places if (p / "migrations").is_dir())


def path(*parts: str) -> Path:
    """The file or folder at `parts` below the resources folder."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """The UTF-8 text of one resource file."""
    return path(*parts).read_text(encoding="utf-8")
