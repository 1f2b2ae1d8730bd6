"""Which colleague does a name mean?"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from youthcase.domain.ids import StaffId, new_record
from youthcase.domain.staff import Role, Staff
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from youthcase.importing.problems import Report
    from youthcase.importing.rows import Row


class StaffNames:
    """The colleagues of the vault, of the staff sheet, and those only named in the others."""

    def __init__(self, known: Mapping[str, StaffId], now: datetime) -> None:
        self.new: list[Staff] = []
        self._now = now
        self._ids = {_key(name): staff for name, staff in known.items()}
        self._rows: dict[str, int] = {}

    def add_sheet(self, rows: list[Row], report: Report) -> None:
        """Take the staff sheet, before any other name is looked up."""
        for row in rows:
            name = row.text("name")
            if not name:
                continue
            if first := self._rows.get(_key(name)):
                report.error(
                    "staff",
                    row.number,
                    "name",
                    _("The same name stands in row {n}.").format(n=first),
                    _("Keep one of the rows, or tell the two colleagues apart."),
                )
            elif row.is_whole and _key(name) not in self._ids:
                self._add(name, row.must("role"))
            self._rows.setdefault(_key(name), row.number)

    @overload
    def find(self, name: str) -> StaffId: ...
    @overload
    def find(self, name: str | None) -> StaffId | None: ...
    def find(self, name: str | None) -> StaffId | None:
        """The colleague of that name; one not known yet becomes a caseworker."""
        if not name:
            return None
        found = self._ids.get(name) or self._ids.get(_key(name))
        return found or self._add(name, Role.CASEWORKER.value)

    def _add(self, name: str, role: str) -> StaffId:
        staff = StaffId(new_record())
        self.new.append(
            Staff(id=staff, name=name, role=role, recorded_at=self._now, imported=True)
        )
        self._ids[_key(name)] = staff
        return staff


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
