"""What has to be on disk before there is a new vault?"""

from __future__ import annotations

import os
import secrets as randomness
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    database,
    header,
    key_files,
    keys,
    migrations,
    place,
    recovery,
    roster,
    slots,
)
from youthcase.vault.audit import Act, Signature
from youthcase.vault.header import Header
from youthcase.vault.keys import Secrets
from youthcase.vault.opening import Unlocked
from youthcase.vault.slots import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.vault.header import Slot
    from youthcase.vault.keys import Kdf


def make_folder(folder: Path) -> bool:
    """Make the folder of a new vault, for its owner only; whether it was there, empty.

    Raises:
        Refusal: it is on a network, not empty, or cannot be made.
    """
    place.refuse_network(folder)
    try:
        was_there = folder.exists()
        if was_there and (not folder.is_dir() or any(folder.iterdir())):
            raise Refusal(
                _(
                    "A new vault needs an empty folder, and this one is not empty. Nothing was "
                    "changed. Choose or make another folder."
                ),
                field="folder",
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise Refusal(
            _("The vault's folder cannot be made here. Choose a place where you may write."),
            field="folder",
        ) from error
    return was_there


def make(folder: Path, *, user: str, password: str, kdf: Kdf | None) -> tuple[Unlocked, str]:
    """Write a new vault into an empty folder; it exists once the header is written."""
    cost = kdf or keys.calibrated()
    code = recovery.new_code()
    fresh = [bytearray(os.urandom(keys.KEY)) for _i in range(3)]
    blank = Header(
        vault=randomness.token_hex(16),
        sequence=0,
        generation=1,
        salt=os.urandom(32),
        schema=len(migrations.steps()),
        audit=(0, audit.START),
        slots=(),
    )
    secrets = Secrets.of(*fresh, generation=blank.generation, salt=blank.salt)
    secret, printed = keys.of_password(password), recovery.secret_of(code)
    made = [
        slots.make(blank, person, opener, price, secrets)
        for person, opener, price in (
            (Person(slot=header.slot_id(blank.vault, user), role="supervisor"), secret, cost),
            (slots.paper(blank.vault), printed, None),
        )
    ]
    keys.wipe(secret, printed)
    names = [user, recovery.name()]
    head = _case_file(folder, secrets, blank, list(zip(made, names, strict=True)), cost)
    counts_file(folder, secrets, blank, user)
    whole = replace(blank, slots=tuple(made), audit=head)
    written = key_files.write(folder, whole, secrets.header)
    return Unlocked(header=written, slot=made[0], user=user, secrets=secrets), code


def empty(folder: Path, *, remove: bool) -> None:
    """Leave nothing of a vault that could not be made."""
    for file in folder.iterdir():
        file.unlink()
    if remove:
        folder.rmdir()


def _case_file(
    folder: Path, secrets: Secrets, blank: Header, made: list[tuple[Slot, str]], cost: Kdf
) -> tuple[int, bytes]:
    now = datetime.now(UTC)
    facts = {"vault": blank.vault, "made": audit.stamp(now)}
    if cost.is_below(keys.FLOOR):
        facts["keys"] = "light"  # on purpose, so they are not strengthened: tests, training

    def fill(db: Connection) -> None:
        db.executemany("INSERT INTO vault_meta VALUES (?, ?)", facts.items())
        for slot, name in made:
            roster.record(db, slot, name, audit.stamp(now))
        acts = [Act("vault.created", f"vault/{blank.vault}")]
        acts += [slots.act("slot.added", slot) for slot, _name in made]
        audit.append(db, Signature(made[0][1], "creation"), acts, now=now)

    return _new_file(
        place.case_file(folder, blank.generation), secrets.case_file, migrations.steps(), fill
    )


def counts_file(folder: Path, secrets: Secrets, blank: Header, user: str) -> None:
    """Write an empty file of counting facts."""

    def fill(db: Connection) -> None:
        db.execute("INSERT INTO counts_meta VALUES ('vault', ?)", (blank.vault,))
        audit.append(db, Signature(user, "creation"), [Act("counts.created")])

    file = place.counts_file(folder, blank.generation)
    _new_file(file, secrets.counts_file, migrations.steps("counts"), fill)


def _new_file(
    file: Path, key: bytearray, steps: tuple[str, ...], fill: Callable[[Connection], None]
) -> tuple[int, bytes]:
    place.create_empty(file)
    db = database.anchor(file, key)
    try:
        with database.faults():
            migrations.migrate(db, steps)
            with database.transaction(db):
                fill(db)
            return audit.head(db)
    finally:
        db.close()
