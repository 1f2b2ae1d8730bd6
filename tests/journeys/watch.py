"""Which files does a program write while it runs, and what into them?

With strace every byte of every write is seen, wherever it goes and however soon it is deleted.
Without it the system tells of every file that appears below the folders of the run.
"""

from __future__ import annotations

import ctypes
import os
import re
import select
import shutil
import struct
import subprocess
import sys
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from marker import Marker


@dataclass(slots=True)
class Seen:
    """Everything written, by the path it went to."""

    written: defaultdict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))

    def files(self) -> set[str]:
        """The paths of real files that were made or written."""
        return {path for path in self.written if path.startswith("/") and _is_kept(path)}

    def holding(self, marker: Marker) -> dict[str, set[str]]:
        """The paths that the marker went to, in its forms; pipes and sockets included."""
        found = {path: marker.finds(bytes(raw)) for path, raw in self.written.items()}
        for path, forms in found.items():
            if any(form in path.encode() for form in marker.forms()):
                forms.add("its name")
        return {path: forms for path, forms in found.items() if forms}


class Watcher(Protocol):
    """Watches one program from its start to its end."""

    def run(
        self, command: Sequence[str], environment: dict[str, str], said: bytes = b""
    ) -> tuple[Seen, subprocess.CompletedProcess[bytes]]:
        """Run a program and see what it writes."""
        ...


class Strace:
    """Sees every write of the program and of what it starts."""

    CALLS = (
        "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,"
        "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg"
    )

    def __init__(self, folder: Path) -> None:
        self._trace = folder / "strace.txt"

    @staticmethod
    @cache
    def works() -> bool:
        """Whether there is a strace that may look at a program as closed as ours."""
        if shutil.which("strace") is None:
            return False
        closed = "import ctypes, os; ctypes.CDLL(None).prctl(4, 0); os.write(1, b'seen')"
        tried = subprocess.run(
            ["strace", "-f", "-y", "-xx", "-e", "trace=write", sys.executable, "-c", closed],
            check=False,
            capture_output=True,
        )
        return rb"\x73\x65\x65\x6e" in tried.stderr

    def run(
        self, command: Sequence[str], environment: dict[str, str], said: bytes = b""
    ) -> tuple[Seen, subprocess.CompletedProcess[bytes]]:
        """Run a program and see what it writes."""
        watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "4000000"]
        watched += ["-e", f"trace={self.CALLS}", "-o", str(self._trace)]
        done = subprocess.run(
            [*watched, *command], env=environment, input=said, check=False, capture_output=True
        )
        seen = Seen()
        with self._trace.open(encoding="latin-1") as lines:
            for line in lines:
                _read_line(line, seen)
        self._trace.unlink()
        return seen, done


_WRITE = re.compile(r"(?:^\d+ +)?(?:p?writev?2?|pwrite64|pwritev|send\w+)\(\d+<((?:[^>])*)>")
_OPEN = re.compile(r"(?:^\d+ +)?(?:open|openat|creat)\(")
_NAMED = re.compile(r"(?:^\d+ +)?(?:rename|link|symlink|mknod)\w*\(")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DELETED = re.compile(r" ?\(deleted\)$")


def _read_line(line: str, seen: Seen) -> None:
    if (wrote := _WRITE.match(line)) is not None:
        path = _DELETED.sub("", _plain(wrote.group(1)))
        for quoted in _QUOTED.finditer(line, wrote.end()):
            seen.written[path] += bytes.fromhex(quoted.group(1).replace("\\x", ""))
    elif _OPEN.match(line) and not re.search(r"\) += -1 ", line):
        flags = re.search(r"O_(?:WRONLY|RDWR|CREAT)|creat\(", line)
        if flags and (path := _QUOTED.search(line)):
            seen.written[_absolute(line, path)] += b""
    elif _NAMED.match(line) and not re.search(r"\) += -1 ", line):
        for path in _QUOTED.finditer(line):
            seen.written[_absolute(line, path)] += b""


def _absolute(line: str, path: re.Match[str]) -> str:
    """The whole path of a file that may be named from an open folder or the current one."""
    name = bytes.fromhex(path.group(1).replace("\\x", "")).decode("utf-8", "replace")
    folder = re.search(r"<((?:\\x[0-9a-f]{2}|[^>])*)>", line[: path.start()])
    return name if name.startswith("/") or not folder else f"{_plain(folder.group(1))}/{name}"


def _plain(shown: str) -> str:
    return bytes.fromhex(shown.replace("\\x", "")).decode() if shown[:2] == "\\x" else shown


def _is_kept(path: str) -> bool:
    """Devices and what the kernel offers are no files that stay."""
    return not path.startswith(("/dev/null", "/dev/tty", "/dev/pts", "/proc/", "/sys/"))


class Notified:
    """Hears from the system of every file below some folders; reads it while it is there."""

    _MADE, _MOVED, _CHANGED, _SHUT, _GONE = 0x100, 0x80, 0x2, 0x8, 0x200
    _FOLDER = 0x40000000

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    @staticmethod
    def works() -> bool:
        """Whether the system can tell."""
        return hasattr(ctypes.CDLL(None), "inotify_init1")

    def run(
        self, command: Sequence[str], environment: dict[str, str], said: bytes = b""
    ) -> tuple[Seen, subprocess.CompletedProcess[bytes]]:
        """Run a program and see what it writes."""
        self._system = ctypes.CDLL(None, use_errno=True)
        self._ear = self._system.inotify_init1(os.O_CLOEXEC)
        assert self._ear >= 0, os.strerror(ctypes.get_errno())
        self._places: dict[int, Path] = {}
        self._seen = Seen()
        reader, self._writer = os.pipe()
        for folder in self._folders:
            self._listen_below(folder)
        listener = threading.Thread(target=self._listen, args=(reader,))
        listener.start()
        try:
            done = subprocess.run(
                command, env=environment, input=said, check=False, capture_output=True
            )
        finally:
            os.write(self._writer, b".")
            listener.join()
            for handle in (self._ear, reader, self._writer):
                os.close(handle)
        return self._seen, done

    def _listen_below(self, folder: Path) -> None:
        wanted = self._MADE | self._MOVED | self._CHANGED | self._SHUT | self._GONE
        place = self._system.inotify_add_watch(self._ear, os.fsencode(folder), wanted)
        if place < 0:
            return  # gone again already; that it was there has been heard
        self._places[place] = folder
        for inside in folder.iterdir():
            if inside.is_dir() and not inside.is_symlink():
                self._listen_below(inside)

    def _listen(self, reader: int) -> None:
        while True:
            ready, _none, _bad = select.select([self._ear, reader], [], [])
            if self._ear in ready:
                self._hear(os.read(self._ear, 65_536))
            elif reader in ready:
                return

    def _hear(self, events: bytes) -> None:
        at = 0
        while at < len(events):
            place, mask, _cookie, length = struct.unpack_from("iIII", events, at)
            name = os.fsdecode(events[at + 16 : at + 16 + length].rstrip(b"\0"))
            at += 16 + length
            if place in self._places:
                self._note(self._places[place] / name, mask)

    def _note(self, path: Path, mask: int) -> None:
        if mask & self._FOLDER:
            if mask & (self._MADE | self._MOVED):
                self._listen_below(path)
                for inside in path.rglob("*"):  # what came before we listened there
                    if inside.is_file():
                        self._take(inside)
            return
        self._take(path)

    def _take(self, path: Path) -> None:
        kept = self._seen.written[str(path)]
        try:
            content = path.read_bytes()
        except OSError:
            return  # deleted again; that it was there is enough
        if content not in kept:
            kept += content
