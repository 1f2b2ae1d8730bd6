"""How is a vault of invented young people made, to learn and to show with?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.dates import local_day
from youthcase.domain.staff import Setting
from youthcase.services import bulk, settings
from youthcase.services import trainees as notes
from youthcase.services.invented import invent
from youthcase.services.trainees import Trainee, usual_folder
from youthcase.store import journal
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from youthcase.services.session import Session

__all__ = ["PASSWORDS", "PEOPLE", "SEED", "Trainee", "make", "trainees", "usual_folder"]

PEOPLE = 60
SEED = 7
SERVICE = "Northgate Youth Service"
# Published here and printed at the start: nothing in a training vault is a secret.
PASSWORDS = {
    "Sam Patel": "marble-otter-lantern-quilt",
    "Ruth Achebe": "copper-tulip-anchor-violin",
    "Maya Adeyemi": "saddle-mango-compass-river",
}


def trainees(folder: Path) -> tuple[Trainee, ...]:
    """Who may sign in to the training vault in `folder`; nobody for any other vault."""
    return notes.read(folder)


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
    users = tuple(
        Trainee(name=name, role=roles[name], password=password)
        for name, password in PASSWORDS.items()
    )
    notes.write(folder, users)
    return users
