"""Which stretches of a text keep their own direction, whatever stands around them?

Inside right-to-left text `0800 1111` with an ordinary space is shown as `1111 0800`, and
`2026-0042` as `0042-2026`: every number made of parts is isolated. So are words of the other
direction between words of ours, such as a name in the middle of a stock phrase.
"""

from __future__ import annotations

import re
from functools import cache

from youthcase.reports.scripts.bidi_classes import bidi_class

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
_ITS_OWN = "\N{FIRST STRONG ISOLATE}"
_END = "\N{POP DIRECTIONAL ISOLATE}"
_ISOLATES = frozenset({_LEFT_TO_RIGHT, "\N{RIGHT-TO-LEFT ISOLATE}", _ITS_OWN})

# Other programs put them around pasted text, where they do nothing that we do not do.
EMBEDDINGS = "\u202a\u202b\u202c"
# They say a direction, and no typeface draws them.
MARKS = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"

# Digits in parts: telephone numbers, dates, times, amounts, references such as YC-2026-0042.
_NUMBER = re.compile(
    r"[+#(]{0,2}(?:[A-Za-z]+[-/._])*[0-9][0-9A-Za-z]*"
    r"(?:(?:[-\u2010\u2013/.:,_]|\)[ \u00a0]?|[ \u00a0](?=[0-9]))[0-9A-Za-z]+)*"
    r"(?:[ \u00a0]?%)?"
)


def number_safe(text: str) -> str:
    """`text` with each number of several parts kept together and in its own direction."""
    return _NUMBER.sub(_kept, text)


def leans(text: str) -> int | None:
    """1 for right to left, 0 for left to right, None without any letter of either."""
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _END:
            depth = max(0, depth - 1)
        elif not depth and (found := _lean(character)) is not None:
            return found
    return None


def set_apart(text: str) -> str:
    """`text` as an island with the direction of its own first letter; blanks stay outside."""
    core = text.strip()
    lead = text[: len(text) - len(text.lstrip())]
    return f"{lead}{_ITS_OWN}{core}{_END}{text[len(lead) + len(core) :]}"


def _kept(found: re.Match[str]) -> str:
    number = found[0]
    if number.isalnum():
        return number
    return f"{_LEFT_TO_RIGHT}{number.replace(' ', NO_BREAK_SPACE)}{_END}"


@cache
def _lean(character: str) -> int | None:
    name = bidi_class(character)
    return 0 if name == "L" else 1 if name in {"R", "AL"} else None
