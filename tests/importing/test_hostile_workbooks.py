"""Workbooks as people really save them, and as nobody should."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from youthcase.errors import Refusal

HEAD = ["ref", "first_name", "last_name", "dob", "sex", "ethnicity", "phone", "nhs_number"]
ROW = ["YP-1", "Zoë", "Okonkwo", datetime(2010, 5, 5), "F", "B2", "07700 900123", None]  # noqa: DTZ001
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def book(tmp_path, propose_at):
    """Make a workbook by openpyxl, change it, save it and propose it."""

    def propose(change=lambda _sheet: None, row=ROW, **options):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        sheet.title = "people"
        sheet.append(HEAD)
        sheet.append(row)
        change(sheet)
        path = tmp_path / "list.xlsx"
        workbook.save(path)
        workbook.close()
        return propose_at(path, **options)

    return propose


def cells(*values):
    """The XML of one row of texts written in place."""
    return "".join(f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in values)


def raw_book(rows, before="", after="", strings=""):
    """A workbook of our own making, with this XML in its sheet `people`."""
    kinds = {"officeDocument": "xl/workbook.xml"}
    parts = {
        "_rels/.rels": relations(kinds),
        "xl/_rels/workbook.xml.rels": relations(
            {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="people" sheetId="1" r:id="worksheet"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>'
        f"<row>{cells(*HEAD[:6])}</row>{rows}</sheetData>{after}</worksheet>",
    }
    return packed(parts)


def relations(targets):
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def raw(tmp_path, propose_at):
    """Propose a workbook of these bytes."""

    def propose(content, name="list.xlsx"):
        (tmp_path / name).write_bytes(content)
        return propose_at(tmp_path / name)

    return propose


GOOD = f"<row>{cells('YP-1', 'Zoë', 'Okonkwo', '2010-05-05', 'F', 'B2')}</row>"


def test_dates_numbers_and_texts_of_a_spreadsheet_are_read(book):
    proposal = book(row=[42, "Zoë", "Okonkwo", date(2010, 5, 5), "F", "B2", None, 9434765919])
    person = proposal.records.people[0]
    assert (person.ref, person.dob, person.nhs_number) == ("42", date(2010, 5, 5), "9434765919")
    assert proposal.problems == ()


def test_a_phone_number_that_lost_its_zero_is_told(book, warnings_of):
    assert warnings_of(book(row=[*ROW[:6], 7700900123, None])) == [("people", 2, "phone")]


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [
        ("B2", "=A2", "first_name"),
        ("D2", "=TODAY()", "dob"),
        ("D2", 40303, "dob"),
        ("D2", "05.05.2010", "dob"),
        ("D2", datetime(2010, 5, 5, 14, 30), "dob"),  # noqa: DTZ001
        ("D2", time(14, 30), "dob"),
        ("D2", True, "dob"),
        ("A2", 1.5, "ref"),
        ("A2", 1e20, "ref"),
        ("A2", datetime(2026, 1, 2), "ref"),  # noqa: DTZ001
        ("E2", "#N/A", "sex"),
        ("E2", True, "sex"),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_told(book, errors, place, value, column):
    def change(sheet):
        sheet[place].number_format = "General"
        sheet[place] = value

    proposal = book(change)
    assert errors(proposal) == [("people", 2, column)]
    assert proposal.problems[0].remedy


def test_a_formula_is_refused_even_where_its_last_value_is_kept(raw, errors):
    row = GOOD.replace(cells("F"), '<c t="str"><f>"F"</f><v>F</v></c>')
    assert errors(raw(raw_book(row))) == [("people", 2, "sex")]


def test_text_that_begins_like_a_formula_is_text(raw):
    person = raw(raw_book(GOOD.replace("Okonkwo", "=Okonkwo"))).records.people[0]
    assert person.last_name == "=Okonkwo"


def test_merged_cells_are_told(book, errors):
    assert errors(book(lambda sheet: sheet.merge_cells("B2:B4"))) == [("people", 2, None)]


def test_shared_texts_are_put_together_and_unescaped(raw):
    strings = "<si><r><t>Ok</t></r><r><t>onkwo_x000D_</t></r><rPh><t>x</t></rPh></si>"
    row = GOOD.replace(cells("Okonkwo"), '<c t="s"><v>0</v></c>')
    assert raw(raw_book(row, strings=strings)).records.people[0].last_name == "Okonkwo"


def test_a_text_of_very_many_pieces_is_too_long_and_takes_no_time(raw, errors):
    strings = f"<si>{'<r><t>a</t></r>' * 300_000}</si>"
    row = GOOD.replace(cells("Okonkwo"), '<c t="s"><v>0</v></c>')
    assert errors(raw(raw_book(row, strings=strings))) == [("people", 2, "last_name")]


def test_a_sheet_whose_names_have_a_prefix_is_read(tmp_path, raw):
    with zipfile.ZipFile(io.BytesIO(raw_book(GOOD))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = (
        parts["xl/worksheets/sheet1.xml"].replace("</", "</x:").replace("xmlns=", "xmlns:x=")
    )
    for tag in ("worksheet", "sheetData", "row", "c ", "is>", "t>"):
        sheet = sheet.replace(f"<{tag}", f"<x:{tag}")
    proposal = raw(packed(parts | {"xl/worksheets/sheet1.xml": sheet}))
    assert proposal.records.people[0].last_name == "Okonkwo"


def test_cells_with_and_without_their_places_are_read(raw):
    row = '<row r="2"><c r="A2"/>' + GOOD.removeprefix("<row>").replace(cells("YP-1"), "")
    row = row.replace('<c r="A2"/>', '<c r="A2" t="str"><v>YP-7</v></c>')
    assert raw(raw_book(row)).records.people[0].ref == "YP-7"


def test_very_many_formatted_blank_cells_are_passed_over(raw):
    blank = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c s="1"/></row>' for n in range(3, 100_003)
    )
    assert raw(raw_book(GOOD + blank)).counts["people"] == 1


def test_half_a_character_is_left_out(raw, warnings_of):
    proposal = raw(raw_book(GOOD.replace("Okonkwo", "Okonkwo_xD83D_")))
    assert warnings_of(proposal) == [("people", 2, "last_name")]
    assert proposal.records.people[0].last_name == "Okonkwo"


def test_a_million_blank_rows_are_passed_over_and_a_row_after_them_is_not(raw, errors):
    blank = "".join(f'<row r="{n}"/>' for n in range(3, 1_000_000))
    last = GOOD.replace("<row>", '<row r="1000001">').replace("YP-1", "YP-2")
    found = raw(raw_book(GOOD + blank + last.replace(cells("F"), cells("?"))))
    assert errors(found) == [("people", 1_000_001, "sex")]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="AAAA1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c t="s"><v>5</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        "<row><c>",
        "</sheetData>",
        "<row>&undefined;</row>",
    ],
)
def test_xml_that_no_spreadsheet_writes_is_refused(raw, row):
    with pytest.raises(Refusal, match="damaged"):
        raw(raw_book(GOOD + row))


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_xml_that_declares_entities_is_refused(raw, before):
    with pytest.raises(Refusal, match="built in a way"):
        raw(raw_book(GOOD, before=before))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(raw):
    with pytest.raises(Refusal, match="unpacks to far more"):
        raw(raw_book(GOOD, after=" " * 60_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused(raw):
    content = bytearray(raw_book(GOOD, after=" " * 3_000_000))
    place = content.rfind(b"PK\x01\x02")  # the last part's entry in the directory
    content[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    with pytest.raises(Refusal, match="damaged"):
        raw(bytes(content))


def test_macros_are_refused_whatever_the_file_is_called(raw):
    parts = {"xl/vbaProject.bin": b"x", "xl/workbook.xml": b"<workbook/>"}
    with pytest.raises(Refusal, match="macros"):
        raw(packed(parts))
    with pytest.raises(Refusal, match="without macros"):
        raw(raw_book(GOOD), "list.xlsm")


def test_a_password_and_an_old_workbook_are_told_apart(raw):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(Refusal, match="Remove the password"):
        raw(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Refusal, match="old kind"):
        raw(ole)


@pytest.mark.parametrize("content", [b"", b"PK", b"ref,first_name", b"PK\x03\x04" + b"\0" * 99])
def test_what_is_no_workbook_is_refused(raw, content):
    with pytest.raises(Refusal, match="damaged"):
        raw(content)


@pytest.mark.parametrize(
    "part",
    [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    ],
)
def test_a_workbook_that_lacks_a_part_is_refused(raw, part):
    with zipfile.ZipFile(io.BytesIO(raw_book(GOOD))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    with pytest.raises(Refusal, match="damaged"):
        raw(packed(parts))


def test_every_truncated_workbook_is_refused(raw):
    content = raw_book(GOOD)
    for length in range(0, len(content), 97):
        with pytest.raises(Refusal):
            raw(content[:length])


def test_a_sheet_outside_the_layout_is_told_unless_it_is_empty(book, errors):
    def change(sheet):
        sheet.parent.create_sheet("Sheet2")
        sheet.parent.create_sheet("Contact")["A1"] = "ref"

    proposal = book(change)
    assert errors(proposal) == [("", None, None)]
    assert "number 3" in proposal.problems[0].sentence
    assert not book(change, ignore_unknown=True).refused


def test_a_workbook_counted_from_1904_gives_the_same_days(book):
    def change(sheet):
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert book(change).records.people[0].dob == date(2010, 5, 5)


def test_a_custom_date_format_is_a_date_and_a_number_in_red_is_not(book, errors):
    def change(sheet):
        sheet["D2"].number_format = '[$-809]dddd, d mmmm yyyy;"d"'

    assert book(change).records.people[0].dob == date(2010, 5, 5)

    def paint(sheet):
        sheet["D2"] = 40303
        sheet["D2"].number_format = '[Red]0.00" days"'

    assert errors(book(paint)) == [("people", 2, "dob")]
