"""Who works here, and who may open the vault?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from youthcase.domain.ids import StaffId, new_record
from youthcase.domain.staff import Role, Staff
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.counting import keep_in_step
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal
from youthcase.vault import passwords, recovery, rotation
from youthcase.vault.copying import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

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
        """A passphrase to offer: a few random words."""
        return passwords.passphrase()

    def judge(self, password: str) -> str:
        """Why a passphrase would be refused here, or nothing when it is good."""
        try:
            names = [user.name for user in self._desk.vault.users()]
            passwords.refuse_weak(password, known=names)
        except Refusal as refusal:
            return str(refusal)
        return ""

    def let_in(self, name: str, role: Role, password: str, *, once: bool = False) -> Changes:
        """Give a colleague, new or known, a key slot of their own.

        With `once` they choose a passphrase of their own when they first sign in. A manager
        gets the counting facts and can open no case file.

        Raises: NotAllowed for caseworkers, Refusal for a weak password or a name taken.
        """
        desk = self._desk
        desk.require_supervisor()
        name = " ".join(name.split())
        if not name:
            raise Refusal(_("Enter the colleague's name."), field="name")
        passwords.refuse_weak(password, known=[name])
        # The record first: a colleague without a key is nothing unusual and can be let in
        # again, while a key without a record would neither open nor be given twice.
        with desk.vault.write() as db:
            known = cases.staff_named(db, name)
            if known is None:
                known = Staff(
                    id=StaffId(new_record()), name=name, role=role.value, recorded_at=desk.now
                )
                journal.add(db, desk.pen, [known])
        desk.vault.add_user(
            user=name,
            role=role.value.lower(),
            password=password,
            by=desk.pen.signature,
            kdf=desk.kdf,
            once=once,
        )
        if role is Role.MANAGER:
            keep_in_step(desk)  # there is something to open from the first day on
        return changes(known)

    @property
    def must_change_password(self) -> bool:
        """Whether the password of whoever sits here was given by someone else.

        Until they have changed it nothing can be opened or written.
        """
        return self._desk.vault.must_change_password

    def change_password(self, old: str, new: str) -> None:
        """Replace the password of whoever sits here.

        Raises: WrongPassword for `old`, Refusal for a new one that is too weak.
        """
        desk = self._desk
        desk.vault.change_password(old=old, new=new, by=desk.pen.signature, kdf=desk.kdf)

    def choose_password(self, new: str) -> None:
        """Take a passphrase of one's own in place of the one for one use.

        Raises: Refusal for one that is too weak or was given by somebody else.
        """
        desk = self._desk
        desk.vault.choose_password(new=new, by=desk.pen.signature, kdf=desk.kdf)

    def reset(self, user: str) -> str:
        """Give a colleague who forgot their password a code for one use, shown this once.

        They choose a password of their own with it, which nobody else learns.

        Raises: NotAllowed for caseworkers, Refusal when there is no such user.
        """
        desk = self._desk
        desk.require_supervisor()
        if user.casefold() == desk.vault.user.casefold():
            raise Refusal(
                _("Change your own password with your old one, or ask another supervisor."),
                field="user",
            )
        return desk.vault.reset_password(user=user, by=desk.pen.signature, kdf=desk.kdf)

    def what_new_keys_protect(self) -> str:
        """The words to read before somebody is removed or the keys are changed."""
        return rotation.what_it_protects()

    def knows_code(self, user: str) -> bool:
        """Whether somebody may know the recovery code, so that a new one has to come."""
        name = user.casefold()
        return any(
            x.name.casefold() == name and x.role == "supervisor"
            for x in self._desk.vault.users()
        )

    def recovery_code(self) -> str:
        """A new recovery code to write down; not in force until it is put there."""
        self._desk.require_supervisor()
        return recovery.new_code()

    def replace_recovery_code(self, code: str) -> None:
        """Put a code that was written down in the place of the old one.

        Raises: NotAllowed for caseworkers, Refusal when it cannot be saved: the old one stays.
        """
        desk = self._desk
        desk.require_supervisor()
        desk.vault.replace_recovery_code(code, by=desk.pen.signature)

    def remove(
        self,
        user: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        code: str | None = None,
    ) -> Changes:
        """Take the key of a colleague who left, and give the vault new keys.

        What they wrote stays theirs, and they stay on the staff list. `code` is the recovery
        code from then on; who removes a supervisor has to bring one.

        Raises: NotAllowed for caseworkers, Refusal for a user who cannot be removed, a full
        disk, or when it was stopped: the old keys and the old code stay in force.
        """
        return self.renew_keys(progress, cancelled, remove=user, code=code)

    def renew_keys(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        remove: str | None = None,
        code: str | None = None,
    ) -> Changes:
        """Give the vault new keys, and with `code` a new recovery code, after a backup.

        Raises: as for `remove`.
        """
        desk = self._desk
        desk.require_supervisor()
        desk.vault.rotate(
            remove=remove,
            code=code,
            by=desk.pen.signature,
            watch=Watch(progress=progress, cancelled=cancelled),
        )
        with desk.vault.read() as db:
            known = None if remove is None else cases.staff_named(db, remove)
        return changes(known) if known else changes()
