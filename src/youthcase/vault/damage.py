"""What is wrong with a vault that does not open, in plain words, and what comes first?

A backup is always offered first, then reading what can still be read. Nothing here offers
to erase or to begin anew over what is there, and nothing here changes a byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import key_files, place
from youthcase.vault.database import PAGE
from youthcase.vault.header import Header

if TYPE_CHECKING:
    from pathlib import Path


class Way(Enum):
    """What a person can do about it, the best first."""

    RESTORE = "RESTORE"
    RESCUE = "RESCUE"
    LOOK_FOR_FILE = "LOOK_FOR_FILE"
    GO_ON = "GO_ON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong: what happened, what is safe, and the ways out, best first."""

    what: str
    safe: str
    ways: tuple[Way, ...]
    is_keys: bool = False  # it is about the key files

    @property
    def is_serious(self) -> bool:
        """Whether the vault cannot simply go on being used."""
        return Way.GO_ON not in self.ways


def troubles(folder: Path, said: Refusal | None = None) -> tuple[Trouble, ...]:
    """What is wrong: as can be seen without a password, else as the vault `said` of itself.

    Empty if the files look as they should and nothing was said of damage.
    """
    found = _seen(folder)
    if isinstance(said, Damaged) and not any(trouble.is_serious for trouble in found):
        return (_said(said), *found)
    return found


def _said(damage: Damaged) -> Trouble:
    """A broken seal, or files that do not belong together: found only with a password."""
    return Trouble(
        what=str(damage),
        safe=_(
            "Every page is sealed: what was changed by the disk or by somebody is never shown "
            "as if it were true, and what lies on other pages can still be read."
        ),
        ways=(Way.RESTORE, Way.RESCUE),
    )


def _seen(folder: Path) -> tuple[Trouble, ...]:
    names = key_files.COPIES
    copies = key_files.copies(folder)
    sound = [copy for copy in copies if isinstance(copy, Header)]
    if not sound:
        is_missing = not any((folder / name).exists() for name in names)
        return (_keys_missing() if is_missing else _keys_harmed(),)
    found = [
        _one_copy_harmed(is_missing=not (folder / name).exists())
        for name, copy in zip(names, copies, strict=True)
        if isinstance(copy, Refusal)
    ]
    newest = max(sound, key=lambda header: header.sequence)
    case = place.case_file(folder, newest.generation)
    counts = place.counts_file(folder, newest.generation)
    if (fault := _case_fault(case)) is not None:
        found.insert(0, fault)
    if not counts.is_file() or counts.stat().st_size < PAGE:
        found.append(_counts_harmed())
    return tuple(found)


def _keys_missing() -> Trouble:
    return Trouble(
        what=_("Both key files are missing. Without one of them no password opens the vault."),
        safe=_("The case file was not touched. Every backup has a key file of its own."),
        ways=(Way.RESTORE, Way.LOOK_FOR_FILE),
    )


def _keys_harmed() -> Trouble:
    return Trouble(
        what=_("Neither of the two key files can be read, so no password opens the vault."),
        safe=_("The case file was not touched. Every backup has a key file of its own."),
        ways=(Way.RESTORE, Way.LOOK_FOR_FILE),
    )


def _one_copy_harmed(*, is_missing: bool) -> Trouble:
    if is_missing:
        what = _("One of the two copies of the key file is missing.")
    else:
        what = _("One of the two copies of the key file is torn.")
    return Trouble(
        what=what,
        safe=_("The other copy is whole and opens the vault. Unlocking writes both anew."),
        ways=(Way.GO_ON, Way.RESTORE),
        is_keys=True,
    )


def _case_fault(file: Path) -> Trouble | None:
    if not file.is_file():
        return Trouble(
            what=_("The case file is missing from the vault's folder."),
            safe=_("Nothing was changed. It may have been moved; backups hold a copy of it."),
            ways=(Way.RESTORE, Way.LOOK_FOR_FILE),
        )
    size = file.stat().st_size
    log = file.with_name(f"{file.name}-wal")
    is_settled = not log.exists() or log.stat().st_size == 0
    if size == 0 or (is_settled and size % PAGE):
        return Trouble(
            what=_("The case file is empty or cut short."),
            safe=_("Nothing was changed. A backup holds all that it held that day."),
            ways=(Way.RESTORE, Way.RESCUE) if size >= PAGE else (Way.RESTORE,),
        )
    return None


def _counts_harmed() -> Trouble:
    return Trouble(
        what=_("The file with the counting facts is missing or empty."),
        safe=_("The case files are not affected and can be opened."),
        ways=(Way.GO_ON, Way.RESTORE),
    )
