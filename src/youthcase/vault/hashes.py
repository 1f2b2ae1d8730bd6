"""What is the fingerprint of a value, and of a body that may later be erased?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAGS = {bytes: b"b", str: b"s", int: b"i", type(None): b"n"}


def encoded(parts: Iterable[bytes | str | int | None]) -> bytes:
    """`parts` as bytes that no other list of parts gives: a type, a length, the content.

    Raises:
        TypeError: for any other type; `True` is not taken for 1.
    """
    out: list[bytes] = []
    for part in parts:
        tag = _TAGS.get(type(part))
        if tag is None:
            raise TypeError(type(part).__name__)
        if isinstance(part, bytes):
            content = part
        elif part is None:
            content = b""
        else:
            content = str(part).encode()
        out += (tag, len(content).to_bytes(8, "big"), content)
    return b"".join(out)


def fingerprint(*parts: bytes | str | int | None) -> bytes:
    """The SHA-256 of `parts`, each with its type and length in front, 32 bytes."""
    return hashlib.sha256(encoded(parts)).digest()


def commitment(salt: bytes, body: bytes) -> bytes:
    """SHA-256 of `salt` and `body`: binds to a body without telling anything about it.

    When salt and body are erased, what remains cannot be guessed back, since the salt
    is random and as long as the hash is strong; so it must be at least 16 bytes.
    """
    if len(salt) < 16:
        raise ValueError("salt")
    return hashlib.sha256(salt + body).digest()


def digest(data: bytes) -> bytes:
    """The SHA-256 of bytes that name their own layout, 32 bytes."""
    return hashlib.sha256(data).digest()
