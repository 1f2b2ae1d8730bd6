"""Which lines of a plan reach which form, and what is left out and why?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain.codes import code_list
from youthcase.domain.plan_copy import (
    CarriedItem,
    CarriedPlace,
    CarriedSection,
    CopyItem,
    CopyPlace,
    CopySection,
    Form,
    SharedPlace,
    SharedSection,
)
from youthcase.domain.plan_sections import Helpline, PlanSection, helplines, section, sections
from youthcase.domain.plans import PlanContent
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from youthcase.domain.plans import PlanItem, PlanPlace

WORDS = 2  # the section of the young person's own words
HELPS, GOOD_PLACES, PEOPLE, WORKERS = 5, 6, 7, 8
PLACES = 11  # the section of places and how safe they are
_GO_TO = frozenset({"SAFE", "OK_WITH_SOMEONE"})


class Why(Enum):
    """Why a line does not stand on a copy."""

    NEVER_CARRIED = _("Never on paper that a young person carries")
    NEVER_SHARED = _("Never on a copy that goes to somebody else")
    NOT_TICKED = _("Not ticked for this copy")
    NOT_FOR_THEM = _("You left this section out of this copy")
    STOPPED = _("Stopped by the safety check")
    AVOIDED = _("A place to stay away from is never named")
    NO_ROOM = _("There is no room for more on it")
    NO_NUMBER = _("It holds no phone number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a copy leaves out, for the person who prints it: never goes into the copy."""

    section: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines that one copy holds, and which lines of which section it leaves out."""

    content: PlanContent
    left_out: tuple[tuple[int, Why], ...] = ()

    @property
    def removed(self) -> tuple[Removed, ...]:
        """How many lines of each section are left out, for each reason."""
        return tuple(
            Removed(
                section=section(number).title, count=self.left_out.count(pair), why=why.value
            )
            for pair in dict.fromkeys(self.left_out)
            for number, why in (pair,)
        )


def choose(
    content: PlanContent,
    form: Form,
    *,
    stopped: Set[str] = frozenset(),
    without: Set[int] = frozenset(),
) -> Chosen:
    """The lines of `content` that a copy of `form` may hold.

    `stopped` are the ids of lines that the safety check holds back, `without` the sections
    that are not for this recipient.
    """
    if form is Form.FULL:
        return Chosen(content)
    items: list[PlanItem] = []
    out: list[tuple[int, Why]] = []
    room = {s.number: s.max_on_card for s in sections()} if form.is_small else {}
    for item in sorted(content.items, key=lambda i: (i.section, i.position)):
        why = _why_not(item, form, stopped, without)
        if why is None and form.is_small and room[item.section] == 0:
            why = Why.NO_ROOM
        if why is None:
            items.append(item)
            if form.is_small:
                room[item.section] -= 1
        else:
            out.append((item.section, why))
    places: list[PlanPlace] = []
    for place in content.places:
        why = _why_no_place(place, form, stopped, without)
        if why is None:
            places.append(place)
        else:
            out.append((PLACES, why))
    kept = replace(content, items=tuple(items), places=tuple(places))
    return Chosen(kept, tuple(sorted(out, key=lambda one: one[0])))


def full_sections(content: PlanContent) -> tuple[CopySection, ...]:
    """The sections of the professional copy, empty ones left out."""
    return tuple(
        CopySection(
            number=part.number,
            title=part.title,
            kind=part.kind,
            items=tuple(_full_item(i) for i in items),
            places=tuple(
                CopyPlace(
                    name=p.name,
                    status=p.status,
                    label=_label(p),
                    days_times=p.days_times,
                    reason=p.reason,
                )
                for p in places
            ),
        )
        for part, items, places in _filled(content)
    )


def shared_sections(content: PlanContent) -> tuple[SharedSection, ...]:
    """The sections of a copy for family or school."""
    return tuple(
        SharedSection(
            number=part.number,
            title=part.title,
            kind=part.kind,
            items=tuple(_full_item(i) for i in items),
            places=tuple(
                SharedPlace(
                    name=p.name, status=p.status, label=_label(p), days_times=p.days_times
                )
                for p in places
            ),
        )
        for part, items, places in _filled(content)
    )


def carried_sections(content: PlanContent) -> tuple[CarriedSection, ...]:
    """The sections of what a young person carries."""
    return tuple(
        CarriedSection(
            number=part.number,
            title=part.title,
            kind=part.kind,
            items=tuple(
                CarriedItem(text=i.text, detail=i.detail, context=_context(i)) for i in items
            ),
            places=tuple(
                CarriedPlace(name=p.name, status=p.status, label=_label(p)) for p in places
            ),
        )
        for part, items, places in _filled(content)
    )


def words_of(content: PlanContent) -> tuple[str, ...]:
    """The young person's own words (section 2)."""
    return tuple(i.text for i in content.in_section(WORDS))


def numbers_to_call(
    form: Form, lines: tuple[Helpline, ...] | None = None
) -> tuple[Helpline, ...]:
    """The helplines that stand on a copy; a carried one shows those for young people."""
    known = helplines() if lines is None else lines
    carried = form.is_carried or form is Form.BLANK
    return tuple(line for line in known if line.carried) if carried else known


def _filled(
    content: PlanContent,
) -> Iterator[tuple[PlanSection, tuple[PlanItem, ...], tuple[PlanPlace, ...]]]:
    for part in sections():
        items = content.in_section(part.number)
        places = content.places if part.number == PLACES else ()
        if part.number != WORDS and (items or places):
            yield part, items, places


def _full_item(item: PlanItem) -> CopyItem:
    return CopyItem(
        text=item.text,
        detail=item.detail,
        context=_context(item),
        owner=item.owner,
        due=item.due,
    )


def _context(item: PlanItem) -> str | None:
    return code_list("plan_context").label(item.context) if item.context else None


def _label(place: PlanPlace) -> str:
    return code_list("place_status").label(place.status)


def _why_not(item: PlanItem, form: Form, stopped: Set[str], without: Set[int]) -> Why | None:
    part = section(item.section)
    if form is Form.BLANK or not part.may_reach(form.audience):
        return _never(form)
    if form.is_small and not part.max_on_card:
        return Why.NEVER_CARRIED
    if form is Form.NUMBERS and item.section not in {PEOPLE, WORKERS}:
        return Why.NO_NUMBER
    return _why(item.id, item.section, item.audience, form, stopped, without)


def _why_no_place(
    place: PlanPlace, form: Form, stopped: Set[str], without: Set[int]
) -> Why | None:
    """A carried copy names places to go to, never places to avoid. Source: domain, 2.3."""
    if form is Form.BLANK or not section(PLACES).may_reach(form.audience):
        return _never(form)
    if form.is_carried and place.status not in _GO_TO:
        return Why.AVOIDED
    return _why(place.id, PLACES, place.audience, form, stopped, without)


def _why(
    id_: str,
    number: int,
    audience: tuple[str, ...],
    form: Form,
    stopped: Set[str],
    without: Set[int],
) -> Why | None:
    if form.audience not in audience:
        return Why.NOT_TICKED
    if number in without:
        return Why.NOT_FOR_THEM
    return Why.STOPPED if id_ in stopped else None


def _never(form: Form) -> Why:
    return Why.NEVER_SHARED if form.is_shared else Why.NEVER_CARRIED
