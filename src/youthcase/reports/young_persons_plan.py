"""How does the copy read that a young person carries: large, one idea a line, neutral?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Spacer

from youthcase.reports.blocks import Panel, Pictured
from youthcase.reports.page import WIDTH
from youthcase.reports.plan_looks import (
    CALL_TONE,
    after,
    icon_of,
    look_of,
    number_of,
    own_lines,
    untranslated,
    written,
)
from youthcase.reports.tables import side_by_side
from youthcase.reports.type import OWN_WORDS, carried, width_of
from youthcase.reports.voice import say
from youthcase.reports.words import Bold, Soft, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import (
        CarriedCopy,
        CarriedItem,
        CarriedPlace,
        CarriedSection,
    )
    from youthcase.domain.plan_sections import Helpline

_ROOM_TO_BEGIN = 110
_PADDING = 14
_INNER = WIDTH - 2 * _PADDING


def story(copy: CarriedCopy) -> list[Flowable]:
    """The blocks in reading order: numbers, own words, then one idea after another."""
    styles = carried()
    blocks: list[Flowable] = [
        text(styles.title, copy.title, role="H1"),
        text(styles.lead, copy.who),
        Spacer(1, 6),
        *_call(copy.call),
        *_own_words(copy.words),
    ]
    for section in copy.sections:
        blocks += _section(section)
    return blocks


def _call(call: Sequence[Helpline]) -> Iterator[Panel]:
    """Each number, large, beside what it is for."""
    if not call:
        return
    styles = carried()
    rows = [
        (
            text(styles.number, number_of(line), role="Lbl"),
            text(
                styles.call, Bold(line.name), "\n", line.words, "\n", line.hours, role="LBody"
            ),
        )
        for line in call
    ]
    heading = text(styles.call_heading, say("Who to call"), role="H2")
    widest = max(width_of(number_of(line), styles.number) for line in call)
    numbers = side_by_side(rows, min(widest + 16, _INNER * 0.6), _INNER)
    note = untranslated(styles.call, own_lines(call))
    yield Panel(
        [heading, *note, numbers], CALL_TONE, icon="phone", padding=_PADDING, narrow=True
    )


def _own_words(words: Sequence[str]) -> Iterator[Panel]:
    if words:
        quotes = [text(carried().quote, f"“{said}”") for said in words]
        yield Panel(quotes, OWN_WORDS, icon="message-circle", bar=True, padding=_PADDING)


def _section(section: CarriedSection) -> Iterator[Flowable]:
    if not section.items and not section.places:
        return
    yield CondPageBreak(_ROOM_TO_BEGIN)
    yield Spacer(1, 12)
    heading = text(carried().heading, section.title, role="H2")
    heading.keepWithNext = 1
    yield heading
    yield from untranslated(carried().lead, written(section))
    yield Spacer(1, 6)
    for item in section.items:
        yield _idea(item, section)
    for place in section.places:
        yield _place(place)


def _idea(item: CarriedItem, section: CarriedSection) -> Pictured:
    runs: list[str] = [Soft(f"{item.context}\n")] if item.context else []
    if section.kind == "contingency":
        runs += after(say("If"), item.text, or_else=say("When|before what may happen"))
        runs += ["\n", *after(say("then"), item.detail)] if item.detail else []
    else:
        stands_out = section.kind == "people" and item.detail
        runs.append(Bold(item.text) if stands_out else item.text)
        runs += ["\n", item.detail] if item.detail else []
    return Pictured(text(carried().idea, *runs, role="LI"), _picture(item, section))


def _picture(item: CarriedItem, section: CarriedSection) -> str:
    """A picture of what the words speak of, else the picture of the section."""
    said = f"{item.text} {item.detail or ''} {item.context or ''}".casefold()
    words = set(re.findall(r"\w+", said))
    return next(
        (icon for icon, names in _PICTURES.items() if words & names), icon_of(section.number)
    )


def _place(place: CarriedPlace) -> Pictured:
    look = look_of(place)
    words = text(carried().idea, Bold(place.name), "\n", place.label, role="LI")
    return Pictured(words, look.icon, look.tone)


# Read from the top: what is done comes before where it is done.
_PICTURES = {
    "headphones": {"music", "headphones", "playlist", "song", "songs"},
    "message-circle": {"text", "texts", "message", "messages"},
    "phone": {"call", "calls", "ring", "rings", "phone", "999", "101", "111"},
    "footprints": {"walk", "walking", "leave", "run"},
    "users": {"friend", "friends", "brother", "sister", "mum", "dad", "family"},
    "school": {"school", "college", "class"},
    "house": {"home", "room", "house"},
    "clock": {"wait", "minutes", "breathe"},
    "smartphone": {"online", "numbers", "game", "games"},
    "moon": {"night", "dark"},
}
