"""What a supervisor sees and does on the way of a return that leaves."""

import shutil
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QFileDialog, QLabel

from youthcase.domain import periods
from youthcase.errors import NotAllowed
from youthcase.returns.released import INTERNAL, PARTNER, PUBLIC
from youthcase.services import return_changes, return_tokens, training
from youthcase.services.releasing import verify
from youthcase.services.return_progress import SoFar, to_report
from youthcase.services.session import Session
from youthcase.ui.frame import Frame, Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.kit.background import Background
from youthcase.ui.kit.dialogs import ConfirmDialog
from youthcase.ui.pages import release_words
from youthcase.ui.pages.release import ReleasePage
from youthcase.ui.pages.release_save import free_place
from youthcase.vault.keys import Kdf

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
Q2 = periods.parse("2026-27-Q2")
TODAY = NOW.date()


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A training vault of sixty people, locked."""
    folder = tmp_path_factory.mktemp("invented") / "vault"
    session = Session(clock=lambda: NOW, kdf=Kdf(memory_kib=19_456, passes=1))
    training.make(folder, session, people=60)
    return session, folder


@pytest.fixture
def sit(made_once, tmp_path):
    """Sit down at a copy of it that is one's own."""
    session, source = made_once
    folder = tmp_path / "vault"
    shutil.copytree(source, folder)
    opened = []

    def sit(user="Sam Patel"):
        for services in opened:
            services.sitting.lock()
        opened[:] = [session.unlock(folder, user, training.PASSWORDS[user])]
        return opened[0]

    yield sit
    for services in opened:
        services.sitting.lock()


@pytest.fixture
def make_page(qtbot):
    made = []

    def make(services):
        background = Background()
        page = ReleasePage(Frame(services, background))
        qtbot.addWidget(page)
        page.resize(1150, 690)
        page.show()
        page.activateWindow()
        made.append((page, background))
        return page

    yield make
    for page, background in made:
        page.hide()
        background.close()
    theme.start(theme.Mode.LIGHT, 100)


@pytest.fixture
def page(sit, make_page):
    page = make_page(sit())
    page.open(Place(Room.RELEASE))
    return page


@pytest.fixture
def looked(page, qtbot):
    """Ask for a return and wait until it can be looked at."""

    def look(period="2026-27-Q2", audience=PARTNER, as_at=TODAY):
        ask = page.make.ask
        ask.period.set_value(period)
        ask.audience.set_value(audience)
        ask.as_at.set_value(as_at)
        ask.submit.click()
        arrived(page, qtbot)
        return page.make.look

    return look


def arrived(page, qtbot):
    make = page.make
    qtbot.waitUntil(lambda: make.stack.currentWidget() is make.look, timeout=20_000)


def seen(widget):
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


def release(page, qtbot):
    look = page.make.look
    look.turn_to("figures")
    look.approve.click()
    dialog = page.window().findChild(ConfirmDialog)
    dialog.do.click()
    make = page.make
    qtbot.waitUntil(lambda: make.stack.currentWidget() is make.done, timeout=20_000)


def test_the_rule_and_the_checks_come_before_any_figure(looked, page):
    look = looked()
    words = seen(look)
    assert "Counting rule, version 1" in words
    assert "in the record" in words
    assert "(exact)" not in words
    assert not look.approve.isVisible()
    look.on.click()
    assert "(exact)" in seen(look)
    assert look.approve.isVisible()
    assert look.approve.hasFocus()


def test_gaps_are_told_by_worker_and_lead_to_their_list(looked, page):
    looked()
    checks = page.make.look.checks
    count = page.services.returns.headline(Q2, NOW.date()).count
    assert checks.workers.isVisible()
    numbers = [w.text() for w in checks.workers.findChildren(QLabel) if w.text().isdecimal()]
    assert sum(map(int, numbers)) == len(count.warnings)
    gone = []
    page.frame.go.connect(gone.append)
    links = [
        b for b in checks.findChildren(QAbstractButton) if "release_list.gaps" in b.objectName()
    ]
    links[0].click()
    assert gone == [Place(Room.RETURNS, part="gaps")]


def test_a_return_is_approved_released_saved_and_found_again(looked, page, qtbot, tmp_path):
    looked()
    release(page, qtbot)
    done = page.make.done
    assert "number 1" in done.title.text()
    done.save.click()
    dialog = page.window().findChild(QFileDialog, "release_folder_dialog")
    out = tmp_path / "out"
    out.mkdir()
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(lambda: "The files are in" in done.said.words.text())
    folder = out / "return-1-2026-27-Q2-partner"
    assert verify(folder)["audience"] == PARTNER
    assert {f.name for f in folder.iterdir()} == {
        *("return.csv", "return.xlsx", "return.pdf", "manifest.json")
    }

    page.turn_to("earlier")
    earlier = page.earlier
    qtbot.waitUntil(lambda: earlier.lines.rowCount() == 1)
    earlier.table.setFocus()
    QTest.keyClick(earlier.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: earlier.stack.currentIndex() == 1)
    assert not earlier.changes.isVisible()
    earlier.one.saver.ask(earlier.one._released, earlier.one._made)
    page.window().findChild(QFileDialog, "release_folder_dialog").reject()
    earlier.one.saver.save_to(out)
    again = out / "return-1-2026-27-Q2-partner-2"
    qtbot.waitUntil(lambda: "partner-2" in earlier.one.said.words.text())
    assert all((again / f.name).read_bytes() == f.read_bytes() for f in folder.iterdir())
    earlier.one.look.click()
    qtbot.waitUntil(lambda: earlier.one.preview.page_count > 1, timeout=20_000)


def test_the_true_figures_are_looked_at_and_never_released(looked, page, qtbot):
    look = looked(audience=INTERNAL)
    assert look.secret.isVisible()
    look.on.click()
    assert not look.approve.isVisible()
    look.turn_to("paper")
    assert not look.approve.isVisible()
    qtbot.waitUntil(lambda: look.preview.page_count > 1, timeout=20_000)


def test_the_question_before_a_release_can_be_answered_no(looked, page):
    look = looked(audience=PUBLIC)
    look.on.click()
    look.approve.click()
    dialog = page.window().findChild(ConfirmDialog)
    assert "kept for ever" in seen(dialog)
    dialog.reject()
    assert page.services.releasing().earlier() == ()
    look.back.click()
    assert page.make.stack.currentWidget() is page.make.ask


def test_a_restatement_says_which_published_figures_differ(looked, page, qtbot):
    looked(as_at=date(2026, 11, 22))
    release(page, qtbot)
    made = dict(page.make.done._made)
    page.make.done.back.click()
    looked()
    assert "This restates release 1" in seen(page.make.look)
    release(page, qtbot)
    page.turn_to("earlier")
    earlier = page.earlier
    qtbot.waitUntil(lambda: earlier.lines.rowCount() == 2)
    earlier.table.opened.emit(earlier.lines.record(0))
    qtbot.waitUntil(lambda: earlier.stack.currentIndex() == 1)
    words = seen(earlier.changes)
    assert "What differs from release 1" in words
    assert "No published figure differs." in words

    released = page.services.releasing().earlier()[0]
    old = next(ln for ln in made["return.csv"].splitlines() if ln.startswith(b"by_sex,sex,M,"))
    new = b"by_sex,sex,M,,,995,"
    other = {"return.csv": made["return.csv"].replace(old, new)}
    changed = return_changes.between(made, other)
    earlier.changes.show_changes(released, changed)
    qtbot.waitUntil(lambda: "Sex, Sex: Male: " in seen(earlier.changes))
    assert ", now 995" in seen(earlier.changes)


def test_tables_are_added_within_the_rules_or_refused_in_words(page, qtbot):
    page.make.ask.more_link.click()
    more = page.make.ask.more
    more.by.set_value("ward")
    more.cross.set_value("sex")
    more.add.click()
    assert "crossed with nothing" in more.by.error
    more.by.set_value("care_status")
    more.add.click()
    assert more.added == (("care_status", "sex"),)
    page.make.ask.submit.click()
    arrived(page, qtbot)
    combo = page.make.look.findChild(QComboBox, "release_table_combo")
    assert "Care status and sex" in [combo.itemText(at) for at in range(combo.count())]


def test_a_day_to_come_is_refused_at_its_box(page):
    ask = page.make.ask
    ask.as_at.set_value(date(2026, 12, 24))
    ask.submit.click()
    assert "today at the latest" in ask.as_at.error
    assert page.make.stack.currentWidget() is ask


def test_drafting_can_be_stopped_and_leaves_the_questions_as_they_were(page, qtbot):
    page.make.ask.audience.set_value(PUBLIC)
    page.make.ask.submit.click()
    page.make.panel.cancel.click()
    qtbot.waitUntil(lambda: page.make.stack.currentWidget() is page.make.ask, timeout=20_000)
    assert page.make.ask.audience.value() == PUBLIC


def test_every_chart_has_its_sentence_and_its_table(looked, page):
    look = looked()
    look.on.click()
    tables = look.tables
    for at, table in enumerate(tables._tables):
        tables._go(str(at))
        assert tables._card.findChild(object, "release_table").table.rowCount() == len(
            table.lines
        )
        chart = tables._card.findChild(object, "release_chart")
        if chart is not None:
            said = tables._card.findChild(QLabel, "release_sentence")
            assert said.text() == table.sentence
            assert table.sentence in chart.accessibleName()


def test_a_folder_is_checked_in_plain_words(looked, page, qtbot, tmp_path):
    looked()
    release(page, qtbot)
    done = page.make.done
    folder = tmp_path / "out"
    page.services.releasing().save(done._made, folder)
    page.turn_to("check")
    check = page.check
    check.check(folder)
    qtbot.waitUntil(check.good.isVisible)
    assert "Quarter 2 of 2026-27" in seen(check.card)
    file = folder / "return.csv"
    file.write_bytes(file.read_bytes().replace(b",5,", b",10,", 1))
    check.check(folder)
    qtbot.waitUntil(check.bad.isVisible)
    assert "return.csv is not what was released" in check.bad.words.text()
    assert not check.card.isVisible()
    check.check(tmp_path)
    qtbot.waitUntil(lambda: "no released return" in check.bad.words.text())


def test_a_supervisor_finds_whose_token_it_is_and_that_is_written_down(page, qtbot):
    services = page.services
    verdict = services.releasing().trace(Q2, NOW.date()).verdicts[0]
    page.turn_to("token")
    token = page.token
    token.token.set_value(return_tokens.shown(verdict.ref).upper())
    token.go.click()
    qtbot.waitUntil(token.card.isVisible)
    (person,) = token._found
    assert person.first_name in seen(token.card)
    page.frame.set_private(True)
    assert person.first_name not in seen(token.card)
    (line, *_rest) = services.audit_log.about(person.id, limit=5)
    assert "looked who counts" in line.sentence
    page.leave()
    assert not token.card.isVisible()
    page.turn_to("token")
    token.token.set_value("abc")
    token.go.click()
    qtbot.waitUntil(lambda: token.token.error is not None)


def test_a_caseworker_is_refused(sit, make_page):
    page = make_page(sit("Maya Adeyemi"))
    with pytest.raises(NotAllowed):
        page.open(Place(Room.RELEASE))


def test_progress_tells_its_assumption_and_waits_for_enough_days(page, qtbot):
    progress = page.make.ask.progress
    qtbot.waitUntil(lambda: " of 200 by " in progress.words.text())
    assert "This assumes" in progress.pace.text()
    assert progress.short.isVisible()
    year = periods.financial_year_of(NOW.date())
    early = SoFar(year=year, day=date(2026, 4, 20), counted=9, target=200, short=0)
    assert early.at_this_pace is None
    assert "too early" in release_words.projection(early)
    half = SoFar(year=year, day=date(2026, 9, 30), counted=100, target=200, short=0)
    assert half.at_this_pace == round(100 * 365 / 183)


def test_the_quarter_that_ended_last_is_offered_first():
    assert to_report(date(2026, 11, 23))[0].code == "2026-27-Q2"
    assert to_report(date(2026, 4, 2))[0].code == "2025-26-Q4"
    codes = [p.code for p in to_report(date(2026, 11, 23))]
    assert len(codes) == len(set(codes))
    assert "2026-27-Q2-ytd" in codes


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "return-1").mkdir()
    assert free_place(tmp_path, "return-1") == tmp_path / "return-1-2"


def test_every_part_has_names_and_fits_at_twice_the_text(looked, page, qtbot):
    theme.current().set_percent(200)
    assert page.minimumSizeHint().width() <= 1280 - 66
    look = looked()
    assert audit(page) == []
    for part in ("figures", "paper"):
        look.turn_to(part)
        assert audit(page) == []
        assert page.minimumSizeHint().width() <= 1280 - 66
        assert page.minimumSizeHint().height() <= 720
    qtbot.waitUntil(lambda: look.preview.page_count > 1, timeout=20_000)
    look.back.click()
    page.make.ask.more_link.click()
    assert audit(page) == []
    for part in ("earlier", "check", "token"):
        page.turn_to(part)
        assert audit(page) == []
    assert page.findChildren(QDialog) == []
