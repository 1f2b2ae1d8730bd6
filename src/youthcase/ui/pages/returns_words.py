"""In which words does the returns page speak of periods, clauses, stages and gaps?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from youthcase.domain.benefit import Gap, Reason
from youthcase.domain.dates import plain
from youthcase.i18n import _, plural
from youthcase.ui.pages import returns_reading as reading

if TYPE_CHECKING:
    from youthcase.domain.benefit import Verdict, Warned
    from youthcase.domain.periods import Period
    from youthcase.ui.pages.returns_reading import Figures

_QUARTER = re.compile(r"(\d{4}-\d{2})-Q([1-4])")
CLAUSES = (
    _("Referral accepted, episode open"),
    _("Age"),
    _("Agreed to take part"),
    _("Casework"),
    _("Safety plan in force"),
    _("Something done that day"),
)
_LACKS = (
    _("an open episode"),
    _("the age"),
    _("agreement"),
    _("casework"),
    _("a plan in force"),
    _("work on such a day"),
)
STAGES = {
    "referred": (_("Referred"), _("A referral arrived, or an episode was open.")),
    "accepted": (_("Accepted"), _("The referral was for intervention and was accepted.")),
    "engaged": (_("Engaged"), _("At least one qualifying contact.")),
    "casework": (_("Casework"), _("Enough qualifying contacts: condition 4.")),
    "plan_in_force": (_("Plan in force"), _("And a safety plan in force: condition 5.")),
    "benefited": (_("Benefited"), _("All six conditions on one day: the headline.")),
    "closed": (_("Of those, closed"), _("Their episode closed in the period.")),
    "paired": (_("Scored twice"), _("Closed, with a first and a last score for a goal.")),
    "improved": (_("Improved"), _("At least one goal ended above where it began.")),
}


def period_title(period: Period) -> str:
    """A period as people call it."""
    found = _QUARTER.fullmatch(period.code)
    if found:
        months = f"{period.first:%B} to {period.last:%B %Y}"
        words = _("Quarter {number} of {year}  ·  {months}")
        return words.format(number=found[2], year=found[1], months=months)
    if re.fullmatch(r"\d{4}-\d{2}", period.code):
        return _("Financial year {year}").format(year=period.code)
    return days(period)


def days(period: Period) -> str:
    """The first and last day of a period."""
    return _("{first} to {last}").format(first=plain(period.first), last=plain(period.last))


def benefited(number: int) -> str:
    """What the headline counts."""
    return plural(
        "young person benefited from specialist casework support and safety planning",
        "young people benefited from specialist casework support and safety planning",
        number,
    )


def clauses_met(verdict: Verdict) -> str:
    """How many of the six conditions hold."""
    met = sum(c.met for c in verdict.clauses)
    if verdict.counts:
        return _("All six")
    if met == len(verdict.clauses):
        return _("Each one, never all on one day")
    return _("{met} of 6").format(met=met)


def lacking(verdict: Verdict) -> str:
    """Which conditions never hold in the period."""
    lacks = [_LACKS[c.clause - 1] for c in verdict.clauses if not c.met]
    return _("Lacks {things}").format(things=", ".join(lacks)) if lacks else ""


def list_title(key: str, figures: Figures) -> str:
    """What the list behind a figure is called."""
    kind, _dot, number = key.partition(".")
    if kind == "stage":
        return _("Funnel: {stage}").format(stage=STAGES[number][0].lower())
    if kind == "contacts":
        return asked_for(int(number))
    span = figures.count.plan_span
    return {
        reading.EVERYBODY: _("Everybody"),
        reading.COUNTED: _("Counted in the period"),
        reading.NOT_COUNTED: _("Not counted"),
        reading.NEW: _("New this financial year"),
        reading.YEAR: _("Counted this year so far"),
        reading.PLAN: _("Counted in {span}").format(span=days(span)) if span else "",
        reading.WITHOUT_PLAN: _("Casework without a plan in force"),
    }[key]


def asked_for(number: int) -> str:
    """One number of the sensitivity line."""
    return plural("{n} contact or more", "{n} contacts or more", number)


def near_miss_group(reason: Reason, number: int) -> str:
    """How many lack only that one thing: "12 lack only an approved plan"."""
    thing = _missing().get(reason, _("what the rule leaves out on purpose"))
    words = plural("{n} lacks only", "{n} lack only", number)
    return f"{words} {thing}"


def hint(reason: Reason) -> str:
    """What would help whoever lacks only that, in a few words."""
    return {
        Reason.NOT_APPROVED: _("A supervisor decides"),
        Reason.NO_PLAN: _("If they want one and it is safe"),
        Reason.PLAN_LATER: _("Nothing to put right"),
        Reason.DID_NOT_TAKE_PART: _("Record it, or go through the plan"),
        Reason.PLAN_ENDED: _("Agree a new version"),
        Reason.PLAN_LAPSED: _("One review puts it right"),
        Reason.NO_AGREEMENT: _("Record it, with its date"),
        Reason.NOTHING_DONE: _("See or call them"),
        Reason.TOO_FEW_CONTACTS: _("On another day"),
        Reason.NO_FACE_TO_FACE: _("See them"),
        Reason.NOT_OPEN: _("Nothing to put right"),
        Reason.TOO_YOUNG: _("Nothing to put right"),
        Reason.TOO_OLD: _("Nothing to put right"),
    }.get(reason, _("Fill it in"))


def gap_title(gap: Gap) -> str:
    """A gap of the record in a few words."""
    return _gaps()[gap]


def warned_about(warned: Warned) -> str:
    """Which case, plan or contact a warning is about."""
    parts: list[str] = []
    if warned.episode is not None:
        parts.append(_("episode {number}").format(number=warned.episode))
    if warned.plan is not None:
        parts.append(_("plan version {number}").format(number=warned.plan))
    if warned.day is not None:
        parts.append(plain(warned.day))
    words = "  ·  ".join(parts)
    return words[:1].upper() + words[1:]


def _missing() -> dict[Reason, str]:
    return {
        Reason.NOT_APPROVED: _("an approved plan"),
        Reason.NO_PLAN: _("a safety plan"),
        Reason.PLAN_LATER: _("a plan on a day with work"),
        Reason.PLAN_NOT_AGREED: _("the day the plan was agreed"),
        Reason.DID_NOT_TAKE_PART: _("a recorded part in the plan"),
        Reason.NO_REVIEW_DATE: _("the plan's review date"),
        Reason.ENDING_UNDATED: _("the day a plan ended"),
        Reason.PLAN_ENDED: _("a new version of an ended plan"),
        Reason.PLAN_LAPSED: _("a review of their plan"),
        Reason.NO_AGREEMENT: _("a recorded agreement"),
        Reason.NOTHING_DONE: _("work while the plan is in force"),
        Reason.TOO_FEW_CONTACTS: _("another contact"),
        Reason.NO_FACE_TO_FACE: _("a face-to-face contact"),
        Reason.NO_START: _("the start of the episode"),
        Reason.NOT_OPEN: _("an open episode on that day"),
        Reason.TOO_YOUNG: _("the age: too young"),
        Reason.TOO_OLD: _("the age: too old"),
    }


def _gaps() -> dict[Gap, str]:
    return {
        Gap.DATE_OF_BIRTH_UNKNOWN: _("Date of birth not known"),
        Gap.ACCEPTED_NOT_INTERVENTION: _("Accepted, but not for intervention"),
        Gap.ACCEPTED_WITHOUT_START: _("Accepted without a start"),
        Gap.ENDED_BEFORE_START: _("Ends before it starts"),
        Gap.NO_AGREEMENT: _("No agreement recorded"),
        Gap.CONTACT_OUTSIDE_EPISODE: _("Contact outside its episode"),
        Gap.CALL_WITHOUT_MINUTES: _("Call without minutes"),
        Gap.CONTACT_WITH_NOBODY: _("Contact without saying with whom"),
        Gap.PLAN_WITHOUT_AGREED_DATE: _("Plan without the day it was agreed"),
        Gap.PLAN_WITHOUT_PARTICIPATION: _("Plan without their part in it"),
        Gap.PLAN_NOT_APPROVED: _("Plan not approved"),
        Gap.PLAN_WITHOUT_REVIEW_DATE: _("Plan without a review date"),
        Gap.PLAN_ENDED_WITHOUT_DATE: _("Plan ended without a date"),
        Gap.PLAN_LAPSED: _("Plan review overdue"),
    }
