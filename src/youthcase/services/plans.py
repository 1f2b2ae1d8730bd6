"""How is a safety plan written, agreed, approved and looked at again?"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from youthcase.domain import plans as rules
from youthcase.domain.caseload import current_episode
from youthcase.domain.ids import (
    DraftId,
    PlanDecisionId,
    PlanItemId,
    PlanPlaceId,
    PlanVersionId,
    new_record,
)
from youthcase.domain.plan_copy_rules import check_title
from youthcase.domain.plan_diff import Difference, differences
from youthcase.domain.plans import (
    PlanContent,
    PlanDecision,
    PlanItem,
    PlanPlace,
    PlanVersion,
)
from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import caseload, cases, drafts, journal, mapping, plans

if TYPE_CHECKING:
    from datetime import date
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import PersonId

KIND = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One version in the supervisor's queue."""

    version: PlanVersion
    ref: str
    name: str = field(repr=False)
    written_by: str = field(repr=False)
    since: datetime | None
    own: bool  # written by whoever looks: somebody else has to decide


class Plans:
    """Safety plans, their versions and the decisions about them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, person: PersonId) -> PlanContent:
        """A new working copy: the latest version to go on from, or an empty plan.

        Raises: Refusal when no case is open, NotAllowed for a colleague's case.
        """
        desk = self._desk
        with desk.vault.read() as db:
            desk.require_case(db, person)
            episodes = cases.episodes(db, person)
            episode = current_episode(episodes)
            if episode is None or not episode.is_open:
                raise Refusal(
                    _("A safety plan belongs to an open case. Accept the referral first.")
                )
            own = plans.of_episode(db, episode.id)
            earlier = plans.versions(db, person)
            model = own[-1] if own else next(iter(earlier), None)
            before = plans.content(db, model.id) if model else None
        version = PlanVersion(
            id=PlanVersionId(new_record()),
            person=person,
            episode=episode.id,
            number=max((v.number for v in own), default=0) + 1,
            title=before.version.title if before else None,
            status="DRAFT",
            carry_decision=before.version.carry_decision if before else rules.CARRY_DEFAULT,
            carry_reason=before.version.carry_reason if before else None,
            format_needs=before.version.format_needs if before else None,
            review_due=rules.default_review(desk.today, episode.priority),
            written_by=desk.staff.id,
            recorded_at=desk.now,
        )
        return _copied(version, before)

    def draft(self, person: PersonId) -> PlanContent | None:
        """The working copy that this colleague left unfinished."""
        desk = self._desk
        with desk.vault.read() as db:
            kept = drafts.find(db, kind=KIND, person=person, author=desk.staff.id)
        return _from_json(kept.content) if kept else None

    def draft_saved_at(self, person: PersonId) -> datetime | None:
        """When this colleague's unfinished working copy was kept last."""
        desk = self._desk
        with desk.vault.read() as db:
            kept = drafts.find(db, kind=KIND, person=person, author=desk.staff.id)
        return kept.saved_at if kept else None

    def keep(self, content: PlanContent) -> datetime:
        """Keep a working copy as it stands; it is never counted and never printed as final."""
        desk = self._desk
        draft = drafts.Draft(
            id=DraftId(content.version.id),
            kind=KIND,
            person=content.version.person,
            author=desk.staff.id,
            saved_at=desk.now,
            content=_to_json(content),
        )
        with desk.vault.write() as db:
            drafts.put(db, draft)
        return draft.saved_at

    def discard(self, content: PlanContent) -> None:
        """Throw a working copy away."""
        with self._desk.vault.write() as db:
            drafts.drop(db, DraftId(content.version.id))

    def submit(self, content: PlanContent) -> Changes:
        """Send a working copy to a supervisor; it is a version of its own from now on.

        Raises: Refusal for what is still missing, or when somebody was quicker.
        """
        desk = self._desk
        content = _tidied(content)
        rules.check_submission(content, desk.today)
        check_title(content.version.title)
        version = replace(
            content.version,
            status="SUBMITTED",
            written_by=desk.staff.id,
            submitted_at=desk.now,
            recorded_at=desk.now,
        )
        with desk.vault.write() as db:
            desk.require_case(db, version.person)
            if any(v.number == version.number for v in plans.of_episode(db, version.episode)):
                raise Refusal(
                    _(
                        "A colleague has submitted version {number} in the meantime. "
                        "Your draft is safe; compare the two before you go on."
                    ).format(number=version.number)
                )
            lines = {version.id: (*content.items, *content.places)}
            journal.add(db, desk.pen, [version], verb="submit", parts=lines)
            drafts.drop(db, DraftId(version.id))
            caseload.refresh(db, [version.person])
        return changes(version, *content.items, *content.places)

    def approve(
        self, version: PlanVersionId, content_hash: str, comment: str | None = None
    ) -> Changes:
        """Approve exactly what was read; the version before it is superseded.

        Raises: NotAllowed for the author or a caseworker, Refusal when it no longer waits
            or is not what `content_hash` says.
        """
        return self._decide(version, "APPROVED", content_hash, comment)

    def send_back(self, version: PlanVersionId, content_hash: str, comment: str) -> Changes:
        """Send a version back with words that say what to do.

        Raises: as `approve`, and Refusal without words.
        """
        if not comment.strip():
            raise Refusal(_("Write what should be changed."), field="comment")
        return self._decide(version, "RETURNED", content_hash, comment.strip())

    def end(self, version: PlanVersionId, on: date) -> Changes:
        """End a plan that is in force, from the day `on`.

        Raises: Refusal when it is not in force or the day cannot be.
        """
        desk = self._desk
        with desk.vault.write() as db:
            content = self._content(db, version)
            found = content.version
            if found.status != "ACTIVE" or (found.agreed_on and on < found.agreed_on):
                raise Refusal(_("Only a plan in force can be ended, after it was agreed."))
            if on > desk.today:
                raise Refusal(_("A plan cannot end in the future."), field="ended_on")
            ended = replace(found, status="ENDED", ended_on=on)
            journal.change(db, desk.pen, ended, verb="end")
            caseload.refresh(db, [ended.person])
        return changes(ended)

    def waiting(self) -> tuple[Waiting, ...]:
        """The versions that wait for a supervisor, the longest waiting first."""
        desk = self._desk
        with desk.vault.read() as db:
            names = cases.staff_names(db)
            found: list[Waiting] = []
            for version in plans.waiting(db):
                if not desk.may_open(db, version.person):
                    continue
                person = cases.person(db, version.person)
                if person is None:
                    continue
                found.append(
                    Waiting(
                        version=version,
                        ref=person.ref,
                        name=person.name,
                        written_by=names.get(version.written_by, "")
                        if version.written_by
                        else "",
                        since=version.submitted_at,
                        own=version.written_by == desk.staff.id,
                    )
                )
        return tuple(found)

    def content(self, version: PlanVersionId) -> PlanContent:
        """A version with all that stands in it.

        Raises: NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            return self._content(db, version)

    def content_hash(self, content: PlanContent) -> str:
        """The hash that an approval of `content` would bind."""
        return plans.content_hash(content)

    def what_changed(self, content: PlanContent) -> tuple[Difference, ...]:
        """What `content` changes in the version before it."""
        with self._desk.vault.read() as db:
            own = plans.of_episode(db, content.version.episode)
            before = [
                v
                for v in own
                if v.number < content.version.number
                and v.status in {"ACTIVE", "SUPERSEDED", "ENDED"}
            ]
            old = plans.content(db, before[-1].id) if before else None
        return differences(old, content)

    def decisions_on(self, version: PlanVersionId) -> tuple[PlanDecision, ...]:
        """The decisions on one version, the newest first."""
        with self._desk.vault.read() as db:
            return plans.decisions_on(db, version)

    def _decide(
        self, version: PlanVersionId, decision: str, content_hash: str, comment: str | None
    ) -> Changes:
        desk = self._desk
        with desk.vault.write() as db:
            content = self._content(db, version)
            rules.check_decision(content.version, desk.staff.id, desk.role.value)
            if plans.content_hash(content) != content_hash:
                raise Refusal(_("This version is not the one you read. Open it again."))
            record = PlanDecision(
                id=PlanDecisionId(new_record()),
                person=content.version.person,
                version=version,
                decision=decision,
                decided_on=desk.today,
                decided_by=desk.staff.id,
                comment=comment,
                content_hash=content_hash,
                recorded_at=desk.now,
            )
            status = "ACTIVE" if decision == "APPROVED" else "RETURNED"
            decided = replace(content.version, status=status)
            journal.add(db, desk.pen, [record], verb=decision.lower())
            journal.change(db, desk.pen, decided, verb=decision.lower())
            ended = self._supersede(db, decided) if decision == "APPROVED" else ()
            caseload.refresh(db, [decided.person])
        return changes(record, decided, *ended)

    def _supersede(self, db: Connection, new: PlanVersion) -> tuple[PlanVersion, ...]:
        """End the versions that `new` takes the place of, from the day it was agreed."""
        desk = self._desk
        ended: list[PlanVersion] = []
        for old in plans.of_episode(db, new.episode):
            if old.number < new.number and old.status == "ACTIVE":
                on = old.ended_on or new.agreed_on or desk.today
                gone = replace(old, status="SUPERSEDED", ended_on=on)
                journal.change(db, desk.pen, gone, verb="supersede")
                ended.append(gone)
        return tuple(ended)

    def _content(self, db: Connection, version: PlanVersionId) -> PlanContent:
        found = plans.content(db, version)
        if found is None:
            raise Refusal(_("This version is no longer in the vault. Look again."))
        self._desk.require_case(db, found.version.person)
        approval = next(
            (d for d in plans.decisions_on(db, version) if d.decision == "APPROVED"), None
        )
        if approval and approval.content_hash != plans.content_hash(found):
            raise Damaged(
                _(
                    "What stands in this version is not what was approved. Nothing was "
                    "changed now; tell whoever looks after the vault and run a check."
                )
            )
        return found


def _copied(version: PlanVersion, before: PlanContent | None) -> PlanContent:
    """What stood in the version before, as new lines of this one."""
    if before is None:
        return PlanContent(version=version)
    items = tuple(
        replace(i, id=PlanItemId(new_record()), version=version.id) for i in before.items
    )
    places = tuple(
        replace(p, id=PlanPlaceId(new_record()), version=version.id) for p in before.places
    )
    return PlanContent(version=version, items=items, places=places)


def _tidied(content: PlanContent) -> PlanContent:
    """Without empty lines, numbered in order."""
    items = [replace(i, text=i.text.strip()) for i in content.items if i.text.strip()]
    places = [replace(p, name=p.name.strip()) for p in content.places if p.name.strip()]
    return PlanContent(
        version=content.version,
        items=tuple(replace(i, position=n) for n, i in enumerate(items, 1)),
        places=tuple(replace(p, position=n) for n, p in enumerate(places, 1)),
    )


def _to_json(content: PlanContent) -> str:
    return json.dumps(
        {
            "version": mapping.plain(content.version),
            "items": [mapping.plain(i) for i in content.items],
            "places": [mapping.plain(p) for p in content.places],
        },
        ensure_ascii=False,
    )


def _from_json(text: str) -> PlanContent:
    raw: dict[str, Any] = json.loads(text)
    return PlanContent(
        version=mapping.read(PlanVersion, raw["version"]),
        items=tuple(mapping.read(PlanItem, row) for row in raw["items"]),
        places=tuple(mapping.read(PlanPlace, row) for row in raw["places"]),
    )
