"""Which copies can be made, what stands on them, and what does the register say?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from youthcase.domain.ids import PlanItemId, PlanPlaceId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem, PlanPlace
from youthcase.errors import NotAllowed, Refusal
from youthcase.store import journal

WHY = "The card is for her first week in the new flat only."


def line(content, section, text, *, n=9, detail=None, audience=()):
    return PlanItem(
        id=PlanItemId(new_record()),
        person=content.version.person,
        version=content.version.id,
        section=section,
        position=n,
        text=text,
        detail=detail,
        audience=audience,
    )


def whole(services, person, carry, *more):
    content = services.plans.begin(person)
    every = ("FAMILY", "SCHOOL", "YOUNG_PERSON", "CARD")
    items = tuple(
        line(
            content,
            part.number,
            f"Line {part.number}",
            n=1,
            audience=tuple(a for a in every if part.may_reach(a)),
        )
        for part in sections()
        if part.kind not in {"about", "agreement", "places"}
    )
    items += tuple(line(content, *words, audience=ticked) for words, ticked in more)
    places = (
        PlanPlace(
            id=PlanPlaceId(new_record()),
            person=person,
            version=content.version.id,
            position=1,
            name="The arches",
            status="AVOID",
            reason="Deshawn waits there",
            audience=("FAMILY", "YOUNG_PERSON"),
        ),
    )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        carry_decision=carry,
        carry_finders="Only her gran",
        carry_kept="In her coat",
        carry_on=services.sitting.today,
    )
    return replace(content, version=version, items=items, places=places)


@pytest.fixture
def person(town):
    maya = town.as_("Maya Adeyemi")
    person = replace(
        maya.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 4)
    )
    episode = replace(
        maya.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="Deshawn threatened her.",
    )
    maya.episodes.refer(episode, person)
    maya.episodes.accept(maya.people.file(person.id).current, start=maya.sitting.today)
    return person.id


@pytest.fixture
def approve(town, person):
    """Maya writes a version, Sam approves it, and Maya is at the desk again."""

    def approved(carry="CARRY_FULL_YP", *more):
        maya = town.as_("Maya Adeyemi")
        maya.plans.submit(whole(maya, person, carry, *more))
        sam = town.as_("Sam Patel")
        (waiting,) = sam.plans.waiting()
        version = waiting.version.id
        sam.plans.approve(version, sam.plans.content_hash(sam.plans.content(version)))
        town.as_("Maya Adeyemi")
        return version

    return approved


@pytest.mark.parametrize(
    ("carry", "made"),
    [
        ("CARRY_FULL_YP", {"young-person", "easy-read", "card", "wallet", "numbers"}),
        ("CARD_ONLY", {"card", "wallet", "numbers"}),
        ("NUMBERS_ONLY", {"numbers"}),
        ("NOTHING_REHEARSED", set()),
        ("HELD_BY_TRUSTED_ADULT", set()),
    ],
)
def test_each_level_lets_only_its_own_copies_be_carried(town, approve, carry, made):
    version = approve(carry)
    copies = town.services.copies
    forms = copies.forms(town.services.plans.content(version).version)
    never_carried = {"full", "family", "school", "blank"}
    assert {f.value for f, why in forms.items() if not why} == made | never_carried
    for form in Form:
        if form.value in made | never_carried:
            paper, _ = copies.issue(version, form, None, "saved")
            assert paper.pdf.startswith(b"%PDF")
        else:
            with pytest.raises(Refusal, match="carried"):
                copies.issue(version, form, None, "saved")


def test_a_supervisor_overrides_with_a_reason_that_stands_in_register_and_audit(
    town, person, approve
):
    version = approve("NUMBERS_ONLY")
    with pytest.raises(NotAllowed, match="supervisor"):
        town.services.copies.issue(version, Form.CARD, None, "saved", override=WHY)
    sam = town.as_("Sam Patel")
    with pytest.raises(Refusal, match="20 letters"):
        sam.copies.issue(version, Form.CARD, None, "saved", override="because")
    sam.copies.issue(version, Form.CARD, None, "saved", override=WHY)
    (copy,) = sam.copies.register.of(person)
    assert (copy.form, copy.override_reason) == ("card", WHY)
    sentences = [a.sentence for a in sam.audit_log.about(person, limit=5)]
    assert any("above the carry decision" in s for s in sentences)


def test_a_reason_is_not_kept_where_none_was_needed(town, person, approve):
    version = approve("CARD_ONLY")
    sam = town.as_("Sam Patel")
    sam.copies.issue(version, Form.CARD, None, "saved", override=WHY)
    assert sam.copies.register.of(person)[0].override_reason is None


def test_only_the_professional_copy_of_an_unapproved_plan_is_made(town, person, clock):
    maya = town.as_("Maya Adeyemi")
    maya.plans.submit(whole(maya, person, "CARRY_FULL_YP"))
    version = maya.people.file(person).versions[0]
    assert maya.copies.standing(version) == "INTERIM"
    maya.copies.issue(version.id, Form.FAMILY, "Her mum", "saved")
    clock.moment += timedelta(hours=73)
    forms = maya.copies.forms(version)
    assert {f for f, why in forms.items() if not why} == {Form.FULL, Form.BLANK}
    with pytest.raises(Refusal, match="not approved"):
        maya.copies.issue(version.id, Form.CARD, None, "saved")


def test_the_safety_check_stops_a_line_and_says_what_to_change(town, approve):
    version = approve("CARD_ONLY", ((5, "Not near Deshawn"), ("CARD",)))
    paper = town.services.copies.preview(town.services.plans.content(version), Form.CARD)
    (hit,) = paper.hits
    assert (hit.rule, hit.text) == ("RISK_NAME", "Not near Deshawn")
    assert "danger" in hit.why
    assert any(r.why == "Stopped by the safety check" for r in paper.removed)


def test_a_supervisor_lets_a_false_hit_pass_with_a_reason(town, person, approve):
    version = approve("CARD_ONLY", ((5, "Play grass hockey"), ("CARD",)))
    maya = town.services
    content = maya.plans.content(version)
    (hit,) = maya.copies.preview(content, Form.CARD).hits
    with pytest.raises(NotAllowed):
        maya.copies.let_pass(version, hit, WHY)
    sam = town.as_("Sam Patel")
    with pytest.raises(Refusal, match="letters"):
        sam.copies.let_pass(version, hit, "sport")
    sam.copies.let_pass(version, hit, "Grass hockey is a sport, not what the word tells.")
    paper = sam.copies.preview(content, Form.CARD)
    assert [h.is_passed for h in paper.hits] == [True]
    assert not [r for r in paper.removed if "safety check" in r.why]
    assert any("carried paper" in a.sentence for a in sam.audit_log.about(person, limit=5))


def test_a_caseworker_learns_nothing_of_colleagues_cases_from_the_check(town, person, approve):
    tom = town.as_("Tom Brennan")
    other = replace(tom.people.blank(), first_name="Kofi", last_name="Mensah")
    episode = replace(tom.episodes.blank(other.id), referral_source="2A", primary_risk="KNIFE")
    tom.episodes.refer(episode, other)
    version = approve("CARD_ONLY", ((5, "Draw with Kofi Mensah"), ("CARD",)))
    content = town.services.plans.content(version)
    assert town.services.copies.preview(content, Form.CARD).hits == ()
    sam = town.as_("Sam Patel")
    (hit,) = sam.copies.preview(content, Form.CARD).hits
    assert hit.rule == "OTHER_NAME"


def test_a_card_is_not_made_of_a_version_that_is_no_longer_in_force(
    town, person, approve, clock
):
    first = approve("CARRY_FULL_YP")
    clock.moment += timedelta(days=3)
    approve("CARRY_FULL_YP")
    with pytest.raises(Refusal, match="no longer in force"):
        town.services.copies.issue(first, Form.CARD, None, "saved")


def test_sections_can_be_left_out_for_one_recipient(town, approve):
    version = approve()
    content = town.services.plans.content(version)
    copies = town.services.copies
    some = copies.preview(content, Form.SCHOOL, "The school", without=frozenset({4, 5}))
    told = {r.section for r in some.removed if r.why.startswith("You left")}
    assert told == {"How I notice that things are getting bad", "What I can do myself"}


def test_a_copy_that_came_back_is_no_longer_out(town, person, approve):
    version = approve()
    maya = town.services
    maya.copies.issue(version, Form.FULL, "School", "printed")
    (copy,) = maya.copies.register.of(person)
    with pytest.raises(Refusal, match="future"):
        maya.copies.register.note(copy.id, "RETURNED", maya.sitting.today + timedelta(days=1))
    maya.copies.register.note(copy.id, "RETURNED", maya.sitting.today)
    (copy,) = maya.copies.register.of(person)
    assert (copy.outcome, copy.is_out) == ("RETURNED", False)
    assert copy.outcome_by == maya.sitting.staff
    with pytest.raises(Refusal, match="already says"):
        maya.copies.register.note(copy.id, "SHREDDED", maya.sitting.today)


def test_a_lost_copy_can_still_come_back(town, person, approve):
    version = approve()
    maya = town.services
    maya.copies.issue(version, Form.FULL, "School", "printed")
    (copy,) = maya.copies.register.of(person)
    maya.copies.register.note(copy.id, "LOST", maya.sitting.today)
    assert maya.copies.register.of(person)[0].is_out
    maya.copies.register.note(copy.id, "RETURNED", maya.sitting.today)
    assert not maya.copies.register.of(person)[0].is_out


def test_who_still_holds_an_old_version_and_what_changed_since(town, person, approve, clock):
    first = approve("CARRY_FULL_YP")
    maya = town.services
    maya.copies.issue(first, Form.SCHOOL, "The school", "printed")
    maya.copies.issue(first, Form.FULL, "Social care", "printed")
    assert maya.copies.register.holders(person) == ()
    clock.moment += timedelta(days=5)
    more = ((4, "I stop eating"), ("SCHOOL",)), ((9, "A new lock"), ())
    approve("CARRY_FULL_YP", *more)
    maya = town.services
    holders = maya.copies.register.holders(person)
    assert [(h.copy.for_whom, h.version, h.current) for h in holders] == [
        ("Social care", 1, 2),
        ("The school", 1, 2),
    ]
    for holder in holders:
        words = [d.after for d in maya.copies.register.changed_since(holder.copy.id)]
        assert any("I stop eating" in w for w in words)
        assert any("A new lock" in w for w in words) == (holder.copy.form == "full")
        pdf = maya.copies.register.changes_paper(holder.copy.id)
        text = "".join(p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf))
        assert "I stop eating" in text
        assert ("A new lock" in text) == (holder.copy.form == "full")
        assert "Amara" not in text
    with pytest.raises(NotAllowed):
        maya.copies.register.team_holders()
    sam = town.as_("Sam Patel")
    assert len(sam.copies.register.team_holders()) == 2
    sam.copies.register.note(holders[0].copy.id, "SHREDDED", sam.sitting.today)
    assert len(sam.copies.register.team_holders()) == 1


def test_nothing_written_but_rehearsed_is_on_record(town, person, approve):
    version = approve("NOTHING_REHEARSED")
    maya = town.services
    register = maya.copies.register
    blank = register.blank_rehearsal(person, version)
    for wrong in (
        blank,
        replace(blank, by_memory="Y"),
        replace(blank, by_memory="Y", with_whom="Maya", day=blank.day + timedelta(days=1)),
    ):
        with pytest.raises(Refusal):
            register.rehearse(wrong)
    register.rehearse(replace(blank, by_memory="Y", with_whom="Maya and her gran"))
    (kept,) = register.rehearsals(person)
    assert (kept.by_memory, kept.with_whom) == ("Y", "Maya and her gran")
    sam = town.as_("Sam Patel")
    with sam.people._desk.vault.read() as db:
        assert journal.verify(db) == []


def test_many_copies_are_made_in_one_go_and_stopping_loses_none(town, person, approve):
    version = approve("CARD_ONLY")
    with pytest.raises(NotAllowed):
        town.services.copies.issue_many([version], Form.CARD, None, "saved", print)
    sam = town.as_("Sam Patel")
    (one,) = sam.copies.in_force()
    got, told = [], []
    batch = sam.copies.issue_many(
        [one.id] * 5,
        Form.CARD,
        None,
        "saved",
        got.append,
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: len(got) == 3,
    )
    assert (batch.made, batch.is_cancelled, len(got)) == (3, True, 3)
    assert told == [(1, 5), (2, 5), (3, 5)]
    assert len(sam.copies.register.of(person)) == 3
    refused = sam.copies.issue_many([one.id], Form.EASY_READ, None, "saved", got.append)
    assert refused.made == 0
    assert refused.refused[0][0] == sam.people.file(person).person.ref


def test_a_copy_that_cannot_be_handed_over_is_not_registered(town, person, approve):
    version = approve("CARD_ONLY")

    def fails(_paper):
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        town.services.copies.issue(version, Form.CARD, None, "saved", hand=fails)
    assert town.services.copies.register.of(person) == ()


def test_an_unknown_language_is_refused(town, approve):
    version = approve()
    with pytest.raises(Refusal, match="language"):
        town.services.copies.issue(version, Form.FULL, "X", "saved", language="xx-none")


def test_a_plan_without_a_thought_for_who_could_find_it_is_not_sent(town, person):
    maya = town.as_("Maya Adeyemi")
    content = whole(maya, person, "CARD_ONLY")
    bare = replace(content.version, carry_finders=None, carry_kept=" ", carry_reason=None)
    with pytest.raises(Refusal, match="who could find") as caught:
        maya.plans.submit(replace(content, version=bare))
    assert caught.value.field == "carry_finders"


def test_file_names_tell_nothing(town, approve):
    version = approve()
    content = town.services.plans.content(version)
    for form in Form:
        name = town.services.copies.preview(content, form, "The school").file_name
        assert not {"amara", "okonedo", "safety", "yp-", "school"} & set(
            name.lower().replace(".", "-").split("-")
        )


def test_a_title_with_a_name_in_it_gives_way_to_a_neutral_one(town, person):
    maya = town.as_("Maya Adeyemi")
    content = whole(maya, person, "CARD_ONLY")
    named = replace(content, version=replace(content.version, title="Okonedo's list"))
    maya.plans.submit(named)
    version = maya.people.file(person).versions[0]
    paper, _ = maya.copies.issue(version.id, Form.CARD, None, "saved")
    assert [hit.rule for hit in paper.hits] == ["SURNAME"]
    with pypdfium2.PdfDocument(paper.pdf) as document:
        words = document[0].get_textpage().get_text_bounded()
        assert document.get_metadata_dict()["Title"] == "My stuff"
    assert "My stuff" in words
    assert "Okonedo" not in words


def test_a_draft_says_what_would_be_stopped_before_it_is_sent(town, person):
    maya = town.as_("Maya Adeyemi")
    content = whole(maya, person, "CARD_ONLY")
    lines = (
        line(content, 5, "Leave the gang", audience=("CARD",)),
        line(content, 4, "I take a knife", audience=("YOUNG_PERSON",)),
    )
    draft = replace(content, items=(*content.items, *lines))
    assert [hit.rule for hit in maya.copies.stopped(draft)] == ["TELLING"]
