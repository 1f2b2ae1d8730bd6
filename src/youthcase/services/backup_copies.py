"""Which copies of a vault lie in a folder, are they whole, and how much is in one?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.vault import backup, container, copying
from youthcase.vault.copying import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Progress = Callable[[int, int], None] | None
Cancelled = Callable[[], bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One backup that lies in a folder: `kind` is daily, hand, migration or rotation.

    `is_whole` tells that nothing is missing at its beginning or its end; what lies between
    is looked at by `verify`.
    """

    file: Path
    at: datetime
    kind: str
    megabytes: float
    is_whole: bool


def copies_in(folder: Path, vault: str | None) -> tuple[Copy, ...]:
    """The copies of a vault (None: of any) in a folder, the newest first."""
    return tuple(
        Copy(
            file=one.file,
            at=one.at,
            kind=one.kind,
            megabytes=_megabytes(one.file),
            is_whole=backup.is_whole(one.file),
        )
        for one in backup.kept(folder, vault)
    )


def folder_of(vault: Path) -> Path:
    """Where a vault that may not open keeps its own copies."""
    return backup.folder_of(vault)


def copies_beside(folder: Path) -> tuple[Copy, ...]:
    """The backups in the folder of a vault that does not open, the newest first."""
    return copies_in(backup.folder_of(folder), None)


def verify(
    copies: Sequence[Copy], progress: Progress = None, cancelled: Cancelled = None
) -> tuple[tuple[Copy, str], ...]:
    """Read copies to their ends; each with what is wrong with it, empty if it is whole.

    Raises: Refusal when it was stopped.
    """
    watch = Watch(progress=progress, cancelled=cancelled)
    found: list[tuple[Copy, str]] = []
    for number, copy in enumerate(copies):
        part = watch.within(100 * number, 100, 100 * len(copies))
        try:
            container.verify(copy.file, part)
        except copying.Stopped:
            raise
        except Refusal as refusal:
            found.append((copy, str(refusal)))
        else:
            found.append((copy, ""))
    return tuple(found)


def counted(rows: Mapping[str, int]) -> dict[str, int]:
    """What a person counts when they compare two copies, by its name in plain words."""
    return {words: rows.get(table, 0) for table, words in names().items()}


def names() -> dict[str, str]:
    """What the tables hold that a person counts, in plain words."""
    return {
        "person": _("young people"),
        "episode": _("episodes"),
        "contact": _("contacts"),
        "plan_version": _("safety plans"),
        "score": _("scores"),
        "staff": _("colleagues"),
        "audit": _("acts in the audit"),
    }


def _megabytes(file: Path) -> float:
    try:
        return file.stat().st_size / 1_000_000
    except OSError:
        return 0.0
