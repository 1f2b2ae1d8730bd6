"""What about backups deserves a line at the foot of the window, and when does it go again?

Never a dialog: whoever writes is not stopped. The line stands below the pages, so that
nothing moves under the mouse when it comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.frame import Place, Room
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from youthcase.ui.frame import Frame

_SAID_THERE = {Room.BACKUPS, Room.DAMAGE}  # these pages say it themselves


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing to say: a key to remember it by, its words, what to do, how to send it away."""

    key: str
    tone: Tone
    lead: str
    words: str
    action: str = ""
    dismiss: str = ""


class BackupNotice(QWidget):
    """One calm line, or nothing."""

    go = Signal(object)  # Place

    def __init__(self, frame: Frame, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("backup_notice")
        self._frame, self._keeper, self._window = frame, frame.keeper, window
        self._room = Room.CASELOAD
        self._shown: _Said | None = None
        self._dismissed: set[str] = set()
        self._banner: Banner | None = None
        self._line = column(self, margins=(24, 4, 24, 12))
        self.hide()
        self._keeper.changed.connect(self.look)

    def at(self, room: Room) -> None:
        """Know which page is shown: some things are asked on one page only."""
        self._room = room
        self.look()

    def look(self) -> None:
        """Say what is most worth saying now."""
        said = next(
            (
                one
                for one in self._all()
                if one.key not in self._dismissed and self._room not in _SAID_THERE
            ),
            None,
        )
        if said != self._shown:
            self._show(said)

    def act(self) -> None:
        """Do what the line offers."""
        said = self._shown
        if said is None:
            return
        if said.key == "lost":
            self._keeper.look()
        else:
            self.go.emit(Place(Room.DAMAGE if said.key == "harm" else Room.BACKUPS))

    def dismiss(self) -> None:
        """Send the line away; a question is asked again in a fortnight."""
        said = self._shown
        if said is None:
            return
        self._dismissed.add(said.key)
        if said.key == "ask":
            try:
                self._frame.announce(self._frame.services.backups.put_off_second_place())
            except Refusal as refusal:
                self._frame.said.emit(str(refusal))
        self.look()

    def _all(self) -> list[_Said]:
        """What there is to say, the most pressing first."""
        keeper, status = self._keeper, self._keeper.status
        found: list[_Said] = []
        if keeper.harm is not None:
            found.append(_harm())
        if keeper.told:
            found.append(_Said("told", Tone.INFO, "", keeper.told, dismiss=_("Close")))
        if keeper.problem and not (status and status.is_second_lost):
            found.append(_not_made(keeper.problem))
        if status is None:
            return found
        if status.is_erasure_open:
            found.append(_Said("erasures", Tone.WARN, "", status.advice, dismiss=_("Close")))
        if status.is_second_lost:
            found.append(_lost())
        if status.asks_second_place and not status.is_due and self._room is Room.CASELOAD:
            found.append(_ask())
        return found

    def _show(self, said: _Said | None) -> None:
        self._shown = said
        had_focus = self._banner is not None and self._banner.isAncestorOf(
            self._window.focusWidget() or self._window
        )
        if self._banner is not None:
            self._line.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.setVisible(said is not None)
        if said is None:
            if had_focus:
                self._window.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        banner = Banner(said.tone, said.words, lead=said.lead, action=said.action)
        if banner.action is not None:
            banner.action.setObjectName("backup_notice.act")
            banner.action.clicked.connect(self.act)
        if said.dismiss:
            away = quiet(said.dismiss)
            away.setObjectName("backup_notice.dismiss")
            away.clicked.connect(self.dismiss)
            layout = banner.layout()
            if layout is not None:
                layout.addWidget(away)
        self._banner = banner
        self._line.addWidget(banner)
        banner.show()  # at once, so that it can take the keyboard
        announce(f"{said.lead} {said.words}".strip(), source=self._window)


def _harm() -> _Said:
    return _Said(
        "harm",
        Tone.DANGER,
        _("Part of this vault cannot be read."),
        _("What was changed by the disk is never shown as if it were true."),
        _("What to do"),
    )


def _not_made(why: str) -> _Said:
    return _Said("problem", Tone.WARN, _("Today's backup:"), why, _("Show backups"), _("Close"))


def _lost() -> _Said:
    return _Said(
        "lost",
        Tone.INFO,
        _("The second place for backups is not there."),
        _("Connect the drive when you can: the newest copy goes there by itself."),
        _("Look again"),
        _("Close"),
    )


def _ask() -> _Said:
    return _Said(
        "ask",
        Tone.INFO,
        _("Copies on this computer do not survive a lost laptop."),
        _("Choose a second place: a drive kept elsewhere, or a network folder."),
        _("Choose a second place"),
        _("Later"),
    )
