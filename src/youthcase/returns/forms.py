"""What may a funder's own form show of one population, if it may be released at all?

`dfe5` and `nhs7` show true or nearly true figures, so they stand on what is hidden. They go
through the same attacker over the same ledger as everything else; where somebody could be
found, the return is refused with the tables that leak.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from youthcase.returns import dfe5, nhs7
from youthcase.returns.attacker import MANY, Attacker
from youthcase.returns.cells import COUNTED
from youthcase.returns.ledger import Figure
from youthcase.returns.proof import as_values
from youthcase.returns.publishing import Published, cell_of, must_not, to_prove
from youthcase.returns.recount import Known, Recount, Story, Untrue
from youthcase.returns.register import difference, from_columns
from youthcase.returns.released import DFE5, HIDDEN, NHS7

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.returns.books import Book
    from youthcase.returns.model import Cell, Model, Value
    from youthcase.returns.register import Register

_WIDTH = dfe5.FEWEST_VALUES - 1


def truth(book: Book, model: Model) -> list[int]:
    """The true numbers of a model's columns."""
    paths: Counter[tuple[tuple[str, Value], ...]] = Counter()
    for token, masks in book.masks().items():
        traits = tuple(book.traits.get(token, ())) if masks.get(book.root) else ()
        paths[*masks.items(), *zip(book.names, traits, strict=False)] += 1
    found = [0] * model.width
    for group in model.groups:
        place = {cell: group.start + i for i, cell in enumerate(group.cells)}
        for unit, number in paths.items():
            values = dict(unit)
            cell = tuple(values.get(name, 0) for name in group.names)
            if cell in place:
                found[place[cell]] += number
    return found


def publish_dfe5(
    book: Book, old: Sequence[Figure], model: Model, wished: Sequence[Cell], headline: Cell
) -> Published:
    """Exact figures, with 1 to 5 and whatever would give them away hidden.

    Raises:
        Refusal: earlier figures would give a small number away.
    """
    there = {cell_of(figure) for figure in old}
    new = [cell for cell in dict.fromkeys(wished) if cell not in there]
    hidden_before = [cell_of(f) for f in old if f.marker == HIDDEN[DFE5]]
    cells = [*new, *hidden_before]
    columns = truth(book, model)
    sums = dfe5.Sums(
        model.width,
        tuple(tuple(model.columns(cell)) for cell in cells),
        tuple(model.links()),
        tuple((tuple(model.columns(cell_of(f))), f.low, f.high) for f in old if f.high < MANY),
    )
    kept = [i for i, c in enumerate(cells) if c == headline and book.true(c) > dfe5.MOST_SMALL]
    found = dfe5.hide(sums, columns, kept)
    made = [_exact(book, c, hides=i in found.cells) for i, c in enumerate(new)]
    known, needed = to_prove([*old, *made], model)
    must_not([len(old) + i for i in found.open_cells if i < len(new)], known)
    unguessed = {cells[i] for i in found.unguessed}
    small = {cells[i] for i in found.small}
    held = {i: _WIDTH for i, item in enumerate(known) if item.cell in small}
    before = {i: w for i, w in needed.items() if i < len(old) and known[i].high < MANY}
    for cells_asked, is_guessed in ((small - unguessed, True), (unguessed, False)):
        audited = [_as_known(k, is_small=is_guessed and k.cell in small) for k in known]
        asked = [(i, known[i].cell, w) for i, w in held.items() if known[i].cell in cells_asked]
        asked += [(i, known[i].cell, w) for i, w in before.items() if not is_guessed]
        must_not(Attacker(model, audited).too_narrow(asked), known)
    register = from_columns(model, columns)
    stories = _recounted(model, register, known, found)
    proof = as_values(register, stories) | {
        "follows": [],
        "asked": model.asked,
        "needed": sorted(held.items()),
    }
    return Published(tuple(made), proof, _WIDTH, len(stories))


def publish_nhs7(
    book: Book, old: Sequence[Figure], model: Model, wished: Sequence[Cell], headline: Cell
) -> Published:
    """Rounded figures and stars; the headline exact, unless that gives a star away.

    Raises:
        Refusal: a star can be worked out all the same.
    """
    there = {cell_of(figure) for figure in old}
    new = [cell for cell in dict.fromkeys(wished) if cell not in there]
    for is_exact in (True, False):
        exact = headline if is_exact and book.root == COUNTED else None
        made = [_rounded(book, c, is_exact=c == exact) for c in new]
        figures = [*old, *made]
        known, needed = to_prove(figures, model)
        stars = {i: nhs7.WIDTH for i, f in enumerate(figures) if f.marker == HIDDEN[NHS7]}
        before = {i: w for i, w in needed.items() if i < len(old) and i not in stars}
        asked = [(i, known[i].cell, w) for i, w in (stars | before).items()]
        weak = Attacker(model, known).too_narrow(asked)
        if not weak:
            proof: dict[str, Any] = {"asked": model.asked, "follows": [], "stories": []}
            return Published(tuple(made), proof, nhs7.WIDTH, 0)
    must_not(weak, known)
    raise AssertionError


def _exact(book: Book, cell: Cell, *, hides: bool) -> Figure:
    true = book.true(cell)
    return _figure(
        book, cell, None if hides else true, (0, MANY) if hides else (true, true), DFE5
    )


def _rounded(book: Book, cell: Cell, *, is_exact: bool) -> Figure:
    true = book.true(cell)
    if is_exact and nhs7.shown(true) is not None:
        return _figure(book, cell, true, (true, true), NHS7)
    return _figure(book, cell, nhs7.shown(true), nhs7.told(true), NHS7)


def _figure(
    book: Book, cell: Cell, value: int | None, told: tuple[int, int], profile: str
) -> Figure:
    return Figure(
        book=book.name,
        line=cell.circle[0],
        circle=cell.circle[1],
        conditions=cell.conditions,
        outside=cell.outside,
        value=value,
        low=told[0],
        high=told[1],
        marker=HIDDEN[profile] if value is None else "",
    )


def _as_known(item: Known, *, is_small: bool) -> Known:
    """What an attacker knows who guesses which cells are hidden for their own sake."""
    return Known(item.cell, 1, dfe5.MOST_SMALL) if is_small else item


def _recounted(
    model: Model, register: Register, known: Sequence[Known], found: dfe5.Hidden
) -> list[Story]:
    """The stories, each accepted by the recount. Raises: Untrue, which would be a bug."""
    recount = Recount(model, register, known)
    stories = [Story((), ())]
    for columns in dict.fromkeys(found.stories.values()):
        other = from_columns(model, columns)
        stories.append(
            Story(
                difference(other.people, register.people),
                difference(other.paths, register.paths),
            )
        )
    for story in stories:
        recount.of(story)
    return stories


__all__ = ["Untrue", "publish_dfe5", "publish_nhs7", "truth"]
