"""Which vault do the fault harnesses harm, who works in it, and what was promised to them?"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from youthcase.domain.staff import Role
from youthcase.services.session import Session
from youthcase.vault import audit, failures
from youthcase.vault.keys import Kdf

if TYPE_CHECKING:
    from pathlib import Path

    from youthcase.services.house import Services
    from youthcase.vault.vault import Vault

CHEAP = Kdf(memory_kib=19_456, passes=1)
FIRST = "Sam Patel"
PEOPLE = {
    FIRST: Role.SUPERVISOR,
    "Ruth Achebe": Role.SUPERVISOR,
    "Maya Adeyemi": Role.CASEWORKER,
}
PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105  of vaults that are made to be harmed


def seeded(seed: int) -> random.Random:
    """Chance that can be had again."""
    return random.Random(seed)  # noqa: S311  faults, not keys


def session() -> Session:
    """The front door, with keys that cost little."""
    return Session(kdf=CHEAP)


def make(folder: Path) -> None:
    """A vault with two supervisors and a caseworker, and nobody on file yet."""
    services = session().create(folder, FIRST, PASSWORD, "Northgate Youth Service").services
    for name, role in PEOPLE.items():
        if name != FIRST:
            services.colleagues.let_in(name, role, PASSWORD)
    services.sitting.lock()


def vault_of(services: Services) -> Vault:
    """The vault behind the services, for looking at what no service shows."""
    return services.people._desk.vault


def unlock(folder: Path, user: str, password: str) -> Services:
    """Sit down at a vault without the delay that follows wrong passwords."""
    failures.forget(folder)
    return session().unlock(folder, user, password)


@dataclass(slots=True)
class Promises:
    """What a program said it had saved before it died, and what it was at when it did."""

    records: list[str] = field(default_factory=list)
    journal: tuple[int, str] | None = None
    audit: tuple[int, str] | None = None
    draft: tuple[str, str] | None = None
    passwords: dict[str, set[str]] = field(
        default_factory=lambda: {name: {PASSWORD} for name in PEOPLE}
    )
    newcomers: dict[str, str] = field(default_factory=dict)
    backup: str = ""
    under_way: dict[str, Any] | None = None
    acts: int = 0
    refusals: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)

    def hear(self, line: bytes | str) -> None:
        """Take one line that a program wrote on its pipe; half a line was not said."""
        word, _space, rest = (line.decode() if isinstance(line, bytes) else line).partition(" ")
        if word == "TRY":
            self.under_way = json.loads(rest)
            if self.under_way["kind"] == "change password":
                own = self.passwords[self.under_way["user"]]
                own.add(self.under_way["password"])
        elif word == "ACK":
            self._keep(json.loads(rest))
        elif word == "REFUSED":
            self.refusals.append(rest.strip())
            self.under_way = None
        elif word == "STRAY":
            self.strays.append(rest.strip())
            self.under_way = None

    def hear_all(self, said: bytes) -> None:
        """Take every whole line of what a program wrote."""
        for line in said.split(b"\n")[:-1]:
            self.hear(line)

    def _keep(self, said: dict[str, Any]) -> None:
        self.acts += 1
        tried, self.under_way = self.under_way, None
        self.records += said.get("records", [])
        for name in ("journal", "audit"):
            if name in said:
                setattr(self, name, tuple(said[name]))
        if "draft" in said:
            self.draft = tuple(said["draft"]) if said["draft"] else None
        if tried and tried["kind"] == "change password":
            self.passwords[tried["user"]] = {tried["password"]}
        self.backup = said.get("backup", self.backup)
        if "newcomer" in said:
            self.newcomers[said["newcomer"]] = said["password"]


def standing(services: Services) -> dict[str, Any]:
    """How far the journal and the audit are by now: what an acknowledgement promises."""
    with vault_of(services).read() as db:
        length, head = audit.head(db)
        row = db.execute("SELECT place, id FROM journal ORDER BY place DESC LIMIT 1").fetchone()
    return {"audit": [length, head.hex()], "journal": [row[0], row[1].hex()]}


def say(out: int, word: str, **what: Any) -> None:
    """Write one line on a pipe in one piece."""
    os.write(out, f"{word} {json.dumps(what)}\n".encode())
