"""What does a safety plan hold, and when may it change?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from youthcase.domain.fields import shown
from youthcase.domain.ids import (
    CopyId,
    EpisodeId,
    LinePassedId,
    PersonId,
    PlanDecisionId,
    PlanItemId,
    PlanPlaceId,
    PlanVersionId,
    RehearsalId,
    StaffId,
)
from youthcase.domain.plan_sections import sections
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _

TOOK_PART = frozenset({"AGREED", "AGREED_PART", "TOOK_PART_NOT_SIGNED"})
CARRY_DEFAULT = "CARD_ONLY"
_NO_LONGER_OUT = frozenset({"RETURNED", "SHREDDED"})  # a lost copy is still somewhere
REVIEW_DAYS = {"URGENT": 28, "HIGH": 28, "MEDIUM": 42, "LOW": 84}  # domain 2.5
REVIEW_DAYS_OTHERWISE = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One numbered version of a young person's safety plan."""

    id: PlanVersionId
    person: PersonId
    episode: EpisodeId
    number: int
    title: str | None = shown(
        _("What they call this plan"),
        default=None,
        hint=_("Stands on the copies they carry. Never “safety plan”: for example “My stuff”."),
    )
    status: str = shown(_("Status"), default="SUBMITTED", codes="plan_status")
    agreed_on: date | None = shown(_("Agreed with them on"), default=None)
    participation: str | None = shown(
        _("Their part in it"), default=None, codes="participation"
    )
    review_due: date | None = shown(_("Review due"), default=None)
    ended_on: date | None = shown(_("No longer in force from"), default=None)
    carry_decision: str | None = shown(
        _("Is it safe for them to carry a copy?"), default=None, codes="carry"
    )
    carry_reason: str | None = shown(_("Why so?"), default=None, long=True)
    format_needs: str | None = shown(_("Format they need"), default=None, codes="format_needs")
    written_by: StaffId | None = field(default=None, repr=False)
    submitted_at: datetime | None = field(default=None, repr=False)
    recorded_at: datetime
    imported: bool = False
    carry_finders: str | None = shown(_("Who could find it?"), default=None)
    carry_kept: str | None = shown(_("Where would it be kept?"), default=None)
    carry_on: date | None = shown(_("Decided with them on"), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One line of a section. An empty `audience` keeps it on the professional copy."""

    id: PlanItemId
    person: PersonId
    version: PlanVersionId
    section: int = shown(_("Section"))
    position: int = shown(_("Order"))
    text: str = shown(_("Words"))
    detail: str | None = shown(_("How to reach them, or what happens then"), default=None)
    context: str | None = shown(_("Where or when"), default=None, codes="plan_context")
    owner: str | None = shown(_("Who will do it"), default=None)
    due: date | None = shown(_("By when"), default=None)
    audience: tuple[str, ...] = shown(_("Who may see it"), default=(), codes="plan_audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPlace:
    """A place and how safe it is; the reason stays on the professional copy."""

    id: PlanPlaceId
    person: PersonId
    version: PlanVersionId
    position: int = shown(_("Order"))
    name: str = shown(_("Place"))
    status: str = shown(_("How safe is it?"), codes="place_status")
    days_times: str | None = shown(_("Days and times"), default=None)
    reason: str | None = shown(_("Why"), default=None)
    audience: tuple[str, ...] = shown(_("Who may see it"), default=(), codes="plan_audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDecision:
    """A supervisor's approval or return, bound to the exact content by its hash."""

    id: PlanDecisionId
    person: PersonId
    version: PlanVersionId
    decision: str = shown(_("Decision"), codes="plan_decision")
    decided_on: date = shown(_("Date"))
    decided_by: StaffId | None = shown(_("By"))
    comment: str | None = shown(_("Comment"), default=None, long=True)
    content_hash: str = field(repr=False)
    recorded_at: datetime
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCopyGiven:
    """A copy that left the vault: which form of which version, for whom, when, by whom."""

    id: CopyId
    person: PersonId
    version: PlanVersionId
    form: str = shown(_("Copy"))
    for_whom: str | None = shown(_("For"), default=None)
    number: int = shown(_("Copy number"))
    given_on: date = shown(_("Date"))
    how: str = shown(_("How"))
    given_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime
    language: str | None = shown(_("Language"), default=None, codes="language")
    override_reason: str | None = shown(
        _("Why above the carry decision"), default=None, long=True
    )
    outcome: str | None = shown(_("What became of it"), default=None, codes="copy_outcome")
    outcome_on: date | None = shown(_("Since"), default=None)
    outcome_by: StaffId | None = field(default=None, repr=False)

    @property
    def is_out(self) -> bool:
        """Whether somebody may still have it."""
        return self.outcome not in _NO_LONGER_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePassed:
    """A line that the safety check holds back and a supervisor lets onto carried paper."""

    id: LinePassedId
    person: PersonId
    version: PlanVersionId
    line: str = field(repr=False)
    rule: str = shown(_("What the check met"))
    reason: str = shown(_("Why it may stand"), long=True)
    passed_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A plan practised: whether the young person could say it back, and with whom."""

    id: RehearsalId
    person: PersonId
    version: PlanVersionId
    day: date = shown(_("Practised on"))
    by_memory: str = shown(_("Could they say it from memory?"), codes="yes_no")
    with_whom: str = shown(_("With whom?"))
    note: str | None = shown(_("Note"), default=None, long=True)
    recorded_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """A version with everything that stands in it."""

    version: PlanVersion
    items: tuple[PlanItem, ...] = field(default=(), repr=False)
    places: tuple[PlanPlace, ...] = field(default=(), repr=False)

    def in_section(self, number: int) -> tuple[PlanItem, ...]:
        """The items of one section, in order."""
        return tuple(i for i in self.items if i.section == number)


def is_agreed(version: PlanVersion) -> bool:
    """Whether the young person took part and a day is recorded for it."""
    return version.agreed_on is not None and version.participation in TOOK_PART


def is_carry_answered(version: PlanVersion) -> bool:
    """Whether somebody has thought about who could find a copy, and where it is kept.

    Source: acceptance, row E6.
    """
    said = (version.carry_finders, version.carry_kept, version.carry_reason)
    return any((words or "").strip() for words in said)


def check_rehearsal(rehearsal: Rehearsal, today: date) -> None:
    """Raise a `Refusal` for a rehearsal that cannot have been."""
    if rehearsal.day > today:
        raise Refusal(_("It cannot be practised in the future. Check the date."), field="day")
    if rehearsal.by_memory not in {"Y", "N"}:
        raise Refusal(_("Say whether they could say it from memory."), field="by_memory")
    if not rehearsal.with_whom.strip():
        raise Refusal(_("Say with whom it was practised."), field="with_whom")


def default_review(agreed_on: date, priority: str | None) -> date:
    """The day of the next review: 28 days at high priority, 42 at medium, 84 at low.

    Source: domain, 2.5 (a default that the service can change).
    """
    days = REVIEW_DAYS.get(priority or "", REVIEW_DAYS_OTHERWISE)
    return agreed_on + timedelta(days=days)


def missing_for_submission(content: PlanContent) -> tuple[int, ...]:
    """The numbers of the sections that must hold something before a supervisor sees it."""
    filled = {item.section for item in content.items if item.text.strip()}
    if content.places:
        filled.add(11)
    if content.version.participation and content.version.agreed_on:
        filled.add(16)
    filled.add(1)  # section 1 is made of the version itself
    return tuple(s.number for s in sections() if s.needed and s.number not in filled)


def check_submission(content: PlanContent, today: date) -> None:
    """Raise a `Refusal` for a version that is not ready for a supervisor."""
    version = content.version
    if missing := missing_for_submission(content):
        titles = {s.number: s.title for s in sections()}
        listed = "; ".join(titles[n] for n in missing)
        raise Refusal(
            _("Before a supervisor can approve it, the plan still needs: {sections}.").format(
                sections=listed
            ),
            field=f"section-{missing[0]}",
        )
    if version.agreed_on and version.agreed_on > today:
        raise Refusal(
            _("The plan cannot be agreed in the future. Check the date."), field="agreed_on"
        )
    if version.agreed_on and version.review_due and version.review_due < version.agreed_on:
        raise Refusal(
            _("The review would be before the plan was agreed. Check the date."),
            field="review_due",
        )
    if not version.review_due:
        raise Refusal(_("Say when the plan will be looked at again."), field="review_due")
    if not version.carry_decision:
        raise Refusal(
            _("Answer whether it is safe for them to carry a copy."), field="carry_decision"
        )
    if not is_carry_answered(version):
        raise Refusal(
            _("Say who could find what they carry, where it would be kept, or why so."),
            field="carry_finders",
        )
    if version.carry_on and version.carry_on > today:
        raise Refusal(
            _("What they carry cannot be decided in the future. Check the date."),
            field="carry_on",
        )


def check_decision(version: PlanVersion, by: StaffId, role: str) -> None:
    """Raise a `Refusal` unless `by` may approve or return `version` now."""
    if role != "SUPERVISOR":
        raise NotAllowed(_("Only a supervisor can approve a safety plan or send it back."))
    if version.written_by == by:
        raise NotAllowed(
            _(
                "You wrote this version, so somebody else has to approve it. "
                "It stays in the queue for another supervisor."
            )
        )
    if version.status not in {"SUBMITTED", "AGREED_YP"}:
        raise Refusal(_("This version is not waiting for a decision any more."))
