"""Are the counting facts in step with the case files, and what is counted from them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.services.settings import COUNTED_BY
from youthcase.store import cases, counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class InStep:
    """What was written to bring the facts up to date: so many people."""

    written: int


def keep_in_step(desk: Desk, progress: Callable[[int, int], None] | None = None) -> InStep:
    """Bring the counting facts up to what the case files say; quick when little changed.

    Raises: Refusal when a file cannot be read or written; the facts stay as they were, and
    the next sitting goes on from there.
    """
    vault = desk.vault
    with vault.read() as db:
        basis = cases.setting(db, COUNTED_BY)
        with vault.counts_read() as known:
            step = counts.step(known)
        if step.place == counts.last_place(db) and step.day == desk.today:
            return InStep(written=0)
        with vault.counts_write() as kept:
            written = counts.keep_in_step(
                db,
                kept,
                desk.today,
                basis.value if basis and basis.value else counts.BY_REFERENCE,
                progress or (lambda _done, _all: None),
            )
    return InStep(written=written)
