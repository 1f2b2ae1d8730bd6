"""Does this secret open this vault, and is the vault whole enough to be opened?

Nothing here writes: whatever is refused is left as it was, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal, WrongPassword
from youthcase.i18n import _
from youthcase.vault import (
    audit,
    database,
    failures,
    key_files,
    keys,
    log_end,
    migrations,
    place,
    roster,
    slots,
)
from youthcase.vault.header import Header, Slot
from youthcase.vault.keys import Secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """A vault that a secret has opened and that has passed every check."""

    header: Header
    slot: Slot
    user: str
    secrets: Secrets


def unlock(folder: Path, which: Callable[[Header], str], secret: bytearray) -> Unlocked:
    """Find the slot, open it, and look at the files without changing them.

    Raises:
        WrongPassword: no such slot or not its secret. Damaged: something on disk is not
        what was written. Refusal: this vault cannot be opened here or by this version.
    """
    header, slot, secrets = enter(folder, which, secret)
    try:
        user = _look(folder, header, slot, secrets)
    except BaseException:
        secrets.wipe()
        raise
    return Unlocked(header=header, slot=slot, user=user, secrets=secrets)


def enter(
    folder: Path, which: Callable[[Header], str], secret: bytearray
) -> tuple[Header, Slot, Secrets]:
    """The true header, the slot and the keys that a secret gives, whatever the files hold.

    Raises:
        As `unlock`, but for what stands in the case file.
    """
    found = key_files.read(folder)
    newest = found[0]
    place.refuse_unsuitable_files(folder, newest.generation)
    migrations.refuse_newer(newest.schema, migrations.steps())
    slot_id = which(newest)
    try:
        opened = slots.open_slot(newest, slot_id, secret)
    except WrongPassword:
        failures.note(folder, slot_id)
        raise
    if not opened.vault_key:
        keys.wipe(opened.content, opened.counts_key)
        raise Refusal(_("This name opens the figures only, not the case files."))
    witness = opened.content[keys.KEY :]
    keys.wipe(opened.content)
    true = _authentic(found, slot_id, keys.header_key(opened.counts_key, witness))
    if true is None:
        keys.wipe(opened.vault_key, opened.counts_key, witness)
        raise _altered()
    header, slot = true
    secrets = Secrets.of(
        opened.vault_key,
        opened.counts_key,
        witness,
        generation=header.generation,
        salt=header.salt,
    )
    return header, slot, secrets


def _authentic(
    found: Sequence[Header], slot_id: str, key: bytearray
) -> tuple[Header, Slot] | None:
    """The newest copy with a true signature, and the slot in it; a false one gives way."""
    for header in found:
        slot = header.slot(slot_id)
        if slot is not None and header.is_authentic(key):
            return header, slot
    return None


def _look(folder: Path, found: Header, slot: Slot, secrets: Secrets) -> str:
    """Check the case file against the header; the user's name of record."""
    file = place.case_file(folder, found.generation)
    if not place.belongs(file, secrets.case_file):
        raise Damaged(
            _(
                "The case file in this folder does not belong to its key file. Nothing was "
                "changed. Look whether a file of another vault was put in its place."
            )
        )
    refuse_harmed_log(file)
    with database.look(file, secrets.case_file) as db:
        migrations.refuse_newer(migrations.version(db), migrations.steps())
        if not audit.holds(db, *found.audit):
            raise Damaged(
                _(
                    "The case file is older than its key file, or its audit was changed: an "
                    "old copy may have been put back. Nothing was changed. Put the vault back "
                    "from a backup, as a whole."
                )
            )
        if roster.strangers(db, found):
            raise _altered()
        return roster.name_of(db, slot)


@place.readable()
def refuse_harmed_log(file: Path) -> None:
    """Take a file whose log, if a crash has left one, holds no more than can be read of it.

    Raises:
        Damaged: what was saved last would be missing, and folding the log would end it.
    """
    is_harmed = log_end.is_harmed(file)
    database.shun(file, is_harmed=is_harmed)
    if is_harmed:
        raise Damaged(
            _(
                "The program was cut off, and the log of its last changes has been harmed "
                "since, by the disk or by somebody. What was saved last cannot be read, and "
                "the vault does not open as if it had never been. Nothing was changed, and the "
                "log is kept. Put the vault back from a backup."
            )
        )


def _altered() -> Damaged:
    return Damaged(
        _(
            "The key file of this vault was altered by something other than Youthcase. The "
            "case file was not touched. Tell your supervisor, and put vault.keys back from a "
            "backup."
        )
    )
