"""A lock ends the process: nothing shown, nothing lost, nothing left in memory."""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from youthcase import app
from youthcase.errors import Refusal
from youthcase.services.session import Session
from youthcase.ui import locking
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit import theme
from youthcase.ui.pages.contact import ContactDialog
from youthcase.ui.preferences import Preferences

SAMS = "velvet-walnut-harbour-signal"


def refer(services):
    person = replace(
        services.people.blank(), first_name="Amara", last_name="Okonedo", dob=date(2010, 5, 5)
    )
    episode = replace(
        services.episodes.blank(person.id),
        referral_source="2A",
        primary_risk="KNIFE",
        reason="School is worried.",
        lead_worker=services.sitting.staff,
    )
    services.episodes.refer(episode, person)
    return person.id


class Noted(locking.Afterwards):
    """Notes what could be seen and read at each step; a test's process may not end."""

    def __init__(self, *, starts: bool) -> None:
        self.starts = starts
        self.steps = []
        self.window = None
        self.services = None

    def begin(self, folder, handed):
        self.steps.append(("begin", folder, self._seen(), self._is_open(), handed))
        return self.starts

    def end(self):
        self.steps.append(("end", self._seen(), self._is_open()))

    def _seen(self):
        return [w for w in QGuiApplication.topLevelWindows() if w.isVisible()]

    def _is_open(self):
        try:
            self.services.people.tiles()
        except Refusal:
            return False
        return True


@pytest.fixture
def build(town, session, tmp_path, qtbot: QtBot):
    made = []

    def build(afterwards):
        kept = Preferences(QSettings(str(tmp_path / "own.ini"), QSettings.Format.IniFormat))
        kept.mode = theme.Mode.LIGHT
        window = app.build_window(
            town.folder, session=session, preferences=kept, afterwards=afterwards
        )
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        afterwards.services = town.services
        window.enter(town.services)
        return window

    yield build
    for window in made:
        window.end()


def test_it_hides_first_then_starts_the_next_then_shuts_and_ends(build, town, qtbot):
    after = Noted(starts=True)
    window = build(after)
    person = refer(town.services)
    window.main.go(Place(Room.FILE, person))
    window.main.page.record_contact()
    (dialog,) = window.findChildren(ContactDialog)
    qtbot.keyClicks(dialog.form.summary.edit, "Half a sentence")
    window.lock()
    begun, ended = after.steps
    assert begun == ("begin", town.folder, [], True, locking.Handed(user="Sam Patel"))
    assert ended == ("end", [], False)
    draft = town.as_("Sam Patel").drafts.find("contact", person)
    assert draft.content["summary"] == "Half a sentence"


def test_a_lock_screen_that_cannot_be_started_comes_up_in_the_same_process(build, town):
    after = Noted(starts=False)
    window = build(after)
    window.lock()
    assert [step[0] for step in after.steps] == ["begin"]
    assert window.isVisible()
    assert window.findChild(QPushButton, "unlock").isVisible()
    with pytest.raises(Refusal, match="locked"):
        after.services.people.tiles()


def test_a_message_that_stands_over_the_window_goes_with_a_lock_in_the_same_process(
    build, qtbot
):
    window = build(Noted(starts=False))
    window.fault(ValueError, ValueError(), None)
    assert window.findChild(QDialog, "fault").isVisible()
    window.lock()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "fault") is None)
    assert window.isVisible()
    window.fault(ValueError, ValueError(), None)  # the next one is said again
    assert window.findChild(QDialog, "fault").isVisible()
    window.findChild(QDialog, "fault").accept()


def test_hiding_in_a_hurry_tells_the_next_process_to_stay_out_of_sight(build, qtbot):
    after = Noted(starts=True)
    window = build(after)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_H, modifiers)
    assert after.steps[0][-1].quickly_hidden


def test_every_window_is_out_of_sight_within_a_tenth_of_a_second(build, qtbot):
    window = build(Noted(starts=False))
    for _dialog in range(3):
        QDialog(window).show()
    began = time.perf_counter()
    locking.hide_windows()
    assert time.perf_counter() - began < 0.1
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]


def test_a_program_that_is_not_there_cannot_be_started():
    assert not locking.start_lock_screen(["/no/such/program"], locking.Handed())


def test_the_next_process_is_told_the_vault_and_nothing_else(tmp_path, monkeypatch):
    folder = tmp_path / "cases"
    words = locking.lock_screen_command(folder)
    assert words == [sys.executable, "-m", "youthcase", "open", str(folder)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert locking.lock_screen_command(folder) == [sys.executable, "open", str(folder)]


TOLD = """
    import sys
    from youthcase.ui import locking
    open(sys.argv[1], "w", encoding="utf-8").write(locking.handed_over().user)
"""
TELLS = """
    import sys
    from youthcase.ui import locking
    handed = locking.Handed(user="Zoë Doyle")
    assert "Zoë" not in repr(handed)
    assert locking.start_lock_screen([sys.executable, "-c", sys.argv[1], sys.argv[2]], handed)
    locking.end_process()
"""


def test_who_has_locked_is_told_by_a_pipe_and_by_nothing_that_others_can_read(tmp_path):
    said = tmp_path / "said"
    words = [textwrap.dedent(TELLS), textwrap.dedent(TOLD), str(said)]
    subprocess.run([sys.executable, "-c", *words], check=True)
    until(lambda: said.exists() and said.read_text(encoding="utf-8"))
    assert said.read_text(encoding="utf-8") == "Zoë Doyle"


def test_a_program_that_was_started_by_a_person_is_told_nothing():
    assert locking.handed_over() == locking.Handed()


def test_where_the_window_was_is_written_before_the_process_ends(build, tmp_path):
    build(Noted(starts=True)).lock()
    assert "geometry" in (tmp_path / "own.ini").read_text(encoding="utf-8")


# From here on with real processes.

COPIER = """
    import subprocess, sys
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from youthcase.ui import copied

    app = QApplication([])
    board = QGuiApplication.clipboard()
    board.setText(sys.argv[1])
    if sys.argv[1] == "another":  # somebody else copies, and keeps it until told to end
        print("copied", flush=True)
        QTest.qWait(20_000)
    print(board.text(), flush=True)
    copied.forget()
    print(board.text(), flush=True)
    board.setText("a second time")
    other = subprocess.Popen([sys.executable, "-c", sys.argv[2], "another", ""],
                             stdout=subprocess.PIPE)
    other.stdout.readline()
    QTest.qWait(200)
    copied.forget()
    QTest.qWait(50)
    print(board.text(), flush=True)
    other.kill()
    other.communicate()
"""


@pytest.fixture
def display():
    """A screen with a real clipboard; the offscreen one belongs to nobody."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answers:
        yield f":{answers.readline().strip()}"
    server.terminate()
    server.wait(timeout=10)


@pytest.mark.xserver
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
def test_what_was_copied_here_is_forgotten_and_what_others_copied_is_not(display):
    program = textwrap.dedent(COPIER)
    said = subprocess.run(
        [sys.executable, "-c", program, "07700 900111", program],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert said.splitlines() == ["07700 900111", "", "another"]


MARKED = """
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit
    from youthcase.ui import copied

    app = QApplication([])
    copied.Copied(app, kept_ms=300)
    edit = QLineEdit("07700 900111")
    edit.selectAll()
    edit.copy()
    board = app.clipboard()
    print(board.text(), bytes(board.mimeData().data(copied.KDE_HINT).data()).decode())
    QTest.qWait(100)
    print(board.text())
    QTest.qWait(400)
    print(repr(board.text()))
"""


@pytest.mark.xserver
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
def test_what_is_copied_is_marked_as_secret_and_forgotten_after_a_while(display):
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MARKED)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert said.splitlines() == ["07700 900111 secret", "07700 900111", "''"]


MARKER = "brindle-quartz-lantern"
HOLDER = f"""
    import sys, time
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from youthcase import app
    from youthcase.services.session import Session
    from youthcase.ui.frame import Place, Room
    from youthcase.ui.pages.contact import ContactDialog

    folder, person = Path(sys.argv[1]), sys.argv[2]

    def work():
        (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, app.Window)]
        window.enter(Session().unlock(folder, "Sam Patel", sys.stdin.readline().strip()))
        window.main.go(Place(Room.FILE, person))
        window.main.page.record_contact()
        (dialog,) = window.findChildren(ContactDialog)
        QTest.keyClicks(dialog.form.summary.edit, "-".join({MARKER.split("-")!r}))
        dialog.grab()
        print("typed", flush=True)
        sys.stdin.readline()
        window.lock()

    app.dressed_application()
    QTimer.singleShot(200, work)
    app.main(folder)
"""


def processes(folder):
    """The processes whose arguments name that vault, by id, with their arguments."""
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if entry.name.isdigit() and str(folder).encode() in words:
                found[int(entry.name)] = words
    return found


def forms(marker):
    """A word as UTF-8 and UTF-16, or a key as it is and spelled in either case."""
    if isinstance(marker, bytes):
        return [marker, marker.hex().encode(), marker.hex().upper().encode()]
    return [marker.encode(), marker.encode("utf-16-le")]


def copies_in_memory(pid, marker):
    """How often a marker stands in the memory of a process, in any of its forms."""
    wanted = forms(marker)
    count = 0
    spans = [
        line.split()[0].split("-")
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
        if line.split()[1].startswith("r") and "[v" not in line
    ]
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for low, high in spans:
            with suppress(OSError, OverflowError):
                memory.seek(int(low, 16))
                held = memory.read(int(high, 16) - int(low, 16))
                count += sum(held.count(one) for one in wanted)
    return count


def until(claim, seconds=20.0):
    ends = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="reads all memory")
def test_after_a_lock_the_old_process_is_gone_and_the_new_one_knows_no_word(
    town, session, tmp_path
):
    person = refer(town.services)
    held = town.services.people._desk.vault._inside.secrets
    secrets = (held.vault, held.counts, held.witness, held.case_file, held.header)
    keys = [bytes(key[:32]) for key in secrets]
    town.services.sitting.lock()
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
    for name in ("XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        environment.pop(name, None)
    first = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(town.folder), person],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    first.stdin.write(f"{SAMS}\n".encode())
    first.stdin.flush()
    assert first.stdout.readline() == b"typed\n"
    assert copies_in_memory(first.pid, MARKER) > 0  # the controls: they can be found
    assert all(copies_in_memory(first.pid, key) > 0 for key in keys)
    first.stdin.write(b"lock\n")
    first.stdin.flush()
    assert first.wait(timeout=20) == 0
    first.stdout.close()
    first.stdin.close()
    try:
        until(lambda: processes(town.folder))
        (pid,) = processes(town.folder)
        words = processes(town.folder)[pid]
        assert words[1:] == [b"-m", b"youthcase", b"open", str(town.folder).encode(), b""]
        log = next(iter(home.rglob("log.txt")))
        until(lambda: log.read_text(encoding="utf-8").count("started") == 2)
        assert copies_in_memory(pid, MARKER) == 0
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        assert re.search(r"Max core file size +0 +0 ", limits)
        assert copies_in_memory(pid, SAMS) == 0
        assert copies_in_memory(pid, "Okonedo") == 0
        assert not any(copies_in_memory(pid, key) for key in keys)
    finally:
        for pid in processes(town.folder):
            os.kill(pid, signal.SIGKILL)
    kept = Session().unlock(town.folder, "Sam Patel", SAMS)
    try:
        assert kept.drafts.find("contact", person).content["summary"] == MARKER
    finally:
        kept.sitting.lock()
