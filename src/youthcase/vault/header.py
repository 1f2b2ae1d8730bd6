"""What stands in the header of a vault, and what is it as bytes?

It is one line `youthcase-vault 1 <SHA-256>` and one line of JSON in exactly one form: it
is read, written again and compared, so there is no second way to say the same. No name
stands in it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from youthcase.vault import keys
from youthcase.vault.keys import Kdf

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SLOTS = 64
ROLES = ("caseworker", "supervisor", "manager", "recovery")
KINDS = ("password", "recovery")

_MAGIC = b"youthcase-vault "
_FORMAT = 1
MOST_BYTES = 65_536
_MOST_NUMBER = 2**53
_SALT = 32
_HASH = 32
_HEX_ID = re.compile(r"[0-9a-f]{32}")


class Unreadable(Exception):  # noqa: N818  an answer on its way to become one
    """Something in a key file is not as this format says."""


class Foreign(Unreadable):
    """The file does not begin like a key file."""


class Newer(Unreadable):
    """The file was written by a newer version of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to open the vault: a password's or the recovery code's.

    `once` says that the password was given by someone else and is to be changed at
    first use. A manager's slot has no sealed vault key.
    """

    id: str
    kind: str
    role: str
    once: bool
    kdf: Kdf | None
    salt: bytes
    public: bytes
    private: bytes = field(repr=False)
    vault_key: bytes | None = field(repr=False)
    counts_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All that is known of a vault before it is open. `audit` is (length, head)."""

    vault: str
    sequence: int
    generation: int
    salt: bytes
    schema: int
    audit: tuple[int, bytes]
    slots: tuple[Slot, ...]
    mac: bytes = bytes(32)

    def slot(self, slot_id: str) -> Slot | None:
        """The slot with this id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def with_slot(self, slot: Slot) -> Header:
        """This header with `slot` added, or in place of the one with its id."""
        others = tuple(other for other in self.slots if other.id != slot.id)
        return replace(self, slots=(*others, slot))

    def signature(self, key: bytearray) -> bytes:
        """The HMAC of everything in this header, under the header key."""
        return keys.mac(key, _canonical(_plain(self)))

    def is_authentic(self, key: bytearray) -> bool:
        """Whether the whole header was written by someone with the counts key."""
        return hmac.compare_digest(self.mac, self.signature(key))


def slot_id(vault: str, user: str) -> str:
    """The id of a user's slot: a keyed hash of the name, case and spaces made equal.

    It keeps names out of the header, out of a search through files, and unlinked
    between vaults. It hides no name from someone who guesses it: the key is the vault's
    id, which stands in the same file, so that a slot can be found before anything is
    open.
    """
    name = " ".join(unicodedata.normalize("NFKC", user).casefold().split())
    return keys.mac(bytearray(vault.encode()), b"slot|" + name.encode())[:16].hex()


def recovery_slot_id(vault: str) -> str:
    """The id of the slot that the recovery code opens."""
    return keys.mac(bytearray(vault.encode()), b"recovery")[:16].hex()


def written(header: Header) -> bytes:
    """The bytes of a key file."""
    body = _canonical({**_plain(header), "mac": _text(header.mac)})
    digest = hashlib.sha256(body).hexdigest().encode()
    return _MAGIC + b"%d " % _FORMAT + digest + b"\n" + body + b"\n"


def parsed(content: bytes) -> Header:
    """The header that the bytes of a key file hold.

    Raises:
        Unreadable: Foreign if it is something else, Newer if of a newer version.
    """
    if not content.startswith(_MAGIC):
        raise Foreign if content else Unreadable
    first, _newline, body = content.partition(b"\n")
    version, _space, digest = first.removeprefix(_MAGIC).partition(b" ")
    if not re.fullmatch(rb"[1-9][0-9]{0,3}", version):
        raise Unreadable
    if int(version) > _FORMAT:
        raise Newer
    body = body.removesuffix(b"\n")
    if len(content) > MOST_BYTES or hashlib.sha256(body).hexdigest().encode() != digest:
        raise Unreadable
    try:
        values: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    header = _header(values)
    if written(header) != content:
        raise Unreadable
    return header


def _header(values: Any) -> Header:
    fields = _object(values, _HEADER_FIELDS)
    audit = _object(fields["audit"], ("head", "length"))
    slots: Any = fields["slots"]
    if not isinstance(slots, list) or not 1 <= len(cast("list[Any]", slots)) <= MOST_SLOTS:
        raise Unreadable
    header = Header(
        vault=_hex_id(fields["vault"]),
        sequence=_number(fields["sequence"], 1),
        generation=_number(fields["generation"], 1),
        salt=_bytes(fields["salt"], _SALT),
        schema=_number(fields["schema"], 1),
        audit=(_number(audit["length"], 0), _bytes(audit["head"], _HASH)),
        slots=tuple(_slot(slot) for slot in cast("list[Any]", slots)),
        mac=_bytes(fields["mac"], _HASH),
    )
    if len({slot.id for slot in header.slots}) != len(header.slots):
        raise Unreadable
    return header


def _slot(values: Any) -> Slot:
    fields = _object(values, _SLOT_FIELDS)
    slot = Slot(
        id=_hex_id(fields["id"]),
        kind=_one_of(fields["kind"], KINDS),
        role=_one_of(fields["role"], ROLES),
        once=_truth(fields["once"]),
        kdf=_kdf(fields["kdf"]),
        salt=_bytes(fields["salt"], keys.SALT),
        public=_bytes(fields["public"], keys.KEY),
        private=_bytes(fields["private"], keys.WRAPPED),
        vault_key=(
            None if fields["vault_key"] is None else _bytes(fields["vault_key"], keys.SEALED)
        ),
        counts_key=_bytes(fields["counts_key"], keys.SEALED),
    )
    if (slot.kdf is None) != (slot.kind == "recovery"):
        raise Unreadable
    if (slot.vault_key is None) != (slot.role == "manager"):
        raise Unreadable
    if (slot.role == "recovery") != (slot.kind == "recovery"):
        raise Unreadable
    return slot


_HEADER_FIELDS = (
    "audit",
    "generation",
    "mac",
    "salt",
    "schema",
    "sequence",
    "slots",
    "vault",
)
_SLOT_FIELDS = (
    "counts_key",
    "id",
    "kdf",
    "kind",
    "once",
    "private",
    "public",
    "role",
    "salt",
    "vault_key",
)


def _plain(header: Header) -> dict[str, Any]:
    length, head = header.audit
    return {
        "audit": {"head": _text(head), "length": length},
        "generation": header.generation,
        "salt": _text(header.salt),
        "schema": header.schema,
        "sequence": header.sequence,
        "slots": [_plain_slot(slot) for slot in header.slots],
        "vault": header.vault,
    }


def _plain_slot(slot: Slot) -> dict[str, Any]:
    kdf = slot.kdf
    return {
        "counts_key": _text(slot.counts_key),
        "id": slot.id,
        "kdf": None if kdf is None else [kdf.memory_kib, kdf.passes, kdf.lanes],
        "kind": slot.kind,
        "once": slot.once,
        "private": _text(slot.private),
        "public": _text(slot.public),
        "role": slot.role,
        "salt": _text(slot.salt),
        "vault_key": None if slot.vault_key is None else _text(slot.vault_key),
    }


def _canonical(values: dict[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _object(values: Any, names: Iterable[str]) -> dict[str, Any]:
    if not isinstance(values, dict) or set(cast("dict[str, Any]", values)) != set(names):
        raise Unreadable
    return cast("dict[str, Any]", values)


def _number(value: Any, low: int) -> int:
    if type(value) is not int or not low <= value < _MOST_NUMBER:
        raise Unreadable
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Unreadable
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise Unreadable
    return value


def _hex_id(value: Any) -> str:
    if not isinstance(value, str) or not _HEX_ID.fullmatch(value):
        raise Unreadable
    return value


def _bytes(value: Any, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 4 * ((size + 2) // 3):
        raise Unreadable
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable from None
    if len(content) != size:
        raise Unreadable
    return content


def _kdf(value: Any) -> Kdf | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Unreadable
    numbers = [_number(number, 1) for number in cast("list[Any]", value)]
    try:
        memory, passes, lanes = numbers
        return Kdf(memory, passes, lanes)
    except ValueError:
        raise Unreadable from None
