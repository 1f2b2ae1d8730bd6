"""What was erased for good, so that a restored backup does not bring it back?

The list lies beside the backups, which are older than the erasure. It holds keyed hashes
only: whoever finds it learns how many there were. The key follows from the witness, which
never changes, so a list of today can be read with the keys of any older backup.
"""

from __future__ import annotations

import hmac
import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import key_files, keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_MAGIC = "youthcase-erased 1 "
_MOST_BYTES = 16_000_000
_MARK = re.compile(r"[0-9a-f]{64}")


def file_of(backups: Path, vault: str) -> Path:
    """Where the list of a vault lies beside its backups."""
    return backups / f"youthcase-{vault[:12]}-erased.list"


def lists_in(backups: Path, vault: str) -> list[Path]:
    """Every list of this vault in a folder; a restore may have brought a second one."""
    return sorted(backups.glob(f"youthcase-{vault[:12]}-erased*.list"))


def marker(witness: bytearray) -> Callable[[str, bytes], str]:
    """What stands in the list for an object: `kind` is `case` or `entry`, then its id."""
    key = keys.derived(witness, b"erasures-mark")
    return lambda kind, id_: keys.mac(key, kind.encode() + b"|" + id_).hex()


def read(backups: Path, vault: str, witness: bytearray) -> frozenset[str]:
    """The marks of all lists of this vault in a folder; none where there is no list.

    Raises:
        Damaged: a list is not what this vault wrote.
    """
    found: set[str] = set()
    for file in lists_in(backups, vault):
        try:
            if file.stat().st_size > _MOST_BYTES:
                raise _harmed()
            content = file.read_bytes()
        except OSError as error:
            raise _harmed() from error
        found.update(parsed(content, vault, witness))
    return frozenset(found)


def parsed(content: bytes, vault: str, witness: bytearray) -> frozenset[str]:
    """The marks that the bytes of a list hold.

    Raises:
        Damaged: it was not written with the keys of this vault.
    """
    first, _newline, body = content.partition(b"\n")
    body = body.removesuffix(b"\n")
    expected = f"{_MAGIC}{_seal(body, witness)}".encode()
    if not hmac.compare_digest(first, expected):
        raise _harmed()
    try:
        values: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise _harmed() from None
    if not isinstance(values, dict):
        raise _harmed()
    fields = cast("dict[str, Any]", values)
    marks: Any = fields.get("marks")
    if fields.get("vault") != vault or not isinstance(marks, list):
        raise _harmed()
    listed = cast("list[Any]", marks)
    if not all(isinstance(mark, str) and _MARK.fullmatch(mark) for mark in listed):
        raise _harmed()
    return frozenset(listed)


def add(backups: Path, vault: str, witness: bytearray, marks: Iterable[str]) -> None:
    """Put marks on the list, which is written anew, flushed and renamed.

    Raises:
        Damaged: the list that is there is not ours. Refusal: it cannot be written.
    """
    everything = sorted(read(backups, vault, witness) | set(marks))
    body = json.dumps({"marks": everything, "vault": vault}, separators=(",", ":")).encode()
    content = f"{_MAGIC}{_seal(body, witness)}\n".encode() + body + b"\n"
    file = file_of(backups, vault)
    fresh = file.with_name(f"{file.name}.new")
    try:
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise Refusal(
            _(
                "The list of what was erased could not be written beside the backups. The list "
                "is as it was. Make room on the disk, then try again."
            )
        ) from error
    with suppress(OSError):
        key_files.flush_folder(backups)


def carry(source: Path, backups: Path, vault: str) -> None:
    """Copy the lists of a vault to where another copy of it keeps its backups.

    Raises:
        OSError: it cannot be read or written.
    """
    for file in lists_in(source, vault):
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        content, number = file.read_bytes(), 1
        target = backups / file.name
        while target.exists() and target.read_bytes() != content:
            number += 1
            target = backups / f"youthcase-{vault[:12]}-erased-{number}.list"
        if not target.exists():
            target.touch(0o600)
            target.write_bytes(content)


def _seal(body: bytes, witness: bytearray) -> str:
    return keys.mac(keys.derived(witness, b"erasures-list"), body).hex()


def _harmed() -> Damaged:
    return Damaged(
        _(
            "The list of what was erased, beside the backups, is harmed or of another vault. "
            "Nothing was changed. Bring the list from your second place, or tell a supervisor "
            "which records were erased."
        )
    )
