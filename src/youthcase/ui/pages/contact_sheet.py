"""How does a dialog grow with what it asks, up to the height of the screen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.dialogs import ConfirmDialog, Dialog
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_AROUND = 190  # title, buttons, margins and the window's own frame
LEAST = 160  # what still shows when somebody makes the dialog small
_BESIDE = 48  # the dialog's margins


class Sheet(Dialog):
    """A dialog whose middle scrolls once the screen is full; fill `sheet`, then `grow()`."""

    def __init__(self, parent: QWidget, title: str, *, width: int) -> None:
        super().__init__(parent, title, width=width)
        self._width = width
        self._holder = QWidget()
        self.sheet: QVBoxLayout = column(self._holder, gap=12, margins=(2, 0, 12, 4))
        self._area = Scrolled(self._holder)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102
        super().showEvent(event)
        self.grow()

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost by closing."""
        return False

    def reject(self) -> None:
        """Close, but ask first when something would be lost."""
        if not self.is_touched:
            super().reject()
            return
        asked = ask_to_leave(self)
        asked.accepted.connect(self._throw_away)
        asked.open()

    def place_sheet(self) -> None:
        """Put the scrolling middle below what stands in the dialog already."""
        self.body.addWidget(self._area, 1)
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretchFactor(self.body, 1)

    def grow(self) -> None:
        """Become as high as the middle needs, and no higher or wider than the screen."""
        self._fit()
        # Only once it is laid out are the heights of wrapped words certain.
        QTimer.singleShot(0, self, self._fit)

    def _throw_away(self) -> None:
        super().reject()

    def _fit(self) -> None:
        screen = self.screen().availableGeometry()
        across = round((screen.width() - 24) / theme.current().scale)
        wide = theme.em(min(self._width, across))
        fit(self, min_width=min(self._width, across))
        room = screen.height() - theme.em(_AROUND)
        # A scroll area gives its content no less than its least height, whatever its width.
        need = self.sheet.totalHeightForWidth(wide - theme.em(_BESIDE))
        need = max(need, self.sheet.totalMinimumSize().height())
        wanted = max(theme.em(80), min(need + 2, room))
        self._area.setMinimumHeight(wanted)
        outer = self.layout()
        if outer is not None:
            outer.activate()
            high = outer.totalMinimumHeightForWidth(wide)
            self.resize(wide, high if high > 0 else outer.totalMinimumSize().height())
        self._area.setMinimumHeight(min(wanted, theme.em(LEAST)))


def ask_to_leave(parent: QWidget) -> ConfirmDialog:
    """The question whether what was written may be lost; `accepted` says that it may."""
    return ConfirmDialog(
        parent,
        _("Leave without saving?"),
        _("What you have written here is not saved yet."),
        verb=_("Throw it away"),
        keep=_("Go on writing"),
        is_dangerous=True,
    )
