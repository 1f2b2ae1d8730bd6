"""Sleep, a locked screen and another user are heard: on a bus of our own, as messages."""

import ctypes
import shutil
import subprocess

import pytest
from PySide6.QtCore import ClassInfo, QByteArray, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from youthcase.ui.screen_events import (
    LOGIND,
    WM_POWERBROADCAST,
    WM_SHOWWINDOW,
    WM_WTSSESSION_CHANGE,
    Message,
    ScreenEvents,
    WindowsMessages,
    means_leaving,
    read_message,
)

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
MANAGER = "/org/freedesktop/login1"
SESSION = f"{MANAGER}/session/_32"


class Bus:
    """A bus with two ends: the program listens at one, the computer speaks at the other."""

    def __init__(self) -> None:
        self.daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
        )
        self.address = self.daemon.stdout.readline().decode().strip()
        self.here = QDBusConnection.connectToBus(self.address, "here")
        self.computer = QDBusConnection.connectToBus(self.address, "computer")

    def say(self, path, interface, name, *values):
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self.computer.send(message)

    def close(self) -> None:
        QDBusConnection.disconnectFromBus("here")
        QDBusConnection.disconnectFromBus("computer")
        self.daemon.terminate()
        self.daemon.communicate(timeout=10)


@ClassInfo({"D-Bus Interface": f"{LOGIND}.Manager"})
class Manager(QObject):
    """The one call to logind that the program makes."""

    asked = Signal(str, str)

    @Slot(str, str, str, str, result=str)
    def Inhibit(self, what, who, _why, how):  # noqa: N802  as logind calls it
        self.asked.emit(what, how)
        return "held"


@pytest.fixture
def bus(qapp):
    made = Bus()
    yield made
    made.close()


@pytest.fixture
def events(qapp):
    parent = QObject()
    made = ScreenEvents(parent)
    made.parent_kept = parent
    return made


@pytest.fixture
def logind(bus):
    assert bus.computer.registerService(LOGIND)
    manager = Manager()
    bus.computer.registerObject(MANAGER, manager, QDBusConnection.RegisterOption.ExportAllSlots)
    return manager


@needs_bus
@pytest.mark.parametrize(
    ("path", "interface", "name", "values"),
    [
        (MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", (True,)),
        (SESSION, f"{LOGIND}.Session", "Lock", ()),
        (
            SESSION,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            (f"{LOGIND}.Session", {"Active": False}, ["Idle"]),
        ),
    ],
    ids=["sleep", "lock", "another user"],
)
def test_what_logind_says_is_heard(bus, logind, events, qtbot, path, interface, name, values):
    events.listen_to_system(bus.here)
    with qtbot.waitSignal(events.left, timeout=5000):
        bus.say(path, interface, name, *values)


@needs_bus
def test_waking_up_and_becoming_active_again_lock_nothing(bus, logind, events, qtbot):
    events.listen_to_system(bus.here)
    heard = []
    events.left.connect(lambda: heard.append("left"))
    bus.say(MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", False)
    properties = "org.freedesktop.DBus.Properties"
    changed = (f"{LOGIND}.Session", {"Active": True}, ["Idle"])
    bus.say(SESSION, properties, "PropertiesChanged", *changed)
    bus.say(SESSION, properties, "PropertiesChanged", "org.other", {"Active": False}, ["Idle"])
    bus.say(SESSION, f"{LOGIND}.Session", "Lock")  # comes last, so the others came before
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["left"]


@needs_bus
def test_sleep_waits_until_the_vault_is_shut(bus, logind, events, qtbot):
    with qtbot.waitSignal(logind.asked, timeout=5000) as asked:
        events.listen_to_system(bus.here)
    assert asked.args == ["sleep", "delay"]
    qtbot.waitUntil(lambda: events._held is not None)


@needs_bus
@pytest.mark.parametrize("desktop", ["freedesktop", "gnome"])
def test_the_screen_lock_of_the_desktop_is_heard(bus, events, qtbot, desktop):
    name = f"org.{desktop}.ScreenSaver"
    events.listen_to_session(bus.here)
    with qtbot.assertNotEmitted(events.left, wait=50):
        bus.say("/org/anywhere", name, "ActiveChanged", False)
    with qtbot.waitSignal(events.left, timeout=5000):
        bus.say("/org/anywhere", name, "ActiveChanged", True)


def test_a_computer_without_a_bus_is_no_reason_to_fail(events):
    nowhere = QDBusConnection("nowhere")
    events.listen_to_system(nowhere)
    events.listen_to_session(nowhere)


@pytest.mark.parametrize(
    ("what", "how", "expected"),
    [
        (WM_POWERBROADCAST, 4, True),  # PBT_APMSUSPEND
        (WM_POWERBROADCAST, 7, False),  # PBT_APMRESUMESUSPEND
        (WM_POWERBROADCAST, 10, False),  # PBT_APMPOWERSTATUSCHANGE
        (WM_WTSSESSION_CHANGE, 7, True),  # WTS_SESSION_LOCK
        (WM_WTSSESSION_CHANGE, 2, True),  # WTS_CONSOLE_DISCONNECT: another user
        (WM_WTSSESSION_CHANGE, 4, True),  # WTS_REMOTE_DISCONNECT
        (WM_WTSSESSION_CHANGE, 8, False),  # WTS_SESSION_UNLOCK
        (WM_SHOWWINDOW, 7, False),
    ],
)
def test_the_messages_of_windows_are_understood(what, how, expected):
    assert means_leaving(what, how) is expected


def test_a_message_of_windows_is_read_from_its_address():
    message = Message(0x1234, WM_POWERBROADCAST, 4, 0)
    assert read_message(ctypes.addressof(message)) == (0x1234, WM_POWERBROADCAST, 4)


def test_a_message_that_says_somebody_left_is_passed_on(events, qtbot):
    reader = WindowsMessages(events)
    message = Message(1, WM_WTSSESSION_CHANGE, 7, 0)
    with qtbot.waitSignal(events.left):
        kind = QByteArray(b"windows_generic_MSG")
        assert reader.nativeEventFilter(kind, ctypes.addressof(message)) == (False, 0)
    with qtbot.assertNotEmitted(events.left, wait=0):
        reader.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), ctypes.addressof(message))
