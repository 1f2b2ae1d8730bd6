"""Which population do the facts add to, and what is counted in it?

A book is one population over one financial year: the people, the cases that closed, or one
kind of act. Its sets come from every return of that year, so that each new figure stands
beside all the old ones. Whoever was published once keeps their categories for the year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain.periods import financial_year_of, year_start
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns import cells
from youthcase.returns.cells import CASEWORK_ONLY, CLOSED, COUNTED, DONE, NEW, OVER_PLAN
from youthcase.returns.facts import Attributes
from youthcase.returns.ledger import Set
from youthcase.returns.memberships import ACTS, AGREED, Circle, by_line, cliques, line_of
from youthcase.returns.model import Cell, Shape, category_of, variable_of
from youthcase.returns.variables import activity_parts, of_acts, of_closures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.returns.cells import Key
    from youthcase.returns.facts import Facts
    from youthcase.returns.ledger import Ledger

PEOPLE, CASES = "people", "cases"
# Of these a longer period has more than its parts: closed here, benefited there.
_NOT_ADDED_UP = frozenset({OVER_PLAN, "closed", "paired", "improved"})
_TRAITS = tuple(item.name for item in fields(Attributes))


@dataclass(slots=True)
class Book:
    """The sets of one population, old ones and those of this return.

    `place` says for each measure of this return which circle it is; `names` what the
    codes of `traits` are.
    """

    name: str
    root: str
    names: tuple[str, ...]
    sets: list[Set]
    traits: dict[str, tuple[str, ...]]
    place: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    divided: dict[Shape, dict[tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict[Shape, "dict[tuple[str, ...], tuple[str, ...]]"]
    )
    held_over: int = 0

    def add(self, measure: str, made: Set) -> None:
        """Take in a set of this return; the very same set is not taken in twice."""
        line = [own for own in self.sets if own.line == made.line]
        if made in line:
            self.place[measure] = (made.line, line.index(made))
        else:
            self.place[measure] = (made.line, len(line))
            self.sets.append(made)

    def year_to_come(self) -> Book | None:
        """This book with the year to date, which is likely to be published next.

        None where it is there already, or where earlier returns leave a gap in the year.
        A figure chosen without a look at the year to date may not go with any of it.
        """
        made = Book(self.name, self.root, self.names, list(self.sets), self.traits)
        newest = [self.set_at(place) for place in self.place.values()]
        for own in newest:
            whole = self._year_to_date(own)
            if whole is not None:
                made.add(f"{own.line} so far", whole)
        return made if made.place else None

    def _year_to_date(self, own: Set) -> Set | None:
        start = year_start(date.fromordinal(own.last)).toordinal()
        if own.is_first or own.line in _NOT_ADDED_UP or own.first == start:
            return None
        parts = [
            s
            for s in self.sets
            if (s.line, s.cohort, s.is_first) == (own.line, own.cohort, False)
            and start <= s.first
            and s.last <= own.last
        ]
        if any((s.first, s.last) == (start, own.last) for s in parts):
            return None
        day = start
        for part in sorted(parts, key=lambda s: s.last):
            if part.first <= day:
                day = max(day, part.last + 1)
        if day <= own.last:
            return None
        members = tuple(sorted({token for part in parts for token in part.members}))
        row = _in_a_row(parts, start)
        number, kinds = sum(part.number for part in row), Counter[str]()
        for part in row:
            kinds.update(dict(part.parts))
        shares = tuple((kind, kinds[kind]) for kind, _number in own.parts)
        return replace(own, first=start, members=members, number=number, parts=shares)

    def circles(self) -> dict[str, tuple[Circle, ...]]:
        """The circles of each line."""
        return by_line(circle_of(own) for own in self.sets)

    def set_at(self, place: tuple[str, int]) -> Set:
        """The set behind a circle."""
        return [own for own in self.sets if own.line == place[0]][place[1]]

    def cell(self, key: Key) -> Cell:
        """The cell of the population that a key of this return means."""
        if key.measure == CASEWORK_ONLY:
            return Cell(self.place[AGREED], (), self.place[COUNTED])
        if key.measure.startswith(DONE):
            kind = key.measure.removeprefix(DONE)
            whole = activity_parts().get(kind)
            place = self.place[DONE + (whole or kind)]
            return Cell(place, ((whole, kind),) if whole else ())
        return Cell(self.place[key.measure], key.conditions)

    def members(self, cell: Cell) -> tuple[str, ...]:
        """The tokens of those in a cell, in order; acts have none."""
        shape = cell.shape
        if shape not in self.divided:
            self.divided[shape] = self._divided(shape)
        return self.divided[shape].get(cell.categories, ())

    def _divided(self, shape: Shape) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Those of the circles by combination of categories."""
        inside = self.set_at(shape.circle).members
        without = set(self.set_at(shape.outside).members) if shape.outside else set[str]()
        at = [(name, self.names.index(variable_of(name))) for name in shape.names]
        found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for token in inside:
            if token not in without:
                own = self.traits[token] if at else ()
                found[tuple(category_of(name, own[i]) for name, i in at)].append(token)
        return {categories: tuple(tokens) for categories, tokens in found.items()}

    def true(self, cell: Cell) -> int:
        """The true count of a cell."""
        if self.root == ACTS:
            own = self.set_at(cell.circle)
            shares = dict(own.parts)
            return shares[cell.conditions[0][1]] if cell.conditions else own.number
        return len(self.members(cell))

    def masks(self) -> dict[str, Counter[str]]:
        """For each token in which circles of each line it is."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        number: Counter[str] = Counter()
        for own in self.sets:
            for token in own.members:
                found[token][own.line] |= 1 << number[own.line]
            number[own.line] += 1
        return found

    def seen(self, asked: int) -> dict[tuple[str, ...], set[tuple[int, ...]]]:
        """The patterns that really arose, for each group of lines."""
        found: dict[tuple[str, ...], set[tuple[int, ...]]] = {}
        if self.root == ACTS:
            return found
        masks = self.masks()
        number = Counter(own.line for own in self.sets)
        kinds = {tuple(sorted(mask.items())) for mask in masks.values()}
        lines = cliques(number, asked) if len(number) > 1 else ((self.root,),)
        for group in lines:
            patterns = {tuple(dict(kind).get(line, 0) for line in group) for kind in kinds}
            found[group] = patterns - {(0,) * len(group)}
        return found


def _in_a_row(parts: Sequence[Set], start: int) -> list[Set]:
    """Of several stretches of days those that follow one another, the longest ones."""
    row: list[Set] = []
    while here := [part for part in parts if part.first == start]:
        row.append(max(here, key=lambda s: s.last))
        start = row[-1].last + 1
    return row


def circle_of(own: Set) -> Circle:
    """What a set is about, without who is in it."""
    return Circle(own.line, own.first, own.last, own.cohort, own.is_first, own.since)


def year_of(facts: Facts) -> str:
    """The financial year whose books a return belongs to, or the period's own."""
    if facts.period.is_within_one_financial_year:
        return financial_year_of(facts.period.first).code
    return facts.period.code


def stored(name: str, ledger: Ledger) -> Book:
    """A book as the ledger has it, without a new return."""
    kind = name.split("/")[1]
    root = {PEOPLE: COUNTED, CASES: CLOSED, ACTS: ACTS}[kind]
    names = {
        PEOPLE: _TRAITS,
        CASES: tuple(of_closures()),
        ACTS: (name.rsplit("/", maxsplit=1)[-1],),
    }
    return _book(name, root, names[kind], ledger)


def of_people(facts: Facts, ledger: Ledger, measures: Iterable[str]) -> Book:
    """The people of the year, with this return's sets."""
    book = _book(f"{year_of(facts)}/{PEOPLE}", COUNTED, _TRAITS, ledger)
    for person in facts.people:
        token = person.token.hex()
        if person.attributes is not None:
            mine = astuple(person.attributes)
            book.held_over += book.traits.setdefault(token, mine) != mine
    for measure in sorted({COUNTED, *measures}):
        chosen = AGREED if measure == CASEWORK_ONLY else measure
        people = set(cells.people_of(facts, measure))
        if measure == CASEWORK_ONLY:
            people |= set(cells.people_of(facts, COUNTED))
        tokens = tuple(sorted(p.token.hex() for p in people))
        book.add(chosen, _set(facts, measure, members=tokens))
    return book


def of_cases(facts: Facts, ledger: Ledger) -> Book:
    """The cases that closed in the year, with this return's."""
    book = _book(f"{year_of(facts)}/{CASES}", CLOSED, tuple(of_closures()), ledger)
    for case in facts.closures:
        mine = (case.reason, case.goals, *case.outcomes)
        book.held_over += book.traits.setdefault(case.token.hex(), mine) != mine
    tokens = tuple(sorted(case.token.hex() for case in facts.closures))
    book.add(CLOSED, _set(facts, CLOSED, members=tokens))
    return book


def of_activity(facts: Facts, ledger: Ledger) -> tuple[Book, ...]:
    """For each kind of act, those of the year, with this return's."""
    done = {a.kind: a.number for a in facts.activity}
    found: list[Book] = []
    for kind, parts in of_acts().items():
        book = _book(f"{year_of(facts)}/{ACTS}/{kind}", ACTS, (kind,), ledger)
        shares = tuple((part, done.get(part, 0)) for part in parts.categories[:-1])
        if sum(number for _part, number in shares) > done.get(kind, 0):
            raise Refusal(
                _("The parts of an activity are more than the whole, so nothing was written.")
            )
        book.add(DONE + kind, _set(facts, ACTS, number=done.get(kind, 0), parts=shares))
        found.append(book)
    return tuple(found)


def _book(name: str, root: str, names: tuple[str, ...], ledger: Ledger) -> Book:
    sets, traits = ledger.sets.get(name, ()), ledger.traits.get(name, {})
    return Book(name, root, names, list(sets), dict(traits))


def _set(
    facts: Facts,
    measure: str,
    *,
    members: tuple[str, ...] = (),
    number: int = 0,
    parts: tuple[tuple[str, int], ...] = (),
) -> Set:
    first, last = facts.period.first, min(facts.period.last, facts.as_at)
    if measure == OVER_PLAN and facts.plan_span is not None:
        first, last = facts.plan_span.first, min(facts.plan_span.last, facts.as_at)
    if last < first:
        raise Refusal(
            _("The period has not begun on the as-at date, so there is nothing to publish.")
        )
    is_first = measure == NEW
    return Set(
        line=line_of(measure),
        first=first.toordinal(),
        last=last.toordinal(),
        cohort=facts.cohort,
        is_first=is_first,
        since=year_start(first).toordinal() if is_first else 0,
        members=members,
        number=number,
        parts=parts,
    )
