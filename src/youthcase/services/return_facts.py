"""What may the returns know? The facts of a period, made from the counting facts alone.

This is the last place that sees one person's days; what it hands on are categories,
numbers and tokens (`returns.facts`), which cannot carry anything else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from youthcase.domain import benefit, periods
from youthcase.domain.benefit import Count, Rule
from youthcase.domain.counting_facts import held
from youthcase.returns.facts import Activity, Attributes, Closure, CodedPerson, Facts
from youthcase.returns.variables import activities, of_closures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from youthcase.domain.benefit import History, Verdict
    from youthcase.domain.counting_facts import CountingFacts, Deed
    from youthcase.domain.periods import Period

_ATTENDED = frozenset({"FACE_TO_FACE", "CALL", "OTHER"})
_HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The facts of a return, and the count behind them by token in hexadecimal."""

    facts: Facts
    count: Count


def gather(
    people: Mapping[bytes, CountingFacts],
    period: Period,
    as_at: date,
    rule: Rule,
    plan_span: Period | None = None,
) -> Gathered:
    """The facts of `period` as known on `as_at`, from everybody's counting facts by token."""
    histories = {
        token.hex(): replace(p.history, ref=token.hex()) for token, p in people.items()
    }
    found = benefit.count(histories.values(), period, as_at, rule, plan_span)
    coded: list[CodedPerson] = []
    in_plan, without_plan = set(found.in_plan_span), set(found.without_plan)
    lines = zip(found.verdicts, found.stages, found.reaches, strict=True)
    for verdict, stage, reach in lines:
        token = bytes.fromhex(verdict.ref)
        own = None
        if verdict.counts:
            history, year = histories[verdict.ref], _year(verdict)
            own = _attributes(people[token], history, year, as_at, rule)
        coded.append(
            CodedPerson(
                token=token,
                stage=stage,
                reach=min(reach, benefit.SENSITIVITY[-1]),
                is_new=found.new is not None and verdict.is_new_this_year,
                over_plan=verdict.ref in in_plan,
                casework_only=verdict.ref in without_plan,
                attributes=own,
            )
        )
    facts = Facts(
        period=period,
        as_at=as_at,
        rule_version=int(rule.version),
        contacts_asked=rule.min_contacts,
        plan_span=plan_span,
        people=tuple(coded),
        closures=tuple(_closures(people, histories, period, as_at, rule)),
        activity=_activity(people.values(), period, as_at),
    )
    return Gathered(facts=facts, count=found)


def _year(verdict: Verdict) -> Period:
    if verdict.first_of_year is None:
        raise ValueError("nobody counts without a first day of the year")
    return periods.financial_year_of(verdict.first_of_year)


def _attributes(
    facts: CountingFacts, history: History, year: Period, as_at: date, rule: Rule
) -> Attributes:
    """What was true of somebody on the first day on which they count in the year."""
    first = benefit.judge(history, year, as_at, rule)
    day, number = first.count_date, first.episode
    if day is None or number is None:
        raise ValueError("whoever counts in a period counts in its year")
    known = {**facts.person, **facts.episodes[number]}
    values = {name: held(versions, day, as_at) for name, versions in known.items()}
    bands = facts.person["age_band"]
    values["age_band"] = held(bands, day, day)
    return Attributes(**values)


def _closures(
    people: Mapping[bytes, CountingFacts],
    histories: Mapping[str, History],
    period: Period,
    as_at: date,
    rule: Rule,
) -> Iterable[Closure]:
    reasons = of_closures()["closure_reason"]
    for token, facts in people.items():
        for case in benefit.closures(histories[token.hex()], period, as_at, rule):
            number = case.episode.number
            goals = {None: "NOT_PAIRED", False: "NOT_IMPROVED", True: "IMPROVED"}
            yield Closure(
                token=hashlib.sha256(token + number.to_bytes(2, "big")).digest()[: len(token)],
                reason=reasons.category(case.episode.closure_reason or ""),
                goals=goals[case.improved],
                outcomes=facts.outcomes[number],
            )


def _activity(
    people: Iterable[CountingFacts], period: Period, as_at: date
) -> tuple[Activity, ...]:
    counted: Counter[str] = Counter()
    for facts in people:
        for deed in facts.deeds:
            is_known = deed.recorded_on is None or deed.recorded_on <= as_at
            if is_known and deed.day in period and deed.day <= as_at:
                counted.update(_kinds(deed))
    counted["HOURS"] //= _HOUR
    return tuple(Activity(kind=kind, number=counted[kind]) for kind in activities())


def _kinds(deed: Deed) -> dict[str, int]:
    """What a deed adds to, and how much; hours are added up in minutes first."""
    if deed.kind in _ATTENDED:
        more = {"FACE_TO_FACE": {"FACE_TO_FACE": 1}, "CALL": {"CALLS": 1}}.get(deed.kind, {})
        return {"ATTENDED": 1, "HOURS": deed.minutes, **more}
    if deed.kind == "REVIEW":
        return {"PLANS_AGREED": 1, "PLANS_REVIEWED": 1}
    return {{"PLAN": "PLANS_AGREED", "COPY": "COPIES"}.get(deed.kind, deed.kind): 1}
