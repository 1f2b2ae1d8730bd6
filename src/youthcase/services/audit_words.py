"""How does one entry of the audit read as a sentence?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from youthcase.domain import seals
from youthcase.domain.dates import HERE, plain
from youthcase.i18n import _
from youthcase.store.acts import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {
    Kind.LOOKED: _("Looked at"),
    Kind.CHANGED: _("Written or changed"),
    Kind.PRINTED: _("Printed or saved"),
    Kind.SIGNED_IN: _("Came and went"),
    Kind.KEYS: _("Passwords and keys"),
    Kind.COPIES: _("Backups and restoring"),
    Kind.CHECKS: _("Checks and seals"),
    Kind.OTHER: _("Other"),
}
# `{user}` is the colleague whose key slot it is about.
_WHOLE = {
    "person.view": _("{who} opened the file."),
    "person.refused": _("{who} tried to open the file and was not allowed to."),
    "person.add": _("{who} began a new file."),
    "plan_version.view": _("{who} looked at a version of the safety plan."),
    "search.opened": _("{who} opened the search."),
    "names.shown": _("{who} showed names again that had been hidden."),
    "vault.checked": _("{who} checked the vault: every part is sound."),
    "vault.checked/unsound": _("{who} checked the vault: something was wrong."),
    "return.trace": _("{who} looked who counts."),
    "return.drafted": _("{who} drafted a return."),
    "return.released": _("{who} released a return."),
    "return.saved": _("{who} saved a released return outside the vault."),
    "team.shared": _("{who} wrote the team's key into a file for other laptops."),
    "team.joined": _("{who} took in the team's key from another laptop."),
    "pack.made": _("{who} wrote the counting facts into a file for another laptop."),
    "pack.merged": _("{who} took in the counting facts of another laptop."),
    "plan_copy_given.give": _("{who} printed a copy of the safety plan."),
    "plan_copy_given.give/saved": _("{who} saved a copy of the safety plan outside the vault."),
    "plan_copy_given.give/saved with a passphrase": _(
        "{who} saved a copy of the safety plan outside the vault, locked with a passphrase."
    ),
    "plan_copy_given.override": _(
        "{who} made a copy of the safety plan above the carry decision."
    ),
    "plan_copy_given.returned": _("{who} noted that a copy of the safety plan came back."),
    "plan_copy_given.shredded": _("{who} noted that a copy of the safety plan was shredded."),
    "plan_copy_given.changes": _(
        "{who} took out on paper what changed since a copy of the safety plan."
    ),
    "plan_copy_given.lost": _("{who} noted that a copy of the safety plan is lost."),
    "plan_line_passed.pass": _("{who} let a line of the safety plan onto carried paper."),
    "plan_rehearsal.record": _("{who} recorded that the safety plan was practised."),
    "episode.refer": _("{who} recorded a referral."),
    "episode.accept": _("{who} accepted the referral."),
    "episode.decide": _("{who} decided on the referral."),
    "episode.allocate": _("{who} allocated the case."),
    "episode.close": _("{who} closed the case."),
    "vault.created": _("{who} made the vault."),
    "vault.opened": _("{who} signed in."),
    "vault.closed": _("{who} locked the vault."),
    "vault.restored": _("{who} signed in for the first time after a restore."),
    "vault.rescued": _("{who} rescued what could be read of a harmed vault."),
    "unlock.failed": _("Somebody typed a wrong password for {user}."),
    "recovery.used": _("The recovery code was used."),
    "clock.moved": _("The computer's clock was set while the vault was open."),
    "clock.went-back": _("The computer's clock had gone back."),
    "slot.added": _("{who} let {user} sign in."),
    "slot.added.failed": _("{who} tried to let {user} sign in; it was not saved."),
    "slot.removed": _("{who} removed {user}, who can no longer sign in."),
    "slot.strengthened": _("The protection of {user}'s password was renewed."),
    "password.changed": _("{who} changed their password."),
    "password.changed.failed": _("{who} tried to change their password; it was not saved."),
    "password.recovered": _("{who} let {user} choose a new password."),
    "password.recovered.failed": _("{who} was to let {user} in again; it was not saved."),
    "recovery.renewed": _("{who} replaced the recovery code."),
    "recovery.renewed.failed": _("{who} tried to replace the recovery code; it was not saved."),
    "password.reset": _("{who} gave {user} a password for one use."),
    "password.reset.failed": _("{who} tried to reset {user}'s password; it was not saved."),
    "keys.rotated": _("{who} gave the vault new keys."),
    "backup.made": _("{who} made a backup."),
    "rescue.mended": _("Records that could not be read were made anew from the journal."),
    "erasures.applied": _("What had been erased was erased again after a restore."),
    "audit.checked": _("{who} checked the log: it is sound."),
    "audit.checked/unsound": _("{who} checked the log: something was wrong."),
    "audit.read": _("{who} read the audit."),
    "audit.read/person": _("{who} looked at who had used this file."),
    "audit.sealed": _("{who} printed the seal of {month}."),
}
_DID = {
    "add": _("added"),
    "record": _("recorded"),
    "change": _("changed"),
    "correct": _("corrected"),
    "withdraw": _("withdrew"),
    "submit": _("submitted"),
    "approved": _("approved"),
    "returned": _("returned"),
    "supersede": _("superseded"),
    "end": _("ended"),
    "import": _("brought in"),
    "invent": _("invented"),
}
_WHAT = {
    "person": _("the young person's details"),
    "episode": _("an episode"),
    "agreement": _("an agreement to engage"),
    "contact": _("a contact"),
    "addendum": _("an addition to a contact"),
    "score": _("a score"),
    "plan_version": _("a version of the safety plan"),
    "plan_decision": _("a decision on the safety plan"),
    "plan_line_passed": _("what may stand on carried paper"),
    "plan_rehearsal": _("how the safety plan was practised"),
    "staff": _("a colleague on the staff list"),
    "setting": _("a setting"),
}


def sentence(
    who: str, action: str, object_: str, users: Mapping[str, str], way: str = ""
) -> str:
    """What `who` did, with a full stop. `users` are the names of key slots by id.

    `way` is how a copy left, or nothing.
    """
    about, _slash, id_ = object_.partition("/")
    keys = (*(f"{action}/{part}" for part in (way, about, id_) if part), action)
    whole = next((_WHOLE[key] for key in keys if key in _WHOLE), None)
    if whole is not None:
        user = users.get(id_, _("somebody unknown"))
        month = seals.named(id_.partition("/")[0]) if about == "month" else ""
        return whole.format(who=who, user=user, month=month)
    what, _dot, did = action.partition(".")
    if what in _WHAT and did in _DID:
        return _("{who} {did} {what}.").format(who=who, did=_DID[did], what=_WHAT[what])
    return _("{who}: {action}.").format(who=who, action=action)


def since(problem: str, stamp: str | None) -> str:
    """What is wrong, and the time of the last entry that is as it was written."""
    if stamp is None:
        return problem
    return _("{problem} The last sound entry before it is of {time}.").format(
        problem=problem, time=told(moment(stamp))
    )


def told(at: datetime) -> str:
    """`3 November 2026, 09:05`."""
    return f"{plain(at)}, {at:%H:%M}"


def moment(stamp: str) -> datetime:
    """A time of the audit, in London."""
    return datetime.fromisoformat(stamp).astimezone(HERE)
