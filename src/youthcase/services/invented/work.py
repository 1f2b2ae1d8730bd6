"""When was somebody referred, by whom, and when did the work begin and end?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from youthcase.domain.codes import code_list
from youthcase.domain.episodes import Agreement, Episode, as_outcomes
from youthcase.domain.ids import AgreementId, EpisodeId
from youthcase.services.invented.chance import Chance, moment, working_day
from youthcase.services.invented.texts import texts

if TYPE_CHECKING:
    from youthcase.domain.staff import Staff
    from youthcase.services.invented.lives import Life

_SOURCES = {
    "2A": 14, "2A-AP": 3, "1A": 5, "1C": 3, "3E-HYW": 7, "3E": 2, "5A-CSC": 9, "5A-MACE": 3,
    "5B-YJS": 8, "5B-CSU": 5, "5B-YOUTH": 5, "5D": 6, "6-SN": 7, "6-CUST": 4, "6-YFP": 4,
    "4": 4, "7": 2, "8-VCS": 7, "3A": 1, "2B": 2,
}  # fmt: skip
_REFERRERS = {
    "1A": "{carer_cap}", "1C": "{name}", "2": "{adult_cap}, {place}",
    "3": "Hospital youth worker", "4": "Housing officer",
    "5A": "Social worker, children's team", "5B": "Community safety officer",
    "5D": "Early help worker", "6": "Neighbourhood officer", "7": "Court liaison worker",
    "8": "Youth worker at {club}",
}  # fmt: skip
_OUTCOMES = ("IMPROVED", "MAINTAINED", "WORSE", "NOT_A_GOAL", "NK")
_PRIORITIES = ("URGENT", "HIGH", "MEDIUM", "LOW")
_EVERY_DAYS = {"URGENT": (5, 7), "HIGH": (7, 7, 10), "MEDIUM": (7, 10, 14), "LOW": (14, 21)}
_BASES = ("PUBLIC_TASK", "CONSENT", "LEGITIMATE_INTERESTS", "RECOGNISED_LEGITIMATE_INTEREST")


@dataclass(frozen=True, slots=True)
class Spell:
    """One referral on the calendar, before anything is told about it."""

    number: int
    spec: Mapping[str, Any]
    received: date
    decided: date | None
    start: date | None
    end: date | None

    @property
    def decision(self) -> str:
        """The code of the decision."""
        return self.spec.get("decision", "ACCEPTED")

    def last_day(self, today: date) -> date:
        """The last day on which something can have been done in it."""
        return self.end or today - timedelta(days=1)


def spells(chance: Chance, course: Mapping[str, Any], today: date) -> tuple[Spell, ...]:
    """The referrals of one history, the earliest first."""
    return tuple(
        _spell(chance, number, spec, today) for number, spec in enumerate(course["episodes"], 1)
    )


def episode_of(
    chance: Chance, spell: Spell, life: Life, lead: Staff | None, duty: Staff
) -> Episode:
    """The record of a referral and of the work that followed, if any did."""
    notes = texts("notes")
    made = moment(spell.received, chance.between(9, 17), chance.between(0, 59))
    source = _source(chance, spell)
    kind = spell.spec.get("type", "INTERVENTION")
    priority = chance.weighted(_PRIORITIES, (1, 4, 5, 2)) if spell.start else None
    decided = notes["decision"].get(spell.decision)
    closure = spell.spec.get("closure") if spell.end else None
    return Episode(
        id=EpisodeId(chance.record_id(made)),
        person=life.person,
        number=spell.number,
        referral_received=spell.received,
        referral_source=source,
        referral_type=kind,
        referrer=life.tell(_referrer(source)),
        reason=life.tell(_reason(chance, spell, life, kind)),
        decision=spell.decision,
        decision_date=spell.decided,
        decision_reason=life.tell(chance.pick(decided)) if decided else None,
        start=spell.start,
        end=spell.end,
        closure_reason=closure,
        closure_outcomes=_outcomes(life, spell) if closure else None,
        closure_note=life.tell(chance.pick(notes["closed"][closure])) if closure else None,
        lead_worker=lead.id if lead else None,
        priority=priority,
        primary_risk=life.risk["code"],
        lawful_basis=_basis(chance, spell),
        contact_frequency_days=_frequency(chance, spell, priority),
        recorded_by=duty.id,
        recorded_at=made,
    )


def agreements_of(
    chance: Chance, spell: Spell, episode: Episode, met: date | None, lead: Staff
) -> tuple[Agreement, ...]:
    """What the young person said to working with us: nothing, yes, no, or yes and later no."""
    said = spell.spec.get("agreement", "yes")
    if said == "none" or met is None:
        return ()
    answers = [("N" if said == "no" else "Y", met)]
    if said == "withdrawn" and spell.end:
        answers.append(("WITHDRAWN", spell.end))
    return tuple(
        Agreement(
            id=AgreementId(chance.record_id(made := _evening(chance, day))),
            person=episode.person,
            episode=episode.id,
            answer=answer,
            agreed_on=day,
            recorded_by=lead.id,
            recorded_at=made,
        )
        for answer, day in answers
    )


def _evening(chance: Chance, day: date) -> datetime:
    return moment(day, 18, chance.between(5, 55))


def _spell(chance: Chance, number: int, spec: Mapping[str, Any], today: date) -> Spell:
    began = working_day(today - timedelta(days=chance.between(*spec["start"])))
    if spec.get("decision", "ACCEPTED") != "ACCEPTED":
        decided = working_day(began + timedelta(days=chance.between(3, 8)))
        decided = min(today - timedelta(days=1), decided)
        pending = spec["decision"] == "PENDING"
        return Spell(number, spec, began, None if pending else decided, None, None)
    received = working_day(began - timedelta(days=chance.between(2, 9)))
    decided = received + timedelta(days=chance.between(0, (began - received).days))
    end: date | None = None
    if "length" in spec:
        end = working_day(began + timedelta(days=spec["length"]))
    elif "end" in spec:
        end = working_day(today - timedelta(days=chance.between(*spec["end"])))
    return Spell(number, spec, received, decided, began, end)


def _outcomes(life: Life, spell: Spell) -> tuple[str, ...] | None:
    """How the parts of life ended; drawn apart, so that the rest of the story stays."""
    chance = Chance("outcomes", life.person, spell.number)
    parts = [part.code for part in code_list("closure_domain").codes]
    return as_outcomes({part: chance.weighted(_OUTCOMES, (5, 3, 1, 4, 1)) for part in parts})


def _source(chance: Chance, spell: Spell) -> str:
    """Who referred them: families and young people only to work that could be offered."""
    able = {code: n for code, n in _SOURCES.items() if spell.start or code[0] != "1"}
    return chance.weighted(tuple(able), tuple(able.values()))


def _referrer(source: str) -> str:
    for start in (source[:2], source[:1]):
        if start in _REFERRERS:
            return _REFERRERS[start]
    return "{adult_cap}, {place}"


def _reason(chance: Chance, spell: Spell, life: Life, kind: str) -> str:
    notes = texts("notes")
    if kind != "INTERVENTION":
        return chance.pick(notes[kind.lower()]["reason"])
    if spell.number > 1:
        return chance.fresh("back", notes["back"]["reason"])
    return chance.pick(life.risk["reason"])


def _basis(chance: Chance, spell: Spell) -> str | None:
    if spell.start is None:
        return None
    return spell.spec.get("basis") or chance.weighted(_BASES, (70, 18, 6, 6))


def _frequency(chance: Chance, spell: Spell, priority: str | None) -> int | None:
    if priority is None:
        return None
    return spell.spec.get("frequency") or chance.pick(_EVERY_DAYS[priority])
