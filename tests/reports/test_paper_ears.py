"""Would it be noticed if a file were read wrongly? Files that are harmed on purpose.

Each harm is one that validators were seen to pass, or may pass; our own reading must not.
"""

from __future__ import annotations

import re
from io import BytesIO

import page
import pikepdf
import pytest

from youthcase.reports.page import Properties, make_pdf, paint_pdf
from youthcase.reports.tables import table
from youthcase.reports.tagging import UntaggedWordsError
from youthcase.reports.type import professional
from youthcase.reports.words import Link, text

HEARD = [
    ("H1", "A heading"),
    ("P", "Words that go on " * 12 + "to the end."),
    ("H2", "A second heading"),
    ("P", "First you read this, then you follow where it leads, and then you come back."),
    ("TH", "What"),
    ("TH", "Who"),
    ("TH", "Ring on Mondays"),
    ("TD", "Priya"),
    ("P", "The foot"),
]


@pytest.fixture(scope="module")
def whole(full_copy):
    styles = professional()
    (_, heading), (_, long), (_, second), *_ = HEARD
    rows = [
        [
            text(styles.row_heading, "Ring on Mondays", role="TH"),
            text(styles.cell, "Priya", role="TD"),
        ]
    ]
    story = [
        text(styles.title, heading, role="H1"),
        text(styles.body, long),
        text(styles.heading, second, role="H2"),
        text(
            styles.body,
            "First you read this, ",
            Link("then you follow where it leads,", "https://example.org/"),
            " and then you come back.",
        ),
        table(styles, ("What", "Who"), rows, (1, 1), 400),
    ]
    properties = Properties(title="Ears", made_at=full_copy.made_at)
    return make_pdf(story, styles, properties, foot="The foot")


def nodes(document, role):
    return [
        one
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary)
        and one.get("/Type") == "/StructElem"
        and f"/{role}" == one.S
    ]


def harmed(data, harm):
    document = pikepdf.open(BytesIO(data))
    harm(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def content(document, change):
    stream = document.pages[0].Contents
    before = stream.read_bytes()
    after = change(before)
    assert before != after
    stream.write(after)


def paint_the_heading_as_an_ornament(document):
    node = nodes(document, "H2")[0]
    number = int(node.K[0])
    mark = f"/H2 <</MCID {number}>> BDC".encode()
    content(document, lambda code: code.replace(mark, b"/Artifact BMC"))
    node.K = pikepdf.Array([])


def join_words_where_lines_end(document):
    content(document, lambda code: code.replace(b" ) Tj T*", b") Tj T*"))


def put_the_link_before_its_words(document):
    paragraph = nodes(document, "Link")[0].P
    paragraph.K = pikepdf.Array([paragraph.K[1], paragraph.K[0], *list(paragraph.K)[2:]])


def put_the_pressing_before_the_link(document):
    link = nodes(document, "Link")[0]
    link.K = pikepdf.Array([*reversed(list(link.K))])


def make_the_heading_a_paragraph(document):
    nodes(document, "H2")[0].S = pikepdf.Name("/P")


def make_the_table_a_group(document):
    for role, other in (("Table", "Div"), ("THead", "Div"), ("TBody", "Div"), ("TR", "Div")):
        for node in nodes(document, role):
            node.S = pikepdf.Name(f"/{other}")
    for role in ("TH", "TD"):
        for node in nodes(document, role):
            node.S = pikepdf.Name("/P")
            if "/A" in node:
                del node["/A"]


def turn_two_blocks_round(document):
    node = nodes(document, "Document")[0]
    kids = list(node.K)
    node.K = pikepdf.Array([kids[1], kids[0], *kids[2:]])


def lose_a_paragraph(document):
    node = nodes(document, "Document")[0]
    node.K = pikepdf.Array([kid for n, kid in enumerate(node.K) if n != 1])


def say_one_thing_and_show_another(document):
    nodes(document, "P")[0].ActualText = "Something else."


def give_a_mark_another_owner(document):
    owners = document.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def give_a_letter_another_meaning(document):
    fonts = [o for o in document.objects if isinstance(o, pikepdf.Stream)]
    maps = [o for o in fonts if b"beginbfchar" in o.read_bytes()]
    for one in maps:
        one.write(one.read_bytes().replace(b"<0057>", b"<0056>"))


HARMS = (
    paint_the_heading_as_an_ornament,
    join_words_where_lines_end,
    put_the_link_before_its_words,
    put_the_pressing_before_the_link,
    make_the_heading_a_paragraph,
    make_the_table_a_group,
    turn_two_blocks_round,
    lose_a_paragraph,
    say_one_thing_and_show_another,
    give_a_mark_another_owner,
    give_a_letter_another_meaning,
)
PASSED_BY_THE_VALIDATOR = HARMS[1:7] + HARMS[8:11]


def is_heard_right(data, aloud):
    heard = aloud(data)
    return not heard.faults and heard.said == HEARD


def test_the_whole_file_is_heard_right(whole, aloud):
    assert aloud(whole).said == HEARD
    assert is_heard_right(harmed(whole, lambda _document: None), aloud)


@pytest.mark.parametrize("harm", HARMS)
def test_a_harm_is_heard(whole, aloud, harm):
    assert not is_heard_right(harmed(whole, harm), aloud)


@pytest.mark.parametrize("harm", PASSED_BY_THE_VALIDATOR)
def test_a_validator_alone_would_not_notice(whole, harm):
    """Why the reading is needed. Should one of these fail, the validator has learnt more."""
    assert page.is_pdf_compliant_bytes(harmed(whole, harm), profile="ua1")


def test_words_that_nobody_tagged_are_refused(full_copy):
    with pytest.raises(UntaggedWordsError):
        paint_pdf(
            Properties(title="x", made_at=full_copy.made_at),
            (200, 200),
            lambda canvas: canvas.drawString(10, 10, "lost"),
        )


def test_a_drawing_that_nobody_tagged_is_an_ornament(full_copy, aloud):
    def paint(canvas):
        canvas.line(0, 0, 10, 10)
        canvas.rect(5, 5, 10, 10, fill=1)
        canvas.roundRect(5, 5, 50, 50, 4)
        path = canvas.beginPath()
        path.circle(50, 50, 20)
        canvas.drawPath(path)
        canvas.showPage()

    data = paint_pdf(Properties(title="x", made_at=full_copy.made_at), (200, 200), paint)
    with pikepdf.open(BytesIO(data)) as document:
        code = document.pages[0].Contents.read_bytes()
    assert len(re.findall(rb"/Artifact BMC\nn[^E]*(?:S|B\*)\nEMC", code)) == 4
    assert page.is_pdf_compliant_bytes(data, profile="ua1")
    assert not aloud(data).faults
