"""Who works in the invented service, and who has how many cases?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from youthcase.domain.ids import StaffId
from youthcase.domain.staff import Role, Staff
from youthcase.services.invented.chance import Chance, moment, working_day
from youthcase.services.invented.texts import texts

if TYPE_CHECKING:
    from datetime import date

_SHARES = (12, 10, 9, 0)  # open cases of the first four; the fourth has none at present
_FURTHER = (13, 11, 14, 9, 12, 10)
_PEOPLE_PER_CASEWORKER = 22
_PEOPLE_PER_SUPERVISOR = 150


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody who works here."""

    supervisors: tuple[Staff, ...]
    caseworkers: tuple[Staff, ...]

    @property
    def everyone(self) -> tuple[Staff, ...]:
        """Supervisors first."""
        return self.supervisors + self.caseworkers

    @property
    def away(self) -> Staff:
        """The caseworker without recent work."""
        return self.caseworkers[3]

    def leads(self, chance: Chance, count: int) -> list[Staff]:
        """Who leads each of `count` open cases, spread as unevenly as in real teams."""
        shares = [
            _SHARES[n] if n < len(_SHARES) else _FURTHER[n % len(_FURTHER)]
            for n in range(len(self.caseworkers))
        ]
        dealt = spread(shares, count)
        cards = [w for w, n in zip(self.caseworkers, dealt, strict=True) for _ in range(n)]
        return chance.some(cards, len(cards))


def gather(chance: Chance, people: int, today: date) -> Team:
    """The team for a vault of that many young people."""
    names = texts("names")["colleagues"]
    supervisors = list(names["supervisors"])
    caseworkers = list(names["caseworkers"])
    taken = {*supervisors, *caseworkers}
    more = (
        name
        for last in chance.some(names["last"], 99)
        for first in chance.some(names["first"], 99)
        if (name := f"{first} {last}") not in taken
    )
    while len(supervisors) < people // _PEOPLE_PER_SUPERVISOR:
        supervisors.append(next(more))
    while len(caseworkers) < people // _PEOPLE_PER_CASEWORKER:
        caseworkers.append(next(more))
    opened = moment(working_day(today - timedelta(days=730)), 9)
    every = [(name, Role.SUPERVISOR) for name in supervisors]
    every += [(name, Role.CASEWORKER) for name in caseworkers]
    staff = tuple(
        Staff(
            id=StaffId(chance.record_id(made := opened + timedelta(minutes=n))),
            name=name,
            role=role.value,
            recorded_at=made,
        )
        for n, (name, role) in enumerate(every)
    )
    return Team(staff[: len(supervisors)], staff[len(supervisors) :])


def spread(shares: list[int], count: int) -> list[int]:
    """`count` things dealt out by `shares`: whole numbers, the greatest remainders first."""
    total = sum(shares)
    exact = [share * count / total for share in shares]
    dealt = [int(part) for part in exact]
    by_remainder = sorted(range(len(shares)), key=lambda n: dealt[n] - exact[n])
    for n in by_remainder[: count - sum(dealt)]:
        dealt[n] += 1
    return dealt
