"""How far is a working copy, and what does it become when a line changes?"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.domain import plans as rules
from youthcase.domain.ids import PlanItemId, PlanPlaceId, new_record
from youthcase.domain.plan_sections import PlanSection, sections
from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.tasklist import Task
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_words import PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from youthcase.domain.plans import PlanVersion

    Line = PlanItem | PlanPlace

CHECK = "check"
RISKY = frozenset(
    {3, 4, 9, 10, 11, 12, 13}
)  # where to think of danger now. Source: domain, 2.1
_AGREEMENT, _ABOUT = 16, 1


class Far(Enum):
    """How far one section is."""

    DONE = _("Done")
    BEGUN = _("In progress")
    BLANK = _("Not started")


_LOOKS = {
    Far.DONE: ("circle-check", Tone.OK),
    Far.BEGUN: ("circle-dot", Tone.INFO),
    Far.BLANK: ("circle", Tone.PLAIN),
}


def how_far(content: PlanContent, part: PlanSection) -> Far:
    """How far a section is, by what is written in it."""
    if part.number == _AGREEMENT:
        return _agreement(content.version)
    if part.kind == "copies":
        return Far.DONE
    lines = lines_of(content, part.number)
    if part.number == _ABOUT and content.version.title:
        return Far.DONE
    if not lines:
        return Far.BLANK
    return Far.DONE if all(_is_whole(line, part) for line in lines) else Far.BEGUN


def tasks(content: PlanContent, parts: Sequence[PlanSection]) -> list[Task]:
    """The sections with how far each is, and the last look before sending."""
    made: list[Task] = []
    for part in parts:
        far = how_far(content, part)
        icon, tone = _LOOKS[far]
        status = far.value
        if far is Far.BLANK and part.needed:
            status = _("{status}, needed").format(status=far.value)
        if part.kind == "copies":
            status = _("Fills itself")  # with every print, so nobody has to think of it
        made.append(Task(str(part.number), part.title, status, icon, tone))
    missing = len(problems_of(content, content.version.agreed_on, parts))
    words = _("Nothing is missing") if not missing else _("Something is still missing")
    made.append(Task(CHECK, _("Check and send"), words, "send", Tone.PLAIN))
    return made


def count_done(content: PlanContent) -> int:
    """How many sections are done."""
    return sum(how_far(content, part) is Far.DONE for part in sections())


def lines_of(content: PlanContent, number: int) -> tuple[Line, ...]:
    """The lines of one section: its items, and for places the places."""
    items: tuple[Line, ...] = content.in_section(number)
    return (*content.places, *items) if number == PLACES else items


def with_lines(content: PlanContent, number: int, lines: Sequence[Line]) -> PlanContent:
    """`content` with other lines in one section, in the order of the plan."""
    others = [i for i in content.items if i.section != number]
    own = [line for line in lines if isinstance(line, PlanItem)]
    items = sorted([*others, *own], key=lambda item: item.section)
    places = content.places
    if number == PLACES:
        places = tuple(line for line in lines if isinstance(line, PlanPlace))
    return replace(content, items=tuple(items), places=places)


def blank_line(version: PlanVersion, part: PlanSection) -> Line:
    """A new line with the section's own audiences ticked."""
    if part.number == PLACES:
        return PlanPlace(
            id=PlanPlaceId(new_record()),
            person=version.person,
            version=version.id,
            position=1,
            name="",
            status="SAFE",
            audience=part.audiences,
        )
    return PlanItem(
        id=PlanItemId(new_record()),
        person=version.person,
        version=version.id,
        section=part.number,
        position=1,
        text="",
        audience=part.audiences,
    )


def is_blank(line: Line) -> bool:
    """Whether nothing has been written in a line yet."""
    if isinstance(line, PlanPlace):
        return not (line.name.strip() or line.days_times or line.reason)
    return not (line.text.strip() or line.detail or line.owner or line.due)


def problems_of(
    content: PlanContent, today: date | None, parts: Sequence[PlanSection]
) -> list[tuple[str, str]]:
    """What is in the way of sending, as (field, sentence) pairs; the rules' own words."""
    titles = {part.number: part.title for part in parts}
    found = [
        (f"section-{number}", _("“{title}” still needs an answer").format(title=titles[number]))
        for number in rules.missing_for_submission(content)
    ]
    if found:
        return found
    version = content.version
    try:
        rules.check_submission(content, today or version.recorded_at.date())
    except Refusal as refusal:
        return [(refusal.field or "", str(refusal))]
    return []


def section_of(field: str) -> int:
    """Which section a refusal's field belongs to."""
    return int(field.removeprefix("section-")) if field.startswith("section-") else _AGREEMENT


def moved(lines: Sequence[Line], at: int, by: int) -> list[Line]:
    """The lines with one of them moved up or down."""
    made = list(lines)
    to = max(0, min(len(made) - 1, at + by))
    made.insert(to, made.pop(at))
    return made


def _agreement(version: PlanVersion) -> Far:
    given = (version.agreed_on, version.participation)
    if all(given) and version.review_due and version.carry_decision:
        return Far.DONE
    return Far.BEGUN if any(given) else Far.BLANK


def _is_whole(line: Line, part: PlanSection) -> bool:
    """Whether a line says all that its kind asks."""
    if isinstance(line, PlanPlace):
        return bool(line.name.strip())
    if not line.text.strip():
        return False
    needs = {"people": line.detail, "actions": line.owner}
    return bool(needs.get(part.kind, True))
