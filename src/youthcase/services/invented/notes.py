"""What did the worker write about each contact?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.dates import plain
from youthcase.domain.ids import AddendumId, ContactId
from youthcase.services.invented.chance import Chance, moment
from youthcase.services.invented.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.episodes import Episode
    from youthcase.domain.staff import Staff
    from youthcase.services.invented.lives import Life
    from youthcase.services.invented.meetings import Meeting

_PURPOSES = {
    "parent": ("FAMILY",), "professional": ("ADVOCACY",), "panel": ("REVIEW",),
    "text": ("ENGAGEMENT",), "letter": ("ENGAGEMENT",), "group": ("DIRECT_WORK",),
    "missed": ("ENGAGEMENT",), "waiting": ("ENGAGEMENT",), "closing": ("CLOSURE",),
    "handover": ("ENGAGEMENT",), "advice": ("ADVOCACY",), "referrer": ("ASSESSMENT",),
    "first": ("ENGAGEMENT", "ASSESSMENT"),
}  # fmt: skip
_EARLY, _LATE = 0.2, 0.6


@dataclass(frozen=True, slots=True)
class Scene:
    """Where in the story a meeting stands."""

    through: float  # how far through the spell, 0 to 1
    plan: str  # "", "first", "review" or "declined"
    following: date | None  # the day of the next appointment, where one was made
    covering: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one contact."""

    summary: str
    purpose: tuple[str, ...]
    significant: bool = False


def contact_of(
    chance: Chance, life: Life, episode: Episode, meeting: Meeting, scene: Scene, lead: Staff
) -> Contact:
    """The record of one contact, written soon afterwards or, now and then, days later."""
    life.words["next"] = _next(scene)
    writer = meeting.writer or lead
    life.words["worker"] = lead.name.split()[0]
    note = _note(chance, life, meeting, scene)
    made = _written_at(chance, meeting)
    return Contact(
        id=ContactId(chance.record_id(made)),
        person=life.person,
        episode=episode.id,
        day=meeting.day,
        at=meeting.at,
        duration_minutes=meeting.minutes,
        mode=meeting.mode,
        attended=meeting.attended,
        with_whom=meeting.with_whom,
        purpose=note.purpose,
        summary=note.summary,
        their_words=_their_words(chance, life, meeting, scene),
        significant=note.significant,
        written_by=writer.id,
        recorded_at=made,
    )


def addenda_of(chance: Chance, contacts: Sequence[Contact], latest: date) -> list[Addendum]:
    """What was added later to a few of the contacts."""
    made_of: list[Addendum] = []
    for contact in contacts:
        day = contact.day + timedelta(days=5)
        if day >= latest or contact.attended != "ATTENDED" or not chance.maybe(0.02):
            continue
        made = moment(day, 16, chance.between(0, 59))
        made_of.append(
            Addendum(
                id=AddendumId(chance.record_id(made)),
                person=contact.person,
                contact=contact.id,
                text=chance.pick(texts("notes")["addition"]["text"]),
                written_by=contact.written_by,
                recorded_at=max(made, contact.recorded_at),
            )
        )
    return made_of


def _note(chance: Chance, life: Life, meeting: Meeting, scene: Scene) -> Written:
    if meeting.kind in {"meet", "crisis"}:
        return _work(chance, life, meeting, scene)
    purpose = _PURPOSES[meeting.kind]
    if meeting.kind == "first":
        return Written(_first(chance, life), purpose)
    pools = texts("notes")[meeting.kind]
    if meeting.kind == "missed":
        lines = pools[meeting.attended]
    elif meeting.kind == "closing":
        lines = pools[meeting.event]
    else:
        lines = pools["text"]
    if meeting.kind == "handover":
        life.words["old"] = meeting.event
    words = life.tell(chance.fresh(f"{meeting.kind}.{meeting.attended}", lines))
    return Written(words, purpose, significant=meeting.kind in {"closing", "panel"})


def _first(chance: Chance, life: Life) -> str:
    pools = texts("notes")["first"]
    parts = [
        chance.fresh("first.open", pools["open"]),
        chance.fresh("first.middle", pools["middle"]),
        chance.fresh("first.middle", pools["middle"]),
        chance.fresh("first.close", pools["close"]),
    ]
    return " ".join(life.tell(part) for part in parts)


def _work(chance: Chance, life: Life, meeting: Meeting, scene: Scene) -> Written:
    notes = texts("notes")
    if meeting.mode[:3] != "F2F":
        return _call(chance, life, meeting, scene)
    parts: list[str] = []
    if scene.covering:
        parts.append(notes["cover"]["text"][0])
    parts.append(chance.fresh(f"meet.{meeting.mode}", notes["meet"][meeting.mode]))
    if meeting.event:
        parts.append(meeting.event)
        purpose = ("CRISIS",) if meeting.kind == "crisis" else ("DIRECT_WORK",)
    elif scene.plan:
        parts.append(chance.fresh(f"plan.{scene.plan}", notes["planning"][scene.plan]))
        parts.append(chance.fresh("plan.carry", notes["planning"]["carry"]))
        purpose = (
            ("SAFETY_PLANNING",) if scene.plan != "review" else ("SAFETY_PLANNING", "REVIEW")
        )
    else:
        purpose = _middles(chance, life, scene, parts)
    if chance.maybe(0.75):
        parts.append(chance.fresh("close", notes["middle"]["close"]))
    return Written(" ".join(life.tell(part) for part in parts), purpose, bool(meeting.event))


def _call(chance: Chance, life: Life, meeting: Meeting, scene: Scene) -> Written:
    """A call: shorter than a meeting, and about nothing that takes being in one room."""
    notes = texts("notes")
    parts = [*notes["cover"]["text"]] if scene.covering else []
    parts.append(chance.fresh(f"meet.{meeting.mode}", notes["meet"][meeting.mode]))
    if scene.plan:
        parts.append(chance.fresh(f"call.{scene.plan}", notes["call"][scene.plan]))
        purpose = ("SAFETY_PLANNING",)
    else:
        parts.append(chance.fresh("call", notes["call"]["middle"]))
        purpose = ("ENGAGEMENT",) if scene.through < _EARLY else ("DIRECT_WORK",)
    if chance.maybe(0.6):
        parts.append(chance.fresh("call.close", notes["call"]["close"]))
    return Written(" ".join(life.tell(part) for part in parts), purpose)


def _middles(chance: Chance, life: Life, scene: Scene, parts: list[str]) -> tuple[str, ...]:
    """Add one or two sentences of work to `parts` and say what it was for."""
    notes = texts("notes")["middle"]
    kind = life.setting["kind"]
    choice = chance.weighted(("phase", "risk", "setting"), (6, 3, 2))
    phase = _phase(chance, life, scene)
    if choice == "risk":
        parts.append(_direct_work(chance, life))
        if chance.maybe(0.4):
            parts.append(chance.fresh(phase, notes[phase]))
        return ("DIRECT_WORK",)
    if choice == "setting":
        parts.append(chance.fresh(kind, notes[kind]))
        if chance.maybe(0.5):
            parts.append(chance.fresh(phase, notes[phase]))
        return ("ETE",)
    parts.append(chance.fresh(phase, notes[phase]))
    if chance.maybe(0.5):
        parts.append(_direct_work(chance, life))
        return ("DIRECT_WORK",)
    return ("ASSESSMENT",) if phase == "early" else ("DIRECT_WORK", "ENGAGEMENT")


def _direct_work(chance: Chance, life: Life) -> str:
    """Work on the main risk while there is more to say of it, else work that fits anybody."""
    if chance.maybe(0.5) and (own := chance.once("risk", life.risk["work"])):
        return own
    return chance.fresh("work", texts("notes")["middle"]["work"])


def _phase(chance: Chance, life: Life, scene: Scene) -> str:
    if scene.through < _EARLY:
        return "early"
    if scene.through < _LATE:
        return "hard" if chance.maybe(0.2) else "mid"
    if chance.maybe(0.45):
        return "mid"
    return "good" if life.improving else "hard"


def _their_words(chance: Chance, life: Life, meeting: Meeting, scene: Scene) -> str | None:
    if not meeting.counts or meeting.kind not in {"meet", "first"} or not chance.maybe(0.35):
        return None
    if chance.maybe(0.4):
        return life.tell(chance.fresh("said.risk", life.risk["words"]))
    phase = _phase(chance, life, scene)
    return life.tell(chance.fresh(f"said.{phase}", texts("notes")["words"][phase]))


def _next(scene: Scene) -> str:
    if scene.following is None:
        return "next week"
    return f"on {scene.following:%A} {plain(scene.following).rsplit(' ', 1)[0]}"


def _written_at(chance: Chance, meeting: Meeting) -> datetime:
    """Soon after it ended, on the day on which it was written."""
    at = meeting.at
    minute = (at.hour * 60 + at.minute if at else 600) + (meeting.minutes or 0)
    minute = min(minute + chance.between(10, 120), 22 * 60)
    return moment(meeting.written or meeting.day, minute // 60, minute % 60)
