"""The watch that the leak test relies on sees what it must: controls that let it fail."""

from __future__ import annotations

import base64
import io
import os
import sys
import textwrap
import zlib

import openpyxl
import pytest
from marker import Marker, files_with
from watch import Notified, Strace

SNEAKY = {
    "a file that is deleted at once": """
        import os, sys, tempfile
        file, path = tempfile.mkstemp()
        os.unlink(path)
        os.write(file, sys.argv[1].encode())
    """,
    "a settings file": """
        import sys
        from PySide6.QtCore import QSettings
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Y", "Y").setValue(
            "recent", sys.argv[1])
    """,
    "sorting that spills from memory to disk": """
        import sqlite3, sys
        db = sqlite3.connect(":memory:")
        db.execute("PRAGMA temp_store = FILE")
        db.execute("PRAGMA cache_size = -64")
        db.execute("CREATE TEMP TABLE t(words)")
        lines = ((f"{n * 7919 % 5000} {sys.argv[1]}" + "x" * 200,) for n in range(5000))
        db.executemany("INSERT INTO t VALUES (?)", lines)
        db.execute("SELECT words FROM t ORDER BY words").fetchall()
    """,
    "a name for a file": """
        import pathlib, sys, os
        (pathlib.Path(os.environ["HOME"]) / f"plan of {sys.argv[1]}.txt").write_text("")
    """,
}


@pytest.fixture
def marker():
    return Marker.new()


@pytest.fixture
def home(tmp_path):
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
        "SQLITE_TMPDIR": str(tmp_path / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.mark.parametrize("what", SNEAKY)
@pytest.mark.skipif(not Strace.works(), reason="strace is not here or may not trace")
def test_strace_sees_the_words_that_went_into(what, marker, home, tmp_path):
    script = textwrap.dedent(SNEAKY[what])
    seen, done = Strace(tmp_path).run([sys.executable, "-c", script, marker.name], home)
    assert done.returncode == 0, done.stderr
    assert any(path.startswith(str(tmp_path)) for path in seen.holding(marker))


@pytest.mark.parametrize("what", SNEAKY)
@pytest.mark.skipif(not Notified.works(), reason="this system does not tell of files")
def test_the_system_tells_of_the_file_that_was_made_by(what, marker, home, tmp_path):
    script = textwrap.dedent(SNEAKY[what])
    watcher = Notified(tmp_path / "home", tmp_path / "tmp")
    seen, done = watcher.run([sys.executable, "-c", script, marker.name], home)
    assert done.returncode == 0, done.stderr
    assert seen.files()


@pytest.mark.skipif(not Strace.works(), reason="strace is not here or may not trace")
def test_strace_hears_what_is_printed(marker, home, tmp_path):
    seen, _done = Strace(tmp_path).run(
        [sys.executable, "-c", "import sys; print(sys.argv[1])", marker.name], home
    )
    assert seen.holding(marker)


def test_a_program_that_writes_nothing_is_seen_to_write_nothing(marker, home, tmp_path):
    watcher = Notified(tmp_path / "home", tmp_path / "tmp")
    seen, _done = watcher.run([sys.executable, "-c", "print(1)", marker.name], home)
    assert not seen.files()


@pytest.mark.parametrize(
    "clothe",
    [
        pytest.param(str.encode, id="utf-8"),
        pytest.param(lambda s: s.encode("utf-16-le"), id="utf-16"),
        pytest.param(lambda s: s.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(lambda s: s.upper().encode(), id="capitals"),
        pytest.param(lambda s: s.casefold().encode(), id="small letters"),
        pytest.param(lambda s: s.encode().hex().encode(), id="hex"),
        pytest.param(lambda s: s.encode().hex().upper().encode(), id="HEX"),
        pytest.param(lambda s: base64.b64encode(b"a" + s.encode() + b"z"), id="base64"),
        pytest.param(lambda s: base64.b64encode(b"ab" + s.encode() + b"yz"), id="base64 2"),
        pytest.param(lambda s: base64.b64encode(s.encode("utf-16-le")), id="base64 utf-16"),
        pytest.param(lambda s: zlib.compress(b"words " + s.encode()), id="deflated"),
    ],
)
def test_the_marker_is_found_in_other_clothes(clothe, marker):
    for part in marker.parts:
        assert marker.finds(b"before" + clothe(part) + b"after")


def test_the_marker_is_found_in_a_workbook(marker):
    book = openpyxl.Workbook()
    book.active.append([marker.name])
    kept = io.BytesIO()
    book.save(kept)
    assert marker.finds(kept.getvalue())


def test_the_marker_is_not_found_where_it_is_not(marker):
    assert not marker.finds(b"nothing of that kind" + zlib.compress(b"nor here"))
    assert not marker.finds(str(Marker.new()).encode())


def test_a_folder_is_searched_to_its_depths(marker, tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "c.bin").write_bytes(marker.words.encode("utf-16-le"))
    (deep / f"{marker.name}.txt").write_text("")
    assert {path.name for path in files_with(marker, tmp_path)} == {
        "c.bin",
        f"{marker.name}.txt",
    }
