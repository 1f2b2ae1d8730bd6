"""Where may a vault lie, and is it ours alone?"""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault.database import PAGE, SALT

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator

LOCK = "vault.lock"
MOUNTS = Path("/proc/self/mountinfo")

_WINDOWS_REMOTE = 4
_NETWORK = """
    9p afs beegfs ceph cifs coda davfs fuse.ceph fuse.davfs2 fuse.gcsfuse fuse.glusterfs
    fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.sshfs fuse.smbnetfs glusterfs lustre
    ncpfs nfs nfs4 smb smb2 smb3 smbfs
"""


@contextmanager
def readable() -> Generator[None]:
    """Turn what a failing disk does to somebody who only looks into a sentence."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            _(
                "The disk reported a fault, so the vault could not be looked at. Nothing was "
                "changed. Try again, and make a backup to another disk soon."
            )
        ) from error


def case_file(folder: Path, generation: int) -> Path:
    """The encrypted file with the case records."""
    return folder / f"vault-{generation}.db"


def counts_file(folder: Path, generation: int) -> Path:
    """The encrypted file with the counting facts."""
    return folder / f"counts-{generation}.db"


def refuse_network(folder: Path) -> None:
    """Take a folder on this computer, or say that a shared drive cannot hold a vault."""
    if _is_remote(folder):
        raise Refusal(
            _(
                "A vault cannot lie on a network drive: two computers could harm it. Nothing "
                "was changed. Choose a folder on this computer; backups may go to the network."
            )
        )


@readable()
def refuse_unsuitable(folder: Path) -> None:
    """Take a folder that could hold an open vault, or say why it cannot."""
    refuse_network(folder)
    if not folder.is_dir():
        raise Refusal(_("There is no vault in this place. Choose the folder of your vault."))
    if not _is_writable(folder):
        raise _read_only()


@readable()
def refuse_unsuitable_files(folder: Path, generation: int) -> None:
    """Take a vault whose case file is there, whole by its size and not write-protected."""
    file = case_file(folder, generation)
    if not file.is_file():
        raise Damaged(
            _(
                "The case file of this vault is missing. Nothing was changed. Look whether it "
                "was moved, or put the vault back from a backup."
            )
        )
    size = file.stat().st_size
    log = file.with_name(f"{file.name}-wal")
    is_settled = not log.exists() or log.stat().st_size == 0
    if size == 0 or (is_settled and size % PAGE):
        raise Damaged(
            _(
                "The case file of this vault is empty or cut short. Nothing was changed. Put "
                "the vault back from a backup."
            )
        )
    ours = [*folder.glob("vault*"), *folder.glob("counts*")]
    if not all(_is_writable(path) for path in ours):
        raise _read_only()


@readable()
def belongs(file: Path, key: bytearray) -> bool:
    """Whether a file begins with the salt of this key.

    Only while no connection to it is open in this process: closing the file here would
    drop that connection's locks.
    """
    with file.open("rb") as source:
        return source.read(SALT) == bytes(key[-SALT:])


def create_empty(file: Path) -> None:
    """Make a file that only its owner may read; SQLite gives its own files the same mode."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@dataclass(frozen=True, slots=True)
class Lock:
    """This process's hold on a vault; the system lets go of it if the process dies."""

    file: Path
    handle: int
    is_new: bool

    @classmethod
    def take(cls, folder: Path) -> Lock:
        """Hold the vault in `folder`.

        Raises:
            Refusal: it is open in another program, or already in this one.
        """
        file = folder / LOCK
        while True:
            is_new = not file.exists()
            try:
                handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise _read_only() from error
            if not _lock(handle):
                os.close(handle)
                raise _is_open()
            if file.exists() and os.path.samestat(os.fstat(handle), file.stat()):
                return cls(file, handle, is_new)
            os.close(handle)  # someone removed it in between: what we hold is nobody's

    def release(self) -> None:
        """Let go."""
        if sys.platform == "win32":
            os.lseek(self.handle, 0, os.SEEK_SET)
            msvcrt.locking(self.handle, msvcrt.LK_UNLCK, 1)
        os.close(self.handle)

    def withdraw(self) -> None:
        """Let go, and leave no lock file where there was none."""
        if self.is_new and sys.platform != "win32":
            self.file.unlink(missing_ok=True)
        self.release()
        if self.is_new and sys.platform == "win32":
            self.file.unlink(missing_ok=True)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_open() -> Refusal:
    return Refusal(
        _(
            "This vault is already open. Nothing was changed. Use the window that is open, or "
            "close it first."
        )
    )


def _read_only() -> Refusal:
    return Refusal(
        _(
            "This vault is write-protected, so it cannot be opened. Nothing was changed. Ask "
            "whoever set up this computer to let you write in its folder."
        )
    )


def _is_writable(path: Path) -> bool:
    # An administrator may write anything; a file marked read-only is still refused.
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & stat.S_IWUSR)


def _is_remote(folder: Path) -> bool:
    if sys.platform == "win32":
        return _is_remote_on_windows(folder)
    return file_system(folder.resolve(), _mounts()) in _NETWORK.split()


def _mounts() -> str:
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""  # not a Linux: there is no such table to ask


def file_system(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, by a table like /proc/self/mountinfo."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, _dash, right = line.partition(" - ")
        fields, types = left.split(), right.split()
        if len(fields) < 5 or not types:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4]))
        depth = len(point.parts)
        # Of two on the same point the later one covers the earlier one.
        if depth >= best and folder.is_relative_to(point):
            best, kind = depth, types[0]
    return kind


def _is_remote_on_windows(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    drive = folder.resolve().drive
    if drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE
