"""What may the printed code do: let one supervisor choose a passphrase, and be replaced?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.vault import header, keys, members, recovery, slots
from youthcase.vault.keyring import Errand, Fresh
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from youthcase.vault.audit import Signature
    from youthcase.vault.interior import Interior
    from youthcase.vault.keys import Kdf

RECOVERED, RENEWED = "password.recovered", "recovery.renewed"


def supervisors(inside: Interior) -> tuple[str, ...]:
    """Who may take the code's place, by name; nobody where the list of users was lost."""
    return tuple(user.name for user in members.users(inside) if user.role == "supervisor")


def recover(inside: Interior, *, user: str, password: str, code: str, kdf: Kdf | None) -> None:
    """Give a supervisor a new password and the vault a new code, both or neither.

    Raises:
        NotAllowed: the vault was not opened by its code.
        Refusal: no such supervisor, a weak password, a slip in the code, or the disk is full.
    """
    if inside.role != "recovery":
        raise NotAllowed(_("Only the recovery code gives a supervisor a new passphrase."))
    known = supervisors(inside)
    slot_id = header.slot_id(inside.id, members.clean_name(user))
    name = next((name for name in known if header.slot_id(inside.id, name) == slot_id), None)
    if name is None and known:
        raise Refusal(_("There is no supervisor of this name in this vault."), field="user")
    name = name or members.clean_name(user)
    members.refuse_weak(inside, password, name)
    person = Person(slot=slot_id, role="supervisor")
    own = Fresh(person=person, name=name, secret=keys.of_password(password), act=RECOVERED)
    errand = Errand(act=RECOVERED, by=inside.signature, kdf=kdf)
    inside.keys.put_all([own, _printed(inside, code)], errand)


def replace_code(inside: Interior, code: str, by: Signature) -> None:
    """Put another code in the place of the one that was printed, which opens nothing more.

    Raises:
        NotAllowed: only a supervisor does so. Refusal: a slip in the code, or the disk is full.
    """
    inside.refuse_unless_administering()
    inside.keys.put_all([_printed(inside, code)], Errand(act=RENEWED, by=by))


def _printed(inside: Interior, code: str) -> Fresh:
    return Fresh(
        person=slots.paper(inside.id),
        name=recovery.name(),
        secret=recovery.secret_of(code),
        act=RENEWED,
    )
