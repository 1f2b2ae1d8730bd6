"""How does a plan become paper, for whom, and who has which copy?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from youthcase.domain import plan_copy, plan_copy_parts, plan_copy_rules
from youthcase.domain.ids import CopyId, new_record
from youthcase.domain.plan_copy import Form, PlanCopy, Sign
from youthcase.domain.plan_copy_parts import Removed
from youthcase.domain.plans import PlanCopyGiven, is_agreed
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import cases, journal, plans
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import PlanVersionId
    from youthcase.domain.plans import PlanContent, PlanVersion
    from youthcase.services.plans import Plans

INTERIM_HOURS = 72  # an agreed plan may be used so long before approval: domain, 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A copy as PDF bytes, what was left out of it, and what to call its file."""

    pdf: bytes = field(repr=False)
    removed: tuple[Removed, ...]
    file_name: str
    standing: str


class Copies:
    """Copies of safety plans."""

    def __init__(self, desk: Desk, plans_: Plans) -> None:
        self._desk = desk
        self._plans = plans_

    def forms(self, version: PlanVersion) -> dict[Form, str]:
        """Each form that can be made, with the reason why not today, or no words."""
        found: dict[Form, str] = {}
        for form in Form:
            try:
                plan_copy_rules.allowed(form, version.carry_decision)
                found[form] = ""
            except Refusal as refusal:
                found[form] = str(refusal)
        return found

    def preview(self, content: PlanContent, form: Form, for_whom: str | None = None) -> Paper:
        """The copy as it would be, with what is left out; nothing is registered.

        Raises: Refusal when the carry decision forbids it.
        """
        with self._desk.vault.read() as db:
            number = self._next_number(db, content)
            return self._paper(db, content, form, for_whom, number)

    def issue(
        self, version: PlanVersionId, form: Form, for_whom: str | None, how: str
    ) -> tuple[Paper, Changes]:
        """Make a copy that leaves the vault: registered, numbered and audited.

        Raises: Refusal when the carry decision forbids it, or the version may not be given.
        """
        desk = self._desk
        content = self._plans.content(version)
        _renderer()  # its import takes longer than a transaction should
        with desk.vault.write() as db:
            number = self._next_number(db, content)
            paper = self._paper(db, content, form, for_whom, number)
            if paper.standing == "DRAFT" and form is not Form.FULL:
                raise Refusal(_("A plan that is not approved is not given to carry."))
            record = PlanCopyGiven(
                id=CopyId(new_record()),
                person=content.version.person,
                version=version,
                form=form.value,
                for_whom=for_whom,
                number=number,
                given_on=desk.today,
                how=how,
                given_by=desk.staff.id,
                recorded_at=desk.now,
            )
            journal.add(db, desk.pen, [record], verb="give")
        return paper, changes(record)

    def standing(self, version: PlanVersion) -> str:
        """DRAFT, INTERIM, APPROVED, SUPERSEDED or ENDED, today."""
        if version.status == "ACTIVE":
            return "APPROVED"
        if version.status in {"SUPERSEDED", "ENDED"}:
            return version.status
        since = version.submitted_at
        fresh = since is not None and self._desk.now - since <= timedelta(hours=INTERIM_HOURS)
        return (
            "INTERIM"
            if fresh and is_agreed(version) and version.status == "SUBMITTED"
            else "DRAFT"
        )

    def _paper(
        self,
        db: Connection,
        content: PlanContent,
        form: Form,
        for_whom: str | None,
        number: int,
    ) -> Paper:
        plan_copy_rules.allowed(form, content.version.carry_decision)
        copy = self._copy_for(db, content, form, for_whom, number)
        word = _("plan") if form is Form.FULL else _("sheet")
        return Paper(
            pdf=_renderer()(copy),
            removed=plan_copy_parts.choose(content, form).removed,
            file_name=f"{word}-v{content.version.number}-{number}.pdf",
            standing=copy.standing,
        )

    def _copy_for(
        self,
        db: Connection,
        content: PlanContent,
        form: Form,
        for_whom: str | None,
        number: int,
    ) -> PlanCopy:
        """What `form` may show of `content`, and nothing else."""
        desk, version = self._desk, content.version
        person = desk.require_case(db, version.person)
        carried = PlanCopy(
            form=form,
            title=version.title or plan_copy.NEUTRAL_TITLE,
            who=person.initials,
            version=version.number,
            standing=self.standing(version),
            call=plan_copy_parts.numbers_to_call(form),
            words=plan_copy_parts.words_of(plan_copy_parts.choose(content, form).content),
            sections=plan_copy_parts.full_sections(
                plan_copy_parts.choose(content, form).content
            ),
            copy_number=number,
            printed_on=desk.today,
            made_at=desk.now,
        )
        if form is not Form.FULL:
            return carried
        names = cases.staff_names(db)
        approval = next(
            (d for d in plans.decisions_on(db, version.id) if d.decision == "APPROVED"), None
        )
        service = cases.setting(db, "service_name")
        approver = approval.decided_by if approval else None
        return replace(
            carried,
            title=_("Safety plan"),
            who=person.called,
            reference=person.ref,
            agreed_on=version.agreed_on,
            participation=version.participation,
            review_due=version.review_due,
            approved_on=approval.decided_on if approval else None,
            approved_by=names.get(approver) if approver else None,
            worker=names.get(version.written_by) if version.written_by else None,
            service=service.value if service else None,
            signs=(Sign(who=person.called), Sign(who=_("Worker")), Sign(who=_("Supervisor"))),
            for_whom=for_whom,
            audit_head=audit.head(db)[1].hex()[:12],
        )

    def _next_number(self, db: Connection, content: PlanContent) -> int:
        given = plans.copies_given(db, content.version.person)
        return max((c.number for c in given if c.version == content.version.id), default=0) + 1


def _renderer() -> Callable[[PlanCopy], bytes]:
    from youthcase.reports import safety_plan  # noqa: PLC0415  100 ms that only paper needs

    return safety_plan.render
