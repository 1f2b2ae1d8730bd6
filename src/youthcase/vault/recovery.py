"""How is the recovery code written on paper and read back, slips told apart from lies?"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

# Crockford's base 32: no I, L, O or U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_GROUP = 4
_BODY = 28  # characters of 5 bits: 140 bits
_WHOLE = _BODY + _GROUP
_GAPS = r"[\s_.,\u2010-\u2015\u2212-]+"


def name() -> str:
    """As what the holder of the code stands in the record and the audit."""
    return _("Recovery code")


def new_code() -> str:
    """A new code of 140 random bits: seven groups of four and a group that checks them."""
    body = "".join(secrets.choice(_ALPHABET) for _i in range(_BODY))
    whole = body + _check(body)
    return "-".join(whole[i : i + _GROUP] for i in range(0, len(whole), _GROUP))


def secret_of(code: str) -> bytearray:
    """The secret that a code stands for; O is read as 0, I and L as 1, gaps are nothing.

    Raises:
        Refusal: a typing slip, so that it is not taken for a wrong code; it names the group
            where that can be known.
    """
    groups = [group for group in re.split(_GAPS, code.upper().translate(_READ_AS)) if group]
    letters = "".join(groups)
    _refuse_misshapen(groups, letters)
    body, check = letters[:_BODY], letters[_BODY:]
    if _check(body) != check:
        raise _slip(_mistyped(body, check))
    return bytearray(body.encode())


def _refuse_misshapen(groups: list[str], letters: str) -> None:
    """Refuse too many signs or too few, or one that no code has, at its group."""
    if len(groups) == _WHOLE // _GROUP:
        odd = next((n for n, group in enumerate(groups, 1) if len(group) != _GROUP), None)
        if odd is not None:
            raise _refused(
                _("Group {number} of the recovery code does not have four signs.").format(
                    number=odd
                )
            )
    strange = next((at for at, sign in enumerate(letters) if sign not in _ALPHABET), None)
    if strange is not None and len(letters) == _WHOLE:
        raise _slip(strange // _GROUP + 1)
    if len(letters) != _WHOLE or strange is not None:
        raise _refused(
            _("A recovery code has eight groups of four letters and digits, 32 signs.")
        )


def _mistyped(body: str, check: str) -> int | None:
    """The group in which one wrong sign, or two that changed places, explains the slip."""
    whole = body + check
    found = {
        at // _GROUP + 1 for at, other in _near(whole) if _check(other[:_BODY]) == other[_BODY:]
    }
    return found.pop() if len(found) == 1 else None


def _near(whole: str) -> Iterator[tuple[int, str]]:
    for at, typed in enumerate(whole):
        for sign in _ALPHABET:
            if sign != typed:
                yield at, f"{whole[:at]}{sign}{whole[at + 1 :]}"
        if at + 1 < len(whole):
            yield at, f"{whole[:at]}{whole[at + 1]}{typed}{whole[at + 2 :]}"


def _slip(group: int | None) -> Refusal:
    if group is None:
        return _refused(
            _("There is a slip in the recovery code: its last group does not fit the others.")
        )
    return _refused(
        _("There is a slip in the recovery code: group {number} looks mistyped.").format(
            number=group
        )
    )


def _refused(what: str) -> Refusal:
    advice = _("Compare what you typed with the printed code, group by group.")
    return Refusal(f"{what} {advice}", field="code")


def _check(body: str) -> str:
    digest = hashlib.sha256(b"youthcase recovery code|" + body.encode()).digest()
    number = int.from_bytes(digest[:4], "big")
    return "".join(_ALPHABET[number >> 5 * i & 31] for i in range(_GROUP))
