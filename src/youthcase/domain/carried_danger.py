"""What in a plan and its file belongs to the danger: names, places, and the signal?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from youthcase.domain.carried_rules import rules
from youthcase.domain.carried_words import holds, is_ordinary, names_in, small, tokens
from youthcase.domain.plan_copy_parts import PEOPLE, WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from youthcase.domain.plans import PlanContent

Phrase = tuple[str, ...]

_WORRIES, _SAFER, _SIGNAL, _IF = 3, 9, 12, 13
_TELLING_OF_DANGER = (4, 10, _IF)  # where danger is spoken of between other things
_NEAR = 6  # words between a name and what is said of it
_SHORT = 7  # so many words are one saying, not a sentence about it
_QUOTED = re.compile(
    '[“"\N{LEFT SINGLE QUOTATION MARK}«„]'
    '([^”"\N{RIGHT SINGLE QUOTATION MARK}»“]{2,60})[”"\N{RIGHT SINGLE QUOTATION MARK}»“]'
    r"|(?<!\w)'([^']{2,60})'(?!\w)"
)
_SENTENCE = re.compile(r"[^.!?;\n]+")
_SPEAKING = frozenset(
    {"worried", "worries", "worry", "said", "says", "told", "thinks", "noticed", "saw", "asked"}
    | {"reported", "reports", "feels", "knows"}
)
_FEARED = """
threat* attack* hurt* hit hits beat* rob robbed robs stab* chas* follow* owe* debt* gang*
exploit* rival* groom* knife weapon* gun guns shot shoot* fight* fought jump* fear* scared
afraid danger* bully* bullied harm* deal* sell* drugs force* push* pressur* control*
recruit* violen* beef opp* older unsafe avoid contact revenge target* problem* enem*
assault* abus* looking arrest* snitch*
"""
_WHOLE = frozenset(word for word in _FEARED.split() if not word.endswith("*"))
_BEGINNINGS = tuple(word[:-1] for word in _FEARED.split() if word.endswith("*"))


@dataclass(frozen=True, slots=True)
class Danger:
    """What must not come onto carried paper because of what else is written."""

    names: frozenset[str] = field(default=frozenset(), repr=False)
    places: tuple[Phrase, ...] = field(default=(), repr=False)
    signals: tuple[Phrase, ...] = field(default=(), repr=False)
    symbols: frozenset[str] = field(default=frozenset(), repr=False)


def danger_in(
    content: PlanContent, records: tuple[str, ...], known_well: tuple[str, ...]
) -> Danger:
    """What the plan's own sections and the file's records name as dangerous or secret.

    `known_well` are names that are no danger: the young person's and the colleagues'.
    """
    ours = {token for name in known_well for token in tokens(name)}
    names = {name for name in _names(content, records) if name not in ours}
    signals = tuple(dict.fromkeys(_signals(content)))
    return Danger(frozenset(names), tuple(_places(content)), signals, _symbols(content))


def _names(content: PlanContent, records: tuple[str, ...]) -> Iterator[str]:
    trusted = {
        name
        for number in (PEOPLE, WORKERS)
        for item in content.in_section(number)
        for name, _n in names_in(item.text)
    }
    for text in _worries(content):
        near, speak = set(_feared(text)), set(_speakers(text))
        for name, _n in names_in(text):
            if name in near or not (name in trusted and name in speak):
                yield name
    told = [
        f"{item.text}\n{item.detail or ''}"
        for number in _TELLING_OF_DANGER
        for item in content.in_section(number)
    ]
    for text in (*told, *records):
        yield from _feared(text)


def _worries(content: PlanContent) -> Iterator[str]:
    """What is said where every word is about danger."""
    for number in (_WORRIES, _SAFER):
        for item in content.in_section(number):
            yield "\n".join(p for p in (item.text, item.detail) if p)
    for place in content.places:
        if place.status in {"AVOID", "UNSURE"}:
            yield "\n".join(p for p in (place.name, place.reason) if p)
        elif place.reason:
            yield place.reason


def _feared(text: str) -> Iterator[str]:
    """The names near which something dangerous is said, sentence by sentence."""
    for sentence in _SENTENCE.findall(text):
        words = tokens(sentence)
        where = [n for n, word in enumerate(words) if _is_feared(word)]
        if not where:
            continue
        # Put after a word, so that a name which begins the sentence is seen as one.
        for name, _n in names_in(f"said {sentence.strip()}"):
            if _is_feared(name):
                continue
            at = [n for n, word in enumerate(words) if word in {name, f"{name}s"}]
            if any(abs(n - m) <= _NEAR for n in at for m in where):
                yield name


def _speakers(text: str) -> Iterator[str]:
    """Those of whom it is said that they worry, or have told something."""
    words = tokens(text)
    for name, _n in names_in(text):
        at = [n for n, word in enumerate(words) if word == name]
        if any(set(words[n + 1 : n + 4]) & _SPEAKING for n in at):
            yield name


def _is_feared(word: str) -> bool:
    return word in _WHOLE or word.startswith(_BEGINNINGS)


def _places(content: PlanContent) -> Iterator[Phrase]:
    """Places to stay away from: the whole name, and what is said without the article."""
    for place in content.places:
        if place.status in {"AVOID", "UNSURE"}:
            words = tokens(place.name)
            bare = words[1:] if words[:1] in {("the",), ("my",), ("our",)} else words
            if bare and any(len(word) > 1 for word in bare):
                yield bare


def _signals(content: PlanContent) -> Iterator[Phrase]:
    """The code word: what stands in quotation marks, else all that is not everyday speech.

    Who hears it is said in the same breath; those people may stand on the copy by themselves.
    """
    people = [
        tokens(f"{item.text}\n{item.detail or ''}")
        for number in (PEOPLE, WORKERS)
        for item in content.in_section(number)
    ]
    for item in content.in_section(_SIGNAL):
        for said in (item.text, item.detail or ""):
            for phrase, is_it in _sayings(said):
                if is_it or not any(holds(words, phrase) for words in people):
                    yield phrase


def _sayings(said: str) -> Iterator[tuple[Phrase, bool]]:
    """Each phrase that may be the signal; whether it stands in quotation marks."""
    quoted = [one or other for one, other in _QUOTED.findall(said)]
    for saying in quoted:
        own = tokens(saying)
        for phrase in _phrase(own):
            yield phrase, True
        yield from (((word,), True) for word in own if len(word) > 3 and word not in small())
    words = tokens(said)
    runs = _phrase(words) if not quoted and 0 < len(words) <= _SHORT else _runs(words)
    for phrase in runs:
        yield phrase, False
    if not quoted:
        for word in words:
            if not is_ordinary(word) and len(word) > 2:
                yield (word,), False


def _phrase(words: Phrase) -> Iterator[Phrase]:
    if words:
        yield words
        yield from _runs(words)


def _runs(words: Phrase) -> Iterator[Phrase]:
    """Every three words in a row, so that half of a saying is found too."""
    telling = {word for rule in rules().values() for wanted in rule.words for word in wanted}
    for n in range(len(words) - 2):
        run = words[n : n + 3]
        if any(len(word) > 3 or word in telling for word in run):
            yield run


def _symbols(content: PlanContent) -> frozenset[str]:
    """Pictures that mean something to those who agreed on them."""
    said = "".join(f"{i.text}{i.detail or ''}" for i in content.in_section(_SIGNAL))
    return frozenset(
        c for c in said if unicodedata.category(c) in {"So", "Sk"} and ord(c) > 255
    )
