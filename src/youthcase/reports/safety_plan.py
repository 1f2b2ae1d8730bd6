"""How does one copy of a safety plan stand on paper? The copy goes in, the file comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.plan_copy import (
    BlankCopy,
    CardCopy,
    CarriedCopy,
    Form,
    NumbersCopy,
    SharedCopy,
    WalletCopy,
)
from youthcase.reports import (
    blank,
    card,
    easy_read,
    family_school,
    full_plan,
    letters,
    numbers,
    wallet,
    young_persons_plan,
)
from youthcase.reports.page import Band, Properties, make_pdf
from youthcase.reports.type import carried, professional
from youthcase.reports.voice import say, speaking, told

if TYPE_CHECKING:
    from youthcase.domain.plan_copy import AnyCopy


def render(copy: AnyCopy) -> bytes:
    """The PDF of one copy; the same copy gives the same bytes.

    Raises: Refusal for characters that cannot be drawn, for names longer than a page, and
        for more words than fit on a card.
    """
    with speaking(copy.language):
        return _render(told(copy))


def _render(copy: AnyCopy) -> bytes:
    if isinstance(copy, CardCopy):
        return card.paper(copy)
    if isinstance(copy, WalletCopy):
        return wallet.paper(copy)
    if isinstance(copy, NumbersCopy):
        return numbers.paper(copy)
    if isinstance(copy, BlankCopy):
        return blank.paper(copy)
    if isinstance(copy, SharedCopy):
        return family_school.paper(copy, _BANDS.get(copy.standing))
    if isinstance(copy, CarriedCopy) and copy.form is Form.EASY_READ:
        return easy_read.paper(copy, _CARRIED_BANDS.get(copy.standing))
    if isinstance(copy, CarriedCopy):
        return _carried(copy)
    letters.check(copy)
    return make_pdf(
        full_plan.story(copy),
        professional(),
        Properties(
            title=say("Plan, version {n}").format(n=copy.version),
            made_at=copy.made_at,
            author=copy.service,
            program="Youthcase",
        ),
        foot=full_plan.foot(copy),
        band=_BANDS.get(copy.standing),
    )


def _carried(copy: CarriedCopy) -> bytes:
    """Reads only what may be carried: no service, reference, worker, date or recipient."""
    letters.check(copy.title, copy.who, copy.call, copy.words, copy.sections)
    return make_pdf(
        young_persons_plan.story(copy),
        carried(),
        Properties(title=letters.clean(copy.title), made_at=copy.made_at),
        foot=say("Version {n}").format(n=copy.version),
        band=_CARRIED_BANDS.get(copy.standing),
    )


_BANDS = {
    "DRAFT": Band(
        icon="pencil-line",
        word="DRAFT",
        meaning="Still being written and not approved. Do not work from it.",
    ),
    "INTERIM": Band(
        icon="clock",
        word="INTERIM",
        meaning="In use for now. A supervisor has not yet approved it.",
    ),
    "SUPERSEDED": Band(
        icon="history",
        word="SUPERSEDED",
        meaning="A later version has taken its place. Do not work from this one.",
    ),
    "ENDED": Band(
        icon="ban", word="ENDED", meaning="No longer in force. Kept as a record only."
    ),
}
_CARRIED_BANDS = {
    "DRAFT": Band(icon="pencil-line", word="DRAFT", meaning="Not finished yet."),
    "INTERIM": Band(icon="clock", word="INTERIM", meaning="For now. Not yet approved."),
    "SUPERSEDED": Band(icon="history", word="OLD", meaning="There is a newer one."),
    "ENDED": Band(icon="ban", word="ENDED", meaning="Do not use this any more."),
}
