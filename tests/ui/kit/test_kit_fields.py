"""Does each field take an answer, say what is wrong, and stay within reach of the keyboard?"""

from __future__ import annotations

from datetime import date, time
from enum import Enum

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.date_field import month_number, split_date
from youthcase.ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceChips,
    ChoiceField,
    DateField,
    IconField,
    LongText,
    NumberField,
    PasswordField,
    RadioField,
    TextField,
    TimeField,
)
from youthcase.ui.kit.time_field import parse_time


class Way(Enum):
    VISIT = "visit"
    CALL = "call"


WAYS = [Choice(Way.VISIT, "Visit", "Seen at home"), Choice(Way.CALL, "Call")]


def born(**kwargs):
    return DateField("born", "Date of birth", **kwargs)


def fill(field, day, month, year):
    for box, words in zip(
        (field.day, field.month, field.year), (day, month, year), strict=True
    ):
        box.setText(words)


def test_a_text_field_answers_without_surrounding_blanks(qtbot):
    field = TextField("name", "Name", required=True, missing="Enter a name")
    qtbot.addWidget(field)
    assert field.check() == "Enter a name"
    qtbot.keyClicks(field.edit, "  Ffion ")
    assert field.value() == "Ffion"
    assert field.check() is None


def test_an_error_is_shown_read_out_and_taken_away(show):
    field = show(TextField("name", "Name", hint="As they say it", required=True))
    field.show_error("Enter a name")
    shown = field.findChild(QWidget, "name.error")
    assert shown.isVisible()
    assert shown.text() == "Error: Enter a name"
    assert field.edit.accessibleDescription() == "As they say it Enter a name"
    assert field.edit.property("invalid") is True
    field.show_error(None)
    assert not shown.isVisible()
    assert field.edit.property("invalid") is False


def test_a_required_field_says_so_to_a_screen_reader(show):
    field = show(TextField("name", "Name", required=True))
    assert a11y.accessible_name(field.edit) == "Name, required"


@pytest.mark.parametrize(
    ("typed", "answer", "problem"),
    [
        ("7", 7, None),
        ("11", 11, "Score must be between 0 and 10"),
        ("seven", None, "Score must be a whole number, like 4"),
        ("", None, None),
        ("٣", None, "Score must be a whole number, like 4"),
    ],
)
def test_a_number_is_whole_and_within_bounds(qtbot, typed, answer, problem):
    field = NumberField("score", "Score", highest=10)
    qtbot.addWidget(field)
    field.edit.setText(typed)
    assert field.value() == answer
    assert field.problem() == problem


def test_a_long_text_grows_with_its_words_and_tab_leaves_it(qtbot, show):
    box = QWidget()
    layout = QVBoxLayout(box)
    field, after = LongText("note", "Note"), QLineEdit()
    layout.addWidget(field)
    layout.addWidget(after)
    show(box)
    before = field.edit.height()
    field.set_value("\n".join("line" for _ in range(9)))
    qtbot.waitUntil(lambda: field.edit.height() > before)
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert field.value() == "\n".join("line" for _ in range(9))


def test_a_password_is_hidden_until_shown_and_caps_lock_is_noticed(qtbot, show):
    field = show(PasswordField("pass", "Passphrase"))
    field.focus_first()
    qtbot.keyClicks(field.edit, "ab")
    assert field.caps.isHidden()
    qtbot.keyClick(field.edit, "A")
    qtbot.keyClick(field.edit, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert field.value().startswith("ab")
    button = field.findChild(QWidget, "pass.show")
    button.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Hide what is typed in Passphrase"
    field.clear()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    assert field.value() is None


def test_a_capital_without_shift_means_caps_lock(show):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    field = show(PasswordField("pass", "Passphrase"))
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        field.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, plain, "A")
    )
    assert field.caps.isVisible()
    QApplication.sendEvent(
        field.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, plain, "b")
    )
    assert not field.caps.isVisible()


def test_a_choice_comes_back_as_the_value_it_was_given(qtbot):
    field = ChoiceField("way", "How", WAYS, required=True)
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.check() == "Choose an answer for “How”"
    field.set_value(Way.CALL)
    assert field.value() is Way.CALL
    field.set_choices(WAYS[:1])
    assert field.value() is None


def test_a_choice_explains_itself_and_its_list_has_a_name(qtbot):
    field = ChoiceField("way", "How", WAYS)
    qtbot.addWidget(field)
    assert field.combo.view().accessibleName() == "How"
    assert field.combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == "Seen at home"
    field.set_value(Way.VISIT)
    assert field.combo.toolTip() == "Seen at home"


def wheel(widget):
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_a_choice_only_where_the_keyboard_is(show):
    box = QWidget()
    layout = QVBoxLayout(box)
    other, field = QLineEdit(), ChoiceField("way", "How", WAYS)
    layout.addWidget(other)
    layout.addWidget(field)
    show(box)
    other.setFocus()
    wheel(field.combo)
    assert field.value() is None
    field.combo.setFocus()
    wheel(field.combo)
    assert field.value() is Way.VISIT


def test_chips_are_check_boxes_that_space_ticks(qtbot, show):
    field = show(ChoiceChips("needs", "Needs", WAYS, required=True))
    assert field.check() == "Choose at least one answer for “Needs”"
    field.focus_first()
    qtbot.keyClick(field.boxes[0], Qt.Key.Key_Space)
    assert field.value() == [Way.VISIT]
    field.set_value([Way.CALL])
    assert field.value() == [Way.CALL]
    assert a11y.accessible_name(field.boxes[0]) == "Visit"
    assert "Needs" in field.boxes[0].accessibleDescription()


def test_radio_buttons_give_one_answer_and_can_be_cleared(qtbot, show):
    field = show(RadioField("way", "How", WAYS))
    field.radios[1].click()
    assert field.value() is Way.CALL
    field.set_value(None)
    assert field.value() is None


def test_a_statement_that_must_be_ticked(qtbot):
    field = CheckField("told", "I have told them", required=True, missing="Tell them first")
    qtbot.addWidget(field)
    assert field.check() == "Tell them first"
    field.set_value(True)
    assert field.check() is None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Enter date of birth"),
        (("27", "", "2012"), "Date of birth must include a month"),
        (("", "3", "2012"), "Date of birth must include a day"),
        (("27", "3", ""), "Date of birth must include a year"),
        (("", "", "2012"), "Date of birth must include a day and month"),
        (("31", "2", "2012"), "Date of birth must be a real date"),
        (("27", "13", "2012"), "Date of birth must be a real date"),
        (("27", "3", "12"), "Year must include 4 numbers"),
        (("x", "3", "2012"), "Date of birth must be a real date"),
        (("27", "mar", "2027"), "Date of birth must be 23 November 2026 or earlier"),
        (("27", "3", "1900"), "Date of birth must be 1 January 1990 or later"),
        (("27", "March", "2012"), None),
    ],
)
def test_a_date_says_what_it_lacks(qtbot, parts, sentence):
    field = born(required=True, latest=date(2026, 11, 23), earliest=date(1990, 1, 1))
    qtbot.addWidget(field)
    fill(field, *parts)
    assert field.check() == sentence


def test_only_the_boxes_at_fault_turn_red_and_take_the_cursor(show):
    field = show(born())
    fill(field, "27", "", "2012")
    field.check()
    boxes = (field.day, field.month, field.year)
    assert [box.property("invalid") for box in boxes] == [False, True, False]
    field.focus_first()
    assert field.month.hasFocus()


def test_a_date_may_be_empty_or_known_and_shown(qtbot):
    field = born()
    qtbot.addWidget(field)
    assert (field.value(), field.problem()) == (None, None)
    field.set_value(date(2012, 5, 3))
    assert [b.text() for b in (field.day, field.month, field.year)] == ["3", "5", "2012"]
    assert field.value() == date(2012, 5, 3)
    field.set_value(None)
    assert field.is_empty()


def test_today_fills_all_three_boxes(qtbot):
    field = born(today=lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    field.findChild(QWidget, "born.today").click()
    assert field.value() == date(2026, 11, 23)


def test_a_whole_date_pasted_into_one_box_fills_all_three(qtbot, show):
    field = show(born())
    QGuiApplication.clipboard().setText("27/03/2012")
    field.day.setFocus()
    qtbot.keyClick(field.day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == date(2012, 3, 27)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3", 3), ("03", 3), ("mar", 3), ("MARCH", 3), ("Sept", 9), ("13", None), ("ma", None),
     ("marzo", None), ("", None), ("0", None)],
)  # fmt: skip
def test_months_by_number_or_name(typed, number):
    assert month_number(typed) == number


def test_dates_in_one_piece():
    assert split_date("2012-03-27") == ("27", "03", "2012")
    assert split_date("27 March 2012") == ("27", "March", "2012")
    assert split_date("27th of March") is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [("14:30", time(14, 30)), ("9.40", time(9, 40)), ("0940", time(9, 40)), ("2pm", time(14)),
     ("12 am", time(0)), ("9:40 am", time(9, 40)), ("25:00", None), ("13pm", None), ("9", None),
     ("", None)],
)  # fmt: skip
def test_times_as_people_write_them(typed, read):
    assert parse_time(typed) == read


def test_a_time_that_cannot_be_read_is_said(qtbot):
    field = TimeField("at", "Start")
    qtbot.addWidget(field)
    field.edit.setText("noonish")
    assert field.problem() == "Start must be a time, like 14:30"
    field.set_value(time(9, 5))
    assert field.edit.text() == "09:05"


def test_an_icon_field_lights_up_with_the_focus_and_tells_what_is_typed(qtbot, show):
    field = show(IconField("search", "Search everything", key="Ctrl+K"))
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(field.edit, "a")
    field.setFocus()
    assert field.property("lit") is True
    assert field.text() == "a"


def test_fields_grow_with_the_text_size(show):
    field = show(NumberField("score", "Score", highest=10))
    before = field.edit.width()
    theme.current().set_percent(200)
    assert field.edit.width() == pytest.approx(2 * before, abs=2)
