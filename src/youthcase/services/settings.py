"""What has the service chosen for itself?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain import periods
from youthcase.domain.staff import Setting
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.services.own import OwnChoices
from youthcase.store import cases, journal

if TYPE_CHECKING:
    from youthcase.domain.changes import Changes

SERVICE_NAME = "service_name"
TARGET = "target"
PLAN_SPAN = "plan_span"
TRAINING = "training"
IDLE_MINUTES = "idle_minutes"
COUNTED_BY = "counted_by"  # what tokens in returns are made of: REFERENCE, or NAME
SHORTEST_IDLE, LONGEST_IDLE = 2, 15
DEFAULTS = {
    SERVICE_NAME: "",
    TARGET: "200",
    PLAN_SPAN: "",
    TRAINING: "",
    IDLE_MINUTES: "5",
    COUNTED_BY: "REFERENCE",
}


class Settings:
    """Choices of the service, kept in the vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.own = OwnChoices(desk)

    def value(self, name: str) -> str:
        """The choice of this name, or what holds when nothing was chosen."""
        with self._desk.vault.read() as db:
            found = cases.setting(db, name)
        return found.value if found else DEFAULTS[name]

    def choose(self, name: str, value: str) -> Changes:
        """Keep a choice.

        Raises: NotAllowed for caseworkers, Refusal for a value that cannot be.
        """
        desk = self._desk
        desk.require_supervisor()
        if name == TARGET and not (value.isdigit() and int(value) > 0):
            raise Refusal(_("The target is a number of young people, such as 200."), field=name)
        if name == IDLE_MINUTES and not _is_idle_time(value):
            raise Refusal(
                _("The vault locks itself after 2 to 15 minutes without a key or a click."),
                field=name,
            )
        if name == PLAN_SPAN and value:
            periods.parse(value)
        record = Setting(id=name, value=value, recorded_at=desk.now)
        with desk.vault.write() as db:
            if cases.setting(db, name):
                journal.change(db, desk.pen, record)
            else:
                journal.add(db, desk.pen, [record])
        return changes(record)


def _is_idle_time(value: str) -> bool:
    return value.isascii() and value.isdigit() and SHORTEST_IDLE <= int(value) <= LONGEST_IDLE
