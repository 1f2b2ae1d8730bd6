"""What stands on a printed plan, and where?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthcase.domain.plan_copy import CopyItem, CopyPlace, Form, Sign
from youthcase.errors import Refusal
from youthcase.reports.letters import clean
from youthcase.reports.safety_plan import render
from youthcase.reports.type import SIDE, professional
from youthcase.reports.words import text

A4_WIDTH, A4_HEIGHT = 595.3, 841.9
LONG_FORMS = (Form.FULL, Form.YOUNG_PERSON)
SPACE = 6  # the one at a line's end, which nobody sees, may stand in the margin


def order_of(paper, *texts):
    """Where each text stands in the file, all of them found."""
    places = [paper.words.replace("\r\n", " ").find(text) for text in texts]
    assert -1 not in places
    return places


def test_the_full_copy_says_everything_that_the_copy_holds(full_copy, read, texts):
    paper = read(render(full_copy))
    missing = [said for said in texts(full_copy) if not paper.holds(said)]
    assert not missing


def test_the_carried_copy_says_all_that_is_to_be_carried(carried_copy, read, texts):
    paper = read(render(carried_copy))
    shown = (carried_copy.who, carried_copy.call, carried_copy.words, carried_copy.sections)
    assert not [said for said in texts(shown) if not paper.holds(said)]
    assert paper.holds("My stuff")
    assert paper.holds("Version 4")


def test_who_to_call_comes_first_then_the_young_persons_words(full_copy, read):
    paper = read(render(full_copy))
    places = order_of(
        paper, "s safety plan", "Who to call", "999", "I want people", "I go quiet"
    )
    assert places == sorted(places)
    assert "Signed" in paper.pages[-1]


def test_the_foot_names_version_copy_recipient_day_and_page(full_copy, read):
    paper = read(render(full_copy))
    for number, page in enumerate(paper.pages, start=1):
        for part in (
            "Version 4",
            "Copy 2, for the school",
            "Printed 16 November 2026",
            "Reference YC-2026-0042",
            "Audit 9f3a61c2",
            f"Page {number} of {len(paper.pages)}",
        ):
            assert part in page


@pytest.mark.parametrize("standing", ["DRAFT", "INTERIM", "SUPERSEDED", "ENDED"])
def test_a_copy_that_is_not_simply_approved_says_so_in_words_on_every_page(
    full_copy, standing, read
):
    pages = read(render(replace(full_copy, standing=standing))).pages
    assert len(pages) > 1
    assert all(standing in page for page in pages)


def test_an_approved_copy_wears_no_band(full_copy, read):
    paper = read(render(full_copy))
    assert not any(paper.holds(word) for word in ("DRAFT", "INTERIM", "SUPERSEDED", "ENDED"))


@pytest.mark.parametrize("standing", ["DRAFT", "INTERIM"])
def test_an_unapproved_carried_copy_says_so_on_every_page(carried_copy, standing, read):
    pages = read(render(replace(carried_copy, standing=standing))).pages
    assert all(standing in page for page in pages)


def test_what_holds_nothing_is_left_out_with_its_heading(full_copy, read):
    bare = replace(
        full_copy,
        call=(),
        words=(),
        sections=(),
        signs=(),
        agreed_on=None,
        participation=None,
        review_due=None,
        approved_on=None,
        approved_by=None,
        worker=None,
        service=None,
        reference=None,
        audit_head=None,
        for_whom=None,
    )
    paper = read(render(bare))
    assert len(paper.pages) == 1
    assert paper.outline == ()
    absent = ("Who to call", "What matters to me", "Agreement", "Signed", "None", "Reference")
    assert not [word for word in absent if paper.holds(word)]


def test_a_carried_copy_of_nothing_is_still_a_page(carried_copy, read):
    bare = replace(carried_copy, call=(), words=(), sections=())
    assert "My stuff" in read(render(bare)).words


def test_columns_without_words_are_left_out(full_copy, made_section, read):
    where = made_section(11, places=(CopyPlace(name="My gran", status="SAFE", label="Safe"),))
    what = made_section(14, CopyItem(text="Ring on Mondays", owner="Priya"))
    paper = read(render(replace(full_copy, sections=(where, what))))
    assert paper.holds("How safe")
    assert not paper.holds("By when")
    assert not paper.holds("Why")


def test_if_and_then_are_put_in_where_they_are_not_already_said(full_copy, made_section, read):
    section = made_section(
        13,
        CopyItem(text="I am late", detail="Dad rings"),
        CopyItem(text="If it rains", detail="then we take the bus"),
    )
    paper = read(render(replace(full_copy, sections=(section,))))
    assert paper.holds("1. If I am late then Dad rings")
    assert paper.holds("2. If it rains then we take the bus")


def test_an_unknown_place_status_is_shown_with_its_words(full_copy, made_section, read):
    where = made_section(11, places=(CopyPlace(name="Park", status="NEW", label="Too new"),))
    assert read(render(replace(full_copy, sections=(where,)))).holds("Too new")


def test_a_participation_code_is_shown_in_words(full_copy, read):
    paper = read(render(replace(full_copy, participation="TOOK_PART_NOT_SIGNED")))
    assert paper.holds("Took part, chose not to sign")
    assert not paper.holds("TOOK_PART")


def test_a_plan_made_without_the_young_person_does_not_say_made_with_them(full_copy, read):
    assert read(render(full_copy)).holds("Made with Jordan on 12 November 2026.")
    without = replace(full_copy, participation="DID_NOT_TAKE_PART")
    assert not read(render(without)).holds("Made with Jordan on")


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_no_heading_stands_alone_at_the_foot_of_a_page(full_copy, made_section, read, lines):
    above = made_section(15, *(CopyItem(text=f"Line {n}") for n in range(lines)))
    rows = made_section(14, *(CopyItem(text=f"Row {n}", owner="Priya") for n in range(3)))
    listed = made_section(17, CopyItem(text="Named " * 40))
    sections = (replace(above, number=4), rows, listed)
    for page in read(render(replace(full_copy, sections=sections))).pages:
        assert ("What everybody has agreed" in page) <= ("Row 0" in page)
        assert ("Who has a copy" in page) <= ("Named" in page)
        assert ("More numbers" in page) <= ("For by message" in page)


def numbered(name):
    """Ten thousand letters, in which every word can be told from all others."""
    return " ".join(f"{name}{n:04}" for n in range(10_000 // (len(name) + 5)))


def marked_up(name):
    return f"<b>{name}</b> & <font color='red'>x</font> &lt; &#65; </para><br/> %s {{n}} \\n (("


LONG = numbered("everybody")


@pytest.mark.parametrize("form", LONG_FORMS)
@pytest.mark.parametrize("words", [numbered, marked_up])
def test_nothing_is_cut_off_however_long_or_strange_the_words(
    full_copy, made_section, read, texts, form, words
):
    def item(name, **more):
        return CopyItem(text=words(f"{name}Text"), detail=words(f"{name}Detail"), **more)

    owner = {"owner": words("Owner")} if form is Form.FULL else {}
    place = CopyPlace(name=words("Place"), status="SAFE", label=words("Label"))
    sections = (
        made_section(4, item("Sign"), CopyItem(text="after")),
        made_section(7, item("Person")),
        made_section(10, item("Where", context=words("Context"))),
        made_section(11, places=(place,)),
        made_section(13, item("If", **owner)),
        made_section(14, item("Action", **owner), CopyItem(text="the last line")),
    )
    copy = replace(
        full_copy, form=form, words=(words("Own"), "short"), sections=sections, signs=()
    )
    paper = read(render(copy))
    shown = (copy.words, copy.sections)
    assert not [said[:60] for said in texts(shown) if not paper.holds(said)]
    left, bottom, right, top = [
        min(v) if n < 2 else max(v) for n, v in enumerate(zip(*paper.boxes, strict=True))
    ]
    assert left > SIDE - 2
    assert right < A4_WIDTH - SIDE + SPACE
    assert 0 < bottom < top < A4_HEIGHT


@pytest.mark.parametrize("form", LONG_FORMS)
def test_every_letter_of_words_without_end_is_drawn(
    full_copy, as_carried, made_section, read, texts, form
):
    """Counted, since such a word goes on over lines, cells and pages."""
    rare = "\N{LATIN SMALL LETTER W WITH CIRCUMFLEX}"
    item = CopyItem(text=rare * 300, detail=rare * 2_000, owner=rare * 300, context=rare * 300)
    place = CopyPlace(name=rare * 300, status="SAFE", label=rare * 300)
    numbers = (4, 7, 10, 13) if form is Form.YOUNG_PERSON else (4, 7, 9, 10, 13, 14, 16)
    sections = (*(made_section(n, item) for n in numbers), made_section(11, places=(place,)))
    signs = (Sign(who=rare * 300),)
    copy = replace(full_copy, words=(rare * 300,), sections=sections, signs=signs)
    copy = copy if form is Form.FULL else as_carried(copy)
    paper = read(render(copy))
    expected = "".join(texts(copy))
    assert paper.words.count(rare) == expected.count(rare)
    assert max(right for _left, _bottom, right, _top in paper.boxes) < A4_WIDTH - SIDE + SPACE


LATIN = st.text(
    st.characters(
        max_codepoint=0x17E, exclude_categories=("Cc", "Cf"), include_characters="\n"
    ),
    max_size=200,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(LATIN, st.text(max_size=50)), st.sampled_from(LONG_FORMS))
def test_any_text_is_printed_whole_or_refused_in_words(
    full_copy, made_section, read, typed, form
):
    sections = tuple(
        made_section(n, CopyItem(text=typed, detail=typed)) for n in (4, 7, 13, 14)
    )
    try:
        data = render(replace(full_copy, form=form, words=(typed,), sections=sections))
    except Refusal:
        return
    drawn = Counter(clean(typed)) - Counter(
        {c: len(typed) for c in clean(typed) if c.isspace()}
    )
    assert drawn - Counter(read(data).words) == Counter()


def test_an_error_of_the_library_cannot_quote_the_words():
    assert "secret" not in text(professional().body, "secret").identity()


def test_lines_stay_lines(full_copy, made_section, read):
    item = CopyItem(text="one\ntwo\r\nthree\u2028four\vfive", detail="six\n\nseven")
    page = read(render(replace(full_copy, sections=(made_section(5, item),)))).words
    lines = [line.strip() for line in page.splitlines()]
    assert {"two", "three", "four", "five", "seven"} <= set(lines)


def test_thirty_people_can_sign_over_several_pages(full_copy, read):
    names = tuple(Sign(who=f"Signer number {n}") for n in range(30))
    paper = read(render(replace(full_copy, signs=names)))
    assert all(paper.holds(sign.who) for sign in names)
    signing = [page for page in paper.pages if "Signer number" in page]
    assert len(signing) > 1
    assert all("Signature" in page for page in signing)


def test_a_table_that_goes_on_repeats_its_heading(full_copy, made_section, read):
    items = tuple(CopyItem(text=f"Action {n}", owner="Priya") for n in range(60))
    paper = read(render(replace(full_copy, sections=(made_section(14, *items),))))
    holding = [page for page in paper.pages if "Action " in page]
    assert len(holding) > 1
    assert all("Done" in page for page in holding)


def test_a_realistic_plan_stays_within_four_pages(full_copy, carried_copy, read):
    assert len(read(render(full_copy)).pages) <= 4
    assert len(read(render(carried_copy)).pages) <= 4


@pytest.mark.parametrize("field", ["for_whom", "service", "reference", "audit_head"])
def test_a_foot_that_would_fill_the_page_is_refused_without_its_words(full_copy, field):
    with pytest.raises(Refusal, match="foot of the page is too long") as caught:
        render(replace(full_copy, **{field: LONG}))
    assert "everybody" not in str(caught.value)


@pytest.mark.parametrize("field", ["who", "approved_by", "worker", "participation"])
def test_a_long_name_elsewhere_goes_on_over_lines_and_pages(full_copy, read, field):
    assert read(render(replace(full_copy, **{field: LONG}))).holds(LONG)


def test_a_heading_longer_than_a_page_is_refused_without_its_words(full_copy, made_section):
    section = replace(made_section(4, CopyItem(text="x", owner="y")), title=LONG)
    with pytest.raises(Refusal, match="too long for the page") as caught:
        render(replace(full_copy, sections=(section,)))
    assert "everybody" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_number_to_call_is_not_torn_apart_on_a_carried_copy(carried_copy, read):
    line = replace(carried_copy.call[0], number="0808 800 5000", by_text=True)
    lines = read(render(replace(carried_copy, call=(line,)))).pages[0].splitlines()
    assert any("Text 0808 800 5000" in one for one in lines)
