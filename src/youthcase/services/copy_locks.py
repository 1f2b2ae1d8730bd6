"""With which passphrase may a copy be locked that is saved outside the vault?

It is shown once and never kept: not in the vault, not in the audit, not in a log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.vault import passwords

if TYPE_CHECKING:
    from youthcase.domain.ids import PersonId
    from youthcase.services.copies_paper import Paper
    from youthcase.services.desk import Desk

LOCKED = "saved with a passphrase"  # how it left, as the register and the audit say


class CopyLocks:
    """Passphrases for copies that leave the vault as files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def passphrase(self) -> str:
        """A passphrase to offer: a few random words."""
        return passwords.passphrase()

    def judge(self, passphrase: str, person: PersonId) -> str:
        """Why a passphrase would be guessed, or nothing when it is good.

        Names of colleagues and of the young person count for nothing.
        """
        from youthcase.reports import locking  # noqa: PLC0415  the library is slow to load

        names = [user.name for user in self._desk.vault.users()]
        with self._desk.vault.read() as db:
            about = self._desk.require_case(db, person)
        own = (about.first_name, about.last_name, about.known_as, about.ref)
        try:
            locking.checked(passphrase)
            passwords.refuse_weak(passphrase, known=[*names, *(n for n in own if n)])
        except Refusal as refusal:
            return str(refusal)
        return ""

    def locked(self, paper: Paper, passphrase: str) -> bytes:
        """The bytes of a copy that only the passphrase opens.

        Raises: Refusal for a passphrase that no file takes.
        """
        from youthcase.reports import locking  # noqa: PLC0415  the library is slow to load

        return locking.locked(paper.pdf, passphrase)
