"""Who has which copy, who still holds an old one, and what has changed since?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from youthcase.domain.carried_check import stopped
from youthcase.domain.ids import RehearsalId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_copy_parts import choose
from youthcase.domain.plan_diff import Difference, differences
from youthcase.domain.plans import PlanContent, PlanCopyGiven, Rehearsal, check_rehearsal
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.copies_known import hits_in
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal, plans

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import CopyId, PersonId, PlanVersionId
    from youthcase.services.plans import Plans

RETURNED, SHREDDED, LOST = "RETURNED", "SHREDDED", "LOST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who may still have a copy of a version that is no longer in force."""

    copy: PlanCopyGiven
    ref: str
    name: str = field(repr=False)
    version: int  # the one that they hold
    current: int | None  # the one in force; None when no plan is


class Register:
    """The register of copies."""

    def __init__(self, desk: Desk, plans_: Plans) -> None:
        self._desk = desk
        self._plans = plans_

    def note(self, copy: CopyId, outcome: str, on: date) -> Changes:
        """Note that a copy came back, was shredded or is lost, by whoever sits here.

        Raises: Refusal for a copy that is no longer out, or a day that cannot be.
        """
        desk = self._desk
        if outcome not in {RETURNED, SHREDDED, LOST}:
            raise ValueError(outcome)
        with desk.vault.write() as db:
            found = self._copy(db, copy)
            if not found.is_out:
                raise Refusal(_("The register already says what became of this copy."))
            if not found.given_on <= on <= desk.today:
                raise Refusal(
                    _("That day lies before the copy was made, or in the future. Check it."),
                    field="outcome_on",
                )
            noted = replace(found, outcome=outcome, outcome_on=on, outcome_by=desk.staff.id)
            journal.change(db, desk.pen, noted, verb=outcome.lower())
        return changes(noted)

    def of(self, person: PersonId) -> tuple[PlanCopyGiven, ...]:
        """Every copy of one young person's plans, the newest first.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return plans.copies_given(db, person)

    def holders(self, person: PersonId) -> tuple[Holder, ...]:
        """Who may still have an old copy of this young person's plan.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return self._holders(db, plans.copies_given(db, person))

    def team_holders(self) -> tuple[Holder, ...]:
        """Who may still have an old copy of anybody's plan, by reference.

        Raises: NotAllowed for anybody but a supervisor.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            found = self._holders(db, plans.copies_out(db))
        return tuple(sorted(found, key=lambda h: (h.ref, h.copy.recorded_at)))

    def changed_since(self, copy: CopyId) -> tuple[Difference, ...]:
        """What the version in force says otherwise than a copy, as far as its form shows it.

        Raises: Refusal when no plan is in force.
        """
        with self._desk.vault.read() as db:
            found = self._copy(db, copy)
            current = plans.in_force(db, found.person)
            if current is None:
                raise Refusal(_("No plan is in force, so there is nothing to compare with."))
            form = Form(found.form)
            old, new = plans.content(db, found.version), plans.content(db, current.id)
            if old is None or new is None:
                raise Refusal(_("This version is no longer in the vault. Look again."))
            if form is Form.FULL:
                return differences(old, new)
            return differences(self._seen(db, old, form, new), self._seen(db, new, form, new))

    def changes_paper(self, copy: CopyId) -> bytes:
        """The same as a list on paper, without a name; that it was taken out is audited.

        Raises: Refusal when no plan is in force.
        """
        from youthcase.reports import changes as sheet  # noqa: PLC0415  only paper needs it

        found = self.changed_since(copy)
        desk = self._desk
        with desk.vault.write() as db:
            held = self._copy(db, copy)
            content, current = plans.content(db, held.version), plans.in_force(db, held.person)
            if content is None or current is None:
                raise Refusal(_("This version is no longer in the vault. Look again."))
            desk.note(db, "plan_copy_given.changes", f"plan_copy_given/{held.id}")
        return sheet.paper(found, content.version.number, current.number, desk.now)

    def rehearse(self, rehearsal: Rehearsal) -> Changes:
        """Record that a plan was practised.

        Raises: Refusal for what cannot have been, NotAllowed for a colleague's case.
        """
        desk = self._desk
        check_rehearsal(rehearsal, desk.today)
        record = replace(rehearsal, recorded_by=desk.staff.id, recorded_at=desk.now)
        with desk.vault.write() as db:
            desk.require_case(db, record.person)
            journal.add(db, desk.pen, [record], verb="record")
        return changes(record)

    def blank_rehearsal(self, person: PersonId, version: PlanVersionId) -> Rehearsal:
        """A rehearsal to fill in: today, with whoever sits here."""
        return Rehearsal(
            id=RehearsalId(new_record()),
            person=person,
            version=version,
            day=self._desk.today,
            by_memory="",
            with_whom="",
            recorded_at=self._desk.now,
        )

    def rehearsals(self, person: PersonId) -> tuple[Rehearsal, ...]:
        """When this young person's plans were practised, the newest first.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            self._desk.require_case(db, person)
            return plans.rehearsals(db, person)

    def _copy(self, db: Connection, id_: CopyId) -> PlanCopyGiven:
        found = plans.copy(db, id_)
        if found is None:
            raise Refusal(_("This copy is not in the register. Look again."))
        self._desk.require_case(db, found.person)
        return found

    def _holders(self, db: Connection, copies: tuple[PlanCopyGiven, ...]) -> tuple[Holder, ...]:
        found: list[Holder] = []
        for copy in copies:
            if not copy.is_out or copy.form == Form.BLANK.value:
                continue
            content = plans.content(db, copy.version)
            person = cases.person(db, copy.person)
            if content is None or person is None or content.version.status == "ACTIVE":
                continue
            current = plans.in_force(db, copy.person)
            if current is None and content.version.status not in {"SUPERSEDED", "ENDED"}:
                continue
            found.append(
                Holder(
                    copy=copy,
                    ref=person.ref,
                    name=person.name,
                    version=content.version.number,
                    current=current.number if current else None,
                )
            )
        return tuple(found)

    def _seen(
        self, db: Connection, content: PlanContent, form: Form, newest: PlanContent
    ) -> PlanContent:
        """What a copy of `form` shows of `content`, without what is said beside its lines."""
        held = stopped(hits_in(db, self._desk, content, form))
        kept = choose(content, form, stopped=held).content
        hides = form.is_carried
        return PlanContent(
            version=newest.version,
            items=tuple(
                replace(i, audience=(), **({"owner": None, "due": None} if hides else {}))
                for i in kept.items
            ),
            places=tuple(
                replace(p, reason=None, **({"days_times": None} if hides else {}))
                for p in kept.places
            ),
        )
