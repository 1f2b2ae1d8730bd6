"""What may one audience see of a plan? A copy holds that and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain.codes import code_list
from youthcase.domain.people import folded
from youthcase.domain.plan_sections import (
    Helpline,
    PlanSection,
    helplines,
    section,
    sections,
)
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace


class Form(Enum):
    """The copies of a plan that can be made today."""

    FULL = "full"
    YOUNG_PERSON = "young-person"

    @property
    def audience(self) -> str:
        """The plan_audience code of those who read it; empty for the professional copy."""
        return "" if self is Form.FULL else "YOUNG_PERSON"

    @property
    def label(self) -> str:
        """What to call it."""
        return _("Full professional copy") if self is Form.FULL else _("Young person's copy")


# Words that never stand on the cover of paper that a young person carries.
TELLING = frozenset(
    {"county", "crime", "criminal", "exploitation", "gang", "grass", "informant", "knife"}
    | {"nrm", "offender", "offending", "police", "risk", "victim", "violence", "youthcase"}
)
WORDS = 2  # the section of the young person's own words
PLACES = 11  # the section of places and how safe they are

CARRIED_LEVEL = {Form.YOUNG_PERSON: frozenset({"CARRY_FULL_YP"})}
NEUTRAL_TITLE = _("My stuff")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """One line on paper."""

    text: str = field(repr=False)
    detail: str | None = field(default=None, repr=False)
    context: str | None = field(default=None, repr=False)
    owner: str | None = field(default=None, repr=False)
    due: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlace:
    """One place on paper; `status` is a place_status code, `label` its words."""

    name: str = field(repr=False)
    status: str
    label: str
    days_times: str | None = field(default=None, repr=False)
    reason: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySection:
    """One section on paper, with its kind, so that the page can choose a layout."""

    number: int
    title: str
    kind: str
    items: tuple[CopyItem, ...] = ()
    places: tuple[CopyPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A line to sign on: who, and in which part."""

    who: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCopy:
    """Everything that a renderer gets to see of a plan for one audience."""

    form: Form
    title: str = field(repr=False)
    who: str = field(repr=False)  # chosen name on the full copy, initials on a carried one
    reference: str | None = field(default=None, repr=False)
    version: int
    standing: str  # DRAFT, APPROVED, INTERIM, SUPERSEDED or ENDED
    agreed_on: date | None = None
    participation: str | None = None
    review_due: date | None = None
    approved_on: date | None = None
    approved_by: str | None = field(default=None, repr=False)
    worker: str | None = field(default=None, repr=False)
    service: str | None = field(default=None, repr=False)
    call: tuple[Helpline, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    sections: tuple[CopySection, ...] = ()
    signs: tuple[Sign, ...] = ()
    copy_number: int
    for_whom: str | None = field(default=None, repr=False)
    printed_on: date
    made_at: datetime  # the moment that stands in the file's own properties
    audit_head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a copy leaves out, for the person who prints it: never goes into the copy."""

    section: str
    count: int
    why: str


def check_title(title: str | None) -> None:
    """Raise a `Refusal` for a cover title that would tell a stranger what the paper is.

    Source: domain, 2.3, points 1 and 2.
    """
    words = set(folded(title or "").split())
    telling = {w for w in words for t in TELLING if w == t or w == f"{t}s"}
    if telling or {"safety", "plan"} <= words:
        raise Refusal(
            _(
                "That title would tell whoever finds the paper what it is. "
                "Choose a plain one together, such as “My stuff”."
            ),
            field="title",
        )


def allowed(form: Form, carry: str | None) -> None:
    """Raise a `Refusal` if the recorded carry decision forbids a copy of this form."""
    levels = CARRIED_LEVEL.get(form)
    if levels is None or carry in levels:
        return
    decision = code_list("carry").label(carry) if carry else _("not recorded")
    raise Refusal(
        _(
            "This copy is not made: it would be carried, and the decision for this version "
            "is: {decision}. Change the decision with the young person in a new version."
        ).format(decision=decision),
        field="form",
    )


def sections_for(content: PlanContent, form: Form) -> tuple[CopySection, ...]:
    """The sections of `content` that a copy of this form holds, empty ones left out."""
    made = (_section(content, form, s) for s in sections() if s.number != WORDS)
    return tuple(s for s in made if s.items or s.places)


def words_for(content: PlanContent, form: Form) -> tuple[str, ...]:
    """The young person's own words (section 2) for this form."""
    return tuple(i.text for i in content.in_section(WORDS) if _may_show(i, form))


def removed_for(content: PlanContent, form: Form) -> tuple[Removed, ...]:
    """How many lines of each section this form leaves out, and why."""
    found: list[Removed] = []
    for part in sections():
        items = [i for i in content.in_section(part.number) if not _may_show(i, form)]
        places = [p for p in content.places if not _may_show_place(p, form)]
        if count := len(items) + (len(places) if part.number == PLACES else 0):
            why = (
                _("Not ticked for this copy")
                if part.may_reach(form.audience)
                else _("Never on paper that a young person carries")
            )
            found.append(Removed(section=part.title, count=count, why=why))
    return tuple(found)


def numbers_to_call(form: Form) -> tuple[Helpline, ...]:
    """The helplines that stand on a copy; a carried one shows those for young people."""
    lines = helplines()
    return lines if form is Form.FULL else tuple(line for line in lines if line.carried)


def _section(content: PlanContent, form: Form, part: PlanSection) -> CopySection:
    items = tuple(
        CopyItem(
            text=i.text,
            detail=i.detail,
            context=code_list("plan_context").label(i.context) if i.context else None,
            owner=i.owner if form is Form.FULL else None,
            due=i.due if form is Form.FULL else None,
        )
        for i in content.in_section(part.number)
        if _may_show(i, form)
    )
    places: tuple[CopyPlace, ...] = ()
    if part.number == PLACES:
        places = tuple(_place(p, form) for p in content.places if _may_show_place(p, form))
    return CopySection(
        number=part.number,
        title=part.title,
        kind=part.kind,
        items=items,
        places=places,
    )


def _place(place: PlanPlace, form: Form) -> CopyPlace:
    return CopyPlace(
        name=place.name,
        status=place.status,
        label=code_list("place_status").label(place.status),
        days_times=place.days_times if form is Form.FULL else None,
        reason=place.reason if form is Form.FULL else None,
    )


def _may_show(item: PlanItem, form: Form) -> bool:
    if form is Form.FULL:
        return True
    ticked = form.audience in item.audience
    return ticked and section(item.section).may_reach(form.audience)


def _may_show_place(place: PlanPlace, form: Form) -> bool:
    """A carried copy names places to go to, never places to avoid. Source: domain, 2.3."""
    if form is Form.FULL:
        return True
    return form.audience in place.audience and place.status in {"SAFE", "OK_WITH_SOMEONE"}
