#!/usr/bin/env python3
"""What does one long report cost, made by us or by Typst? Runs in a process of its own.

    python benchmarks/paper_report.py ours 2660
    python benchmarks/paper_report.py typst 2660      needs `pip install typst`

Prints, as JSON, the seconds of processor that a second file takes (the first one has loaded
what is loaded once), the most MiB that the process held until the first was made, and the
pages. Both make the same notes in the same typeface into a file that is PDF/UA-1 and
PDF/A-2a.
"""

# ruff: noqa: PLC0415  each maker pays for its own imports only

from __future__ import annotations

import gc
import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportlab.platypus import Flowable

FONTS = Path(__file__).parents[1] / "resources" / "fonts" / "lexend"
_SAID = """
Walked round the estate together and talked about the way to school.
Rang twice, no answer; sent a message and will try again after the meeting on Thursday.
Dad was at home and wants to be told before anything changes.
The year head has put the quiet room aside at lunch until the end of term.
We read the plan aloud, and one line was put another way.
Nothing new since last week. Sleeping better, eating at school.
Met at the library. Came ten minutes early and stayed for an hour.
The coach rang: back at training since Tuesday, and asked to be captain of the second team.
""".strip().splitlines()

Note = dict[str, str]


def notes(count: int) -> list[Note]:
    """Invented notes, the same each time, five on an average week."""
    chance = random.Random(7)  # noqa: S311  nothing secret
    day = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)
    made: list[Note] = []
    for n in range(count):
        day += timedelta(hours=chance.randint(2, 60))
        words = [chance.choice(_SAID) for _ in range(chance.randint(2, 6))]
        head = f"{day:%d %B %Y}, visit at home, note {n + 1}"
        made.append({"month": f"{day:%B %Y}", "head": head, "said": " ".join(words)})
    return made


def ours(told: list[Note]) -> bytes:
    """The report by our own blocks."""
    from youthcase.reports.page import Properties, make_pdf
    from youthcase.reports.type import professional
    from youthcase.reports.words import text

    styles = professional()

    def story() -> Iterator[Flowable]:
        yield text(styles.title, "Chronology", role="H1")
        month = ""
        for note in told:
            if note["month"] != month:
                month = note["month"]
                yield text(styles.heading, month, role="H2", bookmark=month)
            yield text(styles.subheading, note["head"], role="H3")
            yield text(styles.body, note["said"])

    properties = Properties(title="Chronology", made_at=datetime(2026, 11, 24, tzinfo=UTC))
    return make_pdf(story(), styles, properties, foot="Reference 2026-0042")


def typst(told: list[Note]) -> bytes:
    """The report by Typst, set as ours is."""
    import typst as engine

    return engine.compile(
        _TYPST.encode(),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"notes": json.dumps(told)},
        pdf_standards=["ua-1", "a-2a"],
        format="pdf",
    )


_TYPST = """
#set document(title: "Chronology", date: datetime(year: 2026, month: 11, day: 24))
#set page(paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 20mm), footer: context {
  set text(8.5pt, fill: rgb("#48596A"))
  [Reference 2026-0042 #h(1fr) Page #counter(page).display("1 of 1", both: true)]
})
#set text(font: "Lexend", size: 11pt, lang: "en", region: "GB", hyphenate: false,
  fill: rgb("#1B2A38"))
#set par(leading: 8.8pt, spacing: 12.8pt, justify: false)
#show heading.where(level: 1): set text(24.5pt, weight: 600, fill: rgb("#0A5A60"))
#show heading.where(level: 2): set text(14.5pt, weight: 600, fill: rgb("#0A5A60"))
#show heading.where(level: 3): set text(11.5pt, weight: 600)
#show heading.where(level: 3): set block(above: 12.8pt, below: 10.8pt)
= Chronology
#let month = state("month", "")
#let last = ""
#for note in json(bytes(sys.inputs.notes)) {
  if note.month != last { heading(level: 2, note.month); last = note.month }
  heading(level: 3, note.head)
  par(note.said)
}
"""


def main(maker: str, count: int) -> None:
    """Make the report twice and say what it cost."""
    makers: dict[str, Callable[[list[Note]], bytes]] = {"ours": ours, "typst": typst}
    work = partial(makers[maker], notes(count))
    data = work()
    peak = _peak()
    gc.collect()
    before = time.process_time()
    work()
    cpu = time.process_time() - before
    print(json.dumps({"cpu": cpu, "peak": peak, "pages": _pages(data)}))


def _peak() -> float:
    """The most MiB that this process ever held; 0 where nobody counts.

    Not by `getrusage`, which begins with what the parent held.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _pages(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
