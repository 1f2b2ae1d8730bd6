"""Which page stands in which room, who may enter, and where is its door?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from youthcase.i18n import _
from youthcase.ui.frame import Room
from youthcase.ui.kit.nav import NavItem

if TYPE_CHECKING:
    from youthcase.ui.frame import Frame, Page

# The module below `ui/pages` and the class in it: imported when the room is first visited,
# so that the window comes up without what only one page needs.
PAGES: dict[Room, tuple[str, str]] = {
    Room.CASELOAD: ("caseload", "CaseloadPage"),
    Room.NEW_PERSON: ("new_person", "NewPersonPage"),
    Room.FILE: ("file", "FilePage"),
    Room.PLAN_EDITOR: ("plan_editor", "PlanEditorPage"),
    Room.PLAN: ("plan", "PlanPage"),
    Room.COPIES: ("copies", "CopiesPage"),
    Room.APPROVALS: ("approvals", "ApprovalsPage"),
    Room.RETURNS: ("returns", "ReturnsPage"),
    Room.RELEASE: ("release", "ReleasePage"),
    Room.IMPORTING: ("importing", "ImportingPage"),
    Room.COLLEAGUES: ("colleagues", "ColleaguesPage"),
    Room.AUDIT: ("audit", "AuditPage"),
    Room.BACKUPS: ("backups", "BackupsPage"),
    Room.SETTINGS: ("settings", "SettingsPage"),
    Room.OWN_KEY: ("passphrase", "PassphrasePage"),
    Room.DAMAGE: ("damage", "DamagePage"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """How a room is offered in the sidebar."""

    room: Room
    icon: str
    words: str
    supervisors_only: bool = False


DOORS = (
    Door(Room.CASELOAD, "users", _("Caseload")),
    Door(Room.APPROVALS, "badge-check", _("Approvals"), supervisors_only=True),
    Door(Room.RETURNS, "chart-column", _("Returns"), supervisors_only=True),
    Door(Room.RELEASE, "send", _("Make a return"), supervisors_only=True),
    Door(Room.IMPORTING, "upload", _("Import"), supervisors_only=True),
    Door(Room.COLLEAGUES, "building-2", _("Colleagues"), supervisors_only=True),
    Door(Room.AUDIT, "list-checks", _("Audit"), supervisors_only=True),
    Door(Room.BACKUPS, "hard-drive-upload", _("Backups")),
    Door(Room.SETTINGS, "settings", _("Settings")),
)


def doors(*, supervises: bool) -> tuple[Door, ...]:
    """The doors that somebody with this role can see, in the order of Ctrl+1 to Ctrl+9."""
    return tuple(d for d in DOORS if supervises or not d.supervisors_only)


def items(of: tuple[Door, ...], *, waiting: int = 0, unsealed: int = 0) -> list[NavItem]:
    """The doors as lines of the sidebar.

    `waiting` plans are counted at Approvals, `unsealed` months at Audit.
    """
    counts = {Room.APPROVALS: waiting, Room.AUDIT: unsealed}
    return [
        NavItem(
            d.room.value,
            d.icon,
            d.words,
            count=counts.get(d.room, 0),
            shortcut=f"Ctrl+{at}",
        )
        for at, d in enumerate(of, 1)
    ]


def build(room: Room, frame: Frame) -> Page:
    """The page of a room, new."""
    module, name = PAGES[room]
    made = cast("type[Page]", getattr(import_module(f"youthcase.ui.pages.{module}"), name))
    return made(frame)
