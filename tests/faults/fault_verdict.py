"""After a fault: does the vault open, is it whole, and is all there that was promised?"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fault_acts import fingerprint
from fault_house import CHEAP, FIRST, PASSWORD, unlock, vault_of

from youthcase.domain.staff import Role
from youthcase.errors import Refusal, WrongPassword
from youthcase.vault import audit, container

if TYPE_CHECKING:
    from pathlib import Path

    from fault_house import Promises

    from youthcase.services.house import Services


@dataclass(slots=True)
class Verdict:
    """What is damaged and what is lost (empty: nothing), and what was merely unfinished."""

    damage: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the vault is whole and every promise kept."""
        return not self.damage and not self.lost


def examine(folder: Path, promised: Promises) -> Verdict:
    """Open the vault as people do, check all of it, and look for each promise."""
    verdict = Verdict()
    try:
        services = _enter(folder, FIRST, promised)
    except Refusal as refusal:
        verdict.damage.append(f"does not open: {type(refusal).__name__}: {refusal}")
        return verdict
    except Exception as error:
        verdict.damage.append(f"does not open, stray: {error!r}")
        return verdict
    try:
        _look_for_promises(services, promised, verdict)
        _finish(services, folder, promised, verdict)
        first = _unsound(services)
        services.sitting.lock()
        if first:
            # A second copy of the header may be one behind until the next close renews it.
            services = _enter(folder, FIRST, promised)
            verdict.damage += _unsound(services)
            verdict.unfinished += [line for line in first if line not in verdict.damage]
            services.sitting.lock()
    except Refusal as refusal:
        verdict.damage.append(f"opens, but: {refusal}")
        vault_of(services)._inside.abandon()
        return verdict
    _try_the_doors(folder, promised, verdict)
    if promised.backup:
        try:
            container.verify(folder / promised.backup)
        except Refusal as refusal:
            verdict.lost.append(f"a backup: {refusal}")
    return verdict


def _enter(folder: Path, user: str, promised: Promises) -> Services:
    """Unlock with whichever password is in force: a change under way may be saved or not."""
    known = promised.passwords[user]
    for password in sorted(known):
        try:
            services = unlock(folder, user, password)
        except WrongPassword:
            continue
        known.intersection_update({password})
        return services
    raise WrongPassword("no password that was promised opens this slot")


def _unsound(services: Services) -> list[str]:
    return [finding.line for finding in services.sitting.check() if not finding.is_sound]


def _look_for_promises(services: Services, promised: Promises, verdict: Verdict) -> None:
    with vault_of(services).read() as db:
        if promised.audit:
            length, head = promised.audit
            if not audit.holds(db, length, bytes.fromhex(head)):
                verdict.lost.append(f"audit entry {length}")
        if promised.journal:
            place, id_ = promised.journal
            row = db.execute("SELECT id FROM journal WHERE place = ?", (place,)).fetchone()
            if row is None or row[0].hex() != id_:
                verdict.lost.append(f"journal entry {place}")
        kept = {row[0] for row in db.execute("SELECT DISTINCT record FROM journal")}
    verdict.lost += [record for record in promised.records if record not in kept]
    if promised.draft and (promised.under_way or {}).get("kind") not in {"draft", "submit"}:
        id_, digest = promised.draft
        if fingerprint(services, id_) != digest:
            verdict.lost.append("a draft")


def _finish(services: Services, folder: Path, promised: Promises, verdict: Verdict) -> None:
    """A colleague half let in is let in now, as a supervisor would do it."""
    tried = promised.under_way
    if tried is None or tried["kind"] != "let in":
        return
    user = tried["user"]
    if user not in {known.name for known in vault_of(services).users()}:
        return
    names = {colleague.name for colleague in services.colleagues.everybody()}
    try:
        if user in names:
            vault_of(services).reset_password(user=user, kdf=CHEAP)
        else:
            services.colleagues.let_in(user, Role.CASEWORKER, tried["password"])
    except Refusal as refusal:
        verdict.unfinished.append(f"stuck: {refusal}")
        vault_of(services).reset_password(user=user, kdf=CHEAP)  # so that the check is sound


def _try_the_doors(folder: Path, promised: Promises, verdict: Verdict) -> None:
    """Everybody whose password may have been touched gets in with it."""
    for user in promised.passwords:
        if user == FIRST or promised.passwords[user] == {PASSWORD}:
            continue
        try:
            _enter(folder, user, promised).sitting.lock()
        except Refusal as refusal:
            verdict.lost.append(f"the way in: {refusal}")
    for user, password in list(promised.newcomers.items())[-1:]:
        try:
            unlock(folder, user, password).sitting.lock()
        except Refusal as refusal:
            verdict.lost.append(f"a newcomer's way in: {refusal}")


def _main() -> None:
    sys.exit("this module is a part of the harnesses; run run_long.py")


if __name__ == "__main__":
    _main()
