"""How is the house put together and its front door opened?"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from youthcase import __version__, hardening, logs
from youthcase.errors import Damaged
from youthcase.i18n import _
from youthcase.services import trainees
from youthcase.ui import copied, locking
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.background import Background
from youthcase.ui.pages.unlock import UnlockPage
from youthcase.ui.preferences import Preferences
from youthcase.ui.screen_events import watch_windows_messages
from youthcase.ui.sweep import Sweeper

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtGui import QCloseEvent

    from youthcase.errors import Refusal
    from youthcase.services.house import Services
    from youthcase.services.managing import ManagersServices
    from youthcase.services.session import Session
    from youthcase.ui.auto_lock import AutoLock
    from youthcase.ui.figures_window import FiguresWindow
    from youthcase.ui.locking import Afterwards
    from youthcase.ui.main_window import MainWindow
    from youthcase.ui.screen_events import WindowsMessages

_FIRST_SIZE = (1366, 720)
_SMALLEST = (640, 400)
_BACKUP_AFTER_MS = 2_000  # once the caseload is painted and the first look at it taken


def main(vault: Path | None = None, *, trainee: str = "") -> int:
    """Open the window on `vault`, the last one, or the page of the first start.

    `trainee` is a user of a training vault who is signed in at once.
    """
    hardening.harden()
    app = dressed_application()
    messages = watch_windows_messages(app)
    logs.keep_in(log_file())
    sweeper = Sweeper(app)
    copied.Copied(app)
    before = locking.handed_over()
    window = build_window(
        vault, trainee=trainee, user=before.user, afterwards=locking.Afterwards()
    )
    window.go_on(before)
    window.messages = messages
    sys.excepthook = window.fault
    if before.quickly_hidden:
        window.showMinimized()
    else:
        window.show()
    logs.event(logs.Event.STARTED)
    try:
        return app.exec()
    finally:
        window.end()
        sys.excepthook = sys.__excepthook__
        sweeper.stop()


def dressed_application() -> QApplication:
    """The application with its names; its clothes come with the preferences."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName("Youthcase")
    app.setApplicationName("Youthcase")
    app.setApplicationDisplayName("Youthcase")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("youthcase")
    # Qt's own file dialogs would keep the folders that somebody visited, names and all.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    return app


def log_file() -> Path:
    """Where the log of this computer's user stands."""
    places = QStandardPaths.StandardLocation
    state = Path(QStandardPaths.writableLocation(places.GenericStateLocation))
    return state / "Youthcase" / "log.txt"


def build_window(
    vault: Path | None = None,
    *,
    session: Session | None = None,
    preferences: Preferences | None = None,
    trainee: str = "",
    user: str = "",
    afterwards: Afterwards | None = None,
) -> Window:
    """The window with the lock screen of `vault`, or with the page of the first start.

    `user` is who has just locked it. `afterwards` ends the process after a lock; without it
    the same window goes on.
    """
    preferences = preferences or Preferences()
    theme.start(preferences.mode, preferences.percent_or(theme.system_text_percent()))
    window = Window(preferences, session, afterwards)
    if (folder := vault or preferences.last_vault) is not None:
        window.show_lock(folder, user)
        window.sign_in(trainee)
    else:
        window.show_first_run()
    return window


@runtime_checkable
class Leaving(Protocol):
    """What holds a vault open, or something unfinished."""

    def leave(self) -> None:
        """Keep it or close it."""


class Window(QMainWindow):
    """The one window: the lock screen, or the rooms behind it, never both."""

    def __init__(
        self,
        preferences: Preferences,
        session: Session | None = None,
        afterwards: Afterwards | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Youthcase")
        self.setWindowIcon(QIcon(icons.pixmap("folder-heart", "#0E5A60", 64)))
        self.setMinimumSize(*_SMALLEST)
        self.background = Background(self)
        self.preferences = preferences
        self.messages: WindowsMessages | None = None
        self.watch: AutoLock | None = None  # while the vault is open
        self._session_kept = session
        self._afterwards = afterwards
        self._vault: Path | None = None
        self._fault_shown = False
        self._is_over = False
        self._was_torn = False  # one of the two key files, before the last unlock
        self.main: MainWindow | None = None  # the rooms, while the vault is open
        self.figures: FiguresWindow | None = None  # a manager's pages, instead of the rooms
        theme.current().changed.connect(self._remember_dress)
        self.resize(*_FIRST_SIZE)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(preferences.geometry)

    def session(self) -> Session:
        """The front door of the vault; imported when somebody first knocks."""
        if self._session_kept is None:
            from youthcase.services.session import Session  # noqa: PLC0415  cryptography loads behind the lock screen

            self._session_kept = Session()
        return self._session_kept

    def show_lock(self, folder: Path, user: str = "") -> None:
        """Show the lock screen of a vault; `user` is who has just locked it."""
        self._vault = folder
        page = UnlockPage(folder, self.session, self.background, user=user)
        page.unlocked.connect(self.enter)
        page.another.connect(self.show_first_run)
        page.restore_wanted.connect(self.show_restore)
        page.harmed.connect(self.show_damage)
        page.recovery_wanted.connect(self.show_recovery)
        self._put(page)
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._get_ready)

    def show_recovery(self) -> None:
        """Let a supervisor in again by the printed recovery code."""
        from youthcase.ui.pages.recovery import RecoveryPage  # noqa: PLC0415  seldom needed

        if self._vault is not None:
            page = RecoveryPage(self._vault, self.session, self.background)
            page.opened.connect(self._watch)
            page.entered.connect(self.enter)
            page.left.connect(self._leave_door)
            self._put(page)
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_restore(self, file: Path | None = None, user: str = "") -> None:
        """Show the way from a backup back to a vault."""
        from youthcase.ui.pages.restore import RestorePage  # noqa: PLC0415  seldom needed

        page = RestorePage(self.background, vault=self._vault, file=file, user=user)
        page.left.connect(self._begin)
        page.finished.connect(self.show_lock)
        self._put(page)
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rescue(self, user: str = "") -> None:
        """Show the way from a harmed vault to what can still be read of it."""
        from youthcase.ui.pages.restore import RescuePage  # noqa: PLC0415  seldom needed

        if self._vault is not None:
            page = RescuePage(self.background, self._vault, user=user)
            page.left.connect(self._begin)
            page.finished.connect(self.show_lock)
            self._put(page)
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_damage(self, said: Refusal) -> None:
        """Say what is wrong with a vault that does not open, and what to do."""
        from youthcase.ui.pages.damage import DamageDoor  # noqa: PLC0415  seldom needed

        if self._vault is not None:
            page = DamageDoor(self._vault, said)
            page.restore_wanted.connect(self.show_restore)
            page.rescue_wanted.connect(self.show_rescue)
            page.again_wanted.connect(self._begin)
            self._put(page)
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, handed: locking.Handed) -> None:
        """Say and do what is left from before the lock."""
        page = self.centralWidget()
        if not handed.is_kept and isinstance(page, UnlockPage):
            page.tell_lost()
        if handed.errand == locking.RESTORE:
            self.show_restore(Path(handed.file) if handed.file else None, handed.user)
        elif handed.errand == locking.RESCUE:
            self.show_rescue(handed.user)

    def _begin(self) -> None:
        """The lock screen, or without a vault the page of the first start."""
        if self._vault is not None:
            self.show_lock(self._vault)
        else:
            self.show_first_run()

    def show_first_run(self) -> None:
        """Show the three ways to begin."""
        from youthcase.ui.pages.first_run import FirstRunPage  # noqa: PLC0415  seldom needed

        page = FirstRunPage(self.session, self.background)
        page.chose.connect(self.show_lock)
        page.created.connect(self._remember)
        page.made.connect(self._enter_new)
        page.restore_wanted.connect(self._restore_first)
        self._put(page)
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._get_ready)

    def sign_in(self, trainee: str) -> None:
        """Unlock a training vault as one of its users; nobody's name does nothing."""
        page = self.centralWidget()
        for user in trainees.read(self._vault) if self._vault else ():
            if user.name == trainee and isinstance(page, UnlockPage):
                page.sign_in(user)

    def enter(self, services: Services | ManagersServices) -> None:
        """Open the rooms to somebody who has unlocked the vault with a secret of their own."""
        from youthcase.services.managing import ManagersServices  # noqa: PLC0415  loaded to unlock

        if isinstance(services, ManagersServices):
            self._enter_figures(services)
            return
        if services.colleagues.must_change_password:
            self._ask_passphrase(services)
            return
        from youthcase.ui.main_window import MainWindow  # noqa: PLC0415  only after unlocking

        if self._vault is not None:
            self.preferences.last_vault = self._vault
        main = MainWindow(services, self.background)
        main.lock_wanted.connect(self.lock)
        main.hide_wanted.connect(self.hide_and_lock)
        main.frame.restore_wanted.connect(self._lock_to_restore)
        main.frame.rescue_wanted.connect(self._lock_to_rescue)
        self._put(main)
        self.main = main
        main.arrive()
        QTimer.singleShot(0, main, self._watch)
        if self._was_torn:
            main.keeper.tell(_torn())
        QTimer.singleShot(_BACKUP_AFTER_MS, main, main.keeper.begin)

    def _enter_figures(self, services: ManagersServices) -> None:
        """Open a manager's pages, which no case file can reach."""
        if services.sitting.must_change_password:
            from youthcase.ui.pages.figures_passphrase import FirstFiguresPassphrase  # noqa: PLC0415  seldom needed

            page = FirstFiguresPassphrase(services, self.background)
            page.chosen.connect(self.enter)
            page.left.connect(self.lock)
            self._put(page)
            page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, page, self._watch)
            return
        from youthcase.ui.figures_window import FiguresWindow  # noqa: PLC0415  only after unlocking

        if self._vault is not None:
            self.preferences.last_vault = self._vault
        self.figures = FiguresWindow(services, self.background)
        self.figures.lock_wanted.connect(self.lock)
        self.figures.hide_wanted.connect(self.hide_and_lock)
        self._put(self.figures)
        self.figures.arrive()
        QTimer.singleShot(0, self.figures, self._watch)

    def _ask_passphrase(self, services: Services) -> None:
        """Nothing is shown before they have a passphrase that nobody else knows."""
        from youthcase.ui.pages.passphrase_first import FirstPassphrasePage  # noqa: PLC0415  seldom needed

        page = FirstPassphrasePage(services, self.background)
        page.chosen.connect(self.enter)
        page.left.connect(self.lock)
        self._put(page)
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, page, self._watch)

    def _leave_door(self) -> None:
        """Back to the lock screen; with a new process if the vault was open."""
        if self.watch is not None:
            self.lock()
        else:
            self._begin()

    def lock(self) -> None:
        """Keep what is unfinished, close the vault, and show the lock screen."""
        self._lock(quickly_hidden=False)

    def hide_and_lock(self) -> None:
        """Lock, and leave the lock screen out of sight, too."""
        self._lock(quickly_hidden=True)

    def _lock_to_restore(self, file: Path | None) -> None:
        """Lock, then show the way from this backup, or from one to choose, to a vault."""
        self._lock(errand=locking.RESTORE, file=str(file or ""))

    def _lock_to_rescue(self) -> None:
        self._lock(errand=locking.RESCUE)

    def _restore_first(self) -> None:
        """Restore on a computer that has no vault yet."""
        self._vault = None
        self.show_restore()

    def _lock(self, *, quickly_hidden: bool = False, errand: str = "", file: str = "") -> None:
        was_shown = self.isVisible()
        locking.hide_windows()
        handed = locking.Handed(
            user=self._signed_in(),
            quickly_hidden=quickly_hidden,
            errand=errand,
            file=file,
        )
        from youthcase.ui.drafting import is_all_kept  # noqa: PLC0415  after unlocking

        ending = self._ending(handed)
        self._stop_watching()
        self.background.stop_all()  # an import would keep drafts out of the vault
        is_begun, is_kept = False, False
        try:
            self._keep()
            is_kept = is_all_kept(self)
            if is_kept and self.main is not None:
                self.main.keep_place()
        except Exception as error:
            logs.fault(error)  # this process may end before anybody else hears of it
            raise
        finally:  # whatever a page could not keep, nobody stays signed in
            is_begun = ending is not None and ending.begin(is_kept=is_kept)
            try:
                self._shut()
            finally:
                copied.forget()
                if ending is not None and is_begun:
                    ending.end()
                self._lock_here(replace(handed, is_kept=is_kept), shown=was_shown)

    def _signed_in(self) -> str:
        """Who sits here, to be offered again on the lock screen."""
        shown = self.main or self.figures
        return shown.services.sitting.name if shown is not None else ""

    def _ending(self, handed: locking.Handed) -> locking.Ending | None:
        """The way to the next process, if the vault is open and this is the real program."""
        was_open = (self.main or self.figures or self.watch) is not None
        if not was_open or self._vault is None or self._afterwards is None:
            return None
        return locking.Ending(self._afterwards, self._vault, handed)

    def _lock_here(self, handed: locking.Handed, *, shown: bool) -> None:
        """The lock screen in this process, as well as it can be had."""
        if self._vault is not None:
            self.show_lock(self._vault, handed.user)
            self.go_on(handed)
        else:
            self.show_first_run()
        if handed.quickly_hidden:
            self.showMinimized()
        elif shown:
            self.show()
            self.activateWindow()
        # Only now: a program whose last window is closed would end itself.
        for dialog in self.findChildren(
            QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            dialog.reject()

    def end(self) -> None:
        """Close the vault and the worker; called before the program ends."""
        self._is_over = True
        self._close_vault()
        self.background.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102
        self._close_vault()
        super().closeEvent(event)

    def fault(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write down where something went wrong, and say so once and calmly."""
        logs.fault(error.with_traceback(trace))
        if issubclass(kind, KeyboardInterrupt):
            self.close()
            return
        if isinstance(error, Damaged) and self.main is not None:
            self.main.show_harm()  # met where nothing could answer it, such as in a paint
            return
        if not self._fault_shown:
            from youthcase.ui.fault import FaultDialog  # noqa: PLC0415  seldom needed

            self._fault_shown = True
            dialog = FaultDialog(self)
            dialog.finished.connect(self._fault_seen)
            dialog.open()

    def _fault_seen(self) -> None:
        self._fault_shown = False

    def _enter_new(self, folder: Path, services: Services) -> None:
        self._vault = folder
        self.enter(services)

    def _remember_dress(self) -> None:
        """Keep the appearance and text size that somebody has just chosen."""
        worn, kept = theme.current(), self.preferences
        if worn.mode is not kept.mode:
            kept.mode = worn.mode
        if worn.percent != kept.percent_or(theme.system_text_percent()):
            kept.text_percent = worn.percent

    def _remember(self, folder: Path) -> None:
        self.preferences.last_vault = folder

    def _close_vault(self) -> None:
        """What is shown keeps what is unfinished, then the vault shuts."""
        self._stop_watching()
        try:
            self._keep()
        finally:
            self._shut()

    def _keep(self) -> None:
        """Let what is shown keep what is unfinished, and this computer where it stood."""
        if not self.geometry().isEmpty() and self.testAttribute(
            Qt.WidgetAttribute.WA_WState_Created
        ):
            self.preferences.geometry = self.saveGeometry()
        self.preferences.write()
        shown = self.centralWidget()
        if isinstance(shown, Leaving):
            shown.leave()

    def _shut(self) -> None:
        """Close the vault and take away what is shown of it."""
        main, self.main = self.main, None
        figures, self.figures = self.figures, None
        try:
            if main is not None:
                main.keeper.stop()
                main.services.sitting.lock()
                logs.event(logs.Event.LOCKED)
            if figures is not None:
                figures.services.sitting.lock()
                logs.event(logs.Event.LOCKED)
        finally:
            shown = self.takeCentralWidget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()

    def _watch(self) -> None:
        """Lock by itself from now on."""
        from youthcase.ui.auto_lock import AutoLock  # noqa: PLC0415  after unlocking

        self._stop_watching()
        frame = self.main.frame if self.main is not None else None
        if self.figures is None:
            self.watch = AutoLock(self, frame, self.messages)
        else:
            minutes = self.figures.services.sitting.idle_minutes
            self.watch = AutoLock(self, None, self.messages, minutes)
        self.watch.lock.connect(self.lock)
        self.watch.hide.connect(self.hide_and_lock)

    def _stop_watching(self) -> None:
        watch, self.watch = self.watch, None
        if watch is not None:
            watch.stop()

    def _put(self, page: QWidget) -> None:
        before = self.takeCentralWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setCentralWidget(page)
        page.show()  # at once, so that it can take the keyboard

    def _get_ready(self) -> None:
        """Fetch what unlocking needs while the person types."""
        if self._is_over:
            return
        self._was_torn = False
        self.background.run(self, self._look_at_keys, done=self._keys_seen, failed=_nothing)

    def _look_at_keys(self) -> bool:
        """Whether one of the two key files is harmed; unlocking writes both anew."""
        self.session()
        from youthcase.services import restoring  # noqa: PLC0415  loaded with the session

        return self._vault is not None and restoring.is_torn(self._vault)

    def _keys_seen(self, was_torn: object) -> None:
        self._was_torn = bool(was_torn)


def _torn() -> str:
    return _(
        "One of the two copies of the key file was harmed. The other one was whole, and both "
        "have been written anew. Nothing is lost."
    )


def _nothing(_answer: object) -> None:
    """Getting ready has no answer worth showing."""
