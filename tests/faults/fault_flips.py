"""Is every changed bit, and every old page put back, seen?"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from fault_acts import Hand, do, work
from fault_house import FIRST, PASSWORD, PEOPLE, make, seeded, unlock, vault_of

from youthcase.errors import Refusal
from youthcase.services.restoring import is_torn

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

PAGE = 4096
FILES = ("vault-1.db", "counts-1.db", "vault.keys", "vault.keys2")
CASES, COUNTS, FIRST_COPY, SECOND_COPY = FILES
PLAN = (
    *[(CASES, "bit")] * 5,
    *[(COUNTS, "bit")] * 2,
    (FIRST_COPY, "bit"),
    (SECOND_COPY, "bit"),
    (CASES, "zeroed sector"),
    *[(CASES, "bit")] * 5,
    *[(COUNTS, "bit")] * 2,
    (FIRST_COPY, "bit"),
    (SECOND_COPY, "bit"),
    (CASES, "swapped pages"),
    (CASES, "cut short"),
)
ROUNDS = 6


def see(folder: Path) -> str:
    """How a harmed vault is found out; empty if by nothing that a person would do."""
    was_torn = is_torn(folder)  # looked for by the lock screen; unlocking mends and tells it
    try:
        services = unlock(folder, FIRST, PASSWORD)
    except Refusal as refusal:
        return f"refused, {type(refusal).__name__}"
    try:
        unsound = [finding.line for finding in services.sitting.check() if not finding.is_sound]
    except Refusal as refusal:
        unsound = [f"refused, {type(refusal).__name__}"]
    except Exception as error:
        unsound = [f"stray {error!r}"[:70]]
    with suppress(Refusal):  # a harmed file may not take the last entry
        services.sitting.lock()
    if not unsound and was_torn:
        return "a torn copy of the header: told and mended at unlock"
    return f"check: {unsound[0].partition(':')[0]}" if unsound else ""


def lived_in(folder: Path, acts: int, seed: int) -> None:
    """A vault with work in it, closed."""
    make(folder)
    _more(folder, acts, seed)


def _more(folder: Path, acts: int, seed: int) -> None:
    nobody = os.open(os.devnull, os.O_WRONLY)
    hand = Hand(folder, folder.parent / "import", nobody, seed, dict.fromkeys(PEOPLE, PASSWORD))
    do(hand, "unlock")
    work(hand, acts, without=("change password", "rotate"))
    if hand.services is not None:
        do(hand, "lock")
    os.close(nobody)


def flips(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """So many harmed copies; each file in turn, a place by chance."""
    base, place = folder / "base", folder / "vault"
    lived_in(base, 60, seed)
    _refuse_unsound(base, place)
    chance = seeded(seed)
    seen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    faults: list[str] = []
    for trial in range(trials):
        name, how = PLAN[trial % len(PLAN)]
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        where = harm(place / name, how, chance, trial)
        if where < 0:
            continue
        told[how] += 1
        by = see(place)
        seen[by or "not seen"] += 1
        if not by:
            faults.append(f"{name} {how} at {where}")
    return {
        "trials": sum(seen.values()),
        "not seen": seen["not seen"],
        **told,
        "by": dict(seen),
        "faults": faults[:20],
    }


def _refuse_unsound(base: Path, place: Path) -> None:
    """Nothing may be seen in a vault that was not harmed, or seeing proves nothing."""
    shutil.copytree(base, place)
    by = see(place)
    if by:
        raise AssertionError(by)


def harm(file: Path, how: str, chance: random.Random, turn: int = 0) -> int:
    """Change a file; where, or -1 if what is there is the same as before.

    With rising turns every page has its own.
    """
    data = bytearray(file.read_bytes())
    before = bytes(data)
    pages = max(1, len(data) // PAGE)
    at = turn % pages * PAGE + chance.randrange(min(PAGE, len(data)))
    at = min(at, len(data) - 1)
    if how == "bit":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "zeroed sector":
        at -= at % 512
        data[at : at + 512] = bytes(len(data[at : at + 512]))
    elif how == "swapped pages":
        one, other = (chance.randrange(len(data) // PAGE) * PAGE for _n in range(2))
        data[one : one + PAGE], data[other : other + PAGE] = (
            data[other : other + PAGE],
            data[one : one + PAGE],
        )
    elif how == "cut short":
        del data[at:]
    file.write_bytes(data)
    return -1 if bytes(data) == before else at


def flips_in_a_plain_file(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """The control: the same bits in a database without seals."""
    base, file = folder / "plain.db", folder / "harmed.db"
    with sqlite3.connect(base) as db:
        db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
        rows = ((f"note {n} " + "word " * 60,) for n in range(800))
        db.executemany("INSERT INTO note (body) VALUES (?)", rows)
    db.close()
    chance = seeded(seed)
    unseen = 0
    for trial in range(trials):
        shutil.copy(base, file)
        harm(file, "bit", chance, trial)
        unseen += _is_fine(file)
    return {"trials": trials, "not seen": unseen}


def _is_fine(file: Path) -> bool:
    try:
        db = sqlite3.connect(file)
        try:
            return db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            db.close()
    except sqlite3.DatabaseError:
        return False


def old_pages(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Pages that were in the case file earlier, put back one by one."""
    return _put_back(folder, trials, seed, lambda base, turn: _more(base, 30, turn))


def old_pages_of_drafts(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """The same where somebody does nothing but go on with long unfinished writing."""
    return _put_back(folder, trials, seed, _write_on)


def _write_on(base: Path, turn: int) -> None:
    services = unlock(base, FIRST, PASSWORD)
    chance = seeded(turn)
    for kind in ("contact", "case", "closing"):
        kept = services.drafts.find(kind, None)
        words = [f"{word} {chance.randrange(10)}" for word in ["again"] * 1_500]
        words[: len(words) // 2] = ["as before"] * (len(words) // 2)
        services.drafts.keep(kind, None, {"words": " ".join(words)}, kept.id if kept else None)
    services.sitting.lock()


def _put_back(
    folder: Path, trials: int, seed: int, go_on: Callable[[Path, int], None]
) -> dict[str, Any]:
    chance = seeded(seed)
    base, place = folder / "base", folder / "vault"
    lived_in(base, 80, seed)
    _refuse_unsound(base, place)
    seen: Counter[str] = Counter()
    tables: Counter[str] = Counter()
    faults: list[str] = []
    seals_fooled = 0
    while sum(seen.values()) < trials:
        old = (base / FILES[0]).read_bytes()
        go_on(base, chance.randrange(10**6))
        said = _says(base)  # this, too, opens the vault and so writes into it
        new = (base / FILES[0]).read_bytes()
        share = min(trials - sum(seen.values()), -(-trials // ROUNDS))
        for page in _differing(old, new, share, chance):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(base, place)
            data = bytearray(new)
            data[page * PAGE : (page + 1) * PAGE] = old[page * PAGE : (page + 1) * PAGE]
            (place / FILES[0]).write_bytes(data)
            seals_fooled += _seals_hold(place)
            by = see(place)
            if not by:
                now = _says(place)
                other = sorted(name for name in said if said[name] != now.get(name))
                if not other:
                    by = "not seen: it says the same as the page it replaced"
            seen[by or "not seen"] += 1
            if not by:
                tables.update(other)
                faults.append(f"page {page + 1}: {', '.join(other)}")
    return {
        "trials": sum(seen.values()),
        "not seen": seen["not seen"],
        "stray": sum(n for by, n in seen.items() if "stray" in by),
        "by": dict(seen),
        "not seen, by table": dict(tables),
        "control: seals and structure alone found nothing": seals_fooled,
        "faults": faults[:20],
    }


def _differing(old: bytes, new: bytes, count: int, chance: random.Random) -> list[int]:
    both = min(len(old), len(new)) // PAGE
    pages = [
        n
        for n in range(both)
        if old[n * PAGE : (n + 1) * PAGE] != new[n * PAGE : (n + 1) * PAGE]
    ]
    return chance.sample(pages, min(count, len(pages)))


def _says(folder: Path) -> dict[str, str]:
    """A digest of every table of the case file but the audit's, which opening adds to."""
    services = unlock(folder, FIRST, PASSWORD)
    found: dict[str, str] = {}
    try:
        with vault_of(services).read() as db:
            names = db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'audit'"
            ).fetchall()
            for (name,) in names:
                rows = sorted(repr(tuple(row)) for row in db.execute(f'SELECT * FROM "{name}"'))
                found[name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    finally:
        services.sitting.lock()
    return found


def _seals_hold(place: Path) -> bool:
    """Whether SQLCipher and SQLite on their own find nothing wrong with the file."""
    try:
        services = unlock(place, FIRST, PASSWORD)
    except Refusal:
        return False
    try:
        with vault_of(services).read() as db:
            seals = db.execute("PRAGMA cipher_integrity_check").fetchall()
        return not seals
    finally:
        services.sitting.lock()
