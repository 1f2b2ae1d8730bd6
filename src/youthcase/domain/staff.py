"""Who works here, and what may they do?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from youthcase.domain.fields import shown
from youthcase.domain.ids import StaffId
from youthcase.i18n import _


class Role(Enum):
    """What a colleague may do. Source: interfaces, command line; three roles."""

    CASEWORKER = "CASEWORKER"
    SUPERVISOR = "SUPERVISOR"
    MANAGER = "MANAGER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A colleague; one without a key slot appears in records but cannot open the vault."""

    id: StaffId
    name: str = shown(_("Name"))
    role: str = shown(_("Role"), codes="role")
    recorded_at: datetime
    imported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice of the service: its name in `id`, its words in `value`."""

    id: str
    value: str = shown(_("Value"))
    recorded_at: datetime
