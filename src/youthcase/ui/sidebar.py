"""What stands at the left of every page: where to go, whom one saw last, who is signed in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import icons, theme
from youthcase.ui.kit.buttons import Button, icon_button
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.lists import Index, ListModel, PaintedList, paint_line
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.nav import ROW, NavDelegate, NavItem, NavList
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import SIDEBAR_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

_NARROW = 66


class Sidebar(QFrame):
    """The left edge of the window; only icons when there is little room."""

    went = Signal(str)  # a room's key
    asked_for = Signal(str)  # a young person's id
    searched = Signal()
    locked = Signal()
    hid = Signal()
    helped = Signal()
    passphrase_wanted = Signal()

    def __init__(
        self, items: Sequence[NavItem], name: str, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setObjectName("sidebar")
        self._private = False
        self.nav = NavList(_("Main menu"), items)
        self.nav.setObjectName("nav")
        self.nav.chosen.connect(self.went)
        self.recents = RecentList()
        self.recents.opened.connect(self.asked_for)
        self._outer = column(self, gap=10, margins=(12, 14, 12, 12))
        self._outer.addWidget(self._brand())
        self._outer.addWidget(self._search())
        self._outer.addWidget(self._middle(), 1)
        self._outer.addWidget(self._card(name, role))
        fit(self, width=SIDEBAR_WIDTH)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other counts at the rooms."""
        self.nav.set_items(items)

    def show_recents(self, people: Sequence[tuple[str, str]]) -> None:
        """Show whose files were opened last, as (id, name) pairs; none hides the list."""
        self.recents.set_people(people)
        self._recent_title.setVisible(bool(people) and not self.nav.collapsed)
        self.recents.setVisible(bool(people) and not self.nav.collapsed)

    def show_private(self, *, private: bool) -> None:
        """Say on the button what it would do now."""
        self._private = private
        words = _("Show names again (Ctrl+Shift+P)") if private else ""
        words = words or _("Show initials instead of names (Ctrl+Shift+P)")
        self.eye.set_icon("eye" if private else "eye-off")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)

    def set_collapsed(self, collapsed: bool) -> None:
        """Show only icons."""
        if collapsed == self.nav.collapsed:
            return
        self.nav.set_collapsed(collapsed)
        fit(self, width=_NARROW if collapsed else SIDEBAR_WIDTH)
        for part in (self._name, self.search, self._who, self.eye, self.key, self.help):
            part.setVisible(not collapsed)
        self.search_icon.setVisible(collapsed)
        people = bool(self.recents.people)
        self._recent_title.setVisible(people and not collapsed)
        self.recents.setVisible(people and not collapsed)

    def _brand(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=9, margins=(4, 0, 0, 0))
        line.addWidget(Icon("folder-heart", "primary", 26))
        self._name = label("Youthcase", "h3")
        line.addWidget(self._name, 1)
        line.addStretch()
        return holder

    def _search(self) -> QWidget:
        holder = QWidget()
        line = row(holder)
        self.search = SearchButton(_("Search"))
        self.search.setObjectName("search")
        self.search.setToolTip(_("Find a young person or something to do (Ctrl+K)"))
        self.search.clicked.connect(self.searched)
        self.search_icon = icon_button("search", _("Search (Ctrl+K)"))
        self.search_icon.setObjectName("find")
        self.search_icon.clicked.connect(self.searched)
        self.search_icon.hide()
        line.addWidget(self.search, 1)
        line.addWidget(self.search_icon, 0, Qt.AlignmentFlag.AlignHCenter)
        return holder

    def _middle(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap=6)
        inner.addWidget(self.nav)
        self._recent_title = label(_("Recent"), "caps", tone="muted")
        self._recent_title.setContentsMargins(11, 12, 0, 0)
        self._recent_title.hide()
        self.recents.hide()
        inner.addWidget(self._recent_title)
        inner.addWidget(self.recents)
        inner.addStretch()
        area = Scrolled(holder)
        area.setMinimumHeight(0)
        return area

    def _card(self, name: str, role: str) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        outer = column(card, gap=4, margins=(4, 6, 4, 4))
        self._who = QWidget()
        words = column(self._who, gap=0, margins=(7, 2, 4, 0))
        signed_in = label(name, "strong", wrap=True)
        signed_in.setObjectName("signed_in")
        words.addWidget(signed_in)
        words.addWidget(label(role, "cap", tone="muted"))
        outer.addWidget(self._who)
        line = row(gap=2)
        self.lock = icon_button("lock", _("Lock (Ctrl+L)"))
        self.eye = icon_button("eye-off", "")
        self.key = icon_button("key-round", _("Change my passphrase"))
        self.help = icon_button("circle-question-mark", _("Keyboard shortcuts (Ctrl+/)"))
        self.show_private(private=False)
        for button, object_name, signal in (
            (self.lock, "lock", self.locked),
            (self.eye, "privacy", self.hid),
            (self.key, "change_passphrase", self.passphrase_wanted),
            (self.help, "help", self.helped),
        ):
            button.setObjectName(object_name)
            button.clicked.connect(signal)
            line.addWidget(button)
        line.addStretch()
        outer.addLayout(line)
        return card


class SearchButton(Button):
    """Looks like the box that it opens; its key is painted, so it is not read out twice."""

    KEY = "Ctrl+K"

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__("", "secondary", parent=parent)
        self._words = words
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        super().paintEvent(event)
        wide = QFontMetricsF(theme.font("cap")).horizontalAdvance(self.KEY)
        painter = QPainter(self)
        middle, left, size = self.height() / 2, float(theme.em(11)), theme.em(18)
        glass = icons.pixmap("search", "text2", 18)
        painter.drawPixmap(QPointF(left, round(middle - size / 2)), glass)
        left += size + theme.em(10)
        right = self.width() - wide - theme.em(11)
        paint_line(painter, self._words, left, middle, right - left, colour="text2")
        paint_line(painter, self.KEY, right, middle, wide + 2, kind="cap", colour="text2")
        painter.end()


class RecentList(PaintedList):
    """The young people of this sitting; a click or Enter opens, arrows only move."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Recent young people"), parent=parent)
        self.setObjectName("recents")
        self.people: Sequence[tuple[str, str]] = ()
        self._model = ListModel[NavItem](_words, parent=self)
        self.setModel(self._model)
        self.setItemDelegate(NavDelegate(self))
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        theme.follow(self._size)

    def set_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Show (id, name) pairs."""
        self.people = people
        self._model.set_items(tuple(NavItem(key, "user", name) for key, name in people))
        self.setCurrentIndex(self._model.index(0))
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._model.item(index).key)

    def _size(self) -> None:
        self.setFixedHeight(theme.em(ROW) * len(self._model.items) + 2)


def _words(item: NavItem) -> str:
    return item.words
