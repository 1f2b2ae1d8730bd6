"""Which sheets and columns does an import have? The layout of `interfaces`, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from youthcase.i18n import _


class Kind(Enum):
    """What a column holds, and so how its cells are read."""

    REF = "reference"
    LINE = "short text"
    TEXT = "text"
    PHONE = "phone"
    NHS = "NHS number"
    BORN = "date of birth"
    PAST = "date, today at the latest"
    DAY = "date"
    MOMENT = "date and time, now at the latest"
    CODE = "code"
    CODES = "codes"
    YES_NO = "Y or N"
    WHOLE = "whole number"
    STAFF = "name of a colleague"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, whether it must be filled and what it means.

    `codes` names its code list. A list that is not published with the layout is `open`: a
    code that it does not know is left out with a warning, where others are refused.
    """

    name: str
    kind: Kind
    means: str
    must: bool = False
    codes: str = ""
    low: int = 0
    high: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and its columns, in the order in which the template shows them."""

    name: str
    means: str
    columns: tuple[Column, ...]


HIGHEST_NUMBER = 9999  # of an episode, a version or a position
SECTIONS = 17  # of a safety plan; domain, 2.1
MINUTES_OF_A_DAY = 1440

_REF = Column("ref", Kind.REF, _("The young person's reference, without meaning."), must=True)
_EPISODE = Column(
    "episode",
    Kind.WHOLE,
    _("Number of the referral and its case: 1, 2 and so on for each young person."),
    must=True,
    low=1,
    high=HIGHEST_NUMBER,
)
_VERSION = Column(
    "version",
    Kind.WHOLE,
    _("Version of the safety plan: 1, 2 and so on within the case."),
    must=True,
    low=1,
    high=HIGHEST_NUMBER,
)


def _code(
    name: str, codes: str, means: str, *, must: bool = False, free: bool = False
) -> Column:
    return Column(name, Kind.CODE, means, must=must, codes=codes, open=free)


_PEOPLE = Sheet(
    "people",
    _("One row for each young person."),
    (
        _REF,
        Column("first_name", Kind.LINE, _("First name."), must=True),
        Column("last_name", Kind.LINE, _("Last name."), must=True),
        Column("known_as", Kind.LINE, _("What they like to be called.")),
        Column("dob", Kind.BORN, _("Date of birth; empty when it is not known.")),
        _code("dob_quality", "dob_quality", _("How sure the date of birth is.")),
        _code("sex", "sex", _("Sex as recorded."), must=True),
        _code("gender", "gender", _("Gender in their own view.")),
        _code(
            "ethnicity",
            "ethnicity",
            _("As they or a parent say; NK when not asked."),
            must=True,
        ),
        Column(
            "disability",
            Kind.CODES,
            _("NONE, NK, or codes with a semicolon between them."),
            codes="disability",
        ),
        _code("send_status", "send_status", _("Special educational needs.")),
        _code("care_status", "care_status", _("Care or legal status now.")),
        _code("yj_status", "yj_status", _("Youth justice status now.")),
        _code("ward", "ward", _("Where they live.")),
        _code("first_language", "language", _("First language."), free=True),
        _code("interpreter_needed", "interpreter_needed", _("Interpreter needed."), free=True),
        _code("reading_support", "reading_support", _("Help with reading.")),
        Column("nhs_number", Kind.NHS, _("Ten digits.")),
        Column("postcode", Kind.LINE, _("Postcode of the home.")),
        Column("phone", Kind.PHONE, _("Phone number, in a column formatted as text.")),
    ),
)
_EPISODES = Sheet(
    "episodes",
    _("One row for each referral, with the case that followed when it was accepted."),
    (
        _REF,
        _EPISODE,
        Column("referral_received", Kind.PAST, _("Day the referral arrived."), must=True),
        _code("referral_source", "referral_source", _("Who referred."), must=True),
        _code("referral_type", "referral_type", _("Only INTERVENTION is counted."), must=True),
        _code("decision", "referral_decision", _("What was decided."), must=True),
        Column("decision_date", Kind.PAST, _("Day of the decision.")),
        Column("start", Kind.PAST, _("First day of the work.")),
        Column("end", Kind.PAST, _("Last day of the work; empty while it goes on.")),
        _code("closure_reason", "closure_reason", _("Why the case was closed.")),
        Column("lead_worker", Kind.STAFF, _("Name of the lead worker.")),
        _code("priority", "priority", _("Priority.")),
        _code("primary_risk", "primary_risk", _("The main risk."), must=True),
        Column("agreement_to_engage", Kind.YES_NO, _("Do they agree to work with us: Y or N.")),
        Column("agreement_date", Kind.PAST, _("Day they agreed, or refused.")),
        _code("lawful_basis", "lawful_basis", _("Lawful basis for the record.")),
        Column(
            "contact_frequency_days",
            Kind.WHOLE,
            _("How often contact was agreed, in days."),
            low=1,
            high=366,
        ),
    ),
)
_CONTACTS = Sheet(
    "contacts",
    _("One row for each contact or attempt."),
    (
        _REF,
        _EPISODE,
        Column(
            "started_at",
            Kind.MOMENT,
            _("2026-07-06T15:30 in local time, or the day."),
            must=True,
        ),
        Column("duration_minutes", Kind.WHOLE, _("Minutes."), low=0, high=MINUTES_OF_A_DAY),
        _code("mode", "contact_mode", _("How."), must=True),
        _code("attended", "attendance", _("Whether it happened."), must=True),
        Column(
            "with", Kind.CODES, _("With whom; semicolons between codes."), codes="contact_with"
        ),
        Column(
            "purpose",
            Kind.CODES,
            _("What for; semicolons between codes."),
            codes="contact_purpose",
        ),
        Column("summary", Kind.TEXT, _("What happened.")),
        Column("written_by", Kind.STAFF, _("Name of the colleague who wrote it.")),
        Column("significant", Kind.YES_NO, _("Belongs in the chronology: Y or N.")),
    ),
)
_PLANS = Sheet(
    "plans",
    _("One row for each version of a safety plan."),
    (
        _REF,
        _EPISODE,
        _VERSION,
        _code("status", "plan_status", _("Status; empty: worked out from the dates.")),
        Column("agreed_date", Kind.PAST, _("Day it was agreed with the young person.")),
        _code("participation", "participation", _("The young person's part in it.")),
        Column("approved_date", Kind.PAST, _("Day a supervisor approved it.")),
        Column("approved_by", Kind.STAFF, _("Name of the supervisor.")),
        Column("review_due", Kind.DAY, _("Day by which it is looked at again.")),
        Column("ended_date", Kind.DAY, _("Day from which it is no longer in force.")),
        _code("carry_decision", "carry", _("Is it safe for them to carry a copy?")),
        Column("carry_reason", Kind.TEXT, _("Why so.")),
        _code("format_needs", "format_needs", _("Format they need."), free=True),
    ),
)
_ITEMS = Sheet(
    "plan_items",
    _("One row for each line of a safety plan."),
    (
        _REF,
        _EPISODE,
        _VERSION,
        Column("section", Kind.WHOLE, _("Section 1 to 17."), must=True, low=1, high=SECTIONS),
        Column(
            "position",
            Kind.WHOLE,
            _("Place in the section; empty: the order of the rows."),
            high=HIGHEST_NUMBER,
        ),
        Column("text", Kind.TEXT, _("The words of the line."), must=True),
        _code("context", "plan_context", _("Where or when it applies."), free=True),
        Column("owner", Kind.LINE, _("Who will do it.")),
        Column("due", Kind.DAY, _("By when.")),
        Column(
            "audience",
            Kind.CODES,
            _("Copies that may show it; empty: the professional copy only."),
            codes="plan_audience",
        ),
    ),
)
_PLACES = Sheet(
    "plan_places",
    _("One row for each place that a safety plan names."),
    (
        _REF,
        _EPISODE,
        _VERSION,
        Column("name", Kind.LINE, _("What the young person calls the place."), must=True),
        _code("status", "place_status", _("How safe it is."), must=True),
        Column("days_times", Kind.LINE, _("Days and times.")),
        Column("reason", Kind.TEXT, _("Why; professional copy only.")),
    ),
)
_SCORES = Sheet(
    "scores",
    _("One row for each score on a goal or scale."),
    (
        _REF,
        _EPISODE,
        Column("date", Kind.PAST, _("Day of the score."), must=True),
        _code("tool", "score_tool", _("The scale."), must=True),
        _code("occasion", "score_occasion", _("When in the work."), must=True),
        Column("item", Kind.LINE, _("Which goal or question.")),
        Column(
            "value",
            Kind.WHOLE,
            _("The score."),
            must=True,
            low=-HIGHEST_NUMBER,
            high=HIGHEST_NUMBER,
        ),
        Column("scored_by", Kind.STAFF, _("Name of the colleague who was there.")),
    ),
)
_STAFF = Sheet(
    "staff",
    _("One row for each colleague whose role matters; other names become caseworkers."),
    (
        Column("name", Kind.STAFF, _("Name, written as in the other sheets."), must=True),
        _code("role", "role", _("Role."), must=True),
    ),
)

SHEETS = (_PEOPLE, _EPISODES, _CONTACTS, _PLANS, _ITEMS, _PLACES, _SCORES, _STAFF)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}

# Sheets that the template brings along and that hold nothing to import.
GUIDE_SHEETS = frozenset({"read_me", "codes"})


def plain_name(text: str) -> str:
    """A sheet's or column's name without case, blanks and hyphens: ` First Name` and all."""
    words = text.replace("\ufeff", " ").replace("-", " ").replace("_", " ").casefold().split()
    return "_".join(words)
