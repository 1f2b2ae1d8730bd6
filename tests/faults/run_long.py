"""Run one fault harness, or all of them at full length, and print what came of it as JSON.

python tests/faults/run_long.py                   all, at full length (about an hour)
python tests/faults/run_long.py kills --trials 50 one of them, so many trials
python tests/faults/run_long.py --list
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

import fault_clocks
import fault_disk
import fault_flips
import fault_kills
import fault_leaks
import fault_logs
import fault_mutations
import fault_power
import fault_sharing

if TYPE_CHECKING:
    from collections.abc import Callable

    Harness = Callable[[Path, int, int], dict[str, Any]]

MEMORY = Path("/dev/shm")  # noqa: S108  a folder of this run's own is made in it


def _power(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    return fault_power.run(folder, trials, seed, records=max(1, trials // 250))


def _power_control(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    records = max(1, trials // 100)
    return fault_power.run(folder, trials, seed, records=records, synchronous="OFF")


def _by_limit(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    return fault_disk.full_disk(folder, trials, seed, by_limit=True)


def _rivals(folder: Path, trials: int, _seed: int) -> dict[str, Any]:
    return fault_sharing.rivals(folder, 3, trials)


def _rivals_control(folder: Path, trials: int, _seed: int) -> dict[str, Any]:
    return fault_sharing.rivals(folder, 3, trials, without_lock=True)


def _clocks(folder: Path, _trials: int, _seed: int) -> dict[str, Any]:
    return fault_clocks.year_and_back(folder)


def _leaks_elsewhere(folder: Path, _trials: int, seed: int) -> dict[str, Any]:
    return fault_leaks.all_else(folder, seed)


def _leak_controls(folder: Path, _trials: int, _seed: int) -> dict[str, Any]:
    return dict(fault_leaks.controls(folder))


# Each harness and how often it is tried at full length.
HARNESSES: dict[str, tuple[Harness, int]] = {
    "kills": (fault_kills.run, 1_600),
    "kills-control": (fault_kills.control, 100),
    "power": (_power, 5_200),
    "power-control": (_power_control, 400),
    "power-creation": (fault_power.creation, 600),
    "io-errors": (fault_disk.io_errors, 560),
    "full-disk": (fault_disk.full_disk, 480),
    "full-disk-by-limit": (_by_limit, 240),
    "flips": (fault_flips.flips, 2_400),
    "flips-control": (fault_flips.flips_in_a_plain_file, 2_000),
    "flips-in-a-log": (fault_logs.flips, 1_000),
    "torn-logs": (fault_logs.torn, 20_000),
    "old-pages": (fault_flips.old_pages, 520),
    "old-pages-of-drafts": (fault_flips.old_pages_of_drafts, 520),
    "headers": (fault_mutations.headers, 100_000),
    "headers-control": (fault_mutations.control, 1_000),
    "headers-at-the-door": (fault_mutations.at_the_door, 1_000),
    "headers-guided": (fault_mutations.guided_headers, 100_000),
    "backups-guided": (fault_mutations.guided_backups, 20_000),
    "imports-guided": (fault_mutations.guided_imports, 20_000),
    "backups": (fault_mutations.backups, 10_000),
    "imports": (fault_mutations.imports, 10_000),
    "two-programs": (_rivals, 60),
    "two-programs-control": (_rivals_control, 20),
    "clocks": (_clocks, 1),
    "leaks": (fault_leaks.all_writes, 12),
    "leaks-elsewhere": (_leaks_elsewhere, 1),
    "leaks-controls": (_leak_controls, 1),
}


def run(name: str, trials: int | None = None, seed: int = 1) -> dict[str, Any]:
    """One harness in a folder of its own, in memory where there is room for it."""
    harness, full = HARNESSES[name]
    where = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="youthcase-faults-", dir=where) as folder:
        begun = time.monotonic()
        told = harness(Path(folder), full if trials is None else trials, seed)
    return {**told, "seconds": round(time.monotonic() - begun, 1)}


def main() -> int:
    """Do as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="HARNESS")
    parser.add_argument("--trials", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    words = parser.parse_args()
    if words.list:
        for name, (_harness, full) in HARNESSES.items():
            sys.stdout.write(f"{name:<22} {full:>7}\n")
        return 0
    for name in words.names or HARNESSES:
        told = run(name, words.trials, words.seed)
        sys.stdout.write(json.dumps({"harness": name, **told}) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
