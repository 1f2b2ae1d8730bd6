"""Do the records and the tables agree, in shape and in content?"""

from dataclasses import fields
from datetime import UTC, date, datetime, time

import pytest

from youthcase.domain.contacts import Contact
from youthcase.domain.plans import PlanItem
from youthcase.store import mapping, tables


@pytest.mark.parametrize("kind", tables.TABLES, ids=lambda kind: kind.__name__)
def test_the_fields_of_a_record_are_the_columns_of_its_table(sam, kind):
    with sam.people._desk.vault.read() as db:
        info = db.execute(f"PRAGMA table_info({tables.TABLES[kind]})").fetchall()
    assert [row["name"] for row in info] == [f.name for f in fields(kind)]


@pytest.mark.parametrize("kind", tables.TABLES, ids=lambda kind: kind.__name__)
def test_what_a_record_must_have_its_column_must_have(sam, kind):
    with sam.people._desk.vault.read() as db:
        info = db.execute(f"PRAGMA table_info({tables.TABLES[kind]})").fetchall()
    may_be_empty = {row["name"] for row in info if not row["notnull"] and not row["pk"]}
    hints = {f.name for f in fields(kind) if "None" in str(f.type)}
    assert may_be_empty == hints


def test_every_table_is_strict(sam):
    with sam.people._desk.vault.read() as db:
        found = db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
        loose = [
            name for name, strict in found if not strict and not name.startswith("sqlite_")
        ]
    assert loose == []


def test_a_record_comes_back_from_its_row_as_it_was():
    contact = Contact(
        id="c",
        person="p",
        episode="e",
        day=date(2026, 7, 6),
        at=time(9, 5),
        mode="PHONE",
        attended="ATTENDED",
        with_whom=("YP", "SIBLING"),
        significant=True,
        recorded_at=datetime(2026, 7, 6, 10, 0, tzinfo=UTC),
    )
    assert mapping.read(Contact, mapping.plain(contact)) == contact


def test_a_record_does_not_show_its_words_in_repr():
    item = PlanItem(id="i", person="p", version="v", section=4, position=1, text="canary-31")
    assert "canary-31" not in repr(item)
