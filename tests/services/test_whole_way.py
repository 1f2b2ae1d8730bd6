"""One young person's whole way below the window: referral, casework, plan, paper, count."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from youthcase.domain import periods
from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem
from youthcase.errors import NotAllowed, Refusal
from youthcase.store import journal


def a_referral(services):
    person = replace(
        services.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
    )
    services.episodes.refer(episode, person)
    (line,) = services.people.find("ama")
    return line.person


def accepted(services, clock, person):
    episode = services.people.file(person).current
    services.episodes.accept(episode, start=services.sitting.today)
    episode = services.people.file(person).current
    services.episodes.answer(episode, "Y", services.sitting.today)
    return episode


def met(services, person, **fields):
    contact = replace(
        services.contacts.blank(person),
        mode="F2F_SCHOOL",
        duration_minutes=45,
        summary="Talked about the way home.",
        **fields,
    )
    services.contacts.record(contact)
    return contact


def written(services, person):
    content = services.plans.begin(person)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person,
            version=content.version.id,
            section=s.number,
            position=1,
            text=f"A line of section {s.number}",
            audience=("YOUNG_PERSON",),
        )
        for s in sections()
        if s.kind not in {"about", "agreement", "places"}
    )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        carry_decision="CARRY_FULL_YP",
        carry_reason="Nobody else opens his bag.",
    )
    return replace(content, version=version, items=items)


@pytest.fixture
def case(town, clock):
    """Maya's accepted young person, seen twice, with a plan waiting for approval."""
    maya = town.as_("Maya Adeyemi")
    person = a_referral(maya)
    accepted(maya, clock, person)
    met(maya, person)
    clock.moment += timedelta(days=7)
    met(maya, person)
    maya.plans.submit(written(maya, person))
    return person


def test_the_headline_rises_by_one_when_the_plan_is_approved(town, case):
    sam = town.as_("Sam Patel")
    period = periods.parse("2026-27-Q3")
    assert sam.returns.headline(period, sam.sitting.today).count.headline == 0
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))
    count = sam.returns.trace(period, sam.sitting.today)
    assert count.headline == 1
    (verdict,) = count.verdicts
    assert verdict.count_date == date(2026, 11, 30)
    assert [c.met for c in verdict.clauses] == [True] * 6


def test_the_author_cannot_approve_their_own_plan(town, case):
    maya = town.services
    (waiting,) = maya.plans.waiting()
    content = maya.plans.content(waiting.version.id)
    with pytest.raises(NotAllowed, match="supervisor"):
        maya.plans.approve(waiting.version.id, maya.plans.content_hash(content))


def test_a_supervisor_cannot_approve_what_they_wrote(town, clock):
    sam = town.as_("Sam Patel")
    person = a_referral(sam)
    accepted(sam, clock, person)
    sam.plans.submit(written(sam, person))
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    with pytest.raises(NotAllowed, match="somebody else"):
        sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))


def test_an_approved_version_does_not_change(town, case):
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))
    vault = sam.people._desk.vault
    with pytest.raises(Exception, match="does not change"), vault.write() as db:
        db.execute("UPDATE plan_item SET text = 'other'")
    with pytest.raises(Exception, match="does not change"), vault.write() as db:
        db.execute("UPDATE plan_version SET agreed_on = '2026-01-01'")
    with pytest.raises(Exception, match="not deleted"), vault.write() as db:
        db.execute("DELETE FROM plan_decision")


def test_a_new_version_supersedes_the_one_before_and_says_what_changed(town, case, clock):
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    sam.plans.approve(
        waiting.version.id, sam.plans.content_hash(sam.plans.content(waiting.version.id))
    )
    maya = town.as_("Maya Adeyemi")
    clock.moment += timedelta(days=3)
    again = maya.plans.begin(case)
    assert again.version.number == 2
    changed = replace(again.items[0], text="Something quite different now")
    again = replace(
        again,
        items=(changed, *again.items[1:]),
        version=replace(again.version, agreed_on=maya.sitting.today, participation="AGREED"),
    )
    maya.plans.submit(again)
    ruth = town.as_("Ruth Achebe")
    (waiting,) = ruth.plans.waiting()
    content = ruth.plans.content(waiting.version.id)
    words = [d.after for d in ruth.plans.what_changed(content)]
    assert any("Something quite different" in w for w in words)
    ruth.plans.approve(waiting.version.id, ruth.plans.content_hash(content))
    versions = ruth.people.file(case).versions
    assert [(v.number, v.status, v.ended_on) for v in versions] == [
        (2, "ACTIVE", None),
        (1, "SUPERSEDED", date(2026, 12, 3)),
    ]


def test_a_draft_is_kept_offered_back_and_gone_once_submitted(town, clock):
    maya = town.as_("Maya Adeyemi")
    person = a_referral(maya)
    accepted(maya, clock, person)
    draft = written(maya, person)
    maya.plans.keep(draft)
    maya = town.as_("Maya Adeyemi")
    assert maya.plans.draft(person) == draft
    maya.plans.submit(draft)
    assert maya.plans.draft(person) is None


def test_a_caseworker_opens_only_their_own_cases(town, case):
    tom = town.as_("Tom Brennan")
    assert tom.people.find("ama") == ()
    with pytest.raises(NotAllowed, match="colleague"):
        tom.people.opened(case)
    (match,) = tom.people.similar("Amarah", "Okonedo", None)
    assert (match.worker_name, match.may_open) == ("Maya Adeyemi", False)


def test_a_contact_in_the_future_is_refused_and_nothing_is_kept(town, case):
    maya = town.services
    before = len(maya.people.timeline(case))
    with pytest.raises(Refusal, match="future"):
        met(maya, case, day=maya.sitting.today + timedelta(days=1))
    assert len(maya.people.timeline(case)) == before


def test_two_open_cases_are_refused(town, case, clock):
    maya = town.services
    again = replace(maya.episodes.blank(case), decision="ACCEPTED", start=maya.sitting.today)
    with pytest.raises(Refusal, match="already has an open case"):
        maya.episodes.refer(again)


def test_a_contact_can_be_corrected_until_the_next_working_day_ends(town, case, clock):
    maya = town.services
    contact = maya.contacts.get(met(maya, case).id)
    maya.contacts.correct(replace(contact, summary="Talked about the bus."))
    clock.moment += timedelta(days=4)
    contact = maya.contacts.get(contact.id)
    assert contact.summary == "Talked about the bus."
    with pytest.raises(Refusal, match="addition"):
        maya.contacts.correct(replace(contact, summary="Something else."))
    maya.contacts.add_to(contact, "He rang afterwards.")
    assert "He rang afterwards." in maya.people.timeline(case)[0].text


def test_a_withdrawn_contact_stays_readable_and_is_not_counted(town, case):
    maya = town.services
    contact = met(maya, case)
    maya.contacts.withdraw(contact, "Filed to the wrong person.")
    assert any("wrong person" in e.text for e in maya.people.timeline(case))


def test_the_tables_are_what_the_journal_gives(town, case):
    sam = town.as_("Sam Patel")
    vault = sam.people._desk.vault
    with vault.read() as db:
        assert journal.verify(db) == []
        before = {t: db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in _TABLES}
    with vault.write() as db:
        journal.rebuild(db)
    with vault.read() as db:
        after = {t: db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in _TABLES}
    assert [list(map(tuple, r)) for r in before.values()] == [
        list(map(tuple, r)) for r in after.values()
    ]
    assert sum(map(len, before.values())) > 20


def test_a_row_changed_behind_the_journal_is_found(town, case):
    sam = town.as_("Sam Patel")
    vault = sam.people._desk.vault
    with vault.write() as db:
        db.execute("UPDATE contact SET summary = 'Nothing happened.'")
    with vault.read() as db:
        assert any("contact" in problem for problem in journal.verify(db))


def test_the_check_of_a_sound_vault_finds_nothing(town, case):
    sam = town.as_("Sam Patel")
    assert all(f.is_sound for f in sam.sitting.check())


def test_a_copy_is_registered_and_the_next_one_has_the_next_number(town, case):
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))
    paper, _ = sam.copies.issue(waiting.version.id, Form.FULL, "school", "saved")
    sam.copies.issue(waiting.version.id, Form.YOUNG_PERSON, None, "printed")
    assert [c.number for c in sam.people.file(case).copies] == [2, 1]
    text = "".join(
        p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(paper.pdf)
    )
    assert "A line of section 7" in text


def test_a_carried_copy_above_the_carry_decision_is_refused(town, clock):
    maya = town.as_("Maya Adeyemi")
    person = a_referral(maya)
    accepted(maya, clock, person)
    content = written(maya, person)
    content = replace(content, version=replace(content.version, carry_decision="CARD_ONLY"))
    maya.plans.submit(content)
    with pytest.raises(Refusal, match="carried"):
        maya.copies.preview(content, Form.YOUNG_PERSON)


def test_an_incomplete_plan_says_what_is_missing(town, clock):
    maya = town.as_("Maya Adeyemi")
    person = a_referral(maya)
    accepted(maya, clock, person)
    content = written(maya, person)
    without = tuple(i for i in content.items if i.section != 13)
    with pytest.raises(Refusal, match="If") as refusal:
        maya.plans.submit(replace(content, items=without))
    assert refusal.value.field == "section-13"


@pytest.mark.parametrize(
    "title", ["Safety plan", "My gang thing", "KNIVES and knife", "Victims"]
)
def test_a_title_that_tells_what_the_paper_is_is_refused(town, clock, title):
    maya = town.as_("Maya Adeyemi")
    person = a_referral(maya)
    accepted(maya, clock, person)
    content = written(maya, person)
    with pytest.raises(Refusal, match="title"):
        maya.plans.submit(replace(content, version=replace(content.version, title=title)))


_TABLES = tuple(journal.tables.KINDS)
