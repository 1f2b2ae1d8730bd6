"""A lock hides first, tells honestly what became of a draft, and never hangs."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.services.session import Session
from youthcase.ui import copied, locking
from youthcase.ui.drafting import FormKeeper
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.kit.banner import Banner
from youthcase.ui.pages.contact import ContactDialog
from youthcase.ui.preferences import Preferences

SAMS = "velvet-walnut-harbour-signal"


class Noted(locking.Afterwards):
    """Notes what the next process would be told; a test's process may not end."""

    def __init__(self, *, starts: bool) -> None:
        self.starts = starts
        self.handed = []
        self.ended = 0

    def begin(self, _folder, handed):
        self.handed.append(handed)
        return self.starts

    def end(self):
        self.ended += 1


@pytest.fixture
def person(town):
    services = town.services
    who = replace(
        services.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(who.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, who)
    return who.id


@pytest.fixture
def own_settings(tmp_path):
    return tmp_path / "own.ini"


@pytest.fixture
def build(town, session, own_settings, qtbot: QtBot):
    made = []

    def build(afterwards):
        kept = Preferences(QSettings(str(own_settings), QSettings.Format.IniFormat))
        kept.mode = theme.Mode.LIGHT
        window = app.build_window(
            town.folder, session=session, preferences=kept, afterwards=afterwards
        )
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.enter(town.services)
        return window

    yield build
    for window in made:
        window.end()


def write_half(window, person, qtbot):
    window.main.go(Place(Room.FILE, person))
    window.main.page.record_contact()
    (dialog,) = window.findChildren(ContactDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.form.summary.edit.setFocus()
    qtbot.keyClicks(dialog.form.summary.edit, "Half a sentence")
    return dialog


class Holder(threading.Thread):
    """Another thread that writes in the vault until told to stop."""

    def __init__(self, services):
        super().__init__(daemon=True)
        self.vault = services.people._desk.vault
        self.holds, self.stop = threading.Event(), threading.Event()
        self.start()
        assert self.holds.wait(5)

    def run(self):
        with self.vault.write():
            self.holds.set()
            self.stop.wait(30)


def test_nothing_that_writes_in_the_vault_delays_the_hiding(build, town, person, qtbot):
    window = build(Noted(starts=False))
    dialog = write_half(window, person, qtbot)
    holder = Holder(town.services)
    began = time.perf_counter()
    locking.hide_windows()
    took = time.perf_counter() - began
    holder.stop.set()
    holder.join()
    assert took < 0.1
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    keeper = dialog.findChild(FormKeeper)
    assert keeper.is_dirty  # it is kept next, not before
    qtbot.waitUntil(lambda: not keeper.is_dirty)


def test_long_work_is_stopped_so_that_the_draft_gets_into_the_vault(build, town, person, qtbot):
    after = Noted(starts=True)
    window = build(after)
    write_half(window, person, qtbot)
    vault, holds = town.services.people._desk.vault, threading.Event()

    def bring_in(job):
        with vault.write():
            holds.set()
            for step in range(3_000):
                job.at(step, 3_000)
                time.sleep(0.01)

    nothing = {"done": print, "failed": print, "progress": print, "cancelled": print}
    window.background.run_long(window, bring_in, **nothing)
    assert holds.wait(5)
    window.lock()
    assert (after.handed[0].is_kept, after.ended) == (True, 1)
    draft = town.as_("Sam Patel").drafts.find("contact", person)
    assert draft.content["summary"] == "Half a sentence"


def test_a_draft_that_could_not_be_kept_is_told_on_the_lock_screen(
    build, person, qtbot, monkeypatch
):
    monkeypatch.setattr("youthcase.vault.database._WAIT_SECONDS", 0.05)
    window = build(Noted(starts=False))
    write_half(window, person, qtbot)
    holder = Holder(window.main.services)
    stop = threading.Timer(0.5, holder.stop.set)
    stop.start()
    window.lock()
    words = [
        label.text() for label in window.findChild(Banner, "draft_lost").findChildren(QLabel)
    ]
    assert any("could not all be kept" in one for one in words)
    assert window.main is None
    holder.join()


TOLD = """
    import sys
    from youthcase.ui import locking
    handed = locking.handed_over()
    open(sys.argv[1], "w").write(repr((handed.user, handed.is_kept, handed.errand)))
"""
TELLS = """
    import sys
    from youthcase.ui import locking
    handed = locking.Handed(user="Zoe Doyle", is_kept=False, errand=locking.RESCUE)
    assert locking.start_lock_screen([sys.executable, "-c", *sys.argv[1:]], handed)
    locking.end_process()
"""


def test_whether_all_was_kept_is_told_to_the_next_process(tmp_path):
    told = tmp_path / "told"
    words = [textwrap.dedent(TELLS), textwrap.dedent(TOLD), str(told)]
    subprocess.run([sys.executable, "-c", *words], check=True)
    ends = time.monotonic() + 10
    while not told.exists() or not told.read_text():
        assert time.monotonic() < ends
        time.sleep(0.02)
    assert told.read_text() == "('Zoe Doyle', False, 'rescue')"


STRAINED = """
    import os, resource, signal, sys, threading, time
    from pathlib import Path
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest
    from youthcase import app
    from youthcase.services.session import Session
    from youthcase.ui import locking
    from youthcase.ui.frame import Place, Room
    from youthcase.ui.pages.contact import ContactDialog
    from youthcase.ui.preferences import Preferences

    how, folder, person, password = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    locking.LATEST_SECONDS = 2.0

    class Told(locking.Afterwards):
        def begin(self, folder, handed):
            print("kept" if handed.is_kept else "lost", flush=True)
            return True

    kept = Preferences(QSettings(str(folder.parent / "ini"), QSettings.Format.IniFormat))
    app.dressed_application()
    window = app.build_window(folder, preferences=kept, afterwards=Told())
    window.show()
    window.enter(Session().unlock(folder, "Sam Patel", password))
    window.main.go(Place(Room.FILE, person))
    window.main.page.record_contact()
    (dialog,) = window.findChildren(ContactDialog)
    QTest.keyClicks(dialog.form.summary.edit, "Half a sentence")
    if how == "full disk":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (folder / "vault-1.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
    if how == "held for ever":
        vault, holds = window.main.services.people._desk.vault, threading.Event()
        def hold():
            with vault.write():
                holds.set()
                time.sleep(60)
        threading.Thread(target=hold, daemon=True).start()
        holds.wait()
    print("locks", flush=True)
    window.lock()
    print("goes on", flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits a process as Unix does")
@pytest.mark.parametrize(
    ("how", "fate", "seconds"),
    [("as ever", "kept", 2), ("full disk", "lost", 4), ("held for ever", "lost", 6)],
)
def test_the_process_ends_whatever_happens_and_says_what_became_of_the_draft(
    town, person, how, fate, seconds
):
    town.services.sitting.lock()
    words = [how, str(town.folder), person, SAMS]
    started = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(STRAINED), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "HOME": str(town.folder.parent)},
    )
    assert started.stdout.readline() == "locks\n"
    began = time.monotonic()
    assert started.communicate(timeout=30)[0] == f"{fate}\n"
    assert started.returncode == 0
    assert time.monotonic() - began < seconds
    services = Session().unlock(town.folder, "Sam Patel", SAMS)
    try:
        draft = services.drafts.find("contact", person)
        assert bool(draft) == (fate == "kept")
        assert all(finding.is_sound for finding in services.sitting.check())
    finally:
        services.sitting.lock()


def test_after_a_lock_one_is_where_one_was_and_settings_know_nothing_of_it(
    build, town, person, own_settings
):
    window = build(Noted(starts=False))
    window.main.go(Place(Room.FILE, person))
    window.lock()
    assert str(person) not in own_settings.read_text(encoding="utf-8")
    window.enter(town.as_("Sam Patel"))
    assert window.main.place == Place(Room.FILE, person)
    window.close()  # to leave for good is no lock
    window.enter(town.as_("Sam Patel"))
    assert window.main.place == Place(Room.CASELOAD)


def test_a_place_belongs_to_whoever_was_there(build, town, person):
    window = build(Noted(starts=False))
    window.main.go(Place(Room.FILE, person))
    window.lock()
    window.enter(town.as_("Maya Adeyemi"))
    assert window.main.place == Place(Room.CASELOAD)


def test_a_place_that_is_closed_to_one_by_now_is_not_gone_to(build, town, person):
    window = build(Noted(starts=False))
    window.lock()
    services = town.as_("Maya Adeyemi")
    services.drafts.keep_place(("file", str(person), ""), person)
    window.enter(services)
    assert window.main.place == Place(Room.CASELOAD)


def test_the_marks_for_windows_are_those_that_its_history_asks_for():
    assert [name.split('"')[1] for name in copied.WINDOWS_HINTS] == [
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ]
