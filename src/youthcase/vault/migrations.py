"""Which steps bring a database to the shape that this version knows?

Steps are numbered SQL files, each applied in one transaction that also moves
`user_version`; a file that has been released is never edited.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from youthcase import resources
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection


@cache
def steps(*below: str) -> tuple[str, ...]:
    """The SQL of every step in order, from `resources/migrations` or a folder below it."""
    files = sorted(resources.path("migrations", *below).glob("[0-9]*.sql"))
    for number, file in enumerate(files, start=1):
        if not file.name.startswith(f"{number:04d}_"):
            raise ValueError(file.name)
    return tuple(file.read_text(encoding="utf-8") for file in files)


def version(db: Connection) -> int:
    """The number of steps that a database has taken."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def refuse_newer(number: int, known: Sequence[str]) -> None:
    """Take a database of this version, or say that it comes from a newer program."""
    if number > len(known):
        raise Refusal(
            _(
                "This vault was written by a newer version of Youthcase. Nothing was changed. "
                "Install the newer version to open it."
            )
        )


def migrate(db: Connection, known: Sequence[str]) -> int:
    """Take the steps that are still to take; the number of steps taken.

    A step that fails leaves the database as it was before that step.
    """
    begin = version(db)
    refuse_newer(begin, known)
    for number, script in enumerate(known[begin:], start=begin + 1):
        # executescript() commits first, so the transaction lives in the text.
        text = f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
        try:
            db.executescript(text)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    return len(known) - begin
