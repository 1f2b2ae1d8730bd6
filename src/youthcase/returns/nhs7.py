"""What is shown when a form hides 1 to 7 and rounds everything else to the nearest five?

Every cell by itself, totals from the true total. Source: NHS Digital, disclosure control
for sub-national secondary-care counts, since 2018; domain.md 4.1.
"""

from __future__ import annotations

MOST_SMALL = 7
BASE = 5
# How many values a hidden cell has to keep: at least four (domain.md 4.1: H - L >= 3).
WIDTH = 3


def shown(count: int) -> int | None:
    """The figure of a count; None where a star stands."""
    if 1 <= count <= MOST_SMALL:
        return None
    return BASE * ((count + BASE // 2) // BASE)


def told(count: int) -> tuple[int, int]:
    """What everybody knows of a count from what is shown."""
    figure = shown(count)
    if figure is None:
        return 1, MOST_SMALL
    if figure == 0:
        return 0, 0
    return max(MOST_SMALL + 1, figure - BASE // 2), figure + BASE // 2
