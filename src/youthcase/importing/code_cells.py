"""Which code does a cell mean?"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from youthcase.domain.codes import CodeList, code_list
from youthcase.i18n import _
from youthcase.importing.problems import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

LISTED_AT_MOST = 24

# Codes that say that there is nothing to list, so that none can stand beside them.
ALONE = frozenset({"NONE", "NK", "NS"})


class Unlisted:
    """Stands for a code that an open list does not know; the cell is left out."""

    __slots__ = ("remedy", "sentence")

    def __init__(self, sentence: str, remedy: str) -> None:
        self.sentence = sentence
        self.remedy = remedy


@cache
def _folded(name: str) -> dict[str, str | None]:
    """The codes of a list without case; None where two codes differ only in it."""
    spelled: defaultdict[str, list[str]] = defaultdict(list)
    for code in code_list(name).codes:
        spelled[_fold(code.code)].append(code.code)
        if code.code.isdigit():  # a spreadsheet makes 1 of 01
            spelled[str(int(code.code))].append(code.code)
    return {key: found[0] if len(set(found)) == 1 else None for key, found in spelled.items()}


def _fold(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").casefold().split())


def find_code(name: str, text: str) -> str | None:
    """The code of the list `name` that `text` means, whatever its case, if it is one."""
    if code_list(name).has(text):
        return text
    return _folded(name).get(_fold(text))


def code_reader(name: str, *, is_open: bool) -> Callable[[str], object]:
    """The function that finds the one code of a cell."""
    known: dict[str, str] = {}

    def read(text: str) -> object:
        code = known.get(text) or find_code(name, text)
        if code is None and is_open:
            code = _by_label(name, text)
        if code is None:
            problem = _unknown(code_list(name), text)
            if is_open:
                return Unlisted(problem.sentence, problem.remedy)
            raise problem
        known[text] = code
        return code

    return read


def codes_reader(name: str) -> Callable[[str], object]:
    """The function that finds the several codes of a cell."""
    known: dict[str, tuple[str, ...]] = {}

    def read(text: str) -> tuple[str, ...]:
        if text in known:
            return known[text]
        codes = _several(name, text)
        known[text] = codes
        return codes

    return read


def _several(name: str, text: str) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        code = find_code(name, part.strip())
        if code is None:
            problem = _unknown(code_list(name), part.strip())
            if "," in part or "/" in part or "|" in part:
                raise Unreadable(problem.sentence, _("Put a semicolon between two codes."))
            raise problem
        codes[code] = None
    if len(codes) > 1 and (alone := ALONE & codes.keys()):
        raise Unreadable(
            _("{code} cannot stand beside other codes.").format(code=min(alone)),
            _("Keep either {code} or the other codes.").format(code=min(alone)),
        )
    return tuple(codes)


def _by_label(name: str, text: str) -> str | None:
    wanted = _fold(text)
    return next((c.code for c in code_list(name).codes if _fold(c.label) == wanted), None)


def _unknown(codes: CodeList, text: str) -> Unreadable:
    every = [c.code for c in codes.codes]
    near = _by_label(codes.name, text) or next(
        iter(get_close_matches(text[:40].upper(), every, n=1, cutoff=0.7)), None
    )
    if near:
        remedy = _("Is {code} meant? Write the code itself.").format(code=near)
    elif len(every) <= LISTED_AT_MOST:
        remedy = _("Use one of: {codes}.").format(codes=", ".join(every))
    else:
        remedy = _("The sheet “codes” of the template lists the codes that can be used.")
    return Unreadable(
        _("This is not a code of the list “{title}”.").format(title=codes.title), remedy
    )
