"""What would an import bring in, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from youthcase.domain.dates import local_time
from youthcase.domain.ids import StaffId
from youthcase.domain.records import Records
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.importing.build import Builder
from youthcase.importing.cells import Clock
from youthcase.importing.lacks import report_doubles, report_lacks
from youthcase.importing.overlaps import report_overlaps
from youthcase.importing.problems import Problem, Report
from youthcase.importing.rows import Row, read_rows
from youthcase.importing.source import Source, open_source
from youthcase.importing.staff_names import StaffNames

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """What the vault has already: its references, and its staff by casefolded name."""

    refs: frozenset[str] = frozenset()
    staff: Mapping[str, StaffId] = field(default_factory=dict[str, StaffId])


@dataclass(frozen=True, slots=True)
class Proposal:
    """The records that would be saved, and everything that is wrong or incomplete.

    With a single error there are no records: an import is all or nothing. `rows` says how
    many filled rows each sheet has.
    """

    records: Records
    problems: tuple[Problem, ...]
    rows: Mapping[str, int]

    @property
    def refused(self) -> bool:
        """Whether something has to be put right before anything can be imported."""
        return any(p.severity == "error" for p in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind would be saved."""
        return self.records.counts()


def propose(
    path: Path,
    known: Known,
    *,
    now: datetime,
    today: date,
    ignore_unknown: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Proposal:
    """Read a folder of CSV files or a workbook; nothing is saved.

    `now` is aware; nothing dated after `today` or `now` is taken for having happened.
    `progress` is told the bytes read and those there are.

    Raises: Refusal for what cannot be read at all, holds nothing, or was cancelled.
    """
    source = open_source(path)
    report = Report()
    _report_others(source, report, ignore_unknown)
    clock = Clock(today, local_time(now))
    rows = _read(source, clock, report, ignore_unknown, _Ticker(source, progress, cancelled))
    if not report.has_errors and not any(rows.values()):
        raise Refusal(
            _("There is nothing to import: no row below the column names is filled in.")
        )
    builder = Builder(known.refs, StaffNames(known.staff, now), now, report)
    records = builder.build(rows)
    people = [p for p in builder.people.values() if p]
    for person in people:
        report_overlaps(person, report)
        report_lacks(person, today, report)
    report_doubles(people, report)
    return Proposal(
        Records() if report.has_errors else records,
        report.in_order(),
        {sheet: len(found) for sheet, found in rows.items()},
    )


def _read(
    source: Source, clock: Clock, report: Report, ignore_unknown: bool, ticker: _Ticker
) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for table in source.tables:
        rows[table.name] = read_rows(
            table, clock, report, ignore_unknown=ignore_unknown, tick=ticker.tick
        )
        ticker.finish(table.size)
    return rows


def _report_others(source: Source, report: Report, ignore_unknown: bool) -> None:
    for sentence, remedy in source.others:
        tell = report.warning if ignore_unknown else report.error
        tell("", None, None, sentence, remedy)


class _Ticker:
    """Tells how far reading has come, and stops it when it is cancelled."""

    def __init__(
        self, source: Source, progress: Progress | None, cancelled: Cancelled | None
    ) -> None:
        self._total = max(1, sum(table.size for table in source.tables))
        self._before = 0
        self._progress = progress
        self._cancelled = cancelled

    def tick(self, read: int) -> None:
        """So many bytes of the table are read."""
        if self._cancelled and self._cancelled():
            raise Refusal(_("The import was stopped. Nothing was imported."))
        if self._progress:
            self._progress(min(self._before + read, self._total), self._total)

    def finish(self, size: int) -> None:
        """The table is read."""
        self._before += size
        self.tick(0)
