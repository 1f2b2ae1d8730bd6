"""Which secret opens which: from a password to the keys of the two databases.

Keys live in `bytearray`s, so that they can be zeroed. Libraries hand out a few as
`bytes`, which Python cannot zero; that is one reason why locking ends the process.
"""

from __future__ import annotations

import hmac
import json
import os
import time
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
SALT = 16
NONCE = 12
WRAPPED = NONCE + 2 * KEY + 16  # a private key and the witness under AES-256-GCM
SEALED = 32 + KEY + 16  # a key under HPKE: the sender's public key, the key, the tag

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_MEMORY = (19_456, 1_048_576)
_PASSES = (1, 10)
_LANES = (1, 4)
_UNLOCK_SECONDS = 0.6
_LADDER_KIB = (65_536, 131_072, 262_144)


@dataclass(frozen=True, slots=True)
class Kdf:
    """The cost of one Argon2id: memory in KiB, passes over it, lanes.

    Raises:
        ValueError: outside the bounds that a header may name (19 MiB to 1 GiB, 1 to 10
            passes, 1 to 4 lanes).
    """

    memory_kib: int
    passes: int
    lanes: int = 1

    def __post_init__(self) -> None:
        for value, (low, high) in (
            (self.memory_kib, _MEMORY),
            (self.passes, _PASSES),
            (self.lanes, _LANES),
        ):
            if not low <= value <= high:
                raise ValueError("kdf")

    def is_below(self, floor: Kdf) -> bool:
        """Whether guessing is cheaper here than at `floor`."""
        return self.memory_kib < floor.memory_kib or self.passes < floor.passes


FLOOR = Kdf(65_536, 3)


@cache
def calibrated() -> Kdf:
    """The cost that takes this computer 0.5 to 1 s, never below the floor; measured once."""
    begun = time.perf_counter()
    _argon2(b"calibration", bytes(SALT), FLOOR)
    return fitting(time.perf_counter() - begun)


def fitting(floor_seconds: float) -> Kdf:
    """The cost for a computer that takes `floor_seconds` at the floor: memory first."""
    best = FLOOR
    for memory in _LADDER_KIB:
        pass_seconds = floor_seconds * memory / FLOOR.memory_kib / FLOOR.passes
        if pass_seconds * FLOOR.passes > _UNLOCK_SECONDS * 1.25:
            break
        passes = round(_UNLOCK_SECONDS / pass_seconds)
        best = Kdf(memory, min(max(passes, FLOOR.passes), _PASSES[1]))
    return best


def wipe(*buffers: bytearray) -> None:
    """Overwrite key material with zeros."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))


def of_password(password: str) -> bytearray:
    """The bytes of a password, so that the same letters typed elsewhere are the same."""
    return bytearray(unicodedata.normalize("NFKC", password).encode())


def derived(
    key: bytes | bytearray, info: bytes, *, salt: bytes = b"", size: int = KEY
) -> bytearray:
    """A key of its own for the purpose `info`, by HKDF-SHA256."""
    out = bytearray(size)
    HKDF(SHA256(), size, salt or None, info).derive_into(key, out)
    return out


def kek(secret: bytearray, salt: bytes, kdf: Kdf | None) -> bytearray:
    """The key that wraps a private key: Argon2id, or HKDF where `secret` is random."""
    if kdf is None:
        return derived(secret, b"youthcase recovery", salt=salt)
    return _argon2(secret, salt, kdf)


def _argon2(secret: bytes | bytearray, salt: bytes, kdf: Kdf) -> bytearray:
    out = bytearray(KEY)
    Argon2id(
        salt=salt,
        length=KEY,
        iterations=kdf.passes,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    ).derive_into(secret, out)  # pyright: ignore[reportArgumentType]  takes any buffer
    return out


def bound(*parts: Any) -> bytes:
    """What a wrapped or sealed key is bound to: plain values in one canonical form."""
    return json.dumps(["youthcase", *parts], separators=(",", ":")).encode()


def new_private() -> tuple[bytearray, bytes]:
    """A new X25519 private key and its public key."""
    private = X25519PrivateKey.generate()
    return bytearray(private.private_bytes_raw()), private.public_key().public_bytes_raw()


def wrap(wrapping: bytearray, content: bytearray, binding: bytes) -> bytes:
    """A private key and the witness under AES-256-GCM, the nonce in front."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(wrapping).encrypt(nonce, content, binding)


def unwrap(wrapping: bytearray, wrapped: bytes, binding: bytes) -> bytearray | None:
    """What was wrapped, or None if this is not its wrapping key or binding."""
    content = bytearray(2 * KEY)
    try:
        AESGCM(wrapping).decrypt_into(wrapped[:NONCE], wrapped[NONCE:], binding, content)
    except InvalidTag:
        return None
    return content


def seal(key: bytearray, public: bytes, binding: bytes) -> bytes:
    """`key`, readable only to the holder of the private key of `public` (HPKE)."""
    return _SUITE.encrypt(bytes(key), X25519PublicKey.from_public_bytes(public), info=binding)


def unseal(sealed: bytes, private: bytearray, binding: bytes) -> bytearray | None:
    """The sealed key, or None if it was sealed to another key or for another purpose."""
    try:
        holder = X25519PrivateKey.from_private_bytes(private)
        return bytearray(_SUITE.decrypt(sealed, holder, info=binding))
    except (InvalidTag, ValueError):
        return None


def header_key(counts: bytearray, witness: bytearray) -> bytearray:
    """The key that signs headers: known to every user, a manager too, and to nobody else."""
    return derived(counts, b"header-mac", salt=bytes(witness))


def counts_file_key(counts: bytearray, generation: int, salt: bytes) -> bytearray:
    """The key of the counts file, 48 bytes: all that a manager has of a vault's files."""
    return derived(counts, b"counts|%d" % generation, salt=salt, size=KEY + SALT)


def mac(key: bytearray, content: bytes) -> bytes:
    """HMAC-SHA256 of `content`."""
    return hmac.digest(key, content, "sha256")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Every key of one unlocked vault. A manager's vault has no vault key.

    The witness is the same for all users and for the life of the vault, and lies only
    beside their wrapped private keys. Public keys are public: without it a stranger could
    seal keys of their own making to them, sign with those, and so put a vault of their
    own in the place of this one, which the users' passwords would open.
    """

    vault: bytearray = field(repr=False)
    counts: bytearray = field(repr=False)
    witness: bytearray = field(repr=False)
    case_file: bytearray = field(repr=False)
    counts_file: bytearray = field(repr=False)
    header: bytearray = field(repr=False)

    @classmethod
    def of(
        cls,
        vault: bytearray,
        counts: bytearray,
        witness: bytearray,
        *,
        generation: int,
        salt: bytes,
    ) -> Secrets:
        """All keys that follow from these three.

        A file key is 48 bytes: SQLCipher's raw key and the salt at the file's start.
        """
        size = KEY + SALT
        return cls(
            vault=vault,
            counts=counts,
            witness=witness,
            case_file=derived(vault, b"db|%d" % generation, salt=salt, size=size),
            counts_file=counts_file_key(counts, generation, salt),
            header=header_key(counts, witness),
        )

    def wipe(self) -> None:
        """Overwrite all of them with zeros."""
        wipe(self.vault, self.counts, self.witness)
        wipe(self.case_file, self.counts_file, self.header)
