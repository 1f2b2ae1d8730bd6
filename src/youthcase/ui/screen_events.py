"""When does somebody leave the screen: sleep, the screen lock, another user?

Linux tells it over D-Bus, Windows by messages to a window. The Linux half is tested on buses
of its own; of the Windows half the reading of messages is tested, and its calls are not run
anywhere but on Windows.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Signal, Slot

from youthcase import hardening

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray, QCoreApplication
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

LOGIND = "org.freedesktop.login1"
_MANAGER, _SESSION = f"{LOGIND}.Manager", f"{LOGIND}.Session"
_MANAGER_PATH = "/org/freedesktop/login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
SCREENSAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)

# Source: Microsoft Learn, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_SHOWWINDOW.
WM_SHOWWINDOW, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0018, 0x0218, 0x02B1
_SUSPENDS = 0x0004
_AWAY = frozenset({0x2, 0x4, 0x6, 0x7})  # console or remote disconnect, logoff, lock
_ONLY_THIS_SESSION = 0


class ScreenEvents(QObject):
    """Says when the computer sleeps, its screen is locked or its user changes."""

    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: object = None  # keeps the computer awake until the vault is shut
        self._watcher: QDBusPendingCallWatcher | None = None

    def listen(self, window: int = 0) -> None:
        """Listen to this computer; `window` is the handle that Windows speaks to."""
        if sys.platform == "win32":
            _register(window)
        elif sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  after unlocking

            self.listen_to_system(QDBusConnection.systemBus())
            if _has_session_bus():  # asking without one would start one
                self.listen_to_session(QDBusConnection.sessionBus())

    def listen_to_system(self, bus: QDBusConnection) -> None:
        """Sleep, the lock of this login session, and the change to another user."""
        if not bus.isConnected():
            return
        self._join(bus, LOGIND, _MANAGER, "PrepareForSleep", "sleeps(bool)")
        self._join(bus, LOGIND, _SESSION, "Lock", "locks()")
        self._join(
            bus,
            LOGIND,
            _PROPERTIES,
            "PropertiesChanged",
            "changes(QString,QVariantMap,QStringList)",
        )
        self._delay_sleep(bus)

    def listen_to_session(self, bus: QDBusConnection) -> None:
        """The screen lock of the desktop."""
        if bus.isConnected():
            for name in SCREENSAVERS:
                self._join(bus, "", name, "ActiveChanged", "covers(bool)")

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """The computer is about to sleep, or has woken up."""
        if begins:
            self.left.emit()

    @Slot()
    def locks(self) -> None:
        """The login session is to be locked."""
        self.left.emit()

    @Slot(bool)
    def covers(self, active: bool) -> None:
        """The screen lock has come up, or gone."""
        if active:
            self.left.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def changes(self, interface: str, changed: dict[str, object], _gone: list[str]) -> None:
        """A login session has changed: one that is no longer active has another user now."""
        if interface == _SESSION and (
            changed.get("Active") is False or changed.get("LockedHint") is True
        ):
            self.left.emit()

    def _join(self, bus: QDBusConnection, service: str, kind: str, name: str, to: str) -> None:
        # Any path: the path of a session is not known beforehand, and a lock too many is safe.
        slot = cast("bytes", SLOT(to))  # PySide takes its text; only its stub says bytes
        bus.connect(service, "", kind, name, self, slot)

    def _delay_sleep(self, bus: QDBusConnection) -> None:
        """Ask logind to wait with sleeping until this process has locked, which ends it."""
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415

        call = QDBusMessage.createMethodCall(LOGIND, _MANAGER_PATH, _MANAGER, "Inhibit")
        call.setArguments(["sleep", "Youthcase", "Locks the case files first", "delay"])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._watcher.finished.connect(self._hold)

    def _hold(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        if not watcher.isError() and reply.arguments():
            self._held = reply.arguments()[0]  # closed with the process


class WindowsMessages(QAbstractNativeEventFilter):
    """Reads what Windows says to the program's windows."""

    def __init__(self, events: ScreenEvents | None = None) -> None:
        super().__init__()
        self.events = events

    def nativeEventFilter(  # noqa: N802, D102
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if bytes(kind).startswith(b"windows_"):  # pyright: ignore[reportArgumentType]
            window, what, how = read_message(int(message))
            if what == WM_SHOWWINDOW and how:
                hardening.hide_from_capture(window)
            elif self.events is not None and means_leaving(what, how):
                self.events.left.emit()
        return False, 0


class Message(ctypes.Structure):
    """The beginning of the MSG of Windows."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("what", ctypes.c_uint32),
        ("how", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


def read_message(address: int) -> tuple[int, int, int]:
    """The window, the number and the first parameter of the message at that address."""
    found = Message.from_address(address)
    return int(found.window or 0), int(found.what), int(found.how)


def means_leaving(what: int, how: int) -> bool:
    """Whether a message says that nobody is at the screen any more."""
    if what == WM_POWERBROADCAST:
        return how == _SUSPENDS
    return what == WM_WTSSESSION_CHANGE and how in _AWAY


def watch_windows_messages(app: QCoreApplication) -> WindowsMessages | None:
    """Read the messages of Windows from now on; elsewhere there are none."""
    if sys.platform != "win32":
        return None
    made = WindowsMessages()
    app.installNativeEventFilter(made)
    return made


def _register(window: int) -> None:
    if sys.platform == "win32" and window:
        register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
        register.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        register(window, _ONLY_THIS_SESSION)


def _has_session_bus() -> bool:
    here = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(
        here and (Path(here) / "bus").exists()
    )
