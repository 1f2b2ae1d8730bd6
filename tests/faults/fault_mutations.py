"""Is a header or import file that was tampered with accepted, or met by more than words?"""

from __future__ import annotations

import base64
import copy
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fault_acts import write_history
from fault_house import FIRST, PASSWORD, make, seeded, unlock, vault_of

from youthcase.errors import Refusal
from youthcase.importing.proposal import Known, propose
from youthcase.vault import container, header

if TYPE_CHECKING:
    import random

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SLOW_SECONDS = 20.0
ODD = (None, True, False, 0, -1, 2**53, 1.5, "", "x", [], {}, [[]], "\u0000", 10**400, "NaN")
BITS = (b"\x00", b"\xff", b"{", b'"', b"9" * 400, b"[" * 3000, b"\n", b"\xe2\x80\xae", b"=1+1")


def headers(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """So many headers that are not ours: none may pass as signed, none may raise a stray."""
    true, key = _true_header(folder)
    chance = seeded(seed)
    told: Counter[str] = Counter()
    strays: Counter[str] = Counter()
    for trial in range(trials):
        content = (_bytes_changed, _values_changed)[trial % 2](true, chance)
        told[_taken(content, true, key, strays)] += 1
    return {"trials": trials, **told, "strays": dict(strays)}


def control(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """The same changes of values by someone who has the key: these are accepted."""
    true, key = _true_header(folder)
    chance = seeded(seed)
    told: Counter[str] = Counter()
    for _trial in range(trials):
        try:
            known = header.parsed(_values_changed(true, chance))
        except header.Unreadable:
            told["unreadable"] += 1
            continue
        signed = header.written(replace(known, mac=known.signature(key)))
        told[_taken(signed, true, key, Counter())] += 1
    return {"trials": trials, **told}


def _true_header(folder: Path) -> tuple[bytes, bytearray]:
    place = folder / "signed"
    if not place.exists():
        make(place)
    services = unlock(place, FIRST, PASSWORD)
    key = bytearray(vault_of(services)._inside.secrets.header)
    services.sitting.lock()
    return (place / "vault.keys").read_bytes(), key


def _taken(content: bytes, true: bytes, key: bytearray, strays: Counter[str]) -> str:
    try:
        found = header.parsed(content)
        is_ours = found.is_authentic(key)
    except header.Unreadable:
        return "unreadable"
    except Exception as error:
        strays[repr(error)[:80]] += 1
        return "stray"
    if content == true:
        return "unchanged"
    return "accepted" if is_ours else "not signed by us"


def _bytes_changed(true: bytes, chance: random.Random) -> bytes:
    data = bytearray(true)
    for _n in range(chance.choice((1, 1, 1, 2, 8))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 4, 64, 700)))
        how = chance.randrange(5)
        if how == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del data[at:to]
        elif how == 2:
            data[at:at] = chance.choice(BITS)
        elif how == 3:
            data[at:to] = data[: to - at]
        else:
            data[at:at] = data[at:to]
        if not data:
            data = bytearray(b"{")
    return bytes(data)


def _values_changed(true: bytes, chance: random.Random) -> bytes:
    """Other values in the right form, with the right checksum: what an attacker writes."""
    values = json.loads(true.partition(b"\n")[2])
    for _n in range(chance.choice((1, 1, 2, 3))):
        holder: Any = values
        while True:
            name = chance.choice(
                list(holder) if isinstance(holder, dict) else range(len(holder))
            )
            inner = holder[name]
            if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
                holder = inner
                continue
            break
        holder[name] = _other(inner, values, chance)
    return sealed(values)


def sealed(values: Any) -> bytes:
    """A key file of these values, its checksum right."""
    body = json.dumps(values, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest().encode()
    return b"youthcase-vault 1 " + digest + b"\n" + body + b"\n"


def _other(value: Any, values: Any, chance: random.Random) -> Any:
    if chance.random() < 0.3:
        return copy.deepcopy(chance.choice(ODD))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 2**31, -value))
    if isinstance(value, str) and len(value) == 32:
        return f"{chance.randrange(16**32):032x}"
    if isinstance(value, str) and value.endswith("=") and len(value) > 20:
        raw = bytearray(base64.b64decode(value))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        return base64.b64encode(raw).decode()
    if isinstance(value, str):
        return chance.choice((*header.ROLES, *header.KINDS))
    if isinstance(value, dict) and "kdf" in value:  # a slot in the place of another
        return copy.deepcopy(chance.choice(values["slots"]))
    return copy.deepcopy(value)


def at_the_door(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Both copies replaced by one forgery: the door says so in words and writes nothing."""
    true, _key = _true_header(folder)
    base, place = folder / "signed", folder / "vault"
    chance = seeded(seed)
    told: Counter[str] = Counter()
    strays: Counter[str] = Counter()
    for trial in range(trials):
        forged = (_values_changed, _bytes_changed)[trial % 2](true, chance)
        if forged == true:
            continue
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(base, place)
        for name in ("vault.keys", "vault.keys2"):
            (place / name).write_bytes(forged)
        case = (place / "vault-1.db").read_bytes()
        try:
            unlock(place, FIRST, PASSWORD).sitting.lock()
            told["accepted"] += 1
        except Refusal as refusal:
            told[f"refused, {type(refusal).__name__}"] += 1
        except Exception as error:
            told["stray"] += 1
            strays[repr(error)[:80]] += 1
        told["case file touched"] += (place / "vault-1.db").read_bytes() != case
    return {"trials": trials, **told, "strays": dict(strays)}


def backups(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Backups with something wrong in them: told before anything is made of them."""
    make(folder / "vault")
    services = unlock(folder / "vault", FIRST, PASSWORD)
    file = vault_of(services).backup(folder / "true.backup").file
    services.sitting.lock()
    true, tampered = file.read_bytes(), folder / "tampered.backup"
    envelope = container.envelope(file)
    begin = len(true) - envelope.size
    chance = seeded(seed)
    told: Counter[str] = Counter()
    strays: Counter[str] = Counter()
    for trial in range(trials):
        if trial % 2:  # what stands before the parts, changed more than its share
            content = _bytes_changed(true[:begin], chance) + true[begin:]
        else:
            content = _bytes_changed(true, chance)
        tampered.write_bytes(content)
        try:
            container.verify(tampered)
        except Refusal as refusal:
            told[f"refused, {type(refusal).__name__}"] += 1
        except Exception as error:
            told["stray"] += 1
            strays[repr(error)[:80]] += 1
        else:
            told["unchanged" if content == true else "accepted"] += 1
    return {"trials": trials, **told, "strays": dict(strays)}


def guided_headers(folder: Path, trials: int, _seed: int) -> dict[str, Any]:
    """Headers that atheris thinks of, which watches the branches."""
    true, _key = _true_header(folder)
    return _guided(folder, "header", trials, [true, true.partition(b"\n")[2]])


def guided_backups(folder: Path, trials: int, _seed: int) -> dict[str, Any]:
    """Backups that atheris thinks of: their beginning, since the rest is read by digests."""
    make(folder / "vault")
    services = unlock(folder / "vault", FIRST, PASSWORD)
    file = vault_of(services).backup(folder / "true.backup").file
    services.sitting.lock()
    begin = file.read_bytes()[:4096]
    return _guided(folder, "container", trials, [begin, begin.partition(b"\n")[2]])


def guided_imports(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Spreadsheets that atheris thinks of."""
    source = write_history(folder / "true", seeded(seed))
    sample = Path(__file__).parents[1] / "importing" / "sample" / "sample.xlsx"
    return _guided(
        folder, "imports", trials, [(source / "people.csv").read_bytes(), sample.read_bytes()]
    )


def _guided(folder: Path, what: str, trials: int, seeds: list[bytes]) -> dict[str, Any]:
    """Whether the fuzzer met anything but our own words; only where it is installed."""
    if importlib.util.find_spec("atheris") is None:
        return {"trials": 0, "why": "atheris is not installed"}
    corpus, place = folder / f"corpus-{what}", folder / f"place-{what}"
    corpus.mkdir(exist_ok=True)
    place.mkdir(exist_ok=True)
    for number, content in enumerate(seeds):
        (corpus / str(number)).write_bytes(content)
    script = Path(__file__).with_name("fault_guided.py")
    command = [sys.executable, "-B", str(script), what, str(place), f"-runs={trials}"]
    done = subprocess.run(
        [*command, "-max_len=16384", str(corpus)],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    last = [line for line in done.stderr.splitlines() if "DONE" in line or "ERROR" in line]
    return {"trials": trials, "stray or accepted": int(done.returncode != 0), "end": last[-2:]}


def imports(folder: Path, trials: int, seed: int) -> dict[str, Any]:
    """Spreadsheets with something wrong in them: a proposal or a refusal, and soon."""
    chance = seeded(seed)
    source = write_history(folder / "true", chance)
    csv = {file.name: file.read_bytes() for file in source.iterdir()}
    sample = Path(__file__).parents[1] / "importing" / "sample" / "sample.xlsx"
    workbook = sample.read_bytes()
    told: Counter[str] = Counter()
    strays: Counter[str] = Counter()
    for trial in range(trials):
        place = folder / "tampered"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if trial % 2:
            target = place / "book.xlsx"
            target.write_bytes(_workbook_changed(workbook, chance))
        else:
            target = place
            harmed = chance.choice(list(csv))
            for name, content in csv.items():
                changed = _bytes_changed(content, chance) if name == harmed else content
                (place / name).write_bytes(changed)
        begun = time.monotonic()
        told[_proposed(target, strays)] += 1
        told["slow"] += time.monotonic() - begun > SLOW_SECONDS
    return {"trials": trials, **told, "strays": dict(strays)}


def _proposed(target: Path, strays: Counter[str]) -> str:
    try:
        proposal = propose(target, Known(), now=NOW, today=NOW.date())
    except Refusal:
        return "refused"
    except Exception as error:
        strays[f"{type(error).__name__}: {str(error)[:60]}"] += 1
        return "stray"
    return "with errors" if proposal.refused else "proposed"


def _workbook_changed(workbook: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        return _bytes_changed(workbook, chance)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        names = [n for n in old.namelist() if n.endswith((".xml", ".rels"))]
        harmed = chance.choice(names)
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _bytes_changed(content, chance) if name == harmed else content)
    return out.getvalue()
