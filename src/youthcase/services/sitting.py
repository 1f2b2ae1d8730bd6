"""Who is signed in, to which vault, and how does a sitting end?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import settings
from youthcase.store import cases, journal

if TYPE_CHECKING:
    from datetime import date, datetime

    from youthcase.domain.ids import StaffId
    from youthcase.domain.staff import Role
    from youthcase.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check: which part and what is wrong with it, and whether anything is."""

    line: str
    is_sound: bool


class Sitting:
    """One stay at the desk, from unlocking to locking."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def staff(self) -> StaffId:
        """Who sits here."""
        return self._desk.staff.id

    @property
    def name(self) -> str:
        """What they are called."""
        return self._desk.staff.name

    @property
    def role(self) -> Role:
        """What they may do."""
        return self._desk.role

    @property
    def supervises(self) -> bool:
        """Whether all cases are theirs to see."""
        return self._desk.supervises

    @property
    def today(self) -> date:
        """The day in London."""
        return self._desk.today

    @property
    def now(self) -> datetime:
        """The moment, aware."""
        return self._desk.now

    @property
    def is_training(self) -> bool:
        """Whether the people of this vault are invented."""
        with self._desk.vault.read() as db:
            found = cases.setting(db, settings.TRAINING)
        return bool(found and found.value)

    def check(self) -> tuple[Finding, ...]:
        """Look at every part of the vault; one finding each.

        Raises: NotAllowed for caseworkers.
        """
        desk = self._desk
        desk.require_supervisor()
        found = [Finding(f.line, f.is_ok) for f in desk.vault.check()]
        try:
            with desk.vault.read() as db:
                problems = journal.verify(db)
        except Refusal as refusal:  # a harmed page: one more finding, not the end of the check
            problems = [str(refusal)]
        answer = "; ".join(problems) or _("ok")
        found.append(
            Finding(_("Journal and tables: {answer}").format(answer=answer), not problems)
        )
        return tuple(found)

    def lock(self) -> None:
        """End the sitting: close the vault and forget its keys."""
        self._desk.vault.close()
