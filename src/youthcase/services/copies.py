"""How does a plan become paper, for whom, and who has which copy?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from youthcase.domain import plan_copy_rules as rules
from youthcase.domain.carried_check import Hit, stopped
from youthcase.domain.carried_rules import rules as carried_rules
from youthcase.domain.changes import Changes
from youthcase.domain.ids import CopyId, LinePassedId, new_record
from youthcase.domain.plan_copy import ENGLISH, AnyCopy, Form, PlanCopy, SharedCopy
from youthcase.domain.plan_copy_parts import choose
from youthcase.domain.plans import LinePassed, PlanCopyGiven, is_agreed, is_carry_answered
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.copies_known import hits_in
from youthcase.services.copies_make import Around, Order, made
from youthcase.services.copies_paper import Batch, Paper
from youthcase.services.copies_register import Register
from youthcase.services.copy_locks import CopyLocks
from youthcase.services.desk import Desk, changes
from youthcase.services.languages import language
from youthcase.services.own import called, own_words
from youthcase.services.settings import SERVICE_NAME
from youthcase.store import cases, journal, plans
from youthcase.vault import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from youthcase.domain.ids import PlanVersionId
    from youthcase.domain.plans import PlanContent, PlanVersion
    from youthcase.services.plans import Plans

    Hand = Callable[["Paper"], None]
    Progress = Callable[[int, int], None]
    Asked = Callable[[], bool]

INTERIM_HOURS = 72  # an agreed plan may be used so long before approval: domain, 2.5


class Copies:
    """Copies of safety plans."""

    def __init__(self, desk: Desk, plans_: Plans) -> None:
        self._desk = desk
        self._plans = plans_
        self.register = Register(desk, plans_)
        self.locks = CopyLocks(desk)

    def forms(self, version: PlanVersion) -> dict[Form, str]:
        """Each form, with the reason why it is not made today, or no words."""
        found: dict[Form, str] = {}
        for form in Form:
            try:
                self._check(version, Order(form=form), self.standing(version))
                found[form] = ""
            except Refusal as refusal:
                found[form] = str(refusal)
        return found

    def may_override(self, version: PlanVersion, form: Form) -> bool:
        """Whether a reason would let this copy be made above the carry decision here."""
        above = not rules.is_allowed(form, version.carry_decision)
        return above and self._desk.supervises

    def preview(
        self,
        content: PlanContent,
        form: Form,
        for_whom: str | None = None,
        *,
        without: frozenset[int] = frozenset(),
        language: str = ENGLISH,
    ) -> Paper:
        """The copy as it would be, with what is left out; nothing is registered.

        A supervisor may look at one that is above the carry decision.

        Raises: Refusal when the carry decision forbids it.
        """
        order = Order(form=form, for_whom=for_whom, without=without, language=language)
        if not self._desk.supervises:
            rules.allowed(form, content.version.carry_decision)
        with self._desk.vault.read() as db:
            copy, paper = self._copy_for(db, content, order, self._next_number(db, content))
        return self._printed(copy, paper)

    def issue(
        self,
        version: PlanVersionId,
        form: Form,
        for_whom: str | None,
        how: str,
        *,
        without: frozenset[int] = frozenset(),
        language: str = ENGLISH,
        override: str | None = None,
        hand: Hand | None = None,
    ) -> tuple[Paper, Changes]:
        """Make a copy that leaves the vault: registered, numbered and audited.

        `hand` gets it before it is registered: what it raises leaves the register as it was.

        Raises: Refusal when the carry decision forbids it, or the version may not be given.
        """
        desk = self._desk
        order = Order(
            form=form, for_whom=for_whom, without=without, language=language, override=override
        )
        content = self._plans.content(version)
        above = override is not None and not rules.is_allowed(
            form, content.version.carry_decision
        )
        reason = rules.check_override(override, desk.role.value) if above else None
        self._check(content.version, order, self.standing(content.version))
        _renderer()  # its import takes longer than a transaction should
        with desk.vault.write() as db:
            number = self._next_number(db, content)
            copy, bare = self._copy_for(db, content, order, number)
            paper = self._printed(copy, bare)
            if hand is not None:
                hand(paper)
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
                language=None if language == ENGLISH else language,
                override_reason=reason,
            )
            journal.add(db, desk.pen, [record], verb="override" if reason else "give")
        return paper, changes(record)

    def issue_many(
        self,
        versions: Sequence[PlanVersionId],
        form: Form,
        for_whom: str | None,
        how: str,
        hand: Hand,
        *,
        progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> Batch:
        """Make a copy of each version in turn and hand it over; a refused one is told.

        Each is registered as it is handed over, so stopping loses nothing.

        Raises: NotAllowed for anybody but a supervisor; OSError and Refusal of `hand`.
        """
        self._desk.require_supervisor()
        made_, refused = list[Changes](), list[tuple[str, str]]()
        for n, version in enumerate(versions):
            if cancelled is not None and cancelled():
                break
            try:
                _paper, one = self.issue(version, form, for_whom, how, hand=hand)
                made_.append(one)
            except Refusal as refusal:
                refused.append((self._ref_of(version), str(refusal)))
            if progress is not None:
                progress(n + 1, len(versions))
        touched = frozenset(pair for one in made_ for pair in one.touched)
        people = frozenset(person for one in made_ for person in one.people)
        return Batch(
            made=len(made_),
            refused=tuple(refused),
            is_cancelled=len(made_) + len(refused) < len(versions),
            changes=Changes(touched=touched, people=people),
        )

    def stopped(self, content: PlanContent) -> tuple[Hit, ...]:
        """What the safety check would stop on the copies that may be made, line by line."""
        found: dict[tuple[str, str], Hit] = {}
        with self._desk.vault.read() as db:
            for form in (Form.CARD, Form.YOUNG_PERSON, Form.FAMILY, Form.SCHOOL):
                if rules.is_allowed(form, content.version.carry_decision):
                    for hit in hits_in(db, self._desk, content, form):
                        found.setdefault((hit.line, hit.rule), hit)
        return tuple(sorted(found.values(), key=lambda hit: hit.section))

    def in_force(self) -> tuple[PlanVersion, ...]:
        """The versions in force of everybody's plans.

        Raises: NotAllowed for anybody but a supervisor.
        """
        self._desk.require_supervisor()
        with self._desk.vault.read() as db:
            return plans.all_in_force(db)

    def let_pass(self, version: PlanVersionId, hit: Hit, reason: str) -> Changes:
        """Let a line onto carried paper that the safety check holds back.

        Raises: NotAllowed for anybody but a supervisor, Refusal without a reason.
        """
        desk = self._desk
        desk.require_supervisor()
        words = rules.check_reason(reason)
        content = self._plans.content(version)
        record = LinePassed(
            id=LinePassedId(new_record()),
            person=content.version.person,
            version=version,
            line=hit.line,
            rule=carried_rules()[hit.rule].code,
            reason=words,
            passed_by=desk.staff.id,
            recorded_at=desk.now,
        )
        with desk.vault.write() as db:
            journal.add(db, desk.pen, [record], verb="pass")
        return changes(record)

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

    def _check(self, version: PlanVersion, order: Order, standing: str) -> None:
        """Raise a `Refusal` for a copy that may not leave the vault today."""
        form = order.form
        if form in {Form.FULL, Form.BLANK}:
            return
        if order.override is None:
            rules.allowed(form, version.carry_decision)
        if standing == "DRAFT":
            raise Refusal(
                _(
                    "Only the professional copy of a plan that is not approved can be made. "
                    "Others can be made once it is approved, or within 72 hours of sending "
                    "it for approval."
                ),
                field="form",
            )
        if form.is_carried and not is_carry_answered(version):
            raise Refusal(
                _(
                    "It is not written down who could find this copy and where it would be "
                    "kept. Write the next version and answer that in “Agreement”."
                ),
                field="form",
            )
        if form.is_small and standing in {"SUPERSEDED", "ENDED"}:
            raise Refusal(
                _(
                    "This version is no longer in force, and a card could not say so. "
                    "Make the card from the version in force."
                ),
                field="form",
            )

    def _copy_for(
        self, db: Connection, content: PlanContent, order: Order, number: int
    ) -> tuple[AnyCopy, Paper]:
        """The value of a copy, and its paper without the bytes."""
        hits = hits_in(db, self._desk, content, order.form)
        held = stopped(hits)
        chosen = choose(content, order.form, stopped=held, without=order.without)
        spoken = language(db, order.language)
        copy = made(content, order, held, self._around(db, content, number))
        if isinstance(copy, PlanCopy | SharedCopy):
            copy = replace(copy, translation_checked=spoken.is_checked)
        paper = Paper(
            pdf=b"",
            removed=called(chosen.removed, own_words(db)),
            hits=hits,
            file_name=_file_name(order.form, content.version.number, number),
            standing=self.standing(content.version),
        )
        return copy, paper

    def _around(self, db: Connection, content: PlanContent, number: int) -> Around:
        desk, version = self._desk, content.version
        names = cases.staff_names(db)
        approval = next(
            (d for d in plans.decisions_on(db, version.id) if d.decision == "APPROVED"), None
        )
        service = cases.setting(db, SERVICE_NAME)
        approver = approval.decided_by if approval else None
        return Around(
            person=desk.require_case(db, version.person),
            standing=self.standing(version),
            number=number,
            today=desk.today,
            now=desk.now,
            audit_head=audit.head(db)[1].hex()[:12],
            worker=names.get(version.written_by) if version.written_by else None,
            approved_by=names.get(approver) if approver else None,
            approved_on=approval.decided_on if approval else None,
            service=service.value if service else None,
            own=own_words(db),
        )

    @staticmethod
    def _printed(copy: AnyCopy, paper: Paper) -> Paper:
        return Paper(
            pdf=_renderer()(copy),
            removed=paper.removed,
            hits=paper.hits,
            file_name=paper.file_name,
            standing=paper.standing,
        )

    def _next_number(self, db: Connection, content: PlanContent) -> int:
        given = plans.copies_given(db, content.version.person)
        return max((c.number for c in given if c.version == content.version.id), default=0) + 1

    def _ref_of(self, version: PlanVersionId) -> str:
        with self._desk.vault.read() as db:
            content = plans.content(db, version)
            person = cases.person(db, content.version.person) if content else None
        return person.ref if person else "?"


def _file_name(form: Form, version: int, number: int) -> str:
    """A name that tells nobody whose it is or what it is about."""
    words = {
        Form.FULL: _("plan"),
        Form.FAMILY: _("sheet"),
        Form.SCHOOL: _("sheet"),
        Form.CARD: _("card"),
        Form.WALLET: _("cards"),
        Form.NUMBERS: _("numbers"),
        Form.BLANK: _("page"),
    }
    return f"{words.get(form, _('sheet'))}-v{version}-{number}.pdf"


def _renderer() -> Callable[[AnyCopy], bytes]:
    from youthcase.reports import safety_plan  # noqa: PLC0415  100 ms that only paper needs

    return safety_plan.render
