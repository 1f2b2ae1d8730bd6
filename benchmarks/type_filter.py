"""How long from a key in the caseload's filter to its lines, found and painted?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import data
import window as windows
from measure import Lap, beside, in_turn, timed, within
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from youthcase.services.people import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from measure import Figure

    from youthcase.services.house import Services
    from youthcase.ui.main_window import MainWindow
    from youthcase.vault.vault import Vault

_TYPED = ("a", "am", "ami", "amin", "f", "fa", "far", "z", "ze", "zel", "079", "yp-0")
_PAGE = 100  # lines that a table asks for at a time
_LIKE = """
    FROM case_line l JOIN person p ON p.id = l.person LEFT JOIN staff s ON s.id = l.worker
    WHERE l.search LIKE ?"""
_LINES = f"""
    SELECT l.*, p.ref, p.first_name, p.last_name, p.known_as, p.dob, p.safe_contact,
    s.name AS worker_name {_LIKE}
    ORDER BY l.due IS NULL, l.due, l.name, l.person LIMIT {_PAGE}"""


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """What the services need for a key, then the whole way from key to paint."""
    vault = data.make_vault(folder / "filter", data.light(sizes.typed_over))
    rounds = len(_TYPED) * (2 if sizes.is_judged else 1)
    with data.unlocked(vault) as (opened, services):
        plain = _plain_copy(opened, folder / "plain.db")
        bare = [timed(partial(_bare, plain, text)) for text in _TYPED]
        yield beside(
            f"filter {sizes.typed_over:,} people, services, a key",
            in_turn([timed(partial(_asked, services, text)) for text in _TYPED]),
            in_turn(bare),
            limit_is="LIKE in plain SQLite",
            rounds=rounds,
            aim=within(0.050),
        )
        with windows.shown(vault, folder) as window:
            window.enter(services)
            assert window.main is not None
            yield beside(
                f"filter {sizes.typed_over:,} people, key to paint",
                in_turn(_keys(window.main, services)),
                in_turn(bare),
                limit_is="LIKE in plain SQLite",
                rounds=rounds,
                aim=within(0.050),
            )


def _asked(services: Services, text: str) -> None:
    wanted = Wanted(text=text)
    if services.people.count(wanted):
        services.people.page(wanted, offset=0, limit=_PAGE)


def _bare(plain: Path, text: str) -> None:
    """The same two questions over a connection of their own, as every unit of work has."""
    like = f"%{text}%".replace("-", " ")
    with closing(sqlite3.connect(plain)) as db:
        db.execute(f"SELECT count(*) {_LIKE}", (like,)).fetchone()
        db.execute(_LINES, (like,)).fetchall()


def _keys(main: MainWindow, services: Services) -> list[Callable[[], Lap]]:
    """One last key for each text; what stands before it is typed without being measured."""
    box = main.findChild(QLineEdit, "filter")
    table = main.findChild(QAbstractItemView, "young_people")
    assert box is not None
    assert table is not None

    def press(text: str) -> Lap:
        box.setText(text[:-1])
        windows.settle()
        rows = services.people.count(Wanted(text=text))
        painted = windows.Painted(table, rows=rows)

        def to_paint() -> None:
            QTest.keyClicks(box, text[-1])
            windows.until(lambda: painted.seen)

        lap = timed(to_paint)()
        painted.stop()
        return lap

    return [partial(press, text) for text in _TYPED]


def _plain_copy(vault: Vault, file: Path) -> Path:
    """The tables that the caseload reads, with their indexes, without encryption."""
    with vault.read() as source, closing(sqlite3.connect(file)) as target, target:
        for table in ("staff", "person", "case_line"):
            made = source.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
            )
            for (sql,) in made.fetchall():
                target.execute(sql)
            rows = [tuple(row) for row in source.execute(f"SELECT * FROM {table}")]  # noqa: S608
            marks = ", ".join("?" * len(rows[0]))
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
    return file
