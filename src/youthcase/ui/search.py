"""Who and what does the search box find?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.domain.dates import age_on
from youthcase.domain.ids import PersonId
from youthcase.i18n import _, plural
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.palette import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.caseload import CaseLine
    from youthcase.ui.commands import Command
    from youthcase.ui.frame import Frame

MOST_PEOPLE = 8


@dataclass(frozen=True, slots=True)
class NewContact:
    """The wish to write down a contact with somebody."""

    person: PersonId


class Recents:
    """Whose files were opened in this sitting, the latest first; kept nowhere else."""

    def __init__(self, most: int = 5) -> None:
        self._most = most
        self._people: list[tuple[PersonId, str]] = []

    def add(self, person: PersonId, name: str) -> None:
        """Put somebody first."""
        others = [p for p in self._people if p[0] != person]
        self._people = [(person, name), *others][: self._most]

    def __iter__(self):  # noqa: ANN204 - an iterator of pairs
        return iter(self._people)


class Search:
    """Finds young people by part of a name, reference or phone number, and commands."""

    def __init__(self, frame: Frame, recents: Recents, commands: Sequence[Command]) -> None:
        self._frame, self._recents = frame, recents
        self._commands = commands

    def everything(self, typed: str) -> list[Hit]:
        """People, what can be done with the first of them, and commands."""
        lines = self._lines(typed)
        people = [self._hit(line, Place(Room.FILE, line.person)) for line in lines]
        if not typed:
            return [*self._recent(), *self._offered("")]
        return [*people, *self._contact_with(lines[:1]), *self._offered(typed)]

    def people(self, typed: str) -> list[Hit]:
        """Only people: with whom was the contact?"""
        if not typed:
            return [
                Hit(_("Recent"), "user", self._frame.name_shown(name), "", NewContact(person))
                for person, name in self._recents
            ]
        return [self._hit(line, NewContact(line.person)) for line in self._lines(typed)]

    def _lines(self, typed: str) -> tuple[CaseLine, ...]:
        return self._frame.services.people.find(typed, MOST_PEOPLE) if typed else ()

    def _hit(self, line: CaseLine, payload: object) -> Hit:
        private = self._frame.is_private
        age = age_on(line.dob, self._frame.services.sitting.today) if line.dob else None
        years = plural("{n} year", "{n} years", age) if age is not None and not private else ""
        known_as = "" if private or line.called == line.name.split()[0] else line.called
        about = (line.ref, known_as, years, line.state.value)
        return Hit(
            _("People"),
            "user",
            self._frame.name_shown(line.name),
            "  ·  ".join(part for part in about if part),
            payload,
        )

    def _contact_with(self, lines: Sequence[CaseLine]) -> list[Hit]:
        return [
            Hit(
                _("Do"),
                "pencil-line",
                _("Record a contact with {name}").format(
                    name=self._frame.name_shown(line.name)
                ),
                line.ref,
                NewContact(line.person),
            )
            for line in lines
        ]

    def _recent(self) -> list[Hit]:
        return [
            Hit(
                _("Recent"),
                "history",
                self._frame.name_shown(name),
                "",
                Place(Room.FILE, person),
            )
            for person, name in self._recents
        ]

    def _offered(self, typed: str) -> list[Hit]:
        wanted = typed.casefold().split()
        return [
            Hit(_("Do"), c.icon, c.words, c.keys.replace("  ", " / "), c)
            for c in self._commands
            if c.offered and all(word in c.words.casefold() for word in wanted)
        ]
