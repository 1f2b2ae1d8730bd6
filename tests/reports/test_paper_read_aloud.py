"""Does a copy read aloud as it was written: every word, in order, as what it is?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youthcase.domain import dates
from youthcase.domain.plan_copy import CopyItem, CopyPlace, Form, Sign
from youthcase.errors import Refusal
from youthcase.reports.letters import unmarked
from youthcase.reports.safety_plan import render

BULLET = ("Lbl", "•")
TICK = ("Figure", "Empty box to tick when done")
PLAN_ORDER = (4, 5, 6, 7, 8, 11, 13, 14, 12, 9, 10, 3, 1, 15, 17, 16)
CARDS = {4, 5, 6, 7}


def heard(*parts):
    """Words as they are heard: one space where there is any, lines one after another."""
    said = unmarked("\n".join(part for part in parts if part))
    return re.sub(r"\s+", " ", said).strip()


def row(*cells):
    return [("TH", cells[0]), *(("TD", cell) for cell in cells[1:])]


def headings(*cells):
    return [("TH", cell) for cell in cells]


def due(item):
    return f"{item.due.day} {item.due:%b %Y}" if item.due else ""


def who_and_when(item):
    said = [f"Who: {item.owner}"] if item.owner else []
    said += [f"By {dates.plain(item.due)}"] if item.due else []
    return "  ·  ".join(said)


def opened(word, said, *others):
    begins = any(said.casefold().startswith(w.casefold() + " ") for w in (word, *others))
    return said if begins else f"{word} {said}"


def item_lines(items):
    return [
        said
        for item in items
        for said in (BULLET, ("LBody", heard(item.text, item.detail, who_and_when(item))))
    ]


def section_of_the_full_copy(section):
    if section.kind == "contingency":
        lines = []
        for n, item in enumerate(section.items, start=1):
            then = opened("then", item.detail) if item.detail else ""
            words = (opened("If", item.text, "When"), then, item.context, who_and_when(item))
            lines += [("Lbl", f"{n}."), ("LBody", heard(*words))]
        return lines
    if section.kind == "actions":
        dated = any(item.due for item in section.items)
        lines = headings("What", "Who", *(["By when"] if dated else []), "Done")
        for item in section.items:
            what = heard(item.text, item.detail, item.context)
            lines += row(what, heard(item.owner), *([heard(due(item))] if dated else []))
            lines.append(TICK)
        return lines
    lines = []
    if section.places:
        when = any(p.days_times for p in section.places)
        why = any(p.reason for p in section.places)
        lines += headings("Place", "How safe", *["When"] * when, *["Why"] * why)
        for place in section.places:
            cells = [heard(place.name), heard(place.label)]
            cells += [heard(place.days_times)] * when + [heard(place.reason)] * why
            lines += row(*cells)
    for context in dict.fromkeys(item.context for item in section.items):
        lines += [("H3", heard(context))] if context else []
        lines += item_lines(i for i in section.items if i.context == context)
    return lines


def is_card(section):
    return section.number in CARDS and all(
        i.owner is i.due is i.context is None and len(i.text + (i.detail or "")) <= 80
        for i in section.items
    )


def number_to_call(line):
    return f"Text {line.number}" if line.by_text else line.number


def full_copy_aloud(copy):
    """What a full copy says, from the value alone. A second account, kept by hand."""
    said = [("H1", heard(f"{copy.who}\N{RIGHT SINGLE QUOTATION MARK}s safety plan"))]
    lead = ""
    if copy.agreed_on:
        lead += f"Made with {copy.who} on {dates.plain(copy.agreed_on)}. "
    if copy.review_due:
        lead += f"We will look at it together again on {dates.plain(copy.review_due)}."
    said += [("P", heard(lead))] if lead else []
    said += [("H2", "Who to call")] if copy.call else []
    for line in copy.call[:3]:
        parts = (line.name, number_to_call(line), line.words, line.hours)
        said += [("P", heard(part)) for part in parts]
    said += [("H2", "What matters to me")] if copy.words else []
    said += [("P", heard(f"“{words}”")) for words in copy.words]
    return [*said, *sections_aloud(copy), *signatures_aloud(copy), ("P", foot_aloud(copy))]


def sections_aloud(copy):
    said = []
    ordered = sorted(copy.sections, key=lambda s: PLAN_ORDER.index(s.number))
    cards = [s for s in ordered if is_card(s)]
    cards = cards if len(cards) > 1 else []
    for section in cards:
        said += [("H2", heard(section.title)), *item_lines(section.items)]
    agreement = []
    for section in ordered:
        if section.number == 16:
            agreement = section_of_the_full_copy(section)
        elif section not in cards:
            said += [("H2", heard(section.title)), *section_of_the_full_copy(section)]
    said += [("H2", "More numbers to call")] if copy.call[3:] else []
    for line in copy.call[3:]:
        said += [("P", heard(line.name)), ("P", heard(number_to_call(line)))]
        said.append(("P", heard(line.words, line.hours)))
    known = (
        ("Part in the plan", {"AGREED_PART": "Agreed in part"}.get(copy.participation)),
        ("Agreed on", copy.agreed_on and dates.plain(copy.agreed_on)),
        ("Worker", copy.worker),
        ("Approved by", copy.approved_by),
        ("Approved on", copy.approved_on and dates.plain(copy.approved_on)),
        ("Next review", copy.review_due and dates.plain(copy.review_due)),
    )
    facts = [cell for name, value in known if value for cell in row(name, heard(value))]
    if facts or agreement:
        said += [("H2", "Agreement"), *facts, *agreement]
    return said


def signatures_aloud(copy):
    if not copy.signs:
        return []
    rows = [cell for sign in copy.signs for cell in row(heard(sign.who), "", "")]
    return [("H2", "Signed"), *headings("Name", "Signature", "Date"), *rows]


def foot_aloud(copy):
    foot = f"Version {copy.version}  ·  Copy {copy.copy_number}"
    foot += f", for {copy.for_whom}" if copy.for_whom else ""
    foot += f"  ·  Printed {dates.plain(copy.printed_on)}"
    below = [copy.service, copy.reference and f"Reference {copy.reference}"]
    below.append(copy.audit_head and f"Audit {copy.audit_head}")
    return heard(foot, "  ·  ".join(one for one in below if one))


def carried_copy_aloud(copy):
    """What a young person's copy says, from the value alone."""
    said = [("H1", heard(copy.title)), ("P", heard(copy.who))]
    said += [("H2", "Who to call")] if copy.call else []
    for line in copy.call:
        said += [
            ("Lbl", heard(number_to_call(line))),
            ("LBody", heard(line.name, line.words, line.hours)),
        ]
    said += [("P", heard(f"“{words}”")) for words in copy.words]
    for section in copy.sections:
        if section.items or section.places:
            said.append(("H2", heard(section.title)))
        for item in section.items:
            words = item.text, item.detail
            if section.kind == "contingency":
                then = opened("then", item.detail) if item.detail else ""
                words = opened("If", item.text, "When"), then
            said.append(("LBody", heard(item.context, *words)))
        said += [("LBody", heard(place.name, place.label)) for place in section.places]
    return [*said, ("P", f"Version {copy.version}")]


def words_without_end(name, letters=6_000):
    return " ".join(f"{name}{n:04}" for n in range(letters // (len(name) + 5)))


@pytest.fixture(scope="module")
def long_copy(full_copy, made_section):
    """Rows of several pages, lists of many, lines that break where they like."""

    def item(name, **more):
        return CopyItem(
            text=words_without_end(f"{name}Text"),
            detail=words_without_end(f"{name}Detail", 12_000),
            **more,
        )

    place = CopyPlace(
        name=words_without_end("Place"),
        status="AVOID",
        label="Stay away",
        reason=words_without_end("Why", 14_000),
    )
    return replace(
        full_copy,
        words=(words_without_end("Own"), "short"),
        sections=(
            made_section(4, item("Sign"), CopyItem(text="after")),
            made_section(10, item("Where", context="At night")),
            made_section(11, places=(place, replace(place, name="next", reason=None))),
            made_section(13, *[item("If")] * 3),
            made_section(14, item("Action", owner=words_without_end("Owner")), item("Next")),
            made_section(15, *(CopyItem(text=f"line {n}") for n in range(400))),
        ),
        signs=tuple(Sign(who=f"Signer number {n}") for n in range(40)),
        service=words_without_end("Service", 300),
    )


def plain(aloud):
    """Compared as text, so that a difference is shown where it begins."""
    return "\n".join(f"{role}: {text}" for role, text in aloud)


def test_a_full_copy_is_heard_word_for_word_in_order_as_what_it_is(full_copy, aloud):
    heard_now = aloud(render(full_copy))
    assert not heard_now.faults
    assert plain(heard_now.said) == plain(full_copy_aloud(full_copy))


def test_a_carried_copy_is_heard_word_for_word_in_order_as_what_it_is(carried_copy, aloud):
    heard_now = aloud(render(carried_copy))
    assert not heard_now.faults
    assert plain(heard_now.said) == plain(carried_copy_aloud(carried_copy))


def test_rows_and_paragraphs_of_many_pages_are_heard_as_one(long_copy, aloud, read):
    data = render(long_copy)
    assert len(read(data).pages) > 30
    heard_now = aloud(data)
    assert not heard_now.faults
    assert plain(heard_now.said) == plain(full_copy_aloud(long_copy))


def test_a_long_carried_copy_is_heard_as_one(long_copy, as_carried, aloud):
    sections = tuple(
        replace(s, items=tuple(replace(i, owner=None) for i in s.items), places=())
        for s in long_copy.sections
        if s.number not in {14, 15}
    )
    copy = as_carried(replace(long_copy, sections=sections))
    heard_now = aloud(render(copy))
    assert not heard_now.faults
    assert plain(heard_now.said) == plain(carried_copy_aloud(copy))


def test_a_copy_of_nothing_says_nothing_more_than_whose_it_is(full_copy, aloud):
    bare = replace(
        full_copy,
        call=(),
        words=(),
        sections=(),
        signs=(),
        service=None,
        reference=None,
        audit_head=None,
        for_whom=None,
        agreed_on=None,
        review_due=None,
        approved_on=None,
        approved_by=None,
        worker=None,
        participation=None,
    )
    heard_now = aloud(render(bare))
    assert heard_now.said == full_copy_aloud(bare)
    assert len(heard_now.said) == 2


def test_a_word_longer_than_a_line_is_heard_as_one_word(full_copy, made_section, aloud):
    items = (
        CopyItem(text="x" * 700 + " y"),
        CopyItem(text="one-two-" * 60, due=date(2026, 1, 5)),
    )
    copy = replace(full_copy, sections=(made_section(15, *items), made_section(14, *items)))
    assert plain(aloud(render(copy)).said) == plain(full_copy_aloud(copy))


@pytest.mark.parametrize(
    "typed",
    [
        "two  spaces   or more",
        "a line\nand\n\nanother\r\nand the last\n",
        " spaces around ",
        "tabs\tand\t\tmore tabs",
        "07700 900 123 and 12 Nov",
        "ends in a hyphen- and goes on " * 20,
        "\\(brackets) <and> & \u00e9\u0175\u1ebf",
        "<b>no</b> <a href='x'>mark-up</a> &amp;",
    ],
)
def test_spaces_and_lines_are_heard_as_they_were_written(full_copy, made_section, aloud, typed):
    item = CopyItem(text=typed, detail=typed)
    copy = replace(
        full_copy, words=(typed,), sections=(made_section(4, item), made_section(14, item))
    )
    heard_now = aloud(render(copy))
    assert not heard_now.faults
    assert plain(heard_now.said) == plain(full_copy_aloud(copy))


@pytest.mark.parametrize("form", [Form.FULL, Form.YOUNG_PERSON])
def test_what_a_copy_is_not_is_heard_first_and_once(full_copy, carried_copy, form, aloud):
    copy = full_copy if form is Form.FULL else carried_copy
    said = aloud(render(replace(copy, standing="DRAFT"))).said
    assert said[0][1].startswith("DRAFT")
    assert sum(text.startswith("DRAFT") for _, text in said) == 1


def test_the_foot_is_heard_once_and_last_and_page_numbers_are_for_the_eye(full_copy, aloud):
    heard_now = aloud(render(full_copy))
    feet = [text for _, text in heard_now.said if text.startswith("Version 4")]
    assert feet == [heard_now.said[-1][1]]
    assert "Page 2 of 3" in [words for _, words in heard_now.unheard]
    assert {kind for kind, _ in heard_now.unheard} == {"/Pagination"}


def test_cells_know_of_what_they_are_headings(full_copy, aloud):
    heard_now = aloud(render(full_copy))
    scopes = [
        (block.text, str(heard_now.attributes[block.node]["/Scope"]))
        for block in heard_now.blocks
        if block.role == "TH"
    ]
    assert ("By when", "/Column") in scopes
    assert ("Mend the lock", "/Row") in scopes
    assert ("Worker", "/Row") in scopes
    assert all(
        "/Scope" not in heard_now.attributes[block.node]
        for block in heard_now.blocks
        if block.role == "TD"
    )


def test_items_that_follow_each_other_are_one_list_with_its_numbering(full_copy, aloud):
    heard_now = aloud(render(full_copy))
    lists = [said for said in heard_now.attributes.values() if "/ListNumbering" in said]
    kinds = [str(said["/ListNumbering"]) for said in lists]
    assert kinds.count("/Decimal") == 1
    assert kinds.count("/Disc") == len(kinds) - 1
    two = [b for b in heard_now.blocks if b.text in {"I go quiet", "I stay in my room"}]
    assert all(b.path[-3:] == ("Sect", "L", "LI") for b in two)


def test_a_number_can_be_pressed_and_its_words_come_before_the_link(full_copy, aloud):
    """Faults hold a link before its words, and one that its element does not own."""
    data = render(full_copy)
    assert b"/URI (tel:02079460111)" in data
    assert b"/URI (sms:07700900333)" in data
    assert not aloud(data).faults


def test_a_carried_copy_has_no_link(carried_copy):
    assert b"/Annot" not in render(carried_copy)


WORDS = st.text(
    st.characters(max_codepoint=0x17E, exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=60
)
SPACES = st.sampled_from([" ", "  ", "\n", " \n ", "\N{NO-BREAK SPACE}", "-", "", "\t"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(WORDS, SPACES), max_size=25))
def test_any_words_are_heard_as_they_were_written(full_copy, made_section, aloud, parts):
    typed = "".join(word + space for word, space in parts)
    item = CopyItem(text=typed, detail="and a detail")
    sections = (made_section(4, item), made_section(15, item), made_section(14, item))
    copy = replace(full_copy, words=(typed,), sections=sections)
    try:
        heard_now = aloud(render(copy))
    except Refusal:
        return
    assert not heard_now.faults
    said = [(role, re.sub(r"\s+", " ", text).strip()) for role, text in heard_now.said]
    assert plain(said) == plain(full_copy_aloud(copy))
