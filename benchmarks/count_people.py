"""How long does it take to count who has benefited, by the rule?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import data
from measure import beside, timed, within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Figure

    from youthcase.vault.vault import Vault

# What the rule has to see of everybody. The journal tells when a field was written.
_READ = (
    "SELECT id, ref, dob FROM person",
    "SELECT * FROM episode",
    "SELECT * FROM agreement",
    "SELECT episode, day, attended, with_whom, mode, duration_minutes, recorded_at, imported"
    " FROM contact WHERE withdrawn_on IS NULL",
    "SELECT * FROM plan_version",
    "SELECT * FROM plan_decision",
    "SELECT * FROM score WHERE tool = 'GBO'",
)


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """The headline of this financial year over whole histories of two years."""
    vault = data.make_vault(folder / "counted", data.whole(sizes.people))
    with data.unlocked(vault) as (opened, services):
        year, today = services.returns.periods()[0], services.sitting.today
        assert services.returns.headline(year, today).count.headline > 0
        yield beside(
            f"count {sizes.people:,} people, a year",
            timed(partial(services.returns.headline, year, today)),
            timed(partial(_read, opened)),
            limit_is="reading the same rows",
            rounds=max(1, sizes.rounds // 2),
            aim=within(1.0),
        )


def _read(vault: Vault) -> None:
    with vault.read() as db:
        for sql in _READ:
            db.execute(sql).fetchall()
