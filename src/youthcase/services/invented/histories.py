"""Which whole stories make up a training vault?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from youthcase.domain.assessments import Score
from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.people import Person
from youthcase.domain.plans import PlanDecision, PlanItem, PlanPlace, PlanVersion
from youthcase.domain.records import Records
from youthcase.services.invented.chance import Chance, moment
from youthcase.services.invented.colleagues import Team, gather, spread
from youthcase.services.invented.lives import Life, live, person_of
from youthcase.services.invented.meetings import Meeting, meetings
from youthcase.services.invented.notes import Scene, addenda_of, contact_of
from youthcase.services.invented.pages import items_of, pages_of, places_of
from youthcase.services.invented.planning import Draft, decision_of, drafts_of, version_of
from youthcase.services.invented.scores import scores_of
from youthcase.services.invented.texts import texts
from youthcase.services.invented.work import Spell, agreements_of, episode_of, spells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.staff import Staff

_SETTLED_DAYS = 110  # the colleague who is away has done nothing since
_HANDOVER_AFTER_DAYS = 130
_EVENT_EVERY = 9


@dataclass(frozen=True, slots=True)
class _Story:
    """One history on the calendar, before it is told."""

    chance: Chance
    course: Mapping[str, Any]
    spells: tuple[Spell, ...]
    turn: int  # how many stories of the same course came before


@dataclass(slots=True)
class _Told:
    """The records of all stories told so far."""

    people: list[Person] = field(default_factory=list["Person"])
    episodes: list[Episode] = field(default_factory=list["Episode"])
    agreements: list[Agreement] = field(default_factory=list["Agreement"])
    contacts: list[Contact] = field(default_factory=list["Contact"])
    addenda: list[Addendum] = field(default_factory=list["Addendum"])
    scores: list[Score] = field(default_factory=list["Score"])
    plan_versions: list[PlanVersion] = field(default_factory=list["PlanVersion"])
    plan_items: list[PlanItem] = field(default_factory=list["PlanItem"])
    plan_places: list[PlanPlace] = field(default_factory=list["PlanPlace"])
    plan_decisions: list[PlanDecision] = field(default_factory=list["PlanDecision"])


def invent(*, people: int, seed: int, today: date, now: datetime) -> Records:
    """The case histories of `people` fictional young people, as if recorded in the program.

    The same seed and day give the same records, ids included, whatever the time of day:
    nothing in them is later than the evening before `today`, reviews and due dates apart.
    `now` (aware) only bounds when they were written.
    """
    team = gather(Chance(seed, "team"), people, today)
    stories = _stories(seed, people, today)
    leading = iter(team.leads(Chance(seed, "leads"), sum(_is_open(s) for s in stories)))
    told = _Told()
    for number, story in enumerate(stories, 1):
        lead = next(leading) if _is_open(story) else None
        _tell(story, f"YP-{number:04d}", lead, team, today, told)
    return Records(
        staff=tuple(_before(s, now) for s in team.everyone),
        people=tuple(_before(p, now) for p in told.people),
        episodes=tuple(_before(e, now) for e in told.episodes),
        agreements=tuple(_before(a, now) for a in told.agreements),
        contacts=tuple(_before(c, now) for c in told.contacts),
        addenda=tuple(_before(a, now) for a in told.addenda),
        scores=tuple(_before(s, now) for s in told.scores),
        plan_versions=tuple(_before(v, now) for v in told.plan_versions),
        plan_items=tuple(told.plan_items),
        plan_places=tuple(told.plan_places),
        plan_decisions=tuple(_before(d, now) for d in told.plan_decisions),
    )


def _stories(seed: int, people: int, today: date) -> list[_Story]:
    """Every story on the calendar, in the order in which the referrals came."""
    courses = texts("histories")["course"]
    dealt = spread([course["share"] for course in courses], people)
    stories: list[_Story] = []
    for course, count in zip(courses, dealt, strict=True):
        for turn in range(count):
            chance = Chance(seed, course["name"], turn)
            stories.append(_Story(chance, course, spells(chance, course, today), turn))
    shuffled = Chance(seed, "order").some(stories, len(stories))
    return sorted(shuffled, key=lambda story: story.spells[0].received)


def _is_open(story: _Story) -> bool:
    last = story.spells[-1]
    return last.start is not None and last.end is None


def _tell(
    story: _Story, ref: str, lead: Staff | None, team: Team, today: date, told: _Told
) -> None:
    chance, first = story.chance, story.spells[0]
    life = live(chance, ref, first.received, _options(story))
    duty = chance.pick(team.supervisors)
    made = moment(first.received, 9, chance.between(0, 40))
    told.people.append(person_of(chance, life, duty.id, made))
    for spell in story.spells:
        leads = lead if spell is story.spells[-1] else None
        _tell_spell(
            story,
            spell,
            life,
            leads or _past_lead(chance, spell, team, today),
            told,
            team,
            today,
        )


def _options(story: _Story) -> dict[str, Any]:
    spec, last = story.spells[-1].spec, story.spells[-1]
    options: dict[str, Any] = {"youngest": spec.get("youngest", 10)}
    if spec.get("aged_out") and last.end:
        options["closing_birthday"] = last.end + timedelta(days=2)
    return options


def _past_lead(chance: Chance, spell: Spell, team: Team, today: date) -> Staff:
    """Who led a spell that is over; the colleague who is away led none that ended lately."""
    ended = spell.end or spell.received
    able = [
        w
        for w in team.caseworkers
        if w is not team.away or (today - ended).days > _SETTLED_DAYS
    ]
    if team.away in able and chance.maybe(0.3):
        return team.away
    return chance.pick(able)


def _tell_spell(
    story: _Story, spell: Spell, life: Life, lead: Staff, told: _Told, team: Team, today: date
) -> None:
    chance = story.chance
    life.words["worker"] = lead.name.split()[0]
    works = spell.start is not None
    episode = episode_of(
        chance, spell, life, lead if works else None, chance.pick(team.supervisors)
    )
    told.episodes.append(episode)
    if not works:
        told.contacts.extend(_talks(chance, spell, life, episode, team, today))
        return
    held = _with_handover(
        chance, spell, meetings(chance, spell, episode, today), lead, team, today
    )
    held = _with_events(chance, life, held)
    days = [m.day for m in held if m.counts and m.kind in {"meet", "first"} and not m.event]
    drafts = drafts_of(chance, spell, episode, days, today, story.turn)
    contacts = _contacts(chance, life, spell, episode, held, drafts, lead)
    told.contacts.extend(contacts)
    told.addenda.extend(addenda_of(chance, contacts, today))
    met = next((m.day for m in held if m.counts), None)
    told.agreements.extend(agreements_of(chance, spell, episode, met, lead))
    told.scores.extend(scores_of(chance, life, episode, days, lead))
    _tell_plan(chance, life, spell, episode, drafts, _writers(held, lead), told, team, today)


def _tell_plan(
    chance: Chance,
    life: Life,
    spell: Spell,
    episode: Episode,
    drafts: Sequence[Draft],
    writers: Mapping[date, Staff],
    told: _Told,
    team: Team,
    today: date,
) -> None:
    declined = spell.spec["plan"] == "declined"
    pages = pages_of(chance, life, declined=declined)
    for draft in drafts:
        writer = writers[draft.agreed]
        version = version_of(chance, life, episode, draft, writer, declined=declined)
        told.plan_versions.append(version)
        told.plan_items.extend(items_of(chance, life, version, pages))
        told.plan_places.extend(places_of(chance, version, pages))
        if decision := decision_of(chance, life, version, team.supervisors, today):
            told.plan_decisions.append(decision)


def _contacts(
    chance: Chance,
    life: Life,
    spell: Spell,
    episode: Episode,
    held: Sequence[Meeting],
    drafts: Sequence[Draft],
    lead: Staff,
) -> list[Contact]:
    declined = spell.spec["plan"] == "declined"
    kinds = {
        d.agreed: "declined" if declined else "review" if d.number > 1 else "first"
        for d in drafts
    }
    appointments = [m.day for m in held if m.kind in {"meet", "crisis", "missed", "closing"}]
    made: list[Contact] = []
    for number, meeting in enumerate(held):
        following = next((d for d in appointments if d > meeting.day), None)
        plan = kinds.pop(meeting.day, "") if meeting.kind == "meet" and meeting.counts else ""
        writer = meeting.writer
        covering = (
            writer is not None
            and writer is not lead
            and meeting.kind == "meet"
            and meeting.cover
        )
        scene = Scene(number / len(held), plan, following, covering)
        made.append(contact_of(chance, life, episode, meeting, scene, lead))
    return made


def _talks(
    chance: Chance, spell: Spell, life: Life, episode: Episode, team: Team, today: date
) -> list[Contact]:
    """What was said with the referrer about a referral that led to no work of ours."""
    if not chance.maybe(0.6) and spell.decision != "CONSULT_ONLY":
        return []
    last = min(spell.decided or spell.received, today - timedelta(days=1))
    kind = "advice" if spell.decision == "CONSULT_ONLY" else "referrer"
    talk = Meeting(
        last, kind, "PHONE", with_whom=("PROFESSIONAL",), minutes=chance.between(8, 30)
    )
    scene = Scene(0.0, "", None, covering=False)
    return [contact_of(chance, life, episode, talk, scene, chance.pick(team.supervisors))]


def _with_handover(
    chance: Chance,
    spell: Spell,
    held: tuple[Meeting, ...],
    lead: Staff,
    team: Team,
    today: date,
) -> tuple[Meeting, ...]:
    """The same meetings, in some stories with another worker for the first part."""
    start = spell.start or today
    others = [w for w in team.caseworkers if w is not lead]
    if (today - start).days < _HANDOVER_AFTER_DAYS or len(held) < 8 or not chance.maybe(0.25):
        return _with_cover(chance, held, others, team)
    at = len(held) // 2
    old = team.away if (today - held[at].day).days > _SETTLED_DAYS else chance.pick(others)
    if old is lead or (old is team.away and (today - held[at].day).days <= _SETTLED_DAYS):
        return held
    before = [replace(m, writer=old) for m in held[:at]]
    meeting = replace(
        held[at], kind="handover", mode="F2F_COMMUNITY", attended="ATTENDED",
        with_whom=("YP", "PROFESSIONAL"), minutes=50, event=old.name.split()[0],
    )  # fmt: skip
    if spell.spec["pattern"] != "regular":
        return held
    return (*before, meeting, *held[at + 1 :])


def _with_cover(
    chance: Chance, held: tuple[Meeting, ...], others: Sequence[Staff], team: Team
) -> tuple[Meeting, ...]:
    here = [w for w in others if w is not team.away]
    return tuple(
        replace(m, writer=chance.pick(here), cover=True)
        if m.kind == "meet" and m.attended == "ATTENDED" and chance.maybe(0.03)
        else m
        for m in held
    )


def _with_events(chance: Chance, life: Life, held: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The same meetings, one in a while about something that happened."""
    found: list[Meeting] = []
    events = chance.some(life.risk["event"], 3)
    met = 0
    for planned in held:
        meeting = planned
        if meeting.kind == "meet" and meeting.counts and meeting.mode[:3] == "F2F":
            met += 1
            if met % _EVENT_EVERY == 5 and events:
                text, kind = events.pop()
                meeting = replace(
                    meeting, kind="crisis" if kind == "hard" else "meet", event=text
                )
        found.append(meeting)
    return tuple(found)


def _writers(held: Sequence[Meeting], lead: Staff) -> dict[date, Staff]:
    return {m.day: m.writer or lead for m in held if m.counts}


def _before(record: Any, now: datetime) -> Any:
    """`record`, written no later than `now`."""
    return record if record.recorded_at <= now else replace(record, recorded_at=now)
