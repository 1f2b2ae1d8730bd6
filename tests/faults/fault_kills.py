"""Is a word lost when the program is killed in the middle of any kind of write?

The parent forks a child that works and acknowledges on a pipe, waits until the child begins
the kind of write in question, and sends SIGKILL somewhere within the time that it takes.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import time
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fault_acts import ACTS, Hand, do, key_of, work
from fault_house import PASSWORD, PEOPLE, Promises, make, say, seeded
from fault_verdict import examine

from youthcase.domain.contacts import Contact
from youthcase.services.people import Wanted

if TYPE_CHECKING:
    import random
    from pathlib import Path

FRESH_EVERY = 40  # a vault that grows slows every trial down
PATIENCE = 20.0
BUFFER = 5  # of the program in the control


def run(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """So many kills, each in one kind of write in turn; counts by what came of it."""
    base = folder / "base"
    make(base)
    chance = seeded(seed)
    span: defaultdict[str, float] = defaultdict(lambda: 0.03)
    kinds = list(ACTS)
    told: Counter[str] = Counter()
    within: Counter[str] = Counter()
    faults: list[str] = []
    stuck: list[str] = []
    promised, place = Promises(), folder / "vault"
    for trial in range(trials):
        kind = kinds[trial % len(kinds)]
        if trial % FRESH_EVERY == 0:
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(base, place)
            promised = Promises()
        before = promised.acts
        # Passwords that people chose in the sitting before are still theirs.
        was_in = _kill_one(place, folder, kind, chance, span, promised)
        within[kind] += was_in
        told["acknowledged writes"] += promised.acts - before
        logs = [log.stat().st_size for log in place.glob("vault-*.db-wal")]
        told["log left behind"] += any(logs)
        verdict = examine(place, promised)
        told["damaged"] += bool(verdict.damage)
        told["lost"] += bool(verdict.lost)
        told["half done, finished afterwards"] += bool(verdict.unfinished)
        stuck += [f"{kind}: {line}" for line in verdict.unfinished if line.startswith("stuck")]
        faults += [f"{trial} {kind}: {line}" for line in verdict.damage + verdict.lost]
        faults += [f"{trial} stray: {line}" for line in promised.strays]
        promised.strays.clear()
        if not verdict.is_good:
            shutil.copytree(place, folder / f"bad-{trial}", dirs_exist_ok=True)
            shutil.rmtree(place)
            shutil.copytree(base, place)
            promised = Promises()
    return {
        "trials": trials,
        **told,
        "killed within the write": dict(within),
        "faults": faults[:20],
        "stuck": stuck[:5],
        "stuck in all": len(stuck),
    }


def _kill_one(
    place: Path,
    folder: Path,
    kind: str,
    chance: random.Random,
    span: defaultdict[str, float],
    promised: Promises,
) -> bool:
    """One child, one kill; whether the child was within the act in question."""
    passwords = {user: next(iter(own)) for user, own in promised.passwords.items()}
    reader, writer = os.pipe()
    seed = chance.randrange(2**32)
    child = os.fork()
    if child == 0:
        _be_the_child(place, folder, kind, seed, writer, passwords)
    os.close(writer)
    said = _until_it_begins(reader, kind)
    time.sleep(chance.uniform(0.0, 1.3) * span[kind])
    os.kill(child, signal.SIGKILL)
    said += _rest(reader)
    os.close(reader)
    os.waitpid(child, 0)
    promised.under_way = None
    _learn(said, span)
    promised.hear_all(said)
    tried = promised.under_way
    return tried is not None and tried["kind"] == kind


def _be_the_child(
    place: Path, folder: Path, kind: str, seed: int, writer: int, passwords: dict[str, str]
) -> None:
    code = 1
    try:
        hand = Hand(place, folder / "import", writer, seed, passwords)
        do(hand, "unlock")
        _prepare(hand, kind)
        os.write(writer, b"READY {}\n")
        work(hand, 100_000, favourite=kind)
        code = 0
    except BaseException as error:
        say(writer, "STRAY", kind=kind, error=repr(error))
    finally:
        os._exit(code)


def _prepare(hand: Hand, kind: str) -> None:
    """What has to be there so that the act in question can be done."""
    for before in ("refer", "accept", "agree", "contact"):
        do(hand, before)
    if kind in {"approve", "copy"}:
        while hand.user == "Sam Patel":
            do(hand, "unlock")
        do(hand, "refer")
        do(hand, "accept")
        do(hand, "submit")
        do(hand, "lock")
        while hand.user != "Sam Patel":
            do(hand, "unlock")
    if kind == "copy":
        while not do(hand, "approve"):
            pass


def _until_it_begins(reader: int, kind: str) -> bytes:
    """What the child says until, ready, it begins the act in question."""
    said, ends = b"", time.monotonic() + PATIENCE
    mark = f'TRY {{"kind": "{kind}"'.encode()
    while time.monotonic() < ends:
        if not select.select([reader], [], [], 0.5)[0]:
            continue
        more = os.read(reader, 65_536)
        said += more
        ready = said.find(b"READY")
        if not more or (ready >= 0 and mark in said[ready:]):
            break
    return said


def _rest(reader: int) -> bytes:
    said = b""
    while more := os.read(reader, 65_536):
        said += more
    return said


def _learn(said: bytes, span: defaultdict[str, float]) -> None:
    for line in said.split(b"\n"):
        if line.startswith(b"ACK ") and line.endswith(b"}"):
            told = json.loads(line[4:])
            if "seconds" not in told:
                continue
            span[told["kind"]] += 0.3 * (min(told["seconds"], 0.5) - span[told["kind"]])


def control(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """The same, over a program that acknowledges while the words are still in its buffer."""
    make(folder / "base")
    chance = seeded(seed)
    lost = 0
    for _trial in range(trials):
        place = folder / "vault"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "base", place)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _be_the_liar(place, folder, writer)
        os.close(writer)
        said = _until_it_begins(reader, "contact")
        time.sleep(chance.uniform(0.0, 0.1))
        os.kill(child, signal.SIGKILL)
        said += _rest(reader)
        os.close(reader)
        os.waitpid(child, 0)
        promised = Promises()
        promised.hear_all(said)
        lost += bool(examine(place, promised).lost)
    return {"trials": trials, "lost": lost}


def _be_the_liar(place: Path, folder: Path, writer: int) -> None:
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        hand = Hand(place, folder / "import", devnull, 1, dict.fromkeys(PEOPLE, PASSWORD))
        do(hand, "unlock")
        do(hand, "refer")
        (line,) = hand.at.people.page(Wanted(), offset=0, limit=1)
        buffer: list[Contact] = []
        os.write(writer, b"READY {}\n")
        while True:
            say(writer, "TRY", kind="contact")
            blank = hand.at.contacts.blank(line.person)
            buffer.append(replace(blank, mode="F2F_SCHOOL", summary="Talked."))
            say(writer, "ACK", kind="contact", records=[key_of(Contact, buffer[-1].id)])
            if len(buffer) == BUFFER:
                while buffer:
                    hand.at.contacts.record(buffer.pop(0))
    finally:
        os._exit(0)
