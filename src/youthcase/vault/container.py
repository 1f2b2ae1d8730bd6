"""What is one backup as a file, and is this file one, whole and ours?

A line `youthcase-backup 1 <SHA-256>`, one line of JSON in exactly one form, then the parts
one after another: a key file, the case file, the counts file. The digest is of the JSON,
the JSON holds the digests of the parts. That tells a harmed file from a whole one; that
nobody has made it up is told by the seals inside, when it is opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from youthcase import __version__
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import audit, key_files, place
from youthcase.vault import header as headers
from youthcase.vault.copying import Watch
from youthcase.vault.database import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from youthcase.vault.header import Header

SUFFIX = ".backup"
UNFINISHED = ".tmp"
KINDS = ("daily", "hand", "migration", "rotation")
PARTS = ("keys", "case", "counts")
NOTHING = hashlib.sha256().hexdigest()  # the digest of a part that is left out

_MAGIC = b"youthcase-backup "
_FORMAT = 1
_MOST_ENVELOPE = 4096
_MOST_BYTES = 2**50
_CHUNK = 1 << 20
_FIELDS = {"id", "kind", "made", "parts", "program", "vault"}


class Unreadable(Exception):  # noqa: N818  an answer on its way to become one
    """The file is not as this format says."""


class Foreign(Unreadable):
    """The file does not begin like a backup."""


class Newer(Unreadable):
    """The file was written by a newer version of this program."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside the container: its length and SHA-256, in hexadecimal."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a container says of itself. A counts file that could not be read is left out."""

    id: str
    vault: str
    made: str
    kind: str
    parts: tuple[Part, ...]
    program: str = __version__

    @property
    def size(self) -> int:
        """The bytes of all parts."""
        return sum(part.size for part in self.parts)


def written(envelope: Envelope) -> bytes:
    """The two lines with which a container begins."""
    body = json.dumps(
        {
            "id": envelope.id,
            "kind": envelope.kind,
            "made": envelope.made,
            "parts": [[part.size, part.digest] for part in envelope.parts],
            "program": envelope.program,
            "vault": envelope.vault,
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    return _MAGIC + b"%d " % _FORMAT + digest + b"\n" + body + b"\n"


def parsed(begin: bytes, size: int) -> tuple[Envelope, int]:
    """The envelope at the beginning of a file of `size` bytes, and where its parts begin.

    Raises:
        Unreadable: Foreign if it is something else, Newer if of a newer version.
    """
    if not begin.startswith(_MAGIC):
        raise Foreign if begin else Unreadable
    first, _newline, rest = begin[:_MOST_ENVELOPE].partition(b"\n")
    version, _space, digest = first.removeprefix(_MAGIC).partition(b" ")
    if not re.fullmatch(rb"[1-9][0-9]{0,3}", version):
        raise Unreadable
    if int(version) > _FORMAT:
        raise Newer
    body, newline, _parts = rest.partition(b"\n")
    if not newline or hashlib.sha256(body).hexdigest().encode() != digest:
        raise Unreadable
    try:
        envelope = _envelope(json.loads(body))
    except (ValueError, RecursionError):
        raise Unreadable from None
    start = len(first) + len(body) + 2
    if written(envelope) != begin[:start] or size != start + envelope.size:
        raise Unreadable
    return envelope, start


def _envelope(values: Any) -> Envelope:
    if not isinstance(values, dict) or set(cast("dict[str, Any]", values)) != _FIELDS:
        raise Unreadable
    fields = cast("dict[str, Any]", values)
    words = [fields[name] for name in ("id", "vault", "made", "kind", "program")]
    if not all(isinstance(word, str) for word in words):
        raise Unreadable
    id_, vault, made, kind, program = cast("list[str]", words)
    is_known = (
        re.fullmatch(r"[0-9a-f]{32}", id_)
        and re.fullmatch(r"[0-9a-f]{32}", vault)
        and _is_stamp(made)
        and kind in KINDS
        and re.fullmatch(r"[0-9A-Za-z.+-]{1,40}", program)
    )
    if not is_known:
        raise Unreadable
    return Envelope(
        id=id_,
        vault=vault,
        made=made,
        kind=kind,
        parts=_parts(fields["parts"]),
        program=program,
    )


def _is_stamp(text: str) -> bool:
    try:
        return audit.stamp(datetime.fromisoformat(text)) == text
    except (ValueError, OverflowError):
        return False


def _parts(values: Any) -> tuple[Part, ...]:
    if not isinstance(values, list) or len(cast("list[Any]", values)) != len(PARTS):
        raise Unreadable
    parts: list[Part] = []
    for name, value in zip(PARTS, cast("list[Any]", values), strict=True):
        if not isinstance(value, list) or len(cast("list[Any]", value)) != 2:
            raise Unreadable
        size, digest = cast("list[Any]", value)
        if type(size) is not int or not isinstance(digest, str):
            raise Unreadable
        if not re.fullmatch(r"[0-9a-f]{64}", digest) or not _is_size(name, size):
            raise Unreadable
        parts.append(Part(size, digest))
    return tuple(parts)


def _is_size(name: str, size: int) -> bool:
    if name == "keys":
        return 0 < size <= headers.MOST_BYTES
    return (0 if name == "counts" else PAGE) <= size <= _MOST_BYTES and size % PAGE == 0


def envelope(file: Path) -> Envelope:
    """What a container says of itself; its parts are only counted.

    Raises:
        Damaged: it is cut short or harmed at its beginning. Refusal: it is no backup, of a
        newer version, or cannot be read.
    """
    return _begun(file)[0]


def _begun(file: Path) -> tuple[Envelope, int]:
    try:
        with file.open("rb") as source:
            begin = source.read(_MOST_ENVELOPE)
            size = os.fstat(source.fileno()).st_size
        return parsed(begin, size)
    except OSError as error:
        raise Refusal(
            _("This backup cannot be read. Nothing was changed. Look whether it is there.")
        ) from error
    except Unreadable as fault:
        raise _refusal(fault) from fault


def pack(
    envelope_of: Envelope, files: Sequence[Path | None], target: Path, watch: Watch
) -> None:
    """Write a container beside its place, flush it, read it back, and only then name it so.

    Raises:
        Refusal: there is a file of that name, the disk is full or fails, or it was stopped;
        nothing of it is left.
    """
    unfinished = target.with_name(target.name + UNFINISHED)
    if target.exists():
        raise Refusal(
            _("There is a file of that name already. Nothing was made. Choose another name.")
        )
    whole = 2 * max(envelope_of.size, 1)
    try:
        with _to_write(unfinished) as out:
            out.write(written(envelope_of))
            done = 0
            for file, part in zip(files, envelope_of.parts, strict=True):
                if file is not None:
                    _copy(file, part, out, watch.within(done, part.size, whole))
                done += part.size
            out.flush()
            os.fsync(out.fileno())
        verify(unfinished, watch.within(done, done, whole))
        unfinished.replace(target)
    except OSError as error:
        _forget(unfinished)
        raise _not_written() from error
    except BaseException:
        _forget(unfinished)
        raise
    with suppress(OSError):
        key_files.flush_folder(target.parent)


def _not_written() -> Refusal:
    return Refusal(
        _(
            "The backup could not be written: the place is full, not there or not writable. "
            "The vault is as it was. Choose another place, then try again."
        )
    )


def _to_write(file: Path) -> BinaryIO:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "wb")


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)


def part_of(file: Path) -> Part:
    """The length and digest of a file that is to go into a container."""
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        return Part(source.tell(), digest)


def _copy(file: Path, part: Part, out: BinaryIO, watch: Watch) -> None:
    with file.open("rb") as source:
        _pass(source, part, out, watch)


def _pass(source: BinaryIO, part: Part, out: BinaryIO | None, watch: Watch) -> None:
    """Read one part and compare it with its digest; write it where something is to be."""
    digest, left = hashlib.sha256(), part.size
    while left:
        chunk = source.read(min(_CHUNK, left))
        if not chunk:
            break
        digest.update(chunk)
        if out is not None:
            out.write(chunk)
        left -= len(chunk)
        watch.tell(part.size - left, part.size)
    if left or digest.hexdigest() != part.digest:
        raise _refusal(Unreadable())


def verify(file: Path, watch: Watch | None = None) -> Envelope:
    """Read a container to its end and compare every part with its digest.

    Raises:
        Damaged, Refusal: as for `envelope`, or a part is not what was written.
    """
    watch = watch or Watch()
    found, start = _begun(file)
    done = 0
    with file.open("rb") as source:
        source.seek(start)
        for part in found.parts:
            _pass(source, part, None, watch.within(done, part.size, found.size))
            done += part.size
    return found


def duplicate(file: Path, target: Path, watch: Watch) -> None:
    """Copy a container to another place, read the copy back, and only then name it so.

    Raises:
        Damaged, Refusal: as for `pack`; nothing of it is left.
    """
    unfinished = target.with_name(target.name + UNFINISHED)
    size = max(envelope(file).size, 1)
    try:
        with file.open("rb") as source, _to_write(unfinished) as out:
            while chunk := source.read(_CHUNK):
                out.write(chunk)
                watch.tell(min(out.tell(), size), 2 * size)
            out.flush()
            os.fsync(out.fileno())
        verify(unfinished, watch.within(size, size, 2 * size))
        unfinished.replace(target)
    except OSError as error:
        _forget(unfinished)
        raise _not_written() from error
    except BaseException:
        _forget(unfinished)
        raise
    with suppress(OSError):
        key_files.flush_folder(target.parent)


def unpack(file: Path, folder: Path, watch: Watch) -> Header:
    """Write the parts of a container as a vault into an empty folder; its header.

    Raises:
        Damaged, Refusal: as for `verify`. OSError: the folder cannot be written.
    """
    found, start = _begun(file)
    with file.open("rb") as source:
        source.seek(start)
        keys_part, case, counts = found.parts
        header, content = _header(source, keys_part, found)
        done = keys_part.size
        files = (
            place.case_file(folder, header.generation),
            place.counts_file(folder, header.generation),
        )
        for target, part in zip(files, (case, counts), strict=True):
            if part.size:
                with _to_write(target) as out:
                    _pass(source, part, out, watch.within(done, part.size, found.size))
                    out.flush()
                    os.fsync(out.fileno())
            done += part.size
    for name in key_files.COPIES:
        with _to_write(folder / name) as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    return header


def _header(source: BinaryIO, part: Part, found: Envelope) -> tuple[Header, bytes]:
    content = source.read(part.size)
    if hashlib.sha256(content).hexdigest() != part.digest:
        raise _refusal(Unreadable())
    try:
        header = headers.parsed(content)
    except headers.Newer as fault:
        raise _refusal(Newer()) from fault
    except headers.Unreadable as fault:
        raise _refusal(Unreadable()) from fault
    if header.vault != found.vault:
        raise _refusal(Unreadable())
    return header, content


def _refusal(fault: Unreadable) -> Refusal:
    if isinstance(fault, Newer):
        return Refusal(
            _(
                "This backup was made by a newer version of Youthcase. Nothing was changed. "
                "Install the newer version to restore it."
            )
        )
    if isinstance(fault, Foreign):
        return Refusal(
            _("This file is no backup of Youthcase. Nothing was changed. Choose another file.")
        )
    return Damaged(
        _(
            "This backup is damaged or not whole. Nothing was changed. Choose another backup, "
            "an older one or the one in your second place."
        )
    )
