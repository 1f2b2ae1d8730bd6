"""How is a file sealed that travels from one laptop of a team to another?

Argon2id over a passphrase that people tell each other, AES-256-GCM over the content. What
the file says of itself stands before it in the clear and is bound to the content.
"""

from __future__ import annotations

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.vault import keys, passwords
from youthcase.vault.keys import Kdf

MAGIC = b"YCPACK1\n"
_LONGEST_HEAD = 4096
_MOST_BYTES = 256 * 1024 * 1024


def sealed(content: bytes, passphrase: str, about: dict[str, Any], kdf: Kdf | None) -> bytes:
    """A file that opens with the passphrase and says `about` of itself.

    Raises:
        Refusal: the passphrase is too easily guessed.
    """
    passwords.refuse_weak(passphrase, known=[])
    cost = kdf or keys.calibrated()
    salt, nonce = os.urandom(keys.SALT), os.urandom(keys.NONCE)
    said = {
        "about": about,
        "kdf": [cost.memory_kib, cost.passes, cost.lanes],
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    head = MAGIC + json.dumps(said, sort_keys=True).encode() + b"\n"
    secret = keys.of_password(passphrase)
    key = keys.kek(secret, salt, cost)
    try:
        return head + AESGCM(key).encrypt(nonce, content, head)
    finally:
        keys.wipe(secret, key)


def about(data: bytes) -> dict[str, Any]:
    """What a file says of itself, not yet proved: that takes the passphrase.

    Raises:
        Refusal: it is no such file, or of a newer version.
    """
    return _head(data)[0]["about"]


def opened(data: bytes, passphrase: str) -> tuple[dict[str, Any], bytes]:
    """What a file says of itself, and its content.

    Raises:
        Refusal: it is no such file. WrongPassword: another passphrase, or a changed file:
        nobody can tell which.
    """
    said, head = _head(data)
    try:
        cost = Kdf(*said["kdf"])
        salt, nonce = bytes.fromhex(said["salt"]), bytes.fromhex(said["nonce"])
    except (KeyError, TypeError, ValueError):
        raise _harmed() from None
    secret = keys.of_password(passphrase)
    key = keys.kek(secret, salt, cost)
    try:
        return said["about"], AESGCM(key).decrypt(nonce, data[len(head) :], head)
    except (InvalidTag, ValueError):
        raise WrongPassword(
            _(
                "This passphrase does not open the file, or the file was changed on its way. "
                "Nothing was taken in. Ask whoever made it."
            ),
            field="passphrase",
        ) from None
    finally:
        keys.wipe(secret, key)


def _head(data: bytes) -> tuple[dict[str, Any], bytes]:
    if not data.startswith(MAGIC) or len(data) > _MOST_BYTES:
        raise Refusal(
            _("This is not a file of counting facts. Nothing was taken in."), field="file"
        )
    end = data.find(b"\n", len(MAGIC), len(MAGIC) + _LONGEST_HEAD)
    try:
        said = json.loads(data[len(MAGIC) : end])
        if end < 0 or not isinstance(said["about"], dict):
            raise _harmed()
    except (ValueError, KeyError, TypeError):
        raise _harmed() from None
    return said, data[: end + 1]


def _harmed() -> Damaged:
    return Damaged(
        _("This file is damaged. Nothing was taken in. Have it made again on the other laptop.")
    )
