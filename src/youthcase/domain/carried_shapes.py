"""Which shapes of words give somebody away: dates, numbers, addresses, schools, routines?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from youthcase.domain.carried_words import names_in
from youthcase.domain.people import is_nhs_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def shapes(text: str) -> Iterator[tuple[str, str]]:
    """Each rule that the form of some words breaks, with those words."""
    for code, patterns in _SHAPES.items():
        for pattern in patterns:
            if found := pattern.search(text):
                yield code, found[0].strip()
    for found in re.finditer(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", text):
        if is_nhs_number(found[0]) and not found[0].startswith("0"):
            yield "NUMBER", found[0]


def related(text: str) -> str:
    """The words that give a brother, a sister or a partner a name."""
    found = _RELATED.search(text)
    named = found is not None and any(True for _name in names_in(f"my {found[1]}"))
    return found[0] if found and named else ""


def routine(text: str) -> Iterator[tuple[str, str]]:
    """The words that say when or by which way somebody goes."""
    if found := _WHEN.search(text) or _BUS.search(text):
        yield "ROUTINE", found[0].strip()


def says_day(text: str, day: date) -> str:
    """The words of `text` that give this day, with or without its year."""
    for found in _WRITTEN.finditer(text):
        said = [int(n) for n in found[0].translate(_SEPARATED).split()]
        pairs = [said[:2], said[2:0:-1], said[1::-1]]  # British, international, American
        if [day.day, day.month] in pairs:
            return found[0]
    for found in (*_DAY_MONTH.finditer(text), *_MONTH_DAY.finditer(text)):
        month = _MONTHS.index(found["month"][:3].casefold()) + 1
        if (int(found["day"]), month) == (day.day, day.month):
            return found[0]
    return ""


_SEPARATED = str.maketrans("/.-", "   ")
_WRITTEN = re.compile(r"(?<![\d/.-])\d{1,4}([/.-])\d{1,2}(?:\1\d{1,4})?(?![\d/-])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH = re.compile(rf"\b{_NUMBER}\s+(?:of\s+)?{_MONTH}\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_NUMBER}\b", re.IGNORECASE)
_STREETS = "road|rd|street|avenue|ave|crescent|terrace|mews|grove|lane"
# These are everyday words as well, so only a capital letter and a number make a street.
_STREETS_TOO = "Close|Gardens|Square|Drive|Court|House|Tower|Point|Estate|Walk|Row|Hill"
_AREAS = r"(?:E|EC|N|NW|SE|SW|W|WC|BR|CR|DA|EN|HA|IG|KT|RM|SM|TW|UB)"
_KIN = (
    r"(?:[Bb]rother|[Ss]ister|[Ss]ibling|[Ss]on|[Dd]aughter|[Bb]aby|[Cc]ousin|[Nn]ephew"
    r"|[Nn]iece|[Bb]oyfriend|[Gg]irlfriend|[Pp]artner|[Tt]win)s?"
)
_RELATED = re.compile(rf"\b{_KIN},?\s+((?:and\s+)?[A-Z][\w'-]+)")
_WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b"
    r"|\b\d{1,2}:\d{2}\b|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b"
    r"|\b(?:every|after) (?:school|day|morning|evening|night)\b",
    re.IGNORECASE,
)
_BUS = re.compile(
    r"\b(?:bus|route|number|no\.?)\s+[A-Z]?\d{1,3}\b|\b(?:the\s+)?[A-Z]?\d{1,3}\s+bus\b",
    re.IGNORECASE,
)
_SHAPES: dict[str, tuple[re.Pattern[str], ...]] = {
    "ADDRESS": (
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
        re.compile(rf"\b{_AREAS}\d{{1,2}}[A-Z]?\b"),
        re.compile(rf"\b\d+[a-z]?,?\s+(?:[\w']+\s+){{1,3}}(?:{_STREETS})\b", re.IGNORECASE),
        re.compile(rf"\b\d+[a-z]?,?\s+(?:[A-Z][\w']+\s+){{1,3}}(?:{_STREETS_TOO})\b"),
        re.compile(rf"\b(?:[A-Z][\w']+\s+){{1,3}}(?:{_STREETS.title()}|Estate)\b"),
        re.compile(r"\b(?:flat|apartment|block|house number|door number)\s+\w*\d\w*", re.I),
    ),
    "SCHOOL": (
        re.compile(
            r"\b(?:[A-Z][\w'.]*\s+){1,4}"
            r"(?:School|Academy|College|Primary|High|Sixth Form|PRU)\b"
        ),
        re.compile(r"\b(?:Academy|College|School) of [A-Z]\w+"),
    ),
    "NUMBER": (
        re.compile(r"\bYP[- ]?\d+\b", re.IGNORECASE),
        re.compile(
            r"\b(?:cad|urn|crime|case|ref(?:erence)?)\b\W*(?:no\W*|number\W*)?[\w/-]*\d", re.I
        ),
        re.compile(r"\bNHS\W+(?:no\W*|number\W*)?\d", re.IGNORECASE),
    ),
    "CONTACT": (
        re.compile(r"\S+@\S+\.\w+"),
        re.compile(r"(?<!\w)@[\w.]{3,}"),
        re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE),
    ),
}
