"""Is every kind of file valid PDF/UA-1 and PDF/A-2a, whatever it holds?

The validator here is `page`; `packaging/check_paper.py` asks veraPDF before a release.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import page
import pytest
from reportlab.platypus import Flowable

from youthcase import reports
from youthcase.domain.plan_copy import CopyItem, CopyPlace, Form, Sign
from youthcase.domain.seals import Check, Seal
from youthcase.errors import Refusal
from youthcase.reports import seal as seal_page
from youthcase.reports.blocks import Figure, Panel
from youthcase.reports.page import Properties, make_pdf, paint_pdf
from youthcase.reports.safety_plan import render
from youthcase.reports.tables import TickBox, table
from youthcase.reports.tagging import Element, Rows, TaggedTable, within
from youthcase.reports.type import CALM, professional
from youthcase.reports.words import Bold, Link, Soft, text

HOSTILE = (
    "\\) Tj EMC ET Q >> endstream endobj (( <<",
    "<b>x</b> & &amp; &#65; </para> %s {n} \\n ]]> <!-- -->",
    "ŵŷ çğışöü ăâîșț ąćęłńóśźż ệ ß œ æ ø",
    "“quotes” ‘and’ – dashes — … • · £ € ½ © ® ™",  # noqa: RUF001
    "07700 900 123 " * 40,
    "w" * 900,
    "a " * 900,
    "\n\n\none\r\n\r\ntwo\u2028three\n\n",
    "\t \u00a0 \u00a0 \t",
    "",
    "-",
)
REFUSED_OR_CLEANED = (
    "bell\x07 and null\x00 and escape\x1b[31m",
    "turned \u202eround\u202c and \u2066isolated\u2069 \u200fmarks\u200e",
    "joined\u200dand\u200cnot \ufeff\u00ad\u2060",
    "half a pair \ud83d and a private \ue000 letter",
    "unassigned \u0378 and no character \uffff \U0010ffff",
)


def filled(copy, made_section, said, times=1):
    """The copy with the same words wherever somebody can write some."""
    item = CopyItem(text=said, detail=said)
    owned = replace(item, owner=said, due=date(2026, 1, 5))
    places = tuple(
        CopyPlace(name=said, status=status, label=said, days_times=said, reason=said)
        for status in ("SAFE", "OK_WITH_SOMEONE", "AVOID", "UNSURE")
    )
    sections = (
        made_section(4, *[item] * times),
        made_section(7, *[item] * times),
        made_section(10, *[replace(item, context=said)] * times),
        made_section(11, item, places=places * times),
        made_section(13, *[item if copy.form is Form.YOUNG_PERSON else owned] * times),
    )
    if copy.form is Form.FULL:
        sections = (*sections, made_section(14, *[owned] * times), made_section(16, item))
    signs = {"signs": (Sign(who=said),) * times} if copy.form is Form.FULL else {}
    return replace(copy, words=(said,) * times, sections=sections, **signs)


@pytest.fixture(scope="module")
def copies(full_copy, carried_copy):
    return {copy.form: copy for copy in (full_copy, carried_copy)}


FORMS = (Form.FULL, Form.YOUNG_PERSON)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("standing", ["APPROVED", "DRAFT", "INTERIM", "SUPERSEDED", "ENDED"])
def test_a_copy_is_valid_whatever_its_standing(copies, form, standing, valid):
    valid(render(replace(copies[form], standing=standing)))


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_of_nothing_is_valid(copies, form, valid):
    signs = {"signs": ()} if form is Form.FULL else {}
    valid(render(replace(copies[form], call=(), words=(), sections=(), **signs)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_a_copy_of_hostile_words_is_valid(copies, form, said, made_section, valid):
    valid(render(filled(copies[form], made_section, said)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", REFUSED_OR_CLEANED, ids=range(len(REFUSED_OR_CLEANED)))
def test_what_cannot_be_drawn_is_refused_or_left_out(copies, form, said, made_section, valid):
    try:
        data = render(filled(copies[form], made_section, said))
    except Refusal:
        return
    valid(data)


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_of_thousands_of_lines_is_valid(copies, form, made_section, valid):
    valid(render(filled(copies[form], made_section, "Ring at four, then go by bus", 200)))


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_of_rows_of_many_pages_is_valid(copies, form, made_section, valid):
    valid(render(filled(copies[form], made_section, "Words that go on and on. " * 350)))


class _Bars(Flowable):
    """A chart of three bars with their names on it."""

    def wrap(self, aW, aH):  # noqa: N803
        self.width, self.height = aW, 60
        return self.width, self.height

    def draw(self):
        for n in range(3):
            self.canv.rect(n * 40, 0, 30, 20 * n + 10, fill=1)
            self.canv.drawString(n * 40, 22 * n + 12, f"bar {n}")


def test_charts_links_spans_and_lists_are_valid_and_heard(full_copy, valid):
    styles = professional()

    def cell(words, role="TD"):
        return text(styles.cell, words, role=role)

    rows = [
        [cell("North", "TH"), cell("and South", "TH"), ""],
        [cell("One", "TH"), cell("first"), TickBox()],
        ["", cell("second and third"), ""],
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 1), (0, 2)), ("SPAN", (1, 2), (2, 2))]
    font = ("FONTNAME", (0, 0), (-1, -1), styles.cell.fontName)
    spanned = TaggedTable(rows, renderCB=Rows(rows), style=[*spans, font], colWidths=[90] * 3)
    story = [
        text(styles.title, "Everything", role="H1"),
        Figure(_Bars(), "Three bars: 10, 30 and 50"),
        spanned,
        Panel(
            [
                text(
                    styles.item,
                    Link("A link", "https://example.org/?a=(1)&b=2"),
                    bullet="•",
                    role="LI",
                ),
                text(styles.item, "and ", Bold("one"), Soft(" more"), bullet="•", role="LI"),
            ],
            CALM,
            icon="phone",
        ),
        text(
            styles.body, *[Link(f"link {n} ", f"https://example.org/{n}") for n in range(300)]
        ),
    ]
    properties = Properties(title="Everything", made_at=full_copy.made_at)
    data = make_pdf(story, styles, properties, foot="The foot")
    heard = valid(data)
    assert heard.said[:12] == [
        ("H1", "Everything"),
        ("Figure", "Three bars: 10, 30 and 50"),
        ("TH", "North"),
        ("TH", "and South"),
        ("TH", "One"),
        ("TD", "first"),
        ("Figure", "Empty box to tick when done"),
        ("TD", "second and third"),
        ("Lbl", "•"),
        ("LBody", "A link"),
        ("Lbl", "•"),
        ("LBody", "and one more"),
    ]
    assert heard.said[12] == ("P", " ".join(f"link {n}" for n in range(300)))
    spans = [
        (int(said.get("/ColSpan", 1)), int(said.get("/RowSpan", 1)))
        for said in heard.attributes.values()
    ]
    assert spans.count((2, 1)) == 2
    assert spans.count((1, 2)) == 1


def test_a_page_turned_on_its_head_is_valid_and_heard_in_the_order_of_painting(
    full_copy, valid
):
    styles = professional()

    def paint(canvas):
        canvas.saveState()
        canvas.translate(400, 300)
        canvas.rotate(180)
        for words in ("first", "second"):
            with within(canvas, Element("Sect")):
                block = text(styles.heading, words, role="H1" if words == "first" else "H2")
                block.wrap(200, 100)
                block.drawOn(canvas, 20, 200)
                box = TickBox("Empty box")
                box.wrap(20, 20)
                box.drawOn(canvas, 20, 100)
        canvas.restoreState()
        canvas.showPage()

    properties = Properties(title="Card", made_at=full_copy.made_at)
    data = paint_pdf(properties, (400, 300), paint)
    heard = valid(data)
    box = ("Figure", "Empty box")
    assert heard.said == [("H1", "first"), box, ("H2", "second"), box]
    boxes = [said["/BBox"] for said in heard.attributes.values() if "/BBox" in said]
    assert all(float(left) < float(right) for left, _, right, _ in boxes)


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_a_file_says_its_language_and_direction(full_copy, language, valid):
    properties = Properties(
        title="x",
        made_at=full_copy.made_at,
        language=language,
        right_to_left=language == "ar",
    )
    data = make_pdf([], professional(), properties, foot="")
    valid(data)
    assert f"/Lang ({language})".encode() in data
    assert (b"/Direction /R2L" in data) == (language == "ar")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_validator_notices_a_file_that_claims_too_much(full_copy, profile):
    data = render(full_copy)
    claims = (b"/MarkInfo", b"/Suspects"), (b"<pdfaid:part>2", b"<pdfaid:part>9")
    for old, new in claims:
        assert old in data
        data = data.replace(old, new)
    assert not page.is_pdf_compliant_bytes(data, profile=profile)


@pytest.mark.parametrize("checks", [0, 9, 200])
def test_the_seal_of_a_month_is_valid(checks, valid):
    made = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    seal = Seal(
        month="2026-10",
        by_kind=tuple((f"Kind {n}", 1000 * n + 7) for n in range(8)),
        before=40_100,
        length=68_156,
        head="0f1e2d3c4b5a6978" * 4,
        head_at=made - timedelta(days=2) if checks else None,
        checks=tuple(
            Check(at=made - timedelta(days=n), who="Sam Patel", is_sound=n != 1)
            for n in range(checks)
        ),
        service="Northgate Youth Service" if checks else None,
        who="Sam Patel",
        made_at=made,
        is_over=checks > 0,
    )
    valid(seal_page.render(seal))


def test_a_table_says_which_columns_it_has(full_copy, valid):
    styles = professional()
    made = table(styles, ("A", "B"), [[text(styles.cell, "1", role="TD")] * 2], (1, 1), 200)
    properties = Properties(title="x", made_at=full_copy.made_at)
    valid(make_pdf([made], styles, properties, foot=""))


def test_a_story_of_nothing_is_still_a_page(full_copy, valid):
    """veraPDF refuses a file without pages, which `page` lets pass."""
    properties = Properties(title="x", made_at=full_copy.made_at)
    for data in (
        make_pdf([], professional(), properties, foot=""),
        paint_pdf(properties, (100, 100), lambda _canvas: None),
    ):
        assert valid(data).said == [("Document", "")]


GATED_BY = {
    "blank": "test_copies_papers",
    "card": "test_copies_papers",
    "changes": "test_copies_papers",
    "easy_read": "test_copies_papers",
    "family_school": "test_copies_papers",
    "numbers": "test_copies_papers",
    "return_report": "test_return_report",
    "safety_plan": "test_paper_is_valid",
    "seal": "test_paper_is_valid",
    "wallet": "test_copies_papers",
}


def test_every_module_that_makes_a_file_goes_through_this_gate():
    """A new kind of document is added here together with its test by `valid`."""
    makers = {
        file.stem
        for file in Path(reports.__file__).parent.glob("*.py")
        if file.stem != "page" and re.search(r"\b(make|paint)_pdf\(", file.read_text("utf-8"))
    }
    assert makers == set(GATED_BY)
    for name in set(GATED_BY.values()):
        test = Path(__file__).with_name(f"{name}.py").read_text("utf-8")
        assert re.search(r"\bvalid\(", test), name
