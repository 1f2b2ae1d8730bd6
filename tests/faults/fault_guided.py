"""What does the parser of headers do with what a coverage-guided fuzzer thinks of?"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["youthcase.vault.header", "youthcase.vault.keys"]):
    from youthcase.vault import header

import hashlib

KEY = bytearray(32)  # no header of the corpus was signed with it


def look(data: bytes) -> None:
    """One input, and the same as the body of a key file with the right checksum."""
    body = data.removesuffix(b"\n")
    digest = hashlib.sha256(body).hexdigest().encode()
    for content in (data, b"youthcase-vault 1 " + digest + b"\n" + body + b"\n"):
        try:
            found = header.parsed(content)
        except header.Unreadable:
            continue
        if header.written(found) != content or found.is_authentic(KEY):
            raise AssertionError("accepted")


atheris.Setup(sys.argv, look)
atheris.Fuzz()
