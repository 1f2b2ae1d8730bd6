"""How is the recovery code written on paper and read back, slips told apart from lies?"""

from __future__ import annotations

import hashlib
import re
import secrets

from youthcase.errors import Refusal
from youthcase.i18n import _

# Crockford's base 32: no I, L, O or U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_GROUP = 4
_BODY = 28  # characters of 5 bits: 140 bits


def new_code() -> str:
    """A new code of 140 random bits: seven groups of four and a group that checks them."""
    body = "".join(secrets.choice(_ALPHABET) for _i in range(_BODY))
    whole = body + _check(body)
    return "-".join(whole[i : i + _GROUP] for i in range(0, len(whole), _GROUP))


def secret_of(code: str) -> bytearray:
    """The secret that a code stands for; O is read as 0, I and L as 1, gaps are nothing.

    Raises:
        Refusal: a typing slip, so that it is not taken for a wrong code.
    """
    letters = re.sub(r"[\s\u2010-\u2015-]", "", code).upper().translate(_READ_AS)
    if len(letters) != _BODY + _GROUP or any(c not in _ALPHABET for c in letters):
        raise Refusal(
            _(
                "A recovery code has eight groups of four letters and digits. "
                "Compare what you typed with the printed code, group by group."
            ),
            field="code",
        )
    body, check = letters[:_BODY], letters[_BODY:]
    if _check(body) != check:
        raise Refusal(
            _(
                "There is a slip in the recovery code: its last group does not fit the "
                "others. Compare what you typed with the printed code, group by group."
            ),
            field="code",
        )
    return bytearray(body.encode())


def _check(body: str) -> str:
    digest = hashlib.sha256(b"youthcase recovery code|" + body.encode()).digest()
    number = int.from_bytes(digest[:4], "big")
    return "".join(_ALPHABET[number >> 5 * i & 31] for i in range(_GROUP))
