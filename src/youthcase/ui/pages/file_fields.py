"""Which question asks for a field of a record, and how is its answer said?"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.fields import fields_of
from youthcase.i18n import _
from youthcase.ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceChips,
    ChoiceField,
    DateField,
    Field,
    LongText,
    NumberField,
    TextField,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from _typeshed import DataclassInstance

    from youthcase.domain.fields import Field as Declared

BORN = "dob"  # the one date that is never today
R = TypeVar("R", bound="DataclassInstance")


def choices(codes: str, on: date, kept: Collection[object] = ()) -> list[Choice]:
    """The codes that may be chosen on that day, and those that are chosen already."""
    return [
        Choice(c.code, c.label, c.meaning)
        for c in code_list(codes).codes
        if c.is_current(on) or c.code in kept
    ]


def ask(
    record: type,
    name: str,
    today: Callable[[], date],
    *,
    kept: object = None,
    words: str = "",
    hint: str = "",
    required: bool = False,
    missing: str = "",
) -> Field:
    """The question for one declared field, showing `kept`; the record gives its words."""
    about = declared(record, name)
    made = _made(
        about,
        today,
        _many(kept),
        {
            "words": words or about.label,
            "hint": hint or about.hint,
            "required": required,
            "missing": missing,
        },
    )
    made.set_value(kept)
    return made


def _many(kept: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", kept) if isinstance(kept, tuple) else (kept,)


def _made(
    about: Declared, today: Callable[[], date], kept: tuple[object, ...], said: dict[str, Any]
) -> Field:
    """An empty question of the kind that fits the field."""
    if about.codes:
        kind = ChoiceChips if about.many else ChoiceField
        words = said.pop("words")
        return kind(about.name, words, choices(about.codes, today(), kept), **said)
    if about.kind is date:
        return DateField(about.name, today=None if about.name == BORN else today, **said)
    if about.kind is bool:
        return CheckField(about.name, **said)
    if about.kind is int:
        return NumberField(about.name, highest=9999, **said)
    return (LongText if about.long else TextField)(about.name, **said)


def answered(record: R, values: Mapping[str, object]) -> R:
    """`record` with these answers; a blank answer is what the field holds when unasked."""
    unasked = {f.name: f.default for f in fields(record)}
    clean: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list):
            clean[name] = tuple(cast("list[object]", value))
        elif value is None and unasked[name] is not MISSING:
            clean[name] = unasked[name]
        else:
            clean[name] = value
    return replace(record, **clean)


def said(record: object, name: str) -> str:
    """The value of a field in words; nothing when there is none."""
    about = declared(type(record), name)
    value: object = getattr(record, name)
    if value is None or value == ():
        return ""
    if about.codes:
        many = cast("tuple[str, ...]", value if isinstance(value, tuple) else (value,))
        return ", ".join(code_label(about.codes, code) for code in many)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return plain(value) if isinstance(value, date) else str(value)


def code_label(codes: str, code: str | None) -> str:
    """The words for a code; the code itself when an import brought an unknown one."""
    known = code_list(codes)
    return known.label(code) if code and known.has(code) else code or ""


def declared(record: type, name: str) -> Declared:
    """How the record declares one of its fields."""
    return next(f for f in fields_of(record) if f.name == name)
