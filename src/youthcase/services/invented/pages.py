"""What stands in a safety plan, section by section?

Nothing is ticked for an audience that its section is closed to. Source: domain, 2.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from youthcase.domain.ids import PlanItemId, PlanPlaceId
from youthcase.domain.plan_sections import section
from youthcase.domain.plans import PlanItem, PlanPlace, PlanVersion
from youthcase.services.invented.texts import capital, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from youthcase.services.invented.chance import Chance
    from youthcase.services.invented.lives import Life

_LAST_ON_CARD = 9  # beyond this no section lets a line onto the card
_FAMILY = ("FAMILY",)
_OWN = ("YOUNG_PERSON", "FAMILY")
_OWN_AND_CARD = ("YOUNG_PERSON", "FAMILY", "CARD")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan before it becomes a record of one version."""

    section: int
    text: str
    see: Sequence[str] = ()
    detail: str | None = None
    context: str | None = None
    owner: str | None = None
    due_in: int | None = None  # days after the plan was agreed
    since: int = 1  # the version from which the line is there


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a plan."""

    name: str
    status: str
    times: str | None = None
    reason: str | None = None
    see: Sequence[str] = ()
    since: int = 1


@dataclass(slots=True)
class Pages:
    """All that goes into one young person's plan, over all its versions."""

    lines: list[Line] = field(default_factory=list["Line"])
    spots: list[Spot] = field(default_factory=list["Spot"])


def pages_of(chance: Chance, life: Life, *, declined: bool) -> Pages:
    """What the versions of one plan are made of; `declined` leaves out their own voice."""
    pages = Pages()
    _own_sections(chance, life, pages, declined=declined)
    _people(chance, life, pages)
    _worries_and_steps(chance, life, pages)
    _contexts(chance, life, pages)
    _actions(chance, life, pages)
    _places(chance, life, pages)
    pages.lines.sort(key=lambda line: line.section)
    return pages


def items_of(
    chance: Chance, life: Life, version: PlanVersion, pages: Pages
) -> Iterator[PlanItem]:
    """The lines of one version."""
    lines = [line for line in pages.lines if line.since <= version.number]
    lines += _closing_lines(chance, life, version)
    positions: dict[int, int] = {}
    agreed = version.agreed_on or version.recorded_at.date()
    for line in lines:
        position = positions[line.section] = positions.get(line.section, 0) + 1
        yield PlanItem(
            id=PlanItemId(chance.record_id(version.recorded_at)),
            person=version.person,
            version=version.id,
            section=line.section,
            position=position,
            text=line.text,
            detail=line.detail,
            context=line.context,
            owner=line.owner,
            due=_due(agreed, line.due_in),
            audience=_may_see(line.section, tuple(line.see), min(position, _LAST_ON_CARD)),
        )


def places_of(chance: Chance, version: PlanVersion, pages: Pages) -> Iterator[PlanPlace]:
    """The places of one version."""
    spots = [spot for spot in pages.spots if spot.since <= version.number]
    for position, spot in enumerate(spots, 1):
        yield PlanPlace(
            id=PlanPlaceId(chance.record_id(version.recorded_at)),
            person=version.person,
            version=version.id,
            position=position,
            name=spot.name,
            status=spot.status,
            days_times=spot.times,
            reason=spot.reason,
            audience=_may_see(11, tuple(spot.see), 1),
        )


def _own_sections(chance: Chance, life: Life, pages: Pages, *, declined: bool) -> None:
    for row in texts("plans")["section"]:
        if declined and row["number"] == 2:
            continue
        several = row["number"] > 1
        count = row["first"] + 1 if several else 1
        for n, text in enumerate(chance.some(row["texts"], count)):
            since = max(1, n - row["first"] + 2)
            pages.lines.append(Line(row["number"], life.tell(text), row["see"], since=since))


def _people(chance: Chance, life: Life, pages: Pages) -> None:
    words = life.words
    evening = chance.pick(("any time", "until 10pm", "after 5pm", "text first"))
    for number, who in enumerate((words["ally"], words["carer"])):
        detail = f"{chance.phone()}, {evening if number else 'any time'}"
        pages.lines.append(Line(7, f"My {who}", _OWN_AND_CARD, detail))
    pages.lines.append(Line(7, f"My {words['adult']}", _OWN, "In person, weekdays", since=2))
    worker = f"{chance.phone()}, weekdays 9 to 6; text is fine"
    pages.lines.append(
        Line(8, words["worker"], ("YOUNG_PERSON", "FAMILY", "CARD", "SCHOOL"), worker)
    )
    duty = f"{chance.landline()}, when {words['worker']} is away"
    pages.lines.append(Line(8, "The duty worker", _FAMILY, duty))


def _worries_and_steps(chance: Chance, life: Life, pages: Pages) -> None:
    risk, plans = life.risk, texts("plans")
    for n, worry in enumerate(risk["worry"]):
        pages.lines.append(Line(3, life.tell(worry), _FAMILY, since=n + 1))
    for n, sign in enumerate(risk["around"]):
        pages.lines.append(Line(4, life.tell(sign), _FAMILY, since=n + 1))
    for n, (when, then) in enumerate(risk["then"]):
        pages.lines.append(Line(13, life.tell(when), _FAMILY, life.tell(then), since=n + 1))
    for n, text in enumerate(chance.some(plans["contingency"]["texts"], 2)):
        pages.lines.append(Line(13, life.tell(text), _FAMILY, since=n + 1))
    if chance.maybe(0.6):
        pages.lines.append(Line(12, life.tell(chance.pick(plans["signal"]["texts"]))))


def _contexts(chance: Chance, life: Life, pages: Pages) -> None:
    rows = texts("plans")["context"]
    for n, row in enumerate(chance.some(rows, 4)):
        text = life.tell(chance.pick(row["texts"]))
        pages.lines.append(Line(10, text, row["see"], context=row["code"], since=max(1, n - 1)))


def _actions(chance: Chance, life: Life, pages: Pages) -> None:
    for row in texts("plans")["action"]:
        owner = life.tell(row["owner"])
        for n, text in enumerate(chance.some(row["texts"], 2)):
            days = chance.pick((7, 10, 14, 21, 28))
            pages.lines.append(
                Line(14, life.tell(text), row["see"], owner=owner, due_in=days, since=2 * n + 1)
            )


def _places(chance: Chance, life: Life, pages: Pages) -> None:
    rows: Mapping[str, Any] = texts("lives")["places"]
    for n, name in enumerate(chance.some(rows["safe"], 3)):
        pages.spots.append(Spot(capital(life.tell(name)), "SAFE", see=_OWN, since=max(1, n)))
    with_someone = capital(chance.pick(rows["with_someone"]))
    pages.spots.append(Spot(with_someone, "OK_WITH_SOMEONE", "in the daytime", see=_OWN))
    for n, name in enumerate(chance.some(rows["avoid"], 2)):
        times = chance.pick(rows["avoid_times"])
        reason = life.tell(chance.fresh("avoid", rows["avoid_reasons"]))
        pages.spots.append(Spot(capital(name), "AVOID", times, reason, _FAMILY, since=n + 1))
    unsure = capital(chance.pick(rows["unsure"]))
    pages.spots.append(Spot(unsure, "UNSURE", since=2))


def _closing_lines(chance: Chance, life: Life, version: PlanVersion) -> list[Line]:
    plans = texts("plans")
    part = version.participation or "AGREED"
    declined = part == "DID_NOT_TAKE_PART"
    life.words["home_feel"] = str(chance.between(5, 9))
    life.words["travel_feel"] = str(chance.between(2, 7))
    checks: list[str] = [] if declined else plans["check"]["texts"]
    lines = [Line(15, life.tell(text)) for text in checks]
    lines.append(Line(16, life.tell(chance.pick(plans["signed"][part]))))
    lines.append(Line(16, life.tell(chance.pick(plans["signed"]["carer"]))))
    lines.append(Line(17, life.tell(chance.pick(plans["copies"]["texts"]))))
    return lines


@cache
def _may_see(number: int, wished: tuple[str, ...], position: int) -> tuple[str, ...]:
    """The wished audiences that the section is open to, and no more on the card than fit."""
    of = section(number)
    return tuple(
        a for a in wished if of.may_reach(a) and (a != "CARD" or position <= of.max_on_card)
    )


def _due(agreed: date, days: int | None) -> date | None:
    return agreed + timedelta(days=days) if days is not None else None
