"""Do programs that read paper find the words, whatever way they run?"""

# ruff: noqa: RUF001 - the letters are those of other alphabets
from __future__ import annotations

import random
from datetime import UTC, datetime

import page
import pytest

from youthcase.reports import letters
from youthcase.reports.page import Properties, make_pdf
from youthcase.reports.type import professional
from youthcase.reports.voice import speaking
from youthcase.reports.words import Bold, text

AT = datetime(2026, 11, 24, tzinfo=UTC)
ARABIC = [
    "بمن أتصل",
    "كُتبت هذه الخطة نهارًا، مجانًا، ليلاً لا محمّد",
    "اتصل على الرقم 0800 1111 أو على 07700 900 123 الآن.",
    "المرجع YC-2026-0042 من 9:00 إلى 17:30 يوم 12/11/2026.",
    "If somebody follows me, I go where there are people. Call 0800 1111!",
    "0800 1111",
]
OTHERS = [
    "ንመን ክድውል ይኽእል፧ ናብ 999 ደውል።",
    "আমি ক্ষমা চাই। প্রতিষ্ঠান, শ্রেণী, কর্মী, র‍্যাব ও বিজ্ঞান।",
    "Кому дзвонити: поліція; «їжак» ґанок",
    "می‌خواهم؛ کتاب‌ها و خانه‌ی ما",
    "Her name is محمد and his number is 07700 900 123.",
]


def printed(read, language, *lines):
    with speaking(language):
        styles = professional()
        blocks = [
            text(styles.body, *([line] if isinstance(line, str) else line)) for line in lines
        ]
        return read(make_pdf(blocks, styles, Properties(title="x", made_at=AT), foot=""))


def without_breaks(words):
    return " ".join(words.replace("\u00a0", " ").split())


@pytest.mark.parametrize("line", ARABIC)
def test_pdfium_reads_an_arabic_page_as_it_was_written(read, line):
    assert line in without_breaks(printed(read, "ar", line).words)


@pytest.mark.parametrize("line", OTHERS)
def test_pdfium_reads_other_scripts_as_they_were_written(read, line):
    paper = printed(read, "en", line)
    assert line in without_breaks(paper.words)


def test_many_lines_of_bengali_are_read_without_doubled_syllables(read):
    words = "প্রতিষ্ঠানের কর্মীরা শ্রেণীকক্ষে দ্বিতীয় সংখ্যা নিয়ে বিজ্ঞান পড়ান। " * 12
    assert words.strip() in without_breaks(printed(read, "bn", words).words)


def test_the_tags_say_the_words_in_their_order(aloud):
    with speaking("ar"):
        styles = professional()
        blocks = [text(styles.body, words) for words in ARABIC]
        blocks.append(text(styles.item, "لالا", Bold(" Sam."), role="LI", bullet="•"))
        data = make_pdf(blocks, styles, Properties(title="x", made_at=AT), foot="")
    heard = aloud(data)
    assert not heard.faults
    said = [words.replace("\u00a0", " ") for _, words in heard.said]
    assert said[: len(ARABIC)] == ARABIC
    assert "لالا Sam." in said


def test_letters_of_one_shape_are_told_apart_by_what_they_stand_for(read):
    """The same word twice, so that the second one uses what the first one put in."""
    paper = printed(read, "ar", "سلام لا سلام لا", ("سلام", Bold(" لا")))
    assert without_breaks(paper.words).count("سلام لا") == 3


def test_only_the_glyphs_that_are_drawn_go_into_the_file(read):
    few = printed(read, "am", "ሰላም")
    many = printed(read, "am", "".join(chr(code) for code in range(0x1200, 0x1248)))
    assert len(few.data) + 4000 < len(many.data) < 60_000


MIXED = (
    "بمن أتصل نهارًا محمّد می‌خواهم لا ١٢٣ ۱۲۳ ، ؛ ؟ abc Zed. (x) [y] 0800 1111 07700-900 +44 20% "
    "12/11/2026 YC-1 , . : ! « » ንመን ክድውል ። ፣ কাকে প্রতিষ্ঠান ক্ষমা । র‍্যাব їжак Кому q\u0301 ŵŷ - – /"
)
CONTROLS = ["\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u202b", "\u202c"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_mixed_is_valid_and_heard_word_for_word(seed, aloud):
    chance = random.Random(seed)  # noqa: S311 - the same mixture each time
    pool = [*MIXED.split(), *[" "] * 30, "\n", *CONTROLS]
    runs = [
        chance.choice((str, Bold))("".join(chance.choices(pool, k=chance.randint(1, 90))))
        for _ in range(3)
    ]
    letters.check(*runs)
    with speaking(chance.choice(("en", "ar", "bn", "cy"))):
        styles = professional()
        blocks = [text(styles.title, "x", role="H1"), text(styles.item, *runs, role="LI")]
        data = make_pdf(blocks, styles, Properties(title="x", made_at=AT), foot="")
    assert all(page.is_pdf_compliant_bytes(data, profile=one) for one in ("ua1", "2a"))
    heard = aloud(data)
    assert not heard.faults
    said = without_breaks(" ".join(words for _, words in heard.said))
    assert without_breaks(letters.unmarked("".join(runs))) in said
