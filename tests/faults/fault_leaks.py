"""Does a word that somebody typed reach any file in the clear?"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import sqlite3
import zlib
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fault_acts import ACTS, Hand, do
from fault_house import FIRST, PASSWORD, PEOPLE, make, unlock, vault_of

from youthcase.domain.plan_copy import Form
from youthcase.errors import Refusal
from youthcase.services import restoring
from youthcase.services.people import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

LETTERS = "bcdfghjklmnpqrstvwxz"


def new_marker() -> str:
    """A word that stands nowhere else in the world."""
    return "Zq" + "".join(secrets.choice(LETTERS) for _n in range(10))


def forms(marker: str) -> dict[bytes, str]:
    """Every way in which the marker could be written down."""
    found: dict[bytes, str] = {}
    for text in (marker, marker.lower(), marker.upper()):
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = text.encode(code)
            found[raw] = code
            found[raw.hex().encode()] = f"hex of {code}"
            for shift in range(3):
                coded = base64.b64encode(bytes(shift) + raw)
                found[coded[-(-shift * 8 // 6) : len(coded) - 4]] = f"base64 of {code}"
    return found


def found_in(folders: Iterable[Path], wanted: dict[bytes, str]) -> list[str]:
    """Every file below some folders that holds a form, with the form; names count too."""
    hits: list[str] = []
    for folder in folders:
        for path in folder.rglob("*"):
            name = os.fsencode(path.name)
            content = path.read_bytes() if path.is_file() else b""
            for form, what in wanted.items():
                if form in content or form in name:
                    hits.append(f"{path.name}: {what}")
    return hits


@contextmanager
def own_places(folder: Path) -> Generator[list[Path]]:
    """Home and temporary folders of this run's own, to be searched like the vault."""
    names = ("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    places = [folder / name.lower() for name in names]
    for name, place in zip(names, places, strict=True):
        place.mkdir()
        os.environ[name] = str(place)
    try:
        yield places
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def all_writes(folder: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Every kind of write with a marker in its words; all files searched after each."""
    marker = new_marker()
    place = folder / "vault"
    make(place)
    nobody = os.open(os.devnull, os.O_WRONLY)
    hand = Hand(place, folder / "import", nobody, seed, dict.fromkeys(PEOPLE, PASSWORD))
    hand.marker = marker
    wanted, hits, searches, done = forms(marker), [], 0, set[str]()
    with own_places(folder) as others:
        for _round in range(rounds):
            for kind in ACTS:
                for _attempt in range(6):
                    try:
                        if do(hand, kind):
                            done.add(kind)
                            break
                    except Refusal:
                        pass
                    do(hand, "unlock")
                hits += [f"after {kind}: {hit}" for hit in found_in([place, *others], wanted)]
                searches += 1
        do(hand, "unlock")
        with vault_of(hand.at).read() as db:
            kept = db.execute(
                "SELECT count(*) FROM person WHERE last_name LIKE ?", (f"%{marker}%",)
            ).fetchone()[0]
        do(hand, "lock")
        hits += [f"at the end: {hit}" for hit in found_in([place, *others], wanted)]
    os.close(nobody)
    return {
        "searches": searches + 1,
        "kinds of write": len(done),
        "rows that hold it, sealed": kept,
        "hits": hits[:20],
    }


def all_else(folder: Path, seed: int) -> dict[str, Any]:
    """What reads, shows or brings back, with a marker in every word; the same search."""
    marker = new_marker()
    place = folder / "vault"
    make(place)
    nobody = os.open(os.devnull, os.O_WRONLY)
    hand = Hand(place, folder / "import", nobody, seed, dict.fromkeys(PEOPLE, PASSWORD))
    hand.marker = marker
    wanted, hits, shown = forms(marker), [], Counter[str]()
    with own_places(folder) as others:
        _fill(hand)
        for name, feature in FEATURES.items():
            shown[name] += feature(hand, marker)
            searched = [p for p in folder.iterdir() if p.name not in {"import", "import.csv"}]
            hits += [f"after {name}: {hit}" for hit in found_in(searched, wanted)]
        assert all(other.parent == folder for other in others)
    os.close(nobody)
    return {"features": len(shown), "marker shown": dict(shown), "hits": hits[:20]}


def _fill(hand: Hand) -> None:
    """People, contacts, an agreed plan and a half-written one, all with the marker."""
    while hand.user == FIRST:
        do(hand, "unlock")
    for kind in ("refer", "accept", "agree", "contact", "submit", "lock"):
        do(hand, kind)
    while hand.user != FIRST:
        do(hand, "unlock")
    while not do(hand, "approve"):
        pass
    do(hand, "draft")
    do(hand, "copy")


def _search(hand: Hand, marker: str) -> int:
    """Somebody looks for them by name."""
    return len(hand.at.people.page(Wanted(text=marker), offset=0, limit=50))


def _preview(hand: Hand, marker: str) -> int:
    """A copy on the screen, and one that is printed."""
    for line in hand.at.people.page(Wanted(), offset=0, limit=50):
        for version in hand.at.people.file(line.person).versions:
            if version.status == "ACTIVE":
                paper = hand.at.copies.preview(hand.at.plans.content(version.id), Form.FULL)
                return paper.pdf.count(b"%PDF-")
    raise AssertionError(marker)


def _read_log(hand: Hand, _marker: str) -> int:
    """The log as people read it, and the check of everything."""
    log = hand.at.audit_log
    assert all(finding.is_sound for finding in hand.at.sitting.check())
    return len(log.lines(log.find()[:50]))


def _restore(hand: Hand, marker: str) -> int:
    """A backup made, read to its end, brought back into a new place, and opened there."""
    file = hand.folder.parent / "second" / "kept.youthcase"
    file.parent.mkdir()
    vault_of(hand.at).backup(file)
    to = hand.folder.parent / "restored"
    restoring.restore(file, to, user=FIRST, password=PASSWORD)
    return _names_in(to, marker)


def _rescue(hand: Hand, marker: str) -> int:
    """A harmed copy, of which what can be read is brought into a new vault."""
    do(hand, "lock")
    harmed, to = hand.folder.parent / "harmed", hand.folder.parent / "rescued"
    shutil.copytree(hand.folder, harmed)
    file = harmed / "vault-1.db"
    data = bytearray(file.read_bytes())
    data[-2_000] ^= 1
    file.write_bytes(data)
    restoring.rescue(harmed, to, user=FIRST, password=PASSWORD)
    return _names_in(to, marker)


def _names_in(folder: Path, marker: str) -> int:
    services = unlock(folder, FIRST, PASSWORD)
    try:
        return len(services.people.page(Wanted(text=marker), offset=0, limit=50))
    finally:
        services.sitting.lock()


FEATURES: dict[str, Callable[[Hand, str], int]] = {
    "search": _search,
    "preview": _preview,
    "the log": _read_log,
    "restore": _restore,
    "rescue": _rescue,
}


def controls(folder: Path) -> dict[str, int]:
    """Three files that do hold the marker: each must be found."""
    marker = new_marker()
    wanted = forms(marker)
    plain = folder / "plain"
    plain.mkdir()
    db = sqlite3.connect(plain / "note.db")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE note (body TEXT)")
    db.execute("INSERT INTO note VALUES (?)", (f"Talked with {marker} today.",))
    db.commit()
    in_the_log = len(found_in([plain], wanted))
    db.close()
    wide = folder / "wide"
    wide.mkdir()
    (wide / "recent.ini").write_bytes(f"last={marker}".encode("utf-16-le"))
    coded = folder / "coded"
    coded.mkdir()
    (coded / "draft.json").write_bytes(base64.b64encode(f'{{"a": "{marker}"}}'.encode()))
    return {
        "plain SQLite, its log": in_the_log,
        "settings in UTF-16": len(found_in([wide], wanted)),
        "base64": len(found_in([coded], wanted)),
        "packed, which this search cannot see": len(_packed(folder, marker, wanted)),
    }


def _packed(folder: Path, marker: str, wanted: dict[bytes, str]) -> list[str]:
    packed = folder / "packed"
    packed.mkdir()
    (packed / "page.bin").write_bytes(zlib.compress(marker.encode() * 3))
    return found_in([packed], wanted)
