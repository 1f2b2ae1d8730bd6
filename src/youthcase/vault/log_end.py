"""Does the log that a crash has left end where writing ended, or is a part of it harmed?

SQLite reads a log (WAL) up to the first entry that does not fit, and takes that for its end.
After a loss of power that is right: only the last transaction can be torn, since the one
before it was flushed before it began. But where an entry has changed since, all that was
saved after it would be gone without a word. So this looks behind the first entry that does
not fit. Source: SQLite, "WAL-mode File Format", for the log and for its index.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Sums = tuple[int, int]

_HEADER, _ENTRY, _PAGE = 32, 24, 4096
_SECTOR = 512
_MAGIC = 0x377F_0682  # its lowest bit says that words are big-endian
_VERSION = 3_007_000
_INDEX_HEADER = struct.Struct("=3I2BH2I2I8s2I")
_SUMMED_OF_INDEX = 40
_MASK = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a log: its content, what the one before it says, what it says of itself."""

    salts: bytes
    words: array[int]
    before: Sums
    says: Sums
    is_last: bool  # of its transaction
    is_cut: bool  # a sector of the disk ends between its page number and its salts

    @property
    def counted(self) -> Sums:
        """What its checksum should be."""
        return _sums(self.before, self.words)

    @property
    def fits(self) -> bool:
        """Whether it was written right behind the entry before it, and not changed since."""
        return self.counted == self.says and self.words[0] != 0


@dataclass(frozen=True, slots=True)
class _Index:
    """What the index says was flushed: so many entries under these salts, the last sum."""

    entries: int
    salts: bytes
    says: Sums


def is_harmed(file: Path) -> bool:
    """Whether the log of a database file holds more than SQLite would read of it.

    What a loss of power has torn off the last transaction does not count. No connection to
    the file may be open in this process. Raises: OSError if it cannot be read.
    """
    log = file.with_name(f"{file.name}-wal")
    if not log.is_file() or log.stat().st_size <= _HEADER:
        return False
    index = _index(file.with_name(f"{file.name}-shm"))
    with log.open("rb") as source:
        head = source.read(_HEADER)
        is_big = head[3] == (_MAGIC | 1) & 0xFF
        if head[:3] == _MAGIC.to_bytes(4, "big")[:3] and _sums(
            (0, 0), _words(head[:24], is_big=is_big)
        ) == _pair(head[24:]):
            return _has_more(_entries(source, _pair(head[24:]), is_big), head[16:24], index)
        is_big = sys.byteorder == "big"
        return _is_header_off_by_a_bit(head) or _has_any(
            _entries(source, _pair(head[24:]), is_big), index
        )


def _has_more(entries: Iterator[_Entry], salts: bytes, index: _Index | None) -> bool:
    """Whether SQLite would stop before the end of what was flushed."""
    is_read, whole, is_end = True, 0, False
    for number, entry in enumerate(entries, start=1):
        fits = entry.salts == salts and entry.fits  # what is left from earlier is not reckoned
        if is_read and not fits:
            if _is_off_by_a_bit(entry, salts):
                return True
            is_read = False
        elif is_read and entry.is_last:
            whole = number
        elif not is_read and fits and is_end:
            return True  # nothing is written behind a transaction that was not flushed
        is_end = fits and entry.is_last
    return index is not None and index.salts == salts and whole < index.entries


def _has_any(entries: Iterator[_Entry], index: _Index | None) -> bool:
    """Whether a log whose header is harmed, so that SQLite reads nothing, holds anything."""
    is_end = False
    for number, entry in enumerate(entries, start=1):
        fits = entry.fits
        if fits and is_end:
            return True
        is_end = fits and entry.is_last
        if index == _Index(number, entry.salts, entry.says):
            return True
    return False


def _entries(source: BinaryIO, before: Sums, is_big: bool) -> Iterator[_Entry]:
    at = _HEADER
    while len(raw := source.read(_ENTRY + _PAGE)) == _ENTRY + _PAGE:
        words = _words(raw[:8] + raw[_ENTRY:], is_big=is_big)
        says = _pair(raw[16:24])
        yield _Entry(
            salts=raw[8:16],
            words=words,
            before=before,
            says=says,
            is_last=any(raw[4:8]),
            is_cut=(at + 8) % _SECTOR == 0,
        )
        before = says
        at += _ENTRY + _PAGE


def _index(file: Path) -> _Index | None:
    """What the index beside the log says, if a crash has left it whole.

    SQLite writes it once the flush of the log has returned, so what it counts was durable.
    """
    try:
        with file.open("rb") as source:
            both = source.read(2 * _INDEX_HEADER.size)
    except OSError:
        return None
    for begin in range(0, len(both) - _INDEX_HEADER.size + 1, _INDEX_HEADER.size):
        raw = both[begin : begin + _INDEX_HEADER.size]
        fields = _INDEX_HEADER.unpack(raw)
        words = _words(raw[:_SUMMED_OF_INDEX], is_big=sys.byteorder == "big")
        if fields[0] == _VERSION and _sums((0, 0), words) == fields[-2:] and fields[6]:
            return _Index(fields[6], fields[10], (fields[8], fields[9]))
    return None


def _words(raw: bytes, *, is_big: bool) -> array[int]:
    words = array("I", raw)
    if is_big != (sys.byteorder == "big"):
        words.byteswap()
    return words


def _pair(raw: bytes) -> Sums:
    return int.from_bytes(raw[:4], "big"), int.from_bytes(raw[4:8], "big")


@cache
def _shares(count: int) -> tuple[list[int], list[int]]:
    """How often each of so many words counts in either sum; two more for the sums before.

    The checksum adds words in pairs: s0 += x + s1, then s1 += y + s0. So each sum is a sum of
    products, which is quick to reckon and can be solved for one word.
    """
    first, second = [0] * count, [0] * count
    # What a growth of s0, and of s1, now will have grown both sums by at the end.
    s0, s1 = (1, 0), (0, 1)
    for at in range(count - 2, -1, -2):
        x = (s0[0] + s1[0]) & _MASK, (s0[1] + s1[1]) & _MASK
        first[at], second[at] = x
        first[at + 1], second[at + 1] = s1
        s0, s1 = x, ((x[0] + s1[0]) & _MASK, (x[1] + s1[1]) & _MASK)
    return [*first, s0[0], s1[0]], [*second, s0[1], s1[1]]


def _sums(before: Sums, words: array[int]) -> Sums:
    """SQLite's checksum of `words`, begun at `before`."""
    first, second = _shares(len(words))
    both = (*words, *before)
    return sum(map(mul, first, both)) & _MASK, sum(map(mul, second, both)) & _MASK


def _is_header_off_by_a_bit(head: bytes) -> bool:
    says = _pair(head[24:])
    both = [_words(head[:24], is_big=is_big) for is_big in (False, True)]
    return any(_is_one_bit(words, _sums((0, 0), words), says) for words in both)


def _is_off_by_a_bit(entry: _Entry, salts: bytes) -> bool:
    """Whether an entry would fit if one bit of it were another.

    A torn one would not: its page is enciphered, so that old and new have nothing in common.
    Only its page number may be like the one before, and stand on a sector of its own.
    """
    if entry.salts != salts:
        return entry.fits and _bits(entry.salts, salts) == 1
    return _is_one_bit(entry.words, entry.counted, entry.says, begin=2 * entry.is_cut)


def _is_one_bit(words: array[int], counted: Sums, says: Sums, *, begin: int = 0) -> bool:
    both = [(one ^ other).bit_count() for one, other in zip(counted, says, strict=True)]
    if sum(both) == 1:
        return True
    first, second = _shares(len(words))
    missing = (says[0] - counted[0]) & _MASK, (says[1] - counted[1]) & _MASK
    for at in range(begin, len(words)):
        for bit in range(32):
            change = -(1 << bit) if words[at] >> bit & 1 else 1 << bit
            if (change * first[at] & _MASK, change * second[at] & _MASK) == missing:
                return True
    return False


def _bits(one: bytes, other: bytes) -> int:
    """In how many bits two texts of the same length differ."""
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))
