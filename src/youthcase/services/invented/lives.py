"""Who is this invented young person, and what stays the same through their story?

A name and where a family comes from are drawn apart from everything that happens to
somebody, so that no risk can follow a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from youthcase.domain.codes import code_list
from youthcase.domain.dates import age_on
from youthcase.domain.ids import PersonId
from youthcase.domain.people import Person
from youthcase.services.invented.texts import capital, texts, told, words_about

if TYPE_CHECKING:
    from youthcase.domain.ids import StaffId
    from youthcase.services.invented.chance import Chance

_AGES = range(10, 24)
_AGE_WEIGHTS = (1, 2, 4, 7, 10, 12, 12, 10, 7, 4, 3, 2, 2, 1)
_ADULT = 18
_SPEECH_NEEDS = 0.3


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of one young person while their story is being told.

    `words` are what the texts are filled with; some of them change from day to day.
    """

    person: PersonId
    ref: str
    sex: str
    dob: date
    pronouns: str | None
    risk: Mapping[str, Any]
    setting: Mapping[str, Any]
    carer: Mapping[str, Any]
    interest: Mapping[str, str]
    goals: tuple[str, ...]
    improving: bool
    can_read: bool
    words: dict[str, str] = field(repr=False)

    def tell(self, text: str) -> str:
        """`text` with this young person's words filled in."""
        return told(text, self.words)


def live(chance: Chance, ref: str, referred: date, options: Mapping[str, Any]) -> Life:
    """Somebody who was first referred on `referred`."""
    sex = chance.weighted(("M", "F", "U"), (58, 40, 2))
    risks = texts("risks")["risk"]
    fitting = [r for r in risks if r.get("sex", sex) == sex]
    risk = chance.weighted(fitting, [r["share"] for r in fitting])
    youngest = int(options.get("youngest", 10))
    age = max(youngest, chance.weighted(_AGES, _AGE_WEIGHTS))
    dob = referred - timedelta(days=int(age * 365.25) + 2 + chance.between(0, 355))
    if options.get("closing_birthday"):
        dob = _born(options["closing_birthday"], 26)
    age = age_on(dob, referred)
    pronouns = _pronouns(chance, sex, narrow="sex" in risk)
    setting = _fitting(chance, texts("lives")["setting"], age)
    carer = _fitting(chance, texts("lives")["carer"], age)
    interest = chance.pick(texts("lives")["interest"])
    words = _words(chance, sex, pronouns, (setting, carer, interest))
    return Life(
        person=PersonId(chance.case_id()),
        ref=ref,
        sex=sex,
        dob=dob,
        pronouns=pronouns,
        risk=risk,
        setting=setting,
        carer=carer,
        interest=interest,
        goals=_goals(chance, (setting, interest), words),
        improving=chance.maybe(0.75),
        can_read=not chance.maybe(_SPEECH_NEEDS),
        words=words,
    )


def person_of(chance: Chance, life: Life, by: StaffId, made: datetime) -> Person:
    """The record of who they are, made on the day of the first referral."""
    origin = _origin_of(life)
    language = chance.pick(origin["languages"])
    quality = chance.weighted(("EXACT", "EST_AGE", "UNKNOWN"), (95, 3, 2))
    return Person(
        id=life.person,
        ref=life.ref,
        first_name=life.words["first_name"],
        last_name=life.words["last_name"],
        known_as=life.words["name"] if life.words["name"] != life.words["first_name"] else None,
        dob=life.dob if quality != "UNKNOWN" else None,
        dob_quality=quality,
        pronouns=life.pronouns,
        sex=life.sex,
        gender=_gender(chance, life),
        ethnicity=chance.pick(origin["ethnicity"]),
        disability=_disability(chance),
        send_status=_send(chance, life),
        care_status=_care(chance, life, made.date()),
        yj_status=_youth_justice(chance),
        ward=_ward(chance),
        first_language=language,
        interpreter_needed="Y" if language != "en" and chance.maybe(0.1) else "N",
        reading_support="NONE"
        if life.can_read
        else chance.pick(("EASY_READ", "READ_ALOUD", "SYMBOLS", "AUDIO", "EASY_READ")),
        nhs_number=chance.nhs_number() if chance.maybe(0.35) else None,
        phone=chance.phone() if chance.maybe(0.9) else None,
        safe_contact=life.tell(chance.pick(texts("lives")["contact"]["safe"]))
        if chance.maybe(0.7)
        else None,
        recorded_by=by,
        recorded_at=made,
    )


def _words(
    chance: Chance, sex: str, pronouns: str | None, rows: tuple[Mapping[str, Any], ...]
) -> dict[str, str]:
    setting, carer, interest = rows
    origins = texts("names")["origin"]
    number = chance.weighted(range(len(origins)), [o["weight"] for o in origins])
    origin = origins[number]
    first = chance.pick(origin[sex if sex in "FM" else chance.pick("FM")])
    subject = (pronouns or {"M": "he", "F": "she"}.get(sex, "they")).split("/")[0]
    ally_from = texts("lives")["ally"]["family" if chance.maybe(0.6) else "outside"]
    ally = chance.pick([a for a in ally_from if a != carer["who"]])
    adult = chance.pick(setting["adults"])
    return {
        **words_about(subject),
        "origin": str(number),
        "first_name": first,
        "last_name": chance.pick(origin["last"]),
        "name": chance.pick(texts("names")["nicknames"]["any"])
        if chance.maybe(0.08)
        else first,
        "carer": carer["who"],
        "carer_cap": capital(carer["who"]),
        "home": chance.pick(carer["home"]),
        "ally": ally,
        "place": chance.pick(setting["places"]),
        "adult": adult,
        "adult_cap": capital(adult),
        "doing": interest["doing"],
        "club": interest["club"],
        "club_cap": capital(interest["club"]),
        "club_when": interest["when"],
        "strength": interest["strength"],
        "calm": interest["calm"],
        "goal": interest["goal"],
        "worker": "",
        "next": "next week",
    }


def _goals(
    chance: Chance, rows: tuple[Mapping[str, Any], Mapping[str, str]], words: dict[str, str]
) -> tuple[str, ...]:
    """One to three goals in the young person's own words."""
    setting, interest = rows
    goals = texts("lives")["goals"]
    own = [interest["goal"], *goals[setting["kind"]], *goals["any"]]
    count = chance.weighted((1, 2, 3), (2, 5, 4))
    return tuple(told(goal, words) for goal in chance.some(own, count))


def _fitting(chance: Chance, rows: list[Mapping[str, Any]], age: int) -> Mapping[str, Any]:
    able = [row for row in rows if row["ages"][0] <= age <= row["ages"][1]]
    return chance.weighted(able, [row["weight"] for row in able])


def _origin_of(life: Life) -> Mapping[str, Any]:
    return texts("names")["origin"][int(life.words["origin"])]


def _born(birthday: date, years: int) -> date:
    leap = (birthday.month, birthday.day) == (2, 29)
    return birthday.replace(year=birthday.year - years, day=28 if leap else birthday.day)


def _pronouns(chance: Chance, sex: str, *, narrow: bool) -> str | None:
    usual = {"M": "he/him", "F": "she/her"}.get(sex, "they/them")
    if not narrow and chance.maybe(0.03):
        return "they/them"
    return usual if chance.maybe(0.6) else None


def _gender(chance: Chance, life: Life) -> str:
    if life.pronouns == "they/them":
        return "09"
    return {"M": "01", "F": "02"}.get(life.sex, "00") if chance.maybe(0.95) else "00"


def _disability(chance: Chance) -> tuple[str, ...]:
    drawn = chance.weighted(("NONE", "NK", "some"), (68, 12, 20))
    if drawn != "some":
        return (drawn,)
    return tuple(chance.some(("AUT", "BEH", "COMM", "LD", "HEAR", "MOB", "VIS"), 1))


def _care(chance: Chance, life: Life, day: date) -> str:
    drawn = chance.pick(life.carer["care"])
    grown = age_on(life.dob, day) >= _ADULT and drawn != "CARE_LEAVER"
    return "ADULT" if grown else drawn


def _send(chance: Chance, life: Life) -> str:
    weights = (5, 8, 4, 1, 3) if not life.can_read else (12, 4, 1, 1, 3)
    return chance.weighted(("N", "K", "E", "A", "NK"), weights)


def _youth_justice(chance: Chance) -> str:
    codes = ("NONE", "NK", "NFA", "RUI_BAIL", "CR", "YC", "YCC", "RO", "YRO")
    return chance.weighted(codes, (60, 6, 7, 7, 6, 4, 3, 5, 2))


def _ward(chance: Chance) -> str:
    return chance.pick([c.code for c in code_list("ward").codes])
