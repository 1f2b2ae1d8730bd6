"""Does the journal give back a whole vault of training histories?"""

import pytest

from youthcase.services import training
from youthcase.store import caseload, journal, tables


@pytest.fixture
def vault(session, folder):
    training.make(folder, session, people=30)
    services = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    yield services.people._desk.vault
    services.sitting.lock()


def rows(db):
    found = {t: db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables.KINDS}
    found["case_line"] = db.execute("SELECT * FROM case_line ORDER BY person").fetchall()
    return {table: [tuple(row) for row in rows] for table, rows in found.items()}


def test_rebuilding_from_the_journal_gives_the_same_tables(vault):
    with vault.read() as db:
        before = rows(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        fixed = {tuple(row) for row in triggers}
        assert journal.verify(db) == []
    with vault.write() as db:
        journal.rebuild(db)
        caseload.refresh(db)
    with vault.read() as db:
        after = rows(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        assert {tuple(row) for row in triggers} == fixed
    assert after == before
    assert all(
        before[t] for t in ("person", "episode", "contact", "plan_item", "plan_decision")
    )


class UndoError(Exception):
    """Leaves a transaction as if it had not been."""


def problems_after(vault, sql):
    """What the journal's check says of a vault after `sql`; the vault stays as it was."""
    found = []
    try:
        with vault.write() as db:
            db.execute(sql)
            found = journal.verify(db)
            raise UndoError  # noqa: TRY301  the only way out of a transaction undone
    except UndoError:
        return found


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("person", "UPDATE person SET phone = '07700 900999'"),
        ("score", "UPDATE score SET value = value + 1"),
        ("agreement", "DELETE FROM agreement"),
        ("staff", "UPDATE staff SET role = 'SUPERVISOR'"),
    ],
)
def test_a_row_changed_behind_the_journal_is_found_in_any_table(vault, table, sql):
    assert any(table in problem for problem in problems_after(vault, sql))
