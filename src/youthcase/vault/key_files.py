"""How are the two copies of the header read and replaced?

`vault.keys` is replaced first and is the one that commits. Both are written in full
beside it before either is replaced.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault.header import (
    MOST_BYTES,
    Foreign,
    Header,
    Newer,
    Unreadable,
    parsed,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COPIES = ("vault.keys", "vault.keys2")


def copies(folder: Path) -> list[Header | Refusal]:
    """Each of the two copies, or what is wrong with it."""
    found = [_read(folder / name) for name in COPIES]
    return [copy if isinstance(copy, Header) else _refusal(copy) for copy in found]


def read(folder: Path) -> list[Header]:
    """The readable copies, the newest first; at least one.

    Raises:
        Refusal: there is no vault here, or it is of another program or a newer version.
        Damaged: neither copy can be read.
    """
    if not any((folder / name).exists() for name in COPIES):
        if any(folder.glob("vault-*.db")):
            raise Damaged(
                _(
                    "The key files of this vault are missing. The case file cannot be opened "
                    "without them and was not touched. Put vault.keys back from a backup."
                )
            )
        raise Refusal(_("There is no vault in this folder. Choose the folder of your vault."))
    found = [_read(folder / name) for name in COPIES]
    faults = [copy for copy in found if isinstance(copy, Unreadable)]
    newer = next((fault for fault in faults if isinstance(fault, Newer)), None)
    headers = [copy for copy in found if isinstance(copy, Header)]
    if newer is not None or not headers:
        raise _refusal(newer or faults[0])
    return sorted(headers, key=lambda header: -header.sequence)


def write(folder: Path, header: Header, key: bytearray) -> Header:
    """Replace both copies by `header`, one number further on and signed; the new header.

    Raises:
        Refusal: the files cannot be written; the old ones stay in force.
    """
    header = replace(header, sequence=header.sequence + 1)
    header = replace(header, mac=header.signature(key))
    content = written(header)
    fresh = [folder / f"{name}.new" for name in COPIES]
    try:
        for file in fresh:
            _write_through(file, content)
        fresh[0].replace(folder / COPIES[0])
    except OSError as error:
        _unlink(fresh)
        raise Refusal(
            _(
                "The key file could not be written: the disk is full or not writable. The "
                "vault stays as it was. Make room, then try again."
            )
        ) from error
    # From here on the new header is in force: a fault must not be told as a refusal. The
    # second copy may stay behind by one; check() says so and the next write renews it.
    with suppress(OSError):
        flush_folder(folder)
        fresh[1].replace(folder / COPIES[1])
        flush_folder(folder)
    return header


def _unlink(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_through(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _read(file: Path) -> Header | Unreadable:
    try:
        with file.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
        return parsed(content)
    except OSError:
        return Unreadable("missing")
    except Unreadable as fault:
        return fault


def _refusal(fault: Unreadable) -> Refusal:
    if isinstance(fault, Newer):
        return Refusal(
            _(
                "This vault was written by a newer version of Youthcase. Nothing was changed. "
                "Install the newer version to open it."
            )
        )
    if isinstance(fault, Foreign):
        return Refusal(
            _(
                "The key files in this folder are not those of a Youthcase vault. Nothing "
                "was changed. Choose another folder."
            )
        )
    return Damaged(
        _(
            "The key files of this vault are damaged. The case file was not touched. Put "
            "vault.keys back from a backup."
        )
    )
