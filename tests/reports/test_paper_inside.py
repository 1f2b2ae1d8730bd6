"""What lies in a file beneath its pages: streams, maps of letters, colours, packet, tree?"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageCms
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream

from youthcase.reports.page import Properties, paint_pdf
from youthcase.reports.safety_plan import render
from youthcase.reports.tagging import Element, painted
from youthcase.reports.tagging.colour import srgb
from youthcase.reports.tagging.file import TaggedFile
from youthcase.reports.type import professional
from youthcase.reports.words import text


@pytest.fixture(scope="module")
def files(full_copy, carried_copy):
    many = "".join(chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha())
    letters = replace(full_copy, words=(" ".join(many),))
    return [render(copy) for copy in (full_copy, carried_copy, letters)]


def streams(data):
    with pikepdf.open(BytesIO(data)) as document:
        return [
            (dict(one.items()), one.read_bytes())
            for one in document.objects
            if isinstance(one, pikepdf.Stream)
        ]


def test_every_stream_is_as_long_as_it_says_and_ends_its_line(files):
    for data in files:
        found = list(re.finditer(rb"/Length (\d+)\b(?:(?!stream).)*?\nstream\n", data, re.S))
        assert len(found) == data.count(b"\nendstream\n") > 5
        for one in found:
            after = data[one.end() + int(one[1]) :][:12]
            assert after.lstrip(b"\r").startswith(b"\nendstream")


def test_a_stream_that_ends_in_a_carriage_return_is_closed_by_a_whole_line_end():
    document = PDFDocument()
    document.__class__ = TaggedFile
    stream = PDFStream(PDFDictionary({}), b"ends so\r")
    document.Reference(stream)
    assert stream.format(document).endswith(b"ends so\r\r\nendstream\n")
    assert b"/Length 8" in stream.format(document)
    assert b"/Filter" not in stream.format(document)


def test_maps_of_letters_leave_out_what_is_unused_and_keep_to_small_blocks(files):
    maps = [body for data in files for _, body in streams(data) if b"begincmap" in body]
    assert len(maps) > 5
    sizes = [int(n) for body in maps for n in re.findall(rb"(\d+) beginbfchar", body)]
    assert max(sizes) == 100
    for body in maps:
        blocks = re.findall(rb"(\d+) beginbfchar\n(.*?)\nendbfchar", body, re.DOTALL)
        for count, block in blocks:
            pairs = re.findall(rb"^<(\w+)> <(\w+)>$", block, re.MULTILINE)
            assert len(pairs) == int(count)
            assert not [code for code, letter in pairs if not int(letter, 16)]
            assert not [code for code, letter in pairs if not int(code, 16)]


def test_every_font_is_in_the_file(files):
    for data in files:
        with pikepdf.open(BytesIO(data)) as document:
            fonts = [
                one
                for one in document.objects
                if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
            ]
            described = [font for font in fonts if font.Subtype != "/Type0"]
            assert described
            assert all("/FontFile2" in font.FontDescriptor for font in described)
            names = {str(font.BaseFont).partition("+")[2] for font in fonts}
            assert {"Lexend-Regular", "Lexend-SemiBold"} <= names


def test_the_colours_are_those_of_srgb():
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb()))
    theirs = ImageCms.createProfile("sRGB")
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB"
    change = ImageCms.buildTransform(ours, theirs, "RGB", "RGB")
    seen = [(r, g, b) for r in (0, 27, 128, 255) for g in (0, 66, 255) for b in (0, 9, 200)]
    image = Image.new("RGB", (len(seen), 1))
    image.putdata(seen)
    turned = ImageCms.applyTransform(image, change)
    for n, before in enumerate(seen):
        after = turned.getpixel((n, 0))
        assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 1


def test_the_file_says_which_colours_it_means(files):
    for data in files:
        with pikepdf.open(BytesIO(data)) as document:
            (intent,) = document.Root.OutputIntents
            assert intent.DestOutputProfile.read_bytes() == srgb()
            assert intent.DestOutputProfile.N == 3


def test_the_packet_says_the_same_as_the_entries(full_copy):
    service = "Tom & Jerry's <Youth> Service"
    data = render(replace(full_copy, service=service))
    with pikepdf.open(BytesIO(data)) as document, document.open_metadata() as packet:
        assert packet["pdfuaid:part"] == "1"
        assert (packet["pdfaid:part"], packet["pdfaid:conformance"]) == ("2", "A")
        assert packet["dc:title"] == str(document.docinfo.Title) == "Plan, version 4"
        assert packet["dc:creator"] == [str(document.docinfo.Author)] == [service]
        assert packet["xmp:CreatorTool"] == packet["pdf:Producer"] == "Youthcase"
        assert packet["xmp:CreateDate"] == "2026-11-16T09:30:00+00:00"


def test_a_carried_copys_packet_names_neither_service_nor_program(carried_copy):
    with pikepdf.open(BytesIO(render(carried_copy))) as document:
        packet = document.Root.Metadata.read_bytes()
    for word in (b"creator", b"CreatorTool", b"Producer", b"Youthcase", b"Harbour"):
        assert word not in packet


def test_files_of_other_content_have_other_fingerprints(full_copy):
    """A viewer keeps where somebody stopped reading by this number."""

    def fingerprint(copy):
        with pikepdf.open(BytesIO(render(copy))) as document:
            return bytes(document.trailer.ID[0])

    assert fingerprint(full_copy) == fingerprint(full_copy)
    assert fingerprint(full_copy) != fingerprint(replace(full_copy, who="Ash"))


def test_an_element_with_a_name_of_its_own_can_be_found_by_it(full_copy, valid):
    def paint(canvas):
        block = text(professional().body, "Words")
        block.wrap(100, 100)
        with painted(canvas, Element("Note", id="note-1")):
            block.drawOn(canvas, 10, 10)
        canvas.showPage()

    data = paint_pdf(Properties(title="x", made_at=full_copy.made_at), (200, 100), paint)
    assert valid(data).said == [("Note", "Words")]
    with pikepdf.open(BytesIO(data)) as document:
        name, element = document.Root.StructTreeRoot.IDTree.Names
        assert (str(name), element.S) == ("note-1", "/Note")


def test_words_can_be_spelled_otherwise_than_they_are_drawn(full_copy, valid):
    def paint(canvas):
        block = text(professional().body, "1/2")
        block.wrap(100, 100)
        with painted(canvas, Element("P", actual_text="one half", language="cy")):
            block.drawOn(canvas, 10, 10)
        canvas.showPage()

    data = paint_pdf(Properties(title="x", made_at=full_copy.made_at), (200, 100), paint)
    assert valid(data).said == [("P", "one half")]
    assert b"/Lang(cy)" in data


def test_page_content_is_packed(files):
    for data in files:
        with pikepdf.open(BytesIO(data)) as document:
            for page in document.pages:
                raw = page.Contents.read_raw_bytes()
                assert zlib.decompress(raw) == page.Contents.read_bytes()
