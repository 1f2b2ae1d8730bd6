"""How is a PDF locked, so that only a passphrase opens it?

AES-256 as in PDF 2.0 (revision 6). An encrypted file cannot be PDF/A, so it no longer says
that it is; tags and words stay open to screen readers. Source: print, 8.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from io import BytesIO

import pikepdf

from youthcase.errors import Refusal
from youthcase.i18n import _

_LONGEST = 127  # bytes that the format takes; more would be cut off without a word
_CLAIM = re.compile(rb"<pdfaid:(\w+)>[^<]*</pdfaid:\1>")


def locked(pdf: bytes, passphrase: str) -> bytes:
    """The same file behind a passphrase, made in memory.

    Whoever has the passphrase may read, print, copy and listen: more rules than that would
    only hinder screen readers. The owner's password is random and kept by nobody.

    Raises: Refusal for a passphrase that readers could not be given alike.
    """
    words = checked(passphrase)
    lock = pikepdf.Encryption(
        user=words,
        owner=secrets.token_urlsafe(32),
        R=6,
        allow=pikepdf.Permissions(accessibility=True, extract=True),
        aes=True,
        metadata=True,
    )
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.Root.Metadata.write(_CLAIM.sub(b"", file.Root.Metadata.read_bytes()))
        file.save(out, encryption=lock)
    return out.getvalue()


def checked(passphrase: str) -> str:
    """A passphrase that every reader takes alike.

    Raises: Refusal for one that is empty, too long, or holds what is not seen.
    """
    words = unicodedata.normalize("NFC", passphrase)
    if not words or len(words.encode()) > _LONGEST or not words.isprintable():
        raise Refusal(
            _("A file takes a passphrase of up to {n} plain letters, in one line.").format(
                n=_LONGEST
            ),
            field="passphrase",
        )
    return words
