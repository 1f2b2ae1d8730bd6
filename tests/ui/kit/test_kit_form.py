"""Does a form ask, check, and lead back to what must be put right?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from youthcase.errors import Refusal
from youthcase.ui.kit.fields import DateField, TextField
from youthcase.ui.kit.form import Form, QuestionPage


def contact():
    fields = [
        TextField("who", "Who", required=True, missing="Enter who it was"),
        DateField("when", "When"),
    ]
    return Form(fields, title="A contact")


@pytest.fixture
def form(show):
    return show(contact())


def test_a_form_gives_what_was_entered_by_name(form):
    form.set_values({"who": "Auntie Sana"})
    assert form.values() == {"who": "Auntie Sana", "when": None}
    assert form.check()
    assert form.errors.isHidden()


def test_a_failed_check_moves_the_focus_to_the_summary_in_the_fields_words(form):
    form.field("when").day.setText("3")
    assert not form.check()
    assert form.errors.hasFocus()
    assert form.errors.accessibleName() == (
        "There is a problem. Enter who it was. When must include a month and year"
    )
    assert form.field("who").error == "Enter who it was"


def test_a_problem_of_the_summary_leads_to_its_field(form, qtbot):
    form.check()
    link = form.errors.findChild(QWidget, "who.problem")
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert form.field("who").edit.hasFocus()


def test_a_refusal_stands_at_the_field_it_is_about(form):
    form.show_refusal(Refusal("The contact is in the future. Change the day.", field="when"))
    assert form.field("when").error == "The contact is in the future. Change the day."
    assert form.errors.isVisible()
    form.clear_problems()
    assert form.field("when").error is None
    assert form.errors.isHidden()


@pytest.mark.parametrize("about", [None, "something else"])
def test_a_refusal_about_no_field_here_stands_in_the_summary(form, about):
    form.show_refusal(Refusal("Another person has this open.", field=about))
    assert "Another person has this open." in form.errors.accessibleName()
    assert form.errors.findChild(QWidget, "something else.problem") is None


def test_hidden_questions_are_not_checked(form):
    form.field("who").hide()
    assert form.check()


def test_changes_are_told_once_the_form_is_filled(form, qtbot):
    with qtbot.waitSignal(form.changed):
        form.field("who").edit.setText("S")


def test_a_question_page_submits_only_what_is_well(qtbot, show):
    form = contact()
    page = show(QuestionPage(form, back="Previous"))
    with qtbot.assertNotEmitted(page.submitted):
        page.submit.click()
    form.set_values({"who": "Sana"})
    with qtbot.waitSignal(page.submitted):
        page.submit.click()
    with qtbot.waitSignal(page.went_back):
        page.back.click()
    page.saved.say("Saved on this computer 14:02")
    assert page.saved.isVisible()


def test_tab_goes_through_the_questions_in_reading_order(form, qtbot):
    form.field("who").edit.setFocus()
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["who", "when.day", "when.month", "when.year"]
