"""A program that wants into a vault that others want into too.

fault_rival.py NUMBER FOLDER TURNS START [open-door]
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fault_acts import Hand, do
from fault_house import PASSWORD, PEOPLE, say

from youthcase.errors import Refusal
from youthcase.vault import place


def main(number: int, folder: Path, turns: int, start: float, *, open_door: bool) -> None:
    """Try until so many turns have been had."""
    if open_door:
        place._lock = lambda _handle: True  # the control: a lock that keeps nobody out
    hand = Hand(folder, folder.parent / "import", 1, number, dict.fromkeys(PEOPLE, PASSWORD))
    time.sleep(max(0.0, start - time.time()))
    had = 0
    for _attempt in range(200_000):
        try:
            hand.unlock()
        except Refusal as refusal:
            say(1, "REFUSED", kind="unlock", sentence=str(refusal))
            time.sleep(0.003)
            continue
        came = time.monotonic()
        stay(hand)
        os.write(1, f"STAY {came} {time.monotonic()}\n".encode())
        finish(hand)
        had += 1
        if had == turns:
            return


def stay(hand: Hand) -> None:
    """Write a little."""
    try:
        do(hand, "refer")
        do(hand, "contact")
    except Exception as error:
        say(1, "STRAY", kind="stay", error=repr(error))


def finish(hand: Hand) -> None:
    """Leave."""
    try:
        hand.lock()
    except Exception as error:
        say(1, "STRAY", kind="lock", error=repr(error))


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        Path(sys.argv[2]),
        int(sys.argv[3]),
        float(sys.argv[4]),
        open_door=sys.argv[5:] == ["open-door"],
    )
