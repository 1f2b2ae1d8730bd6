"""What does one cell say? From what stands there to a value, or to why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto

from youthcase.domain.people import is_nhs_number
from youthcase.i18n import _
from youthcase.importing.code_cells import code_reader, codes_reader
from youthcase.importing.layout import Column, Kind
from youthcase.importing.problems import Unreadable

LINE_AT_MOST = 300
TEXT_AT_MOST = 100_000
REF_AT_MOST = 40

FIRST_BIRTH = date(1900, 1, 1)
FIRST_RECORD = date(1980, 1, 1)
LAST_DAY = date(2100, 12, 31)


class Odd(Enum):
    """What a spreadsheet's cell can hold besides text, numbers, dates, true and false."""

    FORMULA = auto()
    ERROR = auto()
    TIME = auto()


Raw = str | int | float | bool | datetime | Odd
Reader = Callable[[Raw], object]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that is taken as it stands, and what somebody should look at."""

    value: object
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The day and the local moment after which nothing can have happened yet."""

    today: date
    moment: datetime


def reader_of(column: Column, clock: Clock) -> Reader:
    """The function that reads the cells of `column`.

    It gives a value, a `Doubtful` one, or None for a cell that turns out to be blank.

    Raises: (the function) `Unreadable`, with the sentence for whoever filled in the cell.
    """
    match column.kind:
        case Kind.CODE:
            return _after(text_of, code_reader(column.codes, is_open=column.open))
        case Kind.CODES:
            return _after(text_of, codes_reader(column.codes))
        case Kind.WHOLE:
            return _whole_reader(column.low, column.high)
        case Kind.MOMENT:
            return _moment_reader(clock)
        case Kind.BORN | Kind.PAST | Kind.DAY:
            first = FIRST_BIRTH if column.kind is Kind.BORN else FIRST_RECORD
            return _day_reader(first, LAST_DAY if column.kind is Kind.DAY else clock.today)
        case _:
            return _after(text_of, _TEXTS[column.kind])


def text_of(raw: Raw) -> str:
    """The text of a cell, without blanks around it; a number is written out.

    Raises: Unreadable, for a formula, an error, a date or a number that lost its digits.
    """
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, Odd):
        raise _odd(raw)
    if isinstance(raw, bool):
        raise Unreadable(
            _("This cell holds the spreadsheet's TRUE or FALSE."),
            _("Format the column as text and type what is meant."),
        )
    if isinstance(raw, datetime):
        raise Unreadable(
            _("The spreadsheet has made a date of this cell."),
            _("Format the column as text and type the cell again."),
        )
    if isinstance(raw, float):
        if not raw.is_integer() or abs(raw) >= 1e15:
            raise Unreadable(
                _("This cell holds a number that may have lost digits."),
                _("Format the column as text and type the cell again."),
            )
        return str(int(raw))
    return str(raw)


def _odd(raw: Odd) -> Unreadable:
    if raw is Odd.FORMULA:
        return Unreadable(
            _("This cell holds a formula."),
            _("Copy the column and paste it back as values, then save the file again."),
        )
    if raw is Odd.TIME:
        return Unreadable(
            _("This cell holds a time without a day."), _("Write the day, then the time.")
        )
    return Unreadable(
        _("This cell holds an error of the spreadsheet, such as #N/A."),
        _("Type the value itself, or empty the cell."),
    )


def _after(first: Callable[[Raw], str], then: Callable[[str], object]) -> Reader:
    def read(raw: Raw) -> object:
        text = first(raw)
        return then(text) if text else None

    return read


# What should not be in a text: control characters and halves of characters; and the marks
# of a file that was saved in another encoding than it was read in.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_GARBLED = re.compile("\ufffd|\xc3[\x80-\xbf]|\xe2\u20ac|\xc2[\xa0-\xbf]")


def _clean(text: str, at_most: int) -> str | Doubtful | None:
    if len(text) > at_most:
        raise Unreadable(
            _("This text is longer than {n} characters.").format(n=f"{at_most:,}"),
            _("Shorten it. If it is several cells in one, a quotation mark is missing."),
        )
    if text.isascii() and text.isprintable():
        return text
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    bare = kept.strip()
    if len(kept) != len(text.replace("\r\n", "\n")):
        return Doubtful(
            bare or None,
            _("This cell holds characters that cannot be seen; they were left out."),
            _("Check that nothing is missing."),
        )
    if _GARBLED.search(text):
        return Doubtful(
            bare,
            _("Letters with accents look garbled here."),
            _("Save the file again as CSV UTF-8, or as an .xlsx workbook."),
        )
    return bare or None


def _long(text: str) -> str | Doubtful | None:
    return _clean(text, TEXT_AT_MOST)


def _line(text: str) -> str | Doubtful | None:
    if text.isprintable() and "  " not in text:
        return _clean(text, LINE_AT_MOST)
    return _clean(" ".join(text.split()), LINE_AT_MOST)


def _ref(text: str) -> str:
    if len(text) > REF_AT_MOST or not text.isprintable():
        raise Unreadable(
            _("This is too long for a reference, or holds characters that cannot be seen."),
            _("Use up to {n} letters, digits and hyphens, such as YP-0042.").format(
                n=REF_AT_MOST
            ),
        )
    return text


def _phone(text: str) -> object:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 10 and text[0] in "127":
        return Doubtful(
            text,
            _("The first zero of this phone number seems to be lost."),
            _("Format the column as text, then type the zero again."),
        )
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", text):
        raise Unreadable(
            _("The spreadsheet has shortened this phone number."),
            _("Format the column as text, then type the number again."),
        )
    return _line(text)


def _nhs(text: str) -> object:
    if is_nhs_number(text):
        return re.sub(r"[\s-]", "", text)
    line = _line(text)
    return Doubtful(
        line.value if isinstance(line, Doubtful) else line,
        _("This cannot be an NHS number: its check digit does not fit."),
        _("Look at the number again, or empty the cell."),
    )


def _yes_no(text: str) -> bool:
    answer = text.casefold()
    if answer not in {"y", "n"}:
        raise Unreadable(_("This is neither Y nor N."), _("Write Y or N, or leave it empty."))
    return answer == "y"


_TEXTS: dict[Kind, Callable[[str], object]] = {
    Kind.REF: _ref,
    Kind.LINE: _line,
    Kind.STAFF: _line,
    Kind.TEXT: _long,
    Kind.PHONE: _phone,
    Kind.NHS: _nhs,
    Kind.YES_NO: _yes_no,
}


def _whole_reader(low: int, high: int) -> Reader:
    def read(raw: Raw) -> int | None:
        text = text_of(raw) if not isinstance(raw, float) else _written(raw)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,9}(\.0{1,9})?", text):
            raise Unreadable(
                _("This is not a whole number."),
                _("Write digits only, from {low} to {high}.").format(low=low, high=high),
            )
        number = int(text.split(".")[0])
        if not low <= number <= high:
            raise Unreadable(
                _("This number is not from {low} to {high}.").format(low=low, high=high),
                _("Write a number from {low} to {high}.").format(low=low, high=high),
            )
        return number

    return read


def _written(raw: float) -> str:
    return str(int(raw)) if raw.is_integer() and abs(raw) < 1e9 else "-"


_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.0+)?)?)?"
)


def _day_reader(first: date, last: date) -> Reader:
    def read(raw: Raw) -> date | None:
        found = _day_and_time(raw, _write_day())
        if found is None:
            return None
        day, at = found
        if at:
            raise Unreadable(_("This date has a time of day."), _write_day())
        return _within(day, first, last)

    return read


def _moment_reader(clock: Clock) -> Reader:
    def read(raw: Raw) -> tuple[date, time | None] | None:
        found = _day_and_time(raw, _write_moment())
        if found is None:
            return None
        day, at = found
        _within(day, FIRST_RECORD, clock.today)
        if at and datetime.combine(day, at) > clock.moment:
            raise _future()
        return day, at

    return read


def _day_and_time(raw: Raw, remedy: str) -> tuple[date, time | None] | None:
    """The day and, where one is given, the time; a date cell at midnight has none."""
    if isinstance(raw, datetime):
        at = raw.time().replace(second=0, microsecond=0)
        return raw.date(), at if at != time(0) else None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raise Unreadable(_("This cell holds a plain number where a date belongs."), remedy)
    text = text_of(raw)
    if not text:
        return None
    if not (match := _DAY.fullmatch(text)):
        raise Unreadable(_("This is not a date in the layout year-month-day."), remedy)
    try:
        day = date.fromisoformat(match[1])
        at = time.fromisoformat(match[2]) if match[2] else None
        time(second=int(match[3] or 0))
    except ValueError:
        raise Unreadable(
            _("There is no such day or time."),
            _("Look at the date again; {how}").format(how=remedy),
        ) from None
    return day, at


def _within(day: date, first: date, last: date) -> date:
    if first <= day <= last:
        return day
    if day > last:
        raise _future()
    raise Unreadable(_("The year cannot be right."), _("Look at the date again."))


def _future() -> Unreadable:
    return Unreadable(
        _("This date lies in the future."),
        _("Correct it; only what has happened already can be imported."),
    )


def _write_day() -> str:
    return _("Write it like 2026-07-06, or format the cell as a date.")


def _write_moment() -> str:
    return _("Write it like 2026-07-06T15:30 in local time, or only 2026-07-06.")
