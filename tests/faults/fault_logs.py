"""After a crash: is harm to the log told apart from what a loss of power may tear off it?"""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import fault_power
from fault_flips import harm
from fault_house import FIRST, PASSWORD, make, seeded, unlock, vault_of
from fault_trace import Op

from youthcase.errors import Damaged
from youthcase.vault import database, log_end

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from youthcase.vault.keys import Secrets

CASES = "vault-1.db"
LOG, INDEX = f"{CASES}-wal", f"{CASES}-shm"
HEADER, ENTRY, PAGE = 32, 24, 4096
LAST = "129"


def flips(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Bits of a log that a crash has left; every other time its index is gone, too.

    The control opens the same files as SQLite does on its own.
    """
    crashed, secrets = _crashed(folder)
    place = folder / "vault"
    chance = seeded(seed)
    told: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for trial in range(trials):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(crashed, place)
        where = harm(place / LOG, "bit", chance, trial)
        if trial % 2:
            (place / INDEX).unlink()
        alone[_read_alone(place, secrets)] += 1
        before = _all_bytes(place)
        answer = _last_choice(place)
        told[answer] += 1
        if answer == "refused" and before != _all_bytes(place):
            told["refused, but not as it was"] += 1
        if answer == "last writes gone, unseen":
            told[f"unseen at {(where - HEADER) % (ENTRY + PAGE)} of its entry"] += 1
    secrets.wipe()
    return {"trials": trials, **told, "control: SQLite alone": dict(alone)}


def _crashed(folder: Path) -> tuple[Path, Secrets]:
    """A vault as a kill leaves it after thirty writes, and its keys."""
    base, crashed = folder / "base", folder / "crashed"
    make(base)
    services = unlock(base, FIRST, PASSWORD)
    for target in range(100, int(LAST) + 1):
        services.settings.choose("target", str(target))
    shutil.copytree(base, crashed)
    held = vault_of(services)._inside.secrets
    kept = type(held).of(
        bytearray(held.vault),
        bytearray(held.counts),
        bytearray(held.witness),
        generation=1,
        salt=vault_of(services)._inside.keys.header.salt,
    )
    services.sitting.lock()
    return crashed, kept


def _read_alone(place: Path, secrets: Secrets) -> str:
    copy = place.with_name("alone")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(place, copy)
    try:
        with database.look(copy / CASES, secrets.case_file) as db:
            row = db.execute("SELECT value FROM setting WHERE id = 'target'").fetchone()
    except Exception as error:
        return f"refused, {type(error).__name__}"
    return "nothing lost" if row and row[0] == LAST else "last writes gone"


def _last_choice(place: Path) -> str:
    try:
        services = unlock(place, FIRST, PASSWORD)
    except Damaged:
        return "refused"
    try:
        whole = services.settings.value("target") == LAST
        sound = all(finding.is_sound for finding in services.sitting.check())
    finally:
        services.sitting.lock()
    return "nothing lost" if whole else ("last writes gone, unseen" if sound else "seen")


def _all_bytes(place: Path) -> dict[str, bytes]:
    """Every file but the lock, by name."""
    return {file.name: file.read_bytes() for file in place.iterdir() if file.is_file()}


def torn(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Logs whose last transaction a loss of power has torn: none of them may be refused.

    The control harms, in each of them, an entry that was flushed before: every one is.
    """
    make(folder / "base")
    services = unlock(folder / "base", FIRST, PASSWORD)
    chance = seeded(seed)
    told: Counter[str] = Counter()
    wrong: list[str] = []
    file = folder / "image.db"
    source = folder / "base" / LOG
    index = b""
    while told["images"] < trials:
        before = source.read_bytes() if source.exists() else b""
        stale = chance.choice((b"", index))
        index = _index_of(folder)
        _write_some(vault_of(services), chance)
        writes = _writes(before, source.read_bytes())
        if not writes:  # what it replaced was the same: SQLite wrote nothing
            continue
        told["transactions"] += 1
        for mode in fault_power.MODES * 8:
            image = _image(before, writes, chance, mode)
            told["images"] += 1
            if _is_harmed(file, image, chance.choice((b"", index, stale))):
                wrong.append(f"{told['images']}: {mode}")
            if writes[0].at and (flushed := _flushed_of(before)) > HEADER:
                at = chance.randrange(flushed)
                image[at] ^= 1 << chance.randrange(8)
                told["control: harmed before what was torn"] += 1
                told["control: refused"] += _is_harmed(file, image, b"")
    services.sitting.lock()
    return {
        "trials": told["images"],
        **told,
        "refused wrongly": len(wrong),
        "faults": wrong[:20],
    }


def _write_some(vault: Any, chance: random.Random) -> None:
    with vault.write() as db:
        db.execute(
            f"PRAGMA wal_autocheckpoint = {chance.choice((10, 40))}"
        )  # often from its start
        for _n in range(chance.choice((1, 1, 2, 5, 40))):
            row = f"torn {chance.randrange(60)}", "x" * chance.choice((10, 400, 9_000))
            db.execute("INSERT OR REPLACE INTO vault_meta VALUES (?, ?)", row)


def _index_of(folder: Path) -> bytes:
    file = folder / "base" / INDEX
    return file.read_bytes() if file.exists() else b""


def _writes(before: bytes, after: bytes) -> list[Op]:
    """What one transaction wrote into a log: the header anew, then heads and pages."""
    found = [Op("wrote", LOG, after[:HEADER], 0)] if before[:HEADER] != after[:HEADER] else []
    for at in range(HEADER, len(after), ENTRY + PAGE):
        end = at + ENTRY + PAGE
        if before[at:end] != after[at:end]:
            found.append(Op("wrote", LOG, after[at : at + ENTRY], at))
            found.append(Op("wrote", LOG, after[at + ENTRY : end], at + ENTRY))
    return found


def _image(before: bytes, writes: list[Op], chance: random.Random, mode: str) -> bytearray:
    data = bytearray(before)
    for op in writes:
        fate = chance.choice(("kept", "lost", "torn")) if mode == "each its own" else mode
        if op.at == 0 or fate.endswith("kept"):  # the header is flushed before the entries
            fault_power.put(data, op)
        elif fate == "torn":
            fault_power.tear(data, op, chance)
    return data


def _flushed_of(before: bytes) -> int:
    """How far a log is filled with what its header's salts belong to."""
    end = HEADER
    while before[end + 8 : end + 16] == before[16:24] and end + ENTRY + PAGE <= len(before):
        end += ENTRY + PAGE
    return end if before else 0


def _is_harmed(file: Path, log: bytes | bytearray, index: bytes) -> bool:
    file.with_name(f"{file.name}-wal").write_bytes(log)
    beside = file.with_name(f"{file.name}-shm")
    beside.unlink(missing_ok=True)
    if index:
        beside.write_bytes(index)
    return log_end.is_harmed(file)
