"""How are the tables, measures and categories of a return called in plain English?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from youthcase.i18n import _, plural
from youthcase.returns.layout import ACTIVITY, FUNNEL, HEADLINE, OUTCOMES
from youthcase.returns.released import (
    FEWER_THAN_TEN,
    FURTHER,
    HIDDEN,
    INTERNAL,
    MIRROR5,
    NOT_APPLICABLE,
)
from youthcase.returns.variables import TOTAL, activities, of_closures, of_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.returns.released import PublishedCell, Release


def table_title(name: str) -> str:
    """The title of a table by its name in the files."""
    fixed = {
        HEADLINE: _("Young people who benefited"),
        FUNNEL: _("From referral to outcome"),
        OUTCOMES: _("Cases closed"),
        ACTIVITY: _("What was done"),
    }
    if name in fixed:
        return fixed[name]
    names = name.removeprefix("by_").split("_x_") if "_x_" in name else [name[3:]]
    titles = [of_people()[n].title for n in names]
    if len(titles) == 1:
        return titles[0]
    return _("{first} and {second}").format(
        first=titles[0], second=titles[1][:1].lower() + titles[1][1:]
    )


def dimension(name: str) -> str:
    """What a column of categories is called."""
    known = {
        "measure": _("Measure"),
        "contacts_asked": _("If at least so many contacts were asked for"),
        "stage": _("Stage"),
        "kind": _("Kind"),
        "": "",
    }
    if name in known:
        return known[name]
    found = of_people().get(name) or of_closures().get(name)
    return found.title if found else activities().get(name, name)


def category(dimension_name: str, code: str) -> str:
    """What a category is called."""
    if code == TOTAL:
        return _("All")
    if dimension_name == "contacts_asked":
        return plural("{n} contact", "{n} contacts", int(code))
    names = _named().get(dimension_name)
    if names is not None:
        return names[code]
    found = of_people().get(dimension_name) or of_closures().get(dimension_name)
    return found.labels[code] if found else code


def shown(cell: PublishedCell) -> str:
    """What stands in a cell on paper: the figure, or the sign that stands in its place."""
    if cell.marker == FEWER_THAN_TEN:
        return _("fewer than 10")
    if cell.value is None:
        return cell.marker or _("not published")
    return f"{cell.value:,}" + (f" {cell.marker}" if cell.marker else "")


def sign(marker: str) -> str:
    """What a sign beside a figure means; empty where there is none."""
    return {
        FURTHER: _("r: within 9 of the true figure, where all others are within 4"),
        NOT_APPLICABLE: _("z: nobody can be both"),
        FEWER_THAN_TEN: _("fewer than 10: so few that the figure would tell of single people"),
        **dict.fromkeys(HIDDEN.values(), _("hidden, so that nobody can be found")),
    }.get(marker, "")


def reading(release: Release) -> tuple[str, ...]:
    """How the figures are to be read: what the reader is told, with its limits.

    Source: returns.md, "What the reader is told".
    """
    if release.audience == INTERNAL:
        return (
            _("These are the true counts, for people who hold the case files."),
            _("OFFICIAL-SENSITIVE: not to be sent, printed or quoted outside the service."),
        )
    if release.headline is None:
        return (_("Fewer than 10 young people: no other figure is published."),)
    if release.profile != MIRROR5:
        return (
            _(
                "{n} young people. The other figures follow the rule of the funder's form."
            ).format(n=release.headline),
            _(
                "Where a sign stands in place of a figure, the figure would tell of single "
                "people."
            ),
        )
    exact = (
        _("{n} young people (exact).")
        if release.headline_is_exact
        else _("{n} young people (within 4 of the true figure).")
    )
    return (
        exact.format(n=release.headline)
        + " "
        + _(
            "Every breakdown figure is within 4 of the true one; all tables agree with each "
            "other and with earlier returns. A 0 may be up to 4 people."
        ),
        _("The breakdowns add up to {n}, the headline rounded down to fives.").format(
            n=release.breakdown_total
        ),
        _(
            "This is not differential privacy: someone who knows all but one person of a group "
            "could learn the last with at most a 20 % chance for each figure. Figures marked r "
            "are not protected against someone who has this program's source."
        ),
    )


@cache
def _named() -> dict[str, Mapping[str, str]]:
    return {
        "measure": {
            "H1": _("Benefited from specialist casework and safety planning"),
            "H2": _("of them for the first time this financial year"),
            "H3": _("Benefited over the whole plan"),
            "M1B": _("Worked with, but without a safety plan in force"),
        },
        "stage": {
            "REFERRED": _("Referred, or already being worked with"),
            "ACCEPTED": _("Accepted"),
            "ENGAGED": _("Met at least once"),
            "CASEWORK": _("Casework: met as often as the rule asks"),
            "PLAN_IN_FORCE": _("With a safety plan in force"),
            "COUNTED": _("Benefited"),
            "CLOSED": _("of them closed in the period"),
            "PAIRED": _("of those with goals scored twice"),
            "IMPROVED": _("of those with at least one goal improved"),
        },
        "kind": activities(),
    }
