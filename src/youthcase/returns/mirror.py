"""Which fictitious register is published in place of the true one?

Every published cell of it is a multiple of five and, in a first return, within four of the
truth; all cells are counts of one and the same list of people, so everything adds up.
Which way a cell goes is decided by a keyed function of the people in it, as far as adding
up allows. Source: returns.md, "The mirror list"; the method is controlled random rounding.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.returns.model import Cell
from youthcase.returns.solver import Program, Solver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from youthcase.returns.model import Model

BASE = 5
WITHIN = BASE - 1
FURTHER = 2 * BASE - 1
# What it costs to go the other way than the key says, to part from an earlier figure of
# the same people, to go one base further off, and to let a total go there; and how much
# less the first two weigh in a return that is only likely to come.
_OTHER_WAY, _PART, _FURTHER, _FURTHER_TOTAL = 1.0, 20.0, 60.0, 200.0
_LATER = 0.05
_GAP = 0.02
_SCALE = 2**64


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell to publish: its true count, and whether the key says to go up.

    `must` is the figure it has to have: of an exact headline's breakdowns, or where these
    very people have a figure already (`is_kept`).
    """

    cell: Cell
    true: int
    goes_up: bool
    must: int | None = None
    is_kept: bool = False
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Mirror:
    """The figures of the wanted cells, and the register: a number for each column."""

    figures: tuple[int, ...]
    columns: tuple[int, ...]


def goes_up(key: bytes, definition: str, members: Iterable[str], true: int) -> bool:
    """Whether the cell goes up to the next multiple of five: with chance remainder / 5.

    Keyed by what is counted and by whom: the same people in the same cell always go the
    same way, and nobody without the key can tell which.
    """
    told = hmac.new(key, definition.encode(), hashlib.sha256)
    for member in members:
        told.update(b"\0" + member.encode())
    drawn = int.from_bytes(told.digest()[:8], "big")
    return drawn * BASE < (true % BASE) * _SCALE


def find(
    model: Model,
    settled: Sequence[tuple[Cell, int, int]],
    wanted: Sequence[Wanted],
    later: Sequence[Wanted] = (),
) -> Mirror:
    """The register nearest to what the key says that keeps to every settled figure.

    `later` are cells of a return that is likely to come: it should be possible as well.
    Strictly within four where that is possible; else figures may part from those of the
    same people elsewhere; else cells may be within nine.

    Raises:
        Refusal: no register keeps to the earlier figures at all.
    """
    for is_strict, keeps in ((True, True), (True, False), (False, True), (False, False)):
        if keeps and not any(w.is_kept for w in wanted) and not is_strict:
            continue
        found = _solve(model, settled, wanted, later, is_strict=is_strict, keeps=keeps)
        if found is not None:
            return found
    raise Refusal(
        _(
            "These figures cannot be made to agree with the returns already released, so "
            "nothing was written. The earlier returns stay as they are. Ask for support "
            "before you release another return of this year."
        )
    )


def _solve(
    model: Model,
    settled: Sequence[tuple[Cell, int, int]],
    wanted: Sequence[Wanted],
    later: Sequence[Wanted],
    *,
    is_strict: bool,
    keeps: bool,
) -> Mirror | None:
    """In units of five people: each column is so many groups of five who are alike."""
    program = Program()
    for _column in range(model.width):
        program.column(whole=True)
    for mine, theirs in model.links():
        program.row(mine, 0.0, 0.0, [(column, -1.0) for column in theirs])
    for cell, low, high in settled:
        program.row(model.columns(cell), low / BASE, high / BASE)
    for want in wanted:
        _add(program, model.columns(want.cell), want, is_strict=is_strict, keeps=keeps)
    for want in later:
        columns = model.columns(want.cell)
        _add(program, columns, want, is_strict=False, keeps=False, weight=_LATER)
    # Where cells may be further off, a good register will do: proving the best takes minutes.
    solver = Solver(program, gap=0.0 if is_strict else _GAP)
    if solver.solve() is None:
        if solver.is_late:
            raise Refusal(_too_long())
        return None
    columns = tuple(BASE * value for value in solver.whole(model.width))
    figures = tuple(sum(columns[i] for i in model.columns(want.cell)) for want in wanted)
    return Mirror(figures, columns)


def _add(
    program: Program,
    columns: list[int],
    want: Wanted,
    *,
    is_strict: bool,
    keeps: bool,
    weight: float = 1.0,
) -> None:
    """The cell's row: its people are the lower multiple, or the next one up."""
    lower = want.true // BASE
    top = float(want.true % BASE > 0)
    least = 0.0
    cost = -_OTHER_WAY if want.goes_up else _OTHER_WAY
    if want.must is not None and (keeps or not want.is_kept):
        lower, top, cost = want.must // BASE, 0.0, 0.0
    elif want.must is not None:
        cost = -_PART if want.must > BASE * lower else _PART
    if want.at_least > BASE * lower and top > 0:
        least = 1.0
    more = [(program.column(weight * cost, least, top, whole=True), -1.0)]
    if not is_strict:
        dear = _FURTHER_TOTAL if want.must is not None else _FURTHER
        more.append((program.column(dear, 0.0, 1.0, whole=True), -1.0))
        more.append((program.column(dear, 0.0, 1.0, whole=True), 1.0))
    program.row(columns, float(lower), float(lower), more)


def _too_long() -> str:
    return _(
        "Working out figures that agree with the earlier returns took too long, so nothing "
        "was written. Close other programs and try again, or take a crossing away."
    )
