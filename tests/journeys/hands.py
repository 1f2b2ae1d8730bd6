"""How does a person at the keyboard act on the window, and wait for what it shows?

Waits are for conditions; the time in them only says when to give up.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

W = TypeVar("W", bound=QWidget)
_GIVE_UP_AFTER = 30.0
_MOST_TABS = 200
_MOST_LINES = 200


class Strays(QObject):
    """Notes what comes up as a window of its own though it is none.

    A part that is shown before it has its place flashes on the screen and takes the keyboard.
    """

    def __init__(self) -> None:
        app = QApplication.instance()
        assert app is not None
        super().__init__(app)
        self.seen: set[str] = set()
        self.titles: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at every window that is shown or given another title."""
        shown = event.type() == QEvent.Type.Show
        told = shown or event.type() == QEvent.Type.WindowTitleChange
        if told and isinstance(watched, QWidget) and watched.isWindow():
            self.titles.add(watched.windowTitle())
            may = isinstance(watched, (QDialog, QMainWindow)) or _pops_up(watched)
            if shown and not may:
                self.seen.add(_called(watched))
        return False


class Hands:
    """Keys, and a few clicks, given to whatever has the focus; every act is counted."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.acts = 0
        self.strays = Strays()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Let the window work until `condition` holds."""
        end = time.monotonic() + _GIVE_UP_AFTER
        while not condition():
            assert time.monotonic() < end, f"waited in vain: {what}"
            QTest.qWait(2)

    # What is seen

    def root(self) -> QWidget:
        """The dialog in front, or the window."""
        return QApplication.activeModalWidget() or self.window

    def all_named(self, name: str, kind: type[W]) -> list[W]:
        """Every visible widget of that name in front."""
        return [w for w in self.root().findChildren(kind, name) if w.isVisible()]

    def shows(self, name: str) -> bool:
        """Whether something of that name is in front."""
        return self.root().objectName() == name or bool(self.all_named(name, QWidget))

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        """The one visible widget of that name; waits for it."""
        self.until(lambda: self.all_named(name, kind), f"something called {name}")
        found = self.all_named(name, kind)
        # A page may name a button as the frame around it does: the page is meant.
        inner = [w for w in found if not _is_in_sidebar(w)] or found
        assert len(inner) == 1, f"{len(inner)} widgets called {name}"
        return inner[0]

    def words(self) -> str:
        """Everything that is written in front, a label, button or line of a list each."""
        said: list[str] = []
        for widget in self.root().findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, (QLabel, QAbstractButton)):
                said += [widget.text(), widget.accessibleName()]
            elif isinstance(widget, QAbstractItemView):
                said += lines_of(widget)
        return "\n".join(part for part in said if part)

    def see(self, *wanted: str) -> None:
        """Wait until all these words stand on the screen."""
        for words in wanted:
            self.until(lambda words=words: words in self.words(), f"the words “{words}”")

    # What is done

    def press(self, keys: str) -> None:
        """Press one chord, such as Ctrl+N, wherever the keyboard is."""
        self.acts += 1
        self._press(keys)

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        self.acts += 1
        target = self._focus()
        QTest.keyClicks(target, words)

    def reach(self, name: str, kind: type[W] = QWidget) -> W:
        """Go there by Tab alone, as somebody without a mouse does."""
        wanted = self.find(name, kind)
        seen: list[str] = []
        for _step in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and _is_at(focus, wanted):
                return wanted
            seen.append(_called(focus))
            self._press("Tab")
        message = f"Tab does not reach {name}; it went {' > '.join(seen[:60])}"
        raise AssertionError(message)

    def go_to(self, name: str, kind: type[W] = QWidget) -> W:
        """Reach something by keyboard: one act, as for a person who goes there."""
        self.acts += 1
        return self.reach(name, kind)

    def push(self, name: str) -> None:
        """Press a button by keyboard."""
        wanted = self.find(name, QAbstractButton)
        self.until(wanted.isEnabled, f"that {name} can be pressed")
        self.go_to(name, QAbstractButton)
        self._press("Space")

    def click(self, name: str) -> None:
        """Press something with the mouse."""
        self.acts += 1
        widget = self.find(name)
        _bring_into_sight(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def fill(self, name: str, words: str) -> None:
        """Go to a box by keyboard and write in it, instead of what stood there."""
        box = self.reach(name)
        if isinstance(box, (QLineEdit, QPlainTextEdit)):
            box.selectAll()
        self.type(words)

    def choose(self, name: str, words: str) -> None:
        """Choose an answer of a drop-down by its words, with the arrow keys."""
        self.acts += 1
        combo = self.reach(name, QComboBox)
        offered = [combo.itemText(at) for at in range(combo.count())]
        assert words in offered, f"{name} offers {offered}"
        steps = offered.index(words) - max(0, combo.currentIndex())
        for _step in range(abs(steps)):
            self._press("Down" if steps > 0 else "Up")
        assert combo.currentText() == words

    def pick(self, name: str, words: str) -> None:
        """Choose one of several answers in sight by its words, with the arrow keys."""
        self.acts += 1
        holder = self.find(name)
        radios = [r for r in holder.findChildren(QRadioButton) if r.text() == words]
        offered = [r.text() for r in holder.findChildren(QRadioButton)]
        assert len(radios) == 1, f"{name} offers {offered}"
        self._reach_group(holder)
        for _step in range(len(holder.findChildren(QRadioButton)) + 1):
            if radios[0].hasFocus():
                break
            self._press("Down")
        if not radios[0].isChecked():
            self._press("Space")
        assert radios[0].isChecked(), f"the keys do not choose “{words}”"

    def open_row(self, name: str, words: str) -> None:
        """Go to the line of a list that begins with these words, and press Enter."""
        self.acts += 1
        view = self.reach(name, QListView)
        model = view.model()
        said = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
        at = next((n for n, line in enumerate(said) if words in line), None)
        assert at is not None, f"{name} shows {said}"
        self._press("Home")
        for _step in range(at - view.currentIndex().row()):
            self._press("Down")
        self._press("Return")

    def _reach_group(self, holder: QWidget) -> None:
        for _step in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if isinstance(focus, QRadioButton) and focus.parentWidget() is holder:
                return
            self._press("Tab")
        message = f"Tab does not reach the answers of {holder.objectName()}"
        raise AssertionError(message)

    def _press(self, keys: str) -> None:
        QTest.keySequence(self._focus(), QKeySequence(keys))
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        """What has the keyboard; the window or dialog comes to the front first."""
        self.until(self._is_in_front, "the window to be in front")
        return QApplication.focusWidget() or self.root()

    def _is_in_front(self) -> bool:
        root = self.root()  # asked again each time: a dialog may just be closing
        if not root.isActiveWindow():
            if QGuiApplication.focusWindow() is root.windowHandle():
                _look_away()
            root.activateWindow()
        return root.isActiveWindow()


def lines_of(view: QAbstractItemView) -> list[str]:
    """What the first lines of a list or table say to somebody who hears them."""
    model = view.model()
    first = [model.index(at, 0) for at in range(min(model.rowCount(), _MOST_LINES))]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    return [str(index.data(spoken) or index.data() or "") for index in first]


def _look_away() -> None:
    """Give the keyboard to another window for a moment.

    Offscreen, a window that was hidden and is shown again keeps the focus for the platform,
    but is not active for its widgets, and would not become so.
    """
    other = QWindow()
    other.show()
    other.requestActivate()
    QApplication.processEvents()
    other.destroy()


def _pops_up(widget: QWidget) -> bool:
    """Whether it is a menu, a drop-down's list or a tooltip."""
    kinds = Qt.WindowType
    return widget.windowType() in {kinds.Popup, kinds.ToolTip, kinds.Tool, kinds.SplashScreen}


def _is_at(focus: QWidget, wanted: QWidget) -> bool:
    return focus is wanted or wanted.isAncestorOf(focus) or wanted.focusProxy() is focus


def _is_in_sidebar(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        if above.objectName() == "sidebar":
            return True
        above = above.parentWidget()
    return False


def _called(widget: QWidget | None) -> str:
    return widget.objectName() or type(widget).__name__ if widget else "nowhere"


def _bring_into_sight(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()
    QTest.qWait(0)
    middle = widget.mapTo(widget.window(), QPoint(widget.width() // 2, widget.height() // 2))
    assert widget.window().rect().contains(middle), "it lies outside the window"
