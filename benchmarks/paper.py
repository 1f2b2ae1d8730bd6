"""What does paper cost: one plan, two hundred in one go, and a report of 350 pages?

These are judged on the processor: the aims are about its time, and the machine is shared.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from draw_plan import drawn, taken_apart
from measure import Aim, Lap, beside, load, spelled, timed

from youthcase.domain.plan_copy import CopyItem, CopyPlace, CopySection, PlanCopy, Sign
from youthcase.domain.plan_sections import helplines, section
from youthcase.reports.safety_plan import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import data
    from measure import Figure

_PLANS = 200
_NOTES = 3_000
_MOST_MIB = 60
_REPORT = Path(__file__).with_name("paper_report.py")
_SAID = (
    "I can ring Sam before I get on the bus, and I say our word if it is not all right.",
    "The quiet room at lunch; Miss Okafor has the key and will not ask why.",
    "Walk the long way, past the library, where the staff know that I may come.",
    "Dad waits at the corner by the shop until ten past four.",
)


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure | Costs]:
    """Plans beside bare canvas calls, then the report beside Typst where that is installed."""
    del folder
    one = plan(1)
    sheets = taken_apart(render(one))
    yield beside(
        f"one plan as tagged PDF, {len(sheets)} pages, cpu",
        _on_the_processor(partial(render, one)),
        _on_the_processor(partial(drawn, sheets)),
        limit_is="bare canvas calls",
        rounds=sizes.rounds,
        aim=_at_most(0.040),
    )
    many = [plan(n) for n in range(_PLANS if sizes.is_judged else 3)]
    yield beside(
        f"{len(many)} plans in one go, cpu",
        _on_the_processor(lambda: [render(copy) for copy in many]),
        _on_the_processor(lambda: [drawn(sheets) for _copy in many]),
        limit_is="bare canvas calls",
        rounds=sizes.long_rounds,
        warm=False,
    )
    yield _report(_NOTES if sizes.is_judged else 60)


def plan(number: int) -> PlanCopy:
    """A realistic invented plan; another number gives other words."""

    def item(n: int, **more: object) -> CopyItem:
        return CopyItem(text=_SAID[(n + number) % len(_SAID)], detail=f"Line {n}", **more)

    due = date(2026, 11, 16)
    owned = tuple(item(n, owner="Priya Nair", due=due) for n in range(4))
    place = CopyPlace(name="The library", status="SAFE", label="Safe", days_times="Until seven")
    parts = [
        (4, (CopyItem(text="I go quiet"), CopyItem(text="I stay in my room")), ()),
        (5, (CopyItem(text="Music and a walk"),), ()),
        (7, (CopyItem(text="Sam", detail="07700 900 789, after six"),), ()),
        (10, tuple(item(n, context="Getting about") for n in range(4)), ()),
        (11, (), (place, replace(place, status="AVOID", label="Stay away"))),
        (13, tuple(item(n) for n in range(3)), ()),
        (14, owned, ()),
        (9, owned[:2], ()),
        (3, tuple(item(n) for n in range(3)), ()),
        (16, (CopyItem(text="Dad agrees with the plan"),), ()),
    ]
    known = [(section(n), items, places) for n, items, places in parts]
    return PlanCopy(
        title="My stuff",
        who=f"Jordan {number}",
        reference=f"YC-2026-{number:04}",
        version=4,
        standing="APPROVED",
        agreed_on=date(2026, 11, 12),
        participation="AGREED_PART",
        review_due=date(2026, 12, 12),
        worker="Priya Nair",
        service="Harbour Youth Service",
        call=helplines()[:4],
        words=("I want people to tell me before things change.",),
        sections=tuple(
            CopySection(number=s.number, title=s.title, kind=s.kind, items=i, places=p)
            for s, i, p in known
        ),
        signs=(Sign(who=f"Jordan {number}"), Sign(who="Priya Nair, worker")),
        copy_number=2,
        for_whom="the school",
        printed_on=due,
        made_at=datetime(2026, 11, 16, 9, 30, tzinfo=UTC),
        audit_head="9f3a61c2",
    )


def _on_the_processor(work: Callable[[], object]) -> Callable[[], Lap]:
    run = timed(work)

    def lap() -> Lap:
        cpu = run().cpu
        return Lap(cpu, cpu)

    return lap


def _at_most(seconds: float) -> Aim:
    return Aim(f"<= {spelled(seconds)} of processor", lambda ours, _limit: ours <= seconds)


@dataclass(frozen=True, slots=True)
class Costs:
    """The report: processor, memory and pages of ours, and of Typst's if it is here."""

    ours: dict[str, float]
    typst: dict[str, float] | None
    load: float

    @property
    def is_met(self) -> bool:
        """Whether time and memory are within their aims."""
        within = self.ours["peak"] <= _MOST_MIB
        return within and (self.typst is None or self._ratio() <= 1.2)

    def line(self, *, judged: bool) -> str:
        """The report in one line."""
        what = f"report of {self.ours['pages']:.0f} pages, cpu"
        said = f"{what:<48} {spelled(self.ours['cpu']):>9}  "
        if self.typst:
            pages, cpu = self.typst["pages"], self.typst["cpu"]
            beside_it = f"Typst, {pages:.0f} pages"
            said += f"{beside_it:<24} {spelled(cpu):>9}  {self._ratio():6.2f}x"
        else:
            said += "not compared: Typst is not installed (pip install typst)"
        said += f"  peak {self.ours['peak']:.0f} MiB"
        said += f" to {self.typst['peak']:.0f}" if self.typst else ""
        verdict = "met" if self.is_met else "NOT MET"
        aim = f"aim {'<= 1.2x, ' if self.typst else ''}<= {_MOST_MIB} MiB: {verdict}"
        return f"{said}  load {self.load:.1f}  {aim if judged else ''}".rstrip()

    def _ratio(self) -> float:
        assert self.typst is not None
        return self.ours["cpu"] / self.typst["cpu"]


def _report(count: int) -> Costs:
    rounds = 3 if count == _NOTES else 1
    has_typst = find_spec("typst") is not None
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for _round in range(rounds):
        ours.append(_made("ours", count))
        theirs += [_made("typst", count)] if has_typst else []
    return Costs(_least(ours), _least(theirs) if theirs else None, load())


def _least(laps: list[dict[str, float]]) -> dict[str, float]:
    return min(laps, key=lambda lap: lap["cpu"])


def _made(maker: str, count: int) -> dict[str, float]:
    """The cost in a process of its own, so that its memory is its own too."""
    done = subprocess.run(  # noqa: S603  our own script
        [sys.executable, _REPORT, maker, str(count)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    return json.loads(done.stdout)
