"""What is a person told when a vault is harmed: before unlocking, or in the middle of work?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from youthcase.i18n import _
from youthcase.services import backup_copies, restoring
from youthcase.ui.frame import Frame, Page, Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.tall import Tall
from youthcase.ui.pages.damage_view import DamageView
from youthcase.ui.pages.door import DoorPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.changes import Changes
    from youthcase.errors import Refusal

_WIDEST = 760


class DamageDoor(DoorPage):
    """Instead of the lock screen, when a vault cannot be opened."""

    restore_wanted = Signal()
    rescue_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, folder: Path, said: Refusal) -> None:
        super().__init__(width=640)
        self.setObjectName("damage_door")
        self.view = DamageView(
            _("This vault cannot be opened"),
            restoring.troubles(folder, said),
            backup_copies.copies_beside(folder),
            again=_("Back to the lock screen"),
        )
        self.view.restore_wanted.connect(self.restore_wanted)
        self.view.rescue_wanted.connect(self.rescue_wanted)
        self.view.again_wanted.connect(self.again_wanted)
        self.body.addWidget(self.view)
        announce(_("This vault cannot be opened"), assertive=True, source=self)

    def first_focus(self) -> QWidget:
        """The way that comes first."""
        return self.view.restore


class DamagePage(Page):
    """In place of a raw error, when work in an open vault meets harm."""

    room = Room.DAMAGE

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.setObjectName("damage")
        outer = column(self, margins=(24, 18, 24, 16))
        self._holder = fit(Tall(), max_width=_WIDEST)
        self._inner = column(self._holder, gap=16, margins=(2, 2, 14, 8))
        self._inner.addStretch()
        outer.addWidget(Scrolled(self._holder), 1)
        self.view: DamageView | None = None
        self._card: Card | None = None

    def open(self, place: Place) -> None:  # noqa: ARG002 - there is one page of harm
        """Say what was met, and what to do."""
        found = self.services.backups.troubles(self.frame.keeper.harm)
        status = self.frame.keeper.status
        copies = status.everywhere if status is not None else ()
        if self._card is not None:
            self._inner.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self.view = DamageView(
            _("Part of this vault cannot be read"),
            found,
            copies,
            again=_("Go on with what can be read"),
        )
        self.view.restore_wanted.connect(self._restore)
        self.view.rescue_wanted.connect(self.frame.rescue_wanted)
        self.view.again_wanted.connect(self._go_on)
        self._card = Card()
        self._card.body.addWidget(self.view)
        self._inner.insertWidget(0, self._card)
        self._card.show()

    def refresh(self, changes: Changes) -> None:
        """Harm does not go away by what is changed."""

    def first_focus(self) -> QWidget | None:
        """The way that comes first."""
        return self.view.restore if self.view is not None else None

    def _restore(self) -> None:
        self.frame.restore_wanted.emit(None)

    def _go_on(self) -> None:
        self.frame.go.emit(Place(Room.CASELOAD))
