"""How long does an import take beside bare inserts of the very same rows?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import data
from measure import Lap, beside, timed, times

from youthcase.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Figure

    from youthcase.domain.records import Records
    from youthcase.vault.vault import Vault

Rows = dict[str, list[tuple[Any, ...]]]
# Everything that an import writes, each table after those that it refers to.
_WRITTEN = ("journal", "audit", *tables.KINDS, "case_line")


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """A folder of CSV files to a vault that holds it; the limit has the rows ready made."""
    sheets = data.write_sheets(folder / "sheets", sizes.people, sizes.contacts_each)
    nobody = data.light(0)
    rows = _rows_of_import(folder / "made", sheets, nobody)
    bench = _Bench(folder, nobody)
    contacts = sizes.people * sizes.contacts_each
    yield beside(
        f"import {sizes.people:,} people, {contacts:,} contacts",
        partial(bench.bring_in, sheets),
        partial(bench.insert, rows),
        limit_is="executemany, same rows",
        rounds=sizes.long_rounds,
        aim=times(6),
        warm=False,
    )


class _Bench:
    """A new vault with nobody in it for each go, made before the clock starts."""

    def __init__(self, folder: Path, nobody: Records) -> None:
        self._folder, self._nobody = folder, nobody
        self._goes = 0

    def bring_in(self, sheets: Path) -> Lap:
        """Read and check the files, and save what they hold."""
        with data.unlocked(self._vault()) as (_vault, services):

            def work() -> None:
                services.importing.bring_in(services.importing.read(sheets))

            return timed(work)()

    def insert(self, rows: Rows) -> Lap:
        """Nothing but the inserts, in one transaction of a vault's own connection."""
        with data.unlocked(self._vault()) as (vault, _services):

            def work() -> None:
                with vault.write() as db:
                    for table, values in rows.items():
                        marks = ", ".join("?" * len(values[0]))
                        db.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608

            return timed(work)()

    def _vault(self) -> Path:
        self._goes += 1
        return data.make_vault(self._folder / f"import-{self._goes}", self._nobody)


def _rows_of_import(folder: Path, sheets: Path, nobody: Records) -> Rows:
    """What one import adds to every table."""
    with data.unlocked(data.make_vault(folder, nobody)) as (vault, services):
        before = _rows(vault)
        services.importing.bring_in(services.importing.read(sheets))
        after = _rows(vault)
    added: Rows = {}
    for table, rows in after.items():
        known = set(before[table])
        if new := [row for row in rows if row not in known]:
            added[table] = new
    return added


def _rows(vault: Vault) -> Rows:
    with vault.read() as db:
        return {
            table: [tuple(row) for row in db.execute(f"SELECT * FROM {table}")]  # noqa: S608
            for table in _WRITTEN
        }
