"""Does the window keep the register, the practices, the check and many copies in order?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem
from youthcase.errors import NotAllowed
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.copies import TEAM, CopiesPage
from youthcase.ui.pages.copies_team import REGISTER

WHY = "The word means the sport, so nobody learns anything."


@pytest.fixture(autouse=True)
def _dressed(qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # a computer without printers
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


@pytest.fixture
def person(town):
    maya = town.as_("Maya Adeyemi")
    person = replace(
        maya.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        maya.episodes.blank(person.id), referral_source="2A", primary_risk="KNIFE", reason="x"
    )
    maya.episodes.refer(episode, person)
    maya.episodes.accept(maya.people.file(person.id).current, start=maya.sitting.today)
    return person.id


@pytest.fixture
def approve(town, person):
    """Write and approve a version; leave somebody at the desk."""

    def approved(carry="CARD_ONLY", word="Breathe", then="Maya Adeyemi"):
        maya = town.as_("Maya Adeyemi")
        content = maya.plans.begin(person)
        every = ("FAMILY", "SCHOOL", "YOUNG_PERSON", "CARD")
        items = tuple(
            PlanItem(
                id=PlanItemId(new_record()),
                person=person,
                version=content.version.id,
                section=part.number,
                position=1,
                text=word if part.number == 5 else f"Part {part.number}",
                audience=tuple(a for a in every if part.may_reach(a)),
            )
            for part in sections()
            if part.kind not in {"about", "agreement", "places"}
        )
        version = replace(
            content.version,
            agreed_on=maya.sitting.today,
            participation="AGREED",
            carry_decision=carry,
            carry_kept="In her coat",
        )
        maya.plans.submit(replace(content, version=version, items=items))
        sam = town.as_("Sam Patel")
        (waiting,) = sam.plans.waiting()
        chosen = waiting.version.id
        sam.plans.approve(chosen, sam.plans.content_hash(sam.plans.content(chosen)))
        if then != "Sam Patel":
            town.as_(then)
        return chosen

    return approved


@pytest.fixture
def show(qtbot, town):
    pages = []

    def shown(place):
        frame = Frame(town.services, Background())
        page = CopiesPage(frame)
        pages.append(page)
        page.went, page.said = [], []
        frame.go.connect(page.went.append)
        frame.said.connect(page.said.append)
        frame.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1152, 720)
        page.show()
        page.open(Place(Room.COPIES, place))
        return page

    yield shown
    for page in pages:
        page.leave()
        page.hide()
        page.frame.background.close()


def press(page, name):
    button = page.findChild(QAbstractButton, name)
    assert button.isVisibleTo(page), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(page, form, qtbot):
    asked = page._asked
    page.choose.form.radios[list(Form).index(form)].click()
    qtbot.waitUntil(lambda: page._asked > asked)
    qtbot.waitUntil(
        lambda: page.choose.nothing.isVisibleTo(page) or bool(page.choose.removed.blocks),
        timeout=10_000,
    )


def spoken(reading):
    return [block.spoken() for block in reading.blocks]


def test_what_the_check_stopped_is_explained_and_leads_to_its_line(
    show, approve, qtbot, person
):
    page = show(approve(word="The grass is soft"))
    choose(page, Form.CARD, qtbot)
    stopped = page.choose.stopped
    qtbot.waitUntil(lambda: stopped.isVisibleTo(page), timeout=10_000)
    (said,) = spoken(stopped.list)
    assert "The grass is soft" in said
    assert "tells whoever finds the paper" in said
    assert "everyday words" in said
    assert not stopped.let.isVisibleTo(page)
    press(page, "change_line")
    assert page.went[-1] == Place(Room.PLAN_EDITOR, person, "5")


def test_a_supervisor_lets_a_line_stand_only_with_a_reason(show, approve, qtbot):
    page = show(approve(word="The grass is soft", then="Sam Patel"))
    choose(page, Form.CARD, qtbot)
    stopped = page.choose.stopped
    qtbot.waitUntil(lambda: stopped.isVisibleTo(page), timeout=10_000)
    press(page, "let_stand")
    press(page, "let_stand_now")
    assert "20 letters" in stopped.reason.error
    stopped.reason.set_value(WHY)
    press(page, "let_stand_now")
    qtbot.waitUntil(lambda: not stopped.isVisibleTo(page), timeout=10_000)
    assert page.said == ["The line may stand"]


def test_above_the_carry_decision_a_supervisor_is_asked_why(
    show, approve, qtbot, tmp_path, town, person
):
    page = show(approve(then="Sam Patel"))
    choose(page, Form.EASY_READ, qtbot)
    assert page.choose.above.isVisibleTo(page)
    page.leaving.save_to(tmp_path / "x.pdf")
    assert "20 letters" in page.choose.reason.error
    page.choose.reason.set_value(WHY)
    page.leaving.save_to(tmp_path / "x.pdf")
    qtbot.waitUntil(lambda: page.said != [], timeout=10_000)
    (copy,) = town.services.copies.register.of(person)
    assert copy.override_reason == WHY


def test_a_section_can_be_taken_off_for_one_recipient(show, approve, qtbot):
    page = show(approve())
    choose(page, Form.SCHOOL, qtbot)
    ticks = page.choose.ticks
    assert ticks.isVisibleTo(page)
    assert not ticks.ticks[17].isVisibleTo(page)
    ticks.ticks[4].click()
    words = "How I notice that things are getting bad, 1 line, You left this section"
    qtbot.waitUntil(
        lambda: any(words in line for line in spoken(page.choose.removed)), timeout=10_000
    )


def test_before_the_first_preview_the_empty_list_takes_no_tab(show, approve):
    page = show(approve())
    assert page.choose.removed.isHidden()
    assert page.choose.stopped.isHidden()


def test_a_copy_that_came_back_is_noted_with_its_day(show, approve, town, person):
    version = approve()
    town.services.copies.issue(version, Form.FULL, "The school", "printed")
    page = show(f"{REGISTER}{person}")
    assert page.head.title.text() == "Register of copies"
    assert "for The school" in spoken(page.register.list)[0]
    press(page, "outcome_returned")
    press(page, "note_outcome")
    assert page.said == ["Noted in the register"]
    assert "Came back" in spoken(page.register.list)[0]
    assert not page.register.acts["SHREDDED"].isVisibleTo(page)


def test_the_register_says_which_copies_are_old_and_what_changed(
    show, approve, town, person, qtbot, tmp_path
):
    first = approve()
    town.services.copies.issue(first, Form.FULL, "The school", "printed")
    approve(word="Run round the park")
    page = show(f"{REGISTER}{person}")
    assert "Old version, still out" in spoken(page.register.list)[0]
    assert "no longer in force" in page.register.old.text()
    press(page, "changed_since")
    assert any("Run round the park" in line for line in spoken(page.register.changes))
    page.register.save_to(tmp_path / "changes.pdf")
    qtbot.waitUntil(lambda: page.said == ["The list is saved"], timeout=10_000)
    assert (tmp_path / "changes.pdf").read_bytes().startswith(b"%PDF")


def test_a_practice_is_recorded(show, approve, town, person):
    approve("NOTHING_REHEARSED")
    page = show(f"{REGISTER}{person}")
    rehearsing = page.register.rehearsing
    assert "Practising is the plan" in rehearsing.words.text()
    press(page, "record_rehearsal")
    press(page, "save_rehearsal")
    assert rehearsing.form.field("by_memory").error
    rehearsing.form.field("by_memory").set_value("Y")
    rehearsing.form.field("with_whom").set_value("Maya and her gran")
    press(page, "save_rehearsal")
    assert page.said == ["Practice saved"]
    assert "Said from memory" in spoken(rehearsing.list)[0]
    (kept,) = town.services.copies.register.rehearsals(person)
    assert kept.with_whom == "Maya and her gran"


def test_a_supervisor_sees_who_in_the_team_holds_an_old_copy(
    show, approve, town, person, qtbot
):
    first = approve()
    town.services.copies.issue(first, Form.FULL, "The school", "printed")
    approve(word="Run round the park", then="Sam Patel")
    page = show(TEAM)
    qtbot.waitUntil(lambda: bool(page.everybody.list.blocks), timeout=10_000)
    (said,) = spoken(page.everybody.list)
    assert "Amara Okonedo" in said
    assert "version 2 is in force" in said
    page.everybody.list.setCurrentIndex(page.everybody.list.model().index(0, 0))
    press(page, "open_register")
    assert page.went[-1] == Place(Room.COPIES, f"{REGISTER}{person}")


def test_the_team_is_closed_to_caseworkers(show, approve):
    approve()
    with pytest.raises(NotAllowed):
        show(TEAM)


def test_many_copies_are_saved_under_names_that_tell_nothing(
    show, approve, town, person, qtbot, tmp_path
):
    approve(then="Sam Patel")
    page = show(TEAM)
    many = page.everybody
    press(page, "save_many")
    assert many.form.error
    many.form.set_value(Form.CARD)
    folder = tmp_path / "copies"
    folder.mkdir()
    many.save_to(folder)
    qtbot.waitUntil(lambda: many.done.isVisibleTo(page), timeout=10_000)
    assert [f.name for f in folder.iterdir()] == ["card-001.pdf"]
    assert "1 copy was saved." in many.done.words.text()
    many.form.set_value(Form.EASY_READ)
    many.save_to(folder)
    qtbot.waitUntil(lambda: bool(many.not_made.blocks), timeout=10_000)
    assert "would be carried" in spoken(many.not_made)[0]
    assert len(town.services.copies.register.of(person)) == 1


@pytest.mark.parametrize("mode", list(theme.Mode))
@pytest.mark.parametrize("part", ["make", "register", "team"])
def test_everybody_can_use_each_part(show, approve, person, qtbot, part, mode):
    theme.current().dress(mode, 100)
    version = approve(word="The grass is soft", then="Sam Patel")
    place = {"make": version, "register": f"{REGISTER}{person}", "team": TEAM}[part]
    page = show(place)
    if part == "make":
        choose(page, Form.FAMILY, qtbot)
        choose(page, Form.CARD, qtbot)
    qtbot.waitUntil(lambda: a11y.audit(page) == [], timeout=5_000)


@pytest.mark.parametrize("part", ["make", "register", "team"])
def test_each_part_folds_at_twice_the_text_size(show, approve, person, part):
    theme.current().dress(theme.Mode.LIGHT, 200)
    version = approve(then="Sam Patel")
    page = show({"make": version, "register": f"{REGISTER}{person}", "team": TEAM}[part])
    least = page.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 720
