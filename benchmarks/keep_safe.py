"""What do a backup and a change of the keys take, beside one bare call of the copying API?"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import data
from measure import Lap, beside, timed, within

from youthcase.vault import copying, database, header, keys, opening, place
from youthcase.vault.keys import FLOOR
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from sqlite3 import Connection

    from measure import Figure

_ROW = 50_000  # bytes, twice as many letters


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """A vault filled with what cannot be packed."""
    vault = folder / "keep"
    Vault.create(vault, user=data.USER, password=data.PASSWORD, kdf=FLOOR).vault.close()
    with Vault.open(vault, user=data.USER, password=data.PASSWORD) as opened:
        for number in range(sizes.megabytes * 1_000_000 // (2 * _ROW)):
            with opened.write() as db:
                row = f"row {number}", os.urandom(_ROW).hex()
                db.execute("INSERT INTO vault_meta VALUES (?, ?)", row)
    measure = partial(beside, limit_is="bare backup()", rounds=sizes.long_rounds)
    with Vault.open(vault, user=data.USER, password=data.PASSWORD) as opened:
        source = _Source(vault)
        bare = timed(source.copy)
        yield measure(
            f"backup of {sizes.megabytes} MB, proved",
            timed(partial(_back_up, opened)),
            bare,
        )

        def turned() -> Lap:
            lap = timed(opened.rotate)()
            source.look_again()
            _forget(opened.backups)
            return lap

        yield measure(
            f"new keys for {sizes.megabytes} MB, with the backup before",
            turned,
            bare,
            aim=within(10),
        )
        source.close()


class _Source:
    """The case file as SQLite's own interface sees it, under whatever keys it has now."""

    def __init__(self, vault: Path) -> None:
        self._vault = vault
        self.look_again()

    def look_again(self) -> None:
        """Find the file and the keys of the generation in force; this is not measured."""
        secret = keys.of_password(data.PASSWORD)
        found = opening.unlock(
            self._vault, lambda known: header.slot_id(known.vault, data.USER), secret
        )
        self._file = place.case_file(self._vault, found.header.generation)
        self._key = found.secrets.case_file

    def copy(self) -> None:
        """One call of backup(), under another key, flushed."""
        target = self._vault.with_name("bare.db")
        target.unlink(missing_ok=True)
        place.create_empty(target)
        with _connected(self._file, self._key) as source:
            to = database.blank(target, bytearray(os.urandom(48)))
            source.backup(to)
            to.close()
        copying.flush(target)

    def close(self) -> None:
        """Remove the copy."""
        self._vault.with_name("bare.db").unlink(missing_ok=True)


@contextmanager
def _connected(file: Path, key: bytearray) -> Generator[Connection]:
    db = database.connect(file, key, only_read=True)
    try:
        yield db
    finally:
        db.close()


def _back_up(vault: Vault) -> None:
    file = vault.backups / f"{datetime.now(UTC):%H%M%S%f}.youthcase"
    vault.backup(file)
    file.unlink()


def _forget(folder: Path) -> None:
    for file in folder.iterdir():
        if file.is_file():
            file.unlink()
