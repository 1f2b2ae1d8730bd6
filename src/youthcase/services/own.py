"""What has the organisation chosen for its copies: logo, helplines, titles, suggestions?

Each is one setting of the vault, journaled and audited like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain import own, own_helplines, own_titles
from youthcase.domain.own import Own
from youthcase.domain.plan_copy import Logo
from youthcase.domain.plan_sections import section, sections
from youthcase.domain.staff import Setting
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.plan_copy_parts import Removed
    from youthcase.domain.plan_sections import Helpline, PlanSection

_SERVICE = "service_name"
LOGO, HELPLINES = "own_logo", "own_helplines"
TITLES, SUGGESTIONS = "own_titles", "own_suggestions"
LONGEST_ALT = 120


def own_words(db: Connection) -> Own:
    """All that the organisation has chosen.

    Raises: Refusal when some of it cannot be read.
    """
    return Own(
        titles=own.read_titles(_kept(db, TITLES)),
        suggestions=own.read_suggestions(_kept(db, SUGGESTIONS)),
        own_helplines=own.read_helplines(_kept(db, HELPLINES)),
        logo=own.read_logo(_kept(db, LOGO)),
    )


def called(removed: tuple[Removed, ...], chosen: Own) -> tuple[Removed, ...]:
    """What a copy leaves out, under the titles that the organisation has given the sections."""
    names = {s.title: chosen.title_of(s.number, s.title) for s in sections()}
    return tuple(replace(one, section=names.get(one.section, one.section)) for one in removed)


class OwnChoices:
    """What the organisation has chosen; supervisors choose, everybody reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def words(self) -> Own:
        """All of it.

        Raises: Refusal when some of it cannot be read.
        """
        with self._desk.vault.read() as db:
            return own_words(db)

    def sections(self) -> tuple[PlanSection, ...]:
        """The seventeen sections, with their titles and suggestions here."""
        with self._desk.vault.read() as db:
            titles, said = _kept(db, TITLES), _kept(db, SUGGESTIONS)
        chosen = Own(titles=own.read_titles(titles), suggestions=own.read_suggestions(said))
        return chosen.sections()

    def helplines(self) -> tuple[Helpline, ...]:
        """The numbers that copies print, the most urgent first."""
        with self._desk.vault.read() as db:
            return Own(own_helplines=own.read_helplines(_kept(db, HELPLINES))).helplines

    def stale_helplines(self) -> tuple[Helpline, ...]:
        """Those that nobody has checked for more than six months."""
        return own_helplines.stale(self.helplines(), self._desk.today)

    def is_stale(self, line: Helpline) -> bool:
        """Whether a number has to be checked again."""
        return own_helplines.is_stale(line, self._desk.today)

    def keep_helplines(self, lines: Sequence[Helpline]) -> Changes:
        """Keep the list as it is to be printed.

        Raises: NotAllowed for caseworkers, Refusal for a list that may not be printed.
        """
        self._desk.require_supervisor()
        made = own_helplines.checked(lines, self._desk.today, self._service())
        _drawn(made)
        return self._keep(HELPLINES, own.write_helplines(made))

    def keep_title(self, number: int, title: str) -> Changes:
        """Call a section so; without a title as the program does.

        Raises: NotAllowed for caseworkers, Refusal for a title that may not be.
        """
        self._desk.require_supervisor()
        section(number)
        now = {**self.words().titles, number: title}
        made = own_titles.own_titles(now, self._service())
        _drawn(tuple(made.values()))
        return self._keep(TITLES, own.write_titles(made))

    def keep_suggestions(self, number: int, said: Sequence[str]) -> Changes:
        """Offer these to somebody who is stuck in that section.

        Raises: NotAllowed for caseworkers, Refusal for too many or too long ones.
        """
        self._desk.require_supervisor()
        made = own_titles.own_suggestions(number, said)
        now = dict(self.words().suggestions)
        now.pop(number, None)
        if made is not None:
            now[number] = made
        return self._keep(SUGGESTIONS, own.write_suggestions(now))

    def keep_logo(self, raw: bytes, alt: str) -> Changes:
        """Take in a picture: its pixels are kept, and nothing else of its file.

        Takes a second: call it on the worker.

        Raises: NotAllowed for caseworkers, Refusal for what is no PNG or JPEG, is too large,
            or is not described.
        """
        from youthcase.reports.logo import taken_in  # noqa: PLC0415  the library is slow to load

        self._desk.require_supervisor()
        said = _described(alt)
        return self._keep(LOGO, own.write_logo(Logo(png=taken_in(raw), alt=said)))

    def describe_logo(self, alt: str) -> Changes:
        """Say in other words what the logo shows.

        Raises: NotAllowed for caseworkers, Refusal without words or a logo.
        """
        self._desk.require_supervisor()
        said, logo = _described(alt), self.words().logo
        if logo is None:
            raise Refusal(_("There is no logo yet. Choose a picture first."), field="alt")
        return self._keep(LOGO, own.write_logo(Logo(png=logo.png, alt=said)))

    def put_back(self, name: str) -> Changes:
        """Take away what the organisation has chosen: the program's own holds again.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        if name not in {LOGO, HELPLINES, TITLES, SUGGESTIONS}:
            raise KeyError(name)
        return self._keep(name, "")

    def _service(self) -> str:
        with self._desk.vault.read() as db:
            return _kept(db, _SERVICE)

    def _keep(self, name: str, value: str) -> Changes:
        desk = self._desk
        record = Setting(id=name, value=value, recorded_at=desk.now)
        with desk.vault.write() as db:
            if cases.setting(db, name):
                journal.change(db, desk.pen, record)
            else:
                journal.add(db, desk.pen, [record])
        return changes(record)


def _kept(db: Connection, name: str) -> str:
    found = cases.setting(db, name)
    return found.value if found else ""


def _described(alt: str) -> str:
    said = " ".join(alt.split())
    if not said or len(said) > LONGEST_ALT:
        raise Refusal(
            _(
                "Say in a few words what the logo shows, such as “Northgate Youth Service”. "
                "It is read aloud to people who do not see it."
            ),
            field="alt",
        )
    _drawn(said)
    return said


def _drawn(value: object) -> None:
    """Raise a `Refusal` now for characters that paper would refuse later."""
    from youthcase.reports import letters  # noqa: PLC0415  the library is slow to load

    letters.check(value)
