"""Does a line say something that must not stand on paper which somebody else may find?

The check is a net, not a judgement: it holds a line back when in doubt, says what it met and
what to change, and a supervisor may let one through. Source: domain, 2.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain.carried_danger import Danger, danger_in
from youthcase.domain.carried_rules import rules, words_met
from youthcase.domain.carried_shapes import related, routine, says_day, shapes
from youthcase.domain.carried_words import (
    holds,
    is_ordinary,
    names_in,
    readings,
    tokens,
)
from youthcase.domain.plan_copy_parts import GOOD_PLACES, PEOPLE, PLACES, WORKERS, choose
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from youthcase.domain.plan_copy import Form
    from youthcase.domain.plans import PlanContent

TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the case's own records say, for the check to look for; it never goes on paper."""

    surname: str = field(default="", repr=False)
    first_names: tuple[str, ...] = field(default=(), repr=False)
    dob: date | None = field(default=None, repr=False)
    postcode: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    nhs_number: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)
    service: str = field(default="", repr=False)
    staff: tuple[str, ...] = field(default=(), repr=False)
    records: tuple[str, ...] = field(default=(), repr=False)  # what was written in the file
    others: tuple[str, ...] = field(default=(), repr=False)  # full names of other young people


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a plan that would go onto a copy."""

    id: str
    section: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something in a line that must not be carried: what, why, and what to change."""

    line: str
    section: int
    text: str = field(repr=False)
    rule: str
    found: str = field(repr=False)
    why: str
    change: str
    is_passed: bool = False


def check(
    content: PlanContent,
    form: Form,
    known: Known,
    passed: Collection[tuple[str, str]] = (),
) -> tuple[Hit, ...]:
    """What the check meets in the lines that a copy of `form` would hold, and in its title.

    `passed` are the pairs of line and rule that a supervisor has let through.
    """
    if not (form.is_carried or form.is_shared):
        return ()
    danger = danger_in(content, known.records, (*known.first_names, *known.staff))
    lines = list(_lines(content, form))
    return tuple(
        Hit(
            line=line.id,
            section=line.section,
            text=line.text,
            rule=code,
            found=found,
            why=rules()[code].why,
            change=rules()[code].change,
            is_passed=(line.id, code) in passed,
        )
        for line in lines
        for code, found in _met(line, form, known, danger)
    )


def stopped(hits: Collection[Hit]) -> frozenset[str]:
    """The ids of the lines that may not go onto the copy."""
    return frozenset(hit.line for hit in hits if not hit.is_passed)


def _lines(content: PlanContent, form: Form) -> Iterator[Line]:
    if form.is_carried and content.version.title:
        yield Line(id=TITLE, section=1, text=content.version.title)
    kept = choose(content, form).content
    for item in kept.items:
        more = (item.owner,) if form.is_shared else ()
        said = [part for part in (item.text, item.detail, *more) if part]
        yield Line(id=item.id, section=item.section, text="\n".join(said))
    for place in kept.places:
        said = [place.name, place.days_times or ""] if form.is_shared else [place.name]
        yield Line(id=place.id, section=PLACES, text="\n".join(p for p in said if p))


def _met(line: Line, form: Form, known: Known, danger: Danger) -> Iterator[tuple[str, str]]:
    """Each rule that the line breaks, once, with the words that break it."""
    told: set[str] = set()
    for code, found in _all_met(line, form, known, danger):
        if code not in told and (form.is_carried or rules()[code].shared):
            told.add(code)
            yield code, found


def _all_met(line: Line, form: Form, known: Known, danger: Danger) -> Iterator[tuple[str, str]]:
    ways = readings(line.text)
    yield from _identity(line, ways, known)
    for words in ways:
        yield from words_met(words)
    yield from _danger(line, form, ways, danger)
    yield from _others(line, ways, known)
    yield from shapes(line.text)
    if line.section in {GOOD_PLACES, PLACES, 10}:
        yield from routine(line.text)


def _identity(
    line: Line, ways: tuple[tuple[str, ...], ...], known: Known
) -> Iterator[tuple[str, str]]:
    surname = tokens(known.surname)
    if surname and any(holds(words, surname) for words in ways):
        yield "SURNAME", known.surname
    for part in surname:
        if len(part) > 2 and any(holds(words, (part,)) for words in ways):
            yield "SURNAME", part
    if known.dob and (said := says_day(line.text, known.dob)):
        yield "BIRTHDAY", said
    service = tokens(known.service)
    if service and any(holds(words, service) for words in ways):
        yield "SERVICE", known.service
    digits = re.sub(r"\D", "", line.text)
    if (own := re.sub(r"\D", "", known.phone)) and len(own) > 6 and own[-9:] in digits:
        yield "CONTACT", known.phone
    if (own := re.sub(r"\D", "", known.nhs_number)) and own in digits:
        yield "NUMBER", known.nhs_number
    ref = "".join(tokens(known.reference))
    if len(ref) > 3 and any(ref in "".join(words) for words in ways):
        yield "NUMBER", known.reference
    code = "".join(tokens(known.postcode))
    if code and any(code in "".join(words) for words in ways):
        yield "ADDRESS", known.postcode


def _danger(
    line: Line, form: Form, ways: tuple[tuple[str, ...], ...], danger: Danger
) -> Iterator[tuple[str, str]]:
    for phrase in danger.signals:
        if any(holds(words, phrase) for words in ways):
            yield "SIGNAL", " ".join(phrase)
    for symbol in danger.symbols:
        if symbol in line.text:
            yield "SIGNAL", symbol
    if form.is_carried:
        for phrase in danger.places:
            if any(holds(words, phrase) for words in ways):
                yield "RISK_PLACE", " ".join(phrase)
    # Who is asked for help stands first in the line, as a name does.
    before = "ask " if line.section in {PEOPLE, WORKERS} else ""
    shown = {plain for plain, _n in names_in(before + line.text)}
    for name in sorted(danger.names):
        # A name that is an everyday word too is one here only with a capital letter.
        if name in shown or (
            not is_ordinary(name) and any(holds(words, (name,)) for words in ways)
        ):
            yield "RISK_NAME", name


def _others(
    line: Line, ways: tuple[tuple[str, ...], ...], known: Known
) -> Iterator[tuple[str, str]]:
    said = {word for words in ways for word in words}
    for name in known.others:
        wanted = tokens(name)
        if (
            len(wanted) > 1
            and said.issuperset(wanted)
            and any(holds(words, wanted) for words in ways)
        ):
            yield "OTHER_NAME", name
    if found := related(line.text):
        yield "OTHER_NAME", found
    own = {t for name in (*known.first_names, *known.staff) for t in tokens(name)}
    places = [n for plain, n in names_in(line.text) if plain not in own]
    if line.section in {2, PEOPLE, WORKERS} and any(n + 1 in places for n in places):
        yield "FULL_NAME", _("two names in a row")
