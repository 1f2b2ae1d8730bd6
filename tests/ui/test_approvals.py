"""Does a supervisor see what waits, since when, and what is somebody else's?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.paged import CELL
from youthcase.ui.pages.approvals import ApprovalsPage


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


def submitted(services, first):
    """A young person whose plan waits."""
    person = replace(
        services.people.blank(), first_name=first, last_name="Okonedo", dob=date(2010, 5, 5)
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
    services.contacts.record(
        replace(
            services.contacts.blank(person.id),
            mode="F2F_SCHOOL",
            duration_minutes=30,
            summary="Talked about the way home.",
        )
    )
    content = services.plans.begin(person.id)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person.id,
            version=content.version.id,
            section=part.number,
            position=1,
            text="A line",
        )
        for part in sections()
        if part.kind not in {"about", "agreement", "places"}
    )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        review_due=services.sitting.today + timedelta(days=10),
        carry_decision="CARD_ONLY",
        carry_reason="Nobody else opens her bag.",
    )
    services.plans.submit(replace(content, version=version, items=items))
    return person.id


@pytest.fixture
def show(qtbot, town):
    backgrounds = []

    def shown(services):
        background = Background()
        backgrounds.append(background)
        frame = Frame(services, background)
        page = ApprovalsPage(frame)
        page.went = []
        frame.go.connect(page.went.append)
        qtbot.addWidget(page)
        page.resize(1152, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(Place(Room.APPROVALS))
        page.first_focus().setFocus()
        qtbot.waitUntil(lambda: page.head.about.text().strip() != "")
        return page

    yield shown
    for background in backgrounds:
        background.close()


def cells(table, row):
    model = table.model()
    return [model.index(row, at).data(CELL).plain() for at in range(model.columnCount())]


def test_the_queue_says_who_which_version_by_whom_and_until_when(show, town, clock):
    submitted(town.as_("Maya Adeyemi"), "Amara")
    clock.moment += timedelta(hours=5)
    page = show(town.as_("Sam Patel"))
    assert page.head.about.text() == "1 plan waits for you"
    assert cells(page.queue, 0) == [
        "Amara Okonedo, YP-0001",
        "Version 1",
        "Maya Adeyemi",
        "Mon 23 Nov, 10:30",
        "By Thu 26 Nov, 10:30",
    ]


def test_after_72_hours_a_plan_is_late(show, town, clock):
    submitted(town.as_("Maya Adeyemi"), "Amara")
    clock.moment += timedelta(hours=73)
    page = show(town.as_("Sam Patel"))
    assert cells(page.queue, 0)[-1] == "Over 72 hours"


def test_the_longest_waiting_stands_first_and_ones_own_are_marked(show, town, clock):
    submitted(town.as_("Maya Adeyemi"), "Amara")
    clock.moment += timedelta(hours=2)
    sam = town.as_("Sam Patel")
    submitted(sam, "Tomasz")
    page = show(sam)
    names = [cells(page.queue, row)[0] for row in range(2)]
    assert names == ["Amara Okonedo, YP-0001", "Tomasz Okonedo, YP-0002"]
    assert cells(page.queue, 1)[-1] == "Somebody else decides"
    assert page.head.about.text() == (
        "1 plan waits for you  ·  1 of your own waits for somebody else"
    )


def test_enter_opens_the_version(show, town):
    person = submitted(town.as_("Maya Adeyemi"), "Amara")
    sam = town.as_("Sam Patel")
    page = show(sam)
    QTest.keyClick(page.queue, Qt.Key.Key_Return)
    (version,) = sam.people.file(person).versions
    assert page.went == [Place(Room.PLAN, version.id)]


def test_an_empty_queue_says_so_calmly(show, town):
    page = show(town.as_("Sam Patel"))
    assert page.head.about.text() == "Nothing is waiting for you."
    assert page.queue._empty.isVisible()
    assert page.queue.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_review_that_is_overdue_stands_below_and_opens_the_file(show, town, clock):
    person = submitted(town.as_("Maya Adeyemi"), "Amara")
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    sam.plans.approve(waiting.version.id, sam.plans.content_hash(content))
    clock.moment += timedelta(days=13)
    page = show(sam)
    assert cells(page.reviews, 0) == [
        "Amara Okonedo, YP-0001",
        "Maya Adeyemi",
        "3 December 2026, 3 days overdue",
    ]
    page.reviews.setFocus()
    QTest.keyClick(page.reviews, Qt.Key.Key_Return)
    assert page.went == [Place(Room.FILE, person)]


def test_a_decision_made_elsewhere_empties_the_queue(show, town, qtbot):
    submitted(town.as_("Maya Adeyemi"), "Amara")
    sam = town.as_("Sam Patel")
    page = show(sam)
    (waiting,) = sam.plans.waiting()
    content = sam.plans.content(waiting.version.id)
    page.refresh(
        sam.plans.send_back(waiting.version.id, sam.plans.content_hash(content), "More.")
    )
    qtbot.waitUntil(lambda: page.lines.rowCount() == 0)
    assert page.head.about.text() == "Nothing is waiting for you."


def test_names_are_initials_in_privacy_mode(show, town):
    submitted(town.as_("Maya Adeyemi"), "Amara")
    page = show(town.as_("Sam Patel"))
    page.frame.set_private(True)
    assert cells(page.queue, 0)[0] == "AO, YP-0001"


@pytest.mark.parametrize(
    ("mode", "percent"), [(theme.Mode.LIGHT, 100), (theme.Mode.CONTRAST, 200)]
)
def test_everybody_can_use_the_queue(show, town, mode, percent):
    theme.current().dress(mode, percent)
    submitted(town.as_("Maya Adeyemi"), "Amara")
    assert a11y.audit(show(town.as_("Sam Patel"))) == []
