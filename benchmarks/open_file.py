"""How long does it take to open a young person's file with hundreds of entries?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import data
import window as windows
from measure import Lap, beside, timed

from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.timeline import Timeline
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Figure

    from youthcase.domain.ids import PersonId
    from youthcase.ui.main_window import MainWindow
    from youthcase.vault.vault import Vault

_TABLES = (
    *("person", "episode", "agreement", "contact", "addendum", "score"),
    *("plan_version", "plan_decision", "plan_copy_given"),
)


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """What the services read, then the whole way from the caseload to a painted file."""
    records = data.long_file(sizes.entries)
    person = records.people[0].id
    vault = data.make_vault(folder / "file", records)
    with data.unlocked(vault) as (opened, services):
        people = services.people
        assert len(people.timeline(person)) == sizes.entries
        bare = timed(partial(_bare, opened, person))
        yield beside(
            f"open a file of {sizes.entries} entries, services",
            timed(lambda: (people.opened(person), people.timeline(person))),
            bare,
            limit_is="bare rows, audit line",
            rounds=sizes.rounds,
        )
        with windows.shown(vault, folder) as window:
            window.enter(services)
            assert window.main is not None
            # The first one also imports and builds the page; there is only one in a sitting.
            for first, rounds in ((", first", 1), ("", sizes.rounds)):
                yield beside(
                    f"open a file of {sizes.entries} entries, to paint{first}",
                    partial(_open, window.main, person, sizes.entries),
                    bare,
                    limit_is="bare rows, audit line",
                    rounds=rounds,
                    warm=False,
                )


def _open(main: MainWindow, person: PersonId, entries: int) -> Lap:
    """From the caseload to the file, having gone to the caseload unmeasured."""
    main.go(Place(Room.CASELOAD))
    windows.settle()

    def to_paint() -> None:
        main.go(Place(Room.FILE, person))
        assert main.page is not None
        timeline = main.page.findChild(Timeline)
        assert timeline is not None
        painted = windows.Painted(timeline, rows=entries)
        windows.until(lambda: painted.seen)
        painted.stop()

    return timed(to_paint)()


def _bare(vault: Vault, person: PersonId) -> None:
    """All rows of the file in one connection, and the audit's line in another."""
    with vault.write() as db:
        audit.append(db, vault.signature, [audit.Act("person.view", f"person/{person}")])
    with vault.read() as db:
        for table in _TABLES:
            column = "id" if table == "person" else "person"
            db.execute(f"SELECT * FROM {table} WHERE {column} = ?", (person,)).fetchall()  # noqa: S608
