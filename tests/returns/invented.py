"""Which invented young people does a return of the tests count?

Random people of a year: in which quarters something happened, how far they came, which
categories they have (some rare, some going together), when a case closed. From one year
come the facts of any quarter, of the year to date, of a cohort, early or late.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.periods import Period, parse
from youthcase.returns.facts import Activity, Attributes, Closure, CodedPerson, Facts
from youthcase.returns.variables import activities, of_closures, of_people

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR = "2026-27"
PLAN = parse("2025-04-01..2028-03-31")
QUARTERS = (1, 2, 3, 4)
SEVEN = ("Q1", "Q2", "Q2-ytd", "Q3", "Q3-ytd", "Q4", "")


@dataclass(frozen=True, slots=True)
class Invented:
    """One person: how far they came in each quarter, and what else is known."""

    token: bytes
    attributes: Attributes
    stages: tuple[int, int, int, int]
    reaches: tuple[int, int, int, int]
    agreed: tuple[bool, bool, bool, bool]
    closed_in: int
    goals: str
    reason: str
    outcomes: tuple[str, ...]
    was_helped_before: bool
    cohort: int
    recorded_late: bool = False


def year(people: int, seed: int, late: float = 0.0) -> tuple[Invented, ...]:
    """So many people who benefit in some quarter of the year, and others who do not."""
    rng = random.Random(f"{seed}-{people}")  # noqa: S311 - invented people
    return tuple(_person(rng, i, late) for i in range(people + people // 2))


def facts(
    people: Sequence[Invented],
    code: str = "Q1",
    cohort: int = 0,
    *,
    with_late: bool = True,
    seed: int = 0,
) -> Facts:
    """The facts of a quarter (`Q2`), the year to its end (`Q2-ytd`) or the year (empty)."""
    period = parse(f"{YEAR}-{code}" if code else YEAR)
    quarters = _quarters(period)
    known = [
        p for p in people if (with_late or not p.recorded_late) and cohort in (0, p.cohort)
    ]
    coded = [_coded(p, quarters) for p in known]
    return Facts(
        period=period,
        as_at=period.last + timedelta(days=30),
        cohort=cohort,
        plan_span=PLAN,
        people=tuple(p for p in coded if p.stage or p.reach or p.over_plan),
        closures=tuple(_closure(p) for p in known if _closes_in(p, quarters)),
        activity=_activity(people, quarters, seed),
    )


def one_quarter(people: int, seed: int) -> Facts:
    """The first return of a team in which exactly so many count."""
    made = [
        replace(p, stages=(6 if i < people else min(p.stages[0], 5), 0, 0, 0))
        for i, p in enumerate(year(people, seed))
    ]
    made = [
        replace(p, reaches=_reach(p), agreed=_agreed(p), closed_in=int(p.token[0] < 80))
        for p in made
    ]
    return facts(made, "Q1", seed=seed)


def _person(rng: random.Random, number: int, late: float) -> Invented:
    variables = of_people()

    def pick(name: str, skew: float = 1.0) -> str:
        codes = variables[name].categories
        return rng.choices(codes, [1 / (i + 1) ** skew for i in range(len(codes))])[0]

    ward = pick("ward", 0.8)
    ethnic = pick("ethnicity_group")
    if ward in ("Golborne", "Dalgarno") and rng.random() < 0.5:
        ethnic = rng.choice(("BLACK", "MIXED", "ASIAN"))
    sex = rng.choices(("M", "F", "U"), (70, 28, 2))[0]
    risk = pick("primary_risk", 0.9)
    if sex == "F" and rng.random() < 0.3:
        risk = rng.choice(("CSE", "YPDA", "VAWG_PUBLIC"))
    attributes = Attributes(
        age_band=rng.choices(variables["age_band"].categories, (6, 30, 38, 18, 7, 1))[0],
        sex=sex,
        ethnicity_group=ethnic,
        disability=pick("disability", 1.5),
        send=pick("send"),
        care_status=pick("care_status"),
        ward=ward,
        referral_source=pick("referral_source", 0.7),
        primary_risk=risk,
    )
    stages = _stages(rng)
    last = max((i for i in range(4) if stages[i] == 6), default=-1)
    closes = last >= 0 and rng.random() < 0.5
    made = Invented(
        token=hashlib.sha256(f"{rng.random()} {number}".encode()).digest()[:16],
        attributes=attributes,
        stages=stages,
        reaches=(0, 0, 0, 0),
        agreed=(False, False, False, False),
        closed_in=rng.randint(last + 1, 4) if closes else 0,
        goals=rng.choices(("NOT_PAIRED", "NOT_IMPROVED", "IMPROVED"), (3, 2, 5))[0],
        reason=rng.choice(of_closures()["closure_reason"].categories),
        outcomes=tuple(
            rng.choices(v.categories, (5, 3, 1, 3, 1))[0]
            for v in list(of_closures().values())[2:]
        ),
        was_helped_before=rng.random() < 0.2,
        cohort=rng.choice((0, 0, 1)),
        recorded_late=rng.random() < late,
    )
    return replace(made, reaches=_reach(made, rng), agreed=_agreed(made, rng))


def _stages(rng: random.Random) -> tuple[int, int, int, int]:
    """Two in three benefit: from some quarter on, and often in the next as well."""
    stages = [rng.choice((0, 0, 1, 2, 3, 4, 5)) for _quarter in QUARTERS]
    if rng.random() < 2 / 3:
        first = rng.choices(range(4), (4, 2, 2, 2))[0]
        stages[first] = 6
        for quarter in range(first + 1, 4):
            stages[quarter] = 6 if rng.random() < 0.6 else rng.choice((0, 2, 4))
    elif not any(stages):
        stages[0] = 1
    return stages[0], stages[1], stages[2], stages[3]


def _reach(p: Invented, rng: random.Random | None = None) -> tuple[int, int, int, int]:
    rng = rng or random.Random(p.token)  # noqa: S311 - invented people
    made = [
        rng.randint(2, 6) if s == 6 else int(s >= 3 and rng.random() < 0.4) for s in p.stages
    ]
    return made[0], made[1], made[2], made[3]


def _agreed(p: Invented, rng: random.Random | None = None) -> tuple[bool, bool, bool, bool]:
    rng = rng or random.Random(p.token + b"a")  # noqa: S311 - invented people
    made = [s >= 4 and rng.random() < 0.5 for s in p.stages]
    return made[0], made[1], made[2], made[3]


def _quarters(period: Period) -> tuple[int, ...]:
    first = (period.first.month - 4) % 12 // 3
    last = (period.last.month - 4) % 12 // 3
    return tuple(range(first, last + 1))


def _coded(p: Invented, quarters: Sequence[int]) -> CodedPerson:
    stage = max(p.stages[q] for q in quarters)
    counts = stage == 6
    helped = [q for q in range(4) if p.stages[q] == 6]
    if counts and p.closed_in - 1 in quarters:
        stage = {"NOT_PAIRED": 7, "NOT_IMPROVED": 8, "IMPROVED": 9}[p.goals]
    so_far = p.was_helped_before or any(q <= quarters[-1] for q in helped)
    return CodedPerson(
        token=p.token,
        stage=stage,
        reach=max(p.reaches[q] for q in quarters),
        is_new=counts and helped[0] in quarters,
        over_plan=so_far,
        casework_only=not counts and any(p.agreed[q] for q in quarters),
        attributes=p.attributes if counts else None,
    )


def _closes_in(p: Invented, quarters: Sequence[int]) -> bool:
    return p.closed_in - 1 in quarters and 6 in p.stages[: p.closed_in]


def _closure(p: Invented) -> Closure:
    return Closure(token=p.token, reason=p.reason, goals=p.goals, outcomes=p.outcomes)


def _activity(
    people: Sequence[Invented], quarters: Sequence[int], seed: int
) -> tuple[Activity, ...]:
    total = dict.fromkeys(activities(), 0)
    for quarter in quarters:
        rng = random.Random(f"{seed}-{quarter}-{len(people)}")  # noqa: S311 - invented
        face, calls, other = (rng.randint(0, 4 * len(people)) for _kind in range(3))
        agreed = rng.randint(0, len(people))
        made = {
            "FACE_TO_FACE": face,
            "CALLS": calls,
            "ATTENDED": face + calls + other,
            "PLANS_AGREED": agreed,
            "PLANS_REVIEWED": agreed // 3,
        }
        for kind in total:
            total[kind] += made.get(kind, rng.randint(0, len(people)))
    return tuple(Activity(kind=kind, number=number) for kind, number in total.items())


def day(text: str) -> date:
    """A day as people write it."""
    return date.fromisoformat(text)
