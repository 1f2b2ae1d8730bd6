"""What is counted in each cell of a return, and what is the true count?

A `Key` says what is counted, whatever table shows it: the same key is the same figure,
wherever it stands. A `Row` is one line of the file and points at its key.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from youthcase.returns.layout import ACTIVITY, FUNNEL, HEADLINE, OUTCOMES
from youthcase.returns.variables import (
    TOTAL,
    activities,
    is_impossible,
    of_closures,
    of_people,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from youthcase.returns.facts import Closure, CodedPerson, Facts
    from youthcase.returns.layout import Layout, Table

COUNTED, NEW, OVER_PLAN, CASEWORK_ONLY = "counted", "new", "over_plan", "casework_only"
CLOSED = "closed_cases"
DONE = "done:"
# The stages of the funnel, 1 to 9; the sixth is the headline.
STAGES = (
    "referred",
    "accepted",
    "engaged",
    "casework",
    "plan_in_force",
    COUNTED,
    "closed",
    "paired",
    "improved",
)
SENSITIVITY = (1, 2, 3, 4, 5, 6)
H1, H2, H3, M1B = "H1", "H2", "H3", "M1B"
_HEADLINES = {H1: COUNTED, H2: NEW, H3: OVER_PLAN, M1B: CASEWORK_ONLY}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What is counted: a measure (a set of people, cases or acts) and conditions on them."""

    measure: str
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. `key` is None where nobody can be (not applicable)."""

    table: str
    dimension_1: str = ""
    category_1: str = ""
    dimension_2: str = ""
    category_2: str = ""
    key: Key | None = None


def reach(contacts: int, facts: Facts) -> str:
    """The measure "would count if so many contacts were asked for"."""
    return COUNTED if contacts == facts.contacts_asked else f"reach_{contacts}"


def rows(layout: Layout, facts: Facts) -> tuple[Row, ...]:
    """Every line of a return about `facts`, in the order of the file."""
    return tuple(row for table in layout.tables for row in _rows(table, facts))


def counts(facts: Facts, keys: Iterable[Key]) -> dict[Key, int]:
    """The true count of each key."""
    wanted = sorted(set(keys))
    shapes = {(k.measure, tuple(name for name, _c in k.conditions)) for k in wanted}
    found = Counter[Key]()
    for measure, names in shapes:
        if measure.startswith(DONE):
            kind = measure.removeprefix(DONE)
            found[Key(measure)] = sum(a.number for a in facts.activity if a.kind == kind)
        elif measure == CLOSED:
            found.update(_key(measure, names, c) for c in facts.closures)
        else:
            found.update(_key(measure, names, p) for p in people_of(facts, measure))
    return {key: found[key] for key in wanted}


def people_of(facts: Facts, measure: str) -> Iterator[CodedPerson]:
    """The people whom a measure counts."""
    return (person for person in facts.people if _is_in(person, measure))


def _is_in(person: CodedPerson, measure: str) -> bool:
    if measure in STAGES:
        return person.stage > STAGES.index(measure)
    if measure.startswith("reach_"):
        return person.reach >= int(measure.removeprefix("reach_"))
    if measure == NEW:
        return person.is_new
    if measure == OVER_PLAN:
        return person.over_plan
    return person.casework_only


def _key(measure: str, names: tuple[str, ...], unit: CodedPerson | Closure) -> Key:
    if not names:
        return Key(measure)
    return Key(measure, tuple((name, unit.category(name)) for name in names))


def _rows(table: Table, facts: Facts) -> Iterator[Row]:
    if table.name == HEADLINE:
        yield from _headline(facts)
    elif table.name == FUNNEL:
        for stage in STAGES:
            yield Row(FUNNEL, "stage", stage.upper(), key=Key(stage))
    elif table.name == OUTCOMES:
        yield from _outcomes()
    elif table.name == ACTIVITY:
        for kind in activities():
            yield Row(ACTIVITY, "kind", kind, key=Key(DONE + kind))
    else:
        yield from _breakdown(table)


def _headline(facts: Facts) -> Iterator[Row]:
    for code, measure in _HEADLINES.items():
        if measure == NEW and not facts.period.is_within_one_financial_year:
            continue
        if measure == OVER_PLAN and facts.plan_span is None:
            continue
        yield Row(HEADLINE, "measure", code, key=Key(measure))
    for contacts in SENSITIVITY:
        key = Key(reach(contacts, facts))
        yield Row(HEADLINE, "contacts_asked", str(contacts), key=key)


def _outcomes() -> Iterator[Row]:
    yield Row(OUTCOMES, category_1=TOTAL, key=Key(CLOSED))
    for variable in of_closures().values():
        for category in variable.categories:
            key = Key(CLOSED, ((variable.name, category),))
            yield Row(OUTCOMES, variable.name, category, key=key)


def _breakdown(table: Table) -> Iterator[Row]:
    """Each combination, and the totals last."""
    choices = [(*of_people()[name].categories, TOTAL) for name in table.by]
    for chosen in product(*choices):
        conditions = dict(zip(table.by, chosen, strict=True))
        yield _row(table, conditions)


def _row(table: Table, conditions: Mapping[str, str]) -> Row:
    cells = [part for item in conditions.items() for part in item]
    real = {n: c for n, c in conditions.items() if c != TOTAL}
    key = None if is_impossible(real) else Key(COUNTED, tuple(sorted(real.items())))
    return Row(table.name, *cells, key=key)
