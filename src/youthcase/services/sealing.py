"""What does the log say of a month, on paper that shows later whether it was put back?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.domain import seals
from youthcase.domain.dates import local_day
from youthcase.domain.seals import Check, Seal
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import audit_words
from youthcase.services.audit_log import stamp_of
from youthcase.services.settings import SERVICE_NAME
from youthcase.store import acts, cases
from youthcase.vault import audit

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.services.desk import Desk

_CHECKED = ("audit.checked", "vault.checked")
_IN_ACT = 16  # digits of the head that the act of sealing keeps
_PARTS = 3  # slashes in its object: month/2026-10/120/9f3c...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A seal that was printed: of which month, when and by whom, and what stood on it.

    `holds` is whether the log of today still has that head at that length.
    """

    month: str
    at: datetime
    who: str = field(repr=False)
    length: int
    head: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether the log of today still contains a head that stands on paper, in words."""

    holds: bool
    sentence: str
    advice: str


class Sealing:
    """The monthly seals of this vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def months(self) -> tuple[str, ...]:
        """The months that can be sealed, the newest that is over first, then this one.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            begun = acts.first_time(db)
        this = self._desk.today.replace(day=1)
        first = local_day(audit_words.moment(begun)).replace(day=1) if begun else this
        found: list[str] = []
        month = seals.before(this)
        while month >= first:
            found.append(seals.month_of(month))
            month = seals.before(month)
        return (*found, seals.month_of(this))

    def due(self) -> str | None:
        """The month that is over and whose seal nobody has printed: last month, or none.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        this = self._desk.today.replace(day=1)
        month = seals.month_of(seals.before(this))
        with self._desk.vault.read() as db:
            begun = acts.first_time(db)
            if not begun or begun >= stamp_of(this):
                return None
            printed = acts.of_action(db, "audit.sealed", since=stamp_of(this))
        return None if any(_month(row) == month for row in printed) else month

    def seal(self, month: str) -> Seal:
        """The seal of a month (`2026-11`), to be signed on paper.

        Raises: NotAllowed for caseworkers, Refusal for no month or one that is to come.
        """
        desk = self._desk
        desk.require_supervisor()
        first = seals.first_day(month)
        if first > desk.today:
            raise Refusal(_("This month has not begun yet. Choose an earlier one."))
        following = seals.following(first)
        since, end = stamp_of(first), stamp_of(following)
        with desk.vault.read() as db:
            length, head, at = acts.end_before(db, end)
            kinds = acts.by_kind(db, since, end)
            service = cases.setting(db, SERVICE_NAME)
            return Seal(
                month=month,
                by_kind=tuple((audit_words.KINDS[kind], n) for kind, n in kinds.items()),
                before=acts.end_before(db, since)[0],
                length=length,
                head=head.hex(),
                head_at=audit_words.moment(at) if at else None,
                checks=_checks(db, since, end),
                service=service.value if service else "",
                who=desk.staff.name,
                made_at=desk.now,
                is_over=following <= desk.today,
            )

    def paper(self, seal: Seal) -> bytes:
        """The page as PDF bytes.

        Raises: Refusal when something on it cannot be drawn.
        """
        from youthcase.reports import seal as page  # noqa: PLC0415  100 ms only paper needs

        return page.render(seal)

    def printed(self, seal: Seal) -> None:
        """Write down that a seal has become paper.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        told = f"month/{seal.month}/{seal.length}/{seal.head[:_IN_ACT]}"
        with self._desk.vault.write() as db:
            self._desk.note(db, "audit.sealed", told)

    def earlier(self) -> tuple[Sealed, ...]:
        """The seals that were printed, the newest first.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            names = cases.staff_names(db)
            rows = acts.of_action(db, "audit.sealed")
            return tuple(
                _sealed(db, row, {str(id_): name for id_, name in names.items()})
                for row in reversed(rows)
                if row.object.count("/") == _PARTS
            )

    def look_up(self, typed: str, length: int | None = None) -> Answer:
        """Whether the log of today still holds the head on a seal or at a plan's foot.

        `length` is the number of entries that stands beside it.

        Raises: NotAllowed for caseworkers, Refusal for what is no head.
        """
        desk = self._desk
        desk.require_supervisor()
        digits = seals.digits_of(typed)
        with desk.vault.read() as db:
            found = acts.with_head(db, digits)
            chain = audit.examined(db)
            last = acts.end_before(db, "~")
        if found is None:
            return _is_gone(last[0], last[2], length)
        number, at, _actor = found
        if length is not None and number != length:
            return Answer(
                holds=False,
                sentence=_(
                    "The log has this head at entry {n}, not at {length}. The number on the "
                    "paper does not fit its head."
                ).format(n=f"{number:,}", length=f"{length:,}"),
                advice=_("Read both again. If they stand so on the paper, ask for help."),
            )
        if chain.sound < number:
            problem = audit_words.since(chain.problem, chain.last_sound)
            return Answer(
                holds=False,
                sentence=_(
                    "The log has this head, but not all that led to it. {problem}"
                ).format(problem=problem),
                advice=_("Everything before that is as it was. Check the log to see more."),
            )
        return Answer(
            holds=True,
            sentence=_(
                "Today\N{RIGHT SINGLE QUOTATION MARK}s log holds this head: entry {n} of "
                "{time}. Nothing up to there was changed, left out or put back."
            ).format(n=f"{number:,}", time=audit_words.told(audit_words.moment(at))),
            advice="",
        )


def _is_gone(end: int, at: str, length: int | None) -> Answer:
    advice = _(
        "Read the signs again, four by four: one slip is enough. If they are right, the folder "
        "of the vault was put back to an earlier day, or this is another vault. Nothing that "
        "you see is lost by waiting: write no more here, keep the folder and the paper, and "
        "restore the newest backup beside it to compare."
    )
    if length is not None and length > end:
        sentence = _(
            "The log does not hold this head. It ends with entry {n}, of {time}, but the paper "
            "tells of {length}: {missing} are gone."
        ).format(
            n=f"{end:,}",
            time=audit_words.told(audit_words.moment(at)),
            length=f"{length:,}",
            missing=f"{length - end:,}",
        )
        return Answer(holds=False, sentence=sentence, advice=advice)
    sentence = _("The log of today does not hold this head.")
    return Answer(holds=False, sentence=sentence, advice=advice)


def _checks(db: Connection, since: str, end: str) -> tuple[Check, ...]:
    names = {str(id_): name for id_, name in cases.staff_names(db).items()}
    return tuple(
        Check(
            at=audit_words.moment(row.at),
            who=names.get(row.actor, row.actor),
            is_sound=row.object.endswith("/sound"),
        )
        for row in acts.of_action(db, *_CHECKED, since=since, before=end)
    )


def _month(row: acts.Row) -> str:
    return row.object.split("/")[1]


def _sealed(db: Connection, row: acts.Row, names: dict[str, str]) -> Sealed:
    _about, month, length, head = row.object.split("/")
    return Sealed(
        month=month,
        at=audit_words.moment(row.at),
        who=names.get(row.actor, row.actor),
        length=int(length),
        head=head,
        holds=acts.head_at(db, int(length)).startswith(head),
    )
