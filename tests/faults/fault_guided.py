"""What do our parsers do with what a coverage-guided fuzzer thinks of?

Its first argument names one: `header`, `container` or `imports`. Anything but an answer in
our own words ends the run: a stray exception, or something accepted that nobody wrote.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["youthcase.vault", "youthcase.importing"]):
    from youthcase.importing.proposal import Known, propose
    from youthcase.vault import container, header

import hashlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from youthcase.errors import Refusal

KEY = bytearray(32)  # no header of the corpus was signed with it
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
PLACE = Path(tempfile.mkdtemp(dir=sys.argv.pop(2)))


def with_digest(name: bytes, body: bytes) -> bytes:
    """The body under a first line that has the right checksum."""
    return name + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body + b"\n"


def look_at_header(data: bytes) -> None:
    """One input, and the same as the body of a key file with the right checksum."""
    for content in (data, with_digest(b"youthcase-vault 1", data.removesuffix(b"\n"))):
        try:
            found = header.parsed(content)
        except header.Unreadable:
            continue
        if header.written(found) != content or found.is_authentic(KEY):
            raise AssertionError("accepted")


def look_at_container(data: bytes) -> None:
    """One input as a backup, and the same as its first line with the right checksum."""
    body = data.removesuffix(b"\n")
    for content in (data, with_digest(b"youthcase-backup 1", body)):
        file = PLACE / "guided.backup"
        file.write_bytes(content)
        try:
            container.verify(file)
        except Refusal:
            continue
        if hashlib.sha256(content).hexdigest() not in sys.argv:
            raise AssertionError("accepted")


def look_at_imports(data: bytes) -> None:
    """One input as a workbook, and as a list of people."""
    book, folder = PLACE / "guided.xlsx", PLACE / "csv"
    folder.mkdir(exist_ok=True)
    for file, source in ((book, book), (folder / "people.csv", folder)):
        file.write_bytes(data)
        try:
            propose(source, Known(), now=NOW, today=NOW.date())
        except Refusal:
            continue


LOOKS = {
    "header": look_at_header,
    "container": look_at_container,
    "imports": look_at_imports,
}
atheris.Setup([sys.argv[0], *sys.argv[2:]], LOOKS[sys.argv[1]])
atheris.Fuzz()
