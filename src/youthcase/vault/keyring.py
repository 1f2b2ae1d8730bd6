"""How does an open vault get a new key slot, or a new password for an old one?

Two files have to agree, the header and the slots of record in the case file, and only
one can be written at a time. So a slot is of record first and in the header second: what
a power loss in between leaves is a name that cannot unlock yet, never an unknown slot.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.vault import audit, key_files, keys, migrations, roster, slots
from youthcase.vault.audit import Act, Signature
from youthcase.vault.keys import Kdf

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header, Slot
    from youthcase.vault.keys import Secrets
    from youthcase.vault.slots import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is done to a slot, in the audit's word, by whom, at which cost of guessing."""

    act: str
    by: Signature
    kdf: Kdf | None = None

    @property
    def cost(self) -> Kdf:
        """The cost given, else the one that suits this computer."""
        return self.kdf or keys.calibrated()


class Keyring:
    """The header of an open vault and the keys that it takes to change it."""

    def __init__(
        self,
        folder: Path,
        found: Header,
        secrets: Secrets,
        write: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self.header = found
        self.secrets = secrets
        self._folder = folder
        self._write = write
        self._gate = threading.Lock()

    def put(self, person: Person, name: str, password: str, errand: Errand) -> None:
        """Give someone a slot with a new key, in place of the one they had.

        Raises:
            Refusal: the disk is full or fails; what was there before stays in force.
        """
        secret = keys.of_password(password)
        with self._gate:
            slot = slots.make(self.header, person, secret, errand.cost, self.secrets)
            keys.wipe(secret)
            with self._write() as db:
                roster.record(db, slot, name, _now())
                head = _append(db, errand.by, slots.act(errand.act, slot))
            self._change(slot, head, errand, undo=roster.strike)
            with self._write() as db:
                roster.strike_others(db, slot, _now())

    def rewrap(self, slot_id: str, old: str, new: str, errand: Errand) -> None:
        """Put a slot's private key under a new password; the key itself stays.

        Raises:
            WrongPassword: `old` does not open the slot.
            Refusal: the disk is full or fails; the old password stays in force.
        """
        secret, fresh = keys.of_password(old), keys.of_password(new)
        with self._gate:
            opened = slots.open_slot(self.header, slot_id, secret)
            slot = replace(opened.slot, once=opened.slot.once and old == new)
            slot = slots.rewrapped(self.header, slot, opened.content, fresh, errand.cost)
            keys.wipe(secret, fresh, opened.content, opened.vault_key, opened.counts_key)
            with self._write() as db:
                head = _append(db, errand.by, slots.act(errand.act, slot))
            self._change(slot, head, errand)

    def save(self, head: tuple[int, bytes]) -> None:
        """Write the header again with the audit's head and this version's schema."""
        with self._gate:
            self._save(self.header, head)

    @contextmanager
    def still(self) -> Generator[None]:
        """Let no slot be changed for as long as this lasts."""
        with self._gate:
            yield

    def take_over(self, turned: Header, secrets: Secrets) -> None:
        """Put the next generation in force, inside `still`: its header replaces the old one.

        Raises:
            Refusal: the header cannot be written; the old generation stays in force.
        """
        self.header = key_files.write(self._folder, turned, secrets.header)
        self.secrets = secrets

    def _save(self, changed: Header, head: tuple[int, bytes]) -> None:
        changed = replace(changed, audit=head, schema=len(migrations.steps()))
        self.header = key_files.write(self._folder, changed, self.secrets.header)

    def _change(
        self,
        slot: Slot,
        head: tuple[int, bytes],
        errand: Errand,
        *,
        undo: Callable[[Connection, Slot, str], None] | None = None,
    ) -> None:
        try:
            self._save(self.header.with_slot(slot), head)
        except BaseException:
            with self._write() as db:
                if undo is not None:
                    undo(db, slot, _now())
                _append(db, errand.by, Act(f"{errand.act}.failed", f"slot/{slot.id}"))
            raise


def _append(db: Connection, by: Signature, act: Act) -> tuple[int, bytes]:
    audit.append(db, by, [act])
    return audit.head(db)


def _now() -> str:
    return audit.stamp(datetime.now(UTC))
