"""By what may a return be broken down, and into which categories?

The categories are data (`resources/returns/variables.toml`) over the code lists, so what a
service changes there changes the tables. "Not known" is a category like any other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from youthcase import resources
from youthcase.domain.codes import code_list
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

TOTAL = "TOTAL"
NOT_KNOWN = "NK"
REST = "REST"
# What "not known" is called in the lists that have no NK of their own.
_UNKNOWN = (NOT_KNOWN, "U", "NFA_UNKNOWN", "NONE")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its categories in printing order, and how recorded codes fall into them.

    `of` names the finer variable whose category decides this one (a theme follows from the
    risk); `alone` forbids crossing it with anything.
    """

    name: str
    title: str
    categories: tuple[str, ...]
    labels: Mapping[str, str] = field(hash=False)
    coded: Mapping[str, str] = field(hash=False)
    of: str = ""
    alone: bool = False

    def category(self, code: str) -> str:
        """The category of a recorded code; what is empty or unknown is not known.

        Raises: KeyError where the list has no category for what is not known.
        """
        return self.coded.get(code) or self.coded[NOT_KNOWN]


@cache
def of_people() -> Mapping[str, Variable]:
    """What counted people may be broken down by, in the order of the file."""
    return _named(_variable(row) for row in _raw()["variables"])


@cache
def of_closures() -> Mapping[str, Variable]:
    """What closed cases may be broken down by: reason, goals, and each part of life."""
    outcomes = code_list("closure_outcome")
    codes = tuple(c.code for c in outcomes.codes)
    labels = {c.code: c.label for c in outcomes.codes}
    parts = [
        Variable(part.code, part.label, codes, labels, {c: c for c in codes})
        for part in code_list("closure_domain").codes
    ]
    return _named([*(_variable(row) for row in _raw()["closures"]), *parts])


@cache
def activities() -> Mapping[str, str]:
    """The kinds of activity and their labels, in printing order."""
    raw = tomllib.loads(resources.text("returns", "activity.toml"))
    return MappingProxyType({row["code"]: _(row["label"]) for row in raw["codes"]})


@cache
def activity_parts() -> Mapping[str, str]:
    """Which kind of activity is a part of which other one."""
    raw = tomllib.loads(resources.text("returns", "activity.toml"))
    return MappingProxyType({r["code"]: r["of"] for r in raw["codes"] if "of" in r})


@cache
def of_acts() -> Mapping[str, Variable]:
    """What each kind of activity divides into: the parts that are shown, and the rest."""
    parts = activity_parts()
    return _named(
        Variable(
            whole,
            activities()[whole],
            (*(part for part, of in parts.items() if of == whole), REST),
            {},
            {},
        )
        for whole in activities()
        if whole not in parts
    )


@cache
def impossible() -> tuple[Mapping[str, frozenset[str]], ...]:
    """The combinations that nobody can have: for each, variable to categories."""
    return tuple(
        MappingProxyType({name: frozenset(codes) for name, codes in row.items()})
        for row in _raw()["impossible"]
    )


def is_impossible(conditions: Mapping[str, str]) -> bool:
    """Whether nobody can meet all of `conditions` (variable to category)."""
    return any(
        all(conditions.get(name) in codes for name, codes in row.items())
        for row in impossible()
    )


def age_band(age: int | None) -> str:
    """The category of an age in whole years; an age outside every band is not known."""
    for row in _raw()["variables"][0]["categories"]:
        if age is not None and row.get("from", 1) <= age <= row.get("to", 0):
            return row["code"]
    return NOT_KNOWN


def disability(codes: Iterable[str]) -> str:
    """The category of a person's disabilities, however many codes were recorded."""
    found = set(codes)
    if found - {"NONE", "NS", NOT_KNOWN}:
        return "ANY"
    return next((code for code in ("NONE", "NS") if code in found), NOT_KNOWN)


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.text("returns", "variables.toml"))


def _named(variables: Iterable[Variable]) -> Mapping[str, Variable]:
    return MappingProxyType({v.name: v for v in variables})


def _variable(row: Mapping[str, Any]) -> Variable:
    labels, coded = _categories(row)
    return Variable(
        name=row["name"],
        title=_(row["title"]),
        categories=tuple(labels),
        labels=MappingProxyType(labels),
        coded=MappingProxyType(coded),
        of=row.get("of", ""),
        alone=row.get("alone", False),
    )


def _categories(row: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The labels by category, and the category by recorded code."""
    if "categories" in row:
        labels = {c["code"]: _(c["label"]) for c in row["categories"]}
        return labels, {code: code for code in labels}
    recorded = [c for c in code_list(row["list"]).codes if c.code not in row.get("without", ())]
    if "groups" in row:
        by_group = {g["group"]: g["code"] for g in row["groups"]}
        labels = {g["code"]: _(g["group"]) for g in row["groups"]}
        coded = {c.code: by_group[c.group] for c in recorded}
    elif "through" in row:
        titles = code_list(row["titles"])
        labels = {c.code: c.label for c in titles.codes}
        coded = {c.code: c.extra[row["through"]] for c in recorded}
    else:
        labels = {c.code: c.label for c in recorded}
        coded = {c.code: c.code for c in recorded}
    unknown = next((c for c in _UNKNOWN if c in labels), None)
    return labels, ({NOT_KNOWN: unknown} if unknown else {}) | coded
