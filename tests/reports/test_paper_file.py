"""What does a printed file say of itself, and what does making it leave behind?"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pypdfium2
import pytest

from youthcase.reports.safety_plan import render

opened_for_writing: list[str] = []
watching: list[bool] = []


def _note_writing(event: str, args: tuple) -> None:
    if watching and event == "open":
        path, mode, flags = args
        writes = set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes:
            opened_for_writing.append(str(path))


@pytest.fixture(scope="module", autouse=True)
def _watch():
    sys.addaudithook(_note_writing)


@pytest.fixture
def written():
    """The files that are opened for writing while the test runs."""
    opened_for_writing.clear()
    watching.append(True)
    yield opened_for_writing
    watching.clear()


def test_the_same_copy_gives_the_same_bytes(full_copy, carried_copy):
    for copy in (full_copy, carried_copy):
        assert render(copy) == render(copy)


def test_the_same_copy_gives_the_same_bytes_in_another_process_at_another_time(
    full_copy, tmp_path
):
    code = (
        "import pickle, sys; from youthcase.reports.safety_plan import render;"
        "sys.stdout.buffer.write(render(pickle.load(sys.stdin.buffer)))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(full_copy),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    )
    assert other.stdout == render(full_copy)


def test_another_value_gives_other_bytes(full_copy):
    assert render(full_copy) != render(replace(full_copy, copy_number=3))


def test_making_a_copy_writes_no_file(full_copy, carried_copy, written):
    render(full_copy)
    render(carried_copy)
    assert written == []


def test_the_watch_sees_a_file_that_is_written(written, tmp_path):
    (tmp_path / "seen").write_text("x")
    assert [str(tmp_path / "seen")] == written


def test_the_full_copys_properties_hold_no_name_of_a_person(full_copy, read):
    properties = read(render(full_copy)).properties
    assert properties["Title"] == "Plan, version 4"
    assert properties["Author"] == "Harbour Youth Service"
    assert properties["Creator"] == properties["Producer"] == "Youthcase"
    said = " ".join(properties.values())
    assert not [name for name in ("Jordan", "Priya", "Amal", "0042") if name in said]


def test_the_carried_copys_properties_hold_its_title_and_a_moment_only(carried_copy, read):
    properties = read(render(carried_copy)).properties
    moment = "D:20261116093000+00'00'"
    assert {name: value for name, value in properties.items() if value} == {
        "Title": "My stuff",
        "CreationDate": moment,
        "ModDate": moment,
    }


def test_the_moment_in_the_properties_is_written_in_utc(full_copy, read):
    summer = timezone(timedelta(hours=1))
    copy = replace(full_copy, made_at=datetime(2026, 7, 1, 0, 15, tzinfo=summer))
    properties = read(render(copy)).properties
    assert properties["CreationDate"] == "D:20260630231500+00'00'"


def test_a_copy_without_a_service_has_no_author(full_copy, read):
    assert not read(render(replace(full_copy, service=None))).properties["Author"]


def test_the_file_names_no_library_and_no_font_that_it_does_not_hold(full_copy, carried_copy):
    for copy in (full_copy, carried_copy):
        data = render(copy)
        for name in (b"ReportLab", b"reportlab", b"opensource", b"anonymous", b"Helvetica"):
            assert name not in data
        assert data.startswith(b"%PDF-1.")
        assert b"/Lang (en-GB)" in data
        assert b"/DisplayDocTitle true" in data


def test_the_full_copy_has_a_bookmark_for_each_section(full_copy, read):
    outline = read(render(full_copy)).outline
    assert outline[0] == "Who to call"
    assert {section.title for section in full_copy.sections} <= set(outline)


def test_the_carried_copy_has_no_bookmarks(carried_copy, read):
    assert read(render(carried_copy)).outline == ()


def test_a_copy_is_small_enough_to_hand_on(full_copy):
    assert len(render(full_copy)) < 80_000


def test_a_grey_copier_leaves_the_band_readable(full_copy):
    """Two grounds far apart in lightness: the white word area and the dark picture area."""
    with pypdfium2.PdfDocument(render(replace(full_copy, standing="DRAFT"))) as document:
        image = document[0].render(scale=1, grayscale=True).to_pil()
    assert image.getpixel((54, 47)) < 60
    assert image.getpixel((500, 47)) > 240


def test_reportlab_is_not_loaded_before_a_copy_is_asked_for():
    code = (
        "import sys, youthcase.reports, youthcase.domain.plan_copy;"
        "sys.exit('reportlab' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
