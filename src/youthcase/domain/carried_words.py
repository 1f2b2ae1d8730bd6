"""How are words compared, however they are spelled, spaced or dressed up?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from youthcase import resources
from youthcase.domain.plan_sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Letters of other scripts, and digits, that stand for Latin letters to the eye.
_ALIKE = str.maketrans("авеѕіјкмнорстухԁɡαοιερνκ", "abesijkmhopctyxdgaoiepvk")
_DIGITS = str.maketrans("0134578@$", "oieastbas")
_INSIDE = re.compile(r"(?<=[^\W\d_])[-.*_'\N{RIGHT SINGLE QUOTATION MARK}](?=[^\W\d_])")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-*]){2,}[^\W\d_](?!\w)")
_WORD = re.compile(r"[^\W_]+")
_ENDED = re.compile("(?:^|[.!?:;\n])[ \t\"'“«(\N{LEFT SINGLE QUOTATION MARK}]*$")
# Said of anybody by anybody: these are never a name, though a sentence may begin with them.
_SMALL = """
a about after again against all also always am an and another any anybody anyone are around as
ask at aunt auntie aunty away back bad be because been before being bit both boy boys bring
brother brothers but by call calls came can cannot carer child children close come comes coming
could cousin cousins dad daddy day days did do does doing done down each easy eight emoji end
evening ever every everybody everyone family father fetch fetches few find first five for four
friend friends from gets getting girl girls give go goes going good got gran grandad grandma
grandpa granny great group had happen happens has have having he hear hears help helps her here
hers herself him himself his home house how hows i if in inside into is it its just keep keeps
kids knew know knows last late later leave leaves left let like lives long look looks made make
makes man many mate mates may me meet meets men might mine more most mother mum mummy must my
myself nan nana near need needs never new next nice night nine no nobody none not nothing now
of off often ok okay old older on once one only or other others our out outside over own parent
parents people person phone phones pick picks place places please put puts quick read rest ring
rings road room round said same sat saturday say says school seven she shop should shows since
sister sisters six so some somebody someone something sometimes somewhere son soon stay stays
still stop street strong sunday take takes talk talks tell tells ten text texts than that the
their them then there these they thing things think this those three through thursday time to
today together told tomorrow too took tuesday two uncle under until up us use used very wait
waits walk walks want wants was way we wednesday week weeks well went were what when where
whether which while who whoever whole why will with without woman women word words work worker
works would year years yes yesterday yet you young your yourself monday friday january february
march april june july august september october november december football basketball boxing
cooking gym library youth club coach teacher tutor miss sir mr mrs ms dr worried threatened
younger bigger bus train station park college coming online phone snapchat instagram tiktok
whatsapp england london football music english
"""


@cache
def small() -> frozenset[str]:
    """Words that are nobody's name even with a capital letter inside a sentence."""
    return frozenset(_SMALL.split())


@cache
def ordinary() -> frozenset[str]:
    """Words that say nothing by themselves and are nobody's name."""
    offered = " ".join(s for part in sections() for s in (*part.suggestions, part.title))
    found = {*_SMALL.split(), *resources.text("words.txt").split()}
    return frozenset(found.union(*(_plain(w) for w in _WORD.findall(offered.casefold()))))


def is_ordinary(word: str) -> bool:
    """Whether a folded word is an everyday one, in any of its forms."""
    stems = {
        word,
        *(word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing", "ly", "er")),
    }
    return bool(stems & ordinary()) or f"{word.removesuffix('ing')}e" in ordinary()


@lru_cache(maxsize=5_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` without case, accents, look-alike letters or hidden characters."""
    return tuple(t for word in _WORD.findall(_seen(text)) for t in _plain(word))


def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of `text` in each way in which somebody could read them.

    As they stand; with marks inside words left out (`ga-ng`), with spaced letters closed up
    (`g a n g`), and with digits read as the letters that they look like (`g4ng`).
    """
    seen = _seen(text)
    closed = _SPACED.sub(lambda found: re.sub(r"[ .\-*]", "", found[0]), seen)
    closed = _INSIDE.sub("", closed)
    spelled = re.sub(r"[^\W_]*[^\W\d_][^\s]*", lambda f: f[0].translate(_DIGITS), closed)
    every = (tokens(t) for t in (seen, closed, spelled))
    return tuple(dict.fromkeys(every))


def holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether `wanted` stands in `words`, word by word; the last may be the beginning of one.

    A wanted word that ends in a star is found as a beginning.
    """
    size = len(wanted)
    return any(
        all(_is(word, want) for word, want in zip(words[n : n + size], wanted, strict=True))
        for n in range(len(words) - size + 1)
    )


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """The words of `text` that could be names, folded, with their place among its words.

    Inside a sentence a capital letter makes a name; at its beginning only a word that is
    not an everyday one does.
    """
    shown = _INSIDE.sub("", _seen(text))
    for n, found in enumerate(_WORD.finditer(shown)):
        word = found[0]
        plain = "".join(_plain(word))
        if not word[0].isupper() or len(plain) < 2 or _is_small(plain):
            continue
        begins = bool(_ENDED.search(shown[: found.start()]))
        if not (begins and is_ordinary(plain)):
            yield plain, n


def _is_small(word: str) -> bool:
    return word in small() or word.removesuffix("s") in small()


def _is(word: str, want: str) -> bool:
    if want.endswith("*"):
        return word.startswith(want[:-1])
    return word in {want, f"{want}s"}


def _seen(text: str) -> str:
    """`text` without characters that nobody sees."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFKC", text)
    return "".join(c for c in shown if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=20_000)
def _plain(word: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_ALIKE))
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return tuple(_WORD.findall(kept))
