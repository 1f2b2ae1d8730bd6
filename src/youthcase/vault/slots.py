"""How does one key slot give the vault key, and how is a slot made?"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, WrongPassword
from youthcase.i18n import _
from youthcase.vault import keys
from youthcase.vault.audit import Act
from youthcase.vault.hashes import fingerprint
from youthcase.vault.header import Slot, recovery_slot_id

if TYPE_CHECKING:
    from youthcase.vault.header import Header
    from youthcase.vault.keys import Kdf, Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose slot: its id, how it is opened, and what its holder may do."""

    slot: str
    role: str
    kind: str = "password"
    once: bool = False


def paper(vault: str) -> Person:
    """Whose slot the recovery code opens: whoever holds the paper."""
    return Person(slot=recovery_slot_id(vault), role="recovery", kind="recovery")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gave: its private key with the witness, and the keys sealed to it."""

    slot: Slot
    content: bytearray = field(repr=False)
    vault_key: bytearray = field(repr=False)
    counts_key: bytearray = field(repr=False)


def make(
    header: Header,
    person: Person,
    secret: bytearray,
    kdf: Kdf | None,
    secrets: Secrets,
) -> Slot:
    """A new slot that `secret` opens, with a new private key."""
    private, public = keys.new_private()
    slot = Slot(
        id=person.slot,
        kind=person.kind,
        role=person.role,
        once=person.once,
        kdf=kdf,
        salt=b"",
        public=public,
        private=b"",
        vault_key=None,
        counts_key=b"",
    )
    slot = resealed(header, slot, secrets)
    content = private + secrets.witness
    try:
        return rewrapped(header, slot, content, secret, kdf)
    finally:
        keys.wipe(private, content)


def resealed(header: Header, slot: Slot, secrets: Secrets) -> Slot:
    """The same slot with the keys of `secrets` sealed to it; its holder is not needed.

    `header` says for which vault and generation. A manager is sealed the counts key only.
    """
    for_vault = _sealed_for(header, slot.id, "vault")
    for_counts = _sealed_for(header, slot.id, "counts")
    is_manager = slot.role == "manager"
    return replace(
        slot,
        vault_key=None if is_manager else keys.seal(secrets.vault, slot.public, for_vault),
        counts_key=keys.seal(secrets.counts, slot.public, for_counts),
    )


def rewrapped(
    header: Header, slot: Slot, content: bytearray, secret: bytearray, kdf: Kdf | None
) -> Slot:
    """The slot with its private key, and the witness beside it, under a secret."""
    slot = replace(slot, kdf=kdf, salt=os.urandom(keys.SALT))
    wrapping = keys.kek(secret, slot.salt, kdf)
    try:
        return replace(slot, private=keys.wrap(wrapping, content, _binding(header, slot)))
    finally:
        keys.wipe(wrapping)


def act(action: str, slot: Slot) -> Act:
    """An act upon a slot, for the audit: its state is whose key it is and what it may do."""
    state = fingerprint(slot.public, slot.role, slot.kind, int(slot.once))
    return Act(action, f"slot/{slot.id}", state)


def open_slot(header: Header, slot_id: str, secret: bytearray) -> Opened:
    """What `secret` gives; a slot that is not there takes as long as one that is.

    Raises:
        WrongPassword: no such slot, or not its secret: the same words and time.
        Damaged: the slot opened, but what was sealed to it is not what was written.
    """
    slot = header.slot(slot_id) or _stand_in(header, slot_id)
    wrapping = keys.kek(secret, slot.salt, slot.kdf)
    content = keys.unwrap(wrapping, slot.private, _binding(header, slot))
    keys.wipe(wrapping)
    if content is None:
        raise _wrong(slot)
    private = content[: keys.KEY]
    vault_key = (
        bytearray()
        if slot.vault_key is None
        else keys.unseal(slot.vault_key, private, _sealed_for(header, slot.id, "vault"))
    )
    counts_key = keys.unseal(slot.counts_key, private, _sealed_for(header, slot.id, "counts"))
    keys.wipe(private)
    if vault_key is None or counts_key is None:
        keys.wipe(content)
        raise Damaged(
            _(
                "The key file of this vault is damaged. The case file was not touched. Put "
                "vault.keys back from a backup."
            )
        )
    return Opened(slot, content, vault_key, counts_key)


def _wrong(slot: Slot) -> WrongPassword:
    if slot.kind == "recovery":
        return WrongPassword(
            _(
                "This recovery code is not the one of this vault. Nothing was changed. Look "
                "for the code that was printed when this vault was made."
            ),
            field="code",
        )
    return WrongPassword(
        _("This name and password do not open the vault. Nothing was changed. Try again.")
    )


def _stand_in(header: Header, slot_id: str) -> Slot:
    """A slot that nothing opens, as costly as the others."""
    kdf = next((slot.kdf for slot in header.slots if slot.kdf is not None), keys.FLOOR)
    return Slot(
        id=slot_id,
        kind="password",
        role="caseworker",
        once=False,
        kdf=kdf,
        salt=os.urandom(keys.SALT),
        public=os.urandom(keys.KEY),
        private=os.urandom(keys.WRAPPED),
        vault_key=None,
        counts_key=b"",
    )


def _binding(header: Header, slot: Slot) -> bytes:
    kdf = slot.kdf
    return keys.bound(
        "private",
        header.vault,
        slot.id,
        slot.kind,
        slot.role,
        slot.once,
        None if kdf is None else [kdf.memory_kib, kdf.passes, kdf.lanes],
        slot.public.hex(),
    )


def _sealed_for(header: Header, slot_id: str, what: str) -> bytes:
    return keys.bound(what, header.vault, slot_id, header.generation)
