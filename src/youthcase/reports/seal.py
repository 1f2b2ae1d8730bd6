"""How does a month's seal of the audit stand on paper? A value goes in, the file comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, KeepTogether

from youthcase.domain import dates, seals
from youthcase.i18n import _, plural
from youthcase.reports import letters
from youthcase.reports.blocks import IconHeading, Panel
from youthcase.reports.letters import NO_BREAK_SPACE
from youthcase.reports.page import WIDTH, Band, Properties, make_pdf
from youthcase.reports.tables import facts, sign_rows
from youthcase.reports.type import CALM, professional
from youthcase.reports.words import Bold, text

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.platypus import Flowable

    from youthcase.domain.seals import Seal

_GROUPS_A_LINE = 8
_MOST_CHECKS = 3
_IN_FOOT = 12  # digits of the head: as many as at the foot of a plan
_ROOM_TO_BEGIN = 96


def render(seal: Seal) -> bytes:
    """The PDF of one seal; the same seal gives the same bytes.

    Raises: Refusal for a name that cannot be drawn or is longer than a page.
    """
    letters.check(seal)
    return make_pdf(
        _story(seal),
        professional(),
        Properties(
            title=_title(seal),
            made_at=seal.made_at,
            author=seal.service or None,
            program="Youthcase",
        ),
        foot=_foot(seal),
        band=None if seal.is_over else _NOT_OVER,
    )


_NOT_OVER = Band(
    icon="clock",
    word=_("NOT OVER"),
    meaning=_("This month still goes on. Print its seal again when it is over."),
)


def _title(seal: Seal) -> str:
    return _("Seal of the audit, {month}").format(month=seals.named(seal.month))


def _foot(seal: Seal) -> str:
    parts = [
        _title(seal),
        _("Printed {day}").format(day=dates.plain(dates.local_day(seal.made_at))),
        _("Audit {head}").format(head=seal.head[:_IN_FOOT]),
    ]
    return "  ·  ".join(part for part in parts if part)


def _story(seal: Seal) -> list[Flowable]:
    styles = professional()
    lead = _(
        "This page fixes what the audit said when the month ended. Sign it and keep it on "
        "paper, away from the computer. If somebody later takes entries away, changes them, or "
        "puts an older copy of the vault in its place, the log will no longer hold this head: "
        "in Youthcase, choose Audit, Monthly seal, and type the head and the entry."
    )
    return [
        text(styles.title, _title(seal), role="H1"),
        text(styles.lead, "\n".join(part for part in (seal.service, lead) if part)),
        *_head(seal),
        *_done(seal),
        *_checked(seal),
        *_signed(seal),
    ]


def _heading(words: str, icon: str) -> list[Flowable]:
    made = text(professional().heading, words, role="H2", bookmark=words)
    return [CondPageBreak(_ROOM_TO_BEGIN), IconHeading(made, icon)]


def _head(seal: Seal) -> list[Flowable]:
    """The head in fours, and where in the log it stands."""
    styles = professional()
    groups = seals.grouped(seal.head)
    lines = [
        (2 * NO_BREAK_SPACE).join(groups[at : at + _GROUPS_A_LINE])
        for at in range(0, len(groups), _GROUPS_A_LINE)
    ]
    pairs = [
        (_("Entry"), f"{seal.length:,}"),
        (_("Written"), _when(seal.head_at) if seal.head_at else _("Nothing yet")),
    ]
    return [
        *_heading(_("The head of the log"), "key-round"),
        Panel([text(styles.quote, Bold("\n".join(lines)))], CALM),
        facts(styles, pairs, WIDTH),
    ]


def _done(seal: Seal) -> list[Flowable]:
    """How many entries of each kind; short, so that all stands on one page."""
    pairs = [(words, f"{n:,}") for words, n in seal.by_kind]
    pairs += [
        (_("In this month"), f"{seal.entries:,}"),
        (_("Before this month"), f"{seal.before:,}"),
    ]
    return [
        *_heading(_("Entries of this month"), "list-checks"),
        facts(professional(), pairs, WIDTH),
    ]


def _checked(seal: Seal) -> list[Flowable]:
    """The latest checks, which say whether the log was sound while the month went on."""
    styles = professional()
    heading = _heading(_("Checks of the log"), "shield-check")
    if not seal.checks:
        words = _("Nobody checked the log in this month. Check it before you sign.")
        return [*heading, text(styles.body, words)]
    listed = seal.checks[-_MOST_CHECKS:]
    pairs = [
        (_when(check.at), f"{check.who}: {_('sound') if check.is_sound else _('NOT SOUND')}")
        for check in listed
    ]
    more = len(seal.checks) - len(listed)
    if more:
        words = plural("One check before these.", "{n} checks before these.", more)
        unsound = sum(not check.is_sound for check in seal.checks[:more])
        if unsound:
            words += " " + plural("One was not sound.", "{n} were not sound.", unsound)
        pairs.insert(0, (_("Earlier"), words))
    return [*heading, facts(styles, pairs, WIDTH)]


def _signed(seal: Seal) -> list[Flowable]:
    styles = professional()
    title = _("Signed")
    made = text(styles.heading, title, role="H2", bookmark=title)
    rows = [_("{who}, supervisor").format(who=seal.who)]
    return [KeepTogether([IconHeading(made, "pencil-line"), sign_rows(styles, rows, WIDTH)])]


def _when(at: datetime) -> str:
    local = dates.local_time(at)
    return f"{dates.plain(local.date())}, {local:%H:%M}"
