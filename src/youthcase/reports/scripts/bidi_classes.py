"""Of which bidirectional class is a character, and which brackets are a pair?"""

from __future__ import annotations

import unicodedata
from functools import cache

from youthcase import resources

# What holds for numbers without a character. Source: DerivedBidiClass-15.0.0, @missing.
_UNASSIGNED = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10800, 0x10FFF, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1E800, 0x1EFFF, "R"),
)
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
# Two old angle brackets are the same as two newer ones. Source: UAX 9, BD14 to BD16.
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}


@cache
def bidi_class(character: str) -> str:
    """The short name of the class, such as `L`, `AL` or `EN`."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF:
        return "BN"
    return next((name for first, last, name in _UNASSIGNED if first <= code <= last), "L")


@cache
def closing_brackets() -> dict[str, str]:
    """Each opening bracket with the one that closes it, in one spelling."""
    found: dict[str, str] = {}
    for line in resources.text("unicode", "brackets.txt").splitlines():
        if not line.startswith("#"):
            opening, closing = (chr(int(code, 16)) for code in line.split())
            found[one_spelling(opening)] = one_spelling(closing)
    return found


def one_spelling(bracket: str) -> str:
    """The bracket that stands for all that are the same as it."""
    return _SAME.get(bracket, bracket)
