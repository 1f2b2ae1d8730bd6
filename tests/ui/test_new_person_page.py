"""Adding a young person: look first, then ask once, then save both or neither."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.new_person import NewPersonPage


@pytest.fixture
def maya(town):
    maya = town.as_("Maya Adeyemi")
    new = replace(
        maya.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    maya.episodes.refer(replace(maya.episodes.blank(new.id), reason="Worry."), new)
    return maya


def shown(services, qtbot):
    background = Background()
    frame = Frame(services, background)
    page = NewPersonPage(frame)
    page.background_kept = background
    page.resize(1150, 720)
    qtbot.addWidget(page, before_close_func=lambda p: p.background_kept.close())
    page.show()
    page.open(Place(Room.NEW_PERSON))
    return page


@pytest.fixture
def page(maya, qtbot):
    return shown(maya, qtbot)


def search(page, first, last, **more):
    page.look.form.set_values({"first_name": first, "last_name": last, **more})
    page.findChild(QPushButton, "search").click()


def words_of(page):
    QApplication.processEvents()
    return " | ".join(w.text() for w in page.findChildren(QLabel) if w.isVisible())


def add(page):
    page.findChild(QPushButton, "add_new").click()
    return page.form


def filled(form, **more):
    form.form.set_values(
        {
            "referral_source": "2A",
            "primary_risk": "KNIFE",
            "reason": "School is worried.",
            **more,
        }
    )


def test_nobody_is_added_before_somebody_has_looked(page):
    assert page.findChild(QPushButton, "add_new") is None
    page.findChild(QPushButton, "search").click()
    assert page.findChild(QPushButton, "add_new") is None
    assert "first name" in page.look.form.field("first_name").error


def test_somebody_alike_is_shown_with_the_reason_and_opened(page):
    went = []
    page.frame.go.connect(went.append)
    search(page, "Amarah", "Okonedo", dob=date(2010, 5, 5))
    assert "A like name and the same date of birth" in words_of(page)
    page.findChild(QPushButton, "open_0").click()
    (place,) = went
    assert place.room is Room.FILE


def test_another_name_needs_another_search(page):
    search(page, "Kofi", "Mensah")
    assert page.findChild(QPushButton, "add_new") is not None
    page.look.form.set_values({"first_name": "Amara"})
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.findChild(QPushButton, "add_new") is None


def test_a_colleagues_case_says_whom_to_ask_and_is_not_opened(town, maya, qtbot):
    page = shown(town.as_("Tom Brennan"), qtbot)
    search(page, "Amara", "Okonedo")
    assert "Exists: ask Maya Adeyemi" in words_of(page)
    assert page.findChild(QPushButton, "open_0") is None


def test_enter_searches(page, qtbot):
    page.look.form.set_values({"first_name": "Jo", "last_name": "Nowak"})
    qtbot.keyClick(page.findChild(QLineEdit, "last_name"), Qt.Key.Key_Return)
    assert "Nobody in this vault is like that" in words_of(page)


def test_what_was_searched_for_is_not_asked_again_and_both_are_saved(page, maya):
    went, touched = [], []
    page.frame.go.connect(went.append)
    page.frame.changed.connect(touched.append)
    search(page, "Kofi", "Mensah", dob=date(2011, 2, 3), phone="07700 900123")
    form = add(page)
    values = form.form.values()
    assert (values["first_name"], values["last_name"]) == ("Kofi", "Mensah")
    assert (values["dob"], values["phone"]) == (date(2011, 2, 3), "07700 900123")
    filled(form)
    form.submit.click()
    (line,) = maya.people.find("kofi")
    file = maya.people.file(line.person)
    assert (file.current.primary_risk, file.current.is_pending) == ("KNIFE", True)
    assert went == [Place(Room.FILE, line.person)]
    assert len(touched) == 1
    assert page.form is None


def test_a_date_of_birth_is_given_or_said_to_be_unknown(page, maya):
    search(page, "Kofi", "Mensah")
    form = add(page)
    filled(form)
    form.submit.click()
    assert "not known" in form.form.field("dob").error
    assert maya.people.find("kofi") == ()
    form.form.field("dob_not_known").set_value(value=True)
    form.submit.click()
    (line,) = maya.people.find("kofi")
    assert maya.people.file(line.person).person.dob_quality == "UNKNOWN"


def test_a_refused_referral_keeps_nobody_and_says_why_at_its_field(page, maya):
    search(page, "Kofi", "Mensah", dob=date(2011, 2, 3))
    form = add(page)
    filled(form, referral_received=date(2026, 12, 24))
    form.submit.click()
    assert "future" in form.form.field("referral_received").error
    assert maya.people.find("kofi") == ()


def test_what_must_be_filled_in_is_said_at_each_field(page):
    search(page, "Kofi", "Mensah", dob=date(2011, 2, 3))
    form = add(page)
    form.submit.click()
    wrong = [n for n in form.form.values() if form.form.field(n).error]
    assert wrong == ["referral_source", "primary_risk", "reason"]


def test_a_form_that_is_being_filled_in_waits_and_a_search_does_not(page):
    search(page, "Kofi", "Mensah", dob=date(2011, 2, 3))
    form = add(page)
    filled(form)
    page.leave()
    page.open(Place(Room.NEW_PERSON))
    assert page.form is form
    form.done.emit()
    page.open(Place(Room.NEW_PERSON))
    assert page.look.form.field("first_name").value() is None


def test_everybody_can_use_the_search_and_the_form(page):
    search(page, "Amara", "Okonedo")
    assert audit(page) == []
    add(page)
    assert audit(page) == []
