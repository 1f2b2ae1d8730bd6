"""Was somebody's work under way twice at once?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from youthcase.i18n import _

if TYPE_CHECKING:
    from youthcase.importing.build import PersonHistory
    from youthcase.importing.problems import Report


def report_overlaps(person: PersonHistory, report: Report) -> None:
    """Add an error for every accepted episode that starts before an earlier one ended.

    One may start on the day on which another ends.
    """
    spans = [
        (e.record.start, e.record.end or date.max, e.row.number)
        for e in person.episodes
        if e.record.is_accepted and e.record.start
    ]
    last: tuple[date, int] | None = None
    for start, end, row in sorted(spans):
        if last and start < last[0]:
            report.error(
                "episodes",
                row,
                "start",
                _("This episode overlaps the accepted episode in row {n}.").format(n=last[1]),
                _("Correct the dates of one of them; one may start on the day another ends."),
            )
        if last is None or end > last[0]:
            last = end, row
