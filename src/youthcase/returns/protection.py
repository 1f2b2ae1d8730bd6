"""What may be published of these facts, beside everything published before?

The one door: coded facts and the ledger in, a release and the new ledger out, or a refusal
in plain words. Nothing here writes anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.returns import books, cells, ledger
from youthcase.returns.books import year_of
from youthcase.returns.cells import CLOSED, COUNTED, DONE, H1, Key
from youthcase.returns.forms import publish_dfe5, publish_nhs7
from youthcase.returns.ledger import Entry, Figure, Ledger
from youthcase.returns.memberships import ACTS
from youthcase.returns.mirror import WITHIN
from youthcase.returns.proof import holds
from youthcase.returns.publishing import (
    Bound,
    cell_of,
    headline_bound,
    model_of,
    publish,
    rounded,
    to_prove,
)
from youthcase.returns.released import (
    DFE5,
    FEWER_THAN_TEN,
    INTERNAL,
    MIRROR5,
    NOT_APPLICABLE,
    PROFILES,
    PublishedCell,
    Release,
)
from youthcase.returns.variables import of_acts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from youthcase.returns.books import Book
    from youthcase.returns.cells import Row
    from youthcase.returns.facts import Facts
    from youthcase.returns.layout import Layout
    from youthcase.returns.model import Cell, Model

FEWEST = 10
FEWEST_FOR_CROSSINGS = 20


@dataclass(frozen=True, slots=True)
class Protected:
    """A release, which may leave the vault, and the ledger with it, which may not."""

    release: Release
    ledger: Ledger


def protect(
    facts: Facts,
    known: Ledger | None,
    key: bytes,
    *,
    layout: Layout,
    audience: str,
    profile: str = MIRROR5,
) -> Protected:
    """The return of these facts, safe beside all earlier ones, and the ledger with it.

    For `internal` the true figures, which are not published: the ledger stays as it is.
    The same facts, ledger and key give the same answer.

    Raises:
        Refusal: the ledger is missing, or the return would let somebody be found.
    """
    if audience == INTERNAL:
        return Protected(internal(facts, layout), known or Ledger())
    if known is None:
        raise Refusal(ledger.missing())
    if profile not in PROFILES:
        raise Refusal(_("There is no such way of protecting a return. Use mirror5."))
    if profile == MIRROR5 and known.profiles(year_of(facts)) - {MIRROR5}:
        raise Refusal(
            _(
                "An earlier return of this year was made for a form that shows exact figures, "
                "so the mirror list cannot stand beside it. Nothing was written. Use the "
                "same form again, or begin with the mirror list next year."
            )
        )
    return _protected(facts, known, key, _fitting(facts, layout), audience, profile)


def internal(facts: Facts, layout: Layout) -> Release:
    """The true figures, for named staff only."""
    rows = cells.rows(layout, facts)
    true = cells.counts(facts, [row.key for row in rows if row.key])
    shown = tuple(_cell(row, true[row.key] if row.key else None, "") for row in rows)
    made = _release(facts, layout, INTERNAL, MIRROR5, shown)
    return replace(made, headline=facts.headline, breakdown_total=facts.headline, within=0)


def check(known: Ledger) -> None:
    """Recount the proof of every book: no solver, whole numbers only.

    Raises:
        Damaged: a figure, a story or an entry is not what was published.
    """
    for book_name in known.proofs:
        figures = known.figures(book_name)
        book = books.stored(book_name, known)
        model = model_of(book, figures, [], known.proofs[book_name]["asked"])
        proved, needed = to_prove(figures, model)
        values = {i: f.value for i, f in enumerate(figures) if f.value is not None}
        follows = set(known.proofs[book_name]["follows"])
        if not known.proofs[book_name]["stories"]:
            continue  # a form that hides and rounds has no stories, only the attacker
        asked = dict(known.proofs[book_name].get("needed", needed.items()))
        left = {i: width for i, width in asked.items() if i not in follows}
        if not holds(known.proofs[book_name], model, proved, left, values):
            raise Damaged(ledger.altered())


def _fitting(facts: Facts, layout: Layout) -> Layout:
    """A small return has no crossings, a very small one its headline alone."""
    if facts.headline < FEWEST or not facts.period.is_within_one_financial_year:
        return layout.headline_alone()
    return layout.one_way() if facts.headline < FEWEST_FOR_CROSSINGS else layout


def _protected(
    facts: Facts, known: Ledger, key: bytes, layout: Layout, audience: str, profile: str
) -> Protected:
    rows = cells.rows(layout, facts)
    if facts.headline < FEWEST:
        rows = rows[:1]
    keys = [row.key for row in rows if row.key]
    made: dict[Key, Figure] = {}
    entry_figures: list[Figure] = []
    smallest, stories, held_over = WITHIN, 0, 0
    now = known
    headline = Bound(0, 0, 0)
    for book, own in _books(facts, known, keys):
        old = known.figures(book.name)
        shapes = [book.cell(k).shape.names for k in own]
        model = model_of(book, old, shapes, facts.contacts_asked)
        totals = _totals(book, old, model, key) if profile == MIRROR5 else {}
        if book.root == COUNTED:
            headline = totals.get(book.cell(Key(COUNTED)), headline)
        kept = _worth_breaking_down(book, own, totals)
        wished, asked = [book.cell(k) for k in kept], facts.contacts_asked
        if profile == MIRROR5 or book.root == ACTS:
            found = publish(book, old, model, wished, totals, key, asked)
        else:
            form = publish_dfe5 if profile == DFE5 else publish_nhs7
            found = form(book, old, model, wished, book.cell(Key(book.root)))
        by_cell = {cell_of(f): f for f in (*old, *found.figures)}
        made |= {k: by_cell[book.cell(k)] for k in kept}
        entry_figures += found.figures
        smallest, stories = min(smallest, found.smallest), stories + found.stories
        held_over += book.held_over
        now = now.with_book(book.name, tuple(book.sets), book.traits, found.proof)
    if profile != MIRROR5:
        figure = made[Key(COUNTED)]
        headline = Bound(figure.low, figure.high, figure.value)
    shown = tuple(
        _shown(row, made, headline) for row in rows if row.key is None or row.key in made
    )
    release = replace(
        _release(facts, layout, audience, profile, shown),
        headline=_headline(headline),
        headline_is_exact=headline.low == headline.high,
        breakdown_total=made[Key(COUNTED)].value,
        checked_against=tuple(entry.name for entry in known.entries),
        smallest_width=smallest,
        stories=stories,
        held_over=held_over,
    )
    entry = _entry(facts, layout, audience, profile, headline, entry_figures)
    return Protected(release, now.with_entry(entry))


def _books(
    facts: Facts, known: Ledger, keys: Sequence[Key]
) -> Iterable[tuple[Book, list[Key]]]:
    """Each population that this return is about, with what is asked of it."""
    of_people = [k for k in keys if k.measure != CLOSED and not k.measure.startswith(DONE)]
    yield books.of_people(facts, known, {k.measure for k in of_people}), of_people
    if any(k.measure == CLOSED for k in keys):
        yield books.of_cases(facts, known), [k for k in keys if k.measure == CLOSED]
    if any(k.measure.startswith(DONE) for k in keys):
        for book in books.of_activity(facts, known):
            whole = book.names[0]
            mine = {DONE + kind for kind in (whole, *of_acts()[whole].categories)}
            yield book, [k for k in keys if k.measure in mine]


def _totals(book: Book, old: Sequence[Figure], model: Model, key: bytes) -> dict[Cell, Bound]:
    """What is settled before anything else: the headline, and how many cases closed."""
    if book.root == COUNTED:
        cell = book.cell(Key(COUNTED))
        if book.true(cell) < FEWEST:
            return {cell: Bound(0, FEWEST - 1, None)}
        return {cell: headline_bound(book, old, model, cell.circle[1])}
    if book.root == CLOSED:
        cell = book.cell(Key(CLOSED))
        there = next((f.value for f in old if cell_of(f) == cell), None)
        figure = rounded(book, cell, key) if there is None else there
        return {cell: Bound(max(0, figure - WITHIN), figure + WITHIN, figure)}
    return {}


def _worth_breaking_down(
    book: Book, keys: list[Key], totals: Mapping[Cell, Bound]
) -> list[Key]:
    """A handful of closed cases has a total and no breakdown, by its published figure."""
    if book.root != CLOSED:
        return keys
    cell = book.cell(Key(CLOSED))
    figure = totals[cell].figure if cell in totals else book.true(cell)
    return keys if figure is not None and figure >= FEWEST else [Key(CLOSED)]


def _shown(row: Row, made: Mapping[Key, Figure], headline: Bound) -> PublishedCell:
    if row.key is None:
        return _cell(row, None, NOT_APPLICABLE)
    figure = made[row.key]
    if figure.value is None:
        return _cell(row, None, figure.marker or FEWER_THAN_TEN)
    if row.category_1 == H1 and figure.low == figure.high:
        return _cell(row, figure.low, "")
    if row.category_1 == H1 and headline.high:
        return _cell(row, _headline(headline), "")
    return _cell(row, figure.value, figure.marker)


def _headline(headline: Bound) -> int | None:
    """The headline as published: the true number where it may be."""
    return headline.low if headline.low == headline.high else headline.figure


def _cell(row: Row, value: int | None, marker: str) -> PublishedCell:
    return PublishedCell(
        row.table,
        row.dimension_1,
        row.category_1,
        row.dimension_2,
        row.category_2,
        value,
        marker or ("" if row.key else NOT_APPLICABLE),
    )


def _release(
    facts: Facts, layout: Layout, audience: str, profile: str, shown: tuple[PublishedCell, ...]
) -> Release:
    return Release(
        period=facts.period.code,
        first=facts.period.first,
        last=facts.period.last,
        as_at=facts.as_at,
        audience=audience,
        profile=profile,
        rule_version=facts.rule_version,
        contacts_asked=facts.contacts_asked,
        cohort=facts.cohort,
        layout=layout.name,
        cells=shown,
        headline=None,
        headline_is_exact=True,
        breakdown_total=None,
        within=WITHIN,
        withheld=sum(c.value is None and c.marker != NOT_APPLICABLE for c in shown),
        facts_digest=facts.digest(),
    )


def _entry(
    facts: Facts,
    layout: Layout,
    audience: str,
    profile: str,
    headline: Bound,
    figures: list[Figure],
) -> Entry:
    as_at = facts.as_at.isoformat()
    cohort = f" cohort {facts.cohort}" if facts.cohort else ""
    return Entry(
        name=f"{facts.period.code} as at {as_at}{cohort} {audience}",
        period=facts.period.code,
        as_at=as_at,
        cohort=facts.cohort,
        audience=audience,
        profile=profile,
        tables=tuple((t.name, t.by) for t in layout.tables),
        facts_digest=facts.digest(),
        headline=(headline.low, headline.high),
        figures=tuple(figures),
    )
