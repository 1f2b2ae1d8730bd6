"""What can a manager do who has opened the figures? Returns, and a passphrase of their own.

No service of casework is among these, so no page of a manager can ask one for a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.domain import dates
from youthcase.domain.staff import Role
from youthcase.errors import Refusal
from youthcase.services.figures_desk import of_manager
from youthcase.services.releasing import Releasing
from youthcase.services.settings import DEFAULTS, IDLE_MINUTES, SERVICE_NAME, TRAINING
from youthcase.vault import passwords
from youthcase.vault.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from youthcase.vault.keys import Kdf


class ManagersSitting:
    """One stay at the figures, from unlocking to locking."""

    def __init__(
        self,
        figures: Figures,
        clock: Callable[[], datetime],
        kdf: Kdf | None,
        releasing: Releasing,
    ) -> None:
        self._figures = figures
        self._clock = clock
        self._kdf = kdf
        self._releasing = releasing

    @property
    def name(self) -> str:
        """Who sits here, as they typed it."""
        return self._figures.user

    @property
    def role(self) -> Role:
        """A manager."""
        return Role.MANAGER

    @property
    def today(self) -> date:
        """The day in London."""
        return dates.local_day(self._clock())

    @property
    def service(self) -> str:
        """The name of the service."""
        return self._releasing.setting(SERVICE_NAME)

    @property
    def idle_minutes(self) -> int:
        """After how long without a key the figures lock, as the service has chosen."""
        return int(self._releasing.setting(IDLE_MINUTES) or DEFAULTS[IDLE_MINUTES])

    @property
    def is_training(self) -> bool:
        """Whether the people of this vault are invented."""
        return bool(self._releasing.setting(TRAINING))

    @property
    def must_change_password(self) -> bool:
        """Whether the passphrase was given by a supervisor, for one use."""
        return self._figures.must_change_password

    def passphrase(self) -> str:
        """A passphrase to offer: a few random words."""
        return passwords.passphrase()

    def judge(self, password: str) -> str:
        """Why a passphrase would be refused here, or nothing when it is good."""
        try:
            passwords.refuse_weak(password, known=[self.name])
        except Refusal as refusal:
            return str(refusal)
        return ""

    def change_password(self, old: str, new: str) -> None:
        """Choose another passphrase.

        Raises: WrongPassword, Refusal; the old one stays in force.
        """
        self._figures.change_password(old=old, new=new, kdf=self._kdf)

    def lock(self) -> None:
        """End the sitting: close the figures and forget their keys."""
        self._figures.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagersServices:
    """Everything that a manager can do."""

    sitting: ManagersSitting
    releasing: Releasing


def open_figures(
    folder: Path, user: str, password: str, clock: Callable[[], datetime], kdf: Kdf | None
) -> ManagersServices:
    """Sit down at the figures of a vault.

    Raises: WrongPassword, Damaged, Refusal; the files are as they were.
    """
    figures = Figures.open(folder, user=user, password=password)
    releasing = Releasing(of_manager(figures, clock))
    sitting = ManagersSitting(figures, clock, kdf, releasing)
    return ManagersServices(sitting=sitting, releasing=releasing)
