"""Who has checked the words of copies in other languages, and when?

A check holds for the words that were checked: when a table changes with a new version of
the program, the check lapses by itself and somebody has to look again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import dates
from youthcase.domain.phrases import ENGLISH, Phrases, phrases, tags
from youthcase.domain.staff import Setting
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes

_RECORD = "phrases-{tag}"  # the setting that holds the check of a table
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of copies; without `checked_on` nobody has checked the words of today."""

    tag: str
    name: str  # as its speakers call it
    english: str
    checked_on: date | None = None
    checked_by: str | None = field(default=None, repr=False)
    has_lapsed: bool = False

    @property
    def is_checked(self) -> bool:
        """Whether its words may stand without a mark."""
        return self.tag == ENGLISH or self.checked_on is not None

    @property
    def label(self) -> str:
        """Both of its names."""
        return self.english if self.tag == ENGLISH else f"{self.english} ({self.name})"

    @property
    def state(self) -> str:
        """One sentence about the check."""
        if self.tag == ENGLISH:
            return ""
        if self.checked_on is not None:
            return _("Checked by {who} on {day}.").format(
                who=self.checked_by, day=dates.plain(self.checked_on)
            )
        if self.has_lapsed:
            return _("Its words have changed since they were checked. Check them again.")
        return _("Not yet checked by a human translator.")


class Languages:
    """The languages of copies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Language, ...]:
        """English, then the others by their English names."""
        with self._desk.vault.read() as db:
            return tuple(language(db, tag) for tag in tags())

    def words(self, tag: str) -> tuple[tuple[str, str], ...]:
        """Each English phrase and the words for it, for whoever checks them.

        Raises: Refusal when there is no such table.
        """
        return _table(tag).pairs()

    def mark_checked(self, tag: str, by: str) -> Changes:
        """Keep that the human translator `by` has checked the words of today.

        Raises: NotAllowed for caseworkers, Refusal without a name or a table.
        """
        self._desk.require_supervisor()
        who = " ".join(by.split())
        if not who or len(who) > _LONGEST_NAME:
            raise Refusal(
                _("Say who checked the words: the name of a translator or of an agency."),
                field="checked_by",
            )
        return self._keep(tag, f"{_table(tag).digest} {self._desk.today.isoformat()} {who}")

    def unmark(self, tag: str) -> Changes:
        """Take the check back: copies carry the mark again.

        Raises: NotAllowed for caseworkers, Refusal without a table.
        """
        self._desk.require_supervisor()
        _table(tag)
        return self._keep(tag, "")

    def _keep(self, tag: str, value: str) -> Changes:
        desk = self._desk
        record = Setting(id=_RECORD.format(tag=tag), value=value, recorded_at=desk.now)
        with desk.vault.write() as db:
            if cases.setting(db, record.id):
                journal.change(db, desk.pen, record)
            else:
                journal.add(db, desk.pen, [record])
        return changes(record)


def language(db: Connection, tag: str) -> Language:
    """One language and how its check stands.

    Raises: Refusal when there is no such table.
    """
    table = _table(tag)
    kept = cases.setting(db, _RECORD.format(tag=tag))
    digest, _space, rest = (kept.value if kept else "").partition(" ")
    day, _space, who = rest.partition(" ")
    holds = bool(digest) and digest == table.digest
    return Language(
        tag=tag,
        name=table.name,
        english=table.english,
        checked_on=date.fromisoformat(day) if holds else None,
        checked_by=who if holds else None,
        has_lapsed=bool(digest) and not holds,
    )


def _table(tag: str) -> Phrases:
    try:
        return phrases(tag)
    except KeyError:
        raise Refusal(
            _("There are no copies in this language. Nothing was made; choose another."),
            field="language",
        ) from None
