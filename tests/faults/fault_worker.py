"""A program that works in a vault and says on its output what it has saved.

fault_worker.py work|try FOLDER SEED ACTS [FULL|OFF]
fault_worker.py create FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fault_acts import Hand, do, tell_what_fails, work
from fault_house import FIRST, PASSWORD, PEOPLE, say, session, standing

from youthcase.vault import database


def main(words: list[str]) -> None:
    """Work as the command line says."""
    kind, folder = words[0], Path(words[1])
    if kind == "create":
        made = session().create(folder, FIRST, PASSWORD, "Northgate Youth Service")
        say(1, "ACK", kind="create", **standing(made.services))
        made.services.sitting.lock()
        say(1, "ACK", kind="lock")
        return
    seed, acts = int(words[2]), int(words[3])
    if words[4:] == ["OFF"]:
        # The control: the same program over a database that does not wait for the disk.
        careless = [s.replace("= FULL", "= OFF") for s in database._SETTINGS]
        database._SETTINGS = tuple(careless)
    hand = Hand(folder, folder.parent / "import", 1, seed, dict.fromkeys(PEOPLE, PASSWORD))
    if kind == "try":  # what fails may fail from the first step on
        tell_what_fails(hand, ("unlock", "refer", "accept", "agree", "contact"))
    else:
        for first in ("unlock", "refer", "accept", "agree"):
            do(hand, first)
    work(hand, acts)
    if hand.services is not None:
        tell_what_fails(hand, ("lock",))


if __name__ == "__main__":
    main(sys.argv[1:])
