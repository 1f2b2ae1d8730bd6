"""Whatever a file holds, the answer is a proposal or a sentence, never a fault."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthcase.errors import Refusal
from youthcase.importing.layout import SHEETS
from youthcase.importing.proposal import Proposal

SAMPLE = Path(__file__).parent / "sample"
WORKBOOK = (SAMPLE / "sample.xlsx").read_bytes()
COLUMNS = {sheet.name: [c.name for c in sheet.columns] for sheet in SHEETS}
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

# Cells that are nearly right find more than cells of noise.
NEARLY = st.sampled_from(
    ["", "1", "2", "0", "-1", "YP-1", "yp-1", "2026-07-06", "2026-07-06T14:00", "2026-02-30",
     "9999-12-31", "0001-01-01", "ACCEPTED", "F2F_HOME", "YP;YP", ";", "NONE;NK", "Y", "n",
     "٣", "²", "1e9", "999999999999", "=1+1", "GBO", "AGREED", "INTERVENTION", "6", "F", "B2",
     "GANG", "ATTENDED", "START", "CASEWORKER", "SAFE", "\u2028", "\ufeff", "a" * 400]
)  # fmt: skip
CELLS = NEARLY | st.text(max_size=12)


def answered(propose_at, path):
    """Propose; a Refusal is an answer too."""
    try:
        proposal = propose_at(path)
    except Refusal as refusal:
        return str(refusal)
    assert isinstance(proposal, Proposal)
    assert all(p.sentence and p.remedy for p in proposal.problems)
    if proposal.refused:
        assert not any(proposal.counts.values())
    for kind in proposal.records.by_kind():
        for record in kind:
            # What is kept is written as UTF-8.
            [str(getattr(record, f)).encode() for f in record.__dataclass_fields__]
    return proposal


@QUICK
@given(content=st.binary(max_size=400), sheet=st.sampled_from(sorted(COLUMNS)))
def test_any_bytes_as_a_csv_file_are_answered(tmp_path, propose_at, content, sheet):
    for file in tmp_path.glob("*.csv"):
        file.unlink()
    (tmp_path / f"{sheet}.csv").write_bytes(content)
    answered(propose_at, tmp_path)
    head = ",".join(COLUMNS[sheet]).encode() + b"\n"
    (tmp_path / f"{sheet}.csv").write_bytes(head + content)
    answered(propose_at, tmp_path)


@st.composite
def tables(draw):
    """Rows for some sheets, in the layout's columns, of which a few may be missing."""
    chosen = draw(st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, min_size=1))
    found = {}
    for sheet in chosen:
        columns = draw(st.permutations(COLUMNS[sheet]))
        columns = columns[draw(st.integers(0, 2)) :]
        row = st.lists(CELLS, min_size=len(columns), max_size=len(columns) + 1)
        found[sheet] = [columns, *draw(st.lists(row, max_size=4))]
    return found


@QUICK
@given(found=tables())
def test_any_table_of_texts_is_answered(tmp_path, propose_at, found):
    for file in tmp_path.glob("*.csv"):
        file.unlink()
    for sheet, rows in found.items():
        with (tmp_path / f"{sheet}.csv").open(
            "w", encoding="utf-8", newline="", errors="replace"
        ) as file:
            csv.writer(file).writerows(rows)
    answered(propose_at, tmp_path)


@QUICK
@given(data=st.data())
def test_any_change_of_a_sound_folder_is_answered(tmp_path, propose_at, data):
    for file in (SAMPLE / "csv").glob("*.csv"):
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
        for _change in range(data.draw(st.integers(0, 2))):
            row = rows[data.draw(st.integers(0, len(rows) - 1))]
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        (tmp_path / file.name).write_bytes(text.getvalue().encode("utf-8", "replace"))
    answered(propose_at, tmp_path)


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@QUICK
@given(data=st.data())
def test_any_change_of_a_workbooks_bytes_is_answered(tmp_path, propose_at, data):
    content = bytearray(WORKBOOK)
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "list.xlsx").write_bytes(content)
    answered(propose_at, tmp_path / "list.xlsx")


@QUICK
@given(data=st.data())
def test_any_change_of_a_workbooks_xml_is_answered(tmp_path, propose_at, parts, data):
    name = data.draw(st.sampled_from(sorted(n for n in parts if n.endswith((".xml", ".rels")))))
    content = bytearray(parts[name])
    place = data.draw(st.integers(0, len(content) - 1))
    piece = data.draw(
        st.binary(max_size=6)
        | st.sampled_from(
            [b'"', b"<", b">", b"</c>", b"<c>", b"<row>", b"<f/>", b"0", b"-", b"&amp;"]
        )
    )
    content[place : place + data.draw(st.integers(0, 20))] = piece
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        for part, whole in parts.items():
            archive.writestr(part, bytes(content) if part == name else whole)
    answered(propose_at, tmp_path / "list.xlsx")
