"""What stands on a card, a wallet card or a slip of numbers?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain.plan_copy import Caller
from youthcase.domain.plan_copy_parts import GOOD_PLACES, HELPS, PEOPLE, WORDS, WORKERS
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.plan_sections import Helpline
    from youthcase.domain.plans import PlanContent, PlanItem

# A whole number of this country, or a short one that helplines have.
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+44\s?(?:\(0\))?|0)(?:[\s().-]{0,2}\d){9,10}"
    r"|999|112|111|101|105|116[ ]?\d{3}|8\d{4})(?![\w])"
)
# On paper that is carried, a number stands under words that tell nothing. Domain, 2.3.
_NEUTRAL = {
    "999": _("In danger now"),
    "101": _("When it can wait"),
}


def words_on_card(content: PlanContent) -> str | None:
    """The one line in their own words."""
    return next((_line(i.text) for i in content.in_section(WORDS)), None)


def helps_on_card(content: PlanContent) -> tuple[str, ...]:
    """What the young person can do."""
    return tuple(_line(i.text) for i in content.in_section(HELPS))


def places_on_card(content: PlanContent) -> tuple[str, ...]:
    """Where the young person can go."""
    return tuple(_line(i.text) for i in content.in_section(GOOD_PLACES))


def people_on_card(content: PlanContent) -> tuple[Caller, ...]:
    """The people that the young person can ask."""
    return tuple(_caller(i) for i in content.in_section(PEOPLE))


def worker_on_card(content: PlanContent) -> Caller | None:
    """The worker, under the word that the young person uses."""
    return next((_caller(i) for i in content.in_section(WORKERS)), None)


def numbers_on_slip(content: PlanContent) -> tuple[Caller, ...]:
    """The people and the worker, as far as they have a number."""
    every = (_caller(i) for n in (PEOPLE, WORKERS) for i in content.in_section(n))
    return tuple(caller for caller in every if caller.number)


def neutral(lines: Sequence[Helpline]) -> tuple[Caller, ...]:
    """The helplines under words that tell nothing to whoever finds them."""
    return tuple(
        Caller(
            name=_NEUTRAL.get(line.number, line.name), number=line.number, by_text=line.by_text
        )
        for line in lines
    )


def quiet(lines: Sequence[Helpline]) -> tuple[Helpline, ...]:
    """The same helplines with what they are for, under words that tell nothing."""
    return tuple(
        replace(line, name=_NEUTRAL.get(line.number, line.name), source="", last_checked=None)
        for line in lines
    )


def _caller(item: PlanItem) -> Caller:
    """Name and number; what else is said about them stays off the card."""
    for said in (item.detail or "", item.text):
        if found := _PHONE.search(said):
            name = _PHONE.sub(" ", item.text)
            return Caller(name=_bare(name) or _line(item.text), number=_spaced(found[0]))
    return Caller(name=_line(item.text))


def _line(text: str) -> str:
    """The words in one line: there is no room for empty ones."""
    return " ".join(text.split())


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,;:-\N{EN DASH}\N{EM DASH}()")


def _spaced(number: str) -> str:
    return re.sub(r"[\s().-]+", " ", number).strip()
