"""How is a vault copied so that the copy is known to be good, and which copies are kept?

A backup is a vault of its own: other keys, sealed to the same users, so the passwords of
its day open it. It is proved before it is named, and nothing older is removed before that.
"""

from __future__ import annotations

import json
import re
import secrets as randomness
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.vault import audit, container, copying, header, key_files, migrations
from youthcase.vault.container import Envelope, Part
from youthcase.vault.copying import Measure, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from youthcase.vault.copying import Parts

FOLDER = "backups"
MARK = "backup"  # the row of `vault_meta` by which a restored vault knows itself
DAYS, WEEKS = 7, 4

_DUE_AFTER = timedelta(days=1)
_NAME = re.compile(
    r"youthcase-([0-9a-f]{12})-([0-9]{8}T[0-9]{6}Z)-(daily|hand|migration|rotation)"
    r"(?:-[0-9]+)?\.backup"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One backup that lies in a folder."""

    file: Path
    at: datetime
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that has passed: where it is, and what it holds."""

    file: Path
    id: str
    at: datetime
    measure: Measure
    has_counts: bool


def folder_of(vault: Path) -> Path:
    """Where a vault keeps its own backups."""
    return vault / FOLDER


def file_for(folder: Path, vault: str, kind: str, at: datetime) -> Path:
    """The name of a new backup in `folder`, not taken yet."""
    stem = f"youthcase-{vault[:12]}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{kind}"
    file, number = folder / f"{stem}{container.SUFFIX}", 1
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}{container.SUFFIX}"
    return file


def kept(folder: Path, vault: str | None) -> list[Kept]:
    """The backups of a vault (None: of any) in a folder, the newest first, by their names."""
    try:
        names = [file for file in folder.iterdir() if _NAME.fullmatch(file.name)]
    except OSError:
        return []
    found: list[Kept] = []
    for file in names:
        match = _NAME.fullmatch(file.name)
        if match is None or (vault is not None and match[1] != vault[:12]):
            continue
        try:
            at = datetime.strptime(match[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Kept(file=file, at=at, kind=match[3]))
    return sorted(found, key=lambda one: (one.at, one.file.name), reverse=True)


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time for another: none yet, or the last is older than a day.

    One that seems to lie days ahead was made under a wrong clock and says nothing.
    """
    return last is None or abs(now - last) >= _DUE_AFTER


def to_remove(found: Iterable[Kept]) -> list[Kept]:
    """What may go: all but the newest of 7 days and of 4 weeks, and the special ones.

    The copy before each migration and each rotation stays, and so does one made by hand
    on the day it was made, since it then is that day's newest.
    """
    days: dict[object, Kept] = {}
    weeks: dict[object, Kept] = {}
    aside: list[Kept] = []
    ordinary: list[Kept] = []
    for one in sorted(found, key=lambda one: one.at, reverse=True):
        if one.kind in ("migration", "rotation"):
            aside.append(one)
            continue
        ordinary.append(one)
        days.setdefault(one.at.date(), one)
        weeks.setdefault(one.at.isocalendar()[:2], one)
    stay = [*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS], *aside]
    return [one for one in ordinary if one not in stay]


def prune(folder: Path, vault: str) -> list[Path]:
    """Remove the copies that are no longer needed; only whole ones count as kept.

    To be called after a new copy has passed, never before. A copy that is not whole takes
    nobody's place and is left for a person to see.
    """
    whole = [one for one in kept(folder, vault) if is_whole(one.file)]
    gone: list[Path] = []
    for one in to_remove(whole):
        try:
            one.file.unlink()
        except OSError:
            continue
        gone.append(one.file)
    return gone


def is_whole(file: Path) -> bool:
    """Whether a file begins as a backup and has the length that it says."""
    try:
        container.envelope(file)
    except Refusal:
        return False
    return True


def make(parts: Parts, target: Path, kind: str, now: datetime, watch: Watch) -> Made:
    """Copy a vault into one container and prove the copy.

    Others may write meanwhile. A harmed counts file is left out and told.

    Raises:
        Damaged: the case file is harmed, so that no good copy can be made of it.
        Stopped, Refusal: nothing was made and nothing is left of it.
    """
    target = target.absolute()
    if target.exists():
        raise Refusal(
            _("There is a file of that name already. Nothing was made. Choose another name.")
        )
    room = folder_of(parts.folder)
    _make_folder(room)
    _make_folder(target.parent)
    copying.refuse_no_room(room, 2 * parts.size)
    copying.refuse_no_room(target.parent, parts.size)
    copying.refuse_strangers(parts)
    with copying.disk_faults(), copying.scratch(room) as scratch:
        return _made(parts, scratch, target, kind, now, watch)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            _(
                "The place for the backup is not there and cannot be made. Nothing was made. "
                "Look whether the drive is connected, or choose another place."
            )
        ) from error


def _made(
    parts: Parts, scratch: Path, target: Path, kind: str, now: datetime, watch: Watch
) -> Made:
    fresh, secrets = copying.fresh(parts.header, parts.header.slots, parts.secrets)
    id_ = randomness.token_hex(16)
    made = copying.Parts(scratch, fresh, secrets)
    schema = 0

    def mark(db: Connection) -> None:
        nonlocal schema
        schema = migrations.version(db)
        db.execute("DELETE FROM vault_meta WHERE key = ?", (MARK,))
        rows = copying.rows_by_table(db)
        about = json.dumps({"id": id_, "made": audit.stamp(now), "rows": rows})
        db.execute("INSERT INTO vault_meta VALUES (?, ?)", (MARK, about))

    try:
        measure = copying.copy(
            parts.case_file,
            parts.secrets.case_file,
            made.case_file,
            secrets.case_file,
            alter=mark,
            watch=watch.within(0, 50, 100),
        )
        counts = _counts(parts, made, watch.within(50, 5, 100))
        file = _signed(replace(made, header=replace(fresh, audit=measure.audit, schema=schema)))
    finally:
        secrets.wipe()
    files = (file, made.case_file, counts)
    envelope = Envelope(
        id=id_,
        vault=fresh.vault,
        made=audit.stamp(now),
        kind=kind,
        parts=tuple(_part(one) for one in files),
    )
    container.pack(envelope, files, target, watch.within(55, 45, 100))
    return Made(file=target, id=id_, at=now, measure=measure, has_counts=counts is not None)


def _counts(parts: Parts, made: Parts, watch: Watch) -> Path | None:
    """The copy of the counts file; none where it is harmed: it must not cost the case files."""
    try:
        copying.copy(
            parts.counts_file,
            parts.secrets.counts_file,
            made.counts_file,
            made.secrets.counts_file,
            watch=watch,
        )
    except Damaged:
        copying.remove([made.counts_file])
        return None
    return made.counts_file


def _signed(made: Parts) -> Path:
    key_files.write(made.folder, made.header, made.secrets.header)
    file = made.folder / key_files.COPIES[0]
    if not header.parsed(file.read_bytes()).is_authentic(made.secrets.header):
        raise Damaged(_("The key file of the backup could not be read back. Nothing was made."))
    return file


def _part(file: Path | None) -> Part:
    return container.part_of(file) if file else Part(0, container.NOTHING)
