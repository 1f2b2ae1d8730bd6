"""Can a supervisor read the whole log, check it, seal a month and compare a paper?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from youthcase.domain.changes import Changes
from youthcase.services import training
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.progress import ProgressPanel
from youthcase.ui.main_window import MainWindow

SAM = "Sam Patel"


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.current().dress(theme.Mode.LIGHT, 100)
    yield
    theme.current().dress(theme.Mode.LIGHT, 100)


@pytest.fixture
def sam(session, folder):
    training.make(folder, session, people=8)
    services = session.unlock(folder, SAM, training.PASSWORDS[SAM])
    yield services
    services.sitting.lock()


@pytest.fixture
def enter(qtbot):
    backgrounds = []

    def enter(services):
        background = Background()
        backgrounds.append(background)
        window = MainWindow(services, background)
        qtbot.addWidget(window)
        window.resize(1366, 720)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield enter
    for background in backgrounds:
        background.close()


@pytest.fixture
def window(enter, sam, qtbot):
    made = enter(sam)
    go(qtbot, made, Place(Room.AUDIT))
    return made


def go(qtbot, window, place):
    window.go(place)
    settle(qtbot, window)
    return window.page


def settle(qtbot, window):
    """The worker does one thing after the other: its answer to us comes after all others."""
    for _again in range(3):
        answered = []
        window.frame.background.run(
            window, _nothing, done=answered.append, failed=answered.append
        )
        qtbot.waitUntil(lambda answered=answered: bool(answered), timeout=20_000)
        QTest.qWait(1)


def _nothing():
    return None


def sentences(page, most=5):
    rows = range(min(most, page.lines.rowCount()))
    return [page.lines.record(row).sentence for row in rows]


def words_of(widget):
    return " ".join(w.text() for w in widget.findChildren(QLabel) if w.isVisibleTo(widget))


def harm(services, statement):
    """Do what only somebody with the key and other tools could."""
    with services.people._desk.vault.write() as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute(statement)


def test_the_log_begins_with_its_own_reading_and_shows_everything(window, sam):
    page = window.page
    assert sentences(page, 2) == ["Sam Patel read the audit.", "Sam Patel signed in."]
    assert page.lines.rowCount() == len(sam.audit_log.find())
    assert page.head.about.text() == f"{len(sam.audit_log.find()):,} acts, the newest first"


def test_each_filter_narrows_the_log_and_all_can_be_cleared(window, sam, qtbot):
    page, person = window.page, sam.people.find("", limit=1)[0]
    sam.people.opened(person.person)
    filters = page.filters
    QTest.keyClicks(filters.text.edit, person.ref)
    QTest.qWait(300)
    settle(qtbot, window)
    assert page.lines.rowCount() == sam.audit_log.count_about(person.person)
    assert {page.lines.record(row).person for row in range(5)} == {person.person}
    filters.kind.setCurrentText("Looked at")
    settle(qtbot, window)
    assert sentences(page) == ["Sam Patel opened the file."]
    filters.who.setCurrentText("Maya Adeyemi")
    settle(qtbot, window)
    assert page.lines.rowCount() == 0
    assert page.empty.isVisible()
    filters.clear.click()
    settle(qtbot, window)
    assert page.lines.rowCount() == len(sam.audit_log.find())
    assert not filters.clear.isVisible()


def test_days_are_chosen_by_name_or_by_two_dates(window, sam, clock, qtbot):
    page, person = window.page, sam.people.find("", limit=1)[0].person
    clock.moment = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
    sam.people.opened(person)
    clock.moment = datetime(2027, 2, 20, 9, 0, tzinfo=UTC)
    sam.people.opened(person)
    found = {}
    for words in ("Today", "Last 7 days", "This month", "Last month", "From … to …"):
        page.filters.when.setCurrentText(words)
        if "to" in words and words.startswith("From"):
            assert page.filters.first.isVisible()
            page.filters.first.set_value(date(2027, 1, 1))
            page.filters.last.set_value(date(2027, 2, 19))
            QTest.qWait(300)
        settle(qtbot, window)
        found[words] = [page.lines.record(r).at.date() for r in range(page.lines.rowCount())]
    january, february = date(2027, 1, 15), date(2027, 2, 20)
    assert found["Today"] == found["Last 7 days"] == found["This month"] == [february]
    assert found["Last month"] == found["From … to …"] == [january]


def test_enter_opens_the_file_that_an_act_was_done_to(window, sam, qtbot):
    person = sam.people.find("", limit=1)[0].person
    sam.people.opened(person)
    page = window.page
    page.refresh(Changes())
    settle(qtbot, window)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.place == Place(Room.FILE, person)


def test_names_are_initials_in_privacy_mode_and_showing_them_again_is_kept(window, sam, qtbot):
    line = sam.people.find("", limit=1)[0]
    sam.people.opened(line.person)
    page = window.page
    page.refresh(Changes())
    settle(qtbot, window)
    about = page.lines.columns[2]
    assert line.name in about.cell(page.lines.record(0)).words
    window.toggle_privacy()
    assert line.name not in about.cell(page.lines.record(0)).words
    window.toggle_privacy()
    settle(qtbot, window)
    newest = sam.audit_log.lines(sam.audit_log.find()[:1])[0].sentence
    assert newest == "Sam Patel showed names again that had been hidden."


def test_opening_the_search_is_kept_without_what_was_typed(window, sam, qtbot):
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.finder.everything.field.edit, "amara")
    settle(qtbot, window)
    with sam.people._desk.vault.read() as db:
        rows = db.execute("SELECT action, object FROM audit ORDER BY seq DESC").fetchmany(2)
    assert ("search.opened", "") in [tuple(row) for row in rows]


def test_a_check_says_that_the_log_is_sound(window, qtbot):
    page = window.page
    page.check.click()
    assert not page.check.isEnabled()
    qtbot.waitUntil(page.check.isEnabled, timeout=10_000)
    assert "The log is sound." in words_of(page.checking)
    settle(qtbot, window)
    assert sentences(page, 1) == ["Sam Patel checked the log: it is sound."]
    page.checking._shown.action.click()
    assert not page.checking.isVisible()


def test_a_check_says_what_is_wrong_since_when_what_is_safe_and_what_to_do(
    window, sam, clock, qtbot
):
    clock.moment = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)
    sam.audit_log.opened()
    length = sam.audit_log.head()[0]
    clock.moment = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    sam.audit_log.opened()
    harm(sam, f"UPDATE audit SET actor = 'x' WHERE seq = {length + 1}")
    page = window.page
    page.check.click()
    qtbot.waitUntil(page.check.isEnabled, timeout=10_000)
    said = words_of(page.checking)
    for part in (
        "Something is wrong with the log.",
        f"Audit entry {length + 1} has been changed.",
        "of 25 November 2026, 09:05",
        "What is safe",
        "The log up to 25 November 2026, 09:05 is as it was written.",
        "What to do",
        "delete nothing",
        "Restore a backup",
    ):
        assert part in said, part
    assert "erase" not in said


def test_a_check_can_be_stopped_and_then_stands_nowhere(window, sam, qtbot):
    page = window.page
    page.check.click()
    page.checking.findChild(ProgressPanel).cancel.click()
    qtbot.waitUntil(page.check.isEnabled, timeout=10_000)
    settle(qtbot, window)
    checked = [line for line in sentences(page) if "checked" in line]
    assert len(checked) <= 1  # it may have been ended before it heard


def test_a_month_without_a_seal_is_reminded_of_until_it_is_printed(
    enter, sam, clock, qtbot, tmp_path
):
    clock.moment = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    window = enter(sam)
    settle(qtbot, window)
    badges = {item.key: item.count for item in window.sidebar.nav._model.items}
    assert badges["audit"] == 1
    page = go(qtbot, window, Place(Room.AUDIT))
    assert "The seal of November 2026" in words_of(page.due)
    page.due.action.click()
    face = page.seal
    qtbot.waitUntil(lambda: face.preview.page_count == 1, timeout=20_000)
    assert face.side.chosen_month() == "2026-11"
    assert "check it before you sign" in face.side.facts.text()
    file = tmp_path / "seal.pdf"
    face.side.save_wanted.emit(str(file))
    qtbot.waitUntil(face.side.done.isVisible, timeout=10_000)
    settle(qtbot, window)
    assert file.read_bytes().startswith(b"%PDF")
    badges = {item.key: item.count for item in window.sidebar.nav._model.items}
    assert badges["audit"] == 0
    face.back.click()
    settle(qtbot, window)
    assert not page.due.isVisible()
    assert "Sam Patel printed the seal of November 2026." in sentences(page)


def test_a_page_that_cannot_be_saved_is_not_called_printed(window, sam, qtbot, tmp_path):
    page = go(qtbot, window, Place(Room.AUDIT, "", "seal"))
    qtbot.waitUntil(lambda: page.seal.preview.page_count == 1, timeout=20_000)
    page.seal.side.save_wanted.emit(str(tmp_path / "nowhere" / "seal.pdf"))
    qtbot.waitUntil(page.seal.trouble.isVisible, timeout=10_000)
    assert sam.sealing.earlier() == ()


def test_a_head_on_paper_is_compared_and_one_that_was_printed_can_be_picked(window, sam, qtbot):
    seal = sam.sealing.seal("2026-11")
    sam.sealing.printed(seal)
    page = go(qtbot, window, Place(Room.AUDIT, "", "seal"))
    compare = page.seal.compare
    qtbot.waitUntil(compare.earlier.isVisible, timeout=10_000)
    compare.earlier.combo.setCurrentIndex(1)
    assert compare.entry.value() == f"{seal.length:,}"
    compare.button.click()
    qtbot.waitUntil(compare.answer.isVisible, timeout=10_000)
    assert f"entry {seal.length:,}" in compare.answer.words.text()
    compare.head.set_value("0123 4567 89ab")
    compare.entry.set_value("99999")
    compare.button.click()
    qtbot.waitUntil(compare.bad.isVisible, timeout=10_000)
    assert "the paper tells of 99,999" in compare.bad.words.text()
    assert "put back" in compare.advice.text()
    assert not compare.answer.isVisible()
    compare.head.set_value("plan")
    compare.entry.set_value("")
    compare.button.click()
    qtbot.waitUntil(lambda: bool(compare.head.error), timeout=10_000)
    assert not compare.bad.isVisible()
    compare.head.set_value("01234567")
    compare.entry.set_value("many")
    compare.button.click()
    assert compare.entry.error == "The entry is a whole number"


def test_the_room_is_for_supervisors(enter, session, folder, sam, qtbot):
    sam.sitting.lock()
    maya = session.unlock(folder, "Maya Adeyemi", training.PASSWORDS["Maya Adeyemi"])
    window = enter(maya)
    settle(qtbot, window)
    assert "audit" not in {item.key for item in window.sidebar.nav._model.items}
    before = window.place
    window.go(Place(Room.AUDIT))
    assert window.place == before
    settle(qtbot, window)
    maya.sitting.lock()


def test_no_file_leaves_from_the_log(window):
    """There is nothing to export it with: no button, no shortcut, no selection of rows."""
    page = window.page
    buttons = {b.text() for b in page._log.findChildren(type(page.check)) if b.isVisible()}
    assert buttons == {"Check the log", "Monthly seal"}
    assert replace(page.filters.chosen()) == page.filters.chosen()
