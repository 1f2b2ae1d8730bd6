"""How long does a return take to be safe, beside plainly tabulating the same people?"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import beside, timed, within

from youthcase.returns import books, cells, layout, mirror, publishing
from youthcase.returns.cells import Key
from youthcase.returns.ledger import Ledger
from youthcase.returns.protection import protect
from youthcase.returns.publishing import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    import data
    from measure import Figure

    from youthcase.returns.facts import Facts

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "returns"))

import invented

KEY = bytes(range(32))
SIZES = (20, 200, 2000, 20000)
# returns.md, "Bars": 12 tables, 2,000 people, two cores.
SOLVE, CERTIFICATE, WHOLE = 0.3, 1.5, 5.0


def figures(_folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """Solving, the certificate, and everything from facts to a release."""
    for people in SIZES if sizes.is_judged else SIZES[:1]:
        facts = invented.one_quarter(people, 1)
        plain = timed(partial(_tabulated, facts))
        judged = people <= 2000
        for what, work, aim in (
            ("solve", _solver(facts), SOLVE),
            ("certificate", _certifier(facts), CERTIFICATE),
            ("whole protection", partial(_protected, facts), WHOLE),
        ):
            yield beside(
                f"return of {people:,}, {what}",
                timed(work),
                plain,
                limit_is="tabulating the same",
                rounds=max(1, sizes.rounds // 2),
                aim=within(aim) if judged else None,
            )


def _tabulated(facts: Facts) -> dict[Key, int]:
    return cells.counts(
        facts, [row.key for row in cells.rows(layout.standard(), facts) if row.key]
    )


def _protected(facts: Facts) -> object:
    return protect(facts, Ledger(), KEY, layout=layout.standard(), audience="public")


def _solver(facts: Facts):
    """What is left to the solver once everything is laid out for it."""
    book, model, wished, totals = _laid_out(facts)
    wanted = publishing.wanted_of(book, (), wished, totals, KEY, facts.contacts_asked)
    return partial(mirror.find, model, [], wanted)


def _certifier(facts: Facts):
    """The stories and their recount, without solving and without the attacker."""
    book, model, wished, totals = _laid_out(facts)
    wanted = publishing.wanted_of(book, (), wished, totals, KEY, facts.contacts_asked)
    found = mirror.find(model, [], wanted)
    given = (book, (), model, wished, totals, found.figures, found.columns)
    return partial(publishing.proved, *given)


def _laid_out(facts: Facts):
    rows = cells.rows(layout.standard(), facts)
    keys = [r.key for r in rows if r.key and r.table not in ("outcomes", "activity")]
    book = books.of_people(facts, Ledger(), {key.measure for key in keys})
    wished = list(dict.fromkeys(book.cell(key) for key in keys))
    model = publishing.model_of(book, (), [c.shape.names for c in wished], facts.contacts_asked)
    head = book.cell(Key("counted"))
    true = book.true(head)
    return book, model, wished, {head: Bound(true, true, 5 * (true // 5))}
