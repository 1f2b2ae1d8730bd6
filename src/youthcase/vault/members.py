"""Who is given a key to an open vault, a new password, or no key any more?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.vault import header, keys, passwords, roster
from youthcase.vault.keyring import Errand
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from youthcase.vault.audit import Signature
    from youthcase.vault.interior import Interior
    from youthcase.vault.keys import Kdf
    from youthcase.vault.roster import User

GIVEN_ROLES = ("caseworker", "supervisor", "manager")

_LONGEST_NAME = 100


def clean_name(user: str) -> str:
    """A name with single spaces.

    Raises:
        Refusal: there is none, or it is too long or not on one line.
    """
    name = " ".join(user.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Refusal(_("Give the user's name, on one line."), field="user")
    return name


def users(inside: Interior) -> list[User]:
    """Everyone with a key slot of record, by name; the recovery code is no user."""
    with inside.read() as db:
        return roster.users(db)


def add(
    inside: Interior,
    *,
    user: str,
    role: str,
    password: str,
    by: Signature | None,
    kdf: Kdf | None,
    once: bool,
) -> None:
    """Give someone a key slot; with `once` they are to change the password at first use.

    Raises:
        NotAllowed: only a supervisor adds users.
        Refusal: the name is taken, the role unknown, the password weak, the disk full.
    """
    inside.refuse_unless_administering()
    user = clean_name(user)
    if role not in GIVEN_ROLES:
        raise Refusal(_("A user is a caseworker, a supervisor or a manager."), field="role")
    slot_id = header.slot_id(inside.id, user)
    # A name of record without a slot in the header is what a crash left half done.
    has_slot = inside.keys.header.slot(slot_id) is not None
    if has_slot and any(known.slot == slot_id for known in users(inside)):
        raise Refusal(_("There is a user of this name. Choose another name."), field="user")
    if len(inside.keys.header.slots) >= header.MOST_SLOTS:
        raise Refusal(_("This vault has as many users as it can hold."))
    refuse_weak(inside, password, user)
    person = Person(slot=slot_id, role=role, once=once)
    errand = Errand(act="slot.added", by=by or inside.signature, kdf=kdf)
    inside.keys.put(person, user, password, errand)


def reset_password(
    inside: Interior, *, user: str, by: Signature | None, kdf: Kdf | None
) -> str:
    """Give someone a new one-time password, returned once, to be changed at first use.

    Raises:
        NotAllowed: only a supervisor resets passwords.
        Refusal: there is no such user, or the disk is full.
    """
    inside.refuse_unless_administering()
    slot_id = header.slot_id(inside.id, user)
    known = next((known for known in users(inside) if known.slot == slot_id), None)
    if known is None:
        raise _unknown()
    password = passwords.passphrase()
    person = Person(slot=slot_id, role=known.role, once=True)
    errand = Errand(act="password.reset", by=by or inside.signature, kdf=kdf)
    inside.keys.put(person, known.name, password, errand)
    return password


def change_password(
    inside: Interior, *, old: str, new: str, by: Signature | None, kdf: Kdf | None
) -> None:
    """Replace this user's own password.

    Raises:
        WrongPassword: `old` is not the password.
        Refusal: the new one is too weak or the same, or the disk is full.
    """
    if old == new:
        raise Refusal(_("The new password is the old one. Choose another."), field="new")
    refuse_weak(inside, new, inside.user)
    errand = Errand(act="password.changed", by=by or inside.signature, kdf=kdf)
    inside.keys.renew(inside.slot, old, new, errand)


def choose_password(
    inside: Interior, *, new: str, by: Signature | None, kdf: Kdf | None
) -> None:
    """Take this user's own password in place of the one for one use that opened the vault.

    Raises:
        NotAllowed: the password is not for one use, so the old one has to be given too.
        Refusal: the new one is too weak or the same, or the disk is full.
    """
    slot = inside.keys.header.slot(inside.slot)
    if slot is None or not slot.once:
        raise NotAllowed(_("Give your present passphrase as well."), field="old")
    if inside.keys.opens(slot.id, new):
        raise Refusal(
            _("This is the passphrase that was given to you. Choose another."), field="new"
        )
    refuse_weak(inside, new, inside.user)
    person = Person(slot=slot.id, role=slot.role)
    errand = Errand(act="password.changed", by=by or inside.signature, kdf=kdf)
    inside.keys.put(person, inside.user, new, errand)


def strengthen(inside: Interior, password: str) -> None:
    """Renew this user's slot if it is cheaper to guess at than this version's floor."""
    slot = inside.keys.header.slot(inside.slot)
    if slot is None or slot.kdf is None or not slot.kdf.is_below(keys.FLOOR):
        return
    with inside.read() as db:
        query = "SELECT value FROM vault_meta WHERE key = 'keys'"
        is_light = db.execute(query).fetchone() is not None
    if not is_light:
        errand = Errand(act="slot.strengthened", by=inside.signature)
        inside.keys.renew(inside.slot, password, password, errand)


def leaver(inside: Interior, name: str, code: str | None) -> str:
    """The slot of somebody who may be removed, with the recovery code that comes then.

    Raises:
        Refusal: there is no such user, it is oneself, or the only supervisor; or it is a
            supervisor, who may know the present code, and no new one comes.
    """
    slot_id = header.slot_id(inside.id, name)
    known = users(inside)
    if not any(user.slot == slot_id for user in known):
        raise _unknown()
    if slot_id == inside.slot:
        raise Refusal(_("You cannot remove yourself. Another supervisor can."), field="user")
    if not any(u.role == "supervisor" and u.slot != slot_id for u in known):
        raise Refusal(
            _("This is the only supervisor. Give another user that role first."), field="user"
        )
    if code is None and any(u.role == "supervisor" and u.slot == slot_id for u in known):
        raise Refusal(
            _(
                "A supervisor who leaves may know the recovery code. Make a new one as you "
                "remove them. Nothing was changed."
            ),
            field="code",
        )
    return slot_id


def refuse_weak(inside: Interior, password: str, *names: str) -> None:
    """Take `password`, or say why it is too easily guessed in this vault.

    Raises:
        Refusal: it is.
    """
    known = [*names, *(user.name for user in users(inside))]
    passwords.refuse_weak(password, known=known)


def _unknown() -> Refusal:
    return Refusal(_("There is no user of this name in this vault."), field="user")
