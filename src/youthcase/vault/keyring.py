"""How does an open vault get a new key slot, or a new password for an old one?

Two files have to agree, the header and the slots of record in the case file, and only
one can be written at a time. So a slot is of record first and in the header second: what
a power loss in between leaves is a name that cannot unlock yet, never an unknown slot.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.errors import WrongPassword
from youthcase.vault import audit, key_files, keys, migrations, roster, slots
from youthcase.vault.audit import Act, Signature
from youthcase.vault.keys import Kdf
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Header, Slot
    from youthcase.vault.keys import Secrets


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A slot to be made: whose it is, the name of record, what opens it, the audit's word."""

    person: Person
    name: str = field(repr=False)
    secret: bytearray = field(repr=False)
    act: str


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
        self.put_all([Fresh(person=person, name=name, secret=secret, act=errand.act)], errand)

    def put_all(self, fresh: Sequence[Fresh], errand: Errand) -> None:
        """Give several slots new keys at once: all are in force, or none is.

        The secrets are zeroed. Raises: as for `put`.
        """
        with self._gate:
            self._put(fresh, errand)

    def renew(self, slot_id: str, old: str, new: str, errand: Errand) -> None:
        """Give a slot a new key under a new password, if `old` opens it.

        The key is new, so that whoever has an old key file and the old password is given
        nothing when the vault gets new keys.

        Raises:
            WrongPassword: `old` does not open the slot.
            Refusal: the disk is full or fails; the old password stays in force.
        """
        secret = keys.of_password(old)
        with self._gate:
            opened = slots.open_slot(self.header, slot_id, secret)
            keys.wipe(secret, opened.content, opened.vault_key, opened.counts_key)
            with self._write() as db:
                name = roster.name_of(db, opened.slot)
            person = Person(
                slot=slot_id,
                role=opened.slot.role,
                once=opened.slot.once and old == new,
            )
            made = Fresh(person=person, name=name, secret=keys.of_password(new), act=errand.act)
            self._put([made], errand)

    def opens(self, slot_id: str, password: str) -> bool:
        """Whether this password opens the slot now."""
        secret = keys.of_password(password)
        try:
            opened = slots.open_slot(self.header, slot_id, secret)
        except WrongPassword:
            return False
        finally:
            keys.wipe(secret)
        keys.wipe(opened.content, opened.vault_key, opened.counts_key)
        return True

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

    def _put(self, fresh: Sequence[Fresh], errand: Errand) -> None:
        made = [self._made(one, errand) for one in fresh]
        acts = [slots.act(one.act, slot) for one, slot in zip(fresh, made, strict=True)]
        with self._write() as db:
            for one, slot in zip(fresh, made, strict=True):
                roster.record(db, slot, one.name, _now())
            audit.append(db, errand.by, acts)
            head = audit.head(db)
        changed = self.header
        for slot in made:
            changed = changed.with_slot(slot)
        try:
            self._save(changed, head)
        except BaseException:
            with self._write() as db:
                for slot in made:
                    roster.strike(db, slot, _now())
                failed = [Act(f"{act.action}.failed", act.object) for act in acts]
                audit.append(db, errand.by, failed)
            raise
        with self._write() as db:
            for slot in made:
                roster.strike_others(db, slot, _now())

    def _made(self, one: Fresh, errand: Errand) -> Slot:
        is_printed = one.person.kind == "recovery"  # its code needs no slow derivation
        cost = None if is_printed else errand.cost
        try:
            return slots.make(self.header, one.person, one.secret, cost, self.secrets)
        finally:
            keys.wipe(one.secret)


def _now() -> str:
    return audit.stamp(datetime.now(UTC))
