"""What if the disk fails, or is full, in the middle of any kind of write?"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import fault_trace
from fault_acts import ACTS, Hand, do, write_history
from fault_house import FIRST, PASSWORD, PEOPLE, Promises, make, seeded
from fault_verdict import examine

from youthcase.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

# Which call fails, with which error, and how far into the work at most.
INJECTED = (
    ("pwrite64", "EIO", 60),
    ("pwrite64", "ENOSPC", 60),
    ("pwrite64", "ENODEV", 60),
    ("fsync", "EIO", 12),
    ("fsync", "EIO", 60),
    ("fsync", "ENOSPC", 60),
    ("pread64", "EIO", 120),
    ("ftruncate", "EIO", 4),
    ("unlink", "EACCES", 4),
    ("rename", "EIO", 6),
    ("write", "EIO", 8),
    ("write", "ENOSPC", 8),
    ("openat", "EMFILE", 60),
    ("openat", "EIO", 60),
)
ACTS_A_RUN = 14
DISK_BYTES = 6_000_000
FOR_SUPERVISORS = {"settle", "import", "let in", "rotate"}
SENTENCES_END = (".", "!")


def io_errors(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """So many runs of the program, in each of which calls of one kind fail by injection."""
    base = folder / "base"
    make(base)
    chance = seeded(seed)
    told: Counter[str] = Counter()
    by_call: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    faults: list[str] = []
    for trial in range(trials):
        call, error, most = INJECTED[trial % len(INJECTED)]
        first = chance.randint(1, most)
        when = chance.choice((f"{first}", f"{first}+", f"{first}+7"))
        place = folder / "vault"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        promised, struck = _with_injection(place, f"{call}:error={error}:when={when}", trial)
        told["runs in which a call failed"] += struck
        told["runs with a refusal"] += any("not now" not in r for r in promised.refusals)
        told["acknowledged writes"] += promised.acts
        by_call[f"{call} {error}"] += struck
        sentences.update(r for r in promised.refusals if "not now" not in r)
        # A sitting whose unlock was refused writes nothing; nothing was promised then.
        verdict = examine(place, promised)
        told["damaged"] += bool(verdict.damage)
        told["lost"] += bool(verdict.lost)
        told["stray"] += bool(promised.strays)
        told["half done, finished afterwards"] += bool(verdict.unfinished)
        where = f"{trial} {call} {error} {when}"
        found = [*verdict.damage, *verdict.lost, *promised.strays]
        told["stuck"] += is_stuck(verdict.unfinished)
        faults += [f"{where}: {line}" for line in found]
    return {
        "trials": trials,
        **told,
        "by call": dict(by_call),
        "faults": faults[:20],
        "refusals": len(sentences),
    }


def _with_injection(place: Path, injected: str, seed: int) -> tuple[Promises, bool]:
    """Let a program work while calls on files of the vault fail; did one fail?"""
    log = place.with_name("injected.txt")
    call = injected.partition(":")[0]
    files = ("vault-{}.db", "vault-{}.db-wal", "vault-{}.db-shm", "counts-{}.db")
    names = [name.format(generation) for generation in (1, 2, 3) for name in files]
    keys = ("vault.keys", "vault.keys2", "vault.keys.new", "vault.keys2.new", "vault.lock")
    watched = ["strace", "-f", "-qq", "-o", str(log)]
    watched += ["-e", f"trace={call}", "-e", f"inject={injected}"]
    for name in (*names, *keys, "backups", ""):
        watched += ["-P", str(place / name).rstrip("/")]
    done = subprocess.run(
        [*watched, *fault_trace.worker("try", place, seed, ACTS_A_RUN)],
        check=False,
        capture_output=True,
    )
    promised = Promises()
    promised.hear_all(done.stdout)
    if done.returncode:
        promised.strays.append(done.stderr.decode("utf-8", "replace")[-300:])
    struck = b"(INJECTED)" in log.read_bytes()
    log.unlink()
    return promised, struck


def is_stuck(unfinished: list[str]) -> bool:
    """Whether a colleague half let in could not be let in afterwards either."""
    return any(line.startswith("stuck") for line in unfinished)


@contextmanager
def small_disk(folder: Path) -> Generator[Path]:
    """A file system of its own that holds a few megabytes.

    Raises: OSError where this is not permitted.
    """
    place = folder / "disk"
    place.mkdir()
    size = f"size={DISK_BYTES},mode=700"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace"))
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def may_mount(folder: Path) -> bool:
    """Whether a small disk can be made here."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    try:
        with small_disk(folder):
            return True
    except (OSError, subprocess.SubprocessError):
        return False


@contextmanager
def _filled(place: Path, left: int) -> Generator[None]:
    """The disk full but for `left` bytes."""
    filler = place / "filler.bin"
    free = os.statvfs(place)
    size = max(0, free.f_bavail * free.f_bsize - left)
    with filler.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(size, 1))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def _limited(place: Path, left: int) -> Generator[None]:
    """No file may grow by more than `left` beyond the largest of the vault."""
    largest = max(file.stat().st_size for file in place.glob("vault/*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(left, largest + left), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def full_disk(
    folder: Path, trials: int, seed: int, *, by_limit: bool = False
) -> dict[str, Any]:
    """Each kind of write on a disk with too little room, then again with room."""
    base = folder / "base"
    make(base)
    if by_limit:
        (folder / "disk").mkdir()
        return _on_a_full_disk(base, folder / "disk", trials, seed, _limited)
    with small_disk(folder) as place:
        return _on_a_full_disk(base, place, trials, seed, _filled)


def _on_a_full_disk(
    base: Path, disk: Path, trials: int, seed: int, squeeze: Any
) -> dict[str, Any]:
    chance = seeded(seed)
    told: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    faults: list[str] = []
    kinds = list(ACTS)
    for trial in range(trials):
        kind = kinds[trial % len(kinds)]
        place = disk / "vault"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        told["trials"] += 1
        reader, writer = os.pipe()
        hand = Hand(
            place, disk.parent / "import", writer, trial, dict.fromkeys(PEOPLE, PASSWORD)
        )
        left = chance.choice((0, 1, 4_096, 8_192, 16_384, 40_000, 90_000))
        outcome, stray = _squeezed(hand, kind, disk, squeeze, left)
        told[outcome] += 1
        refused[kind] += outcome == "refused"
        if hand.services is not None:
            told["stuck"] += _again(hand, kind, faults, f"{trial} {kind} {left}")
        os.close(writer)
        promised = Promises()
        promised.hear_all(_all(reader))
        verdict = examine(place, promised)
        told["damaged"] += bool(verdict.damage)
        told["lost"] += bool(verdict.lost)
        found = [*stray, *verdict.damage, *verdict.lost]
        told["stuck"] += is_stuck(verdict.unfinished)
        faults += [f"{trial} {kind} {left}: {line}" for line in found]
    return {**told, "refused by kind": dict(refused), "faults": faults[:20]}


def _squeezed(
    hand: Hand, kind: str, disk: Path, squeeze: Any, left: int
) -> tuple[str, list[str]]:
    """Prepare with room, then do the act without; what came of it."""
    _prepare(hand, kind)
    try:
        with squeeze(disk, left):
            return ("saved" if do(hand, kind) else "not now"), []
    except Refusal as refusal:
        sentence = str(refusal)
        plain = sentence.endswith(SENTENCES_END) and len(sentence) > 20
        return "refused", [] if plain else [f"no sentence: {sentence}"]
    except Exception as error:
        return "stray", [f"stray: {error!r}"]


def _prepare(hand: Hand, kind: str) -> None:
    """What has to be there so that the act in question can be done."""
    for before in ("unlock", "refer", "accept", "agree", "contact"):
        do(hand, before)
    if kind == "accept":
        do(hand, "refer")
    if kind == "import":  # the spreadsheet lies on another disk, which has room
        hand.spreadsheet = write_history(hand.scrap, hand.random)
    if kind in {"approve", "copy"}:
        while hand.user == FIRST or not do(hand, "submit"):
            do(hand, "unlock")
            do(hand, "refer")
            do(hand, "accept")
        do(hand, "lock")
        while hand.user != FIRST:
            do(hand, "unlock")
        while kind == "copy" and not do(hand, "approve"):
            pass
    while kind in FOR_SUPERVISORS and not hand.at.sitting.supervises:
        do(hand, "unlock")


def _again(hand: Hand, kind: str, faults: list[str], where: str) -> bool:
    """With room, the same program in the same sitting goes on; is a newcomer stuck?"""
    is_stuck_here = False
    try:
        for act in (kind, "contact"):
            try:
                do(hand, act)
            except Refusal as refusal:
                if act != "let in" or refusal.field != "user":
                    raise
                is_stuck_here = True
        if hand.services is not None:
            do(hand, "lock")
    except Exception as error:
        faults.append(f"{where}: not usable afterwards: {error!r}")
        if hand.services is not None:
            hand.services.sitting.lock()
    return is_stuck_here


def _all(reader: int) -> bytes:
    said = b""
    while more := os.read(reader, 65_536):
        said += more
    os.close(reader)
    return said
