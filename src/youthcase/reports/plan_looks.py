"""What looks and reads the same on every copy of a plan?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle

from youthcase.domain.phrases import ENGLISH
from youthcase.reports.scripts.faces import LATIN, alphabet_of
from youthcase.reports.type import AMBER, CALM, GREEN, RED, WHITE, Tone
from youthcase.reports.voice import say, say_day, spoken
from youthcase.reports.words import Bold, Link, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlab.platypus import Flowable

    from youthcase.domain.phrases import Phrases
    from youthcase.domain.plan_copy import (
        CarriedPlace,
        CarriedSection,
        CopyPlace,
        CopySection,
        SharedPlace,
        SharedSection,
    )
    from youthcase.domain.plan_sections import Helpline

CALL_TONE = Tone(CALM.ink, WHITE)
_ICONS = {
    1: "info",
    3: "eye",
    4: "triangle-alert",
    5: "smile",
    6: "heart",
    7: "users",
    8: "hand-heart",
    9: "shield-check",
    10: "clock",
    11: "map-pin",
    12: "messages-square",
    13: "footprints",
    14: "list-checks",
    15: "circle-question-mark",
    16: "badge-check",
    17: "copy",
}


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """How a place's status looks beside its words."""

    icon: str
    tone: Tone


_UNCHECKED = "Translated from English. Not yet checked by a human translator."
_UNSURE = PlaceLook("circle-question-mark", CALM)
_PLACE_LOOKS = {
    "SAFE": PlaceLook("shield-check", GREEN),
    "OK_WITH_SOMEONE": PlaceLook("users", AMBER),
    "AVOID": PlaceLook("ban", RED),
}


def untranslated(lead: ParagraphStyle, texts: Iterable[str | None]) -> list[Flowable]:
    """A line that says so above what somebody wrote in another language than the copy's.

    Which language it is can only be told by its alphabet: where that is Latin, as for
    French, all that was written counts as English.
    """
    table = spoken()
    if table.tag == ENGLISH or all(_is_in(table, said) for said in texts if said):
        return []
    note = ParagraphStyle("note", parent=lead, spaceAfter=3)
    return [text(note, say("This part is not translated."))]


def written(section: CopySection | SharedSection | CarriedSection) -> Iterator[str | None]:
    """All that somebody wrote in a section, its title too where that is no phrase of ours."""
    if section.is_own:
        yield section.title
    for item in section.items:
        yield from (item.text, item.detail)
    for place in section.places:
        yield from (place.name, getattr(place, "days_times", None))


def _is_in(table: Phrases, said: str) -> bool:
    own = alphabet_of(table.name)
    return own != LATIN and alphabet_of(said) == own


def unchecked(*, is_checked: bool) -> list[str]:
    """What the foot says where nobody has checked the words, for readers of both languages."""
    if is_checked or spoken().tag == ENGLISH:
        return []
    return [say(_UNCHECKED), _UNCHECKED]


def icon_of(section: int) -> str:
    """The picture beside the title of the section of that number."""
    return _ICONS.get(section, "info")


def look_of(place: CopyPlace | SharedPlace | CarriedPlace) -> PlaceLook:
    """Picture and colour of a place's status; its words say the same."""
    return _PLACE_LOOKS.get(place.status, _UNSURE)


def number_of(line: Helpline) -> str:
    """The number, with a word before it where it takes messages and not calls."""
    return say("Text {number}").format(number=line.number) if line.by_text else line.number


def own_lines(call: Iterable[Helpline]) -> Iterator[str]:
    """What the organisation says about its own numbers, which no table of phrases knows."""
    for line in call:
        if line.is_own:
            yield from (line.words, line.hours)


def checked_on(line: Helpline) -> str:
    """When the number was last compared with its source; no words where nobody knows."""
    if line.last_checked is None:
        return ""
    return say("Checked {day}").format(day=say_day(line.last_checked))


def to_press(line: Helpline) -> str:
    """The number as a link, for a copy that is read on a telephone; it asks before it calls."""
    dialled = re.sub(r"[^0-9+]", "", line.number)
    way = "sms" if line.by_text else "tel"
    return Link(number_of(line), f"{way}:{dialled}") if dialled else Bold(number_of(line))


def after(word: str, said: str, *, or_else: str = "") -> list[str]:
    """`said` after the bold word, unless it already begins with it, or with another."""
    for opening in (word, or_else):
        if opening and said.casefold().startswith(opening.casefold() + " "):
            return [Bold(said[: len(opening)]), said[len(opening) :]]
    return [Bold(word + " "), said]
