"""How is a vault of invented young people made, to learn and to show with?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from youthcase.domain.dates import local_day
from youthcase.domain.staff import Setting
from youthcase.services import bulk, settings
from youthcase.services.invented import invent
from youthcase.store import journal
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.session import Session

PEOPLE = 60
SEED = 7
SERVICE = "Northgate Youth Service"
# Published here and printed at the start: nothing in a training vault is a secret.
PASSWORDS = {
    "Sam Patel": "marble-otter-lantern-quilt",
    "Ruth Achebe": "copper-tulip-anchor-violin",
    "Maya Adeyemi": "saddle-mango-compass-river",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """A training user: name, role and the password that is printed for everybody."""

    name: str
    role: str
    password: str = field(repr=False)


def usual_folder() -> Path:
    """Where the training vault of this computer's user lies."""
    return Path(platformdirs.user_data_dir("youthcase", appauthor=False)) / "training"


def make(
    folder: Path,
    session: Session,
    *,
    people: int = PEOPLE,
    seed: int = SEED,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Trainee, ...]:
    """Make a training vault of `people` invented histories in an empty `folder`.

    Raises: Refusal when the folder is not empty or cannot be written.
    """
    now = session.clock()
    records = invent(people=people, seed=seed, today=local_day(now), now=now)
    roles = {s.name: s.role for s in records.staff}
    first = next(name for name in PASSWORDS if roles[name] == "SUPERVISOR")
    made = Vault.create(folder, user=first, password=PASSWORDS[first], kdf=session.kdf)
    vault = made.vault
    try:
        with vault.write() as db:
            lane = journal.new_lane(db)
            staff = next(s for s in records.staff if s.name == first)
            desk = session.desk(vault, staff, lane)
            bulk.add(db, desk, records, verb="invent", progress=progress)
            chosen = {settings.SERVICE_NAME: SERVICE, settings.TRAINING: "yes"}
            stamps = [Setting(id=n, value=v, recorded_at=now) for n, v in chosen.items()]
            journal.add(db, desk.pen, stamps)
        for name, password in PASSWORDS.items():
            if name != first:
                vault.add_user(
                    user=name,
                    role=roles[name].lower(),
                    password=password,
                    by=desk.pen.signature,
                    kdf=session.kdf,
                )
    finally:
        vault.close()
    return tuple(
        Trainee(name=name, role=roles[name], password=password)
        for name, password in PASSWORDS.items()
    )
