"""Is a version read, approved, sent back and ended as a supervisor would?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from youthcase.domain.ids import PlanItemId, PlanPlaceId, new_record
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem, PlanPlace
from youthcase.errors import Refusal
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.plan import PlanPage


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


def opened_case(services):
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
    services.episodes.accept(
        services.people.file(person.id).current, start=services.sitting.today
    )
    return person.id


def whole_plan(services, person):
    content = services.plans.begin(person)
    if content.items:
        items, places = content.items, content.places
    else:
        items = tuple(
            PlanItem(
                id=PlanItemId(new_record()),
                person=person,
                version=content.version.id,
                section=part.number,
                position=1,
                text=f"A line of section {part.number}",
                audience=("FAMILY", "YOUNG_PERSON"),
            )
            for part in sections()
            if part.kind not in {"about", "agreement", "places"}
        )
        places = (
            PlanPlace(
                id=PlanPlaceId(new_record()),
                person=person,
                version=content.version.id,
                position=1,
                name="The station",
                status="AVOID",
                reason="It happened there",
            ),
        )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        carry_decision="CARRY_FULL_YP",
        carry_reason="Nobody else opens his bag.",
    )
    return replace(content, version=version, items=items, places=places)


@pytest.fixture
def person(town):
    maya = town.as_("Maya Adeyemi")
    person = opened_case(maya)
    maya.plans.submit(whole_plan(maya, person))
    return person


@pytest.fixture
def show(qtbot, town):
    """Show the page to somebody, with one version."""
    backgrounds = []

    def shown(name, version=None):
        services = town.as_(name)
        background = Background()
        backgrounds.append(background)
        frame = Frame(services, background)
        page = PlanPage(frame)
        page.went, page.said = [], []
        frame.go.connect(page.went.append)
        frame.said.connect(page.said.append)
        qtbot.addWidget(page)
        page.resize(1152, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        version = version or services.people.file(page_person[0]).versions[0].id
        page.open(Place(Room.PLAN, version))
        page.first_focus().setFocus()
        return page

    page_person = []
    shown.person = page_person
    yield shown
    for background in backgrounds:
        background.close()


@pytest.fixture
def read_by(show, person):
    show.person.append(person)
    return show


def press(page, name):
    QTest.mouseClick(page.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def shown(page, name):
    return not page.findChild(QWidget, name).isHidden()


def texts(reading):
    return [block.spoken() for block in reading.blocks]


def approved(town, person):
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    version = waiting.version.id
    sam.plans.approve(version, sam.plans.content_hash(sam.plans.content(version)))
    return version


def test_a_version_is_read_with_who_may_see_each_line(read_by):
    page = read_by("Sam Patel")
    lines = texts(page.reading)
    assert "4  How I notice that things are getting bad" in lines
    assert "A line of section 4, Family, Young person" in lines
    assert "The station, Why: It happened there, Stay away, Professional copy only" in lines
    assert page.status._chip.words == "Waiting for approval"


def test_the_facts_say_who_agreed_wrote_and_what_may_be_carried(read_by):
    page = read_by("Sam Patel")
    facts = texts(page.side.facts)
    assert "Agreed with them on, 23 November 2026" in facts
    assert "Safe to carry, Their own full copy, Nobody else opens his bag." in facts
    assert any(f.startswith("Written by, Maya Adeyemi, Sent Mon 23 Nov") for f in facts)


def test_a_supervisor_approves_what_was_named_and_shown(read_by, town, person):
    page = read_by("Sam Patel")
    assert page.first_focus().objectName() == "approve"
    press(page, "approve")
    named = page.findChild(QLabel, "what_is_approved").text()
    assert "Version 1 for Amara Okonedo: " in named
    assert "agreed 23 November 2026" in named
    press(page, "approve_now")
    assert page.said == ["Plan approved"]
    assert page.status._chip.words == "In force"
    (version,) = town.services.people.file(person).versions
    assert version.status == "ACTIVE"
    assert texts(page.side.decisions) == ["Approved, Sam Patel, 23 November 2026"]


def test_not_yet_decides_nothing(read_by, town):
    page = read_by("Sam Patel")
    press(page, "approve")
    press(page, "not_yet")
    assert shown(page, "approve")
    assert len(town.services.plans.waiting()) == 1


def test_sending_back_needs_words_and_shows_them_afterwards(read_by, town, person):
    page = read_by("Sam Patel")
    press(page, "send_back")
    press(page, "send_back_now")
    error = page.findChild(QLabel, "comment.error").text()
    assert error == "Error: Write what should be changed."
    page.decide.comment.set_value("Say who rings when mum is at work.")
    press(page, "send_back_now")
    assert page.status._chip.words == "Returned"
    assert "“Say who rings when mum is at work.”" in texts(page.side.decisions)[0]
    assert shown(page, "next_version")


def test_what_was_not_read_is_not_approved(read_by, town):
    page = read_by("Sam Patel")
    page._hash = "of something else"
    press(page, "approve")
    press(page, "approve_now")
    assert shown(page, "trouble")
    assert "not the one you read" in page.trouble.words.text()
    assert len(town.services.plans.waiting()) == 1


def test_whoever_wrote_it_is_told_that_somebody_else_decides(show, town):
    sam = town.as_("Sam Patel")
    person = opened_case(sam)
    sam.plans.submit(whole_plan(sam, person))
    show.person.append(person)
    page = show("Sam Patel")
    assert shown(page, "own_version")
    assert "You wrote this version." in page.decide.own.words.text()
    assert page.decide.card.isHidden()
    assert page.first_focus() is page.reading


def test_a_caseworker_is_offered_no_decision(read_by):
    page = read_by("Maya Adeyemi")
    assert page.decide.isHidden()
    assert not shown(page, "next_version")  # one waits already


def test_what_changed_is_said_in_words_and_signs(town, person, show, clock):
    approved(town, person)
    maya = town.as_("Maya Adeyemi")
    clock.moment += timedelta(days=3)
    plan = whole_plan(maya, person)
    first, second, *rest = plan.items
    changed = replace(first, text="A line of section 2, said anew")
    new = replace(
        rest[0], id=PlanItemId(new_record()), text="Something that nobody said before"
    )
    maya.plans.submit(replace(plan, items=(changed, *rest, new)))
    show.person.append(person)
    page = show("Ruth Achebe")
    assert page.tabs.current_key() == "changes"
    assert page.tabs.tabText(1) == "What changed (5)"
    lines = page.changes.blocks
    kinds = {block.lead.split("  ·  ")[0]: block for block in lines}
    assert set(kinds) == {"Added", "Changed", "Removed"}
    assert kinds["Removed"].is_struck
    assert second.text in kinds["Removed"].text
    assert len({block.icon for block in kinds.values()}) == 3
    press(page, "approve")
    press(page, "approve_now")
    assert [v.status for v in town.services.people.file(person).versions] == [
        "ACTIVE",
        "SUPERSEDED",
    ]


def test_a_plan_in_force_is_ended_on_a_day(town, person, show):
    approved(town, person)
    show.person.append(person)
    page = show("Maya Adeyemi")
    press(page, "end_plan")
    page.ending.day.set_value(date(2026, 12, 1))
    press(page, "end_now")
    error = page.findChild(QLabel, "ended_on.error").text()
    assert "cannot end in the future" in error
    page.ending.day.set_value(date(2026, 11, 23))
    press(page, "end_now")
    assert page.said == ["Plan ended"]
    assert page.status._chip.words == "Ended"
    assert not shown(page, "end_plan")


def test_the_ways_on_lead_to_copies_the_editor_and_the_file(town, person, show):
    version = approved(town, person)
    show.person.append(person)
    page = show("Maya Adeyemi")
    for name in ("copy", "next_version", "to_file"):
        press(page, name)
    assert page.went == [
        Place(Room.COPIES, version),
        Place(Room.PLAN_EDITOR, person),
        Place(Room.FILE, person),
    ]


def test_a_version_approved_elsewhere_is_shown_as_it_is_now(read_by, town):
    page = read_by("Sam Patel")
    sam = town.services
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    changes = sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))
    page.refresh(changes)
    assert page.status._chip.words == "In force"
    assert page.decide.isHidden()


def test_a_colleagues_plan_stays_closed(read_by, town):
    version = town.services.people.file(read_by.person[0]).versions[0].id
    with pytest.raises(Refusal, match="colleague"):
        read_by("Tom Brennan", version)


@pytest.mark.parametrize(
    ("mode", "percent"),
    [(theme.Mode.LIGHT, 100), (theme.Mode.DARK, 150), (theme.Mode.CONTRAST, 200)],
)
def test_everybody_can_use_the_plan(read_by, mode, percent):
    theme.current().dress(mode, percent)
    page = read_by("Sam Patel")
    assert a11y.audit(page) == []
