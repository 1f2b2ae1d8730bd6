"""Who works here, and who may open the vault?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from youthcase.domain.ids import StaffId, new_record
from youthcase.domain.staff import Role, Staff
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal
from youthcase.vault import passwords

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works here, and whether they can sign in."""

    id: StaffId
    name: str = field(repr=False)
    role: Role
    signs_in: bool


class Colleagues:
    """The staff of the service."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def everybody(self) -> tuple[Colleague, ...]:
        """All colleagues, by name."""
        desk = self._desk
        with desk.vault.read() as db:
            found = cases.staff(db)
        users = {u.name.casefold(): u.role for u in desk.vault.users()}
        return tuple(
            Colleague(
                id=s.id,
                name=s.name,
                role=Role[users.get(s.name.casefold(), s.role).upper()],
                signs_in=s.name.casefold() in users,
            )
            for s in found
        )

    def names(self) -> dict[StaffId, str]:
        """The names of all colleagues by id."""
        with self._desk.vault.read() as db:
            return cases.staff_names(db)

    def passphrase(self) -> str:
        """A passphrase to offer: four words."""
        return passwords.passphrase()

    def let_in(self, name: str, role: Role, password: str) -> Changes:
        """Give a colleague, new or known, a key slot of their own.

        Raises: NotAllowed for caseworkers, Refusal for a weak password or a name taken.
        """
        desk = self._desk
        desk.require_supervisor()
        name = " ".join(name.split())
        if not name:
            raise Refusal(_("Enter the colleague's name."), field="name")
        if role is Role.MANAGER:
            raise Refusal(
                _("Managers cannot sign in to this version: it makes no returns for them yet."),
                field="role",
            )
        desk.vault.add_user(
            user=name,
            role=role.value.lower(),
            password=password,
            by=desk.pen.signature,
            kdf=desk.kdf,
        )
        with desk.vault.write() as db:
            known = cases.staff_named(db, name)
            if known is None:
                known = Staff(
                    id=StaffId(new_record()), name=name, role=role.value, recorded_at=desk.now
                )
                journal.add(db, desk.pen, [known])
        return changes(known)
