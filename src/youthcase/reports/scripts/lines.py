"""Into which lines does a text fall, and where on them does each word stand?

Measures are thousandths of the type size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color

from youthcase.reports.scripts import bidi
from youthcase.reports.scripts.breaks import is_space, letters_of, numbers_of, tokens
from youthcase.reports.scripts.faces import (
    JOINERS,
    LATIN,
    Face,
    Glyph,
    Word,
    clusters,
    face_for,
    faces,
    script_of,
)
from youthcase.reports.scripts.isolating import MARKS, leans, number_safe, set_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Look:
    """The weight and the colour of a run of words."""

    bold: bool
    colour: Color


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that are drawn with one typeface, in one direction and look."""

    start: int
    end: int
    letters: str
    leftward: bool
    face: Face
    look: Look
    glyphs: tuple[Glyph, ...]
    width: float  # how far all its glyphs move on

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is seen."""
        return is_space(self.letters[0])


@dataclass(frozen=True, slots=True)
class Shape:
    """What one letter with its marks is drawn with: `at` is where it stands on its line."""

    place: int
    letters: str
    glyphs: tuple[Glyph, ...]
    at: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces in the order in which they are drawn, from left to right."""

    pieces: tuple[Piece, ...]
    leftward: bool
    text: str

    def shapes(self) -> Iterator[Shape]:
        """The shapes of its letters, from left to right."""
        at = 0.0
        for piece in self.pieces:
            ends = _ends(piece)
            together: list[Glyph] = []
            for n, glyph in enumerate(piece.glyphs):
                together.append(glyph)
                if n + 1 < len(piece.glyphs) and piece.glyphs[n + 1].at == glyph.at:
                    continue
                letters = piece.letters[glyph.at : ends[glyph.at]]
                yield Shape(piece.start + glyph.at, letters, tuple(together), at, piece)
                at += sum(one.advance for one in together)
                together = []

    @property
    def trailing(self) -> float:
        """The width of the spaces at its end, which nobody sees."""
        at_end = self.pieces if self.leftward else self.pieces[::-1]
        width = 0.0
        for piece in at_end:
            if not piece.is_blank:
                break
            width += piece.width
        return width

    @property
    def width(self) -> float:
        """What is seen of it."""
        return sum(piece.width for piece in self.pieces) - self.trailing


class Laid:
    """One paragraph of the bidirectional algorithm: the words up to a line break."""

    def __init__(
        self, runs: Sequence[tuple[str, Look]], language: str, *, leftward: bool
    ) -> None:
        safe = [(number_safe(words), look) for words, look in runs]
        lean = leans("".join(words for words, _ in safe))
        base = int(leftward) if lean is None else lean
        if len(safe) > 1:
            safe = [(_islanded(words, base), look) for words, look in safe]
        whole = "".join(words for words, _ in safe)
        looks = [look for words, look in safe for _ in words]
        resolved = bidi.resolve(whole, base)
        drawn = [
            i
            for i, c in enumerate(whole)
            if c in JOINERS or (c not in MARKS and resolved.levels[i] != bidi.REMOVED)
        ]
        self.text = "".join(whole[i] for i in drawn)
        self.language = language
        self.looks = [looks[i] for i in drawn]
        levels = _filled([resolved.levels[i] for i in drawn], base)
        self.resolved = bidi.Resolved(base, levels, [resolved.classes[i] for i in drawn])
        self.scripts = _scripts(self.text, levels)
        self.faces = self._faces()
        self._ends = self._alike()
        self._made: dict[tuple[int, int], Piece] = {}

    def lines(self, width: float) -> Iterator[Line]:
        """The lines of that width; an empty paragraph is one empty line."""
        start, at = 0, 0.0
        for first, last, wide, seen in self._measured(width):
            if at and at + seen > width:
                yield self._line(start, first)
                start, at = first, 0.0
            del last
            at += wide
        yield self._line(start, len(self.text))

    def least(self) -> float:
        """The width of the widest piece that stays whole."""
        return max((seen for *_, seen in self._tokens()), default=0.0)

    def _measured(self, width: float) -> Iterator[tuple[int, int, float, float]]:
        """Each piece that stays whole, with its width, and without the spaces at its end."""
        for token in self._tokens():
            if token[3] <= width:
                yield token
                continue
            for group in numbers_of(self.text, token[0], token[1]):
                whole = (*group, *self._widths(*group))
                if whole[3] <= width:
                    yield whole
                    continue
                for first, last in letters_of(self.text, *group):
                    yield (first, last, *self._widths(first, last))

    def _tokens(self) -> Iterator[tuple[int, int, float, float]]:
        for first, last in tokens(self.text):
            yield (first, last, *self._widths(first, last))

    def _widths(self, start: int, end: int) -> tuple[float, float]:
        pieces = list(self._pieces(start, end))
        blank = sum(piece.width for piece in pieces if piece.is_blank)
        whole = sum(piece.width for piece in pieces)
        return whole, whole - blank if pieces and pieces[-1].is_blank else whole

    def _line(self, start: int, end: int) -> Line:
        pieces = list(self._pieces(start, end))
        levels = bidi.line_levels(self.resolved, start, end)
        order = bidi.visual_order([levels[piece.start - start] for piece in pieces])
        return Line(
            tuple(pieces[i] for i in order),
            bool(self.resolved.base & 1),
            self.text[start:end],
        )

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        while at < end:
            last = min(end, self._ends[at])
            made = self._made.get((at, last))
            if made is None:
                made = self._made[at, last] = self._piece(at, last)
            yield made
            at = last

    def _alike(self) -> list[int]:
        """Where the letters end that are drawn like each one, and in one go with it."""
        blank = map(is_space, self.text)
        kinds = zip(
            self.resolved.levels, self.scripts, self.faces, self.looks, blank, strict=True
        )
        found: list[int] = []
        for _kind, together in groupby(kinds):
            count = len(list(together))
            found += [len(found) + count] * count
        return found

    def _piece(self, start: int, end: int) -> Piece:
        text, face = self.text, self.faces[start]
        leftward = bool(self.resolved.levels[start] & 1)
        joins = self.scripts[start] == "Arab"
        before = text[start - 1] if joins and start and not is_space(text[start - 1]) else ""
        after = text[end] if joins and end < len(text) and not is_space(text[end]) else ""
        word = Word(
            text[start:end], leftward, self.scripts[start], self.language, before, after
        )
        glyphs = face.shape(word)
        width = sum(glyph.advance for glyph in glyphs)
        return Piece(start, end, word.letters, leftward, face, self.looks[start], glyphs, width)

    def _faces(self) -> list[Face]:
        found: list[Face] = []
        for start, end in clusters(self.text):
            bold = self.looks[start].bold
            face = face_for(self.text[start:end], self.scripts[start], bold=bold)
            found += [face or faces(bold=bold)[0]] * (end - start)
        return found


def _ends(piece: Piece) -> dict[int, int]:
    """Where the letters of each shape end, by where they begin."""
    starts = sorted({glyph.at for glyph in piece.glyphs})
    return dict(zip(starts, [*starts[1:], len(piece.letters)], strict=True))


def _islanded(words: str, base: int) -> str:
    lean = leans(words)
    return words if lean is None or lean == base else set_apart(words)


def _filled(levels: list[int], base: int) -> list[int]:
    """A joiner, which the algorithm removes, goes with the letter before it."""
    found: list[int] = []
    for level in levels:
        found.append(level if level != bidi.REMOVED else found[-1] if found else base)
    return found


def _scripts(text: str, levels: list[int]) -> list[str]:
    """The script of each letter.

    What all scripts share goes with a letter before it that runs the same way, else with one
    after it; a number in right-to-left words goes with neither, but is Latin and stays whole.
    """
    found: list[str] = []
    known = [script_of(c) for c in text]
    for same in _stretches(levels):
        last = next((known[i] for i in same if known[i]), None) or LATIN
        for i in same:
            last = known[i] or last
            found.append(last)
    return found


def _stretches(levels: list[int]) -> Iterator[range]:
    at = 0
    for _, together in groupby(levels):
        count = len(list(together))
        yield range(at, at + count)
        at += count
