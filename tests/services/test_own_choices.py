"""What the organisation chooses reaches the copies that it is for, and no other."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.phrases import phrases
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import helplines, section
from youthcase.domain.plans import PlanItem
from youthcase.errors import NotAllowed, Refusal
from youthcase.services.own import HELPLINES, LOGO

WRITTEN = {2: "I want to sleep.", 3: "A threat.", 5: "I breathe.", 7: "Gran", 13: "If", 14: "X"}
OTHERS = (Form.FULL, Form.FAMILY, Form.SCHOOL)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def content(sam):
    person = replace(
        sam.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        sam.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
    )
    sam.episodes.refer(episode, person)
    sam.episodes.accept(sam.people.file(person.id).current, start=sam.sitting.today)
    begun = sam.plans.begin(person.id)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person.id,
            version=begun.version.id,
            section=number,
            position=1,
            text=words,
            audience=tuple(
                a
                for a in ("YOUNG_PERSON", "CARD", "FAMILY", "SCHOOL")
                if section(number).may_reach(a)
            ),
        )
        for number, words in WRITTEN.items()
    )
    version = replace(begun.version, carry_decision="CARRY_FULL_YP")
    return replace(begun, version=version, items=items)


def read(pdf):
    with pypdfium2.PdfDocument(pdf) as file:
        words = " ".join(page.get_textpage().get_text_range() for page in file)
    return " ".join(words.split())


def pictures_in(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            one
            for one in file.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]


def test_a_logo_stands_on_copies_for_others_and_on_none_that_is_carried(sam, content):
    sam.settings.own.keep_logo(picture(), "Northgate Youth Service")
    for form in Form:
        found = pictures_in(sam.copies.preview(content, form, "Gran").pdf)
        assert len(found) == (form in OTHERS), form
    sam.settings.own.put_back(LOGO)
    assert pictures_in(sam.copies.preview(content, Form.FULL).pdf) == []


def test_own_titles_stand_on_every_copy_that_has_the_section(sam, content):
    own = sam.settings.own
    own.keep_title(5, "My toolbox")
    own.keep_title(2, "In my words")
    own.keep_title(3, "Why we talk")
    for form in (Form.FULL, Form.FAMILY, Form.SCHOOL, Form.YOUNG_PERSON, Form.EASY_READ):
        words = read(sam.copies.preview(content, form, "Gran").pdf)
        assert "My toolbox" in words, form
        assert section(5).title not in words, form
        assert ("Why we talk" in words) == (not form.is_carried), form
    for form in (Form.FULL, Form.FAMILY, Form.EASY_READ):
        assert "In my words" in read(sam.copies.preview(content, form, "Gran").pdf)
    removed = sam.copies.preview(content, Form.YOUNG_PERSON).removed
    assert "Why we talk" in {one.section for one in removed}


def test_a_title_that_tells_something_since_the_service_was_renamed_is_not_carried(
    sam, content
):
    sam.settings.own.keep_title(5, "Harbour things")
    assert "Harbour things" in read(sam.copies.preview(content, Form.YOUNG_PERSON).pdf)
    sam.settings.choose("service_name", "Harbour")
    carried = read(sam.copies.preview(content, Form.YOUNG_PERSON).pdf)
    assert "Harbour" not in carried
    assert section(5).title in carried
    assert "Harbour things" in read(sam.copies.preview(content, Form.FULL).pdf)


def test_own_titles_are_marked_as_not_translated(sam, content):
    without = replace(content, items=tuple(i for i in content.items if i.section == 14))
    arabic = replace(without, items=(replace(without.items[0], text="اتصل"),))
    plain = sam.copies.preview(arabic, Form.FAMILY, "Gran", language="ar")
    sam.settings.own.keep_title(14, "Who does it")
    own = sam.copies.preview(arabic, Form.FAMILY, "Gran", language="ar")
    said = phrases("ar").say("This part is not translated.")
    assert heard(own.pdf).count(said) == heard(plain.pdf).count(said) + 1


def test_what_is_said_of_own_numbers_is_marked_as_not_translated(sam, content):
    bare = replace(content, items=())
    said = phrases("ar").say("This part is not translated.")
    assert said not in heard(sam.copies.preview(bare, Form.YOUNG_PERSON, language="ar").pdf)
    first, second, *rest = helplines()
    own = replace(second, name="Night line", number="020 7946 0111", words="At night.")
    sam.settings.own.keep_helplines((first, own, *rest))
    for form in (Form.FULL, Form.FAMILY, Form.YOUNG_PERSON):
        paper = sam.copies.preview(bare, form, "Gran", language="ar").pdf
        assert heard(paper).count(said) == 1, form


def heard(pdf):
    """The words that are put into the tree for screen readers, which are in their own order."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return " ".join(
            str(one["/ActualText"])
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one
        )


def test_own_numbers_are_printed_and_only_chosen_ones_are_carried(sam, content):
    line = replace(
        helplines()[-1],
        name="Harbour night line",
        number="020 7946 0111",
        words="When you cannot sleep.",
        hours="Until two",
        last_checked=date(2026, 11, 2),
    )
    sam.settings.own.keep_helplines((*helplines(), line))
    full = read(sam.copies.preview(content, Form.FULL).pdf)
    assert "020 7946 0111" in full
    assert "Checked 2 November 2026" in full
    assert "Checked 23 November 2026" in full
    for form in (Form.YOUNG_PERSON, Form.CARD, Form.WALLET, Form.NUMBERS, Form.BLANK):
        paper = read(sam.copies.preview(content, form).pdf)
        assert "0111" not in paper
        assert "Checked" not in paper
    sam.settings.own.keep_helplines((*helplines(), replace(line, carried=True)))
    for form in (Form.YOUNG_PERSON, Form.CARD, Form.WALLET, Form.NUMBERS, Form.BLANK):
        assert "7946" in read(sam.copies.preview(content, form).pdf), form


def test_numbers_grow_old(sam, clock):
    assert sam.settings.own.stale_helplines() == ()
    clock.moment = clock.moment.replace(year=2027, month=5, day=24)
    assert sam.settings.own.stale_helplines() == helplines()


def test_only_supervisors_choose_and_everybody_reads(town):
    sam = town.as_("Sam Patel")
    sam.settings.own.keep_title(5, "My toolbox")
    sam.settings.own.keep_suggestions(6, ["The pool."])
    own = town.as_("Maya Adeyemi").settings.own
    parts = {part.number: part for part in own.sections()}
    assert parts[5].title == "My toolbox"
    assert parts[6].suggestions == ("The pool.",)
    for act in (
        lambda: own.keep_title(5, "Mine"),
        lambda: own.keep_suggestions(5, ["Mine"]),
        lambda: own.keep_helplines(helplines()),
        lambda: own.keep_logo(picture(), "Mine"),
        lambda: own.describe_logo("Mine"),
        lambda: own.put_back(HELPLINES),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_paper_cannot_draw_is_refused_when_it_is_chosen(sam):
    for act in (
        lambda: sam.settings.own.keep_title(5, "My \U0001f9f0"),
        lambda: sam.settings.own.keep_logo(picture(), "A \U0001f9f0"),
        lambda: sam.settings.own.keep_helplines(
            (*helplines()[:-1], replace(helplines()[-1], name="\U0001f4de"))
        ),
    ):
        with pytest.raises(Refusal, match="typefaces"):
            act()


def test_a_passphrase_for_a_file_is_offered_judged_and_kept_nowhere(sam, content, folder):
    locks, person = sam.copies.locks, content.version.person
    phrase = locks.passphrase()
    assert locks.judge(phrase, person) == ""
    assert "guessed" in locks.judge("aaaaaaaaaaaaaaaaaaaa", person)
    assert "tried first" in locks.judge("Amara Okonedo Amara", person)
    assert "plain letters" in locks.judge("x" * 200, person)
    made = locks.locked(sam.copies.preview(content, Form.FULL), phrase)
    with pikepdf.open(io.BytesIO(made), password=phrase) as file:
        assert file.encryption.R == 6
    raw = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert phrase.encode() not in raw
