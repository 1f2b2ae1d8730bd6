"""Is a logo only its pixels, and does it stand and read on paper as it should?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image, PngImagePlugin

from youthcase.domain.plan_copy import Form, Logo, SharedCopy
from youthcase.errors import Refusal
from youthcase.reports.logo import taken_in
from youthcase.reports.safety_plan import render

MADE = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


def picture(size=(400, 160), mode="RGB", kind="PNG", colour="teal", **more):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


@pytest.fixture(scope="module")
def logo():
    return Logo(png=taken_in(picture()), alt="Harbour Youth Service")


def described():
    """A PNG and a JPEG that say where, when and by whom they were made."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "qaauthorqa")
    said.add_itxt("XML:com.adobe.xmp", "qaauthorqa")
    exif = Image.Exif()
    exif[0x013B] = "qaauthorqa"
    exif[0x0112] = 6  # lies on its side
    yield picture(pnginfo=said, exif=exif.tobytes(), icc_profile=b"qaauthorqa" * 20)
    yield picture(kind="JPEG", exif=exif.tobytes(), comment=b"qaauthorqa")
    yield picture() + b"qaauthorqa"


def test_nothing_of_the_file_is_kept_but_its_pixels():
    for raw in described():
        assert b"qaauthorqa" in raw
        made = taken_in(raw)
        assert b"qaauthorqa" not in made
        kinds = [made[at + 4 : at + 8] for at in chunks(made)]
        assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def chunks(png):
    at = 8
    while at < len(png):
        yield at
        at += 12 + int.from_bytes(png[at : at + 4], "big")


def test_a_photograph_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = Image.open(io.BytesIO(taken_in(picture((200, 100), exif=exif.tobytes()))))
    assert made.size == (100, 200)


def test_what_is_see_through_is_white_on_paper():
    made = Image.open(io.BytesIO(taken_in(picture(mode="RGBA", colour=(0, 0, 0, 0)))))
    assert made.mode == "RGB"
    assert made.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_every_kind_of_colour_is_taken_in(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    colour = None if mode in {"LA", "CMYK"} else 1
    assert Image.open(io.BytesIO(taken_in(picture(mode=mode, kind=kind, colour=colour))))


def test_a_large_picture_becomes_small_enough_to_keep():
    noise = Image.effect_noise((2400, 1800), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG")
    made = taken_in(out.getvalue())
    assert len(made) <= 200_000
    wide, high = Image.open(io.BytesIO(made)).size
    assert wide <= 720
    assert high <= 288
    assert wide / high == pytest.approx(4 / 3, rel=0.05)


def bomb():
    """A few bytes that say they are four milliards of pixels."""
    raw = bytearray(picture((20, 20)))
    raw[16:24] = (65_000).to_bytes(4, "big") * 2
    return bytes(raw)


REFUSED = {
    "words": b"no picture",
    "nothing": b"",
    "a cut file": picture()[:60],
    "a GIF": picture(kind="GIF"),
    "a bomb": bomb(),
    "a dot": picture((4, 4)),
    "a thread": picture((4000, 20)),
    "a drawing that is a program": b"<svg onload='x'/>",
    "a book": b"x" * 5_000_001,
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_is(what):
    with pytest.raises(Refusal) as refused:
        taken_in(REFUSED[what])
    assert refused.value.field == "file"


def shared(logo=None, form=Form.SCHOOL):
    return SharedCopy(
        form=form,
        who="Jordan",
        version=4,
        standing="APPROVED",
        copy_number=2,
        printed_on=date(2026, 11, 16),
        made_at=MADE,
        logo=logo,
    )


def test_the_papers_with_a_logo_are_valid_and_say_what_it_shows(full_copy, logo, valid):
    for copy in (replace(full_copy, logo=logo), shared(logo), shared(logo, Form.FAMILY)):
        heard = valid(render(copy))
        assert "Harbour Youth Service" in str(heard)


def test_the_papers_with_a_logo_are_the_same_each_time(full_copy, logo):
    copy = replace(full_copy, logo=logo)
    assert render(copy) == render(copy)
    assert render(copy) != render(full_copy)


def test_a_tall_logo_keeps_within_its_place(full_copy, valid):
    tall = Logo(png=taken_in(picture((60, 600))), alt="A lighthouse")
    valid(render(replace(full_copy, logo=tall, language="ar", who="W" * 60)))
