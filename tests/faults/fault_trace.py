"""Which bytes did a program write into one folder, what did it flush, and in which order?

The record comes from strace, so that the program under test is the program itself: real
SQLite, real files, no layer of ours in between.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CALLS = (
    "open,openat,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,"
    "fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,lseek"
)
WORKER = Path(__file__).with_name("fault_worker.py")
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)?")
_HANDLE = re.compile(r"^(?:AT_FDCWD(?:<[^>]*>)?|\d+<([^>]*)>)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class NotUnderstood(Exception):  # noqa: N818  it stops the record, it is no error of ours
    """A call that the record of writes does not know how to replay."""


@dataclass(frozen=True, slots=True)
class Op:
    """One step: made, wrote, cut, flushed, flushed names, renamed, removed, or said."""

    what: str
    name: str = ""
    data: bytes = b""
    at: int = 0
    to: str = ""


def works() -> bool:
    """Whether there is a strace that may look at our programs."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "true"], check=False, capture_output=True
    )
    return tried.returncode == 0


def worker(*words: object) -> list[str]:
    """The command of a program that works in a vault; see fault_worker."""
    return [sys.executable, "-B", str(WORKER), *map(str, words)]


def record(folder: Path, command: Sequence[str]) -> list[Op]:
    """Run a program; what it did in `folder`, and what it said on its output, in order."""
    trace = folder.with_name(f"{folder.name}.trace")
    watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "1000000"]
    subprocess.run(
        [*watched, "-e", f"trace={CALLS}", "-o", str(trace), *command],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        with trace.open(encoding="latin-1") as lines:
            return list(_read(lines, str(folder)))
    finally:
        trace.unlink()


def _read(lines: Iterator[str], folder: str) -> Iterator[Op]:
    ends: dict[str, int] = {}  # how far a file that is written from its start has come
    for line in lines:
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            if found is None and folder.encode().hex() in line.replace("\\x", ""):
                raise NotUnderstood(line[:80])
            continue
        call, words = found[1], found[2]
        handle = _HANDLE.match(words)
        path = _plain(handle[1]) if handle and handle[1] else ""
        if call == "write" and words.startswith("1<"):
            yield Op("said", data=_texts(words)[0])
        elif call in {"open", "openat", "creat"}:
            yield from _opened(words, folder, ends)
        elif call.startswith(("rename", "unlink")):
            yield from _named(call, words, folder, ends)
        elif path == folder and call in {"fsync", "fdatasync"}:
            yield Op("flushed names")
        elif path.startswith(f"{folder}/"):
            yield from _written(call, words, path.removeprefix(f"{folder}/"), ends)
        elif folder in "".join(t.decode("latin-1") for t in _texts(words)[:2]):
            raise NotUnderstood(call)


def _paths(words: str) -> list[str]:
    """The paths that a call names, whole where they are named from an open folder."""
    found: list[str] = []
    for text in _TEXT.finditer(words):
        name = bytes.fromhex(text[1].replace("\\x", "")).decode()
        before = re.search(r"\d+<([^>]*)>, $", words[: text.start()])
        from_folder = before and not name.startswith("/")
        found.append(f"{_plain(before[1])}/{name}" if before and from_folder else name)
    return found


def _opened(words: str, folder: str, ends: dict[str, int]) -> Iterator[Op]:
    path = _paths(words)[0]
    if path.startswith(f"{folder}/") and "O_CREAT" in words:
        name = path.removeprefix(f"{folder}/")
        ends[name] = 0
        yield Op("made", name)
        if "O_TRUNC" in words:
            yield Op("cut", name)


def _named(call: str, words: str, folder: str, ends: dict[str, int]) -> Iterator[Op]:
    paths = _paths(words)
    names = [p.removeprefix(f"{folder}/") for p in paths if p.startswith(f"{folder}/")]
    if not names:
        return
    if "AT_REMOVEDIR" in words:
        return
    if call.startswith("unlink"):
        yield Op("removed", names[0])
    elif len(names) == 2:
        ends[names[1]] = ends.pop(names[0], 0)
        yield Op("renamed", names[0], to=names[1])
    else:
        raise NotUnderstood(call)


def _written(call: str, words: str, name: str, ends: dict[str, int]) -> Iterator[Op]:
    if name.endswith("-shm"):
        return  # an index in memory; nothing reads it after a loss of power
    if call == "pwrite64":
        yield Op("wrote", name, _texts(words)[0], int(words.rsplit(", ", 1)[1]))
    elif call == "write":
        data = _texts(words)[0]
        yield Op("wrote", name, data, ends.get(name, 0))
        ends[name] = ends.get(name, 0) + len(data)
    elif call == "ftruncate":
        yield Op("cut", name, at=int(words.rsplit(", ", 1)[1]))
    elif call in {"fsync", "fdatasync"}:
        yield Op("flushed", name)
    elif call not in {"lseek", "fallocate"}:
        raise NotUnderstood(call)


def _texts(words: str) -> list[bytes]:
    return [bytes.fromhex(found.replace("\\x", "")) for found in _TEXT.findall(words)]


def _plain(shown: str) -> str:
    return bytes.fromhex(shown.replace("\\x", "")).decode() if shown[:2] == "\\x" else shown
