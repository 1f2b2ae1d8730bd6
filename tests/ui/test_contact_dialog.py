"""The quick contact form: one screen, few inputs, nothing lost."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from youthcase.domain.chronology import Happening
from youthcase.ui.frame import Frame
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.text_fields import GrowingText
from youthcase.ui.pages.contact import ContactDialog


@pytest.fixture
def maya(town):
    return town.as_("Maya Adeyemi")


@pytest.fixture
def person(maya):
    new = replace(
        maya.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(maya.episodes.blank(new.id), reason="School is worried.")
    maya.episodes.refer(episode, new)
    maya.episodes.accept(maya.people.file(new.id).current, start=maya.sitting.today)
    return new.id


@pytest.fixture
def frame(maya, qtbot):
    background = Background()
    made = Frame(maya, background)
    yield made
    background.close()


@pytest.fixture
def parent(qtbot):
    window = QWidget()
    window.resize(1100, 700)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def begin(frame, person, parent, qtbot):
    def begin(*args, **more):
        dialog = ContactDialog(frame, person, parent, *args, **more)
        dialog.open()
        qtbot.waitExposed(dialog)
        return dialog

    return begin


def contacts(services, person):
    entries = [e for e in services.people.timeline(person) if e.kind is Happening.CONTACT]
    return [services.contacts.get(e.record) for e in entries]


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def test_words_and_one_key_save_a_contact(begin, maya, person, frame, qtbot):
    said = []
    frame.said.connect(said.append)
    dialog = begin()
    words = dialog.findChild(GrowingText, "summary")
    assert dialog.focusWidget() is words
    qtbot.keyClicks(words, "Talked about the way home.")
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (saved,) = contacts(maya, person)
    assert saved.summary == "Talked about the way home."
    assert (saved.day, saved.at) == (date(2026, 11, 23), time(10, 30))
    assert (saved.attended, saved.with_whom) == ("ATTENDED", ("YP",))
    assert said == ["Contact saved"]


def test_the_mode_and_the_words_typed_elsewhere_come_along(begin, maya, person):
    dialog = begin("PHONE", text="Rang about Thursday.")
    press(dialog, "save")
    (saved,) = contacts(maya, person)
    assert (saved.mode, saved.summary) == ("PHONE", "Rang about Thursday.")


def test_somebody_who_did_not_come_is_filed_with_one_press(begin, maya, person):
    press(begin(), "did_not_attend")
    (saved,) = contacts(maya, person)
    assert (saved.attended, saved.summary) == ("DNA", None)


def test_an_unsuccessful_visit_is_a_visit_whatever_the_last_contact_was(begin, maya, person):
    press(begin("PHONE"), "unsuccessful_visit")
    (saved,) = contacts(maya, person)
    assert (saved.attended, saved.mode) == ("UNSUCCESSFUL_VISIT", "F2F_HOME")


def test_a_contact_without_words_is_refused_at_the_words(begin, maya, person):
    dialog = begin()
    press(dialog, "save")
    assert dialog.isVisible()
    assert "what happened" in dialog.form.field("summary").error
    assert contacts(maya, person) == []


def test_a_contact_tomorrow_is_refused_at_the_date_and_the_words_stay(begin, maya, person):
    dialog = begin(text="We met.")
    dialog.findChild(QLineEdit, "day.day").setText("24")
    press(dialog, "save")
    assert "future" in dialog.form.field("day").error
    assert dialog.form.field("summary").value() == "We met."
    assert contacts(maya, person) == []


def test_a_time_that_is_none_is_said_at_the_time(begin):
    dialog = begin(text="We met.")
    dialog.findChild(QLineEdit, "at").setText("half past")
    press(dialog, "save")
    assert "14:30" in dialog.form.field("at").error


def test_escape_asks_before_words_are_lost(begin, qtbot):
    dialog = begin()
    dialog.findChild(QPlainTextEdit, "summary").setPlainText("Not saved yet.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    asked = dialog.findChild(QWidget, "confirm")
    press(asked, "keep")
    assert dialog.form.field("summary").value() == "Not saved yet."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    press(dialog.findChildren(QWidget, "confirm")[-1], "do")
    assert not dialog.isVisible()


def test_escape_leaves_an_untouched_form_at_once(begin, qtbot):
    dialog = begin()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_seldom_asked_unfolds_and_is_saved(begin, maya, person):
    dialog = begin(text="We met.")
    assert not dialog.form.field("their_words").isVisible()
    press(dialog, "more")
    assert dialog.form.field("their_words").isVisible()
    dialog.form.set_values(
        {"their_words": "I am fine.", "significant": True, "purpose": ["CRISIS"]}
    )
    press(dialog, "save")
    (saved,) = contacts(maya, person)
    assert (saved.their_words, saved.significant, saved.purpose) == (
        "I am fine.",
        True,
        ("CRISIS",),
    )


def test_its_author_corrects_a_contact_in_the_same_form(begin, maya, person):
    press(begin(text="We met."), "save")
    (first,) = contacts(maya, person)
    dialog = begin(contact=first)
    assert dialog.form.field("summary").value() == "We met."
    dialog.form.field("duration_minutes").set_value(45)
    press(dialog, "save")
    (second,) = contacts(maya, person)
    assert (second.id, second.duration_minutes) == (first.id, 45)


def test_the_next_contact_starts_in_the_last_mode(begin, maya, person, clock):
    press(begin("VIDEO", text="We met."), "save")
    clock.moment += timedelta(hours=1)
    assert begin().form.field("mode").value() == "VIDEO"


def test_without_an_open_case_the_form_says_what_to_do(begin, maya, person):
    episode = maya.people.file(person).current
    maya.episodes.close(episode, end=maya.sitting.today, reason="PLAN_MET", note=None)
    dialog = begin()
    words = " ".join(w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text"))
    assert "new referral" in words
    press(dialog, "close")
    assert not dialog.isVisible()


def test_no_name_stands_in_the_title_of_the_window(begin):
    assert begin().windowTitle() == "Record a contact"


def test_everybody_can_use_the_form(begin):
    dialog = begin()
    press(dialog, "more")
    assert audit(dialog) == []
