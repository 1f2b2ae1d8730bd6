"""Do palette, toast, dialogs, progress, paper and regions behave under the keyboard?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from youthcase.ui.kit.banner import Banner, TrainingBand
from youthcase.ui.kit.cards import Card, Facts, QuoteCard
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.kit.focus import Regions
from youthcase.ui.kit.palette import CommandPalette, Hit
from youthcase.ui.kit.pdf_view import PdfView
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.kit.reflow import PageHeader, SideBySide
from youthcase.ui.kit.toast import LEAST_SECONDS, Toast, toast
from youthcase.ui.kit.tokens import Tone

HITS = [
    Hit("People", "user", "Aisha Khan", "YC-0412", 1),
    Hit("People", "user", "Aisling Byrne", "YC-0290", 2),
    Hit("Do", "pencil-line", "Write a note", payload="note"),
]


@pytest.fixture
def window(show):
    made = QWidget()
    layout = QVBoxLayout(made)
    made.first, made.second = QLineEdit(), QLineEdit()
    layout.addWidget(made.first)
    layout.addWidget(made.second)
    return show(made)


@pytest.fixture
def palette(window):
    return CommandPalette(
        window, lambda typed: [h for h in HITS if typed.lower() in h.title.lower()]
    )


def test_the_palette_finds_as_one_types_and_enter_goes(window, palette, qtbot):
    window.second.setFocus()
    palette.open()
    qtbot.keyClicks(palette.field.edit, "ais")
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert told.args == [2]
    assert palette.isHidden()
    assert window.second.hasFocus()


def test_the_palette_goes_round_and_escape_gives_the_keyboard_back(window, palette, qtbot):
    window.first.setFocus()
    palette.open()
    qtbot.keyClick(palette.field.edit, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 2
    with qtbot.waitSignal(palette.closed):
        qtbot.keyClick(palette.field.edit, Qt.Key.Key_Escape)
    assert window.first.hasFocus()


def test_the_palette_begins_empty_and_says_when_nothing_is_found(palette, qtbot):
    palette.open()
    qtbot.keyClicks(palette.field.edit, "zzz")
    assert palette.list.isHidden()
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.field.edit, Qt.Key.Key_Return)
    palette.leave()
    palette.open()
    assert palette.field.text() == ""
    assert palette.hits.rowCount() == 3


def test_the_palette_leaves_when_the_keyboard_goes_elsewhere(window, palette, qtbot):
    palette.open()
    window.first.setFocus()
    qtbot.waitUntil(palette.isHidden)
    assert window.first.hasFocus()


def test_a_toast_stays_at_least_eight_seconds_and_undo_is_told(window, qtbot):
    shown = toast(window, "Note saved", undo=True, seconds=1)
    assert LEAST_SECONDS - 1 < shown.seconds_left() <= LEAST_SECONDS
    with qtbot.waitSignal(shown.undone):
        shown.findChild(QWidget, "undo").click()


def test_a_toast_waits_while_the_keyboard_is_on_it(window):
    shown = toast(window, "Note saved", undo=True)
    shown.findChild(QWidget, "undo").setFocus()
    assert shown.seconds_left() == float("inf")
    window.first.setFocus()
    assert shown.seconds_left() <= 10


def test_a_new_toast_takes_the_place_of_the_old(window, qtbot):
    toast(window, "One")
    toast(window, "Two")
    qtbot.waitUntil(lambda: len(window.findChildren(Toast)) == 1)


@pytest.mark.parametrize(("button", "answer"), [("do", 1), ("keep", 0)])
def test_a_confirmation_answers_by_its_verbs(window, qtbot, button, answer):
    dialog = ConfirmDialog(window, "Withdraw it?", "It stays in the record.", verb="Withdraw")
    dialog.open()
    with qtbot.waitSignal(dialog.finished) as told:
        dialog.findChild(QWidget, button).click()
    assert told.args == [answer]


def test_enter_on_a_dangerous_question_changes_nothing(window, qtbot):
    dialog = ConfirmDialog(window, "Erase?", "For good.", verb="Erase", is_dangerous=True)
    dialog.open()
    with qtbot.waitSignal(dialog.finished) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert told.args == [0]


def test_progress_is_shown_and_cancel_is_told_once(show, qtbot):
    panel = show(ProgressPanel("Importing"))
    panel.show_progress(50, 200)
    assert (panel.bar.value(), panel.bar.maximum()) == (50, 200)
    with qtbot.waitSignal(panel.cancelled):
        panel.cancel.click()
    assert not panel.cancel.isEnabled()


def page_of(drawn):
    def page(number, scale):
        drawn.append((number, scale))
        image = QImage(round(400 * scale), round(600 * scale), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        return image

    return page


def test_pages_are_drawn_when_they_come_into_sight(show, qtbot):
    drawn = []
    view = show(PdfView("Safety plan"), (500, 500))
    view.show_pages([(400, 600)] * 5, page_of(drawn))
    qtbot.waitUntil(lambda: bool(drawn))
    assert {number for number, _scale in drawn} == {0}
    view.go_to(3)
    qtbot.waitUntil(lambda: 3 in {number for number, _scale in drawn})
    assert view.current_page == 3
    assert view.accessibleName() == "Safety plan, page 4 of 5"


def test_paper_zooms_and_scrolls_by_keyboard(show, qtbot):
    view = show(PdfView("Safety plan"), (500, 500))
    view.show_pages([(400, 600)] * 2, page_of([]))
    before = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_page == 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page == 0


def test_f6_goes_from_part_to_part_and_back(window, qtbot):
    regions = Regions(window)
    regions.add("Top", window.first)
    regions.add("Bottom", window.second)
    window.first.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.second.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.first.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.second.hasFocus()


def test_f6_passes_by_what_is_hidden(window, qtbot):
    regions = Regions(window)
    regions.add("Top", window.first)
    regions.add("Bottom", window.second)
    window.second.hide()
    window.first.setFocus()
    regions.forward()
    assert QApplication.focusWidget() is window.first


def test_a_banner_says_all_its_words_and_keeps_markup_as_words(show):
    banner = show(Banner(Tone.CARE, "Call <b>Mum</b>", lead="Do not write.", action="Details"))
    assert banner.words.accessibleName() == "Do not write. Call <b>Mum</b>"
    assert "&lt;b&gt;" in banner.words.text()
    assert banner.action.text() == "Details"


def test_cards_show_what_they_are_given(show):
    card = Card("Consent")
    card.body.addWidget(Facts([("School", "Agreed")]))
    card.body.addWidget(QuoteCard("I want to stay.", "Session 2"))
    card.body.addWidget(TrainingBand("Training: invented people"))
    show(card)
    assert not card.grab().isNull()


def test_a_side_column_moves_below_when_the_page_is_narrow(show):
    page = show(SideBySide(QWidget(), QWidget()), (1000, 500))
    assert not page.is_narrow
    page.resize(500, 500)
    assert page.is_narrow
    page.resize(1000, 500)
    assert not page.is_narrow


def test_a_page_header_puts_its_actions_below_when_narrow(show):
    header = show(PageHeader("Caseload", "12 young people", [QLineEdit()]), (900, 100))
    assert not header.is_narrow
    header.resize(400, 100)
    assert header.is_narrow
    header.say_about("")
    assert header.about.isHidden()
