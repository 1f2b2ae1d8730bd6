"""How does somebody make a vault, and how do they sit down at one?"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase import logs
from youthcase.domain.ids import StaffId, new_record
from youthcase.domain.staff import Role, Setting, Staff
from youthcase.errors import NotAllowed, Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.services import house, managing, recovering, settings
from youthcase.services.desk import Desk
from youthcase.services.house import Services
from youthcase.store import cases, journal
from youthcase.vault import figures, passwords
from youthcase.vault.keys import Kdf
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from youthcase.services.managing import ManagersServices
    from youthcase.services.recovering import Recovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new vault, open, and its recovery code, which is shown once and kept nowhere."""

    services: Services
    recovery_code: str = field(repr=False)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The front door: what can be done before anybody has signed in."""

    clock: Callable[[], datetime] = _utc_now
    kdf: Kdf | None = None  # None: as slow as this computer can bear

    def create(self, folder: Path, user: str, password: str, service_name: str = "") -> Made:
        """Make a vault whose first user is a supervisor, and sit down at it.

        Raises: Refusal for a place or a password that will not do; nothing is left behind.
        """
        made = Vault.create(folder, user=user, password=password, kdf=self.kdf)
        vault = made.vault
        with vault.write() as db:
            lane = journal.new_lane(db)
            staff = Staff(
                id=StaffId(new_record()),
                name=vault.user,
                role=Role.SUPERVISOR.value,
                recorded_at=self.clock(),
            )
            desk = self.desk(vault, staff, lane)
            journal.add(db, desk.pen, [staff])
            if service_name.strip():
                name = Setting(
                    id=settings.SERVICE_NAME,
                    value=service_name.strip(),
                    recorded_at=self.clock(),
                )
                journal.add(db, desk.pen, [name])
        return Made(services=house.build(desk), recovery_code=made.recovery_code)

    def unlock(self, folder: Path, user: str, password: str) -> Services:
        """Sit down at a vault.

        Raises: WrongPassword, Damaged, Refusal; the files are as they were.
        """
        try:
            vault = Vault.open(folder, user=user, password=password)
        except WrongPassword:
            logs.event(logs.Event.UNLOCK_REFUSED)
            raise
        try:
            services = house.build(self._seat(vault))
        except BaseException:
            vault.close()
            raise
        logs.event(logs.Event.UNLOCKED)
        return services

    def is_managers(self, folder: Path, user: str) -> bool:
        """Whether that name opens the figures of a vault, and no case file."""
        return figures.is_for(folder, user)

    def open_figures(self, folder: Path, user: str, password: str) -> ManagersServices:
        """Sit down at the figures of a vault, as a manager does.

        Raises: WrongPassword, Damaged, Refusal; the files are as they were.
        """
        try:
            managed = managing.open_figures(folder, user, password, self.clock, self.kdf)
        except WrongPassword:
            logs.event(logs.Event.UNLOCK_REFUSED)
            raise
        logs.event(logs.Event.UNLOCKED)
        return managed

    def recover(self, folder: Path, code: str) -> Recovery:
        """Open a vault by its printed recovery code, so that a supervisor comes in again.

        Raises: WrongPassword, Damaged, Refusal; the files are as they were.
        """
        try:
            return recovering.begin(folder, code, self.kdf, self.unlock)
        except WrongPassword:
            logs.event(logs.Event.UNLOCK_REFUSED)
            raise

    def passphrase(self) -> str:
        """A passphrase to offer: a few random words."""
        return passwords.passphrase()

    def _seat(self, vault: Vault) -> Desk:
        with vault.read() as db:
            staff = cases.staff_named(db, vault.user)
            lane = journal.lane(db)
        if lane is None:
            raise Refusal(
                _(
                    "The making of this vault was cut short, and nothing was ever written in "
                    "it. Make a new one in another folder."
                )
            )
        if staff is None:
            raise NotAllowed(_("This user is not on the staff list. Ask a supervisor."))
        return self.desk(vault, staff, lane)

    def desk(self, vault: Vault, staff: Staff, lane: bytes) -> Desk:
        """The desk of `staff` at an open vault."""
        return Desk(
            vault=vault,
            staff=staff,
            role=Role[vault.role.upper()],
            sitting=secrets.token_hex(8),
            lane=lane,
            clock=self.clock,
            kdf=self.kdf,
        )
