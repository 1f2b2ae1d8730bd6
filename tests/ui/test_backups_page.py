"""The page of backups, and what a lock hands over when somebody wants to restore."""

import subprocess
import sys
import textwrap

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from youthcase.services import training
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages import backups_words as words
from youthcase.ui.pages.backups import BackupsPage

SAM, MAYA = "Sam Patel", "Maya Adeyemi"


@pytest.fixture
def open_page(session, folder, qtbot):
    made = []
    training.make(folder, session, people=6)

    def open_page(user=SAM):
        theme.start(theme.Mode.LIGHT, 100)
        services = session.unlock(folder, user, training.PASSWORDS[user])
        background = Background()
        frame = Frame(services, background)
        page = BackupsPage(frame)
        qtbot.addWidget(page)
        page.resize(1150, 720)
        page.open(Place(Room.BACKUPS))
        page.show()
        page.said = []
        frame.said.connect(page.said.append)
        made.append((services, background, frame))
        qtbot.waitUntil(lambda: frame.keeper.status is not None, timeout=8000)
        return page

    yield open_page
    for services, background, frame in made:
        frame.keeper.stop()
        background.close()
        services.sitting.lock()


@pytest.fixture
def page(open_page):
    return open_page()


def press(page, name):
    found = page.findChild(QPushButton, name)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    found.click()


def rest(qtbot, page):
    """Wait until nothing is under way and the last look is shown."""
    seen = []
    page.keeper.changed.connect(lambda: seen.append(None))
    page.keeper.look()
    qtbot.waitUntil(lambda: bool(seen) and not page.keeper.is_busy, timeout=8000)


def banner(page):
    shown = page.findChildren(QLabel)
    parent = [w for w in shown if w.parent().objectName() == "backup_banner" and w.text()]
    return " ".join(w.accessibleName() for w in parent)


def cells(page, row):
    table = page.copies.lines
    return [table.data(table.index(row, at)) for at in range(table.columnCount())]


def test_a_new_vault_has_no_copy_and_says_what_is_missing(page):
    assert page.top.about.text() == "No backup yet"
    assert page.copies.lines.rowCount() == 0
    assert not page.copies.restore.isEnabled()
    said = [label.text() for label in page.places.findChildren(QLabel)]
    assert "Second place: None chosen yet" in said


def test_back_up_now_shows_how_far_it_is_and_then_the_copy(page, qtbot):
    press(page, "back_up")
    assert page.keeper.is_busy
    assert page.findChild(QPushButton, "cancel").isVisible()
    assert not page.make.isEnabled()
    qtbot.waitUntil(lambda: page.copies.lines.rowCount() == 1, timeout=8000)
    rest(qtbot, page)
    assert page.make.isEnabled()
    when, kind, _size, where, checked = cells(page, 0)
    assert (when, kind, where) == ("Today 10:30", "Ordinary", "This computer")
    assert checked == "When it was made"
    assert page.top.about.text().startswith("Last backup: Today 10:30")


def test_a_copy_is_saved_where_the_person_says_and_never_over_another(page, qtbot, tmp_path):
    press(page, "save_copy")
    dialog = page.findChild(QFileDialog, "save_copy.dialog")
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    page.save_copy(str(tmp_path / "mine.backup"))
    qtbot.waitUntil(lambda: not page.keeper.is_busy, timeout=8000)
    assert (tmp_path / "mine.backup").stat().st_size > 100_000
    page.save_copy(str(tmp_path / "mine.backup"))
    qtbot.waitUntil(lambda: "of that name" in banner(page), timeout=8000)


def test_a_copy_is_read_to_its_end_and_a_harmed_one_is_named(page, qtbot):
    press(page, "back_up")
    qtbot.waitUntil(lambda: page.copies.lines.rowCount() == 1, timeout=8000)
    rest(qtbot, page)
    press(page, "copies.verify")
    qtbot.waitUntil(lambda: cells(page, 0)[4] == "Just now: whole", timeout=8000)
    file = page.keeper.status.copies[0].file
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    press(page, "copies.verify")
    qtbot.waitUntil(lambda: cells(page, 0)[4] == "Not whole", timeout=8000)
    assert "damaged" in banner(page)


def test_a_place_that_will_not_do_is_refused_in_words(page, qtbot, folder, tmp_path):
    page.choose_place(str(folder))
    qtbot.waitUntil(lambda: "inside the vault" in banner(page), timeout=8000)
    page.choose_place(str(tmp_path / "none"))
    qtbot.waitUntil(lambda: "not there" in banner(page), timeout=8000)


def test_a_second_place_is_chosen_gets_its_copy_and_is_given_up(page, qtbot, tmp_path):
    press(page, "back_up")
    qtbot.waitUntil(lambda: page.copies.lines.rowCount() == 1, timeout=8000)
    rest(qtbot, page)
    second = tmp_path / "stick"
    second.mkdir()
    page.choose_place(str(second))
    qtbot.waitUntil(lambda: cells(page, 0)[3] == "This computer and second place", timeout=8000)
    rest(qtbot, page)
    press(page, "second_place.stop")
    qtbot.waitUntil(lambda: page.said[-1:] == ["No second place any more"], timeout=8000)
    qtbot.waitUntil(lambda: cells(page, 0)[3] == "This computer", timeout=8000)
    assert list(second.glob("*.backup"))


def test_a_caseworker_makes_copies_and_neither_chooses_nor_restores(open_page, qtbot):
    page = open_page(MAYA)
    assert not page.places.choose.isVisible()
    assert not page.copies.restore.isVisible()
    press(page, "back_up")
    qtbot.waitUntil(lambda: page.copies.lines.rowCount() == 1, timeout=8000)


def test_what_is_lost_is_said_in_words():
    before = dict(zip(words.COMPARED, (3, 9, 5, 1), strict=True))
    after = dict(zip(words.COMPARED, (2, 9, 3, 1), strict=True))
    said = words.what_is_lost(before, after)
    assert said == "Not in the copy: 1 young person, 2 contacts, and every change made since."
    assert "as many records" in words.what_is_lost(after, after)
    assert "cannot be counted" in words.what_is_lost(None, after)


TOLD = """
    import sys
    from youthcase.ui import locking
    told = locking.handed_over()
    words = "|".join((told.user, told.errand, told.file))
    open(sys.argv[1], "w", encoding="utf-8").write(words)
"""
TELLS = """
    import sys
    from youthcase.ui import locking
    handed = locking.Handed(user="Zoë Doyle", errand=locking.RESTORE, file="/mnt/é/a b.backup")
    assert "a b" not in repr(handed)
    assert locking.start_lock_screen([sys.executable, "-c", sys.argv[1], sys.argv[2]], handed)
    locking.end_process()
"""


def test_the_next_process_is_told_which_copy_to_restore(tmp_path, qtbot):
    told = tmp_path / "told"
    script = [textwrap.dedent(TELLS), textwrap.dedent(TOLD), str(told)]
    subprocess.run([sys.executable, "-c", *script], check=True)
    qtbot.waitUntil(
        lambda: told.exists() and bool(told.read_text(encoding="utf-8")), timeout=10_000
    )
    assert told.read_text(encoding="utf-8") == "Zoë Doyle|restore|/mnt/é/a b.backup"
