"""Which characters can be drawn, and how is text made ready for paper?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports.type import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_NAMED_AT_MOST = 6
_NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What other programs leave in pasted text: seen by nobody, or the same mark by another number.
_SAME = str.maketrans(
    {
        "\t": " ",
        "\N{NARROW NO-BREAK SPACE}": NO_BREAK_SPACE,
        "\N{NON-BREAKING HYPHEN}": "\N{HYPHEN}",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "\N{WORD JOINER}": None,
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
    }
)
# A telephone number, a date or a reference is not torn apart at the end of a line.
_INSIDE_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")


def clean(text: str) -> str:
    """`text` as it is drawn: composed letters, one kind of line break, whole numbers."""
    text = unicodedata.normalize("NFC", _NEW_LINE.sub("\n", text)).translate(_SAME)
    return _INSIDE_A_NUMBER.sub(NO_BREAK_SPACE, text)


def check(*values: object) -> None:
    """Raise a `Refusal` that names each character in `values` that cannot be drawn.

    Strings are found in tuples and records at any depth. The sentence holds the characters
    and their names, never the text around them.
    """
    found: dict[str, None] = {}
    for text in _strings(values):
        found.update(dict.fromkeys(c for c in clean(text) if not _is_drawn(c)))
    if not found:
        return
    named = [_named(c) for c in found]
    if (more := len(named) - _NAMED_AT_MOST) > 0:
        named[_NAMED_AT_MOST:] = [_("and {n} more").format(n=more)]
    raise Refusal(
        _(
            "The typeface for paper lacks these characters: {characters}. Nothing was printed "
            "and the plan is unchanged. Write them another way and print again."
        ).format(characters=", ".join(named))
    )


def _is_drawn(character: str) -> bool:
    # A mark that stands alone after composing would be drawn beside its letter, not on it.
    return character == "\n" or (
        ord(character) in glyphs() and character >= " " and not unicodedata.combining(character)
    )


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    if not name:
        return code
    visible = unicodedata.category(character)[0] in "LNPS"
    return f"{character} ({name}, {code})" if visible else f"{name} ({code})"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _strings(part)  # pyright: ignore[reportUnknownArgumentType]
    elif is_dataclass(value):
        for one in fields(value):
            yield from _strings(getattr(value, one.name))
