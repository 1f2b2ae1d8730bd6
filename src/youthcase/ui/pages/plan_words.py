"""In which words does a page speak of a plan's versions, lines and places?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.codes import code_list
from youthcase.domain.dates import clock, local_time, plain, short
from youthcase.domain.plan_diff import Kind
from youthcase.domain.plan_sections import PlanSection, section
from youthcase.i18n import _, plural
from youthcase.ui.kit.chips import Chip
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from youthcase.domain.plan_diff import Difference
    from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace, PlanVersion

PLACES, WORDS = 11, 2

_STATUS = {
    "SUBMITTED": (Tone.WARN, "clock"),
    "AGREED_YP": (Tone.WARN, "clock"),
    "RETURNED": (Tone.WARN, "corner-up-left"),
    "ACTIVE": (Tone.OK, "badge-check"),
}
_SAFETY = {
    "SAFE": (Tone.OK, "shield-check"),
    "OK_WITH_SOMEONE": (Tone.INFO, "users"),
    "AVOID": (Tone.WARN, "ban"),
}
_CHANGE = {
    Kind.ADDED: ("plus", Tone.OK),
    Kind.REMOVED: ("x", Tone.DANGER),
    Kind.CHANGED: ("pencil", Tone.INFO),
}


def status_chip(version: PlanVersion) -> Chip:
    """The status of a version in words."""
    tone, icon = _STATUS.get(version.status, (Tone.NEUTRAL, "file-text"))
    return Chip(code_list("plan_status").label(version.status), tone, icon)


def audience_chips(audience: Sequence[str]) -> tuple[Chip, ...]:
    """Who may see a line, beside the professionals."""
    codes = code_list("plan_audience")
    return tuple(Chip(codes.label(c.code)) for c in codes.codes if c.code in audience)


def closed_to(part: PlanSection) -> str:
    """Why some audiences cannot be ticked in a section; no words when all can."""
    carried = {"CARD", "YOUNG_PERSON"} & set(part.never_for)
    if set(part.never_for) >= {"FAMILY", "SCHOOL"}:
        return _("This section stays on the professional copy.")
    if carried == {"CARD", "YOUNG_PERSON"}:
        return _("This section is never on paper that a young person carries.")
    return _("This section is never on the pocket card.") if carried else ""


def item_block(item: PlanItem) -> Block:
    """One line of a section, as it is read."""
    part = section(item.section)
    lead = code_list("plan_context").label(item.context) if item.context else ""
    text, more = item.text, [item.detail] if item.detail else []
    if part.kind == "contingency":
        lead = lead or (_("If") if item.detail else "")
        more = [_("Then: {words}").format(words=item.detail)] if item.detail else []
    if part.kind == "words":
        text = f"“{item.text}”"
    who = [_("Who: {owner}").format(owner=item.owner)] if item.owner else []
    if item.due:
        who.append(_("by {day}").format(day=plain(item.due)))
    if who:
        more.append(", ".join(who))
    return Block(
        text=text,
        lead=lead,
        more=tuple(more),
        chips=audience_chips(item.audience),
        note="" if item.audience else _("Professional copy only"),
        kind="note" if part.kind == "words" else "body",
        is_strong=part.kind == "people",
    )


def place_block(place: PlanPlace) -> Block:
    """One place and how safe it is."""
    tone, icon = _SAFETY.get(place.status, (Tone.NEUTRAL, "circle-question-mark"))
    safety = Chip(code_list("place_status").label(place.status), tone, icon)
    why = [_("Why: {words}").format(words=place.reason)] if place.reason else []
    when = [place.days_times] if place.days_times else []
    return Block(
        text=place.name,
        more=(*when, *why),
        chips=(safety, *audience_chips(place.audience)),
        note="" if place.audience else _("Professional copy only"),
        is_strong=True,
    )


def difference_block(found: Difference) -> Block:
    """One line that differs: what was done to it in words and with a sign."""
    icon, tone = _CHANGE[found.kind]
    lead = f"{found.kind.value}  ·  {found.title}"
    if found.kind is Kind.REMOVED:
        return Block(found.before, lead=lead, icon=icon, tone=tone, is_struck=True)
    before = _("Before: {words}").format(words=found.before) if found.before else ""
    return Block(found.after, lead=lead, more=(before,) if before else (), icon=icon, tone=tone)


def at(moment: datetime) -> str:
    """`Thu 19 Nov, 14:02`."""
    here = local_time(moment)
    return f"{short(here.date())}, {clock(here.time())}"


def day_or(day: date | None, otherwise: str) -> str:
    """A day as it is written, or other words when there is none."""
    return plain(day) if day else otherwise


def label_or(codes: str, code: str | None, otherwise: str) -> str:
    """The words for a code, or other words when there is none."""
    return code_list(codes).label(code) if code else otherwise


def extent(content: PlanContent) -> str:
    """How much stands in a plan: `34 lines in 14 sections`."""
    lines = len(content.items) + len(content.places)
    numbers = {i.section for i in content.items} | ({PLACES} if content.places else set[int]())
    parts = plural("{n} section", "{n} sections", len(numbers))
    return _("{lines} in {parts}").format(
        lines=plural("{n} line", "{n} lines", lines), parts=parts
    )
