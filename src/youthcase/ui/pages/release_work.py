"""What is done on the worker for a return: drafting, drawing, releasing?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.domain.benefit import Warned
from youthcase.domain.return_paper import ReturnPaper
from youthcase.i18n import _
from youthcase.services.people import Wanted
from youthcase.services.releasing import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from youthcase.services.house import Services
    from youthcase.services.releasing import Released, Wish
    from youthcase.ui.kit.background import Job
    from youthcase.ui.pages.release_desk import ReleaseDesk

_ALL = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft with what is told about it, its tables in words, and gaps by worker."""

    draft: Draft
    told: tuple[str, ...]
    paper: ReturnPaper
    by_worker: tuple[tuple[str, tuple[Warned, ...]], ...] = ()

    @property
    def is_internal(self) -> bool:
        """Whether these are the true figures, which are looked at and not released."""
        return self.draft.release.audience == "internal"


class Drafting:
    """One draft, holding no widget."""

    def __init__(self, desk: ReleaseDesk, wish: Wish) -> None:
        self._releasing, self._casework, self._wish = desk.releasing, desk.casework, wish

    def __call__(self, job: Job[Drafted]) -> Drafted:
        """Draft it and look for gaps; stops between two steps when asked to."""
        releasing = self._releasing()

        def tell(done: int, total: int) -> None:
            words = _("Bringing the counting facts up to date: {done} of {total}")
            job.at(done, total, words.format(done=done, total=total))

        job.at(0, 0, _("Counting, and protecting every figure"))
        draft = releasing.draft(self._wish, tell)
        job.at(0, 0, _("Looking for gaps in the record"))
        casework = self._casework
        return Drafted(
            draft=draft,
            told=releasing.told(draft),
            paper=releasing.paper(draft),
            by_worker=_by_worker(casework, self._wish) if casework is not None else (),
        )


class Drawing:
    """The paper of a draft, in memory."""

    def __init__(self, paper: ReturnPaper) -> None:
        self._paper = paper

    def __call__(self) -> bytes:
        """The PDF."""
        from youthcase.reports import return_report  # noqa: PLC0415  100 ms that paper needs

        return return_report.render(self._paper)


class Freezing:
    """The release of a draft."""

    def __init__(self, desk: ReleaseDesk, draft: Draft) -> None:
        self._releasing, self._draft = desk.releasing, draft

    def __call__(self) -> tuple[Released, Mapping[str, bytes]]:
        """The release and its files."""
        from youthcase.reports import return_report  # noqa: PLC0415  as above

        return self._releasing().freeze(self._draft, return_report.render)


def _by_worker(services: Services, wish: Wish) -> tuple[tuple[str, tuple[Warned, ...]], ...]:
    """The gaps of the record by who looks after the case, the longest list first."""
    warnings = services.returns.headline(wish.period, wish.as_at).count.warnings
    lines = services.people.page(Wanted(order="ref"), offset=0, limit=_ALL)
    whose = {line.ref: line.worker_name or _("Nobody yet") for line in lines}
    found: dict[str, list[Warned]] = {}
    for warned in warnings:
        found.setdefault(whose.get(warned.ref, _("Nobody yet")), []).append(warned)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((name, tuple(own)) for name, own in ordered)
