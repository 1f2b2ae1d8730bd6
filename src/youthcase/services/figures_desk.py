"""Who makes returns, with which figures, by which clock? No case file is within reach."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from sqlite3 import Connection
from typing import TYPE_CHECKING

from youthcase.domain import dates
from youthcase.domain.staff import Role
from youthcase.services.counting import keep_in_step
from youthcase.vault import audit
from youthcase.vault.audit import Signature

if TYPE_CHECKING:
    from youthcase.services.desk import Desk
    from youthcase.vault.figures import Figures

Database = Callable[[], AbstractContextManager[Connection]]
Progress = Callable[[int, int], None] | None


def _already(_progress: Progress) -> None:
    """Do nothing: a manager reads the facts as the casework side left them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresDesk:
    """What the returns work with: the counting facts, the person at the keyboard, the clock."""

    name: str
    role: Role
    read: Database
    write: Database
    signature: Signature
    clock: Callable[[], datetime]
    keep_in_step: Callable[[Progress], object] = _already

    @property
    def now(self) -> datetime:
        """The moment, aware."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day in London."""
        return dates.local_day(self.clock())

    def note(self, counts: Connection, action: str, object_: str = "") -> None:
        """Write an act to the audit of the counts file."""
        audit.append(counts, self.signature, [audit.Act(action, object_)], now=self.now)


def of_casework(desk: Desk) -> FiguresDesk:
    """The desk of a supervisor, at which the facts are first brought up to date.

    Raises: NotAllowed for caseworkers.
    """
    desk.require_supervisor()

    def bring_up(progress: Progress) -> object:
        return keep_in_step(desk, progress)

    return FiguresDesk(
        name=desk.staff.name,
        role=desk.role,
        read=desk.vault.counts_read,
        write=desk.vault.counts_write,
        signature=replace(desk.pen.signature, actor=desk.staff.name),
        clock=desk.clock,
        keep_in_step=bring_up,
    )


def of_manager(figures: Figures, clock: Callable[[], datetime]) -> FiguresDesk:
    """The desk of a manager, at which nothing but the counting facts can be opened."""
    return FiguresDesk(
        name=figures.user,
        role=Role.MANAGER,
        read=figures.counts_read,
        write=figures.counts_write,
        signature=figures.signature,
        clock=clock,
    )
