"""How does a record become a row, and a row a record? A record's fields are its columns."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


def plain(record: Any) -> dict[str, Any]:
    """The columns of `record` with what SQL and JSON both hold: text, whole numbers, None."""
    return {name: to_plain(getattr(record, name)) for name in names(record.__class__)}


def to_plain(value: Any) -> Any:
    """One value as text, a whole number or None; several codes are joined by `;`."""
    kind: Any = value.__class__
    if value is None or kind is str or kind is int:
        return value
    if kind is bool:
        return int(value)
    if kind is time:
        return value.isoformat("minutes")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if kind is tuple:
        return ";".join(value)
    raise TypeError(f"{kind.__name__} has no column form")


def read(kind: type[T], row: Mapping[str, Any]) -> T:
    """Build a `kind` from a row that has all of its columns."""
    return kind(**{name: make(row[name]) for name, make in _makers(kind)})


@cache
def names(kind: type) -> tuple[str, ...]:
    """The columns of `kind`, in order."""
    return tuple(f.name for f in fields(kind))


@cache
def _makers(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind)
    return tuple((name, _maker(hints[name])) for name in names(kind))


def _maker(hint: Any) -> Callable[[Any], Any]:
    if getattr(hint, "__origin__", None) is tuple:
        return lambda value: tuple(value.split(";")) if value else ()
    if inner := [a for a in get_args(hint) if a is not type(None)]:
        make = _maker(inner[0])
        return lambda value: None if value is None else make(value)
    hint = getattr(hint, "__supertype__", hint)
    if issubclass(hint, date | time):
        return hint.fromisoformat
    if hint is bool or issubclass(hint, Enum):
        return hint
    return lambda value: value
