"""Which numbers may the organisation's own list hold, and are they still known to be right?

Source: acceptance, row E11; domain, 2.2 and 2.3.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from youthcase.domain.own_titles import telling
from youthcase.domain.phrases import english_phrases
from youthcase.domain.plan_sections import Helpline, helplines
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FRESH_MONTHS = 6
MOST, MOST_CARRIED = 20, 4
LONGEST_NAME, LONGEST_WORDS, LONGEST_HOURS = 60, 160, 120
LONGEST_CARRIED_NAME = 40  # four of them still fit on a wallet card that can be read
EMERGENCY = "999"
# Short numbers of three digits, 116 and three more, five digits to text, Childline's eight,
# and whole ones of this country: eleven digits, ten for some of 01 and of 0800.
_NUMBER = re.compile(
    r"1\d\d|999|116\d{3}|[5-8]\d{4}|08001111|(?:0|\+44)(?:[1-9]\d{9}|1\d{8}|800\d{6})"
)


def is_stale(line: Helpline, today: date) -> bool:
    """Whether nobody has compared the number with its source for more than six months."""
    return line.last_checked is None or _months_after(line.last_checked) < today


def stale(lines: Sequence[Helpline], today: date) -> tuple[Helpline, ...]:
    """The numbers that have to be compared with their sources again."""
    return tuple(line for line in lines if is_stale(line, today))


def checked(lines: Sequence[Helpline], today: date, service: str = "") -> tuple[Helpline, ...]:
    """The list in the order in which it is printed, every number written alike.

    Raises: Refusal, with the number in its sentence, for a list that may not be printed.
    """
    made = tuple(_tidied(line) for line in lines)
    if EMERGENCY not in {line.number for line in made if line.carried}:
        raise Refusal(
            _("999 stays on every copy. Leave it in the list and on carried copies."),
            field="number",
        )
    numbers = [_digits(line.number) for line in made]
    if twice := next((n for n in numbers if numbers.count(n) > 1), None):
        raise Refusal(
            _("The number {number} stands in the list twice. Keep one of them.").format(
                number=twice
            ),
            field="number",
        )
    if len(made) > MOST or sum(line.carried for line in made) > MOST_CARRIED:
        raise Refusal(
            _(
                "There is room for {most} numbers, and for {carried} on carried copies. "
                "Take one away, or off carried copies."
            ).format(most=MOST, carried=MOST_CARRIED),
            field="carried",
        )
    for line in made:
        _check(line, today, service)
    return made


def written_helpline(line: Helpline) -> dict[str, Any]:
    """One line as it is kept."""
    return {
        "name": line.name,
        "number": line.number,
        "words": line.words,
        "hours": line.hours,
        "source": line.source,
        "carried": line.carried,
        "by_text": line.by_text,
        "last_checked": line.last_checked.isoformat() if line.last_checked else None,
    }


def read_helpline(raw: Mapping[str, Any]) -> Helpline:
    """One line as it was kept.

    Raises: KeyError, TypeError or ValueError when it has another shape.
    """
    said = {name: raw[name] for name in ("name", "number", "words", "hours", "source")}
    if not all(isinstance(words, str) for words in said.values()):
        raise TypeError
    checked_on = raw["last_checked"]
    return _marked(
        Helpline(
            **said,
            carried=raw["carried"] is True,
            by_text=raw["by_text"] is True,
            last_checked=date.fromisoformat(checked_on) if checked_on else None,
        )
    )


def _marked(line: Helpline) -> Helpline:
    """A line that says whether a table of phrases can know its words."""
    known = set(english_phrases()) | {""}
    return replace(line, is_own=not {line.words, line.hours} <= known)


def _tidied(line: Helpline) -> Helpline:
    return _marked(
        replace(
            line,
            name=" ".join(line.name.split()),
            number=" ".join(line.number.split()),
            words=" ".join(line.words.split()),
            hours=" ".join(line.hours.split()),
            source=" ".join(line.source.split()),
        )
    )


def _check(line: Helpline, today: date, service: str) -> None:
    if not line.name or len(line.name) > LONGEST_NAME:
        raise Refusal(
            _("Say whose number {number} is, in at most {n} letters.").format(
                number=line.number or "?", n=LONGEST_NAME
            ),
            field="name",
        )
    if not _NUMBER.fullmatch(_digits(line.number)):
        raise Refusal(
            _(
                "“{number}” is no phone number of this country. See that no digit is missing "
                "or too many: 0800 1111, say, has eight."
            ).format(number=line.number),
            field="number",
        )
    if len(line.words) > LONGEST_WORDS or len(line.hours) > LONGEST_HOURS:
        raise Refusal(
            _("There is no room for so many words about {number}. Shorten them.").format(
                number=line.number
            ),
            field="words" if len(line.words) > LONGEST_WORDS else "hours",
        )
    if line.last_checked is not None and line.last_checked > today:
        raise Refusal(
            _("{number} cannot have been checked on a day to come.").format(number=line.number),
            field="last_checked",
        )
    if line.carried:
        _check_carried(line, service)


def _check_carried(line: Helpline, service: str) -> None:
    """Those of the program have been looked at; others say nothing to whoever finds them."""
    ours = {(known.name, known.number): known for known in helplines() if known.carried}
    known = ours.get((line.name, line.number))
    if len(line.name) > LONGEST_CARRIED_NAME:
        raise Refusal(
            _("On a card there is room for a name of {n} letters. Shorten it.").format(
                n=LONGEST_CARRIED_NAME
            ),
            field="name",
        )
    for name in ("name", "words", "hours"):
        said = getattr(line, name)
        if known is not None and said == getattr(known, name):
            continue
        if why := telling(said, service):
            raise Refusal(
                _(
                    "“{words}” cannot stand on paper that is carried. {why} Say it another "
                    "way, or leave the number off carried copies."
                ).format(words=said, why=why),
                field=name,
            )


def _digits(number: str) -> str:
    return re.sub(r"[\s().-]", "", number)


def _months_after(day: date) -> date:
    """The same day half a year later, or the last of that month."""
    month = day.month - 1 + FRESH_MONTHS
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError
