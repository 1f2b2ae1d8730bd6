"""Which characters can be drawn, and how is text made ready for paper?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports.scripts.faces import clusters, face_for, script_of
from youthcase.reports.scripts.isolating import EMBEDDINGS, MARKS, NO_BREAK_SPACE
from youthcase.reports.type import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED_AT_MOST = 6
_NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What other programs leave in pasted text: seen by nobody, or the same mark by another number.
_SAME = str.maketrans(
    {
        **dict.fromkeys(
            "\t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " "
        ),
        "\N{NARROW NO-BREAK SPACE}": NO_BREAK_SPACE,
        "\N{NON-BREAKING HYPHEN}": "\N{HYPHEN}",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "\N{WORD JOINER}": None,
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
        **dict.fromkeys(EMBEDDINGS),
    }
)
_UNMARKED = str.maketrans(dict.fromkeys(MARKS))
# A telephone number, a date or a reference is not torn apart at the end of a line.
_INSIDE_A_NUMBER = re.compile(r"(?<=\d) (?=\d)")


def clean(text: str) -> str:
    """`text` as it is drawn: composed letters, one kind of line break, whole numbers."""
    text = unicodedata.normalize("NFC", _NEW_LINE.sub("\n", text)).translate(_SAME)
    return _INSIDE_A_NUMBER.sub(NO_BREAK_SPACE, text)


def unmarked(text: str) -> str:
    """`text` cleaned, without the marks that only say a direction."""
    return clean(text).translate(_UNMARKED)


def is_plain(text: str) -> bool:
    """Whether Lexend alone draws all of `text`, each character by itself."""
    return _plain().issuperset(unmarked(text))


def check(*values: object) -> None:
    """Raise a `Refusal` that names each character in `values` that cannot be drawn.

    Strings are found in tuples and records at any depth. The sentence holds the characters
    and their names, never the text around them.
    """
    found: dict[str, None] = {}
    for text in _strings(values):
        if not is_plain(text):
            found.update(dict.fromkeys(_lacking(unmarked(text))))
    if not found:
        return
    named = [_named(c) for c in found]
    if (more := len(named) - _NAMED_AT_MOST) > 0:
        named[_NAMED_AT_MOST:] = [_("and {n} more").format(n=more)]
    raise Refusal(
        _(
            "The typefaces for paper lack these characters: {characters}. Nothing was printed "
            "and the plan is unchanged. Write them another way and print again."
        ).format(characters=", ".join(named))
    )


@cache
def _plain() -> frozenset[str]:
    # A mark that stands alone after composing would be drawn beside its letter, not on it.
    drawn = (chr(code) for code in glyphs() if code >= ord(" "))
    return frozenset(c for c in drawn if not unicodedata.combining(c)) | {"\n"}


def _lacking(text: str) -> Iterator[str]:
    """The characters that no typeface draws, alone or with the letter that they stand on."""
    for line in text.split("\n"):
        for start, end in clusters(line):
            cluster = line[start:end]
            if not _is_drawn(cluster):
                alone = [c for c in cluster if not _is_drawn(c)]
                yield from alone or cluster[1:]


def _is_drawn(cluster: str) -> bool:
    script = script_of(cluster[0]) or ""
    return all(face_for(cluster, script, bold=bold) for bold in (False, True))


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
