"""How is the value made that a copy of one form holds, from a version and its records?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from youthcase.domain.carried_check import TITLE
from youthcase.domain.own import Own
from youthcase.domain.own_titles import is_carried, telling
from youthcase.domain.people import Person
from youthcase.domain.plan_copy import (
    ENGLISH,
    NEUTRAL_TITLE,
    AnyCopy,
    BlankCopy,
    CardCopy,
    CarriedCopy,
    CarriedSection,
    CopySection,
    Form,
    NumbersCopy,
    PlanCopy,
    SharedCopy,
    SharedSection,
    Sign,
    WalletCopy,
)
from youthcase.domain.plan_copy_parts import (
    WORDS,
    carried_sections,
    choose,
    full_sections,
    numbers_to_call,
    shared_sections,
    words_of,
)
from youthcase.domain.plan_copy_small import (
    helps_on_card,
    neutral,
    numbers_on_slip,
    people_on_card,
    places_on_card,
    quiet,
    words_on_card,
    worker_on_card,
)
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Set

    from youthcase.domain.plans import PlanContent

AnySection = TypeVar("AnySection", CopySection, SharedSection, CarriedSection)
_AGREEMENT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which copy is wanted: its form, for whom, without which sections, in which language.

    `override` is a supervisor's reason for a copy above the carry decision.
    """

    form: Form
    for_whom: str | None = field(default=None, repr=False)
    without: frozenset[int] = frozenset()
    language: str = ENGLISH
    override: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of a version beside its lines; only the professional copy gets it all."""

    person: Person = field(repr=False)
    standing: str
    number: int
    today: date
    now: datetime
    audit_head: str
    worker: str | None = field(default=None, repr=False)
    approved_by: str | None = field(default=None, repr=False)
    approved_on: date | None = None
    service: str | None = field(default=None, repr=False)
    own: Own = field(default_factory=Own)


def made(content: PlanContent, order: Order, stopped: Set[str], around: Around) -> AnyCopy:
    """The value of one copy: what `order.form` may show of `content`, and nothing else."""
    form = order.form
    kept = choose(content, form, stopped=stopped, without=order.without).content
    if form is Form.FULL:
        return _full(kept, order, around)
    if form.is_shared:
        return _shared(kept, order, around)
    lines = neutral(numbers_to_call(form, around.own.helplines))
    now, language = around.now, order.language
    if form is Form.BLANK:
        return BlankCopy(call=lines, made_at=now, language=language)
    if form is Form.NUMBERS:
        return NumbersCopy(
            version=content.version.number,
            call=(*lines, *numbers_on_slip(kept)),
            made_at=now,
            language=language,
        )
    title = content.version.title if TITLE not in stopped else None
    who, version = around.person.initials, content.version.number
    if form is Form.WALLET:
        return WalletCopy(
            title=title or NEUTRAL_TITLE,
            who=who,
            version=version,
            helps=helps_on_card(kept),
            people=people_on_card(kept),
            call=lines,
            made_at=now,
            language=language,
        )
    if form is Form.CARD:
        return CardCopy(
            title=title or NEUTRAL_TITLE,
            who=who,
            version=version,
            words=words_on_card(kept),
            helps=helps_on_card(kept),
            people=people_on_card(kept),
            places=places_on_card(kept),
            worker=worker_on_card(kept),
            call=lines,
            made_at=now,
            language=language,
        )
    return CarriedCopy(
        form=form,
        title=title or NEUTRAL_TITLE,
        who=who,
        version=version,
        standing=around.standing,
        call=quiet(numbers_to_call(form, around.own.helplines)),
        words=words_of(kept),
        sections=_titled(carried_sections(kept), around, carried=True),
        words_title=_own_title(WORDS, around, carried=True),
        made_at=now,
        language=language,
    )


def _full(content: PlanContent, order: Order, around: Around) -> PlanCopy:
    version, called = content.version, around.person.called
    return PlanCopy(
        title=_("Safety plan"),
        who=called,
        reference=around.person.ref,
        version=version.number,
        standing=around.standing,
        agreed_on=version.agreed_on,
        participation=version.participation,
        review_due=version.review_due,
        approved_on=around.approved_on,
        approved_by=around.approved_by,
        worker=around.worker,
        service=around.service,
        call=numbers_to_call(Form.FULL, around.own.helplines),
        words=words_of(content),
        sections=_titled(full_sections(content), around),
        words_title=_own_title(WORDS, around),
        agreement_title=_own_title(_AGREEMENT, around),
        logo=around.own.logo,
        signs=(Sign(who=called), Sign(who=_("Worker")), Sign(who=_("Supervisor"))),
        copy_number=around.number,
        for_whom=order.for_whom,
        printed_on=around.today,
        made_at=around.now,
        audit_head=around.audit_head,
        language=order.language,
    )


def _shared(content: PlanContent, order: Order, around: Around) -> SharedCopy:
    version = content.version
    return SharedCopy(
        form=order.form,
        who=around.person.called,
        version=version.number,
        standing=around.standing,
        agreed_on=version.agreed_on,
        review_due=version.review_due,
        worker=around.worker,
        call=numbers_to_call(order.form, around.own.helplines),
        words=words_of(content),
        sections=_titled(shared_sections(content), around),
        words_title=_own_title(WORDS, around),
        logo=around.own.logo,
        copy_number=around.number,
        for_whom=order.for_whom,
        printed_on=around.today,
        made_at=around.now,
        audit_head=around.audit_head,
        language=order.language,
    )


def _titled(
    sections: tuple[AnySection, ...], around: Around, *, carried: bool = False
) -> tuple[AnySection, ...]:
    """The sections under the organisation's own titles."""
    own = ((one, _own_title(one.number, around, carried=carried)) for one in sections)
    return tuple(replace(one, title=title, is_own=True) if title else one for one, title in own)


def _own_title(number: int, around: Around, *, carried: bool = False) -> str | None:
    """The organisation's own title; none where it would tell a stranger something today.

    It was looked at when it was chosen, but the rules and the service's name can change.
    """
    title = around.own.titles.get(number)
    if (
        title
        and carried
        and not (is_carried(number) and not telling(title, around.service or ""))
    ):
        return None
    return title
