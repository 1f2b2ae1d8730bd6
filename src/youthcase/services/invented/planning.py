"""When was a safety plan agreed, who approved it, and when is it looked at again?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.ids import PlanDecisionId, PlanVersionId
from youthcase.domain.plans import REVIEW_DAYS, REVIEW_DAYS_OTHERWISE, PlanDecision, PlanVersion
from youthcase.services.invented.chance import Chance, moment, working_day
from youthcase.services.invented.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.episodes import Episode
    from youthcase.domain.staff import Staff
    from youthcase.services.invented.lives import Life
    from youthcase.services.invented.work import Spell

_MOST_VERSIONS = 5
_TOO_CLOSE = 12
_SOON = (0, 3, 5, 1, 6, 2, 4)  # days from today for the reviews that are about to be due
_PARTICIPATION = (("AGREED", "AGREED_PART", "TOOK_PART_NOT_SIGNED"), (7, 2, 2))
_CARRY = (
    (
        "CARD_ONLY",
        "CARRY_FULL_YP",
        "NUMBERS_ONLY",
        "NOTHING_REHEARSED",
        "HELD_BY_TRUSTED_ADULT",
    ),
    (8, 4, 3, 2, 2),
)
_UNDECIDED = {"submitted": "SUBMITTED", "returned": "RETURNED", "agreed": "AGREED_YP"}


@dataclass(frozen=True, slots=True)
class Draft:
    """One version on the calendar."""

    number: int
    agreed: date
    review_due: date
    status: str
    ended: date | None

    @property
    def approved(self) -> bool:
        """Whether a supervisor approved it."""
        return self.status in {"ACTIVE", "SUPERSEDED", "ENDED"}


def drafts_of(
    chance: Chance, spell: Spell, episode: Episode, days: Sequence[date], today: date, turn: int
) -> tuple[Draft, ...]:
    """The versions of the plan of one spell, the first one first.

    `days` are the days on which the young person was there to agree one; `turn` tells
    apart those whose review is due in the same week.
    """
    shape = spell.spec["plan"]
    if shape == "none" or not days:
        return ()
    every = REVIEW_DAYS.get(episode.priority or "", REVIEW_DAYS_OTHERWISE)
    chain = _agreed_days(spell, days, every, today)
    if shape == "overdue":
        final = today - timedelta(days=chance.between(3, 24))
    elif shape == "soon":
        final = today + timedelta(days=_SOON[turn % len(_SOON)])
    elif shape == "lapsed":
        final = chain[0] + timedelta(days=every)
    elif episode.end is None:
        final = max(
            chain[-1] + timedelta(days=every), today + timedelta(days=chance.between(6, 35))
        )
    else:
        final = chain[-1] + timedelta(days=every)
    return tuple(_draft(chance, spell, chain, number, final) for number in range(len(chain)))


def version_of(
    chance: Chance, life: Life, episode: Episode, draft: Draft, lead: Staff, *, declined: bool
) -> PlanVersion:
    """The record of one version; `declined` says that they took no part in it."""
    plans = texts("plans")
    part = "DID_NOT_TAKE_PART" if declined else chance.weighted(*_PARTICIPATION)
    carry = "NOTHING_REHEARSED" if declined else _carry(chance, life)
    made = moment(draft.agreed, 18, chance.between(0, 50))
    submitted = draft.status != "AGREED_YP"
    reason = plans["carry"][carry]["reason"]
    return PlanVersion(
        id=PlanVersionId(chance.record_id(made)),
        person=life.person,
        episode=episode.id,
        number=draft.number,
        title=life.words.setdefault("title", chance.pick(plans["titles"])),
        status=draft.status,
        agreed_on=draft.agreed,
        participation=part,
        review_due=draft.review_due,
        ended_on=draft.ended,
        carry_decision=carry,
        carry_reason=_declined_reason() if declined else life.tell(chance.pick(reason)),
        format_needs="NONE" if life.can_read else chance.pick(("EASY_READ", "READ_ALOUD")),
        written_by=lead.id,
        submitted_at=made if submitted else None,
        recorded_at=made,
    )


def decision_of(
    chance: Chance, life: Life, version: PlanVersion, supervisors: Sequence[Staff], today: date
) -> PlanDecision | None:
    """A supervisor's answer to a version; never by the one who wrote it."""
    if version.status in {"SUBMITTED", "AGREED_YP"} or version.agreed_on is None:
        return None
    others = [s for s in supervisors if s.id != version.written_by]
    day = version.agreed_on + timedelta(days=chance.between(0, 3))
    latest = today - timedelta(days=1)
    if version.ended_on:
        latest = min(latest, version.ended_on)
    day = max(version.agreed_on, min(working_day(day), latest))
    returned = version.status == "RETURNED"
    notes = texts("notes")["returned" if returned else "approved"]["comment"]
    made = moment(day, 19, chance.between(0, 59))
    comment = life.tell(chance.pick(notes)) if returned or chance.maybe(0.25) else None
    return PlanDecision(
        id=PlanDecisionId(chance.record_id(made)),
        person=life.person,
        version=version.id,
        decision="RETURNED" if returned else "APPROVED",
        decided_on=day,
        decided_by=chance.pick(others).id,
        comment=comment,
        content_hash="",
        recorded_at=made,
    )


def _agreed_days(spell: Spell, days: Sequence[date], every: int, today: date) -> list[date]:
    """On which of `days` each version was agreed."""
    shape = spell.spec["plan"]
    early = days[min(len(days) - 1, 2)]
    if spell.spec.get("only"):
        return [days[-1]]
    if shape in {"lapsed", "declined"} or len(days) < 4:
        return [early]
    wanted = int(spell.spec.get("versions", 0))
    if wanted:
        later = days[2:]
        picks = {later[n * (len(later) - 1) // wanted] for n in range(wanted)}
        return sorted(picks)
    stop = days[-1]
    if shape in {"soon", "overdue"}:
        stop = today - timedelta(days=20 if shape == "soon" else 38)
    span = (stop - early).days
    step = max(every, span // (_MOST_VERSIONS - 1) if span > 0 else every)
    chain = [early]
    for day in days:
        if chain[-1] + timedelta(days=step - 7) <= day <= stop:
            chain.append(day)
    if shape in _UNDECIDED:
        last = days[-1]
        chain = [d for d in chain if (last - d).days >= _TOO_CLOSE] + [last]
    return chain


def _draft(
    chance: Chance, spell: Spell, chain: Sequence[date], number: int, final: date
) -> Draft:
    agreed, is_last = chain[number], number == len(chain) - 1
    undecided = _UNDECIDED.get(spell.spec["plan"])
    waits = bool(undecided) and number == len(chain) - 2
    if is_last:
        status = undecided or ("ENDED" if spell.end else "ACTIVE")
        return Draft(number + 1, agreed, max(final, agreed), status, _end(spell, undecided))
    due = chain[number + 1] + timedelta(days=chance.between(-5, 6))
    if waits:
        return Draft(number + 1, agreed, max(due, agreed), "ACTIVE", None)
    return Draft(number + 1, agreed, max(due, agreed), "SUPERSEDED", chain[number + 1])


def _end(spell: Spell, undecided: str | None) -> date | None:
    return None if undecided else spell.end


def _carry(chance: Chance, life: Life) -> str:
    """What is safe to carry: as in the version before, most of the time."""
    if "carry" not in life.words or chance.maybe(0.25):
        life.words["carry"] = chance.weighted(*_CARRY)
    return life.words["carry"]


def _declined_reason() -> str:
    return texts("plans")["carry"]["DECLINED"]["reason"][0]
