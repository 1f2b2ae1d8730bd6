"""How does a supervisor who forgot their passphrase come in again with the printed code?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.vault import passwords, recovery
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from youthcase.services.house import Services
    from youthcase.vault.keys import Kdf


class Recovery:
    """A vault opened by its recovery code: for one supervisor, one passphrase, one new code.

    Nothing else can be done with it. `supervisors` may be nobody in a rescued vault whose
    list of users was lost: then the name is asked for.
    """

    def __init__(
        self, vault: Vault, kdf: Kdf | None, unlock: Callable[[Path, str, str], Services]
    ) -> None:
        self.supervisors = vault.supervisors()
        self.new_code = recovery.new_code()
        self._vault, self._kdf, self._unlock = vault, kdf, unlock

    def phrase(self) -> str:
        """A passphrase to offer: a few random words."""
        return passwords.passphrase()

    def judge(self, password: str) -> str:
        """Why a passphrase would be refused, or nothing when it is good."""
        try:
            self.refuse_weak("", password)
        except Refusal as refusal:
            return str(refusal)
        return ""

    def refuse_weak(self, user: str, password: str) -> None:
        """Take a passphrase, or say why it is too easily guessed.

        Raises: Refusal.
        """
        passwords.refuse_weak(password, known=[user, *self.supervisors])

    def finish(self, user: str, password: str) -> Services:
        """Put passphrase and new code in force, and sit down with them.

        The old code opens nothing from then on. Raises: Refusal; both stay as they were.
        """
        vault = self._vault
        vault.recover(user=user, password=password, code=self.new_code, kdf=self._kdf)
        vault.close()
        return self._unlock(vault.folder, user, password)

    def close(self) -> None:
        """Give it up: the old passphrase and code stay. It may be called again."""
        self._vault.close()


def begin(
    folder: Path, code: str, kdf: Kdf | None, unlock: Callable[[Path, str, str], Services]
) -> Recovery:
    """Open a vault by its printed code.

    Raises: Refusal for a slip in the code, WrongPassword for the code of another vault.
    """
    return Recovery(Vault.open_with_recovery_code(folder, code), kdf, unlock)
