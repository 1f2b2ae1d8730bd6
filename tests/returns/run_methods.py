#!/usr/bin/env python3
"""How much do the usual ways of hiding give away, and how much the mirror list?

    python tests/returns/run_methods.py [SEED ...]

For 20, 200 and 2,000 invented people: of the cells with 1 to 4 people, how many somebody
with a linear programme and the published tables finds exactly, and how many to within one.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import invented

from youthcase.returns import books, cells, dfe5, forms, layout, nhs7, publishing
from youthcase.returns.attacker import MANY, Attacker
from youthcase.returns.cells import Key
from youthcase.returns.ledger import Ledger
from youthcase.returns.protection import protect
from youthcase.returns.recount import Known

SMALL = range(1, 5)
SIZES = (20, 200, 2000)


def main(seeds):
    """One line for each method and number of people."""
    for people in SIZES:
        found = {}
        for seed in seeds:
            facts = invented.one_quarter(people, seed)
            book, wished, model = laid_out(facts)
            for name, told, hidden in methods(facts, book, wished, model):
                exact, near, small = attacked(book, wished, model, told)
                sums = found.setdefault(name, [0, 0, 0, 0, 0])
                for i, number in enumerate((exact, near, small, hidden, len(wished))):
                    sums[i] += number
        for name, (exact, near, small, hidden, all_cells) in found.items():
            sys.stdout.write(
                f"{people:>5} {name:<28} exactly {100 * exact / small:5.1f} %  within one "
                f"{100 * near / small:5.1f} %  hidden {100 * hidden / all_cells:4.1f} %\n"
            )
            sys.stdout.flush()


def laid_out(facts):
    """The people, their cells in the tables, and the model."""
    rows = cells.rows(layout.standard(), facts)
    keys = {r.key for r in rows if r.key and (r.table.startswith("by_") or "_x_" in r.table)}
    book = books.of_people(facts, Ledger(), {key.measure for key in keys})
    wished = [book.cell(key) for key in sorted(keys)]
    shapes = [cell.shape.names for cell in wished]
    return book, wished, publishing.model_of(book, (), shapes, facts.contacts_asked)


def methods(facts, book, wished, model):
    """For each method what it tells of each cell (low, high), and how many it hides."""
    head = book.cell(Key("counted"))
    true = {cell: book.true(cell) for cell in wished}

    def with_head(told):
        return told | {head: (true[head], true[head])}

    small = sum(n in SMALL for n in true.values())
    yield "<5", {c: (1, 4) if n in SMALL else (n, n) for c, n in true.items()}, small
    yield (
        "* for 1 to 4",
        {c: (0, MANY) if n in SMALL else (n, n) for c, n in true.items()},
        small,
    )
    nearest = {c: 5 * ((n + 2) // 5) for c, n in true.items()}
    yield "nearest 5", with_head({c: (max(0, n - 2), n + 2) for c, n in nearest.items()}), 0
    stars = sum(nhs7.shown(n) is None for n in true.values())
    yield (
        "1 to 7 *, else nearest 5",
        with_head({c: nhs7.told(n) for c, n in true.items()}),
        stars,
    )
    sums = dfe5.Sums(
        model.width, tuple(tuple(model.columns(c)) for c in wished), tuple(model.links())
    )
    hidden = dfe5.hide(sums, forms.truth(book, model), [wished.index(head)]).cells
    yield (
        "audited suppression (dfe5)",
        {c: (0, MANY) if i in hidden else (true[c], true[c]) for i, c in enumerate(wished)},
        len(hidden),
    )
    release = protect(
        facts, Ledger(), bytes(range(32)), layout=layout.standard(), audience="public"
    )
    figures = {
        publishing.cell_of(f): (f.low, f.high)
        for entry in release.ledger.entries
        for f in entry.figures
    }
    missing = {c: (0, MANY) for c in wished if c not in figures}
    yield "mirror list (mirror5)", {c: figures[c] for c in wished if c in figures} | missing, 0


def attacked(book, wished, model, told):
    """How many cells of 1 to 4 are found exactly, how many to within one, of how many."""
    attacker = Attacker(model, [Known(cell, *told[cell]) for cell in wished])
    exact = near = small = 0
    for cell in wished:
        if book.true(cell) in SMALL:
            low, high = attacker.interval(cell)
            assert low <= book.true(cell) <= high
            small += 1
            exact += low == high
            near += high - low <= 2
    return exact, near, small


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1, 2])
