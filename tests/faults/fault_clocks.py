"""What if the computer's clock jumps a year ahead, and back again?"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fault_house import CHEAP, FIRST, PASSWORD, make, vault_of

from youthcase.services.session import Session
from youthcase.vault import arrival, audit, failures

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import tzinfo
    from pathlib import Path

YEAR = timedelta(days=365)
JUMPS = {"a year ahead": YEAR, "back again": timedelta(0), "a year back": -YEAR}


@contextmanager
def shifted(by: timedelta) -> Generator[Session]:
    """The program on a computer whose clock is off by so much."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + by

    modules = (arrival, audit)
    for module in modules:
        module.datetime = Shifted
    try:
        yield Session(clock=lambda: datetime.now(UTC) + by, kdf=CHEAP)
    finally:
        for module in modules:
            module.datetime = datetime


def year_and_back(folder: Path) -> dict[str, Any]:
    """A sitting before each jump and after it; what the journal and the audit make of it."""
    place = folder / "vault"
    make(place)
    told: dict[str, Any] = {"unsound": []}
    written = 0
    for name, by in {"now": timedelta(0), **JUMPS, "at last": timedelta(0)}.items():
        failures.forget(place)
        with shifted(by) as session:
            services = session.unlock(place, FIRST, PASSWORD)
            services.settings.choose("target", str(200 + written))
            written += 1
            found = services.sitting.check()
            told["unsound"] += [f"{name}: {f.line}" for f in found if not f.is_sound]
            services.sitting.lock()
    services = Session(kdf=CHEAP).unlock(place, FIRST, PASSWORD)
    with vault_of(services).read() as db:
        clocks = [
            row[0]
            for row in db.execute(
                "SELECT json_extract(CAST(body AS TEXT), '$.clock') FROM journal ORDER BY place"
            )
        ]
        told["told of in the audit"] = db.execute(
            "SELECT count(*) FROM audit WHERE action = 'clock.went-back'"
        ).fetchone()[0]
    told["entries in order"] = clocks == sorted(set(clocks))
    told["written"], told["kept"] = written, services.settings.value("target")
    services.sitting.lock()
    return told
