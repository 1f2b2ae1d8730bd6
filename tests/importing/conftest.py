"""One young person's history as a folder of CSV files, to be changed cell by cell."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from youthcase.importing.proposal import Known, propose

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)

PERSON = {
    "ref": "YP-1",
    "first_name": "Amara",
    "last_name": "Okonkwo",
    "dob": "2010-05-05",
    "sex": "F",
    "ethnicity": "B2",
}
EPISODE = {
    "ref": "YP-1",
    "episode": "1",
    "referral_received": "2026-06-15",
    "referral_source": "6",
    "referral_type": "INTERVENTION",
    "decision": "ACCEPTED",
    "start": "2026-06-22",
    "end": "",
    "closure_reason": "",
    "lead_worker": "Grace Adeyemi",
    "primary_risk": "GANG",
    "agreement_to_engage": "Y",
    "agreement_date": "2026-06-22",
}
CONTACT = {
    "ref": "YP-1",
    "episode": "1",
    "started_at": "2026-07-06T14:00",
    "duration_minutes": "45",
    "mode": "F2F_HOME",
    "attended": "ATTENDED",
    "with": "YP;PARENT_CARER",
    "summary": "Talked about the week.",
    "written_by": "Grace Adeyemi",
}
PLAN = {
    "ref": "YP-1",
    "episode": "1",
    "version": "1",
    "status": "ACTIVE",
    "agreed_date": "2026-07-20",
    "participation": "AGREED",
    "approved_date": "2026-07-21",
    "approved_by": "Priya Nair",
    "review_due": "2026-12-31",
    "ended_date": "",
}
ITEM = {
    "ref": "YP-1",
    "episode": "1",
    "version": "1",
    "section": "2",
    "position": "",
    "text": "I want to walk to training again.",
    "audience": "FAMILY;CARD",
}
PLACE = {
    "ref": "YP-1",
    "episode": "1",
    "version": "1",
    "name": "The library",
    "status": "SAFE",
}
SCORE = {
    "ref": "YP-1",
    "episode": "1",
    "date": "2026-07-06",
    "tool": "GBO",
    "occasion": "START",
    "item": "G1",
    "value": "3",
    "scored_by": "Grace Adeyemi",
}
STAFF = {"name": "Priya Nair", "role": "SUPERVISOR"}


class History:
    """The rows of each sheet; `change` one cell, `add` a row like the first, then `propose`."""

    def __init__(self, folder):
        self.folder = folder
        self.sheets = {
            "people": [dict(PERSON)],
            "episodes": [dict(EPISODE)],
            "contacts": [dict(CONTACT)],
            "plans": [dict(PLAN)],
            "plan_items": [dict(ITEM)],
            "plan_places": [dict(PLACE)],
            "scores": [dict(SCORE)],
            "staff": [dict(STAFF)],
        }

    def change(self, sheet, **cells):
        self.sheets[sheet][0].update(cells)
        return self

    def add(self, sheet, **cells):
        self.sheets[sheet].append({**self.sheets[sheet][0], **cells})
        return self

    def without(self, *sheets):
        for sheet in sheets:
            del self.sheets[sheet]
        return self

    def write(self):
        for name, rows in self.sheets.items():
            with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                columns = list(dict.fromkeys(c for row in rows for c in row))
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
        return self.folder

    def propose(self, known=None, **options):
        return propose(self.write(), known or Known(), now=NOW, today=TODAY, **options)


@pytest.fixture
def history(tmp_path):
    folder = tmp_path / "history"
    folder.mkdir()
    return History(folder)


def told(proposal, severity="error"):
    """Where the problems of one severity are: (sheet, row, column)."""
    return [(p.sheet, p.row, p.column) for p in proposal.problems if p.severity == severity]


@pytest.fixture
def errors():
    return told


@pytest.fixture
def warnings_of():
    return lambda proposal: told(proposal, "warning")


@pytest.fixture
def propose_at():
    """Propose what is at a path, at the time of these tests."""
    return lambda path, known=None, **options: propose(
        path, known or Known(), now=NOW, today=TODAY, **options
    )
