"""Which figures of one population are published, and is it proved that they are safe?

One book at a time: what is known of it already, the figures that are new, the register
that all of them are counts of, the certificate, and the attacker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns import exactness, mirror, wording
from youthcase.returns.attacker import MANY, Attacker
from youthcase.returns.ledger import Figure
from youthcase.returns.memberships import ACTS, ROOTS, is_above, patterns
from youthcase.returns.mirror import BASE, FURTHER, WITHIN, Wanted
from youthcase.returns.model import Cell, build, variable, without_last
from youthcase.returns.proof import as_values
from youthcase.returns.recount import Known
from youthcase.returns.register import Register, from_columns
from youthcase.returns.released import FURTHER as FURTHER_MARKER
from youthcase.returns.stories import WIDTH, Certificate, certify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from youthcase.returns.books import Book
    from youthcase.returns.model import Model

# New joiners are never published; still nobody may find a number of them to within one.
JOINERS_WIDTH = 3
# A total of so many people that follows from two exact headlines is no small number.
NOT_SMALL = 5


@dataclass(frozen=True, slots=True)
class Bound:
    """What a total tells: the true count is one of these; and its figure in the register."""

    low: int
    high: int
    figure: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """The new figures of a book, and the proof that nothing can be found by them."""

    figures: tuple[Figure, ...]
    proof: Any
    smallest: int
    stories: int


@dataclass(frozen=True, slots=True)
class Proved:
    """New figures of a book with all that is known, the register and its certificate."""

    figures: tuple[Figure, ...]
    known: tuple[Known, ...]
    needed: dict[int, int]
    register: Register
    certificate: Certificate


def model_of(
    book: Book, old: Sequence[Figure], crossed: Iterable[tuple[str, ...]], asked: int
) -> Model:
    """The model of a book: all its circles, and everything that any return crosses."""
    shapes = [*crossed, *(cell_of(f).shape.names for f in old)]
    kept = list(dict.fromkeys(names for names in shapes if names))
    return build(book.root, book.circles(), kept, _seen(book, asked), asked)


def headline_bound(book: Book, old: Sequence[Figure], model: Model, circle: int) -> Bound:
    """What the headline of a circle may tell: the true number, or five in a row."""
    cell = Cell((book.root, circle))
    for figure in old:
        if cell_of(figure) == cell:
            return Bound(figure.low, figure.high, figure.value)
    exact = {
        f.circle: (f.low, f.high)
        for f in old
        if f.line == book.root and not f.conditions and f.high - f.low < 2 * WITHIN
    }
    true = book.true(cell)
    bits = [int(values[0]) for values in model.groups[0].cells]
    low, high = exactness.bounds(bits, exact, circle, true)
    return Bound(low, high, BASE * (high // BASE))


def publish(
    book: Book,
    old: Sequence[Figure],
    model: Model,
    wished: Sequence[Cell],
    totals: Mapping[Cell, Bound],
    key: bytes,
    asked: int,
) -> Published:
    """The figures of the cells wished for that have none yet, with the proof of them all.

    Raises:
        Refusal: with these figures somebody could find a small number, or no register
            keeps to the earlier ones.
    """
    there = {cell_of(figure) for figure in old}
    there |= {cell for cell, bound in totals.items() if bound.figure is None}
    new = [cell for cell in dict.fromkeys(wished) if cell not in there]
    totals = {
        cell: bound for cell, bound in totals.items() if cell in new or bound.figure is None
    }
    values, columns = _mirrored(book, old, model, new, totals, key)
    found = proved(book, old, model, new, totals, values, columns)
    known, certificate = found.known, found.certificate
    attacker = Attacker(model, known)
    follows = _following(certificate, known, attacker)
    must_not(set(certificate.open_cells) - follows, known)
    newest = {cell_of(figure).circle for figure in found.figures}
    targets = [
        (i, known[i].cell, width)
        for i, width in found.needed.items()
        if i not in follows and {known[i].cell.circle, known[i].cell.outside} & newest
    ]
    must_not(attacker.too_narrow(targets), known)
    widths = [width for i, width in certificate.widths.items() if i not in follows]
    proof = as_values(found.register, certificate.stories)
    return Published(
        found.figures,
        proof | {"follows": sorted(follows), "asked": asked},
        min(widths, default=WIDTH),
        len(certificate.stories),
    )


def proved(
    book: Book,
    old: Sequence[Figure],
    model: Model,
    new: Sequence[Cell],
    totals: Mapping[Cell, Bound],
    values: Sequence[int],
    columns: Sequence[int],
) -> Proved:
    """The new figures, all that is known with them, and the certificate of all of it."""
    made = [_figure(book, c, v, totals.get(c)) for c, v in zip(new, values, strict=True)]
    made += [_figure(book, c, None, b) for c, b in totals.items() if b.figure is None]
    known, needed = to_prove((*old, *made), model)
    register = from_columns(model, columns)
    certificate = certify(model, register, columns, known, needed)
    return Proved(tuple(made), tuple(known), needed, register, certificate)


def rounded(book: Book, cell: Cell, key: bytes) -> int:
    """The figure of a cell as the key says, whatever the others have."""
    true = book.true(cell)
    goes_up = mirror.goes_up(key, _definition(cell), book.members(cell), true)
    return BASE * (true // BASE + goes_up)


def known_of(figures: Iterable[Figure]) -> list[Known]:
    """What everybody knows from these figures."""
    return [Known(cell_of(f), f.low, f.high) for f in figures]


def to_prove(figures: Sequence[Figure], model: Model) -> tuple[list[Known], dict[int, int]]:
    """What is known, and of which of it how many values have to stay possible.

    Besides what is published: those who are in one return and not in another, within it.
    """
    known = known_of(figures)
    needed = {i: WIDTH for i, item in enumerate(known) if item.high > item.low}
    names = {f.conditions[0][0] for f in figures if len(f.conditions) == 1}
    for inner, outer in _nested(model):
        for name in sorted(names):
            for category in variable(name).categories:
                cell = Cell((model.root, outer), ((name, category),), (model.root, inner))
                needed[len(known)] = JOINERS_WIDTH
                known.append(Known(cell, 0, MANY))
    return known, needed


def _nested(model: Model) -> list[tuple[int, int]]:
    """Pairs of circles of which the first is a part of the second and may be smaller."""
    bits = [int(values[0]) for values in model.groups[0].cells]
    circles = [i for i, c in enumerate(model.circles[model.root]) if not c.is_first]
    return [
        (inner, outer)
        for inner in circles
        for outer in circles
        if all(b >> outer & 1 for b in bits if b >> inner & 1)
        and any(b >> outer & 1 and not b >> inner & 1 for b in bits)
    ]


def _mirrored(
    book: Book,
    old: Sequence[Figure],
    model: Model,
    new: Sequence[Cell],
    totals: Mapping[Cell, Bound],
    key: bytes,
) -> tuple[tuple[int, ...], Sequence[int]]:
    """The figures of the new cells, and the register of the old and the new ones.

    Where the year to date may follow, it is looked at already, at a lower price.
    """
    settled = [(cell_of(f), *_room(f.value, f.high)) for f in old]
    settled += [(c, *_room(None, b.high)) for c, b in totals.items() if b.figure is None]
    wanted = wanted_of(book, old, new, totals, key, model.asked)
    ahead = book.year_to_come()
    if ahead is None:
        found = mirror.find(model, settled, wanted)
        return found.figures, found.columns
    seen = _seen(ahead, model.asked)
    further = build(book.root, ahead.circles(), model.crossed, seen, model.asked)
    later = wanted_of(ahead, old, _later(book, ahead, new), {}, key, model.asked)
    found = mirror.find(further, settled, wanted, later)
    return found.figures[: len(new)], without_last(further, found.columns, model)


def _later(book: Book, ahead: Book, new: Iterable[Cell]) -> list[Cell]:
    """The cells of the year to date that answer to the new ones."""
    places = {ahead.place[name][0]: ahead.place[name] for name in ahead.place}
    own = {place for place in book.place.values() if not book.set_at(place).is_first}
    return [
        Cell(places[cell.circle[0]], cell.conditions)
        for cell in new
        if cell.circle in own and cell.outside is None and cell.circle[0] in places
    ]


def wanted_of(
    book: Book,
    old: Sequence[Figure],
    new: Sequence[Cell],
    totals: Mapping[Cell, Bound],
    key: bytes,
    asked: int,
) -> list[Wanted]:
    """What the solver is asked for: each cell's true count, and which way the key says."""
    same = {
        _identity(book, cell_of(f)): f.value
        for f in old
        if f.value is not None and book.root != ACTS
    }
    heads = [(f.circle, f.low) for f in old if not f.conditions and f.line == book.root]
    heads += [(cell.circle[1], bound.low) for cell, bound in totals.items()]
    wanted: list[Wanted] = []
    for cell in new:
        true, total = book.true(cell), totals.get(cell)
        who = book.members(cell) or (str(true),)
        kept = None if total else same.get(_identity(book, cell))
        wanted.append(
            Wanted(
                cell,
                true,
                mirror.goes_up(key, _definition(cell), who, true),
                must=total.figure if total else kept,
                is_kept=kept is not None,
                at_least=_floor(book, cell, heads, asked),
            )
        )
    return wanted


def _room(figure: int | None, high: int) -> tuple[int, int]:
    return (figure, figure) if figure is not None else (0, BASE * (high // BASE))


def _floor(book: Book, cell: Cell, heads: Iterable[tuple[int, int]], asked: int) -> int:
    """How many are in the cell for certain: those of a headline that is a part of it."""
    own = book.set_at(cell.circle)
    if cell.conditions or cell.outside or not is_above(own.line, asked):
        return 0
    parts = [(book.set_at((book.root, circle)), low) for circle, low in heads]
    return max(
        (
            low
            for part, low in parts
            if own.first <= part.first
            and part.last <= own.last
            and own.cohort in (0, part.cohort)
        ),
        default=0,
    )


def _figure(book: Book, cell: Cell, value: int | None, total: Bound | None) -> Figure:
    """The figure with what it tells: strictly within four, or, marked, within nine."""
    marker = ""
    if total is not None and (value in (None, total.figure) or total.low == total.high):
        low, high = total.low, total.high
    else:
        figure = value or 0
        is_further = abs(figure - book.true(cell)) > WITHIN
        reach = FURTHER if is_further else WITHIN
        low, high = max(0, figure - reach), figure + reach
        marker = FURTHER_MARKER if is_further else ""
    return Figure(
        book=book.name,
        line=cell.circle[0],
        circle=cell.circle[1],
        conditions=cell.conditions,
        outside=cell.outside,
        value=value,
        low=low,
        high=high,
        marker=marker,
    )


def _following(
    certificate: Certificate, known: Sequence[Known], attacker: Attacker
) -> frozenset[int]:
    """Open totals that follow from exact headlines, and are no small numbers."""
    found: set[int] = set()
    for i in certificate.open_cells:
        cell = known[i].cell
        if cell.conditions or cell.outside or cell.circle[0] not in ROOTS:
            continue
        interval = attacker.interval(cell)
        if interval is not None and interval[0] >= NOT_SMALL:
            found.add(i)
    return frozenset(found)


def must_not(weak: Iterable[int], known: Sequence[Known]) -> None:
    """Refuse when cells can be pinned down, and say which kind, never which people."""
    shapes = {known[i].cell.shape.names for i in weak}
    names = sorted(" x ".join(map(wording.dimension, s)) or _("totals") for s in shapes)
    if names:
        raise Refusal(
            _(
                "Somebody could work out a small number from this return together with the "
                "earlier ones, so nothing was written. It is about: {tables}. Take these "
                "tables out of the return, or wait for the next quarter."
            ).format(tables=", ".join(names))
        )


def _seen(book: Book, asked: int) -> dict[tuple[str, ...], set[tuple[int, ...]]]:
    """Patterns that arose; for acts, of which nobody keeps a list, whatever is needed."""
    if book.root != ACTS:
        return book.seen(asked)
    possible = [bits for (bits,) in patterns((ACTS,), book.circles())]
    if exactness.is_possible(possible, {i: own.number for i, own in enumerate(book.sets)}):
        return {}
    return {(ACTS,): {(1 << i,) for i in range(len(book.sets))}}


def cell_of(figure: Figure) -> Cell:
    """The cell that a figure is about."""
    return Cell((figure.line, figure.circle), figure.conditions, figure.outside)


def _definition(cell: Cell) -> str:
    """What is counted, whatever the period: the same people then get the same figure."""
    return json.dumps([cell.circle[0], cell.conditions, bool(cell.outside)])


def _identity(book: Book, cell: Cell) -> str:
    return json.dumps([_definition(cell), book.members(cell) or book.true(cell)])
