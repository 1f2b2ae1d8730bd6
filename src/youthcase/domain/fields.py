"""How does a record describe itself to forms, tables, imports and reports?"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, as people see it.

    `codes` names the code list that its values come from, `many` says that it holds
    several of them, `long` that it is prose.
    """

    name: str
    label: str
    kind: type
    required: bool
    long: bool
    codes: str
    many: bool
    hint: str


def shown(
    label: str,
    *,
    default: Any = MISSING,
    long: bool = False,
    codes: str = "",
    hint: str = "",
) -> Any:
    """Declare a field that people see and fill in.

    Values stay out of `repr()`, so that a record cannot leak through a log line, a
    traceback or a failing assertion.
    """
    meta = {"label": label, "long": long, "codes": codes, "hint": hint}
    if default is MISSING:
        return field(repr=False, metadata=meta)
    return field(repr=False, metadata=meta, default=default)


@lru_cache
def fields_of(record: type) -> tuple[Field, ...]:
    """The shown fields of `record`, in the order in which they were declared."""
    hints = get_type_hints(record)
    return tuple(
        Field(
            name=f.name,
            label=f.metadata["label"],
            kind=_kind(hints[f.name]),
            required=f.default is MISSING,
            long=f.metadata["long"],
            codes=f.metadata["codes"],
            many=_kind(hints[f.name]) is tuple,
            hint=f.metadata["hint"],
        )
        for f in fields(record)
        if "label" in f.metadata
    )


def label_of(record: type, name: str) -> str:
    """The label of the field `name` of `record`."""
    return next(f.label for f in fields_of(record) if f.name == name)


def _kind(hint: Any) -> type:
    """The plain type behind `X`, `X | None`, `tuple[X, ...]` or a NewType."""
    if getattr(hint, "__origin__", None) is tuple:
        return tuple
    inner = [a for a in get_args(hint) if a is not NoneType]
    hint = inner[0] if inner else hint
    return getattr(hint, "__supertype__", hint)
