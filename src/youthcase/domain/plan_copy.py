"""What does each copy of a plan hold? A value has a field for what may stand on it, no other.

The professional copy is one type. Copies for family or school have no reason of a place, no
reference and no decision of a supervisor in them. What a young person carries has no name,
day, worker, recipient or number of the copy in it, and a card has no room for a section.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from youthcase.domain.plan_sections import Helpline
from youthcase.i18n import _

ENGLISH = "en"
NEUTRAL_TITLE = _("My stuff")


class Form(Enum):
    """The copies of a plan that can be made, by the names of the command line."""

    FULL = "full"
    FAMILY = "family"
    SCHOOL = "school"
    YOUNG_PERSON = "young-person"
    EASY_READ = "easy-read"
    CARD = "card"
    WALLET = "wallet"
    NUMBERS = "numbers"
    BLANK = "blank"

    @property
    def audience(self) -> str:
        """The plan_audience code of those who read it; empty where nothing is chosen by it."""
        return _AUDIENCES.get(self, "")

    @property
    def label(self) -> str:
        """What to call it."""
        return _LABELS[self]

    @property
    def is_carried(self) -> bool:
        """Whether a young person has it with them, so that anybody may find it."""
        return self in CARRIED

    @property
    def is_shared(self) -> bool:
        """Whether it goes to family or school."""
        return self in {Form.FAMILY, Form.SCHOOL}

    @property
    def is_small(self) -> bool:
        """Whether it holds no more than a card does."""
        return self in {Form.CARD, Form.WALLET, Form.NUMBERS}


CARRIED = frozenset({Form.YOUNG_PERSON, Form.EASY_READ, Form.CARD, Form.WALLET, Form.NUMBERS})
_AUDIENCES = {
    Form.FAMILY: "FAMILY",
    Form.SCHOOL: "SCHOOL",
    Form.YOUNG_PERSON: "YOUNG_PERSON",
    Form.EASY_READ: "YOUNG_PERSON",
    Form.CARD: "CARD",
    Form.WALLET: "CARD",
    Form.NUMBERS: "CARD",
}
_LABELS = {
    Form.FULL: _("Full professional copy"),
    Form.FAMILY: _("Copy for family"),
    Form.SCHOOL: _("Copy for school"),
    Form.YOUNG_PERSON: _("Young person's copy"),
    Form.EASY_READ: _("Easy-read copy"),
    Form.CARD: _("Pocket card to fold"),
    Form.WALLET: _("Wallet cards"),
    Form.NUMBERS: _("Slip of numbers"),
    Form.BLANK: _("Blank sheet to practise with"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """One line on paper."""

    text: str = field(repr=False)
    detail: str | None = field(default=None, repr=False)
    context: str | None = field(default=None, repr=False)
    owner: str | None = field(default=None, repr=False)
    due: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlace:
    """One place on paper; `status` is a place_status code, `label` its words."""

    name: str = field(repr=False)
    status: str
    label: str
    days_times: str | None = field(default=None, repr=False)
    reason: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySection:
    """One section on paper, with its kind, so that the page can choose a layout."""

    number: int
    title: str
    kind: str
    items: tuple[CopyItem, ...] = ()
    places: tuple[CopyPlace, ...] = ()
    is_own: bool = False  # the title is the organisation's, in no table of phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A line to sign on: who, and in which part."""

    who: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture of the organisation, and what it shows for whoever does not see it."""

    png: bytes = field(repr=False)
    alt: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCopy:
    """The full professional copy: everything that a renderer gets to see of a plan."""

    form: Form = Form.FULL
    title: str = field(repr=False)
    who: str = field(repr=False)
    reference: str | None = field(default=None, repr=False)
    version: int
    standing: str  # DRAFT, APPROVED, INTERIM, SUPERSEDED or ENDED
    agreed_on: date | None = None
    participation: str | None = None
    review_due: date | None = None
    approved_on: date | None = None
    approved_by: str | None = field(default=None, repr=False)
    worker: str | None = field(default=None, repr=False)
    service: str | None = field(default=None, repr=False)
    call: tuple[Helpline, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    sections: tuple[CopySection, ...] = ()
    signs: tuple[Sign, ...] = ()
    copy_number: int
    for_whom: str | None = field(default=None, repr=False)
    printed_on: date
    made_at: datetime  # the moment that stands in the file's own properties
    audit_head: str | None = None
    language: str = ENGLISH
    translation_checked: bool = False  # by a person, for the words of the program
    logo: Logo | None = None
    words_title: str | None = None  # the organisation's own, for section 2
    agreement_title: str | None = None  # and for section 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPlace:
    """One place on a copy for family or school: never why."""

    name: str = field(repr=False)
    status: str
    label: str
    days_times: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSection:
    """One section on a copy for family or school."""

    number: int
    title: str
    kind: str
    items: tuple[CopyItem, ...] = ()
    places: tuple[SharedPlace, ...] = ()
    is_own: bool = False  # the title is the organisation's, in no table of phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCopy:
    """A copy for family or school: what was ticked for them, section by section."""

    form: Form
    who: str = field(repr=False)  # what they are called, never a surname
    version: int
    standing: str
    agreed_on: date | None = None
    review_due: date | None = None
    worker: str | None = field(default=None, repr=False)
    call: tuple[Helpline, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    sections: tuple[SharedSection, ...] = ()
    copy_number: int
    for_whom: str | None = field(default=None, repr=False)
    printed_on: date
    made_at: datetime
    audit_head: str | None = None
    language: str = ENGLISH
    translation_checked: bool = False  # by a person, for the words of the program
    logo: Logo | None = None
    words_title: str | None = None  # the organisation's own, for section 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedItem:
    """One line that a young person carries: never who does it, never by when."""

    text: str = field(repr=False)
    detail: str | None = field(default=None, repr=False)
    context: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPlace:
    """A place to go to: never when, never why."""

    name: str = field(repr=False)
    status: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedSection:
    """One section that a young person carries."""

    number: int
    title: str
    kind: str
    items: tuple[CarriedItem, ...] = ()
    places: tuple[CarriedPlace, ...] = ()
    is_own: bool = False  # the title is the organisation's, in no table of phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCopy:
    """A young person's copy, or the easy-read one: title, initials, version, lines."""

    form: Form
    title: str = field(repr=False)
    who: str = field(repr=False)  # initials
    version: int
    standing: str
    call: tuple[Helpline, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    sections: tuple[CarriedSection, ...] = ()
    made_at: datetime
    language: str = ENGLISH
    words_title: str | None = None  # the organisation's own, for section 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody to call, under the name that the young person uses, with a number or none."""

    name: str = field(repr=False)
    number: str | None = field(default=None, repr=False)
    by_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCopy:
    """The card that folds to eight small pages. It never says that a plan is not approved."""

    form: Form = Form.CARD
    title: str = field(repr=False)
    who: str = field(repr=False)  # initials
    version: int
    words: str | None = field(default=None, repr=False)
    helps: tuple[str, ...] = field(default=(), repr=False)
    people: tuple[Caller, ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    worker: Caller | None = field(default=None, repr=False)
    call: tuple[Caller, ...] = ()
    made_at: datetime
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletCopy:
    """Cards of the size of a bank card: who to call on one side, what helps on the other."""

    form: Form = Form.WALLET
    title: str = field(repr=False)
    who: str = field(repr=False)  # initials
    version: int
    helps: tuple[str, ...] = field(default=(), repr=False)
    people: tuple[Caller, ...] = field(default=(), repr=False)
    call: tuple[Caller, ...] = ()
    made_at: datetime
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersCopy:
    """A slip of numbers, and nothing else."""

    form: Form = Form.NUMBERS
    version: int
    call: tuple[Caller, ...] = field(default=(), repr=False)
    made_at: datetime
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankCopy:
    """A sheet to practise with, by hand: it holds nothing of anybody's plan."""

    form: Form = Form.BLANK
    call: tuple[Caller, ...] = ()
    made_at: datetime
    language: str = ENGLISH


AnyCopy = PlanCopy | SharedCopy | CarriedCopy | CardCopy | WalletCopy | NumbersCopy | BlankCopy
