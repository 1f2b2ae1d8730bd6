"""CSV files as people really save them, and as nobody should."""

from __future__ import annotations

import os

import pytest

from youthcase.errors import Refusal
from youthcase.importing import csv_table

HEAD = "ref,first_name,last_name,sex,ethnicity,dob"
ROW = "YP-1,Zoë,Okonkwo,F,B2,2010-05-05"


@pytest.fixture
def people(tmp_path, propose_at):
    """Propose a folder whose people.csv holds these bytes."""

    def propose(content, **options):
        (tmp_path / "people.csv").write_bytes(content)
        return propose_at(tmp_path, **options)

    return propose


def text(*lines, end="\n"):
    return end.join(lines) + end


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_line_ends_and_a_byte_order_mark_are_understood(
    people, separator, end, mark
):
    content = mark + text(HEAD, ROW, end=end).replace(",", separator)
    proposal = people(content.encode())
    assert not proposal.refused
    assert proposal.records.people[0].first_name == "Zoë"


def test_a_separator_that_nobody_uses_is_told(people, errors):
    assert errors(people(text(HEAD, ROW).replace(",", "|").encode())) == [("people", 1, None)]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_another_encoding_is_told_with_its_row(people, encoding):
    problem = people(
        text(HEAD, "YP-0,Ann,Okonkwo,F,B2,2010-05-05", ROW).encode(encoding)
    ).problems[0]
    assert (problem.sheet, problem.row) == ("people", 3)
    assert "UTF-8" in problem.sentence
    assert "CSV UTF-8" in problem.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_told(people, encoding):
    problem = people(text(HEAD, ROW).encode(encoding)).problems[0]
    assert "UTF-16" in problem.sentence
    assert problem.severity == "error"


def test_a_quotation_mark_that_is_not_closed_is_told(people, errors):
    assert errors(people(text(HEAD, 'YP-1,"Zoë,Okonkwo,F,B2,2010-05-05', ROW).encode())) == [
        ("people", 2, None)
    ]


def test_a_cell_of_ten_million_letters_is_told(people, errors):
    found = errors(
        people(text(HEAD, f"YP-1,{'a' * 10_000_000},Okonkwo,F,B2,2010-05-05").encode())
    )
    assert found == [("people", 2, None)]


def test_a_long_name_is_told(people, errors):
    found = errors(people(text(HEAD, f"YP-1,{'a' * 400},Okonkwo,F,B2,2010-05-05").encode()))
    assert found == [("people", 2, "first_name")]


def test_rows_that_are_too_long_are_told_and_blank_cells_at_the_end_are_not(people, errors):
    assert (
        errors(
            people(
                text(
                    HEAD, ROW + ",,", ROW.replace("YP-1", "YP-2").replace("Zoë", "Ann")
                ).encode()
            )
        )
        == []
    )
    assert errors(people(text(HEAD, ROW + ",,more").encode())) == [("people", 2, None)]


def test_a_row_that_is_too_short_lacks_what_must_be_filled(people, errors):
    assert errors(people(text(HEAD, "YP-1,Zoë").encode())) == [
        ("people", 2, "last_name"),
        ("people", 2, "sex"),
        ("people", 2, "ethnicity"),
    ]


def test_a_row_with_line_breaks_counts_as_one_row(people, errors):
    rows = text(
        HEAD, 'YP-1,"Zoë\nAnn",Okonkwo,F,B2,2010-05-05', "", "YP-2,Ann,Okonkwo,?,B2,2010-05-05"
    )
    assert errors(people(rows.encode())) == [("people", 4, "sex")]


def test_nought_bytes_are_left_out_with_a_warning(people, warnings_of):
    blanks = b" " * 400  # a nought near the start would look like UTF-16
    content = text(HEAD, ROW).encode().replace(b"YP-1", b"YP-1" + blanks)
    proposal = people(content.replace(b"Okonkwo", b"Okon\0kwo"))
    assert warnings_of(proposal) == [("people", 2, "last_name")]
    assert proposal.records.people[0].last_name == "Okonkwo"


def test_an_empty_file_and_an_empty_folder_are_refused(tmp_path, people, propose_at):
    with pytest.raises(Refusal, match="nothing to import"):
        people(b"")
    (tmp_path / "people.csv").unlink()
    with pytest.raises(Refusal, match="None of the sheets"):
        propose_at(tmp_path)


def test_a_path_that_is_not_there_or_no_folder_is_refused(tmp_path, propose_at):
    with pytest.raises(Refusal, match="no such file"):
        propose_at(tmp_path / "absent")
    for name in ("people.csv", "list.ods", "old.xls", "macro.xlsm", "notes.docx", "plain"):
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises(Refusal, match="Nothing was imported"):
            propose_at(tmp_path / name)


def test_a_path_that_no_system_takes_is_refused(tmp_path, propose_at):
    with pytest.raises(Refusal):
        propose_at(tmp_path / ("a" * 5_000))


def test_a_folder_and_a_link_named_people_are_refused(tmp_path, propose_at):
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(Refusal, match="folder or a link"):
        propose_at(tmp_path)
    (tmp_path / "people.csv").rmdir()
    (tmp_path / "people.csv").symlink_to("/dev/zero")
    with pytest.raises(Refusal, match="folder or a link"):
        propose_at(tmp_path)
    (tmp_path / "people.csv").unlink()
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(Refusal, match="folder or a link"):
        propose_at(tmp_path)


def test_a_file_larger_than_any_caseload_is_refused_unread(tmp_path, propose_at):
    with (tmp_path / "people.csv").open("wb") as file:
        file.truncate(csv_table.FILE_AT_MOST + 1)
    with pytest.raises(Refusal, match="million bytes"):
        propose_at(tmp_path)


def test_strange_csv_files_are_told_and_passed_over_on_demand(tmp_path, people, errors):
    (tmp_path / "Contact.csv").write_text("ref\n", encoding="utf-8")
    content = text(HEAD, ROW).encode()
    proposal = people(content)
    assert errors(proposal) == [("", None, None)]
    assert "contacts" in proposal.problems[0].remedy
    assert not people(content, ignore_unknown=True).refused


def test_two_files_of_one_sheet_are_refused(tmp_path, people):
    (tmp_path / "People .csv").write_text(text(HEAD), encoding="utf-8")
    with pytest.raises(Refusal, match="Two files"):
        people(text(HEAD, ROW).encode())


def test_a_column_that_is_there_twice_is_told(people, errors):
    assert errors(people(text(HEAD + ",Sex", ROW + ",F").encode())) == [("people", 1, "sex")]
