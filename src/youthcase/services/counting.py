"""Are the counting facts in step with the case files, and how are they brought there?

A few people at a time, each in a transaction of its own, so that nobody waits for it and a
lock need not: what is left is done by the next sitting.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.services.settings import COUNTED_BY
from youthcase.store import cases, counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.desk import Desk

AT_ONCE = 200  # people in one transaction
FEW = 40  # that a lock may wait for


def keep_in_step(
    desk: Desk,
    tell: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Bring the counting facts up to what the case files say; how many people were written.

    Raises: Refusal when a file cannot be read or written; what is written is true, and the
    next sitting goes on from there.
    """
    return _keep(desk, tell, stop, most=None)


def keep_before_leaving(desk: Desk) -> None:
    """The same at the end of a sitting, where it is quick; else it waits for the next one."""
    with suppress(Refusal):
        _keep(desk, None, None, most=FEW)


def _keep(
    desk: Desk,
    tell: Callable[[int, int], None] | None,
    stop: Callable[[], bool] | None,
    *,
    most: int | None,
) -> int:
    vault = desk.vault
    with vault.read() as db, vault.counts_read() as known:
        kept = cases.setting(db, COUNTED_BY)
        basis = kept.value if kept and kept.value else counts.BY_REFERENCE
        left = counts.to_do(db, known, desk.today, basis)
        is_done = left.to == counts.step(known)
    people = left.people
    if is_done or (most is not None and (left.is_whole or len(people) > most)):
        return 0
    for at in range(0, len(people), AT_ONCE):
        if stop is not None and stop():
            return at
        with vault.read() as db, vault.counts_write() as facts:
            counts.write(db, facts, people[at : at + AT_ONCE], left.to, basis)
        if tell is not None:
            tell(min(at + AT_ONCE, len(people)), len(people))
    with vault.read() as db, vault.counts_write() as facts:
        counts.finish(db, facts, left, basis)
    return len(people)
