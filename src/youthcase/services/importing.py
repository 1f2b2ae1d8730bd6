"""How does a team's old spreadsheet come in: read, shown, then taken whole or not at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.changes import Changes
from youthcase.domain.people import Person
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services import bulk
from youthcase.store import cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from youthcase.importing.proposal import Proposal
    from youthcase.services.desk import Desk

    Progress = Callable[[int, int], None]


class Importing:
    """Bringing in history from spreadsheets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(
        self,
        source: Path,
        *,
        ignore_unknown: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Proposal:
        """What an import of `source` would bring, and everything that is wrong with it.

        Raises: Refusal for what is no such folder or workbook, NotAllowed for caseworkers.
        """
        from youthcase.importing import proposal  # noqa: PLC0415  workbooks cost 100 ms

        desk = self._desk
        desk.require_supervisor()
        with desk.vault.read() as db:
            known = proposal.Known(
                refs=cases.refs(db),
                staff={s.name.casefold(): s.id for s in cases.staff(db)},
            )
        return proposal.propose(
            source,
            known,
            now=desk.now,
            today=desk.today,
            ignore_unknown=ignore_unknown,
            progress=progress,
            cancelled=cancelled,
        )

    def bring_in(self, proposal: Proposal, progress: Progress | None = None) -> Changes:
        """Save everything of a proposal that has no errors, in one transaction.

        Raises: Refusal when it has errors, or when a reference was taken meanwhile.
        """
        desk = self._desk
        desk.require_supervisor()
        if proposal.refused:
            raise Refusal(_("Nothing was imported. Mend the errors first, then try again."))
        with desk.vault.write() as db:
            if cases.refs(db) & {p.ref for p in proposal.records.people}:
                raise Refusal(
                    _("Nothing was imported: some of these references are in the vault by now.")
                )
            bulk.add(db, desk, proposal.records, verb="import", progress=progress)
        return Changes(touched=frozenset({(Person, "")}))


def write_template(file: Path) -> None:
    """Write the empty workbook, with code lists as drop-downs, to a new `file`.

    Raises: Refusal when there is a file of that name, or it cannot be written.
    """
    from youthcase.importing import template  # noqa: PLC0415  workbooks cost 100 ms

    template.write_template(file)
