"""How does a manager who has opened the figures get from page to page?

This window is built from `ManagersServices` alone: no case file is within its reach, so no
name of a young person can come onto it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.codes import code_list
from youthcase.i18n import _
from youthcase.ui.commands import Command, ShortcutSheet, bind
from youthcase.ui.figures_sidebar import FiguresSidebar
from youthcase.ui.kit import theme
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import TrainingBand
from youthcase.ui.kit.focus import Regions
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.nav import NavItem
from youthcase.ui.kit.reflow import PageHeader
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.toast import toast
from youthcase.ui.kit.tokens import MEASURE_WIDTH
from youthcase.ui.main_window import HIDE_KEYS, LOCK_KEYS
from youthcase.ui.pages.figures_passphrase import OwnPassphrase
from youthcase.ui.pages.figures_trace import TraceView
from youthcase.ui.pages.release_check import CheckView
from youthcase.ui.pages.release_desk import ReleaseDesk
from youthcase.ui.pages.release_earlier import EarlierView
from youthcase.ui.pages.release_make import MakeView
from youthcase.ui.pages.release_stack import Steps
from youthcase.ui.pages.settings_parts import Appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from youthcase.services.managing import ManagersServices
    from youthcase.services.releasing import Releasing
    from youthcase.ui.kit.background import Background

MAKE, EARLIER, CHECK, TRACE, OWN = "make", "earlier", "check", "trace", "own"
SETTINGS = "settings"
_WIDE = 1000  # below, at 100 % text, the sidebar shows only icons
_ITEMS = (
    (MAKE, "send", _("Make a return")),
    (EARLIER, "history", _("Earlier releases")),
    (CHECK, "shield-check", _("Check a folder")),
    (TRACE, "users", _("Who counts")),
    (OWN, "key-round", _("My passphrase")),
    (SETTINGS, "settings", _("Settings")),
)


class FiguresWindow(QWidget):
    """Sidebar and pages of a manager, from unlocking to locking."""

    lock_wanted = Signal()
    hide_wanted = Signal()  # out of sight at once, and locked

    def __init__(
        self, services: ManagersServices, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figures_window")
        self.services = services
        self.background = background
        self.desk = ReleaseDesk(releasing=self._releasing, background=background, say=self._say)
        self.commands = self._commands()
        bind(self, self.commands)
        outer = column(self)
        if services.sitting.is_training:
            outer.addWidget(TrainingBand(_("Training: everybody in this vault is invented")))
        items = [
            NavItem(key, icon, words, shortcut=f"Ctrl+{at}")
            for at, (key, icon, words) in enumerate(_ITEMS, 1)
        ]
        role = code_list("role").label(services.sitting.role.value)
        self.sidebar = FiguresSidebar(items, services.sitting.name, role)
        self.sidebar.went.connect(self.go)
        self.sidebar.locked.connect(self.lock_wanted)
        self.sidebar.helped.connect(self.show_shortcuts)
        inner = row()
        inner.addWidget(self.sidebar)
        inner.addWidget(self._make_pages(), 1)
        outer.addLayout(inner, 1)
        regions = Regions(self)
        regions.add(_("Main menu"), self.sidebar)
        regions.add(_("Page"), self.stack)
        theme.current().changed.connect(self._fold)

    def arrive(self) -> None:
        """Begin where most come to go: at a return."""
        self.go(MAKE)
        self.make.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, key: str) -> None:
        """Show one of the pages."""
        self.own.forget()
        keys = [k for k, _icon, _words in _ITEMS]
        from_menu = self.sidebar.nav.hasFocus()
        self.sidebar.nav.set_current(key)
        self.stack.setCurrentIndex(keys.index(key))
        match key:
            case "make":
                self.make.open()
            case "earlier":
                self.earlier.open()
            case "trace":
                self.trace.open()
            case "own":
                self.own.begin()
            case _:
                pass
        if not from_menu:
            self._first_focus(key).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep nothing that was typed."""
        self.own.forget()

    def show_shortcuts(self) -> None:
        """Show all keys."""
        ShortcutSheet(self, self.commands).open()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._fold()

    def _releasing(self) -> Releasing:
        return self.services.releasing

    def _first_focus(self, key: str) -> QWidget:
        views = {
            MAKE: self.make.first_focus,
            EARLIER: self.earlier.first_focus,
            CHECK: self.check.first_focus,
            TRACE: self.trace.first_focus,
            OWN: self.own.first_focus,
        }
        return views[key]() if key in views else self.appearance.mode

    def _make_pages(self) -> QWidget:
        self.stack = Steps()
        self.make = MakeView(self.desk)
        self.earlier = EarlierView(self.desk)
        self.check = CheckView(self.desk)
        self.trace = TraceView(self.desk)
        about = _("Figures that can leave: nobody can be found in them.")
        top = PageHeader(_("Make a return"), about)
        self.make.deepened.connect(top.setHidden)
        self.stack.addWidget(_page(top, self.make))
        self.stack.addWidget(_page(PageHeader(_("Earlier releases")), self.earlier))
        self.stack.addWidget(_page(PageHeader(_("Check a folder")), self.check))
        self.stack.addWidget(_page(None, self.trace))
        self.own = OwnPassphrase(self.services, self.background)
        self.own.changed.connect(self._say_changed)
        self.appearance = Appearance()
        self.stack.addWidget(_page(None, _scrolled(self.own)))
        self.stack.addWidget(_page(PageHeader(_("Settings")), _scrolled(self.appearance)))
        return self.stack

    def _commands(self) -> tuple[Command, ...]:
        pages = tuple(
            Command(_("Go to {page}").format(page=words), f"Ctrl+{at}", _Go(self, key), icon)
            for at, (key, icon, words) in enumerate(_ITEMS, 1)
        )
        worn = theme.current()
        return (
            *pages,
            Command(_("Lock"), LOCK_KEYS, self.lock_wanted.emit, "lock"),
            Command(_("Hide at once and lock"), HIDE_KEYS, self.hide_wanted.emit, "eye-off"),
            Command(_("Larger text"), "Ctrl++  Ctrl+=", worn.larger, "plus"),
            Command(_("Smaller text"), "Ctrl+-", worn.smaller, "search"),
            Command(_("Normal text size"), "Ctrl+0", _normal, "refresh-cw"),
            Command(_("Keyboard shortcuts"), "Ctrl+/", self.show_shortcuts),
        )

    def _say(self, sentence: str) -> None:
        toast(self, sentence)
        announce(sentence, source=self)

    def _say_changed(self) -> None:
        self.own.begin()
        self._say(_("Your passphrase is changed"))

    def _fold(self) -> None:
        self.sidebar.set_collapsed(self.width() < theme.em(_WIDE))


class _Go:
    """Going to one page, as something to call."""

    def __init__(self, window: FiguresWindow, key: str) -> None:
        self._window, self._key = window, key

    def __call__(self) -> None:
        self._window.go(self._key)


def _page(top: QWidget | None, view: QWidget) -> QWidget:
    page = QWidget()
    outer = column(page, gap=10, margins=(24, 16, 24, 12))
    if top is not None:
        outer.addWidget(top)
    outer.addWidget(view, 1)
    return page


class _Roomy(Tall):
    """As high as its words would like to be: nothing in it is pressed together."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        least, layout = super().minimumSizeHint(), self.layout()
        high = layout.heightForWidth(self.width()) if layout is not None else 0
        return QSize(least.width(), max(least.height(), high))


def _scrolled(part: QWidget) -> Scrolled:
    holder = _Roomy()
    inner = column(holder, margins=(2, 2, 14, 16))
    fit(part, max_width=MEASURE_WIDTH)
    inner.addWidget(part)
    inner.addStretch()
    return Scrolled(holder)


def _normal() -> None:
    theme.current().set_percent(theme.NORMAL)
