"""A manager's own door: their window, what it can do, and that nobody's name can reach it."""

import re
import shutil
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from youthcase import app
from youthcase.domain.staff import Role
from youthcase.services import training
from youthcase.services.people import Wanted
from youthcase.services.session import Session
from youthcase.services.settings import IDLE_MINUTES
from youthcase.ui.kit import theme
from youthcase.ui.kit.a11y import audit
from youthcase.ui.pages.colleagues_form import LetInForm
from youthcase.ui.pages.unlock import UnlockPage
from youthcase.ui.preferences import Preferences
from youthcase.vault.keys import Kdf

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
GWEN, HERS = "Gwen Parry", "orchard violet kettle saddle"  # invented
OWN = "ribbon cactus meadow thimble"
LEAST_NAME = 3  # shorter words stand in any sentence


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A training vault with a manager, locked; and every word that is about somebody."""
    folder = tmp_path_factory.mktemp("invented") / "vault"
    session = Session(clock=lambda: NOW, kdf=Kdf(memory_kib=19_456, passes=1))
    training.make(folder, session, people=60)
    services = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    services.settings.choose(IDLE_MINUTES, "3")
    services.colleagues.let_in(GWEN, Role.MANAGER, HERS)
    about = set()
    for line in services.people.page(Wanted(order="ref"), offset=0, limit=1000):
        person = services.people.file(line.person).person
        about |= {line.ref, line.name, person.first_name, person.last_name}
        about |= {person.known_as} if person.known_as else set()
        about |= {line.worker_name} if line.worker_name else set()
    services.sitting.lock()
    return session, folder, {word for word in about if len(word) >= LEAST_NAME}


@pytest.fixture
def folder(made_once, tmp_path):
    """A copy of it that is one's own."""
    there = tmp_path / "vault"
    shutil.copytree(made_once[1], there)
    return there


@pytest.fixture
def window(made_once, folder, tmp_path, qtbot):
    own = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
    own.mode = theme.Mode.LIGHT
    made = app.build_window(folder, session=made_once[0], preferences=own)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.end()
    theme.start(theme.Mode.LIGHT, 100)


def unlock(qtbot, window, user, password):
    for name, words in (("user", user), ("password", password)):
        box = window.findChild(QLineEdit, name)
        box.clear()
        qtbot.keyClicks(box, words)
    qtbot.keyClick(window.findChild(QLineEdit, "password"), Qt.Key.Key_Return)


@pytest.fixture
def figures(window, qtbot):
    unlock(qtbot, window, GWEN, HERS)
    qtbot.waitUntil(lambda: window.figures is not None, timeout=10_000)
    return window.figures


def words_on(widget):
    """Everything that is written on it, said of it, or in the models behind its lists."""
    said = []
    for part in (widget, *widget.findChildren(QWidget)):
        said += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, (QLabel, QAbstractButton, QLineEdit)):
            said.append(part.text())
        if isinstance(part, (QAbstractItemView, QComboBox)) and part.model() is not None:
            model = part.model()
            columns = model.columnCount() if isinstance(part, QTableView) else 1
            for row in range(model.rowCount()):
                for at in range(columns):
                    index = model.index(row, at)
                    said.append(str(index.data()))
                    said.append(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
    return "\n".join(said)


def drafted(figures, qtbot):
    make = figures.make
    make.ask.submit.click()
    qtbot.waitUntil(lambda: make.stack.currentWidget() is make.look, timeout=20_000)


def test_a_managers_passphrase_opens_their_window_and_no_room(figures, window):
    assert window.main is None
    assert {f.name for f in figures.services.__dataclass_fields__.values()} == {
        "sitting",
        "releasing",
    }
    assert "Gwen Parry" in words_on(figures.sidebar)
    assert "Manager" in words_on(figures.sidebar)


def test_no_name_and_no_reference_is_on_any_page_of_a_manager(
    figures, window, qtbot, made_once
):
    pages = []

    def collect():
        pages.append(words_on(window))

    collect()
    qtbot.waitUntil(lambda: " of 200 by " in figures.make.ask.progress.words.text())
    drafted(figures, qtbot)
    look = figures.make.look
    collect()
    look.turn_to("figures")
    for at in range(len(look.tables._tables)):
        look.tables._go(str(at))
        collect()
    look.turn_to("paper")
    qtbot.waitUntil(lambda: look.preview.page_count > 1, timeout=20_000)
    collect()
    look._release()
    make = figures.make
    qtbot.waitUntil(lambda: make.stack.currentWidget() is make.done, timeout=20_000)
    collect()
    figures.go("earlier")
    qtbot.waitUntil(lambda: figures.earlier.lines.rowCount() == 1)
    collect()
    figures.earlier.table.opened.emit(figures.earlier.lines.record(0))
    qtbot.waitUntil(lambda: figures.earlier.stack.currentIndex() == 1)
    collect()
    figures.go("check")
    collect()
    figures.go("trace")
    qtbot.waitUntil(lambda: figures.trace.lines.rowCount() == 60, timeout=10_000)
    for row in range(60):
        figures.trace.table.go_to_row(row)
        collect()
    for key in ("own", "settings"):
        figures.go(key)
        collect()
    figures.show_shortcuts()
    collect()
    # The manager's own name stands in the sidebar; a young person may share a part of it.
    everything = "\n".join(pages).replace(GWEN, "")
    words = set(re.findall(r"[\w'-]+", everything))
    for word in made_once[2]:
        parts = re.findall(r"[\w'-]+", word)
        found = word in everything if len(parts) > 1 else word in words
        assert not found, f"“{word}” stands on a page of a manager"
    assert len(everything) > 10_000


def test_a_wrong_passphrase_says_what_it_says_to_everybody(window, qtbot):
    said = []
    for user in (GWEN, "Sam Patel", "Nobody Known"):
        unlock(qtbot, window, user, "not the passphrase at all")
        page = window.centralWidget()
        qtbot.waitUntil(lambda page=page: page.go.isEnabled(), timeout=20_000)
        said.append(page.password.error)
    assert said[0]
    assert len(set(said)) == 1
    assert window.figures is None


def test_a_passphrase_for_one_use_is_changed_before_anything_is_seen(
    window, qtbot, folder, made_once
):
    session = made_once[0]
    sam = session.unlock(folder, "Sam Patel", training.PASSWORDS["Sam Patel"])
    sam.colleagues.let_in("Ivor Lane", Role.MANAGER, HERS, once=True)
    sam.sitting.lock()
    unlock(qtbot, window, "Ivor Lane", HERS)
    qtbot.waitUntil(
        lambda: window.centralWidget().objectName() == "first_passphrase_page", timeout=10_000
    )
    own = window.centralWidget().own
    own.old.set_value("something else entirely here")
    for field in (own.form.password, own.form.again):
        field.set_value(OWN)
    own.submit.click()
    qtbot.waitUntil(lambda: own.old.error is not None, timeout=10_000)
    assert window.figures is None
    own.old.set_value(HERS)
    own.submit.click()
    qtbot.waitUntil(lambda: window.figures is not None, timeout=10_000)
    assert not window.figures.services.sitting.must_change_password
    window.lock()
    unlock(qtbot, window, "Ivor Lane", OWN)
    qtbot.waitUntil(lambda: window.figures is not None, timeout=10_000)


def test_locking_closes_the_figures_and_offers_the_name_again(figures, window, qtbot):
    qtbot.waitUntil(lambda: window.watch is not None)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage))
    assert window.figures is None
    assert window.watch is None
    assert window.findChild(QLineEdit, "user").text() == GWEN
    assert window.findChild(QLineEdit, "password").text() == ""


def test_the_figures_lock_by_themselves_like_the_rooms(figures, window, qtbot):
    qtbot.waitUntil(lambda: window.watch is not None)
    assert window.watch.idle.still.limit == 3 * 60  # as the service has chosen
    window.watch.idle.expired.emit()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage))
    assert window.figures is None


def test_a_manager_changes_their_own_passphrase(figures, window, qtbot):
    figures.go("own")
    own = figures.own
    own.old.set_value(HERS)
    for field in (own.form.password, own.form.again):
        field.set_value(OWN)
    own.submit.click()
    qtbot.waitUntil(lambda: own.old.value() in {None, ""}, timeout=10_000)
    window.lock()
    unlock(qtbot, window, GWEN, OWN)
    qtbot.waitUntil(lambda: window.figures is not None, timeout=10_000)


def test_the_trace_shows_why_a_token_does_not_count(figures, qtbot):
    figures.go("trace")
    trace = figures.trace
    qtbot.waitUntil(lambda: trace.lines.rowCount() == 60, timeout=10_000)
    trace.table.go_to_row(59)
    verdict = trace.table.current_record()
    assert not verdict.counts
    assert "Does not count" in trace.trace.answer.text()
    assert "supervisor" in words_on(trace)
    assert not trace.trace.file.isVisible()


def test_every_page_of_a_manager_has_names_and_fits(figures, window, qtbot):
    for key in ("make", "earlier", "check", "trace", "own", "settings"):
        figures.go(key)
        if key == "own":
            qtbot.waitUntil(lambda: figures.own.form.offered != "")
        qtbot.wait(20)  # words wrap once they know their width
        found = audit(window)
        assert found == [], f"{key}: {found}"
    theme.current().set_percent(200)
    for key in ("make", "earlier", "check", "trace", "own", "settings"):
        figures.go(key)
        hint = figures.minimumSizeHint()
        assert (hint.width() <= 1280, hint.height() <= 720) == (True, True), key


def test_a_supervisor_can_give_the_role_and_reads_what_it_opens(qtbot):
    form = LetInForm()
    qtbot.addWidget(form)
    (offered,) = (r.text() for r in form.role.radios if r.text().startswith("Manager"))
    assert "opens no young person's file" in offered
    form.role.set_value(Role.MANAGER)
    assert form.role.value() is Role.MANAGER
