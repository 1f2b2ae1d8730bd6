"""Does every form of copy stand on paper as it should: valid, heard in order, large enough?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from youthcase.domain.plan_copy import (
    BlankCopy,
    Caller,
    CardCopy,
    CarriedCopy,
    CarriedItem,
    CarriedPlace,
    CarriedSection,
    CopyItem,
    Form,
    NumbersCopy,
    SharedCopy,
    SharedPlace,
    SharedSection,
    WalletCopy,
)
from youthcase.domain.plan_copy_parts import numbers_to_call
from youthcase.domain.plan_copy_small import neutral
from youthcase.domain.plan_diff import Difference, Kind
from youthcase.domain.plan_sections import section
from youthcase.errors import Refusal
from youthcase.reports import changes
from youthcase.reports.easy_read import ideas
from youthcase.reports.safety_plan import render

NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
CALL = neutral(numbers_to_call(Form.CARD))
PEOPLE = (Caller(name="Auntie P", number="07700 900 123"), Caller(name="Coach"))
HOSTILE = (
    "\\) Tj EMC ET Q >> endstream endobj (( <<",
    "<b>x</b> & &amp; </para> %s {n} \\n ]]> <!-- -->",
    "ŵŷ çğışöü ăâîșț ąćęłńóśźż œ æ ø",
    "\n\n\none\r\n\r\ntwo\u2028three\n\n",
    "",
    "-",
)


def carried(number, *items, places=()):
    known = section(number)
    return CarriedSection(
        number=number, title=known.title, kind=known.kind, items=items, places=places
    )


def shared(number, *items, places=()):
    known = section(number)
    return SharedSection(
        number=number, title=known.title, kind=known.kind, items=items, places=places
    )


def copies(said=None, times=1):
    """One copy of each form; with `said`, those words wherever somebody can write some."""
    words = said if said is not None else "I breathe out. Then I walk to the gym."
    item = CarriedItem(text=words, detail=said, context=said)
    owned = CopyItem(text=words, detail=said, owner="Priya", due=date(2026, 11, 30))
    place = CarriedPlace(name=words, status="SAFE", label="Safe")
    station = SharedPlace(name="Station", status="AVOID", label="Stay away", days_times=said)
    both = {"version": 4, "made_at": NOW}
    mine = {"title": "My stuff", "who": "JM", **both}
    shared_copy = SharedCopy(
        form=Form.FAMILY,
        who="Jordan",
        standing="APPROVED",
        review_due=date(2026, 12, 10),
        worker="Priya Nair",
        call=numbers_to_call(Form.FAMILY),
        words=(words,) * times,
        sections=(
            shared(4, *[owned] * times),
            shared(7, *[owned] * times),
            shared(10, *[replace(owned, context="At night")] * times),
            shared(11, owned, places=(station,) * times),
            shared(13, *[owned] * times),
            shared(14, *[owned] * times),
        ),
        copy_number=2,
        for_whom="Dad",
        printed_on=date(2026, 11, 16),
        audit_head="9f3a61c2ab",
        **both,
    )
    easy = CarriedCopy(
        form=Form.EASY_READ,
        standing="APPROVED",
        call=numbers_to_call(Form.EASY_READ),
        words=(words,) * times,
        sections=(
            carried(5, *[item] * times),
            carried(7, *[item] * times),
            carried(11, places=(place,) * times),
            carried(13, *[item] * times),
        ),
        **mine,
    )
    small = {"helps": (words,), "people": PEOPLE, "call": CALL}
    return {
        Form.FAMILY: shared_copy,
        Form.SCHOOL: replace(shared_copy, form=Form.SCHOOL),
        Form.YOUNG_PERSON: replace(easy, form=Form.YOUNG_PERSON),
        Form.EASY_READ: easy,
        Form.CARD: CardCopy(words=words, places=(words,), worker=PEOPLE[0], **small, **mine),
        Form.WALLET: WalletCopy(**small, **mine),
        Form.NUMBERS: NumbersCopy(call=(*CALL, *PEOPLE), **both),
        Form.BLANK: BlankCopy(call=CALL, made_at=NOW),
    }


FORMS = tuple(copies())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.value)
def test_every_form_is_valid(form, valid):
    valid(render(copies()[form]))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.value)
@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_every_form_of_hostile_words_is_valid(form, said, valid):
    try:
        data = render(copies(said)[form])
    except Refusal:
        assert form is Form.WALLET  # eight lines where there is room for five
        assert said.count("\n") > 5
        return
    valid(data)


@pytest.mark.parametrize("form", [Form.FAMILY, Form.EASY_READ], ids=lambda form: form.value)
def test_a_long_copy_is_valid(form, valid):
    valid(render(copies("Ring at four, then go by bus. " * 12, 40)[form]))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.value)
def test_the_same_copy_gives_the_same_bytes(form):
    assert render(copies()[form]) == render(copies()[form])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.value)
def test_what_a_copy_holds_is_heard(form, aloud, texts):
    copy = copies()[form]
    heard = re.sub(r"\W+", "", " ".join(words for _role, words in aloud(render(copy)).said))
    wanted = {
        Form.CARD: (copy.title, copy.who, copy.helps, copy.people, copy.places, copy.call)
        if form is Form.CARD
        else (),
        Form.WALLET: (copy.title, copy.who, copy.helps, copy.people, copy.call)
        if form is Form.WALLET
        else (),
        Form.NUMBERS: (copy.call,),
        Form.BLANK: (copy.call,),
    }.get(form, (getattr(copy, "words", ()), getattr(copy, "sections", ())))
    shown = [t for t in texts(wanted) if not t.startswith(("SAFE", "AVOID"))]
    assert shown
    missing = [t for t in shown if re.sub(r"\W+", "", t) not in heard]
    assert missing == []


def test_a_card_reads_from_its_cover_to_its_back(aloud):
    heard = aloud(render(copies()[Form.CARD])).said
    headings = [words for role, words in heard if role in {"H1", "H2"}]
    assert headings == [
        "My stuff",
        "What matters to me",
        "What I can do",
        "People I can ask",
        "Places I can go",
        "Somebody who knows me",
        "Free help, any time",
    ]
    assert heard[-1][1].startswith("I can change")


def test_the_pages_of_a_card_stand_where_one_cut_makes_a_booklet():
    """Upper row on its head: 7 6 5 4; lower row: 8 1 2 3. Print, 6, rule 13."""
    marks = {
        1: "My stuff",
        2: "What matters to me",
        3: "What I can do",
        4: "People I can ask",
        5: "Places I can go",
        6: "Somebody who",
        7: "Free help, any time",
        8: "It is all right",
    }
    with pypdfium2.PdfDocument(render(copies()[Form.CARD])) as document:
        page = document[0]
        wide, high = page.get_size()
        text = page.get_textpage()
        found = {}
        for number, words in marks.items():
            index, count = text.search(words).get_next()
            left, bottom, _right, _top = text.get_charbox(index)
            last = text.get_charbox(index + count - 1)
            turned = last[0] < left
            found[number] = (int(left // (wide / 4)), bottom > high / 2, turned)
            assert 5 / 25.4 * 72 <= left <= wide - 5 / 25.4 * 72
    assert found == {
        1: (1, False, False),
        2: (2, False, False),
        3: (3, False, False),
        4: (3, True, True),
        5: (2, True, True),
        6: (1, True, True),
        7: (0, True, True),
        8: (0, False, False),
    }


def sizes(data):
    """The sizes of type that a file uses, in points."""
    with pikepdf.open(BytesIO(data)) as document:
        return {
            float(operands[1])
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }


@pytest.mark.parametrize("form", [Form.CARD, Form.WALLET, Form.NUMBERS])
def test_no_letter_on_small_paper_is_smaller_than_can_be_read(form):
    words = "Breathe out slowly and count to ten, then walk"
    assert min(sizes(render(copies(words)[form]))) >= 9.5


def test_the_type_of_a_card_shrinks_before_it_is_refused():
    short, longer = (render(copies("Walk. " * n)[Form.CARD]) for n in (3, 62))
    assert max(sizes(short)) > max(sizes(longer))
    with pytest.raises(Refusal, match="too many words for a card"):
        render(copies("Walk away. " * 90)[Form.CARD])


def test_easy_read_is_eighteen_points_and_one_idea_a_line(aloud):
    data = render(copies()[Form.EASY_READ])
    assert 18.0 in sizes(data)
    said = [words for role, words in aloud(data).said if role == "LBody"]
    assert "I breathe out." in said
    assert "Then I walk to the gym." in said


def test_words_are_cut_into_ideas_at_the_ends_of_sentences():
    assert ideas("I stop. I breathe; I walk!\nThen I call 999.") == [
        "I stop.",
        "I breathe",
        "I walk!",
        "Then I call 999.",
    ]


@pytest.mark.parametrize("form", [f for f in FORMS if f.is_carried])
def test_what_is_carried_says_nothing_of_itself_but_its_title(form, read):
    paper = read(render(copies()[form]))
    assert set(paper.properties) - {"Title", "CreationDate", "ModDate"} <= {
        name for name, value in paper.properties.items() if not value
    }
    assert "Copy" not in paper.words
    assert "16 November" not in paper.words


def test_a_card_has_no_foot_and_never_says_that_it_is_not_approved(read):
    words = read(render(copies()[Form.CARD])).words
    assert "Page" not in words
    assert not {"DRAFT", "INTERIM", "APPROVED"} & set(words.split())


@pytest.mark.parametrize("form", [Form.FAMILY, Form.SCHOOL, Form.EASY_READ, Form.YOUNG_PERSON])
@pytest.mark.parametrize("standing", ["INTERIM", "SUPERSEDED", "ENDED"])
def test_a_copy_that_is_not_simply_in_force_says_so_on_every_page(form, standing, read):
    copy = replace(copies("Words that go on. " * 60, 6)[form], standing=standing)
    pages = read(render(copy)).pages
    word = "OLD" if standing == "SUPERSEDED" and form.is_carried else standing
    assert len(pages) > 1
    assert all(word in page for page in pages)


def test_a_shared_copy_says_which_for_whom_and_from_which_record(read):
    words = read(render(copies()[Form.SCHOOL])).words
    for said in ("Version 4", "Copy 2, for Dad", "16 November 2026", "Audit 9f3a61c2ab"):
        assert said in words.replace("\u00a0", " ")


def test_a_sheet_of_wallet_cards_holds_ten_faces_each_of_them_heard(read, aloud):
    data = render(copies()[Form.WALLET])
    assert read(data).words.count("Auntie P") == 5
    assert [w for _role, w in aloud(data).said].count("Auntie P") == 5


def test_a_blank_sheet_is_one_page(read):
    assert len(read(render(copies()[Form.BLANK])).pages) == 1


def test_the_list_of_changes_is_valid_and_says_what_is_new_gone_and_changed(valid):
    found = (
        Difference("What I can do myself", Kind.ADDED, after="Run"),
        Difference("What I can do myself", Kind.CHANGED, "Walk", "Walk far"),
        Difference("People I can ask for help", Kind.REMOVED, "Coach"),
    )
    heard = valid(changes.paper(found, 1, 2, NOW))
    said = [words for _role, words in heard.said]
    assert "New: Run" in said
    assert "No longer: Coach" in said
    assert any(words.startswith("Now: Walk far") for words in said)
    valid(changes.paper((), 1, 2, NOW))
