"""Who sits here, at which vault, by which clock?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.domain import dates
from youthcase.domain.changes import Changes
from youthcase.domain.staff import Role, Staff
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.store import cases
from youthcase.store.journal import Pen
from youthcase.vault import audit
from youthcase.vault.keys import Kdf
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Connection

    from youthcase.domain.ids import PersonId
    from youthcase.domain.people import Person
    from youthcase.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every service works with: the vault, the person at the keyboard, the clock."""

    vault: Vault
    staff: Staff
    role: Role
    sitting: str
    lane: bytes
    clock: Callable[[], datetime]
    kdf: Kdf | None = None  # how slow a new key slot is; None: as this computer can bear

    @property
    def now(self) -> datetime:
        """The moment, aware."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day in London."""
        return dates.local_day(self.clock())

    @property
    def pen(self) -> Pen:
        """What the journal needs to know about whoever writes."""
        return Pen(staff=self.staff.id, sitting=self.sitting, lane=self.lane, now=self.clock)

    @property
    def supervises(self) -> bool:
        """Whether all cases are theirs to see."""
        return self.role is Role.SUPERVISOR

    def require_supervisor(self) -> None:
        """Raise `NotAllowed` for anybody else."""
        if not self.supervises:
            raise NotAllowed(_("Only a supervisor can do this. Ask one to sign in."))

    def may_open(self, db: Connection, person: PersonId) -> bool:
        """Whether this person's file is theirs: a supervisor's, or the worker's own case."""
        if self.supervises:
            return True
        episodes = cases.episodes(db, person)
        if not episodes:
            found = cases.person(db, person)
            return found is not None and found.recorded_by == self.staff.id
        return any(
            e.lead_worker == self.staff.id
            or (e.lead_worker is None and e.recorded_by == self.staff.id)
            for e in episodes
        )

    def require_case(self, db: Connection, person: PersonId) -> Person:
        """The young person, if their file may be opened here.

        Raises: NotAllowed for a colleague's case, Refusal when there is no such person.
        """
        found = cases.person(db, person)
        if found is None:
            raise Refusal(_("This young person is no longer in the vault. Look again."))
        if not self.may_open(db, person):
            raise NotAllowed(
                _("This is a colleague's case. Ask them or a supervisor to share it with you.")
            )
        return found

    def note(self, db: Connection, action: str, object_: str = "") -> None:
        """Write an act that changes no record (a view, a print) to the audit."""
        audit.append(db, self.pen.signature, [audit.Act(action, object_)], now=self.now)


def changes(*records: Record) -> Changes:
    """The changes that saving these records means."""
    return Changes(
        touched=frozenset((type(r), r.id) for r in records),
        people=frozenset(str(getattr(r, "person", r.id)) for r in records),
    )
