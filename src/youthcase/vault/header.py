"""What stands in the two key files of a vault, and how are they read and replaced?

A key file is one line `youthcase-vault 1 <SHA-256>` and one line of JSON in exactly one
form: it is read, written again and compared, so there is no second way to say the same.
No name stands in it. `vault.keys` is replaced first and is the one that commits; both
are written in full beside it before either is replaced.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import keys
from youthcase.vault.keys import Kdf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COPIES = ("vault.keys", "vault.keys2")
MOST_SLOTS = 64
ROLES = ("caseworker", "supervisor", "manager", "recovery")
KINDS = ("password", "recovery")

_MAGIC = b"youthcase-vault "
_FORMAT = 1
_MOST_BYTES = 65_536
_MOST_NUMBER = 2**53
_SALT = 32
_HASH = 32
_HEX_ID = re.compile(r"[0-9a-f]{32}")


class _Unreadable(Exception):  # noqa: N818  an answer on its way to become one
    """Something in a key file is not as this format says."""


class _Foreign(_Unreadable):
    """The file does not begin like a key file."""


class _Newer(_Unreadable):
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

    def is_authentic(self, key: bytearray) -> bool:
        """Whether the whole header was written by someone with the counts key."""
        return hmac.compare_digest(self.mac, keys.mac(key, _signed(self)))


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
    """The header that `content` holds.

    Raises:
        Damaged: it is harmed. Refusal: it is of another program or a newer version.
    """
    try:
        return _parse(content)
    except _Unreadable as fault:
        raise _refusal(fault) from None


def copies(folder: Path) -> list[Header | Refusal]:
    """Each of the two copies, or what is wrong with it."""
    found = [_read(folder / name) for name in COPIES]
    return [copy if isinstance(copy, Header) else _refusal(copy) for copy in found]


def read(folder: Path) -> list[Header]:
    """The readable copies, the newest first; at least one.

    Raises:
        Refusal: there is no vault here, or it is of another program or a newer version.
        Damaged: neither copy can be read.
    """
    if not any((folder / name).exists() for name in COPIES):
        if any(folder.glob("vault-*.db")):
            raise Damaged(
                _(
                    "The key files of this vault are missing. The case file cannot be opened "
                    "without them and was not touched. Put vault.keys back from a backup."
                )
            )
        raise Refusal(_("There is no vault in this folder. Choose the folder of your vault."))
    found = [_read(folder / name) for name in COPIES]
    faults = [copy for copy in found if isinstance(copy, _Unreadable)]
    newer = next((fault for fault in faults if isinstance(fault, _Newer)), None)
    headers = [copy for copy in found if isinstance(copy, Header)]
    if newer is not None or not headers:
        raise _refusal(newer or faults[0])
    return sorted(headers, key=lambda header: -header.sequence)


def write(folder: Path, header: Header, key: bytearray) -> Header:
    """Replace both copies by `header`, one number further on and signed; the new header.

    Raises:
        Refusal: the files cannot be written; the old ones stay in force.
    """
    header = replace(header, sequence=header.sequence + 1)
    header = replace(header, mac=keys.mac(key, _signed(header)))
    content = written(header)
    fresh = [folder / f"{name}.new" for name in COPIES]
    try:
        for file in fresh:
            _write_through(file, content)
        fresh[0].replace(folder / COPIES[0])
    except OSError as error:
        _unlink(fresh)
        raise Refusal(
            _(
                "The key file could not be written: the disk is full or not writable. The "
                "vault stays as it was. Make room, then try again."
            )
        ) from error
    # From here on the new header is in force: a fault must not be told as a refusal. The
    # second copy may stay behind by one; check() says so and the next write renews it.
    with suppress(OSError):
        flush_folder(folder)
        fresh[1].replace(folder / COPIES[1])
        flush_folder(folder)
    return header


def _unlink(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_through(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _read(file: Path) -> Header | _Unreadable:
    try:
        with file.open("rb") as source:
            content = source.read(_MOST_BYTES + 1)
        return _parse(content)
    except OSError:
        return _Unreadable("missing")
    except _Unreadable as fault:
        return fault


def _refusal(fault: _Unreadable) -> Refusal:
    if isinstance(fault, _Newer):
        return Refusal(
            _(
                "This vault was written by a newer version of Youthcase. Nothing was changed. "
                "Install the newer version to open it."
            )
        )
    if isinstance(fault, _Foreign):
        return Refusal(
            _(
                "The key files in this folder are not those of a Youthcase vault. Nothing "
                "was changed. Choose another folder."
            )
        )
    return Damaged(
        _(
            "The key files of this vault are damaged. The case file was not touched. Put "
            "vault.keys back from a backup."
        )
    )


def _parse(content: bytes) -> Header:
    if not content.startswith(_MAGIC):
        raise _Foreign if content else _Unreadable
    first, _newline, body = content.partition(b"\n")
    version, _space, digest = first.removeprefix(_MAGIC).partition(b" ")
    if not re.fullmatch(rb"[1-9][0-9]{0,3}", version):
        raise _Unreadable
    if int(version) > _FORMAT:
        raise _Newer
    body = body.removesuffix(b"\n")
    if len(content) > _MOST_BYTES or hashlib.sha256(body).hexdigest().encode() != digest:
        raise _Unreadable
    try:
        values: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise _Unreadable from None
    header = _header(values)
    if written(header) != content:
        raise _Unreadable
    return header


def _header(values: Any) -> Header:
    fields = _object(values, _HEADER_FIELDS)
    audit = _object(fields["audit"], ("head", "length"))
    slots: Any = fields["slots"]
    if not isinstance(slots, list) or not 1 <= len(cast("list[Any]", slots)) <= MOST_SLOTS:
        raise _Unreadable
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
        raise _Unreadable
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
        raise _Unreadable
    if (slot.vault_key is None) != (slot.role == "manager"):
        raise _Unreadable
    if (slot.role == "recovery") != (slot.kind == "recovery"):
        raise _Unreadable
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


def _signed(header: Header) -> bytes:
    return _canonical(_plain(header))


def _canonical(values: dict[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _object(values: Any, names: Iterable[str]) -> dict[str, Any]:
    if not isinstance(values, dict) or set(cast("dict[str, Any]", values)) != set(names):
        raise _Unreadable
    return cast("dict[str, Any]", values)


def _number(value: Any, low: int) -> int:
    if type(value) is not int or not low <= value < _MOST_NUMBER:
        raise _Unreadable
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise _Unreadable
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _Unreadable
    return value


def _hex_id(value: Any) -> str:
    if not isinstance(value, str) or not _HEX_ID.fullmatch(value):
        raise _Unreadable
    return value


def _bytes(value: Any, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 4 * ((size + 2) // 3):
        raise _Unreadable
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _Unreadable from None
    if len(content) != size:
        raise _Unreadable
    return content


def _kdf(value: Any) -> Kdf | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise _Unreadable
    numbers = [_number(number, 1) for number in cast("list[Any]", value)]
    try:
        memory, passes, lanes = numbers
        return Kdf(memory, passes, lanes)
    except ValueError:
        raise _Unreadable from None
