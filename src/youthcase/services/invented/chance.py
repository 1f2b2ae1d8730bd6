"""Where does chance come from, so that the same seed tells the same stories?"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from youthcase.domain.dates import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Chance:
    """Everything that is drawn for one young person, from one seed."""

    def __init__(self, *seed: int | str) -> None:
        joined = ":".join(str(part) for part in seed)
        self._drawn = Random(joined)  # noqa: S311 - stories must repeat; nothing here is secret
        self._decks: dict[str, list[str]] = {}
        self._made: datetime | None = None
        self._stamp = ""

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`, each as likely."""
        return choices[int(self._drawn.random() * len(choices))]

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        """One of `choices`, as likely as its weight says."""
        return self._drawn.choices(choices, weights)[0]

    def maybe(self, likelihood: float) -> bool:
        """True as often as `likelihood` (0 to 1) says."""
        return self._drawn.random() < likelihood

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._drawn.random() * (high - low + 1))

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different ones of `choices`, or all of them."""
        return self._drawn.sample(list(choices), min(count, len(choices)))

    def fresh(self, pool: str, choices: Sequence[str]) -> str:
        """One of `choices` that was not yet drawn from `pool`, as long as there is one."""
        deck = self._decks.get(pool)
        if not deck:
            deck = self._decks[pool] = self.some(choices, len(choices))
        return deck.pop()

    def once(self, pool: str, choices: Sequence[str]) -> str | None:
        """One of `choices` that was not yet drawn from `pool`; None when all were."""
        if pool not in self._decks:
            self._decks[pool] = self.some(choices, len(choices))
        deck = self._decks[pool]
        return deck.pop() if deck else None

    def case_id(self) -> str:
        """A random UUID (version 4): the id of a case must not tell when it was opened."""
        bits = self._drawn.getrandbits(122)
        head, tail = f"{bits >> 62:015x}", f"{bits & (1 << 62) - 1 | 1 << 63:016x}"
        return f"{head[:8]}-{head[8:12]}-4{head[12:]}-{tail[:4]}-{tail[4:]}"

    def record_id(self, made: datetime) -> str:
        """A UUID of version 7 that sorts by the moment at which the record was made."""
        if made is not self._made:
            stamp = f"{int(made.timestamp() * 1000):012x}"
            self._made, self._stamp = made, f"{stamp[:8]}-{stamp[8:]}-7"
        bits = self._drawn.getrandbits(74)
        tail = f"{bits & (1 << 62) - 1 | 1 << 63:016x}"
        return f"{self._stamp}{bits >> 62:03x}-{tail[:4]}-{tail[4:]}"

    def phone(self) -> str:
        """A mobile number from the range that is kept for fiction."""
        return f"07700 900{self.between(0, 999):03d}"

    def landline(self) -> str:
        """A London number from the range that is kept for fiction."""
        return f"020 7946 0{self.between(0, 999):03d}"

    def nhs_number(self) -> str:
        """A number from the 999 range, which is for tests, with a check digit that fits."""
        while True:
            digits = f"999{self.between(0, 999_999):06d}"
            total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True))
            check = (11 - total % 11) % 11
            if check < 10:
                return f"{digits}{check}"


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment at which London's clocks show this time on `day`, in UTC."""
    return datetime.combine(day, time(hour, minute), HERE).astimezone(UTC)


def working_day(day: date) -> date:
    """`day`, or the Friday before it at a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
