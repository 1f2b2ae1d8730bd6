"""Which record does one row make?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from youthcase.domain.assessments import Score
from youthcase.domain.contacts import Contact
from youthcase.domain.episodes import Agreement, Episode
from youthcase.domain.ids import (
    AgreementId,
    ContactId,
    EpisodeId,
    PersonId,
    PlanDecisionId,
    PlanItemId,
    PlanPlaceId,
    PlanVersionId,
    ScoreId,
    new_case,
    new_record,
)
from youthcase.domain.people import Person
from youthcase.domain.plans import PlanDecision, PlanItem, PlanPlace, PlanVersion
from youthcase.importing.staff_names import StaffNames

if TYPE_CHECKING:
    from youthcase.importing.rows import Row


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes records of whole rows, all of them imported and recorded now."""

    staff: StaffNames
    now: datetime

    def person(self, row: Row) -> Person:
        """A young person; without a date of birth its quality is not known either."""
        dob = row.day("dob")
        return Person(
            id=PersonId(new_case()),
            ref=row.must("ref"),
            first_name=row.must("first_name"),
            last_name=row.must("last_name"),
            known_as=row.text("known_as"),
            dob=dob,
            dob_quality=row.text("dob_quality") if dob else "UNKNOWN",
            sex=row.must("sex"),
            gender=row.text("gender"),
            ethnicity=row.must("ethnicity"),
            disability=row.codes("disability"),
            send_status=row.text("send_status"),
            care_status=row.text("care_status"),
            yj_status=row.text("yj_status"),
            ward=row.text("ward"),
            first_language=row.text("first_language"),
            interpreter_needed=row.text("interpreter_needed"),
            reading_support=row.text("reading_support"),
            nhs_number=row.text("nhs_number"),
            postcode=row.text("postcode"),
            phone=row.text("phone"),
            recorded_at=self.now,
            imported=True,
        )

    def episode(self, row: Row, person: Person, number: int) -> Episode:
        """A referral and its case."""
        received = row.day("referral_received")
        if received is None:
            raise ValueError("a whole row has its day")
        return Episode(
            id=EpisodeId(new_record()),
            person=person.id,
            number=number,
            referral_received=received,
            referral_source=row.must("referral_source"),
            referral_type=row.must("referral_type"),
            decision=row.must("decision"),
            decision_date=row.day("decision_date"),
            start=row.day("start"),
            end=row.day("end"),
            closure_reason=row.text("closure_reason"),
            lead_worker=self.staff.find(row.text("lead_worker")),
            priority=row.text("priority"),
            primary_risk=row.must("primary_risk"),
            lawful_basis=row.text("lawful_basis"),
            contact_frequency_days=row.whole("contact_frequency_days"),
            recorded_at=self.now,
            imported=True,
        )

    def agreement(self, row: Row, episode: Episode) -> Agreement | None:
        """What they said to working with us, if an answer is written down."""
        agrees = row.flag("agreement_to_engage")
        if agrees is None:
            return None
        return Agreement(
            id=AgreementId(new_record()),
            person=episode.person,
            episode=episode.id,
            answer="Y" if agrees else "N",
            agreed_on=row.day("agreement_date"),
            recorded_at=self.now,
            imported=True,
        )

    def contact(self, row: Row, episode: Episode) -> Contact:
        """A contact or an attempt."""
        day, at = row.moment("started_at")
        return Contact(
            id=ContactId(new_record()),
            person=episode.person,
            episode=episode.id,
            day=day,
            at=at,
            duration_minutes=row.whole("duration_minutes"),
            mode=row.must("mode"),
            attended=row.must("attended"),
            with_whom=row.codes("with"),
            purpose=row.codes("purpose"),
            summary=row.text("summary"),
            significant=row.flag("significant") or False,
            written_by=self.staff.find(row.text("written_by")),
            recorded_at=self.now,
            imported=True,
        )

    def plan_version(self, row: Row, episode: Episode, number: int) -> PlanVersion:
        """A version of a safety plan."""
        return PlanVersion(
            id=PlanVersionId(new_record()),
            person=episode.person,
            episode=episode.id,
            number=number,
            status=row.text("status") or _status(row),
            agreed_on=row.day("agreed_date"),
            participation=row.text("participation"),
            review_due=row.day("review_due"),
            ended_on=row.day("ended_date"),
            carry_decision=row.text("carry_decision"),
            carry_reason=row.text("carry_reason"),
            format_needs=row.text("format_needs"),
            recorded_at=self.now,
            imported=True,
        )

    def approval(self, row: Row, version: PlanVersion) -> PlanDecision | None:
        """A supervisor's approval, if a day is written down; its hash is still to be made."""
        by = self.staff.find(row.text("approved_by"))
        approved_on = row.day("approved_date")
        if approved_on is None:
            return None
        return PlanDecision(
            id=PlanDecisionId(new_record()),
            person=version.person,
            version=version.id,
            decision="APPROVED",
            decided_on=approved_on,
            decided_by=by,
            content_hash="",
            recorded_at=self.now,
            imported=True,
        )

    def plan_item(self, row: Row, version: PlanVersion, position: int) -> PlanItem:
        """A line of a safety plan."""
        return PlanItem(
            id=PlanItemId(new_record()),
            person=version.person,
            version=version.id,
            section=row.whole("section") or 0,
            position=position,
            text=row.must("text"),
            context=row.text("context"),
            owner=row.text("owner"),
            due=row.day("due"),
            audience=row.codes("audience"),
        )

    def plan_place(self, row: Row, version: PlanVersion, position: int) -> PlanPlace:
        """A place that a safety plan names."""
        return PlanPlace(
            id=PlanPlaceId(new_record()),
            person=version.person,
            version=version.id,
            position=position,
            name=row.must("name"),
            status=row.must("status"),
            days_times=row.text("days_times"),
            reason=row.text("reason"),
        )

    def score(self, row: Row, episode: Episode, day: date, value: int) -> Score:
        """A score on a goal or scale."""
        return Score(
            id=ScoreId(new_record()),
            person=episode.person,
            episode=episode.id,
            day=day,
            tool=row.must("tool"),
            occasion=row.must("occasion"),
            item=row.text("item"),
            value=value,
            scored_by=self.staff.find(row.text("scored_by")),
            recorded_at=self.now,
            imported=True,
        )


def _status(row: Row) -> str:
    """The status that the dates of a version tell, where none is written."""
    if row.has("ended_date"):
        return "ENDED"
    if row.has("approved_date"):
        return "ACTIVE"
    return "AGREED_YP" if row.has("agreed_date") else "DRAFT"
