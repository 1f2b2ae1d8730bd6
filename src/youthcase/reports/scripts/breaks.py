"""Where may a line end, in each script?

Lines end at spaces, after hyphens and dashes between letters, and at the marks that divide
Ethiopic words; never before a mark that closes, nor after one that opens. Source: Unicode
Standard Annex 14, as far as the scripts of our languages need it.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from youthcase.reports.scripts.faces import clusters
from youthcase.reports.scripts.isolating import NO_BREAK_SPACE

_SPACES = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")
_DASHES = frozenset("-\u2010\u2013\u2014/\u200b")
_WORD_ENDS = frozenset("\u1361\u1362\u1363\u1364\u1365\u1366\u1367\u1368\u0964\u0965")
_CLOSING = frozenset("!?;:,.%\u2026\u060c\u061b\u061f\u06d4\u066a") | _WORD_ENDS
_BENGALI_VIRAMA = "\u09cd"


def is_space(character: str) -> bool:
    """Whether a line may end at it, and nobody sees it there."""
    return character in _SPACES


def tokens(text: str) -> list[tuple[int, int]]:
    """The pieces that stay whole, each with the spaces after it."""
    found: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(text)):
        if _may_end(text, i):
            found.append((start, i))
            start = i
    return [*found, (start, len(text))] if text else []


def numbers_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The groups of digits of a number that is longer than a line."""
    cuts = [i + 1 for i in range(start, end - 1) if text[i] == NO_BREAK_SPACE]
    return list(pairwise((start, *cuts, end)))


def letters_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The smallest pieces of a word that is longer than a line."""
    found: list[tuple[int, int]] = []
    for first, last in clusters(text[start:end]):
        joined = found and text[found[-1][1] - 1] == _BENGALI_VIRAMA
        begin = found.pop()[0] if joined else start + first
        found.append((begin, start + last))
    return found


def _may_end(text: str, i: int) -> bool:
    """Whether a line may end between letters i - 1 and i."""
    left, right = text[i - 1], text[i]
    if is_space(right):
        return False
    if is_space(left):
        return not _closes(right) and not _opens_before(text, i - 1)
    if left in _DASHES:
        return i > 1 and text[i - 2].isalpha() and right.isalpha()
    return left in _WORD_ENDS and not _closes(right)


def _closes(character: str) -> bool:
    return character in _CLOSING or unicodedata.category(character) in {"Pe", "Pf"}


def _opens_before(text: str, i: int) -> bool:
    """Whether an opening bracket stands before the spaces that end at i."""
    while i >= 0 and is_space(text[i]):
        i -= 1
    return i >= 0 and unicodedata.category(text[i]) in {"Ps", "Pi"}
