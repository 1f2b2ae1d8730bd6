"""Do the short ways give what the library's own give, to the digit?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph

from youthcase import resources
from youthcase.domain.plan_copy import CopyItem
from youthcase.reports import type as looks
from youthcase.reports.page import Properties, make_pdf, paint_pdf
from youthcase.reports.safety_plan import render
from youthcase.reports.tagging.quick import QuickCanvas, QuickText
from youthcase.reports.tagging.typeface import Typeface, escaped
from youthcase.reports.words import text

STYLES = looks.professional(), looks.carried()


@pytest.fixture(scope="module")
def fonts():
    path = str(resources.path("fonts", "lexend", "Lexend-Regular.ttf"))
    return Typeface("Quick", path), TTFont("Slow", path)


def test_words_are_as_wide_as_the_library_says(fonts):
    quick, slow = fonts
    for words in ("", "Ring at four", "ŵŷ\xa0ßœ€½…", "\u4e00 not there", "x" * 500):
        assert quick.stringWidth(words, 11.5) == slow.stringWidth(words, 11.5)


def test_words_get_the_codes_that_the_library_gives(fonts):
    chance = random.Random(5)  # noqa: S311  nothing secret
    letters = [chr(code) for code in fonts[0].face.charToGlyph if code >= 32]
    document = looks  # any object that can be referred to weakly
    for _ in range(200):
        words = "".join(chance.choices(letters, k=chance.randint(0, 30)))
        quick, slow = (font.splitString(words, document) for font in fonts)
        assert quick == slow


def test_every_code_is_escaped_as_the_library_does():
    canvas = Canvas("nowhere.pdf")
    codes = bytes(range(256)) * 2
    assert escaped(codes) == canvas._escape(codes)


def test_lines_end_where_the_library_ends_them():
    chance = random.Random(3)  # noqa: S311  nothing secret
    words = [
        "a",
        "(an",
        "answer)",
        "well-known",
        "07700",
        "e\u0301",
        "quoted",
        "incomprehensible",
    ]
    for _ in range(1_000):
        said = " ".join(chance.choices(words, k=chance.randint(0, 40)))
        style = chance.choice([s for styles in STYLES for s in (styles.body, styles.title)])
        widths = [chance.uniform(30, 400), chance.uniform(30, 400)]
        quick, slow = text(style, said), text(style, said)
        ours, theirs = quick.breakLines(list(widths)), Paragraph.breakLines(slow, list(widths))
        assert (ours.kind, ours.lines) == (theirs.kind, theirs.lines)
        assert (ours.ascent, ours.descent) == (theirs.ascent, theirs.descent)


def test_a_copy_has_the_same_bytes_by_the_long_ways(
    full_copy, carried_copy, made_section, monkeypatch
):
    lines = tuple(CopyItem(text=f"Line {n} " * 30, owner="Priya") for n in range(20))
    long = replace(full_copy, sections=(*full_copy.sections, made_section(15, *lines)))
    quick = [render(copy) for copy in (long, carried_copy)]
    for short in (QuickCanvas, QuickText):
        for name in set(vars(short)) & (set(dir(Canvas)) | set(dir(PDFTextObject))):
            if not name.startswith("__"):
                monkeypatch.delattr(short, name)
    assert "_formatText" not in vars(QuickText)
    assert quick == [render(copy) for copy in (long, carried_copy)]


def test_a_colour_that_is_seen_through_ends_where_the_next_begins(full_copy):
    def paint(canvas):
        canvas.setFillColor(Color(0, 0, 0, alpha=0.5))
        canvas.rect(0, 0, 10, 10, fill=1)
        canvas.setFillColor(HexColor("#0A5A60"))
        canvas.rect(0, 0, 10, 10, fill=1)
        canvas.showPage()
        assert canvas._extgstate.getValue("ca") == 1

    paint_pdf(Properties(title="x", made_at=full_copy.made_at), (20, 20), paint)


def test_a_story_may_come_one_block_at_a_time(full_copy):
    styles = looks.professional()
    properties = Properties(title="x", made_at=full_copy.made_at)

    def story():
        for n in range(300):
            block = text(styles.body, f"Block {n}")
            block.keepWithNext = n % 3 == 0
            yield block

    whole = make_pdf(list(story()), styles, properties, foot="x")
    assert make_pdf(story(), styles, properties, foot="x") == whole


def test_each_weight_has_a_name_of_its_own():
    """The library tells fonts apart by this name, and else draws the wrong weight."""
    looks.glyphs()
    names = [looks.pdfmetrics.getFont(n).face.name for n in (looks.REGULAR, looks.SEMIBOLD)]
    assert len(set(names)) == 2
