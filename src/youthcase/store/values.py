"""How does a value made of our own types become canonical JSON, and come back?"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")


def text(value: Any) -> bytes:
    """Canonical JSON of a value; what has its default is left out."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":")).encode()


def made(kind: type[T], written: str | bytes) -> T:
    """The value of that type out of its JSON."""
    return _maker(kind)(json.loads(written))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _plain(v) for f, v in pairs if v != f.default}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(v) for v in cast("tuple[Any, ...]", value)]
    if isinstance(value, dict):
        items = cast("dict[Any, Any]", value).items()
        return {str(k): _plain(v) for k, v in items}
    return value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    arguments = get_args(kind)
    if type(None) in arguments:
        inner = _maker(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if is_dataclass(kind):
        return _of_fields(cast("Callable[..., Any]", kind))
    if kind is date:
        return date.fromisoformat
    if get_origin(kind) is tuple:
        item = _maker(arguments[0])
        return lambda value: tuple(item(v) for v in value)
    if arguments:  # a mapping
        name, item = arguments[0], _maker(arguments[1])
        return lambda value: {name(k): item(v) for k, v in value.items()}
    return lambda value: value


def _of_fields(kind: Callable[..., Any]) -> Callable[[Any], Any]:
    hints: Mapping[str, Any] = get_type_hints(kind)
    makers = {name: _maker(hint) for name, hint in hints.items()}
    return lambda value: kind(**{name: makers[name](v) for name, v in value.items()})
