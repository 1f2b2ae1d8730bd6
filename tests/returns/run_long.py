#!/usr/bin/env python3
"""The long proof: many random returns, judged in another process by another solver.

    python tests/returns/run_long.py first 1000      first returns of 20 to 2,000 people
    python tests/returns/run_long.py years 20        seven returns of a year, one after another
    python tests/returns/run_long.py late 20         the same with late entries: recounted, but
                                                     not judged, for the judge knows of none

Prints what docs/returns.md reports: cells found exactly or to within one, the greatest and
the mean error, cells marked `r`, breaks of adding up, refusals, and the time.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import invented  # noqa: E402 - found by the path above
import judging  # noqa: E402 - found by the path above

from youthcase.errors import Refusal  # noqa: E402
from youthcase.returns import cells, layout  # noqa: E402
from youthcase.returns.ledger import Ledger  # noqa: E402
from youthcase.returns.protection import check, protect  # noqa: E402

KEY = bytes(range(32))
NOT_SMALL = 5


def main(kind, number, start=0):
    """Protect, hand over to the judge, count."""
    judge = subprocess.Popen(
        [sys.executable, str(HERE / "judge.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    total = Counter()
    worst = Counter()
    waiting = 0
    for seed in range(start, start + number):
        if kind == "first":
            releases = one(seed, total, worst)
        else:
            releases = year(seed, total, worst, late=0.03 if kind == "late" else 0.0)
        if releases and kind != "late":
            judge.stdin.write(judging.as_case(releases) + "\n")
            judge.stdin.flush()
            waiting += 1
        if waiting == 2:
            taken(json.loads(judge.stdout.readline()), total)
            waiting -= 1
        if (seed - start + 1) % (50 if kind == "first" else 1) == 0:
            report(total, worst)
    judge.stdin.close()
    for line in judge.stdout:
        taken(json.loads(line), total)
    report(total, worst)


def one(seed, total, worst):
    """A first return of a random number of people."""
    people = round(20 * 100 ** random.Random(seed).random())  # noqa: S311
    facts = invented.one_quarter(people, seed)
    made = protected(facts, Ledger(), total, worst)
    return [made.release] if made else []


def year(seed, total, worst, late):
    """Quarter, year to date, quarter ... of one team, on one ledger."""
    rng = random.Random(seed)  # noqa: S311 - invented people
    people = invented.year(round(60 * 5 ** rng.random()), seed, late)
    ledger, releases = Ledger(), []
    for code in invented.SEVEN:
        facts = invented.facts(people, code, with_late=code != "Q1", seed=seed)
        made = protected(facts, ledger, total, worst)
        if made is None:
            break
        ledger = made.ledger
        releases.append(made.release)
    check(ledger)
    return releases


def protected(facts, ledger, total, worst):
    """One release, and how far its figures are from the truth."""
    then, clock = time.perf_counter(), time.process_time()
    total["returns"] += 1
    try:
        made = protect(facts, ledger, KEY, layout=layout.standard(), audience="public")
    except Refusal as refusal:
        total["refused"] += 1
        total[f"refused {facts.period.code}: {refusal}"] += 1
        return None
    total["seconds"] += time.perf_counter() - then
    total["cpu"] += time.process_time() - clock
    worst["seconds"] = max(worst["seconds"], time.perf_counter() - then)
    compare(facts, made.release, total, worst)
    return made


def compare(facts, release, total, worst):
    """Errors of the published cells, and whether every table adds up to the same."""
    rows = [row for row in cells.rows(layout.standard(), facts) if row.key]
    true = cells.counts(facts, [row.key for row in rows])
    by_place = {place(row): true[row.key] for row in rows}
    for cell in release.cells:
        if cell.value is None or cell.category_1 == "H1":
            continue
        error = abs(cell.value - by_place[place(cell)])
        total["cells"] += 1
        total["error"] += error
        total["further"] += cell.marker == "r"
        kind = "further" if cell.marker == "r" else "strict"
        worst[kind] = max(worst[kind], error)
        total["beyond"] += error > (9 if cell.marker == "r" else 4)
    total["exact headlines"] += release.headline == facts.headline
    total["breaks"] += breaks(release)


def breaks(release):
    """Tables of people that do not add up, along either side."""
    found = 0
    for name in release.tables():
        if not (name.startswith("by_") or "_x_" in name):
            continue
        table = {(c.category_1, c.category_2): c.value for c in release.table(name)}
        if any(value is None for value in table.values()):
            continue
        firsts = {a for a, _b in table} - {"TOTAL"}
        seconds = {b for _a, b in table} - {"TOTAL"}
        found += any(
            sum(table[a, b] for a in firsts) != table["TOTAL", b]
            for b in {b for _a, b in table}
        )
        if seconds != {""}:
            found += any(sum(table[a, b] for b in seconds) != table[a, "TOTAL"] for a in firsts)
        top = table.get(("TOTAL", ""), table.get(("TOTAL", "TOTAL")))
        found += top != release.breakdown_total
    return found


def place(row):
    """Where a line stands in the file."""
    return row.table, row.dimension_1, row.category_1, row.dimension_2, row.category_2


def taken(answer, total):
    """What the judge found; a headline that follows from exact ones is no small cell."""
    total["judged"] += 1
    total["contradictions"] += not answer["agrees"]
    total["targets"] += answer["targets"]
    for *name, low, high in answer["weak"] or ():
        if name[1] == "headline" and low >= NOT_SMALL:
            total["follows from headlines"] += 1
        else:
            total["found exactly"] += low == high
            total["found within one"] += 1
            total[f"weak {name} {low}..{high}"] += 1


def report(total, worst):
    """The figures so far, in one line."""
    mean = total["error"] / max(1, total["cells"])
    text = ", ".join(
        f"{name} {n if isinstance(n, int) else round(n, 1)}" for name, n in total.items()
    )
    sys.stdout.write(f"{text}; mean error {mean:.2f}; worst {dict(worst)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
