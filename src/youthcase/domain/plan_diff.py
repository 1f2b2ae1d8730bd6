"""What has changed between two versions of a plan?"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain.codes import code_list
from youthcase.domain.dates import plain
from youthcase.domain.fields import label_of
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanVersion
from youthcase.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace

_ALIKE = 0.6
_COMPARED = (
    "agreed_on",
    "participation",
    "review_due",
    "carry_decision",
    "carry_finders",
    "carry_kept",
    "carry_reason",
    "format_needs",
    "title",
)
_CODES = {
    "participation": "participation",
    "carry_decision": "carry",
    "format_needs": "format_needs",
}


class Kind(Enum):
    """How a line differs."""

    ADDED = _("Added")
    REMOVED = _("Removed")
    CHANGED = _("Changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that differs: under which title, how, and the words before and after."""

    title: str
    kind: Kind
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


def differences(old: PlanContent | None, new: PlanContent) -> tuple[Difference, ...]:
    """What `new` changes in `old`, in the order of the plan; all of it when `old` is None."""
    found = list(_about(old.version if old else None, new.version))
    for section in sections():
        before = [_words(i) for i in old.in_section(section.number)] if old else []
        after = [_words(i) for i in new.in_section(section.number)]
        if section.number == 11:
            before += [_place(p) for p in old.places] if old else []
            after += [_place(p) for p in new.places]
        found += _lines(section.title, before, after)
    return tuple(found)


def _about(old: PlanVersion | None, new: PlanVersion) -> list[Difference]:
    found: list[Difference] = []
    for name in _COMPARED:
        before = _value(name, getattr(old, name)) if old else ""
        after = _value(name, getattr(new, name))
        if before != after:
            kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
            found.append(Difference(label_of(PlanVersion, name), kind, before, after))
    return found


def _value(name: str, value: str | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return code_list(_CODES[name]).label(value) if name in _CODES else value
    return plain(value)


def _lines(title: str, before: list[str], after: list[str]) -> list[Difference]:
    """Lines gone and lines new; a gone one much like a new one counts as changed."""
    gone = [line for line in before if line not in after]
    found: list[Difference] = []
    for line in after:
        if line in before:
            continue
        like = max(gone, key=lambda g: _likeness(g, line), default=None)
        if like is not None and _likeness(like, line) >= _ALIKE:
            gone.remove(like)
            found.append(Difference(title, Kind.CHANGED, like, line))
        else:
            found.append(Difference(title, Kind.ADDED, "", line))
    return found + [Difference(title, Kind.REMOVED, line, "") for line in gone]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _words(item: PlanItem) -> str:
    context = code_list("plan_context").label(item.context) if item.context else ""
    due = plain(item.due) if item.due else ""
    seen = ", ".join(code_list("plan_audience").label(a) for a in item.audience)
    parts = [context, item.text, item.detail or "", item.owner or "", due]
    return " · ".join([p for p in parts if p] + ([f"({seen})"] if seen else []))


def _place(place: PlanPlace) -> str:
    status = code_list("place_status").label(place.status)
    parts = [place.name, status, place.days_times or "", place.reason or ""]
    return " · ".join(p for p in parts if p)
