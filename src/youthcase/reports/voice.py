"""In which language does the copy speak that is being made?

A copy has one language, and every block of it speaks that one, so it is not handed from
block to block. What is said to whoever uses the program passes through `i18n` instead.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from youthcase.domain.phrases import ENGLISH, Phrases, phrases
from youthcase.domain.plan_copy import Caller, Sign
from youthcase.domain.plan_sections import Helpline

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import date

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
# Fields of a copy in which words of the program stand; a phrase in another one was written
# by somebody.
_OURS = frozenset({"title", "label", "context", "words", "hours"})
_ALSO: dict[type, str] = {
    Sign: "who",
    Helpline: "name",
    Caller: "name",
}  # elsewhere they are names of people

T = TypeVar("T")


@contextmanager
def speaking(tag: str) -> Generator[None]:
    """Make what is made meanwhile in that language.

    Raises: KeyError when there is no table for it.
    """
    phrases(tag)
    token = _spoken.set(tag)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> Phrases:
    """The table of the language of the moment."""
    return phrases(_spoken.get())


def say(english: str) -> str:
    """Words of the program in the language of the copy."""
    return spoken().say(english)


def say_day(day: date) -> str:
    """`19 November 2026` in the language of the copy."""
    return spoken().day(day)


def is_leftward() -> bool:
    """Whether the page begins at its right side."""
    return spoken().leftward


def mirrored(x: float, width: float, whole: float) -> float:
    """Where something begins that stands x from the side at which the page begins."""
    return whole - x - width if is_leftward() else x


def together(parts: Sequence[str], between: str = "  \N{MIDDLE DOT}  ") -> str:
    """Several short facts in one line, each in its own direction where the page is leftward."""
    if not is_leftward():
        return between.join(parts)
    return between.join(
        f"\N{FIRST STRONG ISOLATE}{one}\N{POP DIRECTIONAL ISOLATE}" for one in parts
    )


def told(value: T) -> T:
    """A copy with the words of the program in its language, and all others as they are."""
    if spoken().tag == ENGLISH:
        return value
    return cast("T", _told(value))


def _told(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_told(part) for part in cast("tuple[object, ...]", value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    also = _ALSO.get(type(value))
    changed: dict[str, Any] = {}
    for one in fields(value):
        now: object = getattr(value, one.name)
        if isinstance(now, tuple):
            changed[one.name] = _told(cast("object", now))
        elif isinstance(now, str) and (one.name in _OURS or one.name == also):
            changed[one.name] = say(now)
    return replace(value, **changed)
