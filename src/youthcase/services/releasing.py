"""How is a return drafted, released, and read again? Counting facts in, safe figures out.

A supervisor and a manager use the same: nothing here can reach a case file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from youthcase.domain import dates, periods
from youthcase.domain.benefit import Count, Rule
from youthcase.domain.periods import Period
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _, plural
from youthcase.returns import files, layout, wording
from youthcase.returns.ledger import Ledger
from youthcase.returns.released import AUDIENCES, INTERNAL, MIRROR5, PROFILES, Release
from youthcase.services.return_facts import Gathered, gather
from youthcase.services.return_paper import audience_words, paper_of, period_words
from youthcase.services.return_progress import USUAL_TARGET, SoFar
from youthcase.services.settings import PLAN_SPAN, SERVICE_NAME, TARGET
from youthcase.store import counts, releases
from youthcase.store.releases import Released

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.domain.return_paper import ReturnPaper
    from youthcase.domain.staff import Role
    from youthcase.returns.layout import Layout
    from youthcase.services.figures_desk import FiguresDesk, Progress

RULE = Rule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which return somebody asks for; `added` are tables by these variables besides."""

    period: Period
    as_at: date
    audience: str
    profile: str = MIRROR5
    added: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES or self.profile not in PROFILES:
            raise Refusal(_("Choose for whom the return is, and how it is protected."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A return as it would be released; nothing is written yet.

    `release` may leave; `count` and what lies behind it may not. `facts_of` is the day on
    which the casework side last brought the counting facts up to date.
    """

    wish: Wish
    release: Release
    count: Count = field(repr=False)
    definition: tuple[str, ...]
    restates: Released | None
    by_name: int
    facts_of: date | None
    ledger_before: str
    ledger_after: Ledger = field(repr=False)


class Releasing:
    """Drafts and releases of returns."""

    def __init__(self, desk: FiguresDesk) -> None:
        self._desk = desk

    def draft(self, wish: Wish, progress: Progress = None) -> Draft:
        """The tables of a return and what is withheld; writes nothing but who looked.

        Raises: Refusal where somebody could be found, Damaged when the list of what was
        published cannot be trusted.
        """
        from youthcase.returns.protection import protect  # noqa: PLC0415  brings the solver

        desk = self._desk
        self._keys()
        desk.keep_in_step(progress)
        with desk.read() as db:
            found, by_name = self._gathered(db, wish.period, wish.as_at)
            known, key = self._known(db), counts.mirror_key(db)
            step = counts.step(db)
            earlier = self._same(db, wish)
        protected = protect(
            found.facts,
            known,
            key,
            layout=self._layout(wish),
            audience=wish.audience,
            profile=wish.profile,
        )
        with desk.write() as db:
            what = f"{wish.period.code} {wish.as_at.isoformat()} {wish.audience}"
            desk.note(db, "return.drafted", what)
        return Draft(
            wish=wish,
            release=protected.release,
            count=found.count,
            definition=RULE.definition(),
            restates=earlier,
            by_name=by_name,
            facts_of=step.day,
            ledger_before=known.digest(),
            ledger_after=protected.ledger,
        )

    def freeze(
        self, draft: Draft, render: Callable[..., bytes]
    ) -> tuple[Released, Mapping[str, bytes]]:
        """Release a draft that somebody has looked at: its files, kept byte by byte.

        `render` draws the paper. A draft that was released already gives the same again.

        Raises: NotAllowed for internal figures, Refusal when something was released since
        the draft was made.
        """
        desk, release = self._desk, draft.release
        if release.audience == INTERNAL:
            raise NotAllowed(
                _(
                    "Internal figures are the true ones: "
                    "they are looked at here and not released."
                )
            )
        again = self._released_before(draft)
        if again is not None:
            return again
        made = self._files(draft, render)
        with desk.write() as db:
            known, key = self._known(db), counts.mirror_key(db)
            if known.digest() != draft.ledger_before:
                raise Refusal(
                    _(
                        "Another return was released since this one was drafted, and nothing "
                        "was written. Draft it again, so that both agree."
                    )
                )
            number = len(releases.every(db)) + 1
            kept = releases.Released(
                number=number,
                at=desk.now,
                by_role=desk.role.value.lower(),
                period=release.period,
                as_at=release.as_at,
                audience=release.audience,
                profile=release.profile,
                headline=release.headline,
                restates=draft.restates.number if draft.restates else None,
                facts_digest=release.facts_digest,
            )
            releases.add(db, kept, made)
            releases.keep_ledger(db, draft.ledger_after, key)
            desk.note(db, "return.released", str(number))
        return kept, made

    def earlier(self) -> tuple[Released, ...]:
        """All releases, the newest first."""
        with self._desk.read() as db:
            return releases.every(db)

    def files_of(self, number: int) -> Mapping[str, bytes]:
        """The files of an earlier release, the same bytes as then.

        Raises: Refusal when there is no such release.
        """
        with self._desk.read() as db:
            found = releases.files_of(db, number)
        if not found:
            raise Refusal(_("There is no release of this number. Look at the list again."))
        return found

    def save(self, made: Mapping[str, bytes], folder: Path) -> None:
        """Write the files of a release into a new or empty folder, and note it.

        Raises: Refusal when the folder will not do; nothing is left behind.
        """
        files.write(folder, made)
        with self._desk.write() as db:
            self._desk.note(db, "return.saved")

    def trace(self, period: Period, as_at: date) -> Count:
        """The count by token, clause by clause; whose token it is a supervisor can find.

        Raises: NotAllowed as for a draft.
        """
        desk = self._desk
        desk.keep_in_step(None)
        with desk.read() as db:
            found, _by_name = self._gathered(db, period, as_at)
        with desk.write() as db:
            desk.note(db, "return.trace", period.code)
        return found.count

    def so_far(self) -> SoFar:
        """How far this financial year has come, as known today; nobody stands behind it."""
        desk = self._desk
        desk.keep_in_step(None)
        year = periods.financial_year_of(desk.today)
        with desk.read() as db:
            count = self._gathered(db, year, desk.today)[0].count
            target = counts.setting(db, TARGET)
        return SoFar(
            year=year,
            day=desk.today,
            counted=count.headline,
            target=int(target) if target else USUAL_TARGET,
            short=len(count.near_misses),
        )

    def told(self, draft: Draft) -> tuple[str, ...]:
        """What to know about a draft before it is released, in sentences."""
        found = list(wording.reading(draft.release))
        if draft.restates:
            found.append(
                _(
                    "This restates release {n}. The earlier one is kept as it is; figures "
                    "that differ are within the same bounds."
                ).format(n=draft.restates.number)
            )
        if draft.by_name:
            found.append(
                plural(
                    "{n} person is told apart by name and date of birth, not by the team's "
                    "reference: a misspelling would count somebody twice.",
                    "{n} people are told apart by name and date of birth, not by the team's "
                    "reference: a misspelling would count somebody twice.",
                    draft.by_name,
                )
            )
        if draft.facts_of and draft.facts_of != self._desk.today:
            found.append(
                _(
                    "The counting facts are of {day}: casework since then is not in them."
                ).format(day=dates.plain(draft.facts_of))
            )
        return tuple(found)

    def paper(self, draft: Draft) -> ReturnPaper:
        """The paper of a draft, as it would be released."""
        service = self.setting(SERVICE_NAME)
        return paper_of(draft.release, service=service, definition=draft.definition)

    def setting(self, name: str) -> str:
        """A choice of the service as the counting facts know it."""
        with self._desk.read() as db:
            return counts.setting(db, name)

    @property
    def role(self) -> Role:
        """Who sits here: a supervisor or a manager."""
        return self._desk.role

    @property
    def today(self) -> date:
        """The day in London."""
        return self._desk.today

    def _keys(self) -> None:
        """Make the keys of tokens and of the returns' randomness, once for the vault."""
        with self._desk.read() as db:
            if counts.has_keys(db):
                return
        with self._desk.write() as db:
            counts.token_key(db)
            counts.mirror_key(db)

    def _gathered(self, db: Connection, period: Period, as_at: date) -> tuple[Gathered, int]:
        everybody = counts.everybody(db)
        span = counts.setting(db, PLAN_SPAN)
        plan = periods.parse(span) if span else None
        people = {fact.token: fact.facts for fact in everybody}
        by_name = sum(fact.basis == counts.BY_NAME for fact in everybody)
        return gather(people, period, as_at, RULE, plan), by_name

    def _known(self, db: Connection) -> Ledger:
        return releases.ledger(db, counts.mirror_key(db))

    def _same(self, db: Connection, wish: Wish) -> Released | None:
        """The release of the same period for the same audience that this one would restate."""
        return next(
            (
                r
                for r in releases.every(db)
                if (r.period, r.audience, r.profile)
                == (wish.period.code, wish.audience, wish.profile)
            ),
            None,
        )

    def _layout(self, wish: Wish) -> Layout:
        own = layout.standard()
        return own.with_tables(wish.added) if wish.added else own

    def _released_before(self, draft: Draft) -> tuple[Released, Mapping[str, bytes]] | None:
        """The release that this draft is, if it was released before: same facts, same words."""
        release, before = draft.release, draft.restates
        if before is None or before.facts_digest != release.facts_digest:
            return None
        with self._desk.read() as db:
            found = releases.files_of(db, before.number)
        return (before, found) if found[files.CSV] == files.csv_file(release) else None

    def _files(self, draft: Draft, render: Callable[..., bytes]) -> Mapping[str, bytes]:
        from youthcase.returns.workbook import workbook  # noqa: PLC0415  200 ms of openpyxl

        release = draft.release
        paper = self.paper(draft)
        lead = _lead(release, paper.service, draft.definition)
        made = {
            files.CSV: files.csv_file(release),
            files.WORKBOOK: workbook(release, lead),
            files.PAPER: render(paper),
        }
        signed = files.Signed(
            definition=draft.definition,
            approved_by_role=self._desk.role.value.lower(),
            earlier=release.checked_against,
            restates=draft.restates.name if draft.restates else "",
        )
        return made | {files.MANIFEST: files.manifest(release, made, signed)}


def verify(folder: Path) -> Mapping[str, object]:
    """What a folder says it is, if it is exactly what was released; needs no vault.

    Raises: Refusal when there is no release in it, Damaged when a file is another.
    """
    return files.verify(folder)


def _lead(release: Release, service: str, definition: Sequence[str]) -> tuple[str, ...]:
    named = [service] if service else []
    return (
        _("Young people who benefited from casework and safety planning"),
        *named,
        period_words(release),
        audience_words(release.audience),
        *wording.reading(release),
        *definition,
    )
