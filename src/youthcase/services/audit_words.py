"""How does one entry of the audit read as a sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

# `{user}` is the colleague whose key slot it is about.
_WHOLE = {
    "person.view": _("{who} opened the file."),
    "person.add": _("{who} opened a new file."),
    "return.trace": _("{who} looked who counts."),
    "plan_copy_given.give": _("{who} printed a copy of the safety plan."),
    "plan_copy_given.override": _(
        "{who} made a copy of the safety plan above the carry decision."
    ),
    "plan_copy_given.returned": _("{who} noted that a copy of the safety plan came back."),
    "plan_copy_given.shredded": _("{who} noted that a copy of the safety plan was shredded."),
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
    "audit.sealed": _("{who} made a monthly seal."),
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


def sentence(who: str, action: str, object_: str, users: Mapping[str, str]) -> str:
    """What `who` did, with a full stop. `users` are the names of key slots by id."""
    user = users.get(object_.removeprefix("slot/"), _("somebody unknown"))
    if action in _WHOLE:
        return _WHOLE[action].format(who=who, user=user)
    what, _dot, did = action.partition(".")
    if what in _WHAT and did in _DID:
        return _("{who} {did} {what}.").format(who=who, did=_DID[did], what=_WHAT[what])
    return _("{who}: {action}.").format(who=who, action=action)
