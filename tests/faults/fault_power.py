"""Is a word lost, or a vault harmed, when the power goes at any moment?

Model: what a file holds is durable once an fsync of it has returned; a name is durable once
an fsync of its folder has. Of the writes since then each may be kept, lost, or torn at
sectors of 512 bytes, on its own; of the names a beginning is kept. A renamed file whose
bytes were not flushed may be empty.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import fault_trace
from fault_house import Promises, make, seeded
from fault_trace import Op
from fault_verdict import examine

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

SECTOR = 512
MODES = ("all lost", "all kept", "each its own", "each its own", "each its own")
ACTS_A_RECORD = 30


class Disk:
    """What is durable on a disk, and what is only under way to it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.content = {n: bytearray(data) for n, data in enumerate(files.values())}
        self.names = {name: n for n, name in enumerate(files)}
        self.live = dict(self.names)
        self.waiting: dict[int, list[Op]] = {n: [] for n in self.content}
        self.naming: list[tuple[str, int | None]] = []

    def take(self, op: Op) -> None:
        """One step of the program."""
        if op.what == "made" and op.name not in self.live:
            number = len(self.content)
            self.content[number], self.waiting[number] = bytearray(), []
            self._name(op.name, number)
        elif op.what in {"wrote", "cut"}:
            self.waiting[self.live[op.name]].append(op)
        elif op.what == "flushed" and op.name not in self.live:  # a folder in the folder
            self._flush_names(f"{op.name}/")
        elif op.what == "flushed":
            number = self.live[op.name]
            for under_way in self.waiting[number]:
                put(self.content[number], under_way)
            self.waiting[number] = []
        elif op.what == "renamed":
            number = self.live.pop(op.name)
            self.live[op.to] = number
            self.naming.append((f"{op.name}\0{op.to}", number))
        elif op.what == "removed" and op.name in self.live:
            self.live.pop(op.name)
            self.naming.append((op.name, None))
        elif op.what == "flushed names":
            self._flush_names("")

    def _flush_names(self, folder: str) -> None:
        """Make durable what was named directly in `folder`, whose name ends in a stroke."""
        here = [n for n in self.naming if _folder_of(n[0]) == folder]
        self._settle(self.names, here)
        self.naming = [n for n in self.naming if _folder_of(n[0]) != folder]

    def _name(self, name: str, number: int) -> None:
        self.live[name] = number
        self.naming.append((name, number))

    def _settle(self, names: dict[str, int], naming: list[tuple[str, int | None]]) -> None:
        for name, number in naming:
            old, _gap, new = name.partition("\0")
            if new and number is not None:
                names.pop(old, None)
                names[new] = number
            elif number is None:
                names.pop(old, None)
            else:
                names[old] = number

    def image(self, chance: random.Random, mode: str) -> dict[str, bytes]:
        """The files as they may be found when the power is back."""
        names = dict(self.names)
        kept = {"all lost": 0, "all kept": len(self.naming)}
        count = kept.get(mode, chance.randint(0, len(self.naming)))
        self._settle(names, self.naming[:count])
        found: dict[str, bytes] = {}
        for name, number in names.items():
            data = bytearray(self.content[number])
            for op in self.waiting[number]:
                fate = chance.choice(("kept", "lost", "torn")) if mode in MODES[2:] else mode
                if fate.endswith("kept"):
                    put(data, op)
                elif fate == "torn":
                    tear(data, op, chance)
            found[name] = bytes(data)
        return found


def _folder_of(name: str) -> str:
    """The folder in which a name, or the new one of two, stands."""
    folder, stroke, _rest = name.rpartition("\0")[2].rpartition("/")
    return folder + stroke


def put(data: bytearray, op: Op) -> None:
    """What one write or cut makes of a file."""
    if op.what == "cut":
        del data[op.at :]
        data.extend(bytes(op.at - len(data)))
        return
    data.extend(bytes(max(0, op.at - len(data))))
    data[op.at : op.at + len(op.data)] = op.data


def tear(data: bytearray, op: Op, chance: random.Random) -> None:
    """Let some of the disk's sectors that one write touches reach a file, and others not."""
    at, end = op.at, op.at + len(op.data)
    while at < end:
        stop = min(end, at - at % SECTOR + SECTOR)
        if chance.random() < 0.5:
            put(data, Op("wrote", op.name, op.data[at - op.at : stop - op.at], at))
        at = stop


def run(
    folder: Path, images: int, seed: int, *, records: int = 1, synchronous: str = "FULL"
) -> dict[str, Any]:
    """Record programs at work, cut them at points all along, and examine each image."""
    base = folder / "base"
    make(base)
    told: Counter[str] = Counter()
    faults: list[str] = []
    chance = seeded(seed)
    for number in range(records):
        place = folder / "recorded"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        files = [file for file in place.rglob("*") if file.is_file()]
        before = {str(file.relative_to(place)): file.read_bytes() for file in files}
        words = ("work", place, seed * 1000 + number, ACTS_A_RECORD, synchronous)
        ops = fault_trace.record(place, fault_trace.worker(*words))
        for op in ops:
            told[op.what] += 1
        share = images // records + (number < images % records)
        for cut, mode in _cuts(ops, share, chance):
            image, promised = _until(before, ops[:cut], chance, mode)
            faults += _judge(folder, image, promised, told, f"{number}/{cut}/{mode}")
    return {"images": images, **told, "faults": faults[:20]}


def _cuts(ops: Sequence[Op], count: int, chance: random.Random) -> list[tuple[int, str]]:
    """Points all along the record, each at least as often as the next."""
    step = len(ops) / max(count, 1)
    points = [min(len(ops), int(n * step + chance.random() * step)) for n in range(count)]
    return [(point, chance.choice(MODES)) for point in points]


def _until(
    before: dict[str, bytes], ops: Sequence[Op], chance: random.Random, mode: str
) -> tuple[dict[str, bytes], Promises]:
    disk, promised, said = Disk(before), Promises(), b""
    for op in ops:
        if op.what == "said":
            said += op.data
        else:
            disk.take(op)
    promised.hear_all(said)
    return disk.image(chance, mode), promised


def _judge(
    folder: Path, image: dict[str, bytes], promised: Promises, told: Counter[str], where: str
) -> list[str]:
    place = folder / "image"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    for name, data in image.items():
        (place / name).parent.mkdir(mode=0o700, exist_ok=True, parents=True)
        (place / name).write_bytes(data)
    verdict = examine(place, promised)
    told["damaged"] += bool(verdict.damage)
    told["lost"] += bool(verdict.lost)
    told["failed"] += not verdict.is_good
    told["half done, finished afterwards"] += bool(verdict.unfinished)
    return [f"{where}: {line}" for line in verdict.damage + verdict.lost]


def creation(folder: Path, images: int, seed: int) -> dict[str, Any]:
    """The same while a vault is being made: it is there, or there is plainly none yet."""
    place = folder / "made"
    chance = seeded(seed)
    ops = fault_trace.record(place, fault_trace.worker("create", place))
    told: Counter[str] = Counter()
    faults: list[str] = []
    for cut, mode in _cuts(ops, images, chance):
        image, promised = _until({}, ops[:cut], chance, mode)
        if promised.acts:
            faults += _judge(folder, image, promised, told, f"create/{cut}/{mode}")
            continue
        told["cut before it was acknowledged"] += 1
        verdict = _judge(folder, image, promised, Counter(), f"create/{cut}/{mode}")
        told["opens all the same"] += not verdict
        told["answered by an error"] += any("stray" in line for line in verdict)
        faults += [line for line in verdict if "does not open: " not in line]
    return {"images": images, **told, "faults": faults[:20]}


def is_possible() -> bool:
    """Whether writes can be recorded here."""
    try:
        return fault_trace.works()
    except subprocess.SubprocessError:
        return False
