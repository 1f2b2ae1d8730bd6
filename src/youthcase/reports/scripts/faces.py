"""Which typeface draws which letter, and which glyphs does a word become in it?

The only module that shapes; everything is measured in thousandths of the type size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import uharfbuzz

from youthcase import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

# The library is compiled and says nothing of its types.
hb = cast("Any", uharfbuzz)

# Folder and weights of each family, the one that is preferred first: Lexend is the voice of
# our paper, the others have what it lacks, and the last one has most letters.
_FAMILIES = (
    ("lexend", "Lexend-Regular", "Lexend-SemiBold"),
    ("vazirmatn", "Vazirmatn-Regular", "Vazirmatn-Bold"),
    ("noto-sans-ethiopic", "NotoSansEthiopic-Regular", "NotoSansEthiopic-Bold"),
    ("noto-sans-bengali", "NotoSansBengali-Regular", "NotoSansBengali-Bold"),
    ("noto-sans", "NotoSans-Regular", "NotoSans-Bold"),
)
_OWN = {"Arab": 1, "Ethi": 2, "Beng": 3, "Cyrl": 4, "Grek": 4}
# Some typefaces have blanks for controls; a control is no letter, and an override could show
# a number backwards.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
LATIN = "Latn"
_MOST_WORDS = 5000  # kept shaped; a long report has that many different ones
JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn shape: its number, where its letters begin, how far it moves on, its offset."""

    number: int
    at: int
    advance: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Word:
    """Letters of one direction, script and typeface, with what stands around them.

    The letters before and after are not drawn; an Arabic letter takes its shape from them.
    """

    letters: str
    leftward: bool
    script: str
    language: str
    before: str = ""
    after: str = ""


class Face:
    """One typeface in one weight, in memory while the program runs."""

    def __init__(self, folder: str, name: str) -> None:
        self.name = name
        self.face = hb.Face(
            hb.Blob(resources.path("fonts", folder, f"{name}.ttf").read_bytes())
        )
        self._font = hb.Font(self.face)
        self.letters = frozenset(
            code
            for code in cast("set[int]", self.face.unicodes)
            if unicodedata.category(chr(code)) not in _UNSEEN
        )
        self._scale = 1000 / int(self.face.upem)
        self._outlines: dict[int, str] = {}
        self._words: dict[Word, tuple[Glyph, ...]] = {}

    def shape(self, word: Word) -> tuple[Glyph, ...]:
        """The glyphs of a word from left to right."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            known = self._words[word] = tuple(self._shape(word))
        return known

    def width_of(self, glyph: int) -> float:
        """How far a glyph moves on by itself."""
        return float(self._font.get_glyph_h_advance(glyph)) * self._scale

    def outline(self, glyph: int) -> str:
        """The shape of a glyph as a path of a page, empty for a blank."""
        known = self._outlines.get(glyph)
        if known is None:
            known = self._outlines[glyph] = self._outline(glyph)
        return known

    def table(self, tag: str) -> bytes:
        """The bytes of one table of the font file."""
        return bytes(self.face.reference_table(tag).data)

    @property
    def scale(self) -> float:
        """Thousandths of the type size for one unit of the font."""
        return self._scale

    def _outline(self, glyph: int) -> str:
        pen = _Pen(self._scale)
        self._font.draw_glyph_with_pen(glyph, pen)
        return " ".join(pen.steps)

    def _shape(self, word: Word) -> Iterator[Glyph]:
        buffer = hb.Buffer()
        around = word.before + word.letters + word.after
        buffer.add_str(around, len(word.before), len(word.letters))
        buffer.direction = "rtl" if word.leftward else "ltr"
        buffer.script = word.script
        buffer.language = word.language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer)
        scale, skipped = self._scale, len(word.before)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            yield Glyph(
                int(info.codepoint),
                int(info.cluster) - skipped,
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
            )


class _Pen:
    """Writes an outline down as a page does; it has cubic curves only."""

    def __init__(self, scale: float) -> None:
        self.steps: list[str] = []
        self._scale = scale
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the library's name
        self._step("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._step("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._step("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        control, end = points
        first, second = (
            (a[0] + (control[0] - a[0]) * 2 / 3, a[1] + (control[1] - a[1]) * 2 / 3)
            for a in (self._at, end)
        )
        self._step("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append("h")

    def _step(self, name: str, *points: tuple[float, float]) -> None:
        self._at = points[-1]
        flat = [f"{n * self._scale:.0f}" for point in points for n in point]
        self.steps.append(" ".join([*flat, name]))


@cache
def faces(*, bold: bool) -> tuple[Face, ...]:
    """The typefaces of one weight, in the order in which they are asked."""
    return tuple(Face(folder, heavy if bold else light) for folder, light, heavy in _FAMILIES)


@cache
def script_of(character: str) -> str | None:
    """The script, such as `Arab`; None for what all scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return cast("str | None", buffer.script)


def alphabet_of(text: str) -> str:
    """The script of most letters of a text; Latin when it has none."""
    found = [script for c in text if c.isalpha() and (script := script_of(c))]
    return max(found, key=found.count, default=LATIN)


def is_latin(text: str) -> bool:
    """Whether a text has Latin letters and no others."""
    return {script_of(c) for c in text if c.isalpha()} == {LATIN}


@cache
def face_for(cluster: str, script: str, *, bold: bool) -> Face | None:
    """The typeface that can draw a letter with all its marks, None when there is none."""
    wanted = [ord(c) for c in cluster if c not in JOINERS]
    known = faces(bold=bold)
    own = [known[_OWN[script]]] if script in _OWN else []
    return next((f for f in (*own, *known) if f.letters.issuperset(wanted)), None)


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter with its marks begins and ends."""
    start = 0
    for i, character in enumerate(text):
        if i > start and not goes_with_the_one_before(character):
            yield start, i
            start = i
    if text:
        yield start, len(text)


@cache
def goes_with_the_one_before(character: str) -> bool:
    """Whether a mark or a joiner belongs to the letter it follows."""
    return character in JOINERS or unicodedata.category(character)[0] == "M"
