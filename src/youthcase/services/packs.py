"""How does a team with several laptops count each young person once?

Every laptop makes the same token of the same reference, because the team shares one key.
A pack carries counting facts, sealed with a passphrase; merging is a union by token, so
the same pack twice, or packs in another order, change nothing.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services.counting import keep_in_step
from youthcase.services.settings import COUNTED_BY
from youthcase.store import cases, counts, packs, releases
from youthcase.store.packs import Row
from youthcase.vault import packs as sealing

if TYPE_CHECKING:
    from pathlib import Path

    from youthcase.services.desk import Desk
    from youthcase.store.packs import Guest

FORMAT = 1
TEAM, FACTS = "team", "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a pack would change; nothing is taken in yet."""

    vault: str
    made: str
    new: int
    changed: int
    same: int
    gone: int
    rows: tuple[Row, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was taken in. `conflicts` counts people of whom laptops know different things.

    `is_deleted` is whether the pack is gone from where it lay.
    """

    brought: Brought
    people: int
    conflicts: tuple[tuple[bytes, tuple[str, ...]], ...]
    is_deleted: bool


class Packs:
    """Counting facts that travel between the laptops of one team."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def team_file(self, passphrase: str) -> bytes:
        """The team's key, for the other laptops to make the same tokens.

        Raises: NotAllowed for caseworkers, Refusal for a weak passphrase.
        """
        desk = self._desk
        desk.require_supervisor()
        with desk.vault.counts_write() as db:
            content = {"key": counts.token_key(db).hex(), "basis": self._basis()}
            desk.note(db, "team.shared")
        return sealing.sealed(
            _json(content), passphrase, {"format": FORMAT, "is": TEAM}, desk.kdf
        )

    def join(self, data: bytes, passphrase: str) -> None:
        """Make tokens with the team's key from now on.

        Raises: NotAllowed for caseworkers; Refusal once returns were released from here,
        since their people would become other people; WrongPassword, Damaged for the file.
        """
        desk = self._desk
        desk.require_supervisor()
        content = _content(data, passphrase, TEAM)
        with desk.vault.counts_write() as db:
            same = counts.token_key(db).hex() == content["key"]
            if not same and (releases.every(db) or packs.guests(db)):
                raise Refusal(
                    _(
                        "Returns were released from this computer, or other laptops' facts "
                        "are in it: under another key the same people would count twice. "
                        "Nothing was changed. Share this computer's key with the others."
                    )
                )
            if not same:
                counts.take_key(db, bytes.fromhex(content["key"]))
            desk.note(db, "team.joined")
        keep_in_step(desk)

    def export(self, passphrase: str) -> bytes:
        """This laptop's counting facts, up to date, sealed.

        Raises: NotAllowed for caseworkers, Refusal for a weak passphrase.
        """
        desk = self._desk
        desk.require_supervisor()
        keep_in_step(desk)
        with desk.vault.counts_write() as db:
            rows = packs.own(db)
            key = _mark(counts.token_key(db))
            desk.note(db, "pack.made")
        content = {
            "vault": desk.vault.id,
            "made": desk.now.isoformat(),
            "key": key,
            "rows": [
                [b64encode(t).decode(), basis, b64encode(b).decode()] for t, basis, b in rows
            ],
        }
        about = {"format": FORMAT, "is": FACTS}
        return sealing.sealed(_json(content), passphrase, about, desk.kdf)

    def read(self, data: bytes, passphrase: str) -> Brought:
        """What a pack would change.

        Raises: NotAllowed for caseworkers; Refusal for a pack under another team's key, of
        this computer itself, or older than what is here; WrongPassword, Damaged.
        """
        desk = self._desk
        desk.require_supervisor()
        content = _content(data, passphrase, FACTS)
        keep_in_step(desk)  # what is here is compared with what comes
        rows = _rows(content["rows"])
        vault, made = str(content["vault"]), str(content["made"])
        with desk.vault.counts_read() as db:
            if content["key"] != _mark(counts.token_key(db)):
                raise Refusal(
                    _(
                        "This pack was made under another team's key, so the same person "
                        "would count twice. Nothing was taken in. Share the team's key first, "
                        "then have the pack made again."
                    )
                )
            if vault == desk.vault.id:
                raise Refusal(_("This pack was made on this computer: it is all here already."))
            known = {guest.vault: guest.made for guest in packs.guests(db)}
            if known.get(vault, "") > made:
                raise Refusal(
                    _("A newer pack of that laptop is here already. Nothing was changed.")
                )
            before = packs.brought(db, vault)
        now = {token: body for token, _basis, body in rows}
        same = sum(before.get(token) == body for token, body in now.items())
        return Brought(
            vault=vault,
            made=made,
            new=len(now.keys() - before.keys()),
            changed=len(now.keys() & before.keys()) - same,
            same=same,
            gone=len(before.keys() - now.keys()),
            rows=rows,
        )

    def merge(self, brought: Brought, file: Path | None = None) -> Merged:
        """Take a pack in, and delete the file that it came in.

        Raises: NotAllowed for caseworkers, Refusal when it cannot be written.
        """
        desk = self._desk
        desk.require_supervisor()
        with desk.vault.counts_write() as db:
            packs.take_in(db, brought.vault, brought.made, brought.rows)
            found = packs.conflicts(db)
            desk.note(db, "pack.merged", f"vault/{brought.vault[:8]}")
        is_deleted = False
        if file is not None:
            with suppress(OSError):
                file.unlink()
                is_deleted = True
        return Merged(
            brought=brought,
            people=len(brought.rows),
            conflicts=found,
            is_deleted=is_deleted,
        )

    def guests(self) -> tuple[Guest, ...]:
        """The laptops whose facts were taken in.

        Raises: NotAllowed for caseworkers.
        """
        self._desk.require_supervisor()
        with self._desk.vault.counts_read() as db:
            return packs.guests(db)

    def _basis(self) -> str:
        with self._desk.vault.read() as db:
            kept = cases.setting(db, COUNTED_BY)
        return kept.value if kept and kept.value else counts.BY_REFERENCE


def _content(data: bytes, passphrase: str, kind: str) -> dict[str, Any]:
    about, content = sealing.opened(data, passphrase)
    if about.get("format") != FORMAT or about.get("is") != kind:
        raise Refusal(
            _("This file is of another kind, or of a newer version. Nothing was taken in."),
            field="file",
        )
    return json.loads(content)


def _rows(written: list[Any]) -> tuple[Row, ...]:
    """The facts of a pack; each is read once, so that nothing else gets in.

    Raises: Damaged for anything that no laptop of ours wrote.
    """
    try:
        rows = tuple((b64decode(t), str(basis), b64decode(b)) for t, basis, b in written)
        for token, _basis, body in rows:
            counts.check(token, body)
    except (ValueError, TypeError, KeyError):
        raise Damaged(_("This pack is damaged. Nothing was taken in.")) from None
    return rows


def _mark(key: bytes) -> str:
    """Whether two keys are one, without saying the key."""
    return hashlib.sha256(b"youthcase team\0" + key).hexdigest()[:16]


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()
