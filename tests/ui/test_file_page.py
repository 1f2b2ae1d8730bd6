"""A young person's file: who it is, what happened, what is agreed, and what can be done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from youthcase.domain.chronology import Happening
from youthcase.domain.ids import ContactId, PlanItemId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanItem
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.contact import ContactDialog
from youthcase.ui.pages.file import TABS, FilePage
from youthcase.ui.pages.file_contact import ContactReader
from youthcase.ui.pages.file_plan_reading import chips_of
from youthcase.ui.pages.file_sparkline import Movement


@pytest.fixture
def maya(town):
    return town.as_("Maya Adeyemi")


@pytest.fixture
def person(maya):
    """Maya's young person, referred today."""
    new = replace(
        maya.people.blank(),
        first_name="Amara",
        last_name="Okonedo",
        dob=date(2010, 5, 5),
        safe_contact="Text only, never after 9pm.",
    )
    episode = replace(
        maya.episodes.blank(new.id), referral_source="2A", reason="School is worried."
    )
    maya.episodes.refer(episode, new)
    return new.id


@pytest.fixture
def open_case(maya, person):
    """The same, accepted and met."""
    maya.episodes.accept(maya.people.file(person).current, start=maya.sitting.today)
    maya.episodes.answer(maya.people.file(person).current, "Y", maya.sitting.today)
    met(maya, person, summary="Talked about the bus stop.")
    return person


@pytest.fixture
def show(qtbot):
    """Open a file for whoever sits there."""
    backgrounds = []

    def show(services, person, part=""):
        background = Background()
        backgrounds.append(background)
        frame = Frame(services, background)
        page = FilePage(frame)
        page.went = []
        frame.go.connect(page.went.append)
        frame.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1150, 720)
        page.show()
        page.open(Place(Room.FILE, person, part))
        QApplication.processEvents()
        return page

    yield show
    theme.current().dress(theme.Mode.LIGHT, 100)
    for background in backgrounds:
        background.close()


def met(services, person, **fields):
    blank = services.contacts.blank(person)
    contact = replace(blank, **{"mode": "F2F_SCHOOL", "duration_minutes": 45, **fields})
    services.contacts.record(contact)
    return contact


def submitted(services, person):
    content = services.plans.begin(person)
    items = tuple(
        PlanItem(
            id=PlanItemId(new_record()),
            person=person,
            version=content.version.id,
            section=s.number,
            position=1,
            text=f"A line of section {s.number}",
            audience=("YOUNG_PERSON",) if s.may_reach("YOUNG_PERSON") else (),
        )
        for s in sections()
        if s.kind not in {"about", "agreement", "places"}
    )
    version = replace(
        content.version,
        agreed_on=services.sitting.today,
        participation="AGREED",
        carry_decision="CARRY_FULL_YP",
        carry_kept="In his room",
    )
    services.plans.submit(replace(content, version=version, items=items))
    return version.id


def approved(town, person):
    version = submitted(town.services, person)
    sam = town.as_("Sam Patel")
    sam.plans.approve(version, sam.plans.content_hash(sam.plans.content(version)))
    return town.as_("Maya Adeyemi")


def words_of(widget):
    QApplication.processEvents()
    return " | ".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


def press(widget, name):
    found = [b for b in widget.findChildren(QPushButton, name) if not b.isHidden()]
    found[-1].click()
    QApplication.processEvents()


def asked(page, key):
    return page.stack.currentWidget().currentWidget()


def test_who_it_is_stands_above_every_section(show, maya, open_case):
    page = show(maya, open_case)
    for key, _words in TABS:
        page.show_tab(key)
        said = words_of(page.bar)
        for part in ("Amara Okonedo", "16 years", "5 May 2010", "YP-0001", "Maya Adeyemi"):
            assert part in said
        assert page.bar.alert.isVisible()
        assert "Text only" in page.bar.alert.words.text()


def test_opening_a_file_is_audited_once_and_looking_again_is_not(show, maya, open_case):
    def views():
        with maya.people._desk.vault.read() as db:
            sql = "SELECT count(*) FROM audit WHERE action = 'person.view'"
            return db.execute(sql).fetchone()[0]

    before = views()
    page = show(maya, open_case)
    page.show_tab("plan")
    met(maya, open_case, summary="Again.")
    page.refresh(maya.people.change(maya.people.file(open_case).person))
    assert views() == before + 1
    page.leave()
    page.open(Place(Room.FILE, open_case))
    assert views() == before + 2


def test_a_colleagues_file_is_not_shown(show, town, open_case):
    page = show(town.as_("Tom Brennan"), open_case)
    assert "colleague" in words_of(page)
    assert "Amara" not in words_of(page)
    assert not page.bar.isVisible()


def test_ctrl_n_records_a_contact_and_the_timeline_shows_it(show, maya, open_case, qtbot):
    page = show(maya, open_case)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(ContactDialog)
    dialog.form.field("summary").set_value("Rang his mum.")
    dialog.save()
    entries = page._tabs["timeline"].view.entries.items
    assert any("Rang his mum." in e.body for e in entries)


@pytest.mark.parametrize(
    ("button", "mode"),
    [("quick_call", "PHONE"), ("quick_visit", "F2F_HOME"), ("quick_session", "F2F_COMMUNITY")],
)
def test_a_quick_note_becomes_a_contact_in_that_mode(show, maya, open_case, button, mode):
    page = show(maya, open_case)
    tab = page._tabs["timeline"]
    tab.note.edit.setText("He got home well.")
    press(page, button)
    dialog = page.findChild(ContactDialog)
    assert dialog.form.field("mode").value() == mode
    assert dialog.form.field("summary").value() == "He got home well."
    dialog.save()
    assert tab.note.text() == ""


def test_the_timeline_is_filtered_by_kind_words_and_significance(show, maya, open_case):
    met(maya, open_case, summary="Fight at the chicken shop.", significant=True)
    page = show(maya, open_case)
    tab = page._tabs["timeline"]
    everything = len(tab.shown())
    tab.significant.setChecked(True)
    (only,) = tab.shown()
    assert "chicken" in only.text
    tab.significant.setChecked(False)
    tab.search.edit.setText("BUS stop")
    assert [e.text for e in tab.shown()] == ["Talked about the bus stop."]
    tab.search.edit.setText("")
    tab.kinds.setCurrentIndex(1)
    assert {e.kind for e in tab.shown()} == {Happening.CONTACT}
    tab.kinds.setCurrentIndex(0)
    assert len(tab.shown()) == everything
    tab.search.edit.setText("nothing like that")
    tab._filter()
    assert "No entry fits the filter" in words_of(page)


def test_enter_opens_a_contact_to_read_and_its_author_corrects_it(show, maya, open_case, qtbot):
    page = show(maya, open_case)
    view = page._tabs["timeline"].view
    rows = [at for at, e in enumerate(view.entries.items) if e.key.startswith("CONTACT")]
    view.setCurrentIndex(view.entries.index(rows[0]))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    reader = page.findChild(ContactReader)
    assert "Talked about the bus stop." in words_of(reader)
    press(reader, "correct")
    dialog = page.findChild(ContactDialog)
    dialog.form.field("summary").set_value("Talked about the bus.")
    dialog.save()
    assert maya.contacts.get(reader.contact.id).summary == "Talked about the bus."


def test_later_a_contact_is_added_to_not_corrected(show, maya, open_case, clock):
    contact = met(maya, open_case, summary="We met.")
    clock.moment += timedelta(days=5)
    page = show(maya, open_case)
    page._read_contact(ContactId(contact.id))
    reader = page.findChild(ContactReader)
    assert reader.findChild(QPushButton, "correct") is None
    press(reader, "add_to_it")
    press(reader, "save_addition")
    assert reader._addition.field("text").error
    reader._addition.field("text").set_value("He rang afterwards.")
    reader.findChild(QPushButton, "save_addition").click()
    assert [a.text for a in maya.contacts.additions(contact)] == ["He rang afterwards."]


def test_an_addition_that_was_begun_is_not_lost_without_asking(show, maya, open_case, qtbot):
    contact = met(maya, open_case, summary="We met.")
    page = show(maya, open_case)
    page._read_contact(contact.id)
    reader = page.findChild(ContactReader)
    press(reader, "add_to_it")
    reader._addition.field("text").set_value("He rang")
    qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert reader.isVisible()
    press(reader.findChild(QWidget, "confirm"), "keep")
    assert reader._addition.field("text").value() == "He rang"


def test_a_contact_is_withdrawn_with_a_reason_and_stays_readable(show, maya, open_case):
    contact = met(maya, open_case, summary="Of somebody else.")
    page = show(maya, open_case)
    page._read_contact(contact.id)
    reader = page.findChild(ContactReader)
    press(reader, "withdraw")
    press(reader, "save_withdrawal")
    assert reader._reason.field("reason").error
    reader._reason.field("reason").set_value("Wrong file.")
    reader.findChild(QPushButton, "save_withdrawal").click()
    assert maya.contacts.get(contact.id).withdrawn_reason == "Wrong file."
    page._read_contact(contact.id)
    again = page.findChildren(ContactReader)[-1]
    assert "Of somebody else." in words_of(again)
    assert again.findChild(QPushButton, "withdraw") is None


def test_what_is_next_stands_beside_the_timeline_and_leads_there(show, maya, open_case):
    page = show(maya, open_case)
    press(page, "step_write_plan")
    assert page.went == [Place(Room.PLAN_EDITOR, open_case)]
    press(page, "step_next_contact")
    assert page.findChild(ContactDialog) is not None


def test_the_plan_in_force_is_read_with_who_may_see_what(show, town, open_case):
    maya = approved(town, open_case)
    version = maya.people.file(open_case).versions[0]
    sam = town.as_("Sam Patel")
    sam.copies.issue(version.id, Form.FULL, "school", "saved")
    maya = town.as_("Maya Adeyemi")
    page = show(maya, open_case, "plan")
    said = words_of(page)
    for part in ("In force", "Version 1", "Approved by Sam Patel", "Copy 1 of version 1"):
        assert part in said or part in {w.accessibleName() for w in page.findChildren(QWidget)}
    read = page.findChild(QWidget, "plan_sections")._model.items
    spoken = " ".join(r.spoken for r in read)
    assert "A line of section 7" in spoken
    assert "Seen by: Young person" in spoken
    assert "Seen by: Professionals only" in spoken
    press(page, "print_copy")
    press(page, "version_1")
    press(page, "write_plan")
    assert page.went == [
        Place(Room.COPIES, version.id),
        Place(Room.PLAN, version.id),
        Place(Room.PLAN_EDITOR, open_case),
    ]


def test_a_line_for_nobody_else_is_for_professionals_only():
    assert [c.words for c in chips_of(())] == ["Professionals only"]
    assert [c.words for c in chips_of(("CARD", "FAMILY"))] == ["Family", "Pocket card"]


def test_an_unfinished_plan_is_offered_with_the_time_it_was_saved(show, maya, open_case):
    maya.plans.keep(maya.plans.begin(open_case))
    page = show(maya, open_case, "plan")
    assert page.findChild(QPushButton, "write_plan").text() == "Go on with your draft"
    assert "Mon 23 Nov at 10:30" in words_of(page)


def test_scores_are_recorded_and_empty_is_not_zero(show, maya, open_case):
    page = show(maya, open_case, "scores")
    assert "No scores yet" in words_of(page)
    press(page, "record_scores")
    form = asked(page, "scores").form
    assert form.field("occasion").value() == "START"
    form.set_values(
        {
            "goal_G1": "Get to school on time",
            "score_GBO_G1": 0,
            "score_SAFE_FEEL_HOME": 6,
            "score_SDQ_TOTAL": 17,
        }
    )
    press(page, "submit")
    scores = maya.assessments.of(open_case)
    found = {(s.tool, s.item, s.goal, s.value) for s in scores}
    assert found == {
        ("GBO", "G1", "Get to school on time", 0),
        ("SAFE_FEEL", "HOME", None, 6),
        ("SDQ_TOTAL", None, None, 17),
    }
    said = words_of(page)
    assert "not validated" in said
    assert "Goal-Based Outcomes (Law)" in said


def test_a_score_out_of_bounds_or_a_goal_without_words_is_said_at_its_box(
    show, maya, open_case
):
    page = show(maya, open_case, "scores")
    press(page, "record_scores")
    form = asked(page, "scores").form
    form.set_values({"score_NEEDS_PEERS": 6})
    press(page, "submit")
    assert "between 1 and 5" in form.field("score_NEEDS_PEERS").error
    form.set_values({"score_NEEDS_PEERS": 5, "score_GBO_G2": 3})
    press(page, "submit")
    assert "own words" in form.field("goal_G2").error
    assert maya.assessments.of(open_case) == ()


def test_a_change_is_said_in_words_whichever_way_is_better():
    up = Movement("Home", (3, 4, 6), 0, 10, is_up_better=True)
    down = Movement("Friends", (4, 2), 1, 5, is_up_better=False)
    worse = Movement("Home", (6, 4), 0, 10, is_up_better=True)
    assert up.change_words == "+3, better"
    assert down.change_words.endswith("2, better")
    assert worse.change_words.endswith("2, worse")
    assert "Scores: 3, 4, 6" in up.spoken
    assert Movement("Home", (3,), 0, 10, is_up_better=True).change_words == "once so far"


def test_what_is_known_is_changed_and_a_refusal_stands_at_its_field(show, maya, open_case):
    page = show(maya, open_case, "about")
    press(page, "change_person")
    form = asked(page, "about").form
    form.set_values({"known_as": "Mari", "nhs_number": "123"})
    press(page, "submit")
    assert "check digit" in form.field("nhs_number").error
    form.set_values({"nhs_number": None, "disability": ["HAND", "HEAR"]})
    press(page, "submit")
    person = maya.people.file(open_case).person
    assert (person.known_as, person.disability) == ("Mari", ("HAND", "HEAR"))
    assert "Mari" in words_of(page)


def test_a_form_half_filled_in_is_not_lost_without_asking(show, maya, open_case, qtbot):
    page = show(maya, open_case, "about")
    press(page, "change_person")
    form = asked(page, "about")
    form.form.set_values({"known_as": "Mari"})
    page.show_tab("timeline")
    page.show_tab("about")
    assert asked(page, "about") is form
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    confirm = form.findChild(QWidget, "confirm")
    press(confirm, "keep")
    assert asked(page, "about") is form
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    press(form.findChildren(QWidget, "confirm")[-1], "do")
    assert asked(page, "about") is not form


def test_a_referral_is_accepted_and_the_case_closed(show, maya, person):
    page = show(maya, person, "case")
    press(page, "accept")
    press(page, "submit")
    assert maya.people.file(person).current.is_open
    press(page, "record_agreement")
    asked(page, "case").form.set_values({"answer": "Y"})
    press(page, "submit")
    assert maya.people.file(person).agreements[0].answer == "Y"
    press(page, "close_case")
    form = asked(page, "case").form
    press(page, "submit")
    assert form.field("closure_reason").error
    form.set_values({"closure_reason": "PLAN_MET", "end": date(2026, 12, 24)})
    press(page, "submit")
    assert "future" in form.field("end").error
    form.set_values({"end": date(2026, 11, 23), "outcome_feels_safer": "IMPROVED"})
    press(page, "submit")
    closed = maya.people.file(person).current
    assert closed.closure_reason == "PLAN_MET"
    assert closed.closure_outcomes == ("FEELS_SAFER:IMPROVED",)
    assert "Goals and plan met" in words_of(page)
    assert "Feeling safe" in words_of(page)


def test_a_referral_is_turned_down_with_a_reason(show, maya, person):
    page = show(maya, person, "case")
    press(page, "turn_down")
    form = asked(page, "case").form
    form.set_values({"decision": "SIGNPOSTED"})
    press(page, "submit")
    assert form.field("decision_reason").error
    form.set_values({"decision_reason": "The school's own mentor fits better."})
    press(page, "submit")
    current = maya.people.file(person).current
    assert (current.decision, current.decision_date) == ("SIGNPOSTED", date(2026, 11, 23))


def test_priority_risk_and_lead_worker_are_changed(show, town, open_case):
    sam = town.as_("Sam Patel")
    page = show(sam, open_case, "case")
    press(page, "change")
    asked(page, "case").form.set_values({"priority": "HIGH", "contact_frequency_days": 7})
    press(page, "submit")
    current = sam.people.file(open_case).current
    assert (current.priority, current.contact_frequency_days) == ("HIGH", 7)
    press(page, "hand_over")
    form = asked(page, "case").form
    tom = next(i for i, n in sam.colleagues.names().items() if n == "Tom Brennan")
    form.set_values({"lead_worker": tom})
    press(page, "submit")
    assert "Tom Brennan" in words_of(page.bar)


def test_handing_a_case_over_may_close_its_file_to_the_one_before(show, maya, open_case):
    page = show(maya, open_case, "case")
    press(page, "hand_over")
    tom = next(i for i, n in maya.colleagues.names().items() if n == "Tom Brennan")
    asked(page, "case").form.set_values({"lead_worker": tom})
    press(page, "submit")
    assert "cannot be opened" in words_of(page)
    assert "Amara" not in words_of(page)


def test_a_return_within_six_months_is_said_and_opens_a_second_case(
    show, maya, open_case, clock
):
    episode = maya.people.file(open_case).current
    maya.episodes.close(episode, end=maya.sitting.today, reason="STEP_DOWN", note=None)
    clock.moment += timedelta(days=90)
    page = show(maya, open_case, "case")
    press(page, "new_referral")
    assert "within the last six months" in words_of(page)
    asked(page, "case").form.set_values(
        {"referral_source": "6", "primary_risk": "KNIFE", "reason": "Seen with a knife."}
    )
    press(page, "submit")
    current = maya.people.file(open_case).current
    assert (current.number, current.is_pending) == (2, True)


def test_a_return_after_a_year_is_an_ordinary_referral(show, maya, open_case, clock):
    episode = maya.people.file(open_case).current
    maya.episodes.close(episode, end=maya.sitting.today, reason="STEP_DOWN", note=None)
    clock.moment += timedelta(days=365)
    page = show(maya, open_case, "case")
    press(page, "new_referral")
    assert "within the last six months" not in words_of(page)


def test_names_become_initials_when_somebody_looks_over_the_shoulder(show, maya, open_case):
    page = show(maya, open_case)
    page.frame.set_private(wanted=True)
    assert "Amara" not in words_of(page)
    assert "AO" in words_of(page)


@pytest.mark.parametrize("key", [key for key, _words in TABS])
@pytest.mark.parametrize("mode", [theme.Mode.LIGHT, theme.Mode.DARK, theme.Mode.CONTRAST])
def test_everybody_can_use_each_section(show, town, open_case, key, mode, qtbot):
    theme.current().set_mode(mode)
    maya = approved(town, open_case)
    maya.assessments.record(
        [
            replace(
                maya.assessments.blank(maya.people.file(open_case).current, "GBO", "START"),
                item="G1",
                goal="Get to school on time",
                value=3,
            )
        ]
    )
    page = show(maya, open_case, key)
    if key == "use":  # read on the worker
        qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "use_count").text()))
        qtbot.wait(50)
    assert audit(page) == []


@pytest.mark.parametrize("key", [key for key, _words in TABS])
def test_each_section_folds_at_twice_the_text_size(show, town, open_case, key):
    maya = approved(town, open_case)
    page = show(maya, open_case, key)
    theme.current().set_percent(200)
    page.resize(1216, 720)
    QApplication.processEvents()
    kinds = {"no-reflow", "clipped", "no-name", "small-target"}
    assert [f for f in audit(page) if f.kind in kinds] == []


@pytest.mark.parametrize(
    ("part", "button"),
    [
        ("case", "close_case"),
        ("case", "change"),
        ("case", "hand_over"),
        ("about", "change_person"),
        ("scores", "record_scores"),
    ],
)
def test_everybody_can_use_each_form(show, maya, open_case, part, button):
    page = show(maya, open_case, part)
    press(page, button)
    assert audit(page) == []


def test_everybody_can_read_a_contact(show, maya, open_case):
    contact = met(maya, open_case, summary="We met.", their_words="It is fine.")
    page = show(maya, open_case)
    page._read_contact(contact.id)
    assert audit(page.findChild(ContactReader)) == []
