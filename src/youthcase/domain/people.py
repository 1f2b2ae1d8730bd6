"""Who is the young person?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from youthcase.domain.fields import shown
from youthcase.domain.ids import PersonId, StaffId
from youthcase.errors import Refusal
from youthcase.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A young person, once, however often they are referred."""

    id: PersonId
    ref: str = shown(_("Reference"))
    first_name: str = shown(_("First name"))
    last_name: str = shown(_("Last name"))
    known_as: str | None = shown(_("Likes to be called"), default=None)
    dob: date | None = shown(_("Date of birth"), default=None)
    dob_quality: str | None = shown(
        _("How sure is the date of birth?"), default=None, codes="dob_quality"
    )
    pronouns: str | None = shown(_("Pronouns"), default=None)
    sex: str = shown(_("Sex"), default="U", codes="sex")
    gender: str | None = shown(_("Gender"), default=None, codes="gender")
    ethnicity: str = shown(_("Ethnicity"), default="NK", codes="ethnicity")
    disability: tuple[str, ...] = shown(_("Disability"), default=(), codes="disability")
    send_status: str | None = shown(
        _("Special educational needs"), default=None, codes="send_status"
    )
    care_status: str | None = shown(_("Care status"), default=None, codes="care_status")
    yj_status: str | None = shown(_("Youth justice status"), default=None, codes="yj_status")
    ward: str | None = shown(_("Ward"), default=None, codes="ward")
    first_language: str | None = shown(_("First language"), default=None, codes="language")
    interpreter_needed: str | None = shown(
        _("Interpreter needed"), default=None, codes="interpreter_needed"
    )
    reading_support: str | None = shown(
        _("Help with reading"), default=None, codes="reading_support"
    )
    nhs_number: str | None = shown(_("NHS number"), default=None)
    postcode: str | None = shown(_("Postcode"), default=None)
    phone: str | None = shown(_("Phone"), default=None)
    safe_contact: str | None = shown(
        _("How is it safe to contact them?"),
        default=None,
        long=True,
        hint=_("Shown at the top of the file. For example: text only, never after 9pm."),
    )
    recorded_by: StaffId | None = field(default=None, repr=False)
    recorded_at: datetime
    imported: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def called(self) -> str:
        """What they like to be called."""
        return self.known_as or self.first_name

    @property
    def initials(self) -> str:
        """The first letters of both names."""
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper()


def check(person: Person, today: date) -> None:
    """Raise a `Refusal` for what no young person's record can say."""
    if not person.first_name.strip():
        raise Refusal(_("Enter a first name. Nothing was saved yet."), field="first_name")
    if not person.last_name.strip():
        raise Refusal(_("Enter a last name. Nothing was saved yet."), field="last_name")
    if person.dob and person.dob > today:
        raise Refusal(
            _("The date of birth is in the future. Check the year; nothing was saved yet."),
            field="dob",
        )
    if person.nhs_number and not is_nhs_number(person.nhs_number):
        raise Refusal(
            _(
                "That NHS number cannot be right: its check digit does not fit. "
                "Look at it again."
            ),
            field="nhs_number",
        )


def is_nhs_number(text: str) -> bool:
    """Whether the ten digits of `text` fit their Mod 11 check digit.

    Source: NHS Data Model and Dictionary, attribute NHS NUMBER.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def folded(text: str) -> str:
    """`text` for searching: no case, no accents, only letters, digits and single spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def search_words(person: Person) -> str:
    """What a search box finds this person by: names, reference and the phone's digits."""
    names = folded(f"{person.first_name} {person.last_name} {person.known_as or ''}")
    ref = folded(person.ref)
    phone = re.sub(r"\D", "", person.phone or "")
    return f" {names} {ref} {ref.replace(' ', '')} {phone} "
