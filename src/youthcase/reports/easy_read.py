"""How does the easy-read copy read: one idea a line, a picture before each?

Source: print, 6, rule 12: 18 points, pictures to the left, under 24 pages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Spacer

from youthcase.reports import letters
from youthcase.reports.blocks import Pictured
from youthcase.reports.page import Band, Properties, make_pdf
from youthcase.reports.plan_looks import (
    icon_of,
    look_of,
    untranslated,
    written,
)
from youthcase.reports.plan_pictures import picture_for
from youthcase.reports.type import CALM, carried
from youthcase.reports.voice import say, spoken
from youthcase.reports.words import Bold, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import CarriedCopy, CarriedItem, CarriedSection
    from youthcase.domain.plan_sections import Helpline
    from youthcase.reports.type import Tone

_ROOM_TO_BEGIN = 150
# After a full stop, a question or an exclamation mark, a semicolon or a line.
_IDEAS = re.compile(r"(?<=[.!?;])\s+|\n+")


class Idea(Pictured):
    """One idea, with a large picture."""

    tile = 60.0


def paper(copy: CarriedCopy, band: Band | None) -> bytes:
    """The file of one easy-read copy.

    Raises: Refusal for characters that cannot be drawn.
    """
    letters.check(copy.title, copy.who, copy.call, copy.words, copy.sections)
    styles = carried()
    blocks: list[Flowable] = [
        text(styles.title, copy.title, role="H1"),
        text(styles.lead, copy.who),
        Spacer(1, 8),
        _idea(say("This is mine. I can change it at any time."), "pencil"),
        *_calls(copy.call),
    ]
    if copy.words:
        title = copy.words_title or say("What matters to me")
        blocks += _heading(title, (copy.words_title, *copy.words))
        said = [idea for words in copy.words for idea in ideas(words)]
        blocks += [_idea(f"“{one}”", "message-circle") for one in said]
    for section in copy.sections:
        blocks += _section(section)
    return make_pdf(
        blocks,
        styles,
        Properties(title=letters.clean(copy.title), made_at=copy.made_at),
        foot=say("Version {n}").format(n=copy.version),
        band=band,
    )


def ideas(words: str) -> list[str]:
    """The sentences of `words`, each an idea of its own."""
    return [one.strip().removesuffix(";") for one in _IDEAS.split(words) if one.strip()]


def _heading(title: str, texts: Iterable[str | None]) -> list[Flowable]:
    note = untranslated(carried().lead, texts)
    made = text(carried().heading, title, role="H2")
    made.keepWithNext = 1
    return [CondPageBreak(_ROOM_TO_BEGIN), Spacer(1, 14), made, *note, Spacer(1, 6)]


def _calls(call: tuple[Helpline, ...]) -> Iterator[Flowable]:
    for line in call:
        number = line.number.replace(" ", "\N{NO-BREAK SPACE}")
        if line.number == "999":
            said = say("If I am in danger now, I call {number}.")
        elif line.by_text:
            said = say("I can text {name}: {number}.").replace("{name}", line.name)
        else:
            said = f"{line.name}: {{number}}."
        before, _, after = said.partition("{number}")
        words = text(_style(), before, Bold(number), after, role="LI")
        yield Idea(words, "message-circle" if line.by_text else "phone")


def _section(section: CarriedSection) -> Iterator[Flowable]:
    yield from _heading(section.title, written(section))
    contexts = dict.fromkeys(item.context for item in section.items)
    for context in contexts:
        if context:
            made = text(carried().subheading, context, role="H3")
            made.keepWithNext = 1
            yield made
        for item in section.items:
            if item.context == context:
                yield from _item(item, section)
    for place in section.places:
        look = look_of(place)
        yield _idea(f"{place.name}. {place.label}.", look.icon, look.tone)


def _item(item: CarriedItem, section: CarriedSection) -> Iterator[Flowable]:
    usual = icon_of(section.number)
    if section.kind == "contingency":
        for opening, words in ((say("If"), item.text), (say("Then"), item.detail)):
            if words:
                yield _idea(_opened(opening, words), picture_for(words) or usual)
        return
    if section.kind == "people":
        more = ["\n", item.detail] if item.detail else []
        yield Idea(text(_style(), Bold(item.text), *more, role="LI"), usual)
        return
    for words in (item.text, item.detail or ""):
        for idea in ideas(words):
            yield _idea(idea, picture_for(idea) or usual)


def _opened(opening: str, words: str) -> str:
    begins = words.casefold().startswith((f"{opening.casefold()} ", "when "))
    return words if begins else f"{opening} {words}"


def _idea(words: str, icon: str, tone: Tone = CALM) -> Idea:
    return Idea(text(_style(), words, role="LI"), icon, tone)


def _style() -> ParagraphStyle:
    return _style_in(spoken().tag)


@cache
def _style_in(tag: str) -> ParagraphStyle:
    del tag  # the styles are those of the moment
    return ParagraphStyle("easy idea", parent=carried().idea, fontSize=18, leading=27)
