"""Does a locked copy open with its passphrase only, and stay open to screen readers?"""

from __future__ import annotations

import io

import page
import pikepdf
import pypdfium2
import pytest
from paper_aloud import read_aloud

from youthcase.errors import Refusal
from youthcase.reports.locking import locked
from youthcase.reports.safety_plan import render

WORDS = "velvet-walnut-harbour-signal"


@pytest.fixture(scope="module")
def plain(full_copy):
    return render(full_copy)


def opened(data, words=WORDS):
    return pikepdf.open(io.BytesIO(data), password=words)


def test_only_the_passphrase_opens_it(plain):
    made = locked(plain, WORDS)
    for wrong in ("", "velvet", WORDS.upper()):
        with pytest.raises(pikepdf.PasswordError):
            opened(made, wrong)
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(made, password=wrong)
    with pypdfium2.PdfDocument(made, password=WORDS) as file:
        assert "Who to call" in file[0].get_textpage().get_text_range()


def test_it_is_aes_256_of_the_newest_kind_and_hides_all_that_is_said(plain):
    made = locked(plain, WORDS)
    with opened(made) as file:
        lock = file.encryption
        assert (lock.R, lock.V, lock.bits) == (6, 5, 256)
        methods = {lock.stream_method, lock.string_method, lock.file_method}
        assert methods == {pikepdf.models.encryption.EncryptionMethod.aesv3}
    for said in (b"Jordan", b"safety plan", b"<dc:title>", b"Northgate"):
        assert said not in made


def test_screen_readers_hear_the_same(plain):
    made = locked(plain, WORDS)
    with opened(made) as file:
        assert file.allow.accessibility
        assert file.allow.extract
        assert file.allow.print_highres
        bare = io.BytesIO()
        file.save(bare)
    assert read_aloud(bare.getvalue()).words == read_aloud(plain).words
    found = page.validate_pdf_bytes(bare.getvalue(), profile="ua1")
    assert not found.failures


def test_it_no_longer_says_that_it_is_an_archive_file(plain):
    with pikepdf.open(io.BytesIO(plain)) as file:
        assert b"pdfaid:part" in file.Root.Metadata.read_bytes()
    with opened(locked(plain, WORDS)) as file:
        said = file.Root.Metadata.read_bytes()
        assert b"pdfaid:part" not in said
        assert b"pdfaid:conformance" not in said
        assert b"<pdfuaid:part>1" in said


def test_the_owners_password_is_another_each_time_and_nobodys(plain):
    ones, others = locked(plain, WORDS), locked(plain, WORDS)
    with opened(ones) as one, opened(others) as other:
        assert one.trailer.Encrypt.O != other.trailer.Encrypt.O
        assert not one.owner_password_matched
        assert one.user_password_matched


@pytest.mark.parametrize("words", ["", "x" * 128, "ü" * 64, "two\nlines", "a\tb"])
def test_words_that_readers_do_not_take_alike_are_refused(plain, words):
    with pytest.raises(Refusal, match="passphrase"):
        locked(plain, words)


def test_letters_with_accents_open_it_however_they_are_typed(plain):
    made = locked(plain, "cafe\u0301-wind-o\u0308l-fern-slate")
    with opened(made, "caf\xe9-wind-\xf6l-fern-slate") as file:
        assert file.user_password_matched
