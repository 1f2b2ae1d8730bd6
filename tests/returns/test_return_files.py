"""The files of a release: the same bytes each time, and nothing behind the figures."""

import csv
import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from youthcase.domain import periods
from youthcase.domain.rule import Rule
from youthcase.errors import Damaged, Refusal
from youthcase.returns import files, wording
from youthcase.returns.cells import rows
from youthcase.returns.facts import Facts
from youthcase.returns.layout import standard
from youthcase.returns.released import MIRROR5, PARTNER, PublishedCell, Release
from youthcase.returns.workbook import workbook

PERIOD = periods.parse("2026-27-Q2")
AS_AT = date(2026, 10, 31)


@pytest.fixture
def release():
    lines = rows(standard(), Facts(period=PERIOD, as_at=AS_AT))
    cells = tuple(
        PublishedCell(
            r.table,
            r.dimension_1,
            r.category_1,
            r.dimension_2,
            r.category_2,
            None if r.key is None else 5 * (n % 9),
            "z" if r.key is None else "r" if n % 50 == 0 else "",
        )
        for n, r in enumerate(lines)
    )
    return Release(
        period=PERIOD.code,
        first=PERIOD.first,
        last=PERIOD.last,
        as_at=AS_AT,
        audience=PARTNER,
        profile=MIRROR5,
        rule_version=1,
        contacts_asked=2,
        cohort=0,
        layout="standard",
        cells=cells,
        headline=203,
        headline_is_exact=True,
        breakdown_total=200,
        within=4,
        withheld=0,
        facts_digest="00" * 32,
    )


SIGNED = files.Signed(definition=Rule().definition(), approved_by_role="manager")


def every_file(release):
    made = {
        files.CSV: files.csv_file(release),
        files.WORKBOOK: workbook(release, wording.reading(release)),
    }
    return made | {files.MANIFEST: files.manifest(release, made, SIGNED)}


def test_the_csv_has_the_columns_of_the_contract_and_one_line_a_cell(release):
    text = files.csv_file(release).decode()
    lines = list(csv.DictReader(StringIO(text, newline="")))
    assert text.splitlines()[0] == (
        "table,dimension_1,category_1,dimension_2,category_2,value,marker"
    )
    assert len(lines) == len(release.cells)
    assert {line["table"] for line in lines} == {t.name for t in standard().tables}
    for line, cell in zip(lines, release.cells, strict=True):
        assert line["value"] == ("" if cell.value is None else str(cell.value))
        assert line["marker"] == cell.marker


def test_the_same_release_gives_the_same_bytes(release):
    assert every_file(release) == every_file(replace(release))


def test_the_workbook_is_one_sheet_of_values_and_nothing_else(release):
    content = every_file(release)[files.WORKBOOK]
    with zipfile.ZipFile(BytesIO(content)) as inside:
        names = inside.namelist()
        everything = b"".join(inside.read(name) for name in names)
        assert {entry.date_time[0] for entry in inside.infolist()} == {1980}
    assert [n for n in names if n.startswith("xl/worksheets/")] == ["xl/worksheets/sheet1.xml"]
    said = everything.lower()
    for hidden in (b"<f>", b'hidden="1"', b'"hidden"', b"comment", b"pivotcache", b"external"):
        assert hidden not in said, hidden
    assert not any("pivot" in n or "comment" in n or "external" in n for n in names)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    shown = [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
    assert shown[0].startswith("203 young people (exact).")
    assert sum(isinstance(v, int) for v in shown) == sum(
        c.value is not None for c in release.cells
    )
    assert sheet.sheet_state == "visible"


def test_the_properties_of_the_workbook_name_nobody(release):
    with zipfile.ZipFile(BytesIO(every_file(release)[files.WORKBOOK])) as inside:
        core = inside.read("docProps/core.xml").decode()
        app = inside.read("docProps/app.xml").decode()
    assert "creator" not in core
    assert "created" not in core
    assert "Company" not in app
    assert "Manager" not in app


def test_every_word_on_the_sheet_is_plain_english(release):
    for cell in release.cells:
        assert wording.table_title(cell.table)
        for name, code in (
            (cell.dimension_1, cell.category_1),
            (cell.dimension_2, cell.category_2),
        ):
            words = wording.category(name, code) if name else ""
            assert not words.isupper() or words == code.upper(), (name, code, words)
            assert "_" not in words
            assert "_" not in wording.dimension(name)


def test_a_formula_in_a_code_list_stops_the_release(release):
    bad = replace(release.cells[5], category_1="=1+1")
    with pytest.raises(Refusal, match="calculate"):
        files.csv_file(replace(release, cells=(bad,)))


def test_a_folder_is_verified_without_a_vault(release, tmp_path):
    folder = tmp_path / "Q2"
    files.write(folder, every_file(release))
    said = files.verify(folder)
    assert said["period"] == "2026-27-Q2"
    assert said["length_in_days"] == 92
    assert said["approved_by_role"] == "manager"
    assert said["files"][files.CSV] == hashlib.sha256(files.csv_file(release)).hexdigest()
    assert "clause" in " ".join(said["definition"]).lower() or len(said["definition"]) > 6


@pytest.mark.parametrize("harm", ["changed", "missing", "added", "manifest"])
def test_a_folder_that_is_not_what_was_released_is_told(release, tmp_path, harm):
    files.write(tmp_path / "Q2", every_file(release))
    file = tmp_path / "Q2" / files.CSV
    if harm == "changed":
        content = bytearray(file.read_bytes())
        content[-3] ^= 1
        file.write_bytes(content)
    elif harm == "missing":
        file.unlink()
    elif harm == "added":
        (tmp_path / "Q2" / "people.csv").write_text("")
    else:
        (tmp_path / "Q2" / files.MANIFEST).write_text(json.dumps({"files": {"../x": "00"}}))
    with pytest.raises(Damaged):
        files.verify(tmp_path / "Q2")


def test_a_folder_without_a_release_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no manifest"):
        files.verify(tmp_path)


def test_a_folder_that_holds_something_is_left_alone(release, tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(Refusal, match="not empty"):
        files.write(tmp_path, every_file(release))
    assert [f.name for f in tmp_path.iterdir()] == ["letter.txt"]
