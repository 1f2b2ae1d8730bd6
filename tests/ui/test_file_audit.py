"""Can a caseworker read in plain sentences who used a file, by day, and a page at a time?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from youthcase.errors import NotAllowed
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages import file_audit
from youthcase.ui.pages.file import FilePage


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


def refer(services, first="Amara"):
    person = replace(
        services.people.blank(), first_name=first, last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, person)
    return person.id


@pytest.fixture
def show(qtbot):
    backgrounds = []

    def shown(services, person, part="use"):
        background = Background()
        backgrounds.append(background)
        page = FilePage(Frame(services, background))
        qtbot.addWidget(page)
        page.resize(1152, 720)
        page.show()
        page.open(Place(Room.FILE, person, part))
        if part == "use":
            read(qtbot, page)
        return page

    yield shown
    for background in backgrounds:
        background.close()


def read(qtbot, page):
    """Wait until the newest question has its answer."""
    tab = page._tabs["use"]
    answered = []
    tab._frame.background.run(tab, _nothing, done=answered.append, failed=answered.append)
    qtbot.waitUntil(lambda: bool(answered), timeout=10_000)
    return tab


def _nothing():
    return None


def lines(page):
    acts = page._tabs["use"].days.acts.items
    return [(act.day, act.time, act.sentence) for act in acts]


def test_the_newest_stands_first_below_its_day(show, town, clock):
    maya = town.as_("Maya Adeyemi")
    person = refer(maya)
    clock.moment += timedelta(days=1, minutes=12)
    page = show(maya, person)
    today, before = "Today, Tuesday 24 November 2026", "Monday 23 November 2026"
    assert lines(page) == [
        (today, "10:42", "Maya Adeyemi looked at who had used this file."),
        (today, "10:42", "Maya Adeyemi opened the file."),
        (before, "10:30", "Maya Adeyemi recorded a referral."),
        (before, "10:30", "Maya Adeyemi began a new file."),
    ]
    assert page._tabs["use"].about.text().startswith("4 acts")


def test_looking_is_written_down_once_each_time_and_not_by_changes(show, town, qtbot):
    maya = town.as_("Maya Adeyemi")
    person = refer(maya)
    page = show(maya, person)
    log = maya.audit_log

    def looks():
        sentences = [line.sentence for line in log.about(person)]
        return sum("looked at who" in sentence for sentence in sentences)

    assert looks() == 1
    changed = replace(maya.people.file(person).person, phone="07700 900123")
    page.refresh(maya.people.change(changed))
    read(qtbot, page)
    assert looks() == 1
    assert lines(page)[0][2] == "Maya Adeyemi changed the young person's details."
    page.show_tab("about")
    page.show_tab("use")
    read(qtbot, page)
    assert looks() == 2


def test_each_kind_can_be_shown_alone(show, town, qtbot):
    maya = town.as_("Maya Adeyemi")
    person = refer(maya)
    page = show(maya, person)
    tab = page._tabs["use"]
    shown = {}
    for at, (words, _kinds) in enumerate(file_audit.CHOICES):
        tab.kinds.setCurrentIndex(at)
        read(qtbot, page)
        shown[words] = {sentence for _day, _time, sentence in lines(page)}
    assert shown["Looked at"] | shown["Written or changed"] == shown["Everything"]
    assert "Maya Adeyemi opened the file." in shown["Looked at"]
    assert "Maya Adeyemi recorded a referral." in shown["Written or changed"]
    assert shown["Printed or saved"] == set()
    assert tab.stack.currentWidget() is tab.empty


def test_the_same_act_within_a_minute_is_one_line_and_earlier_ones_come_on_request(
    show, town, qtbot, clock, monkeypatch
):
    maya = town.as_("Maya Adeyemi")
    person = refer(maya)
    for _i in range(3):
        maya.people.opened(person)
    for _i in range(6):
        clock.moment += timedelta(minutes=1)
        maya.people.opened(person)
    monkeypatch.setattr(file_audit, "PAGE", 5)
    page = show(maya, person)
    tab = page._tabs["use"]
    assert tab.more.text() == f"Show earlier ({maya.audit_log.count_about(person) - 5} more)"
    while not tab.more.isHidden():
        tab.more.click()
        read(qtbot, page)
    assert lines(page)[0][2] == "Maya Adeyemi looked at who had used this file."
    assert ("10:30", "Maya Adeyemi opened the file. 3 times.") in [x[1:] for x in lines(page)]
    assert lines(page)[-1][2] == "Maya Adeyemi began a new file."
    assert tab.about.text().startswith("13 acts")


def test_a_colleague_of_another_case_sees_nothing_and_the_attempt_is_kept(show, town):
    person = refer(town.as_("Maya Adeyemi"))
    tom = town.as_("Tom Brennan")
    page = show(tom, person, part="")
    assert page._tabs == {}
    with pytest.raises(NotAllowed):
        tom.audit_log.about(person)
    sam = town.as_("Sam Patel")
    newest = sam.audit_log.about(person, limit=1)[0]
    assert newest.sentence == "Tom Brennan tried to open the file and was not allowed to."


def test_a_supervisor_sees_who_used_everybodys_files(show, town):
    person = refer(town.as_("Maya Adeyemi"))
    page = show(town.as_("Sam Patel"), person)
    assert {sentence.split(" ")[0] for _d, _t, sentence in lines(page)} == {"Maya", "Sam"}


@pytest.mark.parametrize(
    ("mode", "percent"), [(theme.Mode.LIGHT, 100), (theme.Mode.CONTRAST, 200)]
)
def test_everybody_can_use_it(show, town, mode, percent):
    theme.current().dress(mode, percent)
    maya = town.as_("Maya Adeyemi")
    page = show(maya, refer(maya))
    page.resize(1216, 720)
    page.activateWindow()
    found = [f for f in a11y.audit(page) if f.kind != "focus-not-visible"]
    assert found == []
