"""What happens from a referral to its closing?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain import episodes as rules
from youthcase.domain.episodes import Agreement, Episode, as_outcomes
from youthcase.domain.ids import AgreementId, EpisodeId, new_record
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.services.people import prepared
from youthcase.store import caseload, cases, journal, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import PersonId, StaffId
    from youthcase.domain.people import Person


class Episodes:
    """Referrals, the decisions about them, and the work that follows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def blank(self, person: PersonId) -> Episode:
        """A referral received today, led by whoever writes it down."""
        desk = self._desk
        return Episode(
            id=EpisodeId(new_record()),
            person=person,
            number=0,
            referral_received=desk.today,
            referral_source="10",
            referral_type="INTERVENTION",
            lead_worker=None if desk.supervises else desk.staff.id,
            lawful_basis="PUBLIC_TASK",
            priority="MEDIUM",
            recorded_at=desk.now,
        )

    def refer(self, episode: Episode, person: Person | None = None) -> Changes:
        """Save a referral, together with its young person when that one is new.

        Raises: Refusal for what cannot be, NotAllowed for a colleague's case.
        """
        desk = self._desk
        with desk.vault.write() as db:
            if person is not None:
                person = prepared(db, desk, person)
                journal.add(db, desk.pen, [person])
            else:
                desk.require_case(db, episode.person)
            others = cases.episodes(db, episode.person)
            number = max((e.number for e in others), default=0) + 1
            new = replace(
                episode, number=number, recorded_by=desk.staff.id, recorded_at=desk.now
            )
            rules.check(new, others, desk.today)
            journal.add(db, desk.pen, [new], verb="refer")
            caseload.refresh(db, [episode.person])
        return changes(new, *([person] if person else []))

    def change(self, episode: Episode, *, verb: str = "change") -> Changes:
        """Save what differs in `episode`: a decision, the start, the priority, a closing.

        Raises: Refusal for what cannot be, NotAllowed for a colleague's case.
        """
        desk = self._desk
        with desk.vault.write() as db:
            desk.require_case(db, episode.person)
            before = self._get(db, episode.id)
            if before.end is not None:
                raise Refusal(
                    _("This case is closed and stays as it is. Open a new referral instead.")
                )
            others = tuple(e for e in cases.episodes(db, episode.person) if e.id != episode.id)
            rules.check(episode, others, desk.today)
            if before.lead_worker != episode.lead_worker:
                self._check_handover(before)
            journal.change(db, desk.pen, episode, verb=verb)
            caseload.refresh(db, [episode.person])
        return changes(episode)

    def accept(self, episode: Episode, *, start: date, reason: str | None = None) -> Changes:
        """Accept a referral: work starts on `start`."""
        return self.change(
            replace(
                episode,
                decision="ACCEPTED",
                decision_date=self._desk.today,
                decision_reason=reason,
                start=start,
            ),
            verb="accept",
        )

    def turn_down(self, episode: Episode, *, decision: str, reason: str) -> Changes:
        """Decide against work; `decision` is a code other than ACCEPTED and PENDING.

        Raises: Refusal without a reason.
        """
        if not reason.strip():
            raise Refusal(_("Write why the referral is not taken on."), field="decision_reason")
        return self.change(
            replace(
                episode,
                decision=decision,
                decision_date=self._desk.today,
                decision_reason=reason,
            ),
            verb="decide",
        )

    def allocate(self, episode: Episode, worker: StaffId) -> Changes:
        """Give a case to a lead worker."""
        return self.change(replace(episode, lead_worker=worker), verb="allocate")

    def close(
        self,
        episode: Episode,
        *,
        end: date,
        reason: str,
        note: str | None,
        outcomes: Mapping[str, str | None] | None = None,
    ) -> Changes:
        """Close a case; from then on it is only read.

        `outcomes` say for parts of life (closure_domain) how they ended (closure_outcome).

        Raises: Refusal without a reason, or for a day that cannot be.
        """
        if not reason:
            raise Refusal(_("Choose why the case is being closed."), field="closure_reason")
        return self.change(
            replace(
                episode,
                end=end,
                closure_reason=reason,
                closure_note=note,
                closure_outcomes=as_outcomes(outcomes or {}),
            ),
            verb="close",
        )

    def answer(
        self, episode: Episode, answer: str, agreed_on: date | None, note: str | None = None
    ) -> Changes:
        """Record what the young person says to working with us: yes, no, or a withdrawal.

        Raises: Refusal for a date in the future, and for a no or a withdrawal without its
        day: it would count as said before everything, and an earlier yes would stand.
        """
        desk = self._desk
        if answer != "Y" and agreed_on is None:
            raise Refusal(_("Write the day on which they said so."), field="agreed_on")
        if agreed_on and agreed_on > desk.today:
            raise Refusal(_("They cannot have agreed in the future."), field="agreed_on")
        record = Agreement(
            id=AgreementId(new_record()),
            person=episode.person,
            episode=episode.id,
            answer=answer,
            agreed_on=agreed_on,
            note=note,
            recorded_by=desk.staff.id,
            recorded_at=desk.now,
        )
        with desk.vault.write() as db:
            desk.require_case(db, episode.person)
            journal.add(db, desk.pen, [record])
        return changes(record)

    def _check_handover(self, before: Episode) -> None:
        """A case changes hands by a supervisor, or by whoever leads it."""
        desk = self._desk
        if not desk.supervises and before.lead_worker not in {None, desk.staff.id}:
            raise NotAllowed(_("Only its lead worker or a supervisor can hand this case over."))

    def _get(self, db: Connection, episode: EpisodeId) -> Episode:
        found = tables.get(db, Episode, episode)
        if found is None:
            raise Refusal(_("This case is no longer in the vault. Look again."))
        return found
