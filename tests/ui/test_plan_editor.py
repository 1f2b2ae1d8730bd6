"""Is a plan written section by section, kept as it is written, and sent when it is whole?"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_sections import section, sections
from youthcase.domain.plans import PlanItem
from youthcase.errors import Refusal
from youthcase.ui.drafting import AFTER_MS, AT_LATEST_MS
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.checks import Check
from youthcase.ui.pages.plan_editor import PlanEditorPage
from youthcase.ui.pages.plan_words import closed_to


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


def opened_case(services, first="Amara", last="Okonedo"):
    person = replace(
        services.people.blank(), first_name=first, last_name=last, dob=date(2010, 5, 5)
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


def whole_plan(services, person, **fields):
    content = services.plans.begin(person)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person,
            version=content.version.id,
            section=part.number,
            position=1,
            text=f"A line of section {part.number}",
            detail="07700 900123" if part.kind == "people" else None,
        )
        for part in sections()
        if part.kind not in {"about", "agreement", "places"}
    )
    fields = {
        "agreed_on": services.sitting.today,
        "participation": "AGREED",
        "carry_decision": "CARRY_FULL_YP",
        "carry_kept": "In her school bag",
        **fields,
    }
    return replace(content, version=replace(content.version, **fields), items=items)


@pytest.fixture
def maya(town):
    return town.as_("Maya Adeyemi")


@pytest.fixture
def person(maya):
    return opened_case(maya)


@pytest.fixture
def page(qtbot, maya):
    background = Background()
    frame = Frame(maya, background)
    made = PlanEditorPage(frame)
    made.went = []
    frame.go.connect(made.went.append)
    qtbot.addWidget(made)
    made.resize(1152, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.leave()
    background.close()


def go(page, person, part=""):
    page.open(Place(Room.PLAN_EDITOR, person, part))
    focus = page.first_focus()
    if focus is not None:
        focus.setFocus()


def find(page, name, kind=QWidget):
    return next(w for w in page.findChildren(kind, name) if not w.isHidden())


def write(page, name, words):
    box = find(page, name)
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    box.setFocus()
    QTest.keyClicks(box, words)
    return box


def press(page, name):
    QTest.mouseClick(find(page, name, QAbstractButton), Qt.MouseButton.LeftButton)


def task(page, number):
    return next(t for t in page.shell.tasks.tasks.items if t.key == str(number))


def test_a_first_plan_starts_blank_and_keeps_nothing_until_something_is_written(
    page, person, maya
):
    go(page, person)
    assert find(page, "question", QLabel).text() == section(1).question
    assert page.shell.draft.isHidden()
    page.leave()
    assert maya.plans.draft(person) is None


def test_words_are_kept_a_moment_after_the_last_key(page, person, maya, qtbot):
    go(page, person, "4")
    write(page, "line_text", "I stop answering my friends.")
    assert maya.plans.draft(person) is None
    qtbot.waitUntil(lambda: maya.plans.draft(person) is not None, timeout=AFTER_MS + 1500)
    (item,) = maya.plans.draft(person).items
    assert (item.section, item.text) == (4, "I stop answering my friends.")
    assert "Saved on this computer 10:30" in find(page, "saved").findChildren(QLabel)[1].text()


def test_words_of_somebody_who_never_stops_typing_are_kept_within_five_seconds(
    page, person, maya, qtbot
):
    go(page, person, "4")
    began, words = time.monotonic(), "I go on"
    while maya.plans.draft(person) is None and time.monotonic() - began < 5:
        words += " and on"
        write(page, "line_text", words)
        qtbot.wait(100)
    assert maya.plans.draft(person) is not None
    assert AFTER_MS < AT_LATEST_MS < 5000


def test_locking_right_after_the_last_key_loses_nothing(page, person, maya):
    go(page, person, "13")
    write(page, "line_text", "somebody follows me")
    write(page, "line_detail", "I go where there are people")
    page.leave()
    (item,) = maya.plans.draft(person).items
    assert (item.text, item.detail) == ("somebody follows me", "I go where there are people")


def test_leaving_the_window_keeps_what_was_written(page, person, maya, qtbot):
    go(page, person, "4")
    write(page, "line_text", "My phone keeps going.")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: maya.plans.draft(person) is not None, timeout=500)


def test_a_draft_is_offered_with_its_day_and_can_be_gone_on_with(page, person, maya, clock):
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, "7")
    assert not page.shell.draft.isHidden()
    assert "You have a draft from Mon 23 Nov, 10:30." in page.shell.draft.words.text()
    press(page, "keep_draft")
    assert page.shell.draft.isHidden()
    assert find(page, "line_0").block.text == "A line of section 7"


def test_starting_again_throws_the_draft_away_and_undo_brings_it_back(
    page, person, maya, qtbot
):
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, "7")
    assert find(page, "start_again", QAbstractButton).text() == "Start again from nothing"
    press(page, "start_again")
    assert maya.plans.draft(person) is None
    press(page.window(), "undo")
    assert len(maya.plans.draft(person).items) == len(whole_plan(maya, person).items)


def test_coming_back_from_the_preview_offers_no_draft(page, person, maya):
    go(page, person, "4")
    write(page, "line_text", "I stop sleeping")
    press(page, "preview")
    assert page.went == [Place(Room.COPIES, f"draft:{person}")]
    assert maya.plans.draft(person) is not None
    go(page, person)
    assert page.shell.draft.isHidden()
    assert find(page, "line_0").block.text == "I stop sleeping"


def test_enter_in_the_last_line_begins_another_and_in_a_blank_one_ends(page, person):
    go(page, person, "5")
    box = write(page, "line_text", "Breathe out slowly")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box = write(page, "line_text", "Walk away")
    QTest.keyClick(box, Qt.Key.Key_Return)
    box = find(page, "line_text")
    assert box.hasFocus()
    assert box.toPlainText() == ""
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert find(page, "add_line").hasFocus()
    texts = [line.text for line in page._body.lines.lines()]
    assert texts == ["Breathe out slowly", "Walk away"]


def test_shift_and_enter_break_a_line_within_it(page, person):
    go(page, person, "2")
    box = write(page, "line_text", "One")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box, "Two")
    (line,) = page._body.lines.lines()
    assert line.text.splitlines() == ["One", "Two"]


def test_audiences_start_as_the_section_says_and_closed_ones_are_not_offered(page, person):
    go(page, person, "5")
    boxes = {b.text(): b.isChecked() for b in page._body.findChildren(Check)}
    assert boxes == {
        "Family": False,
        "School": False,
        "Young person": True,
        "Pocket card": True,
    }
    page.go_to("3")
    boxes = {b.text(): b.isChecked() for b in page._body.findChildren(Check)}
    assert boxes == {"Family": False, "School": False}
    shown = " ".join(w.text() for w in page._body.findChildren(QLabel))
    assert closed_to(section(3)) in shown


def test_a_tick_changes_who_may_see_the_line(page, person, maya):
    go(page, person, "5")
    write(page, "line_text", "Count to a hundred")
    family = next(b for b in page._body.findChildren(Check) if b.text() == "Family")
    QTest.keyClick(family, Qt.Key.Key_Space)
    page.leave()
    (item,) = maya.plans.draft(person).items
    assert set(item.audience) == {"FAMILY", "YOUNG_PERSON", "CARD"}


def test_more_lines_for_the_card_than_fit_are_said(page, person, maya):
    plan = whole_plan(maya, person)
    more = [
        replace(plan.items[0], id=PlanItemId(new_record()), section=5, audience=("CARD",))
        for _n in range(4)
    ]
    maya.plans.keep(replace(plan, items=tuple(more)))
    go(page, person, "5")
    banner = find(page, "too_many_on_card")
    assert "4 lines are ticked for the card, and 3 fit" in banner.words.text()


def test_a_removed_line_can_be_had_back(page, person, maya):
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, "4")
    press(page, "line_0")
    press(page, "line_remove")
    assert page._body.lines.lines() == []
    press(page.window(), "undo")
    assert [line.text for line in page._body.lines.lines()] == ["A line of section 4"]


def test_lines_change_places_by_button_and_by_key(page, person, maya):
    go(page, person, "4")
    for words in ("one", "two", "three"):
        box = write(page, "line_text", words)
        QTest.keyClick(box, Qt.Key.Key_Return)
    press(page, "line_2")
    press(page, "line_up")
    assert [line.text for line in page._body.lines.lines()] == ["one", "three", "two"]
    QTest.keyClick(find(page, "line_text"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [line.text for line in page._body.lines.lines()] == ["three", "one", "two"]
    card = find(page, "line_2")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Delete)
    page.leave()
    assert [i.text for i in maya.plans.draft(person).items] == ["three", "one"]


@pytest.fixture
def own_words(town):
    """A supervisor has called a section otherwise, and offers another idea in it."""
    own = town.as_("Sam Patel").settings.own
    own.keep_title(5, "My toolbox")
    own.keep_suggestions(5, ["The pool."])


def test_the_organisations_own_titles_and_ideas_are_offered(own_words, page, person):
    go(page, person, "5")
    tasks = page.shell.tasks.model()
    said = [str(tasks.index(row, 0).data()) for row in range(tasks.rowCount())]
    assert any("My toolbox" in words for words in said)
    assert page._body.lines.lines() == []
    press(page, "stuck")
    press(page, "idea")
    assert [line.text for line in page._body.lines.lines()] == ["The pool."]
    go(page, person, "check")
    assert section(5).title not in " ".join(said)


def test_ideas_are_hidden_and_copied_only_when_one_is_chosen(page, person):
    go(page, person, "5")
    lines = page._body.lines
    assert lines.ideas.isHidden()
    assert lines.lines() == []
    press(page, "stuck")
    assert not lines.ideas.isHidden()
    press(page, "idea")
    assert [line.text for line in lines.lines()] == [section(5).suggestions[0]]


def test_what_to_ask_stands_on_the_page_and_goes_with_the_answer(page, person):
    go(page, person, "15")
    ask = page._body.findChildren(QAbstractButton, "idea")[3]
    QTest.mouseClick(ask, Qt.MouseButton.LeftButton)
    write(page, "line_text", "Six at home")
    (line,) = page._body.lines.lines()
    assert (line.detail, line.text) == (section(15).asks[3], "Six at home")


def test_a_place_has_a_status_times_and_a_reason_that_stays(page, person, maya):
    go(page, person, "11")
    write(page, "line_name", "The station")
    page._body.lines._editor._fields["status"].set_value("AVOID")
    write(page, "line_days_times", "after school")
    write(page, "line_reason", "It happened there")
    shown = " ".join(w.text() for w in page._body.findChildren(QLabel))
    assert "the reason stays on the professional copy" in shown
    page.leave()
    (place,) = maya.plans.draft(person).places
    assert (place.name, place.status, place.days_times, place.reason) == (
        "The station",
        "AVOID",
        "after school",
        "It happened there",
    )


def test_a_line_of_where_and_when_has_its_part_of_the_day(page, person, maya):
    go(page, person, "10")
    page._body.lines._editor._fields["context"].set_value("TRAVEL")
    write(page, "line_text", "I sit downstairs on the bus")
    page.leave()
    assert maya.plans.draft(person).items[0].context == "TRAVEL"


def test_half_a_date_is_not_lost_silently(page, person):
    go(page, person, "14")
    write(page, "line_text", "Ring on Monday")
    write(page, "line_due.day", "3")
    assert not page.go_to("15")
    assert page._key == "14"
    assert find(page, "line_due.error", QLabel).text().startswith("Error: By when must include")


@pytest.mark.parametrize("number", [3, 4, 9, 10, 11, 12, 13])
def test_where_there_is_risk_the_999_line_stands_first(page, person, number):
    go(page, person, str(number))
    assert not find(page, "warning").isHidden()
    assert "call 999 first" in page.shell.warning.words.text()


def test_sections_say_how_far_they_are(page, person, maya):
    go(page, person, "7")
    assert task(page, 7).status == "Not started, needed"
    write(page, "line_text", "Auntie Sana")
    page._show_progress()
    assert task(page, 7).status == "In progress"
    write(page, "line_detail", "07700 900214")
    page._show_progress()
    assert task(page, 7).status == "Done"


def test_the_review_follows_the_day_of_agreeing_until_somebody_chooses(page, person):
    go(page, person, "16")
    form = page._body.form
    form.field("agreed_on").set_value(date(2026, 11, 2))
    assert form.field("review_due").value() == date(2026, 12, 14)
    form.field("review_due").set_value(date(2026, 11, 20))
    form.field("agreed_on").set_value(date(2026, 11, 3))
    assert form.field("review_due").value() == date(2026, 11, 20)


def test_the_question_about_carrying_is_asked_with_where_it_is_kept(page, person, maya):
    go(page, person, "16")
    shown = [w.text() for w in page._body.findChildren(QLabel)]
    assert "Is it safe for them to carry a copy?" in shown
    page._body.form.field("carry_decision").set_value("NOTHING_REHEARSED")
    page._body.form.field("carry_reason").set_value("Her brother goes through her bag.")
    page.leave()
    version = maya.plans.draft(person).version
    assert (version.carry_decision, version.carry_reason) == (
        "NOTHING_REHEARSED",
        "Her brother goes through her bag.",
    )


def test_what_is_missing_leads_to_its_section(page, person, maya):
    plan = whole_plan(maya, person)
    items = tuple(i for i in plan.items if i.section != 13)
    maya.plans.keep(replace(plan, items=items))
    go(page, person, "check")
    press(page, "section-13.problem")
    assert page._key == "13"
    assert find(page, "line_text").hasFocus()


def test_a_missing_review_leads_to_its_box_with_the_same_words(page, person, maya):
    maya.plans.keep(whole_plan(maya, person, review_due=None))
    go(page, person, "check")
    press(page, "review_due.problem")
    assert page._key == "16"
    error = find(page, "review_due.error", QLabel).text()
    assert error == "Error: Say when the plan will be looked at again."


def test_what_the_safety_check_would_stop_is_said_before_the_plan_is_sent(page, person, maya):
    plan = whole_plan(maya, person)
    told = replace(plan.items[4], text="Leave the gang", audience=("YOUNG_PERSON",))
    maya.plans.keep(replace(plan, items=(*plan.items[:4], told, *plan.items[5:])))
    go(page, person, "check")
    (said,) = [block.spoken() for block in page._body.hits.blocks]
    assert "Leave the gang" in said
    assert "everyday words" in said


def test_a_whole_plan_is_sent_and_the_file_is_shown(page, person, maya):
    maya.plans.keep(whole_plan(maya, person))
    said = []
    page.frame.said.connect(said.append)
    go(page, person, "check")
    assert find(page, "go_on", QAbstractButton).text() == "Send for approval"
    press(page, "go_on")
    assert said == ["Plan sent for approval"]
    assert page.went == [Place(Room.FILE, person)]
    assert [v.status for v in maya.people.file(person).versions] == ["SUBMITTED"]
    page.leave()
    assert maya.plans.draft(person) is None


def test_a_version_sent_by_a_colleague_meanwhile_is_said_and_the_draft_stays(
    page, person, maya
):
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, "check")
    maya.plans.submit(whole_plan(maya, person))
    maya.plans.keep(page._content)
    press(page, "go_on")
    assert "Your draft is safe" in page._body.errors.accessibleName()
    assert maya.plans.draft(person) is not None


def test_what_a_supervisor_wrote_stays_in_sight_while_the_plan_is_mended(
    town, person, maya, qtbot
):
    maya.plans.submit(whole_plan(maya, person))
    sam = town.as_("Sam Patel")
    (waiting,) = sam.plans.waiting()
    read = sam.plans.content_hash(sam.plans.content(waiting.version.id))
    sam.plans.send_back(waiting.version.id, read, "Say who rings at night.")
    background = Background()
    page = PlanEditorPage(Frame(town.as_("Maya Adeyemi"), background))
    qtbot.addWidget(page)
    go(page, person)
    assert not page.shell.returned.isHidden()
    assert "Sent back by Sam Patel:" in page.shell.returned.words.text()
    assert "Say who rings at night." in page.shell.returned.words.text()
    background.close()


def test_without_an_open_case_there_is_nothing_to_write(page, maya):
    blank = replace(maya.people.blank(), first_name="Leo", last_name="Grant")
    maya.people.add(blank)
    with pytest.raises(Refusal, match="open case"):
        page.open(Place(Room.PLAN_EDITOR, blank.id))


def test_names_are_initials_in_privacy_mode(page, person):
    go(page, person)
    assert page.shell.name.text() == "Amara Okonedo"
    page.frame.set_private(True)
    assert page.shell.name.text() == "AO"


def test_a_narrow_page_has_a_drop_down_for_its_sections(page, person):
    go(page, person)
    page.resize(600, 600)
    assert not page.shell.chooser.isHidden()
    assert page.shell.card.isHidden()
    page.shell.chooser.setCurrentIndex(4)
    page.shell.chooser.activated.emit(4)
    assert page._key == "5"


def test_a_line_is_read_out_whole(page, person, maya):
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, "7")
    card = find(page, "line_0")
    spoken = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)
    assert "A line of section 7, 07700 900123, Professional copy only" in spoken


@pytest.mark.parametrize(
    ("part", "mode", "percent"),
    [
        ("1", theme.Mode.LIGHT, 100),
        ("7", theme.Mode.DARK, 150),
        ("11", theme.Mode.CONTRAST, 100),
        ("16", theme.Mode.LIGHT, 200),
        ("check", theme.Mode.DARK, 100),
    ],
)
def test_everybody_can_use_the_editor(page, person, maya, part, mode, percent):
    theme.current().dress(mode, percent)
    maya.plans.keep(whole_plan(maya, person))
    go(page, person, part)
    if part in {"7", "11"}:
        page._body.lines.open_line(0)
    assert a11y.audit(page) == []
