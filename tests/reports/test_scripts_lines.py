"""Do words of every script stand where they are read, and lines end where they may?"""

# ruff: noqa: RUF001 - the letters are those of other alphabets
from __future__ import annotations

import pytest
from reportlab.lib.colors import black, red

from youthcase.reports.scripts.breaks import tokens
from youthcase.reports.scripts.isolating import leans, number_safe
from youthcase.reports.scripts.lines import Laid, Look

PLAIN, BOLD = Look(bold=False, colour=black), Look(bold=True, colour=red)
WIDE = 1e6


def laid(*runs, leftward=True, language="ar"):
    looked = [run if isinstance(run, tuple) else (run, PLAIN) for run in runs]
    return Laid(looked, language, leftward=leftward)


def seen(line):
    """The letters of a line as they stand on paper, from left to right."""
    found = []
    for piece in line.pieces:
        found += piece.letters[::-1] if piece.leftward else piece.letters
    return "".join(found).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "number",
    [
        "0800 1111",
        "07700 900 123",
        "+44 20 7946 0123",
        "(020) 7946 0123",
        "12/11/2026",
        "2026-11-12",
        "YC-2026-0042",
        "09:00\N{EN DASH}17:30",
        "1,250.50",
        "50%",
    ],
)
@pytest.mark.parametrize("space", [" ", "\N{NO-BREAK SPACE}"])
def test_a_number_of_several_parts_is_displayed_forwards_in_arabic(number, space):
    words = f"اتصل على {number.replace(' ', space)} الآن"
    (line,) = laid(words).lines(WIDE)
    assert number in seen(line)


@pytest.mark.parametrize(("words", "leftward"), [("0800 1111", True), ("116 123.", False)])
def test_a_number_by_itself_is_displayed_forwards(words, leftward):
    (line,) = laid(words, leftward=leftward).lines(WIDE)
    assert words.strip(".") in seen(line)


def test_without_isolation_the_number_would_stand_backwards():
    """The danger itself, so that the tests above are known to find it."""
    from youthcase.reports.scripts import bidi

    words = "اتصل 0800 1111"
    found = bidi.resolve(words, 1)
    order = bidi.visual_order(bidi.line_levels(found, 0, len(words)))
    assert "".join(words[i] for i in order).startswith("1111 0800")


def test_a_number_is_not_torn_apart_at_the_end_of_a_line():
    lines = list(laid("اتصل على 0800 1111 الآن").lines(5000))
    assert len(lines) > 1
    assert sum("0800 1111" in seen(line) for line in lines) == 1


def test_a_number_that_is_longer_than_a_line_is_broken_between_its_groups():
    lines = list(laid("07700 900 123").lines(4000))
    assert [seen(line).strip() for line in lines] == ["07700", "900 123"]


def test_a_number_without_parts_is_left_alone():
    assert number_safe("12 نوفمبر 2026") == "12 نوفمبر 2026"


def test_a_name_in_arabic_words_keeps_its_own_full_stop():
    (line,) = laid("مع ", ("Jordan Smith (mum).", BOLD), " في 2026").lines(WIDE)
    assert "Jordan Smith (mum)." in seen(line)


def test_an_english_sentence_on_an_arabic_page_reads_as_one():
    (line,) = laid("Call Sam (any time)!").lines(WIDE)
    assert seen(line) == "Call Sam (any time)!"
    assert not line.leftward


def test_an_arabic_sentence_on_an_english_page_reads_as_one():
    (line,) = laid("هل أنت بخير؟", leftward=False).lines(WIDE)
    assert line.leftward
    assert seen(line) == "هل أنت بخير؟"[::-1]


def test_marks_of_direction_are_not_drawn():
    (line,) = laid("a\u2066b\u2069\u200f\u061cc").lines(WIDE)
    assert line.text == "abc"


def test_a_joiner_stays_in_its_word():
    (line,) = laid("می\u200cخواهم").lines(WIDE)
    assert line.text == "می\u200cخواهم"
    assert len({glyph.number for piece in line.pieces for glyph in piece.glyphs}) > 5


def test_arabic_letters_join_also_where_a_word_is_cut():
    whole = next(laid("مممم").lines(WIDE))
    joined = {glyph.number for piece in whole.pieces for glyph in piece.glyphs}
    cut = list(laid("مممم").lines(whole.width * 0.6))
    assert len(cut) > 1
    assert {g.number for line in cut for piece in line.pieces for g in piece.glyphs} <= joined


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("خطة", {"Vazirmatn"}),
        ("መደብ", {"NotoSansEthiopic"}),
        ("পরিকল্পনা", {"NotoSansBengali"}),
        ("безпека", {"NotoSans"}),
        ("Ŵyth 0800", {"Lexend"}),
        ("Childline خطة", {"Lexend", "Vazirmatn"}),
    ],
)
def test_each_script_has_its_typeface(words, names):
    for look in (PLAIN, BOLD):
        (line,) = laid((words, look)).lines(WIDE)
        assert {piece.face.name.partition("-")[0] for piece in line.pieces} == names


def test_a_bold_word_is_drawn_with_another_face():
    (line,) = laid("خطة ", ("خطة", BOLD)).lines(WIDE)
    assert {piece.face.name for piece in line.pieces} == {"Vazirmatn-Regular", "Vazirmatn-Bold"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two", ["one ", "two"]),
        ("well-known", ["well-", "known"]),
        ("2026-11", ["2026-11"]),
        ("quoi ? oui", ["quoi ? ", "oui"]),
        ("« oui »", ["« oui »"]),
        ("ሰላም፡ዓለም።", ["ሰላም፡", "ዓለም።"]),
        ("আমি যাব।", ["আমি ", "যাব।"]),
        ("a  b", ["a  ", "b"]),
        ("no\u00a0break", ["no\u00a0break"]),
        ("", []),
    ],
)
def test_lines_end_where_the_script_lets_them(text, pieces):
    assert [text[start:end] for start, end in tokens(text)] == pieces


def test_no_line_is_wider_than_its_room_and_no_letter_is_lost():
    words = "আমি প্রতিষ্ঠানে যাই। " * 30 + "ক্ষ" * 80
    for room in (3000, 9000, 20000):
        lines = list(laid(words, leftward=False).lines(room))
        assert all(line.width <= room + 0.01 for line in lines)
        assert "".join(line.text for line in lines) == words


@pytest.mark.parametrize(
    ("text", "lean"),
    [("abc", 0), ("ابج", 1), ("12", None), ("\u2068abc\u2069 ابج", 1), ("", None)],
)
def test_the_first_letter_says_which_way_words_run(text, lean):
    assert leans(text) == lean
